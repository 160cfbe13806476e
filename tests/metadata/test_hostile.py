import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei import document, metadata
from tei.metadata import Field, Record
from tei.names import TEI

HEADERS = sorted((Path(__file__).parent / "headers").glob("*.xml"))
ALL_FIXTURES = sorted((Path(__file__).parent.parent / "fixtures").glob("*/*.xml"))
WELL_FORMED = [file for file in ALL_FIXTURES if not file.name.startswith("xml-")]


def leads_to(root: etree._Element, xpath: str) -> Sequence[object]:
    """What a readable XPath leads to; a name without a prefix is TEI's or in no namespace."""
    steps = re.sub(r"/([A-Za-z][\w.-]*)(?=[\[/]|$)", r"/*[local-name()='\1']", xpath)
    found = root.xpath(steps)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("file", HEADERS, ids=lambda file: file.stem)
def test_xpath_and_span_of_every_field_lead_to_where_it_was_read(file: Path) -> None:
    read = document.read(file)
    fields = [field for record in metadata.read_all(read) for field in record.fields()]
    assert fields
    for field in fields:
        path, _, attribute = field.xpath.partition("/@")
        (element,) = leads_to(read.root, path)
        assert isinstance(element, etree._Element)
        assert read.xpath(element) == path
        name = attribute.replace("xml:", "{http://www.w3.org/XML/1998/namespace}")
        if attribute:
            assert element.get(name)
        assert field.origin.span == (read.attribute_span(element, name) if attribute else read.span(element))


