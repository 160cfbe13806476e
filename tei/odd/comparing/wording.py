"""Differences in words: symbols, words of content models and sentences, as people read them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final
from unicodedata import category

from tei import names
from tei.odd.comparing.changes import Change, Kind
from tei.odd.content_models.elements import TEXT
from tei.odd.content_models.expressions import Symbol

_MOST_NAMES: Final = 8
_MOST_VALUES: Final = 12
_FROM_LONGEST: Final = 90


def tag(one: Symbol) -> str:
    """Return the symbol of an element, or of text, as people write it: ``<p>``, ``text``, ``“yes”``."""
    if one == TEXT:
        return "text"
    if one.startswith('#"'):
        return f"“{one[2:-1]}”"
    if "*" in one:
        return _endless(one)
    return f"<{names.prefixed(one)}>"


def _endless(one: Symbol) -> str:
    """Return what stands for names without end in words."""
    base, _, excepted = one.partition("*-")
    namespace = base.removesuffix("*").removeprefix("{").removesuffix("}")
    but = f" but {excepted}" if excepted else ""
    return f"an element of {namespace}{but}" if namespace else f"any other element{but}"


def word(symbols: Sequence[Symbol]) -> str:
    """Return a word of a content model: ``<p>, <ab>, text``."""
    return ", ".join(map(tag, symbols)) or "no content"


def attribute(one: Symbol) -> str:
    """Return the symbol of an attribute as people write it: ``@xml:id``."""
    return f"@{one}" if "*" in one else f"@{names.prefixed(one)}"


def several(shown: Sequence[str], most: int = _MOST_NAMES) -> str:
    """Return a list for a sentence, its beginning if it is long: ``<a>, <b> and 3 more``."""
    if len(shown) > most + 1:
        return f"{', '.join(shown[:most])} and {len(shown) - most:,} more"
    if len(shown) <= 1:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def tags(symbols: Iterable[Symbol]) -> str:
    """Return elements for a sentence."""
    return several([tag(one) for one in symbols])


def sentence(change: Change) -> str:
    """Return what *change* says of its elements: ``is new, allowed in <body>``."""
    return _SENTENCES[change.kind](change)


def _start(change: Change) -> str:
    parts = []
    if change.came:
        parts.append(f"a document may begin with {tags(change.came)} now")
    if change.gone:
        parts.append(f"a document may not begin with {tags(change.gone)} any more")
    return "; ".join(parts)


def _within(said: str, change: Change) -> str:
    return f"{said} {tags(change.within)}" if change.within else ""


def _content(change: Change) -> str:
    parts = [f"content {change.verdict}"]
    if change.only_before is change.only_after is None:
        return f"{parts[0]}; it is too large to say how"
    if change.came:
        parts.append(f"new in it: {tags(change.came)}")
    if change.gone:
        parts.append(f"not in it any more: {tags(change.gone)}")
    if change.only_after is not None and change.only_after != change.came:
        parts.append(f"allowed now, for example: {word(change.only_after)}")
    if change.only_before is not None and change.only_before != change.gone:
        parts.append(f"not allowed any more, for example: {word(change.only_before)}")
    return "; ".join(parts)


def _values(change: Change) -> str:
    return f"{attribute(change.name)}: {values(change)}"


def values(change: Change) -> str:
    """Return what became of the values of an attribute, without its name."""
    parts = [f"values {change.verdict}"]
    if change.came:
        parts.append(f"new: {_quoted(change.came)}")
    if change.gone:
        parts.append(f"gone: {_quoted(change.gone)}")
    if change.before and change.after:
        parts.append(f"{_cut(change.before)} became {_cut(change.after)}")
    elif change.after:
        parts.append(f"also {_cut(change.after)} now")
    elif change.before:
        parts.append(f"no longer {_cut(change.before)}")
    if change.only_after is not None:
        parts.append(f"allowed now, for example: {_quoted(change.only_after)}")
    if change.only_before is not None:
        parts.append(f"not allowed any more, for example: {_quoted(change.only_before)}")
    return "; ".join(parts)


def _quoted(texts: Iterable[str]) -> str:
    return several([f"“{_visible(text)}”" for text in texts], _MOST_VALUES)


def _visible(text: str) -> str:
    """Return *text* with the number of each character that cannot be seen, or not by itself."""
    return "".join(one if one == " " or category(one)[0] not in "MCZ" else f"U+{ord(one):04X}" for one in text)


def _cut(text: str) -> str:
    return text if len(text) <= _FROM_LONGEST else f"{text[:_FROM_LONGEST].rstrip()}…"


def _added(change: Change) -> str:
    required = ", which it must have" if change.required else ""
    return f"gets {attribute(change.name)}{required}: {_cut(change.after)}"


def _members(change: Change) -> str:
    parts = []
    if change.came:
        parts.append(f"new members: {several(change.came)}")
    if change.gone:
        parts.append(f"not members any more: {several(change.gone)}")
    return f"class {change.name}: {'; '.join(parts)}"


_SENTENCES: Final[dict[Kind, Callable[[Change], str]]] = {
    Kind.START: _start,
    Kind.ELEMENT_ADDED: lambda change: f"is new{_within(', allowed in', change)}",
    Kind.ELEMENT_REMOVED: lambda change: f"is gone{_within('; it was allowed in', change)}",
    Kind.ELEMENT_RENAMED: lambda change: f"is called {tag(change.after)} now",
    Kind.CONTENT: _content,
    Kind.ATTRIBUTE_ADDED: _added,
    Kind.ATTRIBUTE_REMOVED: lambda change: f"loses {attribute(change.name)}",
    Kind.ATTRIBUTE_RENAMED: lambda change: f"{attribute(change.before)} is called {attribute(change.after)} now",
    Kind.ATTRIBUTE_REQUIRED: lambda change: f"{attribute(change.name)} must be there now",
    Kind.ATTRIBUTE_OPTIONAL: lambda change: f"{attribute(change.name)} may be left out now",
    Kind.VALUES: _values,
    Kind.MODULE_ADDED: lambda change: f"module {change.name} is new",
    Kind.MODULE_REMOVED: lambda change: f"module {change.name} is gone",
    Kind.CLASS_ADDED: lambda change: f"class {change.name} is new",
    Kind.CLASS_REMOVED: lambda change: f"class {change.name} is gone",
    Kind.MEMBERS: _members,
    Kind.MACRO_ADDED: lambda change: f"macro {change.name} is new",
    Kind.MACRO_REMOVED: lambda change: f"macro {change.name} is gone",
    Kind.MACRO: lambda change: f"macro {change.name} has another content",
    Kind.DATATYPE_ADDED: lambda change: f"datatype {change.name} is new",
    Kind.DATATYPE_REMOVED: lambda change: f"datatype {change.name} is gone",
    Kind.DATATYPE: lambda change: f"datatype {change.name} has another content",
}
