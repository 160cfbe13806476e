"""Names of WordprocessingML without their namespaces, of which there are two: Transitional and Strict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAIN: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_OFF: Final = frozenset({"0", "false", "off", "none"})


def local(element: Element) -> str:
    """Return the name of *element* without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Element | None, name: str = "val") -> str | None:
    """Return the attribute *name* of *element* in either namespace, or in none; None if it has none."""
    if element is None:
        return None
    ending = f"}}{name}"
    return next((str(said) for key, said in element.items() if key == name or str(key).endswith(ending)), None)


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of *element* with the local *name*."""
    if element is None:
        return None
    # Quicker than find with a wildcard, which is asked a hundred times a paragraph.
    ending = f"}}{name}"
    return next((each for each in element if str(each.tag).endswith(ending)), None)


def is_property(name: str) -> bool:
    """Return whether elements *name* say what others are like, and hold no text."""
    return name.endswith(("Pr", "PrChange", "PrEx", "Grid"))


def is_on(element: Element | None) -> bool | None:
    """Return whether the property *element* is set, None if it is not there."""
    return None if element is None else (value(element) or "true").lower() not in _OFF


def whole(text: str | None, default: int) -> int:
    """Return the whole number *text*, or the *default*."""
    try:
        return int(text) if text is not None and len(text) <= 9 else default  # noqa: PLR2004 - beyond are no numbers of Word's
    except ValueError:
        return default
