"""What an ODD is to say, as frozen values ready to be written: what it takes from its source, and what it changes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from tei.odd.infer.values import Closed
    from tei.odd.specs import Kind


class Module(NamedTuple):
    """A module, and which of its *elements* are taken; None for all of them."""

    key: str
    include: tuple[str, ...] | None = None
    elements: tuple[str, ...] = ()

    @property
    def taken(self) -> tuple[str, ...]:
        """The elements that are taken."""
        return self.elements if self.include is None else self.include


class AttributeChange(NamedTuple):
    """An attribute that is deleted, gets a list of values, or is added, which then has a *namespace*."""

    ident: str
    mode: Literal["add", "change", "delete"]
    namespace: str = ""
    closed: "Closed | None" = None


@dataclass(frozen=True, slots=True)
class Change:
    """An element or a class that is changed, or deleted: the classes that it leaves, and its attributes.

    *namespace* is that of an element of its own.
    """

    kind: "Kind"
    ident: str
    mode: Literal["change", "delete"] = "change"
    namespace: str = ""
    left: tuple[str, ...] = ()
    attributes: tuple[AttributeChange, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is changed."""
        return self.mode == "change" and not self.left and not self.attributes


@dataclass(frozen=True, slots=True)
class Addition:
    """An element of another namespace, with any content: the classes it is a member of, and its attributes."""

    ident: str
    namespace: str
    classes: tuple[str, ...]
    attributes: tuple[AttributeChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a schema is made of; *loose* are elements and classes of the source that are in no module."""

    start: tuple[str, ...]
    modules: tuple[Module, ...]
    loose: "tuple[tuple[Kind, str], ...]" = ()
    changes: tuple[Change, ...] = ()
    additions: tuple[Addition, ...] = ()
