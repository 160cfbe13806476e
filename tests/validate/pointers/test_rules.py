"""Each rule on pointers: a document that breaks it, with the place, and one that only just does not."""

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from tei.diagnostics import Severity
from tei.document import read
from tei.odd.bases import facts as tei_facts
from tei.odd.pointing import pointing
from tei.validate import Report, validate
from tei.validate.pointers import facts as facts_module
from tei.validate.pointers import tables
from tei.validate.pointers.facts import gather, identifiers

Corpus = Callable[..., Report]
Found = tuple[str, str, tuple[int, int, int, int], str]
AUTHORITY = """<person xml:id="ada"/>
<person xml:id="babbage"/>
<place xml:id="paris"/>"""


def told(report: Report) -> list[Found]:
    return [
        (
            Path(one.path).name,
            one.rule,
            (one.span.line, one.span.column, one.span.end_line, one.span.end_column),
            one.message,
        )
        for one in report.findings
    ]


# --- ptr.dangling ---


def test_pointer_to_nothing_in_the_document_is_found_with_what_is_meant(check: Corpus) -> None:
    report = check({"a.xml": '<sp who="#adda"/><person xml:id="ada"/><sp who="#ada"/>'})
    assert told(report) == [
        ("a.xml", "ptr.dangling", (2, 5, 2, 16), "@who points at #adda, an xml:id that no element here has")
    ]
    assert report.findings[0].help == ("did you mean #ada?",)
    assert report.findings[0].xpath == "/TEI/sp[1]/@who"
    (excerpt,) = report.documents[0].excerpts
    assert excerpt is not None
    assert excerpt.text[excerpt.start : excerpt.end] == 'who="#adda"'


def test_pointer_to_nothing_in_another_file_is_found_where_it_is_written(check: Corpus) -> None:
    report = check({"authority.xml": AUTHORITY, "letters/a.xml": '\n<persName ref="../authority.xml#babage"/>'})
    assert told(report) == [
        (
            "a.xml",
            "ptr.dangling",
            (3, 11, 3, 40),
            "@ref points at ../authority.xml#babage, an xml:id that no element there has",
        )
    ]
    assert report.findings[0].help == ("did you mean ../authority.xml#babbage?",)


def test_forgotten_file_is_named_if_the_document_points_into_it(check: Corpus) -> None:
    body = '<sp who="#ada"/><sp who="../names%20é.xml#babbage"/><sp who="#adda"/><person xml:id="addb"/>'
    report = check({"names é.xml": AUTHORITY, "letters/a.xml": body})
    assert [one.help for one in report.findings] == [
        ("did you mean ../names%20%C3%A9.xml#ada?",),
        ("did you mean #addb?",),
    ]


def test_one_of_several_pointers_is_marked(check: Corpus) -> None:
    report = check({"a.xml": '<person xml:id="ada"/><sp who="#ada #nobody\n #ada"/>'})
    assert told(report) == [
        ("a.xml", "ptr.dangling", (2, 37, 2, 44), "@who points at #nobody, an xml:id that no element here has")
    ]
    assert report.findings[0].help == ()


def test_word_that_a_reference_to_a_character_divides_is_marked_with_its_attribute(check: Corpus) -> None:
    report = check({"a.xml": '<person xml:id="ada"/><sp who="#ada&#32;#nobody"/>'})
    assert [place for _file, _rule, place, _message in told(report)] == [(2, 27, 2, 49)]


def test_missing_element_is_told_once_a_document(check: Corpus) -> None:
    report = check({"a.xml": '<sp who="#x"/><seg corresp="#x #y"/><seg ana="#x"/>', "b.xml": '<sp who="a.xml#x"/>'})
    assert [(file, message) for file, _rule, _place, message in told(report)] == [
        ("a.xml", "@who points at #x, an xml:id that no element here has; so do 2 other attributes"),
        ("a.xml", "@corresp points at #y, an xml:id that no element here has"),
        ("b.xml", "@who points at a.xml#x, an xml:id that no element there has"),
    ]


def test_span_may_end_in_another_file(check: Corpus) -> None:
    report = check(
        {"a.xml": '<addSpan spanTo="b.xml#end"/><seg corresp="b.xml#end"/>', "b.xml": '<anchor xml:id="end"/>'}
    )
    assert told(report) == []


