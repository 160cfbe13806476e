"""When a document was brought forth that no act of correspondence describes."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tei.encode.gathering import moments
from tei.encode.gathering.corresponding import sent
from tei.encode.heading import wording
from tei.encode.information import When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from tei.encode.gathering.survey import Unit

_VERBS: Final[Mapping[str, str]] = MappingProxyType(
    {"drafted": "drafted", "approved": "approved", "translated": "translated", "printed": "printed"}
)
"""What lines of a document tell of its making; what happens to it afterwards is none."""


def created(document: Unit) -> When | None:
    """Return from when to when the document was made, None unless it tells of several days."""
    first: dict[str, date] = {}
    for day, verb in sorted(_steps(document)):
        first.setdefault(verb, day)
    days = sorted(first.values())
    if len(set(days)) <= 1:
        return None
    text = wording.series([f"{verb} on {wording.day(day)}" for verb, day in first.items()])
    return When(f"{text[0].upper()}{text[1:]}", "", "", str(days[0]), str(days[-1]))


def _steps(document: Unit) -> Iterator[tuple[date, str]]:
    lines = ((moments.first([one]), _VERBS.get(one.get("type", ""), "")) for one in document.steps)
    for when, verb in ((sent(document), "written"), *lines):
        day = moments.day_of(when) if when else None
        if day is not None and verb:
            yield day, verb
