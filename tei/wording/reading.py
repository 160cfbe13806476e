"""Tables of words: what comes with tei, with what a project puts in its place."""

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei import resources
from tei.errors import SettingsError, UsageError
from tei.settings.values import LANGUAGES
from tei.wording import own
from tei.wording.words import Entry, Words

if TYPE_CHECKING:
    from tei.settings import Settings

_FOLDER = ("xslt", "words")


def of(settings: "Settings", language: str = "") -> Words:
    """Return the words of *language*, by default that of the project's site, as the project wants them."""
    return read(language or settings.publish.language, settings.publish.words or ())


def read(language: str = "en", files: tuple[Path, ...] = ()) -> Words:
    """Return the words of *language*, with those of the project's own *files* that are for it.

    Raises :class:`~tei.errors.UsageError` if nothing has words of that language, and
    :class:`~tei.errors.SettingsError`, naming file, line and key, if one of the files is not as it must be.
    """
    # A file may change while a preview is looked at.
    return _read(language, files, tuple(hashlib.sha256(path.read_bytes()).hexdigest() for path in map(_there, files)))


def shipped(language: str) -> dict[str, Entry]:
    """Return the words of *language*, one of those that come with tei, by keys as ``site.home``."""
    return _entries(table(language))


def table(language: str) -> str:
    """Return the table of *language*, one of those that come with tei, as it is written.

    Raises :class:`~tei.errors.UsageError` if there is none.
    """
    if language not in LANGUAGES:
        raise UsageError(_unknown(language, LANGUAGES))
    return resources.text(*_FOLDER, f"{language}.toml")


@cache
def _read(language: str, files: tuple[Path, ...], digests: tuple[str, ...]) -> Words:
    found = own.tables(files, shipped("en"))
    if language not in LANGUAGES and language not in found:
        raise UsageError(_unknown(language, (*LANGUAGES, *found)))
    source = table(language) if language in LANGUAGES else ""
    entries = {**_entries(source), **found.get(language, own.NOTHING).entries}
    if language in found:
        found[language].require_all(entries)
    digest = hashlib.sha256("\n".join((source, *digests)).encode("utf-8")).hexdigest()[:16]
    return Words(language, entries, digest, (read, (language, files)))


def _there(path: Path) -> Path:
    if not path.is_file():
        message = f"[publish] words names {path}, where there is no file"
        raise SettingsError(message)
    return path


def _entries(source: str) -> dict[str, Entry]:
    tables: dict[str, dict[str, Any]] = tomllib.loads(source)
    return {f"{table}.{key}": entry for table, entries in tables.items() for key, entry in entries.items()}


def _unknown(language: str, known: tuple[str, ...]) -> str:
    import difflib  # noqa: PLC0415 - needed for a slip alone

    near = difflib.get_close_matches(language, known, n=1)
    told = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
    return f"unknown language {language!r}; {told}"
