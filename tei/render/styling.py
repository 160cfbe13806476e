"""How a document says its source looks, in CSS: its renditions and styles, as far as they only say that.

The attribute ``@style``, and ``rendition`` elements that elements point at or that select them, are CSS that somebody
wrote. What is taken over is a list of properties and of values; nothing that fetches, moves or hides is among them.

Source: TEI P5 Guidelines, sections 1.3.1.1.3 (Rendition Indicators) and 2.3.4 (The Tagging Declaration).
"""

import hashlib
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.names import XML, tei_name
from tei.notation import outermost_texts
from tei.notation.selectors import Selector, parse_selectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

LOOK: Final = "{urn:tei:edition}look"
"""The attribute that `mark` sets: the name of the class that an element's look has."""

_NUMBER: Final = r"(?:\d(?:\.\d{1,3})?|\.\d{1,3})"
# Nothing so long that words leave the page.
_LENGTH: Final = rf"(?:{_NUMBER}(?:em|rem|ex|ch|pc|cm|in)|\d{{1,2}}(?:\.\d{{1,3}})?(?:px|pt|mm|%)|0)"
_SIGNED: Final = rf"-?{_LENGTH}|normal"
_COLOUR: Final = r"(?!transparent|inherit)(?:#[0-9a-f]{3}|#[0-9a-f]{6}|[a-z]{3,20})"
_WORDS: Final = r"[a-z-]{1,30}(?:\s[a-z-]{1,30}){0,3}"
_BORDER: Final = rf"(?:{_LENGTH}|{_COLOUR})(?:\s(?:{_LENGTH}|{_COLOUR})){{0,2}}"
_LENGTHS: Final = rf"(?:{_LENGTH}|auto)(?:\s(?:{_LENGTH}|auto)){{0,3}}"
_FAMILY: Final = r"""(?:[\w-]+(?:\s[\w-]+){0,3}|"[\w\s-]{1,40}"|'[\w\s-]{1,40}')"""
# Nothing so small that words are not seen.
_SIZE: Final = (
    r"(?:[5-9]|[1-9]\d)(?:\.\d+)?(?:px|pt)|(?:0?\.[5-9]\d*|[1-9](?:\.\d+)?)r?em|(?:[5-9]\d|[1-3]\d\d)%|[a-z-]{5,9}"
)

_SIDES: Final = ("-top", "-right", "-bottom", "-left", "-block-start", "-block-end", "-inline-start", "-inline-end")

_VALUES: Final = {
    **dict.fromkeys(("color", "background-color", "background"), _COLOUR),
    **dict.fromkeys(
        (
            *("font-style", "font-variant", "font-variant-caps", "font-variant-numeric", "font-stretch"),
            *("text-align", "text-align-last", "text-decoration", "text-decoration-line", "text-decoration-style"),
            *("text-transform", "text-orientation", "text-emphasis", "text-combine-upright", "ruby-position"),
            *("writing-mode", "direction", "unicode-bidi", "hyphens", "list-style-type"),
        ),
        _WORDS,
    ),
    "white-space": "normal|pre-wrap|pre-line",
    "font-weight": r"[1-9]00|[a-z]{4,8}",
    "font-family": rf"{_FAMILY}(?:\s?,\s?{_FAMILY}){{0,5}}",
    "font-size": _SIZE,
    "line-height": r"normal|(?:0?\.[89]\d*|[1-3](?:\.\d+)?)(?:em)?|(?:[89]\d|[12]\d\d)%",
    **dict.fromkeys(("letter-spacing", "word-spacing"), rf"-?0?\.0\d*em|{_LENGTH}|normal"),
    "text-indent": _SIGNED,
    "vertical-align": rf"{_SIGNED}|[a-z-]{{3,11}}",
    **dict.fromkeys(("margin", "padding"), _LENGTHS),
    **{f"{name}{side}": rf"{_LENGTH}|auto" for name in ("margin", "padding") for side in _SIDES},
    "border": _BORDER,
    **{f"border{side}": _BORDER for side in _SIDES},
    "border-radius": _LENGTH,
}
"""The properties that are taken over, each with the values it may have."""

_COLOURS: Final = frozenset({"color", "background-color", "background"})
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE: Final = re.compile(r"^[^{}]*\{([^{}]*)\}\s*$", re.DOTALL)
_UNSAFE: Final = re.compile(r"[\\@<>{}\x00-\x08]")

Look = tuple[tuple[str, str], ...]
"""Declarations as names and values, in the order of their names."""


