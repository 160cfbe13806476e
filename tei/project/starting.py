"""Puts the files of a new project where none of them is yet."""

import os
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from string import Template
from typing import Final
from xml.sax.saxutils import escape

from tei.errors import EnvironmentFault, UsageError
from tei.files import write_atomically

_TEMPLATES: Final = Path(__file__).resolve().parent / "templates"
_FILES: Final = {
    "tei.toml": "tei.toml",
    "README.md": "README.md",
    "corpus/authority.xml": "authority.xml",
    "corpus/first-document.xml": "first-document.xml",
    ".github/workflows/tei.yml": "workflow.yml",
}
"""What is written, and the template that it comes from."""

# The templates are in English; strftime would give the months in the user's language.
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_LONGEST_TITLE: Final = 200
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>#&])")


def start(folder: Path | str = ".", *, title: str = "", today: date | None = None) -> tuple[Path, ...]:
    """Return the files of the new project in *folder*, which have been written.

    Without a *title* the project is called as its folder is. A folder that is not empty will do, as long as none of
    the files is there. Raises :class:`~tei.errors.UsageError` if one is, and :class:`~tei.errors.EnvironmentFault`.
    """
    home = Path(folder)
    name = _title(title or _name(home))
    targets = {home / PurePosixPath(path): template for path, template in _FILES.items()}
    _require_room(home, list(targets))
    day = today or datetime.now(UTC).date()
    texts = {path: _filled(template, name, day) for path, template in targets.items()}
    for path, text in texts.items():
        write_atomically(path, text)
    return tuple(targets)


def _name(folder: Path) -> str:
    return Path(os.path.abspath(folder)).name or "My edition"  # noqa: PTH100 - resolve() would follow a link's name


def _title(title: str) -> str:
    """Return *title* as one line, or refuse it."""
    line = " ".join(title.split())
    if not line or any(unicodedata.category(character) in {"Cc", "Cs"} for character in line):
        message = f"{title!r} cannot be a title; choose one with --title"
        raise UsageError(message)
    if len(line) > _LONGEST_TITLE:
        message = f"the title has {len(line)} characters; at most {_LONGEST_TITLE} are sensible"
        raise UsageError(message)
    return line


def _require_room(home: Path, targets: list[Path]) -> None:
    """Refuse to write where something is already, naming it."""
    for place in (home, *(folder for target in targets for folder in _between(home, target))):
        if os.path.lexists(place) and not place.is_dir():
            message = f"{place} is there already and is not a folder"
            raise UsageError(message)
    taken = [str(target) for target in targets if os.path.lexists(target)]
    if taken:
        message = f"nothing was written, for this is there already: {', '.join(taken)}"
        raise UsageError(message)


def _between(home: Path, target: Path) -> list[Path]:
    """Return the folders that lie between *home* and *target*."""
    parents = list(target.parents)
    return parents[: parents.index(home)] if home in parents else []


def _filled(template: str, title: str, day: date) -> str:
    """Return the text of *template* with the title and the date put in, each as the kind of file writes it."""
    try:
        text = (_TEMPLATES / template).read_text(encoding="utf-8")
    except OSError as fault:
        message = f"the installation of tei lacks the template {template}; install it again"
        raise EnvironmentFault(message) from fault
    write = _WRITTEN[Path(template).suffix]
    return Template(text).substitute(title=write(title), day=day.isoformat(), day_in_words=_in_words(day))


def _in_words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _toml(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


_WRITTEN: Final[dict[str, Callable[[str], str]]] = {".toml": _toml, ".md": _markdown, ".xml": escape, ".yml": str}
