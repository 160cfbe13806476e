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
    ("bold", "font-weight", re.compile(r"bold|[6-9]00")),
    ("italic", "font-style", re.compile(r"italic|oblique")),
    ("underline", "text-decoration", re.compile(r"underline")),
    ("underline", "text-decoration-line", re.compile(r"underline")),
    ("strike", "text-decoration", re.compile(r"line-through")),
    ("strike", "text-decoration-line", re.compile(r"line-through")),
    ("superscript", "vertical-align", re.compile(r"super")),
    ("subscript", "vertical-align", re.compile(r"sub$")),
    ("small-capitals", "font-variant", re.compile(r"small-caps")),
    ("small-capitals", "font-variant-caps", re.compile(r"small-caps")),
    ("capitals", "text-transform", re.compile(r"uppercase")),
)
_WHITE_SPACE: Final = {
    "normal": "normal",
    "nowrap": "normal",
    "pre": "pre",
    "pre-wrap": "pre",
    "break-spaces": "pre",
    "pre-line": "pre-line",
}

Declarations = dict[str, str]
"""What an element's ``style`` says of each property, in small letters."""


def declarations(element: Element) -> Declarations:
    """Return the declarations of the ``style`` of *element*, of which the last of a property holds."""
    style = element.get("style")
    if not style:
        return {}
    found = (declaration.partition(":") for declaration in style.lower().replace("!important", "").split(";"))
    return {name.strip(): said.strip() for name, _colon, said in found}


def is_hidden(element: Element, tag: str, style: Declarations) -> bool:
    """Return whether *element* says that it is not shown."""
    if element.get("hidden") is not None or style.get("display") == "none":
        return True
    if style.get("visibility") in {"hidden", "collapse"}:
        return True
    return (tag == "dialog" and element.get("open") is None) or is_hushed(element)


def is_hushed(element: Element) -> bool:
    """Return whether *element* is decoration, which is not read aloud."""
    return (element.get("aria-hidden") or "").strip().lower() == "true"


def styles_of(element: Element, tag: str, style: Declarations) -> Styles:
    """Return what *element* adds to the look of its text."""
    found = [Style(_STYLES[tag])] if tag in _STYLES else []
    if style:
        said = (Style(kind) for kind, name, pattern in _DECLARED if name in style and pattern.search(style[name]))
        found.extend(said)
    language = element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language and tag not in {"html", "body"}:
        found.append(Style("language", language.strip()))
    return tuple(found)


def white_space(tag: str, style: Declarations, inherited: str) -> str:
    """Return how white space in the element is treated: ``normal``, ``pre`` or ``pre-line``."""
    declared = _WHITE_SPACE.get(style.get("white-space", ""))
    return declared or ("pre" if tag in PREFORMATTED else inherited)
