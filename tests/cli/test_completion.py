"""The Tab key: what may stand next, and what real shells make of it."""

import contextlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tei import cli
from tei.cli.commands import COMMANDS
from tei.cli.completing import Candidate, Candidates, candidates
from tei.diagnostics import RULES

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the scripts are for shells of Unix")

FILES = Candidates(files=True)


def words(*given: str) -> list[str]:
    return [one.word for one in candidates(given).words]


@pytest.mark.parametrize(
    "given, found",
    [
        ((), list(dict.fromkeys(name.split()[0] for name in COMMANDS))),
        (("va",), ["validate"]),
        (("odd", ""), ["compile", "infer", "diff", "upgrade", "source"]),
        (("odd", "source", "a"), ["add"]),
        (("--ver",), ["--version"]),
        (("odd", "--h"), ["--help"]),
        (("validate", "--form"), ["--format"]),
        (("validate", "--no-p"), ["--no-pointers"]),
        (("validate", "--format", "s"), ["sarif", "svrl"]),
        (("validate", "--format=s"), ["--format=sarif", "--format=svrl"]),
        (("validate", "corpus", "--fail-on", ""), ["error", "warning"]),
        (("cache", "c"), ["clear"]),
        (("odd", "compile", "x.odd", "--compat", ""), ["stylesheets"]),
        (("rules", "ptr.ki"), ["ptr.kind"]),
        (("nonsense", ""), []),
        (("nonsense", "validate", "--form"), []),
        (("validate", "--jobs", ""), []),
    ],
)
def test_words_that_may_stand_next(given: tuple[str, ...], found: list[str]) -> None:
    assert words(*given) == found


def test_every_command_can_be_completed() -> None:
    for name in COMMANDS:
        assert name.split()[-1] in words(*name.split())
        assert "--help" in words(*name.split(), "--he")


def test_candidates_say_what_they_mean() -> None:
    assert candidates(["rules", "ptr.ki"]).words == (Candidate("ptr.kind", RULES["ptr.kind"].summary),)
    assert candidates(["valid"]).words == (Candidate("validate", COMMANDS["validate"].summary),)
    (jobs,) = candidates(["validate", "--job"]).words
    assert jobs.meaning.startswith("How many processes")


@pytest.mark.parametrize("given", [("validate", ""), ("validate", "--output", ""), ("validate", "--", "")])
def test_files_where_a_path_stands(given: tuple[str, ...]) -> None:
    assert candidates(given) == FILES


def test_a_schema_is_a_file_or_a_built_in_name() -> None:
    found = candidates(["validate", "--schema", "tei"])
    assert found.files
    assert {"tei_all", "tei_all@4.7.0", "tei-lite", "tei-documentary", "tei-conformance"} <= {
        one.word for one in found.words
    }


@pytest.mark.parametrize("given", [("profile", "test", "w"), ("encode", "--profile", "w")])
def test_a_profile_is_a_file_or_a_shipped_name(given: tuple[str, ...]) -> None:
    assert candidates(given) == Candidates((Candidate("wilson", "Comes with tei."),), files=True)


def test_shells_are_told_in_their_own_form(capsys: pytest.CaptureFixture[str]) -> None:
    told = {}
    for shell in ("bash", "zsh", "fish"):
        assert cli.main(["completion", shell, "--", "cac"]) == 0
        told[shell] = capsys.readouterr().out
    meaning = COMMANDS["cache"].summary
    assert told == {"bash": "cache\n", "zsh": f"cache:{meaning}\n", "fish": f"cache\t{meaning}\n"}


# --- real shells ---


@pytest.fixture
def shell_environment(tmp_path: Path, repository: Path) -> dict[str, str]:
    """An environment in which `tei` is this checkout's, in a folder with a few files."""
    program = tmp_path / "bin" / "tei"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tei "$@"\n')
    program.chmod(0o755)
    for name in ("letter one.xml", "lexicon.xml", "notes.txt"):
        (tmp_path / name).touch()
    path = f"{program.parent}:{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(repository), "HOME": str(tmp_path), "TERM": "dumb"}


Ask = Callable[[str], list[str]]


@pytest.fixture
def bash(shell_environment: dict[str, str], tmp_path: Path) -> Ask:
    program = shutil.which("bash")
    if program is None:
        pytest.skip("there is no bash")

    def ask(line: str) -> list[str]:
        script = (
            "source <(tei completion bash)\n"
            'COMP_LINE=$1 COMP_POINT=${#1}; _tei_completion; printf "%s\\n" "${COMPREPLY[@]}"\n'
        )
        done = subprocess.run(
            [program, "--norc", "-c", script, "bash", line],
            cwd=tmp_path, env=shell_environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.stderr == ""
        return done.stdout.split()

    return ask


def test_bash_completes(bash: Ask) -> None:
    assert bash("tei vali") == ["validate"]
    assert bash("tei odd source ") == ["add", "list", "remove", "extract"]
    # Bash has "--format=" and "tei_all@" already, as words of their own.
    assert bash("tei validate --format=js") == ["json", "jsonl"]
    assert bash("tei validate --schema tei_all@4.7") == ["4.7.0"]


@pytest.fixture
def fish(shell_environment: dict[str, str], tmp_path: Path) -> Ask:
    program = shutil.which("fish")
    if program is None:
        pytest.skip("there is no fish")

    def ask(line: str) -> list[str]:
        done = subprocess.run(
            [program, "--no-config", "-c", 'tei completion fish | source; complete -C "$argv[1]"', line],
            cwd=tmp_path, env=shell_environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.stderr == ""
        return done.stdout.splitlines()

    return ask


def test_fish_completes(fish: Ask) -> None:
    assert fish("tei vali") == [f"validate\t{COMMANDS['validate'].summary}"]
    assert [line.split("\t")[0] for line in fish("tei validate --format=js")] == ["--format=json", "--format=jsonl"]
    assert {line.split("\t")[0] for line in fish("tei validate le")} == {"letter one.xml", "lexicon.xml"}


@pytest.mark.slow
def test_zsh_completes(shell_environment: dict[str, str], tmp_path: Path) -> None:
    program = shutil.which("zsh")
    if program is None:
        pytest.skip("there is no zsh")
    # Only a line that is being edited is completed: it takes a terminal, and a key that writes down what the line is.
    (tmp_path / ".zshrc").write_text(
        "autoload -Uz compinit; compinit -u -d dump; source <(tei completion zsh)\n"
        "note() { print -r -- $BUFFER >line }; zle -N note; bindkey '^X' note\n"
    )
    ours, its = os.openpty()
    with subprocess.Popen(
        [program, "-i"], cwd=tmp_path, env=shell_environment, stdin=its, stdout=its, stderr=its, start_new_session=True
    ) as shell:
        drain = threading.Thread(target=_drain, args=(ours,), daemon=True)
        drain.start()
        os.write(ours, b"tei vali\t--schema tei_all@4.7\t--format=sv\t\x18")
        found = _awaited(tmp_path / "line")
        shell.kill()
    os.close(its)
    drain.join()
    os.close(ours)
    assert found == "tei validate --schema tei_all@4.7.0 --format=svrl"


def _drain(terminal: int) -> None:
    """Read what the shell shows, which nobody looks at, until it has gone."""
    with contextlib.suppress(OSError):
        while os.read(terminal, 4096):
            pass


def _awaited(file: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if file.exists() and (text := file.read_text()):
            return text.strip()
        time.sleep(0.05)
    return "nothing"
