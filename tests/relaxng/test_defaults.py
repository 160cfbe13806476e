"""RELAX NG DTD Compatibility, section 4: default values that no document could be completed with are warnings."""

from pathlib import Path

import pytest

from tei import relaxng
from tei.diagnostics import Severity
from tei.errors import SchemaError

DECLARED = 'namespace a = "http://relaxng.org/ns/compatibility/annotations/1.0"\n'
X = '[ a:defaultValue = "x" ]\nattribute v { text }'
OTHERS = "'y' | list { 'x', 'x' }"
OPTIONAL = "an attribute with a default value must be optional, whatever else the element has"
DIFFERENT = "the attribute v of <e> has not everywhere the default value “x”"


def warnings(folder: Path, text: str) -> list[tuple[int, int, str]]:
    path = folder / "schema.rnc"
    path.write_text(f"{DECLARED}start = {text}", encoding="utf-8")
    assert relaxng.load(path).path == str(path)
    found = relaxng.check_defaults(path)
    assert {(one.rule, one.severity, one.path) for one in found} <= {
        ("rng.schema.default-value", Severity.WARNING, str(path))
    }
    return [
        (one.span.line, one.span.column, one.message.removesuffix(" (DTD compatibility, section 4)")) for one in found
    ]


@pytest.mark.parametrize(
    "text, expected",
    [
        (f"element e {{ {X} }}", (3, 1, OPTIONAL)),
        (f"element e {{ ({X} | attribute w {{ text }})? }}", (3, 1, OPTIONAL)),
        (f"element e {{ ({X} | attribute w {{ text }} | empty) }}", (3, 1, OPTIONAL)),
        (
            f"element e {{ {X.replace('v {', 'v|w {')}? }}",
            (3, 1, "an attribute with a default value must have one name"),
        ),
        (
            f"element e {{ ({X} | element f {{ empty }})* }}",
            (3, 1, "an attribute with a default value cannot be repeated"),
        ),
        (
            f"element * {{ {X}? }}",
            (2, 9, "an element with a default value for an attribute must have names that can be listed"),
        ),
        (
            f"element e {{ {X.replace('text', 'xsd:int')}? }}",
            (3, 1, "the default value “x” is not one that the attribute can have"),
        ),
        (
            f"element e {{ {X.replace('text', OTHERS)}? }}",
            (3, 1, "the default value “x” is not one that the attribute can have"),
        ),
        (
            f"element e {{ {X.replace('text', 'xsd:QName')}? }}",
            (3, 1, "what the default value “x” means depends on where it stands"),
        ),
        (f"element e {{ {X}?, element e {{ empty }}? }}", (3, 1, DIFFERENT)),
        (f"element e {{ {X}?, element e {{ attribute v {{ text }}? }}? }}", (3, 1, DIFFERENT)),
        (f"element e {{ {X}?, element * {{ empty }}? }}", (3, 1, DIFFERENT)),
        (f"element e|f {{ {X}?, element e|g {{ empty }}? }}", (3, 1, DIFFERENT)),
    ],
)
def test_default_value_that_could_not_be_supplied_is_told(
    tmp_path: Path, text: str, expected: tuple[int, int, str]
) -> None:
    assert warnings(tmp_path, text) == [expected]


def test_two_default_values_of_one_attribute_are_told(tmp_path: Path) -> None:
    other = X.replace('"x"', '"y"')
    text = f"element e {{ {X}?, element e {{ {other}? }}? }}"
    assert [message[-3:] for _line, _column, message in warnings(tmp_path, text)] == ["“y”"]


@pytest.mark.parametrize(
    "text",
    [
        f"element e {{ {X}? }}",
        f"element e {{ ({X}?, attribute w {{ text }})? }}",
        f"element e {{ {X}? & attribute w {{ text }}? & text }}",
        f"element e|f {{ ({X} | empty), element f {{ {X}?, empty }}? }}",
        f"element e {{ {X.replace('text', 'list { xsd:token, xsd:int* }')}? }}",
        f"element e {{ {X}?, element * - e {{ empty }}? }}",
        f"element e {{ empty }} unused = element f {{ {X} }}",
        "element e { attribute v { text } }",
    ],
)
def test_default_value_that_can_be_supplied_is_fine(tmp_path: Path, text: str) -> None:
    assert warnings(tmp_path, text) == []


def test_same_attribute_is_judged_where_it_stands(tmp_path: Path) -> None:
    text = f"element r {{ element e {{ {X}? }}, element f {{ {X} }} }}"
    assert warnings(tmp_path, text) == [(4, 1, OPTIONAL)]


def test_what_is_no_schema_has_no_warnings(tmp_path: Path) -> None:
    path = tmp_path / "x.rnc"
    path.write_text("start = absent", encoding="utf-8")
    with pytest.raises(SchemaError):
        relaxng.check_defaults(path)


def test_default_values_of_tei_are_fine(shared_data: Path) -> None:
    path = shared_data / "p5" / "tei_all.rng"
    assert path.read_text(encoding="utf-8").count("a:defaultValue=") > 50
    assert relaxng.check_defaults(path) == []
