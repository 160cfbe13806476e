"""A site as a whole: its files, what a second build makes, what it leaves alone."""

import base64
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from tei import cache
from tei import settings as projects
from tei.errors import EnvironmentFault, UsageError
from tei.publish import documents, framing, incremental, publish
from tei.publish.indexes import timeline

MakeProject = Callable[[int], Any]

STYLESHEET = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:e="urn:tei:edition" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">
<xsl:include href="html.xsl"/>
<xsl:template match="p" mode="e:reading"><p>house: <xsl:apply-templates mode="#current"/></p></xsl:template>
</xsl:stylesheet>"""

OF_A_LETTER = ("index.html", "diplomatic/index.html", "{file}.xml", "{name}.txt", "{name}.diplomatic.txt")
OF_ITS_RECORD = (
    *(f"{{name}}.{form}" for form in ("bib", "ris", "csl.json", "dc.xml", "cmif.xml", "jsonld")),
    "dts.json",
)
OF_NO_LETTER = {
    ".tei-site.json",
    "404.html",
    "about/index.html",
    "assets/edition.css",
    "assets/scheme.js",
    "cmif.xml",
    "contents/archive/index.html",
    "contents/index.html",
    "contents/sender/index.html",
    "contents/type/index.html",
    "dts/collection.json",
    "dts/index.json",
    "edition.bib",
    "edition.csl.json",
    "edition.jsonld",
    "edition.ris",
    "edition.zip",
    "feed.xml",
    "index.html",
    "robots.txt",
    "sitemap.xml",
}


def of_letter(number: int) -> set[str]:
    name = f"letter-{number}"
    return {f"documents/{name}/{file.format(file=f'{number:03}', name=name)}" for file in OF_A_LETTER} | exported(
        number
    )


def exported(number: int) -> set[str]:
    """What is made of a letter's header alone."""
    name = f"letter-{number}"
    return {f"documents/{name}/{file.format(name=name)}" for file in OF_ITS_RECORD}


def written(project: Any, before: dict[str, int]) -> set[str]:
    """What was written since *before*, but for the manifest."""
    return {name for name, time in project.times().items() if before.get(name) != time} - {".tei-site.json"}


def apart_from_indexes(files: Iterable[str]) -> set[str]:
    """Those of *files* that no name and no date brings."""
    return {file for file in files if not file.startswith(("indexes/", "timeline/", "correspondence/"))}


def test_site_has_these_files_and_no_others(make_project: MakeProject) -> None:
    project = make_project(3)
    done = project.publish()
    assert (done.documents, done.rebuilt, done.exit_code) == (3, 3, 0)
    assert apart_from_indexes(project.files()) == OF_NO_LETTER.union(*map(of_letter, range(3)))
    assert done.written == len(project.files()) - 1


def test_tei_document_is_given_as_it_is(make_project: MakeProject) -> None:
    project = make_project(1)
    project.publish()
    assert project.files()["documents/letter-0/000.xml"] == project.letter(0).read_bytes()


def test_second_build_writes_nothing(make_project: MakeProject) -> None:
    project = make_project(4)
    first = project.publish()
    before = project.times()
    done = project.publish()
    assert (done.rebuilt, done.written, done.removed, done.unchanged) == (0, 0, 0, first.written)
    assert project.times() == before


def test_change_of_words_rebuilds_that_document_alone(make_project: MakeProject) -> None:
    project = make_project(20)
    project.publish()
    before = project.times()
    project.letter(7, words="Four words more here.")
    done = project.publish()
    assert done.rebuilt == 1
    # The page about the edition counts words.
    assert apart_from_indexes(written(project, before)) == (of_letter(7) - exported(7)) | {
        "about/index.html",
        "edition.zip",
    }
    assert b"Four words more here." in project.files()["documents/letter-7/index.html"]


