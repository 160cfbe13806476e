"""Section 7 of the specification: what a grammar must not be, and where ours says that it is."""

import pytest

from tei.errors import SchemaError
from tei.relaxng import compilation, sources
from tei.relaxng.patterns import ElementPattern

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'


def compiled(schema: str) -> compilation.Grammar:
    return compilation.simplified(sources.read(schema.encode(), "schema.rng"), sources.nothing)


def faults(schema: str) -> list[tuple[str, int, int, str]]:
    with pytest.raises(SchemaError) as caught:
        compiled(schema)
    return [
        (fault.rule.removeprefix("rng.schema."), fault.span.line, fault.span.column, fault.message[-6:-1])
        for fault in caught.value.diagnostics
    ]


def element(inside: str) -> str:
    return f'<element {RNG} name="root">{inside}</element>'


A, B = '<attribute name="a"/>', '<attribute name="b"/>'
E, F = '<element name="e"><empty/></element>', '<element name="f"><empty/></element>'
DATA, VALUE = '<data type="token"/>', "<value>x</value>"
ANY = "<attribute>\n<anyName/></attribute>"


@pytest.mark.parametrize(
    "inside, expected",
    [
        (f'<attribute name="a">\n{E}</attribute>', ("path", 2, 1, "7.1.1")),
        (f'<attribute name="a"><optional>\n{B}</optional></attribute>', ("path", 2, 1, "7.1.1")),
        (f"<oneOrMore><group>{E}\n{A}</group></oneOrMore>", ("path", 2, 1, "7.1.2")),
        (f"<zeroOrMore><interleave>{E}\n{A}</interleave></zeroOrMore>", ("path", 2, 1, "7.1.2")),
        (f"<list>\n{E}</list>", ("path", 2, 1, "7.1.3")),
        ("<list>\n<text/></list>", ("path", 2, 1, "7.1.3")),
        (f"<list><oneOrMore>\n{A}</oneOrMore></list>", ("path", 2, 1, "7.1.3")),
        (f"<list>\n<list>{DATA}</list></list>", ("path", 2, 1, "7.1.3")),
        (f"<list>\n<interleave>{DATA}{VALUE}</interleave></list>", ("path", 2, 1, "7.1.3")),
        ('<data type="token"><except>\n<text/></except></data>', ("path", 2, 1, "7.1.4")),
        (f'<data type="token"><except>\n<group>{VALUE}{VALUE}</group></except></data>', ("path", 2, 1, "7.1.4")),
        (f"{DATA}\n{VALUE}", ("string-sequence", 1, 66, "n 7.2")),
        (f"{E}\n{DATA}", ("string-sequence", 2, 1, "n 7.2")),
        (f"<oneOrMore>\n{DATA}</oneOrMore>", ("string-sequence", 2, 1, "n 7.2")),
        (f"<mixed>\n{DATA}</mixed>", ("string-sequence", 2, 1, "n 7.2")),
        (f"<group>{E}</group><choice><empty/>\n<list>{DATA}</list></choice>", ("string-sequence", 2, 1, "n 7.2")),
        (f"{A}{B}\n{A}", ("attributes", 2, 1, "n 7.3")),
        (f"<interleave>{A}<optional>\n{A}</optional></interleave>", ("attributes", 2, 1, "n 7.3")),
        (f"{A}<zeroOrMore>\n{ANY}</zeroOrMore>", ("attributes", 2, 1, "n 7.3")),
        (f"<optional>\n{ANY}</optional>", ("attributes", 2, 1, "n 7.3")),
        (f"<interleave>{E}<group>{F}\n{E}</group></interleave>", ("interleave", 2, 1, "n 7.4")),
        (f"<interleave>{E}\n<element><anyName/><text/></element></interleave>", ("interleave", 2, 1, "n 7.4")),
        ("<interleave><text/><optional>\n<text/></optional></interleave>", ("interleave", 2, 1, "n 7.4")),
        ("<mixed>\n<text/></mixed>", ("interleave", 2, 1, "n 7.4")),
    ],
)  # fmt: skip
def test_violation_is_named_at_its_place(inside: str, expected: tuple[str, int, int, str]) -> None:
    assert faults(element(inside)) == [expected]


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(f'<attribute name="a">{DATA}</attribute>{DATA}', id="data beside an attribute"),
        pytest.param(f"<list>{DATA}{VALUE}<oneOrMore>{DATA}</oneOrMore></list>", id="sequence in a list"),
        pytest.param(f"<choice>{DATA}<group>{E}<text/></group></choice>", id="data or elements"),
        pytest.param(f"<choice>{A}<group>{A}{B}</group></choice>", id="attribute in two choices"),
        pytest.param(f"<zeroOrMore>{ANY}</zeroOrMore>", id="any attributes"),
        pytest.param(f"<zeroOrMore><choice>{A}{E}</choice></zeroOrMore>", id="repeated attribute in a choice"),
        pytest.param(f"<group>{E}{E}</group>", id="element twice in a group"),
        pytest.param(f"<interleave>{E}{F}<text/></interleave>", id="different elements in an interleave"),
        pytest.param(f'<data type="token"><except><choice>{VALUE}{DATA}</choice></except></data>', id="exception"),
        pytest.param(f"<notAllowed/>{DATA}{DATA}", id="what is not allowed does not count"),
    ],
)
def test_what_is_close_to_a_violation_is_accepted(inside: str) -> None:
    assert isinstance(compiled(element(inside)).start, ElementPattern)


@pytest.mark.parametrize(
    "start, thing",
    [
        (A, "an attribute"),
        (DATA, "data"),
        (VALUE, "a value"),
        ("<text/>", "text"),
        ("<empty/>", "empty"),
        (f"<list>{DATA}</list>", "a list"),
        (f"<group>{E}{F}</group>", "a group"),
        (f"<interleave>{E}{F}</interleave>", "an interleave"),
        (f"<oneOrMore>{E}</oneOrMore>", "oneOrMore"),
        (f"<choice>{E}<text/></choice>", "text"),
    ],
)
def test_start_is_one_element(start: str, thing: str) -> None:
    with pytest.raises(SchemaError) as caught:
        compiled(f"<grammar {RNG}><start>{start}</start></grammar>")
    (fault,) = caught.value.diagnostics
    assert fault.rule == "rng.schema.path"
    assert fault.message == f"the start has {thing}, but a document begins with one element (section 7.1.5)"


def test_violation_stands_where_it_is_and_not_where_the_same_pattern_is_right() -> None:
    right = f'<element name="right">{A}</element>'
    assert faults(element(f"{right}\n{A}{B}\n{A}")) == [("attributes", 3, 1, "n 7.3")]


def test_violation_in_a_definition_is_told_once() -> None:
    definition = f'\n<define name="twice">{A}{A}</define>'
    users = "".join(f'<element name="e{number}"><ref name="twice"/></element>' for number in range(3))
    schema = f"<grammar {RNG}><start><choice>{users}</choice></start>{definition}</grammar>"
    assert faults(schema) == [("attributes", 2, 43, "n 7.3")]


def test_definition_that_nothing_refers_to_is_free() -> None:
    schema = f'<grammar {RNG}><start>{E}</start><define name="unused">{DATA}{DATA}</define></grammar>'
    assert isinstance(compiled(schema).start, ElementPattern)
