import json

import pytest

from tei.relaxng import archive
from tei.relaxng.archive import ArchiveError
from tei.relaxng.compilation import compiled
from tei.relaxng.validator import Validator
from tei.relaxng.values import contextual

EVERYTHING = """
namespace x = "urn:x"
start = r | element x:other { empty }
r = element r {
  attribute a { "1" | xsd:integer "2" | token "three" }?, attribute * - (a | x:* | i) { xsd:string }*,
  attribute i { xsd:ID }?,
  (class | loop | mixture | values)*
}
class = element one { empty } | element two { text }
loop = element loop { r? }
mixture = element mixture { element m { empty } & element n { empty }* & text }
values = element v { xsd:string { maxLength = "3" } - "no" } | element l { list { xsd:int, ("a" | "b")+ } }
  | element q { xsd:QName "x:a" } | element x:* - x:r { empty } | element (p | s) { empty }
"""
ACCEPTED = [
    "<r a='1' b='' i='k'><one/><two>t</two></r>",
    "<r a='02'><loop><r/></loop></r>",
    "<r><mixture>t<n/><m/>t</mixture><v>yes</v><l>1 b a</l></r>",
    "<r><q xmlns:y='urn:x'>y:a</q><z xmlns='urn:x'/><p/><s/></r>",
    "<other xmlns='urn:x'/>",
]
REFUSED = [
    "<r a='4'/>",
    "<r i='k'><loop><r i='k'/></loop></r>",
    "<r><mixture><n/></mixture></r>",
    "<r><v>no</v></r>",
    "<r><v>long</v></r>",
    "<r><l>1</l></r>",
    "<r><q xmlns:y='urn:y'>y:a</q></r>",
    "<r><r xmlns='urn:x'/></r>",
    "<r><zzz/></r>",
]


def packed(text: str) -> bytes:
    made = compiled(text.encode(), "g.rnc")
    return archive.written(
        made.start, made.table, has_context=contextual(made.table.elements), files=[("file:///a", "0f")]
    )


@pytest.fixture(scope="module")
def stored() -> Validator:
    found = archive.read(packed(EVERYTHING))
    return Validator(found.start, found.table, has_context=found.has_context)


@pytest.mark.parametrize("document", ACCEPTED)
def test_grammar_read_back_accepts_the_same(stored: Validator, document: str) -> None:
    assert stored.is_valid(document.encode())


@pytest.mark.parametrize("document", REFUSED)
def test_grammar_read_back_finds_the_same(stored: Validator, document: str) -> None:
    made = compiled(EVERYTHING.encode(), "g.rnc")
    found = stored.validate(document.encode())
    assert found
    assert found == Validator(made.start, made.table).validate(document.encode())


def test_grammar_read_back_is_written_the_same() -> None:
    data = packed(EVERYTHING)
    found = archive.read(data)
    again = archive.written(found.start, found.table, has_context=found.has_context, files=found.files)
    assert again == data


def test_files_and_context_come_back() -> None:
    found = archive.read(packed(EVERYTHING))
    assert (found.files, found.has_context) == ((("file:///a", "0f"),), True)
    assert not archive.read(packed("start = element a { text }")).has_context


def test_content_is_made_when_it_is_asked_for() -> None:
    chain = "\n".join(f"e{n} = element e{n} {{ e{n + 1}?, attribute a{n} {{ text }} }}" for n in range(100))
    found = archive.read(packed(f"start = e0\n{chain}\ne100 = element e100 {{ empty }}"))
    validator = Validator(found.start, found.table, has_context=found.has_context)
    assert validator.is_valid(b"<e0 a0=''><e1 a1=''/></e0>")
    made = [name for name in range(100) if found.table.elements[name]._make is None]  # type: ignore[attr-defined]
    assert 0 < len(made) < 10


def test_long_groups_need_no_recursion() -> None:
    members = ", ".join(f"element e{n} {{ empty }}?" for n in range(3000))
    found = archive.read(packed(f"start = element r {{ {members} }}"))
    assert Validator(found.start, found.table).is_valid(b"<r><e2999/></r>")


HEADER = {
    "start": 5,
    "context": False,
    "files": [],
    "elements": [5],
    "origins": [],
    "names": [[0, "", "a"]],
    "datatypes": [["http://www.w3.org/2001/XMLSchema-datatypes", "int", []]],
    "values": [["7", []], ["x", []]],
}
RECORDS = ["6 0 0", "7 0 3", "8 0 4"]


def lines(header: object, records: list[str]) -> bytes:
    return "\n".join([json.dumps(header), *records, ""]).encode()


def test_archive_can_be_written_by_hand() -> None:
    found = archive.read(lines(HEADER, RECORDS))
    validator = Validator(found.start, found.table, has_context=found.has_context)
    assert validator.is_valid(b"<a a='07'/>")
    assert not validator.is_valid(b"<a a='8'/>")


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b"null", b"\xff", b'{"start":3}\n3 3'])
def test_anything_else_is_no_grammar(data: bytes) -> None:
    with pytest.raises(ArchiveError):
        archive.read(data)


@pytest.mark.parametrize(
    "record",
    [
        "3 4",
        "3 99",
        "3 -1",
        "3",
        "",
        "x",
        "5 99",
        "5 -9",
        "6 0 1",
        "6 0 9",
        "9 0 0",
        "7 0 9",
        "7 9 3",
        "7 0",
        "1 3",
    ],
)
def test_pattern_that_cannot_be_is_refused(record: str) -> None:
    found = archive.read(lines(HEADER, ["6 0 0", record, "8 0 4"]))
    with pytest.raises(ArchiveError):
        _ = found.table.elements[0].content


@pytest.mark.parametrize(
    "changed",
    [
        {"start": 2.5},
        {"start": -1},
        {"start": "5"},
        {"elements": [3]},
        {"elements": None},
        {"origins": [[99, ["a"]]]},
        {"origins": [[3]]},
        {"names": [[0, ""]]},
        {"names": [7]},
        {"names": {}},
        {"values": [["7"]]},
        {"values": [7]},
        {"datatypes": [["urn:none", "int", []]]},
        {"datatypes": [["", "integer", []]]},
        {"datatypes": [["", "string", [["length", "1"]]]]},
        {"datatypes": [7]},
    ],
)
def test_table_that_cannot_be_is_refused(changed: dict[str, object]) -> None:
    def asked_for_everything() -> None:
        found = archive.read(lines(HEADER | changed, RECORDS))
        assert found.table.elements[0].content.has_attributes
        assert found.table.origins

    with pytest.raises(ArchiveError):
        asked_for_everything()
