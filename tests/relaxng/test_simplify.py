from pathlib import Path

import pytest

from tei.diagnostics import Diagnostic
from tei.errors import SchemaError
from tei.relaxng import compilation, sources
from tei.relaxng.patterns import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
    AttributePattern,
    ChoicePattern,
    ElementPattern,
    GroupPattern,
    InterleavePattern,
    OneOrMorePattern,
    ValuePattern,
)

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
XSD = 'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'
ROOT = "http://example.org/"


def compiled(schema: str, /, **files: str) -> compilation.Grammar:
    def load(address: str) -> tuple[bytes, str]:
        name = address.removeprefix(ROOT)
        if name not in files:
            message = f"there is no {name}"
            raise sources.UnreadableError(message)
        return files[name].encode(), address

    return compilation.compiled(schema.encode(), ROOT + "schema", load)


def root(schema: str, /, **files: str) -> ElementPattern:
    start = compiled(schema, **files).start
    assert isinstance(start, ElementPattern)
    return start


def content(inside: str) -> object:
    return root(f'<element {RNG} name="root">{inside}</element>').content


def faults(schema: str, /, **files: str) -> list[Diagnostic]:
    with pytest.raises(SchemaError) as caught:
        compiled(schema, **files)
    return list(caught.value.diagnostics)


def grammar(components: str) -> str:
    return f'<grammar {RNG}><start><element name="root"><ref name="a"/></element></start>{components}</grammar>'


def rules(schema: str, /, **files: str) -> list[tuple[str, int, int]]:
    return [(fault.rule[11:], fault.span.line, fault.span.column) for fault in faults(schema, **files)]


def test_zero_or_more_is_optional_one_or_more() -> None:
    many = content('<zeroOrMore><element name="a"><empty/></element></zeroOrMore>')
    assert isinstance(many, ChoicePattern)
    assert many.members[0] is EMPTY
    assert isinstance(many.members[1], OneOrMorePattern)


def test_mixed_is_interleave_with_text() -> None:
    mixed = content('<mixed><element name="a"><empty/></element></mixed>')
    assert isinstance(mixed, InterleavePattern)
    assert TEXT in mixed.members


def test_not_allowed_spreads_but_not_out_of_elements() -> None:
    assert content('<group><notAllowed/><element name="a"><empty/></element></group>') is NOT_ALLOWED
    inner = content('<element name="a"><notAllowed/></element>')
    assert isinstance(inner, ElementPattern)
    assert inner.content is NOT_ALLOWED


def test_definition_that_repeats_is_one_pattern() -> None:
    element = root(
        f'<grammar {RNG}><start><ref name="a"/></start><define name="a"><element name="a"><optional><ref name="a"/>'
        "</optional></element></define></grammar>"
    )
    assert isinstance(element.content, ChoicePattern)
    assert element.content.members[1] is element


def test_definitions_are_combined() -> None:
    element = root(
        grammar(
            '<define name="a" combine="choice"><element name="b"><empty/></element></define>'
            '<define name="a"><element name="c"><empty/></element></define>'
        )
    )
    assert isinstance(element.content, ChoicePattern)
    assert [part.name_class.local for part in element.content.members] == ["b", "c"]  # type: ignore[attr-defined]


def test_names_of_classes_are_kept_as_origins() -> None:
    classes = '<choice><element name="b"><empty/></element><element name="c"><empty/></element></choice>'
    start, table = compiled(
        grammar(f'<define name="a"><ref name="model.a"/></define><define name="model.a">{classes}</define>')
    )
    assert isinstance(start, ElementPattern)
    assert table.origins[start.content] == ("model.a", "a")


def test_documentation_is_kept() -> None:
    namespace = 'xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0"'
    start, table = compiled(
        f'<element {RNG} {namespace} name="a"><a:documentation>An a.</a:documentation><attribute name="b">'
        "<a:documentation>A b.</a:documentation><value>c</value><a:documentation>A c.</a:documentation></attribute>"
        "</element>"
    )
    assert isinstance(start, ElementPattern)
    assert start.documentation == "An a."
    attribute = start.content
    assert isinstance(attribute, AttributePattern)
    assert table.documentation[attribute] == "A b."
    assert table.documentation[attribute.pattern] == "A c."


def test_values_written_differently_are_one() -> None:
    choice = content(f'<choice {XSD}><value type="integer">1</value><value type="integer"> +01 </value></choice>')
    assert isinstance(choice, ValuePattern)
    assert choice.text == "1"


