"""The day to write where a form asks when it was made: never the clock's, so that one input gives one output."""

import os
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from tei.errors import UsageError

if TYPE_CHECKING:
    from tei.metadata.record import Record

_VARIABLE: Final = "SOURCE_DATE_EPOCH"
_DAY: Final = re.compile(r"\d{4}(?:-\d{2}){0,2}")


def day(*records: "Record") -> str | None:
    """Return the day as ISO 8601: that of ``SOURCE_DATE_EPOCH``, else the latest on which one was published, or None.

    Where the header has a year or a month alone, it is one. Raises :class:`~tei.errors.UsageError` if the variable
    holds no number of seconds.
    """
    asked = os.environ.get(_VARIABLE, "")
    if asked:
        return _asked(asked)
    bounds = (date.start or date.end for record in records if (date := record.publication_date) is not None)
    days = [bound for bound in bounds if bound is not None and _DAY.fullmatch(bound)]
    return max(days, default=None)


def full(day: str | None) -> str | None:
    """Return *day* with month and day of the month, the first where it has none."""
    return None if day is None else day + "-01" * (2 - day.count("-"))


def moment(day: str | None) -> str | None:
    """Return the beginning of *day* in universal time."""
    return None if day is None else f"{full(day)}T00:00:00Z"


def _asked(seconds: str) -> str:
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        message = f"{_VARIABLE} must be a number of seconds since 1970; it is {seconds!r}"
        raise UsageError(message) from None
