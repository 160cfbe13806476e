"""Licences and rights: SPDX ids for the addresses and names of licences; prose stays prose."""

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.metadata import nodes
from tei.metadata.values import Licence, Rights, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from tei.metadata.context import Context

_CC: Final = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/licen[sc]es/(?P<terms>by(?:-(?:nc|nd|sa))*|sa|nd|nc(?:-sa|-nd)?)/"
    r"(?P<version>\d\.\d)(?:/(?P<port>[a-z]{2,4})(?![a-z.]))?(?:[/?#.].*)?",
    re.IGNORECASE,
)
_CC_PUBLIC: Final = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/publicdomain/(zero|mark)/1\.0(?:/.*)?", re.IGNORECASE
)
_CC_WORDS: Final = re.compile(
    r"\bCC[\s-]+(?P<terms>BY(?:[\s-]+(?:NC|ND|SA))*)[\s-]+(?P<version>\d\.\d)(?:[\s-]+(?P<port>[A-Z]{2,3})\b)?",
)
_CC0_WORDS: Final = re.compile(r"\bCC[\s-]?(?:0|Zero)\b", re.IGNORECASE)
_CC_NAMES: Final = re.compile(
    r"Creative Commons\W+(?:Attribution|Namensnennung|Paternité)(?P<rest>[\w\s–-]{0,120}?)\s*(?P<version>\d\.\d)"
    r"(?P<after>\s*(?:International|Unported|Generic)?)",
    re.IGNORECASE,
)
_TERMS_IN_WORDS: Final = (
    ("NC", re.compile(r"non-?\s?commercial|nicht[\s-]*kommerziell|pas d.utilisation commerciale", re.IGNORECASE)),
    ("ND", re.compile(r"no-?\s?deriv|keine bearbeitung|pas de modification", re.IGNORECASE)),
    ("SA", re.compile(r"share-?\s?alike|gleichen bedingungen|partage", re.IGNORECASE)),
)
# The ports that the SPDX list has; all other ported licences are licences of their own without an id.
_PORTS: Final = frozenset(
    """BY-2.5-AU BY-3.0-AT BY-3.0-AU BY-3.0-DE BY-3.0-IGO BY-3.0-NL BY-3.0-US BY-NC-3.0-DE BY-NC-ND-3.0-DE
    BY-NC-ND-3.0-IGO BY-NC-SA-2.0-DE BY-NC-SA-2.0-FR BY-NC-SA-2.0-UK BY-NC-SA-3.0-DE BY-NC-SA-3.0-IGO BY-ND-3.0-DE
    BY-SA-2.0-UK BY-SA-2.1-JP BY-SA-3.0-AT BY-SA-3.0-DE BY-SA-3.0-IGO""".split(),  # noqa: SIM905 - a literal would take twenty lines
)
_VERSIONS: Final = frozenset({"1.0", "2.0", "2.5", "3.0", "4.0"})
_ADDRESSES: Final = tuple(
    (re.compile(rf"https?://(?:www\.)?{address}(?:\.html?|\.txt)?/?(?:[?#].*)?", re.IGNORECASE), spdx)
    for address, spdx in (
        (r"opendatacommons\.org/licenses/by(?:/1-0|/1\.0)?", "ODC-By-1.0"),
        (r"opendatacommons\.org/licenses/odbl(?:/1-0|/1\.0)?", "ODbL-1.0"),
        (r"opendatacommons\.org/licenses/pddl(?:/1-0|/1\.0)?", "PDDL-1.0"),
        (r"opensource\.org/licen[sc]es?/mit(?:-license)?(?:\.php)?", "MIT"),
        (r"opensource\.org/licen[sc]es?/isc", "ISC"),
        (r"opensource\.org/licen[sc]es?/bsd-2-clause", "BSD-2-Clause"),
        (r"opensource\.org/licen[sc]es?/bsd-3-clause", "BSD-3-Clause"),
        (r"(?:opensource\.org/licen[sc]es?/apache-2\.0|apache\.org/licenses/license-2\.0)", "Apache-2.0"),
        (r"mozilla\.org/(?:en-us/)?mpl/2\.0", "MPL-2.0"),
        (r"etalab\.gouv\.fr/licence-ouverte-open-licence(?:/.*)?", "etalab-2.0"),
        (r"(?:joinup\.ec\.europa\.eu|eupl\.eu)/.*eupl.*1\.2.*", "EUPL-1.2"),
    )
)
_GNU: Final = re.compile(
    r"https?://(?:www\.)?(?:gnu\.org/licenses/(?:old-licenses/)?|opensource\.org/licenses/)"
    r"(?P<name>a?gpl|lgpl|fdl)-(?P<version>\d(?:\.\d)?)(?:[-.].*|/)?",
    re.IGNORECASE,
)
_GNU_NAMES: Final = {"gpl": "GPL", "agpl": "AGPL", "lgpl": "LGPL", "fdl": "GFDL"}
_LATER: Final = re.compile(
    r"or (?:\(at your option\) )?(?:any )?later|oder (?:jede )?später|ou (?:toute version )?ult", re.IGNORECASE
)
_SPDX: Final = re.compile(r"https?://(?:www\.)?spdx\.org/licenses/(?P<id>[A-Za-z\d.+-]+?)(?:\.html|\.json|\.txt)?/?")
_STATEMENT: Final = re.compile(
    r"https?://(?:www\.)?rightsstatements\.org/(?:vocab|page|data)/[\w.-]+(?:/1\.0)?/?.*", re.IGNORECASE
)
_BARE: Final = {"MIT", "Apache-2.0", "CC0-1.0", "ODbL-1.0", "ODC-By-1.0", "PDDL-1.0", "EUPL-1.2", "etalab-2.0"}


