"""The Schematron of documentary editions: each assertion has a document that breaks it and nothing else."""

import subprocess
from pathlib import Path

import pytest
from lxml import etree

from tei import relaxng, saxon, schematron
from tei.diagnostics import Severity, Span
from tei.document import parse, read
from tei.names import SCH
from tei.schematron import Schema

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
FAULTY = FIXTURES / "faulty"
VALID = sorted((FIXTURES / "valid").glob("*.xml"))
SCHEMA = ROOT / "schemas" / "tei-documentary.sch"

PLACES = {
    "literal-bracket": (34, 47),
    "notation-pair": (27, 9),
    "notation-balance": (27, 9),
    "hand-declared": (34, 33),
    "hand-unused": (29, 13),
    "mark-empty": (45, 9),
    "mark-hand": (35, 9),
    "mark-place": (45, 9),
    "mark-target": (45, 9),
    "mark-reported": (44, 9),
    "mark-report-target": (45, 9),
    "note-hand-or-resp": (35, 9),
    "note-hand-and-resp": (45, 9),
    "place-without-hand": (34, 31),
    "add-hand": (34, 39),
    "del-hand": (34, 39),
    "resp-declared": (34, 74),
    "person-ref": (54, 37),
    "org-ref": (54, 44),
    "place-ref": (54, 47),
    "pointer-dangling": (34, 68),
    "pointer-number-sign": (34, 68),
    "gloss-after-target": (34, 39),
    "gloss-same-block": (35, 49),
    "date-normalised": (34, 47),
    "date-evidence": (34, 47),
    "date-year": (34, 47),
    "date-when-iso": (34, 71),
    "corresp-sender": (29, 7),
    "corresp-addressee": (29, 7),
    "corresp-claimed": (29, 7),
    "corresp-default": (25, 5),
    "corresp-order": (36, 11),
    "signer-sender": (64, 35),
    "distribution-recipient": (65, 40),
    "gap-reason": (34, 47),
    "gap-measure": (34, 47),
    "positional-id": (34, 12),
    "label-order": (35, 32),
    "quotation-unpaired": (34, 46),
    "licence-target": (16, 11),
    "resp-relator": (7, 9),
    "language-declared": (34, 48),
}
"""The line and column at which each assertion's fixture is found faulty."""

WARNINGS = {"label-order", "quotation-unpaired"}


@pytest.fixture(scope="module")
def schema() -> Schema:
    return schematron.load(SCHEMA)


def fixture(assertion: str) -> Path:
    return FAULTY / f"sch-{assertion}.xml"


def assertions() -> list[etree._Element]:
    return list(etree.parse(SCHEMA).getroot().iter(f"{{{SCH}}}assert", f"{{{SCH}}}report"))


@pytest.mark.parametrize("assertion", PLACES)
def test_faulty_document_has_its_finding_and_no_other(schema: Schema, assertion: str) -> None:
    found = schema.validate(read(fixture(assertion)))
    places = [(finding.rule, finding.span.line, finding.span.column) for finding in found]
    assert places == [(f"sch.{assertion}", *PLACES[assertion])]


@pytest.mark.parametrize("assertion", PLACES)
def test_finding_says_how_to_mend_it(schema: Schema, assertion: str) -> None:
    (found,) = schema.validate(read(fixture(assertion)))
    assert len(found.help) == 1
    assert found.help[0].endswith((".", "well."))
    assert found.message.endswith(".")
    assert found.severity is (Severity.WARNING if assertion in WARNINGS else Severity.ERROR)


def test_the_grammar_accepts_the_fixtures() -> None:
    grammar = relaxng.load(ROOT / "schemas" / "tei-documentary.rng")
    files = [*(fixture(assertion) for assertion in PLACES), *VALID]
    assert [finding for path in files for finding in grammar.validate(path)] == []


def test_all_of_tei_accepts_the_fixtures(jing: str, shared_data: Path) -> None:
    grammar = shared_data / "p5" / "tei_all.rng"
    files = [*FAULTY.glob("sch-*.xml"), *VALID]
    result = subprocess.run([jing, str(grammar), *map(str, files)], capture_output=True, text=True, check=False)
    assert (result.stdout, result.returncode) == ("", 0)


