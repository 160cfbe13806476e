"""How the folder of a package is laid out for a repository: one module a format.

Each is small and our own: the formats are simple, and the libraries for them write the time and the machine into what
they make. The tests open every format with its own outside tool.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, cast

from tei.errors import UsageError

if TYPE_CHECKING:
    from tei.deposit.packages.contents import Contents

FORMATS: Final = ("bagit", "saf", "ocfl", "rocrate", "mets", "archivematica", "zip")
_MODULES: Final = {"zip": "zipped"}


class Layout(Protocol):
    """What each module of this package has.

    ``INNER`` is where, below the root of the package, the common folder goes; ``SUFFIX`` ends the package's name.
    """

    INNER: str
    SUFFIX: str

    def finish(self, root: Path, contents: "Contents", target: Path) -> Path:
        """Return the package: *root*, filled up with what the format wants besides, or a file made of it.

        *target* is where it will be put: a format with versions takes up those that are there.
        """


def layout(form: str) -> Layout:
    """Return the layout of this name. Raises :class:`~tei.errors.UsageError` if there is none."""
    if form not in FORMATS:
        message = f"there is no format {form}; known are {', '.join(FORMATS)}"
        raise UsageError(message)
    return cast("Layout", import_module(f"{__name__}.{_MODULES.get(form, form)}"))
