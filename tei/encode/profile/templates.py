"""The TEI that a rule makes: an XML fragment with places for words of the transcription.

::

    template  = 1*( element / place / sign / white space )
    place     = "{" group "}"                    ; words of the transcription: a group of the rule's expressions
              / "{" group "!}"                   ; words that the element generates, which holds nothing else
    sign      = "[" / "]"                        ; where the bracket is generated: by the element that holds the sign
    attribute = *( character / "{" group "}" / "{" group ":" list ["+"] "}" / "{" known "}" )
    known     = "resp" / "lang" / "hand" ":" prefix / "id" ":" prefix / "id" / "footnote" / "previous"

A group in an attribute is its words, looked up in a list of the profile's vocabulary where one is named; with ``+`` all
that the list has for phrases among these words, in the order of the list. An attribute whose value is empty is left
out. Without signs the innermost element around ``{content}`` generates the bracket, or else the first empty element, or
else the one around ``{target}``. What is between two places and no white space is generated after the first of them.
An empty element that does not generate the bracket stands right after it. ``{line}`` is what follows the bracket in its
line. An ``ab`` is made only of a bracket that is a line of its own: elsewhere there is what it holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei.encode.tree import Range
from tei.encode.white import WHITE, is_blank
from tei.names import TEI, XML, local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_PIECE: Final = re.compile(r"\{([a-z_]+!?)\}|([\[\]])")
_XML_ID: Final = " xml:id="
_ID: Final = "     id="
"""As long, so that places stay."""
_OPEN: Final = "["
_CLOSE: Final = "]"
_LINE: Final = "ab"
_GENERATED: Final = "!"


_START: Final = f'<t xmlns="{TEI}">'


class TemplateFault(ValueError):
    """What is no template, in words; ``at`` is the character of it that is wrong, from 0, -1 if it is the whole."""

    def __init__(self, message: str, at: int = -1) -> None:
        self.at = at
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Part:
    """An element of a template; ``items`` are parts, names of places, and signs."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    items: tuple[Part | str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed template: its outermost parts and places."""

    items: tuple[Part | str, ...]

    @property
    def root(self) -> str:
        """The name of the first outermost element."""
        return next((item.name for item in self.items if isinstance(item, Part)), "")

    def places(self) -> set[str]:
        """The names of all places."""
        found = {item.removesuffix(_GENERATED) for item in _flat(self.items) if isinstance(item, str)}
        return found - {_OPEN, _CLOSE}

    def groups(self) -> set[tuple[str, str]]:
        """The groups that attributes name, each with its list or ""."""
        found: set[tuple[str, str]] = set()
        for item in _flat(self.items):
            if isinstance(item, Part):
                for _, value in item.attributes:
                    found.update((one[1], (one[2] or "").removesuffix("+")) for one in VALUE.finditer(value))
        return found


def parts(items: Iterable[Part | str]) -> Iterator[Part]:
    """Yield the elements among *items* and in them, the outer before the inner."""
    yield from (one for one in _flat(tuple(items)) if isinstance(one, Part))


GIVEN: Final = ("resp", "hand", "lang", "id", "footnote", "previous")
"""What is no group in an attribute: who answers, a hand, the language of the source, an identifier, two pointers."""
PLACES: Final[tuple[str, ...]] = ("line",)
"""What is no group among the places."""
VALUE: Final = re.compile(r"\{([a-z_]+)(?::([a-z_-]+\+?))?\}")
"""What stands for words in an attribute's value: a group, and the list that it is looked up in."""


def parse(text: str) -> Template:
    """Return the template that *text* is.

    Raises `TemplateFault` for what is not well-formed or has other text than places and signs.
    """
    for sign in ("<!", "<?"):
        if sign in text:
            message = "a template has no comments or processing instructions"
            raise TemplateFault(message, text.index(sign))
    try:
        # What stands for an identifier is none, and would be refused as one.
        root = etree.fromstring(f"{_START}{text.replace(_XML_ID, _ID)}</t>")
    except etree.XMLSyntaxError as error:
        said = re.sub(r",? line \d+(?: and \w+|, column \d+)?", "", str(error.msg)).strip()
        message = f"the template is not well-formed: {said}"
        raise TemplateFault(message, _place(text, *error.position)) from None
    items = tuple(_items(root))
    if not any(isinstance(item, Part) for item in _flat(items)):
        message = "the template has no element"
        raise TemplateFault(message, 0)
    if _OPEN not in list(_flat(items)) and _CLOSE not in list(_flat(items)):
        items = _signed(items)
    return Template(items)


def _place(text: str, line: int, column: int) -> int:
    """Return the character of *text* at a place that lxml tells of the whole, from 0."""
    if line <= 1:
        found = column - 1 - len(_START)
    else:
        found = sum(len(one) + 1 for one in text.split("\n")[: line - 1]) + column - 1
    return min(max(found, 0), max(len(text) - 1, 0))


def _items(element: etree._Element) -> Iterator[Part | str]:
    yield from _places(element.text or "")
    for child in element:
        attributes = tuple((_attribute(str(name)), str(value)) for name, value in child.items())
        yield Part(local_name(child.tag), attributes, tuple(_items(child)))
        yield from _places(child.tail or "")


