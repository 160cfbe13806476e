"""The schemas that a document asks for itself, as files that can be applied, and why each was chosen or not.

What asks first is the ``xml-model`` instructions, all of them; then ``xsi:schemaLocation``; then the DOCTYPE. The first
of the three that names more than rules of Schematron is the last that counts: what others name is mostly the same
schema in another language, kept for another program.
"""

from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tei import names
from tei.diagnostics import Diagnostic, Span
from tei.errors import SchemaError, TeiError, UsageError
from tei.validate import built_ins, stand_ins
from tei.validate.prolog import DOCTYPE, LOCATIONS, MODEL, Asked, Prolog
from tei.validate.stand_ins import NotHereError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tei.odd.prepared import Prepared
    from tei.odd.source.catalog import Catalog
    from tei.validate.online import Online

_SOURCES: Final = ((MODEL,), LOCATIONS, (DOCTYPE,))
_BY_NAMESPACE: Final = {
    names.RNG: "grammars",
    names.SCH: "schematrons",
    names.XS: "xsds",
    names.TEI: "odds",
    "http://www.ascc.net/xml/schematron": "",
}
_BY_TYPE: Final = {
    "application/relax-ng-compact-syntax": "grammars",
    "application/xml-dtd": "dtds",
    "application/tei+xml": "odds",
}
_BY_SUFFIX: Final = {
    ".rng": "grammars",
    ".rnc": "grammars",
    ".sch": "schematrons",
    ".xsd": "xsds",
    ".dtd": "dtds",
    ".odd": "odds",
}
BROKEN: Final = "a schema that documents ask for cannot be used"
_LABELS: Final = {
    "grammars": "RELAX NG",
    "schematrons": "Schematron",
    "xsds": "XML Schema",
    "dtds": "DTD",
    "odds": "ODD",
}
_KINDS: Final = "RELAX NG, Schematron, XML Schema, DTD and ODD are understood"


class Choice(NamedTuple):
    """A candidate for a schema, why it was chosen or not, and whether it was."""

    candidate: str
    why: str
    chosen: bool = False


