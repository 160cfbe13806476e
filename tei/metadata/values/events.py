"""What happened: the acts of a correspondence, and the history of the document."""

from dataclasses import dataclass

from tei.metadata.values.agents import Agent
from tei.metadata.values.dates import Date
from tei.metadata.values.words import Origin, Text
from tei.metadata.values.works import Place, RelatedItem


@dataclass(frozen=True, slots=True)
class Action:
    """One act of a correspondence: ``type`` as ``sent`` or ``received``, with persons, places and dates."""

    type: str | None
    origin: Origin
    subtype: str | None = None
    agents: tuple[Agent, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[Date, ...] = ()
    notes: tuple[Text, ...] = ()

    def __str__(self) -> str:
        said = (*map(str, self.agents), *map(str, self.places), *map(str, self.dates))
        return f"{self.type or 'act'}: {', '.join(said)}" if said else self.type or "act"


@dataclass(frozen=True, slots=True)
class Correspondence:
    """A ``correspDesc``: its acts in order, what stands before and after it, and the attributes that CMIF has."""

    origin: Origin
    key: str | None = None
    ref: str | None = None
    source: str | None = None
    actions: tuple[Action, ...] = ()
    context: tuple[RelatedItem, ...] = ()
    notes: tuple[Text, ...] = ()

    def actions_of(self, kind: str) -> tuple[Action, ...]:
        """Return the acts of a type."""
        return tuple(action for action in self.actions if action.type == kind)

    def __str__(self) -> str:
        acts = "; ".join(map(str, self.actions))
        return acts or self.key or self.ref or next(map(str, (*self.context, *self.notes)), "")


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the revision history; ``date`` and ``agents`` may be missing."""

    text: str
    origin: Origin
    date: Date | None = None
    agents: tuple[Agent, ...] = ()
    status: str | None = None
    number: str | None = None

    def __str__(self) -> str:
        return ": ".join(filter(None, [str(self.date or ""), self.text])) or next(map(str, self.agents), "")
