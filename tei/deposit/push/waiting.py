"""How long to wait before a request is made again: exponential back-off with jitter, and what ``Retry-After`` says."""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple

from tei.errors import EnvironmentFault

ATTEMPTS: Final = 5
_FIRST_S: Final = 1.0
_LONGEST_S: Final = 60.0
_PATIENCE_S: Final = 600.0
"""A server that wants longer is told to the user, who has better things to do."""


class Clock(NamedTuple):
    """Sleeping and chance, so that tests need neither."""

    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


def pauses() -> Iterator[float]:
    """Yield the upper bounds of the pauses between attempts, in seconds; there are one fewer than attempts."""
    for attempt in range(ATTEMPTS - 1):
        yield min(_FIRST_S * 2**attempt, _LONGEST_S)


def pause_s(bound_s: float, headers: Mapping[str, str], clock: Clock) -> float:
    """Return how long to wait: what the server asks for, else a random part of *bound_s*, at least half of it.

    Raises :class:`~tei.errors.EnvironmentFault` if the server asks for more than ten minutes.
    """
    asked = asked_s(headers)
    if asked is None:
        # Many clients that were cut off at once shall not come back at once.
        return bound_s * (0.5 + clock.chance() / 2)
    if asked > _PATIENCE_S:
        message = f"the repository asks to come back in {asked:.0f} seconds; run the same command then"
        raise EnvironmentFault(message)
    return asked


def asked_s(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of ``Retry-After``; a date counts from the server's own ``Date``. None if it says nothing."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        later, now = parsedate_to_datetime(said), parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, (later - now).total_seconds())
    except (TypeError, ValueError):
        return None