class _Rendition(NamedTuple):
    identifier: str
    selectors: tuple[Selector, ...]
    declarations: dict[str, str]


def declarations(css: str) -> dict[str, str]:
    """Return those declarations of *css* that may be taken over, values by names.

    It may be a list of declarations, or one rule with a selector before it.
    """
    bare = _COMMENT.sub(" ", css).strip()
    rule = _RULE.match(bare)
    bare = rule[1] if rule else bare
    found = {}
    for declaration in [] if _UNSAFE.search(bare) else bare.split(";"):
        before, _, after = declaration.partition(":")
        name, value = before.strip().lower(), " ".join(after.split())
        # The names of fonts keep their capitals.
        value = value if name == "font-family" else value.lower()
        if name in _VALUES and re.fullmatch(_VALUES[name], value):
            found[name] = value
    return found


def rules(root: "Element", *, switched: bool = False) -> str:
    """Return the CSS for the document *root*: a rule for each look in it, and the witnesses that can be shown.

    On a page where readers may choose light or dark, which is *switched*, what is for light ones follows that.
    """
    looks = sorted({look for _element, look in _looks(root)})
    return "".join(_rule(look, switched=switched) for look in looks) + _witness_rules(root)


def mark(root: "Element") -> "Element":
    """Return *root*, in which each element that has a look now names its class."""
    for element, look in _looks(root):
        element.set(LOOK, _class_of(look))
    return root


def _rule(look: Look, *, switched: bool) -> str:
    # On a dark page the colours of a source could not be read: they are shown on a light one, and on paper. Two rules,
    # for programs that make PDF know only what is for print.
    colours = [one for one in look if one[0] in _COLOURS]
    others = [one for one in look if one[0] not in _COLOURS]
    shown = f".{_class_of(look)} {{{_written(others)}}}\n" if others else ""
    coloured = f".{_class_of(look)} {{{_written(colours)}}}"
    if not colours:
        return shown
    shown += f"@media print {{ {coloured} }}\n"
    if not switched:
        return shown + f"@media (prefers-color-scheme: light) {{ {coloured} }}\n"
    light = f'@media (prefers-color-scheme: light) {{ :root:not([data-scheme="dark"]) {coloured} }}\n'
    return shown + light + f':root[data-scheme="light"] {coloured}\n'


def _written(look: "Iterable[tuple[str, str]]") -> str:
    return ";".join(f" {name}: {value}" for name, value in look) + " "


def _looks(root: "Element") -> "Iterator[tuple[Element, Look]]":
    """Yield the elements in the texts of *root* that have a look."""
    renditions = list(_renditions(root))
    selecting = [one for one in renditions if one.selectors]
    named = {one.identifier: one for one in renditions if one.identifier}
    for text in outermost_texts(root):
        for element in text.iter(tei_name("*")):
            found: dict[str, str] = {}
            for one in selecting:
                if any(selector.matches(element) for selector in one.selectors):
                    found |= one.declarations
            for pointer in element.get("rendition", "").split():
                if pointer.removeprefix("#") in named:
                    found |= named[pointer.removeprefix("#")].declarations
            found |= declarations(element.get("style", ""))
            if found:
                yield element, tuple(sorted(found.items()))


def _renditions(root: "Element") -> "Iterator[_Rendition]":
    for rendition in root.iter(tei_name("rendition")):
        # What is generated before or after is notation; “first letter” and the like have no element.
        if rendition.get("scheme", "css") != "css" or rendition.get("scope"):
            continue
        try:
            selectors = parse_selectors(rendition.get("selector", ""))
        except ValueError:
            selectors = ()
        if found := declarations("".join(map(str, rendition.itertext()))):
            yield _Rendition(rendition.get(f"{{{XML}}}id", ""), selectors, found)


def _class_of(look: Look) -> str:
    return "look-" + hashlib.sha256(_written(look).encode("utf-8")).hexdigest()[:10]


def _witness_rules(root: "Element") -> str:
    """Return the rules by which the page shows the readings of the witness that is chosen."""
    if next(root.iter(tei_name("app")), None) is None:
        return ""
    count = sum(1 for witness in root.iter(tei_name("witness")) if witness.get(f"{{{XML}}}id"))
    return "".join(
        f'.text:has([id="witness:{number}"]:checked) .rdg:not(.witness-{number}) {{ display: none }}\n'
        f'.text:has([id="witness:{number}"]:checked) .rdg.witness-{number} {{ display: revert }}\n'
        for number in range(1, count + 1)
    )