def test_file_that_is_pointed_into_need_not_be_checked(check: Corpus) -> None:
    bodies = {
        "authority.xml": AUTHORITY + '<sp who="#wrong"/>',
        "a.xml": '<sp who="authority.xml#ada authority.xml#x"/>',
    }
    assert [(file, rule) for file, rule, _place, _message in told(check(bodies, "a.xml"))] == [
        ("a.xml", "ptr.dangling")
    ]


@pytest.mark.parametrize(
    "pointer",
    ["http://example.org/a.xml#x", "b.pdf#page=2", "#xpath(//p[1])", "#", "#ad%61", "/b.xml#x", "a.xml", "gnd:1#x"],
)
def test_what_leads_elsewhere_or_somewhere_is_left_alone(check: Corpus, pointer: str) -> None:
    assert told(check({"a.xml": f'<person xml:id="ada"/><seg corresp="{pointer}"/>'})) == []


def test_only_attributes_that_hold_pointers_on_their_element_are_looked_at(check: Corpus) -> None:
    report = check({"a.xml": '<seg n="#x" type="#x"/><locus from="#x"/><x xmlns="" who="#x"/><app from="#x"/>'})
    assert [place for _file, _rule, place, _message in told(report)] == [(2, 69, 2, 78)]


def test_examples_are_left_alone(check: Corpus) -> None:
    body = '<egXML xmlns="http://www.tei-c.org/ns/Examples"><sp xml:id="a" who="#x"/><sp xml:id="a"/></egXML>'
    assert told(check({"a.xml": body})) == []


@pytest.mark.parametrize("fragment", ["%0A", "a%0Ab", "a%09b", "%00", "%ff", "a%20b", "-", "é%CC%81"])
def test_fragment_that_can_be_no_identifier_dangles(check: Corpus, fragment: str) -> None:
    report = check({"a.xml": f'<seg corresp="#{fragment} b.xml#{fragment}"/>', "b.xml": "<p/>"})
    assert [rule for _file, rule, _place, _message in told(report)] == ["ptr.dangling", "ptr.dangling"]


def test_what_an_entity_or_a_declaration_brings_in_is_found_where_it_is_called_for(
    tmp_path: Path, check: Corpus
) -> None:
    check({})
    (tmp_path / "a.xml").write_text(
        """<!DOCTYPE TEI [<!ENTITY e "<sp xmlns='http://www.tei-c.org/ns/1.0' who='#x'/>"><!ATTLIST u who CDATA "#y">]>
<TEI xmlns="http://www.tei-c.org/ns/1.0">&e;<u/></TEI>""",
        encoding="utf-8",
    )
    report = check({}, "a.xml")
    assert [place for _file, _rule, place, _message in told(report)] == [(2, 42, 2, 45), (2, 45, 2, 49)]


def test_document_that_cannot_be_read_lacks_nothing(check: Corpus, tmp_path: Path) -> None:
    (tmp_path / "broken.xml").write_text("<TEI><", encoding="utf-8")
    report = check({"a.xml": '<sp who="broken.xml#x"/>'})
    assert (told(report), report.documents[0].unchecked) == ([], (str(tmp_path / "broken.xml"),))
    assert [rule for _file, rule, _place, _message in told(check({}, "a.xml", "broken.xml"))] == ["xml.not-well-formed"]


def test_pipe_is_checked_by_itself(tmp_path: Path) -> None:
    import os  # noqa: PLC0415 - beside its only use

    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    import threading  # noqa: PLC0415 - as above

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    text = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><sp who="#x"/><sp who="a.xml#x"/></TEI>'
    writer = threading.Thread(target=pipe.write_text, args=(text,))
    writer.start()
    report = validate(pipe, pointers=True)
    writer.join()
    assert [one.message for one in report.findings if one.rule.startswith("ptr.")] == [
        "@who points at #x, an xml:id that no element here has"
    ]


# --- xml:base ---


def test_base_leads_to_another_file(check: Corpus) -> None:
    body = """<div xml:base="names/"><sp who="authority.xml#ada"/><sp who="authority.xml#x"/></div>
<div xml:base="names/authority.xml"><sp who="#ada"/><sp who="#x"/></div>
<div xml:base="names/"><p xml:base="authority.xml"><sp who="#y"/></p></div>
<div xml:base="http://example.org/"><sp who="authority.xml#z #z"/></div>"""
    report = check({"names/authority.xml": AUTHORITY, "a.xml": body})
    assert [(rule, place) for _file, rule, place, _message in told(report)] == [
        ("ptr.dangling", (2, 57, 2, 78)),
        ("ptr.dangling", (4, 56, 4, 64)),
    ]
    assert report.findings[0].message.endswith("; so does another attribute")


