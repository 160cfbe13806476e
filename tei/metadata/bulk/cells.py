"""What the columns of the table show of one header."""

from typing import TYPE_CHECKING, Final

from tei.metadata.bulk import words
from tei.metadata.bulk.columns import FAMILIES, Column, Item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.metadata.bulk.columns import Family, Part
    from tei.metadata.bulk.markup import Element

_NAMES: Final = ("persName", "orgName", "name")
# Where prose or a list stands between a statement and its parts.
_BETWEEN: Final = {"publicationStmt": ("p", "ab"), "keywords": ("list", "item")}


def read(header: "Element") -> dict[Column, str]:
    """Return what the columns show of *header*, in their order; those that would be empty are left out."""
    cells = {}
    for family in FAMILIES.values():
        for item, element in items(header, family):
            for part in family.parts:
                value = shown(element, family, part)
                if value:
                    cells[item.column(part.label)] = value
    return cells


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
        return pointing(element).attribute(part.subject)
    target = worded(element, part)
    return words.plain(target, *aside(family)) if target is not None else ""


def worded(element: "Element", part: "Part") -> "Element | None":
    """Return the element whose words a column of words shows, None if there is none."""
    if part.kind == "child":
        return next(element.children(part.subject), None)
    if part.kind == "name":
        return next(element.outermost(part.subject), None)
    return next(element.children(*_NAMES), None) if element.name == "respStmt" else element


def pointing(element: "Element") -> "Element":
    """Return the element that has, or is to have, the pointer to an authority: the one name inside, or *element*."""
    named = list(element.children(*_NAMES))
    if element.name == "respStmt":
        return named[0] if named else element
    return named[0] if len(named) == 1 and "ref" not in element.attributes else element


def aside(family: "Family") -> tuple[str, ...]:
    """Return the names of the elements that are left out of the words."""
    return (
        words.ASIDE if family.is_agent and family.parts[0].kind == "text" and "origPlace" not in family.elements else ()
    )
