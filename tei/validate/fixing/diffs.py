"""What changed in a text, as the unified diff that other programs read."""

import difflib
from pathlib import PurePath


def unified(path: str, old: str, new: str) -> str:
    """Return the difference between *old* and *new*, the text of the file at *path*; "" if there is none."""
    name = PurePath(path).as_posix()
    # Only at line feeds: for Python, some characters of a text end a line, too.
    before, after = (text.split("\n") for text in (old, new))
    lines = list(difflib.unified_diff(_ended(before), _ended(after), name, name))
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _ended(lines: list[str]) -> list[str]:
    """Return *lines* with their line feeds; the last has none, and is no line if nothing stands on it."""
    return [*(f"{line}\n" for line in lines[:-1]), *([lines[-1]] if lines[-1] else [])]
