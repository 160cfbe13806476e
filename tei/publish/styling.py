"""The style sheet of a site: that of an edition, then what stands around it, then the theme."""

from importlib.resources import files
from pathlib import Path
from typing import Final

from tei import resources
from tei.render import theming

SCHEME: Final = "assets/scheme.js"
"""Where the script lies that lets readers choose light or dark."""

_SHEETS: Final = ("site.css", "indexes.css", "search.css")


def style(theme: Path | str | None = None) -> str:
    """Return the style sheet of a site in *theme*, whose name or file is as :func:`tei.render.theming.theme` has it."""
    edition = resources.text("xslt", "edition", "edition.css")
    own = (_own(name) for name in _SHEETS)
    return theming.switched("\n".join((edition, *own, theming.theme(theme))))


def scheme() -> str:
    """Return the script by which readers choose light or dark."""
    return _own("scheme.js")


def _own(name: str) -> str:
    return (files("tei.publish") / "styles" / name).read_text(encoding="utf-8")
