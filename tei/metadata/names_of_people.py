"""Names in parts, where the header marks the parts or writes “Surname, Forename”; any other name stays whole."""

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.metadata import nodes

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LIFE: Final = re.compile(r"\s*[(\[][^)\]]*\d[^)\]]*[)\]]\s*$|,\s*\d{3,4}\s*[-–]\s*(?:\d{3,4})?\s*$")
_INVERTED: Final = re.compile(r"(?P<surname>[^,;]+),\s*(?P<forename>[^,;]+)")
_NO_NAME: Final = re.compile(r"[\d()\[\]{}:;/?!\"“”„<>@&]|\b(?:and|und|et|of|for|für|pour|the|des|du)\b", re.IGNORECASE)
_BODY: Final = re.compile(
    r"universi|institut|academ|akadem|librar|bibliot|archiv|museum|press\b|verlag|society|gesellschaft|centre|center"
    r"|zentrum|department|ministr|committee|program|project|projekt|team|group|gmbh|inc\.|ltd|college|school|council"
    r"|office|agency|foundation|stiftung|anonym|unknown|unbekannt",
    re.IGNORECASE,
)
_GENERATION: Final = re.compile(r"(?:jr|sr|jun|sen)\.?|[IVX]{1,4}\.?", re.IGNORECASE)
_LINK: Final = re.compile(
    r"(?P<forename>.+?)\s+(?P<link>(?:v\.|von|van|de|d[’']|zu|zur|vom)(?:\s+(?:der|den|dem|la|zu))*)"
)
_MOST_WORDS: Final = 4
# The longest name of a person that we know of has fewer; an expression need not try what is longer.
_MOST_CHARS: Final = 200


class Parts(NamedTuple):
    """The parts of a name, None for those that are not known."""

    surname: str | None = None
    forename: str | None = None
    name_link: str | None = None
    generation: str | None = None
    honorific: str | None = None


def parts(element: "Element", display: str, *, may_split: bool) -> Parts:
    """Return the parts of the name in *element*; *may_split* says whether its words may be taken for a person's."""
    marked = _marked(element)
    if marked.surname or marked.forename:
        return marked
    return _inverted(display) if may_split else Parts()


def without_life(display: str) -> str:
    """Return a name without the years of life behind it: ``Arnim, Achim von (1781–1831)``."""
    return (_LIFE.sub("", display) or display) if len(display) <= _MOST_CHARS else display


def _marked(element: "Element") -> Parts:
    def joined(*wanted: str) -> str | None:
        found = [nodes.plain(one) for one in nodes.outermost(element, *wanted)]
        return " ".join(one for one in found if one) or None

    return Parts(joined("surname"), joined("forename"), joined("nameLink"), joined("genName"), joined("roleName"))


def _inverted(display: str) -> Parts:
    """Return the parts of “Surname, Forename”, and none of anything that might be something else."""
    found = _INVERTED.fullmatch(without_life(display))
    if not found or len(display) > _MOST_CHARS or _NO_NAME.search(found[0]) or _BODY.search(found[0]):
        return Parts()
    surname, forename = found["surname"].strip(), found["forename"].strip()
    if max(len(surname.split()), len(forename.split())) > _MOST_WORDS or _GENERATION.fullmatch(forename):
        return Parts()
    linked = _LINK.fullmatch(forename)
    return Parts(surname, linked["forename"], linked["link"]) if linked else Parts(surname, forename)
