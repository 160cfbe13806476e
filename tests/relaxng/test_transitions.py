"""What documents teach an automaton, written and read back: it changes the time that is needed, and nothing else."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tei import cache
from tei.relaxng import Schema, archive, derivatives, load, storage, transitions
from tei.relaxng.archive import ArchiveError
from tei.relaxng.compilation import compiled
from tei.relaxng.digests import digest
from tei.relaxng.validator import Validator
from tei.relaxng.values import contextual

GRAMMAR = """
namespace x = "urn:x"
start = r | element x:other { empty }
r = element r {
  attribute a { "1" | xsd:integer "2" | token "three" }?, attribute * - (a | x:* | i | j | k) { xsd:string }*,
  attribute i { xsd:ID }?, attribute j { xsd:IDREF }?,
  ((attribute k { "1" }, one) | (attribute k { "2" }, two) | (class | loop | mixture | values)*)
}
class = one | two
one = element one { empty }
two = element two { text }
loop = element loop { r? }
mixture = element mixture { element m { empty } & element n { empty }* & text }
values = element v { xsd:string { maxLength = "3" } - "no" } | element l { list { xsd:int, ("a" | "b")+ } }
  | element w { attribute y { xsd:date }, (xsd:int | element u { xsd:boolean }) } | element x:* - x:r { empty }
