"""What a reader can download of each document, as the settings ask, and what that costs from one build to the next."""

import shutil
import zipfile
from pathlib import Path

import pytest

from tei import publish
from tei import settings as projects
from tei.errors import EnvironmentFault, SettingsError
from tei.publish import Published
from tei.render import printing

ALL = '["tei", "text", "lines", "epub", "pdf", "bib", "ris", "csl"]'


@pytest.fixture
def project(tmp_path: Path, repository: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    shutil.copy(repository / "corpus" / "cable-59363.xml", tmp_path / "corpus")
    return tmp_path


def built(project: Path, said: str = "", *, site: str = "site", jobs: int = 1) -> Published:
    (project / "tei.toml").write_text(f"[publish]\n{said}\n", encoding="utf-8")
    settings = projects.load(project)
    return publish.publish(project / "corpus", project / site, settings=settings, force=True, cache=False, jobs=jobs)


def names(project: Path, site: str = "site") -> set[str]:
    folder = project / site / "documents" / "cable-59363"
    return {path.name.removeprefix("cable-59363") for path in folder.iterdir() if path.is_file()}


def shown(project: Path) -> str:
    page = (project / "site" / "documents" / "cable-59363" / "index.html").read_text(encoding="utf-8")
    return page.partition('<section class="downloads"')[2].partition("</section>")[0]


def test_what_costs_much_is_made_only_if_it_is_asked_for(project: Path) -> None:
    built(project)
    assert not names(project) & {".epub", ".pdf"}
    assert [form in shown(project) for form in (".xml", ".txt", ".bib", ".epub", ".pdf")] == [True] * 3 + [False] * 2


def test_what_is_not_named_is_not_offered(project: Path) -> None:
    built(project, 'downloads = ["tei", "epub"]')
    assert shown(project).count("<li>") == 2
    assert 'download="cable-59363.epub" type="application/epub+zip"' in shown(project)
    assert {".bib", ".txt", ".epub"} <= names(project)
    with zipfile.ZipFile(project / "site" / "documents" / "cable-59363" / "cable-59363.epub") as book:
        assert book.read("mimetype") == b"application/epub+zip"


def test_only_what_is_new_is_written_and_what_is_gone_removed(project: Path) -> None:
    built(project)
    asked = 'downloads = ["tei", "text", "lines", "epub", "bib", "ris", "csl"]'
    more = built(project, asked)
    assert (more.written, more.removed) == (3, 0)
    assert built(project, asked).written == 0
    less = built(project)
    assert (less.written, less.removed) == (2, 1)
    assert ".epub" not in names(project)


@pytest.mark.slow
def test_e_books_and_pdf_have_the_same_bytes_each_time(project: Path, repository: Path) -> None:
    pytest.importorskip("weasyprint", reason="PDF needs tei[pdf]")
    source = (repository / "tests" / "fixtures" / "valid" / "minutes.xml").read_text(encoding="utf-8")
    for name in ("cable-59363", "other"):
        (project / "corpus" / f"{name}.xml").write_text(source.replace("minutes-of-may", name), encoding="utf-8")
    built(project, f"downloads = {ALL}")
    built(project, f"downloads = {ALL}", site="again", jobs=2)
    for form in ("cable-59363.epub", "cable-59363.pdf"):
        first, second = (
            (project / site / "documents" / "cable-59363" / form).read_bytes() for site in ("site", "again")
        )
        assert first == second
    assert first.startswith(b"%PDF")


@pytest.mark.slow
def test_pdf_follows_the_theme(project: Path) -> None:
    pytest.importorskip("weasyprint", reason="PDF needs tei[pdf]")
    place = project / "site" / "documents" / "cable-59363" / "cable-59363.pdf"
    own = project / "own.css"
    own.write_text(":root { --measure: 30rem }", encoding="utf-8")
    built(project, 'downloads = ["pdf"]\ntheme = "own.css"')
    before = place.read_bytes()
    own.write_text(".text { font-size: 2rem }", encoding="utf-8")
    assert built(project, 'downloads = ["pdf"]\ntheme = "own.css"').written == 2
    assert place.read_bytes() != before


def test_pdf_that_cannot_be_made_is_told_before_anything_is(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "AVAILABLE", False)
    with pytest.raises(EnvironmentFault, match=r"downloads asks for PDF, .* pip install 'tei\[pdf\]'"):
        built(project, 'downloads = ["pdf"]')
    assert not (project / "site").exists()


@pytest.mark.parametrize("said", ['"pdf"', '["doc"]', "[1]"])
def test_form_that_there_is_not_is_refused(project: Path, said: str) -> None:
    with pytest.raises(SettingsError, match="a list of tei, text, lines, epub, pdf, bib, ris, csl"):
        built(project, f"downloads = {said}")
