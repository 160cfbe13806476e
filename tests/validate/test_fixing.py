"""Documents mended by ``tei validate --fix``: what is applied, what is taken back, and what stays byte for byte."""

import codecs
import gzip
import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fixing import fix, rule
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tei.diagnostics import Severity, Span
from tei.errors import UsageError
from tei.validate import Fixing, Report, validate
from tei.validate.reports import render

PLAIN = Fixing()
NUMBER = fix('<sqf:add node-type="attribute" target="n" select="count(preceding::b) + 1"/>')
Mend = Callable[..., Report]


@pytest.fixture
def mend(tmp_path: Path) -> Mend:
    """A function that mends documents by a schema, of RELAX NG too if there is one; it gives the report."""

    def mending(schema: str, *documents: str | bytes, grammar: str = "", wish: Fixing = PLAIN, **more: Any) -> Report:
        (tmp_path / "r.sch").write_text(schema, encoding="utf-8")
        schemas = [tmp_path / "r.sch"]
        if grammar:
            (tmp_path / "g.rnc").write_text(grammar, encoding="utf-8")
            schemas.insert(0, tmp_path / "g.rnc")
        for number, text in enumerate(documents):
            data = text if isinstance(text, bytes) else text.encode()
            (tmp_path / f"{number}.xml").write_bytes(data)
        return validate(sorted(tmp_path.glob("*.xml*")), schema=schemas, fixing=wish, **more)

    return mending


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def text(folder: Path, number: int = 0) -> str:
    return (folder / f"{number}.xml").read_bytes().decode()


# What is applied


def test_only_fix_of_each_finding_is_applied(mend: Mend, tmp_path: Path) -> None:
    report = mend(rule("b", NUMBER, test="not(@n)"), "<a><b/><b n='9'/><b /></a>", "<a/>")
    assert text(tmp_path) == '<a><b n="1"/><b n=\'9\'/><b n="3" /></a>'
    assert (report.findings, report.fixed, report.exit_code()) == ((), (2, 2, 1, True, ()), 0)


def test_what_the_document_says_to_ignore_is_not_mended(mend: Mend, tmp_path: Path) -> None:
    document = '<a><?tei-ignore sch.r reason="x"?><b/><b/></a>'
    report = mend(rule("b", NUMBER, test="not(@n)"), document)
    assert text(tmp_path) == '<a><?tei-ignore sch.r reason="x"?><b/><b n="2"/></a>'
    assert (report.findings, report.fixed) == ((), (1, 2, 1, True, ()))


def test_what_the_project_says_to_ignore_is_not_mended(mend: Mend, tmp_path: Path) -> None:
    said = '[[validate.ignore]]\nrule = "sch.*"\nfiles = "0.xml"\nreason = "x"\n'
    (tmp_path / "tei.toml").write_text(said, encoding="utf-8")
    report = mend(rule("b", NUMBER, test="not(@n)"), "<a><b/></a>", "<a><b/></a>")
    assert (text(tmp_path), text(tmp_path, 1)) == ("<a><b/></a>", '<a><b n="1"/></a>')
    assert (report.findings, len(report.ignored)) == ((), 1)


@pytest.mark.parametrize(
    "default, wish, expected",
    [
        ("", Fixing(), "<a><b/></a>"),
        (' sqf:default-fix="g"', Fixing(), "<a><c/></a>"),
        (' sqf:default-fix="g"', Fixing(only=("f",)), '<a><b n="1"/></a>'),
        ("", Fixing(only=("h", "g")), "<a><c/></a>"),
        ("", Fixing(only=("h",)), "<a><b/></a>"),
    ],
)
def test_of_several_fixes_the_one_that_is_meant_is_applied(
    mend: Mend, tmp_path: Path, default: str, wish: Fixing, expected: str
) -> None:
    rename = fix('<sqf:replace target="c"/>', "g")
    schema = rule("b", NUMBER, rename, offered="f g", test="not(@n)").replace(
        'sqf:fix="f g"', f'sqf:fix="f g"{default}'
    )
    report = mend(schema, "<a><b/></a>", wish=wish)
    assert text(tmp_path) == expected
    assert rules(report) == (["sch.r"] if expected == "<a><b/></a>" else [])


