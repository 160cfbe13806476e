"""Authority files are read as entries, and what is wrong with one is said where it stands."""

from pathlib import Path

import pytest

from tei import document
from tei.diagnostics import Span
from tei.encode.authority import Entry, Name, read
from tei.encode.authority.reading import of
from tei.errors import DocumentError, UsageError
from tei.names import TEI

CORPUS = Path(__file__).parents[3] / "corpus"


def entries(content: str) -> list[Entry]:
    return list(of(document.parse(f'<standOff xmlns="{TEI}">\n{content}</standOff>'.encode(), "a.xml")))


def test_authority_of_the_corpus_is_read_whole() -> None:
    found = read(CORPUS / "authority.xml").entries
    assert [sum(one.kind == kind for one in found) for kind in ("person", "org", "place")] == [9, 13, 10]
    kovalev = next(one for one in found if one.id == "kovalev")
    assert kovalev.names == (
        Name("Kovalev, Ivan Vladimirovich", "main", "persName", "", "Kovalev", "Ivan Vladimirovich"),
        Name("KOVALEV", "variant", "persName"),
        Name("Ковалёв, Иван Владимирович", "variant", "persName", "ru", "Ковалёв", "Иван Владимирович"),
    )
    assert (kovalev.birth, kovalev.death, kovalev.identifiers, kovalev.label) == (
        "1901",
        "1993",
        (),
        kovalev.names[0].text,
    )
    assert (kovalev.path, kovalev.span.line) == (str(CORPUS / "authority.xml"), 50)


def test_names_are_collapsed_and_have_no_notes_in_them() -> None:
    (mount,) = entries(
        '<place xml:id="paektu"><geogName>Mount\n <name>Paektu</name><note>high</note><!-- ! --></geogName></place>'
    )
    assert mount.names == (Name("Mount Paektu", "main", "geogName"),)


def test_places_in_places_are_entries_of_their_own() -> None:
    found = entries(
        '<listPlace><place xml:id="korea"><country>Korea</country><placeName xml:lang="ko">한국</placeName>'
        '<place xml:id="seoul"><settlement>Seoul</settlement></place></place></listPlace>'
    )
    assert [(one.id, [name.text for name in one.names]) for one in found] == [
        ("korea", ["Korea", "한국"]),
        ("seoul", ["Seoul"]),
    ]


def test_what_cannot_be_pointed_at_or_found_is_no_entry() -> None:
    assert (
        entries('<org><orgName>Nobody’s</orgName></org><org xml:id="a"><orgName> </orgName></org><org xml:id="b"/>')
        == []
    )


def test_identifier_of_two_entries_is_found_at_the_second() -> None:
    with pytest.raises(DocumentError) as raised:
        entries('<org xml:id="a"><orgName>A</orgName></org>\n  <org xml:id="a"><orgName>B</orgName></org>')
    (finding,) = raised.value.diagnostics
    assert (finding.rule, finding.path, finding.span) == ("ptr.duplicate-id", "a.xml", Span(3, 8, 3, 18))


def test_same_identifier_in_two_files_is_of_two_entries(tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_text(
            f'<org xmlns="{TEI}" xml:id="front"><orgName>Front</orgName></org>', encoding="utf-8"
        )
    (found,) = read([tmp_path / "a.xml", tmp_path / "b.xml"]).find("the Front")
    assert [Path(one.path).name for one in found.candidates] == ["a.xml", "b.xml"]


def test_file_that_is_not_well_formed_is_told_where(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(f'<standOff xmlns="{TEI}">\n<org></standOff>', encoding="utf-8")
    with pytest.raises(DocumentError) as raised:
        read(file)
    assert [(one.rule, one.span.line) for one in raised.value.diagnostics] == [("xml.not-well-formed", 2)]
    with pytest.raises(UsageError, match="there is no file"):
        read(tmp_path / "none.xml")


def test_name_nested_very_deeply_is_read() -> None:
    (found,) = entries(f'<org xml:id="a"><orgName>{"<hi>" * 900}Front{"</hi>" * 900}</orgName></org>')
    assert found.label == "Front"
