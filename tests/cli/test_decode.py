"""`tei decode TEI... [-o OUT]`: where the text goes, what is told, and the exit code."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
LETTER = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p>{}</p></body></text></TEI>'


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder of two letters, one of which has a gap."""
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "one.xml").write_text(LETTER.format("Dear <gap/> friend"), encoding="utf-8")
    (folder / "two.xml").write_text(LETTER.format("Dear Nº 2"), encoding="utf-8")
    return folder


def test_the_cable_goes_to_standard_output(tei: Run, repository: Path) -> None:
    done = tei("decode", "corpus/cable-59363.xml", cwd=repository)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("[handwritten at the top: to Cde. Stalin]\n\n[letterhead of the Second Main")
    assert done.stdout.endswith("[illegible signature] 1100\n")


def test_one_document_goes_to_a_file(tei: Run, letters: Path) -> None:
    done = tei("decode", "two.xml", "-o", "new/two.txt", cwd=letters)
    assert (done.returncode, done.stdout.replace("\\", "/")) == (0, "new/two.txt\n")
    assert (letters / "new" / "two.txt").read_bytes() == "Dear Nº 2\n".encode()


def test_a_folder_goes_to_a_folder(tei: Run, letters: Path) -> None:
    done = tei("decode", "--profile", "plain", ".", "-o", "texts", cwd=letters)
    assert done.returncode == 0
    assert {path.name: path.read_text(encoding="utf-8") for path in (letters / "texts").iterdir()} == {
        "one.txt": "Dear [illegible] friend\n",
        "two.txt": "Dear Nº 2\n",
    }


def test_what_cannot_be_told_is_a_warning_on_standard_error(tei: Run, letters: Path) -> None:
    done = tei("decode", "one.xml", cwd=letters)
    assert (done.returncode, done.stdout) == (0, "Dear friend\n")
    assert done.stderr.startswith("one.xml:1:74  enc.decode  <gap> would not be read back:")


def test_the_page_stands_around_the_document(tei: Run, repository: Path) -> None:
    lines = tei("decode", "--page", "corpus/cable-59363.xml", cwd=repository).stdout.splitlines()
    assert lines[0] == "October 23, 1949"
    assert lines[-1].startswith("To enquire about this document's rights")


def test_a_document_that_cannot_be_read_exits_1_and_the_others_are_written(tei: Run, letters: Path) -> None:
    (letters / "one.xml").write_text("<TEI>", encoding="utf-8")
    done = tei("decode", ".", "-o", "texts", cwd=letters)
    assert done.returncode == 1
    assert done.stderr.startswith("one.xml:1:6  xml.not-well-formed")
    assert [path.name for path in (letters / "texts").iterdir()] == ["two.txt"]


@pytest.mark.parametrize(
    "arguments, said",
    [
        (("one.xml", "-o", "one.xml"), "one.xml would be written over one.xml; choose another -o"),
        ((".", "-o", "one.xml"), "-o one.xml is a file, and a folder is needed"),
        (("one.xml", "more/one.xml", "-o", "texts"), "decode them one by one"),
        (("three.xml",), "three.xml"),
    ],
)
def test_a_wrong_call_exits_2_and_writes_nothing(
    tei: Run, letters: Path, arguments: tuple[str, ...], said: str
) -> None:
    (letters / "more").mkdir()
    shutil.copy(letters / "one.xml", letters / "more")
    before = (letters / "one.xml").read_bytes()
    done = tei("decode", *arguments, cwd=letters)
    assert done.returncode == 2
    assert said in done.stderr
    assert (letters / "one.xml").read_bytes() == before
    assert not (letters / "texts").exists()