def test_address_that_a_document_is_published_at_makes_it_no_other(check: Corpus, tmp_path: Path) -> None:
    check({})
    path = tmp_path / "a.xml"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:base="https://example.org/a"><sp who="#x"/></TEI>',
        encoding="utf-8",
    )
    found = validate(path, schema=tmp_path / "anything.rng", pointers=True).findings
    assert [(one.rule, one.span.column) for one in found] == [("ptr.dangling", 79)]


# --- prefixDef ---

PREFIX = '<prefixDef ident="psn" matchPattern="([a-z]+)" replacementPattern="authority.xml#$1"/>'


def test_private_prefix_leads_where_its_declaration_says(check: Corpus) -> None:
    report = check({"authority.xml": AUTHORITY, "a.xml": f'{PREFIX}\n<sp who="psn:ada psn:adda"/>'}, "a.xml")
    assert told(report) == [
        (
            "a.xml",
            "ptr.dangling",
            (3, 18, 3, 26),
            "@who points at psn:adda (authority.xml#adda), an xml:id that no element there has",
        )
    ]
    assert report.findings[0].help == ("did you mean psn:ada?",)


def test_private_prefix_may_have_several_declarations(check: Corpus) -> None:
    second = '<prefixDef ident="psn" matchPattern="(\\d+)-(\\d+)" replacementPattern="#n$2-$1"/>'
    report = check(
        {"authority.xml": AUTHORITY, "a.xml": f'{PREFIX}{second}<p xml:id="n2-1"/><sp who="psn:ada psn:1-2"/>'}
    )
    assert told(report) == []


def test_pointer_that_no_pattern_fits_is_found(check: Corpus) -> None:
    report = check({"authority.xml": AUTHORITY, "a.xml": f'{PREFIX}\n<sp who="psn:ADA psn:ada urn:x:y"/>'}, "a.xml")
    assert told(report) == [
        (
            "a.xml",
            "ptr.prefix",
            (3, 10, 3, 17),
            "@who has psn:ADA, and no prefixDef for psn has a matchPattern that fits",
        )
    ]


@pytest.mark.parametrize("pattern", ["(a+)+", "(.*)(.*)(.*)(.*)", "(", "\\i\\c*", "x" * 300])
def test_pattern_that_could_be_slow_or_is_none_is_not_tried(check: Corpus, pattern: str) -> None:
    declared = f'<prefixDef ident="psn" matchPattern="{pattern}" replacementPattern="#$1"/>'
    assert told(check({"a.xml": f'{declared}<sp who="psn:{"a" * 150}!"/>'})) == []


def test_pattern_that_a_later_python_may_read_otherwise_is_no_warning(check: Corpus) -> None:
    declared = '<prefixDef ident="psn" matchPattern="[a-z--x]+" replacementPattern="#$0"/>'
    assert told(check({"a.xml": f'{declared}<p xml:id="ada"/><sp who="psn:ada"/>'})) == []


def test_group_that_a_pattern_has_not_stands_for_nothing(check: Corpus) -> None:
    declared = '<prefixDef ident="psn" matchPattern="([a-z]+)(-x)?" replacementPattern="#$1$2$3$0"/>'
    assert told(check({"a.xml": f'{declared}<p xml:id="adaada"/><sp who="psn:ada"/>'})) == []


# --- ptr.kind ---


@pytest.mark.parametrize(
    "wrong, right",
    [
        ('<sp who="authority.xml#paris"/>', '<sp who="authority.xml#ada"/>'),
        ('<persName ref="authority.xml#paris"/>', '<rs ref="authority.xml#paris"/>'),
        ('<placeName ref="authority.xml#ada"/>', '<placeName ref="authority.xml#paris"/>'),
        ('<add hand="authority.xml#ada"/>', '<add hand="authority.xml#name"/>'),
        ('<addSpan spanTo="authority.xml#ada"/>', '<addSpan spanTo="authority.xml#name"/>'),
        ('<rdg wit="authority.xml#ada"/>', '<rdg source="authority.xml#ada"/>'),
        ('<pb facs="authority.xml#ada"/>', '<pb corresp="authority.xml#ada"/>'),
    ],
)
def test_element_of_the_wrong_kind_is_found(check: Corpus, wrong: str, right: str) -> None:
    authority = AUTHORITY + '<name xml:id="name"/>'
    (found,) = check({"authority.xml": authority, "a.xml": wrong}).findings
    assert (Path(found.path).name, found.rule) == ("a.xml", "ptr.kind")
    assert told(check({"a.xml": right}, "a.xml", "authority.xml")) == []


