"""An agreement as a table for the terminal, and its differences as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tei.encode.agreement.scores import Agreement, Count

_NAME_CHARS: Final = 35
_HEADINGS: Final = ("equal", "missing", "extra", "changed", "precision", "recall", "F1")
_WIDTHS: Final = (7, 8, 7, 8, 10, 8, 7)
_TITLES: Final = {
    "elements": "elements of the text",
    "attributes": "attributes of those equal",
    "header": "values of the header",
}


def table(agreement: Agreement) -> str:
    """The counts and scores by name, the totals last; no line is longer than 90 characters.

    Shares of nothing are shown as “–”. A text that is not the same is told before everything.
    """
    tables = {"elements": agreement.elements, "attributes": agreement.attributes, "header": agreement.header}
    lines = list(_warned(agreement))
    for name, counts in tables.items():
        lines.extend((_row(_TITLES[name], _HEADINGS), *_rows(counts), ""))
    lines.append(_row("total", _HEADINGS))
    lines.extend(_rows({_TITLES[name]: count for name, count in agreement.totals.items()}))
    return "\n".join(lines) + "\n"


def differences(agreement: Agreement) -> Iterator[str]:
    """The differences, a line each: the place in the document made, else in the gold one, and the sentence."""
    for one in agreement.differences:
        path, span = (agreement.made_path, one.made_span) if one.made_span else (agreement.gold_path, one.gold_span)
        place = f"{path}:{span.line}:{span.column}" if span else path
        yield f"{place}: {one.message}"


def _warned(agreement: Agreement) -> Iterator[str]:
    if not agreement.same_text:
        places = sum(one.part == "words" for one in agreement.differences)
        yield f"The two do not encode the same text: it differs in {places} place{'' if places == 1 else 's'}."
        yield "Only what lies in the text that they share, or around it, can agree."
        yield ""


def _rows(counts: Mapping[str, Count]) -> Iterator[str]:
    for name, count in counts.items():
        numbers = (count.equal, count.missing, count.extra, count.changed)
        shares = (count.precision, count.recall, count.f1)
        yield _row(name, (*map(str, numbers), *map(_share, shares)))


def _row(name: str, cells: tuple[str, ...]) -> str:
    shown = name if len(name) <= _NAME_CHARS else f"{name[: _NAME_CHARS - 1]}…"
    return shown.ljust(_NAME_CHARS) + "".join(cell.rjust(width) for cell, width in zip(cells, _WIDTHS, strict=True))


def _share(share: float | None) -> str:
    """*share* with three digits; what is not quite everything is never shown as 1.000."""
    if share is None:
        return "–"
    return f"{min(share, 0.999) if share < 1 else share:.3f}"
