"""What a DTD refuses, where, and which files it may be made of."""

from pathlib import Path

import pytest

from tei.diagnostics import Span
from tei.document import parse
from tei.errors import SchemaError
from tei.odd.source import catalog
from tei.validate import dtd

TEXT = """<!ENTITY % more SYSTEM "more.mod"> %more;
<!ELEMENT list (head, item+)>
<!ATTLIST list kind (old|new) #IMPLIED n CDATA #REQUIRED>
<!ELEMENT head (#PCDATA)>"""
MORE = "<!ELEMENT item (#PCDATA)> <!ATTLIST item xml:id ID #IMPLIED next IDREF #IMPLIED> <!ELEMENT gap EMPTY>"
VALID = '<list n="1"><head/><item/></list>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "list.dtd").write_text(TEXT, encoding="utf-8")
    (tmp_path / "more.mod").write_text(MORE, encoding="utf-8")
    return tmp_path


def test_valid_document_has_no_findings(folder: Path) -> None:
    assert dtd.load(folder / "list.dtd").validate(parse(VALID.encode())) == []


def test_files_of_a_dtd_are_known(folder: Path) -> None:
    assert dtd.load(folder / "list.dtd").files == (folder / "list.dtd", folder / "more.mod")


@pytest.mark.parametrize(
    "text, rule, span, message, xpath",
    [
        (
            "<list>\n<head/><item/></list>",
            "dtd.attribute-missing",
            (1, 1, 1, 7),
            "<list> lacks the attribute n",
            "/list",
        ),
        (
            '<list n="1"><head/>\n<item m="2"/></list>',
            "dtd.attribute-not-allowed",
            (2, 7, 2, 12),
            "the attribute m is not declared for <item>",
            "/list/item/@m",
        ),
        (
            '<list n="1" kind="odd"><head/><item/></list>',
            "dtd.value",
            (1, 13, 1, 23),
            'kind="odd" on <list> is not of the type declared, or not one of the values',
            "/list/@kind",
        ),
        (
            '<list n="1"><head/><item xml:id="1"/></list>',
            "dtd.value",
            (1, 26, 1, 36),
            'xml:id="1" on <item> is not of the type declared, or not one of the values',
            '//item[@xml:id="1"]/@xml:id',
        ),
        (
            '<list n="1"><item/></list>',
            "dtd.content",
            (1, 1, 1, 13),
            "<list> holds (item), where (head , item+) is declared",
            "/list",
        ),
        (
            '<list n="1"><head/>words<item/></list>',
            "dtd.content",
            (1, 1, 1, 13),
            "<list> holds (head text item), where (head , item+) is declared",
            "/list",
        ),
        (
            '<list n="1"><head><item/></head><item/></list>',
            "dtd.content",
            (1, 13, 1, 19),
            "<head> is declared to hold text alone, and has elements",
            "/list/head",
        ),
        (
            "<gap>words</gap>",
            "dtd.content",
            (1, 1, 1, 6),
            "<gap> is declared to be empty, and has content",
            "/gap",
        ),
        ("<table/>", "dtd.element-not-declared", (1, 1, 1, 9), "<table> is not declared", "/table"),
        (
            '<list n="1"><head/><item next="b"/></list>',
            "dtd.idref",
            (1, 26, 1, 34),
            "next of <item> refers to “b”, and no element has this identifier",
            "/list/item/@next",
        ),
        (
            '<list n="1"><head/><item xml:id="a"/>\n<item xml:id="a"/></list>',
            "dtd.value",
            (2, 7, 2, 17),
            'xml:id="a" on <item> is an identifier that another element has',
            '//item[@xml:id="a"]/@xml:id',
        ),
    ],
)
def test_finding_has_rule_place_and_words(
    folder: Path, text: str, rule: str, span: tuple[int, int, int, int], message: str, xpath: str
) -> None:
    (found,) = dtd.load(folder / "list.dtd").validate(parse(text.encode()))
    assert (found.rule, found.span, found.xpath) == (rule, Span(*span), xpath)
    assert found.message == message