def test_page_of_the_timeline_is_made_again_only_if_it_changes(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(timeline, "MOST_ON_A_PAGE", 10)
    project = make_project(12)
    project.publish()
    made: list[str] = []
    monkeypatch.setattr(framing.Frame, "part", _noting(made, framing.Frame.part))
    project.letter(8, words="And so on.")
    project.publish()
    assert not [url for url in made if url.startswith("timeline/")]
    project.letter(8, title="Another title")
    project.publish()
    assert [url for url in made if url.startswith("timeline/")] == ["timeline/1902/"]
    (project.site / "timeline" / "1901" / "index.html").unlink()
    project.publish()
    assert [url for url in made if url.startswith("timeline/")] == ["timeline/1902/", "timeline/1901/"]
    project.publish(tmp_path / "anew", cache=False)
    assert {name: data for name, data in project.files().items() if "timeline" in name} == {
        name: data for name, data in project.files(tmp_path / "anew").items() if "timeline" in name
    }


def _noting(made: list[str], part: Callable[..., str]) -> Callable[..., str]:
    """The same, noting for which page."""

    def noting(frame: framing.Frame, template: str, url: str, *more: Any, **named: Any) -> str:
        made.append(url)
        return part(frame, template, url, *more, **named)

    return noting


def test_change_of_title_rebuilds_neighbours_and_lists(make_project: MakeProject) -> None:
    project = make_project(20)
    project.publish()
    before = project.times()
    project.letter(7, title="Quite another letter")
    done = project.publish()
    assert done.rebuilt == 3
    lists = {f"contents/{order}index.html" for order in ("", "archive/", "sender/", "type/")}
    pages = {f"documents/letter-{number}/{view}index.html" for number in (6, 8) for view in ("", "diplomatic/")}
    whole = {"dts/collection.json", "feed.xml", *(f"edition.{form}" for form in ("bib", "ris", "csl.json", "zip"))}
    wanted = (of_letter(7) | pages | lists | whole) - {"documents/letter-7/letter-7.diplomatic.txt"}
    assert apart_from_indexes(written(project, before)) == wanted


def test_change_of_authority_file_rebuilds_all(make_project: MakeProject) -> None:
    project = make_project(3)
    project.publish()
    path = project.folder / "authority.xml"
    path.write_text(path.read_text(encoding="utf-8").replace("Osero, Ada", "Osero, Adelaide"), encoding="utf-8")
    assert project.publish().rebuilt == 3
    assert "Osero, Adelaide" in project.files()["documents/letter-1/index.html"].decode()


def test_change_of_settings_rebuilds_all(make_project: MakeProject) -> None:
    project = make_project(2)
    project.publish()
    project.set("publish", 'title = "Another title"')
    assert project.publish().rebuilt == 2
    assert b"Another title" in project.files()["documents/letter-1/index.html"]


def test_document_that_is_gone_takes_its_files_along_and_no_others(make_project: MakeProject) -> None:
    project = make_project(3)
    project.publish()
    (project.site / "CNAME").write_text("example.org", encoding="utf-8")
    (project.site / "documents" / "letter-1" / "mine.txt").write_text("mine", encoding="utf-8")
    (project.site / "documents" / "letter-2" / "index.html").unlink()
    (project.folder / "letters" / "001.xml").unlink()
    (project.folder / "letters" / "002.xml").unlink()
    done = project.publish()
    assert (done.documents, done.removed) == (1, 24)
    kept = {"CNAME", "documents/letter-1/mine.txt"}
    assert apart_from_indexes(project.files()) == OF_NO_LETTER | of_letter(0) | kept
    assert not (project.site / "documents" / "letter-2").exists()


def test_folder_in_the_place_of_a_file_that_is_to_go_is_told_and_kept(make_project: MakeProject) -> None:
    project = make_project(2)
    project.publish()
    page = project.site / "documents" / "letter-1" / "index.html"
    page.unlink()
    page.mkdir()
    (project.folder / "letters" / "001.xml").unlink()
    with pytest.raises(EnvironmentFault, match=r"cannot remove .*letter-1/index\.html"):
        project.publish()
    assert page.is_dir()


def test_file_of_the_site_that_was_removed_is_made_again(make_project: MakeProject) -> None:
    project = make_project(2)
    project.publish()
    before = project.files()
    (project.site / "documents" / "letter-1" / "001.xml").unlink()
    (project.site / "about" / "index.html").unlink()
    assert project.publish().rebuilt == 1
    assert project.files() == before


@pytest.mark.slow
def test_same_corpus_gives_same_bytes_however_it_is_made(make_project: MakeProject, tmp_path: Path) -> None:
    project = make_project(20)
    project.publish(jobs=1)
    project.publish(tmp_path / "elsewhere", jobs=2, cache=False)
    assert project.files() == project.files(tmp_path / "elsewhere")
    # What a build after a change leaves is what one from nothing makes.
    project.letter(3, title="Changed")
    (project.folder / "letters" / "005.xml").unlink()
    project.publish()
    project.publish(tmp_path / "anew", cache=False)
    assert project.files() == project.files(tmp_path / "anew")


def test_gate_is_closed_for_what_is_not_valid(make_project: MakeProject) -> None:
    project = make_project(1)
    path = project.letter(1, words="<nonsense/>")
    done = project.publish()
    assert (done.exit_code, done.is_closed, done.written) == (1, True, 0)
    (finding,) = done.report.findings
    assert (finding.rule, finding.span.line, Path(finding.path).name) == ("rng.element-not-allowed", 18, path.name)
    assert not project.site.exists()


def test_force_opens_the_gate(make_project: MakeProject) -> None:
    project = make_project(1)
    project.letter(1, words="<nonsense/>")
    done = project.publish(force=True)
    assert (done.exit_code, done.documents) == (0, 2)


def test_unreadable_document_is_told_and_left_out(make_project: MakeProject) -> None:
    project = make_project(2)
    (project.folder / "letters" / "broken.xml").write_text("<TEI><p></TEI>", encoding="utf-8")
    done = project.publish(force=True)
    assert (done.exit_code, done.documents) == (1, 2)
    assert [finding.rule for finding in done.findings] == ["xml.not-well-formed"]


def test_document_without_text_is_skipped(make_project: MakeProject) -> None:
    project = make_project(1)
    (project.folder / "letters" / "names.xml").write_bytes((project.folder / "authority.xml").read_bytes())
    done = project.publish()
    assert (done.documents, done.skipped) == (1, ("names.xml",))


def test_corpus_without_texts_is_refused(make_project: MakeProject) -> None:
    project = make_project(0)
    (project.folder / "letters").mkdir()
    (project.folder / "letters" / "names.xml").write_bytes((project.folder / "authority.xml").read_bytes())
    with pytest.raises(UsageError, match="nothing to publish"):
        project.publish()


def test_folder_that_holds_something_else_is_left_alone(make_project: MakeProject) -> None:
    project = make_project(1)
    project.site.mkdir()
    (project.site / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="no site that tei has made"):
        project.publish()
    assert project.files() == {"index.html": b"mine"}


def test_site_among_the_documents_is_refused(make_project: MakeProject) -> None:
    project = make_project(1)
    with pytest.raises(UsageError, match="lies among the documents"):
        project.publish(project.folder / "letters" / "site")


@pytest.mark.parametrize("name", ["../outside.txt", "/outside.txt", "a/../../outside.txt", "a\\b", "C:x"])
def test_manifest_that_names_a_file_outside_is_refused(make_project: MakeProject, name: str) -> None:
    project = make_project(1)
    project.publish()
    outside = project.folder / "outside.txt"
    outside.write_text("mine", encoding="utf-8")
    manifest = project.site / ".tei-site.json"
    said = json.loads(manifest.read_text(encoding="utf-8"))
    said["pages"][name] = ""
    manifest.write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(UsageError, match="is damaged"):
        project.publish()
    assert outside.read_text(encoding="utf-8") == "mine"


def test_build_that_was_broken_off_is_gone_on_with(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project(4)
    made: list[str] = []

    def interrupted(job: documents.Job, workshop: documents.Workshop) -> object:
        if len(made) == 2:
            raise KeyboardInterrupt
        made.append(job.item.path)
        return documents.build(job, workshop)

    with monkeypatch.context() as patch:
        patch.setattr(incremental, "build", interrupted)
        with pytest.raises(KeyboardInterrupt):
            project.publish()
    assert len(made) == 2
    # A document that goes before the next build leaves nothing behind, whether it had been made or not.
    (project.folder / "letters" / "000.xml").unlink()
    (project.folder / "letters" / "003.xml").unlink()
    project.publish()
    assert apart_from_indexes(project.files()) == OF_NO_LETTER | of_letter(1) | of_letter(2)


def test_document_is_made_anew_when_what_it_includes_has_changed(make_project: MakeProject) -> None:
    project = make_project(1)
    part = project.folder / "letters" / "part.txt"
    part.write_text("first words", encoding="utf-8")
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="part.txt" parse="text"/>'
    project.letter(1, words=include)
    project.publish(force=True)
    assert b"first words" in project.files()["documents/letter-1/index.html"]
    part.write_text("later words", encoding="utf-8")
    assert project.publish(force=True).rebuilt == 1
    assert b"later words" in project.files()["documents/letter-1/index.html"]


def test_cache_that_is_damaged_is_no_reason_to_fail(make_project: MakeProject) -> None:
    project = make_project(2)
    project.publish()
    before = project.files()
    keys = cache.keys("site")
    assert keys
    for key in keys:
        cache.store("site", key, b"nonsense")
    assert project.publish().rebuilt == 0
    assert project.files() == before


def test_stylesheet_of_the_project_is_for_the_site_too(make_project: MakeProject) -> None:
    project = make_project(1)
    (project.folder / "house.xsl").write_text(STYLESHEET, encoding="utf-8", newline="\n")
    text = (project.folder / "tei.toml").read_text(encoding="utf-8")
    (project.folder / "tei.toml").write_text(f'{text}\n[render]\nstylesheet = "house.xsl"\n', encoding="utf-8")
    project.publish()
    assert b"<p>house: Dear Jo" in project.files()["documents/letter-0/index.html"]
    (project.folder / "house.xsl").write_text(STYLESHEET.replace("house:", "home:"), encoding="utf-8", newline="\n")
    assert project.publish().rebuilt == 1
    assert b"<p>home: Dear Jo" in project.files()["documents/letter-0/index.html"]


def test_document_cannot_bring_a_part_of_the_frame(make_project: MakeProject) -> None:
    project = make_project(0)
    project.letter(0, title="&lt;!--site:top-->", words="<!--site:bottom--> &lt;!--site:downloads--> <?site head?>")
    assert project.publish().exit_code == 0
    page = project.files()["documents/letter-0/index.html"].decode()
    # In an attribute HTML leaves the one bracket as it is, and the other is escaped.
    assert "<!--site:downloads--&gt;" in page
    assert "-->" not in page
    assert "&lt;!--site:top--&gt;" in page
    for once in ('<header class="site-header">', '<footer class="site-footer">', 'id="site:downloads"'):
        assert page.count(once) == 1


@pytest.mark.parametrize("module", ["jinja2", "markdown_it"])
def test_extra_that_is_not_installed_is_named_before_any_work(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    project = make_project(1)
    framing._environment.cache_clear()
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(EnvironmentFault, match=r"pip install 'tei\[publish\]'"):
        project.publish()
    assert not project.site.exists()


@pytest.mark.full
def test_two_thousand_letters_are_published_once(make_project: MakeProject) -> None:
    project = make_project(2000)
    assert project.publish(jobs=0).rebuilt == 2000
    assert (project.site / "contents" / "1949" / "index.html").is_file()
    assert project.publish(jobs=0).written == 0
    project.letter(77, title="Another title")
    done = project.publish(jobs=0)
    assert (done.rebuilt, done.removed) == (3, 0)
    assert done.written < 100


def test_one_document_is_a_corpus(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project(2)
    monkeypatch.chdir(project.folder / "letters")
    settings = projects.load(project.folder)
    done = publish("001.xml", "site", settings=settings, jobs=1)
    assert (done.documents, done.exit_code) == (1, 0)
    assert apart_from_indexes(project.files(Path("site"))) == OF_NO_LETTER | of_letter(1)
    assert publish("001.xml", "site", settings=settings, jobs=1).written == 0


def test_look_that_a_document_declares_is_let_in_by_its_hash(make_project: MakeProject) -> None:
    project = make_project(0)
    project.letter(0, words='<hi style="color: red">so</hi>')
    project.letter(1)
    assert project.publish().exit_code == 0
    page = project.files()["documents/letter-0/index.html"].decode()
    (css,) = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    assert "color: red" in css
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}' 'self';" in page
    other = project.files()["documents/letter-1/index.html"].decode()
    assert "<style>" not in other
    assert "style-src 'self';" in other
