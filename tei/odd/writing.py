"""What ``tei odd compile`` writes: the forms of a schema as files."""

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import names
from tei.diagnostics import Severity
from tei.errors import SchemaError
from tei.files import write_atomically
from tei.odd.bases import facts
from tei.odd.bases.base import SchemaBase
from tei.odd.compiling import COMPATIBILITIES, Compiled, compile_odd
from tei.odd.source import catalog as catalogs
from tei.odd.source.catalog import Catalog
from tei.odd.wish import Wish
from tei.relaxng import sources

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tei.diagnostics import Diagnostic


class Outcome(NamedTuple):
    """What became of one ODD: the files written, and the findings, by place."""

    written: tuple[Path, ...]
    findings: "tuple[Diagnostic, ...]"

    @property
    def exit_code(self) -> int:
        """1 if there is an error among the findings, else 0."""
        return int(any(finding.severity is Severity.ERROR for finding in self.findings))


def compiled(odd: Path, wish: Wish) -> Compiled:
    """Return what *odd* compiles to. Raises as :func:`~tei.odd.compiling.compile_odd` does."""
    return compile_odd(
        odd,
        ident=wish.ident,
        source=wish.source or None,
        catalog=catalogs.read(wish.catalog) if wish.catalog else Catalog(),
        folders=wish.folders,
        languages=(wish.language,) if wish.language else (),
        quirks=COMPATIBILITIES[wish.compatibility],
    )


def write(odd: Path, folder: Path, wish: Wish) -> Outcome:
    """Write the forms of *odd* that are asked for into *folder*, each beside its target and renamed into place.

    With an error in the ODD, nothing is written. Raises :class:`~tei.errors.UsageError` if there is no such file.
    """
    try:
        made = compiled(odd, wish)
        files = [named for form in wish.forms for named in FORMS[form](made, wish, made.schema.ident or odd.stem)]
    except SchemaError as fault:
        return Outcome((), fault.diagnostics)
    written = []
    for name, text in files:
        write_atomically(folder / name, text)
        written.append(folder / name)
    return Outcome(tuple(written), made.warnings)


_Files = list[tuple[str, str]]


def _rng(made: Compiled, wish: Wish, stem: str) -> _Files:
    return [(f"{stem}.rng", made.rng_with_rules if wish.embed else made.rng)]


def _rnc(made: Compiled, _wish: Wish, stem: str) -> _Files:
    return [(f"{stem}.rnc", made.rnc)]


def _schematron(made: Compiled, _wish: Wish, stem: str) -> _Files:
    return [(f"{stem}.sch", made.schematron)]


def _compiled(made: Compiled, _wish: Wish, stem: str) -> _Files:
    return [(f"{stem}.compiled.xml", made.derived)]


def _json(made: Compiled, _wish: Wish, stem: str) -> _Files:
    return [(f"{stem}.json", facts.write(SchemaBase(made.schema, stem)))]


def _xsd(made: Compiled, _wish: Wish, stem: str) -> _Files:
    from tei.odd import xsd  # noqa: PLC0415 - few ask for it

    translation = xsd.translated(made.grammar, sources.nothing, stem)
    for widening in translation.widenings:
        local = names.local_name(widening.element)
        where = f"<{local}>" + (f" @{names.prefixed(widening.attribute)}" if widening.attribute else "")
        example = "" if widening.example is None else f", as in: {_shown(widening.example)}"
        message = f"XML Schema allows more{f' for {where}' if local else ''}: {widening.reason.value}{example}"
        made.remark("odd.xsd-wider", message, made.schema.find("element", local))
    return list(translation.files.items())


def _shown(example: tuple[str, ...]) -> str:
    """Return an example as people write it: ``<p> <ab> text``."""
    return " ".join(map(_word, example)) or "nothing at all"


def _word(symbol: str) -> str:
    if symbol.startswith(("@", "#")):
        return symbol.removeprefix("#")
    local = names.local_name(symbol.partition("-{")[0])
    return "any other element" if local == "*" else f"<{local}>"


def _guide(made: Compiled, wish: Wish, stem: str) -> _Files:
    from tei.odd.guide import guide  # noqa: PLC0415 - few ask for it

    found = guide(made, wish.corpus, (wish.language,) if wish.language else ())
    made.note(found.faults)
    return [(f"{stem}.html", found.html)]


FORMS: Final["Mapping[str, Callable[[Compiled, Wish, str], _Files]]"] = {
    "rng": _rng,
    "rnc": _rnc,
    "schematron": _schematron,
    "json": _json,
    "guide": _guide,
    "xsd": _xsd,
    "compiled": _compiled,
}
"""What makes the files of each form: their names and texts."""
