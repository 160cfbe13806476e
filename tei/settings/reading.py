"""A file of settings as :class:`~tei.settings.tables.Settings`; what is unknown or of a wrong type is an error."""

import re
import tomllib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from tei.errors import EnvironmentFault, SettingsError
from tei.limits import Limits
from tei.names import NOT_CHARACTERS
from tei.settings import lines
from tei.settings.tables import (
    Deposit,
    Deposits,
    Encode,
    Files,
    Ignore,
    Project,
    Render,
    Settings,
    Validate,
    Weight,
)
from tei.settings.values import CHOICES, KINDS, LANGUAGES, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.settings.lines import Key

_SIZE_BYTES: Final = 1024 * 1024
_SHARED_NAME: Final = "pyproject.toml"
_SHARED: Final = ("tool", "tei")
TABLES: Final = ("project", "validate", "render", "publish", "encode", "limits", "deposit")
NO_KEYS: Final = frozenset({"line"})
_OFF: Final = ("off", "none", "ignore", False)
_AT_PLACE: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_Table = TypeVar("_Table", Project, Validate, Files, Ignore, Render, Encode, Limits, Deposit)


def read(path: Path) -> Settings:
    """Return the settings in the file at *path*. Raises as :func:`tei.settings.load` does."""
    source = Source.of(path)
    tables = tables_of(source)
    settings = Settings(path=path)
    for name, table in tables.items():
        if name not in TABLES:
            raise source.complaint((name,), f"unknown table {source.shown((name,))}", name, TABLES)
        if not isinstance(table, dict):
            raise source.complaint((name,), f"{name} is a table; write {source.shown((name,))}")
        value: Any = (
            _deposits(table, source) if name == "deposit" else _table(getattr(settings, name), (name,), table, source)
        )
        settings = settings._replace(**{name: value})
    _require_words(settings, source)
    return settings


def _require_words(settings: Settings, source: "Source") -> None:
    """Refuse a language that nothing has words of; what the project's own have is known when they are read."""
    for name in ("render", "publish"):
        language = getattr(settings, name).language
        if language and language not in LANGUAGES and not settings.publish.words:
            raise source.complaint((name, "language"), f"unknown language {language!r}", language, LANGUAGES)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(_SIZE_BYTES + 1)
    except OSError as fault:
        message = f"cannot read {path}: {fault.strerror or fault}"
        raise EnvironmentFault(message) from fault
    if len(data) > _SIZE_BYTES:
        message = f"{path} is too large to be a file of settings"
        raise SettingsError(message)
    try:
        # Editors on Windows begin a file with a byte order mark, which TOML does not allow; nobody means it.
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        message = f"{path}:{line}: the file is not UTF-8"
        raise SettingsError(message) from None


class Source:
    """A file of settings: its text, and where in it something stands."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.folder = path.parent.absolute()
        # In a file that others write to, too, all of ours stands in one table.
        self.above = _SHARED if path.name == _SHARED_NAME else ()

    @classmethod
    def of(cls, path: Path) -> "Source":
        """Return the file at *path*. Raises :class:`~tei.errors.EnvironmentFault` if it cannot be read."""
        return cls(path, _text(path))

    @cached_property
    def _places(self) -> "dict[Key, int]":
        return lines.places(self.text)

    def line(self, key: "Key") -> int:
        """Return the line on which *key* stands, or its table."""
        return lines.line(self._places, (*self.above, *key))

    def shown(self, table: "Key") -> str:
        """Return a table's name as it is written: ``[validate]``, ``[[validate.ignore]]``."""
        name = ".".join(str(word) for word in (*self.above, *table) if isinstance(word, str))
        return f"[[{name}]]" if isinstance(table[-1], int) else f"[{name}]"

    def complaint(self, key: "Key", message: str, given: str = "", known: "Iterable[str]" = ()) -> SettingsError:
        """Return the error; with *given*, what may have been meant among the *known*."""
        import difflib  # noqa: PLC0415 - needed for a slip alone

        near = difflib.get_close_matches(given, known := tuple(known), n=1)
        if near:
            message += f"; did you mean {near[0]}?"
        elif known:
            message += f"; known are {', '.join(known)}"
        return SettingsError(f"{self.path}:{self.line(key)}: {message}")


def tables_of(source: Source) -> dict[str, Any]:
    """Return the tables in the file that are for tei. Raises :class:`~tei.errors.SettingsError` if it is not TOML."""
    try:
        found: Any = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as fault:
        # tomllib puts the line into its sentence, and none where the file ends too early.
        said = str(fault)
        place = _AT_PLACE.search(said)
        line = place[1] if place and place[1] else len(source.text.splitlines())
        message = f"{source.path}:{line}: not TOML: {_AT_PLACE.sub('', said)}"
        raise SettingsError(message) from None
    for name in source.above:
        found = found.get(name) if isinstance(found, dict) else None
    if not isinstance(found, dict):
        message = f"{source.path}: there is no table [{'.'.join(source.above)}]"
        raise SettingsError(message)
    _require_characters((), found, source)
    return found