@pytest.mark.parametrize(
    "entries, expected",
    [((), "<a><b/></a>"), ((("w", "1"),), "<a><b/></a>"), ((("v", "<1>"),), '<a><b n="&lt;1>"/></a>')],
)
def test_fix_that_asks_for_something_waits_for_it(
    mend: Mend, tmp_path: Path, entries: tuple[tuple[str, str], ...], expected: str
) -> None:
    asking = fix(
        '<sqf:user-entry name="v" default="0"><sqf:description><sqf:title>Which?</sqf:title></sqf:description>'
        '</sqf:user-entry><sqf:add node-type="attribute" target="n" select="$v"/>'
    )
    mend(rule("b", asking, test="not(@n)"), "<a><b/></a>", wish=Fixing(entries=entries))
    assert text(tmp_path) == expected


def test_fix_made_for_each_of_several_items_is_named_with_its_number(mend: Mend, tmp_path: Path) -> None:
    each = fix('<sqf:delete match="$sqf:current"/>', attributes='use-for-each="c"')
    schema = rule("a", each, test="c[2]")
    mend(schema, "<a><c n='1'/><c n='2'/></a>", wish=Fixing(only=("f[2]",)))
    assert text(tmp_path) == "<a><c n='1'/></a>"


def test_fixes_at_one_place_are_applied_one_after_the_other(mend: Mend, tmp_path: Path) -> None:
    wrap = fix("<sqf:replace><c><sqf:copy-of select='.'/></c></sqf:replace>", "w")
    schema = rule("b", NUMBER, test="not(@n)").replace(
        "</sch:schema>",
        '<sch:pattern><sch:rule context="b"><sch:assert test="parent::c" sqf:fix="w">no c</sch:assert>'
        f"{wrap}</sch:rule></sch:pattern></sch:schema>",
    )
    report = mend(schema, "<a><b  x='1'/></a>")
    assert text(tmp_path) == "<a><c><b  x='1' n=\"1\"/></c></a>"
    assert report.fixed == (2, 2, 1, True, ())


def test_what_a_fix_brings_to_light_is_mended_in_the_next_round(mend: Mend, tmp_path: Path) -> None:
    schema = rule("b", fix("<sqf:replace><c/></sqf:replace>")).replace(
        "</sch:schema>",
        f'<sch:pattern><sch:rule context="c"><sch:assert id="s" test="@n" sqf:fix="n">no n</sch:assert>'
        f"{NUMBER.replace(chr(34) + 'f' + chr(34), chr(34) + 'n' + chr(34))}</sch:rule></sch:pattern></sch:schema>",
    )
    report = mend(schema, "<a><b/></a>")
    assert text(tmp_path) == '<a><c n="1"/></a>'
    assert report.fixed == (2, 2, 1, True, ())


def test_rounds_come_to_an_end(mend: Mend, tmp_path: Path) -> None:
    grow = fix("<sqf:add position='after'><b/></sqf:add>")
    report = mend(rule("b[not(following-sibling::b)]", grow), "<a><b/></a>")
    assert text(tmp_path).count("<b/>") == 11
    assert rules(report) == ["sch.r"]


# What is taken back


GRAMMAR = "start = element a { element b { attribute n { xsd:integer }?, text }* }"


def test_fix_that_the_grammar_refuses_is_taken_back_and_others_stay(mend: Mend, tmp_path: Path) -> None:
    made = fix('<sqf:add node-type="attribute" target="n" select="string(.)"/>')
    report = mend(rule("b", made, test="not(@n)"), "<a><b>1</b><b>x</b><b>3</b><b>4</b><b>y</b></a>", grammar=GRAMMAR)
    assert text(tmp_path) == '<a><b n="1">1</b><b>x</b><b n="3">3</b><b n="4">4</b><b>y</b></a>'
    assert rules(report) == ["sch.r", "tei.fix-not-applied"] * 2
    assert report.fixed == (3, 5, 1, True, ())
    remark = report.findings[1]
    assert (remark.severity, remark.span) == (Severity.WARNING, Span(1, 18, 1, 21))
    refusal = 'the grammar would refuse it: n="x" on <b>: not a whole number'
    assert remark.message.startswith(f"the fix f for sch.r is not applied: {refusal}")


def test_fix_after_which_the_document_is_none_is_taken_back(mend: Mend, tmp_path: Path) -> None:
    report = mend(rule("/", fix("<sqf:delete match='*'/>")), "<a/>")
    assert text(tmp_path) == "<a/>"
    assert rules(report) == ["sch.r", "tei.fix-not-applied"]
    assert "is not applied: the document could not be read after it: " in report.findings[1].message


