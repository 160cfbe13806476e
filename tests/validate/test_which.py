"""Which schemas a document is checked against, by what it says itself, its project and its version of TEI."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tei import settings as projects
from tei.diagnostics import Diagnostic, Span
from tei.errors import SettingsError, UsageError
from tei.limits import DEFAULT
from tei.odd.wish import Wish as Odd
from tei.validate import compiled, prolog, validate
from tei.validate.associate import Association, Wish
from tei.validate.results import Report
from tei.validate.stand_ins import of_tei

RNG = "http://relaxng.org/ns/structure/1.0"
SCH = "http://purl.oclc.org/dsdl/schematron"
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
NS = "http://www.tei-c.org/ns/1.0"
TEI = f'xmlns="{NS}"'
RELEASE = "https://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng"
GRAMMAR = f"""<grammar xmlns="{RNG}" xmlns:sch="{SCH}" ns="http://www.tei-c.org/ns/1.0">
  <sch:ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
  <start><element name="TEI">
    <optional><attribute name="n"/></optional><optional><attribute name="version"/></optional>
    <sch:pattern><sch:rule context="t:TEI"><sch:assert id="has-n" test="@n">No n.</sch:assert></sch:rule></sch:pattern>
  </element></start>
</grammar>"""
COMPACT = 'default namespace = "http://www.tei-c.org/ns/1.0"\nelement TEI { attribute n { "1" } }\n'
RULES = f"""<schema xmlns="{SCH}" queryBinding="xslt3"><ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
  <phase id="strict"><active pattern="s"/></phase><phase id="lax"><active pattern="l"/></phase>
  <pattern id="s"><rule context="t:TEI"><assert id="strict" test="false()">Strict.</assert></rule></pattern>
  <pattern id="l"><rule context="t:TEI"><assert id="lax" test="false()">Lax.</assert></rule></pattern>
</schema>"""
XSD = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.tei-c.org/ns/1.0">
  <xs:element name="TEI"><xs:complexType><xs:attribute name="n" use="required"/></xs:complexType></xs:element>
</xs:schema>"""
DTD = """<!ELEMENT TEI EMPTY>
<!ATTLIST TEI xmlns CDATA #FIXED "http://www.tei-c.org/ns/1.0" n CDATA #REQUIRED>"""

COMPACT_TYPE = "application/relax-ng-compact-syntax"
W3C = "http://www.w3.org/2001/XMLSchema"
VAULT = "https://www.tei-c.org/Vault/P5"
Document = Callable[[str], Path]


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Document:
    """A function that writes a document beside a schema of each kind, and goes to its folder."""
    files = {"g.rng": GRAMMAR, "c.rnc": COMPACT, "r.sch": RULES, "x.xsd": XSD, "d.dtd": DTD}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def write(text: str) -> Path:
        path = Path("a.xml")
        path.write_text(text, encoding="utf-8")
        return path

    return write


def model(href: str, kind: str = "", **others: str) -> str:
    said = {"href": href, **({"schematypens": kind} if kind else {}), **others}
    return "<?xml-model " + " ".join(f'{name}="{value}"' for name, value in said.items()) + "?>\n"


MODEL = model("g.rng", RNG)


