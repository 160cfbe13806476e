"""Schemas that were made to do harm: each ends with a finding, and before it costs much."""

from pathlib import Path

import pytest

from tei import relaxng
from tei.errors import SchemaError

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
LEVELS = 30


def faults(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(SchemaError) as caught:
        relaxng.load(path)
    return [(fault.rule.removeprefix("rng.schema."), fault.message) for fault in caught.value.diagnostics]


def chain(folder: Path, level: str, last: str) -> Path:
    """Return a schema that leads through 30 files; in *level*, ``NEXT`` stands for the name of the next."""
    for number in range(LEVELS):
        text = level.replace("NEXT", f"'{number + 1}.rnc'")
        (folder / f"{number}.rnc").write_text(text, encoding="utf-8")
    (folder / f"{LEVELS}.rnc").write_text(last, encoding="utf-8")
    main = folder / "main.rnc"
    main.write_text("start = element r { external '0.rnc' }", encoding="utf-8")
    return main


def schema(folder: Path, text: str, name: str = "main.rnc") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("level", ["element a { external NEXT, external NEXT }", "external NEXT | external NEXT"])
def test_files_that_multiply_are_read_once(tmp_path: Path, level: str) -> None:
    grammar = relaxng.load(chain(tmp_path, level, "element z { empty }"))
    assert [finding.rule for finding in grammar.validate(b"<r/>")] == ["rng.content-incomplete"]


PATTERNS = ("too-large", "the grammar comes to more than 1,000,000 patterns")
INTERLEAVED = ("too-large", "an interleave has more than 2,000 parts")
ATTRIBUTES = ("too-large", "more than 2,000 attributes stand in one group or interleave")
INCLUDED = ("too-large", "more than 2,000 files or 1,000,000 definitions are included, each as often as it is")


def test_sequence_that_multiplies_through_files_is_refused(tmp_path: Path) -> None:
    assert faults(chain(tmp_path, "external NEXT, external NEXT", "element z { empty }")) == [PATTERNS]


def test_interleave_that_multiplies_through_files_is_refused(tmp_path: Path) -> None:
    assert faults(chain(tmp_path, "external NEXT & external NEXT", "element z { empty }")) == [INTERLEAVED]


def test_interleave_that_multiplies_through_definitions_is_refused(tmp_path: Path) -> None:
    definitions = "".join(f"\nd{number} = d{number + 1} & d{number + 1}" for number in range(LEVELS))
    text = f"start = element r {{ d0 }}{definitions}\nd{LEVELS} = element z {{ empty }}"
    assert faults(schema(tmp_path, text)) == [INTERLEAVED]


def test_choice_that_multiplies_is_refused(tmp_path: Path) -> None:
    definitions = "".join(
        f"\nd{number} = d{number + 1} | (d{number + 1}, element e{number} {{ empty }})" for number in range(LEVELS)
    )
    text = f"start = element r {{ d0 }}{definitions}\nd{LEVELS} = element z {{ empty }}"
    assert faults(schema(tmp_path, text)) == [("too-large", "a content comes to more than 1,000,000 patterns")]


def test_nesting_through_definitions_is_refused(tmp_path: Path) -> None:
    definitions = "".join(f"\nd{number} = d{number + 1}?, element e {{ empty }}" for number in range(200))
    text = f"start = element r {{ d0 }}{definitions}\nd200 = element z {{ empty }}"
    assert faults(schema(tmp_path, text)) == [("too-deep", "patterns are nested more than 150 deep")]


def test_nesting_up_to_the_limit_is_no_hindrance(tmp_path: Path) -> None:
    definitions = "".join(f"\nd{number} = d{number + 1}?, element e {{ empty }}" for number in range(73))
    text = f"start = element r {{ d0 }}{definitions}\nd73 = element z {{ empty }}"
    grammar = relaxng.load(schema(tmp_path, text))
    assert grammar.validate(f"<r><z/>{'<e/>' * 73}</r>".encode()) == []
    assert [finding.rule for finding in grammar.validate(b"<r><e/><x/></r>")] == ["rng.element-not-allowed"]


def test_inclusion_that_multiplies_is_refused(tmp_path: Path) -> None:
    main = chain(tmp_path, "include NEXT\ninclude NEXT", "x |= empty")
    main.write_text("include '0.rnc'\nstart = element r { empty }", encoding="utf-8")
    assert faults(main) == [INCLUDED]


def test_attributes_without_measure_are_refused(tmp_path: Path) -> None:
    attributes = ", ".join(f"attribute a{number} {{ text }}" for number in range(2_001))
    assert faults(schema(tmp_path, f"start = element r {{ {attributes} }}")) == [ATTRIBUTES]


@pytest.mark.parametrize("most", [100, pytest.param(2_000, marks=pytest.mark.full)])
def test_as_many_attributes_as_may_be_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("tei.relaxng.restrictions._MOST_ATTRIBUTES", most)
    attributes = ", ".join(f"attribute a{number} {{ text }}" for number in range(most + 1))
    assert faults(schema(tmp_path, f"start = element r {{ {attributes} }}")) == [
        ("too-large", f"more than {most:,} attributes stand in one group or interleave")
    ]
    fewer = attributes.partition(", ")[2]
    assert len(relaxng.load(schema(tmp_path, f"start = element r {{ {fewer} }}")).validate(b"<r/>")) == most


def test_name_class_of_thousands_is_looked_up_and_not_searched(tmp_path: Path) -> None:
    names = "|".join(f"e{number}" for number in range(20_000))
    others = f"element * - ({names}) {{ empty }}"
    grammar = relaxng.load(schema(tmp_path, f"start = element {names} {{ {others} & element {names} {{ empty }} }}"))
    assert grammar.validate(b"<e7><x/><e19999/></e7>") == []


@pytest.mark.parametrize(
    "href",
    ["a%00b", "http://[::1", "//[", "%ED%A0%80", "a" * 5_000, ".", "/", "file:", "file:///", "C:\\x", "?", "", "a\tb"],
)
def test_address_that_is_none_is_a_finding(tmp_path: Path, href: str) -> None:
    text = f'<element {RNG} name="a"><externalRef href="{href}"/></element>'
    assert {rule for rule, _message in faults(schema(tmp_path, text, "main.rng"))} == {"reference"}


def test_base_that_is_no_address_is_a_finding(tmp_path: Path) -> None:
    text = f'<externalRef {RNG} xml:base="http://[" href="x.rng"/>'
    assert {rule for rule, _message in faults(schema(tmp_path, text, "main.rng"))} == {"reference"}


def test_links_in_a_circle_are_a_finding(tmp_path: Path) -> None:
    (tmp_path / "one.rng").symlink_to(tmp_path / "two.rng")
    (tmp_path / "two.rng").symlink_to(tmp_path / "one.rng")
    text = f'<externalRef {RNG} href="one.rng"/>'
    assert {rule for rule, _message in faults(schema(tmp_path, text, "main.rng"))} == {"reference"}
