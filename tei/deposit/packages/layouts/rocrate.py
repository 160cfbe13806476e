"""RO-Crate 1.1: the common folder has its description already, and is the package."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tei.deposit.packages.contents import Contents

INNER: Final = ""
SUFFIX: Final = ""


def finish(root: Path, _contents: "Contents", _target: Path) -> Path:
    """Return *root* as it is."""
    return root