def test_every_assertion_has_an_id_of_its_own_and_a_fixture() -> None:
    identifiers = [assertion.get("id") for assertion in assertions()]
    assert sorted(map(str, identifiers)) == sorted(PLACES)
    assert {path.name for path in FAULTY.glob("sch-*.xml")} == {fixture(assertion).name for assertion in PLACES}


def test_every_assertion_names_one_way_to_mend_it() -> None:
    root = etree.parse(SCHEMA).getroot()
    advice = {str(element.get("id")) for element in root.iter(f"{{{SCH}}}diagnostic")}
    used = {str(assertion.get("diagnostics")) for assertion in assertions()}
    assert used == advice


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid_document_has_no_finding(schema: Schema, path: Path) -> None:
    assert schema.validate(read(path)) == []


@pytest.mark.parametrize("name", ["cable-59363.xml", "authority.xml"])
def test_corpus_has_no_finding(schema: Schema, name: str) -> None:
    corpus = ROOT / "corpus"
    documents = {"authority.xml": saxon.node(read(corpus / "authority.xml"))}
    assert schema.validate(read(corpus / name), documents=documents) == []


def in_text(body: str, header: str = "") -> bytes:
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><encodingDesc><tagsDecl>'
        f"{header}</tagsDecl></encodingDesc></teiHeader><text><body><div>{body}</div></body></text></TEI>"
    ).encode()


def rules(schema: Schema, body: str, header: str = "") -> list[str]:
    return [finding.rule for finding in schema.validate(parse(in_text(body, header)))]


@pytest.mark.parametrize(
    "reference, expected",
    [
        ("authority.xml#ana", []),
        ("authority.xml#mill", ["sch.person-ref"]),
        ("authority.xml#nobody", ["sch.person-ref"]),
        ("elsewhere.xml#ana", []),
        ("https://example.org/ana", []),
        ("#ana", ["sch.person-ref"]),
    ],
)
def test_names_are_looked_up_in_the_documents_at_hand(schema: Schema, reference: str, expected: list[str]) -> None:
    authority = saxon.node(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><person xml:id="ana"/><place xml:id="mill"/></TEI>'
    )
    document = parse(in_text(f'<p><persName ref="{reference}">Ana</persName></p>'))
    found = schema.validate(document, documents={"authority.xml": authority})
    assert [finding.rule for finding in found] == expected


@pytest.mark.parametrize(
    "before, after, balanced",
    [
        ("[", "]", True),
        ("[[", "]]", True),
        ("[a [b] c ", "]", True),
        ("[[", "]", False),
        ("[", "]]", False),
        ("]", "[", False),
        ("(", "(", True),
    ],
)
def test_generated_brackets_are_counted_in_pairs(schema: Schema, before: str, after: str, balanced: bool) -> None:  # noqa: FBT001 - a column of the table
    header = "".join(
        f'<rendition xml:id="nota-{place}" scheme="css" scope="{place}" selector="gloss">content: "{text}"</rendition>'
        for place, text in (("before", before), ("after", after))
    )
    assert rules(schema, "<p>words</p>", header) == ([] if balanced else ["sch.notation-balance"])


@pytest.mark.parametrize("text, expected", [(" [sic]", []), ("]", ["sch.notation-balance"])])
def test_what_is_generated_only_after_balances_by_itself(schema: Schema, text: str, expected: list[str]) -> None:
    header = f'<rendition xml:id="nota-sic-after" scope="after" selector="sic">content: "{text}"</rendition>'
    assert rules(schema, "<p>words</p>", header) == expected


def test_lost_bracket_needs_no_partner(schema: Schema) -> None:
    header = '<rendition xml:id="nota-before-lost" scope="before" selector="gloss">content: "["</rendition>'
    assert rules(schema, "<p>words</p>", header) == []


