"""What is raised: faults in the call, the schema or the machine.

A fault in the user's document is returned as a ``Diagnostic``. Where a function cannot return one, because there is no
document to speak of, it raises :class:`DocumentError`, which carries the findings.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.diagnostics import Diagnostic


class TeiError(Exception):
    """The root of everything this package raises on purpose."""


class UsageError(TeiError):
    """The call cannot be carried out as it was made: a missing file, an option that contradicts another."""


class EnvironmentFault(TeiError):
    """The machine does not give what is needed: no permission, no space, a library that is not installed."""


class SettingsError(TeiError):
    """``tei.toml`` says something that is not understood; the message names the file, the line and the key."""


class _LocatedError(TeiError):
    """An error that carries findings; its text is the findings, one a line."""

    def __init__(self, diagnostics: "Iterable[Diagnostic]") -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__("\n".join(str(diagnostic) for diagnostic in self.diagnostics))

    def __reduce__(self) -> tuple[type["_LocatedError"], tuple[tuple["Diagnostic", ...]]]:
        """Return what pickle needs: errors cross process borders when documents are validated in parallel."""
        return type(self), (self.diagnostics,)


class DocumentError(_LocatedError):
    """The bytes are not a well-formed document, or not one that is safe to read."""


class SchemaError(_LocatedError):
    """A schema or stylesheet does not say anything that can be applied."""
