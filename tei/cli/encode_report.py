"""What ``tei encode`` prints."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TextIO

from tei.cli.terminal import report_style
from tei.diagnostics import Severity
from tei.document import parse, read
from tei.encode import agreement
from tei.validate.excerpts import excerpts
from tei.validate.reports.findings import findings
from tei.validate.results import Checked

if TYPE_CHECKING:
    from tei.encode.batch import Outcome
    from tei.encode.encoded import Explained

_SHOWN_CHARS: Final = 100


class Wanted(NamedTuple):
    """What is asked for beside the findings; ``document``: the document itself goes to standard output."""

    explain: bool = False
    compare: Path | None = None
    document: bool = False


def as_text(outcomes: "Sequence[Outcome]", wanted: Wanted, asked: int, to: TextIO, aside: TextIO) -> None:
    """Write the report for people: the findings, what was asked for, and a line that sums all up.

    Where the document itself goes to *to*, all else goes *aside*.
    """
    told = aside if wanted.document else to
    for outcome in outcomes:
        made = outcome.encoded
        if wanted.explain:
            told.write("".join(_explained(made.path, one) for one in made.brackets))
        shown = [one for one in made.findings if wanted.explain or one.severity is not Severity.INFO]
        checked = Checked(made.path, tuple(shown), excerpts(made.source, shown))
        told.write("".join(f"{block}\n" for block in findings(checked, report_style())))
        if wanted.compare is not None and made.xml:
            compared = agreement.compare(parse(made.xml.encode(), made.path), read(wanted.compare))
            told.write(agreement.table(compared))
            told.write("".join(f"{line}\n" for line in agreement.differences(compared)))
        if wanted.document:
            to.write(made.xml)
    told.write(_summary(outcomes, asked))


def _explained(path: str, one: "Explained") -> str:
    words = " ".join(one.text.split())
    lines = [f"{path}:{one.line}:{one.column}  {one.rule}", f"   {words}", f"   {one.tei}"]
    lines.extend(f"   doubt: {doubt}" for doubt in one.doubts)
    return "\n".join([*lines, "", ""])


def _summary(outcomes: "Sequence[Outcome]", asked: int) -> str:
    done = [outcome for outcome in outcomes if not outcome.failed]
    failed = len(outcomes) - len(done)
    unchanged = sum(outcome.unchanged for outcome in done)
    weights = Counter(one.severity for outcome in outcomes for one in outcome.encoded.findings)
    parts = [f"{len(done):,} of {asked:,} {'transcription' if asked == 1 else 'transcriptions'} encoded"]
    if unchanged:
        parts.append(f"{unchanged:,} unchanged")
    if failed:
        parts.append(f"{failed:,} not")
    parts.append(_counted(weights[Severity.WARNING], "warning"))
    if weights[Severity.INFO]:
        parts.append(f"{_counted(weights[Severity.INFO], 'remark')} (shown by --explain)")
    return ", ".join(parts) + "\n"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def as_json(outcomes: "Sequence[Outcome]", wanted: Wanted, asked: int, to: TextIO, aside: TextIO) -> None:
    """Write the report as one JSON object; the findings have the keys of ``tei validate --format json``."""
    del aside
    documents = [_document(outcome, wanted) for outcome in outcomes]
    failed = sum(outcome.failed for outcome in outcomes)
    summary = {"transcriptions": asked, "encoded": len(outcomes) - failed, "failed": failed}
    json.dump({"documents": documents, "summary": summary}, to, ensure_ascii=False, indent=2)
    to.write("\n")


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
    if wanted.compare is not None and made.xml:
        compared = agreement.compare(parse(made.xml.encode(), made.path), read(wanted.compare))
        content["agreement"] = compared.as_json()
    if wanted.document:
        content["tei"] = made.xml
    return content


def _bracket(one: "Explained") -> dict[str, Any]:
    return {
        "line": one.line,
        "column": one.column,
        "text": one.text,
        "rule": one.rule,
        "tei": one.tei,
        "doubts": list(one.doubts),
    }
