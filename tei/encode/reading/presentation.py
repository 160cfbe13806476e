"""What an HTML element looks like, as far as the element itself says it; style sheets are not applied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tei.encode.reading.lines import Style, Styles, names

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

BLOCKS: Final = names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav noframes ol optgroup "
    "option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp"
)
"""Elements that begin and end a line."""
SPACED: Final = names("blockquote dir dl figure h1 h2 h3 h4 h5 h6 hr listing menu ol p plaintext pre ul xmp")
"""Elements with a margin above and below; lists in lists have none."""
UNSEEN: Final = names(
    "area audio base basefont bgsound canvas col colgroup command datalist embed frame head iframe link meta noembed "
    "object param rp script source style template title track video"
)
"""Elements whose content is no text of the page."""
PREFORMATTED: Final = frozenset({"listing", "plaintext", "pre", "textarea", "xmp"})

_STYLES: Final = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("cite", "dfn", "em", "i", "var"), "italic"),
    **dict.fromkeys(("ins", "u"), "underline"),
    **dict.fromkeys(("del", "s", "strike"), "strike"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "sub": "subscript",
    "sup": "superscript",
}
_DECLARED: Final = (
    ("bold", re.compile(r"font-weight:(?:bold|[6-9]00)")),
    ("italic", re.compile(r"font-style:(?:italic|oblique)")),
    ("underline", re.compile(r"text-decoration(?:-line)?:[^;]*underline")),
    ("strike", re.compile(r"text-decoration(?:-line)?:[^;]*line-through")),
    ("superscript", re.compile(r"vertical-align:super")),
    ("subscript", re.compile(r"vertical-align:sub(?!\w|p)")),
    ("small-capitals", re.compile(r"font-variant(?:-caps)?:[^;]*small-caps")),
    ("capitals", re.compile(r"text-transform:uppercase")),
)
_HIDDEN: Final = re.compile(r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse))")
_WHITE_SPACE: Final = re.compile(r"(?:^|;)white-space:(normal|nowrap|pre-wrap|pre-line|pre|break-spaces)")
_SPACES: Final = re.compile(r"\s+")


def declarations(element: Element) -> str:
    """Return the ``style`` of *element* in small letters, without spaces or ``!important``."""
    style = element.get("style")
    return _SPACES.sub("", style).lower().replace("!important", "") if style else ""


def is_hidden(element: Element, tag: str, style: str) -> bool:
    """Return whether *element* says that it is not shown."""
    if element.get("hidden") is not None or (style and _HIDDEN.search(style)):
        return True
    return (tag == "dialog" and element.get("open") is None) or is_hushed(element)


def is_hushed(element: Element) -> bool:
    """Return whether *element* is decoration, which is not read aloud."""
    return (element.get("aria-hidden") or "").strip().lower() == "true"


def styles_of(element: Element, tag: str, style: str) -> Styles:
    """Return what *element* adds to the look of its text."""
    found = [Style(_STYLES[tag])] if tag in _STYLES else []
    if style:
        found.extend(Style(kind) for kind, pattern in _DECLARED if pattern.search(style))
    language = element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language and tag not in {"html", "body"}:
        found.append(Style("language", language.strip()))
    return tuple(found)


def white_space(tag: str, style: str, inherited: str) -> str:
    """Return how white space in the element is treated: ``normal``, ``pre`` or ``pre-line``."""
    found = _WHITE_SPACE.search(style) if style else None
    if found:
        return {"nowrap": "normal", "pre-wrap": "pre", "break-spaces": "pre"}.get(found[1], found[1])
    return "pre" if tag in PREFORMATTED else inherited