def test_fix_that_does_not_mend_is_taken_back(mend: Mend, tmp_path: Path) -> None:
    report = mend(rule("b", NUMBER, test="not(@m)"), "<a><b/>\n<b/></a>")
    assert text(tmp_path) == "<a><b/>\n<b/></a>"
    assert [(found.rule, found.span.line) for found in report.findings] == [
        ("sch.r", 1),
        ("tei.fix-not-applied", 1),
        ("sch.r", 2),
        ("tei.fix-not-applied", 2),
    ]
    assert report.findings[1].message.endswith("is not applied: the finding would still be there after it")
    assert report.fixed == (0, 2, 0, True, ())


def test_document_that_the_grammar_refuses_may_be_mended_but_not_worsened(mend: Mend, tmp_path: Path) -> None:
    both = rule("c", fix("<sqf:delete/>")).replace(
        "</sch:schema>",
        f'<sch:pattern><sch:rule context="b"><sch:report test="true()" sqf:fix="g">x</sch:report>'
        f"{fix('<sqf:replace><d/></sqf:replace>', 'g')}</sch:rule></sch:pattern></sch:schema>",
    )
    mend(both, "<a><c/><b/></a>", grammar=GRAMMAR, all_kinds=True)
    assert text(tmp_path) == "<a><b/></a>"


def test_what_cannot_be_applied_is_told(mend: Mend, tmp_path: Path) -> None:
    document = '<!DOCTYPE a [<!ENTITY b "<b/>">]><a>&b;</a>'
    report = mend(rule("b", NUMBER), document)
    assert text(tmp_path) == document
    assert report.findings[1].message == "the fix f for sch.r is not applied: it comes out of an entity"


def test_document_of_several_files_is_not_changed(mend: Mend, tmp_path: Path) -> None:
    xi = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
    (tmp_path / "part.txt").write_text("<b/>", encoding="utf-8")
    report = mend(rule("b", NUMBER), f'<a {xi}><xi:include href="part.txt"/><b/></a>')
    assert text(tmp_path) == f'<a {xi}><xi:include href="part.txt"/><b/></a>'
    reason = "the fix f for sch.r is not applied: the document is made of several files"
    assert {found.message for found in report.findings} == {"found", reason}


def test_fixes_of_a_real_customisation_are_applied(shared_data: Path, tmp_path: Path) -> None:
    paragraph = '<p>See 12-15, i.e. this -- or e.g.that; don\'t &amp; <![CDATA[5-6]]> <q>"so"</q></p>'
    document = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc>'
        f"</teiHeader><text><body>{paragraph}</body></text></TEI>"
    )
    (tmp_path / "a.xml").write_text(document, encoding="utf-8")
    odd = shared_data / "odd" / "exemplar-tei_jtei" / "source.odd"
    report = validate(tmp_path / "a.xml", schema=odd, fixing=Fixing(), all_kinds=True)
    assert report.fixed is not None
    assert report.fixed.findings == 6
    mended = "<p>See 12\u201315, i.e., this \u2014 or e.g.,that; don\u2019t &amp; <![CDATA[5\u20136]]> <q>so</q></p>"
    assert (tmp_path / "a.xml").read_text(encoding="utf-8") == document.replace(paragraph, mended).replace(
        "<title>T", '<title type="main">T'
    )


# What stays as it is


RENAME = rule("b", fix('<sqf:replace target="c" select="@*, node()"/>'))
BODY = "<a>\r\n  <b x='&amp;' ><![CDATA[<]]>é\U0001f4dc&#x20;</b\t><!-- é -->\r\n</a>\r\n"
MENDED = "<a>\r\n  <c x='&amp;'><![CDATA[<]]>é\U0001f4dc&#x20;</c><!-- é -->\r\n</a>\r\n"


