"""Reads the collection of mistakes: small TEI documents, each with the findings that are expected of it.

A document begins with a comment that says what is wrong, and ends with an instruction for each set of schemas:

    <?expect tei-documentary tei_all
    rng.element-not-allowed 13:18-13:24
    <item> is not allowed in <p>
    help: a <list> is allowed here and may contain <item>
    allowed: date, title, text, model.paraPart
    ?>

``help:`` may be repeated or left out. ``allowed:`` is looked at only where it stands. An empty line divides findings.
"""

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "relaxng" / "mistakes"
SCHEMAS = {
    "tei-documentary": ROOT / "schemas" / "tei-documentary.rng",
    "tei_all": ROOT.parent / "shared" / "data" / "p5" / "tei_all.rng",
}
_TITLE = re.compile(r"<!-- (.*?) -->", re.DOTALL)
_EXPECT = re.compile(r"<\?expect ([^\n]+)\n(.*?)\?>", re.DOTALL)
_PLACE = re.compile(r"(\d+):(\d+)-(\d+):(\d+)")


class Expected(NamedTuple):
    """A finding that is expected; *allowed* is None where it is not looked at."""

    rule: str
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    help: tuple[str, ...]
    allowed: tuple[str, ...] | None

    @property
    def place(self) -> str:
        """The span as it is written in the document: ``13:18-13:24``."""
        return f"{self.line}:{self.column}-{self.end_line}:{self.end_column}"


class Mistake(NamedTuple):
    """A document of the collection under one schema."""

    path: Path
    schema: str
    title: str
    findings: tuple[Expected, ...]

    @property
    def name(self) -> str:
        """The document's name and the schema's."""
        return f"{self.path.stem}, {self.schema}"


def collection(kind: str) -> list[Mistake]:
    """Return the documents of one *kind*, ``single`` or ``several``, each as often as it names schemas."""
    return [mistake for path in sorted((FOLDER / kind).glob("*.xml")) for mistake in read(path)]


def read(path: Path) -> list[Mistake]:
    """Return the document at *path* under each of its schemas. Raises ValueError if it expects nothing readable."""
    text = path.read_text(encoding="utf-8")
    title = _TITLE.search(text)
    blocks = _EXPECT.findall(text)
    if title is None or not blocks:
        message = f"{path.name} does not say what is wrong with it, or what is expected"
        raise ValueError(message)
    told = " ".join(title[1].split())
    return [
        Mistake(path, schema, told, tuple(_expected(one) for one in block.strip().split("\n\n")))
        for schemas, block in blocks
        for schema in schemas.split()
    ]


def _expected(block: str) -> Expected:
    first, message, *rest = block.split("\n")
    rule, place = first.split(" ")
    numbers = _PLACE.fullmatch(place)
    labelled = [line.partition(": ") for line in rest]
    if numbers is None or any(label not in {"help", "allowed"} for label, _colon, _told in labelled):
        problem = f"this is not how a finding is expected:\n{block}"
        raise ValueError(problem)
    advice = tuple(told for label, _colon, told in labelled if label == "help")
    allowed = next((tuple(told.split(", ")) for label, _colon, told in labelled if label == "allowed"), None)
    line, column, end_line, end_column = map(int, numbers.groups())
    return Expected(rule, line, column, end_line, end_column, message, advice, allowed)
