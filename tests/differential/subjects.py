"""The schemas that documents are tried under, and the documents that are changed: valid ones, made so if need be."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import markup
from markup import Markup
from mutating import Vocabulary, vocabulary
from tei.diagnostics import Diagnostic
from tei.document.positions import Positions
from tei.relaxng.compilation import compiled
from tei.relaxng.validator import Validator

HERE: Final = Path(__file__).resolve().parent
REPOSITORY: Final = HERE.parents[1]
SHARED: Final = REPOSITORY.parent / "shared" / "data"
OWN: Final = ("documentary", "references")
"""The schemas of the repository; the others may lie beside it."""
_FILES: Final = {
    "documentary": REPOSITORY / "schemas" / "tei-documentary.rng",
    "references": HERE / "references.rnc",
    "tei_all": SHARED / "p5" / "tei_all.rng",
    "tei_lite": SHARED / "p5" / "tei_lite.rng",
    "tei_simplePrint": SHARED / "p5" / "tei_simplePrint.rng",
}
# Of TEI, but not of each schema; and of nothing.
_STRANGERS: Final = (
    "l",
    "sp",
    "app",
    "w",
    "div1",
    "teiCorpus",
    "event",
    "greeting",
    "choice",
    "row",
    "item",
    "nothing",
)
_ATTRIBUTES: Final = ("style", "sameAs", "met", "wit", "when", "place", "target", "cert", "n", "xml:space", "xml:base")
_LARGEST_BYTES: Final = 20_000
_MOST_FOUND: Final = 12
_MOST_REPAIRS: Final = 30


class Subject(NamedTuple):
    """A schema, the validator for it, and what is changed."""

    name: str
    schema: Path
    validator: Validator
    seeds: tuple[str, ...]
    words: Vocabulary


def present(names: tuple[str, ...] = tuple(_FILES)) -> Iterator[Subject]:
    """Yield those of the schemas that are there."""
    for name in names:
        path = _FILES[name]
        if path.exists():
            grammar = compiled(path.read_bytes(), str(path))
            validator = Validator(grammar.start, grammar.table)
            seeds = tuple(_seeds(name, validator))
            yield Subject(name, path, validator, seeds, vocabulary(seeds, _STRANGERS, _ATTRIBUTES))


def _seeds(name: str, validator: Validator) -> Iterator[str]:
    """Yield valid documents, small ones first."""
    paths = [path for path in _documents(name) if path.stat().st_size <= _LARGEST_BYTES]
    for path in sorted(paths, key=lambda path: (path.stat().st_size, path.name)):
        text = repaired(path.read_bytes().decode("utf-8-sig"), validator)
        if text:
            yield text


def _documents(name: str) -> list[Path]:
    if name == "references":
        return [HERE / "references.xml"]
    tests = REPOSITORY / "tests"
    folders = (tests / "schemas", tests / "fixtures" / "valid", REPOSITORY / "corpus")
    own = [HERE / "prose.xml", *(path for folder in folders for path in folder.glob("*.xml"))]
    if name != "tei_all":
        # Under a smaller schema little would be left of the others.
        return own
    found = [path for folder in ("letters", "plays") for path in (SHARED / "bench" / folder).glob("*.xml")]
    return own + sorted(found, key=lambda path: (path.stat().st_size, path.name))[:_MOST_FOUND]


def repaired(text: str, validator: Validator) -> str:
    """Return *text* without what the grammar refuses, "" if that does not make it valid."""
    for _ in range(_MOST_REPAIRS):
        findings = validator.validate(text.encode())
        if not findings:
            return text
        document, positions, before = markup.read(text), Positions("", text), len(text)
        # From the last to the first, so that places hold; what lies around a place that is changed waits.
        for finding in reversed(findings):
            start, end, left = _fault(document, positions, finding)
            if end <= before:
                text = text[:start] + left + text[end:]
                before = start
    return ""


def _fault(document: Markup, positions: Positions, finding: Diagnostic) -> tuple[int, int, str]:
    """Return what to take away for *finding*, and what to leave there: what is in an element that is not allowed."""
    start = positions.offset(finding.span.line, finding.span.column)
    for element in document.elements:
        for attribute in element.attributes:
            if attribute.start == start:
                return attribute.start, attribute.end, ""
        if start in {element.start, element.close}:
            left = document.content(element) if finding.rule == "rng.element-not-allowed" else ""
            return element.start, element.end, left
    return start, positions.offset(finding.span.end_line, finding.span.end_column), ""
