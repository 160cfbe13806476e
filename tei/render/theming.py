"""How an edition looks: the style sheet of a theme, which comes after that of the edition."""

import re
from pathlib import Path
from typing import Final

from tei import resources
from tei.errors import UsageError
from tei.render.stylesheets import FOLDER

THEMES: Final[dict[str, tuple[str, ...]]] = {"paper": (), "plain": ("themes", "plain.css")}
"""The themes, each with its file; the edition's own colours are those of paper."""

_DEFAULT: Final = "paper"
# CSS Syntax, section 4.3: what looks like a comment in a string is none, and a string ends with its line.
_COMMENT: Final = re.compile(
    r"""(?P<string>"[^"\n\r\f]*(?:"|$|(?=[\n\r\f]))|'[^'\n\r\f]*(?:'|$|(?=[\n\r\f])))|/\*.*?(?:\*/|\Z)""", re.DOTALL
)
_FETCHES: Final = re.compile(
    r"@import\b|\b(?:url|src|image|image-set|cross-fade)\s*\((?!\s*[\"']?(?:data:|#))", re.IGNORECASE
)
_DARK: Final = re.compile(
    r"@media\s*\(prefers-color-scheme:\s*dark\)\s*\{\s*:root\s*\{(?P<properties>[^{}]*)\}\s*\}", re.DOTALL
)


def theme(named: Path | str | None) -> str:
    """Return the style sheet of a theme: one of :data:`THEMES`, by default the first, or a file of a project's own.

    Raises :class:`~tei.errors.UsageError` if there is none, or it would fetch something or end the place it is put in.
    """
    name = str(named or _DEFAULT)
    if name in THEMES:
        return resources.text(*FOLDER, *THEMES[name]) if THEMES[name] else ""
    path = Path(name)
    if len(path.parts) == 1 and not path.suffix:
        message = f"there is no theme {name}; there are {' and '.join(THEMES)}, and style sheets of your own"
        raise UsageError(message)
    return _checked(_read(path), path)


def switched(css: str) -> str:
    """Return *css* so that a reader may choose a scheme: what holds in the dark does so where ``data-scheme`` says so.

    It is for a ``:root`` alone in its media query, as custom properties have it. What weighs as much stays as it is, so
    that paper, which comes later, still has colours of its own.
    """
    return _DARK.sub(_either, css) + (
        ':root:where([data-scheme="light"]) { color-scheme: light }\n'
        ':root:where([data-scheme="dark"]) { color-scheme: dark }\n'
    )


def _either(found: re.Match[str]) -> str:
    properties = found["properties"]
    return (
        f'@media (prefers-color-scheme: dark) {{ :root:where(:not([data-scheme="light"])) {{{properties}}} }}\n'
        f':root:where([data-scheme="dark"]) {{{properties}}}'
    )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        reason = (fault.strerror if isinstance(fault, OSError) else "it is not UTF-8") or str(fault)
        message = f"the theme {path} cannot be read: {reason}"
        raise UsageError(message) from fault


def _checked(css: str, path: Path) -> str:
    bare = _COMMENT.sub(lambda found: found["string"] or "", css)
    # In a page that stands alone it is put into an element, which it could end.
    fault = "has a “<”" if "<" in css else "fetches something" if _FETCHES.search(bare) or "\\" in bare else ""
    if fault:
        message = f"the theme {path} {fault}, which a theme may not: custom properties, and rules without addresses"
        raise UsageError(message)
    return css
