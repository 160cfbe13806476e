"""Pointers into other files: those that are not there, and those that nobody looks into."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tei.diagnostics import Span
from tei.document import parse, read
from tei.names import SCH
from tei.validate import validate
from tei.validate.pointers.files import missing_files, unchecked_files
from tei.validate.pointers.tables import attributes
from tei.validate.reports import render

Write = Callable[..., Path]


def _pointing(*pointers: str, attribute: str = "ref") -> str:
    names = "".join(f'\n<persName {attribute}="{pointer}">Ada</persName>' for pointer in pointers)
    return f'<p xml:id="p-the-orchard">{names}</p>'


def _missing(path: Path) -> list[str]:
    return [finding.message for finding in missing_files(read(path))]


def test_slip_in_a_files_name_is_found_and_its_neighbour_named(write: Write) -> None:
    write("authority.xml")
    (found,) = validate(write("a.xml", _pointing("authorty.xml#ada"))).findings
    assert (found.rule, found.span) == ("ptr.file-missing", Span(35, 11, 35, 33))
    assert found.message == "@ref points into authorty.xml, which does not exist"
    assert found.help == ("did you mean authority.xml?",)
    assert found.xpath == '//p[@xml:id="p-the-orchard"]/persName/@ref'


def test_file_that_has_only_its_ending_in_common_is_not_proposed(write: Write) -> None:
    (found,) = missing_files(read(write("third.xml", _pointing("nothere.xml#ada"))))
    assert found.help == ()


def test_file_is_named_once_with_the_number_of_its_pointers(write: Write) -> None:
    twice = write("a.xml", _pointing("b.xml#x", "b.xml#y"))
    assert _missing(twice) == ["@ref points into b.xml, which does not exist; so does another attribute"]
    often = write("a.xml", _pointing("b.xml#x", "b.xml#y c.xml#z", "b.xml#x"))
    assert _missing(often) == [
        "@ref points into b.xml, which does not exist; so do 2 other attributes",
        "@ref points into c.xml, which does not exist",
    ]


def test_neighbour_is_written_as_a_pointer_writes_it(write: Write) -> None:
    write("names/the authority é.xml")
    (found,) = missing_files(read(write("corpus/a.xml", _pointing("../names/the%20autority%20é.xml#ada"))))
    assert found.help == ("did you mean ../names/the%20authority%20é.xml?",)


@pytest.mark.parametrize(
    "pointer",
    [
        "#ada",
        "a.xml#ada",
        "./a.xml#ada",
        "nowhere.xml",
        "nowhere.pdf#page=2",
        "http://example.org/nowhere.xml#ada",
        "//example.org/nowhere.xml#ada",
        "/nowhere.xml#ada",
        "%5C%5Cexample.org%5Cshare%5Cnowhere.xml#ada",
        "a%00b.xml#ada",
    ],
)
def test_what_is_no_pointer_into_a_missing_file_is_left_alone(write: Write, pointer: str) -> None:
    assert _missing(write("a.xml", _pointing(pointer))) == []


def test_words_that_only_look_like_a_pointer_are_left_alone(write: Write) -> None:
    assert _missing(write("a.xml", _pointing("nowhere.xml#ada", attribute="n"))) == []


def test_pointer_below_another_base_is_left_alone(write: Write) -> None:
    body = _pointing("nowhere.xml#ada").replace("<p ", '<p xml:base="http://example.org/" ')
    assert _missing(write("a.xml", body)) == []


def test_base_and_private_prefix_say_where_the_file_is(write: Write) -> None:
    write("names/authority.xml")
    body = _pointing("authority.xml#ada", "autority.xml#ada").replace("<p ", '<p xml:base="../names/" ')
    (found,) = missing_files(read(write("corpus/a.xml", body)))
    assert (found.message, found.span) == (
        "@ref points into autority.xml, which does not exist",
        Span(36, 11, 36, 33),
    )
    assert found.help == ("did you mean authority.xml?",)


def test_one_of_several_pointers_is_marked(write: Write) -> None:
    write("b.xml")
    (found,) = missing_files(read(write("a.xml", _pointing("b.xml#x  nowhere.xml#ada"))))
    assert found.span == Span(35, 25, 35, 40)


def test_file_that_is_to_be_included_is_looked_for(write: Write) -> None:
    xi = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
    body = f"""<p xml:id="p-the-orchard" {xi}>
