"""What is ignored, and what is to be said of the settings, in each format."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tei.cli import main
from tei.validate import Report, validate
from tei.validate.reports import FORMATS, render

Project = Callable[..., Path]
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>\n{}\n</text></TEI>'
SETTINGS = """[[validate.ignore]]
rule = "rng.attribute-not-allowed"
reason = "typed <in> 1998"
[[validate.ignore]]
rule = "rng.text-not-allowed"
reason = "x"
"""
IGNORED = '<?tei-ignore rng.value reason="so printed"?><p n="3"/><p x=""/>'


@pytest.fixture
def report(project: Project) -> Report:
    project(SETTINGS, a=TEI.format(IGNORED))
    return validate(".")


def test_text_counts_what_is_ignored_and_shows_it_on_request(report: Report) -> None:
    assert render(report).splitlines()[-1] == "1 document, valid, 1 finding (a warning), 2 ignored"
    assert "so printed" not in render(report)
    assert render(report._replace(ignored_shown=True)).splitlines()[5:] == [
        'a.xml:2:48  rng.value  ignored: n="3" is not a value that <p> allows',
        "   reason: so printed (a.xml:2)",
        "",
        "a.xml:2:58  rng.attribute-not-allowed  ignored: the attribute x is not allowed on <p>",
        "   reason: typed <in> 1998 (tei.toml:3)",
        "",
        "1 document, valid, 1 finding (a warning), 2 ignored",
    ]


def test_text_counts_what_is_ignored_beside_valid_and_invalid_documents(project: Project) -> None:
    project("", a=TEI.format('<?tei-ignore rng.value reason="x"?><p n="3"/>'))
    assert render(validate(".")) == "1 document, valid, 1 ignored (g.rnc)\n"
    Path("b.xml").write_text(TEI.format('<p n="3"/>'), encoding="utf-8")
    assert render(validate(".")).splitlines()[-1] == "2 documents, 1 valid, 1 finding, 1 ignored"


@pytest.mark.parametrize("form", ["concise", "jsonl"])
def test_lines_have_what_is_ignored_on_request(report: Report, form: str) -> None:
    assert render(report, form).count("\n") == 1
    shown = render(report._replace(ignored_shown=True), form).splitlines()
    assert len(shown) == 3
    if form == "concise":
        message = "the attribute x is not allowed on <p> (typed <in> 1998; tei.toml:3)"
        assert shown[2] == f"a.xml:2:58: ignored: rng.attribute-not-allowed: {message}"
    else:
        assert json.loads(shown[1])["ignored"] == {"reason": "so printed", "path": "a.xml", "line": 2}


def test_json_has_what_is_ignored_with_its_document_and_remarks_on_settings_apart(report: Report) -> None:
    content = json.loads(render(report, "json"))
    (document,) = content["documents"]
    assert (document["valid"], document["findings"]) == (True, [])
    assert [(one["rule"], one["line"], one["ignored"]["reason"]) for one in document["ignored"]] == [
        ("rng.value", 2, "so printed"),
        ("rng.attribute-not-allowed", 2, "typed <in> 1998"),
    ]
    assert content["summary"] == {"documents": 1, "valid": 1, "invalid": 0, "findings": 1, "ignored": 2}
    assert [(one["rule"], one["path"], one["line"]) for one in content["settings"]] == [
        ("validate.ignore-unused", "tei.toml", 6)
    ]


def test_json_has_no_more_keys_where_nothing_is_ignored(project: Project) -> None:
    project("", a=TEI.format(""))
    content = json.loads(render(validate("."), "json"))
    assert set(content) == {"documents", "summary"}
    assert set(content["documents"][0]) == {"path", "valid", "findings"}
    assert set(content["summary"]) == {"documents", "valid", "invalid", "findings"}


def test_sarif_has_suppressed_results(report: Report) -> None:
    (run,) = json.loads(render(report, "sarif"))["runs"]
    told = {one["ruleId"]: one.get("suppressions") for one in run["results"]}
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted(told)
    assert all(rules[one["ruleIndex"]] == one["ruleId"] for one in run["results"])
    assert told == {
        "validate.ignore-unused": None,
        "rng.value": [_suppression("inSource", "so printed", "a.xml", 2)],
        "rng.attribute-not-allowed": [_suppression("external", "typed <in> 1998", "tei.toml", 3)],
    }


def _suppression(kind: str, reason: str, path: str, line: int) -> dict[str, object]:
    place = {"artifactLocation": {"uri": path}, "region": {"startLine": line}}
    return {
        "kind": kind,
        "status": "accepted",
        "justification": reason,
        "location": {"physicalLocation": place},
    }


def test_junit_tells_what_is_ignored_where_it_makes_no_test_fail(report: Report) -> None:
    suites = etree.fromstring(render(report, "junit").encode())
    (suite,) = suites
    assert (suite.get("tests"), suite.get("failures")) == ("1", "0")
    told = str(suite.findtext("system-out"))
    assert "a.xml:2:48: ignored: rng.value: " in told
    assert "reason: typed <in> 1998 (tei.toml:3)" in told
    assert "tei.toml:6:1: warning: validate.ignore-unused: " in told


def test_page_lists_what_is_ignored(report: Report) -> None:
    page = render(report, "html")
    assert '<h2 id="ignored">Ignored</h2>\n<details><summary>2 findings</summary>' in page
    assert "<b>Reason:</b> typed &lt;in&gt; 1998 (tei.toml:3)" in page
    assert not re.search(r"<in>", page)


@pytest.mark.parametrize("form", ["github", "gitlab", "svrl"])
def test_services_are_told_what_counts(report: Report, form: str) -> None:
    shown = render(report, form)
    assert "validate.ignore-unused" in shown
    assert "so printed" not in shown
    assert "rng.value" not in shown


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_ignored_leaves_no_trace(project: Project, form: str) -> None:
    project("", a=TEI.format('<p n="3"/>'))
    assert "gnored" not in render(validate(".")._replace(ignored_shown=True), form)


def test_statistics_count_what_counts(report: Report) -> None:
    assert render(report, statistics=True).splitlines() == [
        "1  warning  validate.ignore-unused  in 1 document",
        "",
        "1 document, valid, 1 finding (a warning), 2 ignored",
    ]
    assert json.loads(render(report, "json", statistics=True))["summary"]["ignored"] == 2


def test_command_line_shows_and_counts_what_is_ignored(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project(SETTINGS, a=TEI.format(IGNORED))
    assert main(["validate", "a.xml", "--show-ignored", "--format", "concise"]) == 0
    shown = capsys.readouterr().out
    assert [line.split(": ")[1] for line in shown.splitlines()] == ["ignored", "ignored"]
    assert main(["validate", "a.xml", "--no-ignore", "--format", "concise"]) == 1
    shown = capsys.readouterr().out
    assert [line.split(": ")[1] for line in shown.splitlines()] == ["error", "error"]


def test_command_line_overrules_what_the_settings_say_makes_it_fail(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project(SETTINGS.replace("[[", 'fail_on = "warning"\n[[', 1), a=TEI.format(IGNORED))
    assert main(["validate", "."]) == 1
    assert main(["validate", ".", "--fail-on", "error"]) == 0
    assert "1 finding (a warning)" in capsys.readouterr().out
