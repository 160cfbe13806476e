import json
from itertools import islice
from pathlib import Path

import pytest

from tei.diagnostics import Diagnostic, Severity, Span
from tei.validate.excerpts import Excerpt
from tei.validate.reports import FORMATS, Style, parts, render
from tei.validate.reports.columns import printable, width
from tei.validate.results import Checked, Report

BREAD = "    <p>Bring <item>bread</item> and salt.</p>"
ERROR = Diagnostic(
    "rng.element-not-allowed",
    "<item> is not allowed in <p>",
    "letters/0412.xml",
    Span(13, 14, 13, 20),
    xpath="/TEI/text/p/item",
    help=("a <list> is allowed here and may contain <item>",),
)
WARNING = Diagnostic("sch.label-order", "2 follows 4", "a.xml", Span(3, 1, 3, 2), Severity.WARNING)


def _report(finding: Diagnostic, excerpt: Excerpt | None = None, *, not_run: tuple[str, ...] = ()) -> Report:
    return Report((Checked(finding.path, (finding,), (excerpt,), not_run),), schemas=("a.rng",))


def _marked(report: str) -> str:
    """Return what the mark of a text report stands under."""
    lines = report.splitlines()
    number = next(number for number, line in enumerate(lines) if line.startswith("      |"))
    start = lines[number].index("^")
    return lines[number - 1][start : start + lines[number].count("^")]


def test_text_report_shows_the_line_the_mark_and_the_help() -> None:
    assert render(_report(ERROR, Excerpt(BREAD, 13, 19))) == (
        "letters/0412.xml:13:14  rng.element-not-allowed  <item> is not allowed in <p>\n"
        "   13 |     <p>Bring <item>bread</item> and salt.</p>\n"
        "      |              ^^^^^^\n"
        "   help: a <list> is allowed here and may contain <item>\n"
        "\n"
        "1 document, 0 valid, 1 finding\n"
    )


def test_what_was_not_run_is_said_before_the_figures() -> None:
    report = _report(ERROR, not_run=("Schematron", "XML Schema"))
    assert render(report).splitlines()[-3:] == [
        "Schematron not run: 1 document that the grammar refuses (--all runs it nevertheless)",
        "XML Schema not run: 1 document that the grammar refuses (--all runs it nevertheless)",
        "1 document, 0 valid, 1 finding",
    ]


@pytest.mark.parametrize(
    "files, shown",
    [
        ([("a.xml",), ("b.xml", "a.xml")], "a.xml, b.xml"),
        ([("a.xml", "b.xml", "c.xml"), ("d.xml", "e.xml")], "a.xml, b.xml, c.xml and 2 more"),
    ],
)
def test_files_that_nobody_looked_into_are_named_once_in_the_text_alone(
    files: list[tuple[str, ...]], shown: str
) -> None:
    report = Report(tuple(Checked("x.xml", unchecked=each) for each in files))
    why = 'only the files that tei.toml names are looked into: [validate] authority = ["…"]'
    assert render(report).splitlines()[:-1] == [f"Not checked: pointers into {shown} ({why})"]
    assert render(report, "concise") == ""
    assert "a.xml" not in render(report, "json")


def test_expected_names_are_shown_up_to_a_dozen() -> None:
    some = Diagnostic("rng.value", "m", "a.xml", expected=tuple("abc"))
    many = Diagnostic("rng.value", "m", "a.xml", expected=tuple("abcdefghijklmno"))
    assert "   allowed here: a, b, c\n" in render(_report(some))
    told = "a, b, c, d, e, f, g, h, i, j, k, l and 3 more  (--explain names all 15)"
    assert f"   allowed here: {told}\n" in render(_report(many))


def test_number_of_names_behind_classes_is_told() -> None:
    some = Diagnostic("rng.value", "m", "a.xml", expected=("hi", "model.phrase"), expected_names=87)
    assert "   allowed here: hi, model.phrase  (--explain names all 87)\n" in render(_report(some))
    assert "expected_names" not in render(_report(some), "json")


