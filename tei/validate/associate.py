"""Which schemas a document is checked against: those that the call names, else its project's, else our own."""

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import resources
from tei import settings as projects
from tei.corpus import missing
from tei.errors import SettingsError, UsageError
from tei.limits import DEFAULT, Limits
from tei.odd.built_in import ALL, SHIPPED
from tei.odd.wish import Wish as Odd
from tei.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.odd.prepared import Prepared

BUILT_IN: Final = "tei-documentary"
CONFORMANCE: Final = "tei-conformance"
_PLAIN: Final = Odd()
_KINDS: Final = {".rng": "grammars", ".rnc": "grammars", ".sch": "schematrons", ".xsd": "xsds"}
_ODD: Final = ".odd"


class Plan(NamedTuple):
    """Everything that the check of one document depends on; a picklable value.

    ``require_tei`` asks for a TEI root, and for the files that pointers lead into; ``pointers`` for what they lead to;
    ``all_kinds`` for Schematron and XML Schema also where the grammar says no; ``explain`` for every name that the
    grammar would allow. Grammars may include files of ``schema_folders``; without ``ids``, they do not check
    identifiers. ``watched`` are rules that apply where a text has what the expression finds. XML Schemas may include
    files of ``sandbox`` alone, if there is one.
    """

    grammars: tuple[Path, ...] = ()
    schematrons: tuple[Path, ...] = ()
    xsds: tuple[Path, ...] = ()
    authority: Path | None = None
    limits: Limits = DEFAULT
    require_tei: bool = False
    all_kinds: bool = False
    explain: bool = False
    schema_folders: tuple[Path, ...] = ()
    ids: bool = True
    watched: tuple[tuple[Path, str], ...] = ()
    sandbox: Path | None = None
    pointers: bool = False

    @property
    def grammars_alone(self) -> bool:
        """Whether nothing but RELAX NG applies."""
        return bool(self.grammars) and not (self.schematrons or self.xsds or self.require_tei or self.pointers)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the schemas' files, in the order in which they apply."""
        return tuple(path.name for path in (*self.grammars, *self.schematrons, *self.xsds))


class Wish(NamedTuple):
    """What the call asks for; a *schema* that it names keeps out those of the project.

    *pointers* are looked up or not; None looks them up where the project's own schemas apply.
    """

    schema: tuple[Path | str, ...] = ()
    schematron: tuple[Path | str, ...] = ()
    xsd: bool = False
    all_kinds: bool = False
    explain: bool = False
    settings: Settings | None = None
    schema_folders: tuple[Path, ...] = ()
    ids: bool = True
    odd: Odd = _PLAIN
    pointers: bool | None = False


