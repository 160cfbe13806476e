"""A plain ZIP: the common folder under the name of the package."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei.deposit.packages import zips

if TYPE_CHECKING:
    from tei.deposit.packages.contents import Contents

INNER: Final = ""
SUFFIX: Final = ".zip"


def finish(root: Path, contents: "Contents", _target: Path) -> Path:
    """Return the ZIP, a file in *root*."""
    made = root / f"{contents.name}{SUFFIX}"
    zips.write(made, ((f"{contents.name}/{entry.path}", root / entry.path) for entry in contents.entries))
    return made