@pytest.mark.parametrize(
    "mark, codec, declaration",
    [
        (b"", "utf-8", ""),
        (codecs.BOM_UTF8, "utf-8", "<?xml version='1.0'  encoding='utf-8'?>\r\n<!DOCTYPE a SYSTEM 'x.dtd'>"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "<?xml version='1.0' encoding='UTF-16'?>"),
        (codecs.BOM_UTF16_BE, "utf-16-be", ""),
    ],
)
def test_bytes_that_no_fix_concerns_stay(mend: Mend, tmp_path: Path, mark: bytes, codec: str, declaration: str) -> None:
    mend(RENAME, mark + f"{declaration}{BODY}".encode(codec))
    assert (tmp_path / "0.xml").read_bytes() == mark + f"{declaration}{MENDED}".encode(codec)


def test_character_that_the_encoding_has_not_becomes_a_reference(mend: Mend, tmp_path: Path) -> None:
    declaration = "<?xml version='1.0' encoding='iso-8859-1'?>"
    replace = fix('<sqf:stringReplace regex="\'">\u2019</sqf:stringReplace>')
    schema = rule("b/text()", replace, test="contains(., codepoints-to-string(39))")
    mend(schema, f"{declaration}<a><b>it's é</b></a>".encode("latin-1"))
    assert (tmp_path / "0.xml").read_bytes() == f"{declaration}<a><b>it&#8217;s é</b></a>".encode("latin-1")


def test_character_that_cannot_be_a_reference_is_refused(mend: Mend, tmp_path: Path) -> None:
    document = b"<?xml version='1.0' encoding='us-ascii'?><a><b/></a>"
    report = mend(rule("b", fix("<sqf:replace><!--x--><xsl:comment>\u2019</xsl:comment></sqf:replace>")), document)
    assert (tmp_path / "0.xml").read_bytes() == document
    assert "a character cannot be written in the encoding of the document, ascii" in report.findings[1].message


def test_packed_document_is_packed_again(mend: Mend, tmp_path: Path) -> None:
    (tmp_path / "p.xml.gz").write_bytes(gzip.compress(b"<a><b/></a>"))
    mend(RENAME)
    assert gzip.decompress((tmp_path / "p.xml.gz").read_bytes()) == b"<a><c/></a>"


def test_document_without_a_fix_is_not_written(mend: Mend, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr("tei.validate.fixing.mending.write_atomically", lambda path, _data: written.append(path.name))
    mend(RENAME, "<a/>", "<a><b/></a>")
    assert written == ["1.xml"]


@pytest.mark.skipif("os.name == 'nt'")
def test_mode_of_a_file_stays(mend: Mend, tmp_path: Path) -> None:
    (tmp_path / "p.xml").write_bytes(b"<a><b/></a>")
    (tmp_path / "p.xml").chmod(0o640)
    mend(RENAME)
    assert (tmp_path / "p.xml").read_bytes() == b"<a><c/></a>"
    assert stat.S_IMODE((tmp_path / "p.xml").stat().st_mode) == 0o640


CHUNKS = st.sampled_from(
    [
        "text",
        "&amp;",
        "&e;",
        "&#233;",
        "<![CDATA[<b/>]]>",
        "<!-- <b/> -->",
        "<?p <b/>?>",
        "<d x='1'  y=\"'\" />",
        "\r\n\t",
        "é\U0001f4dc",
        "<d></d >",
    ]
)
TARGETS = st.tuples(
    st.sampled_from(["", " x='&lt;'", '\n z="é" y=\'"\'']),
    st.sampled_from(["", " ", "\r\n"]),
    st.lists(CHUNKS, max_size=4),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CHUNKS | TARGETS, max_size=8))
def test_generated_documents_change_in_their_fixed_places_alone(
    tmp_path: Path, parts: "list[str | tuple[str, str, list[str]]]"
) -> None:
    doctype = '<!DOCTYPE a [<!ENTITY e "entity">]>'
    before, after = "", ""
    for part in parts:
        if isinstance(part, str):
            before, after = before + part, after + part
            continue
        attributes, space, content = part
        inside = "".join(content)
        before += f"<b{attributes}{space}>{inside}</b{space}>"
        after += f"<c{attributes}>{inside}</c>" if inside else f"<c{attributes}/>"
    (tmp_path / "r.sch").write_text(RENAME, encoding="utf-8")
    (tmp_path / "0.xml").write_bytes(f"{doctype}<a>{before}</a>".encode())
    validate(tmp_path / "0.xml", schema=tmp_path / "r.sch", fixing=Fixing())
    assert text(tmp_path) == f"{doctype}<a>{after}</a>"


# Reports


