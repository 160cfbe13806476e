"""The style sheet of a site: that of an edition, then what stands around it, then the theme."""

from importlib.resources import files
from typing import Final

from tei import resources

THEMES: Final[dict[str, tuple[str, ...]]] = {"paper": (), "plain": ("plain.css",)}
"""The themes, each with the styles that come last; an edition's own colours are those of paper."""

_SHEETS: Final = ("site.css", "indexes.css", "search.css")


def style(theme: str) -> str:
    """Return the style sheet of a site in *theme*, one of :data:`THEMES`."""
    edition = resources.text("xslt", "edition", "edition.css")
    folder = files("tei.publish") / "styles"
    return "\n".join((edition, *((folder / name).read_text(encoding="utf-8") for name in (*_SHEETS, *THEMES[theme]))))
