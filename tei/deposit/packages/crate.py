"""The package as an RO-Crate 1.1: every file and folder described, in JSON-LD."""

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from tei.deposit.packages.cards import latest
from tei.metadata import stamps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tei.deposit.packages.cards import Card, Person
    from tei.deposit.packages.contents import Contents

_CONTEXT: Final = "https://w3id.org/ro/crate/1.1/context"
_DESCRIPTOR: Final = "ro-crate-metadata.json"
_ADDRESSES: Final = ("http://", "https://")

Entity = dict[str, Any]


def text(contents: "Contents") -> bytes:
    """Return the description of *contents*, in UTF-8; the same for the same contents."""
    graph = [
        {
            "@id": _DESCRIPTOR,
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        _root(contents),
        *_folders(contents),
        *_files(contents),
        *_context(contents.cards),
    ]
    described = {"@context": [_CONTEXT, {"sha256": "https://w3id.org/ro/terms/workflow-run#sha256"}], "@graph": graph}
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def identifier(path: str) -> str:
    """Return *path* as the ``@id`` of a file: a relative address."""
    return quote(path, safe="/!$&'()*+,;=@~")


def _root(contents: "Contents") -> Entity:
    card = contents.card
    tops = dict.fromkeys(_top(entry.path) for entry in contents.entries)
    description = card.description if card else f"A collection of {len(contents.cards):,} documents in TEI-XML."
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": contents.title,
        "description": description or f"A document in TEI-XML: {contents.title}",
    }
    if day := latest(contents.cards) or contents.day:
        root["datePublished"] = stamps.full(day)
    root |= _terms(contents.cards)
    if card is not None:
        root |= _about(card)
    return root | {"hasPart": [{"@id": identifier(top)} for top in tops]}


def _about(card: "Card") -> Entity:
    about: Entity = {}
    if card.creators:
        about["author"] = _single([{"@id": _agent_id(one)} for one in card.creators])
    if card.publisher:
        about["publisher"] = {"@id": _agent_id(card.publisher)}
    if card.language:
        about["inLanguage"] = card.language
    if card.keywords:
        about["keywords"] = ", ".join(card.keywords)
    if card.identifiers:
        about["identifier"] = _single(list(card.identifiers))
    return about


def _terms(cards: "Sequence[Card]") -> Entity:
    """Return the licence, or the rights where there is none."""
    found = dict.fromkeys(identifier for card in cards for identifier in [_terms_id(card)] if identifier)
    ids = [{"@id": one} for one in found]
    return {"license": _single(ids)} if ids else {}


def _single(values: list[Any]) -> object:
    """Return *values*, or the only one of them: JSON-LD makes no difference, and readers of crates expect it so."""
    return values[0] if len(values) == 1 else values


def _terms_id(card: "Card") -> str | None:
    if card.licence is not None:
        name, address = card.licence
        return address if address and address.startswith(_ADDRESSES) else f"#licence-{quote(name, safe='')}"
    return f"#rights-{quote(card.rights[:60], safe='')}" if card.rights else None


def _top(path: str) -> str:
    head, slash, _rest = path.partition("/")
    return head + slash


def _folders(contents: "Contents") -> "Iterator[Entity]":
    """Yield the folders at the top, each with every file in it."""
    parts: dict[str, list[str]] = {}
    for entry in contents.entries:
        if "/" in entry.path:
            parts.setdefault(_top(entry.path), []).append(entry.path)
    for top, paths in parts.items():
        yield {
            "@id": identifier(top),
            "@type": "Dataset",
            "name": top.rstrip("/"),
            "hasPart": [{"@id": identifier(path)} for path in paths],
        }


def _files(contents: "Contents") -> "Iterator[Entity]":
    cards = {member.inside: card for member, card in zip(contents.members, contents.cards, strict=True)}
    for entry in contents.entries:
        card = cards.get(entry.path)
        described: Entity = {
            "@id": identifier(entry.path),
            "@type": "File",
            "name": card.title if card else entry.path.rpartition("/")[2],
            "encodingFormat": entry.media_type,
            "contentSize": str(entry.size_bytes),
            "sha256": entry.sha256,
        }
        yield described | (_about(card) | _terms([card]) if card else {})


def _context(cards: "Iterable[Card]") -> "Iterator[Entity]":
    """Yield the people and the licences, each once."""
    found: dict[str, Entity] = {}
    for card in cards:
        for one in (*card.creators, *([card.publisher] if card.publisher else [])):
            kind = "Organization" if one.is_organisation or one is card.publisher else "Person"
            found.setdefault(_agent_id(one), {"@id": _agent_id(one), "@type": kind, "name": one.name})
        terms = _terms_id(card)
        if terms is not None:
            name = card.licence[0] if card.licence else "Rights"
            described = {"description": card.rights} if card.rights and not card.licence else {}
            found.setdefault(terms, {"@id": terms, "@type": "CreativeWork", "name": name, **described})
    yield from found.values()


def _agent_id(person: "Person") -> str:
    if person.uri and person.uri.startswith(_ADDRESSES):
        return person.uri
    return f"#agent-{quote(person.sort_name, safe='')}"
