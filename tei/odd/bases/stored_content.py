"""Content models, datatypes and lists of values as JSON, and back: short enough to ship, plain enough to read.

What has no more to say than a name is a string, ``"element* p"``: a word, how often (nothing, ``?``, ``*``, ``+``,
``{2,5}`` or ``{2,}``), a space, the name. What has members is a list with such a word first, ``["sequence", …]``. All
else is an object. ``docs/odd-sources.md`` tells the whole form.
"""

from dataclasses import fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from tei.odd.specs import (
    ONCE,
    UNBOUNDED,
    Alternate,
    AnyElement,
    ClassRef,
    Content,
    DataRef,
    ElementRef,
    Empty,
    EveryElement,
    Facet,
    Foreign,
    ListOf,
    MacroRef,
    NameRef,
    Occurs,
    Sequence,
    TextNode,
    ValItem,
    ValList,
)

if TYPE_CHECKING:
    from tei.relaxng.model import Pattern

Object: TypeAlias = dict[str, Any]
Stored: TypeAlias = str | list[Any] | Object

_SIGNS: Final = {ONCE: "", Occurs(0, 1): "?", Occurs(0, UNBOUNDED): "*", Occurs(1, UNBOUNDED): "+"}
_MEANT: Final = {sign: occurs for occurs, sign in _SIGNS.items()}


def said(**parts: object) -> Object:
    """Return those of *parts* that say something: not None, "", or an empty list."""
    return {name: part for name, part in parts.items() if part not in (None, "", [])}


def mode_said(mode: str) -> str:
    """Return *mode* unless it is the one that is meant where nothing is said."""
    return "" if mode == "add" else mode


# Into JSON


def store_occurs(occurs: Occurs) -> str:
    """Return the sign for *occurs*, "" for once."""
    least, most = occurs
    return _SIGNS.get(occurs, f"{{{least},{'' if most is None else most}}}")


def store_content(content: Content) -> Stored:  # noqa: C901, PLR0912 - one case a kind of content
    """Return *content* as JSON has it."""
    match content:
        case TextNode():
            return "text"
        case Empty():
            return "empty"
        case EveryElement():
            return "every"
        case ElementRef():
            return f"element{store_occurs(content.occurs)} {content.key}"
        case ClassRef():
            return _store_class(content)
        case MacroRef():
            return f"macro {content.key}"
        case NameRef():
            return f"ref {content.name}"
        case DataRef():
            return _store_data(content)
        case AnyElement():
            return _store_any(content)
        case Sequence():
            word = "sequence" if content.ordered else "interleave"
            return [word + store_occurs(content.occurs), *map(store_content, content.members)]
        case Alternate():
            return [f"alternate{store_occurs(content.occurs)}", *map(store_content, content.members)]
        case ListOf():
            return ["list", store_content(content.member)]
        case Foreign():
            return {"rng": _store_pattern(content.pattern)}
        case ValList():
            return {"values": store_values(content)}


def _store_class(content: ClassRef) -> Stored:
    occurs = store_occurs(content.occurs)
    if (content.expand, content.include, content.excluded) == ("", None, ()):
        return f"class{occurs} {content.key}"
    stored = {"class": content.key, **said(occurs=occurs, expand=content.expand, excluded=[*content.excluded])}
    return stored if content.include is None else {**stored, "include": [*content.include]}


def _store_data(content: DataRef) -> Stored:
    if not content.restriction and not content.facets and bool(content.key) != bool(content.name):
        return f"data {content.key}" if content.key else f"xsd {content.name}"
    facets = [[*facet] for facet in content.facets]
    return {"data": content.key, **said(xsd=content.name, restriction=content.restriction, facets=facets)}


def _store_any(content: AnyElement) -> Stored:
    stored = {"any": store_occurs(content.occurs), **said(require=[*content.require])}
    return stored if content.excluded is None else {**stored, "excluded": [*content.excluded]}


