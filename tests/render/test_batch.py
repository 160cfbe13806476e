"""Many documents in one call: which are taken, where each goes, what becomes of faults."""

import os
import shutil
from pathlib import Path

import pytest

from tei import render
from tei.errors import DocumentError, SchemaError, SettingsError, UsageError
from tei.render.edition import Form

LETTER = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p>{}</p></body></text></TEI>'
PEOPLE = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson><person xml:id="ann">'
    "<persName>Ann Authority</persName></person></listPerson></standOff></TEI>"
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A project with two letters, one of them in a folder below, and an authority file."""
    folder = tmp_path / "letters"
    (folder / "1950").mkdir(parents=True)
    (folder / "a.xml").write_text(LETTER.format('<persName ref="people.xml#ann">Ann</persName>'), encoding="utf-8")
    (folder / "1950" / "b.xml").write_text(LETTER.format("second"), encoding="utf-8")
    (folder / "people.xml").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "tei.toml").write_text('[encode]\nauthority = "letters/people.xml"\n', encoding="utf-8")
    return folder


def test_folder_means_its_documents_without_the_authority_file(corpus: Path) -> None:
    report = render.render([corpus], out="site")
    assert report.written == (Path("site/1950/b.html"), Path("site/a.html"))
    assert report.skipped == ()
    assert report.exit_code == 0
    assert "Ann Authority" in Path("site/a.html").read_text(encoding="utf-8")


def test_default_folder_is_edition(corpus: Path) -> None:
    assert render.render([corpus / "a.xml"]).written == (Path("edition/a.html"),)


def test_diplomatic_view_has_a_name_of_its_own(corpus: Path) -> None:
    assert render.render([corpus / "a.xml"], view="diplomatic").written == (Path("edition/a.diplomatic.html"),)


def test_plain_text_of_one_document_comes_back(corpus: Path) -> None:
    report = render.render([corpus / "1950" / "b.xml"], form="text")
    assert report.written == ()
    assert "\nsecond\n" in report.text
    assert report.exit_code == 0


def test_plain_text_of_several_goes_to_the_folder(corpus: Path) -> None:
    assert render.render([corpus], form="text").written == (Path("edition/1950/b.txt"), Path("edition/a.txt"))


@pytest.mark.parametrize(
    "out, written",
    [("page.html", "page.html"), ("page", "page/a.html"), ("page.d/", "page.d/a.html"), ("there", "there/a.html")],
)
def test_one_document_goes_to_a_file_or_into_a_folder(corpus: Path, out: str, written: str) -> None:
    Path("there").mkdir()
    assert render.render([corpus / "a.xml"], out=out).written == (Path(written),)
    assert Path(written).is_file()


def test_existing_file_without_a_suffix_is_a_file(corpus: Path) -> None:
    Path("page").write_text("old", encoding="utf-8")
    assert render.render([corpus / "a.xml"], out="page").written == (Path("page"),)


def test_dash_is_standard_output(corpus: Path) -> None:
    report = render.render([corpus / "a.xml"], out="-")
    assert report.text.startswith("<!DOCTYPE HTML>")
    assert report.written == ()


@pytest.mark.parametrize("out", ["page.html", "page.html/"])
def test_file_where_a_folder_is_needed_is_a_fault_of_the_call(corpus: Path, out: str) -> None:
    Path("page.html").write_text("old", encoding="utf-8")
    with pytest.raises(UsageError, match=r"-o page\.html/? is a file, and a folder is needed"):
        render.render([corpus], out=out)
    assert Path("page.html").read_text(encoding="utf-8") == "old"


def test_document_is_never_written_over(corpus: Path) -> None:
    source = (corpus / "a.xml").read_text(encoding="utf-8")
    with pytest.raises(UsageError, match=r"would be written over .*a\.xml; choose another -o"):
        render.render([corpus / "a.xml"], out=corpus / "a.xml")
    assert (corpus / "a.xml").read_text(encoding="utf-8") == source


@pytest.mark.parametrize("form", ["html", "epub"])
def test_authority_file_is_not_written_over(corpus: Path, form: Form) -> None:
    people = Path("people.xml")
    people.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/></TEI>', encoding="utf-8")
    book = "All" if form == "epub" else None
    with pytest.raises(UsageError, match=r"would be written over people\.xml"):
        render.render([corpus / "a.xml"], form=form, book=book, out="people.xml", authority=people)


def test_two_documents_of_one_name_are_not_written_to_one_file(corpus: Path) -> None:
    shutil.copy(corpus / "a.xml", corpus / "1950" / "a.xml")
    with pytest.raises(UsageError, match=r"would both be written to .*a\.html"):
        render.render([corpus / "a.xml", corpus / "1950" / "a.xml"])
    assert not Path("edition").exists()


def test_document_given_twice_is_rendered_once(corpus: Path) -> None:
    assert len(render.render([corpus / "a.xml", corpus]).written) == 2


def test_document_that_is_not_well_formed_is_a_finding_and_the_others_are_rendered(corpus: Path) -> None:
    (corpus / "broken.xml").write_text("<TEI>\n<p></TEI>", encoding="utf-8")
    report = render.render([corpus], out="site")
    assert [(finding.rule, finding.span.line, finding.span.column) for finding in report.findings] == [
        ("xml.not-well-formed", 2, 4),
    ]
    assert len(report.written) == 2
    assert report.exit_code == 1


def test_document_without_a_text_is_skipped(corpus: Path) -> None:
    (corpus / "more.xml").write_text(PEOPLE, encoding="utf-8")
    report = render.render([corpus], out="site")
    assert report.skipped == (f"{corpus / 'more.xml'}: skipped, for it is no TEI document with a text",)
    assert len(report.written) == 2


def test_authority_file_named_itself_is_skipped_with_a_word(corpus: Path) -> None:
    report = render.render([corpus / "people.xml"])
    assert report.written == ()
    assert len(report.skipped) == 1
    assert report.exit_code == 2


def test_authority_given_comes_before_that_of_the_settings(corpus: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "people.xml"
    other.parent.mkdir()
    other.write_text(PEOPLE.replace("Ann Authority", "Another Ann"), encoding="utf-8")
    render.render([corpus / "a.xml"], out="a.html", authority=other)
    page = Path("a.html").read_text(encoding="utf-8")
    assert "Another Ann" in page
    assert "Ann Authority" not in page


def test_authority_of_the_settings_that_is_missing_is_named(corpus: Path) -> None:
    (corpus / "people.xml").unlink()
    with pytest.raises(SettingsError, match=r"tei\.toml: \[encode\] authority names .*people\.xml"):
        render.render([corpus])


def test_authority_that_is_not_well_formed_says_where(corpus: Path) -> None:
    (corpus / "people.xml").write_text("<TEI>", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"people\.xml:1:"):
        render.render([corpus])


def test_settings_choose_view_and_width(corpus: Path, tmp_path: Path) -> None:
    (corpus / "a.xml").write_text(LETTER.format("word " * 30), encoding="utf-8")
    (tmp_path / "tei.toml").write_text("[render]\nwidth = 20\n", encoding="utf-8")
    assert "word word word word\nword" in render.render([corpus / "a.xml"], form="text").text
    (tmp_path / "tei.toml").write_text('[render]\nview = "diplomatic"\n', encoding="utf-8")
    assert render.render([corpus / "a.xml"], form="text").text == "word " * 29 + "word\n"


def test_pages_name_the_address_at_which_they_are_published(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "tei.toml").write_text('[publish]\nbase_url = "https://example.org/ed"\n', encoding="utf-8")
    (corpus / "a.xml").rename(corpus / "a letter.xml")
    render.render([corpus], out="site")
    render.render([corpus / "1950" / "b.xml"], out="alone.html")
    for page, address in {
        "site/a letter.html": "https://example.org/ed/a%20letter.html",
        "site/1950/b.html": "https://example.org/ed/1950/b.html",
        "alone.html": "https://example.org/ed/alone.html",
    }.items():
        assert f'<link rel="canonical" href="{address}">' in Path(page).read_text(encoding="utf-8")


def test_page_that_is_published_nowhere_names_no_address(corpus: Path) -> None:
    render.render([corpus / "a.xml"], out="a.html")
    assert "canonical" not in Path("a.html").read_text(encoding="utf-8")


def test_own_stylesheet_overrides_ours(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "own.xsl").write_text(
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:e="urn:tei:edition"\n'
        '  xmlns:n="urn:tei:notation" xmlns:xs="http://www.w3.org/2001/XMLSchema"\n'
        '  xmlns:map="http://www.w3.org/2005/xpath-functions/map"\n'
        '  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">\n'
        '<xsl:include href="html.xsl"/>\n'
        '<xsl:template match="p" mode="e:reading"><p class="own"><xsl:call-template name="e:content"/></p>\n'
        "</xsl:template>\n"
        "</xsl:stylesheet>",
        encoding="utf-8",
    )
    (tmp_path / "tei.toml").write_text('[render]\nstylesheet = "own.xsl"\n', encoding="utf-8")
    render.render([corpus / "1950" / "b.xml"], out="b.html")
    assert '<p class="own">second</p>' in Path("b.html").read_text(encoding="utf-8")


def test_own_stylesheet_cannot_reach_files(corpus: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    (tmp_path / "own.xsl").write_text(
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
        f"<xsl:template match='/'><xsl:value-of select='unparsed-text(\"{secret.as_uri()}\")'/></xsl:template>"
        "</xsl:stylesheet>",
        encoding="utf-8",
    )
    (tmp_path / "tei.toml").write_text('[render]\nstylesheet = "own.xsl"\n', encoding="utf-8")
    with pytest.raises(SchemaError):
        render.render([corpus / "1950" / "b.xml"], out="b.html")
    assert not Path("b.html").exists()


def test_missing_document_is_named_before_anything_is_written(corpus: Path) -> None:
    with pytest.raises(UsageError, match=r"no such file or folder: .*c\.xml"):
        render.render([corpus / "a.xml", corpus / "c.xml"])
    assert not Path("edition").exists()


def test_unknown_form_is_a_fault_of_the_call(corpus: Path) -> None:
    with pytest.raises(UsageError, match="there is no form 'docx'; the forms are html, text, pdf, epub, markdown"):
        render.render([corpus], form="docx")  # type: ignore[arg-type]


def test_deeply_nested_document_is_rendered(tmp_path: Path) -> None:
    path = tmp_path / "deep.xml"
    path.write_text(LETTER.format("<hi>" * 600 + "needle" + "</hi>" * 600), encoding="utf-8")
    assert "needle" in render.render([path], form="text").text
    assert "needle" in render.render([path], out="-").text


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_name_with_a_colon_and_spaces_is_kept(corpus: Path) -> None:
    path = corpus / "a: b c.xml"
    shutil.copy(corpus / "a.xml", path)
    assert render.render([path]).written == (Path("edition/a: b c.html"),)


def test_edition_is_made_of_the_document_with_what_it_includes(tmp_path: Path) -> None:
    inclusion = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{}"/>'
    (tmp_path / "book").mkdir()
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "part.xml").write_text('<seg xmlns="http://www.tei-c.org/ns/1.0">included</seg>', "utf-8")
    whole = tmp_path / "book" / "whole.xml"
    whole.write_text(LETTER.format(f"It is {inclusion.format('../shared/part.xml')} here."), encoding="utf-8")
    assert render.render([whole], form="text").text.endswith("It is included here.\n")
    whole.write_text(LETTER.format("\n" + inclusion.format("none.xml")), encoding="utf-8")
    (found,) = render.render([whole], form="text").findings
    assert (found.rule, found.span.line, found.span.column) == ("ptr.file-missing", 2, 56)


@pytest.mark.parametrize("form", ["html", "text", "epub"])
def test_processes_make_the_same_files_and_findings_in_the_same_order(corpus: Path, form: Form) -> None:
    (corpus / "c.xml").write_text("<TEI>", encoding="utf-8")
    (corpus / "d.xml").write_text("<notes/>", encoding="utf-8")
    one, several = (render.render([corpus], form=form, out=f"by-{jobs}", jobs=jobs) for jobs in (1, 2))
    assert one.findings == several.findings
    assert [found.path for found in one.findings] == [str(corpus / "c.xml")]
    assert one.skipped == several.skipped
    assert len(one.skipped) == 1
    assert [path.relative_to("by-1") for path in one.written] == [path.relative_to("by-2") for path in several.written]
    assert len(one.written) == 2
    for path in one.written:
        assert path.read_bytes() == Path("by-2", path.relative_to("by-1")).read_bytes()


def test_fault_of_the_stylesheet_ends_the_call_in_processes_too(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "own.xsl").write_text("<xsl:stylesheet/>", encoding="utf-8")
    (tmp_path / "tei.toml").write_text('[render]\nstylesheet = "own.xsl"\n', encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        render.render([corpus], jobs=2)
    assert "own.xsl" in str(caught.value)