def test_diff_shows_what_would_be_changed_and_writes_nothing(mend: Mend, tmp_path: Path) -> None:
    report = mend(RENAME, "<a>\n<b/>\n</a>\n", "<a>\u2028<b/></a>", wish=Fixing(write=False))
    assert text(tmp_path) == "<a>\n<b/>\n</a>\n"
    assert rules(report) == ["sch.r", "sch.r"]
    assert report.fixed is not None
    assert report.fixed[:4] == (2, 2, 2, False)
    name = (tmp_path / "0.xml").as_posix()
    assert report.fixed.diffs[0] == f"--- {name}\n+++ {name}\n@@ -1,3 +1,3 @@\n <a>\n-<b/>\n+<c/>\n </a>\n"
    end = "\\ No newline at end of file\n"
    assert report.fixed.diffs[1].endswith(f"-<a>\u2028<b/></a>\n{end}+<a>\u2028<c/></a>\n{end}")


def test_documents_are_mended_alike_on_several_processes(mend: Mend, tmp_path: Path) -> None:
    report = mend(RENAME, "<a><b/></a>", "<a><b/><b/></a>", jobs=2)
    assert (text(tmp_path), text(tmp_path, 1)) == ("<a><c/></a>", "<a><c/><c/></a>")
    assert report.fixed == (3, 3, 2, True, ())


def test_standard_input_is_not_mended() -> None:
    with pytest.raises(UsageError, match="standard input is none"):
        validate("-", schema="tei-conformance", fixing=Fixing())


@pytest.fixture
def checked(tmp_path: Path) -> Report:
    """A report on a document for which fixes are offered: one that asks for nothing, and one that does."""
    asking = fix(
        '<sqf:user-entry name="v"><sqf:description><sqf:title>?</sqf:title></sqf:description></sqf:user-entry>'
        '<sqf:add select="$v"/>',
        "g",
    )
    schema = rule("b", NUMBER, asking, offered="f g").replace("<sqf:title>f<", "<sqf:title>Number &lt;it&gt;<")
    (tmp_path / "r.sch").write_text(schema, encoding="utf-8")
    (tmp_path / "0.xml").write_text("<a><b/></a>", encoding="utf-8")
    return validate(tmp_path / "0.xml", schema=tmp_path / "r.sch", edits=True)


@pytest.mark.parametrize("form", ["text", "sarif", "github", "gitlab"])
def test_formats_tell_what_is_offered(checked: Report, form: str) -> None:
    written = render(checked, form)
    assert "fix: Number <it> [f]" in written
    assert "fix: g [g; asks for v]" in written


@pytest.mark.parametrize("form", ["html", "junit", "svrl"])
def test_formats_of_markup_tell_what_is_offered(checked: Report, form: str) -> None:
    written = render(checked, form)
    assert "Number &lt;it&gt; [f]" in written.replace("<it>", "")


def test_json_has_the_fixes_of_a_finding(checked: Report) -> None:
    (document,) = json.loads(render(checked, "json"))["documents"]
    assert document["findings"][0]["fixes"] == [
        {"id": "f", "title": "Number <it>", "default": False, "entries": []},
        {"id": "g", "title": "g", "default": False, "entries": ["v"]},
    ]


def test_sarif_has_the_changes_of_a_fix_that_asks_for_nothing(checked: Report) -> None:
    (result,) = json.loads(render(checked, "sarif"))["runs"][0]["results"]
    (offered,) = result["fixes"]
    (change,) = offered["artifactChanges"]
    assert offered["description"] == {"text": "Number <it>"}
    assert change["artifactLocation"] == result["locations"][0]["physicalLocation"]["artifactLocation"]
    region = {"startLine": 1, "startColumn": 6, "endLine": 1, "endColumn": 6}
    assert change["replacements"] == [{"deletedRegion": region, "insertedContent": {"text": ' n="1"'}}]


def test_reports_say_what_was_mended(mend: Mend) -> None:
    report = mend(rule("b", NUMBER, test="not(@n)"), "<a><b/><b/></a>")
    assert render(report).splitlines()[-2:] == ["fixed 2 of 2 findings in 1 document", "1 document, valid (r.sch)"]
    assert json.loads(render(report, "json"))["fixed"] == {"findings": 2, "of": 2, "documents": 1}
    assert "<p>Fixed 2 of 2 findings in 1 document</p>" in render(report, "html")
