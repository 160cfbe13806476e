"""Documents with XInclude: checked as what they become, each mistake told in the file that it stands in."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tei.diagnostics import Span
from tei.names import SCH, TEI, XI
from tei.validate import Report, validate
from tei.validate.reports import render

GRAMMAR = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><element name="TEI"><ref name="many"/></element></start>
<define name="many"><zeroOrMore><ref name="div"/></zeroOrMore></define>
<define name="div"><element name="div"><optional><attribute name="xml:id"><data type="ID"/></attribute></optional>
<optional><attribute name="n"><data type="integer"/></attribute></optional><oneOrMore><ref name="p"/></oneOrMore>
</element></define>
<define name="p"><element name="p"><optional><attribute name="corresp"/></optional><optional><attribute name="xml:id">
<data type="ID"/></attribute></optional><text/></element></define>
</grammar>"""
RULES = f"""<schema xmlns="{SCH}" queryBinding="xslt2"><ns prefix="t" uri="{TEI}"/>
<pattern><rule context="t:p"><assert id="short" test="string-length() &lt; 20">Too long.</assert></rule></pattern>
<pattern><rule context="t:TEI"><report id="one" test="count(t:div) = 1">There is one division.</report></rule></pattern>
</schema>"""
XSD = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{TEI}" elementFormDefault="qualified">
<xs:element name="TEI"><xs:complexType><xs:sequence><xs:element name="div" maxOccurs="9"><xs:complexType><xs:sequence>
<xs:element name="p" type="xs:string"/></xs:sequence><xs:attribute name="n" type="xs:integer"/></xs:complexType>
</xs:element></xs:sequence></xs:complexType></xs:element></xs:schema>"""
DTD = """<!ELEMENT TEI (div*)><!ATTLIST TEI xmlns CDATA #IMPLIED xmlns:xi CDATA #IMPLIED>
<!ELEMENT div (p+)><!ATTLIST div xmlns CDATA #IMPLIED n (1|2) #IMPLIED><!ELEMENT p (#PCDATA)>"""
SCHEMAS = {"g.rng": GRAMMAR, "r.sch": RULES, "s.xsd": XSD, "d.dtd": DTD}
MAIN = f'<TEI xmlns="{TEI}" xmlns:xi="{XI}">\n{{}}\n</TEI>\n'
PART = f'<?xml version="1.0"?>\n<div xmlns="{TEI}"{{}}>\n  {{}}\n</div>\n'
Check = Callable[..., Report]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """A function that writes files by their names and validates some of them, or all that lie in the folder."""
    monkeypatch.chdir(tmp_path)
    for name, content in {**SCHEMAS, "tei.toml": ""}.items():
        Path(name).write_text(content, encoding="utf-8")

    def checker(
        files: dict[str, str], *asked: str, schema: str | tuple[str, ...] = "g.rng", **wishes: object
    ) -> Report:
        for name, content in files.items():
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return validate(asked or ".", schema=schema, **wishes)  # type: ignore[arg-type]

    return checker


def told(report: Report) -> list[tuple[str, str, tuple[int, int, int, int], str]]:
    return [(one.path.replace("\\", "/"), one.rule, _place(one.span), one.xpath) for one in report.findings]


def _place(span: Span) -> tuple[int, int, int, int]:
    return span.line, span.column, span.end_line, span.end_column


def including(*hrefs: str) -> str:
    return MAIN.format("\n".join(f'<xi:include href="{href}"/>' for href in hrefs))


def part(paragraph: str = "<p>x</p>", attributes: str = "") -> str:
    return PART.format(attributes, paragraph)


# --- every kind of schema ---


def test_mistake_that_the_grammar_finds_is_told_in_its_file(check: Check) -> None:
    files = {"a.xml": including("x/b.xml", "x/c.xml"), "x/b.xml": part(), "x/c.xml": part("<p>é<q/></p>", ' n="i"')}
    report = check(files, "a.xml")
    assert told(report) == [
        ("x/c.xml", "rng.value", (2, 42, 2, 47), "/div/@n"),
        ("x/c.xml", "rng.element-not-allowed", (3, 7, 3, 11), "/div/p/q"),
    ]
    assert [one.included_by for one in report.findings] == [("a.xml:3:1",)] * 2
    assert [excerpt.text for one in report.documents for excerpt in one.excerpts if excerpt] == [
        f'<div xmlns="{TEI}" n="i">',
        "  <p>é<q/></p>",
    ]


