"""What is asked for where documents are to be mended."""

from typing import NamedTuple


class Fixing(NamedTuple):
    """Which fixes are applied: those with the ids in ``only``, or that which each finding offers alone or by default.

    ``entries`` are names and values for what fixes ask the user. Without ``write``, documents stay as they are.
    """

    only: tuple[str, ...] = ()
    entries: tuple[tuple[str, str], ...] = ()
    write: bool = True
