import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_settings_are_shown_with_their_lines(tei: Run, tmp_path: Path) -> None:
    (tmp_path / "tei.toml").write_text(
        '[validate.severity]\n"ptr.*" = "info"\n[render]\nwidth = 50\n', encoding="utf-8"
    )
    (tmp_path / "a.xml").touch()
    done = tei("settings", "a.xml")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        str(tmp_path / "tei.toml"),
        '  2  [validate.severity] "ptr.*" = "info"',
        "  4  [render] width = 50",
    ]
    content = json.loads(tei("settings", "--json").stdout)
    assert content["settings"] == str(tmp_path / "tei.toml")
    assert content["said"][1] == {"table": "[render]", "key": "width", "value": 50, "line": 4}


def test_settings_that_are_wrong_are_an_error_of_the_call(tei: Run, tmp_path: Path) -> None:
    (tmp_path / "tei.toml").write_text("[rendr]\n", encoding="utf-8")
    done = tei("settings")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("tei.toml:1: unknown table [rendr]; did you mean render?\n")
