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


def day(record: "Record") -> str | None:
    """Return the day of making: that of ``SOURCE_DATE_EPOCH``, else that of publication, or None. Raises as `asked`."""
    return asked() or published(record)


def asked() -> str | None:
    """Return the day that ``SOURCE_DATE_EPOCH`` asks for.

    Raises :class:`~tei.errors.UsageError` if it holds no number of seconds.
    """
    seconds = os.environ.get(_VARIABLE, "")
    if not seconds:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        message = f"{_VARIABLE} must be a number of seconds since 1970; it is {seconds!r}"
        raise UsageError(message) from None


def published(record: "Record") -> str | None:
    """Return the day of publication as ISO 8601, or the month or year where the header has no more."""
    date = record.publication_date
    bound = None if date is None else date.start or date.end
    return bound if bound is not None and _DAY.fullmatch(bound) else None


def full(day: str | None) -> str | None:
    """Return *day* with month and day of the month, the first where it has none."""
    return None if day is None else day + "-01" * (2 - day.count("-"))


def moment(day: str | None) -> str | None:
    """Return the beginning of *day* in universal time."""
    return None if day is None else f"{full(day)}T00:00:00Z"