def test_chain_of_definitions_of_any_length_is_followed() -> None:
    links = "".join(f'<define name="a{n}"><ref name="a{n + 1}"/></define>' for n in range(5000))
    element = root(grammar(f'<define name="a"><ref name="a0"/></define>{links}<define name="a5000"><text/></define>'))
    assert element.content is TEXT


def test_sequence_of_any_length_is_made() -> None:
    members = "".join(f'<element name="e{n}"><empty/></element>' for n in range(5000))
    first = content(members)
    assert isinstance(first, GroupPattern)


# Files


def test_included_definition_is_replaced() -> None:
    old = '<define name="a"><element name="old"><empty/></element></define>'
    new = '<define name="a"><element name="new"><text/></element></define>'
    base = f'<grammar {RNG}><start><ref name="a"/></start>{old}</grammar>'
    element = root(f'<grammar {RNG}><include href="base">{new}</include></grammar>', base=base)
    assert element.content is TEXT


def test_included_file_inherits_ns() -> None:
    base = f'<grammar {RNG}><start><element name="a"><empty/></element></start></grammar>'
    element = root(f'<grammar {RNG} ns="urn:x"><include href="base"/></grammar>', base=base)
    assert element.name_class.contains("urn:x", "a")


def test_external_pattern_finds_definitions_around_it() -> None:
    element = root(
        f'<grammar {RNG}><start><externalRef href="other"/></start><define name="a"><text/></define></grammar>',
        other=f'<element {RNG} name="a"><ref name="a"/></element>',
    )
    assert element.content is TEXT


def test_parent_reference_finds_the_grammar_around() -> None:
    inner = '<grammar><start><parentRef name="b"/></start><define name="b"><empty/></define></grammar>'
    element = root(grammar(f'<define name="a">{inner}</define><define name="b"><text/></define>'))
    assert element.content is TEXT


def test_missing_file_is_the_only_fault_told() -> None:
    (fault,) = faults(f'<grammar {RNG}>\n<start><ref name="a"/></start><include href="none"/></grammar>')
    assert (fault.rule, fault.span.line, fault.span.column) == ("rng.schema.reference", 2, 31)
    assert fault.message == "“none” cannot be read: there is no none"


def test_fault_in_an_included_file_names_that_file() -> None:
    base = f"<grammar {RNG}>\n<start><nothing/></start></grammar>"
    (fault,) = faults(f'<grammar {RNG}><include href="base"/></grammar>', base=base)
    assert (fault.path, fault.rule, fault.span.line) == (ROOT + "base", "rng.schema.element", 2)


@pytest.mark.parametrize(
    "schema, files, rule",
    [
        pytest.param(
            f'<externalRef {RNG} href="x"/>', {"x": f'<externalRef {RNG} href="x"/>'}, "reference", id="itself"
        ),
        pytest.param(
            f'<externalRef {RNG} href="x"/>',
            {"x": f'<element {RNG} name="a"><externalRef href="y"/></element>', "y": f'<externalRef {RNG} href="x"/>'},
            "reference",
            id="each other",
        ),
        pytest.param(
            f'<grammar {RNG}><include href="x"/></grammar>',
            {"x": f'<grammar {RNG}><include href="schema"/></grammar>'},
            "reference",
            id="includer",
        ),
        pytest.param(
            f'<grammar {RNG}><include href="x"/></grammar>',
            {"x": f'<element {RNG} name="a"><empty/></element>'},
            "include",
            id="no grammar",
        ),
        pytest.param(
            f'<grammar {RNG}><include href="x"><define name="b"><empty/></define></include></grammar>',
            {"x": grammar('<define name="a"><text/></define>')},
            "include",
            id="nothing replaced",
        ),
    ],
)
def test_wrong_reference_to_a_file(schema: str, files: dict[str, str], rule: str) -> None:
    files = {"schema": schema, **files}
    assert {fault.rule for fault in faults(schema, **files)} == {f"rng.schema.{rule}"}


def test_files_below_the_schema_are_read(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "a b.rng").write_text(f'<element {RNG} name="a"><text/></element>', encoding="utf-8")
    schema = tmp_path / "schema.rng"
    schema.write_text(f'<externalRef {RNG} href="parts/a b.rng"/>', encoding="utf-8")
    start, _ = compilation.compiled(schema.read_bytes(), str(schema))
    assert isinstance(start, ElementPattern)
    assert start.place.path == str(tmp_path / "parts" / "a b.rng")


