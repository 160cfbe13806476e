"""An ODD compiled twice, against its own release of TEI P5 and against another, and what that brings to light."""

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.diagnostics import Diagnostic, Severity
from tei.errors import SchemaError
from tei.odd.bases import facts, shelf
from tei.odd.comparing import releases
from tei.odd.comparing.changes import OF_SPECIFICATIONS
from tei.odd.comparing.comparison import Comparison, compare
from tei.odd.comparing.sides import of_compiled
from tei.odd.compiling import Compiled, compile_odd
from tei.odd.content_models.elements import symbol
from tei.odd.quirks import DOUBTFUL, PASSED_BY_STYLESHEETS
from tei.odd.upgrading.deprecations import Provenance, deprecations
from tei.odd.upgrading.losses import Losses
from tei.relaxng.name_sets import Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tei.odd.content_models.expressions import Symbol
    from tei.odd.source.catalog import Catalog

_RELEASE: Final = re.compile(r"TEI P5 [\w.]+( \([^)]*\))?")
_NAME: Final = re.compile(r"(?:(?<=[<@“])|(?<!\S)(?=(?:att|model|macro|data|teidata)\.))[\w.:-]+")
_ERRORS: Final = PASSED_BY_STYLESHEETS - DOUBTFUL
"""The rules whose violation keeps an ODD from being compiled."""


class Upgrade(NamedTuple):
    """What the change to *release* means for an ODD that is written against *own*.

    *own* is "" where its source does not say which release it is. *breaking* are findings of what does not work any
    more or has no effect, *deprecated* of what is going out of use; *comparison* says what changes for documents, None
    where nothing could be compiled. *places* tells for elements where the ODD takes them from.
    """

    odd: str
    own: str
    release: str
    breaking: tuple[Diagnostic, ...]
    deprecated: tuple[Diagnostic, ...]
    comparison: Comparison | None
    places: "Mapping[Symbol, str]"


def upgrade(  # noqa: PLR0913 - one parameter an option of the command
    path: Path | str,
    release: str,
    *,
    ident: str = "",
    source: Path | str | None = None,
    catalog: "Catalog | None" = None,
    folders: "Iterable[Path | str]" = (),
) -> Upgrade:
    """Return what becomes of the ODD at *path* under TEI P5 *release*; the ODD is not changed.

    The options are those of :func:`tei.odd.compiling.compile_odd`.

    Raises :class:`~tei.errors.SchemaError` with its findings if the ODD cannot be compiled as it is,
    :class:`~tei.errors.UsageError` if there is no such file or no such release.
    """
    release = shelf.normal(releases.PREFIX + release.removeprefix(releases.PREFIX)).removeprefix(releases.PREFIX)
    releases.compiled(release)
    options = {"ident": ident, "source": source, "catalog": catalog, "folders": tuple(folders)}
    before = compile_odd(path, **options)  # type: ignore[arg-type] # mypy has one type for all values
    own = before.schema.release
    try:
        after = compile_odd(path, release=release, **options)  # type: ignore[arg-type] # as above
    except SchemaError as fault:
        return Upgrade(str(path), own, release, _new(fault.diagnostics, before), (), None, {})
    lost = tuple(dict.fromkeys(Losses(after, own, release).findings()))
    found = compare(of_compiled(label(own), before), of_compiled(facts.label(release), after))
    # What TEI is made of is not the project's; what it refers to of that, and that is gone, has been found already.
    seen = (one for one in found.differences if one.change.kind not in OF_SPECIFICATIONS)
    return Upgrade(
        str(path),
        own,
        release,
        tuple(sorted((*lost, *_untold(_new(after.warnings, before), lost)))),
        tuple(sorted(set(deprecations(after, release)))),
        Comparison(found.before, found.after, tuple(seen)),
        _places(after),
    )


def label(own: str) -> str:
    """Return how the release is called that an ODD is written against, which it may not say."""
    return facts.label(own) if own else "its own source"


def _new(found: "Iterable[Diagnostic]", before: Compiled) -> tuple[Diagnostic, ...]:
    """Return those findings that there were not *before*, and what keeps an ODD from being compiled as an error."""
    known = {_key(finding) for finding in before.warnings}
    return tuple(
        replace(finding, severity=Severity.ERROR) if finding.rule in _ERRORS else finding
        for finding in dict.fromkeys(found)
        if _key(finding) not in known
    )


def _key(finding: Diagnostic) -> tuple[str, str, str, str]:
    """Return what is the same for a finding under both releases."""
    return finding.rule, finding.path, finding.xpath, _RELEASE.sub("", finding.message)


def _untold(new: tuple[Diagnostic, ...], lost: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Return those findings of the compiler that do not only say what one in *lost* says better."""
    told: dict[tuple[str, str], set[str]] = {}
    for finding in lost:
        told.setdefault((finding.path, finding.xpath), set()).update(_names(finding.message))
    everywhere = frozenset[str]().union(*told.values())

    def is_told(finding: Diagnostic) -> bool:
        # What dangles is told of whatever refers to it, and not where it does.
        known = everywhere if finding.rule == "odd.dangling" else told.get((finding.path, finding.xpath), frozenset())
        return bool(_names(finding.message) & known)

    return tuple(finding for finding in new if not is_told(finding))


def _names(message: str) -> set[str]:
    """Return the names that a message speaks of: those of elements, attributes, classes and the like."""
    return set(_NAME.findall(_RELEASE.sub("", message)))


def _places(compiled: Compiled) -> "dict[Symbol, str]":
    """Return for each element where in the ODD it is taken from: ``my.odd:12:5``."""
    provenance = Provenance(compiled)
    found = {}
    for key, spec in compiled.schema.specs.items():
        node = provenance.node(key) if key.kind == "element" else None
        if node is not None:
            at = compiled.finding("", "", node)
            place = f"{at.path}:{at.span.line}:{at.span.column}"
            found[symbol(Name(compiled.schema.element_namespace(spec), spec.output_name))] = place
    return found
