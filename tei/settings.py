"""``tei.toml``, checked: the nearest one upwards holds; unknown keys and wrong types are errors that name the line."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from tei.errors import EnvironmentFault, SettingsError
from tei.limits import DEFAULT, Limits

if TYPE_CHECKING:
    import tomllib
    from collections.abc import Iterable

FILE_NAME: Final = "tei.toml"
_SIZE_BYTES: Final = 1024 * 1024


class Project(NamedTuple):
    """``[project]``: what the edition is called and where its documents lie."""

    title: str = ""
    corpus: Path | None = None


class Validate(NamedTuple):
    """``[validate]``: the schemas of documents that do not name their own, and where these may include files from.

    ``catalogs`` tell which files stand for the addresses that documents name.
    """

    schema: Path | None = None
    schematron: Path | None = None
    xsd: Path | None = None
    schema_folders: tuple[Path, ...] = ()
    catalogs: tuple[Path, ...] = ()


class Render(NamedTuple):
    """``[render]``: a stylesheet of one's own, the view, and the width of plain text in columns."""

    stylesheet: Path | None = None
    view: str = "reading"
    width: int = 72


class Encode(NamedTuple):
    """``[encode]``: the profile of conventions and the authority file."""

    profile: Path | None = None
    authority: Path | None = None


class Deposit(NamedTuple):
    """``[deposit.NAME]``: a repository that packages go to. No key of it is secret: the token stands elsewhere."""

    kind: str = ""
    url: str = ""
    collection: str = ""
    community: str = ""
    user: str = ""
    on_behalf_of: str = ""
    token_variable: str = "TEI_DEPOSIT_TOKEN"  # noqa: S105 - the name of a variable
    ca_file: Path | None = None
    timeout_s: int = 60


class Deposits(dict[str, Deposit]):
    """The repositories by their names; they have a hash, as all settings have."""

    def __hash__(self) -> int:  # type: ignore[override] # nobody changes it once it is read
        """Return the same for the same repositories."""
        return hash(frozenset(self.items()))


class Settings(NamedTuple):
    """All tables of one ``tei.toml``; ``path`` is None when there is none and the defaults hold."""

    path: Path | None = None
    project: Project = Project()
    validate: Validate = Validate()
    render: Render = Render()
    encode: Encode = Encode()
    limits: Limits = DEFAULT
    deposit: Deposits = Deposits()


_TABLES: Final = ("project", "validate", "render", "encode", "limits", "deposit")
_CHOICES: Final = {
    "view": ("reading", "diplomatic"),
    "kind": ("invenio", "sword2", "dataverse", "dspace", "hal"),
}
_PATH: Final = Path | None
_PATHS: Final = tuple[Path, ...]
_KINDS: Final[dict[object, tuple[type, str]]] = {
    str: (str, "text in quotation marks"),
    int: (int, "a whole number above 0"),
    _PATH: (str, "a path in quotation marks"),
    _PATHS: (list, "a list of paths in quotation marks"),
}


def find(start: Path | None = None) -> Path | None:
    """Return the nearest ``tei.toml`` in *start*, a file or folder, or above it; by default in the current folder."""
    folder = (start or Path()).absolute()
    for candidate in (folder, *folder.parents):
        if (candidate / FILE_NAME).is_file():
            return candidate / FILE_NAME
    return None


def load(start: Path | None = None) -> Settings:
    """Return the settings of the nearest ``tei.toml``, or the defaults. Paths are absolute.

    Raises :class:`~tei.errors.SettingsError`, naming file, line and key; :class:`~tei.errors.EnvironmentFault` when
    the file cannot be read.
    """
    path = find(start)
    return Settings() if path is None else read(path)


def read(path: Path) -> Settings:
    """Return the settings in the file at *path*. Raises as :func:`load` does."""
    import tomllib  # noqa: PLC0415 - loaded where there is a file to read

    text = _text(path)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise SettingsError(_syntax_message(path, text, fault)) from None
    settings = Settings(path=path)
    for name, table in tables.items():
        if name not in _TABLES:
            raise _complaint(path, _line(text, None, name), f"unknown table [{name}]", name, _TABLES)
        if not isinstance(table, dict):
            raise _complaint(path, _line(text, None, name), f"{name} is a table; write [{name}]")
        source = _Source(path, text)
        value: Any = (
            _deposits(table, source) if name == "deposit" else _table(getattr(settings, name), name, table, source)
        )
        settings = settings._replace(**{name: value})
    return settings


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