@pytest.mark.parametrize("colour", [False, True])
def test_explained_report_shows_all_names_within_the_width_and_what_the_rule_stands_for(*, colour: bool) -> None:
    many = Diagnostic("rng.value", "m", "a.xml", expected=tuple(f"name-{number:02}" for number in range(20)))
    report = Report((Checked("a.xml", (many,), (None,)),), explained=True)
    text = render(report, style=Style(width=60, colour=colour)).replace("\x1b[36m", "").replace("\x1b[0m", "")
    assert text.splitlines()[1:6] == [
        "   allowed here: name-00, name-01, name-02, name-03,",
        "      name-04, name-05, name-06, name-07, name-08, name-09,",
        "      name-10, name-11, name-12, name-13, name-14, name-15,",
        "      name-16, name-17, name-18, name-19",
        "   rule: A value is not of the type that the grammar asks for. More: tei rules rng.value",
    ]


def test_explained_report_says_nothing_of_a_rule_that_its_schema_documents() -> None:
    own = Diagnostic("sch.label-order", "2 follows 4", "a.xml")
    assert "rule:" not in render(Report((Checked("a.xml", (own,), (None,)),), explained=True))


@pytest.mark.parametrize(
    "documents, line",
    [
        ([()], "1 document, valid (a.rng, a.sch)"),
        ([(), ()], "2 documents, all valid (a.rng, a.sch)"),
        ([(WARNING,), ()], "2 documents, all valid, 1 finding (a warning)"),
        ([(WARNING, WARNING)], "1 document, valid, 2 findings (2 warnings)"),
        ([(ERROR,), ()], "2 documents, 1 valid, 1 finding"),
        ([(ERROR, ERROR, WARNING), ()], "2 documents, 1 valid, 3 findings (2 errors, 1 warning)"),
        ([()] * 1200, "1,200 documents, all valid (a.rng, a.sch)"),
    ],
)
def test_summary_counts_documents_and_findings(documents: list[tuple[Diagnostic, ...]], line: str) -> None:
    checked = tuple(Checked("a.xml", findings, (None,) * len(findings)) for findings in documents)
    assert render(Report(checked, schemas=("a.rng", "a.sch"))).splitlines()[-1] == line


def test_report_without_documents_is_empty_text() -> None:
    nothing = Report((), ("no such file or folder: a.xml",))
    assert (render(nothing), render(nothing, "concise")) == ("", "")


def test_warning_says_that_it_is_one() -> None:
    assert render(_report(WARNING)).splitlines()[0] == "a.xml:3:1  sch.label-order  warning: 2 follows 4"


def test_concise_report_has_one_line_a_finding() -> None:
    assert render(_report(ERROR, Excerpt(BREAD, 13, 19)), "concise") == (
        "letters/0412.xml:13:14: error: rng.element-not-allowed: <item> is not allowed in <p>\n"
    )


def test_json_report_has_the_promised_shape() -> None:
    clean = Checked("b.xml")
    report = Report((Checked(ERROR.path, (ERROR,), (None,)), clean))
    assert json.loads(render(report, "json")) == {
        "documents": [
            {
                "path": "letters/0412.xml",
                "valid": False,
                "findings": [
                    {
                        "rule": "rng.element-not-allowed",
                        "severity": "error",
                        "path": "letters/0412.xml",
                        "line": 13,
                        "column": 14,
                        "end_line": 13,
                        "end_column": 20,
                        "xpath": "/TEI/text/p/item",
                        "message": "<item> is not allowed in <p>",
                        "help": ["a <list> is allowed here and may contain <item>"],
                        "expected": [],
                    },
                ],
            },
            {"path": "b.xml", "valid": True, "findings": []},
        ],
        "summary": {"documents": 2, "valid": 1, "invalid": 1, "findings": 1},
    }


