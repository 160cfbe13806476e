"""A table that LibreOffice has opened and saved says what it said before, in whatever country it was opened."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tei.metadata import bulk
from tei.metadata.bulk import sheets
from tei.metadata.bulk.guarding import bare, guarded

Folder = Callable[..., Path]

# Numbers of languages as LibreOffice has them; 0 is the one that it runs in.
LANGUAGES = [
    pytest.param(0, id="its own"),
    pytest.param(1031, id="German"),
    *(
        pytest.param(number, id=name, marks=pytest.mark.full)
        for name, number in {"French": 1036, "Italian": 1040, "Russian": 1049}.items()
    ),
]
VALUES = """=1+1|+49|-1|-5|--|@SUM(A1)|#N/A|#mao|1949-10-23|1949|1949~|1949-10-23/1949-10-24|23 October 1949|5 May 2020
    |October 23, 1949|21.10.1949|5. März 1920|23 Oktober 1949|5 mai 1920|20 août 1949|23 октября 1949|5 мая 2020|5 май
    |May 7|1 Jan|Jan|Sat 5|Tue, 5 May|12/31|1e5|1E-3|007|0x1F|.5|,5|1.5|1,5|1.|1,000|1.000|1 000|1'000|(5)|(c) 1949
    |$5|$ 5|€ 5|5€|5%|12 %|1/2|1 1/2|1-2|1–2|10:30|10 am|1:2:3|TRUE|true|FALSE|wahr|vrai|истина|null|noon|Q1|XII
    |12345678901234567890|10.1000/1|+49 30 123|[remove]|'=1|'Allo|Ana Holt|3 leaves|4532 characters|ll. 0049-0051
    |a"b|x;y|http://example.org/z|1h|12th|1st""".replace("\n    ", "").split("|")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, int], bytes]:
    """A function that has LibreOffice open a table, in a language, and save it as CSV again."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    home = tmp_path_factory.mktemp("libreoffice")

    def save(data: bytes, language: int) -> bytes:
        table, out = home / "table.csv", home / "saved"
        table.write_bytes(data)
        # Commas, quotation marks, UTF-8, from line 1, the language; with special numbers, as in the dialogue.
        read, write = f"CSV:44,34,76,1,,{language},false,true", "csv:Text - txt - csv (StarCalc):44,34,76,1"
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        words = [
            program,
            "--headless",
            profile,
            f"--infilter={read}",
            "--convert-to",
            write,
            "--outdir",
            str(out),
            str(table),
        ]
        subprocess.run(words, check=True, capture_output=True, timeout=120)
        return (out / "table.csv").read_bytes()

    return save


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cell_is_another_after_libreoffice(saved: Callable[[bytes, int], bytes], language: int) -> None:
    data = sheets.written([["value", "other"], *([guarded(value), "x"] for value in VALUES)])
    sheet = sheets.read(saved(data, language), "table.csv", "value")
    assert [bare(row.cells[0]) for row in sheet.rows] == VALUES


@pytest.mark.slow
def test_libreoffice_changes_what_is_not_guarded(saved: Callable[[bytes, int], bytes]) -> None:
    data = sheets.written([["value", "other"], *([value, "x"] for value in VALUES)])
    sheet = sheets.read(saved(data, 0), "table.csv", "value")
    changed = {value for row, value in zip(sheet.rows, VALUES, strict=True) if row.cells[0] != value}
    assert {"007", "1e5", "12345678901234567890", "=1+1"} <= changed


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_table_saved_by_libreoffice_changes_no_document(
    folder: Folder, tmp_path: Path, saved: Callable[[bytes, int], bytes], language: int
) -> None:
    corpus = folder()
    table = tmp_path / "table.csv"
    table.write_bytes(saved(bulk.export([corpus]).as_csv(), language))
    plan = bulk.plan(table, corpus)
    assert (plan.changes, plan.findings, plan.documents) == ((), (), 5)
