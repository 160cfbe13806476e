"""Verdicts: what the grammar accepts, whatever way the document is written."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from tei.errors import UsageError
from tei.limits import Limits
from tei.relaxng import automaton as automaton_module
from tei.relaxng import states
from tei.relaxng.compilation import compiled
from tei.relaxng.validator import Validator

Grammar = Callable[[str], Validator]

pytestmark = pytest.mark.usefixtures("engine")

BY_TYPE = "(attribute type { 'a' }, element a { empty }) | (attribute type { 'b' }, element b { empty })"


@pytest.mark.parametrize(
    "content, document, accepted",
    [
        ("empty", "<r/>", True),
        ("empty", "<r> \n\t</r>", True),
        ("empty", "<r>\N{NO-BREAK SPACE}</r>", False),
        ("empty", "<r><!-- c --><?p i?></r>", True),
        ("text", "<r>a<!-- c -->b<![CDATA[<c>]]>&amp;&#100;</r>", True),
        ("notAllowed | empty", "<r/>", True),
        ("element a { empty }, text", "<r> <a/> </r>", True),
        ("element a { empty }, element b { empty }", "<r>\n<a/>\n<b/>\n</r>", True),
        ("element a { empty }, element b { empty }", "<r><b/><a/></r>", False),
        ("element a { empty } & element b { empty }", "<r><b/><a/></r>", True),
        ("mixed { element a { empty }+ }", "<r>x<a/>y<a/>z</r>", True),
        ("mixed { element a { empty } }", "<r>x</r>", False),
        ("attribute n { text }", "<r n=''/>", True),
        ("attribute n { text }", "<r/>", False),
        ("attribute n { text }?, attribute m { text }?", "<r m='' n=''/>", True),
        ("attribute * { text }*", "<r a='' b='' xml:id='c'/>", True),
        ("attribute * - n { text }*", "<r n=''/>", False),
        (BY_TYPE, "<r type='b'><b/></r>", True),
        (BY_TYPE, "<r type='b'><a/></r>", False),
        ("attribute n { 'a' } | attribute m { 'a' }", "<r n='a' m='a'/>", False),
        ("element * { empty }", "<r><anything/></r>", True),
        ("element * - a { empty }", "<r><a/></r>", False),
        ("element a { empty } | element * { text }", "<r><a>x</a></r>", True),
        ("xsd:integer", "<r> 12 </r>", True),
        ("xsd:integer", "<r>1<!-- c -->2</r>", True),
        ("xsd:integer", "<r>&#49;2</r>", True),
        ("xsd:integer", "<r/>", False),
        ("xsd:integer", "<r>12<a/></r>", False),
        ("xsd:integer | element a { empty }", "<r> <a/> </r>", True),
        ("xsd:string", "<r/>", True),
        ("xsd:string", "<r> a <!-- c --> b </r>", True),
        ("string ''", "<r/>", True),
        ("string ''", "<r> </r>", False),
        ("string ' '", "<r> </r>", True),
        ("string ' ' | element a { empty }", "<r> <a/></r>", True),
        ("token 'a b'", "<r> a\n b </r>", True),
        ("list { xsd:integer+ }", "<r>1 2\n3</r>", True),
        ("list { xsd:integer+ }", "<r></r>", False),
        ("list { xsd:integer* }", "<r></r>", True),
        ("list { 'a', 'b'?, ('c' | 'd')* }", "<r>a d c</r>", True),
        ("list { 'a', 'b'?, ('c' | 'd')* }", "<r>a b b</r>", False),
        ("xsd:integer - '7'", "<r>7</r>", False),
        ("xsd:integer - '7'", "<r>07</r>", True),
        ("xsd:integer - xsd:integer '7'", "<r>07</r>", False),
    ],
)
def test_content_is_accepted_or_not(grammar: Grammar, content: str, document: str, *, accepted: bool) -> None:
    validator = grammar(f"start = element r {{ {content} }}")
    assert validator.is_valid(document.encode()) is accepted
    assert (validator.validate(document.encode()) == []) is accepted


LIST_OR_ITEMS = """
start = element r { ((element item { a }+, end) | (element item { b }+, element stop { empty })) }
a = element a { empty }
b = element b { empty } | a
end = element end { empty }
"""


@pytest.mark.parametrize(
    "content, accepted",
    [
        ("<item><a/></item><end/>", True),
        ("<item><a/></item><stop/>", True),
        ("<item><b/></item><stop/>", True),
        ("<item><b/></item><end/>", False),
        ("<item><a/></item><item><b/></item><end/>", False),
        ("<item><a/></item><item><b/></item><stop/>", True),
    ],
)
def test_ambiguous_elements_stay_open_until_the_rest_decides(grammar: Grammar, content: str, *, accepted: bool) -> None:
    assert grammar(LIST_OR_ITEMS).is_valid(f"<r>{content}</r>".encode()) is accepted


def test_content_of_ambiguous_elements_is_joined_where_the_same_follows(grammar: Grammar) -> None:
    validator = grammar("start = element r { (element p { element a { empty } } | element p { text })* }")
    assert validator.is_valid(b"<r><p><a/></p><p>x</p><p/></r>")
    assert not validator.is_valid(b"<r><p>x<a/></p></r>")


@pytest.mark.parametrize(
    "document, accepted",
    [
        ('<r xmlns:p="urn:x" q="p:a"/>', True),
        ('<r xmlns:p="urn:x" xmlns:s="urn:x" q="s:a"/>', True),
        ('<r xmlns:p="urn:y" q="p:a"/>', False),
        ('<r q="p:a"/>', False),
        ('<r xmlns:p="urn:x"><c xmlns:p="urn:y" q="p:b"/></r>', True),
        ('<r xmlns:p="urn:x"><c xmlns:p="urn:y" q="p:a"/></r>', False),
        ('<r xmlns:p="urn:x"><c xmlns:p="urn:y" q="p:b"/><c q="p:a"/></r>', True),
        ('<r xmlns:p="urn:x"><d>p:a</d></r>', True),
        ('<r><d xmlns:p="urn:y">p:a</d></r>', False),
    ],
)
def test_qualified_names_are_read_with_the_prefixes_in_scope(
    grammar: Grammar, document: str, *, accepted: bool
) -> None:
    validator = grammar(
        """namespace x = "urn:x" namespace y = "urn:y"
        start = element r { attribute q { xsd:QName "x:a" }?,
          (element c { attribute q { xsd:QName "x:a" | xsd:QName "y:b" } } | element d { xsd:QName "x:a" })* }""",
    )
    for _again in range(2):
        assert validator.is_valid(document.encode()) is accepted
        assert (validator.validate(document.encode()) == []) is accepted


def test_default_namespace_holds_for_qualified_names_without_prefix(grammar: Grammar) -> None:
    validator = grammar('namespace x = "urn:x" start = element x:r { xsd:QName "x:a" }')
    assert validator.is_valid(b'<r xmlns="urn:x">a</r>')
    assert not validator.is_valid(b'<p:r xmlns:p="urn:x">a</p:r>')


def test_entity_names_are_those_that_the_dtd_declares(grammar: Grammar) -> None:
    validator = grammar("start = element r { attribute e { xsd:ENTITY } }")
    dtd = '<!DOCTYPE r [<!NOTATION n SYSTEM "n"><!ENTITY pic SYSTEM "p.gif" NDATA n>]>'
    assert validator.is_valid(f'{dtd}<r e="pic"/>'.encode())
    assert not validator.is_valid(f'{dtd}<r e="other"/>'.encode())
    assert not validator.is_valid(b'<r e="pic"/>')


IDENTIFIERS = """
start = element r { (element a { attribute id { xsd:ID }?, attribute ref { xsd:IDREF }?,
  attribute refs { xsd:IDREFS }? } | element b { attribute id { text } })* }
