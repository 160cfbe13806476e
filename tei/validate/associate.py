"""Which schemas a document is checked against.

Those that the call names; else those that the document asks for; else its project's; else a built-in one.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import settings as projects
from tei.corpus import missing
from tei.errors import SettingsError, UsageError
from tei.limits import DEFAULT, Limits
from tei.odd.built_in import ALL, SHIPPED
from tei.odd.wish import Wish as Odd
from tei.settings import Files, Settings, Validate
from tei.validate import built_ins
from tei.validate.built_ins import CONFORMANCE

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic
    from tei.odd.prepared import Prepared
    from tei.validate.by_document import Asking, Choice, Parts
    from tei.validate.online import Online
    from tei.validate.policy.tolerance import Tolerance
    from tei.validate.prolog import Prolog

_PLAIN: Final = Odd()
KINDS: Final = {
    ".rng": "grammars",
    ".rnc": "grammars",
    ".sch": "schematrons",
    ".xsd": "xsds",
    ".dtd": "dtds",
}
ODD: Final = ".odd"


class Plan(NamedTuple):
    """Everything that the check of one document depends on; a picklable value.

    ``require_tei`` asks for a TEI root, and for the files that pointers lead into; ``pointers`` for what they lead to;
    ``all_kinds`` for Schematron and XML Schema also where the grammar says no; ``explain`` for every name that the
    grammar would allow. Grammars may include files of ``schema_folders``; without ``ids``, they do not check
    identifiers. ``watched`` are rules that apply where a text has what the expression finds. XML Schemas may include
    files of ``sandbox`` alone, if there is one. A file of Schematron with ``phases`` is run in these. What the document
    has ``asked`` for itself may be wrong, which ``findings`` and ``faults`` tell. DTDs may name what the ``catalogs``
    map. With ``xinclude``, a document is checked with what it includes, from its own folder and from ``folders``, true
    paths. With ``edits``, what is offered to mend a finding has the changes that it would make; ``mending`` makes them;
    ``entries`` are names and values for what is asked of the user. ``other_authorities`` are authority files besides
    ``authority``. What the ``tolerated`` rules find is no reason to leave out Schematron and XML Schema;
    what the ``ignored`` ones find is not mended.
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
    dtds: tuple[Path, ...] = ()
    phases: tuple[tuple[Path, str], ...] = ()
    findings: "tuple[Diagnostic, ...]" = ()
    faults: tuple[str, ...] = ()
    catalogs: tuple[Path, ...] = ()
    asked: bool = False
    pointers: bool = False
    xinclude: bool = True
    folders: tuple[str, ...] = ()
    edits: bool = False
    mending: bool = False
    entries: tuple[tuple[str, str], ...] = ()
    other_authorities: tuple[Path, ...] = ()
    tolerated: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def authorities(self) -> tuple[Path, ...]:
        """All authority files, each once."""
        first = (self.authority,) if self.authority else ()
        return tuple(dict.fromkeys((*first, *self.other_authorities)))

    @property
    def grammars_alone(self) -> bool:
        """Whether nothing but RELAX NG applies."""
        others = (self.schematrons, self.xsds, self.dtds, self.require_tei, self.findings, self.faults, self.pointers)
        return bool(self.grammars) and not any(others)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the schemas' files, in the order in which they apply."""
        return tuple(path.name for path in (*self.dtds, *self.grammars, *self.schematrons, *self.xsds))