@pytest.mark.parametrize(
    "words, expected",
    [
        ("<p>“a” «b»</p>", 0),
        ("<p>“a</p><p>“b”</p>", 0),
        ("<p>“a</p><p>b</p>", 1),
        ("<p>a”</p>", 1),
        ("<p>a<sic>”</sic></p>", 0),
        ("<p>“a «b” c»</p>", 0),
        ("<p>“a<note resp='#e'>b” c</note>”</p>", 1),
        ("<p>„a“</p>", 0),
        ("<p>“a “b” c”</p>", 0),
        ("<p>“a “b” c</p>", 1),
    ],
)
def test_quotation_marks_pair(schema: Schema, words: str, expected: int) -> None:
    assert rules(schema, words).count("sch.quotation-unpaired") == expected


@pytest.mark.parametrize(
    "date, expected",
    [
        ('<date when="1949-10-23">2300 23 October 1949</date>', []),
        ('<date when="1949-10-24" evidence="internal">0840 24 October</date>', []),
        ('<date when="1949-10-24">0840 24 October</date>', ["sch.date-year"]),
        ('<date when="1945">19<supplied>4</supplied>5</date>', []),
        ('<date from="1949-01-01" to="1950-01-01">1949-1950</date>', []),
        ('<date when="1949-10">October</date>', ["sch.date-evidence"]),
        ("<date>October 1949</date>", ["sch.date-normalised"]),
    ],
)
def test_year_comes_from_the_words_or_from_evidence(schema: Schema, date: str, expected: list[str]) -> None:
    assert rules(schema, f"<p>{date}</p>") == expected


def test_undeclared_language_is_reported_once(schema: Schema) -> None:
    found = rules(schema, '<p xml:lang="hu">a</p><p xml:lang="hu">b</p>')
    assert found == ["sch.language-declared"]


@pytest.mark.parametrize(
    "scope, content, expected",
    [
        ("before", "(p. 1)", []),
        ("before", "[signed] ", []),
        ("after", " [sic]", []),
        ("before", "[stamp: ", ["sch.notation-pair"]),
        ("after", "]", ["sch.notation-balance"]),
    ],
)
def test_generated_text_that_balances_by_itself_needs_no_partner(
    schema: Schema,
    scope: str,
    content: str,
    expected: list[str],
) -> None:
    header = f'<rendition xml:id="nota-x" scheme="css" scope="{scope}" selector="pb">content: "{content}"</rendition>'
    assert rules(schema, "<p/>", header) == expected


def test_bracket_is_marked_to_where_it_closes(schema: Schema) -> None:
    (found,) = schema.validate(parse(in_text("<p>a &amp;\r\n  b <hi>c</hi> d\n [e\nf] [g]</p>")))
    assert found.span == Span(3, 2, 4, 3)


def test_unpaired_mark_itself_is_marked(schema: Schema) -> None:
    (found,) = schema.validate(parse(in_text("<p>“a” «b»\n“c” d”</p>")))
    assert (found.rule, found.span) == ("sch.quotation-unpaired", Span(2, 6, 2, 7))


AUTHORITY = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><person xml:id="ana"/><person xml:id="bo"/></TEI>'
GENERAL = "Put “#” before the xml:id of an element in this document, “authority.xml#” before that of an entry there."


@pytest.mark.parametrize(
    "element, advice",
    [
        ('<persName ref="ana">A</persName>', "Write “authority.xml#ana”."),
        ('<ref target="here">A</ref>', "Write “#here”."),
        ('<ref target="here #here ana">A</ref>', "Write “#here” and “authority.xml#ana”."),
        ('<persName ref="eve">A</persName>', GENERAL),
        ('<hi rendition="bold">A</hi>', GENERAL),
        ('<handShift new="here"/>', "Write “#here”."),
    ],
)
def test_bare_name_is_told_the_pointer_it_may_be_meant_for(schema: Schema, element: str, advice: str) -> None:
    document = parse(in_text(f'<p xml:id="here">{element}</p>'))
    (found,) = schema.validate(document, documents={"authority.xml": saxon.node(AUTHORITY)})
    assert (found.rule, found.help) == ("sch.pointer-number-sign", (advice,))


