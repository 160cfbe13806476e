"""What ``tei encode`` prints."""

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, TextIO

from tei.cli.terminal import report_style
from tei.diagnostics import Severity
from tei.document import parse, read
from tei.validate.excerpts import excerpts
from tei.validate.reports.findings import findings
from tei.validate.results import Checked

if TYPE_CHECKING:
    from tei.encode.batch import Outcome
    from tei.encode.encoded import Explained, Normalised

_SHOWN_CHARS: Final = 100


class Wanted(NamedTuple):
    """What is asked for beside the findings; ``document``: the document itself goes to standard output."""

    explain: bool = False
    compare: Path | None = None
    document: bool = False


class Report(Protocol):
    """What is told of the transcriptions of one call, each as soon as it is done: their texts are not kept."""

    def add(self, outcome: "Outcome") -> None:
        """Tell of one more."""

    def end(self) -> None:
        """Sum all up."""


class TextReport:
    """The report for people: the findings, what was asked for, and a line that sums all up.

    Where the document itself goes to *to*, all else goes *aside*.
    """

    def __init__(self, wanted: Wanted, asked: int, to: TextIO, aside: TextIO) -> None:
        self._wanted = wanted
        self._asked = asked
        self._to = to
        self._told = aside if wanted.document else to
        self._counts: Counter[str] = Counter()
        self._weights: Counter[Severity] = Counter()

    def add(self, outcome: "Outcome") -> None:
        """Write what is to be told of one transcription."""
        made, wanted, told = outcome.encoded, self._wanted, self._told
        self._counts.update(failed=outcome.failed, done=not outcome.failed)
        self._counts.update(unchanged=outcome.unchanged and not outcome.failed)
        self._weights.update(one.severity for one in made.findings)
        if wanted.explain:
            told.write("".join(_explained(made.path, one) for one in made.brackets))
            told.write("".join(_normalised(made.path, one) for one in made.dates))
        shown = [one for one in made.findings if wanted.explain or one.severity is not Severity.INFO]
        checked = Checked(made.path, tuple(shown), excerpts(made.source, shown))
        told.write("".join(f"{block}\n" for block in findings(checked, report_style())))
        if wanted.compare is not None and made.xml:
            from tei.encode import agreement  # noqa: PLC0415 - few ask

            compared = agreement.compare(parse(made.xml.encode(), made.path), read(wanted.compare))
            told.write(agreement.table(compared))
            told.write("".join(f"{line}\n" for line in agreement.differences(compared)))
        if wanted.document:
            self._to.write(made.xml)

    def end(self) -> None:
        """Write the line that sums all up."""
        counts, asked = self._counts, self._asked
        parts = [f"{counts['done']:,} of {asked:,} {'transcription' if asked == 1 else 'transcriptions'} encoded"]
        if counts["unchanged"]:
            parts.append(f"{counts['unchanged']:,} unchanged")
        if counts["failed"]:
            parts.append(f"{counts['failed']:,} not")
        parts.append(_counted(self._weights[Severity.WARNING], "warning"))
        if remarks := self._weights[Severity.INFO]:
            parts.append(f"{_counted(remarks, 'remark')} (shown by --explain)")
        self._told.write(", ".join(parts) + "\n")


def _normalised(path: str, one: "Normalised") -> str:
    values = " ".join(f'{name}="{value}"' for name, value in one.attributes)
    edtf = f"   EDTF {one.edtf}\n" if one.edtf else ""
    return f"{path}:{one.line}:{one.column}  date\n   {one.text}\n   {values}\n{edtf}\n"


def _explained(path: str, one: "Explained") -> str:
    words = " ".join(one.text.split())
    lines = [f"{path}:{one.line}:{one.column}  {one.rule}", f"   {words}", f"   {one.tei}"]
    lines.extend(f"   doubt: {doubt}" for doubt in one.doubts)
    return "\n".join([*lines, "", ""])


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


class JsonReport:
    """The report as one JSON object; the findings have the keys of ``tei validate --format json``."""

    def __init__(self, wanted: Wanted, asked: int, to: TextIO, _aside: TextIO) -> None:
        self._wanted = wanted
        self._asked = asked
        self._to = to
        self._documents: list[dict[str, Any]] = []

    def add(self, outcome: "Outcome") -> None:
        """Take note of one transcription."""
        self._documents.append(_document(outcome, self._wanted))

    def end(self) -> None:
        """Write the object."""
        failed = sum(not one["encoded"] for one in self._documents)
        summary = {"transcriptions": self._asked, "encoded": len(self._documents) - failed, "failed": failed}
        json.dump({"documents": self._documents, "summary": summary}, self._to, ensure_ascii=False, indent=2)
        self._to.write("\n")


def _document(outcome: "Outcome", wanted: Wanted) -> dict[str, Any]:
    made = outcome.encoded
    content: dict[str, Any] = {
        "path": made.path,
        "output": str(outcome.written) if outcome.written else None,
        "encoded": not outcome.failed,
        "unchanged": outcome.unchanged,
        "profile": made.profile,
        "genre": made.genre,
        "characters": made.characters,
        "outside_lines": made.outside_lines,
        "findings": [one.as_dict() for one in made.findings],
    }
    if wanted.explain:
        content["brackets"] = [_bracket(one) for one in made.brackets]
        content["dates"] = [_date(one) for one in made.dates]
    if wanted.compare is not None and made.xml:
        from tei.encode import agreement  # noqa: PLC0415 - as above

        compared = agreement.compare(parse(made.xml.encode(), made.path), read(wanted.compare))
        content["agreement"] = compared.as_json()
    if wanted.document:
        content["tei"] = made.xml
    return content


def _date(one: "Normalised") -> dict[str, Any]:
    return {
        "line": one.line,
        "column": one.column,
        "text": one.text,
        "attributes": dict(one.attributes),
        "edtf": one.edtf,
    }


def _bracket(one: "Explained") -> dict[str, Any]:
    return {
        "line": one.line,
        "column": one.column,
        "text": one.text,
        "rule": one.rule,
        "tei": one.tei,
        "doubts": list(one.doubts),
    }
