"""The explanation for people: a table of the fields with their places, and one of the forms with what they lose."""

import os
import re
import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Final

from tei.metadata import crosswalks
from tei.validate.reports.columns import printable, width
from tei.validate.reports.style import Paint, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tei.deposit.explaining import Explanation
    from tei.metadata import Field
    from tei.metadata.crosswalks import Loss
    from tei.metadata.values import Origin

_LEAST_FOR_THREE: Final = 100
_GAP: Final = "  "
_LINES: Final = 2
_DEPTH: Final = 2
_ALL: Final = "●"
_SOME: Final = "◐"
_NONE: Final = "·"
_PAINTS: Final = {_SOME: Paint.WARNING, _NONE: Paint.ERROR}
_CUT: Final = "…"
_NUMBER: Final = re.compile(r"\[\d+\]")


def render(explanation: "Explanation", style: Style, *, whole: bool = False) -> str:
    """Return the tables; *whole*: with the parts of parts, and no value cut.

    From 100 columns on, a field, its value and its place stand side by side, below that the place under the value.
    """
    lines = [*_fields(explanation, style, whole=whole), ""]
    if explanation.written:
        for form, text in explanation.written.items():
            lines += [*_reasons(explanation, form, style), "", *_written(form, text, style)]
    else:
        lines += [*_matrix(explanation, style), "", *_legend(explanation, style)]
    return "\n".join(lines) + "\n"


def _fields(explanation: "Explanation", style: Style, *, whole: bool) -> "Iterator[str]":
    shown = [one for one in explanation.fields if whole or one.name.count(".") < _DEPTH]
    left_out = len(explanation.fields) - len(shown)
    yield style.paint(printable(explanation.record.path), Paint.PLACE)
    header = explanation.record.origin.xpath
    yield style.paint(f"{_CUT} is {printable(header)}, . what a part is part of", Paint.MARGIN)
    yield ""
    names = [_name(one.name) for one in shown]
    left = max(map(len, names), default=0)
    origins = {one.name: one.origin for one in shown}
    for name, field in zip(names, shown, strict=True):
        place = _place(field.origin, origins.get(field.name.rpartition(".")[0]), explanation.record.origin)
        value = printable(" ".join(field.value.split()))
        rows = _side_by_side if style.width >= _LEAST_FOR_THREE else _stacked
        yield from rows(f"{name:<{left}}", value, place, style, whole=whole)
    if left_out:
        yield style.paint(f"{left_out} parts of these parts are not shown (--all shows them)", Paint.MARGIN)


def _name(name: str) -> str:
    """Return the last part of a name, indented below those before it."""
    *before, last = name.split(".")
    return f"{'  ' * len(before)}{last}"


def _place(origin: "Origin", around: "Origin | None", header: "Origin") -> str:
    """Return XPath and line: a dot for the XPath of *around*, an ellipsis for that of the header.

    A place in another file has the name of the file before it.
    """
    told = f"{origin.xpath}:{origin.span.line}"
    for sign, outer in ((".", around), (_CUT, header)):
        if outer and outer.path == origin.path and told.startswith((f"{outer.xpath}/", f"{outer.xpath}:")):
            return printable(f"{sign}{told.removeprefix(outer.xpath)}")
    if origin.path != header.path:
        told = f"{os.path.basename(origin.path)}{told}"  # noqa: PTH119 - a path of any system, as it was read
    return printable(told)


def _side_by_side(name: str, value: str, place: str, style: Style, *, whole: bool) -> "Iterator[str]":
    room = style.width - len(name) - 2 * len(_GAP)
    places = room // 2
    values = room - places
    left, right = _wrapped(value, values, whole=whole), list(_broken(place, places))
    for number in range(max(len(left), len(right))):
        told = left[number] if number < len(left) else ""
        where = right[number] if number < len(right) else ""
        label = name if number == 0 else " " * len(name)
        yield f"{label}{_GAP}{told}{' ' * (values - width(told))}{_GAP}{style.paint(where, Paint.MARGIN)}".rstrip()


def _stacked(name: str, value: str, place: str, style: Style, *, whole: bool) -> "Iterator[str]":
    room = max(style.width - len(name) - len(_GAP), 20)
    blank = " " * len(name)
    told = _wrapped(value, room, whole=whole)
    yield from (f"{name if number == 0 else blank}{_GAP}{line}" for number, line in enumerate(told))
    yield from (f"{blank}{_GAP}{style.paint(line, Paint.MARGIN)}" for line in _broken(place, room))