"""
DOCUMENTS = [
    "<r/>",
    "<r a='1' b='' i='k'><one/><two>t</two></r>",
    "<r a='02'><loop><r/></loop></r>",
    "<r a='4'/>",
    "<r k='1'><one/></r>",
    "<r k='2'><two/></r>",
    "<r k='2'><one/></r>",
    "<r><mixture>t<n/><m/>t</mixture><v>yes</v><l>1 b a</l></r>",
    "<r><mixture><n/></mixture></r>",
    "<r><v>no</v></r>",
    "<r><v>long</v></r>",
    "<r><l>1</l></r>",
    "<r><w y='2000-01-01'>7</w><w y='2000-01-01'><u> true </u></w></r>",
    "<r><w y='2000-13-01'>7</w></r>",
    "<r><w>7</w><one/></r>",
    "<r><w y='2000-01-01'>x<u/></w></r>",
    "<r i='k'><loop><r j='k'/></loop></r>",
    "<r i='k'><loop><r i='k'/></loop></r>",
    "<r><loop><r j='k'/></loop></r>",
    "<r><z xmlns='urn:x'/></r>",
    "<r><r xmlns='urn:x'/></r>",
    "<r><two>t<one/></two><one>t</one></r>",
    "<r><zzz/></r>",
    "<other xmlns='urn:x'/>",
    "<one/>",
]


def packed(text: str) -> bytes:
    made = compiled(text.encode(), "g.rnc")
    return archive.written(made.start, made.table, has_context=contextual(made.table.elements))


def taught(grammar: bytes, documents: Sequence[str], transition_data: bytes | None = None) -> tuple[Validator, bytes]:
    """Return a validator that has seen *documents*, and what it has learnt, beginning with *transition_data*."""
    found = archive.read(grammar)
    assert found.records is not None
    validator = Validator(found.start, found.table, has_context=found.has_context)
    if transition_data is not None:
        known = transitions.restore(validator.automaton, found.records, transition_data)
        assert known == transitions.count(validator.automaton)
    for document in documents:
        validator.validate(document.encode())
    return validator, transitions.written(validator.automaton, found.records)


@pytest.fixture(scope="module")
def grammar() -> bytes:
    return packed(GRAMMAR)


@pytest.mark.parametrize("known", range(len(DOCUMENTS) + 1))
def test_findings_are_the_same_whatever_was_known_before(grammar: bytes, known: int) -> None:
    _validator, learnt = taught(grammar, DOCUMENTS[:known])
    restored, _learnt = taught(grammar, (), learnt)
    fresh, _learnt = taught(grammar, ())
    for document in (*DOCUMENTS, *reversed(DOCUMENTS)):
        assert restored.validate(document.encode()) == fresh.validate(document.encode())


def test_document_of_a_known_kind_needs_no_derivative(grammar: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    document = "<r b='' i='k'><loop><r/></loop><mixture>t<n/><m/>t</mixture><two>t</two></r>"
    _validator, learnt = taught(grammar, [document])
    restored, _learnt = taught(grammar, (), learnt)

    def refuse(*_arguments: object) -> None:
        pytest.fail("derived again")

    for name in ("opened", "attribute_edges", "closed", "may_end"):
        monkeypatch.setattr(derivatives.Derivatives, name, refuse)
    assert restored.is_valid(document.encode())


def test_what_is_learnt_in_parts_is_what_is_learnt_at_once(grammar: bytes) -> None:
    at_once, _learnt = taught(grammar, DOCUMENTS)
    learnt = None
    for document in DOCUMENTS:
        in_parts, learnt = taught(grammar, [document], learnt)
    assert transitions.count(in_parts.automaton) == transitions.count(at_once.automaton)


def test_what_is_read_back_is_written_the_same(grammar: bytes) -> None:
    _validator, learnt = taught(grammar, DOCUMENTS)
    assert taught(grammar, (), learnt)[1] == learnt


def test_no_text_and_no_value_is_kept(grammar: bytes) -> None:
    _validator, learnt = taught(grammar, ["<r b='secret' i='hidden'><two>private</two><v>own</v></r>"])
    assert b"two" in learnt
    assert not any(word in learnt for word in (b"secret", b"hidden", b"private", b"own"))


def changed_at(content: object, place: Sequence[object], value: object) -> bytes:
    """Return *content* as JSON with *value* at *place*."""
    copy = json.loads(json.dumps(content))
    inner = copy
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return json.dumps(copy).encode()


@pytest.mark.parametrize(
    "place, value",
    [
        (["states"], None),
        (["states"], []),
        (["states", 0], []),
        (["states", 0, 0], "x"),
        (["states", 1, 0], "999999"),
        (["states", 1, 0], "3 4 5"),
        (["states", 1, 0], ""),
        (["states", 1, 1], "0"),
        (["states", 1, 1], 999),
        (["tags", 0], "-1"),
        (["tags"], []),
        (["frames", 0, 0], [""]),
        (["frames", 0, 0], []),
        (["frames", 0], [[], []]),
        (["frames", 0], [["1", "1"], []]),
        (["frames", 0], [["1 1"], []]),
        (["frames", 0, 1, 0], [0]),
        (["frames", 0, 1, 0], [0, 999]),
        (["openings", 0], []),
        (["openings", 0, 2], 999),
        (["openings", 0, 3], {}),
        (["openings", 0, 4], None),
        (["openings", 0, 5], [[["a"], [[9, 3]], 0, []]]),
        (["openings", 0, 5], [["a", [[-1, 3]], 0, []]]),
        (["openings", 0, 5], [["a", [], 0, [[3, "ID"]]]]),
        (["openings", 0, 5], [["b", [[1, 999999]], 0, []]]),
        (["openings", 0, 5], [["b", [["x", 3]], 0, []]]),
        (["openings", 0, 5], [[{}, [], 0, []]]),
        (["patterns"], ["9 9"]),
        (["patterns"], ["0 999999"]),
        (["patterns"], None),
        (["patterns"], []),
    ],
)
def test_what_makes_no_sense_is_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: list[object], value: object
) -> None:
    monkeypatch.setenv("TEI_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "g.rnc"
    path.write_text(GRAMMAR, encoding="utf-8")
    learn(path, "<r b='' i='k'><loop><r/></loop><mixture>t<n/></mixture></r>")
    (entry,) = entries(tmp_path)
    data = changed_at(json.loads(entry.read_bytes()[32:]), place, value)
    entry.write_bytes(digest(data) + data)
    fresh, _learnt = taught(packed(GRAMMAR), ())
    schema = load(path)
    for document in DOCUMENTS:
        assert schema.validate(document.encode()) == fresh.validate(document.encode())


def learn(path: Path, *documents: str) -> Schema:
    """Return the schema in *path*, out of the cache, after *documents*."""
    load(path)
    schema = load(path)
    for document in documents:
        schema.validate(document.encode())
    return schema


def entries(folder: Path) -> list[Path]:
    return [path for path in (folder / "cache" / storage.TRANSITIONS).rglob("*") if path.is_file()]


@pytest.fixture
def schema_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TEI_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "g.rnc"
    path.write_text(GRAMMAR, encoding="utf-8")
    return path


def test_transitions_are_kept_from_one_process_to_the_next(schema_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learn(schema_file, "<r><two>t</two></r>")
    monkeypatch.setattr(derivatives.Derivatives, "opened", lambda *_arguments: pytest.fail("derived again"))
    assert load(schema_file).validate(b"<r><two>t</two></r>") == []


def test_transitions_of_another_grammar_are_not_taken(schema_file: Path) -> None:
    learn(schema_file, "<r><two>t</two></r>")
    schema_file.write_text(GRAMMAR.replace("element two { text }", "element two { empty }"), encoding="utf-8")
    found = learn(schema_file).validate(b"<r><two>t</two></r>")
    assert [one.rule for one in found] == ["rng.text-not-allowed"]


def test_damaged_transitions_are_not_taken(schema_file: Path, tmp_path: Path) -> None:
    learn(schema_file, "<r><two>t</two></r>")
    (entry,) = entries(tmp_path)
    entry.write_bytes(entry.read_bytes()[:-1])
    assert load(schema_file).validate(b"<r><two>t</two></r>") == []
    assert [one.rule for one in load(schema_file).validate(b"<r><zzz/></r>")] == ["rng.element-not-allowed"]


def test_few_more_transitions_are_no_reason_to_write(schema_file: Path, tmp_path: Path) -> None:
    learn(schema_file, *DOCUMENTS)
    (entry,) = entries(tmp_path)
    before = entry.stat().st_mtime_ns, entry.read_bytes()
    load(schema_file).validate(DOCUMENTS[0].encode())
    assert (entry.stat().st_mtime_ns, entry.read_bytes()) == before


def test_transitions_that_cannot_be_kept_are_no_hindrance(schema_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "store", lambda *_arguments: False)
    assert learn(schema_file).validate(b"<r><two>t</two></r>") == []


def test_letters_are_judged_the_same_by_what_other_letters_taught(
    shared_data: Path, mutants: Callable[[str], list[str]]
) -> None:
    schema = shared_data / "p5" / "tei_all.rng"
    made = compiled(schema.read_bytes(), str(schema))
    data = archive.written(made.start, made.table, has_context=contextual(made.table.elements))
    paths = sorted((shared_data / "bench" / "letters").glob("*.xml"))[:12]
    letters = [path.read_text(encoding="utf-8") for path in paths]
    _validator, learnt = taught(data, letters[:6])
    restored, _learnt = taught(data, (), learnt)
    fresh, _learnt = taught(data, ())
    for letter in letters:
        for mutant in (letter, *mutants(letter)):
            assert restored.validate(mutant.encode()) == fresh.validate(mutant.encode())


@pytest.fixture
def mutants() -> Callable[[str], list[str]]:
    def made(letter: str) -> list[str]:
        return [
            letter.replace("<persName", "<persNam", 1).replace("</persName", "</persNam", 1),
            letter.replace("<p>", "<p><list/>", 1),
            letter.replace("</body>", "<teiHeader/></body>", 1),
            letter.replace(' type="', ' typ="', 1),
        ]

    return made


def test_restoring_refuses_what_is_no_json(grammar: bytes) -> None:
    found = archive.read(grammar)
    assert found.records is not None
    with pytest.raises(ArchiveError):
        transitions.restore(Validator(found.start, found.table).automaton, found.records, b"{")
