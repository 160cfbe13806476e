"""The gates that are not tests themselves: ruff, mypy and import-linter over the whole repository."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest


def run(repository: Path, module: str, *arguments: str) -> None:
    if importlib.util.find_spec(module.partition(".")[0]) is None:
        pytest.skip(f"{module} is not installed; the extra `test` has it")
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=repository,
        env={**os.environ, "PYTHONPATH": str(repository), "PYTHONUTF8": "1", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def test_ruff_finds_nothing(repository: Path) -> None:
    run(repository, "ruff", "-m", "ruff", "check", "--no-cache", ".")


def test_code_is_formatted(repository: Path) -> None:
    run(repository, "ruff", "-m", "ruff", "format", "--check", "--no-cache", ".")


@pytest.mark.slow
def test_types_hold(repository: Path) -> None:
    run(repository, "mypy", "-m", "mypy")


def test_each_room_imports_only_what_stands_below_it(repository: Path) -> None:
    program = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    run(repository, "importlinter", "-c", program, "--no-cache")
