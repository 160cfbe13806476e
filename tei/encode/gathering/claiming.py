"""Which acts are described, and which parts of the text claim them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING, Final

from tei.encode.gathering.survey import ID
from tei.encode.heading import Correspondence
from tei.encode.resolving.naming import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lxml.etree import _Element as Element

    from tei.encode.gathering.corresponding import Act
    from tei.encode.gathering.survey import Survey, Unit

_STEM: Final = "corresp-"


@dataclass(frozen=True, slots=True)
class Claimed:
    """The acts that are described, the document's own first, and in sentences why others are not.

    ``sources`` are the acts that they were made from, in the same order.
    """

    correspondence: tuple[Correspondence, ...] = ()
    sources: tuple[Act, ...] = ()
    doubts: tuple[str, ...] = ()


def claim(found: Survey, acts: Sequence[Act], key: str) -> Claimed:
    """Return the acts that can be described, and let the text claim them; the first is sent under the number *key*.

    Where a ``@decls`` claims an act already, the act has that identifier; one that claims an act that is not described
    is taken away. No message is described without the document that carries it: the first act is the default, and is
    taken for the document's.
    """
    claims, doubts = _claims(acts)
    named = _named(found, claims)
    for element in dict.fromkeys((*found.having["decls"], *claims)):
        _write(element, named.get(element, ""))
    described = tuple(
        Correspondence(named[element], act.acts, "" if number else key)
        for number, (element, act) in enumerate(claims.items())
    )
    return Claimed(described, tuple(claims.values()), tuple(doubts))


# --- which acts ---


def _claims(acts: Sequence[Act]) -> tuple[dict[Element, Act], list[str]]:
    """Return the elements that claim an act, with the act, and why other acts are not described.

    Who signs within what claims an act has sent or forwarded it, whoever is on a list of distribution has received
    something (rules ``signer-sender`` and ``distribution-recipient``): an act that this would not hold of is none.
    """
    if not acts:
        return {}, []
    doubts: list[str] = []
    claims: dict[Element, Act] = {}
    signing: dict[Unit, list[Element]] = {one.unit: [*one.unit.signers] for one in acts}
    for act in reversed(acts[1:]):
        signers = [*signing[act.unit], *act.unit.others]
        if act.is_whole and _acted(signers, act):
            claims[act.unit.element] = act
        else:
            doubts.append(_why(act, signers))
            signing[act.unit.above or acts[0].unit] += signers
    place = _place(acts[0], signing[acts[0].unit])
    if place is None:
        return {}, [_why(acts[0], [*signing[acts[0].unit], *acts[0].unit.others])]
    claims = {place: acts[0], **dict(reversed(claims.items()))}
    unreached = _unreached(acts, claims.values())
    return ({}, [unreached]) if unreached else (claims, doubts[::-1])


def _place(act: Act, signers: Sequence[Element]) -> Element | None:
    """Return what claims the act of the document: all of it, or its message alone where others sign behind that."""
    if not act.is_whole or not _acted(signers, act):
        return None
    return act.unit.element if _acted(act.unit.others, act) else act.unit.message


def _acted(signers: Iterable[Element], act: Act) -> bool:
    pointers = _pointers(act, {"sent", "forwarded"})
    return all(pointers & set(one.get("ref", "").split()) for one in signers)


def _unreached(acts: Sequence[Act], described: Iterable[Act]) -> str:
    reached = {pointer for act in described for pointer in _pointers(act, {"received"})}
    for one in (name for act in acts for name in act.unit.listed):
        if not reached & set(one.get("ref", "").split()):
            return f"“{one.get('ref')}” is on a list of distribution of what is not described as correspondence"
    return ""


def _pointers(act: Act, kinds: set[str]) -> set[str]:
    names = (name for action in act.acts.actions if action.type in kinds for name in action.names)
    return {pointer for name in names for pointer in name.ref.split()}


def _why(act: Act, signers: Sequence[Element]) -> str:
    why = "; ".join(act.acts.doubts) or "its sender and its addressee are the same"
    if act.is_whole:
        stranger = next((one.get("ref", "") for one in signers if not _acted([one], act)), "somebody")
        why = f"“{stranger}” signs, and is neither sender nor forwarder"
    return f"the {act.unit.type or 'document'} is not described as correspondence: {why}"


# --- what claims them ---


def _named(found: Survey, claims: Mapping[Element, Act]) -> dict[Element, str]:
    """Return the identifiers of the acts: those that the text has, else what was sent, with its sender if need be."""
    taken = {one.get(ID, "") for one in found.having[ID]}
    named: dict[Element, str] = {}
    for element, act in claims.items():
        stem = f"{_STEM}{slug(act.unit.type, longest=2) or 'document'}"
        sender = slug(act.senders[0].text, longest=3) or "sender"
        own = [one.removeprefix("#") for one in _own(element) or _own(act.unit.element)]
        counted = (f"{stem}-{sender}-{number}" for number in count(len(named) + 1))
        named[element] = next(one for one in chain((*own, stem, f"{stem}-{sender}"), counted) if one not in taken)
        taken.add(named[element])
    return named


def _own(element: Element) -> list[str]:
    return [one for one in element.get("decls", "").split() if one.startswith(f"#{_STEM}")]


def _write(element: Element, name: str) -> None:
    """Let *element* claim the act *name* beside what it claims but acts; none if that is ""."""
    claimed = element.get("decls", "").split()
    kept = [one for one in claimed if one not in _own(element)]
    wanted = " ".join([*kept, f"#{name}"] if name else kept)
    if wanted:
        element.set("decls", wanted)
    elif claimed:
        del element.attrib["decls"]