def found(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


# --- each way of asking ---


@pytest.mark.parametrize(
    "text, schemas, rules",
    [
        (model("g.rng", RNG) + f"<TEI {TEI}/>", ("g.rng",), []),
        (model("g.rng") + f"<TEI {TEI} m='1'/>", ("g.rng",), ["rng.attribute-not-allowed"]),
        (model("c.rnc", type=COMPACT_TYPE) + f"<TEI {TEI}/>", ("c.rnc",), ["rng.attribute-missing"]),
        (model("g.rng", SCH) + f"<TEI {TEI}/>", ("g.rng",), ["sch.has-n"]),
        (model("g.rng", RNG) + model("g.rng", SCH) + f"<TEI {TEI}/>", ("g.rng",), ["sch.has-n"]),
        (model("r.sch", SCH) + f"<TEI {TEI}/>", ("r.sch",), ["sch.lax", "sch.strict"]),
        (model("r.sch", SCH, phase="lax") + f"<TEI {TEI}/>", ("r.sch",), ["sch.lax"]),
        (MODEL + model("r.sch", SCH, phase="strict") + f"<TEI {TEI}/>", ("g.rng", "r.sch"), ["sch.strict"]),
        (model("x.xsd", W3C) + f"<TEI {TEI}/>", ("x.xsd",), ["xsd.attribute-missing"]),
        (model("d.dtd", type="application/xml-dtd") + f"<TEI {TEI}/>", ("d.dtd",), ["dtd.attribute-missing"]),
        (f'<TEI {TEI} {XSI} xsi:schemaLocation="{NS} x.xsd"/>', ("x.xsd",), ["xsd.attribute-missing"]),
        (f'<TEI {TEI} {XSI} xsi:noNamespaceSchemaLocation="x.xsd"/>', ("x.xsd",), ["xsd.attribute-missing"]),
        (f'<!DOCTYPE TEI SYSTEM "d.dtd"><TEI {TEI}/>', ("d.dtd",), ["dtd.attribute-missing"]),
        (f"<!DOCTYPE TEI PUBLIC '-' 'd.dtd' [<!ENTITY e 'x'>]><TEI {TEI}/>", ("d.dtd",), ["dtd.attribute-missing"]),
        (f"<TEI {TEI}/>", ("tei-documentary.rng", "tei-documentary.sch"), ["rng.content-incomplete"]),
    ],
)  # fmt: skip
def test_document_is_checked_against_what_it_asks_for(
    document: Document, text: str, schemas: tuple[str, ...], rules: list[str]
) -> None:
    report = validate(document(text))
    assert report.schemas == schemas
    assert sorted(found(report)) == rules


def test_odd_that_a_document_asks_for_is_compiled(document: Document, repository: Path) -> None:
    text = (repository / "schemas" / "tei-lite.odd").read_text(encoding="utf-8")
    Path("lite.odd").write_text(text, encoding="utf-8")
    report = validate(document(model("lite.odd", "http://www.tei-c.org/ns/1.0") + f"<TEI {TEI}/>"))
    assert report.schemas[0] == "lite.rng"
    assert "rng.content-incomplete" in found(report)


def test_schema_in_another_folder_is_found_from_the_document(document: Document) -> None:
    document("")
    inner = Path("in")
    inner.mkdir()
    (inner / "a.xml").write_text(model("../c.rnc") + f"<TEI {TEI} n='1'/>", encoding="utf-8")
    report = validate(inner)
    assert (report.schemas, report.findings) == (("c.rnc",), ())


# --- the order ---


EVERYTHING = (
    model("g.rng", RNG)
    + f'<!DOCTYPE TEI SYSTEM "d.dtd">\n<TEI {TEI} {XSI} version="4.7.0" xsi:noNamespaceSchemaLocation="x.xsd"/>'
)


def _without(*parts: str) -> str:
    text = EVERYTHING
    for part in parts:
        assert part in text
        text = text.replace(part, "")
    return text


LOCATION = ' xsi:noNamespaceSchemaLocation="x.xsd"'
DOCTYPE = '<!DOCTYPE TEI SYSTEM "d.dtd">'
VERSION = ' version="4.7.0"'
SETTINGS = '[validate]\nschema = "c.rnc"\n'


@pytest.mark.parametrize(
    "text, project, schema",
    [
        (EVERYTHING, True, "g.rng"),
        (_without(MODEL), True, "x.xsd"),
        (_without(MODEL, LOCATION), True, "d.dtd"),
        (_without(MODEL, LOCATION, DOCTYPE), True, "c.rnc"),
        (_without(MODEL, LOCATION, DOCTYPE), False, "tei_all@4.7.0.rng"),
        (_without(MODEL, LOCATION, DOCTYPE, VERSION), True, "c.rnc"),
        (_without(MODEL, LOCATION, DOCTYPE, VERSION), False, "tei-documentary.rng"),
    ],
    ids=["xml-model", "schemaLocation", "DOCTYPE", "project", "version", "project alone", "nothing"],
)
def test_first_that_names_a_schema_counts(document: Document, text: str, project: bool, schema: str) -> None:  # noqa: FBT001
    if project:
        Path("tei.toml").write_text(SETTINGS, encoding="utf-8")
    assert validate(document(text)).schemas[0] == schema


@pytest.mark.parametrize("rules", [model("r.sch", SCH), model("r.sch"), model("g.rng", SCH)])
def test_rules_leave_it_to_the_next_to_name_a_grammar(document: Document, rules: str) -> None:
    report = validate(document(rules + _without(MODEL)))
    assert report.schemas[-1] == "x.xsd"
    assert "d.dtd" not in report.schemas


def test_schema_of_the_call_keeps_out_all_others(document: Document) -> None:
    Path("tei.toml").write_text(SETTINGS, encoding="utf-8")
    report = validate(document(EVERYTHING), schema="x.xsd")
    assert report.schemas == ("x.xsd",)


def test_explanation_has_a_line_for_each_candidate(document: Document) -> None:
    Path("tei.toml").write_text(SETTINGS, encoding="utf-8")
    choices = Association(Wish()).explain(document(EVERYTHING))
    project = str(Path.cwd() / "tei.toml")
    assert [(choice.candidate, choice.chosen) for choice in choices] == [
        ("xml-model g.rng", True),
        ("xsi:noNamespaceSchemaLocation x.xsd", False),
        ("DOCTYPE d.dtd", False),
        (f"{project} c.rnc", False),
        ("built-in tei_all@4.7.0", False),
    ]
    assert choices[0].why == "RELAX NG; the file is there"
    assert choices[1].why == "passed over: xml-model comes first"
    assert choices[3].why == "passed over: the document’s own comes first"


@pytest.mark.parametrize(
    "version, name, why",
    [
        ("4.7.0", "tei_all@4.7.0", 'the document declares version="4.7.0"'),
        ("4.1.0", "tei_all@4.4.0", "the next release that is here is taken"),
        ("9.0.0", "tei_all", "the newest is taken"),
        ("5.0", "tei_all", "names no release"),
        ("", "tei-documentary", "declares no version"),
    ],
)
def test_built_in_schema_is_that_of_the_declared_version(document: Document, version: str, name: str, why: str) -> None:
    said = f' version="{version}"' if version else ""
    (choice,) = Association(Wish(settings=projects.Settings())).explain(document(f"<TEI {TEI}{said}/>"))
    assert (choice.candidate, choice.chosen) == (f"built-in {name}", True)
    assert why in choice.why


def test_call_explains_that_it_names_the_schema(document: Document) -> None:
    wish = Wish(("c.rnc",), settings=projects.Settings())
    choices = Association(wish).explain(document(MODEL + f"<TEI {TEI}/>"))
    assert [(choice.candidate, choice.chosen, choice.why) for choice in choices] == [
        ("--schema c.rnc", True, "the call names it"),
        ("xml-model g.rng", False, "passed over: --schema comes first"),
        ("built-in tei-documentary", False, "passed over: --schema comes first"),
    ]


# --- addresses ---


@pytest.mark.parametrize(
    "address, name",
    [
        (RELEASE, "tei_all"),
        (RELEASE.replace("https", "http").replace("www.", ""), "tei_all"),
        ("https://www.tei-c.org/Vault/P5/4.7.0/xml/tei/custom/schema/relaxng/tei_all.rnc", "tei_all@4.7.0"),
        ("https://vault.tei-c.org/P5/3.0.0/xml/tei/custom/schema/xsd/tei_all.xsd", "tei_all@3.0.0"),
        ("http://www.tei-c.org/Vault/P5/current/xml/tei/custom/schema/dtd/tei_all.dtd", "tei_all"),
        ("https://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_lite.rng", "tei-lite"),
        ("https://www.tei-c.org/Vault/P5/4.7.0/xml/tei/custom/schema/relaxng/tei_lite.rng", ""),
        ("https://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_bare.rng", ""),
        ("https://www.tei-c.org.example.org/release/xml/tei/custom/schema/relaxng/tei_all.rng", ""),
        ("https://example.org/https://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng", ""),
        ("tei_all.rng", ""),
    ],
)
def test_address_of_tei_means_the_built_in_schema(address: str, name: str) -> None:
    assert of_tei(address) == name


def test_grammar_and_rules_at_an_address_of_tei_are_the_built_in_ones(document: Document) -> None:
    report = validate(document(model(RELEASE, RNG) + model(RELEASE, SCH) + f"<TEI {TEI}/>"))
    assert report.schemas[0] == "tei_all.rng"
    assert "tei-conformance.sch" in report.schemas
    assert found(report) == ["rng.content-incomplete"]
    assert report.documents[0].not_run == ("Schematron",)


NOT_HERE = [
    ("https://example.org/g.rng", "https://example.org/g.rng is not a file beside the document"),
    ("file:///etc/passwd", "file:///etc/passwd is not a file beside the document"),
    ("/etc/passwd", "/etc/passwd is not a file beside the document"),
    ("//host/share/g.rng", "//host/share/g.rng is not a file beside the document"),
    ("none.rng", "there is no file none.rng"),
    (".", ". is a folder"),
    ("g.rng%00", "is not a file beside the document"),
    ("", "no address is given"),
    (f"{VAULT}/4.2.1/xml/tei/custom/schema/relaxng/tei_all.rng", "TEI P5 4.2.1 is not here; there are 2.7.0"),
]  # fmt: skip


@pytest.mark.parametrize("href, message", NOT_HERE)
def test_schema_that_is_not_here_is_a_finding_at_the_instruction(document: Document, href: str, message: str) -> None:
    instruction = model(href, RNG)
    report = validate(document(instruction + f"<TEI {TEI}/>"))
    (finding,) = report.findings
    assert (finding.rule, finding.span) == ("schema.not-here", Span(1, 1, 1, len(instruction)))
    assert message in finding.message
    assert finding.help
    assert report.schemas == ()
    assert report.exit_code() == 1


def test_address_that_two_instructions_have_is_missed_once(document: Document) -> None:
    report = validate(document(model("none.rng", RNG) + model("none.rng", SCH) + f"<TEI {TEI}/>"))
    assert found(report) == ["schema.not-here"]


def test_thousands_of_instructions_take_no_longer_than_they_must(document: Document) -> None:
    report = validate(document("".join(model(f"n{n}.rng", RNG) for n in range(5_000)) + f"<TEI {TEI}/>"))
    assert [finding.span.line for finding in report.findings] == list(range(1, 5_001))


def test_what_is_here_applies_beside_what_is_not(document: Document) -> None:
    report = validate(document(model("none.sch", SCH) + model("c.rnc") + f"<TEI {TEI}/>"))
    assert found(report) == ["schema.not-here", "rng.attribute-missing"]


@pytest.mark.parametrize(
    "instruction",
    [model("g.nvdl", "http://purl.oclc.org/dsdl/nvdl/ns/structure/1.0"), model("r.sch", "http://www.ascc.net/xml/schematron")],
)  # fmt: skip
def test_kind_that_is_not_supported_is_a_finding(document: Document, instruction: str) -> None:
    Path("g.nvdl").write_text("<rules/>", encoding="utf-8")
    (finding,) = validate(document(instruction + f"<TEI {TEI}/>")).findings
    assert (finding.rule, finding.span.line) == ("schema.kind-unknown", 1)


def test_schema_that_cannot_be_used_concerns_those_who_ask_for_it(document: Document) -> None:
    Path("bad.rng").write_text("<grammar", encoding="utf-8")
    document(model("bad.rng", RNG) + f"<TEI {TEI}/>")
    Path("c.xml").write_text(Path("a.xml").read_text(encoding="utf-8"), encoding="utf-8")
    Path("b.xml").write_text(model("c.rnc") + f"<TEI {TEI}/>", encoding="utf-8")
    report = validate(["a.xml", "b.xml", "c.xml"])
    (fault,) = report.faults
    assert fault.startswith(f"a schema that documents ask for cannot be used: {Path.cwd() / 'bad.rng'}:1:1")
    assert report.exit_code() == 2
    assert found(report) == ["rng.attribute-missing"]


def test_broken_schema_is_compiled_once_for_all_who_ask_for_it(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[object] = []
    own = compiled.grammar

    def counted(*given: Any, **named: Any) -> object:
        calls.append(given)
        return own(*given, **named)

    monkeypatch.setattr(compiled, "grammar", counted)
    Path("bad.rng").write_text("<grammar>", encoding="utf-8")
    document(model("bad.rng", RNG) + f"<TEI {TEI}/>")
    Path("c.xml").write_text(Path("a.xml").read_text(encoding="utf-8"), encoding="utf-8")
    assert validate(["a.xml", "c.xml"]).exit_code() == 2
    assert len(calls) == 1


def test_unknown_phase_of_an_instruction_concerns_its_document_alone(document: Document) -> None:
    report = validate(document(model("r.sch", SCH, phase="none") + f"<TEI {TEI}/>"))
    (fault,) = report.faults
    assert "sch.schema.phase-unknown" in fault


# --- catalogs ---

CATALOG = """<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
  <uri name="https://example.org/g.rng" uri="c.rnc"/>
  <rewriteSystem systemIdStartString="https://example.org/dtds/" rewritePrefix="./"/>
  <public publicId="-//X//Letters" uri="d.dtd"/>
  <uri name="https://example.org/all" uri="https://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng"/>
  <uri name="https://example.org/gone.rng" uri="gone.rng"/>
  <uri name="https://example.org/moved.rng" uri="https://example.org/elsewhere.rng"/>
</catalog>"""


@pytest.mark.parametrize(
    "text, schema",
    [
        (model("https://example.org/g.rng", RNG), "c.rnc"),
        (model("https://example.org/all", RNG), "tei_all.rng"),
        ('<!DOCTYPE TEI SYSTEM "https://example.org/dtds/d.dtd">', "d.dtd"),
        ('<!DOCTYPE TEI PUBLIC "-//X//Letters" "https://elsewhere.example/d.dtd">', "d.dtd"),
    ],
)
@pytest.mark.parametrize("named", ["call", "project"])
def test_catalog_says_which_file_stands_for_an_address(document: Document, text: str, schema: str, named: str) -> None:
    Path("catalog.xml").write_text(CATALOG, encoding="utf-8")
    if named == "project":
        Path("tei.toml").write_text('[validate]\ncatalogs = ["catalog.xml"]\n', encoding="utf-8")
    odd = Odd(catalog=Path("catalog.xml")) if named == "call" else Odd()
    assert validate(document(text + f"<TEI {TEI} n='1'/>"), odd=odd).schemas[0] == schema


@pytest.mark.parametrize("name", ["gone", "moved"])
def test_catalog_that_leads_nowhere_is_told(document: Document, name: str) -> None:
    Path("catalog.xml").write_text(CATALOG, encoding="utf-8")
    text = model(f"https://example.org/{name}.rng", RNG) + f"<TEI {TEI}/>"
    (finding,) = validate(document(text), odd=Odd(catalog=Path("catalog.xml"))).findings
    assert finding.rule == "schema.not-here"
    assert finding.message.startswith(f"a catalog maps https://example.org/{name}.rng to ")


def test_catalog_that_is_none_is_a_fault_of_the_call(document: Document) -> None:
    Path("catalog.xml").write_text("<catalog", encoding="utf-8")
    with pytest.raises(UsageError, match=r"^the catalog catalog\.xml cannot be read: "):
        validate(document(MODEL + f"<TEI {TEI}/>"), odd=Odd(catalog=Path("catalog.xml")))


def test_catalog_of_the_settings_that_is_not_there_is_told(document: Document) -> None:
    Path("tei.toml").write_text('[validate]\ncatalogs = ["none.xml"]\n', encoding="utf-8")
    with pytest.raises((UsageError, SettingsError), match=r"none\.xml"):
        validate(document(MODEL + f"<TEI {TEI}/>"))


# --- embedded rules and phases of the call ---


def test_grammar_of_the_call_applies_without_its_rules(document: Document) -> None:
    assert validate(document(f"<TEI {TEI}/>"), schema="g.rng").findings == ()


def test_embedded_adds_the_rules_inside_the_grammar(document: Document) -> None:
    (finding,) = validate(document(f"<TEI {TEI}/>"), schema="g.rng", embedded=True).findings
    assert (finding.rule, finding.message) == ("sch.has-n", "No n.")


@pytest.mark.parametrize(
    "name, rules", [("tei-documentary", "tei-documentary.sch"), ("tei_all", "tei-conformance.sch")]
)
def test_embedded_adds_the_rules_of_a_built_in_schema(document: Document, name: str, rules: str) -> None:
    assert rules in validate(document(f"<TEI {TEI}/>"), schema=name, embedded=True).schemas


def test_embedded_rules_of_the_projects_grammar_apply(document: Document) -> None:
    Path("tei.toml").write_text('[validate]\nschema = "g.rng"\n', encoding="utf-8")
    assert found(validate(document(f"<TEI {TEI}/>"))) == []
    assert found(validate(document(f"<TEI {TEI}/>"), embedded=True)) == ["sch.has-n"]


def test_phase_of_the_call_is_run(document: Document) -> None:
    assert found(validate(document(f"<TEI {TEI}/>"), schema="r.sch", phase="lax")) == ["sch.lax"]


# --- reading the prolog ---


def asked(text: str | bytes) -> list[tuple[str, str]]:
    data = text if isinstance(text, bytes) else text.encode()
    return [(one.by, one.href) for one in prolog.of_bytes(data, "a.xml").asked]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("<?xml-model href='a&amp;b.rng'?><x/>", [("xml-model", "a&b.rng")]),
        ("<?xml-model href='&#x41;&#66;.rng'?><x/>", [("xml-model", "AB.rng")]),
        ("<!-- <?xml-model href='a.rng'?> --><x/>", []),
        ("<x/><?xml-model href='a.rng'?>", []),
        ("<?xml-models href='a.rng'?><x/>", []),
        ("<?xml-model\n href = \"a.rng\"\n?><!DOCTYPE x SYSTEM 'b.dtd'><?xml-model href='c.rng'?><x/>",
         [("xml-model", "a.rng"), ("DOCTYPE", "b.dtd"), ("xml-model", "c.rng")]),
        ("<!DOCTYPE x [<!ENTITY e SYSTEM 'e.xml'><?xml-model href='no.rng'?>]><x/>", []),
        (f"<x {XSI} xsi:schemaLocation=' u:a a.xsd\n u:b b.xsd u:c '/>",
         [("xsi:schemaLocation", "a.xsd"), ("xsi:schemaLocation", "b.xsd")]),
        ("<x xmlns:xsi='u:other' xsi:schemaLocation='u:a a.xsd'/>", []),
        ("<x xsi:schemaLocation='u:a a.xsd'/>", []),
        ("<?xml-model?><x/>", [("xml-model", "")]),
        ("<?xml-model href='a.rng'?>", []),
        ("<?xml-model href='a.rng'?><x", []),
        ("<?xml-model href='a.rng'?><!DOCTYPE x [<!ENTITY", []),
        ("", []),
        (b"\xff<x/>", []),
        ("<?xml version='1.0' encoding='UTF-16'?><?xml-model href='å'?><x/>".encode("utf-16"), [("xml-model", "å")]),
    ],
)  # fmt: skip
def test_prolog_is_read_as_xml_has_it(text: str | bytes, expected: list[tuple[str, str]]) -> None:
    assert asked(text) == expected


