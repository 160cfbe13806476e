"""What is asked of the encoder, as plain values that another process can be given."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tei.encode.heading import Edition
from tei.limits import DEFAULT, Limits
from tei.metadata import stamps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tei.encode.information import Overrides


def day() -> date:
    """Return the day that ``SOURCE_DATE_EPOCH`` asks for, or today's. Raises `UsageError` if it holds no number."""
    asked = stamps.asked()
    return date.fromisoformat(asked) if asked else datetime.now(tz=UTC).date()


@dataclass(frozen=True, slots=True)
class Wish:
    """How transcriptions are to be encoded.

    ``profile`` is the name or the path of one. ``page``: lines around the document are looked for; without it all lines
    are the document's. ``side`` is what side files say, by the name of a transcription. ``encoding`` is that of the
    files, "" to be told by themselves. ``source_language`` is that of what was translated, "" as the profile says.
    ``day`` is that of the encoding. ``schemas`` are those of the project, to be named in the documents.
    """

    profile: str = "plain"
    authorities: tuple[Path, ...] = ()
    side: Mapping[str, Overrides] = field(default_factory=dict, hash=False)
    page: bool = True
    encoding: str = ""
    source_language: str = ""
    day: date = field(default_factory=day)
    edition: Edition = field(default_factory=Edition)
    schemas: tuple[Path, ...] = ()
    limits: Limits = DEFAULT
