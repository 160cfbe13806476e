import multiprocessing
import pickle
from pathlib import Path

import pytest

from tei import saxon
from tei.diagnostics import Diagnostic, Span
from tei.document import parse
from tei.errors import SchemaError, UsageError
from tei.names import XSL

SHEET = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" exclude-result-prefixes="#all">
  <xsl:output method="text"/>
  <xsl:param name="value" select="'none'"/>
  <xsl:template match="/">{}</xsl:template>
  <xsl:template match="/" mode="other">other</xsl:template>
</xsl:stylesheet>"""


MAPS = "http://www.w3.org/2005/xpath-functions/map"


def sheet(body: str) -> saxon.Stylesheet:
    return saxon.compile(SHEET.format(body), trusted=False)


@pytest.mark.parametrize(
    "value, shown",
    [
        ("é\U0001f600 & <", "true false false é\U0001f600 & <"),
        (7, "false true false 7"),
        (True, "false false true true"),
    ],
)
def test_parameter_keeps_its_type(value: str | int | bool, shown: str) -> None:  # noqa: FBT001 - it is the datum
    types = "$value instance of xs:string, $value instance of xs:integer, $value instance of xs:boolean, $value"
    assert sheet(f'<xsl:value-of select="{types}"/>').transform("<a/>", parameters={"value": value}).text == shown


def test_parameter_may_be_a_document() -> None:
    authority = saxon.node("<list><name>Stalin</name></list>")
    made = sheet('<xsl:value-of select="$value/list/name"/>')
    assert [made.transform("<a/>", parameters={"value": authority}).text for _ in range(2)] == ["Stalin", "Stalin"]


def test_parameter_may_be_a_map_of_documents() -> None:
    made = sheet(f"<xsl:value-of select=\"Q{{{MAPS}}}size($value), $value('é.xml')/a\"/>")
    assert made.transform("<a/>", parameters={"value": {"é.xml": saxon.node("<a>one</a>")}}).text == "1 one"
    assert made.transform("<a/>", parameters={"value": {}}).text == "0"


def test_parameters_and_mode_do_not_outlast_a_run() -> None:
    made = sheet('<xsl:value-of select="$value"/>')
    assert made.transform("<a/>", parameters={"value": "set"}).text == "set"
    assert made.transform("<a/>", mode="other").text == "other"
    assert made.transform("<a/>").text == "none"


def test_messages_come_back_as_text() -> None:
    result = sheet("<xsl:message>a &amp; <b>b</b></xsl:message><xsl:message>c</xsl:message>x").transform("<a/>")
    assert result == saxon.Result("x", ("a & b", "c"))


def test_elements_have_the_same_paths_as_in_the_document() -> None:
    text = '<!DOCTYPE a [<!ENTITY e "<c/>">]><a>&e;<?p?><b xmlns="urn:b"/></a>'
    document = parse(text.encode())
    paths = sheet('<xsl:value-of select="//* ! path(.)" separator=" "/>').transform(document).text.split()
    assert [document.resolve(path) for path in paths] == list(document.root.iter("*"))


@pytest.mark.parametrize(
    "body, message",
    [
        ('<xsl:value-of select="1 idiv 0"/>', "FOAR0001 Integer division by zero"),
        ("<xsl:value-of select=\"error(xs:QName('x'), 'my words')\"/>", "x my words"),
        ('<xsl:message terminate="yes">no &amp; never</xsl:message>', "the stylesheet ended itself: no & never"),
    ],
)
def test_failure_while_running_is_placed_and_not_printed(
    body: str,
    message: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SchemaError) as caught:
        sheet(body).transform("<a/>")
    (found,) = caught.value.diagnostics
    assert (found.rule, found.message, found.path, found.span.line) == ("xsl.stylesheet", message, "<stylesheet>", 5)
    assert capfd.readouterr() == ("", "")


def test_each_error_of_compilation_is_placed() -> None:
    with pytest.raises(SchemaError) as caught:
        sheet('<xsl:valu-of/>\n<xsl:value-of select="1 +"/>')
    assert [(one.span.line, one.message) for one in caught.value.diagnostics] == [
        (5, "XTSE0010 Unknown XSLT instruction xsl:valu-of"),
        (6, "XPST0003 Unexpected token <eof> before ..."),
    ]


def test_stylesheet_that_is_not_well_formed_is_placed() -> None:
    with pytest.raises(SchemaError) as caught:
        saxon.compile("<xsl:stylesheet>", trusted=False)
    assert [one.rule for one in caught.value.diagnostics] == ["xml.not-well-formed"]


def test_missing_stylesheet_is_a_fault_in_the_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^there is no file .*none\.xsl$"):
        saxon.compile(tmp_path / "none.xsl", trusted=True)


def test_declared_encoding_of_a_text_does_not_matter() -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>\n' + SHEET.format("é")
    assert saxon.compile(text, trusted=False).transform("<a/>").text == "é"
    made = sheet("<xsl:value-of select='.'/>")
    assert made.transform('<?xml version="1.0" encoding="UTF-16"?><a>é</a>').text == "é"


def test_stylesheet_without_a_file_is_read_once() -> None:
    assert sheet("once") is sheet("once")


def test_stylesheet_can_be_sent_to_another_process() -> None:
    made = sheet("<xsl:value-of select='name(*)'/>")
    back = pickle.loads(pickle.dumps(made))  # noqa: S301 - made on the line itself
    assert back.transform("<a/>").text == "a"


@pytest.mark.slow
def test_processes_of_their_own_can_transform() -> None:
    made = sheet("<xsl:value-of select='name(*)'/>")
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        results = pool.map(made.transform, ["<a/>", "<b/>"])
    assert [result.text for result in results] == ["a", "b"]


def write(folder: Path, name: str, body: str, attributes: str = "") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f'<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" {attributes}>'
    path.write_text(f"{head}{body}</xsl:stylesheet>", encoding="utf-8")
    return path


def test_includes_of_a_trusted_stylesheet_are_joined_once_each(tmp_path: Path) -> None:
    write(tmp_path, "sub/deep.xsl", '<xsl:template name="deep">deep</xsl:template>')
    write(tmp_path, "sub/one.xsl", '<xsl:include href="deep.xsl"/><xsl:variable name="one" select="1"/>')
    main = write(
        tmp_path,
        "main.xsl",
        '<xsl:include href="sub/one.xsl"/><xsl:include href="sub/deep.xsl"/><xsl:output method="text"/>'
        '<xsl:template match="/"><xsl:value-of select="$one"/><xsl:call-template name="deep"/></xsl:template>',
    )
    assert saxon.compile(main, trusted=True).transform("<a/>").text == "1deep"
    with pytest.raises(SchemaError, match="xsl:include is allowed only"):
        saxon.compile(main, trusted=False)


def test_each_file_keeps_its_own_defaults(tmp_path: Path) -> None:
    included = '<xsl:template name="t">{$x}<xsl:value-of select="count(//a)"/></xsl:template>'
    write(tmp_path, "plain.xsl", included)
    write(
        tmp_path,
        "tei.xsl",
        '<xsl:template name="u"><xsl:value-of select="count(//a)"/></xsl:template>',
        'xpath-default-namespace="urn:t"',
    )
    main = write(
        tmp_path,
        "main.xsl",
        '<xsl:include href="plain.xsl"/><xsl:include href="tei.xsl"/><xsl:output method="text"/>'
        '<xsl:template match="/">{1 + 1} <xsl:call-template name="t"/> <xsl:call-template name="u"/></xsl:template>',
        'expand-text="yes"',
    )
    assert saxon.compile(main, trusted=True).transform('<r><a xmlns="urn:t"/></r>').text == "2 {$x}01"


@pytest.mark.parametrize("href", ["file:///etc/passwd", "//host/x.xsl", "/x.xsl", "none.xsl", ""])
def test_include_that_leads_elsewhere_is_placed(tmp_path: Path, href: str) -> None:
    main = write(tmp_path, "main.xsl", f'\n<xsl:include href="{href}"/>')
    with pytest.raises(SchemaError) as caught:
        saxon.compile(main, trusted=True)
    (found,) = caught.value.diagnostics
    assert (found.rule, found.path, found.span.line, found.span.column) == ("xsl.stylesheet", str(main), 2, 1)


def test_import_is_refused_where_no_library_is_named(tmp_path: Path) -> None:
    write(tmp_path, "x.xsl", "")
    main = write(tmp_path, "main.xsl", '<xsl:import href="x.xsl"/>')
    with pytest.raises(SchemaError) as caught:
        saxon.compile(main, trusted=False)
    message = "xsl:import is allowed only of the stylesheets that tei ships"
    start = main.read_text(encoding="utf-8").index("<xsl:import") + 1
    span = Span(1, start, 1, start + len('<xsl:import href="x.xsl"/>'))
    assert caught.value.diagnostics == (
        Diagnostic("xsl.stylesheet", message, str(main), span, xpath="/xsl:stylesheet/xsl:import"),
    )


def test_what_is_imported_keeps_its_precedence(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    write(library, "part.xsl", '<xsl:template match="b" priority="9">theirs</xsl:template>')
    write(library, "all.xsl", '<xsl:include href="part.xsl"/><xsl:template name="n">é</xsl:template>')
    template = '<xsl:template match="b">mine, <xsl:next-match/>, <xsl:call-template name="n"/></xsl:template>'
    main = write(tmp_path, "main.xsl", f'<xsl:import href="other.xsl"/><xsl:output method="text"/>{template}')
    sheet = saxon.compile(main, trusted=False, library=library, standing={"other.xsl": "all.xsl"})
    assert sheet.transform("<a><b/></a>").text == "mine, theirs, é"


def test_a_fault_in_what_is_imported_is_placed_in_its_file(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    write(library, "part.xsl", '\n\n<xsl:template match="b"><xsl:value-of select="1 +"/></xsl:template>')
    main = write(tmp_path, "main.xsl", '<xsl:import href="part.xsl"/>')
    with pytest.raises(SchemaError) as caught:
        saxon.compile(main, trusted=False, library=library)
    (found,) = caught.value.diagnostics
    assert (found.path, found.span.line) == (str(library / "part.xsl"), 3)


def test_an_included_file_keeps_the_prefixes_that_only_its_xpath_uses(tmp_path: Path) -> None:
    (tmp_path / "main.xsl").write_text(
        f'<xsl:stylesheet version="3.0" xmlns:xsl="{XSL}"><xsl:include href="part.xsl"/></xsl:stylesheet>',
        encoding="utf-8",
    )
    (tmp_path / "part.xsl").write_text(
        f'<xsl:stylesheet version="3.0" xmlns:xsl="{XSL}" xmlns:q="urn:q" expand-text="yes">'
        '<xsl:template match="/"><out>{count(/q:a/q:b)}</out></xsl:template></xsl:stylesheet>',
        encoding="utf-8",
    )
    result = saxon.compile(tmp_path / "main.xsl", trusted=True).transform('<a xmlns="urn:q"><b/><b/></a>')
    assert result.text.endswith(">2</out>")


@pytest.mark.parametrize("broken", ["main.xsl", "part.xsl"])
def test_an_error_in_joined_files_is_placed_in_the_one_that_has_it(tmp_path: Path, broken: str) -> None:
    include = '<xsl:include href="part.xsl"/>'
    for name, head, wrong in (("main.xsl", include, broken == "main.xsl"), ("part.xsl", "", broken == "part.xsl")):
        template = f'<xsl:template name="{name[:4]}">\n<xsl:sequence select="{"f(" if wrong else "1"}"/></xsl:template>'
        (tmp_path / name).write_text(
            f'<xsl:stylesheet version="3.0" xmlns:xsl="{XSL}">\n{head}\n{template}</xsl:stylesheet>',
            encoding="utf-8",
        )
    with pytest.raises(SchemaError) as caught:
        saxon.compile(tmp_path / "main.xsl", trusted=False, library=tmp_path)
    (finding,) = caught.value.diagnostics
    assert (finding.rule, finding.path, finding.span.line) == ("xsl.stylesheet", str((tmp_path / broken).resolve()), 4)