def _wrapped(text: str, columns: int, *, whole: bool) -> list[str]:
    """Return *text* on lines of at most *columns*, no more than two unless it is wanted whole."""
    lines = textwrap.wrap(text, max(columns // _widest(text), 1), break_on_hyphens=False) or [""]
    if whole or len(lines) <= _LINES:
        return lines
    last = lines[_LINES - 1]
    while len(last) + 2 > columns // _widest(text) and " " in last:
        last = last.rpartition(" ")[0]
    return [*lines[: _LINES - 1], f"{last} {_CUT}"]


def _widest(text: str) -> int:
    """Return 2 if a character of *text* takes two columns, as those of Chinese do, else 1."""
    return 2 if width(text) > len(text) else 1


def _broken(xpath: str, columns: int) -> "Iterator[str]":
    """Yield *xpath* on lines of at most *columns*, broken before its slashes; a longer step has a line of its own."""
    line = ""
    for step in re.findall(r"/*[^/]+", xpath):
        if line and len(line) + len(step) > columns:
            yield line
            line = _GAP
        line += step
    yield line


def _matrix(explanation: "Explanation", style: Style) -> "Iterator[str]":
    """Yield a line a field with a mark a form, below the names of the forms, each at the head of its column."""
    counts = _counts(explanation.fields)
    left = max(map(len, counts), default=0)
    forms = list(explanation.lost)
    for number, form in enumerate(forms):
        yield f"{' ' * left}{_GAP}{'│ ' * number}{form}"
    for name, count in counts.items():
        marks = [_mark(name, count, explanation.lost[form]) for form in forms]
        painted = (style.paint(one, _PAINTS[one]) if one in _PAINTS else one for one in marks)
        yield f"{name:<{left}}{_GAP}{' '.join(painted)}"


def _counts(fields: "Iterable[Field]") -> dict[str, int]:
    """Return how many values each field of the record itself has."""
    found: dict[str, int] = {}
    for field in fields:
        if "." not in field.name:
            name = _NUMBER.sub("", field.name)
            found[name] = found.get(name, 0) + 1
    return found


def _mark(name: str, count: int, losses: "Sequence[Loss]") -> str:
    """Return the mark of a field with *count* values: all are said, none, or some or in part."""
    inside = [loss for loss in losses if loss.field == name or loss.field.startswith((f"{name}[", f"{name}."))]
    if not inside:
        return _ALL
    gone = {loss.field for loss in inside if "." not in loss.field and not loss.partial}
    return _NONE if name in gone or len(gone) == count else _SOME


def _legend(explanation: "Explanation", style: Style) -> "Iterator[str]":
    yield f"{_ALL} all of it  {_SOME} in part  {_NONE} nothing"
    command = f"tei deposit explain {printable(explanation.record.path)} --form NAME"
    yield style.paint(f"{command} says what is lost and why, and shows the form.", Paint.MARGIN)


def _reasons(explanation: "Explanation", form: str, style: Style) -> "Iterator[str]":
    """Yield the losses of *form*, those for one reason together."""
    title, losses = crosswalks.FORMS[form].title, explanation.lost[form]
    all_names = [field.name for field in explanation.fields]
    if not losses:
        yield f"{title} says all of it."
        return
    for partial, heading in ((False, "does not say"), (True, "says in part")):
        together: dict[str, list[str]] = {}
        for loss in losses:
            if loss.partial is partial:
                together.setdefault(loss.reason, []).append(loss.field)
        if together:
            yield style.paint(f"{title} {heading}", Paint.PLACE)
        for reason, names in together.items():
            yield from _filled(", ".join(_summed(names, all_names)), style.width, "  ")
            yield from (style.paint(line, Paint.MARGIN) for line in _filled(printable(reason), style.width, "      "))


def _summed(names: "Iterable[str]", all_names: "Iterable[str]") -> "Iterator[str]":
    """Yield *names*, and one without numbers for those of a kind where it is all that there are."""
    kinds = Counter(_NUMBER.sub("", name) for name in all_names)
    told: dict[str, list[str]] = {}
    for name in names:
        told.setdefault(_NUMBER.sub("", name), []).append(name)
    for kind, those in told.items():
        yield from [kind] if len(those) >= kinds[kind] else those


def _filled(text: str, columns: int, indent: str) -> list[str]:
    return textwrap.wrap(text, columns, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _written(form: str, text: str, style: Style) -> "Iterator[str]":
    yield style.paint(crosswalks.FORMS[form].file_name, Paint.PLACE)
    yield from (printable(line) for line in text.splitlines())
