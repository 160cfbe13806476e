"""The report of ``tei encode``, told as the work goes on."""

import io
import json
from pathlib import Path

from tei.cli.encode_report import JsonReport, TextReport, Wanted
from tei.diagnostics import Diagnostic, Severity, Span
from tei.encode.batch import Outcome
from tei.encode.encoded import Encoded

DOUBT = Diagnostic("enc.unknown", "[x]: no rule takes it", "a.txt", Span(2, 3, 2, 6), Severity.WARNING)
REMARK = Diagnostic("enc.header", "no line is told", "a.txt", severity=Severity.INFO)
FAULT = Diagnostic("enc.invalid", "what would be written is not valid", "b.txt")
DONE = Outcome(Encoded("a.txt", "one\nno [x] two", "<TEI/>", (DOUBT, REMARK)), Path("a.xml"))
FAILED = Outcome(Encoded("b.txt", "", "", (FAULT,)))
SAME = Outcome(Encoded("c.txt", "", "<TEI/>"), Path("c.xml"), unchanged=True)


def test_each_transcription_is_told_when_it_is_done() -> None:
    to, aside = io.StringIO(), io.StringIO()
    report = TextReport(Wanted(), 3, to, aside)
    report.add(DONE)
    assert "enc.unknown" in to.getvalue()
    assert "no [x] two" in to.getvalue()
    assert "enc.header" not in to.getvalue()
    told = len(to.getvalue())
    report.add(FAILED)
    assert "enc.invalid" in to.getvalue()[told:]
    report.add(SAME)
    report.end()
    last = to.getvalue().splitlines()[-1]
    assert last == "2 of 3 transcriptions encoded, 1 unchanged, 1 not, 1 warning, 1 remark (shown by --explain)"
    assert not aside.getvalue()


def test_document_that_is_asked_for_stands_alone() -> None:
    to, aside = io.StringIO(), io.StringIO()
    report = TextReport(Wanted(document=True), 1, to, aside)
    report.add(DONE)
    report.end()
    assert to.getvalue() == "<TEI/>"
    assert "enc.unknown" in aside.getvalue()
    assert aside.getvalue().endswith("1 of 1 transcription encoded, 1 warning, 1 remark (shown by --explain)\n")


def test_json_is_one_object_at_the_end() -> None:
    to = io.StringIO()
    report = JsonReport(Wanted(), 3, to, io.StringIO())
    for outcome in (DONE, FAILED, SAME):
        report.add(outcome)
    assert not to.getvalue()
    report.end()
    made = json.loads(to.getvalue())
    assert made["summary"] == {"transcriptions": 3, "encoded": 2, "failed": 1}
    assert [one["encoded"] for one in made["documents"]] == [True, False, True]
    assert made["documents"][0]["findings"][0]["rule"] == "enc.unknown"
