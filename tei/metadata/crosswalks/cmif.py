"""The Correspondence Metadata Interchange Format, by ``xslt/metadata/cmif.xsl``."""

import uuid
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from tei.metadata.crosswalks import unsaid
from tei.metadata.crosswalks.record_xml import transformed
from tei.metadata.crosswalks.shortfalls import Loss, Unsaid, from_table, in_part, together, values
from tei.metadata.record import Record
from tei.metadata.values import Action, Agent, Date, Place

if TYPE_CHECKING:
    from collections.abc import Iterator


# CMIF has one address for a person or place: that in the first of these files; those that it names itself come first.
_FILES: Final[dict[type, tuple[str, ...]]] = {
    Agent: ("gnd", "viaf", "lcnaf", "bnf", "ndl", "wikidata", "isni", "orcid", "idref", "ulan", "ror", "uri"),
    Place: ("geonames", "gnd", "wikidata", "tgn", "pleiades", "uri"),
}
_SAID: Final = frozenset({"titles", "contributors", "correspondences", "licences", "identifiers"}) | {
    "publishers",
    "distributors",
    "authorities",
    "publication_dates",
    "languages",
}


def _is_on_the_way(value: object) -> bool:
    return isinstance(value, Action) and value.type not in {"sent", "received"}


def _has_subtype(value: object) -> bool:
    return isinstance(value, Action) and value.subtype is not None


def _is_in_words_alone(value: object) -> bool:
    return isinstance(value, Date) and (value.edtf is None or (value.year or "").startswith("Y"))


_TABLE: Final = (
    unsaid.INVALID,
    unsaid.ROLES,
    unsaid.NAMES,
    Unsaid(
        ("correspondences.actions",),
        "CMIF has who sent and who received a letter; what happened on its way is not said",
        _is_on_the_way,
    ),
    in_part(
        "all who received a letter stand side by side, whether addressed or copied",
        "correspondences.actions",
        when=_has_subtype,
    ),
    Unsaid(
        ("correspondences.actions.*dates",), "a date of a letter is told in numbers or not at all", _is_in_words_alone
    ),
    Unsaid(
        ("correspondences.actions.agents.affiliations", "correspondences.actions.agents.email"),
        "CMIF has the name of a person and one address in an authority file",
    ),
    Unsaid(
        ("correspondences.actions.notes", "correspondences.context", "correspondences.notes"),
        "CMIF has no notes on a letter and none of its neighbours",
    ),
    Unsaid(("languages",), "CMIF says nothing of the language of a letter"),
    Unsaid(
        tuple(slot.name for slot in fields(Record) if slot.name not in _SAID),
        "CMIF is about letters: of the edition it has the title, the editors, the publisher and the licence",
    ),
)


def write(record: "Record") -> bytes:
    """Return the letters of *record* as CMIF; without a ``correspDesc`` there are none in it."""
    chosen = {"name-files": " ".join(_FILES[Agent]), "place-files": " ".join(_FILES[Place])}
    return transformed(record, "cmif.xsl", parameters={"edition-id": _edition_id(record), **chosen})


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what of *record* CMIF cannot say."""
    return together(
        record,
        _unsaid_contributors(record),
        from_table(record, _TABLE),
        unsaid.beyond("titles", (record.title,), record.titles, "the edition has one title"),
        *(
            unsaid.beyond(name, (record.publisher,), getattr(record, name), "the edition has one publisher")
            for name in ("publishers", "authorities", "distributors")
        ),
        unsaid.beyond(
            "publication_dates", (record.publication_date,), record.publication_dates, "the edition has one date"
        ),
        _unsaid_addresses(record),
    )


def _unsaid_contributors(record: "Record") -> "Iterator[Loss]":
    """Yield those who took part in the edition beside its editors; without editors they all are named."""
    editors = [one for one in record.contributors if "edt" in one.relators]
    for number, one in enumerate(record.contributors, start=1):
        if editors and one not in editors:
            yield Loss(f"contributors[{number}]", "of those who took part CMIF names the editors")


def _unsaid_addresses(record: "Record") -> "Iterator[Loss]":
    """Yield the identifiers of the edition but its first address on the web, those of persons and places but one."""
    sound = [one for one in record.identifiers if one.valid is not False]
    address = next((one for one in sound if (one.uri or "").startswith(("http:", "https:"))), None)
    yield from unsaid.beyond(
        "identifiers", (address,), record.identifiers, "CMIF has one address of the edition on the web"
    )
    for name, value in values(record):
        schemes = _FILES.get(type(value), ())
        if name.startswith("correspondences") and schemes and isinstance(value, Agent | Place):
            known = [one for scheme in schemes for one in value.identifiers if one.scheme == scheme and one.uri]
            reason = "CMIF has one address for a person or place, in an authority file"
            yield from unsaid.beyond(f"{name}.identifiers", known[:1], value.identifiers, reason)


def _edition_id(record: "Record") -> str:
    """Return an id that only this edition has, and has each time: made from its identifier, else from its title."""
    identified = next((str(one) for one in record.identifiers if one.valid is not False), None)
    named = identified or "\n".join(map(str, filter(None, (record.xml_id, record.title, record.publisher))))
    return f"edition-{uuid.uuid5(uuid.NAMESPACE_URL, named)}"