class Parts(NamedTuple):
    """Files of schemas by their kinds; see :class:`~tei.validate.associate.Plan`."""

    grammars: tuple[Path, ...] = ()
    schematrons: tuple[Path, ...] = ()
    xsds: tuple[Path, ...] = ()
    dtds: tuple[Path, ...] = ()
    phases: tuple[tuple[Path, str], ...] = ()
    watched: tuple[tuple[Path, str], ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    faults: tuple[str, ...] = ()


def _merged(several: list[Parts]) -> Parts:
    """Return all of *several*, each once; a finding of the same words, too.

    A grammar and the rules inside it have one address: that it is missing is told once.
    """
    columns: Any = (tuple(dict.fromkeys(chain.from_iterable(column))) for column in zip(*several, strict=True))
    parts = Parts(*columns)
    findings = {finding.message: finding for finding in reversed(parts.findings)}
    return parts._replace(findings=tuple(reversed(findings.values())))


class Asking:
    """Turns what documents ask for into files; what several ask for is looked up once."""

    def __init__(
        self, catalogs: "tuple[Catalog, ...]", prepare: "Callable[[Path], Prepared]", online: "Online | None" = None
    ) -> None:
        self._catalogs = catalogs
        self._prepare = prepare
        self._online = online
        self._known: dict[tuple[Path, Asked], tuple[Parts, str]] = {}

    def parts(self, prolog: Prolog, document: Path) -> tuple[Parts | None, tuple[Choice, ...]]:
        """Return what *document* asks for, None if it asks for nothing, and how that came about."""
        found: list[Parts] = []
        choices: list[Choice] = []
        winner = ""
        for sources in _SOURCES:
            asked = prolog.by(*sources)
            if winner:
                choices += [Choice(_shown(one), f"passed over: {winner} comes first") for one in asked]
                continue
            for one in asked:
                winner = winner if _is_rules(one) else one.by
                parts, choice = self._one(one, document)
                found.append(parts)
                choices.append(choice)
        return _merged(found) if found else None, tuple(choices)

    def _one(self, asked: Asked, document: Path) -> tuple[Parts, Choice]:
        refuse = partial(_refusal, asked, document)
        try:
            parts, how = self._resolved(asked, document.absolute().parent)
        except NotHereError as fault:
            return refuse("schema.not-here", str(fault), fault.advice)
        except _UnknownKindError as fault:
            return refuse("schema.kind-unknown", str(fault), "")
        except SchemaError as fault:
            message = f"{BROKEN}: {fault.diagnostics[0]}"
            return Parts(faults=(message,)), Choice(_shown(asked), "it cannot be used")
        return parts, Choice(_shown(asked), how, chosen=True)

    def _resolved(self, asked: Asked, folder: Path) -> tuple[Parts, str]:
        key = folder, asked._replace(span=Span())
        if key not in self._known:
            here = stand_ins.find(asked.href, folder, self._catalogs, asked.public, self._online)
            try:
                parts = self._of_file(here.file, asked) if here.file else self._of_built_in(here.built_in, asked)
            except UsageError as fault:
                raise NotHereError(_absent(here.built_in) or str(fault)) from fault
            self._known[key] = parts, f"{_LABELS[_kind(asked, here.file)]}; {here.how}"
        return self._known[key]

    def _of_built_in(self, name: str, asked: Asked) -> Parts:
        """Return the grammar of the built-in schema *name*, or its rules; other languages have the grammar too."""
        if _kind(asked, None) != "schematrons":
            return Parts(grammars=(built_ins.grammar(name),))
        rules, watched = built_ins.rules(name)
        return Parts(schematrons=rules, watched=watched)

    def _of_file(self, file: Path, asked: Asked) -> Parts:
        kind = _kind(asked, file)
        if kind == "odds" or (kind == "schematrons" and file.suffix.lower() == ".odd"):
            prepared = self._prepare(file)
            rules = (prepared.rules,) if prepared.rules else ()
            watched = ((prepared.fading, prepared.watched),) if prepared.fading else ()
            return Parts((prepared.grammar,) if kind == "odds" else (), rules, watched=watched)
        phases = ((file, asked.phase),) if kind == "schematrons" and asked.phase else ()
        found: dict[str, Any] = {kind: (file,)}
        return Parts(phases=phases)._replace(**found)


class _UnknownKindError(TeiError):
    """It cannot be told what kind of schema is asked for, or it is one that is not supported."""


def _kind(asked: Asked, file: Path | None) -> str:
    """Return the kind of schema that is asked for, by what is said of it, else by the name of its *file*."""
    suffix = Path(file or asked.href.partition("?")[0]).suffix.lower()
    if asked.by in LOCATIONS:
        return "xsds"
    if asked.by == DOCTYPE:
        return "dtds"
    said = asked.namespace
    if said and not _BY_NAMESPACE.get(said):
        message = f"schematypens {said} is of no kind of schema that is supported: {_KINDS}"
        raise _UnknownKindError(message)
    kind = _BY_NAMESPACE.get(said) or _BY_TYPE.get(asked.media_type) or _BY_SUFFIX.get(suffix)
    if kind is None:
        message = f"it cannot be told what kind of schema {asked.href} is: {_KINDS}"
        raise _UnknownKindError(message)
    return "odds" if kind == "grammars" and suffix == ".odd" else kind


def _absent(built_in: str) -> str:
    """Return why a release of TEI cannot be had, "" if it is no release."""
    from tei.odd.bases import facts  # noqa: PLC0415 - most are here

    release = built_in.partition("@")[2]
    return f"TEI P5 {release} is not here; there are {', '.join(facts.releases())}" if release else ""


def _is_rules(asked: Asked) -> bool:
    """Return whether rules of Schematron are asked for, which leave it open what the grammar is."""
    return asked.namespace == names.SCH or (not asked.namespace and asked.href.lower().endswith(".sch"))


def _refusal(asked: Asked, document: Path, rule: str, message: str, advice: str) -> tuple[Parts, Choice]:
    finding = Diagnostic(rule, message, str(document), asked.span, help=(advice,) if advice else ())
    return Parts(findings=(finding,)), Choice(_shown(asked), message)


def _shown(asked: Asked) -> str:
    """Return what is asked for as people would point to it."""
    said = ((asked.href, "{}"), (asked.phase, "phase {}"), (asked.title, "“{}”"), (asked.charset, "charset {}"))
    return f"{asked.by} " + ", ".join(form.format(value) for value, form in said if value)
