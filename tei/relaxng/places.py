"""Where something stands in a schema."""

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tei.diagnostics import Span


class Place(NamedTuple):
    """Where something stands in a schema: lines and columns from 1, in code points, the end exclusive."""

    path: str = ""
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    @property
    def span(self) -> "Span":
        """The place as a finding has it."""
        from tei.diagnostics import Span  # noqa: PLC0415 - not loaded as long as there is no finding

        return Span(self.line, self.column, self.end_line, self.end_column)


NOWHERE: Final = Place()