def test_namespace_is_that_which_the_dtd_fixes(tmp_path: Path) -> None:
    (tmp_path / "a.dtd").write_text('<!ELEMENT a EMPTY><!ATTLIST a xmlns CDATA #FIXED "urn:a">', encoding="utf-8")
    schema = dtd.load(tmp_path / "a.dtd")
    assert schema.validate(parse(b'<a xmlns="urn:a"/>')) == []
    assert {found.rule for found in schema.validate(parse(b'<a xmlns="urn:b"/>'))} == {"dtd.value"}


def test_several_mistakes_are_told_by_place(folder: Path) -> None:
    text = b'<list n="1"><head/>\n<item a="1"/>\n<item b="1"/></list>'
    found = dtd.load(folder / "list.dtd").validate(parse(text))
    assert [(finding.rule, finding.span.line) for finding in found] == [
        ("dtd.attribute-not-allowed", 2),
        ("dtd.attribute-not-allowed", 3),
    ]


BOMB = '<!ENTITY % a0 "<!-- x -->">' + "".join(f"<!ENTITY % a{n} '{f'&#37;a{n - 1};' * 30}'>" for n in range(1, 9))


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("<!ELEMENT", "the DTD cannot be read: "),
        ("", "the DTD declares no element"),
        ("<!-- nothing -->", "the DTD declares no element"),
        ('<!ENTITY % x SYSTEM "http://x.invalid/a.mod"> %x; <!ELEMENT a EMPTY>', "nothing is read from the network"),
        ('<!ENTITY % x SYSTEM "file:///etc/passwd"> %x; <!ELEMENT a EMPTY>', "is not in the schema’s folder"),
        ('<!ENTITY % x SYSTEM "../up.mod"> %x; <!ELEMENT a EMPTY>', "is not in the schema’s folder"),
        ('<!ENTITY % x SYSTEM "none.mod"> %x; <!ELEMENT a EMPTY>', "there is no file"),
        ('<!ENTITY % x SYSTEM "a.dtd"> %x; <!ELEMENT a EMPTY>', ""),
        (BOMB + "%a8; <!ELEMENT a EMPTY>", "the DTD cannot be read: "),
    ],
    ids=["cut", "empty", "comment", "network", "passwd", "above", "missing", "itself", "bomb"],
)
def test_dtd_that_cannot_be_used_is_raised(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "in" / "a.dtd"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    (tmp_path / "up.mod").write_text("", encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        dtd.load(path)
    found = caught.value.diagnostics[0]
    assert (found.rule, found.path) == ("dtd.schema", str(path))
    assert sentence in found.message


def test_broken_line_of_a_part_is_told_in_its_file(folder: Path) -> None:
    (folder / "more.mod").write_text("<!ELEMENT item EMPTY>\n<!ELEMENT gap !>\n<!ELEMENT q EMPTY>", encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        dtd.load(folder / "list.dtd")
    (found,) = caught.value.diagnostics
    assert (found.path, found.span.line) == (str(folder / "more.mod"), 2)


def test_catalog_gives_a_dtd_its_parts(folder: Path) -> None:
    (folder / "more.mod").rename(folder / "moved.mod")
    text = TEXT.replace('SYSTEM "more.mod"', 'PUBLIC "-//X//More" "https://example.org/more.mod"')
    (folder / "list.dtd").write_text(text, encoding="utf-8")
    for entry in (
        '<system systemId="https://example.org/more.mod" uri="moved.mod"/>',
        '<public publicId="-//X//More" uri="moved.mod"/>',
    ):
        path = folder / "catalog.xml"
        path.write_text(
            f'<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">{entry}</catalog>', encoding="utf-8"
        )
        schema = dtd.load(folder / "list.dtd", (catalog.read(path),))
        assert schema.validate(parse(VALID.encode())) == []
    with pytest.raises(SchemaError, match="nothing is read from the network"):
        dtd.load(folder / "list.dtd")