def test_all_pseudo_attributes_are_read() -> None:
    text = "<?xml-model href='a.sch' type='text/xml' schematypens='u:s' phase='p' charset='UTF-8' title='Of it'?><x/>"
    (one,) = prolog.of_bytes(text.encode(), "a.xml").asked
    assert one == prolog.Asked(
        "xml-model", "a.sch", Span(1, 1, 1, len(text) - 3), "u:s", "text/xml", "p", "Of it", "UTF-8"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_long_file_is_read_no_further_than_it_must(tmp_path: Path, encoding: str) -> None:
    head = f"<?xml version='1.0' encoding='{encoding}'?><?xml-model href='a.rng'?>"
    for filling in ("", f"<!--{'é' * 100_000}-->"):
        path = tmp_path / "a.xml"
        path.write_bytes(f"{head}{filling}<x>{'ö' * 100_001}</x>".encode(encoding))
        assert [one.href for one in prolog.of_file(path, DEFAULT).asked] == ["a.rng"]


def test_entities_of_the_doctype_are_not_expanded() -> None:
    bomb = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 20))
    text = f"<!DOCTYPE x [<!ENTITY e0 'x'>{bomb}]><x {XSI} xsi:noNamespaceSchemaLocation='&e19;'/>"
    assert asked(text) == [("xsi:noNamespaceSchemaLocation", "&e19;")]


def test_document_that_asks_for_a_schema_and_is_not_xml_is_told_so(document: Document) -> None:
    (finding,) = validate(document(MODEL + f"<TEI {TEI}>")).findings
    assert isinstance(finding, Diagnostic)
    assert finding.rule == "xml.not-well-formed"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_pipe_is_left_to_who_checks_the_document(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xml")
    assert prolog.of_file(tmp_path / "pipe.xml", DEFAULT) == prolog.Prolog()
