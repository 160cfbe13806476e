"""What a document's DOCTYPE declares, how far its entities would expand, and a DOCTYPE that is safe to parse.

Everything is computed from the declarations before any parser expands anything. A parser stops at the first
malformed declaration, and up to there this reading of the internal subset is exact, so nothing is expanded that was
not counted.

Source: XML 1.0, sections 2.8, 3.3.2, 4.1 to 4.4.
"""

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from html.entities import html5
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic
    from tei.document.positions import Positions
    from tei.limits import Limits

_PROLOG: Final = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_HEAD: Final = re.compile(
    r"""(?P<open><!DOCTYPE\s+[^\s\[>]+)
        (?:\s+(?:SYSTEM|PUBLIC)(?:\s*(?:"[^"]*"|'[^']*'))*+)?
        \s*(?P<subset>[\[>])""",
    re.VERBOSE,
)
_SUBSET_TOKEN: Final = re.compile(
    r"""\s+ | <!--.*?--> | <\?.*?\?>
      | (?P<parameter>%[^\s;%]+;)
      | (?P<declaration><!(?:[^>"']|"[^"]*"|'[^']*')*+>)
      | (?P<end>\]\s*>)""",
    re.VERBOSE | re.DOTALL,
)
_ENTITY: Final = re.compile(
    r"""<!ENTITY\s+(?P<parameter>%\s+)?(?P<name>[^\s"'%]+)\s+(?P<value>"[^"]*"|'[^']*'|(?:SYSTEM|PUBLIC)\s)""",
    re.VERBOSE,
)
_ATTRIBUTES: Final = re.compile(r"<!ATTLIST\s+(?P<element>[^\s>]+)")
_LITERAL: Final = re.compile(r"""\"[^"]*"|'[^']*'""")
_CHARACTER_REFERENCE: Final = re.compile(r"&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,8}));")
_REFERENCE: Final = re.compile(r"&([^\s#;&<>\"'%]+);")
# What is never closed runs to the end, so that hostile text is read once and not once for each opening.
_BODY_TOKEN: Final = re.compile(
    r"""<!--.*?(?:-->|\Z) | <!\[CDATA\[.*?(?:\]\]>|\Z) | <\?.*?(?:\?>|\Z) | &([^\s#;&<>"'%]+);""",
    re.VERBOSE | re.DOTALL,
)
_START_TAG_NAME: Final = re.compile(r"<([^\s<>/!?]+)")
_PREDEFINED: Final = frozenset({"amp", "lt", "gt", "apos", "quot"})
# expat before 2.7 recurses once for each level and would overflow the C stack.
_NESTING: Final = 20


@dataclass(slots=True)
class Doctype:
    """A DOCTYPE declaration as far as it could be read."""

    start: int = 0
    end: int = 0
    open_end: int = 0
    subset: int = 0
    complete: bool = True
    entities: dict[str, str | None] = field(default_factory=dict)
    defaults: list[tuple[str, str]] = field(default_factory=list)
    kept: list[tuple[int, int]] = field(default_factory=list)
    parameters: dict[str, bool] = field(default_factory=dict)
    internal_parameter: tuple[int, int] | None = None


def survey(text: str) -> Doctype | None:
    """Return what the DOCTYPE of *text* declares, or None when there is none to read."""
    prolog = _PROLOG.match(text)
    head = _HEAD.match(text, prolog.end() if prolog else 0)
    if head is None:
        return None
    doctype = Doctype(head.start(), head.end(), head.end("open"), head.start("subset"))
    if head["subset"] == "[":
        _read_subset(text, doctype)
    return doctype


def _read_subset(text: str, doctype: Doctype) -> None:
    position, trusted, doctype.complete = doctype.end, True, False
    while token := _SUBSET_TOKEN.match(text, position):
        position = doctype.end = token.end()
        if token["end"]:
            doctype.complete = True
            return
        if token["parameter"]:
            # After a parameter entity that is not read, declarations no longer count (XML 1.0, section 5.1).
            trusted = False
            if doctype.parameters.get(token["parameter"][1:-1]) and doctype.internal_parameter is None:
                doctype.internal_parameter = token.span()
        elif token["declaration"] and trusted:
            _read_declaration(token["declaration"], token.span(), doctype)


def _read_declaration(declaration: str, span: tuple[int, int], doctype: Doctype) -> None:
    if entity := _ENTITY.match(declaration):
        internal = entity["value"][0] in "\"'"
        if entity["parameter"]:
            doctype.parameters.setdefault(entity["name"], internal)
        elif entity["name"] not in doctype.entities:  # The first declaration binds.
            doctype.entities[entity["name"]] = _replacement(entity["value"][1:-1]) if internal else None
            if internal:
                doctype.kept.append(span)
    elif attributes := _ATTRIBUTES.match(declaration):
        literals = _LITERAL.findall(declaration, attributes.end())
        doctype.defaults.extend((attributes["element"], literal[1:-1]) for literal in literals)
        doctype.kept.append(span)


def _replacement(literal: str) -> str:
    """Return the replacement text: character references are expanded at once, others later (section 4.5)."""
    return _CHARACTER_REFERENCE.sub(_character, literal)


def _character(match: re.Match[str]) -> str:
    number = int(match[1], 16) if match[1] else int(match[2])
    return chr(number) if number <= sys.maxunicode else match[0]