_AT_PLACE: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def _syntax_message(path: Path, text: str, fault: "tomllib.TOMLDecodeError") -> str:
    """Return the complaint; tomllib puts the line into its sentence, and none where the file ends too early."""
    said = str(fault)
    place = _AT_PLACE.search(said)
    line = place[1] if place and place[1] else len(text.splitlines())
    return f"{path}:{line}: not TOML: {_AT_PLACE.sub('', said)}"


class _Source(NamedTuple):
    path: Path
    text: str


_Table = TypeVar("_Table", Project, Validate, Render, Encode, Limits, Deposit)


def _deposits(tables: dict[str, Any], source: _Source) -> Deposits:
    """Return the repositories by name; each is a table in the table."""
    deposits = Deposits()
    for name, table in tables.items():
        line = _line(source.text, f"deposit.{name}", "")
        if not isinstance(table, dict):
            raise _complaint(source.path, _line(source.text, "deposit", name), f"write [deposit.NAME], then {name}")
        deposits[name] = _table(Deposit(), f"deposit.{name}", table, source)
        for key in ("kind", "url"):
            if not getattr(deposits[name], key):
                raise _complaint(source.path, line, f"[deposit.{name}] does not say {key}")
    return deposits


def _table(defaults: _Table, name: str, table: dict[str, Any], source: _Source) -> _Table:
    """Return *defaults* with what *table* says instead."""
    kinds: dict[str, object] = type(defaults).__annotations__
    values: dict[str, Any] = {}
    for key, value in table.items():
        line = _line(source.text, name, key)
        if key not in kinds:
            raise _complaint(source.path, line, f"unknown key {key} in [{name}]", key, kinds)
        values[key] = _value(f"[{name}] {key}", kinds[key], value, source, line)
    for key, choices in _CHOICES.items():
        if key in values and values[key] not in choices:
            line = _line(source.text, name, key)
            raise _complaint(source.path, line, f"unknown {key} {values[key]!r}", values[key], choices)
    return defaults._replace(**values)


def _value(key: str, kind: object, value: object, source: _Source, line: int) -> object:
    wanted, described = _KINDS[kind]
    # A bool is an int to Python, but `width = true` is no width.
    if not isinstance(value, wanted) or isinstance(value, bool) or (isinstance(value, int) and value < 1):
        raise _complaint(source.path, line, f"{key} must be {described}")
    if kind not in {_PATH, _PATHS}:
        return value
    written: list[object] = value if isinstance(value, list) else [value]
    texts = [one for one in written if isinstance(one, str) and one and "\0" not in one]
    if texts != written:
        raise _complaint(source.path, line, f"{key} must be {described}")
    paths = tuple(source.path.parent.absolute() / Path(text).expanduser() for text in texts)
    return paths if kind == _PATHS else paths[0]


def _complaint(path: Path, line: int, message: str, given: str = "", known: "Iterable[str]" = ()) -> SettingsError:
    """Return the error; with *given*, what may have been meant among the *known*."""
    import difflib  # noqa: PLC0415 - needed for a slip alone

    near = difflib.get_close_matches(given, known := tuple(known), n=1)
    if near:
        message += f"; did you mean {near[0]}?"
    elif known:
        message += f"; known are {', '.join(known)}"
    return SettingsError(f"{path}:{line}: {message}")


def _line(text: str, table: str | None, key: str) -> int:
    """Return the line on which *key* is set in *table*, or the table's own; 1 where it is written in a rarer way.

    tomllib keeps no places. Dotted keys and inline tables are found by the first word of the line.
    """
    current: str | None = None
    header_line = 1
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[\[?\s*([^\]]+)", line)
        if header:
            current = re.sub(r"[\s\"']", "", header[1])
            header_line = number if current == table else header_line
            if table is None and current.partition(".")[0] == key:
                return number
        words = re.match(r"\s*[\"']?([\w-]+)[\"']?\s*(?:\.\s*[\"']?([\w-]+)[\"']?\s*)?[=.]", line)
        if words and (current == table and words[1] == key):
            return number
        if words and current is None and words[1] == (table or key) and words[2] in {key, None}:
            return number
    return header_line
