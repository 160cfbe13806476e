"""What is known of an encoded document when its header is written, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from tei.encode.information import page
from tei.encode.information.correspondence import Acts, When
from tei.encode.information.page import Information
from tei.encode.information.side import Overrides
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.encode.information.correspondence import Action
    from tei.encode.information.references import Reference

Genre = Literal["cable", "telegram", "letter", "memorandum", "conversation", "decrypt", "document"]
"""What kind of document it is; ``document`` if that is all that is known."""
Done = Literal["names", "dates", "times", "years", "quotation", "unopened", "unclosed", "sic", "unresolved"]
"""What was done in the text and is to be declared.

``names`` point into an authority file; ``dates`` have a value, ``times`` one to the minute, ``years`` were taken from
the document; there are ``quotation`` marks, ``unopened`` or ``unclosed`` ones among them; something is marked as
``sic`` or ``unresolved``.
"""


@dataclass(frozen=True, slots=True)
class Hand:
    """A hand that the text points at, and in a sentence whose it is."""

    id: str
    sentence: str
    medium: str = ""
    scope: str = "minor"


@dataclass(frozen=True, slots=True)
class Rendition:
    """What is generated ``before`` or ``after`` the elements that *selector* chooses, or how the leaf looks, in CSS."""

    id: str
    scope: Literal["before", "after", ""] = ""
    selector: str = ""
    content: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True)
class Correspondence:
    """An act of correspondence that a part of the text claims; ``key`` is the number under which it went."""

    id: str
    acts: Acts
    key: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """What a project says of its editions; ``licence`` is an address, ``schemas`` are in the order to be named.

    ``encoder`` is who answers for the encoding; without one it is the program, whose version is ``version``.
    """

    publisher: str = ""
    encoder: str = ""
    number: str = "1.0"
    licence: str = ""
    licence_name: str = ""
    schemas: tuple[str, ...] = ()
    version: str = ""


@dataclass(frozen=True, slots=True)
class Archive:
    """What a profile says of the archive whose pages are encoded.

    ``publisher`` publishes the pages, ``name`` is what it calls them. ``form`` is one that ``objectDesc`` may have.
    What stands in brackets is ``brackets_by`` somebody, by the identifier of that responsibility; ``brackets_name`` is
    who that is if a page names nobody.
    """

    publisher: str = ""
    name: str = ""
    form: str = ""
    brackets_by: Literal["translator", "editor", "transcriber", ""] = ""
    brackets_name: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a header is made of; what is not known is empty, and left out.

    ``day`` is that of the encoding. ``characters`` counts the transcription, runs of space as one. ``heading`` is the
    line under which the document stands, as it has it. ``sources`` are what the document's own lines and footnotes say
    of where it is kept. The first of ``correspondence`` is the default. ``pointers`` lead from names as they are
    written here to entries of an authority file. ``judgements`` are sentences on what was understood beyond the words,
    ``additions`` on what was put on the leaf.
    """

    information: Information
    day: date
    identifier: str = ""
    overrides: Overrides = field(default_factory=Overrides)
    edition: Edition = field(default_factory=Edition)
    archive: Archive = field(default_factory=Archive)
    sources: tuple[str, ...] = ()
    profile: str = "plain"
    genre: Genre = "document"
    language: str = "en"
    source_language: str = ""
    languages: tuple[str, ...] = ()
    characters: int = 0
    heading: str = ""
    date: When | None = None
    created: When | None = None
    authors: tuple[str, ...] = ()
    pointers: tuple[tuple[str, str], ...] = ()
    hands: tuple[Hand, ...] = ()
    renditions: tuple[Rendition, ...] = ()
    additions: tuple[str, ...] = ()
    correspondence: tuple[Correspondence, ...] = ()
    places: tuple[str, ...] = ()
    judgements: tuple[str, ...] = ()
    done: frozenset[Done] = frozenset()
    told: Information = field(init=False, repr=False, compare=False)
    """What the page says of its document, and the side file instead."""

    def __post_init__(self) -> None:
        # Once: a side file's reference and credits are read when they are laid over what the page says.
        sourced = page.with_sources(self.information, self.sources) if self.sources else self.information
        object.__setattr__(self, "told", self.overrides.over(sourced))

    @property
    def is_translation(self) -> bool:
        """Whether the text is in another language than the document, or somebody translated it."""
        translated = any("trl" in credit.relators for credit in self.told.credits.credits)
        return translated or self.original not in {"", self.language}

    @property
    def original(self) -> str:
        """The language of the document itself: what the page or the side file says, if it is one, else as given."""
        tasks = (credit for credit in self.told.credits.credits if "trl" in credit.relators)
        translated = [tag for credit in tasks for tag in credit.languages]
        told = {*(translated or self.told.languages)} - {self.language}
        return told.pop() if len(told) == 1 else self.source_language

    @property
    def reference(self) -> Reference | None:
        """Where the document is kept; None if that is not told, or told in no words."""
        told = self.told.reference
        return told if told and normal(told.whole) else None

    @property
    def described(self) -> tuple[Correspondence, ...]:
        """The acts that a ``correspDesc`` can describe: those whose sender and addressee are known."""
        return tuple(one for one in self.correspondence if _is_whole(one.acts))

    def actions(self, kind: str) -> Iterator[Action]:
        """Yield the actions of *kind* in the act that is the default, its subtypes included."""
        for one in self.described[:1]:
            yield from (action for action in one.acts.actions if kind in {action.type, action.subtype})

    def pointer(self, name: str) -> str:
        """Return the pointer to the entry of *name*, "" if there is none."""
        return dict(self.pointers).get(name, "")


def _is_whole(acts: Acts) -> bool:
    """Return whether somebody sent and somebody is addressed, in one action each.

    Source: ``corresp-sender`` and ``corresp-addressee`` of the rules for documentary editions.
    """
    ends = [
        (action.type, any(name.text.strip() for name in action.names))
        for action in acts.actions
        if action.type == "sent" or (action.type, action.subtype) == ("received", "to")
    ]
    return sorted(ends) == [("received", True), ("sent", True)]
