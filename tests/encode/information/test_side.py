"""Side files: what they say of each document, and each mistake in its place."""

import pickle
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from tei.encode.information import PLAIN, Overrides, SideError, page, side
from tei.errors import DocumentError, EnvironmentFault, UsageError
from tei.limits import Limits


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def faults(path: Path) -> list[str]:
    """What is wrong in the side file at *path*, each with its place."""
    with pytest.raises(SideError) as raised:
        side.read(path)
    return [str(one).removeprefix(f"{path}:") for one in raised.value.faults]


def test_a_table_of_csv_has_a_row_a_document(tmp_path: Path) -> None:
    table = 'file,title,subjects,#own,Source,summary\r\na.txt,"A, title",Ships; Harbours,x,,"One.\nTwo."\r\n'
    path = write(tmp_path, "t.csv", table.replace("Source", "reference"))
    fields = (("title", ("A, title",)), ("subjects", ("Ships", "Harbours")), ("summary", ("One.", "Two.")))
    assert side.read(path) == {"a.txt": Overrides(fields, str(path), 2)}


@pytest.mark.parametrize("encoding,sign", [("utf-16", ";"), ("cp1252", "\t"), ("utf-8-sig", ",")])
def test_encoding_and_delimiter_are_found(tmp_path: Path, encoding: str, sign: str) -> None:
    path = write(tmp_path, "t.csv", f"file{sign}title\na.txt{sign}Größe\n".encode(encoding))
    assert side.read(path)["a.txt"].fields == (("title", ("Größe",)),)


NO_COLUMN = (
    "1:1: the first line names no column “file”; commas, semicolons and tabs were tried between the names; "
    "the first line names the columns, “file” among them"
)


@pytest.mark.parametrize(
    "table,expected",
    [
        ("file,titel\na,b\n", ["1:6: there is no field “titel”; did you mean “title”?"]),
        ("file,title,title\na,b,c\n", ["1:12: the column “title” is there twice"]),
        ("file,title\n,b\n", ["2:1: the row does not say of which file it is"]),
        ("file,title\na,b\na,c\n", ["3:1: a row above speaks of “a” too"]),
        ("file,title\na,b,c\n", ["2:5: the row has 3 cells, and the first 2"]),
        ("file,\na,b\n", ["1:6: a column has no name; known are " + ", ".join(("file", *side.FIELDS))]),
        (
            "title\nb\n",
            [NO_COLUMN],
        ),
    ],
)
def test_a_mistake_in_a_table_is_said_in_its_place(tmp_path: Path, table: str, expected: list[str]) -> None:
    assert faults(write(tmp_path, "t.csv", table)) == expected


TOML = """
genre = "letter"
["a.txt"]
title = "A title"
subjects = ["Ships; boats", "Harbours"]
date = 1951-05-12
["b.txt"]
genre = "cable"
translator = "Anna Holt; Ben Orr"
"""


def test_toml_has_a_table_a_document_and_what_holds_for_all(tmp_path: Path) -> None:
    told = side.read(write(tmp_path, "t.toml", TOML))
    assert dict(told["a.txt"].fields) == {
        "genre": ("letter",),
        "title": ("A title",),
        "subjects": ("Ships; boats", "Harbours"),
        "date": ("1951-05-12",),
    }
    assert dict(told["b.txt"].fields) == {"genre": ("cable",), "translator": ("Anna Holt", "Ben Orr")}
    assert told["b.txt"].line == 7
    assert side.of(told, "x/y/a.txt") == told["a.txt"]
    assert side.of(told, "c.txt") == told[""]
    assert side.of({}, "c.txt") == Overrides()


