"""What the columns of the table show of one header."""

from itertools import islice
from typing import TYPE_CHECKING, Final

from tei.metadata.bulk import words
from tei.metadata.bulk.columns import FAMILIES, Column, Item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.metadata.bulk.columns import Family, Part
    from tei.metadata.bulk.markup import Element

_NAMES: Final = ("persName", "orgName", "name")
MOST: Final = 999
"""How many names or tasks of one ``respStmt`` have columns."""
# Where prose or a list stands between a statement and its parts.
_BETWEEN: Final = {"publicationStmt": ("p", "ab"), "keywords": ("list", "item")}


def read(header: "Element") -> dict[Column, str]:
    """Return what the columns show of *header*, in their order; those that would be empty are left out."""
    cells = {}
    for family in FAMILIES.values():
        for item, element in items(header, family):
            for part in parts(element, family):
                value = shown(element, family, part)
                if value:
                    cells[item.column(part.label)] = value
    return cells


def parts(element: "Element", family: "Family") -> "Iterator[Part]":
    """Yield the parts that columns show of *element*: of a ``respStmt`` all its names and tasks."""
    counts = (len(list(element.children(*names))) for names in (_NAMES, ("resp",)))
    most = min(max(1, *counts), MOST) if family.repeats else 1
    yield from (part.numbered(number) for number in range(1, most + 1) for part in family.parts)


def items(header: "Element", family: "Family") -> "Iterator[tuple[Item, Element]]":
    """Yield the elements of *family* in document order, each with its number among those of its scheme."""
    counted: dict[str, int] = {}
    for home in homes(header, family):
        between = _BETWEEN.get(home.name)
        for inner in (home, *home.outermost(*between)) if between else (home,):
            for element in inner.children(*family.elements):
                scheme = scheme_of(element, home, family)
                counted[scheme] = counted.get(scheme, 0) + 1
                yield Item(family.name, scheme, counted[scheme]), element


def homes(header: "Element", family: "Family") -> "list[Element]":
    """Return the elements that those of *family* stand in."""
    found = [header]
    for step in family.home:
        found = [one for home in found for one in followed(home, step)]
    return found


def followed(home: "Element", step: str) -> "Iterator[Element]":
    """Yield the children that a step leads to; ``correspAction[sent]`` means those of this type."""
    name, _, kind = step.rstrip("]").partition("[")
    return (one for one in home.children(name) if not kind or one.attribute("type") == kind)


def scheme_of(element: "Element", home: "Element", family: "Family") -> str:
    """Return the scheme of an element of *family*, "" if none is told."""
    if not family.scheme:
        return ""
    return (element if family.scheme == "element" else home).attribute(family.scheme_attribute)


def shown(element: "Element", family: "Family", part: "Part") -> str:
    """Return what a column shows of *element*, "" for nothing."""
    if part.kind in {"attribute", "date"}:
        return element.attribute(part.subject)
    if part.kind == "pointer":
        return pointing(element, part).attribute(part.subject)
    target = worded(element, part)
    return words.plain(target, *aside(family)) if target is not None else ""


def worded(element: "Element", part: "Part") -> "Element | None":
    """Return the element whose words a column of words shows, None if there is none."""
    if part.kind == "child":
        return _nth(element, part.number, part.subject)
    named = _nth(element, part.number, *_NAMES) if element.name == "respStmt" else element
    if part.kind == "name":
        return None if named is None else next(named.outermost(part.subject), None)
    return named


def _nth(element: "Element", number: int, *names: str) -> "Element | None":
    return next(islice(element.children(*names), number - 1, None), None)


def last(element: "Element", part: "Part") -> "Element | None":
    """Return the last child that is what *part* is of: a name, or one with the name of the child."""
    names = (part.subject,) if part.kind == "child" else _NAMES
    return next(reversed(list(element.children(*names))), None)


def is_there(element: "Element", part: "Part") -> bool:
    """Return whether *element* has the name, or the child, that *part* is of; those without a number always."""
    names = (part.subject,) if part.kind == "child" else _NAMES
    return part.number == 1 or _nth(element, part.number, *names) is not None


def pointing(element: "Element", part: "Part") -> "Element":
    """Return the element that has, or is to have, the pointer to an authority: the one name inside, or *element*."""
    if element.name == "respStmt":
        return _nth(element, part.number, *_NAMES) or element
    named = list(element.children(*_NAMES))
    return named[0] if len(named) == 1 and "ref" not in element.attributes else element


def aside(family: "Family") -> tuple[str, ...]:
    """Return the names of the elements that are left out of the words."""
    return (
        words.ASIDE if family.is_agent and family.parts[0].kind == "text" and "origPlace" not in family.elements else ()
    )