class Availability(NamedTuple):
    """What ``availability`` says: licences, statements of rights, and ``@status``."""

    licences: tuple[Licence, ...] = ()
    rights: tuple[Rights, ...] = ()
    status: Text | None = None


def read(context: "Context", elements: "Iterable[Element]") -> Availability:
    """Return what the ``availability`` *elements* say together."""
    licences: list[Licence] = []
    rights: list[Rights] = []
    status = None
    for element in elements:
        value = nodes.attribute(element, "status")
        if value and status is None:
            status = Text(value, context.origin(element, "status"))
        for said in _said(context, element):
            if isinstance(said, Licence):
                licences.append(said)
            else:
                rights.append(said)
    return Availability(tuple(licences), tuple(rights), status)


def spdx(address: str, words: str = "") -> str | None:
    """Return the SPDX id of the licence at *address*, None if it has none; *words* tell “or later” of GNU licences."""
    public = _CC_PUBLIC.fullmatch(address)
    if public:
        return "CC0-1.0" if public[1].lower() == "zero" else None
    found = _CC.fullmatch(address)
    if found:
        return _creative_commons(found["terms"], found["version"], found["port"])
    gnu = _GNU.fullmatch(address)
    if gnu:
        version = gnu["version"] if "." in gnu["version"] else f"{gnu['version']}.0"
        return f"{_GNU_NAMES[gnu['name'].lower()]}-{version}-{'or-later' if _LATER.search(words) else 'only'}"
    listed = _SPDX.fullmatch(address)
    return listed["id"] if listed else next((one for form, one in _ADDRESSES if form.fullmatch(address)), None)


def spdx_of_words(words: str) -> str | None:
    """Return the SPDX id of the licence that *words* name with its version, else None."""
    if words in _BARE:
        return words
    found = _CC_WORDS.search(words)
    if found:
        return _creative_commons(re.sub(r"[\s-]+", "-", found["terms"]), found["version"], found["port"])
    if _CC0_WORDS.search(words):
        return "CC0-1.0"
    named = _CC_NAMES.search(words)
    if not named:
        return None
    terms = [code for code, form in _TERMS_IN_WORDS if form.search(named["rest"])]
    # “Attribution 3.0 Germany”: a port, and which one is not told in a form to rely on.
    is_ported = named["version"] in {"1.0", "2.0", "2.5", "3.0"} and not named["after"].strip()
    return None if is_ported else _creative_commons("-".join(["BY", *terms]), named["version"], None)


def is_statement(address: str) -> bool:
    """Return whether *address* states rights and grants none: RightsStatements.org, the Public Domain Mark."""
    public = _CC_PUBLIC.fullmatch(address)
    return _STATEMENT.fullmatch(address) is not None or (public is not None and public[1].lower() == "mark")


def _creative_commons(terms: str, version: str, port: str | None) -> str | None:
    parts = terms.upper().split("-")
    ordered = "-".join(code for code in ("BY", "NC", "ND", "SA") if code in parts)
    if "BY" not in parts or version not in _VERSIONS | {"2.1"}:
        return None
    # Version 4.0 was never ported: what follows it is the language of a page.
    if port and version != "4.0":
        name = f"{ordered}-{version}-{port.upper()}"
        return f"CC-{name}" if name in _PORTS else None
    return f"CC-{ordered}-{version}" if version in _VERSIONS else None


def _said(context: "Context", availability: "Element") -> "Iterator[Licence | Rights]":
    for one in availability:
        if nodes.name(one) in {"licence", "license"}:
            yield from _licence(context, one)
        elif nodes.name(one) in {"p", "ab"}:
            yield from _prose(context, one)
    own = nodes.squeezed(availability.text or "")
    if own:
        yield Rights(own, context.origin(availability), language=nodes.language(availability))


def _licence(context: "Context", element: "Element") -> "Iterator[Licence | Rights]":
    words = "\n".join(nodes.paragraphs(element))
    targets = (element.get("target") or "").split()
    inside = [one for one in nodes.descendants(element, "ref", "ptr") if spdx(one.get("target") or "", words)]
    if not targets and len(inside) == 1:
        element, targets = inside[0], [inside[0].get("target") or ""]
    if not targets and words:
        yield Licence(words, context.origin(element), spdx_of_words(words))
    for target in targets:
        origin = context.origin(element, "target")
        if is_statement(target):
            yield Rights(words, origin, target, nodes.language(element))
        else:
            # Where the address is one of an institution's own page, the words may still name the licence.
            named = spdx_of_words(words) if "creativecommons.org" not in target and len(targets) == 1 else None
            yield Licence(words, origin, spdx(target, words) or named, target)


def _prose(context: "Context", element: "Element") -> "Iterator[Licence | Rights]":
    """Yield a paragraph as a statement of rights, and the licences that it refers to by address."""
    words = nodes.plain(element)
    for one in nodes.descendants(element, "ref", "ptr"):
        target = nodes.attribute(one, "target") or ""
        if is_statement(target):
            yield Rights(nodes.plain(one), context.origin(one, "target"), target, nodes.language(one))
        elif spdx(target, words):
            yield Licence(nodes.plain(one), context.origin(one, "target"), spdx(target, words), target)
    if words:
        yield Rights(words, context.origin(element), language=nodes.language(element))
