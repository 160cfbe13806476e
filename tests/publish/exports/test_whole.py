"""What a site has of all this, on the disk."""

import json
import re
import zipfile
from pathlib import Path
from typing import cast

import pytest
from lxml import etree, html

from tei import settings as projects
from tei.errors import UsageError
from tei.publish import Published, publish

SETTINGS = """[project]
title = "Letters & {Papers}"
[encode]
publisher = "Osero Press"
[publish]
base_url = "https://example.org/oseros/"
email = "ada@example.org"
"""
LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{name}"><teiHeader><fileDesc><titleStmt>
<title>{title}</title><author>Ada Osero</author></titleStmt><publicationStmt><publisher>Osero Press</publisher>
<date when="2025-03-0{day}"/></publicationStmt><sourceDesc><p>None.</p></sourceDesc></fileDesc>
<profileDesc><correspDesc><correspAction type="sent"><persName>Ada</persName>
<date when="1949-10-2{day}"/></correspAction></correspDesc></profileDesc></teiHeader>
<text><body><p xml:id="p1">Dear Jo.</p></body></text></TEI>"""
HOSTILE = "&lt;/script>&lt;script>alert(1)&lt;/script> {{ } \u202e “x” \\"


class Project:
    """Three letters, and what is made of them; whether they are valid is not asked here."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "letters").mkdir()
        (folder / "tei.toml").write_text(SETTINGS, encoding="utf-8")
        for number, title in enumerate(("One", HOSTILE, "Three"), start=1):
            self.write(number, title)

    def write(self, number: int, title: str) -> None:
        text = LETTER.format(name=f"letter-{number}", title=title, day=number)
        (self.folder / "letters" / f"{number}.xml").write_text(text, encoding="utf-8")

    def publish(self, site: str = "site") -> Published:
        settings = projects.read(self.folder / "tei.toml")
        return publish(self.folder / "letters", self.folder / site, settings=settings, force=True, jobs=1)

    def files(self, site: str = "site") -> dict[str, bytes]:
        root = self.folder / site
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


OF_THE_WHOLE = {
    "cmif.xml",
    "dts/collection.json",
    "dts/index.json",
    "edition.bib",
    "edition.csl.json",
    "edition.jsonld",
    "edition.ris",
    "edition.zip",
    "feed.xml",
    "oai/Identify.xml",
    "oai/ListIdentifiers.xml",
    "oai/ListMetadataFormats.xml",
    "oai/ListRecords.xml",
    "oai/ListSets.xml",
    "oai/static-repository.xml",
    "robots.txt",
    "sitemap.xml",
}
ENDINGS = (".bib", ".ris", ".csl.json", ".dc.xml", ".cmif.xml", ".jsonld")


def test_site_has_the_files_of_the_documents_and_of_the_whole(project: Project) -> None:
    assert project.publish().exit_code == 0
    files = project.files()
    assert set(files) >= OF_THE_WHOLE
    names = [f"letter-{number}" for number in (1, 2, 3)]
    of_documents = {f"documents/{name}/{name}{ending}" for name in names for ending in ENDINGS}
    assert of_documents | {f"documents/{name}/dts.json" for name in names} <= set(files)
    assert files["edition.bib"].count(b"@misc{") == 3
    assert files["edition.ris"].count(b"ER  - \r\n") == 3
    assert [one["id"] for one in json.loads(files["edition.csl.json"])] == names
    assert files["robots.txt"].endswith(b"Sitemap: https://example.org/oseros/sitemap.xml\n")
    with zipfile.ZipFile(project.folder / "site" / "edition.zip") as archive:
        assert archive.namelist() == ["1.xml", "2.xml", "3.xml"]


def test_page_says_how_to_cite_it(project: Project) -> None:
    project.publish()
    page = html.fromstring(project.files()["documents/letter-2/index.html"].decode())
    scripts = cast("list[etree._Element]", page.xpath("//script"))
    (linked,) = (one.text or "" for one in scripts if one.get("type") == "application/ld+json")
    title = html.fromstring(f"<p>{HOSTILE}</p>").text
    assert json.loads(linked)["name"] == title
    assert page.xpath("//meta[@name='citation_title']/@content") == [title]
    assert page.xpath("//section[@class='cite']//cite/text()") == ["Letters & {Papers}"] * 3
    assert len(cast("list[str]", page.xpath("//span[@class='Z3988']/@title"))) == 1
    shown = cast("list[str]", page.xpath("//section[@class='downloads']//a/@href"))
    assert [one.rpartition("/")[2] for one in shown][-3:] == ["letter-2.bib", "letter-2.ris", "letter-2.csl.json"]
    assert "alert(1)" not in "".join(one.text or "" for one in scripts if one.get("type") is None)


def test_links_in_the_head_lead_to_files(project: Project) -> None:
    project.publish()
    files = project.files()
    for path in ("index.html", "documents/letter-1/index.html", "documents/letter-1/diplomatic/index.html"):
        page = html.fromstring(files[path].decode())
        targets = cast(
            "list[str]", page.xpath("//link[@rel='alternate']/@href | //section[@class='downloads']//a/@href")
        )
        assert targets
        for target in targets:
            place = (project.folder / "site" / path).parent / target
            assert place.resolve().is_file(), target


def test_second_build_writes_nothing_and_a_change_what_it_touches(project: Project) -> None:
    first = project.publish()
    again = project.publish()
    assert (again.written, again.rebuilt) == (0, 0)
    assert again.unchanged == first.written
    before = project.files()
    project.write(3, "Third")
    assert project.publish().rebuilt == 2, "the neighbour links to it"
    after = project.files()
    changed = {path for path in after if after[path] != before.get(path)}
    assert {
        "edition.bib",
        "edition.ris",
        "edition.csl.json",
        "edition.zip",
        "feed.xml",
        "oai/ListRecords.xml",
    } <= changed
    assert not {"documents/letter-1/letter-1.bib", "sitemap.xml", "cmif.xml", "oai/Identify.xml"} & changed


def test_same_documents_give_the_same_bytes(project: Project) -> None:
    project.publish()
    project.publish("other")
    assert project.files() == project.files("other")


def test_site_without_an_address_names_none(project: Project) -> None:
    text = re.sub(r"base_url.*\n", "", SETTINGS)
    (project.folder / "tei.toml").write_text(text, encoding="utf-8")
    project.publish()
    files = project.files()
    assert OF_THE_WHOLE & set(files) == {
        "dts/collection.json",
        "dts/index.json",
        "edition.bib",
        "edition.csl.json",
        "edition.jsonld",
        "edition.ris",
        "edition.zip",
        "robots.txt",
    }
    assert files["robots.txt"] == b"User-agent: *\nAllow: /\n"


def test_address_that_is_none_is_refused(project: Project) -> None:
    (project.folder / "tei.toml").write_text(SETTINGS.replace("ada@", "ada at "), encoding="utf-8")
    with pytest.raises(UsageError, match=re.escape("[publish] email: 'ada at example.org' is no e-mail address")):
        project.publish()
