"""What projects take into their CI: held to the published schemas, and carried out as the services would."""

import json
import os
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml", reason="PyYAML, of the extra `test`, is not installed")


def loaded(repository: Path, name: str) -> Any:
    return yaml.safe_load((repository / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name, schema", [("action.yml", "github-actions"), ("ci/gitlab.yml", "gitlab-ci")])
def test_recipe_keeps_the_schema_of_its_service(repository: Path, name: str, schema: str) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema, of the extra `test`, is not installed")
    pytest.importorskip("check_jsonschema", reason="check-jsonschema, of the extra `test`, is not installed")
    text = (
        resources.files("check_jsonschema").joinpath("builtin_schemas", "vendor", f"{schema}.json").read_text("utf-8")
    )
    published = json.loads(text)
    validator = jsonschema.validators.validator_for(published)(published)
    recipe = loaded(repository, name)
    assert [fault.message for fault in validator.iter_errors(recipe)] == []
    broken = recipe | {"runs": {"using": "composite"}, "tei validate": {"script": 3}}
    assert not validator.is_valid(broken)


def test_hook_is_one_that_pre_commit_accepts(repository: Path) -> None:
    clientlib = pytest.importorskip("pre_commit.clientlib", reason="pre-commit, of the extra `test`, is not installed")
    (hook,) = clientlib.load_manifest(repository / ".pre-commit-hooks.yaml")
    assert (hook["id"], hook["entry"], hook["require_serial"]) == ("tei-validate", "tei validate", True)


def test_what_is_kept_from_job_to_job_is_where_tei_looks_for_it(repository: Path) -> None:
    steps = loaded(repository, "action.yml")["runs"]["steps"]
    (keeping,) = (step["with"] for step in steps if step.get("uses", "").startswith("actions/cache@"))
    assert keeping["path"] == steps[-1]["env"]["TEI_CACHE_DIR"]
    job = loaded(repository, "ci/gitlab.yml")["tei validate"]
    assert job["variables"]["TEI_CACHE_DIR"] == f"$CI_PROJECT_DIR/{job['cache']['paths'][0]}"


@pytest.fixture
def project(tmp_path: Path, repository: Path) -> Path:
    """A folder with a good and a faulty document."""
    folder = tmp_path / "project"
    (folder / "letters").mkdir(parents=True)
    shutil.copy(repository / "tests" / "fixtures" / "valid" / "minimal.xml", folder / "letters")
    shutil.copy(repository / "tests" / "fixtures" / "faulty" / "rng-element-unwrapped.xml", folder / "letters")
    return folder


@pytest.fixture
def environment(tmp_path: Path, repository: Path) -> dict[str, str]:
    """Where `tei` is this one, and `python -m pip install` has nothing to do."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "tei").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tei "$@"\n', encoding="utf-8")
    (programs / "python").write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    for program in programs.iterdir():
        program.chmod(0o755)
    path = os.pathsep.join((str(programs), os.environ["PATH"]))
    return {**os.environ, "PATH": path, "PYTHONPATH": str(repository), "PYTHONUTF8": "1"}


def carried_out(script: str, project: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],  # noqa: S607 - as the services call it
        cwd=project,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the services run these scripts in bash")
def test_action_shows_findings_writes_a_page_and_minds_the_baseline(
    repository: Path, project: Path, environment: dict[str, str]
) -> None:
    script = loaded(repository, "action.yml")["runs"]["steps"][-1]["run"]
    said = {"TEI_PATHS": "letters", "TEI_ARGUMENTS": "", "TEI_BASELINE": "", "TEI_PAGE": "report.html"}
    done = carried_out(script, project, environment | said)
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=letters/rng-element-unwrapped.xml,line=34,endLine=34,col=60,")
    assert "<mark>&lt;item&gt;</mark>" in (project / "report.html").read_text(encoding="utf-8")
    carried_out("tei validate letters --write-baseline known.json", project, environment)
    done = carried_out(script, project, environment | said | {"TEI_BASELINE": "known.json", "TEI_PAGE": ""})
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(os.name == "nt", reason="the services run these scripts in bash")
def test_input_of_the_action_is_no_command(repository: Path, project: Path, environment: dict[str, str]) -> None:
    script = loaded(repository, "action.yml")["runs"]["steps"][-1]["run"]
    said = {"TEI_PATHS": "none; touch broken", "TEI_ARGUMENTS": "$(touch broken)", "TEI_BASELINE": "", "TEI_PAGE": ""}
    assert carried_out(script, project, environment | said).returncode == 2
    assert not (project / "broken").exists()
    assert "${{" not in script


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the services run these scripts in bash")
def test_gitlab_job_fails_and_leaves_its_report(repository: Path, project: Path, environment: dict[str, str]) -> None:
    job = loaded(repository, "ci/gitlab.yml")["tei validate"]
    said = job["variables"] | {"TEI_PATHS": "letters", "TEI_CACHE_DIR": str(project / ".tei-cache")}
    done = carried_out("\n".join(job["script"]), project, environment | said)
    assert done.returncode == 1
    (issue,) = json.loads((project / job["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
    assert issue["location"] == {"path": "letters/rng-element-unwrapped.xml", "lines": {"begin": 34, "end": 34}}
