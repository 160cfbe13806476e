"""Prints what `tei` answers to each mistake of the collection, beside what jing and libxml2 answer.

    python benchmarks/diagnostics.py -o benchmarks/diagnostics.md

The collection is in `tests/relaxng/mistakes/single`: a document a mistake, with the finding that is expected. Whether a
place is right is decided by rule, the same for all three; the rule is printed above the table.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from mistakes import ROOT, SCHEMAS, Expected, Mistake, collection

sys.path.insert(0, str(ROOT))
from tei import relaxng
from tei.document.tags import start_tag

SHOWN_CHARS = 110
JING = re.compile(r"^(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?:fatal|error|warning): (?P<told>.*)$")
XMLLINT = re.compile(r"^(?P<path>.+?):(?P<line>\d+): element [^:]+: Relax-NG validity error : (?P<told>.*)$")
COLUMNS = (
    "schema",
    "validator",
    "one message, in the right place",
    "right place",
    "one message",
    "no message",
    "characters, median",
    "most",
)
INTRODUCTION = """# What is said of a mistake

Printed by `python benchmarks/diagnostics.py -o benchmarks/diagnostics.md`; not to be edited. The {documents} documents
are those in `tests/relaxng/mistakes/single`: TEI with one mistake each, as editors make them, written for this
comparison. What tei should answer is written in each of them, and held by a test; so the first line of the summary
says that it does, and not that another's expectation is met. jing is version {jing}, libxml2 version {libxml2}.

**The place is right** if it lies where one would mend the mistake: at the tag, attribute or text that the document
names, where

- a place anywhere in a start tag will do for its attributes, and its end is as good as its beginning (jing reports a
  tag at its end);
- a place up to the end of the next tag will do for text (jing reports text when the next tag is read);
- the start tag will do as well as the end tag for an element that lacks something;
- libxml2 gives no columns: the line is enough.

Only the first message of each answer is looked at for that; how many there are is counted apart. Nothing is said here
about documents that have several mistakes; for those there is `tests/relaxng/mistakes/several`.

"""


class Answer(NamedTuple):
    """What a validator says first: where (column 0 where it gives none), what, and how many messages there are."""

    line: int = 0
    column: int = 0
    told: str = ""
    messages: int = 0
    characters: int = 0


class Place:
    """Where one would look for a mistake: stretches of the document."""

    def __init__(self, mistake: Mistake) -> None:
        """Take the one finding that is expected."""
        self._text = mistake.path.read_text(encoding="utf-8")
        self._lines = self._text.splitlines(keepends=True)
        (self._expected,) = mistake.findings

    @cached_property
    def stretches(self) -> list[tuple[int, int]]:
        """The stretches as offsets, the end included."""
        wanted: Expected = self._expected
        start = self._offset(wanted.line, wanted.column)
        end = self._offset(wanted.end_line, wanted.end_column)
        if wanted.rule == "rng.text-not-allowed" or self._in_content(start):
            return [(start, self._text.index(">", end) + 1)]
        tag = self._text.rindex("<", 0, start + 1)
        found = [(tag, max(end, start_tag(self._text, tag).end))]
        if self._text.startswith("</", tag):
            opening = self._opening(tag)
            found.append((opening, start_tag(self._text, opening).end))
        return found

    def holds(self, answer: Answer) -> bool:
        """Return whether *answer* is in one of the stretches."""
        if not answer.messages or not 0 < answer.line <= len(self._lines):
            return False
        if not answer.column:
            return any(self._line(start) <= answer.line <= self._line(end) for start, end in self.stretches)
        offset = self._offset(answer.line, answer.column)
        # jing counts columns in UTF-16.
        line = self._lines[answer.line - 1].encode("utf-16-le")[: 2 * (answer.column - 1)].decode("utf-16-le", "ignore")
        return any(
            start <= one <= end
            for one in (offset, offset - answer.column + 1 + len(line))
            for start, end in self.stretches
        )

    def _offset(self, line: int, column: int) -> int:
        return sum(map(len, self._lines[: line - 1])) + column - 1

    def _line(self, offset: int) -> int:
        return self._text.count("\n", 0, offset) + 1

    def _in_content(self, start: int) -> bool:
        """Return whether the expected place is a value between tags."""
        return self._text[start] != "<" and self._text.rfind(">", 0, start) > self._text.rfind("<", 0, start)

    def _opening(self, end_tag: int) -> int:
        """Return where the element begins that ends at *end_tag*."""
        name = re.match(r"</([^\s>]+)", self._text[end_tag:])
        tags = re.finditer(rf"<(/?){re.escape(name[1] if name else '')}(?=[\s/>])", self._text[:end_tag])
        open_tags: list[int] = []
        for tag in tags:
            if tag[1]:
                open_tags.pop()
            elif not self._text[: start_tag(self._text, tag.start()).end].endswith("/>"):
                open_tags.append(tag.start())
        return open_tags[-1]


Answers = dict[str, Answer]
Validate = Callable[[Path, list[Path]], Answers]


def tei(schema: Path, documents: list[Path]) -> Answers:
    """Return our answers by the documents' names."""
    grammar, answers = relaxng.load(schema), {}
    for path in documents:
        found = grammar.validate(path)
        first = found[0]
        told = "; ".join([first.message, *(f"help: {one}" for one in first.help)])
        answers[path.name] = Answer(first.span.line, first.span.column, told, len(found), len(told))
    return answers


