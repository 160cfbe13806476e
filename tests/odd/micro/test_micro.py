"""ODDs with one rule each: what the design says that they should give, in the grammar, the rules and the findings.

The ODDs lie beside the checkout; ``tests/odd/semantics`` tests the same rules with nothing but the checkout.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree
from made import Made, any_of, made, model, one, refused

from tei.names import SCH, TEI
from tei.odd.compiling import compile_odd

WORD = r"data:token{pattern=[^\p{C}\p{Z}]+}"
POINTER = r"data:anyURI{pattern=\S+}"
_PLACES = ["above", "below", "bottom", "end", "inline", "inspace", "left", "margin", "opposite", "overleaf", "right"]
PLACES = "|".join(f'"{place}"' for place in [*_PLACES, "top"])
POINTERS = f"opt list(oneOrMore({POINTER}))"
EX = "{http://example.org/ns}"


class Expected(NamedTuple):
    """What one ODD should give.

    *contents* are content models in compact syntax; *attributes* by element and name, None for one that is not there;
    *findings* are rules, in their order; *absent* are elements that no document has.
    """

    contents: Mapping[str, str] = {}
    attributes: Mapping[str, str | None] = {}
    findings: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


EXPECTED = {
    "m01_include_empty": Expected(attributes={"p@ana": POINTERS}, absent=("s", "w", "interp")),
    "m02_expand_nested": Expected(
        {
            "x": "a?, b?, c?",
            "y": "a, b, c",
            "z": "a | b | c",
            "w": "(a | b | c)+",
            "v": "a*, b*, c*",
            "u": "a+, b+, c+",
        }
    ),
    "m03_classref_except": Expected({"x": "(a | b), p", "y": "(a | b)*", "z": "b | c | text"}),
    "m05_class_deleted_override": Expected(
        attributes={"p@rend": None, "p@style": None, "p@rendition": None}, findings=("odd.no-such-attribute",)
    ),
    "m06_classatt_deleted_override": Expected(
        attributes={"p@rend": None, "p@style": "opt data:string"}, findings=("odd.no-such-attribute",)
    ),
    "m07_element_deletes_classatt": Expected(
        attributes={
            "p@rend": None,
            "p@{http://www.w3.org/XML/1998/namespace}id": None,
            "p@style": "opt data:string",
            "head@rend": f"opt list(oneOrMore({WORD}))",
        }
    ),
    "m08_vallist_change_notype": Expected(
        attributes={
            "correction@status": 'opt ("high"|"medium"|"unknown"|"zz")',
            "idno@type": f'opt ("ARK"|"DOI"|"ESTC"|"ISBN"|"ISSN"|"OCLC"|"URI"|"VIAF"|{WORD})',
        }
    ),
    "m09_vallist_semi_closed": Expected(
        attributes={
            "x@s": 'opt ("v1"|data:nonNegativeInteger)',
            "x@o": "opt data:nonNegativeInteger",
            "x@c": 'opt ("v 2"|"v1")',
            "x@n": "opt text",
            "x@l": 'opt list(oneOrMore(("v1"|"v2")))',
        }
    ),
    "m10_choice_in_class": Expected(
        attributes={f"{name}@{attribute}": "opt data:string" for name in "xyz" for attribute in "ab"}
    ),
    "m11_delete_in_nested_attlist": Expected(
        attributes={"moduleRef@include": None, "moduleRef@except": None, "moduleRef@key": "opt data:NCName"}
    ),
    "m12_required_child_deleted": Expected(
        {"fileDesc": "editionStmt?, extent?, seriesStmt*, notesStmt?, sourceDesc+"},
        findings=("odd.required-child", "odd.required-child"),
    ),
    "m14_two_changes": Expected({"p": "text"}, {"p@rend": None}, findings=("odd.repeated",)),
    "m15_same_ident_other_ns": Expected({f"{EX}ab": "text"}, absent=("ab",)),
    "m16_altident": Expected(
        attributes={"para@rend": None, "para@look": f"opt list(oneOrMore({WORD}))", "para@kind": 'opt "alpha"'},
        findings=("odd.rule-context", "odd.rule-context"),
        contexts=("tei:para", "tei:para/@look"),
        absent=("p",),
    ),
    "m17_memberof_minmax": Expected({"x": "(a, a, a?) | b? | c+", "y": "a, a, a?, b?, c+"}),
    "m19_sequences": Expected(
        {
            "x": "p & ab?",
            "y": "p, ab, p, ab, (p, ab)?",
            "z": "(p | ab), (p | ab)+",
            "w": "p, p, p?, p?, ab?, ab?, ab?",
            "t": "text",
            "s2": "p, p, p+",
        }
    ),
    "m20_macros": Expected({"note": "empty"}),
    "m21_rng_content": Expected(
        {"x": "p, p?", "y": "empty", "z": "inner"},
        findings=("odd.changes-nothing", "odd.dangling", "odd.dangling", "odd.dangling"),
    ),
    "m22_attref": Expected(
        attributes={"x@rend": f"opt list(oneOrMore({WORD}))", "x@type": f"opt {WORD}", "x@subtype": f"opt {WORD}"},
        findings=("odd.dangling",),
    ),
    "m23_constraints": Expected(
        {"x": "y"},
        {"x@kk": "opt text"},
        findings=("odd.rule-context",) * 5,
        contexts=("/", "tei:x", "tei:x/@kk", "tei:y", "tei:x", "ex:foo"),
    ),
    "m24_validuntil": Expected(contexts=("tei:x",)),
    "m25_prefix": Expected({"x": "p", "y": "x", "z": "y"}, roots=("x", "z")),
    "m28_refs_in_schemaspec": Expected(
        attributes={
            "p@corresp": POINTERS,
            "p@next": None,
            "div@type": f"opt {WORD}",
            "div@subtype": None,
        }
    ),
    "m29_dataspec": Expected(
        attributes={"x@a": 'opt ("blue"|"red")', "x@b": 'opt ("red"|data:integer)', "x@c": "opt data:NMTOKEN"}
    ),
    "m30_vallist_content": Expected({"z": "empty"}),
    "m31_classes_modes": Expected(
        attributes={
            "term@subtype": None,
            "term@place": f"opt list(oneOrMore(({PLACES}|{WORD})))",
            "ref@target": None,
            "ref@n": None,
            "p@rend": None,
            "p@n": "opt data:string",
        }
    ),
    "m32_content_change_empty": Expected({"p": "empty", "title": "empty"}),
    "m33_usage_default": Expected(attributes={"div@type": f"req {WORD}", "p@k": "opt data:string"}),
    "m34_change_absent": Expected(
        attributes={"p@zork": None, "p@zork2": None},
        findings=("odd.changes-nothing",) * 4 + ("odd.no-such-attribute",) * 2,
        absent=("nosuch3",),
    ),
    "m35_subclass_override": Expected(attributes={"x@a": "opt data:integer", "y@a": "opt data:integer"}),
    "m36_class_replace": Expected(
        attributes={
            "div@kind": "opt data:string",
            "div@type": None,
            "note@place": "opt data:integer",
            "p@rend": f"opt list(oneOrMore({WORD}))",
        }
    ),
    "m37_specgrp": Expected({"p": "text", "title": "text"}),
    "m38_duplicate_module": Expected(attributes={"p@part": 'opt ("F"|"I"|"M"|"N"|"Y")'}),
    "m39_no_att_membership": Expected({"x": "text"}, {"x@n": None}, roots=("TEI", "x")),
    "m40_model_empty_seq": Expected(
        {"x": "notAllowed", "y": "p", "z": "p", "w": "empty"}, findings=("odd.empty-class",)
    ),
    "m42_attr_ns": Expected(attributes={"p@rend": f"opt list(oneOrMore({WORD}))", f"p@{EX}rend": "opt data:integer"}),
    "m44_ns_attr_changed": Expected(attributes={f"p@{EX}kk": "opt data:string", f"p@{EX}k": None}),
    "m46_attdef_replace_in_element_org": Expected(
        attributes={"moduleRef@prefix": None, "moduleRef@include": f"opt list(zeroOrMore({'data:NCName'}))"}
    ),
    "m47_default_start": Expected(roots=("TEI", "teiCorpus")),
    "m49_except_whitespace": Expected(absent=("note", "list")),
    "m50_nested_attref_override": Expected(attributes={"date@from": None}),
}
"""What each ODD should give; those whose point is something else have a test of their own below."""

REFUSED = {
    "m13_add_existing": ["odd.exists 7:1-7:38"],
    "m18_datatypes": ["odd.datatype 7:946-7:976"],
    "m48_add_att_exists": [
        "odd.attribute-exists 7:47-7:79",
        "odd.attribute-exists 7:134-7:152",
        "odd.attribute-exists 7:281-7:314",
    ],
}
"""The ODDs that have an error in them, and where."""

APART = {
    "m04_anyElement_except",
    "m26_ns",
    "m27_modelclass_deleted",
    "m41_moduleref_url",
    "m43_attdef_constraint_dup",
    "m45_minmax_kept",
    "m51_chain",
    "m52_chain",
    "m53_chain",
    "m54_dup_attdef_constraint",
}


@pytest.fixture
def micro(shared_data: Path) -> Path:
    """The folder of the ODDs."""
    return shared_data / "odd-micro"


def attribute(schema: Made, name: str) -> str | None:
    """Return an attribute that is written ``element@attribute``."""
    element, _, local = name.partition("@")
    return schema.attributes(element).get(local)


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_said_is_what_is_made(name: str, micro: Path) -> None:
    expected = EXPECTED[name]
    schema = made(micro / f"{name}.odd")
    for element, content in expected.contents.items():
        assert schema.content(element) == model(content), element
    for written, kind in expected.attributes.items():
        assert attribute(schema, written) == kind, written
    assert tuple(finding.partition(" ")[0] for finding in schema.findings) == expected.findings
    assert set(expected.contexts) <= set(schema.contexts)
    assert not expected.roots or schema.roots == list(expected.roots)
    assert schema.names.isdisjoint(expected.absent)


@pytest.mark.parametrize("name", REFUSED)
def test_errors_are_found_where_they_are(name: str, micro: Path) -> None:
    assert refused(micro / f"{name}.odd") == REFUSED[name]


def test_every_odd_is_tested(micro: Path) -> None:
    assert {path.stem for path in micro.glob("*.odd")} == {*EXPECTED, *REFUSED, *APART}


def test_any_element_leaves_out_its_exceptions_and_asks_for_its_namespaces(micro: Path) -> None:
    schema = made(micro / "m04_anyElement_except.odd")
    assert schema.content("x") == one("*-{http://example.org/a}*,{http://example.org/b}*")
    assert schema.content("y") == any_of(f"*-{{{TEI}}}*,{{http://www.tei-c.org/ns/Examples}}egXML")
    assert schema.content("z") == one("{http://example.org/a}*")


def test_a_schema_in_no_namespace_keeps_the_elements_that_have_one(micro: Path) -> None:
    schema = made(micro / "m26_ns.odd")
    assert schema.roots == ["x"]
    assert schema.content("{}x") == one("p", f"{EX}y")
    assert schema.attributes(f"{EX}y") == {
        f"{EX}a": "opt text",
        "{http://www.w3.org/XML/1998/namespace}base": "opt text",
    }
    assert schema.findings == []


def test_a_deleted_class_leaves_out_what_refers_to_it(micro: Path) -> None:
    schema = made(micro / "m27_modelclass_deleted.odd")
    for name in ("sourceDesc", "publicationStmt"):
        content = schema.content(name)
        assert content is not None
        assert content[0].steps
        assert not any(symbol.endswith("}p") for state in content for symbol, _target in state.steps)
    assert schema.findings == []


def test_a_grammar_of_others_is_taken_in_under_a_prefix(micro: Path) -> None:
    schema = made(micro / "m41_moduleref_url.odd")
    foo = "{http://example.org/ext}foo"
    assert schema.content(foo) == model("text")
    content = schema.content("body")
    assert content is not None
    assert any(symbol == foo for symbol, _target in content[0].steps)
    assert '<define name="e_foo">' in schema.compiled.rng


def test_memberships_that_are_kept_keep_how_often(micro: Path) -> None:
    schema = made(micro / "m45_minmax_kept.odd")
    assert attribute(schema, "p@place") == f"opt list(oneOrMore(({PLACES}|{WORD})))"
    assert attribute(schema, "p@part") == 'opt ("F"|"I"|"M"|"N"|"Y")'


def test_a_constraint_of_a_changed_owner_is_there_once(micro: Path, shared_data: Path) -> None:
    source = shared_data / "p5" / "p5subset.xml"
    for name in ("m43_attdef_constraint_dup", "m54_dup_attdef_constraint"):
        compiled = compile_odd(micro / f"{name}.odd", source=source)
        rules = etree.fromstring(compiled.schematron.encode())
        texts = ["".join(map(str, one.itertext())) for one in rules.iter(f"{{{SCH}}}report", f"{{{SCH}}}assert")]
        tests = [
            (rule.get("context"), check.get("test"))
            for rule in rules.iter(f"{{{SCH}}}rule")
            for check in rule.iter(f"{{{SCH}}}report", f"{{{SCH}}}assert")
        ]
        assert len(texts) > 20
        assert [test for test in tests if tests.count(test) > 1 and test[1] != "true()"] == []


CHAINS = {
    "m51_chain": ("m44_ns_attr_changed", {f"p@{EX}kk": "req data:string", "p@k": None}),
    "m52_chain": (
        "m16_altident",
        {"para@n": None, "para@look": f"opt list(oneOrMore({WORD}))", "para@kind": 'opt "alpha"'},
    ),
    "m53_chain": (
        "m07_element_deletes_classatt",
        {"p@rend": None, "p@style": None, "p@n": "opt data:string", "title@rend": f"opt list(oneOrMore({WORD}))"},
    ),
}
"""For each chain: what it builds on, and what its elements should have."""


@pytest.mark.parametrize("name", CHAINS)
def test_what_builds_on_a_derived_odd_keeps_what_that_says(name: str, micro: Path, tmp_path: Path) -> None:
    base, attributes = CHAINS[name]
    (tmp_path / "out").mkdir()
    derived = compile_odd(micro / f"{base}.odd").derived
    (tmp_path / "out" / f"{base}.compiled.xml").write_text(derived, encoding="utf-8")
    shutil.copy(micro / f"{name}.odd", tmp_path)
    schema = made(tmp_path / f"{name}.odd")
    for written, kind in attributes.items():
        assert attribute(schema, written) == kind, written
    assert schema.compiled.schema.release == "4.9.0a"


def test_what_builds_on_an_odd_that_is_not_compiled_is_the_same(micro: Path, tmp_path: Path) -> None:
    shutil.copy(micro / "m16_altident.odd", tmp_path / "base.odd")
    chained = (micro / "m52_chain.odd").read_text(encoding="utf-8")
    direct = tmp_path / "direct.odd"
    direct.write_text(chained.replace("out/m16_altident.compiled.xml", "base.odd"), encoding="utf-8")
    schema = made(direct)
    for written, kind in CHAINS["m52_chain"][1].items():
        assert attribute(schema, written) == kind, written


@pytest.mark.parametrize("name", [*EXPECTED, "m04_anyElement_except", "m26_ns", "m27_modelclass_deleted"])
def test_a_derived_odd_compiles_to_the_same_schema(name: str, micro: Path, tmp_path: Path) -> None:
    compiled = compile_odd(micro / f"{name}.odd")
    path = tmp_path / "derived.xml"
    path.write_text(compiled.derived, encoding="utf-8")
    again = compile_odd(path)
    assert again.rng == compiled.rng
    assert again.schematron == compiled.schematron
    assert again.derived == compiled.derived