BROKEN = {
    "no header": "<TEI xmlns='{tei}'><text/></TEI>",
    "empty header": "<TEI xmlns='{tei}'><teiHeader/></TEI>",
    "nothing": "<TEI xmlns='{tei}'/>",
    "another vocabulary": "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head></html>",
    "header of another vocabulary": "<TEI xmlns='{tei}'><teiHeader xmlns='urn:x'><fileDesc/></teiHeader></TEI>",
    "comments": "<TEI xmlns='{tei}'><!-- c --><teiHeader><?pi x?><fileDesc><!-- d --></fileDesc></teiHeader></TEI>",
    "empty elements": (
        "<TEI xmlns='{tei}'><teiHeader><fileDesc><titleStmt><title/><author/><editor><persName/></editor><respStmt/>"
        "<respStmt><resp/></respStmt><funder/></titleStmt><editionStmt><edition/></editionStmt><extent/>"
        "<publicationStmt><publisher/><pubPlace/><date/><idno/><availability><licence/><p/></availability>"
        "</publicationStmt><seriesStmt/><notesStmt><note/><relatedItem/></notesStmt>"
        "<sourceDesc><bibl/><biblStruct/><msDesc/><p/></sourceDesc></fileDesc><encodingDesc><projectDesc/>"
        "<editorialDecl/><listPrefixDef><prefixDef/></listPrefixDef></encodingDesc><profileDesc><abstract/><creation/>"
        "<langUsage><language/></langUsage><textClass><keywords/><catRef/><classCode/></textClass><settingDesc/>"
        "</profileDesc><revisionDesc><change/></revisionDesc></teiHeader></TEI>"
    ),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_header_that_says_nothing_gives_a_record_of_nothing(text: str) -> None:
    record = metadata.read(document.parse(text.format(tei=TEI).encode(), "broken.xml"))
    assert list(record.fields()) == []
    assert (record.title, record.publisher, record.publication_date, record.language) == (None, None, None, None)


def test_header_without_a_namespace_is_read() -> None:
    text = "<TEI.2><teiHeader><fileDesc><titleStmt><title>Old</title></titleStmt></fileDesc></teiHeader></TEI.2>"
    record = metadata.read(document.parse(text.encode(), "old.xml"))
    assert record.title
    assert (record.title.text, record.title.origin.xpath) == ("Old", "/TEI.2/teiHeader/fileDesc/titleStmt/title")


def test_header_by_itself_is_read() -> None:
    text = f"<teiHeader xmlns='{TEI}'><fileDesc><titleStmt><title>Alone</title></titleStmt></fileDesc></teiHeader>"
    assert str(metadata.read(document.parse(text.encode(), "header.xml")).title) == "Alone"


def test_deep_nesting_is_read() -> None:
    depth = 900
    title = "<hi>" * depth + "deep" + "</hi>" * depth
    bibl = "<bibl>" * depth + "deep" + "</bibl>" * depth
    text = (
        f"<TEI xmlns='{TEI}'><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>"
        f"<sourceDesc>{bibl}</sourceDesc></fileDesc></teiHeader></TEI>"
    )
    record = metadata.read(document.parse(text.encode(), "deep.xml"))
    assert str(record.title) == "deep"


def test_corpora_in_corpora_are_read() -> None:
    text = f"<teiCorpus xmlns='{TEI}'>" + "<teiCorpus>" * 800 + "<TEI/>" + "</teiCorpus>" * 801
    assert len(metadata.read_all(document.parse(text.encode(), "deep.xml"))) == 802


def test_expression_of_a_prefix_that_could_run_for_years_is_not_tried() -> None:
    text = (
        f"<TEI xmlns='{TEI}'><teiHeader><fileDesc><titleStmt><author ref='slow:{'a' * 60}!'>A</author></titleStmt>"
        "</fileDesc><encodingDesc><listPrefixDef>"
        "<prefixDef ident='slow' matchPattern='((a+)+)' replacementPattern='urn:x:$1'/>"
        "</listPrefixDef></encodingDesc></teiHeader></TEI>"
    )
    assert metadata.read(document.parse(text.encode(), "slow.xml")).creators[0].identifiers == ()


def test_pointers_in_a_circle_end() -> None:
    text = (
        f"<TEI xmlns='{TEI}'><teiHeader><fileDesc><titleStmt><author xml:id='a' ref='#b'>A</author>"
        "<editor xml:id='b' ref='#a'>B</editor></titleStmt></fileDesc></teiHeader></TEI>"
    )
    record = metadata.read(document.parse(text.encode(), "circle.xml"))
    assert [(one.display, one.full_name) for one in (*record.creators, *record.contributors)] == [
        ("A", "B"),
        ("B", "A"),
    ]


@pytest.mark.parametrize("file", WELL_FORMED, ids=lambda file: file.stem)
def test_faulty_documents_are_read_like_valid_ones(file: Path) -> None:
    records = metadata.read_all(document.read(file))
    assert all(isinstance(record, Record) for record in records)
    assert all(isinstance(field, Field) for record in records for field in record.fields())


NAMES = """
    title author editor respStmt resp persName surname forename orgName name funder idno edition publisher date
    pubPlace availability licence p ref bibl biblStruct monogr imprint msDesc msIdentifier msItem history origin
    origDate
    langUsage language abstract creation textClass keywords term catRef correspDesc correspAction placeName change
    choice
    sic corr titleStmt publicationStmt sourceDesc profileDesc revisionDesc seriesStmt relatedItem listChange note geo
""".split()  # noqa: SIM905 - a literal would take sixty lines
ATTRIBUTES = "when from to notBefore when-iso ref key target type ident status who scheme role usage cert level"
WORDS = (
    "",
    "1880",
    "2023-02-30",
    "#a",
    "x#y",
    "gnd:1",
    "https://orcid.org/0",
    "https://creativecommons.org/licenses/by/4.0/",
    "A, B",
    "%",
)


def trees(depth: int) -> st.SearchStrategy[etree._Element]:
    return st.builds(
        grown,
        st.sampled_from(NAMES),
        st.dictionaries(st.sampled_from(ATTRIBUTES.split()), st.sampled_from(WORDS), max_size=2),
        st.sampled_from(WORDS),
        st.lists(trees(depth - 1), max_size=3) if depth else st.just([]),
    )


def grown(name: str, attributes: dict[str, str], words: str, parts: list[etree._Element]) -> etree._Element:
    element = etree.Element(f"{{{TEI}}}{name}", attributes)
    element.text = words
    element.extend(parts)
    return element


@given(st.lists(trees(3), max_size=4), st.sampled_from(["fileDesc", "profileDesc", "encodingDesc"]))
def test_any_elements_in_any_place_are_read_without_a_fault(parts: list[etree._Element], home: str) -> None:
    root = etree.Element(f"{{{TEI}}}TEI")
    header = etree.SubElement(root, f"{{{TEI}}}teiHeader")
    etree.SubElement(header, f"{{{TEI}}}{home}").extend(parts)
    read = document.parse(etree.tostring(root), "any.xml")
    for field in metadata.read(read).fields():
        assert field.value
        assert field.xpath.startswith("/TEI/teiHeader")


def test_records_of_real_editions_have_what_their_headers_say(shared_data: Path) -> None:
    files = sorted((shared_data / "bench").glob("*/*.xml"))
    records = [metadata.read(document.read(file)) for file in files]
    assert len(records) >= 300
    for record in records:
        assert record.title, record.path
        assert record.creators, record.path
        assert record.publisher, record.path
        assert record.language, record.path
        assert record.language.valid, record.path
        assert record.sources, record.path
        assert record.changes, record.path
        assert [one.spdx for one in record.licences if one.spdx] != [], record.path
    letters = [record for record in records if "letters" in Path(record.path).parts]
    assert all(one.publication_date and one.publication_date.edtf for one in letters)
    assert all(one.correspondences[0].actions_of("sent")[0].agents for one in letters)
    assert {one.identifiers[0].scheme for one in letters} == {"handle"}
