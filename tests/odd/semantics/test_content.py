"""Content models, and what is lost in them (docs/odd-semantics.md, Content models)."""

from pathlib import Path

import pytest
from made import made, model, one, refused, told, write


def body(content: str, inside: str = "") -> str:
    return f'<elementSpec ident="body" mode="change"><content>{content}</content></elementSpec>\n{inside}'


def sub_class() -> str:
    """Return a class with a member of its own and one through another class; their order is a, b, c."""
    classes = '<classSpec ident="model.big" type="model" module="own"/>'
    classes += '<classSpec ident="model.small" type="model" module="own"><classes><memberOf key="model.big"/></classes>'
    members = "".join(
        f'<elementSpec ident="{ident}" module="own"><classes><memberOf key="{key}"/></classes></elementSpec>'
        for ident, key in (("a", "model.big"), ("b", "model.small"), ("c", "model.small"))
    )
    return f"{classes}</classSpec>{members}"


@pytest.mark.parametrize(
    "content, expected",
    [
        ("<empty/>", "empty"),
        ("<textNode/>", "text"),
        ('<elementRef key="p" minOccurs="2" maxOccurs="4"/>', "p, p, p?, p?"),
        ('<elementRef key="p" minOccurs="0" maxOccurs="3"/>', "p?, p?, p?"),
        ('<elementRef key="p" minOccurs="3" maxOccurs="unbounded"/>', "p, p, p+"),
        (
            '<sequence minOccurs="0" maxOccurs="2"><elementRef key="p"/><elementRef key="head"/></sequence>',
            "(p, head, (p, head)?)?",
        ),
        (
            '<sequence preserveOrder="false"><elementRef key="p"/><elementRef key="head" minOccurs="0"/></sequence>',
            "p & head?",
        ),
        ('<interleave><elementRef key="p"/><elementRef key="head"/></interleave>', "p & head"),
        ('<alternate maxOccurs="unbounded"><elementRef key="p"/><textNode/></alternate>', "(p | text)+"),
        ('<macroRef key="macro.para"/>', "(text | hi | note)*"),
        ('<classRef key="model.block" minOccurs="0"/>', r"(p | \list)?"),
        (
            '<rng:oneOrMore><rng:choice><rng:ref name="p"/><rng:ref name="model.phrase"/></rng:choice></rng:oneOrMore>',
            "(p | hi | note)+",
        ),
        ('<rng:mixed><rng:ref name="p"/></rng:mixed>', "text & p"),
        ('<rng:ref name="model.phrase_sequenceOptional"/>', "hi?, note?"),
        ("<rng:notAllowed/>", "notAllowed"),
    ],
)
def test_content_models(content: str, expected: str, tmp_path: Path) -> None:
    schema = made(write(tmp_path, body(content)))
    assert schema.content("body") == model(expected)
    assert schema.findings == []


@pytest.mark.parametrize(
    "written, expected",
    [
        ("", "a | b | c"),
        ('expand="alternation"', "a | b | c"),
        ('expand="sequence"', "a, b, c"),
        ('expand="sequenceOptional"', "a?, b?, c?"),
        ('expand="sequenceRepeatable"', "a+, b+, c+"),
        ('expand="sequenceOptionalRepeatable"', "a*, b*, c*"),
        ('include="a b"', "a | b"),
        ('except="b"', "a | c"),
        ('except="model.small"', "a"),
        ('include="model.small"', "b | c"),
        ('expand="sequence" except="b"', "a, c"),
    ],
)
def test_references_to_a_class(written: str, expected: str, tmp_path: Path) -> None:
    schema = made(write(tmp_path, body(f'<elementRef key="head"/><classRef key="model.big" {written}/>', sub_class())))
    assert schema.content("body") == model(f"head, ({expected})")


def test_any_element_is_one_of_the_namespaces_that_are_asked_for(tmp_path: Path) -> None:
    inside = body('<anyElement require="http://example.org/a http://example.org/b" except="http://example.org/b"/>')
    assert made(write(tmp_path, inside)).content("body") == one("{http://example.org/a}*")
    inside = body('<anyElement require="http://example.org/a" except="http://example.org/a"/><elementRef key="p"/>')
    assert made(write(tmp_path, inside)).content("body") == model("notAllowed")


def test_data_stand_in_content(tmp_path: Path) -> None:
    inside = body(
        '<alternate><dataRef key="teidata.count"/><valList type="closed"><valItem ident="many"/></valList></alternate>'
    )
    assert made(write(tmp_path, inside)).content("body") == one('#"many"', "#data:nonNegativeInteger")
    inside = body('<sequence><dataRef name="integer"/><dataRef name="string"/></sequence>')
    assert made(write(tmp_path, inside)).content("body") == one("#list(data:integer,data:string)")


