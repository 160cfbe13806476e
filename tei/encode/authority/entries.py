"""What an authority file says of a person, an organisation or a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tei.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entry, white space collapsed.

    ``element`` is what names it, as ``persName``; ``kind`` its ``@type`` (main, variant, cover, abbreviation, …);
    ``surname`` and ``forename`` are "" where the file does not tell them, by elements or by a comma.
    """

    text: str
    kind: str
    element: str
    language: str = ""
    surname: str = ""
    forename: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A ``person``, ``org`` or ``place`` that a document can point at.

    ``birth`` and ``death`` are as ``@when`` gives them, "" if it does not; ``identifiers`` are pairs of type and value;
    ``path`` and ``span`` tell where its start tag stands.
    """

    id: str
    kind: str
    names: tuple[Name, ...]
    birth: str
    death: str
    identifiers: tuple[tuple[str, str], ...]
    path: str
    span: Span

    @property
    def label(self) -> str:
        """Its main name, or the first one."""
        return next((name.text for name in self.names if name.kind == "main"), self.names[0].text)
