"""A name for an edition that its content gives it, and that nobody needs to register."""

from __future__ import annotations

import uuid
from typing import Final

from tei.encode.heading.elements import sound
from tei.notation.white import normal

_EDITIONS: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:tei:encode:edition")


def urn(transcription: str) -> str:
    """Return the URN of the edition of *transcription*: the same for the same words, however they are laid out.

    Source: RFC 9562, section 5.5 (UUID version 5).
    """
    return uuid.uuid5(_EDITIONS, sound(normal(transcription))).urn