def disarmed(text: str, doctype: Doctype | None) -> str:
    """Return *text* with a DOCTYPE that names no other file; every offset stays what it was.

    Only declarations of internal entities and of attributes stay, and only where there are any.
    """
    if doctype is None:
        return text
    kept = [(doctype.start, doctype.open_end), (doctype.subset, doctype.subset + 1), *doctype.kept]
    kept += [(doctype.end - 1, doctype.end)]
    closing = text.rfind("]", doctype.subset, doctype.end)
    kept.insert(-1, (closing, closing + 1))
    pieces, position = [text[: doctype.start]], doctype.start
    for start, end in kept if doctype.kept else ():
        pieces += [_blank(text[position:start]), text[start:end]]
        position = end
    pieces += [_blank(text[position : doctype.end]), text[doctype.end :]]
    return "".join(pieces)


def _blank(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)


@dataclass(frozen=True, slots=True)
class Extent:
    """What a text becomes: its length, the levels of entities inside it, and the rule that it breaks or ""."""

    chars: int
    levels: int
    rule: str = ""


class Expansion:
    """How long each entity becomes, and whether it reaches a file, itself, or nothing at all."""

    def __init__(self, entities: dict[str, str | None], limits: "Limits") -> None:
        self._entities = entities
        self._limit = limits.expansion_chars
        self._known: dict[str, Extent] = {}

    def of_text(self, text: str, level: int = 0) -> Extent:
        """Return the extent of *text* once its references are expanded; *level* counts the entities around it."""
        chars, levels, broken = len(text), 0, ""
        for name, times in Counter(_REFERENCE.findall(text)).items():
            if name in _PREDEFINED:
                continue
            inner = self.of(name, level + 1)
            chars += inner.chars * times
            levels = max(levels, inner.levels)
            broken = broken or inner.rule
        if chars > self._limit or levels > _NESTING:
            broken = broken or "xml.entity-expansion"
        return Extent(chars, levels, broken)

    def of(self, name: str, level: int = 1) -> Extent:
        """Return the extent of ``&name;``."""
        if name in self._known:
            return self._known[name]
        if level > _NESTING:
            return Extent(0, 0, "xml.entity-expansion")
        if name not in self._entities:
            return Extent(0, 0, "xml.entity-undeclared")
        value = self._entities[name]
        if value is None:
            return Extent(0, 0, "xml.entity-external")
        # Met again before it is known, the entity stands in itself.
        self._known[name] = Extent(0, 0, "xml.entity-expansion")
        inside = self.of_text(value, level)
        result = self._known[name] = Extent(inside.chars, inside.levels + 1, inside.rule)
        return result


def findings(positions: "Positions", doctype: Doctype | None, limits: "Limits") -> list["Diagnostic"]:
    """Return what is wrong with the document's entities; each undeclared one is named once, at its first use."""
    text = positions.text
    if doctype is None and "&" not in text:
        return []
    found = doctype or Doctype()
    if found.internal_parameter:
        name = text[slice(*found.internal_parameter)]
        message = f"the parameter entity {name} is used here; parameter entities are not expanded"
        advice = "write what it stands for in its place"
        return [positions.finding("xml.entity-expansion", message, *found.internal_parameter, advice)]
    expansion = Expansion(found.entities, limits)
    body_start = found.end
    if _defaults_break(text, found, expansion, body_start, limits):
        message = "the default values that the DOCTYPE gives to attributes would expand beyond the limit"
        return [positions.finding("xml.entity-expansion", message, found.start, found.end)]
    return _in_body(positions, expansion, body_start, limits)


def _defaults_break(text: str, doctype: Doctype, expansion: Expansion, body: int, limits: "Limits") -> bool:
    """Return whether default values, repeated on each element that gets them, pass the limit or cannot be had."""
    lengths: Counter[str] = Counter()
    for element, literal in doctype.defaults:
        extent = expansion.of_text(_replacement(literal))
        if extent.rule:
            return True
        lengths[element] += extent.chars
    if sum(lengths.values()) * text.count("<", body) <= limits.expansion_chars:
        return False
    uses = Counter(match[1] for match in _START_TAG_NAME.finditer(text, body))
    return sum(length * uses[element] for element, length in lengths.items()) > limits.expansion_chars


def _in_body(positions: "Positions", expansion: Expansion, body: int, limits: "Limits") -> list["Diagnostic"]:
    total = 0
    undeclared: dict[str, Diagnostic] = {}
    for token in _BODY_TOKEN.finditer(positions.text, body):
        name = token[1]
        if name is None or name in _PREDEFINED:
            continue
        extent = expansion.of(name)
        rule = extent.rule
        total += extent.chars
        if rule == "xml.entity-undeclared":
            undeclared.setdefault(name, positions.finding(rule, *_undeclared(name, token.span())))
        elif rule == "xml.entity-external":
            message = f"&{name}; stands for another file, which is not read"
            advice = "put the text of the file here"
            return [positions.finding(rule, message, *token.span(), advice)]
        elif rule or total > limits.expansion_chars:
            message = f"&{name}; makes the document expand beyond {limits.expansion_chars:,} characters or without end"
            return [positions.finding("xml.entity-expansion", message, *token.span())]
    return list(undeclared.values())


def _undeclared(name: str, span: tuple[int, int]) -> tuple[str, int, int, str]:
    """Return the message, the place and the help for ``&name;``."""
    message = f"the entity &{name}; is not declared in this file; a DTD elsewhere is not read"
    character = html5.get(f"{name};", "")
    if not character:
        return message, *span, f"write what &{name}; stands for, or &amp;{name}; if it is meant as text"
    codes = "".join(f"&#x{ord(one):X};" for one in character)
    return message, *span, f"write {codes}" if character.isspace() else f"write {character} or {codes}"
