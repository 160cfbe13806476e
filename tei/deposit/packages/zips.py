"""ZIP files without a clock: the same names and contents give the same bytes."""

import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP can say."""

_UNIX: Final = 3
_PLAIN_FILE: Final = 0o100644 << 16
_LEVEL: Final = 9
_LARGE_BYTES: Final = 1 << 31


def write(target: Path, files: "Iterable[tuple[str, Path | bytes]]") -> None:
    """Write the ZIP *target*, each of *files* with its name in there, in the order given. Raises OSError.

    A name that is not ASCII is marked as UTF-8, as :mod:`zipfile` does of itself.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, content in files:
            information = zipfile.ZipInfo(name, _MOMENT)
            information.create_system = _UNIX
            information.external_attr = _PLAIN_FILE
            information.compress_type = zipfile.ZIP_DEFLATED
            if isinstance(content, bytes):
                archive.writestr(information, content, compresslevel=_LEVEL)
                continue
            large = content.stat().st_size >= _LARGE_BYTES
            with content.open("rb") as source, archive.open(information, "w", force_zip64=large) as sink:
                shutil.copyfileobj(source, sink)