def test_mistake_of_what_includes_is_told_there_with_its_own_numbers(check: Check) -> None:
    main = MAIN.format('<xi:include href="b.xml"/>\n<div><p>1</p></div>\n<div><p>2</p><q/></div>')
    assert told(check({"a.xml": main, "b.xml": part()}, "a.xml")) == [
        ("a.xml", "rng.element-not-allowed", (4, 14, 4, 18), "/TEI/div[2]/q")
    ]


def test_part_in_the_wrong_place_is_told_at_its_first_tag(check: Check) -> None:
    files = {"a.xml": including("b.xml"), "b.xml": f'<p xmlns="{TEI}">x</p>'}
    report = check(files, "a.xml")
    assert told(report) == [("b.xml", "rng.element-not-allowed", (1, 1, 1, 40), "/p")]
    assert report.findings[0].message == "<p> is not allowed in <TEI>"


def test_identifier_that_two_files_have_is_told_with_the_place_of_the_other(check: Check) -> None:
    same = ' xml:id="i"'
    files = {"a.xml": including("b.xml", "c.xml"), "b.xml": part(attributes=same), "c.xml": part(attributes=same)}
    report = check(files, "a.xml")
    assert told(report)[0][:3] == ("c.xml", "rng.duplicate-id", (2, 42, 2, 52))
    assert report.findings[0].message == 'xml:id="i" is taken: <div> at b.xml:2:42 has it'


def test_rules_see_the_whole_and_are_told_in_the_files(check: Check) -> None:
    files = {"a.xml": including("b.xml"), "b.xml": part("<p>This is far too long for that.</p>")}
    assert told(check(files, "a.xml", schema=("g.rng", "r.sch"))) == [
        ("a.xml", "sch.one", (1, 1, 1, len(MAIN.partition("\n")[0]) + 1), "/TEI"),
        ("b.xml", "sch.short", (3, 3, 3, 6), "/div/p"),
    ]


def test_xml_schema_finds_mistakes_in_their_files(check: Check) -> None:
    files = {"a.xml": including("b.xml"), "b.xml": part(attributes=' n="i"')}
    assert told(check(files, "a.xml", schema="s.xsd")) == [("b.xml", "xsd.value", (2, 42, 2, 47), "/div/@n")]


def test_dtd_finds_mistakes_in_their_files(check: Check) -> None:
    files = {"a.xml": including("b.xml"), "b.xml": part(attributes=' n="3"')}
    assert told(check(files, "a.xml", schema="d.dtd")) == [("b.xml", "dtd.value", (2, 42, 2, 47), "/div/@n")]


@pytest.mark.parametrize("schema", list(SCHEMAS)[:1] + list(SCHEMAS)[2:])
def test_base_that_the_inclusion_adds_is_no_mistake(check: Check, schema: str) -> None:
    assert check({"a.xml": including("x/b.xml"), "x/b.xml": part()}, "a.xml", schema=schema).findings == ()


def test_document_that_does_not_say_what_it_includes_is_told_so_and_the_rest_of_it(check: Check) -> None:
    main = MAIN.format('<xi:include href="none.xml"/>\n<xi:include/>\n<div><q/></div>')
    assert [one[:3] for one in told(check({"a.xml": main}, "a.xml"))] == [
        ("a.xml", "ptr.file-missing", (2, 13, 2, 28)),
        ("a.xml", "xi.syntax", (3, 1, 3, 14)),
        ("a.xml", "rng.element-not-allowed", (4, 6, 4, 10)),
    ]


def test_included_file_that_is_no_xml_is_told_with_its_line(check: Check) -> None:
    report = check({"a.xml": including("b.xml"), "b.xml": "<div>\n<p></div>"}, "a.xml")
    assert told(report) == [("b.xml", "xml.not-well-formed", (2, 4, 2, 10), "")]
    assert [excerpt.text for excerpt in report.documents[0].excerpts if excerpt] == ["<p></div>"]


