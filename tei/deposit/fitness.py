"""How fit documents are, in words: the findings, then how far each principle is met and what is wanting."""

import json
import textwrap
from typing import TYPE_CHECKING, Any, Final

from tei.deposit.criteria import Principle
from tei.deposit.targets import TARGETS
from tei.diagnostics import Severity
from tei.validate.reports import concise
from tei.validate.reports.findings import findings
from tei.validate.reports.style import Paint, Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.deposit.check import Fitness, Standing
    from tei.validate.results import Checked

_BAR_COLUMNS: Final = 20
_NOUNS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}


def render(fitness: "Fitness", form: str, style: Style) -> str:
    """Return the report in the format *form*: ``text``, ``concise`` or ``json``."""
    if form == "json":
        return _json(fitness)
    return "".join(concise.parts(fitness.report, style)) if form == "concise" else _text(fitness, style)


def _text(fitness: "Fitness", style: Style) -> str:
    if not fitness.report.documents:
        return ""
    blocks = [block for document in fitness.report.documents for block in findings(document, style)]
    table = [line for principle in Principle for line in _principle(fitness, principle, style)]
    blocks += ["".join(f"{line}\n" for line in table)] if table else []
    return "\n".join([*blocks, f"{_summary(fitness)}\n"])


def _principle(fitness: "Fitness", principle: Principle, style: Style) -> "Iterator[str]":
    """Yield the line of a principle: its name, per cent, a bar, points; below it what is wanting."""
    score = fitness.score(principle)
    if score.percent is None:
        return
    filled = score.percent * _BAR_COLUMNS // 100
    bar = f"{'█' * filled}{'░' * (_BAR_COLUMNS - filled)}"
    points = f"{_number(score.reached)} of {_number(score.possible)} points"
    yield f"{style.paint(f'{principle.value:<13}', Paint.PLACE)}  {score.percent:>3} %  {bar}  {points}"
    wanting = [one for one in fitness.standings if one.criterion.principle is principle and one.met < one.records]
    told = "; ".join(_wanting(one) for one in sorted(wanting, key=lambda one: -one.criterion.weight))
    if told:
        indent = " " * 15
        yield from textwrap.wrap(f"wanting: {told}", style.width, initial_indent=indent, subsequent_indent=indent)


def _wanting(standing: "Standing") -> str:
    """Return what a criterion asks for, and how far it is met if it is in part."""
    asks = standing.criterion.asks
    percent = int(100 * standing.met / standing.records + 1e-9)
    return f"{asks} ({percent} % met)" if percent else asks


def _number(number: float) -> str:
    return f"{number:,.1f}".removesuffix(".0")


def _summary(fitness: "Fitness") -> str:
    """Return the last line: ``1 document, fit for Zenodo, 3 findings (1 warning, 2 remarks)``."""
    report = fitness.report
    count = len(report.documents)
    documents = f"{count:,} document{'' if count == 1 else 's'}"
    parts = [documents]
    if fitness.target:
        title = TARGETS[fitness.target].title
        fit = report.summary.valid
        told = "fit" if fit == count else "not fit" if count == 1 else f"{fit:,} fit"
        parts.append(f"{told} for {title}")
    severities = [finding.severity for finding in report.findings]
    counts = [(severities.count(kind), noun) for kind, noun in _NOUNS.items() if kind in severities]
    told_counts = ", ".join(f"{number:,} {noun}{'' if number == 1 else 's'}" for number, noun in counts)
    return ", ".join([*parts, told_counts or "nothing to mend"])


def _json(fitness: "Fitness") -> str:
    target = fitness.target
    content = {
        "for": target,
        "documents": [_document(one, judged=target is not None) for one in fitness.report.documents],
        "principles": {principle.value: _score(fitness, principle) for principle in Principle},
        "criteria": [_criterion(one) for one in fitness.standings],
    }
    # A name of a file that is not UTF-8 has lone surrogates, which cannot be written: they become question marks.
    return json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", errors="replace").decode("utf-8") + "\n"


def _document(document: "Checked", *, judged: bool) -> dict[str, Any]:
    return {
        "path": document.path,
        "fit": document.valid if judged else None,
        "findings": [finding.as_dict() for finding in document.findings],
    }


def _score(fitness: "Fitness", principle: Principle) -> dict[str, Any]:
    score = fitness.score(principle)
    return {"percent": score.percent, "reached": round(score.reached, 3), "possible": score.possible}


def _criterion(standing: "Standing") -> dict[str, Any]:
    criterion = standing.criterion
    return {
        "rule": criterion.rule,
        "principle": criterion.principle.value,
        "weight": criterion.weight,
        "asks": criterion.asks,
        "met": round(standing.met, 3),
        "records": standing.records,
    }