class Association:
    """Gives each document its plan; schemas and settings are looked up once for all documents of a call."""

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._called = _of_call(wish) if wish.schema or wish.schematron else None
        self._projects: dict[Path, Settings] = {}

    def plan(self, document: Path) -> Plan:
        """Return what *document* is checked against.

        Raises :class:`~tei.errors.UsageError` or :class:`~tei.errors.SettingsError` if a schema is not there or is of
        a kind that is not supported.
        """
        project = self._project(document.absolute().parent)
        chosen = self._called or _of_project(project, xsd=self._wish.xsd)
        authority = project.encode.authority
        if authority is not None and not authority.is_file():
            message = f"{project.path} names the authority file {authority}, which is not there"
            raise SettingsError(message)
        return chosen._replace(
            authority=authority,
            limits=project.limits,
            all_kinds=self._wish.all_kinds,
            explain=self._wish.explain,
            schema_folders=tuple(dict.fromkeys((*self._wish.schema_folders, *project.validate.schema_folders))),
            ids=self._wish.ids,
            pointers=chosen.require_tei if self._wish.pointers is None else self._wish.pointers,
        )

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of the projects that documents were found to lie in."""
        known = (self._wish.settings, *self._projects.values())
        return tuple(dict.fromkeys(one.path.parent for one in known if one and one.path))

    def _project(self, folder: Path) -> Settings:
        """Return the settings of the project that *folder* lies in, else of the one that the call is made in."""
        if self._wish.settings is not None:
            return self._wish.settings
        if folder not in self._projects:
            inside = projects.load(folder)
            self._projects[folder] = inside if inside.path else projects.load()
        return self._projects[folder]


def _of_call(wish: Wish) -> Plan:
    found: dict[str, list[Path]] = {"grammars": [], "schematrons": [], "xsds": []}
    watched: list[tuple[Path, str]] = []
    for schema in (*wish.schema, *wish.schematron):
        prepared = _prepared(schema, wish)
        if prepared is None:
            kind, path = _kind(schema)
            found[kind].append(path)
            continue
        found["grammars"].append(prepared.grammar)
        # A built-in name means the grammar alone.
        if _is_odd(schema):
            found["schematrons"] += [prepared.rules] if prepared.rules else []
            watched += [(prepared.fading, prepared.watched)] if prepared.fading else []
    if wish.xsd and not found["xsds"]:
        found["xsds"] = [_beside(grammar) for grammar in found["grammars"]]
        if not found["xsds"]:
            message = "--xsd: no grammar is named that an XML Schema could go with; name one with --schema FILE.xsd"
            raise UsageError(message)
    grammars, schematrons, xsds = (tuple(dict.fromkeys(paths)) for paths in found.values())
    return Plan(grammars, schematrons, xsds, watched=tuple(watched))


def _is_odd(schema: Path | str) -> bool:
    return Path(schema).suffix.lower() == _ODD


def _prepared(schema: Path | str, wish: Wish) -> "Prepared | None":
    """Return what an ODD, or a built-in schema that is not shipped compiled, is validated with; None for any other."""
    if not _is_odd(schema):
        return _all_of_tei(schema)
    path = Path(schema)
    if not path.is_file():
        raise UsageError(f"{path} is a folder, not a schema" if path.is_dir() else missing(path))
    from tei.odd import prepared  # noqa: PLC0415 - most schemas are grammars

    return prepared.prepare(path.absolute(), wish.odd._replace(folders=(*wish.odd.folders, *wish.schema_folders)))


def _all_of_tei(schema: Path | str) -> "Prepared | None":
    """Return what all of TEI P5, in the release that *schema* names, is validated with; None for any other schema."""
    name = str(schema)
    if not name.startswith(ALL) or Path(schema).exists():
        return None
    from tei.odd import built_in, prepared  # noqa: PLC0415 - as above

    return prepared.built_in(name, built_in.odd(name)) if built_in.is_built_in(name) else None


def _kind(schema: Path | str) -> tuple[str, Path]:
    """Return which kind of schema *schema* is, and its file."""
    path = Path(schema)
    if str(schema) in SHIPPED:
        return "grammars", _shipped(".rng", str(schema))
    if str(schema) == CONFORMANCE:
        return "schematrons", _conformance()
    suffix = path.suffix.lower()
    if not path.is_file():
        raise UsageError(f"{path} is a folder, not a schema" if path.is_dir() else _no_schema(path))
    if suffix not in _KINDS:
        message = f"{schema}: cannot tell what kind of schema this is; .odd, .rng, .rnc, .sch and .xsd are understood"
        raise UsageError(message)
    return _KINDS[suffix], path.absolute()


def _no_schema(path: Path) -> str:
    sentence = missing(path)
    return (
        sentence
        if path.suffix or len(path.parts) > 1
        else f"{sentence} (built in are {', '.join(SHIPPED)}, {ALL} and {CONFORMANCE})"
    )


def _of_project(project: Settings, *, xsd: bool) -> Plan:
    """Return the plan of a project; what it does not name is ours, as long as the grammar is."""
    named = project.validate
    own = named.schema is None or _is_built_in(named.schema, BUILT_IN)
    grammar = _shipped(".rng") if own else _settled(project, named.schema, ".rng", ".rnc", _ODD)
    schematrons: Iterable[Path] = ()
    watched: tuple[tuple[Path, str], ...] = ()
    if _is_odd(grammar) and (prepared := _prepared(grammar, Wish(schema_folders=project.validate.schema_folders))):
        grammar = prepared.grammar
        schematrons = (prepared.rules,) if prepared.rules else ()
        watched = ((prepared.fading, prepared.watched),) if prepared.fading else ()
    if named.schematron:
        asked = _is_built_in(named.schematron, CONFORMANCE)
        schematrons = (*schematrons, _conformance() if asked else _settled(project, named.schematron, ".sch"))
    elif own:
        schematrons = (_shipped(".sch"),)
    xsds: Iterable[Path] = ()
    if named.xsd:
        xsds = (_settled(project, named.xsd, ".xsd"),)
    elif xsd:
        xsds = (_beside(grammar),)
    return Plan((grammar,), tuple(schematrons), tuple(xsds), require_tei=True, watched=watched)


def _is_built_in(schema: Path, name: str) -> bool:
    return schema.name == name and not schema.exists()


def _settled(project: Settings, schema: Path | None, *suffixes: str) -> Path:
    """Return the schema that tei.toml names, which must be there and of the right kind."""
    if schema is None:
        message = f"{project.path} names no {suffixes[0]} file"
        raise SettingsError(message)
    if not schema.is_file():
        message = f"{project.path}: [validate] names {schema}, which is not there"
        raise SettingsError(message)
    if schema.suffix.lower() not in suffixes:
        message = f"{project.path}: [validate] names {schema.name} where a {' or '.join(suffixes)} file belongs"
        raise SettingsError(message)
    return schema


def _beside(grammar: Path) -> Path:
    """Return the XML Schema that goes with *grammar*: the file of the same name."""
    found = grammar.with_suffix(".xsd")
    if not found.is_file():
        message = f"--xsd: there is no {found.name} beside {grammar}; name one with --schema, or in tei.toml"
        raise UsageError(message)
    return found


def _shipped(suffix: str, name: str = BUILT_IN) -> Path:
    return resources.data_path("schemas", name + suffix)


def _conformance() -> Path:
    return resources.data_path("schemas", f"{CONFORMANCE}.sch")