def _require_characters(key: "Key", value: object, source: Source) -> None:
    """Refuse text that could stand in no document and on no page."""
    if isinstance(value, str) and (odd := NOT_CHARACTERS.search(value)):
        named = next(word for word in reversed(key) if isinstance(word, str))
        raise source.complaint(key, f"U+{ord(odd[0]):04X} in {named} is no character that XML can hold")
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        _require_characters((*key, name), one, source)


def _deposits(tables: dict[str, Any], source: Source) -> Deposits:
    """Return the repositories by name; each is a table in the table."""
    deposits = Deposits()
    for name, table in tables.items():
        key = ("deposit", name)
        if not isinstance(table, dict):
            named = source.shown(("deposit", "NAME"))
            raise source.complaint(key, f"write {named}, then {name}")
        deposits[name] = _table(Deposit(), key, table, source)
        for needed in ("kind", "url"):
            if not getattr(deposits[name], needed):
                raise source.complaint(key, f"{source.shown(key)} does not say {needed}")
    return deposits


def _table(defaults: _Table, above: "Key", table: dict[str, Any], source: Source) -> _Table:
    """Return *defaults* with what *table* says instead."""
    kinds = {key: kind for key, kind in type(defaults).__annotations__.items() if key not in NO_KEYS}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in kinds:
            message = f"unknown key {key} in {source.shown(above)}"
            raise source.complaint((*above, key), message, key, kinds)
        values[key] = _value((*above, key), kinds[key], value, source)
        if (choices := CHOICES.get(key)) and value not in choices:
            raise source.complaint((*above, key), f"unknown {key} {value!r}", value, choices)
    return defaults._replace(**values)


def _value(key: "Key", kind: object, value: object, source: Source) -> object:
    if kind in _WITHIN:
        return _WITHIN[kind](key, value, source)
    read, described, _schema = KINDS[kind]
    found = read(value, source.folder)
    if found is None:
        raise source.complaint(key, f"{source.shown(key[:-1])} {key[-1]} must be {described}")
    return found


def _several(key: "Key", value: object, source: Source) -> list[tuple["Key", dict[str, Any]]]:
    """Return the tables that are written with two brackets, each with its key."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise source.complaint(key, f"write {source.shown((*key, 0))}, in two brackets, once for each")
    return [((*key, number), one) for number, one in enumerate(value)]


def _files(key: "Key", value: object, source: Source) -> tuple[Files, ...]:
    found = []
    for own, table in _several(key, value, source):
        entry = _table(Files(), own, table, source)._replace(line=source.line(own))
        if not entry.match:
            raise source.complaint(own, f"{source.shown(own)} does not say match")
        if all(said is None for said in (entry.schema, entry.schematron, entry.xsd, entry.phase)):
            raise source.complaint(own, f"{source.shown(own)} names none of schema, schematron, xsd and phase")
        found.append(entry)
    return tuple(found)


def _ignores(key: "Key", value: object, source: Source) -> tuple[Ignore, ...]:
    found = []
    for own, table in _several(key, value, source):
        entry = _table(Ignore(), own, table, source)._replace(line=source.line(own))
        for needed in ("rule", "reason"):
            if not getattr(entry, needed).strip():
                raise source.complaint(own, f"{source.shown(own)} does not say {needed}")
        found.append(entry)
    return tuple(found)


def _weights(key: "Key", value: object, source: Source) -> tuple[Weight, ...]:
    if not isinstance(value, dict):
        raise source.complaint(key, f"{key[-1]} is a table; write {source.shown(key)}")
    found = []
    for rule, severity in value.items():
        own = (*key, rule)
        if isinstance(severity, dict):
            raise source.complaint(own, f'put the id of a rule in quotation marks: "{rule}.{next(iter(severity), "")}"')
        if severity in _OFF:
            instead = f"to leave its findings out, write {source.shown((*key[:-1], 'ignore', 0))} with a reason"
            raise source.complaint(own, f"{rule} cannot be switched off here; {instead}")
        if severity not in SEVERITIES:
            raise source.complaint(own, f"unknown severity {severity!r} of {rule}", str(severity), SEVERITIES)
        found.append(Weight(rule, severity, source.line(own)))
    return tuple(found)


_WITHIN: "Final[dict[object, Any]]" = {
    tuple[Files, ...]: _files,
    tuple[Ignore, ...]: _ignores,
    tuple[Weight, ...]: _weights,
}
"""What reads the tables in a table, by their types."""
