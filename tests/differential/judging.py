"""The verdicts of jing and ours on many documents, and where the two differ.

jing tells where it had read to when it found a fault, and so always the place behind something. Its place counts as
*within* our finding's span

- where the span begins in a tag: if it is the end of that tag. For jing too an attribute's fault, or an element's that
  is not allowed, is told at the end of the start tag, and what is missing, a value too, at the end of the end tag;
- where the span begins in text: if it is behind the beginning of the text and not behind the end of the next tag. jing
  looks at text in pieces where no value is expected, and otherwise when it has read the next tag.

The first place is the least, of jing's as of ours. A reference may lead nowhere because the element with the identifier
should not be where it is: jing tells of both, after everything else of the reference, and we of the cause alone. So
jing's places of such references count only if our first finding is one.

With each identifier that is given twice jing reports the place where it was first given too; that is no fault's place.
"""

import os
import re
import subprocess
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import markup
from tei.diagnostics import Diagnostic, Span
from tei.document.positions import Positions
from tei.errors import SchemaError
from tei.relaxng.compilation import compiled
from tei.relaxng.derivatives import WHITE_SPACE
from tei.relaxng.validator import Validator

_REPORT: Final = re.compile(r"^(?:(.*?):(\d+):(\d+): )?(?:fatal|error): (?!first occurrence of ID)(.*)$", re.MULTILINE)
# Most of its time jing starts: it is not worth compiling anything well.
_JAVA: Final = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


class Report(NamedTuple):
    """What jing has against a file: the column counts UTF-16 units. Of a schema the place may not be told."""

    line: int
    column: int
    message: str


class Difference(NamedTuple):
    """A document of which jing and we do not say the same, and how: ``verdict`` or ``place``.

    Of kind ``schema`` the *text* is that of a schema, and *ours* and *theirs* are what is wrong with that.
    """

    kind: str
    text: str
    ours: tuple[Diagnostic, ...]
    theirs: tuple[Report, ...]
    reason: str = ""
    """Why it may be so, if it may."""
    schema: str = ""
    """The schema's text, if that is not a file."""

    def __str__(self) -> str:
        """Return the difference, with the document."""
        ours = "\n".join(f"  ours {one.span}: {one.rule} {one.message}" for one in self.ours[:3])
        theirs = "\n".join(f"  jing {one.line}:{one.column}: {one.message[:200]}" for one in self.theirs[:3])
        return f"{self.kind}\n{ours or '  ours: valid'}\n{theirs or '  jing: valid'}\n{self.text}\n{self.schema}"


class Outcome(NamedTuple):
    """What a comparison of many documents came to; *incorrect* are the schemas that both of us refused."""

    documents: int = 0
    valid: int = 0
    differences: tuple[Difference, ...] = ()
    incorrect: int = 0

    def plus(self, other: "Outcome") -> "Outcome":
        """Return both together."""
        return Outcome(
            self.documents + other.documents,
            self.valid + other.valid,
            self.differences + other.differences,
            self.incorrect + other.incorrect,
        )

    def unexplained(self, kind: str = "") -> list[Difference]:
        """Return the differences, of one kind if it is given, for which there is no reason."""
        return [one for one in self.differences if not one.reason and kind in {"", one.kind}]

    @property
    def explained(self) -> list[Difference]:
        """The differences for which there is a reason."""
        return [one for one in self.differences if one.reason]


def _java_lets_pass(difference: Difference) -> bool:
    """Return whether our first finding is a value with a control, format, private or unassigned character in it.

    In the class that TEI gives most names, jing's translation for Java leaves these in.
    """
    if not difference.ours or difference.ours[0].rule != "rng.value":
        return False
    span, positions = difference.ours[0].span, Positions("", difference.text)
    value = difference.text[positions.offset(span.line, span.column) : positions.offset(span.end_line, span.end_column)]
    return any(unicodedata.category(one).startswith("C") for one in value if one not in WHITE_SPACE)


def _behind_carriage_return(difference: Difference) -> bool:
    """Return whether jing's place is ours but for one column, in a line after a carriage return that stands alone."""
    if difference.kind != "place":
        return False
    text, ours = difference.text, difference.ours[0]
    theirs = _first(difference.theirs, ours)
    before = text[: Positions("", text).offset(theirs.line, 1)]
    return before.endswith("\r") and is_within(text, theirs._replace(column=theirs.column + 1), ours.span)


def _nothing_is_allowed(difference: Difference) -> bool:
    """Return whether jing reports the schema, which no document matches, and not a place in the document."""
    return difference.kind == "place" and difference.theirs[0].message.startswith("schema does not allow anything")


EXPLAINED: Final[dict[str, Callable[[Difference], bool]]] = {
    "Java lets characters of \\p{C} pass that [^\\p{C}\\p{Z}]+ excludes (XML Schema 2, appendix F.1)": _java_lets_pass,
    "Xerces counts a column too few after a carriage return without a line feed": _behind_carriage_return,
    "jing says of a schema that no document matches just that, before the document": _nothing_is_allowed,
}
"""The differences that there may be, by their reasons."""


# jing


