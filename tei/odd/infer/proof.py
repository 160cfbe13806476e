"""Whether documents are valid: against all of the source, and against the ODD that was inferred from them."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import limits as limits_module
from tei.document import loading
from tei.odd.compiling import Compiled, compile_odd, compile_text
from tei.relaxng import compilation, sources
from tei.relaxng.validator import Validator

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic
    from tei.limits import Limits

_SCHEMAS: Final = 4


class Schemas(NamedTuple):
    """Where two ODDs lie: all of the *source*, and what was *inferred*.

    *base* is the file that they build on, "" if they name a source on the shelf.
    """

    source: Path
    inferred: Path
    base: str


class Question(NamedTuple):
    """A document, and the schemas it is put to."""

    path: Path
    schemas: Schemas
    limits: "Limits" = limits_module.DEFAULT


class Verdict(NamedTuple):
    """Whether the source accepts a document, and the inferred ODD does."""

    source: bool
    inferred: bool


def judge(question: Question) -> Verdict:
    """Return whether the document is valid against each of the two schemas."""
    path, schemas, limits = question
    whole = _validator(schemas.source, schemas.base)
    narrow = _validator(schemas.inferred, schemas.base)
    if narrow.passes(path, limits=limits):
        return Verdict(whole.passes(path, limits=limits) or _is_valid(whole, path, limits), inferred=True)
    return Verdict(_is_valid(whole, path, limits), _is_valid(narrow, path, limits))


def _is_valid(validator: Validator, path: Path, limits: "Limits") -> bool:
    return validator.is_valid(loading.load(path, limits), limits=limits)


def explain(path: Path, odd: Path, base: str, limits: "Limits") -> "list[Diagnostic]":
    """Return what is wrong with a document against the schema of *odd*."""
    return _validator(odd, base).validate_file(path, limits=limits)


def compiled(odd: Path, base: str) -> Compiled:
    """Return what the file *odd* compiles to. Raises :class:`~tei.errors.SchemaError`."""
    return _of_file(odd, base) if base else _of_text(odd.read_text(encoding="utf-8"))


@lru_cache(maxsize=_SCHEMAS)
def _of_file(odd: Path, base: str) -> Compiled:
    return compile_odd(odd, source=base)


@lru_cache(maxsize=_SCHEMAS)
def _of_text(text: str) -> Compiled:
    # By what it says, not by where it lies: all of a release is the same for one corpus and the next.
    return compile_text(text.encode(), "inferred")


def _validator(odd: Path, base: str) -> Validator:
    return _of_schema(compiled(odd, base))


@lru_cache(maxsize=_SCHEMAS)
def _of_schema(schema: Compiled) -> Validator:
    grammar = compilation.simplified(schema.grammar, sources.nothing)
    return Validator(grammar.start, grammar.table)
