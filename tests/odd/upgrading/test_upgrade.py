"""`tei.odd.upgrading` on small ODDs: what breaks has its rule and its place."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tei.diagnostics import Diagnostic, Severity
from tei.errors import SchemaError, UsageError
from tei.names import tei_name
from tei.odd.comparing.changes import Kind
from tei.odd.upgrading import Upgrade, reports, upgrade

Upgraded = Callable[..., Upgrade]

ODD = """<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="own" source="tei:{release}" start="p">
  <moduleRef key="tei"/>
  <moduleRef key="core" include="p hi"/>
{parts}
</schemaSpec>
"""


@pytest.fixture
def upgraded(tmp_path: Path) -> Upgraded:
    """A function that upgrades an ODD with some parts, which begin at its fourth line."""

    def made(parts: str, release: str = "4.7.0", to: str = "4.8.0") -> Upgrade:
        path = tmp_path / "own.odd"
        path.write_text(ODD.format(release=release, parts=parts), encoding="utf-8")
        return upgrade(path, to)

    return made


def told(found: tuple[Diagnostic, ...]) -> list[tuple[str, int, int, str]]:
    return [(one.rule, one.span.line, one.span.column, one.message) for one in found]


def test_an_odd_on_which_nothing_bears_is_as_it_was(upgraded: Upgraded) -> None:
    found = upgraded("")
    assert (found.own, found.release, found.breaking, found.deprecated) == ("4.7.0", "4.8.0", (), ())
    assert found.comparison is not None
    kinds = {one.change.kind for one in found.comparison.differences}
    assert kinds == {Kind.ATTRIBUTE_ADDED, Kind.VALUES}


def test_an_attribute_that_another_class_has_now_has_moved(upgraded: Upgraded) -> None:
    found = upgraded(
        '<moduleRef key="namesdates" include="date"/>\n'
        '<classSpec ident="att.datable" type="atts" mode="change">\n'
        '  <attList>\n    <attDef ident="calendar" mode="delete"/>\n  </attList>\n</classSpec>',
        release="3.0.0",
    )
    assert ("odd.moved", 7, 5) in [one[:3] for one in told(found.breaking)]
    [moved] = [one for one in found.breaking if one.rule == "odd.moved"]
    assert (
        moved.message == "in TEI P5 4.8.0, the class att.datable has @calendar no more: att.calendarSystem has it now"
    )
    assert moved.help == ("write this <attDef> for att.calendarSystem, or remove it",)
    # What the compiler says of the same attribute is not said twice.
    assert [one.rule for one in found.breaking if one.span.line == 7] == ["odd.moved"]


def test_an_attribute_that_is_gone_is_told_where_it_is_overridden(upgraded: Upgraded) -> None:
    found = upgraded(
        '<moduleRef key="header" include="teiHeader"/>\n'
        '<elementSpec ident="teiHeader" mode="change">\n'
        '  <attList><attDef ident="type" mode="delete"/></attList>\n</elementSpec>',
        release="3.0.0",
    )
    assert told(found.breaking) == [
        ("odd.gone", 6, 12, "the attribute @type of <teiHeader> is gone from TEI P5 4.8.0"),
    ]
    assert found.breaking[0].help == ("remove this <attDef>",)


def test_a_class_of_which_there_is_none_any_more_is_told_where_it_is_referred_to(upgraded: Upgraded) -> None:
    found = upgraded(
        '<elementSpec ident="own" mode="add" ns="urn:own">\n'
        '  <classes><memberOf key="att.readFrom"/><memberOf key="model.pLike"/></classes>\n'
        '  <content>\n    <macroRef key="macro.anyXML"/>\n  </content>\n</elementSpec>',
        release="3.0.0",
    )
    gone = [one for one in found.breaking if one.rule == "odd.gone"]
    assert [(one.span.line, one.message) for one in gone] == [
        (5, "the class att.readFrom is gone from TEI P5 4.8.0"),
        (7, "the macro macro.anyXML is gone from TEI P5 4.8.0"),
    ]
    assert gone[0].span.column == 22  # The attribute key.
    assert any(
        line.startswith("TEI P5 ") and line.endswith("is the last release here that has it") for line in gone[0].help
    )


def test_a_datatype_that_was_renamed_is_told_with_its_new_name(upgraded: Upgraded) -> None:
    found = upgraded(
        '<elementSpec ident="p" mode="change"><attList><attDef ident="own" mode="add">\n'
        '<datatype><rng:ref xmlns:rng="http://relaxng.org/ns/structure/1.0" name="data.word"/></datatype>\n'
        "</attDef></attList></elementSpec>",
        release="2.7.0",
    )
    [gone] = [one for one in found.breaking if one.rule == "odd.gone"]
    assert (gone.span.line, gone.message) == (5, "there is no “data.word” in TEI P5 4.8.0")
    assert gone.severity is Severity.ERROR
    assert "new is the datatype teidata.word" in gone.help
    # That the reference dangles is not said besides.
    assert [one.rule for one in found.breaking if "data.word" in one.message] == ["odd.gone"]


def test_what_the_later_release_has_itself_is_told(upgraded: Upgraded) -> None:
    own = '<elementSpec ident="eventName" mode="add"><content/></elementSpec><moduleRef key="namesdates"/>'
    exists = [one for one in upgraded(own, "3.0.0").breaking if one.rule == "odd.exists"]
    assert [(one.span.line, one.span.column, one.severity) for one in exists] == [(4, 1, Severity.ERROR)]


def test_what_is_going_out_of_use_is_told_once_for_each_place(upgraded: Upgraded) -> None:
    found = upgraded('<moduleRef key="namesdates" include="persName placeName"/>')
    what = "@calendar of <persName> and <placeName> is going out of use in TEI P5 4.8.0"
    assert told(found.deprecated) == [("odd.deprecated", 4, 1, f"{what}: it may be gone after 2024-11-11")]
    assert found.deprecated[0].severity is Severity.WARNING


def test_an_element_that_is_going_out_of_use_is_told_where_it_is_taken_from(upgraded: Upgraded) -> None:
    found = upgraded('<moduleRef key="dictionaries" include="entry superEntry"/>')
    assert told(found.deprecated) == [
        ("odd.deprecated", 4, 1, "<superEntry> is going out of use in TEI P5 4.8.0: it may be gone after 2027-03-07")
    ]
    assert upgraded('<moduleRef key="dictionaries" include="entry"/>').deprecated == ()


def test_a_release_may_be_called_by_any_of_its_names(upgraded: Upgraded) -> None:
    assert upgraded("", to="tei:4.8.0").release == "4.8.0"
    assert upgraded("", to="current").release == "4.9.0a"


def test_what_is_out_of_the_schema_is_not_going_out_of_use(upgraded: Upgraded) -> None:
    found = upgraded(
        '<moduleRef key="namesdates" include="persName"/><elementSpec ident="persName" mode="change"><attList>'
        '<attDef ident="calendar" mode="delete"/></attList></elementSpec>'
    )
    assert found.deprecated == ()


def test_places_tell_where_an_element_is_taken_from(upgraded: Upgraded) -> None:
    found = upgraded('<elementSpec ident="hi" mode="change"/>')
    places = {name: place.rpartition("own.odd")[2] for name, place in found.places.items()}
    assert places == {tei_name("p"): ":3:3", tei_name("hi"): ":4:1"}


def test_an_odd_that_builds_on_another_is_upgraded_through_it(tmp_path: Path) -> None:
    (tmp_path / "base.odd").write_text(ODD.format(release="3.0.0", parts=""), encoding="utf-8")
    (tmp_path / "own.odd").write_text(
        '<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="upper" source="base.odd" start="p">'
        '<moduleRef key="tei"/><moduleRef key="core"/></schemaSpec>',
        encoding="utf-8",
    )
    found = upgrade(tmp_path / "own.odd", "4.8.0")
    assert found.own == "3.0.0"
    assert found.comparison is not None
    gets = {one.change.name for one in found.comparison.differences if one.change.kind is Kind.ATTRIBUTE_ADDED}
    assert "generatedBy" in gets


def test_a_release_that_is_not_here_is_refused(upgraded: Upgraded) -> None:
    with pytest.raises(UsageError, match=r"TEI P5 1\.0\.0 is not here"):
        upgraded("", to="1.0.0")


def test_an_odd_that_cannot_be_compiled_as_it_is_is_refused(upgraded: Upgraded) -> None:
    with pytest.raises(SchemaError) as raised:
        upgraded('<elementRef key="nothing"/>')
    assert [(one.rule, one.span.line) for one in raised.value.diagnostics] == [("odd.unknown", 4)]


def test_reports_have_the_findings_and_the_differences(upgraded: Upgraded) -> None:
    found = upgraded('<moduleRef key="namesdates" include="persName"/>')
    summary = "TEI P5 4.7.0 → TEI P5 4.8.0: 0 broken, 0 without effect or doubtful, 1 going out of use"
    lines = reports.text(found).splitlines()
    assert lines[0] == "TEI P5 4.7.0 → TEI P5 4.8.0"
    assert lines[-2].endswith(summary)
    assert lines[-1].startswith("documents: 0 elements added, 0 removed, ")
    marked = reports.markdown(found)
    assert "\n## Going out of use\n\n- " in marked
    assert "odd.deprecated: `@calendar` of `<persName>` is going out of use" in marked
    content = json.loads(reports.structured(found))
    assert (content["from"], content["to"]) == ("4.7.0", "4.8.0")
    assert [one["rule"] for one in content["deprecated"]] == ["odd.deprecated"]
    assert content["documents"]["summary"]["added"] == 0
