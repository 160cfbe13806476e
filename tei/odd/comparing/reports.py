"""Reports on a comparison, and on what becomes of a corpus: as text, as JSON, as Markdown."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from tei import names
from tei.odd.comparing import wording
from tei.odd.comparing.changes import Change, Difference, Kind
from tei.odd.comparing.comparison import Comparison
from tei.odd.comparing.documents import Turned, Verdicts
from tei.odd.comparing.sections import Section, sections
from tei.odd.content_models.expressions import Symbol

_TAG: Final = re.compile(r"(<[\w:.{}/-]+>|@[\w.-]+(?::[\w.-]+)?)")
_NOWHERE: Final[Mapping[Symbol, str]] = MappingProxyType({})
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>|])")


def summary(comparison: Comparison) -> str:
    """Return how many differences there are, on one line."""
    if comparison.same:
        return f"{comparison.before} and {comparison.after} do not differ"
    found = comparison.figures
    parts = [
        _count(found.added, "element added", "elements added"),
        _count(found.removed, "removed", "removed"),
        *([_count(found.renamed, "renamed", "renamed")] if found.renamed else []),
        _count(found.attributes, "difference of attributes", "differences of attributes"),
        f"{found.values:,} of values",
        f"{found.contents:,} of contents",
    ]
    breaking = _count(found.breaking, "difference", "differences")
    return f"{', '.join(parts)}; {breaking} may make a valid document invalid"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


# Text


def text(comparison: Comparison, verdicts: Verdicts | None = None) -> str:
    """Return the report as text."""
    return "".join(f"{line}\n" for line in (*differences(comparison), *_text(comparison, verdicts)))


def differences(comparison: Comparison, places: Mapping[Symbol, str] = _NOWHERE) -> Iterator[str]:
    """Yield the lines on the differences, an empty one after each part; *places* are told beside elements."""
    found = sections(comparison, places)
    if not comparison.same:
        yield f"{comparison.before} → {comparison.after}"
        yield ""
    if found.documents:
        yield from found.documents
        yield ""
    for section in (*found.many, *found.single):
        yield section.heading
        yield from (f"  {one}" for one in section.sentences)
        yield ""
    if found.specifications:
        yield from found.specifications
        yield ""


def _text(comparison: Comparison, verdicts: Verdicts | None) -> Iterator[str]:
    if verdicts is not None:
        yield from _corpus_text(verdicts)
    yield summary(comparison)


def _corpus_text(verdicts: Verdicts) -> Iterator[str]:
    for turned, became in ((verdicts.broken, "is not valid any more"), (verdicts.mended, "becomes valid")):
        for one in turned:
            yield f"{one.path} {became}: {_first(one)}"
        if turned:
            yield ""
    yield corpus_summary(verdicts)


def _first(one: Turned) -> str:
    first = f"{one.first.span.line}:{one.first.span.column}  {one.first.rule}  {one.first.message}"
    return first if one.findings == 1 else f"{first} (the first of {one.findings:,} findings)"


def corpus_summary(verdicts: Verdicts) -> str:
    """Return what becomes of the corpus, on one line."""
    said = f"{_count(verdicts.documents, 'document', 'documents')}: {len(verdicts.broken):,} stop being valid"
    return f"{said}, {len(verdicts.mended):,} become valid, {verdicts.valid:,} stay valid, {verdicts.invalid:,} invalid"


# Markdown


def markdown(comparison: Comparison, verdicts: Verdicts | None = None) -> str:
    """Return the report as Markdown, for an issue or a release's notes."""
    head = (f"# {escaped(comparison.before)} → {escaped(comparison.after)}", "", f"{escaped(summary(comparison))}.")
    corpus = _corpus_markdown(verdicts) if verdicts is not None else ()
    return "".join(f"{line}\n" for line in (*head, *corpus, *parts(comparison)))


def parts(comparison: Comparison, places: Mapping[Symbol, str] = _NOWHERE) -> Iterator[str]:
    """Yield the lines of Markdown on the differences; *places* are told beside elements."""
    found = sections(comparison, places)
    if found.documents:
        yield ""
        yield from (f"- {escaped(one)}" for one in found.documents)
    yield from _part("Many elements", found.many)
    yield from _part("Elements", found.single)
    if found.specifications:
        yield from ("", "## What it is made of", "")
        yield from (f"- {escaped(one)}" for one in found.specifications)


def _part(title: str, part: tuple[Section, ...]) -> Iterator[str]:
    if part:
        yield from ("", f"## {title}")
    for section in part:
        yield from ("", f"### {escaped(section.heading)}", "")
        yield from (f"- {escaped(one)}" for one in section.sentences)


def _corpus_markdown(verdicts: Verdicts) -> Iterator[str]:
    yield from ("", "## The corpus", "", f"{escaped(corpus_summary(verdicts))}.")
    for turned, became in ((verdicts.broken, "Not valid any more"), (verdicts.mended, "Valid now")):
        if turned:
            yield from ("", f"{became}:", "")
            yield from (f"- {escaped(one.path)}: {escaped(_first(one))}" for one in turned)


def escaped(said: str) -> str:
    """Return a sentence for Markdown: its tags and attributes are code, and all else means itself."""
    parts = _TAG.split(said)
    return "".join(f"`{part}`" if place % 2 else _MARKDOWN.sub(r"\\\1", part) for place, part in enumerate(parts))


# JSON


def structured(comparison: Comparison, verdicts: Verdicts | None = None) -> str:
    """Return the report as one JSON object."""
    content = as_object(comparison)
    if verdicts is not None:
        content["corpus"] = {
            "documents": verdicts.documents,
            "valid": verdicts.valid,
            "invalid": verdicts.invalid,
            "broken": [_turned(one) for one in verdicts.broken],
            "mended": [_turned(one) for one in verdicts.mended],
        }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def as_object(comparison: Comparison) -> dict[str, object]:
    """Return what JSON has of *comparison*."""
    return {
        "before": comparison.before,
        "after": comparison.after,
        "same": comparison.same,
        "summary": comparison.figures._asdict(),
        "differences": [_object(difference) for difference in comparison.differences],
    }


def _object(difference: Difference) -> dict[str, object]:
    change = difference.change
    found: dict[str, object] = {
        "kind": change.kind.value,
        "breaks": change.breaks,
        "elements": [names.prefixed(one) for one in difference.elements],
        "name": names.prefixed(change.name),
        "verdict": change.verdict.value if change.verdict else None,
        "required": change.required,
        "before": change.before,
        "after": change.after,
        "came": _shown(change, change.came),
        "gone": _shown(change, change.gone),
        "only_before": _word(change, change.only_before),
        "only_after": _word(change, change.only_after),
        "within": [names.prefixed(one) for one in change.within],
    }
    return found


def _word(change: Change, example: tuple[str, ...] | None) -> str | None:
    if example is None:
        return None
    return wording.word(example) if change.kind is Kind.CONTENT else example[0]


def _shown(change: Change, came: tuple[str, ...]) -> list[str]:
    return list(map(wording.tag, came)) if change.kind in {Kind.CONTENT, Kind.START} else list(came)


def _turned(one: Turned) -> dict[str, object]:
    return {"path": one.path, "findings": one.findings, "first": one.first.as_dict()}


FORMATS: Final[dict[str, Callable[[Comparison, Verdicts | None], str]]] = {
    "text": text,
    "json": structured,
    "markdown": markdown,
}
"""The formats by name, each with what writes it."""
