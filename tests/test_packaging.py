"""What the sdist and the wheel contain. The wheel is built from the sdist, as installers do it."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from tei import __version__
from tei.relaxng import acceleration

FOLDERS = ("tei", "schemas", "xslt", "corpus", "tests", "docs", "benchmarks")
FILES = (
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "CITATION.cff",
    "LICENSE",
    "NOTICE",
    "pyproject.toml",
    "tei.toml",
)
IGNORED = re.compile(r"__pycache__|/_build/|\.egg-info|\.(?:pyc|so|pyd)$")
SOURCES = (".c", ".h")
"""What the accelerator is compiled from, which a wheel need not have."""


@pytest.fixture(scope="session")
def artifacts(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist and the wheel; without isolation, so that nothing is fetched."""
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(repository)],
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


def files(repository: Path, folder: str) -> set[str]:
    return {
        path.relative_to(repository).as_posix()
        for path in (repository / folder).rglob("*")
        if path.is_file() and not IGNORED.search(path.as_posix())
    }


@pytest.mark.slow
def test_sdist_has_everything_that_the_repository_has(repository: Path, artifacts: tuple[Path, Path]) -> None:
    root = f"tei-{__version__}/"
    with tarfile.open(artifacts[0]) as archive:
        names = {member.name.removeprefix(root) for member in archive if member.isfile()}
    for folder in FOLDERS:
        assert files(repository, folder) <= names
    present = {name for name in FILES if (repository / name).exists()}
    assert {"LICENSE", "NOTICE", "CONTRIBUTING.md", "pyproject.toml"} <= present <= names
    assert not [name for name in names if IGNORED.search(name)]


@pytest.mark.slow
def test_wheel_has_the_package_and_its_data_and_nothing_else(repository: Path, artifacts: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(artifacts[1]) as archive:
        names = set(archive.namelist())
    binaries = {
        name for name in names if name.startswith("tei/relaxng/_accelerator.") and name.endswith((".so", ".pyd"))
    }
    assert len(binaries) == acceleration.BUILT
    assert ("-abi3-" in artifacts[1].name) == acceleration.BUILT
    information = f"tei-{__version__}.dist-info/"
    data = {f"tei/_data/{name}" for folder in ("schemas", "xslt", "docs/rules") for name in files(repository, folder)}
    package = {name for name in files(repository, "tei") if not name.endswith(SOURCES)}
    assert {name for name in names - binaries if not name.startswith(information)} == package | data
    assert {f"{information}METADATA", f"{information}entry_points.txt", f"{information}licenses/LICENSE"} <= names
    assert f"{information}licenses/NOTICE" in names


@pytest.mark.slow
@pytest.mark.parametrize("obstacle", [{"TEI_NO_ACCEL": "1"}, {"CC": "no-such-compiler"}], ids=["switch", "compiler"])
def test_wheel_is_pure_where_the_accelerator_is_unwanted_or_cannot_be_compiled(
    repository: Path, tmp_path: Path, obstacle: dict[str, str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(tmp_path), str(repository)],
        env={**os.environ, "PYTHONUTF8": "1", **obstacle},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name.endswith("-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert not [name for name in archive.namelist() if name.endswith((".so", ".pyd", *SOURCES))]


def test_version_is_said_the_same_everywhere(repository: Path) -> None:
    settings = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["dynamic"] == ["version"]
    assert settings["tool"]["hatch"]["version"]["path"] == "tei/__init__.py"
    assert f"\nversion: {__version__}\n" in (repository / "CITATION.cff").read_text(encoding="utf-8")


@pytest.mark.full
def test_wheel_works_in_an_empty_environment_elsewhere(
    tmp_path: Path,
    artifacts: tuple[Path, Path],
    repository: Path,
) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    scripts = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    suffix = ".exe" if os.name == "nt" else ""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}

    def run(program: str, *arguments: str) -> str:
        done = subprocess.run(
            [str(scripts / f"{program}{suffix}"), *arguments],
            cwd=tmp_path,
            env=clean,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("python", "-m", "pip", "install", "--quiet", str(artifacts[1]))
    assert run("tei", "--version") == f"tei {__version__}\n"
    assert run("python", "-m", "tei", "--version") == f"tei {__version__}\n"
    assert run("tei", "rules", "xml.empty").startswith("xml.empty  error\n")
    found = run("python", "-c", "from tei.resources import data_path; print(data_path('schemas'), data_path('xslt'))")
    assert all("site-packages" in path and "_data" in path for path in found.split())
    shutil.copytree(repository / "corpus", tmp_path / "corpus")
    for schema in ("tei-documentary", "tei_all@4.9.0a", "tei-conformance"):
        assert "2 documents, all valid" in run("tei", "validate", "--schema", schema, "corpus")
    # What the documents themselves ask for lies beside them.
    shutil.copytree(repository / "schemas", tmp_path / "schemas")
    assert "2 documents, all valid (tei-documentary.rng" in run("tei", "validate", "corpus")
    run("tei", "render", "--html", "corpus/cable-59363.xml", "-o", "edition/")
    assert "MAO ZEDONG" in (tmp_path / "edition" / "cable-59363.html").read_text(encoding="utf-8")
    assert run("tei", "init", "mine").startswith("Written:")
    assert run("tei", "validate", "mine").startswith("2 documents, all valid")
