"""Dates as the header has them, with what of them is certain."""

from dataclasses import dataclass
from typing import Literal

from tei.metadata.values.words import Origin, Text

Extent = Literal["instant", "interval", "between"]
Precision = Literal["year", "month", "day", "time"]


@dataclass(frozen=True, slots=True)
class Date:
    """A date: ``edtf`` (level 1) is None where the header has words alone, or a value that no calendar has.

    ``start`` and ``end`` are the bounds as EDTF days, months or years, None where open or not known; those of an
    ``instant`` are equal. ``between`` (``notBefore``, ``notAfter``) is one moment in the range, ``interval`` (``from``,
    ``to``) all of it: EDTF writes both with a slash. ``moment`` has the time of day. ``refused`` are values of
    attributes that are no dates.
    """

    text: str
    origin: Origin
    edtf: str | None = None
    start: str | None = None
    end: str | None = None
    extent: Extent = "instant"
    precision: Precision | None = None
    moment: str | None = None
    certainty: str | None = None
    period: str | None = None
    calendar: str | None = None
    type: str | None = None
    refused: tuple[Text, ...] = ()

    @property
    def year(self) -> str | None:
        """The year of the start, or of the end where the start is open."""
        bound = self.start or self.end
        if bound is None:
            return None
        sign = "-" if bound.startswith("-") else ""
        return sign + bound.removeprefix("-").partition("-")[0] if not bound.startswith("Y") else bound

    def __str__(self) -> str:
        return self.edtf or self.text
