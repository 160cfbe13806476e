"""Identifiers: the scheme told from an address or from ``@type``, and the check digit where the scheme has one."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tei.metadata import nodes
from tei.metadata.values import Identifier, Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element as Element

    from tei.metadata.context import Context


def _mod_11_2(value: str) -> bool:
    """Return whether the last of 16 characters is the check digit of the others (ISO 7064, MOD 11-2)."""
    characters = value.replace("-", "")
    total = 0
    for digit in characters[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return characters[-1] == ("X" if check == 10 else str(check))  # noqa: PLR2004 - the digit ten is written X


def _issn(value: str) -> bool:
    digits = value.replace("-", "")
    total = sum(int(digit) * weight for digit, weight in zip(digits[:7], range(8, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    return digits[-1] == ("X" if check == 10 else str(check))  # noqa: PLR2004 - as above


def _isbn(value: str) -> bool:
    digits = [10 if digit == "X" else int(digit) for digit in value.replace("-", "")]
    if len(digits) == 10:  # noqa: PLR2004 - an ISBN of 10 or of 13 digits
        return sum(digit * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True)) % 11 == 0
    return sum(digit * (3 if index % 2 else 1) for index, digit in enumerate(digits)) % 10 == 0


def _any(_value: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme: what an address of it begins with, the form of its values, its canonical address, its check."""

    name: str
    address: str
    form: str
    canonical: str = ""
    check: "Callable[[str], bool]" = _any


_HTTP: Final = r"https?://(?:www\.)?"
_16: Final = r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]"
SCHEMES: Final = (
    Scheme("orcid", _HTTP + r"orcid\.org/", _16, "https://orcid.org/{}", _mod_11_2),
    Scheme("isni", _HTTP + r"isni\.org/(?:isni/)?", r"\d{15}[\dX]", "https://isni.org/isni/{}", _mod_11_2),
    Scheme("viaf", _HTTP + r"viaf\.org/viaf/", r"\d{1,22}", "https://viaf.org/viaf/{}"),
    Scheme("gnd", r"https?://(?:d-nb\.info|lobid\.org)/gnd/", r"[\dX-]{4,12}", "https://d-nb.info/gnd/{}"),
    Scheme("wikidata", _HTTP + r"wikidata\.org/(?:entity|wiki)/", r"Q\d+", "https://www.wikidata.org/entity/{}"),
    Scheme("ror", _HTTP + r"ror\.org/", r"0[a-hj-km-np-tv-z\d]{6}\d{2}", "https://ror.org/{}"),
    Scheme(
        "lcnaf",
        r"https?://id\.loc\.gov/(?:authorities/names|rwo/agents)/",
        r"[a-z]{1,3}\d{8,10}",
        "http://id.loc.gov/authorities/names/{}",
    ),
    Scheme(
        "lcsh",
        r"https?://id\.loc\.gov/authorities/subjects/",
        r"sh\d{8,10}",
        "http://id.loc.gov/authorities/subjects/{}",
    ),
    Scheme("idref", _HTTP + r"idref\.fr/", r"\d{8}[\dX]", "https://www.idref.fr/{}"),
    Scheme("idhal", r"https?://cv\.(?:hal\.science|archives-ouvertes\.fr)/", r"[a-z\d-]+", "https://cv.hal.science/{}"),
    Scheme(
        "bnf",
        r"https?://(?:data|catalogue)\.bnf\.fr/(?:ark:/12148/)?(?=cb)",
        r"cb\d{8}[\da-z]",
        "https://catalogue.bnf.fr/ark:/12148/{}",
    ),
    Scheme(
        "ndl", r"https?://id\.ndl\.go\.jp/auth/(?:ndlna|entity)/", r"\d{8,9}", "https://id.ndl.go.jp/auth/entity/{}"
    ),
    Scheme("geonames", r"https?://(?:www\.|sws\.)?geonames\.org/", r"\d+", "https://sws.geonames.org/{}/"),
    Scheme("tgn", r"https?://vocab\.getty\.edu/(?:page/)?tgn/", r"\d+", "http://vocab.getty.edu/tgn/{}"),
    Scheme("ulan", r"https?://vocab\.getty\.edu/(?:page/)?ulan/", r"\d+", "http://vocab.getty.edu/ulan/{}"),
    Scheme("aat", r"https?://vocab\.getty\.edu/(?:page/)?aat/", r"\d+", "http://vocab.getty.edu/aat/{}"),
    Scheme("pleiades", r"https?://pleiades\.stoa\.org/places/", r"\d+", "https://pleiades.stoa.org/places/{}"),
    Scheme("doi", r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s?)", r"10\.\d{4,9}(?:\.\d+)*/\S+", "https://doi.org/{}"),
    Scheme("handle", r"(?:https?://hdl\.handle\.net/|hdl:\s?)", r"\d[\d.]*/\S+", "https://hdl.handle.net/{}"),
    Scheme("ark", r"(?:https?://n2t\.net/)?(?=ark:)", r"ark:/?\d{5,9}/\S+", "https://n2t.net/{}"),
    Scheme("uuid", r"urn:uuid:", r"(?i:[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12})", "urn:uuid:{}"),
    Scheme("isbn", r"(?i:(?:urn:)?isbn(?:-1[03])?:?\s?)", r"(?:\d-?){9}[\dX]|(?:\d-?){12}\d", "urn:isbn:{}", _isbn),
    Scheme("issn", r"(?i:(?:urn:)?issn:?\s?)", r"\d{4}-\d{3}[\dX]", "urn:issn:{}", _issn),
)
_BY_NAME: Final = {scheme.name: scheme for scheme in SCHEMES}
_ADDRESSES: Final = tuple((re.compile(scheme.address), scheme) for scheme in SCHEMES)
_SYNONYMS: Final = {
    "pnd": "gnd",
    "hdl": "handle",
    "lc": "lcnaf",
    "loc": "lcnaf",
    "lccn": "lcnaf",
    "naf": "lcnaf",
    "wd": "wikidata",
    "ppn": "idref",
    "geoname": "geonames",
    "e-issn": "issn",
    "eissn": "issn",
}
_ADDRESS: Final = re.compile(r"(?:https?|ftp)://\S+|urn:[A-Za-z0-9][A-Za-z0-9-]+:\S+|info:\S+")
_GENERAL: Final = frozenset({"uri", "url", "purl", "urn", "permalink", "link"})
AGENT_SCHEMES: Final = frozenset(
    (
        "orcid",
        "isni",
        "viaf",
        "gnd",
        "wikidata",
        "ror",
        "lcnaf",
        "idref",
        "idhal",
        "bnf",
        "ndl",
        "ulan",
        "crossref-funder",
    ),
)
_FUNDER: Final = "10.13039/"