def test_rules_are_not_run_where_something_could_not_be_included(check: Check) -> None:
    report = check({"a.xml": including("none.xml")}, "a.xml", schema=("g.rng", "r.sch"))
    assert [one.rule for one in report.findings] == ["ptr.file-missing"]
    assert report.documents[0].not_run == ("Schematron",)


def test_without_xinclude_a_document_is_checked_as_it_stands(check: Check) -> None:
    report = check({"a.xml": including("b.xml"), "b.xml": part("<q/>")}, "a.xml", xinclude=False)
    assert [one[:2] for one in told(report)] == [("a.xml", "rng.element-not-allowed")]
    assert report.findings[0].message.startswith("<include> in the namespace")


def test_grammar_that_allows_inclusions_is_given_what_is_included(check: Check) -> None:
    anything = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="any"/></start>
    <define name="any"><element><anyName><except><name ns="http://www.tei-c.org/ns/1.0">q</name></except></anyName>
    <zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="any"/></choice></zeroOrMore></element>
    </define></grammar>"""
    Path("any.rng").write_text(anything, encoding="utf-8")
    files = {"a.xml": including("b.xml"), "b.xml": part("<q/>")}
    assert [one[:2] for one in told(check(files, "a.xml", schema="any.rng"))] == [("b.xml", "rng.element-not-allowed")]
    assert check(files, "a.xml", schema="any.rng", xinclude=False).findings == ()


# --- pointers ---


def test_pointers_of_included_files_are_looked_up(check: Check) -> None:
    files = {
        "a.xml": including("x/b.xml", "x/c.xml"),
        "x/b.xml": part('<p corresp="#c #nobody">x</p>'),
        "x/c.xml": part('<p xml:id="c" corresp="../d.xml#d none.xml#x">x</p>'),
        "d.xml": MAIN.format('<div><p xml:id="e">x</p></div>'),
    }
    report = check(files, "a.xml", pointers=True)
    assert told(report) == [
        ("x/b.xml", "ptr.dangling", (3, 18, 3, 25), "/div/p/@corresp"),
        ("x/c.xml", "ptr.dangling", (3, 26, 3, 36), '//p[@xml:id="c"]/@corresp'),
        ("x/c.xml", "ptr.file-missing", (3, 37, 3, 47), '//p[@xml:id="c"]/@corresp'),
    ]
    assert [one.included_by for one in report.findings] == [("a.xml:2:1",), ("a.xml:3:1",), ("a.xml:3:1",)]


def test_private_prefixes_of_the_whole_hold_in_its_parts(check: Check) -> None:
    prefix = '<prefixDef ident="psn" matchPattern="([a-z]+)" replacementPattern="names.xml#$1"/>'
    Path("any.rng").write_text(
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="a"/></start><define name="a"><element>'
        '<anyName/><zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="a"/></choice></zeroOrMore>'
        "</element></define></grammar>",
        encoding="utf-8",
    )
    files = {
        "a.xml": MAIN.format(prefix + '<xi:include href="x/b.xml"/>'),
        "x/b.xml": part('<p corresp="psn:ada psn:bob psn:1">x</p>'),
        "names.xml": MAIN.format('<person xml:id="ada"/>'),
    }
    assert [one[:3] for one in told(check(files, "a.xml", schema="any.rng", pointers=True))] == [
        ("x/b.xml", "ptr.dangling", (3, 23, 3, 30)),
        ("x/b.xml", "ptr.prefix", (3, 31, 3, 36)),
    ]


# --- many documents ---


def test_mistake_in_a_file_that_two_include_is_told_once_and_both_are_invalid(check: Check) -> None:
    files = {"a.xml": including("x/p.xml"), "b.xml": including("x/p.xml"), "x/p.xml": part("<q/>")}
    for jobs in (1, 2):
        report = check(files, "a.xml", "b.xml", jobs=jobs)
        assert [one[:2] for one in told(report)] == [("x/p.xml", "rng.element-not-allowed")]
        assert [one.valid for one in report.documents] == [False, False]
        assert [len(one.findings) for one in report.documents] == [1, 0]


def test_part_that_is_found_in_a_folder_is_checked_where_it_is_included(check: Check) -> None:
    files = {"a.xml": including("p/b.xml"), "p/b.xml": part("<p>x<q/></p>")}
    report = check(files)
    assert [one.path for one in report.documents] == ["a.xml"]
    assert [one[:2] for one in told(report)] == [("p/b.xml", "rng.element-not-allowed")]
    assert report.parts == (str(Path("p/b.xml")),)
    assert f"Checked in the documents that include them: {Path('p/b.xml')}\n" in render(report)


def test_part_that_nobody_includes_is_refused(check: Check) -> None:
    assert [one[:2] for one in told(check({"b.xml": part()}))] == [("b.xml", "rng.root-not-allowed")]


def test_whole_document_that_another_includes_keeps_its_own_findings(check: Check) -> None:
    corpus = f'<teiCorpus xmlns="{TEI}" xmlns:xi="{XI}"><xi:include href="t.xml"/></teiCorpus>'
    grammar = GRAMMAR.replace(
        '<start><element name="TEI"><ref name="many"/></element></start>',
        '<start><choice><ref name="TEI"/><element name="teiCorpus"><ref name="TEI"/></element></choice></start>'
        '<define name="TEI"><element name="TEI"><ref name="many"/></element></define>',
    )
    Path("c.rng").write_text(grammar, encoding="utf-8")
    report = check({"corpus.xml": corpus, "t.xml": MAIN.format("<div><q/></div>")}, schema="c.rng")
    assert [(one.path, len(one.findings), one.valid) for one in report.documents] == [
        ("corpus.xml", 0, False),
        ("t.xml", 1, False),
    ]
    assert report.findings[0].included_by == ()


def test_files_that_a_document_is_made_of_are_kept_with_it(check: Check, tmp_path: Path) -> None:
    files = {"a.xml": including("b.xml"), "b.xml": part()}
    (document,) = check(files, "a.xml").documents
    assert document.included == (str((tmp_path / "b.xml").resolve()),)


# --- what may be read ---


def test_files_below_the_folders_of_the_call_may_be_included(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"book/x/a.xml": including("../y/b.xml"), "book/y/b.xml": part("<q/>"), "else/tei.toml": ""}
    check(files, "book/x/a.xml")
    Path("tei.toml").unlink()
    monkeypatch.chdir("else")
    found = validate("../book", schema="../g.rng")
    assert [one[:2] for one in told(found)] == [("../book/y/b.xml", "rng.element-not-allowed")]
    alone = validate("../book/x/a.xml", schema="../g.rng")
    assert [one[:2] for one in told(alone)] == [("../book/x/a.xml", "xi.elsewhere")]


@pytest.mark.parametrize("href", ["/etc/passwd", "../../../../../../../etc/passwd", "file:///etc/passwd"])
@pytest.mark.parametrize("form", ["text", "json", "html", "sarif"])
def test_no_file_of_the_machine_gets_into_a_report(check: Check, href: str, form: str) -> None:
    main = MAIN.format(f'<xi:include parse="text" href="{href}"/>')
    report = check({"a.xml": main}, "a.xml")
    assert [one[:2] for one in told(report)] == [("a.xml", "xi.elsewhere")]
    assert "root:" not in render(report, form)


# --- reports ---


def test_reports_tell_where_a_file_was_included(check: Check) -> None:
    report = check({"a.xml": including("x/b.xml"), "x/b.xml": part("<q/>")}, "a.xml")
    (document,) = json.loads(render(report, "json"))["documents"]
    (found,) = document["findings"]
    path = str(Path("x/b.xml"))
    assert (document["path"], found["path"], found["line"], found["included_by"]) == ("a.xml", path, 3, ["a.xml:2:1"])
    assert "   included by a.xml:2:1\n" in render(report, "text")
    (result,) = json.loads(render(report, "sarif"))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "x/b.xml"
    related = result["relatedLocations"][0]["physicalLocation"]
    assert (related["artifactLocation"]["uri"], related["region"]) == ("a.xml", {"startLine": 2, "startColumn": 1})
    assert f"{path}, line 3, column 3" in render(report, "html")
    assert "Included by:</b> a.xml:2:1" in render(report, "html")
