"""The authority file as entities: what is known of persons, organisations and places besides where they are named.

Source: TEI P5 Guidelines, chapter 14 (Names, Dates, People, and Places).
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tei.names import XML, local_name, tei_name
from tei.publish.model import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tei.document import Document

_ID: Final = f"{{{XML}}}id"
_LANGUAGE: Final = f"{{{XML}}}lang"
_NAMES: Final = frozenset(
    {"persName", "orgName", "placeName", "geogName", "name", "settlement", "country", "region", "district", "bloc"}
)
_WHITE: Final = re.compile(r"[ \t\r\n]+")
_DAY: Final = re.compile(r"-?\d{4}(-\d\d){0,2}(?=T|$)")
_NUMBERS: Final = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*[\s,;]\s*([+-]?\d+(?:\.\d+)?)\s*")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")
_ISO: Final = ("when", "when-iso", "from", "from-iso", "notBefore", "notBefore-iso", "to", "to-iso", "notAfter")

_AUTHORITIES: Final = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/entity/"),
    "gnd": ("GND", "https://d-nb.info/gnd/"),
    "viaf": ("VIAF", "https://viaf.org/viaf/"),
    "geonames": ("GeoNames", "https://sws.geonames.org/"),
    "lc": ("Library of Congress", "https://id.loc.gov/authorities/names/"),
    "bnf": ("BnF", "https://catalogue.bnf.fr/ark:/12148/"),
    "ndl": ("NDL", "https://id.ndl.go.jp/auth/ndlna/"),
    "ror": ("ROR", "https://ror.org/"),
    "orcid": ("ORCID", "https://orcid.org/"),
}
"""By the type of an ``idno``: what the authority is called, and where a bare identifier leads; as on document pages."""


@dataclass(frozen=True, slots=True)
class Form:
    """One of the names: ``type`` as the file has it, ``main``, ``cover``, ``variant``; ``language`` or ""."""

    words: str
    type: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """The number that another authority has for an entity: what that is called, and where the number leads, or ""."""

    authority: str
    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """An ``event`` of the entry: the day, month or year on which it began, and what it was."""

    when: str
    words: str


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the earth: degrees north and east."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Entity:
    """An entry of the authority file. ``birth``, ``death`` and ``active`` are years, or words where there are none."""

    identifier: str
    kind: Kind
    names: tuple[Form, ...] = ()
    birth: str = ""
    death: str = ""
    active: str = ""
    notes: tuple[Form, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    happenings: tuple[Happening, ...] = ()
    point: Point | None = None


def of(authority: "Document | None") -> tuple[Entity, ...]:
    """Return the entities of *authority* in its order; what has no ``xml:id`` cannot be pointed at, and is left out."""
    if authority is None:
        return ()
    found = ((kind, element) for kind in KINDS for element in authority.root.iter(tei_name(kind)) if element.get(_ID))
    return tuple(_entity(kind, element) for kind, element in found)


def _entity(kind: Kind, element: "Element") -> Entity:
    return Entity(
        identifier=element.get(_ID, ""),
        kind=kind,
        names=tuple(_forms(element, _NAMES)),
        birth=_year(element, "birth"),
        death=_year(element, "death"),
        active=_year(element, "floruit"),
        notes=tuple(_forms(element, frozenset({"note"}))),
        identifiers=tuple(_identifiers(element)),
        happenings=tuple(_happenings(element)),
        point=_point(element),
    )


def _forms(element: "Element", wanted: frozenset[str]) -> "Iterator[Form]":
    for child in element.iterchildren(tag="*"):
        if local_name(child.tag) in wanted and (words := _words(child)):
            yield Form(words, child.get("type", ""), _language(child))


def _language(element: "Element") -> str:
    """Return the language that the element or one around it in the entry names, "" if only the file does."""
    return element.get(_LANGUAGE, "") or next(element.iterancestors(tag="*")).get(_LANGUAGE, "")


def _year(element: "Element", name: str) -> str:
    """Return the year of a birth, death or floruit, else its words; of a period its first and last."""
    event = element.find(tei_name(name))
    if event is None:
        return ""
    days = _days(event) or [day for date in event.iter(tei_name("date")) for day in _days(date)]
    years = list(dict.fromkeys(day[: 5 if day.startswith("-") else 4] for day in days))
    return "–".join(dict.fromkeys((years[0], years[-1]))) if years else _words(event)


def _days(element: "Element") -> list[str]:
    found = (_DAY.match(element.get(name, "").strip()) for name in _ISO)
    return [one.group() for one in found if one]


def _identifiers(element: "Element") -> "Iterator[Identifier]":
    for idno in element.iterchildren(tei_name("idno")):
        words = _words(idno)
        kind = idno.get("type", "")
        called, base = _AUTHORITIES.get(kind.lower(), (kind, ""))
        address = words if _ADDRESS.fullmatch(words) else base and base + words
        if words:
            yield Identifier(called, words, address if _ADDRESS.fullmatch(address) else "")


def _happenings(element: "Element") -> "Iterator[Happening]":
    for event in element.iter(tei_name("event")):
        days = _days(event)
        words = event.get("label", "") or _words(event)
        if days and words:
            yield Happening(days[0], words)


def _point(element: "Element") -> Point | None:
    """Return the first coordinates that lie on the earth, given as TEI asks: latitude, then longitude."""
    for geo in element.iterfind(f"{tei_name('location')}/{tei_name('geo')}"):
        found = _NUMBERS.fullmatch(_words(geo))
        if found:
            point = Point(float(found[1]), float(found[2]))
            if abs(point.latitude) <= 90 and abs(point.longitude) <= 180:  # noqa: PLR2004 - the degrees of the earth
                return point
    return None


def _words(element: "Element") -> str:
    return _WHITE.sub(" ", "".join(map(str, element.itertext()))).strip(" ")