def test_json_report_can_name_a_file_that_is_not_utf8() -> None:
    report = Report((Checked("caf\udce9.xml"),))
    assert json.loads(render(report, "json").encode("utf-8"))["documents"][0]["path"] == "caf?.xml"


@pytest.mark.parametrize(
    "before, marked",
    [("\t\t", "<item>"), ("漢字かな", "<item>"), ("e\u0301", "<item>"), ("", "漢字"), ("𝒳", "<item>")],
)
def test_mark_stands_under_its_words(before: str, marked: str) -> None:
    line = f"{before}{marked}after"
    text = render(_report(ERROR, Excerpt(line, len(before), len(before) + len(marked))))
    source, mark = (row[8:] for row in text.splitlines()[1:3])
    columns_before = width(printable(before))
    assert mark == " " * columns_before + "^" * width(marked)
    assert source == printable(line)


@pytest.mark.parametrize("start", [0, 5, 90, 300, 470])
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_long_line_is_cut_to_the_width_around_the_mark(start: int, columns: int) -> None:
    line = "".join(chr(ord("a") + index % 26) for index in range(480))
    excerpt = Excerpt(line, start, start + 10, cut_before=True, cut_after=True)
    text = render(_report(ERROR, excerpt), style=Style(width=columns))
    source, mark = text.splitlines()[1:3]
    assert max(len(source), len(mark)) <= columns
    assert _marked(text) == line[start : start + 10]
    assert source.startswith("   13 | …")
    assert source.endswith("…")


def test_mark_wider_than_the_line_is_cut_too() -> None:
    text = render(_report(ERROR, Excerpt("x" * 400, 0, 400)), style=Style(width=50))
    source, mark = text.splitlines()[1:3]
    assert (len(source), len(mark)) == (50, 50)


def test_place_without_extent_is_one_column() -> None:
    assert render(_report(ERROR, Excerpt("<a>", 3, 3))).splitlines()[2] == "      |    ^"


@pytest.mark.parametrize("form", ["text", "concise"])
def test_nothing_in_a_document_can_command_the_terminal(form: str) -> None:
    hostile = "\x1b[2J\x9b31m\x07\u202e\r\n"
    finding = Diagnostic("sch.a", f"says {hostile}", f"a{hostile}.xml", Span(1, 1, 1, 2), help=(hostile,))
    text = render(_report(finding, Excerpt(hostile, 0, 1)), form)
    assert not {"\x1b", "\x9b", "\x07", "\u202e", "\r"} & set(text)
    assert len(text.splitlines()) == (1 if form == "concise" else 6)


def test_colour_wraps_the_words_and_changes_nothing_else() -> None:
    report = _report(ERROR, Excerpt(BREAD, 13, 19))
    coloured = render(report, style=Style(colour=True))
    assert "\x1b[1;31mrng.element-not-allowed\x1b[0m" in coloured
    plain = coloured
    for code in ("1", "1;31", "2", "36", "0"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert plain == render(report)


def test_every_format_ends_its_last_line(repository: Path) -> None:
    assert repository.is_dir()
    for form in FORMATS:
        assert render(_report(ERROR), form).endswith("\n")


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab"])
@pytest.mark.parametrize(
    "documents", [(), (Checked("a.xml"),), (Checked("a.xml", (ERROR, WARNING), (None, None)),) * 2]
)
def test_json_that_is_written_in_parts_is_laid_out_as_a_whole(form: str, documents: tuple[Checked, ...]) -> None:
    text = render(Report(documents, faults=("no [] in a.xml",)), form)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("form", FORMATS)
def test_report_comes_in_small_parts(form: str) -> None:
    report = Report((Checked("a.xml", (ERROR,), (None,)),) * 5000)
    longest = max(map(len, islice(parts(report, form), 20_000)))
    # The page begins with its style sheet.
    assert longest < 8000
