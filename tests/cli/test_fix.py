"""``tei validate --fix`` as a user meets it: what is written, what is printed where, and the exit code."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fixing import fix, rule

from tei.cli.checking import Call, run
from tei.errors import UsageError

Run = Callable[..., subprocess.CompletedProcess[str]]
ASK = (
    '<sqf:user-entry name="v"><sqf:description><sqf:title>Which?</sqf:title></sqf:description></sqf:user-entry>'
    '<sqf:add node-type="attribute" target="n" select="$v"/>'
)
RULES = rule("b", fix(ASK), fix("<sqf:delete/>", "g"), offered="f g", test="not(@n)")


@pytest.fixture
def document(tmp_path: Path) -> Path:
    (tmp_path / "r.sch").write_text(RULES, encoding="utf-8")
    (tmp_path / "a.xml").write_text("<a>\n<b/>\n<b/></a>\n", encoding="utf-8")
    return tmp_path / "a.xml"


def call(document: Path, **said: Any) -> int:
    return run(Call((document,), schema=(str(document.parent / "r.sch"),))._replace(**said))


def test_diff_goes_to_standard_output_and_its_figures_to_standard_error(tei: Run, document: Path) -> None:
    words = ("--schema", "r.sch", "--fix-only", "g", "--diff", "a.xml")
    done = tei("validate", *words, cwd=document.parent)
    assert done.stdout == "--- a.xml\n+++ a.xml\n@@ -1,3 +1,3 @@\n <a>\n-<b/>\n-<b/></a>\n+\n+</a>\n"
    assert done.stderr == "would fix 2 of 2 findings in 1 document\n"
    assert done.returncode == 1
    assert document.read_text(encoding="utf-8") == "<a>\n<b/>\n<b/></a>\n"


def test_user_entry_is_a_name_and_a_value(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = call(document, fix_only=("f",), entries=("v=1=2", "w="))
    assert document.read_text(encoding="utf-8") == '<a>\n<b n="1=2"/>\n<b n="1=2"/></a>\n'
    assert capsys.readouterr().out == "fixed 2 of 2 findings in 1 document\n1 document, valid (r.sch)\n"
    assert code == 0


def test_what_remains_is_reported_and_gives_the_exit_code(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = call(document, fix=True, form="json")
    report = json.loads(capsys.readouterr().out)
    assert [one["rule"] for one in report["documents"][0]["findings"]] == ["sch.r", "sch.r"]
    assert report["fixed"] == {"findings": 0, "of": 2, "documents": 0}
    assert code == 1


def test_diff_can_be_written_to_a_file(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(document, fix_only=("g",), diff=True, output=document.parent / "a.diff")
    assert (document.parent / "a.diff").read_text(encoding="utf-8").startswith("--- ")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "said, message",
    [
        ({"entries": ("v=1",)}, "--user-entry gives a value to a fix: it goes with --fix or --fix-only"),
        ({"fix": True, "entries": ("v",)}, "--user-entry: 'v' is not NAME=VALUE"),
        ({"fix": True, "entries": ("=v",)}, "--user-entry: '=v' is not NAME=VALUE"),
        ({"fix": True, "write_baseline": Path("b.json")}, "a baseline is about documents as they are"),
    ],
)
def test_call_that_cannot_be_meant_is_refused(document: Path, said: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as raised:
        call(document, **said)
    assert str(raised.value).startswith(message)


def test_sarif_is_not_stopped_by_a_faulty_fix(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (document.parent / "r.sch").write_text(
        RULES.replace('ref="f g"', 'ref="f h"').replace("$v", "$w"), encoding="utf-8"
    )
    assert call(document, form="sarif") == 1
    (first, _second) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert "fixes" not in first
    assert "fix: f [f; asks for v]" in first["message"]["text"]
