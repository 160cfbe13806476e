"""The size of an image, read out of its beginning."""

from typing import TYPE_CHECKING, Final

from tei import pictures
from tei.errors import EnvironmentFault

if TYPE_CHECKING:
    from pathlib import Path

_BEGINNING_BYTES: Final = 16
# What a file says of itself, for its name may say something else, and browsers go by the name.
_MARKS: Final = {
    "image/avif": ((4, b"ftypavi"),),
    "image/gif": ((0, b"GIF8"),),
    "image/jpeg": ((0, b"\xff\xd8\xff"),),
    "image/png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "image/webp": ((0, b"RIFF"), (8, b"WEBP")),
}


def measured(path: "Path") -> tuple[int, int] | None:
    """Return width and height in pixels as a browser shows it, None if it is no image of the kind that its name says.

    Raises :class:`~tei.errors.EnvironmentFault` if it cannot be opened, or what reads sizes is not installed.
    """
    try:
        import imagesize  # noqa: PLC0415 - an extra
    except ImportError as fault:
        message = "the sizes of images are read by imagesize, which is not installed: pip install 'tei[publish]'"
        raise EnvironmentFault(message) from fault
    try:
        stream = path.open("rb")
    except OSError as fault:
        message = f"cannot read {path}: {fault.strerror or fault}"
        raise EnvironmentFault(message) from fault
    with stream:
        beginning = stream.read(_BEGINNING_BYTES)
        marks = _MARKS.get(pictures.media_type(path.name), ())
        if not marks or not all(beginning[at:].startswith(mark) for at, mark in marks):
            return None
        stream.seek(0)
        try:
            width, height = imagesize.get(stream)
        except Exception:  # noqa: BLE001 - a damaged file may break its reader in any way
            return None
    return (width, height) if width > 0 and height > 0 else None