def jing(schema: Path, documents: list[Path]) -> Answers:
    """Return jing's answers by the documents' names."""
    return _parsed(JING, _lines("jing", str(schema), *map(str, documents)))


def libxml2(schema: Path, documents: list[Path]) -> Answers:
    """Return libxml2's answers, as xmllint prints them, by the documents' names."""
    return _parsed(XMLLINT, _lines("xmllint", "--noout", "--relaxng", str(schema), *map(str, documents)))


def _lines(program: str, *words: str) -> list[str]:
    found = shutil.which(program)
    if found is None:
        message = f"{program} is not installed; the comparison needs it"
        raise SystemExit(message)
    done = subprocess.run([found, *words], capture_output=True, text=True, encoding="utf-8", check=False)
    return (done.stdout + done.stderr).splitlines()


def _parsed(form: re.Pattern[str], lines: Iterable[str]) -> Answers:
    answers: Answers = {}
    for line in lines:
        found = form.match(line)
        if found is None:
            continue
        name, told = Path(found["path"]).name, found["told"]
        earlier = answers.get(name)
        if earlier is None:
            column = int(found.groupdict().get("column") or 0)
            answers[name] = Answer(int(found["line"]), column, told, 1, len(told))
        else:
            answers[name] = earlier._replace(messages=earlier.messages + 1, characters=earlier.characters + len(told))
    return answers


VALIDATORS: dict[str, Validate] = {"tei": tei, "jing": jing, "libxml2": libxml2}


class Row(NamedTuple):
    """A document under one schema, with everybody's answer."""

    mistake: Mistake
    place: Place
    answers: dict[str, Answer]


def rows(schema: str, chosen: list[Mistake]) -> list[Row]:
    """Return the documents of *chosen* under *schema*, each program having been called once."""
    mistakes = [one for one in chosen if one.schema == schema]
    documents = [one.path for one in mistakes]
    found = {name: validate(SCHEMAS[schema], documents) for name, validate in VALIDATORS.items()}
    return [
        Row(one, Place(one), {name: answers.get(one.path.name, Answer()) for name, answers in found.items()})
        for one in mistakes
    ]


def summary(schema: str, found: list[Row]) -> Iterable[str]:
    """Yield the lines of the summary for one schema."""
    for name in VALIDATORS:
        answers = [(row, row.answers[name]) for row in found]
        one = sum(answer.messages == 1 for _row, answer in answers)
        right = sum(row.place.holds(answer) for row, answer in answers)
        both = sum(answer.messages == 1 and row.place.holds(answer) for row, answer in answers)
        none = sum(not answer.messages for _row, answer in answers)
        length = statistics.median(answer.characters for _row, answer in answers)
        longest = max(answer.characters for _row, answer in answers)
        figures = f"{both} of {len(found)} | {right} | {one} | {none} | {length:.0f} | {longest:,}"
        yield f"| {schema} | {name} | {figures} |"


def cell(row: Row, name: str) -> str:
    """Return an answer as a cell of the table: the place, the words as far as they can be read, and what is wrong."""
    answer = row.answers[name]
    if not answer.messages:
        return "*no message*"
    told = answer.told
    if name != "tei" and len(told) > SHOWN_CHARS:
        told = f"{told[:SHOWN_CHARS].rstrip()}…"
    column = f":{answer.column}" if answer.column else ""
    remarks = [] if row.place.holds(answer) else ["**elsewhere**"]
    remarks += [f"**{answer.messages} messages**"] if answer.messages > 1 else []
    remarks += [f"{answer.characters:,} characters"] if answer.characters > SHOWN_CHARS and name != "tei" else []
    escaped = told.replace("|", "\\|")
    return " ".join([f"{answer.line}{column} `{escaped}`", *([f"({', '.join(remarks)})"] if remarks else [])])


def report() -> str:
    """Return the page."""
    chosen = collection("single")
    found = {schema: rows(schema, chosen) for schema in SCHEMAS}
    lines = [
        f"| {' | '.join(COLUMNS)} |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
        *(line for schema, some in found.items() for line in summary(schema, some)),
        "",
        "“No message” is a document that is refused, or accepted, without a word about where.",
        "",
        "## Each mistake",
        "",
        "Under tei-documentary, or under tei_all if the document is of use only there. Long answers of others are cut.",
        "",
        "| document | mistake | tei | jing | libxml2 |",
        "|---|---|---|---|---|",
    ]
    once: dict[str, Row] = {}
    for some in found.values():
        for row in some:
            once.setdefault(row.mistake.path.stem, row)
    for stem, row in sorted(once.items()):
        cells = " | ".join(cell(row, name) for name in VALIDATORS)
        lines.append(f"| {stem} | {row.mistake.title} | {cells} |")
    return _introduction(len(once)) + "\n".join(lines) + "\n"


def _introduction(documents: int) -> str:
    versions = _lines("jing")[:1] + _lines("xmllint", "--version")[:1]
    numbers = [(re.findall(r"\d{4,}", line) or ["?"])[0] for line in versions]
    return INTRODUCTION.format(documents=documents, jing=numbers[0], libxml2=numbers[1])


def main() -> None:
    """Print the page, or write it into a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    if missing := [path.name for path in SCHEMAS.values() if not path.is_file()]:
        message = f"{', '.join(missing)}: not there (../shared/data); the comparison needs it"
        raise SystemExit(message)
    page = report()
    if options.output:
        options.output.write_text(page, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(page)


if __name__ == "__main__":
    main()
