"""Specimens: a line or some of a transcription, each with the TEI that is to become of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tei.encode.profile.source import Source
    from tei.settings.lines import Key


@dataclass(frozen=True, slots=True)
class Specimen:
    """A transcription with what must come out.

    ``tei`` are the children of the ``div`` that stand for its lines. ``rules`` took its brackets, in the order in which
    these open; ``doubts`` are the kinds of what is told; ``renditions`` maps the name of a pair to its selector and
    what is generated before and after: None for what is not asked. ``profile`` and ``source_language`` are "" for
    those of the test. ``path``, ``line`` and ``tei_line`` tell where it, and its TEI, is written.
    """

    context: str
    transcription: str
    tei: str
    rules: tuple[str, ...] | None = None
    doubts: tuple[str, ...] | None = None
    renditions: Mapping[str, tuple[str, str, str]] | None = None
    profile: str = ""
    source_language: str = ""
    path: str = ""
    line: int = 1
    tei_line: int = 1


def specimens(source: Source, tables: Mapping[str, Any]) -> tuple[Specimen, ...]:
    """Return the tables ``[[specimen]]`` of *source*, whose keys are checked."""
    return tuple(_specimen(source, ("specimen", number), one) for number, one in enumerate(tables.get("specimen", ())))


def _specimen(source: Source, key: Key, one: Mapping[str, Any]) -> Specimen:
    return Specimen(
        one["context"],
        one["transcription"].strip("\n"),
        one["tei"],
        tuple(one["rules"]) if "rules" in one else None,
        tuple(one["doubts"]) if "doubts" in one else None,
        _renditions(source, key, one) if "renditions" in one else None,
        one.get("profile", ""),
        one.get("source_language", ""),
        source.path,
        source.line(key),
        source.value_line((*key, "tei"), one["tei"]),
    )


def _renditions(source: Source, key: Key, one: Mapping[str, Any]) -> dict[str, tuple[str, str, str]]:
    made = {}
    for name, pair in one["renditions"].items():
        if len(pair) == 3:  # noqa: PLR2004 - selector, before, after
            made[name] = (pair[0], pair[1], pair[2])
        else:
            message = "a pair of renditions is a list of three texts: its selector, what is before, what is after"
            source.fault((*key, "renditions", name), message)
    return made
