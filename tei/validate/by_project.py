"""The schemas of a project, as files that can be applied; what it does not name is ours, as long as the grammar is."""

from pathlib import Path
from typing import Final

from tei.errors import SettingsError
from tei.odd.built_in import ALL, SHIPPED
from tei.validate import built_ins
from tei.validate.associate import KINDS, ODD, Named, Plan, Wish, beside, embedding, of_odd
from tei.validate.built_ins import BUILT_IN, CONFORMANCE

_SUFFIXES: Final = (ODD, *KINDS)


def plan(named: Named, wish: Wish) -> Plan:
    """Return the plan of a project. Raises :class:`~tei.errors.SettingsError` if a schema is not there, or is none."""
    said = named.validate
    parts = _Parts(named)
    for schema in said.schema if said.schema is not None else (Path(BUILT_IN),):
        parts.add(schema)
    if said.schematron is not None:
        parts.schematrons += [parts.of_kind(path, ".sch") for path in said.schematron]
    phases = tuple((path, said.phase) for path in parts.phased()) if said.phase else ()
    if wish.embedded:
        parts.schematrons += [embedding(path) for path in parts.grammars if path.suffix.lower() in {".rng", ".rnc"}]
    parts.xsds += [parts.of_kind(path, ".xsd") for path in said.xsd or ()]
    if wish.xsd and not parts.xsds:
        parts.xsds += [beside(grammar) for grammar in parts.grammars]
    grammars, schematrons, xsds, dtds = (
        tuple(dict.fromkeys(paths)) for paths in (parts.grammars, parts.schematrons, parts.xsds, parts.dtds)
    )
    return Plan(grammars, schematrons, xsds, require_tei=True, watched=tuple(parts.watched), dtds=dtds, phases=phases)


class _Parts:
    """The files by their kinds, as they are gathered."""

    def __init__(self, named: Named) -> None:
        self._named = named
        self.grammars: list[Path] = []
        self.schematrons: list[Path] = []
        self.xsds: list[Path] = []
        self.dtds: list[Path] = []
        self.watched: list[tuple[Path, str]] = []
        self._without_phases: list[Path] = []

    def add(self, schema: Path) -> None:
        """Add what *schema* means: a file of any kind, or a built-in schema with the rules that go with it."""
        if name := _name(schema):
            self._add_built_in(name)
            return
        suffix = self.of_kind(schema, *_SUFFIXES).suffix.lower()
        if suffix == ODD:
            prepared = of_odd(schema, Wish(schema_folders=self._named.validate.schema_folders))
            self.grammars.append(prepared.grammar)
            self._add_rules((prepared.rules,) if prepared.rules else ())
            self.watched += [(prepared.fading, prepared.watched)] if prepared.fading else []
        else:
            getattr(self, KINDS[suffix]).append(schema)

    def _add_built_in(self, name: str) -> None:
        if name == CONFORMANCE:
            self._add_rules((built_ins.conformance(),))
            return
        self.grammars.append(built_ins.grammar(name))
        # Whoever names rules has not asked for ours.
        if self._named.validate.schematron is None:
            rules, watched = built_ins.rules(name)
            self._add_rules(rules)
            self.watched += watched

    def _add_rules(self, rules: tuple[Path, ...]) -> None:
        self.schematrons += rules
        self._without_phases += rules

    def phased(self) -> list[Path]:
        """Return the rules that a phase is meant for: those that are named, or all if they come with a grammar."""
        return [path for path in self.schematrons if path not in self._without_phases] or self.schematrons

    def of_kind(self, schema: Path, *suffixes: str) -> Path:
        """Return the schema that is named, which must be there and of the right kind."""
        if suffixes == (".sch",) and _name(schema) == CONFORMANCE:
            return built_ins.conformance()
        if not schema.is_file():
            message = f"{self._named.where} names {schema}, which is not there"
            raise SettingsError(message)
        if schema.suffix.lower() not in suffixes:
            known = ", ".join(suffixes[:-1]) + f" or {suffixes[-1]}" if len(suffixes) > 1 else suffixes[0]
            message = f"{self._named.where} names {schema.name} where a {known} file belongs"
            raise SettingsError(message)
        return schema


def _name(schema: Path) -> str:
    """Return the name of the built-in schema that is meant, "" if it is a file."""
    name = schema.name
    known = name in {*SHIPPED, CONFORMANCE} or name.partition("@")[0] == ALL
    return name if known and not schema.exists() else ""
