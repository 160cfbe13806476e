"""Acts of correspondence as ``correspDesc``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.heading import dated, source
from tei.encode.heading.elements import make
from tei.encode.information.correspondence import precedes
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.encode.heading.elements import Element
    from tei.encode.heading.facts import Correspondence, Facts
    from tei.encode.information.correspondence import Action, When

_SUBTYPES: Final = frozenset(
    {
        *("cc", "deciphered", "delivered", "dispatched", "distributed", "enciphered", "intake", "printed", "read"),
        *("registered", "to", "translated", "via"),
    }
)
"""What an action may be called within its type."""


def descriptions(facts: Facts) -> Iterator[Element]:
    """Yield a ``correspDesc`` for each act whose sender and addressee are known; the first is the default."""
    described = f"#{source.SOURCE}" if source.is_described(facts) else ""
    for number, one in enumerate(facts.described):
        yield make(
            "correspDesc",
            *_actions(one),
            xml_id=one.id,
            default="true" if number == 0 else "false",
            key=normal(one.key),
            source=described,
        )


def doubts(facts: Facts) -> Iterator[str]:
    """Yield what could not be described, in sentences."""
    for one in facts.correspondence:
        if one not in facts.described:
            why = "; ".join(one.acts.doubts) or "its sender or its addressee is not known"
            yield f"the correspondence “{one.id}” is not described: {why}"
            continue
        for action in one.acts.actions:
            kept = _dates(action, one)
            lost = [when.text for when in action.dates if when not in kept]
            yield from (f"the date “{text}” of “{action.subtype or action.type}” is left out" for text in lost)


def _actions(one: Correspondence) -> Iterator[Element]:
    for action in one.acts.actions:
        content = [
            *(source.named(name) for name in action.names if normal(name.text)),
            *(make("placeName", normal(place)) for place in action.places if normal(place)),
            *(dated.element("date", when) for when in _dates(action, one)),
        ]
        subtype = action.subtype if action.subtype in _SUBTYPES else ""
        if content:
            yield make("correspAction", *content, type=action.type, subtype=subtype)


def _dates(action: Action, one: Correspondence) -> tuple[When, ...]:
    """Return the dates of *action* that have a value and are not before the sending: others the rules do not allow."""
    sent = [when.earliest for other in one.acts.actions if other.type == "sent" for when in other.dates]
    return tuple(
        when
        for when in action.dates
        if dated.attributes(when)
        and (action.type == "sent" or not any(precedes(when.latest, start) for start in sent if start and when.latest))
    )
