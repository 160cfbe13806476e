"""One person who is named in several places, as editor here and as transcriber there, is one with both roles."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tei.metadata import identifiers

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from tei.metadata.values import Affiliation, Agent, Identifier, Role

_OF_NOBODY: Final = frozenset({"anon", "anon.", "anonym", "anonymous", "n.n.", "n. n.", "nn", "unknown"})
# An address may be that of a project, and an identifier of an organisation stand at a person who is part of it.
_OF_SEVERAL: Final = frozenset({"uri", "ror", "crossref-funder"})
_NAME: Final = ("surname", "forename", "name_link", "generation", "honorific", "full_name", "email", "key", "entry")


def united(agents: "Iterable[Agent]") -> "tuple[Agent, ...]":
    """Return each of *agents* once, where the header first names them, with all that it says of them elsewhere.

    Two are one if they share an entry of a list or an identifier, or if they have the same name and nothing that
    tells them apart: another kind, or another identifier of one scheme.
    """
    found: list[Agent] = []
    known: dict[Hashable, int] = {}
    for agent in agents:
        numbers = (known[mark] for mark in _marks(agent) if mark in known)
        number = next((one for one in numbers if not _differ(found[one], agent)), None)
        if number is None:
            number = len(found)
            found.append(agent)
        else:
            found[number] = _both(found[number], agent)
        # Of several who have one name, the last is the one that the next is compared with.
        known.update(dict.fromkeys(_marks(found[number]), number))
    return tuple(replace(one, order=order) for order, one in enumerate(found, start=1))


def _marks(agent: "Agent") -> "Iterator[Hashable]":
    """Yield what *agent* can be known again by, the surest first."""
    if agent.entry:
        yield agent.entry.path, agent.entry.xpath
    yield from ((one.scheme, one.value) for one in _sound(agent) if one.scheme not in _OF_SEVERAL)
    if agent.display.casefold() not in _OF_NOBODY:
        yield agent.sort_name.casefold()


def _differ(first: "Agent", second: "Agent") -> bool:
    """Return whether something tells the two apart."""
    if len({first.kind, second.kind} - {"unknown"}) > 1:
        return True
    values = {one.scheme: one.value for one in _sound(first) if one.scheme not in _OF_SEVERAL}
    return any(values.get(one.scheme, one.value) != one.value for one in _sound(second))


def _sound(agent: "Agent") -> "list[Identifier]":
    return [one for one in agent.identifiers if one.valid is not False]


def _both(first: "Agent", second: "Agent") -> "Agent":
    """Return *first* with what *second* says besides."""
    lacking: dict[str, Any] = {
        name: getattr(second, name) for name in _NAME if getattr(first, name) is None and _fits(first, name)
    }
    return replace(
        first,
        kind=second.kind if first.kind == "unknown" else first.kind,
        identifiers=identifiers.distinct((*first.identifiers, *second.identifiers)),
        affiliations=_affiliations((*first.affiliations, *second.affiliations)),
        roles=_roles((*first.roles, *second.roles)),
        **lacking,
    )


def _fits(first: "Agent", name: str) -> bool:
    """Return whether a part may be added to the name: not to one whose surname is known, which is whole."""
    return name in {"email", "key", "entry", "full_name"} or first.surname is None


def _affiliations(told: "Iterable[Affiliation]") -> "tuple[Affiliation, ...]":
    return tuple({one.text: one for one in reversed(list(told))}.values())[::-1]


def _roles(told: "Iterable[Role]") -> "tuple[Role, ...]":
    return tuple({(one.text, one.relators): one for one in reversed(list(told))}.values())[::-1]
