import os
import tomllib
from datetime import date
from pathlib import Path

import pytest

from tei import settings
from tei.document import read
from tei.errors import EnvironmentFault, UsageError
from tei.project import start, starting
from tei.validate import validate

TITLES = ["Cables of 1949", 'Letters & “notes” <draft> \\ "x" $title *', "Письма 漢字", "x" * 200]


def test_files_of_a_project_are_written_and_named(tmp_path: Path) -> None:
    written = start(tmp_path / "new")
    assert [path.relative_to(tmp_path / "new").as_posix() for path in written] == [
        "tei.toml",
        "README.md",
        "corpus/authority.xml",
        "corpus/first-document.xml",
        ".github/workflows/tei.yml",
    ]
    present = sorted(path for path in (tmp_path / "new").rglob("*") if path.is_file())
    assert present == sorted(written)


@pytest.mark.parametrize("title", TITLES)
def test_documents_are_valid_whatever_the_title(tmp_path: Path, title: str) -> None:
    start(tmp_path, title=title)
    report = validate(tmp_path / "corpus", xsd=True)
    assert (report.findings, report.faults, report.summary.documents) == ((), (), 2)


@pytest.mark.parametrize("title", TITLES)
def test_title_reaches_settings_and_header(tmp_path: Path, title: str) -> None:
    start(tmp_path, title=title)
    found = settings.load(tmp_path)
    assert (found.project.title, found.project.corpus) == (title, tmp_path / "corpus")
    assert found.encode.authority == tmp_path / "corpus" / "authority.xml"
    publisher = read(tmp_path / "corpus" / "first-document.xml").root.find(".//{*}publisher")
    assert publisher is not None
    assert publisher.text == title


def test_title_in_the_readme_is_a_heading_and_nothing_else(tmp_path: Path) -> None:
    start(tmp_path, title="<b>*A*</b>")
    heading = (tmp_path / "README.md").read_text(encoding="utf-8").splitlines()[0]
    assert heading == r"# \<b\>\*A\*\</b\>"


def test_project_without_a_title_is_called_as_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "My letters").mkdir()
    monkeypatch.chdir(tmp_path / "My letters")
    start()
    assert settings.load().project.title == "My letters"


def test_day_is_written_in_figures_and_in_words(tmp_path: Path) -> None:
    start(tmp_path, today=date(2031, 1, 5))
    text = (tmp_path / "corpus" / "first-document.xml").read_text(encoding="utf-8")
    assert '<date when="2031-01-05">5 January 2031</date>' in text


def test_folder_with_other_files_will_do(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "mine.txt").write_text("mine", encoding="utf-8")
    start(tmp_path)
    assert (tmp_path / "corpus" / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_nothing_is_written_where_a_file_is_there_and_all_are_named(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    for name in ("README.md", "corpus/authority.xml"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        start(tmp_path)
    readme, authority = tmp_path / "README.md", tmp_path / "corpus" / "authority.xml"
    assert str(caught.value) == f"nothing was written, for this is there already: {readme}, {authority}"
    assert {path.name for path in tmp_path.rglob("*")} == {"corpus", "README.md", "authority.xml"}
    assert readme.read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_link_that_leads_nowhere_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "tei.toml").symlink_to(tmp_path / "elsewhere.toml")
    with pytest.raises(UsageError, match=r"tei\.toml"):
        start(tmp_path)
    assert not (tmp_path / "elsewhere.toml").exists()


@pytest.mark.parametrize("place", ["new", "new/corpus"])
def test_file_where_a_folder_belongs_is_named(tmp_path: Path, place: str) -> None:
    path = tmp_path / place
    path.parent.mkdir(exist_ok=True)
    path.write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="is there already and is not a folder"):
        start(tmp_path / "new")


@pytest.mark.parametrize("title", ["a\x00b", "\x1b[2J", "x" * 201, " \n "])
def test_title_that_cannot_be_one_is_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(UsageError, match="title"):
        start(tmp_path / "new", title=title)
    assert not (tmp_path / "new").exists()


def test_missing_template_is_a_fault_of_the_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "_TEMPLATES", tmp_path)
    with pytest.raises(EnvironmentFault, match="install it again"):
        start(tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_settings_of_the_template_are_toml_with_known_keys(tmp_path: Path) -> None:
    start(tmp_path, title="T")
    tables = tomllib.loads((tmp_path / "tei.toml").read_text(encoding="utf-8"))
    assert set(tables) == {"project", "encode"}


def test_ci_file_checks_the_corpus(tmp_path: Path) -> None:
    start(tmp_path)
    text = (tmp_path / ".github" / "workflows" / "tei.yml").read_text(encoding="utf-8")
    assert "run: pip install tei\n" in text
    assert "run: tei validate\n" in text
