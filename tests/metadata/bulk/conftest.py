"""Small corpora, and a table that a test changes as an archivist would."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tei.metadata import bulk
from tei.metadata.bulk import Plan

HEADERS = Path(__file__).parent.parent / "headers"

Folder = Callable[..., Path]
Edited = Callable[..., Plan]


class Cells:
    """The cells of a table, as a spreadsheet has them."""

    def __init__(self, data: bytes, delimiter: str = ",") -> None:
        self.rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))
        self.names = list(self.rows[0])

    def set(self, row: int, column: str, value: str) -> None:
        if column not in self.names:
            self.names.append(column)
        self.rows[row][column] = value

    def saved(self, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, self.names, delimiter=delimiter, restval="")
        writer.writeheader()
        writer.writerows(self.rows)
        return out.getvalue().encode(encoding)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A corpus of the headers beside the tests, or of documents with these title statements or whole texts."""

    def make(*texts: str | bytes) -> Path:
        corpus = tmp_path / "corpus"
        if not texts:
            shutil.copytree(HEADERS, corpus)
            return corpus
        corpus.mkdir()
        for number, text in enumerate(texts, start=1):
            data = text if isinstance(text, bytes) else text.encode()
            (corpus / f"{number}.xml").write_bytes(data)
        return corpus

    return make


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """A function that exports a corpus, sets cells ``(row, column): value``, and plans what that changes."""

    def run(corpus: Path, cells: dict[tuple[int, str], str]) -> Plan:
        table = Cells(bulk.export([corpus]).as_csv())
        for (row, column), value in cells.items():
            table.set(row, column, value)
        file = tmp_path / "table.csv"
        file.write_bytes(table.saved())
        return bulk.plan(file, corpus)

    return run
