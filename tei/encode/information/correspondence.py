"""An act of correspondence as the actions that ``correspDesc`` is written from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ActionType = Literal["sent", "forwarded", "transmitted", "received"]


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or some place, as found by the caller: its words, the pointer to its entry, the element it is."""

    text: str
    ref: str = ""
    element: Literal["persName", "orgName", "name", "rs"] = "persName"


@dataclass(frozen=True, slots=True)
class When:
    """A date in words, and normalised: ``when`` a day, month or year, ``when_iso`` with the time of day."""

    text: str
    when: str = ""
    when_iso: str = ""
    not_before: str = ""
    not_after: str = ""

    @property
    def earliest(self) -> str:
        """The first moment that it may be, in the form of ISO 8601; "" if it is not known."""
        return self.when_iso or self.when or self.not_before

    @property
    def latest(self) -> str:
        """The last moment that it may be; a month that is told is not taken for its first day."""
        return self.when_iso or self.when or self.not_after


@dataclass(frozen=True, slots=True)
class Action:
    """One step: what was done, by whom or to whom, when and where."""

    type: ActionType
    subtype: str = ""
    names: tuple[Named, ...] = ()
    dates: tuple[When, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Acts:
    """The actions in the order of ``correspDesc``, and in sentences what about them is doubtful."""

    actions: tuple[Action, ...]
    doubts: tuple[str, ...] = ()


def acts(  # noqa: PLR0913 - each parameter is a part of the act
    sender: Named | Sequence[Named] = (),
    to: Sequence[Named] = (),
    *,
    cc: Sequence[Named] = (),
    sent: When | None = None,
    sent_from: str = "",
    forwarded: Sequence[tuple[Named, When | None]] = (),
    transmitted: Sequence[tuple[str, Named | None, When | None]] = (),
    received: When | None = None,
) -> Acts:
    """Return the act in which *sender* wrote *to* somebody, with copies to *cc*.

    *forwarded* are those who sent it on, *transmitted* the steps on its way (``intake``, ``deciphered``, …), which come
    in the order of their dates; those without a date keep their place. Who is named twice is there once; who is
    addressed is no recipient of a copy.
    """
    senders = (sender,) if isinstance(sender, Named) else tuple(sender)
    addressees = _distinct(to)
    copied = tuple(one for one in _distinct(cc) if _key(one) not in set(map(_key, addressees)))
    actions = [
        Action("sent", "", _distinct(senders), _dates(sent), (sent_from,) if sent_from else ()),
        *(Action("forwarded", "", (name,), _dates(when)) for name, when in forwarded),
        *(
            Action("transmitted", subtype, (name,) if name else (), _dates(when))
            for subtype, name, when in _in_time(transmitted)
        ),
        Action("received", "to", addressees, _dates(received)),
        Action("received", "cc", copied),
    ]
    kept = tuple(action for action in actions if action.names or action.dates or action.places)
    return Acts(kept, tuple(_doubts(kept)))


def _doubts(actions: Sequence[Action]) -> Iterator[str]:
    kinds = {(action.type, action.subtype) for action in actions if action.names}
    if ("sent", "") not in kinds:
        yield "no sender is known"
    if ("received", "to") not in kinds:
        yield "no addressee is known"
    senders = {_key(name) for action in actions if action.type == "sent" for name in action.names}
    received = [name for action in actions if action.type == "received" for name in action.names]
    yield from (f"“{name.text}” is sender and recipient" for name in received if _key(name) in senders)
    sent = [date for action in actions if action.type == "sent" for date in action.dates if date.earliest]
    later = [(action, date) for action in actions if action.type != "sent" for date in action.dates if date.latest]
    for action, date in later:
        if any(precedes(date.latest, one.earliest) for one in sent):
            yield f"“{date.text}” ({action.subtype or action.type}) is before it was sent, “{sent[0].text}”"


def precedes(first: str, second: str) -> bool:
    """Return whether *first* is certainly before *second*, dates in ISO 8601 of whatever precision."""
    shared = min(len(first), len(second))
    return first[:shared] < second[:shared]


def _in_time(
    steps: Sequence[tuple[str, Named | None, When | None]],
) -> Iterator[tuple[str, Named | None, When | None]]:
    dated = iter(sorted((step for step in steps if step[2] and step[2].earliest), key=_moment))
    for step in steps:
        yield next(dated) if step[2] and step[2].earliest else step


def _moment(step: tuple[str, Named | None, When | None]) -> str:
    """Return the day of *step*, and within the day the time; what has no time comes behind what has one."""
    moment = step[2].earliest if step[2] else ""
    return moment if "T" in moment else f"{moment}T99"


def _dates(when: When | None) -> tuple[When, ...]:
    return (when,) if when else ()


def _distinct(names: Sequence[Named]) -> tuple[Named, ...]:
    return tuple({_key(name): name for name in reversed(names)}.values())[::-1]


def _key(name: Named) -> str:
    return name.ref or name.text.casefold()
