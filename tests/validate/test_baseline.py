"""Old findings are known by what they are about, not by their line; new ones fail; what is gone is said."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tei.diagnostics import Diagnostic, Severity, Span
from tei.errors import UsageError
from tei.validate import Report, validate
from tei.validate.baseline import compared, noted, read
from tei.validate.excerpts import Excerpt
from tei.validate.fingerprints import fingerprints
from tei.validate.reports import render
from tei.validate.results import Checked

Write = Callable[..., Path]
WRONG = '<p xml:id="p-one">It <item>fell</item>.</p>'


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / "base.json"


def rules(report: Report) -> list[tuple[str, int]]:
    return [(finding.rule, finding.span.line) for document in report.documents for finding in document.findings]


def stale(report: Report) -> list[tuple[str, int]]:
    assert report.baseline
    return [(finding.message, finding.span.line) for finding in report.baseline.stale]


def test_noted_findings_are_known_afterwards(write: Write, base: Path) -> None:
    path = write("a.xml", WRONG)
    report = noted(validate(path), base)
    assert (rules(report), report.summary.valid, report.exit_code()) == ([], 0, 0)
    again = compared(validate(path), read(base))
    assert again == report
    assert [finding.rule for finding in again.documents[0].known] == ["rng.element-not-allowed"]
    before = base.read_bytes()
    noted(validate(path), base)
    assert base.read_bytes() == before


def test_finding_is_known_where_its_line_has_moved_and_is_indented_anew(write: Write, base: Path) -> None:
    noted(validate(write("a.xml", f"{WRONG}\n<p>x</p>")), base)
    path = write("a.xml", f'<p xml:id="p-new">New.</p>\n\n\n          {WRONG}\n<p>x</p>')
    report = compared(validate(path), read(base))
    assert (rules(report), stale(report)) == ([], [])


def test_finding_is_known_in_another_wording_but_not_with_another_name() -> None:
    def known_by(message: str) -> list[str]:
        finding = Diagnostic("rng.value", message, "a.xml", Span(3, 1, 3, 4))
        return fingerprints(Checked("a.xml", (finding,), (Excerpt("<p>", 0, 3),)), "a.xml")

    assert known_by("<p> cannot have “a”") == known_by("in <p>, “a” is not allowed")
    assert known_by("<p> cannot have “a”") != known_by("<p> cannot have “b”")


def test_findings_that_are_alike_are_counted(write: Write, base: Path) -> None:
    alike = "<p>It <item>fell</item>.</p>\n" * 2
    noted(validate(write("a.xml", alike)), base)
    path = write("a.xml", f'{alike}<p n="1">other</p>\n<p>It <item>fell</item>.</p>')
    found = rules(compared(validate(path), read(base)))
    assert [rule for rule, _ in found] == ["rng.element-not-allowed"]


def test_new_finding_fails_beside_known_ones(write: Write, base: Path) -> None:
    noted(validate(write("a.xml", WRONG)), base)
    path = write("a.xml", f'{WRONG}\n<p xml:id="p-two">A <row/>.</p>')
    report = compared(validate(path), read(base))
    assert rules(report) == [("rng.element-not-allowed", 35)]
    assert len(report.documents[0].excerpts) == 1
    assert report.exit_code() == 1
    assert render(report).endswith("1 document, 0 valid, 1 new finding, 1 known (" + str(base) + ")\n")


def test_entry_whose_finding_is_mended_is_a_remark_at_its_line(write: Write, base: Path) -> None:
    write("a.xml", WRONG)
    write("b.xml", WRONG)
    noted(validate(base.parent), base)
    write("b.xml")
    report = compared(validate(base.parent), read(base))
    message = "b.xml no longer has this finding: rng.element-not-allowed: <item> is not allowed in <p>"
    assert stale(report) == [(message, 3)]
    (remark,) = report.findings
    assert (remark.rule, remark.severity, remark.path) == ("tei.baseline-stale", Severity.INFO, str(base))
    assert report.exit_code("warning") == 0
    assert render(report).endswith(f"2 documents, 1 valid, no new finding, 1 known, 1 stale ({base})\n")
    told = json.loads(render(report, "json"))
    assert (told["summary"]["findings"], told["baseline"]["known"]) == (0, 1)
    assert [finding["rule"] for finding in told["baseline"]["stale"]] == ["tei.baseline-stale"]
    assert "tei.baseline-stale" in render(report, "sarif")


def test_document_that_was_not_checked_has_nothing_stale_unless_it_is_gone(write: Write, base: Path) -> None:
    paths = [write("a.xml", WRONG), write("b.xml", WRONG)]
    noted(validate(paths), base)
    assert stale(compared(validate(paths[0]), read(base))) == []
    paths[1].unlink()
    assert [line for _, line in stale(compared(validate(paths[0]), read(base)))] == [3]


def test_rules_that_were_not_run_are_not_stale(base: Path) -> None:
    broken = Diagnostic("sch.label-order", "2 follows 4", "a.xml")
    noted(Report((Checked(str(base.parent / "a.xml"), (broken,), (None,)),)), base)
    report = Report((Checked(str(base.parent / "a.xml"), not_run=("Schematron",)),))
    assert stale(compared(report, read(base))) == []
    assert len(stale(compared(Report((Checked(str(base.parent / "a.xml")),)), read(base)))) == 1


def test_baseline_holds_wherever_the_command_is_given(
    write: Write, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("letters/a.xml", WRONG)
    noted(validate(tmp_path / "letters"), base)
    assert json.loads(base.read_text(encoding="utf-8"))["findings"][0]["path"] == "letters/a.xml"
    monkeypatch.chdir(tmp_path / "letters")
    assert rules(compared(validate("a.xml"), read(Path("../base.json")))) == []


def test_nothing_is_written_where_something_could_not_be_read(write: Write, base: Path) -> None:
    report = noted(validate([write("a.xml", WRONG), "none.xml"]), base)
    assert report.faults[-1] == f"the baseline {base} is not written: not everything could be read"
    assert (report.exit_code(), base.exists()) == (2, False)
    assert len(rules(report)) == 1


ENTRY = '{"path": "a.xml", "rule": "r", "message": "m"}'


@pytest.mark.parametrize(
    "content, reason",
    [
        (None, "No such file or directory"),
        (b"\xff\xfe", "it is not in UTF-8"),
        (b'{"tei-baseline": 1,\n "findings": [}', "it is not JSON: expecting value (line 2, column 15)"),
        (b"[" * 100_000, "it is nested too deeply"),
        (b"[]", "it is no baseline; tei validate --write-baseline writes one"),
        (b'{"findings": []}', "it is no baseline; tei validate --write-baseline writes one"),
        (b'{"tei-baseline": 2, "findings": []}', "it is of version 2, and this is known: 1"),
        (b'{"tei-baseline": 1, "findings": {}}', "it has no list of findings"),
        (
            f'{{"tei-baseline": 1, "findings": [{ENTRY}]}}'.encode(),
            f"a finding lacks one of path, rule, message, fingerprint: {ENTRY}",
        ),
        (b'{"tei-baseline": 1, "findings": [3]}', "a finding lacks one of path, rule, message, fingerprint: 3"),
    ],
)
def test_what_is_no_baseline_is_refused_with_the_reason(base: Path, content: bytes | None, reason: str) -> None:
    if content is not None:
        base.write_bytes(content)
    with pytest.raises(UsageError) as refused:
        read(base)
    assert str(refused.value) == f"--baseline: {base} cannot be used: {reason}"


def test_baseline_of_thousands_of_entries_that_are_alike_is_read_with_their_lines(base: Path) -> None:
    finding = Diagnostic("rng.value", "m", "a.xml")
    many = Report((Checked(str(base.parent / "a.xml"), (finding,) * 3000, (None,) * 3000),))
    noted(many, base)
    left = Report((Checked(str(base.parent / "a.xml"), (finding,) * 2999, (None,) * 2999),))
    report = compared(left, read(base))
    assert report.baseline
    assert (report.baseline.known, len(report.baseline.stale)) == (2999, 1)
    (remark,) = report.baseline.stale
    line = base.read_text(encoding="utf-8").splitlines()[remark.span.line - 1]
    assert json.loads(line.removesuffix(","))["fingerprint"] not in fingerprints(left.documents[0], "a.xml")