def _store_pattern(pattern: "Pattern") -> str:
    """Return *pattern* as text, without annotations: grammars have their documentation in these."""
    from tei.relaxng import writing_xml  # noqa: PLC0415 - only old releases have RELAX NG

    return writing_xml.write(_bare(pattern)).partition("?>")[2].strip()


def _bare(part: Any) -> Any:  # noqa: ANN401 - patterns, names and tuples of these alike
    if isinstance(part, tuple) and not hasattr(part, "_fields"):
        return tuple(map(_bare, part))
    if not hasattr(part, "annotations"):
        return part
    inside = {field.name: _bare(getattr(part, field.name)) for field in fields(part)}
    return replace(part, **{**inside, "annotations": (), "following": ()})


def store_values(values: ValList) -> Object:
    """Return a list of values as JSON has it; a value with nothing but its name is a string."""
    items = [
        {
            "ident": item.ident,
            **said(mode=mode_said(item.mode), altIdent=item.alt_ident, validUntil=item.valid_until),
        }
        for item in values.items
    ]
    short = [item["ident"] if len(item) == 1 else item for item in items]
    return said(type=values.type, mode=values.mode, items=short)


# From JSON


@lru_cache(maxsize=64)
def occurs_of(sign: str) -> Occurs:
    """Return what :func:`store_occurs` made *sign* from."""
    if sign in _MEANT:
        return _MEANT[sign]
    least, _, most = sign.strip("{}").partition(",")
    return Occurs(int(least), int(most) if most else UNBOUNDED)


def content_of(stored: Stored) -> Content:
    """Return the content that *stored* stands for."""
    if isinstance(stored, str):
        return _named(stored)
    if isinstance(stored, list):
        return _with_members(stored)
    match stored:
        case {"class": str(key)}:
            include = stored.get("include")
            return ClassRef(
                key,
                occurs_of(stored.get("occurs", "")),
                stored.get("expand", ""),
                None if include is None else tuple(include),
                tuple(stored.get("excluded", ())),
            )
        case {"data": str(key)}:
            facets = tuple(Facet(*facet) for facet in stored.get("facets", ()))
            return DataRef(key, stored.get("xsd", ""), stored.get("restriction", ""), facets)
        case {"any": str(sign)}:
            excluded = stored.get("excluded")
            except_ = None if excluded is None else tuple(excluded)
            return AnyElement(occurs_of(sign), tuple(stored.get("require", ())), except_)
        case {"values": values}:
            return values_of(values)
    return Foreign(_pattern(stored["rng"]))


def _named(stored: str) -> Content:
    word, _, name = stored.partition(" ")
    match word:
        case "text":
            return TextNode()
        case "every":
            return EveryElement()
        case "empty":
            return Empty()
        case "every":
            return EveryElement()
        case "macro":
            return MacroRef(name)
        case "ref":
            return NameRef(name)
        case "data":
            return DataRef(name)
        case "xsd":
            return DataRef(name=name)
    if word.startswith("class"):
        return ClassRef(name, occurs_of(word.removeprefix("class")))
    return ElementRef(name, occurs_of(word.removeprefix("element")))


def _with_members(stored: list[Any]) -> Content:
    word, *rest = stored
    members = tuple(map(content_of, rest))
    if word == "list":
        return ListOf(members[0])
    if word.startswith("alternate"):
        return Alternate(members, occurs_of(word.removeprefix("alternate")))
    if word.startswith("sequence"):
        return Sequence(members, occurs_of(word.removeprefix("sequence")))
    return Sequence(members, occurs_of(word.removeprefix("interleave")), ordered=False)


def _pattern(text: str) -> "Pattern":
    from tei.relaxng import grammar  # noqa: PLC0415 - as above

    return grammar.read(text.encode(), "<pattern>")


def values_of(stored: Object) -> ValList:
    """Return the list of values that *stored* stands for."""
    items = tuple(
        ValItem(item)
        if isinstance(item, str)
        else ValItem(item["ident"], item.get("mode", "add"), item.get("altIdent", ""), item.get("validUntil", ""))
        for item in stored.get("items", ())
    )
    return ValList(items, stored.get("type", ""), stored.get("mode", ""))
