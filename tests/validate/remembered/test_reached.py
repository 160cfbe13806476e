"""What a schema is made of, and when the day matters to it, found without building it."""

from pathlib import Path

import pytest

from tei.validate.remembered import reached
from tei.validate.remembered.reached import ALWAYS, UnknownError

Made = dict[str, str]
SCH = 'xmlns="http://purl.oclc.org/dsdl/schematron"'
XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
INCLUDED = "<include href='&b;'/>"
RULE = "<pattern><rule context='{}'><assert test='{}'/></rule></pattern>"


def rules(content: str) -> str:
    return f"<schema {SCH}>{content}</schema>"


def put(folder: Path, files: Made) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "own, part",
    [
        (rules("<include href='b.x'/>"), "b.x"),
        (rules("<include href='b.x#id'/>"), "b.x"),
        (rules("<extends href='sub/b.x'/>"), "sub/b.x"),
        (rules("<include href='sub/b%20c.x'/>"), "sub/b c.x"),
        (
            f"<!DOCTYPE schema [<!ENTITY b 'b.x'>]>{rules(INCLUDED)}",
            "b.x",
        ),
        (f"<xs:schema {XS}><xs:include schemaLocation='b.x'/></xs:schema>", "b.x"),
        (f"<xs:schema {XS}><xs:import namespace='n' schemaLocation='./sub/../b.x'/></xs:schema>", "b.x"),
        (f"<xs:schema {XS} xmlns:i='i' i:schemaLocation='n b.x'/>", "b.x"),
    ],
)
def test_a_change_of_a_part_is_seen(tmp_path: Path, own: str, part: str) -> None:
    (tmp_path / "sub").mkdir()
    put(tmp_path, {"a.x": own})
    path = tmp_path / "a.x"
    absent = reached.schema(path)
    put(tmp_path, {part: "<a/>"})
    there = reached.schema(path)
    put(tmp_path, {part: "<b/>"})
    changed = reached.schema(path)
    assert len({absent.digest, there.digest, changed.digest}) == 3
    put(tmp_path, {part: "<a/>", "other.x": "<c/>"})
    assert reached.schema(path) == there


def test_a_part_of_a_part_is_seen_and_a_circle_ends(tmp_path: Path) -> None:
    put(tmp_path, {"a.sch": rules("<include href='p/b.sch'/>"), "p/b.sch": rules("<include href='c.sch'/>")})
    put(tmp_path, {"p/c.sch": rules("<include href='../a.sch'/>")})
    before = reached.schema(tmp_path / "a.sch")
    put(tmp_path, {"p/c.sch": rules("<include href='../a.sch'/> ")})
    assert reached.schema(tmp_path / "a.sch") != before


def test_a_link_that_leads_elsewhere_now_is_seen(tmp_path: Path) -> None:
    put(tmp_path, {"a.sch": rules("<include href='b.sch'/>"), "one.sch": "<a/>", "two.sch": "<b/>"})
    link = tmp_path / "b.sch"
    link.symlink_to("one.sch")
    before = reached.schema(tmp_path / "a.sch")
    link.unlink()
    link.symlink_to("two.sch")
    assert reached.schema(tmp_path / "a.sch") != before


def test_compact_syntax_is_looked_through(tmp_path: Path) -> None:
    put(tmp_path, {"a.rnc": 'include "b.rnc"\nstart = a', "b.rnc": "a = element a { empty }"})
    before = reached.schema(tmp_path / "a.rnc")
    put(tmp_path, {"b.rnc": "a = element b { empty }"})
    assert reached.schema(tmp_path / "a.rnc") != before


@pytest.mark.parametrize(
    "text",
    [
        "no XML",
        rules("<include href='b' xml:base='sub/'/>"),
        rules(RULE.format("a", "current-dateTime() gt @b")),
        rules(RULE.format("a", "fn:current-time () gt @b")),
        rules(RULE.format("a", "apply(current-dateTime#0, [])")),
        rules(RULE.format("a", "function-lookup(xs:QName(@a), 0)()")),
        rules(RULE.format("a", "environment-variable(&quot;HOME&quot;)")),
        rules("<f xmlns='http://www.w3.org/1999/XSL/Transform'><evaluate xpath='@a'/></f>"),
        rules(RULE.format("a", "&#99;urrent-dateTime() gt @b")),
    ],
)
def test_what_cannot_be_said_for_good_is_not_said(tmp_path: Path, text: str) -> None:
    put(tmp_path, {"a.sch": text})
    with pytest.raises(UnknownError):
        reached.schema(tmp_path / "a.sch")


@pytest.mark.parametrize(
    "content, dated",
    [
        (RULE.format("a", "my:current-dateTimes() and current-date-of(.)"), set()),
        ("<p>evaluate the current-date</p>", set()),
        (RULE.format("tei:*/@validUntil[. castable as xs:date]", "current-date() gt ."), {"validUntil"}),
        (RULE.format("a/b[@when][c]", "xs:date(@when) lt current-date()"), {"when"}),
        (RULE.format("//date/@when", "current-date#0() gt ."), {"when"}),
        (RULE.format("a|@when", "current-date()"), {ALWAYS}),
        (RULE.format("a[not(@when)]", "current-date()"), {ALWAYS}),
        (RULE.format("a[@when][b]|c[d]", "current-date()"), {ALWAYS}),
        (RULE.format("a[@when or b]", "current-date()"), {ALWAYS}),
        (RULE.format("a[count(b[@when]) = 0]", "current-date()"), {ALWAYS}),
        (RULE.format("@xml:id", "current-date()"), {ALWAYS}),
        (RULE.format("$a", "current-date()"), {ALWAYS}),
        ("<let name='now' value='current-date()'/>", {ALWAYS}),
        ("<pattern documents='b.xml'><rule context='@when'><assert test='current-date()'/></rule></pattern>", {ALWAYS}),
        (RULE.format("@when[. gt current-date()]", "true()"), {ALWAYS}),
        ("<pattern><rule abstract='true' id='r'><assert test='current-date()'/></rule></pattern>", {ALWAYS}),
    ],
)
def test_it_is_known_when_the_day_matters(tmp_path: Path, content: str, dated: set[str]) -> None:
    put(tmp_path, {"a.sch": rules(content)})
    assert reached.schema(tmp_path / "a.sch").dated == dated


def test_the_rules_that_ship_depend_on_the_day_only_where_something_is_deprecated(repository: Path) -> None:
    assert reached.schema(repository / "schemas" / "tei-conformance.sch").dated == {"validUntil"}
    assert reached.schema(repository / "schemas" / "tei-documentary.sch").dated == set()
    assert reached.schema(repository / "schemas" / "tei-documentary.xsd").dated == set()


def test_of_a_document_what_it_includes_is_seen_and_no_rules_are_looked_for(tmp_path: Path) -> None:
    text = "<TEI><p>transform(x)</p><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='b.xml'/></TEI>"
    put(tmp_path, {"a.xml": text, "b.xml": "<p/>", "c.xml": "<not well-formed"})
    before = reached.document(tmp_path / "a.xml")
    put(tmp_path, {"b.xml": "<q/>"})
    assert reached.document(tmp_path / "a.xml") != before
    assert reached.document(tmp_path / "c.xml")