class Wish(NamedTuple):
    """What the call asks for; a *schema* that it names keeps out those of the document and of the project.

    *embedded* are also the rules of Schematron inside a grammar, *phase* is that of all Schematron. Only with
    *by_document* does it count what the document asks for.
    *pointers* are looked up or not; None looks them up where the project's own schemas apply. Schemas of the web are
    fetched where *online* may be asked. With *xinclude*, documents are checked with what they include, from *folders*
    and from those of their projects. *edits*, *mending* and *entries* are those of :class:`Plan`.
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
    embedded: bool = False
    phase: str = ""
    by_document: bool = False
    pointers: bool | None = False
    online: "Online | None" = None
    xinclude: bool = True
    folders: tuple[Path, ...] = ()
    edits: bool = False
    mending: bool = False
    entries: tuple[tuple[str, str], ...] = ()


class Named(NamedTuple):
    """What a project says for one document: its settings, the part of them that holds, and the table that has a say."""

    project: Settings
    validate: Validate
    entry: Files | None = None

    @property
    def explicit(self) -> bool:
        """Whether a schema is named."""
        said = (self.validate.schema, self.validate.schematron, self.validate.xsd)
        return any(one is not None for one in said)

    @property
    def where(self) -> str:
        """The table that has a say, for a message."""
        entry = self.entry
        return f"{self.project.path}: [validate]" if entry is None else f"{self.project.path}:{entry.line}"


class Association:
    """Gives each document its plan; schemas and settings are looked up once for all documents of a call."""

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._called = _of_call(_here(wish)) if wish.schema or wish.schematron else None
        self._projects: dict[str, Settings] = {}
        self._read: dict[Path | None, Settings] = {}
        self._plans: dict[tuple[Path | None, int], Plan] = {}
        self._tolerances: dict[Path | None, Tolerance] = {}
        self._askings: dict[tuple[Path, ...], Asking] = {}
        self._known_sources: dict[Path | None, tuple[str, ...]] = {}
        self._versions: dict[str, Plan] = {}

    def plan(self, document: Path, prolog: "Prolog | None" = None) -> Plan:
        """Return what *document* is checked against, which asks for what *prolog* says, if that is known already.

        Raises :class:`~tei.errors.UsageError` or :class:`~tei.errors.SettingsError` if a schema is not there or is of
        a kind that is not supported.
        """
        named = self._named(document)
        project = named.project
        chosen = self._called or self._by_document(document, named, prolog) or self._by_project(named)
        tolerance = self._tolerance(project)
        for authority in project.authorities:
            if not authority.is_file():
                message = f"{project.path} names the authority file {authority}, which is not there"
                raise SettingsError(message)
        phases = tuple((path, self._wish.phase) for path in chosen.schematrons) if self._wish.phase else chosen.phases
        return chosen._replace(
            authority=project.encode.authority,
            limits=project.limits,
            all_kinds=self._wish.all_kinds,
            explain=self._wish.explain,
            schema_folders=self._folders(project),
            ids=self._wish.ids,
            pointers=chosen.require_tei if self._wish.pointers is None else self._wish.pointers,
            phases=phases,
            catalogs=self._catalogs(project),
            xinclude=self._wish.xinclude,
            folders=self._sources(project),
            edits=self._wish.edits,
            mending=self._wish.mending,
            entries=self._wish.entries,
            other_authorities=project.validate.authority,
            tolerated=() if tolerance is None else tolerance.of(document),
            ignored=tolerance.ignored(document) if tolerance and self._wish.mending else (),
        )

    def explain(self, document: Path) -> "tuple[Choice, ...]":
        """Return the candidates for *document*'s schemas, in the order in which they count. Raises as above."""
        from tei.validate import explaining  # noqa: PLC0415 - it loads what few calls need

        named = self._named(document)
        prolog = self._prolog(document, named.project)
        _parts, choices = self._asking(named.project).parts(prolog, document)
        called = tuple(map(str, (*self._wish.schema, *self._wish.schematron)))
        return explaining.ranked(called, choices, named, prolog.version)

    def _tolerance(self, project: Settings) -> "Tolerance | None":
        if not project.validate.ignore and not project.validate.severity:
            return None
        from tei.validate.policy.tolerance import Tolerance  # noqa: PLC0415 - few projects have a say in it

        if project.path not in self._tolerances:
            self._tolerances[project.path] = Tolerance(project)
        return self._tolerances[project.path]

    def _sources(self, project: Settings) -> tuple[str, ...]:
        """Return the folders, true paths, that documents of *project* may include files of, besides their own."""
        if project.path not in self._known_sources:
            own = (project.path.parent,) if project.path else ()
            folders = (Path(), *self._wish.folders, *own)
            self._known_sources[project.path] = tuple(dict.fromkeys(map(os.path.realpath, folders)))
        return self._known_sources[project.path]

    def _folders(self, project: Settings) -> tuple[Path, ...]:
        fetched = (self._wish.online.folder,) if self._wish.online else ()
        return tuple(dict.fromkeys((*self._wish.schema_folders, *project.validate.schema_folders, *fetched)))

    def _catalogs(self, project: Settings) -> tuple[Path, ...]:
        called = self._wish.odd.catalog
        return (*((called,) if called else ()), *project.validate.catalogs)

    def _asking(self, project: Settings) -> "Asking":
        """Return what looks up the wishes of documents, with the catalogs that hold for *project*."""
        from tei.validate import by_document, stand_ins  # noqa: PLC0415 - not where the call names a schema

        files, folders = self._catalogs(project), self._folders(project)
        key = (*files, *folders)
        if key not in self._askings:
            wish = self._wish._replace(schema_folders=folders)
            self._askings[key] = by_document.Asking(
                stand_ins.catalogs(files), lambda odd: of_odd(odd, wish), self._wish.online
            )
        return self._askings[key]

    @staticmethod
    def _prolog(document: Path, project: Settings) -> "Prolog":
        from tei.validate import prolog  # noqa: PLC0415 - as above

        return prolog.of_file(document, project.limits)

    def _by_document(self, document: Path, named: Named, known: "Prolog | None") -> Plan | None:
        """Return the plan that the document asks for, or that its version of TEI asks for where nobody does."""
        if not self._wish.by_document:
            return None
        prolog = self._prolog(document, named.project) if known is None else known
        if prolog.asked:
            parts, _choices = self._asking(named.project).parts(prolog, document)
            return None if parts is None else self._of_parts(parts)
        if prolog.version and not named.explicit:
            if prolog.version not in self._versions:
                self._versions[prolog.version] = _of_version(prolog.version, self._wish)
            return self._versions[prolog.version]
        return None

    def _by_project(self, named: Named) -> Plan:
        """Return the plan of the project, which is the same for all documents that the same table has a say in."""
        from tei.validate import by_project  # noqa: PLC0415 - not where the call names a schema

        key = named.project.path, named.entry.line if named.entry else 0
        if key not in self._plans:
            self._plans[key] = by_project.plan(named, self._wish)
        return self._plans[key]

    def _named(self, document: Path) -> Named:
        """Return what the project that *document* lies in says for it."""
        project = self.project(document)
        if not project.validate.files:
            return Named(project, project.validate)
        from tei.settings.by_file import of_file  # noqa: PLC0415 - few projects say something of single files

        return Named(project, *of_file(project, document))

    def _of_parts(self, parts: "Parts") -> Plan:
        schematrons = parts.schematrons
        if self._wish.embedded:
            schematrons = tuple(dict.fromkeys((*schematrons, *map(embedding, parts.grammars))))
        xsds = parts.xsds or (tuple(map(beside, parts.grammars)) if self._wish.xsd else ())
        return Plan(
            parts.grammars,
            schematrons,
            xsds,
            require_tei=True,
            watched=parts.watched,
            dtds=parts.dtds,
            phases=parts.phases,
            findings=parts.findings,
            faults=parts.faults,
            asked=True,
        )

    @property
    def asks_documents(self) -> bool:
        """Whether it counts what documents ask for."""
        return self._wish.by_document and self._called is None

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of the projects that documents were found to lie in."""
        known = (self._wish.settings, *self._projects.values())
        return tuple(dict.fromkeys(one.path.parent for one in known if one and one.path))

    def project(self, document: Path) -> Settings:
        """Return the settings of the project that *document* lies in, else of the one that the call is made in."""
        if self._wish.settings is not None:
            return self._wish.settings
        folder = os.path.dirname(document)  # noqa: PTH120 - asked several times for each of many documents
        if folder not in self._projects:
            path = projects.find(Path(folder)) or projects.find()
            if path not in self._read:
                self._read[path] = projects.read(path) if path else Settings()
            self._projects[folder] = self._read[path]
        return self._projects[folder]


def _here(wish: Wish) -> Wish:
    """Return *wish* with what stands for the schemas that it names by addresses of the web."""
    named = (*wish.schema, *wish.schematron)
    if not any("://" in str(one) for one in named):
        return wish
    from tei.validate import stand_ins  # noqa: PLC0415 - few calls name an address

    called = wish.odd.catalog
    catalogs = stand_ins.catalogs((called,) if called else ())

    def here(schema: Path | str) -> Path | str:
        if not stand_ins.remote(str(schema)):
            return schema
        try:
            found = stand_ins.find(str(schema), Path(), catalogs, online=wish.online)
        except stand_ins.NotHereError as fault:
            message = f"--schema {schema}: {fault}; {fault.advice}"
            raise UsageError(message) from fault
        return found.file or found.built_in

    return wish._replace(schema=tuple(map(here, wish.schema)), schematron=tuple(map(here, wish.schematron)))


def _of_call(wish: Wish) -> Plan:
    found: dict[str, list[Path]] = {"grammars": [], "schematrons": [], "xsds": [], "dtds": []}
    watched: list[tuple[Path, str]] = []
    for schema in (*wish.schema, *wish.schematron):
        prepared = _prepared(schema, wish)
        if prepared is None:
            kind, path = _kind(schema)
            found[kind].append(path)
            if wish.embedded and kind == "grammars":
                found["schematrons"].append(embedding(path))
            continue
        found["grammars"].append(prepared.grammar)
        # A built-in name means the grammar alone.
        if _is_odd(schema):
            found["schematrons"] += [prepared.rules] if prepared.rules else []
            watched += [(prepared.fading, prepared.watched)] if prepared.fading else []
        elif wish.embedded:
            rules, looked_for = built_ins.rules(str(schema))
            found["schematrons"] += rules
            watched += looked_for
    if wish.xsd and not found["xsds"]:
        found["xsds"] = [beside(grammar) for grammar in found["grammars"]]
        if not found["xsds"]:
            message = "--xsd: no grammar is named that an XML Schema could go with; name one with --schema FILE.xsd"
            raise UsageError(message)
    grammars, schematrons, xsds, dtds = (tuple(dict.fromkeys(paths)) for paths in found.values())
    return Plan(grammars, schematrons, xsds, watched=tuple(watched), dtds=dtds)


def embedding(grammar: Path) -> Path:
    """Return the file with the rules inside *grammar*: itself, but for what ships with its rules beside it."""
    name = built_ins.by_file(grammar)
    return built_ins.rules(name)[0][0] if name else grammar


def _of_version(version: str, wish: Wish) -> Plan:
    """Return the plan for a document that only says which *version* of TEI it follows."""
    name, _why = built_ins.for_version(version)
    rules, watched = built_ins.rules(name)
    grammar = built_ins.grammar(name)
    xsds = (beside(grammar),) if wish.xsd else ()
    return Plan((grammar,), rules, xsds, require_tei=True, watched=watched)


def _is_odd(schema: Path | str) -> bool:
    return Path(schema).suffix.lower() == ODD


def _prepared(schema: Path | str, wish: Wish) -> "Prepared | None":
    """Return what an ODD, or a built-in schema that is not shipped compiled, is validated with; None for any other."""
    if _is_odd(schema):
        return of_odd(Path(schema), wish)
    return None if Path(schema).exists() else built_ins.all_of_tei(str(schema))


def of_odd(path: Path, wish: Wish) -> "Prepared":
    """Return what the ODD at *path* is validated with. Raises :class:`~tei.errors.UsageError` if it is not there."""
    if not path.is_file():
        raise UsageError(f"{path} is a folder, not a schema" if path.is_dir() else missing(path))
    from tei.odd import prepared  # noqa: PLC0415 - most schemas are grammars

    return prepared.prepare(path.absolute(), wish.odd._replace(folders=(*wish.odd.folders, *wish.schema_folders)))


def _kind(schema: Path | str) -> tuple[str, Path]:
    """Return which kind of schema *schema* is, and its file."""
    path = Path(schema)
    if str(schema) in SHIPPED:
        return "grammars", built_ins.shipped(".rng", str(schema))
    if str(schema) == CONFORMANCE:
        return "schematrons", built_ins.conformance()
    suffix = path.suffix.lower()
    if not path.is_file():
        raise UsageError(f"{path} is a folder, not a schema" if path.is_dir() else _no_schema(path))
    if suffix not in KINDS:
        known = ".odd, .rng, .rnc, .sch, .xsd and .dtd"
        message = f"{schema}: cannot tell what kind of schema this is; {known} are understood"
        raise UsageError(message)
    return KINDS[suffix], path.absolute()


def _no_schema(path: Path) -> str:
    sentence = missing(path)
    return (
        sentence
        if path.suffix or len(path.parts) > 1
        else f"{sentence} (built in are {', '.join(SHIPPED)}, {ALL} and {CONFORMANCE})"
    )


def beside(grammar: Path) -> Path:
    """Return the XML Schema that goes with *grammar*: the file of the same name."""
    found = grammar.with_suffix(".xsd")
    if not found.is_file():
        message = f"--xsd: there is no {found.name} beside {grammar}; name one with --schema, or in tei.toml"
        raise UsageError(message)
    return found
