"""A small project with every kind of schema, a cache of its own, and a count of the documents that are checked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tei.validate import Report, closer, validate
from tei.validate.remembered import engine
from tei.validate.results import Checked

TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'
# Any elements and attributes: what is in a file of its own.
ANY = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"><define name="any"><element><anyName/><zeroOrMore><choice>
<attribute><anyName/></attribute><text/><ref name="any"/></choice></zeroOrMore></element></define></grammar>"""
GRAMMAR = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="parts/any.rng"/>
<start><ref name="any"/></start></grammar>"""

Write = Callable[[str, str], Path]
Check = Callable[..., Report]


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a cache that no other test has."""
    monkeypatch.setenv("TEI_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("TEI_NO_CACHE", raising=False)
    return tmp_path / "cache"


@pytest.fixture(scope="session")
def engine_state() -> bytes:
    """The state of the engine, which does not change while tests run."""
    return engine.state()


@pytest.fixture(autouse=True)
def _same_engine(engine_state: bytes, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setattr(engine, "loaded", lambda: engine.state())  # noqa: PLW0108 - as it is by then
    if "engine" not in request.node.name:
        monkeypatch.setattr(engine, "state", lambda: engine_state)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a project with a grammar of two files, and a document."""
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name, text in {
        "tei.toml": "",
        "own.rng": GRAMMAR,
        "parts/any.rng": ANY,
        "a.xml": f'<TEI {TEI}><p ref="names.xml#ada"/></TEI>',
        "names.xml": f'<TEI {TEI}><person xml:id="ada"/></TEI>',
    }.items():
        put(folder, name, text)
    return folder


def put(folder: Path, name: str, text: str) -> Path:
    """Write a file in *folder* and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def write(project: Path) -> Write:
    """A function that writes a file of the project."""
    return lambda name, text: put(project, name, text)


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the documents that were looked at closely, as they are."""
    paths: list[str] = []
    check = closer.check

    def counting(data: bytes, path: str, *rest: object) -> Checked:
        paths.append(path)
        return check(data, path, *rest)  # type: ignore[arg-type] # whatever it takes

    monkeypatch.setattr(closer, "check", counting)
    return paths


@pytest.fixture
def check(project: Path) -> Check:
    """A function that checks ``a.xml`` of the project, with the cache unless it is told otherwise."""

    def checked(*paths: str, **options: object) -> Report:
        said = {"schema": ("own.rng",), "pointers": True, "cache": True, **options}
        return validate(paths or ("a.xml",), **said)  # type: ignore[arg-type] # as the tests give them

    assert project.is_dir()
    return checked
