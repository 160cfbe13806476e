"""The names of rivers and mountains, which say what they name: ``Yangtze River``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei.encode.authority.matches import Part
from tei.encode.authority.wording import key

if TYPE_CHECKING:
    from tei.encode.authority.hits import Reading, Stretch
    from tei.encode.authority.wording import Passage


def parts(text: Passage, reading: Reading, whole: Stretch) -> tuple[Part, ...]:
    """Name and feature of a ``geogName`` that is another of the entry's with words before it or behind it; or none."""
    entry, words = reading.form.entry, text.words[reading.first : reading.last]
    if reading.form.name.element != "geogName":
        return ()
    keys = [word.key for word in words]
    for name in entry.names:
        short = key(name.text).split()
        size = len(short)
        if name.element != "geogName" or not 0 < size < len(keys):
            continue
        if keys[:size] == short:
            return Part(whole.start, words[size - 1].end, "name"), Part(words[size].start, whole.end, "geogFeat")
        if keys[-size:] == short:
            return Part(whole.start, words[-size - 1].end, "geogFeat"), Part(words[-size].start, whole.end, "name")
    return ()
