"""Proposals as entries in TEI, ready to be completed in an authority file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from tei.encode.authority.systems import cyrillic
from tei.encode.authority.wording import key
from tei.names import TEI

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from tei.encode.authority.proposing import Proposal

_LISTS: Final = {
    "person": ("listPerson", "persName"),
    "org": ("listOrg", "orgName"),
    "place": ("listPlace", "placeName"),
}
_UNKNOWN: Final = "person"
_NOT_IN_IDS: Final = re.compile(r"[^\w]+")
_INITIALS: Final = re.compile(r"(?P<forename>(?:\w{1,2}\.\s?)+)\s?(?P<surname>\w{2}.*)")


def stubs(proposals: Iterable[Proposal], taken: Collection[str]) -> str:
    """A ``standOff`` with an entry for each of *proposals*; identifiers are made of the names, none is one of *taken*.

    What nothing says the kind of is put among the persons, with a comment.
    """
    used = set(taken)
    lists: dict[str, list[str]] = {kind: [] for kind in _LISTS}
    for proposal in proposals:
        identifier = _identifier(proposal, used)
        used.add(identifier)
        lists[proposal.kind or _UNKNOWN].extend(_entry(proposal, identifier))
    lines = [f'<standOff xmlns="{TEI}">']
    for kind, (element, _) in _LISTS.items():
        if lists[kind]:
            lines += [f"  <{element}>", *lists[kind], f"  </{element}>"]
    return "\n".join([*lines, "</standOff>", ""])


def _entry(proposal: Proposal, identifier: str) -> Iterator[str]:
    kind = proposal.kind or _UNKNOWN
    if not proposal.kind:
        yield "    <!-- a person, an organisation or a place? -->"
    if proposal.near:
        near = ", ".join(proposal.near).replace("--", "- -")
        yield f"    <!-- perhaps a variant of {near} -->"
    _, element = _LISTS[kind]
    yield f'    <{kind} xml:id="{identifier}">'
    yield f'      <{element} type="main">{_content(proposal.text, kind)}</{element}>'
    yield f"    </{kind}>"


def _content(text: str, kind: str) -> str:
    parts = _INITIALS.fullmatch(text) if kind == "person" else None
    if parts is None:
        return escape(text)
    forename, surname = escape(parts["forename"].strip()), escape(parts["surname"])
    return f"<forename>{forename}</forename> <surname>{surname}</surname>"


def _identifier(proposal: Proposal, used: set[str]) -> str:
    """An identifier that says the name, with the kind behind it if another entry has it."""
    text = proposal.text
    latin = cyrillic.romanised(text)[0][0] if cyrillic.is_cyrillic(text) else text
    plain = _NOT_IN_IDS.sub("-", key(latin)).strip("-")
    tried = plain if plain[:1].isalpha() else f"{proposal.kind or 'name'}-{plain}"
    more = proposal.kind or "name"
    while tried in used:
        tried, more = f"{tried}-{more}", "other"
    return tried
