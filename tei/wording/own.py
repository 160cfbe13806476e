"""A project's own words: a file that puts others in the place of some that come with tei, or has a language more."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tei.settings.reading import Source, tables_of
from tei.wording import plurals
from tei.wording.words import BLANK, Entry

if TYPE_CHECKING:
    from tei.errors import SettingsError

_SOME: Final = 3


@dataclass(frozen=True, slots=True)
class Table:
    """The words of one file, by keys as ``site.home``."""

    source: Source | None
    language: str
    entries: Mapping[str, Entry]
    model: Mapping[str, Entry]

    def require_all(self, entries: Mapping[str, Entry]) -> None:
        """Raise :class:`~tei.errors.SettingsError` if *entries*, these and those that they add to, lack some."""
        missing = [key for key in self.model if key not in entries and not _is_free(key)]
        if missing and self.source is not None:
            shown = ", ".join(missing[:_SOME]) + (", …" if len(missing) > _SOME else "")
            raise self.source.complaint((), f"{len(missing)} words of {self.language!r} are missing: {shown}")


NOTHING: Final = Table(None, "", {}, {})
"""What is there where no file is."""


def tables(files: Iterable[Path], model: Mapping[str, Entry]) -> dict[str, Table]:
    """Return the words of *files* by their languages; *model* are those of English, which tell what there may be.

    Raises :class:`~tei.errors.SettingsError`, naming file, line and key.
    """
    found: dict[str, Table] = {}
    for path in files:
        table = _table(Source.of(path), model)
        before = found.get(table.language, NOTHING)
        found[table.language] = Table(table.source, table.language, {**before.entries, **table.entries}, model)
    return found


def _table(source: Source, model: Mapping[str, Entry]) -> Table:
    read = tables_of(source)
    said = read.get("words")
    language = said.get("language") if isinstance(said, dict) else None
    if not isinstance(language, str) or not language:
        raise source.complaint(("words",), 'the file does not say whose words they are: [words] language = "de"')
    entries: dict[str, Entry] = {}
    for name, table in read.items():
        if not isinstance(table, dict):
            raise source.complaint((name,), f"{name} is in no table; write [{name}]")
        for key, value in table.items():
            entries[f"{name}.{key}"] = _entry(source, language, (name, key), value, model)
    return Table(source, language, entries, model)


def _entry(source: Source, language: str, key: tuple[str, str], value: Any, model: Mapping[str, Entry]) -> Entry:  # noqa: ANN401 - whatever somebody wrote
    name = ".".join(key)
    if name not in model and not _is_free(name):
        raise _unknown(source, key, model)
    like = model.get(name, "")
    if isinstance(like, dict):
        wanted = plurals.categories(language)
        if not isinstance(value, dict) or set(value) != set(wanted) or not _are_texts(value.values()):
            forms = ", ".join(f'{each} = "…"' for each in wanted)
            raise source.complaint(key, f"{name} has the forms of a plural: {{ {forms} }}")
        blanks, texts = _blanks(like.values()), list(value.values())
    elif isinstance(like, list):
        if not isinstance(value, list) or not _are_texts(value) or (key[0] == "date" and len(value) != len(like)):
            raise source.complaint(key, f"{name} is a list of {len(like)} texts")
        blanks, texts = set(), value
    elif not isinstance(value, str):
        raise source.complaint(key, f"{name} is text in quotation marks")
    else:
        blanks, texts = _blanks([like]), [value]
    for blank in sorted(_blanks(texts) - blanks):
        may = "the blanks are " + ", ".join(f"{{{one}}}" for one in sorted(blanks)) if blanks else "it has no blanks"
        raise source.complaint(key, f"nothing is known for {{{blank}}} in {name}; {may}")
    found: Entry = value
    return found


def _is_free(name: str) -> bool:
    """Return whether a file may have *name* or not, as it likes: what is called by its tag has a name after all."""
    return name.startswith("language.")


def _unknown(source: Source, key: tuple[str, str], model: Mapping[str, Entry]) -> "SettingsError":
    name = ".".join(key)
    near = difflib.get_close_matches(name, model, n=1)
    return source.complaint(key, f"there are no words {name}", name, near)


def _are_texts(values: Iterable[Any]) -> bool:
    return all(isinstance(value, str) for value in values)


def _blanks(texts: Iterable[str]) -> set[str]:
    return {blank for text in texts for blank in BLANK.findall(text)}
