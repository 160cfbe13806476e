"""What an encoded document is as a publication: its title, edition, extent and terms."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tei.encode.heading import leaves, people, wording
from tei.encode.heading.elements import make
from tei.encode.information import languages
from tei.notation.white import normal

if TYPE_CHECKING:
    from tei.encode.heading.elements import Element
    from tei.encode.heading.facts import Facts


def title_statement(facts: Facts) -> Element:
    """Return ``titleStmt``: the title whole, who wrote the document, who is responsible for what."""
    tongue = languages.english(facts.language)
    subtitle = f"A TEI edition of the {tongue} translation" if facts.is_translation else "A TEI edition"
    return make(
        "titleStmt",
        make("title", title(facts), type="main"),
        make("title", subtitle, type="sub"),
        *people.authors(facts),
        *people.responsibilities(facts),
    )


def title(facts: Facts) -> str:
    """Return the title that the page or the side file gives, else what the document says of itself."""
    told = facts.told
    when = normal(told.date) or (facts.date.text if facts.date else "")
    kind = wording.noun(facts).capitalize()
    return (
        normal(told.title)
        or wording.quiet(normal(facts.heading))
        or " ".join(filter(None, (kind, normal(told.number), f"of {when}" if when else "")))
    )


def edition_statement(facts: Facts) -> Element:
    """Return ``editionStmt``."""
    number = facts.edition.number
    words = "First TEI edition" if number in {"1", "1.0", "1.0.0"} else f"TEI edition {number}"
    return make("editionStmt", make("edition", words, n=number))


def extent(facts: Facts) -> Element | None:
    """Return ``extent``: leaves in the archive, and characters of the transcription; None if neither is known."""
    measures = []
    count = leaves.count(facts.reference)
    if count is not None:
        number, unit = count
        text = f"{wording.counted(number, unit)} in the archive"
        measures.append(make("measure", text, unit=unit, quantity=str(number)))
    if facts.characters:
        text = f"{wording.counted(facts.characters, 'character')} in the transcription, runs of space counted once"
        measures.append(make("measure", text, unit="character", quantity=str(facts.characters)))
    between = ("; ",) if len(measures) > 1 else ()
    return make("extent", *measures[:1], *between, *measures[1:]) if measures else None


def publication_statement(facts: Facts) -> Element:
    """Return ``publicationStmt``; TEI requires that somebody is named before anything else is said."""
    edition = facts.edition
    agency = (
        make("publisher", edition.publisher)
        if edition.publisher
        else make("authority", edition.encoder or "Who encoded the document; it has no publisher yet")
    )
    identifier = make("idno", facts.identifier, type="URI") if facts.identifier else None
    date = make("date", wording.day(facts.day), when=facts.day.isoformat())
    return make("publicationStmt", agency, date, identifier, _availability(facts))


_ADDRESS: Final = re.compile(r"https?://\S+")


def _availability(facts: Facts) -> Element:
    """Return what holds for this edition: the licence that is granted, or that none is."""
    address = normal(facts.told.licence or facts.edition.licence)
    if not address:
        words = "No licence is granted for this encoding."
        return make("availability", make("p", words), status="restricted")
    if not _ADDRESS.fullmatch(address):
        return make("availability", make("p", address), status="restricted")
    parts = "the markup, this header and the authority file" if "names" in facts.done else "the markup and this header"
    known = licence_name(address) or (facts.edition.licence_name if address == facts.edition.licence else "")
    under = f"the {known} licence" if known else f"the licence at {address}"
    granted = make("p", f"The encoding ({parts}) may be used under {under}.")
    text = "translation" if facts.is_translation else wording.noun(facts)
    rest = f"The licence does not extend to the text of the {text}."
    if facts.told.rights:
        rest += _as_published(" ".join(facts.told.rights))
    return make("availability", make("licence", granted, target=address), make("p", rest), status="restricted")


_SPEAKS_OF_LICENCES: Final = re.compile(
    r"licen[cs]|lizenz|лиценз|creative commons|\bcc[ -]by|public domain", re.IGNORECASE
)


def _as_published(rights: str) -> str:
    """Return what is said of the text's own terms; whether words that speak of a licence grant one is not judged."""
    if _SPEAKS_OF_LICENCES.search(rights):
        return " The terms that its publisher sets are in the source description, in its own words."
    return " No licence for it is stated by its publisher, whose own words are in the source description."


_CREATIVE_COMMONS: Final = re.compile(
    r"https?://creativecommons\.org/(?:licenses/(?P<kind>[a-z-]+)/(?P<version>\d\.\d)|(?P<zero>publicdomain/zero/1\.0))(?:/.*)?"
)
_TERMS: Final = MappingProxyType(
    {"by": "Attribution", "sa": "ShareAlike", "nc": "NonCommercial", "nd": "NoDerivatives"}
)


def licence_name(address: str) -> str:
    """Return the name of the Creative Commons licence at *address*, "" for any other."""
    found = _CREATIVE_COMMONS.fullmatch(address)
    if found is None:
        return ""
    if found["zero"]:
        return "CC0 1.0 Universal"
    terms = [_TERMS.get(one, "") for one in found["kind"].split("-")]
    scope = {"4.0": " International", "3.0": " Unported"}.get(found["version"], "")
    return f"Creative Commons {'-'.join(terms)} {found['version']}{scope}" if all(terms) else ""