def test_wrong_kind_is_told_with_what_is_right(check: Corpus) -> None:
    report = check({"a.xml": AUTHORITY + '\n<sp who="#ada #paris"/><sp who="#paris"/><placeName ref="#paris"/>'})
    assert told(report) == [
        ("a.xml", "ptr.kind", (5, 15, 5, 21), "@who points at #paris, a <place>; so does another attribute")
    ]
    assert report.findings[0].help == ("@who should lead to a person or an organisation",)


# --- ptr.duplicate-id and ptr.ambiguous ---


def test_identifier_that_two_elements_have_is_found_once_in_its_document(check: Corpus) -> None:
    bodies = {"a.xml": '<p xml:id="x"/>\n<p xml:id="x"/><seg corresp="#x"/>', "b.xml": '<seg corresp="a.xml#x"/>'}
    assert told(check(bodies)) == [
        ("a.xml", "ptr.duplicate-id", (3, 4, 3, 14), 'xml:id="x" is taken: an element in line 2 has it')
    ]


def test_pointer_to_two_elements_of_a_file_that_is_not_checked_is_found(check: Corpus) -> None:
    bodies = {"a.xml": '<p xml:id="x"/><p xml:id="x"/><p xml:id="y"/>', "b.xml": '<seg corresp="a.xml#x a.xml#y"/>'}
    assert told(check(bodies, "b.xml")) == [
        (
            "b.xml",
            "ptr.ambiguous",
            (2, 15, 2, 22),
            "@corresp points at a.xml#x, an xml:id that several elements there have",
        )
    ]


def test_duplicate_that_the_grammar_finds_is_not_told_again(repository: Path) -> None:
    faulty = repository / "tests" / "fixtures" / "faulty" / "rng-duplicate-id.xml"
    assert [one.rule for one in validate(faulty).findings] == ["rng.duplicate-id"]


# --- XInclude ---


def test_included_documents_and_what_includes_them_are_one(check: Corpus) -> None:
    bodies = {
        "master.xml": '<xi:include href="head.xml"/><xi:include href="parts/one.xml"/><sp who="#ada #x"/>',
        "head.xml": AUTHORITY,
        "parts/one.xml": '<sp who="#ada #y"/><p xml:id="here"/>',
        "other.xml": '<seg corresp="master.xml#here master.xml#z"/>',
    }
    assert [(file, rule, place) for file, rule, place, _message in told(check(bodies))] == [
        ("master.xml", "ptr.dangling", (2, 78, 2, 80)),
        ("one.xml", "ptr.dangling", (2, 15, 2, 17)),
        ("other.xml", "ptr.dangling", (2, 31, 2, 43)),
    ]


def test_identifier_of_two_included_documents_is_ambiguous(check: Corpus) -> None:
    bodies = {
        "master.xml": '<xi:include href="one.xml"/><xi:include href="two.xml"/><seg corresp="#x"/>',
        "one.xml": '<p xml:id="x"/>',
        "two.xml": '<p xml:id="x"/>',
    }
    assert told(check(bodies)) == [
        (
            "master.xml",
            "ptr.ambiguous",
            (2, 62, 2, 74),
            "@corresp points at #x, an xml:id that several elements here have",
        )
    ]


def test_documents_that_include_each_other_end(check: Corpus) -> None:
    bodies = {
        "a.xml": '<xi:include href="b.xml"/><seg corresp="#b"/>',
        "b.xml": '<xi:include href="a.xml"/><p xml:id="b"/><seg corresp="#c"/>',
    }
    assert [(file, rule) for file, rule, _place, _message in told(check(bodies))] == [
        ("b.xml", "xi.loop"),
        ("a.xml", "xi.loop"),
        ("b.xml", "ptr.dangling"),
    ]


