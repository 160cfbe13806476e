"""The words of an element, read as the record reads them, each character with its place; and other words put there."""

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.sax.saxutils import escape

from tei.metadata import nodes
from tei.metadata.bulk.markup import Element, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CHARACTER: Final = re.compile(r"\r\n|.", re.DOTALL)
_WHITE: Final = " \t\r\n"
_NAME_PARTS: Final = frozenset({"surname", "forename", "nameLink", "genName", "roleName", "addName"})
ASIDE: Final = ("affiliation", "email", "idno", "address", "date", "birth", "death")
"""What stands in the element of a person or organisation and is not the name."""


class Mixed(Exception):
    """New words cannot be put in place of the old ones without losing markup."""


class Splice(NamedTuple):
    """Other text for what stands from ``start`` to ``end``."""

    start: int
    end: int
    text: str


class _Leaf(NamedTuple):
    """Text that no tag or comment interrupts."""

    parent: Element
    number: int
    kind: str


class _Run(NamedTuple):
    """A text with its leaf; None for a space that markup stands for."""

    text: Text | None
    leaf: _Leaf | None


class _Unit(NamedTuple):
    """A character as it is read, and what stands for it; ``leaf`` is None for a space that markup stands for."""

    value: str
    start: int
    end: int
    leaf: _Leaf | None


def plain(element: Element, *without: str) -> str:
    """Return the text in one line, as :func:`tei.metadata.nodes.plain` does."""
    runs = _runs(element, frozenset(without))
    return nodes.squeezed("".join(run.text.value if run.text else " " for run in runs))


def rewritten(element: Element, wanted: str, *without: str) -> "list[Splice]":
    """Return what makes *wanted* the words of *element*; markup inside stays. Raises :class:`Mixed`.

    Words that differ within one stretch of text are replaced there. A name in parts is taken apart as it was put
    together: by the comma or space that stands between its parts.
    """
    units = _squeezed(_units(element, frozenset(without)))
    old = "".join(unit.value for unit in units)
    if old == wanted:
        return []
    if not old:
        return [_filled(element, wanted)]
    start, end, words = _difference(old, wanted)
    leaf = _home(units, start, end)
    # Whether what is put between two parts of a name, “V.” or “van”, belongs to the one or the other, nobody can tell.
    divided = leaf is not None and leaf.parent.name in _NAME_PARTS and start == end and " " in words
    if leaf is not None and not (divided and units[start - 1].leaf != units[min(start, len(units) - 1)].leaf):
        return [_splice(units, leaf, start, end, words)]
    return _renamed(units, wanted)


def _units(element: Element, without: frozenset[str]) -> "Iterator[_Unit]":
    """Yield the characters that are read, each with its place."""
    for run in _runs(element, without):
        if run.text is None or run.leaf is None:
            yield _Unit(" ", -1, -1, None)
        else:
            yield from _characters(run.text, run.leaf)


def _runs(element: Element, without: frozenset[str]) -> "Iterator[_Run]":
    waiting: list[Element | _Run] = [element]
    while waiting:
        current = waiting.pop()
        if isinstance(current, _Run):
            yield current
        elif current is element or not (current.name in nodes._SILENT or current.name in without):
            waiting.extend(reversed(list(_parts(current))))


def _parts(element: Element) -> "Iterator[Element | _Run]":
    """Yield what *element* consists of, in order; see :func:`tei.metadata.nodes._parts`."""
    if element.name == "choice":
        yield from _reading(element)
        return
    space = _Run(None, None)
    if element.name in nodes._BREAKS and element.attributes.get("break") != "no":
        yield space
    if element.name in nodes._BLOCKS:
        yield space
    number = 0
    for one in element.content:
        if isinstance(one, Text):
            # A CDATA section has rules of its own, and is a leaf by itself.
            number += one.kind == "cdata"
            yield _Run(one, _Leaf(element, number, "cdata" if one.kind == "cdata" else "run"))
            number += one.kind == "cdata"
        else:
            number += 1
            if one is not None:
                yield one
    if element.name in nodes._BLOCKS:
        yield space


def _characters(text: Text, leaf: _Leaf) -> "Iterator[_Unit]":
    if text.kind == "reference":
        # A reference may stand for several characters; none of them can be replaced without the others.
        yield from (_Unit(character, text.start, text.end, leaf) for character in text.value)
        return
    for match in _CHARACTER.finditer(text.value):
        yield _Unit(match[0][-1], text.start + match.start(), text.start + match.end(), leaf)


def _reading(choice: Element) -> "list[Element]":
    for wanted in nodes._PREFERRED:
        found = next(choice.children(wanted), None)
        if found is not None:
            return [found]
    return list(choice.elements)[:1]


