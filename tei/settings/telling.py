"""Which settings hold for a file, and on which line of the file of settings each stands."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tei.settings.by_file import of_file
from tei.settings.globs import one_of, seen_from
from tei.settings.reading import Source
from tei.settings.tables import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.settings.tables import Ignore

_SEVERAL = ("files", "severity", "ignore")


class Told(NamedTuple):
    """A key with its value, plain as JSON has it, and the table and line that it stands on."""

    table: str
    key: str
    value: Any
    line: int


def told(settings: Settings, file: Path | None = None) -> tuple[Told, ...]:
    """Return what *settings* say that is not said by default; with *file*, what holds for it, tables for others aside.

    Raises :class:`~tei.errors.EnvironmentFault` if the file of settings can no longer be read.
    """
    if settings.path is None:
        return ()
    source = Source.of(settings.path)
    tables = [name for name in Settings._fields if name not in {"path", "validate", "deposit"}]
    found = [one for name in tables for one in _of_table(getattr(settings, name), (name,), source)]
    found += _of_validate(settings, file, source)
    found += [
        one for name, deposit in settings.deposit.items() for one in _of_table(deposit, ("deposit", name), source)
    ]
    return tuple(sorted(found, key=lambda one: one.line))


def _of_table(table: Any, key: tuple[str, ...], source: Source) -> "Iterator[Told]":  # noqa: ANN401 - any of the tables
    """Yield what is said in *table*; what is as it is by default is not, wherever it comes from."""
    for name, value in table._asdict().items():
        if value != type(table)._field_defaults[name] and name not in _SEVERAL:
            yield Told(source.shown(key), name, _plain(value, source.folder), source.line((*key, name)))


def _of_validate(settings: Settings, file: Path | None, source: Source) -> "Iterator[Told]":
    general = settings.validate
    holding, entry = of_file(settings, file) if file else (general, None)
    special = {} if entry is None else {name: value for name, value in entry._asdict().items() if value is not None}
    for one in _of_table(holding, ("validate",), source):
        if one.key not in special:
            yield one
    entries = enumerate(general.files)
    for number, each in entries if file is None else ((at, one) for at, one in entries if one is entry):
        yield from _of_entry(each._asdict(), ("validate", "files", number), source)
    for weight in general.severity:
        yield Told(source.shown(("validate", "severity")), weight.rule, weight.severity, weight.line)
    for number, ignore in enumerate(general.ignore):
        if file is None or _concerns(ignore, settings, file):
            yield from _of_entry(ignore._asdict(), ("validate", "ignore", number), source)


def _of_entry(said: dict[str, Any], key: tuple[str | int, ...], source: Source) -> "Iterator[Told]":
    for name, value in said.items():
        # What is None, or empty where it must not be, is not written.
        if name != "line" and value is not None and (value or name not in {"files", "until"}):
            yield Told(source.shown(key), name, _plain(value, source.folder), source.line((*key, name)))


def _concerns(ignore: "Ignore", settings: Settings, file: Path) -> bool:
    if not ignore.files or settings.path is None:
        return True
    return one_of((ignore.files,)).match(seen_from(settings.path.parent, file)) is not None


def _plain(value: object, folder: Path) -> object:
    """Return *value* as JSON has it; paths as seen from *folder*, as they are mostly written."""
    if isinstance(value, tuple):
        return [_plain(one, folder) for one in value]
    if isinstance(value, Path):
        return (value.relative_to(folder) if value.is_relative_to(folder) else value).as_posix()
    return value