@pytest.mark.parametrize(
    "text,expected",
    [
        ("titel = 'x'\n", ["1:1: there is no field “titel”; did you mean “title”?"]),
        ("[a]\ntitle = 'x'\nsubject = 'y'\n", ["3:1: there is no field “subject”; did you mean “subjects”?"]),
        ("[a]\ntitle = ['x', 'y']\n", ["2:1: “title” has one value, and 2 are given"]),
        ("[a]\n[a.title]\nx = 1\n", ["2:1: “title” is a string or a list of strings"]),
        ("title = \n", ["1:9: it is no TOML: Invalid value"]),
    ],
)
def test_a_mistake_in_toml_is_said_in_its_place(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert faults(write(tmp_path, "t.toml", text)) == expected


def test_toml_that_is_not_unicode_is_said_in_its_place(tmp_path: Path) -> None:
    path = write(tmp_path, "t.toml", b"a = 'x'\ntitle = '\xe4'\n")
    assert faults(path) == ["2:10: byte 0xE4 is not UTF-8; TOML is UTF-8"]


def test_faults_cross_process_borders(tmp_path: Path) -> None:
    with pytest.raises(SideError) as raised:
        side.read(write(tmp_path, "t.csv", "file,titel\na,b\n"))
    assert pickle.loads(pickle.dumps(raised.value)).faults == raised.value.faults  # noqa: S301 - its own bytes


def test_a_file_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no file"):
        side.read(tmp_path / "none.csv")


def test_what_a_side_file_says_goes_before_what_the_page_says(tmp_path: Path) -> None:
    rows = [
        "A title",
        "",
        "The text.",
        "",
        "Source: TNA, FO 371/5. Contributed by Leo Falk and translated by Ida Berg.",
    ]
    before = page.read(rows, PLAIN)
    table = "file;title;reference;languages;translator\na;Another;RGASPI, f. 1, op. 2;Russian, Klingon;Anna Holt\n"
    after = side.read(write(tmp_path, "t.csv", table))["a"].over(before)
    assert (after.title, after.languages, after.citations) == ("Another", ("ru",), before.citations)
    assert after.reference is not None
    assert after.reference.abbreviation == "RGASPI"
    assert [(one.relators, one.people[0].surname) for one in after.credits.credits] == [
        (("ctb",), "Falk"),
        (("trl",), "Holt"),
    ]
    assert after.doubts[-1] == "“Klingon” is no language that is known"
    assert Overrides().over(before) == before


# -- Spreadsheets

CONTENT = """<?xml version="1.0"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="one">
<table:table-row><table:table-cell><text:p>file</text:p></table:table-cell><table:table-cell><text:p>HEAD</text:p></table:table-cell>
<table:table-cell><text:p>date</text:p></table:table-cell><table:table-cell><text:p>number</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="16380"/></table:table-row>
<table:table-row><table:table-cell><text:p>a.txt</text:p></table:table-cell>
<table:table-cell><text:p>A<text:s/><text:span>title</text:span><office:annotation><text:p>no</text:p></office:annotation></text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="1951-05-12"><text:p>12.05.51</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="561"><text:p>561</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>
"""  # noqa: E501 - as OpenDocument writes it


def ods(folder: Path, head: str) -> Path:
    """A spreadsheet whose second column is called *head*."""
    path = folder / "t.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", CONTENT.replace("HEAD", head))
    return path


def test_an_opendocument_spreadsheet_is_read(tmp_path: Path) -> None:
    path = ods(tmp_path, "Title")
    fields = (("title", ("A title",)), ("date", ("1951-05-12",)), ("number", ("561",)))
    assert side.read(path) == {"a.txt": Overrides(fields, str(path), 2)}
    assert faults(ods(tmp_path, "titel")) == ["1:2: there is no field “titel”; did you mean “title”?"]


def test_an_excel_workbook_is_read(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (["file", "title", "date", "number", None], ["a.txt", "A title", None, 561.0, None]):
        sheet.append(row)
    sheet["C2"] = date(1951, 5, 12)
    path = tmp_path / "t.xlsx"
    workbook.save(path)
    fields = (("title", ("A title",)), ("date", ("1951-05-12",)), ("number", ("561",)))
    assert side.read(path) == {"a.txt": Overrides(fields, str(path), 2)}


def test_without_openpyxl_it_is_said_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    path = ods(tmp_path, "title").rename(tmp_path / "t.xlsx")
    with pytest.raises(EnvironmentFault, match=r"install openpyxl \(pip install openpyxl\), or save the table as CSV"):
        side.read(path)


def test_a_spreadsheet_that_is_none_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no spreadsheet"):
        side.read(write(tmp_path, "t.ods", "file,title\n"))
    with zipfile.ZipFile(tmp_path / "u.ods", "w") as archive:
        archive.writestr("content.xml", "<a>")
    with pytest.raises(DocumentError):
        side.read(tmp_path / "u.ods")
    with zipfile.ZipFile(tmp_path / "v.ods", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", " " * 100_000)
    with pytest.raises(UsageError, match="unpacks to more than 10,000 bytes"):
        side.read(tmp_path / "v.ods", Limits(size_bytes=10_000))