def read(
    context: "Context", element: "Element | None", *, without: frozenset[str] = frozenset()
) -> tuple[Identifier, ...]:
    """Return the ``idno`` children of *element* and what is nested in them; those with a ``@type`` of *without* not."""
    found = [one for child in nodes.children(element, "idno") for one in (child, *nodes.descendants(child, "idno"))]
    chosen = (one for one in found if (one.get("type") or "").lower() not in without)
    return distinct(identifier for one in chosen if (identifier := from_idno(context, one)) is not None)


def from_idno(context: "Context", element: "Element") -> Identifier | None:
    """Return the identifier that an ``idno`` holds, or None if it is empty."""
    words = nodes.plain(element)
    return identify(words, context.origin(element), nodes.attribute(element, "type")) if words else None


def from_pointers(context: "Context", element: "Element", *attributes: str) -> tuple[Identifier, ...]:
    """Return what the addresses in these attributes identify; pointers within files are none."""
    found = []
    for attribute in attributes:
        for word in context.pointers(element, attribute):
            origin = context.origin(element, attribute)
            identifier = of_address(word, origin)
            if identifier is not None:
                found.append(identifier)
            elif _ADDRESS.fullmatch(word):
                found.append(Identifier("uri", word, origin, word))
    return distinct(found)


def identify(words: str, origin: Origin, declared: str | None = None) -> Identifier:
    """Return *words* as an identifier; the address tells the scheme, else the *declared* ``@type``."""
    found = of_address(words, origin)
    if found is not None:
        return found
    lowered = (declared or "").lower()
    kind = _SYNONYMS.get(lowered, lowered)
    if kind in _BY_NAME:
        return _of_scheme(_BY_NAME[kind], words, origin)
    if _ADDRESS.fullmatch(words):
        general = kind in _GENERAL or not kind
        return Identifier(("urn" if words.startswith("urn:") else "uri") if general else kind, words, origin, words)
    return Identifier(kind or "local", words, origin)


def of_address(words: str, origin: Origin) -> Identifier | None:
    """Return the identifier whose scheme the address *words* tells, or None."""
    for address, scheme in _ADDRESSES:
        begun = address.match(words)
        if begun:
            value = words[begun.end() :].strip()
            # A slash or page at the end belongs to the address; a DOI, handle or ARK may have it.
            if scheme.name not in {"doi", "handle", "ark"}:
                value = value.rstrip("/").partition("/")[0].removesuffix(".html").removesuffix(".rdf")
            return _of_scheme(scheme, value, origin) if value else None
    return None


def distinct(identifiers: "Iterable[Identifier]") -> tuple[Identifier, ...]:
    """Return each identifier once, by scheme and value, in order."""
    return tuple({(one.scheme, one.value): one for one in reversed(list(identifiers))}.values())[::-1]


def _of_scheme(scheme: Scheme, words: str, origin: Origin) -> Identifier:
    value = _tidied(scheme.name, words)
    valid = re.fullmatch(scheme.form, value, re.ASCII) is not None and scheme.check(value)
    name = "crossref-funder" if scheme.name == "doi" and value.startswith(_FUNDER) else scheme.name
    return Identifier(name, value, origin, scheme.canonical.format(value) if valid else None, valid)


def _tidied(scheme: str, words: str) -> str:
    """Return *words* as the scheme writes its values: ORCID with hyphens, ISNI and ISBN without spaces."""
    value = words.strip()
    if scheme in {"orcid", "isni"}:
        bare = re.sub(r"[\s-]", "", value).upper()
        if scheme == "orcid" and len(bare) == 16:  # noqa: PLR2004 - the length of an ORCID iD
            return "-".join(bare[index : index + 4] for index in range(0, 16, 4))
        return bare if scheme == "isni" else value
    if scheme in {"isbn", "issn"}:
        return re.sub(r"[\s\u2010-\u2015]", "-" if scheme == "issn" else "", value).upper()
    return value.replace(" ", "") if scheme == "lcnaf" else value
