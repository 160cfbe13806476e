"""What is asked of the file system while a document is looked at, so that it can be asked again later.

What is found in a document may depend on more than its own bytes: on where a relative path leads, on whether a file is
there, on the names beside it, on the bytes of a file that is included. Whoever asks does so here, and whoever keeps
results learns which answers they rest on.
"""

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeAlias

from tei.document import loading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Answer: TypeAlias = str | bool

_ENDING: Final = ".xml"


class Noted:
    """The questions that were asked, each with its answer, and the bytes of the files that were read, by path."""

    __slots__ = ("answers", "contents")

    def __init__(self) -> None:
        self.answers: dict[tuple[str, str], Answer] = {}
        self.contents: dict[str, bytes] = {}


_noted: Final[list[Noted]] = []


@contextmanager
def noting() -> "Iterator[Noted]":
    """Give what is asked and read as long as the context lasts."""
    noted = Noted()
    tell = noted.contents.__setitem__
    _noted.append(noted)
    loading.listeners.append(tell)
    try:
        yield noted
    finally:
        _noted.remove(noted)
        loading.listeners.remove(tell)


def ask(question: str, path: str) -> Answer:
    """Return the answer to one of the questions below about *path*."""
    answer = _QUESTIONS[question](path)
    for noted in _noted:
        noted.answers[question, path] = answer
    return answer


def true_path(path: str) -> str:
    """Return *path* without symbolic links."""
    return str(ask("true path", path))


def is_absent(path: str) -> bool:
    """Return whether there certainly is no file at *path*."""
    return bool(ask("absent", path))


def exists(path: str) -> bool:
    """Return whether there is anything at *path*."""
    return bool(ask("there", path))


def is_file(path: str) -> bool:
    """Return whether there is a file at *path*."""
    return bool(ask("file", path))


def documents_in(folder: str) -> list[str]:
    """Return the names in *folder* that end as those of XML documents do, sorted; none where it cannot be looked."""
    answer = str(ask("documents", folder))
    return answer.split("/") if answer else []


def _is_absent(path: str) -> bool:
    try:
        os.stat(path)  # noqa: PTH116 - a string, of which there may be thousands
    except (FileNotFoundError, NotADirectoryError):
        return path != "" and not loading.is_file(path)
    except OSError:  # No permission to look, a name that is too long.
        return False
    return False


def _is_file(path: str) -> bool:
    return path != "" and loading.is_file(path)


def _exists(path: str) -> bool:
    return os.path.exists(path) or _is_file(path)  # noqa: PTH110 - as above


def _documents_in(folder: str) -> str:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - strings
    except OSError:
        return ""
    return "/".join(sorted(name for name in names if name.lower().endswith(_ENDING)))


# A name has no slash in it, on any system.
_QUESTIONS: "Final[dict[str, Callable[[str], Answer]]]" = {
    "true path": os.path.realpath,
    "absent": _is_absent,
    "there": _exists,
    "file": _is_file,
    "documents": _documents_in,
}