<xi:include href="nowhere.xml"/>
<xi:include href="nowhere.xml"><xi:fallback/></xi:include>
<xi:include href="http://example.org/nowhere.xml"/>
</p>"""
    (found,) = missing_files(read(write("a.xml", body)))
    assert (found.rule, found.span, found.message) == (
        "ptr.file-missing",
        Span(35, 13, 35, 31),
        "nowhere.xml is to be included, and does not exist",
    )


def test_document_that_is_no_file_has_no_neighbours(write: Write) -> None:
    document = parse(write("a.xml", _pointing("nowhere.xml#ada")).read_bytes())
    assert (missing_files(document), unchecked_files(document, ())) == ([], ())


def test_only_the_named_schema_speaks_where_one_is_named(write: Write) -> None:
    path = write("a.xml", _pointing("nowhere.xml#ada"))
    assert validate(path, schema="tei-documentary").findings == ()


def test_missing_file_does_not_keep_the_rules_from_their_work(write: Write) -> None:
    report = validate(write("a.xml", _pointing("nowhere.xml#ada").replace("</p>", "[b]</p>")))
    assert [finding.rule for finding in report.findings] == ["ptr.file-missing", "sch.literal-bracket"]
    assert report.documents[0].not_run == ()


def test_file_that_is_there_is_not_opened(write: Write, tmp_path: Path) -> None:
    (tmp_path / "b.xml").write_bytes(b"\0")
    (checked,) = validate(write("a.xml", _pointing("b.xml#x"))).documents
    assert (checked.findings, checked.faults) == ((), ())


def test_files_that_are_not_the_authority_are_unchecked(write: Write, tmp_path: Path) -> None:
    write("names/authority.xml")
    write("names/other.xml")
    pointers = ("../names/authority.xml#a", "../names/other.xml#b", "../names/./other.xml#c", "missing.xml#d")
    path = write("corpus/a.xml", _pointing(*pointers))
    other = os.path.normpath(tmp_path / "names" / "other.xml")
    authority = tmp_path / "names" / "authority.xml"
    assert unchecked_files(read(path), (authority,)) == (other,)
    assert unchecked_files(read(path), ()) == (str(authority), other)


def test_report_says_that_pointers_out_of_the_project_were_not_checked_without_settings(
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write("names/authority.xml")
    path = write("corpus/a.xml", _pointing("../names/authority.xml#nobody"))
    monkeypatch.chdir(path.parent)
    report = validate(path.name)
    assert report.documents[0].unchecked == (os.path.join("..", "names", "authority.xml"),)  # noqa: PTH118 - as printed
    assert "(outside the project, only the files that tei.toml names are looked into" in render(report)
    (path.parent / "tei.toml").write_text('[encode]\nauthority = "../names/authority.xml"\n', encoding="utf-8")
    (checked,) = validate(path.name).documents
    assert ([finding.rule for finding in checked.findings], checked.unchecked) == (["sch.person-ref"], ())


def test_grammar_alone_leaves_nothing_unchecked_that_it_would_check(write: Write) -> None:
    write("authority.xml")
    path = write("a.xml", _pointing("authority.xml#nobody"))
    assert validate(path, schema="tei-documentary").documents[0].unchecked == ()


def test_attributes_of_the_rule_on_number_signs_hold_pointers(repository: Path) -> None:
    root = etree.parse(repository / "schemas" / "tei-documentary.sch").getroot()
    (pattern,) = root.findall(f"{{{SCH}}}pattern[@id='number-signs']")
    contexts = " ".join(str(rule.get("context")) for rule in pattern.iter(f"{{{SCH}}}rule"))
    named = {step.rpartition("/@")[2] for step in contexts.split() if "/@" in step}
    assert len(named) > 20
    assert named <= set(attributes())