@pytest.mark.parametrize(
    "element",
    [
        '<ref target="scan.pdf">A</ref>',
        '<ref target="annexes/two">A</ref>',
        '<ref target="..">A</ref>',
        '<ref target="?page=2">A</ref>',
        '<rs ref="wd:Q855">A</rs>',
        '<graphic url="page" facs="leaf"/>',
    ],
)
def test_address_of_a_file_or_a_page_needs_no_number_sign(schema: Schema, element: str) -> None:
    assert rules(schema, f"<p>{element}</p>") == []


@pytest.mark.parametrize("attribute, rule", [("hand", "sch.hand-declared"), ("resp", "sch.resp-declared")])
def test_bare_name_of_a_hand_or_an_editor_is_one_finding(schema: Schema, attribute: str, rule: str) -> None:
    assert rules(schema, f'<p>a<note {attribute}="who">b</note></p>') == [rule]


def test_editors_note_is_not_ascribed_to_a_hand(schema: Schema) -> None:
    (found,) = schema.validate(parse(in_text('<p xml:id="here">a<note resp="#here">b</note></p>')))
    assert found.rule == "sch.resp-declared"
    assert found.message == (
        "“#here”, to whom the note is ascribed, is no respStmt and no editor: the pointer leads to <p>."
    )


def test_gloss_that_explains_itself_is_told_so(schema: Schema) -> None:
    (found,) = schema.validate(parse(in_text('<p>a <gloss xml:id="gloss-a" target="#gloss-a">b</gloss></p>')))
    assert (found.rule, found.message) == ("sch.gloss-after-target", "The gloss “b” is its own target.")


def corresponding(actions: str) -> bytes:
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc>'
        f'<correspDesc xml:id="c" default="true">{actions}</correspDesc></profileDesc></teiHeader>'
        '<text><body><div decls="#c"><p/></div></body></text></TEI>'
    ).encode()


SENT = '<correspAction type="sent"><persName>A</persName><date when="1951-03-02"/></correspAction>'
RECEIVED = '<correspAction type="received" subtype="to"><orgName>B</orgName></correspAction>'


@pytest.mark.parametrize(
    "actions, expected",
    [
        (SENT + RECEIVED, []),
        ('<correspAction type="sent"><date when="1951"/></correspAction>' + RECEIVED, ["sch.corresp-sender"]),
        (
            SENT + '<correspAction type="received" subtype="to"><date when="1951-03"/></correspAction>',
            ["sch.corresp-addressee"],
        ),
        (SENT + RECEIVED.replace("</orgName>", '</orgName><date notAfter="1950"/>'), ["sch.corresp-order"]),
        (SENT + RECEIVED.replace("</orgName>", '</orgName><date notBefore="1950" notAfter="1952"/>'), []),
    ],
)
def test_correspondence_names_its_parties_and_runs_forwards(schema: Schema, actions: str, expected: list[str]) -> None:
    assert [finding.rule for finding in schema.validate(parse(corresponding(actions)))] == expected


@pytest.mark.parametrize(
    "time, expected",
    [
        ('<time when="08:40:00" when-iso="08:40"/>', []),
        ('<time when="08:40:00" when-iso="1951-03-02T08:40"/>', []),
        ('<time when="08:40:00" when-iso="08:41"/>', ["sch.date-when-iso"]),
        ('<date when="1951-03-02" when-iso="1951-03-02T08:40">2 March 1951</date>', []),
        ('<date when="1951-03-02" when-iso="1951-03-03T08:40">2 March 1951</date>', ["sch.date-when-iso"]),
    ],
)
def test_days_agree_with_days_and_times_with_times(schema: Schema, time: str, expected: list[str]) -> None:
    assert rules(schema, f"<p>{time}</p>") == expected


@pytest.mark.parametrize("identifier", ["p12", "page3", "fn2", "section-2", "_12", "d1e23"])
def test_identifier_that_counts_places_is_reported(schema: Schema, identifier: str) -> None:
    assert rules(schema, f'<p xml:id="{identifier}">x</p>') == ["sch.positional-id"]


@pytest.mark.parametrize("identifier", ["p-this-spring", "cable-59363", "stamp-incoming", "note-gru"])
def test_identifier_made_of_what_it_names_is_not_reported(schema: Schema, identifier: str) -> None:
    assert rules(schema, f'<p xml:id="{identifier}">x</p>') == []
