"""What opens and closes."""

from __future__ import annotations

from typing import Final, NamedTuple


class Kind(NamedTuple):
    """A pair of signs; ``doubled``: inside others it is written twice, as ``[[`` and ``]]``.

    ``paired``: one without its partner in the same line is no bracket but text, as a parenthesis may be.
    """

    open: str
    close: str
    doubled: bool = False
    paired: bool = False


SQUARE: Final = Kind("[", "]", doubled=True)