def test_file_that_is_included_as_text_has_no_identifiers(check: Corpus, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Ada", encoding="utf-8")
    report = check({"a.xml": '<xi:include href="notes.txt" parse="text"/><seg corresp="#b"/>'})
    assert [rule for _file, rule, _place, _message in told(report)] == ["ptr.dangling"]


def test_nothing_is_missing_beside_an_included_file_that_cannot_be_read(check: Corpus, tmp_path: Path) -> None:
    (tmp_path / "broken.xml").write_text("<", encoding="utf-8")
    report = check({"a.xml": '<xi:include href="broken.xml"/><seg corresp="#b"/>'})
    assert [(file, rule) for file, rule, _place, _message in told(report)] == [("broken.xml", "xml.not-well-formed")]


# --- ptr.unused ---


def test_entries_that_nothing_points_at_are_named_on_request(check: Corpus) -> None:
    bodies = {
        "authority.xml": AUTHORITY + '<p xml:id="p"/><person xml:id="own"/><sp who="#own"/>',
        "a.xml": '<sp who="authority.xml#ada"/>',
    }
    report = check(bodies, unused=True)
    assert told(report) == [
        ("authority.xml", "ptr.unused", (3, 9, 3, 25), 'nothing points at xml:id="babbage"'),
        ("authority.xml", "ptr.unused", (4, 8, 4, 22), 'nothing points at xml:id="paris"'),
    ]
    assert {one.severity for one in report.findings} == {Severity.WARNING}
    assert told(check(bodies)) == []


def test_authority_file_of_the_project_is_looked_through_for_unused_entries(check: Corpus, tmp_path: Path) -> None:
    (tmp_path / "tei.toml").write_text('[encode]\nauthority = "authority.xml"\n', encoding="utf-8")
    report = check({"authority.xml": AUTHORITY, "a.xml": '<sp who="authority.xml#ada"/>'}, "a.xml", unused=True)
    assert [(file, rule) for file, rule, _place, _message in told(report)] == [("authority.xml", "ptr.unused")] * 2
    assert [Path(one.path).name for one in report.documents] == ["a.xml", "authority.xml"]


# --- the corpus ---


def test_serial_and_parallel_find_the_same(check: Corpus) -> None:
    bodies = {"authority.xml": AUTHORITY} | {
        f"{number:03}.xml": f'<p xml:id="p{number}"/><sp who="authority.xml#{"ada" if number % 10 else "adda"}"/>'
        f'<seg corresp="{(number + 1) % 200:03}.xml#p{number + (1 if number % 50 else 2)}"/>'
        for number in range(200)
    }
    serial = check(bodies)
    assert check(bodies, jobs=3) == serial
    dangling = [(file, message) for file, rule, _place, message in told(serial) if rule == "ptr.dangling"]
    assert len(dangling) == len(serial.findings) == 20 + 4 + 1  # 199 wants p200 of a document that has p0.


PLANTED = {
    "ptr.dangling": '<seg corresp="#p #nowhere"/>',
    "ptr.kind": '<sp who="names.xml#paris"/>',
    "ptr.prefix": '<sp who="psn:ADA"/>',
    "ptr.duplicate-id": '<p xml:id="p"/>',
    "ptr.file-missing": '<sp who="nmes.xml#ada"/>',
    "ptr.ambiguous": '<seg corresp="twice.xml#x"/>',
    "xml.not-well-formed": "<",
}


@pytest.mark.parametrize("jobs", [1, 2])
def test_planted_faults_are_found_in_a_corpus_and_nothing_else(check: Corpus, jobs: int) -> None:
    prefix = PREFIX.replace("authority", "names")
    sound = '<p xml:id="p"/><sp who="psn:ada names.xml#babbage"/><seg corresp="#p {next}.xml#p {next}.xml#p"/>'
    bodies = {f"{number}.xml": prefix + sound.format(next=(number + 1) % 150) for number in range(150)}
    planted = dict(zip(range(10, 150, 4), list(PLANTED) * 5, strict=True))
    for number, rule in planted.items():
        bodies[f"{number}.xml"] += f"\n{PLANTED[rule]}"
    check({"names.xml": AUTHORITY, "twice.xml": '<p xml:id="x"/><p xml:id="x"/>'}, "names.xml")
    found = check(bodies, jobs=jobs)
    assert [(file, rule, place[0]) for file, rule, place, _message in told(found)] == [
        (f"{number}.xml", rule, 3) for number, rule in planted.items()
    ]


def test_identifiers_of_a_file_are_unpacked_once_however_many_point_at_them(
    check: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked: list[str] = []

    def counted(one: facts_module.Facts) -> facts_module.Identified:
        unpacked.append(Path(one.place).name)
        return identifiers(one)

    monkeypatch.setattr(facts_module, "identifiers", counted)
    letters = {f"{number}.xml": '<sp who="names.xml#ada names.xml#x"/><sp who="0.xml#y"/>' for number in range(50)}
    report = check({"names.xml": AUTHORITY} | letters)
    assert len(report.findings) == 100
    assert sorted(unpacked) == ["0.xml", "0.xml", "names.xml", "names.xml"]  # Once more for what 0.xml itself lacks.


def test_facts_are_small_and_picklable(check: Corpus, tmp_path: Path) -> None:
    many = "".join(f'<p xml:id="paragraph-{number}"/><sp who="authority.xml#ada"/>' for number in range(1000))
    check({"a.xml": many})
    facts, faults = gather(read(tmp_path / "a.xml"))
    assert faults == []
    sent = pickle.dumps(facts)
    assert len(sent) < 10_000
    assert len(identifiers(pickle.loads(sent)).elements) == 1000  # noqa: S301 - made on the line before


def test_each_document_may_be_as_large_as_its_own_project_says(check: Corpus, tmp_path: Path) -> None:
    for folder, size_bytes in (("small", 200), ("large", 9000)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "tei.toml").write_text(f"[limits]\nsize_bytes = {size_bytes}\n", encoding="utf-8")
    report = check({"small/a.xml": '<sp who="#x"/>', "large/b.xml": '<sp who="#x"/>' + " " * 500})
    assert [file for file, _rule, _place, _message in told(report)] == ["a.xml", "b.xml"]


@pytest.mark.parametrize("role, rules", [("warning", ["ptr.dangling", "sch.who"]), ("error", ["sch.who"])])
def test_only_an_error_of_another_kind_says_enough_of_an_attribute(
    check: Corpus, tmp_path: Path, role: str, rules: list[str]
) -> None:
    (tmp_path / "who.sch").write_text(
        f"""<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">
  <ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
  <pattern><rule context="t:sp/@who"><assert id="who" role="{role}" test="false()">No.</assert></rule></pattern>
</schema>""",
        encoding="utf-8",
    )
    check({"a.xml": '<sp who="#x"/>', "b.xml": '<sp who="c.xml#x"/>', "c.xml": ""}, "c.xml")
    report = validate([tmp_path / "a.xml", tmp_path / "b.xml"], schema=tmp_path / "who.sch", pointers=True)
    assert [one.rule for one in report.findings] == rules * 2


def test_no_report_has_the_facts(check: Corpus) -> None:
    assert [one.facts for one in check({"a.xml": '<sp who="#x"/>', "b.xml": ""}).documents] == [None, None]


def test_pointers_are_looked_up_where_the_projects_schemas_apply(check: Corpus, tmp_path: Path) -> None:
    check({"a.xml": '<sp who="#x"/>'})
    path, grammar = tmp_path / "a.xml", tmp_path / "anything.rng"
    assert validate(path, schema=grammar).findings == ()
    assert "ptr.dangling" in {one.rule for one in validate(path).findings}
    assert "ptr.dangling" not in {one.rule for one in validate(path, pointers=False).findings}


# --- the tables ---


def test_table_of_pointers_is_that_of_the_facts() -> None:
    table = {
        name: {key: sorted(elements) for key, elements in where.items()} for name, where in tables.attributes().items()
    }
    assert table == pointing()
    assert (table["ref"], list(table["where"]), list(table["from"])) == ({}, ["except"], ["on"])


def test_kinds_name_elements_and_pointers_of_tei() -> None:
    base = tei_facts.load()
    elements = set(base.idents("element"))
    stored = tables._stored("kinds.json")
    named = {one for kind in stored["kinds"].values() for one in kind} | set(stored["entries"])
    assert named <= elements
    for row in stored["pointers"]:
        assert set(row["kinds"]) <= set(stored["kinds"])
        for at in row["at"]:
            element, _, attribute = at.rpartition("@")
            assert not element or tables.is_pointer(element, attribute), at
            assert attribute in tables.attributes(), at


def test_no_declarable_element_is_refused_by_decls() -> None:
    base = tei_facts.load()
    specs = {ident: base.spec("element", ident) for ident in base.idents("element")}
    declarable = {
        ident
        for ident, spec in specs.items()
        if spec and spec.classes and any(one.key == "att.declarable" for one in spec.classes.members)
    }
    aim = tables.aim("div", "decls")
    assert aim is not None
    assert "bibl" in declarable
    assert not declarable & aim.wrong
