"""Names of people in a header, and who is responsible for what."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.heading import wording
from tei.encode.heading.elements import make
from tei.encode.information import languages
from tei.encode.information.people import Person, person
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tei.encode.heading.elements import Element
    from tei.encode.heading.facts import Facts

_RELATOR: Final = "http://id.loc.gov/vocabulary/relators/"
ENCODER: Final = "encoder"
"""The identifier of the responsibility for the encoding."""


class _Role(NamedTuple):
    """A responsibility: its identifier, and what it is in words."""

    id: str
    words: str


_ROLES: Final[Mapping[str, _Role]] = MappingProxyType(
    {
        "trl": _Role("translator", "Translation"),
        "trc": _Role("transcriber", "Transcription"),
        "edt": _Role("editor", "Edition"),
        "ann": _Role("annotator", "Annotation"),
        "wac": _Role("commentator", "Commentary"),
        "win": _Role("introducer", "Introduction"),
        "com": _Role("compiler", "Compilation"),
        "dnr": _Role("donor", "Donation of the document"),
        "ctb": _Role("contributor", "Contribution of the document"),
        "col": _Role("collector", "Collection"),
        "pfr": _Role("proofreader", "Proof-reading"),
        "rev": _Role("reviewer", "Review"),
        "pbl": _Role("publisher", "Publication of the source"),
        "ivr": _Role("interviewer", "Interview"),
        "mrk": _Role(ENCODER, "TEI encoding"),
    }
)
_PARTS: Final = (
    ("surname", "surname"),
    ("forename", "forename"),
    ("nameLink", "name_link"),
    ("genName", "generation"),
    ("roleName", "honorific"),
)


def name(who: Person, ref: str = "") -> Element:
    """Return the name of *who* as it is written, its parts marked in it."""
    text = normal(who.text)
    if who.is_organisation:
        return make("orgName", text, ref=ref)
    at = 0
    content: list[Element | str] = []
    for start, end, part in _places(text, who):
        content += [text[at:start], make(part, text[start:end])]
        at = end
    return make("persName", *content, text[at:], ref=ref)


def authors(facts: Facts) -> Iterator[Element]:
    """Yield who wrote the document: as a side file says, else as the text was understood, else as the page says."""
    told = dict(facts.overrides.fields).get("creators", ()) or facts.authors or facts.told.creators
    yield from (make("author", name(person(one), facts.pointer(one))) for one in dict.fromkeys(told) if normal(one))


def responsibilities(facts: Facts) -> Iterator[Element]:
    """Yield a ``respStmt`` for each thing that somebody did, in the order of `_ROLES`, that of the encoding last.

    Who answers for the brackets has one whether or not the page names anybody: the text points at it.
    """
    who, tongues = _credited(facts)
    bracketing = next((code for code, role in _ROLES.items() if role.id == facts.archive.brackets_by), "")
    if bracketing and not who.get(bracketing):
        who[bracketing] = {}
    encoders = [*who.pop("mrk", {}).values()]
    for code in (code for code in _ROLES if code in who):
        people = who[code]
        words = _task(code, facts, tongues.get(code, ()), has_brackets=code == bracketing)
        yield _statement(code, words, [name(one) for one in people.values()] or [_unnamed(facts)])
    if facts.edition.encoder:
        encoders = [person(facts.edition.encoder), *encoders]
    yield _statement("mrk", "TEI encoding", [name(one) for one in encoders] or [make("name", "tei, a program")])


def _credited(facts: Facts) -> tuple[dict[str, dict[str, Person]], dict[str, tuple[str, ...]]]:
    """Return by relator the people, each once, and the languages that were translated from."""
    who: dict[str, dict[str, Person]] = {}
    tongues: dict[str, tuple[str, ...]] = {}
    for credit in facts.told.credits.credits:
        named = {normal(one.text): one for one in credit.people if normal(one.text)}
        for code in (code for code in credit.relators if code in _ROLES and named):
            who.setdefault(code, {}).update(named)
            tongues[code] = tuple(dict.fromkeys((*tongues.get(code, ()), *credit.languages)))
    return who, tongues


def _task(code: str, facts: Facts, tongues: Sequence[str], *, has_brackets: bool) -> str:
    words = _ROLES[code].words
    if code == "trl":
        source = f" from {wording.series(list(map(languages.english, tongues)))}" if tongues else ""
        words = f"{words}{source} into {languages.english(facts.language)}"
    if code == "ctb" and facts.archive.name:
        words = f"{words} to the {facts.archive.name}"
    return f"{words}, with the notes and glosses in square brackets" if has_brackets else words


def _statement(code: str, words: str, names: Sequence[Element]) -> Element:
    return make("respStmt", make("resp", words, ref=f"{_RELATOR}{code}"), *names, xml_id=_ROLES[code].id)


def _unnamed(facts: Facts) -> Element:
    """Return the name of who answers for the brackets where the page names nobody: TEI requires one."""
    if facts.archive.brackets_name:
        return name(person(facts.archive.brackets_name))
    return make("name", f"The {facts.archive.brackets_by}, whom the page does not name")


def _places(text: str, who: Person) -> list[tuple[int, int, str]]:
    """Return where the parts of a name stand in it, in order and without overlap."""
    found: list[tuple[int, int, str]] = []
    for part, field in _PARTS:
        value = normal(getattr(who, field))
        if not value:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(value)}(?!\w)", text):
            if all(match.end() <= start or match.start() >= end for start, end, _ in found):
                found.append((*match.span(), part))
                break
    return sorted(found)
