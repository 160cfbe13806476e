"""What can be compared: an ODD, a grammar in RELAX NG, a release of TEI P5, opened by its name."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import limits
from tei.corpus import missing
from tei.document import loading
from tei.errors import DocumentError, SchemaError, UsageError
from tei.odd import built_in
from tei.odd.comparing import releases
from tei.odd.compiling import Compiled, compile_odd, compile_text
from tei.odd.content_models.elements import Contents
from tei.odd.source.catalog import Catalog
from tei.relaxng import compilation, model, sources

if TYPE_CHECKING:
    from tei.odd.schema import ResolvedSchema

_GRAMMARS: Final = frozenset({".rng", ".rnc"})
_ODDS: Final = frozenset({".odd", ".xml"})


class Side(NamedTuple):
    """One of two schemas: its *name* as it was called, what it says of elements, and what it is made from.

    *schema* is the derived ODD, None of a grammar; *path* is the file of a grammar, *rng* the XML of what was compiled.
    """

    name: str
    contents: Contents
    definitions: Mapping[str, model.Pattern]
    schema: "ResolvedSchema | None" = None
    path: Path | None = None
    rng: str = ""


def opened(
    name: str,
    *,
    source: Path | str | None = None,
    catalog: Catalog | None = None,
    ident: str = "",
) -> Side:
    """Return what *name* stands for: ``tei:4.8.0``, a built-in schema, or the file of an ODD or of a grammar.

    The options are those of :func:`tei.odd.compiling.compile_odd`, for an ODD.

    Raises :class:`~tei.errors.UsageError` if it is none of these, :class:`~tei.errors.SchemaError` with its findings if
    it is faulty.
    """
    path = Path(name)
    suffix = path.suffix.lower()
    if name.startswith(releases.PREFIX):
        return of_compiled(name, releases.compiled(name.removeprefix(releases.PREFIX)))
    if built_in.is_built_in(name) and not path.exists():
        return of_compiled(name, compile_text(built_in.odd(name).encode(), name))
    if not path.is_file():
        raise UsageError(f"{path} is a folder, not a schema" if path.is_dir() else missing(path))
    if suffix in _GRAMMARS:
        return _of_grammar(name, path)
    if suffix not in _ODDS:
        message = f"{name}: cannot tell what this is; compared are .odd, .rng and .rnc files, and releases as tei:4.8.0"
        raise UsageError(message)
    try:
        compiled = compile_odd(path, ident=ident, source=source, catalog=catalog)
    except DocumentError as fault:
        raise SchemaError(fault.diagnostics) from fault
    return of_compiled(name, compiled)


def of_compiled(name: str, compiled: Compiled) -> Side:
    """Return what an ODD has been compiled to as one side."""
    grammar = compilation.simplified(compiled.grammar, sources.nothing, with_identifiers=False)
    return Side(
        name,
        Contents(grammar.start, grammar.table),
        dict(_definitions(compiled.grammar)),
        compiled.schema,
        rng=compiled.rng,
    )


def _of_grammar(name: str, path: Path) -> Side:
    try:
        data = loading.load(path, limits.DEFAULT)
    except DocumentError as fault:
        raise SchemaError(fault.diagnostics) from fault
    surface = sources.read(data, str(path))
    grammar = compilation.simplified(surface, sources.files(path), with_identifiers=False)
    return Side(name, Contents(grammar.start, grammar.table), dict(_definitions(surface)), path=path)


def _definitions(part: "model.Pattern | model.Component") -> Iterator[tuple[str, model.Pattern]]:
    """Yield the definitions in the grammar's own file, by their names."""
    if isinstance(part, model.Define):
        yield part.name, part.pattern
    elif isinstance(part, model.Grammar | model.Div):
        for component in part.components:
            yield from _definitions(component)
