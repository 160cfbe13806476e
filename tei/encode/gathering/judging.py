"""What was understood beyond the words: where a message begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.gathering import moments
from tei.encode.gathering.words import spelled
from tei.encode.heading import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.encode.gathering.survey import Unit

_MARKS: Final = '“«„"'
_ENDING: Final = '”»“"'
_FIRST_WORDS: Final = 5


def judgements(messages: list[Unit]) -> tuple[str, ...]:
    """Return in a sentence each where the *messages* are taken to begin and to end."""
    return tuple(sentence for one in messages for sentence in _judged(one))


def _judged(unit: Unit) -> Iterator[str]:
    if not unit.paragraphs:
        return
    begins = _begins(unit)
    ends = wording.series(list(_ends(unit)))
    when = moments.first(unit.datelines) or moments.first(unit.closers)
    name = f"The {unit.type or 'text'}{f' of {when.text}' if when else ''}"
    yield f"{name} is taken to begin with {begins}{f' and to end with {ends}' if ends else ''}."


def _begins(unit: Unit) -> str:
    if unit.openers:
        return "the line that opens it"
    said = spelled(unit.paragraphs[0])
    return "its opening quotation mark" if said[:1] in _MARKS and said else _quoted(unit)


def _quoted(unit: Unit) -> str:
    first = spelled(unit.paragraphs[0], frozenset({"label"})).split()
    return f"the words “{' '.join(first[:_FIRST_WORDS])}”"


def _ends(unit: Unit) -> Iterator[str]:
    if unit.signed:
        yield "the signature"
    if unit.datelines and unit.closers:
        yield "the date"
    last = unit.closers[-1] if unit.closers else unit.paragraphs[-1]
    if spelled(last)[-1:] in _ENDING and spelled(last):
        yield "the closing quotation mark"