def _squeezed(units: "Iterator[_Unit]") -> list[_Unit]:
    """Return the units with each run of white space as one space, and none at the ends."""
    found: list[_Unit] = []
    for white, group in groupby(units, key=lambda unit: unit.value in _WHITE):
        run = list(group)
        if not white:
            found += run
            continue
        # The part of the run that stands in one text; the rest belongs to the markup around.
        real = [unit for unit in run if unit.leaf == run[0].leaf]
        found.append(_Unit(" ", real[0].start, real[-1].end, run[0].leaf))
    while found and found[0].value == " ":
        del found[0]
    while found and found[-1].value == " ":
        del found[-1]
    return found


def _difference(old: str, new: str) -> tuple[int, int, str]:
    """Return from where to where *old* differs from *new*, and what *new* has there."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    rest = 0
    while rest < min(len(old), len(new)) - start and old[-1 - rest] == new[-1 - rest]:
        rest += 1
    return start, len(old) - rest, new[start : len(new) - rest]


def _home(units: "Sequence[_Unit]", start: int, end: int) -> _Leaf | None:
    """Return the text that holds all units from *start* to *end*; at a border the one that is part of a name."""
    inside = {unit.leaf for unit in units[start:end]}
    around = inside or {unit.leaf for unit in units[max(start - 1, 0) : start + 1]}
    candidates = [leaf for leaf in around if leaf is not None]
    if len(inside) > 1 or not candidates:
        return None
    return max(candidates, key=lambda leaf: (leaf.parent.name in _NAME_PARTS, _words_of(units, leaf).strip() != ""))


def _words_of(units: "Sequence[_Unit]", leaf: _Leaf) -> str:
    return "".join(unit.value for unit in units if unit.leaf == leaf)


def _splice(units: "Sequence[_Unit]", leaf: _Leaf, start: int, end: int, words: str) -> Splice:
    if start < end:
        first, last = units[start].start, units[end - 1].end
        # The characters of one reference go together: what stays of them is written out.
        words = "".join(unit.value for unit in units[:start] if unit.start == first) + words
        words += "".join(unit.value for unit in units[end:] if unit.end == last and unit.leaf == leaf)
        return Splice(first, last, _written(words, leaf))
    if start < len(units) and units[start].leaf == leaf:
        return Splice(units[start].start, units[start].start, _written(words, leaf))
    return Splice(units[start - 1].end, units[start - 1].end, _written(words, leaf))


def _written(words: str, leaf: _Leaf) -> str:
    if leaf.kind != "cdata":
        return escape(words)
    if "]]>" in words:
        raise Mixed
    return words


def _filled(element: Element, words: str) -> Splice:
    """Return the splice that puts *words* into an element without any, or into the only one inside it."""
    while len(inner := list(element.elements)) == 1 and inner[0].name not in nodes._SILENT:
        element = inner[0]
    if element.is_empty_tag:
        return Splice(element.end - 2, element.end, f">{escape(words)}</{element.written}>")
    return Splice(element.open_end, element.open_end, escape(words))


def _renamed(units: "Sequence[_Unit]", wanted: str) -> "list[Splice]":
    """Return the splices for a name whose parts are elements of their own. Raises :class:`Mixed`."""
    leaves = [(leaf, list(group)) for leaf, group in groupby(units, key=lambda unit: unit.leaf)]
    told = [(leaf, "".join(unit.value for unit in group)) for leaf, group in leaves]
    if not all(leaf is not None and (leaf.parent.name in _NAME_PARTS or _joins(words)) for leaf, words in told):
        raise Mixed
    pattern = [(leaf.parent.name in _NAME_PARTS, words) for leaf, words in told if leaf]
    if any(first[0] == second[0] for first, second in pairwise(pattern)):
        raise Mixed
    splits = list(_splits(pattern, wanted))
    if len(splits) > 1:
        splits = [split for split in splits if any(part == told[at][1] for at, part in split.items())]
    if len(splits) != 1:
        raise Mixed
    changed = [(at, part) for at, part in splits[0].items() if part != told[at][1]]
    return [Splice(leaves[at][1][0].start, leaves[at][1][-1].end, escape(part)) for at, part in changed]


def _joins(words: str) -> bool:
    return words in {" ", ", ", ","}


def _splits(pattern: "list[tuple[bool, str]]", wanted: str) -> "Iterator[dict[int, str]]":
    """Yield the ways to take *wanted* apart: *pattern* says what is a part of a name and what joins them."""
    waiting: list[tuple[int, int, dict[int, str]]] = [(0, 0, {})]
    while waiting:
        at, offset, found = waiting.pop()
        if at == len(pattern):
            if offset == len(wanted):
                yield found
            continue
        is_part, words = pattern[at]
        if not is_part:
            if wanted.startswith(words, offset):
                waiting.append((at + 1, offset + len(words), found))
            continue
        following = pattern[at + 1][1] if at + 1 < len(pattern) else ""
        ends = [match.start() for match in re.finditer(re.escape(following), wanted)] if following else [len(wanted)]
        # A name has few words; a cell with thousands is not a name.
        for end in ends[:8]:
            part = wanted[offset:end]
            if part and part == part.strip(" ,"):
                waiting.append((at + 1, end, {**found, at: part}))