@pytest.mark.parametrize(
    "href, words",
    [
        ("../secret.rng", "is not in the schema’s folder"),
        ("http://example.org/a.rng", "nothing is read from the network"),
        ("//host/a.rng", "nothing is read from the network"),
        ("absent.rng", "there is no file"),
    ],
)
def test_other_files_are_not_read(tmp_path: Path, href: str, words: str) -> None:
    (tmp_path / "secret.rng").write_text(f'<element {RNG} name="a"><text/></element>', encoding="utf-8")
    folder = tmp_path / "schemas"
    folder.mkdir()
    with pytest.raises(SchemaError) as caught:
        compilation.compiled(f'<externalRef {RNG} href="{href}"/>'.encode(), str(folder / "schema.rng"))
    (fault,) = caught.value.diagnostics
    assert fault.rule == "rng.schema.reference"
    assert words in fault.message


# Faults


@pytest.mark.parametrize(
    "components, expected",
    [
        pytest.param("", [("undefined", 1, 82)], id="undefined"),
        pytest.param('\n<define name="a"><parentRef name="b"/></define>', [("undefined", 2, 18)], id="no parent"),
        pytest.param('\n<define name="a"><ref name="a"/></define>', [("recursion", 2, 18)], id="recursion"),
        pytest.param(
            '<define name="a"><optional><ref name="b"/></optional></define>\n<define name="b"><ref name="a"/></define>',
            [("recursion", 2, 18)],
            id="recursion of two",
        ),
        pytest.param(
            '<define name="a"><data type="token"><except>\n<ref name="a"/></except></data></define>',
            [("recursion", 2, 1)],
            id="recursion in an exception",
        ),
        pytest.param(
            '<define name="a"><text/></define>\n<define name="a"><empty/></define>', [("combine", 2, 1)], id="two plain"
        ),
        pytest.param(
            '<define name="a" combine="choice"><text/></define>\n'
            '<define name="a" combine="interleave"><empty/></define>',
            [("combine", 2, 1)],
            id="two ways",
        ),
        pytest.param('\n<define name="a"><grammar/></define>', [("start", 2, 18)], id="no start"),
        pytest.param('\n<define name="a"><data type="date"/></define>', [("datatype", 2, 18)], id="datatype"),
        pytest.param(
            f'\n<define name="a" {XSD}><value type="date">1949-13-01</value></define>',
            [("datatype", 2, 79)],
            id="value",
        ),
        pytest.param(
            '<define name="a"><text/></define>\n<define name="b"><ref name="c"/></define>',
            [("undefined", 2, 18)],
            id="not referred to",
        ),
        pytest.param(
            '\n<define name="a"><attribute name="xmlns"/></define>', [("name", 2, 18)], id="namespace declaration"
        ),
    ],
)
def test_fault_is_named_at_its_place(components: str, expected: list[tuple[str, int, int]]) -> None:
    assert rules(grammar(components)) == expected


def test_misspelt_reference_is_helped() -> None:
    other = '<define name="aa.attributes"><ref name="aa.atributes"/></define>'
    (fault,) = faults(grammar(f'{other}<define name="a"><empty/></define>'))
    assert fault.help == ("did you mean aa.attributes?",)


def test_definition_that_nothing_refers_to_may_refer_to_itself() -> None:
    assert root(grammar('<define name="a"><text/></define><define name="b"><ref name="b"/></define>')).content is TEXT


def test_definition_that_refers_to_itself_is_looked_at() -> None:
    unused = '\n<define name="b"><ref name="b"/><data type="x"/></define>'
    assert rules(grammar(f'<define name="a"><text/></define>{unused}')) == [("datatype", 2, 33)]


def test_all_faults_are_told() -> None:
    schema = grammar('\n<define name="a"><ref name="b"/></define>\n<define name="c"><data type="x"/></define>')
    assert rules(schema) == [("undefined", 2, 18), ("datatype", 3, 18)]


def test_endless_nesting_is_refused() -> None:
    inside = "<optional>" * 300 + "<text/>" + "</optional>" * 300
    assert [rule for rule, _, _ in rules(grammar(f'<define name="a">{inside}</define>'))] == ["too-deep"]