def _attribute(name: str) -> str:
    return "xml:id" if name == "id" else name.replace(f"{{{XML}}}", "xml:")


def _places(text: str) -> Iterator[str]:
    if _PIECE.sub("", text).strip():
        message = f"a template has places, as {{content}}, and no words of its own: “{_PIECE.sub('', text).strip()}”"
        raise TemplateFault(message)
    for found in _PIECE.finditer(text):
        yield found[1] or found[2]


def _is_part(item: Part | str) -> bool:
    return isinstance(item, Part)


def _flat(items: tuple[Part | str, ...]) -> Iterator[Part | str]:
    for item in items:
        yield item
        if isinstance(item, Part):
            yield from _flat(item.items)


def _signed(items: tuple[Part | str, ...]) -> tuple[Part | str, ...]:
    """Return *items* with the signs where they are if nothing says so."""
    for wanted in ("content", "", "target"):
        changed, done = _with_signs(items, wanted)
        if done:
            return changed
    return items


def _with_signs(items: tuple[Part | str, ...], wanted: str) -> tuple[tuple[Part | str, ...], bool]:
    made: list[Part | str] = []
    done = False
    for item in items:
        if done or not isinstance(item, Part):
            made.append(item)
            continue
        inner, done = _with_signs(item.items, wanted)
        if not done and (wanted in item.items if wanted else not item.items):
            inner, done = tuple(_around(item.items, wanted)), True
        made.append(Part(item.name, item.attributes, inner))
    return tuple(made), done


def _around(items: tuple[Part | str, ...], wanted: str) -> Iterator[Part | str]:
    if not items:
        yield from (_OPEN, _CLOSE)
    for item in items:
        if item != wanted:
            yield item
        elif wanted == "target":
            yield from (item, _OPEN, _CLOSE)
        else:
            yield from (_OPEN, item, _CLOSE)


@dataclass(slots=True)
class Filling:
    """What a template is filled with.

    ``places`` are stretches of the source by name; ``start`` and ``end`` are those of the bracket, ``close`` the length
    of the sign that closes it. ``value`` gives what stands for a group and a list in an attribute. ``inline``: it is no
    line of its own.
    """

    source: str
    places: dict[str, tuple[int, int]]
    start: int
    end: int
    close: int
    value: Callable[[str, str], str]
    lost: str = ""
    rule: str = ""
    stem: str = ""
    about: dict[str, str] = field(default_factory=dict)
    inline: bool = False

    def fill(self, template: Template) -> list[Range]:
        """Return the ranges of the template's elements, the outer before the inner."""
        made: list[Range] = []
        for item in self._outermost(template.items):
            if isinstance(item, Part):
                self._part(item, made)
        return made

    def _outermost(self, items: tuple[Part | str, ...]) -> Iterator[Part | str]:
        for item in items:
            if self.inline and isinstance(item, Part) and item.name == _LINE and any(map(_is_part, item.items)):
                yield from item.items
            else:
                yield item

    def _part(self, part: Part, made: list[Range]) -> Range:
        one = Range(self.start, self.end, part.name, rule=self.rule, stem=self.stem, about=self.about)
        for name, value in part.attributes:
            filled = " ".join(VALUE.sub(lambda found: self.value(found[1], found[2] or ""), value).split())
            if filled and filled != "#":
                one.attributes[name] = filled
        made.append(one)
        generated = next((item[:-1] for item in part.items if isinstance(item, str) and item[-1:] == _GENERATED), "")
        if generated in self.places:
            one.start, one.end = self.places[generated]
            one.before = one.end - one.start
            return one
        covered = self._covered(part, made)
        self._extent(one, part, covered)
        return one

    def _covered(self, part: Part, made: list[Range]) -> list[tuple[int, int, Range | None]]:
        """Where the words in *part* are: of its places and of its elements."""
        covered: list[tuple[int, int, Range | None]] = []
        for item in part.items:
            if isinstance(item, Part):
                inner = self._part(item, made)
                self._between(covered, inner.start)
                covered.append((inner.start, inner.end, inner))
            elif item in self.places:
                start, end = self.places[item]
                self._between(covered, start)
                covered.append((start, end, None))
        return covered

    def _between(self, covered: list[tuple[int, int, Range | None]], start: int) -> None:
        """What is between two and no white space is generated after the first, if that is an element."""
        if not covered:
            return
        low, end, last = covered[-1]
        words = self.source[end:start].rstrip(WHITE)
        if last is not None and not is_blank(words) and not (end <= self.start < start):
            last.after += len(words)
            last.end += len(words)
            covered[-1] = (low, last.end, last)

    def _extent(self, one: Range, part: Part, covered: list[tuple[int, int, Range | None]]) -> None:
        opens, closes = _OPEN in part.items, _CLOSE in part.items
        if not covered and not opens and not closes:
            one.start = one.end = self.end
            return
        if not covered:
            one.start, one.end = self.start, self.end
            one.before, one.after = self.end - self.start - self.close, self.close
            one.lost = self.lost
            return
        low, high = covered[0][0], covered[-1][1]
        one.start = min(low, self.start) if opens else low
        one.end = max(high, self.end) if closes else high
        one.before, one.after = low - one.start, one.end - high
        if opens or closes:
            one.lost = self.lost