def _started(
    jing: str, schema: Path, documents: Sequence[Path], options: Iterable[str] = ()
) -> "subprocess.Popen[str]":
    compact = ["-c"] if schema.suffix == ".rnc" else []
    folder = documents[0].parent if documents else schema.parent
    return subprocess.Popen(
        [jing, *compact, *options, str(schema), *(one.name for one in documents)],
        cwd=folder,
        env={**os.environ, "JDK_JAVA_OPTIONS": _JAVA},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def _reports(process: "subprocess.Popen[str]") -> dict[str, list[Report]]:
    """Return what jing has against each file, by its name; by "" what has no place, the schema's too."""
    written, beside = process.communicate()
    found: dict[str, list[Report]] = defaultdict(list)
    for path, line, column, message in _REPORT.findall(written):
        found[Path(path).name].append(Report(int(line or 0), int(column or 0), message))
    # A definition that comes back to itself can exhaust Java's stack.
    if broken := re.search(r"^Exception in .*", beside, re.MULTILINE):
        found[""].append(Report(0, 0, broken[0]))
    assert process.returncode == bool(found), written + beside
    return found


# The comparison


def compared(
    jing: str, schema: Path, validator: Validator, texts: Sequence[str], folder: Path, *options: str
) -> Outcome:
    """Return what became of *texts* under the schema, which *validator* has too; *folder* is for jing's files."""
    paths = _written(texts, folder)
    process = _started(jing, schema, paths, options)
    # jing and we at the same time.
    ours = [tuple(validator.validate(text.encode())) for text in texts]
    theirs = _reports(process)
    if refused := _of_schema(theirs, paths):
        return Outcome(differences=(Difference("schema", schema.read_text("utf-8"), (), refused),))
    judgements = (
        judged(text, findings, tuple(theirs.get(path.name, ())))
        for path, text, findings in zip(paths, texts, ours, strict=True)
    )
    differences = tuple(one for one in judgements if one is not None)
    return Outcome(len(texts), sum(path.name not in theirs for path in paths), differences)


def compared_schema(jing: str, files: Mapping[str, str], texts: Sequence[str], folder: Path) -> Outcome:
    """Return what became of a schema, the first of *files*, and of *texts* under it.

    Identifiers are not looked at: a schema at random would seldom have them as DTD compatibility asks.
    """
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    schema = folder / next(iter(files))
    whole = "\n".join(files.values())
    try:
        grammar = compiled(schema.read_bytes(), str(schema))
    except SchemaError as fault:
        paths = _written(texts[:1], folder)
        if _of_schema(_reports(_started(jing, schema, paths, ["-i"])), paths):
            return Outcome(incorrect=1)
        return Outcome(differences=(Difference("schema", whole, fault.diagnostics, ()),))
    validator = Validator(grammar.start, grammar.table, with_identifiers=False)
    outcome = compared(jing, schema, validator, texts, folder, "-i")
    return outcome._replace(differences=tuple(one._replace(schema=whole) for one in outcome.differences))


def _of_schema(reports: Mapping[str, list[Report]], documents: Iterable[Path]) -> tuple[Report, ...]:
    """Return those of *reports* that are not of a document, and so of the schema."""
    names = {one.name for one in documents}
    return tuple(one for name, found in reports.items() if name not in names for one in found)


def _written(texts: Sequence[str], folder: Path) -> list[Path]:
    paths = [folder / f"{number:05}.xml" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_bytes(text.encode())
    return paths


def judged(text: str, ours: tuple[Diagnostic, ...], theirs: tuple[Report, ...]) -> Difference | None:
    """Return how *ours* and *theirs* differ, None if they do not."""
    if bool(ours) is not bool(theirs):
        return _explained(Difference("verdict", text, ours, theirs))
    if ours and (ours[0].rule == "rng.invalid" or not is_within(text, _first(theirs, ours[0]), ours[0].span)):
        return _explained(Difference("place", text, ours, theirs))
    return None


def _first(theirs: tuple[Report, ...], ours: Diagnostic) -> Report:
    others = [one for one in theirs if not one.message.startswith("IDREF ")]
    return min(theirs if ours.rule == "rng.idref" or not others else others)


def _explained(difference: Difference) -> Difference:
    reason = next((reason for reason, applies in EXPLAINED.items() if applies(difference)), "")
    return difference._replace(reason=reason)


def is_within(text: str, report: Report, span: Span) -> bool:
    """Return whether jing's place is within *span*, as it is defined above."""
    positions, document = Positions("", text), markup.read(text)
    theirs = _offset(text, report)
    start = positions.offset(span.line, span.column)
    token = document.at(start)
    if token.is_tag:
        return theirs == token.end
    following = next(one for one in document.tokens if one.is_tag and one.start >= start)
    return start < theirs <= following.end


def _offset(text: str, report: Report) -> int:
    """Return the place as an offset in code points: behind the one that it divides, if it does."""
    start = Positions("", text).offset(report.line, 1)
    units = text[start : start + report.column].encode("utf-16-le")[: 2 * (report.column - 1)]
    return start + len(units.decode("utf-16-le", errors="replace"))
