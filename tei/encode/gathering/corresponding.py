"""Acts of correspondence: of the document, and of each message in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tei.encode.gathering import moments
from tei.encode.gathering.words import spelled, words
from tei.encode.information import Acts, Named, When, acts
from tei.names import local_name, tei_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element as Element

    from tei.encode.gathering.parties import Reader
    from tei.encode.gathering.survey import Unit
    from tei.encode.information import Information

_STEPS: Final = {
    "received": "intake",
    "deciphered": "deciphered",
    "enciphered": "enciphered",
    "printed": "printed",
    "registered": "registered",
    "translated": "translated",
}
"""What the lines of a bureau tell, and what that is called as an action."""
_REGISTERING: Final = frozenset({"incoming", "registration"})
_IN_AN_OPENER: Final = frozenset({"salute"})
_IN_A_DATELINE: Final = frozenset({"date", "time", "idno"})
_FROM: Final = re.compile(r"\s*from\b", re.IGNORECASE)
_TO: Final = re.compile(r"\s*(?:to|for)\b", re.IGNORECASE)
_COPIES: Final = re.compile(r"\s*(?:cc|cop(?:y|ies)|info(?:rmation)?)\b", re.IGNORECASE)
_LONGEST_PLACE_CHARS: Final = 60
_NO_PLACE: Final = re.compile(r"\d|^(?:date|dispatched|sent|transmitted|written)\b", re.IGNORECASE)

Step = tuple[str, Named | None, When | None]


@dataclass(frozen=True, slots=True)
class Act:
    """The act that a unit of the text is, as far as it tells."""

    unit: Unit
    acts: Acts
    senders: tuple[Named, ...]
    to: tuple[Named, ...]
    sent: When | None

    @property
    def is_whole(self) -> bool:
        """Whether somebody sent it to somebody else."""
        senders, addressees = set(map(_key, self.senders)), set(map(_key, self.to))
        return bool(senders and addressees) and not addressees <= senders


@dataclass(frozen=True, slots=True)
class Corresponding:
    """Reads acts; *page* is what the page says of the document, *by_cipher* that its head has stations, no people."""

    reader: Reader
    page: Information
    by_cipher: bool = False

    def all(self, units: Sequence[Unit]) -> list[Act]:
        """Return the act of each of *units*, the document and the messages in it."""
        made = {units[0]: self._document(units[0])}
        for unit in units[1:]:
            made[unit] = self._message(unit, made[unit.above or units[0]])
        return list(made.values())

    def signers(self, unit: Unit) -> tuple[Named, ...]:
        """Return who signs, by names in the signatures or else by their words."""
        said = [words(one, _NO_OFFICE) for one in unit.signed]
        named = [self.reader.named(element) for one in said for element in one.names]
        marked = _distinct(one for one in named if one is not None)
        plain = [one.text for one in said] if any(one.text.strip() for one in said) else map(spelled, unit.signed)
        return marked or self._told(plain)

    def _document(self, unit: Unit) -> Act:
        """Return the act of the document: what its own lines do not say, its page does."""
        senders = self.signers(unit) or self._from(unit)
        to = self._to(unit)
        listed = self._listed(unit)
        if not self.by_cipher:
            senders = senders or self._told((self.page.sender,)) or self._told((self.reader.title.sender,))
            to = to or self._told(self.page.recipients) or self._told((self.reader.title.to,))
        to = to or self._greeted(unit) or (() if self.by_cipher else listed)
        when = sent(unit)
        made = acts(
            senders,
            to,
            cc=(*listed, *self._forms(unit, _COPIES), *self._told(self.page.copies)),
            sent=when,
            sent_from=self._sent_from(unit),
            transmitted=list(self._steps(unit)),
        )
        return Act(unit, self._placed(made, unit), senders, to, when)

    def _message(self, unit: Unit, above: Act) -> Act:
        """Return the act of a message that *above* carries: to its addressee, if it names no other of its own."""
        senders = self.signers(unit) or self._from(unit)
        ours = set(map(_key, senders))
        to = self._to(unit) or self._greeted(unit) or tuple(one for one in above.to if _key(one) not in ours)
        when = sent(unit)
        made = acts(
            senders,
            to,
            cc=self._listed(unit),
            sent=when,
            sent_from=self._sent_from(unit),
            forwarded=[(one, above.sent) for one in above.senders if _key(one) not in ours],
            transmitted=list(self._steps(unit)),
        )
        return Act(unit, made, senders, to, when)

    # --- people ---

    def _from(self, unit: Unit) -> tuple[Named, ...]:
        return () if self.by_cipher else self._forms(unit, _FROM)

    def _to(self, unit: Unit) -> tuple[Named, ...]:
        openers = [words(one, _IN_AN_OPENER) for one in unit.openers]
        to = _distinct(name for one in openers for name in self.reader.addressed(one))
        if not to and not self.by_cipher:
            to = self._forms(unit, _TO)
        return to

    def _greeted(self, unit: Unit) -> tuple[Named, ...]:
        """Return who is greeted: often by a forename alone, so that a title tells more."""
        return _distinct(name for one in unit.salutes for name in self.reader.addressed(words(one)))

    def _forms(self, unit: Unit, label: re.Pattern[str]) -> tuple[Named, ...]:
        said = (words(one) for one in unit.forms)
        return _distinct(name for one in said if label.match(one.text) for name in self.reader.value(one))

    def _listed(self, unit: Unit) -> tuple[Named, ...]:
        """Return who is on the list of distribution, all names in it included: the rules ask for each."""
        lines = [name for one in unit.copies for name in self.reader.addressed(words(one))]
        marked = [self.reader.named(one) for one in unit.listed if one.get("ref")]
        return _distinct((*lines, *(one for one in marked if one is not None)))

    def _told(self, texts: Iterable[str]) -> tuple[Named, ...]:
        return _distinct(name for text in texts for name in self.reader.told(text))

    # --- times and places ---

    def _sent_from(self, unit: Unit) -> str:
        if self.by_cipher:
            return _places(unit, _FROM)
        return next(filter(None, map(_place, (*unit.datelines, *_sending(unit)))), "")

    def _placed(self, made: Acts, unit: Unit) -> Acts:
        place = _places(unit, _TO) if self.by_cipher else ""
        if not place:
            return made
        actions = tuple(
            replace(action, places=(place,)) if (action.type, action.subtype) == ("received", "to") else action
            for action in made.actions
        )
        return replace(made, actions=actions)

    # --- what became of it ---

    def _steps(self, unit: Unit) -> Iterator[Step]:
        found = [*self._lines(unit), *self._stamps(unit)]
        dated = {step[0] for step in found if step[2] is not None}
        once = dict.fromkeys(step for step in found if step[2] is not None or step[0] not in dated)
        yield from once

    def _lines(self, unit: Unit) -> Iterator[Step]:
        for line in unit.steps:
            subtype = _STEPS.get(line.get("type", ""))
            if subtype is not None:
                names: Sequence[Named | None] = self.reader.doers(words(line))
                if not names and subtype == "intake":
                    names = [self._letterhead(unit)]
                when = moments.first([line])
                yield from ((subtype, one, when) for one in names or [None] if one is not None or when is not None)

    def _stamps(self, unit: Unit) -> Iterator[Step]:
        """Yield the registrations that stamps tell: of whom they name, on the day that they have."""
        for stamp in unit.stamps:
            when = moments.first([stamp])
            owner = stamp.find(_ORGANISATION)
            name = self.reader.named(owner) if owner is not None else None
            if stamp.get("type") in _REGISTERING and when is not None and name is not None:
                yield "registered", name, when

    def _letterhead(self, unit: Unit) -> Named | None:
        """Return the office whose form the document is written on, if its letterhead is marked as a name."""
        found = (one.find(_ORGANISATION) for one in unit.letterheads)
        return next((self.reader.named(one) for one in found if one is not None), None)


def sent(unit: Unit) -> When | None:
    """Return when a unit was written: as its dateline or its end tells, or a line on the sending."""
    return moments.first(unit.datelines) or moments.first(unit.closers) or moments.first(_sending(unit))


def _sending(unit: Unit) -> list[Element]:
    """Return the lines that tell where and when a unit was sent."""
    return [one for one in unit.steps if one.get("type") == "sent"]


_ORGANISATION: Final = f".//{tei_name('orgName')}"
_NO_OFFICE: Final = frozenset({"roleName"})


def _place(dateline: Element) -> str:
    """Return the place of a dateline, as a name in it or its words before the date tell."""
    marked = next((one for one in dateline if local_name(one.tag) in _PLACE_NAMES), None)
    said = spelled(dateline if marked is None else marked, _IN_A_DATELINE).strip(" ,.;:–—-")
    is_place = said[:1].isupper() and len(said) <= _LONGEST_PLACE_CHARS and not _NO_PLACE.search(said)
    return said if is_place else ""


_PLACE_NAMES: Final = frozenset({"country", "geogName", "placeName", "region", "settlement"})


def _places(unit: Unit, label: re.Pattern[str]) -> str:
    """Return the station that a line of the head names: ``From: VELSK``."""
    said = (spelled(one) for one in unit.forms)
    values = (one.partition(":")[2].strip(" .,") for one in said if label.match(one))
    return next((one for one in values if one and len(one) <= _LONGEST_PLACE_CHARS), "")


def _distinct(names: Iterable[Named]) -> tuple[Named, ...]:
    kept: dict[str, Named] = {}
    for one in names:
        kept.setdefault(_key(one), one)
    return tuple(kept.values())


def _key(one: Named) -> str:
    return one.ref or one.text.casefold()
