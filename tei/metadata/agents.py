"""Persons and organisations: their names, roles and identifiers, and what an authority file adds."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from tei.metadata import identifiers, names_of_people, nodes, relators
from tei.metadata.identifiers import AGENT_SCHEMES
from tei.metadata.values import Affiliation, Agent, Funder, Grant, Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from tei.metadata.context import Context, Entry
    from tei.metadata.values import Identifier

_T = TypeVar("_T")
_NAMES: Final = ("persName", "orgName", "name")
_KINDS: Final[dict[str, Kind]] = {
    "persName": "person",
    "person": "person",
    "orgName": "organisation",
    "org": "organisation",
    "pers": "person",
    "corporation": "organisation",
    "corporate": "organisation",
    "organisation": "organisation",
    "organization": "organisation",
    "institution": "organisation",
}
_RELATORS: Final = {
    "author": "aut",
    "editor": "edt",
    "funder": "fnd",
    "sponsor": "spn",
    "publisher": "pbl",
    "distributor": "dst",
    "principal": "pdr",
}
_BODIES: Final = frozenset({"publisher", "distributor", "authority", "funder", "sponsor"})
_ASIDE: Final = ("affiliation", "email", "idno", "address", "date", "birth", "death")
_ENTRIES: Final = frozenset(
    {"person", "org", "personGrp", "persName", "orgName", "name", "respStmt", "editor", "author"}
)
_PERSONAL: Final = frozenset({"orcid", "idhal"})


def read(context: "Context", elements: "Iterable[Element]") -> tuple[Agent, ...]:
    """Return those whom *elements* (``author``, ``editor``, ``respStmt``, ``persName``, …) name, numbered from 1."""
    found = [agent for element in elements for agent in _of(context, element)]
    return tuple(replace(agent, order=order) for order, agent in enumerate(found, start=1))


def funders(context: "Context", elements: "Iterable[Element]") -> tuple[Funder, ...]:
    """Return who paid: an ``idno`` that identifies no organisation is the number of a grant."""
    return tuple(
        Funder(replace(agent, order=order), context.origin(element), _grants(context, element))
        for order, (element, agent) in enumerate(
            ((element, agent) for element in elements for agent in _of(context, element)),
            start=1,
        )
    )


def pointed_at(context: "Context", element: "Element", attribute: str) -> tuple[Agent, ...]:
    """Return whom the pointers in an attribute as ``@who`` lead to; one that leads nowhere is an agent by that word."""
    found = []
    for word in context.pointers(element, attribute):
        origin = context.origin(element, attribute)
        entry = context.entry(word)
        named = _of_entry(entry) if entry else ()
        if named:
            found += [replace(one, entry=one.origin, origin=origin, roles=()) for one in named]
        else:
            identifier = identifiers.of_address(word, origin)
            found.append(Agent(word.removeprefix("#"), origin, identifiers=(identifier,) if identifier else ()))
    return tuple(replace(agent, order=order) for order, agent in enumerate(found, start=1))


def _of(context: "Context", element: "Element") -> "Iterator[Agent]":
    named = list(nodes.children(element, *_NAMES))
    roles = _roles(context, element)
    if not named:
        agent = _agent(context, element, element)
        if agent is not None and nodes.name(element) != "respStmt":
            yield replace(agent, roles=roles)
    for one in named:
        # What stands beside a name belongs to it only if there is no second one.
        agent = _agent(context, one, element if len(named) == 1 else one)
        if agent is not None:
            yield replace(agent, roles=roles)


def _agent(context: "Context", element: "Element", around: "Element") -> Agent | None:
    """Return the agent that *element* names; *around* is the element that may hold more about it."""
    display = _display(element)
    entry = _entry(context, element, around)
    known = _first(_of_entry(entry)) if entry else None
    if not display and known is None:
        return None
    ids = identifiers.distinct(one for part in _each(element, around) for one in _identifiers(context, part))
    kind = _kind(element, around, ids)
    if kind == "unknown" and known:
        kind = known.kind
    name = names_of_people.parts(element, display, may_split=kind == "person" or _may_be_person(element, around))
    agent = Agent(
        names_of_people.without_life(display) if name.surname else display,
        context.origin(element),
        "person" if kind == "unknown" and name.surname else kind,
        *name,
        identifiers=ids,
        affiliations=_affiliations(context, element, around),
        email=_first(one for part in _each(element, around) for one in context.texts(part, "email")),
        key=next((key for part in _each(element, around) if (key := nodes.attribute(part, "key"))), None),
        language=nodes.language(element),
    )
    return _enriched(agent, known)


def _display(element: "Element") -> str:
    """Return the name as written, without what stands beside it; a name that is a link as a whole is a name."""
    told = nodes.plain(element, *_ASIDE, "ref").strip(" ,;")
    return told or nodes.plain(element, *_ASIDE).strip(" ,;")


def _each(element: "Element", around: "Element") -> "list[Element]":
    return [element] if element is around else [element, around]


def _first(values: "Iterable[_T]") -> "_T | None":
    return next(iter(values), None)


def _identifiers(context: "Context", element: "Element") -> "Iterator[Identifier]":
    """Yield what identifies an agent in its attributes, its ``idno``s and its links; of a funder no grant."""
    yield from identifiers.from_pointers(context, element, "ref", "sameAs", "key")
    is_payer = nodes.name(element) == "funder"
    yield from (one for one in identifiers.read(context, element) if not is_payer or one.scheme in AGENT_SCHEMES)
    for link in nodes.children(element, "ref", "ptr"):
        linked = identifiers.from_pointers(context, link, "target")
        yield from (one for one in linked if one.scheme in AGENT_SCHEMES)


def _kind(element: "Element", around: "Element", ids: "Iterable[Identifier]") -> Kind:
    told = _KINDS.get(nodes.name(element)) or _KINDS.get((element.get("type") or "").lower())
    if told:
        return told
    schemes = {one.scheme for one in ids if one.valid is not False}
    if schemes & {"ror", "crossref-funder"}:
        return "organisation"
    if schemes & _PERSONAL or next(nodes.outermost(element, "surname", "forename"), None) is not None:
        return "person"
    return "organisation" if nodes.name(around) in _BODIES else "unknown"


def _may_be_person(element: "Element", around: "Element") -> bool:
    """Return whether “A, B” may be a surname and a forename: not in the name of a publisher or funder."""
    return nodes.name(around) not in _BODIES and not (element.get("type") or "").lower().startswith("org")


def _entry(context: "Context", element: "Element", around: "Element") -> "Entry | None":
    for part in _each(element, around):
        for pointer in (*context.pointers(part, "ref"), *context.pointers(part, "sameAs")):
            entry = context.entry(pointer)
            if entry and entry.element is not part and nodes.name(entry.element) in _ENTRIES:
                return entry
    return None


def _of_entry(entry: "Entry") -> tuple[Agent, ...]:
    """Return the agent that an entry of a list is, or those whom a ``respStmt`` names; pointers end there."""
    element, context = entry
    if nodes.name(element) not in {"person", "org", "personGrp"}:
        names = list(nodes.children(element, *_NAMES)) or [element]
        return tuple(_named(context, one, element) for one in names if _display(one))
    names = list(nodes.children(element, *_NAMES))
    main = next((one for one in names if one.get("type") == "main"), _first(names))
    if main is None:
        return ()
    return (_named(context, main, element),)


def _named(context: "Context", name: "Element", around: "Element") -> Agent:
    display = _display(name)
    ids = identifiers.distinct(one for part in _each(name, around) for one in _identifiers(context, part))
    kind = _KINDS.get(nodes.name(around)) or _kind(name, around, ids)
    parts = names_of_people.parts(name, display, may_split=kind == "person")
    return Agent(display, context.origin(around), kind, *parts, identifiers=ids)


def _enriched(agent: Agent, known: Agent | None) -> Agent:
    """Return *agent* with the identifiers of its entry, and with the parts of the name that the entry has."""
    if known is None:
        return agent
    agent = replace(
        agent,
        display=agent.display or known.display,
        full_name=known.display,
        identifiers=identifiers.distinct((*agent.identifiers, *known.identifiers)),
        entry=known.origin,
    )
    if agent.surname and agent.forename:
        return agent
    return replace(
        agent,
        surname=known.surname or agent.surname,
        forename=known.forename or agent.forename,
        name_link=known.name_link or agent.name_link,
        generation=known.generation or agent.generation,
    )


def _affiliations(context: "Context", element: "Element", around: "Element") -> tuple[Affiliation, ...]:
    found = [one for part in _each(element, around) for one in nodes.children(part, "affiliation")]
    return tuple(
        Affiliation(words, context.origin(one), _affiliated(context, one))
        for one in found
        if (words := nodes.plain(one, "idno", "email", "address").strip(" ,;"))
    )


def _affiliated(context: "Context", affiliation: "Element") -> "tuple[Identifier, ...]":
    parts = [affiliation, *nodes.descendants(affiliation, "orgName", "ref", "name")]
    return identifiers.distinct(
        one
        for part in parts
        for one in (
            *identifiers.from_pointers(context, part, "ref", "key", "target"),
            *identifiers.read(context, part),
        )
    )


def _roles(context: "Context", element: "Element") -> tuple[Role, ...]:
    """Return the roles that *element* gives: each ``resp``, else ``@role``, else what the element's name says."""
    local = nodes.name(element)
    written = [_resp(context, one) for one in nodes.children(element, "resp")]
    if written:
        return tuple(role for role in written if role.text or role.relators)
    role = nodes.attribute(element, "role")
    if role and local in {"author", "editor", "persName", "orgName", "name"}:
        codes = (code,) if (code := relators.of_address(role)) else relators.of_words(role)
        return (Role(role, codes or _usual(local), context.origin(element, "role")),)
    return (Role("", _usual(local), context.origin(element)),) if local in _RELATORS else ()


def _usual(local: str) -> tuple[str, ...]:
    return (_RELATORS[local],) if local in _RELATORS else ()


def _resp(context: "Context", element: "Element") -> Role:
    words = nodes.plain(element)
    for attribute in ("ref", "key"):
        codes = tuple(code for one in (element.get(attribute) or "").split() if (code := relators.of_address(one)))
        if codes:
            return Role(words, codes, context.origin(element))
    return Role(words, relators.of_words(words), context.origin(element))


def _grants(context: "Context", funder: "Element") -> tuple[Grant, ...]:
    numbered = (identifiers.from_idno(context, one) for one in nodes.descendants(funder, "idno"))
    by_number = [Grant(one.value, one.origin, one.uri) for one in numbered if one and one.scheme not in AGENT_SCHEMES]
    referred = [
        Grant(words, context.origin(one), nodes.attribute(one, "target"))
        for one in nodes.descendants(funder, "num", "ref")
        if (one.get("type") or "").lower().startswith(("grant", "award")) and (words := nodes.plain(one))
    ]
    return (*by_number, *referred)
