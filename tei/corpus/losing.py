"""Why an item has no result of its own."""

from enum import Enum
from typing import Final, NamedTuple

NO_MEMORY: Final = "ran out of memory"
"""The ending of an item that takes more memory than there is."""

TOO_MUCH_MEMORY: Final = "took too much memory"
"""The ending of a process that takes more than all together may have."""


class Cause(Enum):
    """What kept an item from being done: its process died, it took too long, or somebody has stopped the work."""

    DIED = "died"
    LATE = "late"
    STOPPED = "stopped"


class Loss(NamedTuple):
    """Why an item has no result, and the end of its process in words: ``was killed by SIGKILL``."""

    cause: Cause
    ending: str = ""
