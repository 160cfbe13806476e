"""Differences that are known from the ODDs, and those of releases that are known from their facts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tei.errors import SchemaError, UsageError
from tei.names import tei_name
from tei.odd.bases import facts
from tei.odd.comparing import compare, opened
from tei.odd.comparing.changes import Change, Difference, Kind, Verdict
from tei.odd.comparing.comparison import Comparison
from tei.odd.specs import attributes

OfKind = Callable[..., list[tuple[Change, tuple[str, ...]]]]
Differ = Callable[[str, str], list[Difference]]


def test_an_odd_does_not_differ_from_what_says_the_same(differ: Differ) -> None:
    assert differ("", '<elementSpec ident="p" mode="change"><gloss>a paragraph</gloss></elementSpec>') == []


def test_an_element_with_another_name_is_renamed_and_its_parents_stay(differ: Differ) -> None:
    renamed = '<elementSpec ident="hi" mode="change"><altIdent>em</altIdent></elementSpec>'
    assert differ("", renamed) == [
        Difference(Change(Kind.ELEMENT_RENAMED, before=tei_name("hi"), after=tei_name("em")), (tei_name("hi"),))
    ]


def test_an_attribute_with_another_name_is_renamed(of_kind: OfKind) -> None:
    changed = (
        '<classSpec ident="att.global" type="atts" mode="change"><attList><attDef ident="n" mode="change">'
        "<altIdent>number</altIdent></attDef></attList></classSpec>"
    )
    assert of_kind("", changed) == [(Change(Kind.ATTRIBUTE_RENAMED, "n", before="n", after="number"), ("hi", "p"))]


def test_a_renamed_attribute_of_one_element_is_renamed(of_kind: OfKind) -> None:
    own = (
        '<elementSpec ident="p" mode="change"><attList><attDef ident="mood" mode="add">{}<datatype>'
        '<dataRef key="teidata.enumerated"/></datatype></attDef></attList></elementSpec>'
    )
    assert of_kind(own.format(""), own.format("<altIdent>tone</altIdent>")) == [
        (Change(Kind.ATTRIBUTE_RENAMED, "mood", before="mood", after="tone"), ("p",))
    ]


def test_a_new_element_is_told_with_where_it_may_stand(of_kind: OfKind) -> None:
    new = (
        '<elementSpec ident="mark" mode="add"><classes><memberOf key="model.hiLike"/></classes>'
        "<content><textNode/></content></elementSpec>"
    )
    assert of_kind("", new) == [
        (Change(Kind.ELEMENT_ADDED, within=(tei_name("hi"), tei_name("p"))), ("mark",)),
        (Change(Kind.MEMBERS, "model.hiLike", came=("<mark>",)), ()),
    ]


def test_members_of_classes_and_modules_are_compared(of_kind: OfKind) -> None:
    left = (
        '<elementSpec ident="hi" mode="change"><classes mode="change"><memberOf key="att.global" mode="delete"/>'
        "</classes></elementSpec>"
    )
    members = of_kind("", left, Kind.MEMBERS)
    assert members == [(Change(Kind.MEMBERS, "att.global", gone=("<hi>",)), ())]
    assert (Change(Kind.ATTRIBUTE_REMOVED, "n"), ("hi",)) in of_kind("", left)
    modules = of_kind("", '<moduleRef key="analysis"/>', Kind.MODULE_ADDED)
    assert modules == [(Change(Kind.MODULE_ADDED, "analysis"), ())]


def test_a_class_and_a_datatype_of_ones_own_are_told(of_kind: OfKind) -> None:
    own = (
        '<classSpec ident="att.own" type="atts"><attList><attDef ident="own"><datatype><dataRef key="own.kind"/>'
        "</datatype></attDef></attList></classSpec>"
        '<dataSpec ident="own.kind" mode="add"><content><dataRef name="{}"/></content></dataSpec>'
        '<elementSpec ident="p" mode="change"><classes mode="change"><memberOf key="att.own"/></classes></elementSpec>'
    )
    assert of_kind("", own.format("NCName"), Kind.CLASS_ADDED, Kind.DATATYPE_ADDED) == [
        (Change(Kind.CLASS_ADDED, "att.own"), ()),
        (Change(Kind.DATATYPE_ADDED, "own.kind"), ()),
    ]
    changed = of_kind(own.format("NCName"), own.format("Name"))
    assert [(change.kind, change.verdict) for change, _elements in changed] == [
        (Kind.VALUES, Verdict.WIDENED),
        (Kind.DATATYPE, None),
    ]


def test_an_odd_is_compared_with_its_own_grammar(side: Callable[[str], object], tmp_path: Path) -> None:
    side("")
    odd = opened(str(tmp_path / "schema0.odd"))
    (tmp_path / "own.rng").write_text(odd.rng, encoding="utf-8")
    assert compare(odd, opened(str(tmp_path / "own.rng"))).same


@pytest.fixture(scope="module")
def releases() -> Comparison:
    """What differs between two releases."""
    return compare(opened("tei:4.7.0"), opened("tei:4.8.0"))


def test_elements_that_came_between_releases_are_those_of_the_facts(releases: Comparison) -> None:
    old, new = (set(facts.load(release).idents("element")) for release in ("4.7.0", "4.8.0"))
    kinds = {Kind.ELEMENT_ADDED: new - old, Kind.ELEMENT_REMOVED: old - new}
    for kind, idents in kinds.items():
        found = {name for one in releases.differences if one.change.kind is kind for name in one.elements}
        assert found == set(map(tei_name, idents))
    assert kinds[Kind.ELEMENT_ADDED] == {"post"}


def test_classes_that_came_between_releases_are_those_of_the_facts(releases: Comparison) -> None:
    old, new = (set(facts.load(release).idents("class")) for release in ("4.7.0", "4.8.0"))
    found = {one.change.name for one in releases.differences if one.change.kind is Kind.CLASS_ADDED}
    assert found == new - old == {"att.cmc", "att.indentation", "model.cmc"}


def test_an_attribute_of_many_elements_is_told_once(releases: Comparison) -> None:
    spec = facts.load("4.8.0").spec("class", "att.cmc")
    assert spec is not None
    assert [one.ident for one in attributes(spec.attributes)] == ["generatedBy"]
    [found] = [one for one in releases.differences if one.change.name == "generatedBy"]
    assert (found.change.kind, found.change.required, len(found.elements)) == (Kind.ATTRIBUTE_ADDED, False, 143)


def test_a_narrower_datatype_of_a_release_is_found_with_an_example(releases: Comparison) -> None:
    [found] = [one for one in releases.differences if one.change.name == "confidence"]
    assert (found.change.verdict, found.change.only_before) == (Verdict.NARROWED, ("-1",))


def test_a_wider_content_of_a_release_is_found_with_an_example(releases: Comparison) -> None:
    [found] = [one for one in releases.differences if one.elements == (tei_name("bibl"),)]
    assert (found.change.kind, found.change.verdict) == (Kind.CONTENT, Verdict.WIDENED)
    assert (found.change.came, found.change.only_after) == ((tei_name("quote"),), (tei_name("quote"),))


def test_a_built_in_schema_has_a_name() -> None:
    assert compare(opened("tei_all@4.8.0"), opened("tei:4.8.0")).same


@pytest.mark.parametrize(
    "name, message",
    [
        ("tei:1.0.0", "TEI P5 1.0.0 is not here; there are 2.7.0"),
        ("none.odd", "no such file or folder: none.odd"),
        ("schema.sch", "cannot tell what this is; compared are .odd, .rng and .rnc files, and releases as tei:4.8.0"),
        ("folder", "folder is a folder, not a schema"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schema.sch").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError) as raised:
        opened(name)
    assert message in str(raised.value)


def test_a_faulty_grammar_is_located(side: Callable[[str], object]) -> None:
    with pytest.raises(SchemaError) as raised:
        side("start = missing")
    assert [(one.rule, one.span.line, one.span.column) for one in raised.value.diagnostics] == [
        ("rng.schema.undefined", 1, 9)
    ]


def test_a_faulty_odd_is_located(side: Callable[[str], object]) -> None:
    with pytest.raises(SchemaError) as raised:
        side('<elementRef key="nothing"/>')
    assert [(one.rule, one.span.line) for one in raised.value.diagnostics] == [("odd.unknown", 1)]
