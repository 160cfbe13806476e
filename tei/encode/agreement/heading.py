"""What a header says, value by value, and how far two headers say the same."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.agreement.pointing import XML_ID
from tei.encode.agreement.scores import Count, Counts, Difference
from tei.names import prefixed, tei_name

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from lxml.etree import _Element as Element

    from tei.diagnostics import Span
    from tei.document import Document
    from tei.encode.agreement.correspondences import Correspondences
    from tei.encode.agreement.editions import Edition
    from tei.encode.agreement.pointing import Pointers, Token

_GROUP_STEPS: Final = 2
"""Values are counted by the first steps of their paths below the header: ``fileDesc/titleStmt``."""
_QUOTED_CHARS: Final = 80


class Place(NamedTuple):
    """Where an element is in a header: its path, and the part of the header under which its values are counted."""

    path: str
    group: str

    def below(self, element: Element) -> Place:
        """The place of a child: its type belongs to the path."""
        name, kind = prefixed(str(element.tag)), element.get("type")
        step = f"{name}[@type='{kind}']" if kind else name
        above = self.group.split("/") if self.group else []
        group = self.group if len(above) == _GROUP_STEPS else "/".join((*above, name))
        return Place(f"{self.path}/{step}", group)


class Stated(NamedTuple):
    """A value of a header: a text, or an attribute (Clark name ``attribute``), under the path of its element.

    ``key`` is what is compared, ``shown`` the value as it is written. An element that holds no value states that it is
    there.
    """

    path: str
    group: str
    key: tuple[Token, ...]
    shown: str
    element: Element
    attribute: str

    def span(self, document: Document) -> Span:
        """Where the value stands in *document*."""
        if self.attribute:
            return document.attribute_span(self.element, self.attribute)
        return document.span(self.element)


def stated(root: Element, pointers: Pointers) -> Iterator[Stated]:
    """The values of every ``teiHeader`` below *root*, in document order.

    Renditions that generate the notation are left out: what they do is compared in the text.
    """
    for header in root.iter(tei_name("teiHeader")):
        places = {header: Place("teiHeader", "")}
        yield from _of(header, places[header], pointers)
        for element in header.iterdescendants("*"):
            parent = element.getparent()
            if parent not in places or (element.tag == tei_name("rendition") and pointers.notates(element)):
                continue
            places[element] = places[parent].below(element)
            yield from _of(element, places[element], pointers)


def _of(element: Element, place: Place, pointers: Pointers) -> Iterator[Stated]:
    """What *element* states itself, without what its children do."""
    text = _own_text(element)
    attributes = [str(name) for name in element.attrib if name not in (XML_ID, "type")]
    if text or not (attributes or any(isinstance(child.tag, str) for child in element)):
        yield Stated(*place, (("", text),), text, element, "")
    for name in attributes:
        value = " ".join(element.get(name, "").split())
        yield Stated(f"{place.path}/@{prefixed(name)}", place.group, pointers.tokens(value), value, element, name)


def _own_text(element: Element) -> str:
    """The text of *element* itself, with “…” where its children stand; "" if there is none."""
    own = [element.text or "", *(child.tail or "" for child in element)]
    if not any(part.strip() for part in own):
        return ""
    between = [" … " if isinstance(child.tag, str) else "" for child in element]
    mixed = zip(own, [*between, ""], strict=True)
    return " ".join("".join(part + gap for part, gap in mixed).split())


class _Facing(NamedTuple):
    """The values of one path that are left when the equal ones are set aside."""

    equal: int
    made: list[Stated]
    gold: list[Stated]


def compare(made: Edition, gold: Edition, correspondences: Correspondences) -> tuple[Counts, list[Difference]]:
    """The counts by part of the header, and the differences in the order of the gold header, then of the one made."""
    mine, theirs = _by_path(made), _by_path(gold)
    _learn(mine, theirs, correspondences)
    counts: Counts = {}
    differences: list[Difference] = []
    for path in dict.fromkeys([*theirs, *mine]):
        values = [_translated(one, correspondences) for one in mine.get(path, [])]
        others = theirs.get(path, [])
        left = _faced(values, others)
        changed = min(len(left.made), len(left.gold))
        count = counts.setdefault([*others, *values][0].group, Count())
        count.equal += left.equal
        count.changed += changed
        count.missing += len(left.gold) - changed
        count.extra += len(left.made) - changed
        differences.extend(
            _difference(path, (made.document, one), (gold.document, other))
            for one, other in zip_longest(left.made, left.gold)
        )
    return counts, differences


def _by_path(side: Edition) -> dict[str, list[Stated]]:
    found: dict[str, list[Stated]] = {}
    for one in stated(side.document.root, side.pointers):
        found.setdefault(one.path, []).append(one)
    return found


def _learn(mine: dict[str, list[Stated]], theirs: dict[str, list[Stated]], correspondences: Correspondences) -> None:
    for path, values in mine.items():
        for one, other in zip(values, theirs.get(path, []), strict=False):
            correspondences.note(one.key, other.key)


def _translated(one: Stated, correspondences: Correspondences) -> Stated:
    return one._replace(key=correspondences.translated(one.key))


def _faced(made: list[Stated], gold: list[Stated]) -> _Facing:
    waiting: dict[Hashable, int] = {}
    for one in made:
        waiting[one.key] = waiting.get(one.key, 0) + 1
    missing: list[Stated] = []
    equal: dict[Hashable, int] = {}
    for one in gold:
        if waiting.get(one.key, 0):
            waiting[one.key] -= 1
            equal[one.key] = equal.get(one.key, 0) + 1
        else:
            missing.append(one)
    total = sum(equal.values())
    extra: list[Stated] = []
    for one in made:
        if equal.get(one.key, 0):
            equal[one.key] -= 1
        else:
            extra.append(one)
    return _Facing(total, extra, missing)


def _difference(path: str, made: tuple[Document, Stated | None], gold: tuple[Document, Stated | None]) -> Difference:
    mine, theirs = made[1], gold[1]
    has = "" if theirs is None else _quoted(theirs.shown)
    here = "" if mine is None else _quoted(mine.shown)
    if mine is None:
        kind, message = "missing", f"gold has {path}{has}, missing here"
    elif theirs is None:
        kind, message = "extra", f"{path}{here} is not in gold"
    else:
        kind, message = "differs", f"{path}: gold has{has or ' nothing in it'}, here it is{here or ' empty'}"
    return Difference(
        "header",
        kind,  # type: ignore[arg-type] # one of the three
        path,
        "",
        "" if theirs is None else theirs.shown,
        "" if mine is None else mine.shown,
        message,
        None if theirs is None else theirs.span(gold[0]),
        None if mine is None else mine.span(made[0]),
    )


def _quoted(value: str) -> str:
    if not value:
        return ""
    return f" “{value if len(value) <= _QUOTED_CHARS else value[: _QUOTED_CHARS - 1] + '…'}”"
