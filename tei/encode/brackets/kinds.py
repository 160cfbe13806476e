"""What opens and closes."""

from __future__ import annotations

from typing import Final, NamedTuple


class Kind(NamedTuple):
    """A pair of signs; ``doubled``: inside others it is written twice, as ``[[`` and ``]]``."""

    open: str
    close: str
    doubled: bool = False


SQUARE: Final = Kind("[", "]", doubled=True)
