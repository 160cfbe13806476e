"""Patterns of paths: ``*`` is any part of a name, ``**`` folders at any depth, ``?`` a character, ``[ab]`` one of some.

A pattern is seen from the folder of the file of settings and has ``/`` between names. What matches a folder matches all
that lies in it.
"""

import os
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_TOKEN: Final = re.compile(r"\*+|\?|\[!?\]?[^\]]*\]|.", re.DOTALL)
_WILD: Final = re.compile(r"[*?\[]")
_FLAGS: Final = re.IGNORECASE if os.name == "nt" else 0


def mistake(glob: str) -> str:
    """Return what is wrong with a pattern, "" if nothing is."""
    if not glob.strip("./") or "\0" in glob:
        return "is no pattern of paths"
    if os.path.isabs(glob) or glob.startswith("/"):  # noqa: PTH117 - a pattern is no path
        return "must be relative to the folder of the settings"
    return "has a backslash; names of folders are parted by /" if "\\" in glob else ""


@lru_cache(maxsize=256)
def one_of(globs: "tuple[Sequence[str], ...]") -> "re.Pattern[str]":
    """Return the expression for what patterns of one of *globs* match; ``lastindex`` tells of which, from 1."""
    return re.compile("|".join(f"({'|'.join(map(_expression, each))})" for each in globs), _FLAGS)


def seen_from(folder: "Path", path: "Path | str") -> str:
    """Return *path* as seen from *folder*, with ``/`` between names, as patterns are held to it."""
    # For tens of thousands of files: pathlib would take several times as long.
    absolute, start = os.path.abspath(path), os.path.join(os.path.abspath(folder), "")  # noqa: PTH100, PTH118
    if not absolute.startswith(start):
        try:
            return os.path.relpath(absolute, start).replace(os.sep, "/")
        except ValueError:  # Another drive of Windows.
            return absolute.replace(os.sep, "/")
    return absolute[len(start) :].replace(os.sep, "/")


def beginning(glob: str) -> str:
    """Return the folder, or the whole path, that a pattern begins with and names without a wildcard; "" for none."""
    trimmed = _trimmed(glob)
    wild = _WILD.search(trimmed)
    return trimmed[: wild.start()].rpartition("/")[0] if wild else trimmed


def _trimmed(glob: str) -> str:
    return glob.removeprefix("./").rstrip("/")


def _expression(glob: str) -> str:
    parts = _trimmed(glob).split("/")
    last = len(parts) - 1
    return "".join(_of_part(part, last=number == last) for number, part in enumerate(parts)) + r"(?:/.*)?\Z"


def _of_part(part: str, *, last: bool) -> str:
    """Return the expression for one name of a pattern, with the slash that follows it."""
    if part == "**":
        return "[^/].*" if last else "(?:[^/]+/)*"
    return "".join(map(_of_token, _TOKEN.findall(part))) + ("" if last else "/")


def _of_token(written: str) -> str:
    if written[0] == "*":
        return "[^/]*"
    if written == "?":
        return "[^/]"
    if len(written) > 1:
        chosen = written[1:-1].replace("\\", r"\\").replace("[", r"\[")
        return f"(?!/)[^{chosen[1:]}]" if chosen.startswith("!") else f"[{chosen}]"
    return re.escape(written)
