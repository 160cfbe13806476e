"""How a report looks: its width, and colour or none."""

from enum import StrEnum
from typing import NamedTuple


class Paint(StrEnum):
    """What is painted, with its ANSI code."""

    PLACE = "1"
    ERROR = "1;31"
    WARNING = "1;33"
    INFO = "1;34"
    MARGIN = "2"
    HELP = "36"


class Style(NamedTuple):
    """The width in columns of a line of source, and whether ANSI colours are wanted."""

    width: int = 100
    colour: bool = False

    def paint(self, words: str, paint: Paint) -> str:
        """Return *words*, in colour where it is wanted."""
        return f"\x1b[{paint.value}m{words}\x1b[0m" if self.colour and words else words