# What is lost


def test_a_reference_to_what_is_not_there_is_left_out(tmp_path: Path) -> None:
    inside = body('<sequence><elementRef key="pp"/><elementRef key="p"/><elementRef key="gap"/></sequence>')
    path = write(tmp_path, inside)
    schema = made(path)
    assert schema.content("body") == model("p")
    assert schema.findings == ["odd.dangling 3:1-3:41"] * 2
    gap, pp = sorted(told(path))
    assert gap[1] == (
        'it is in the module extra: to have it, write <elementRef key="gap"/> into the <schemaSpec>',
        "the reference is left out",
    )
    assert pp == ("<body> refers to the element pp, which the schema does not have", ("the reference is left out",))


def test_an_alternative_that_has_lost_everything_is_none(tmp_path: Path) -> None:
    lost = '<sequence><elementRef key="hi"/><elementRef key="note"/></sequence>'
    deleted = '<elementSpec ident="hi" mode="delete"/><elementSpec ident="note" mode="delete"/>'
    inside = body(f'<alternate><elementRef key="p" maxOccurs="unbounded"/>{lost}</alternate>', deleted)
    schema = made(write(tmp_path, inside))
    assert schema.content("body") == model("p+")
    assert schema.findings == []


def test_a_deleted_element_that_others_require_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, '<elementSpec ident="item" mode="delete"/>')
    schema = made(path)
    assert schema.content("list") == model("head?")
    assert schema.findings == ["odd.required-child 3:1-3:42"]
    assert told(path)[0][0] == "<item> is deleted, but required by <list>, which is valid without it now"
    # Nothing is said where an alternative is left, or the owner is gone too.
    assert made(write(tmp_path, '<elementSpec ident="hi" mode="delete"/>')).findings == []
    inside = '<elementSpec ident="item" mode="delete"/><elementSpec ident="list" mode="delete"/>'
    assert made(write(tmp_path, inside)).findings == []


def test_a_class_without_members_allows_nothing(tmp_path: Path) -> None:
    none = '<classSpec ident="model.none" type="model" module="own"/>'
    path = write(tmp_path, body('<sequence><classRef key="model.none"/><elementRef key="p"/></sequence>', none))
    assert made(path).content("body") == model("notAllowed")
    assert made(path).findings == ["odd.empty-class 3:1-3:41"]
    for content in (
        '<classRef key="model.none" minOccurs="0"/><elementRef key="p"/>',
        '<alternate><classRef key="model.none"/><elementRef key="p"/></alternate>',
    ):
        schema = made(write(tmp_path, body(content, none)))
        assert schema.content("body") == model("p")
        assert schema.findings == []


def test_a_deleted_class_is_left_out(tmp_path: Path) -> None:
    inside = '<classSpec ident="model.listLike" type="model" mode="delete"/>'
    schema = made(write(tmp_path, inside))
    assert schema.content("body") == model("p+")
    assert schema.findings == []


def test_an_element_that_is_meant_to_be_a_class_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, body('<elementRef key="model.block"/>'))
    assert made(path).findings == ["odd.kind 3:1-3:41"]
    assert told(path)[0][1] == ('write <classRef key="model.block"/>',)


def test_elements_that_no_document_can_have_are_told(tmp_path: Path) -> None:
    path = write(tmp_path, '<elementSpec ident="new" module="own"><content><textNode/></content></elementSpec>')
    assert made(path).findings == ["odd.unreachable 3:1-3:39"]
    member = '<classes><memberOf key="model.phras"/></classes>'
    path = write(tmp_path, f'<elementSpec ident="new" module="own">{member}</elementSpec>')
    assert told(path)[0][1] == (
        "the schema has no class model.phras, of which it is a member: did you mean model.phrase?",
    )
    many = "".join(f'<elementSpec ident="new{number}" module="own"/>' for number in range(5))
    path = write(tmp_path, many)
    assert made(path).findings == ["odd.unreachable 2:1-2:55"]
    assert told(path)[0][0] == "no document can have 5 elements that are specified here: <new0>, <new1>, <new2> …"


def test_more_than_at_most_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, body('<elementRef key="p" minOccurs="2"/>'))
    assert refused(path) == ["odd.occurrence 3:70-3:83"]
    assert told(path)[0][1] == ('maxOccurs is 1 where nothing is written: add maxOccurs="2" or maxOccurs="unbounded"',)
