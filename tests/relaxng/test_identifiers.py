"""RELAX NG DTD Compatibility, section 5: which schemas let identifiers be known, and what ours says of the others."""

import subprocess
from pathlib import Path

import pytest

from tei import relaxng
from tei.errors import SchemaError
from tei.relaxng.compilation import compiled
from tei.relaxng.validator import Validator

OTHER = "datatypes d='http://relaxng.org/ns/compatibility/datatypes/1.0'\n"
CONFLICT = "the attribute id of <a> is of {} elsewhere (DTD compatibility, section 5)"
PART = "{} can only be the whole value of an attribute (DTD compatibility, section 5)"
ONE_NAME = "an attribute of the ID-type ID must have one name (DTD compatibility, section 5)"
LISTED = (
    "an element with an attribute of the ID-type ID must have names that can be listed (DTD compatibility, section 5)"
)

REFUSED = [
    (
        "element a { attribute id { xsd:ID },\nelement a { attribute id { xsd:IDREF } }? }",
        (2, 13),
        CONFLICT.format("type IDREF here and of type ID"),
    ),
    (
        "element a { attribute id { xsd:ID },\nelement a { attribute id { text } }? }",
        (2, 13),
        CONFLICT.format("no ID-type here and of type ID"),
    ),
    (
        "element a { attribute id { xsd:IDREFS },\nelement * { attribute * { text }* }? }",
        (2, 13),
        CONFLICT.format("no ID-type here and of type IDREFS"),
    ),
    (
        "element r { element * - x { attribute id { 'x' } }*,\nelement a { attribute id { xsd:ID - 'x' } } }",
        (1, 29),
        CONFLICT.format("no ID-type here and of type ID"),
    ),
    (
        "element a { attribute id { xsd:ID }\n| attribute id { list { xsd:token } } }",
        (2, 3),
        CONFLICT.format("no ID-type here and of type ID"),
    ),
    ("\nelement * { attribute id { xsd:ID } }", (2, 1), LISTED),
    ("element r {\nelement * - (a|b) { attribute id { xsd:ID } } }", (2, 1), LISTED),
    ("element a {\nattribute id|x { xsd:ID } }", (2, 1), ONE_NAME),
    ("element a { attribute id {\nxsd:ID | xsd:NMTOKEN } }", (2, 1), PART.format("ID")),
    ("element a { attribute id { list {\nxsd:IDREF* } } }", (2, 1), PART.format("IDREF")),
    ("element a { attribute id { xsd:NMTOKEN -\nxsd:ID } }", (2, 1), PART.format("ID")),
    ("element a { attribute id { xsd:NMTOKEN -\n(xsd:Name - xsd:ID) } }", (2, 13), PART.format("ID")),
    ("element a {\nxsd:ID }", (2, 1), PART.format("ID")),
    ("element a { list {\nxsd:IDREFS+ } }", (2, 1), PART.format("IDREFS")),
    ("element a { element b {\nxsd:IDREF 'a' }? }", (2, 1), PART.format("IDREF")),
]
ACCEPTED = [
    "element a { attribute id { xsd:ID }, element b { attribute id { xsd:IDREF } } }",
    "element a { attribute id { xsd:ID }, element a { empty }? }",
    "element a { attribute id { xsd:ID }, element * - a { attribute * { text }* }? }",
    "element a { attribute id { xsd:ID }, element * { attribute * - id { text }* }? }",
    "element a { attribute id { xsd:ID }, element b { attribute * { text }* } }",
    "element a|b { attribute id { xsd:ID } }",
    "element a { attribute id { xsd:ID | xsd:ID } }",
    "element a { attribute id { xsd:ID - 'a' } | attribute id { xsd:ID 'a' } }",
    "element a { attribute id { notAllowed | xsd:ID } }",
    "element a { attribute id { xsd:ID }, element a { attribute id { text }, notAllowed }? }",
    "element a { attribute id { text }? } unused = element a { attribute id { xsd:ID } | xsd:ID }",
    "element a { attribute id { xsd:ID }?, attribute n { xsd:ID }? }",
    "element a { attribute id { xsd:ENTITY }, xsd:ENTITIES }",
]


def schema(text: str) -> str:
    """Return *text* with its start on the first line, and without its own declarations."""
    return f"start = {text}"


@pytest.mark.parametrize("text, place, message", REFUSED)
def test_schema_that_leaves_identifiers_open_is_refused(text: str, place: tuple[int, int], message: str) -> None:
    with pytest.raises(SchemaError) as caught:
        compiled(f"start =\n{text}".encode(), "schema.rnc")
    (fault,) = caught.value.diagnostics
    line, column = place
    assert (fault.rule, fault.message) == ("rng.schema.id-type", message)
    assert (fault.span.line, fault.span.column) == (line + 1, column)
    assert "--no-ids" in fault.help[0]


@pytest.mark.parametrize("text", ACCEPTED)
def test_what_is_close_to_that_is_accepted(text: str) -> None:
    assert compiled(schema(text).encode(), "schema.rnc").table.elements


@pytest.mark.parametrize("text", [text for text, _place, _message in REFUSED])
def test_schema_is_accepted_where_identifiers_do_not_count(text: str) -> None:
    assert compiled(schema(text).encode(), "schema.rnc", with_identifiers=False).table.elements


def test_both_libraries_have_the_same_identifiers() -> None:
    same = OTHER + schema("element a { attribute id { d:ID }, element a { attribute id { xsd:ID } }? }")
    assert compiled(same.encode(), "schema.rnc").table.elements
    with pytest.raises(SchemaError, match="of type ID elsewhere"):
        compiled(same.replace("xsd:ID", "xsd:IDREF").encode(), "schema.rnc")


def test_conflict_is_told_once_however_many_elements_are_concerned() -> None:
    elements = " | ".join(f"element e{number} {{ attribute id {{ xsd:ID }} }}" for number in range(9))
    with pytest.raises(SchemaError) as caught:
        compiled(schema(f"element r {{ {elements} | element * {{ attribute id {{ text }} }} }}").encode(), "schema.rnc")
    (fault,) = caught.value.diagnostics
    assert "of <e" in fault.message


def test_what_nothing_refers_to_makes_no_identifiers() -> None:
    used = "start = a\na = element a { attribute id { text }?, (a | element b { empty })* }\n"
    made = compiled(f"{used}unused = element a {{ attribute id {{ xsd:ID }} }}".encode(), "schema.rnc")
    findings = Validator(made.start, made.table).validate(b"<a id='x'><a id='x'/><c/></a>")
    assert [finding.rule for finding in findings] == ["rng.element-not-allowed"]


@pytest.mark.parametrize("ids", [True, False])
def test_verdict_on_the_schema_is_that_of_jing(jing: str, tmp_path: Path, *, ids: bool) -> None:
    texts = ACCEPTED[::4] + [text for text, _place, _message in REFUSED[::5]]
    document = tmp_path / "x.xml"
    document.write_text("<none/>", encoding="utf-8")
    for text in texts:
        path = tmp_path / "x.rnc"
        path.write_text(schema(text), encoding="utf-8")
        words = [jing, *([] if ids else ["-i"]), "-c", str(path), str(document)]
        said = subprocess.run(words, capture_output=True, text=True, check=False).stdout
        try:
            relaxng.load(path, ids=ids)
        except SchemaError:
            assert "ID-type" in said, text
        else:
            assert "ID-type" not in said, text
