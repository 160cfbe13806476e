"""A stylesheet of the user's own on documents: what it is given, what it may read, what becomes of its faults."""

import sys
from pathlib import Path

import pytest

from tei import render
from tei.diagnostics import Severity
from tei.errors import SchemaError, UsageError
from tei.limits import MEBIBYTE
from tei.render import RenderReport

LETTER = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p>{}</p></body></text></TEI>'
NAMESPACES = 'xmlns:t="http://www.tei-c.org/ns/1.0" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
HEAD = f'<xsl:stylesheet version="{{version}}" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" {NAMESPACES}>'
EXPRESSION = '<xsl:output method="text"/><xsl:template match="/"><xsl:value-of select="{}"/></xsl:template>'


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with two letters and a place for stylesheets, and a secret beside that."""
    (tmp_path / "letters" / "1950").mkdir(parents=True)
    (tmp_path / "letters" / "a.xml").write_text(LETTER.format("first"), encoding="utf-8")
    (tmp_path / "letters" / "1950" / "b.xml").write_text(LETTER.format("second"), encoding="utf-8")
    (tmp_path / "style" / "parts").mkdir(parents=True)
    (tmp_path / "secret.xml").write_text("<a>secret</a>", encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def sheet(body: str, name: str = "style/my.xsl", *, version: str = "3.0") -> Path:
    path = Path(name)
    path.write_text(HEAD.format(version=version) + "\n" + body + "\n</xsl:stylesheet>\n", encoding="utf-8")
    return path


def asked(expression: str, **values: object) -> RenderReport:
    """What the expression is for the first letter."""
    return render.transform(["letters/a.xml"], sheet(EXPRESSION.format(expression)), **values)  # type: ignore[arg-type]


# --- what is made, and where it goes ---


def test_one_document_is_returned_and_several_are_written() -> None:
    assert asked("//t:p").text == "first"
    report = render.transform(["letters"], Path("style/my.xsl"), out="out")
    assert report.written == (Path("out/1950/b.txt"), Path("out/a.txt"))
    assert Path("out/a.txt").read_text(encoding="utf-8") == "first"
    assert report.exit_code == 0


@pytest.mark.parametrize(
    "top, made, suffix",
    [
        ('<xsl:output method="html"/>', "<p/>", ".html"),
        ("", "<html><body/></html>", ".html"),
        ("", "<x/>", ".xml"),
        ('<xsl:output method="json"/>', "<xsl:map/>", ".json"),
    ],
)
def test_files_end_as_the_method_says(top: str, made: str, suffix: str) -> None:
    path = sheet(f'{top}<xsl:template match="/">{made}</xsl:template>')
    (written,) = render.transform(["letters/a.xml"], path, out="out/").written
    assert written == Path(f"out/a{suffix}")


def test_files_end_as_is_asked_for() -> None:
    report = render.transform(["letters"], sheet(EXPRESSION.format("1")), out="out", suffix="tex")
    assert report.written == (Path("out/1950/b.tex"), Path("out/a.tex"))


def test_results_are_utf_8_and_say_so() -> None:
    path = sheet('<xsl:output encoding="ISO-8859-1"/><xsl:template match="/"><x>é</x></xsl:template>')
    text = render.transform(["letters/a.xml"], path).text
    assert text == f'<?xml version="1.0" encoding="UTF-8"?><x {NAMESPACES}>é</x>'


def test_version_1_is_carried_out_as_such() -> None:
    path = sheet(EXPRESSION.format("//t:p | //t:body"), version="1.0")
    assert render.transform(["letters/a.xml"], path).text == "first"
    assert render.transform(["letters/a.xml"], sheet(EXPRESSION.format("'2' + 3"), version="1.0")).text == "5"


def test_parameters_become_what_the_stylesheet_declares() -> None:
    top = '<xsl:param name="n" as="xs:integer"/><xsl:param name="t:flag" as="xs:boolean"/><xsl:param name="word"/>'
    path = sheet(top + EXPRESSION.format("$n + 1, not($t:flag), $word"))
    given = {"n": "41", "{http://www.tei-c.org/ns/1.0}flag": "true", "word": "«Grüße»"}
    assert render.transform(["letters/a.xml"], path, parameters=given).text == "42 false «Grüße»"


def test_parameter_that_there_is_not_is_refused() -> None:
    path = sheet('<xsl:param name="title"/>' + EXPRESSION.format("1"))
    with pytest.raises(UsageError, match=r"my\.xsl has no parameter titel; did you mean title\?"):
        render.transform(["letters"], path, parameters={"titel": "x"})


def test_result_without_a_word_is_one() -> None:
    report = asked("()")
    assert (report.text, report.is_printed, report.exit_code) == ("", True, 0)


def test_nothing_is_written_over_a_document() -> None:
    path = sheet('<xsl:template match="/"><x/></xsl:template>')
    with pytest.raises(UsageError, match="would be written over"):
        render.transform(["letters"], path, out="letters")


def test_nothing_is_written_over_the_stylesheet_and_what_it_reads() -> None:
    path = sheet(EXPRESSION.format("1"))
    Path("style/list.txt").write_text("kept", encoding="utf-8")
    for place in ("style/my.xsl", "style/list.txt"):
        with pytest.raises(UsageError, match=f"would be written over {place}"):
            render.transform(["letters/a.xml"], path, out=place, also=["style/list.txt"])


@pytest.mark.parametrize("value", ["\udcff", "\x00", "\ufffe"])
def test_value_that_is_no_text_is_refused(value: str) -> None:
    path = sheet('<xsl:param name="word"/>' + EXPRESSION.format("$word"))
    with pytest.raises(UsageError, match="the value of the parameter word has what is no character"):
        render.transform(["letters/a.xml"], path, parameters={"word": value})


# --- modules, and what may be read ---


def test_modules_beside_and_below_are_imported_with_their_precedence() -> None:
    sheet(
        '<xsl:template match="t:p">part</xsl:template>'
        '<xsl:template match="t:body">[<xsl:apply-templates/>]</xsl:template>',
        "style/parts/part.xsl",
    )
    sheet('<xsl:import href="parts/part.xsl"/>', "style/other.xsl")
    path = sheet(
        '<xsl:import href="other.xsl"/><xsl:output method="text"/>'
        '<xsl:template match="t:p">mine, then <xsl:apply-imports/></xsl:template>'
    )
    assert render.transform(["letters/a.xml"], path).text == "[mine, then part]"


@pytest.mark.parametrize(
    "expression",
    [
        "doc('parts/look üp.xml')",
        "document('parts/look üp.xml')/*",
        "unparsed-text('parts/語.txt')",
        "json-doc('parts/a.json')?a",
    ],
)
def test_files_below_are_read(expression: str) -> None:
    Path("style/parts/look üp.xml").write_text("<a>found</a>", encoding="utf-8")
    Path("style/parts/語.txt").write_text("found", encoding="utf-8")
    Path("style/parts/a.json").write_text('{"a": "found"}', encoding="utf-8")
    assert asked(expression).text == "found"


def test_file_is_read_where_the_module_lies_that_asks() -> None:
    Path("style/parts/near.xml").write_text("<a>near</a>", encoding="utf-8")
    sheet("<xsl:variable name='near' select=\"doc('near.xml')\"/>", "style/parts/part.xsl")
    path = sheet('<xsl:include href="parts/part.xsl"/>' + EXPRESSION.format("$near"))
    assert render.transform(["letters/a.xml"], path).text == "near"


def test_file_that_is_named_is_read() -> None:
    assert asked("doc('../secret.xml')", also=["secret.xml"]).text == "secret"
    assert asked("document('1950/b.xml', /)//t:p", also=["letters"]).text == "second"


def test_document_knows_its_name() -> None:
    assert asked("tokenize(base-uri(/), '/')[last()]").text == "a.xml"


@pytest.mark.parametrize(
    "expression",
    [
        "doc('../secret.xml')",
        "doc('parts/../../secret.xml')",
        "doc('%2e%2e/secret.xml')",
        "doc('link.xml')",
        "doc('.hidden.xml')",
        "doc('file:{root}/secret.xml')",
        "doc('local:{root}/secret.xml')",
        "doc('local:{root}/style/../secret.xml')",
        "document('{root}/secret.xml')",
        "unparsed-text('../secret.xml')",
        "unparsed-text('file:///etc/passwd')",
        "collection('..?select=*.xml')",
        "uri-collection('file:{root}')",
        "json-doc('../secret.xml')",
        "doc('http://127.0.0.1:9/')",
        "doc('entity.xml')",
        "doc('relative.xml')",
        "parse-xml(unparsed-text('entity.xml'))",
        "transform(map{{'stylesheet-location': '../secret.xml', 'source-node': /}})?output",
    ],
)
def test_nothing_else_is_read(expression: str, tmp_path: Path) -> None:
    Path("style/.hidden.xml").write_text("<a>secret</a>", encoding="utf-8")
    Path("style/link.xml").symlink_to(tmp_path / "secret.xml")
    for name, where in (("entity", (tmp_path / "secret.xml").as_uri()), ("relative", "../secret.xml")):
        Path(f"style/{name}.xml").write_text(f'<!DOCTYPE a [<!ENTITY s SYSTEM "{where}">]><a>&s;</a>', encoding="utf-8")
    report = asked(expression.format(root=tmp_path.as_posix()))
    (found,) = report.findings
    assert (found.rule, found.severity, found.path) == ("xsl.stylesheet", Severity.ERROR, str(Path("style/my.xsl")))
    assert found.span.line == (1 if expression.startswith("transform") else 2)
    assert "secret<" not in str(found)
    assert (report.text, report.exit_code) == ("", 1)


@pytest.mark.parametrize(
    "expression", ["environment-variable('PATH')", "system-property('user.home')", "available-environment-variables()"]
)
def test_nothing_is_seen_of_the_machine(expression: str) -> None:
    assert asked(expression).text == ""


@pytest.mark.parametrize("href", ["../outer.xsl", "http://127.0.0.1:9/x.xsl", "gone.xsl", "/etc/passwd", ""])
def test_module_from_elsewhere_is_refused_where_it_is_asked_for(href: str) -> None:
    sheet("", "outer.xsl")
    with pytest.raises(SchemaError) as caught:
        render.transform(["letters"], sheet(f'<xsl:import href="{href}"/>'))
    (found,) = caught.value.diagnostics
    assert (found.rule, found.span.line, found.span.column) == ("xsl.stylesheet", 2, 1)
    assert found.message == f"“{href}” is no file that this stylesheet may use"


def test_module_with_an_entity_of_another_file_is_refused(tmp_path: Path) -> None:
    uri = (tmp_path / "secret.xml").as_uri()
    text = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{uri}">]>{HEAD.format(version="3.0")}&s;</xsl:stylesheet>'
    Path("style/part.xsl").write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        render.transform(["letters"], sheet('<xsl:include href="part.xsl"/>'))
    assert [found.rule for found in caught.value.diagnostics] == ["xml.entity-external"]


@pytest.mark.parametrize("where", ["out.txt", "{root}/out.txt", "file:{root}/out.txt", "local:{root}/out.txt"])
def test_no_file_is_written(where: str, tmp_path: Path) -> None:
    href = where.format(root=tmp_path.as_posix())
    path = sheet(f'<xsl:template match="/"><xsl:result-document href="{href}">x</xsl:result-document></xsl:template>')
    with pytest.raises(SchemaError) as caught:
        render.transform(["letters"], path, out="out")
    (found,) = caught.value.diagnostics
    assert found.message == "xsl:result-document is refused: a stylesheet writes no files"
    assert not list(tmp_path.rglob("out.txt"))


def test_extension_function_is_refused() -> None:
    with pytest.raises(SchemaError, match="External function calls have been disabled"):
        asked("Q{{java:java.lang.System}}getenv('PATH')".format())


# --- what it says, and what it fails on ---


def test_message_is_a_finding_with_its_place() -> None:
    sheet(
        '<xsl:template match="t:p"><x/><xsl:message>A <b>paragraph</b></xsl:message></xsl:template>', "style/part.xsl"
    )
    path = sheet(
        '<xsl:import href="part.xsl"/>\n<xsl:template match="/">  '
        "<xsl:message select=\"'all', 1\"/><xsl:apply-templates/></xsl:template>"
    )
    report = render.transform(["letters/a.xml"], path)
    first, second = report.findings
    assert (first.rule, first.message, first.severity) == ("xsl.message", "all 1", Severity.INFO)
    assert (Path(first.path).name, first.span.line, first.span.column) == ("my.xsl", 3, 27)
    assert (Path(second.path).name, second.message) == ("part.xsl", "A paragraph")
    assert (second.span.line, second.span.column) == (2, 31)
    assert second.help == (f"said of {Path('letters/a.xml')}",)
    assert report.exit_code == 0


def test_ending_is_an_error_and_costs_that_document_alone() -> None:
    path = sheet(
        '<xsl:template match="/"><xsl:if test="//t:p = \'first\'">'
        '<xsl:message terminate="yes">No, not this</xsl:message></xsl:if><x/></xsl:template>'
    )
    report = render.transform(["letters"], path, out="out")
    (found,) = report.findings
    assert (found.rule, found.severity, found.message) == ("xsl.terminated", Severity.ERROR, "No, not this")
    assert (found.span.line, found.span.column) == (2, 56)
    assert report.written == (Path("out/1950/b.xml"),)
    assert report.exit_code == 1


def test_failure_has_its_place_also_behind_a_message() -> None:
    path = sheet(
        '<xsl:template match="/"><xsl:message/><xsl:value-of select="1 div (count(//t:TEI) - 1)"/></xsl:template>'
    )
    (said, failed) = render.transform(["letters/a.xml"], path).findings
    assert said.rule == "xsl.message"
    assert (failed.rule, failed.span.line) == ("xsl.stylesheet", 2)
    plain = sheet(
        '<xsl:template match="/">'
        + " " * len("<xsl:message/>")
        + '<xsl:value-of select="1 div (count(//t:TEI) - 1)"/></xsl:template>'
    )
    (alone,) = render.transform(["letters/a.xml"], plain).findings
    assert failed.span == alone.span


def test_faults_of_the_stylesheet_are_told_with_file_line_and_column() -> None:
    sheet('<xsl:template match="t:p">\n  <xsl:value-of select="1 +"/></xsl:template>', "style/part.xsl")
    with pytest.raises(SchemaError) as caught:
        render.transform(["letters"], sheet('<xsl:import href="part.xsl"/>'))
    (found,) = caught.value.diagnostics
    assert (Path(found.path).name, found.span.line, found.span.column) == ("part.xsl", 3, 31)
    assert found.rule == "xsl.stylesheet"


def test_document_that_cannot_be_read_costs_no_other() -> None:
    Path("letters/c.xml").write_text("<TEI>", encoding="utf-8")
    report = render.transform(["letters"], sheet(EXPRESSION.format("1")), out="out", jobs=2)
    assert [found.rule for found in report.findings] == ["xml.not-well-formed"]
    assert len(report.written) == 2
    assert report.exit_code == 1


def test_what_never_ends_is_ended() -> None:
    path = sheet(
        '<xsl:template match="/" name="r"><xsl:param name="n" select="1"/><xsl:call-template name="r">'
        '<xsl:with-param name="n" select="$n * -1"/></xsl:call-template></xsl:template>'
    )
    report = render.transform(["letters"], path, out="out", timeout_s=2)
    assert {found.rule for found in report.findings} == {"xsl.unfinished"}
    assert len(report.findings) == 2
    assert report.findings[0].message == "the stylesheet took longer than 2 s, and was ended"
    assert report.exit_code == 1


@pytest.mark.skipif(sys.platform == "win32", reason="nothing tells there how much memory a process takes")
def test_what_takes_too_much_memory_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tei.corpus.memory.available_bytes", lambda: 400 * MEBIBYTE)
    text = EXPRESSION.format("let $all := (1 to 100000000) ! string() return reverse($all)[1]")
    report = render.transform(["letters/a.xml"], sheet(text), timeout_s=300)
    (found,) = report.findings
    assert found.rule == "xsl.unfinished"
    assert found.message == "the stylesheet ended its process, which took too much memory, and so did the next one"


def test_recursion_without_end_is_a_finding() -> None:
    path = sheet('<xsl:template match="/" name="r"><a><xsl:call-template name="r"/></a></xsl:template>')
    report = render.transform(["letters/a.xml"], path, timeout_s=30)
    (found,) = report.findings
    assert found.rule in {"xsl.stylesheet", "xsl.unfinished"}
    assert report.exit_code == 1


def test_nothing_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    asked("1")
    assert list((tmp_path / "temporary").iterdir()) == []
