"""When a page and its findings are made anew, and when they are not."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tei.preview import Preview, showing

LETTER = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>'
    '<p><persName ref="people.xml#ann">Ann</persName></p></body></text></TEI>'
)
PEOPLE = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson><person xml:id="ann">'
    "<persName>Ann Authority</persName></person></listPerson></standOff></TEI>"
)
ANYTHING = "start = any\nany = element * { (attribute * { text } | text | any)* }\n"
NOTHING_LIKE_IT = "start = element other { empty }\n"
AGO_S = 60.0


def save(path: Path, words: str) -> None:
    """Write the file as if that had been a while ago, and each time at another moment."""
    before = path.stat().st_mtime if path.exists() else time.time() - 2 * AGO_S
    path.write_text(words, encoding="utf-8")
    os.utime(path, (before + 1, before + 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a letter and an authority file."""
    (tmp_path / "letters").mkdir()
    save(tmp_path / "letters" / "a.xml", LETTER)
    save(tmp_path / "letters" / "people.xml", PEOPLE)
    save(tmp_path / "tei.toml", '[encode]\nauthority = "letters/people.xml"\n')
    return tmp_path / "letters"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was made, a word for each page and for the findings of each document."""
    done: list[str] = []

    def noting(name: str, make: Callable[..., object]) -> Callable[..., object]:
        def noted(*given: object) -> object:
            done.append(name)
            return make(*given)

        return noted

    monkeypatch.setattr(showing, "_page", noting("page", showing._page))
    monkeypatch.setattr(showing, "_findings", noting("findings", showing._findings))
    return done


def test_what_has_not_changed_is_not_made_again(folder: Path, made: list[str]) -> None:
    preview = Preview(folder)
    for _asked in range(3):
        preview.page("a.xml", folder / "a.xml")
        preview.findings("a.xml", folder / "a.xml")
    save(folder / "other.xml", LETTER)
    preview.page("a.xml", folder / "a.xml")
    assert made == ["page", "findings"]
    assert preview.shown("a.xml") == preview.state("a.xml")


@pytest.mark.parametrize(
    "file, words",
    [
        ("a.xml", LETTER.replace(">Ann<", ">Anna<")),
        ("people.xml", PEOPLE.replace("Ann Authority", "Another Ann")),
        ("../tei.toml", '[encode]\nauthority = "letters/people.xml"\n[render]\nview = "diplomatic"\n'),
    ],
)
def test_file_behind_a_page_makes_it_anew(folder: Path, made: list[str], file: str, words: str) -> None:
    preview = Preview(folder)
    before = preview.page("a.xml", folder / "a.xml").html
    state = preview.state("a.xml")
    save(folder / file, words)
    assert preview.state("a.xml") != state
    assert preview.shown("a.xml") == state
    assert preview.page("a.xml", folder / "a.xml").html != before
    assert preview.shown("a.xml") == preview.state("a.xml")
    assert made == ["page", "page"]


def test_included_file_makes_it_anew_also_when_it_comes_into_being(folder: Path) -> None:
    include = '<include xmlns="http://www.w3.org/2001/XInclude" href="part.xml"/>'
    save(folder / "a.xml", LETTER.replace("</body>", f"{include}</body>"))
    preview = Preview(folder)
    assert "part.xml" in preview.page("a.xml", folder / "a.xml").reasons[0]
    save(folder / "part.xml", '<p xmlns="http://www.tei-c.org/ns/1.0">part one</p>')
    assert "part one" in preview.page("a.xml", folder / "a.xml").html
    save(folder / "part.xml", '<p xmlns="http://www.tei-c.org/ns/1.0">part two</p>')
    assert "part two" in preview.page("a.xml", folder / "a.xml").html


@pytest.mark.parametrize("named_by", ["settings", "document"])
def test_schema_that_changes_gives_other_findings(folder: Path, named_by: str) -> None:
    schema = folder.parent / "own.rnc"
    save(schema, ANYTHING)
    if named_by == "settings":
        save(folder.parent / "tei.toml", '[validate]\nschema = "own.rnc"\n')
    else:
        save(folder / "a.xml", f'<?xml-model href="../own.rnc"?>{LETTER}')
    preview = Preview(folder)
    assert [one.rule for one, _ in preview.findings("a.xml", folder / "a.xml").found if one.rule[:3] == "rng"] == []
    state = preview.state("a.xml")
    save(schema, NOTHING_LIKE_IT)
    assert preview.state("a.xml") != state
    found = preview.findings("a.xml", folder / "a.xml").found
    assert "rng.root-not-allowed" in [one.rule for one, _ in found]


def test_file_saved_while_it_was_read_is_read_again(folder: Path, made: list[str]) -> None:
    (folder / "a.xml").write_text(LETTER, encoding="utf-8")
    now = time.time() + 0.02
    os.utime(folder / "a.xml", (now, now))
    preview = Preview(folder)
    while preview.page("a.xml", folder / "a.xml") and preview.shown("a.xml") != preview.state("a.xml"):
        pass
    before = len(made)
    preview.page("a.xml", folder / "a.xml")
    assert len(made) == before


def test_clock_that_is_ahead_makes_nothing_twice(folder: Path, made: list[str]) -> None:
    ahead = time.time() + 3600
    os.utime(folder / "a.xml", (ahead, ahead))
    preview = Preview(folder)
    for _asked in range(2):
        preview.page("a.xml", folder / "a.xml")
    assert made == ["page"]


def test_list_is_another_when_a_document_comes_or_goes(folder: Path) -> None:
    preview = Preview(folder)
    before = preview.listed()
    save(folder / "new.xml", LETTER)
    assert preview.listed() != before
    (folder / "new.xml").unlink()
    assert preview.listed() == before