"""


@pytest.mark.parametrize(
    "content, accepted",
    [
        ("<a id='x'/><a id='y'/>", True),
        ("<a id='x'/><a id=' x '/>", False),
        ("<a id='x'/><b id='x'/>", True),
        ("<a ref='x'/><a id='x'/>", True),
        ("<a ref='x'/>", False),
        ("<a id='x'/><a id='y'/><a refs='y x'/>", True),
        ("<a id='x'/><a refs='y x'/>", False),
    ],
)
def test_identifiers_are_unique_and_references_lead_to_one(grammar: Grammar, content: str, *, accepted: bool) -> None:
    assert grammar(IDENTIFIERS).is_valid(f"<r>{content}</r>".encode()) is accepted


def test_identifiers_are_not_carried_from_one_document_to_the_next(grammar: Grammar) -> None:
    validator = grammar(IDENTIFIERS)
    assert validator.is_valid(b"<r><a id='x'/></r>")
    assert not validator.is_valid(b"<r><a ref='x'/></r>")
    assert validator.is_valid(b"<r><a id='x'/></r>")


def test_identifiers_count_where_another_value_decides(grammar: Grammar) -> None:
    validator = grammar(
        """start = element r { element a { attribute id { xsd:ID },
          ((attribute k { "1" }, element x { empty }) | (attribute k { "2" }, element y { empty })) }* }""",
    )
    assert validator.is_valid(b"<r><a id='i' k='1'><x/></a><a id='j' k='2'><y/></a></r>")
    assert not validator.is_valid(b"<r><a id='i' k='1'><x/></a><a id='i' k='2'><y/></a></r>")


def test_identifiers_need_not_be_checked() -> None:
    made = compiled(IDENTIFIERS.encode(), "grammar.rnc")
    validator = Validator(made.start, made.table, with_identifiers=False)
    for document in (b"<r><a id='x'/><a id='x'/></r>", b"<r><a ref='none'/></r>"):
        assert validator.is_valid(document)
        assert validator.validate(document) == []
    assert not validator.is_valid(b"<r><a id='1'/></r>")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "iso-8859-1"])
def test_document_may_be_in_any_encoding(grammar: Grammar, encoding: str) -> None:
    validator = grammar("start = element r { 'é' }")
    declared = "" if encoding.startswith("utf") else f'<?xml version="1.0" encoding="{encoding}"?>'
    data = f"{declared}<r>é</r>".encode(encoding)
    assert validator.is_valid(data)
    assert validator.validate(data) == []


def test_place_is_in_characters_of_the_decoded_text(grammar: Grammar) -> None:
    validator = grammar("start = element r { text }")
    text = '<?xml version="1.0" encoding="iso-8859-1"?>\n<r>é𝄞<b/></r>'
    for data in (text.replace("𝄞", "x").encode("iso-8859-1"), text.replace("iso-8859-1", "utf-8").encode()):
        (found,) = validator.validate(data)
        assert (found.span.line, found.span.column, found.span.end_column) == (2, 6, 10)


def test_declared_entities_and_defaults_count(grammar: Grammar) -> None:
    validator = grammar("start = element r { attribute n { '1' }, element a { text } }")
    assert validator.is_valid(b"<!DOCTYPE r [<!ATTLIST r n CDATA '1'><!ENTITY e '<a>x</a>'>]><r>&e;</r>")
    assert not validator.is_valid(b"<!DOCTYPE r [<!ATTLIST r n CDATA '2'><!ENTITY e '<a>x</a>'>]><r>&e;</r>")


@pytest.mark.parametrize(
    "data, rule",
    [
        (b"", "xml.empty"),
        (b"<r>", "xml.not-well-formed"),
        (b"<r>\xff</r>", "xml.encoding"),
        (b"<r><b></r>", "xml.not-well-formed"),
        (b"<r>&e;</r>", "xml.entity-undeclared"),
        (b"<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><r>&e;</r>", "xml.entity-external"),
    ],
)
def test_what_is_not_well_formed_is_a_finding_and_not_valid(grammar: Grammar, data: bytes, rule: str) -> None:
    validator = grammar("start = element r { text }")
    assert [one.rule for one in validator.validate(data, "x.xml")] == [rule]
    assert not validator.is_valid(data)


def test_expanding_entities_are_refused_before_they_expand(grammar: Grammar) -> None:
    levels = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 10))
    bomb = f"<!DOCTYPE r [<!ENTITY e0 'x'>{levels}]><r>&e9;</r>".encode()
    validator = grammar("start = element r { text }")
    assert [one.rule for one in validator.validate(bomb)] == ["xml.entity-expansion"]


def test_text_longer_than_any_buffer_is_one_text(grammar: Grammar) -> None:
    validator = grammar("start = element r { xsd:integer }")
    assert validator.is_valid(b"<r>" + b"1" * 500_000 + b"</r>")
    assert not validator.is_valid(b"<r>" + b"1" * 500_000 + b"x</r>")
    assert grammar("start = element r { xsd:string }").is_valid(b"<r>" + b"x y\n" * 200_000 + b"</r>")


DIGITS = "start = element r { element n { xsd:integer }*, element t { text }? }"


@pytest.mark.parametrize("tail", ["<t/>", "<t>x</t>"])
def test_file_longer_than_a_piece_is_one_document(grammar: Grammar, tmp_path: Path, tail: str) -> None:
    path = tmp_path / "x.xml"
    rows = "".join(f"<n>{'1' * (n % 97 + 1)}</n>\n" for n in range(5000))
    path.write_text(f"<r>{rows}{tail}</r>", encoding="utf-8")
    assert grammar(DIGITS).validate_file(path) == []
    path.write_text(f"<r>{rows}<n>1x</n>{tail}</r>", encoding="utf-8")
    (found,) = grammar(DIGITS).validate_file(path)
    assert (found.rule, found.path, found.span.line) == ("rng.value", str(path), 5001)


@pytest.mark.parametrize(
    "data, rules",
    [
        ("<r/>".encode("utf-16"), []),
        (b"<!DOCTYPE r [<!ENTITY e '<t/>'>]><r>&e;</r>", []),
        (b"<!--" + b"-." * 70_000 + b"--><!DOCTYPE r [<!ENTITY e '<t/>'>]><r>&e;</r>", []),
        (b"<r><t/>", ["xml.not-well-formed"]),
        (b"", ["xml.empty"]),
        (b"<r><z/></r>", ["rng.element-not-allowed"]),
    ],
)
def test_file_is_judged_as_its_bytes_are(grammar: Grammar, tmp_path: Path, data: bytes, rules: list[str]) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(data)
    validator = grammar(DIGITS)
    assert [one.rule for one in validator.validate_file(path)] == rules
    assert validator.validate_file(path) == validator.validate(data, str(path))


def test_file_that_is_too_large_or_missing_is_said_to_be(grammar: Grammar, tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(b"<r></r>")
    assert [one.rule for one in grammar(DIGITS).validate_file(path, limits=Limits(size_bytes=6))] == ["xml.too-large"]
    with pytest.raises(UsageError):
        grammar(DIGITS).validate_file(tmp_path / "none.xml")
    with pytest.raises(UsageError):
        grammar(DIGITS).validate_file(tmp_path)


def test_valid_file_is_not_held_in_memory(grammar: Grammar, tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("<r>")
        for _ in range(40):
            stream.write("<n>1</n>\n" * 10_000)
        stream.write("</r>")
    validator = grammar(DIGITS)
    tracemalloc.start()
    assert validator.validate_file(path) == []
    _now, most_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most_bytes < 1_000_000 < path.stat().st_size


def test_depth_costs_no_recursion(grammar: Grammar) -> None:
    validator = grammar("start = a a = element a { a? }")
    depth = 50_000
    assert validator.is_valid(b"<a>" * depth + b"</a>" * depth, limits=Limits(depth=depth))
    assert len(validator.automaton) < 10


def test_depth_beyond_the_limit_is_a_finding(grammar: Grammar, tmp_path: Path) -> None:
    validator = grammar("start = a a = element a { a? }")
    limits = Limits(depth=3)
    assert validator.validate(b"<a><a><a/></a></a>", limits=limits) == []
    data = b"<a><a><a><a/></a></a></a>"
    path = tmp_path / "x.xml"
    path.write_bytes(data)
    assert not validator.is_valid(data, limits=limits)
    assert not validator.passes(path, limits=limits)
    for findings in (validator.validate(data, limits=limits), validator.validate_file(path, limits=limits)):
        assert [(one.rule, one.span.line, one.span.column) for one in findings] == [("xml.too-deep", 1, 10)]


def test_attribute_longer_than_the_limit_needs_the_closer_look(grammar: Grammar, tmp_path: Path) -> None:
    validator = grammar("start = element r { attribute a { text } }")
    path = tmp_path / "x.xml"
    path.write_text("<r a='12345678901234567890'/>", encoding="utf-8")
    assert validator.passes(path, limits=Limits(attribute_chars=20))
    assert not validator.passes(path, limits=Limits(attribute_chars=19))
    (finding,) = validator.validate_file(path, limits=Limits(attribute_chars=19))
    assert finding.rule == "xml.attribute-too-long"


def test_group_of_thousands_costs_no_recursion(grammar: Grammar) -> None:
    members = ", ".join(f"element e{n} {{ empty }}?" for n in range(3000))
    validator = grammar(f"start = element r {{ attribute n {{ text }}, {members} }}")
    assert validator.is_valid(b"<r n=''><e1/><e2999/></r>")
    assert [one.rule for one in validator.validate(b"<r n=''><e2999/><e1/></r>")] == ["rng.element-not-allowed"]


def test_states_are_forgotten_when_there_are_too_many(grammar: Grammar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(automaton_module, "_MOST_STATES", 20)
    names = [f"e{n}" for n in range(12)]
    validator = grammar(
        f"start = element r {{ element x {{ {' & '.join(f'element {n} {{ empty }}?' for n in names)} }}* }}"
    )
    rotated = [names[n:] + names[:n] for n in range(12)]
    document = "".join("<x>" + "".join(f"<{n}/>" for n in row) + "</x>" for row in rotated)
    assert validator.is_valid(f"<r>{document}</r>".encode())
    assert len(validator.automaton) <= 20
    assert not validator.is_valid(f"<r>{document}<x><e1/><e2/><e1/></x></r>".encode())


def test_values_are_kept_up_to_a_number_and_a_length(grammar: Grammar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "_MOST_VALUES", 8)
    validator = grammar("start = element r { element a { attribute n { xsd:integer }, xsd:integer }* }")
    rows = "".join(f"<a n='{n}'>{n}</a>" for n in range(100))
    assert validator.is_valid(f"<r>{rows}<a n='{'1' * 300}'>1</a></r>".encode())
    assert not validator.is_valid(f"<r>{rows}<a n='x'>1</a></r>".encode())
    opening = validator.automaton.start()["r"]
    assert opening.bare is not None
    ((_index, checks),) = opening.bare["a"].plans["n"].checks
    assert len(checks) <= 8


def test_identifiers_are_not_kept_among_the_values(grammar: Grammar) -> None:
    validator = grammar(IDENTIFIERS)
    rows = "".join(f"<a id='i{n}'/>" for n in range(100))
    assert validator.is_valid(f"<r>{rows}</r>".encode())
    opening = validator.automaton.start()["r"]
    assert opening.bare is not None
    ((_index, checks),) = opening.bare["a"].plans["id"].checks
    assert len(checks) == 0


def test_order_of_attributes_does_not_multiply_states(grammar: Grammar) -> None:
    validator = grammar("start = element r { element a { attribute m { text }?, attribute n { text }?, empty }* }")
    assert validator.is_valid(b"<r><a m='' n=''/><a n='' m=''/></r>")
    before = len(validator.automaton)
    assert validator.is_valid(b"<r><a n='' m=''/><a m='' n=''/></r>")
    assert len(validator.automaton) == before
