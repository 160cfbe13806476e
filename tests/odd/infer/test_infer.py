import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tei.diagnostics import Severity, Span
from tei.errors import UsageError
from tei.names import TEI, tei_name
from tei.odd.compiling import Compiled, compile_odd
from tei.odd.infer import infer
from tei.odd.infer.plan import Change
from tei.relaxng import compilation, sources
from tei.relaxng.validator import Validator

Corpus = Callable[..., Path]
Vocabulary = Callable[[Compiled], dict[str, set[str]]]
BASIC = {"TEI", "teiHeader", "fileDesc", "titleStmt", "title", "publicationStmt", "sourceDesc", "text", "body", "p"}


def changes(odd: str) -> dict[str, etree._Element]:
    """The specifications in an ODD by their idents."""
    root = etree.fromstring(odd.encode())
    return {node.get("ident", ""): node for node in root.iter(tei_name("elementSpec"), tei_name("classSpec"))}


def deleted(spec: etree._Element) -> list[str]:
    return [node.get("ident", "") for node in spec.iter(tei_name("attDef")) if node.get("mode") == "delete"]


def values(spec: etree._Element, attribute: str) -> list[str]:
    path = f'.//{{{TEI}}}attDef[@ident="{attribute}"]/{{{TEI}}}valList[@type="closed"]/{{{TEI}}}valItem'
    return [item.get("ident", "") for item in spec.findall(path)]


# --- elements and attributes ---


def test_schema_has_the_elements_and_attributes_that_occur_and_no_others(
    corpus: Corpus, compiled: Callable[[str], Compiled], vocabulary: Vocabulary
) -> None:
    folder = corpus('<p n="1">A <hi rend="bold">word</hi> of <persName ref="#a">hers</persName>.</p>', "<p/>")
    inferred = infer([folder])
    assert inferred.findings == ()
    assert (inferred.documents, inferred.valid, inferred.exit_code) == (2, 2, 0)
    found = vocabulary(compiled(inferred.odd))
    assert found.keys() == BASIC | {"hi", "persName"}
    assert {name: attributes for name, attributes in found.items() if attributes} == {
        "p": {"n"},
        "hi": {"rend"},
        "persName": {"ref"},
    }


def test_module_names_the_elements_that_are_taken_from_it(corpus: Corpus) -> None:
    plan = infer([corpus("<p><persName/></p>")]).plan
    assert {module.key: module.include for module in plan.modules} == {
        "tei": None,
        "core": ("p", "title"),
        "header": ("teiHeader", "fileDesc", "titleStmt", "publicationStmt", "sourceDesc"),
        "namesdates": ("persName",),
        "textstructure": ("TEI", "text", "body"),
    }


def test_module_is_taken_for_a_class_that_is_used(corpus: Corpus, compiled: Callable[[str], Compiled]) -> None:
    inferred = infer([corpus('<p ana="#a"/>')])
    assert '<moduleRef key="analysis" include=""/>' in inferred.odd
    assert "att.global.analytic" in compiled(inferred.odd).rng


def test_class_loses_once_what_none_of_its_members_uses(corpus: Corpus) -> None:
    specs = changes(infer([corpus('<p><persName ref="#a"/><date when="1949"/></p>')]).odd)
    assert deleted(specs["att.canonical"]) == ["key"]
    assert "key" not in deleted(specs["persName"])
    assert deleted(specs["att.datable.w3c"]) == ["notBefore", "notAfter", "from", "to"]


def test_class_without_a_used_attribute_is_deleted_and_not_what_stands_behind_it(corpus: Corpus) -> None:
    specs = changes(infer([corpus("<p><persName/></p>")]).odd)
    assert specs["att.editLike"].get("mode") == "delete"
    assert specs["att.global"].get("mode") == "delete"
    assert "att.global.rendition" not in specs


def test_element_loses_what_other_members_use(corpus: Corpus) -> None:
    specs = changes(infer([corpus('<div type="a" n="1"><p n="1"/><p><rs type="b"/></p></div>')]).odd)
    assert deleted(specs["rs"]) == ["n"]
    assert "div" not in specs


def test_element_leaves_a_class_none_of_whose_attributes_it_has(corpus: Corpus) -> None:
    folder = corpus('<p><date when="1949" notBefore="1948"/><persName/></p>')
    plan = infer([folder]).plan
    person = next(change for change in plan.changes if change.ident == "persName")
    assert person.left == ("att.datable",)


def test_attribute_that_an_element_defines_anew_goes_with_that_of_the_class(
    corpus: Corpus, compiled: Callable[[str], Compiled], vocabulary: Vocabulary
) -> None:
    # TEI changes @type of div's class for some elements, and replaces it for others.
    folder = corpus('<p><gap reason="lost"/><supplied>x</supplied><title type="main"/></p>')
    found = vocabulary(compiled(infer([folder]).odd))
    assert found["gap"] == {"reason"}
    assert found["supplied"] == set()
    assert found["title"] == {"type"}


def test_attribute_of_which_a_class_pulls_in_one_alone_is_not_deleted_twice(
    corpus: Corpus, compiled: Callable[[str], Compiled]
) -> None:
    # att.textCritical has @subtype from att.typed, and its own @type.
    inferred = infer([corpus('<list type="a"><item/></list><p><app><lem cause="b">a</lem></app></p>')])
    assert deleted(changes(inferred.odd)["att.textCritical"])[0] == "type"
    assert "lem" not in changes(inferred.odd) or "type" not in deleted(changes(inferred.odd)["lem"])
    assert compiled(inferred.odd).warnings == ()


def test_kept_class_stays_whole_on_its_members(
    corpus: Corpus, compiled: Callable[[str], Compiled], vocabulary: Vocabulary
) -> None:
    folder = corpus('<p><persName ref="#a"/></p>')
    found = vocabulary(compiled(infer([folder], keep_classes=["att.global.rendition", "att.canonical"]).odd))
    assert found["persName"] == {"rend", "style", "rendition", "key", "ref"}
    assert found["p"] == {"rend", "style", "rendition"}


def test_unknown_class_to_keep_is_refused_with_its_neighbour(corpus: Corpus) -> None:
    message = r"^there is no class of attributes att\.globl in TEI P5 4\.8\.0; did you mean att\.global\?$"
    with pytest.raises(UsageError, match=message):
        infer([corpus("<p/>")], keep_classes=["att.globl"])


def test_required_attribute_stays_required(corpus: Corpus, compiled: Callable[[str], Compiled]) -> None:
    odd = infer([corpus('<p><graphic url="a.png"/></p>')]).odd
    schema = validator(compiled(odd))
    assert schema.is_valid(corpus('<p><graphic url="b.png"/></p>').joinpath("000.xml").read_bytes())
    assert not schema.is_valid(corpus("<p><graphic/></p>").joinpath("000.xml").read_bytes())


# --- content models ---


def test_element_without_which_a_content_model_would_allow_more_stays(
    corpus: Corpus, compiled: Callable[[str], Compiled], whole: Callable[[str], str]
) -> None:
    inferred = infer([corpus("<p><index/></p>")])
    assert "No document has <gi>term</gi>" in inferred.odd
    schema = validator(compiled(inferred.odd))
    assert schema.is_valid(whole("<p><index/></p>").encode())
    assert not schema.is_valid(whole("<p><index><index/></index></p>").encode())


def test_empty_branch_of_a_content_model_stays(
    corpus: Corpus, compiled: Callable[[str], Compiled], whole: Callable[[str], str]
) -> None:
    manuscript = "<msDesc><msIdentifier><idno>1</idno></msIdentifier><history/></msDesc>"
    inferred = infer([corpus(f"<p>{manuscript}</p>")])
    assert inferred.findings == ()
    schema = validator(compiled(inferred.odd))
    assert schema.is_valid(whole(f"<p>{manuscript}</p>").encode())


# --- values ---


def test_few_values_are_closed_where_they_occur(corpus: Corpus) -> None:
    folder = corpus('<div type="letter"><p/></div>' * 10 + '<div type="diary"><p/></div>' * 5)
    assert values(changes(infer([folder]).odd)["div"], "type") == ["diary", "letter"]


def test_values_that_elements_share_are_closed_in_their_class(corpus: Corpus) -> None:
    folder = corpus('<p rend="bold"><hi rend="bold italic"/><hi rend="italic"/><seg rend="italic"/></p>' * 5)
    specs = changes(infer([folder]).odd)
    assert values(specs["att.global.rendition"], "rend") == ["bold", "italic"]
    assert "hi" not in specs or values(specs["hi"], "rend") == []


def test_number_of_values_limits_what_is_closed(corpus: Corpus) -> None:
    folder = corpus("".join(f'<div type="t{number}"><p/></div>' * 5 for number in range(4)))
    assert 'type="closed"' not in infer([folder], most_values=3).odd
    assert values(changes(infer([folder], most_values=4).odd)["div"], "type") == ["t0", "t1", "t2", "t3"]


@pytest.mark.parametrize(
    "body",
    [
        '<p xml:id="a{}"/>',
        '<p xml:lang="de"/>',
        '<p><date when="1949"/></p>',
        '<p><persName ref="#a"/></p>',
        '<p n="1"/>',
        '<p><persName key="a"/></p>',
        '<p><gap quantity="1"/></p>',
    ],
)
def test_identifiers_languages_dates_pointers_and_numbers_are_not_closed(corpus: Corpus, body: str) -> None:
    folder = corpus("".join(body.replace("{}", str(number)) for number in range(20)))
    inferred = infer([folder])
    assert inferred.findings == ()
    assert "valList" not in inferred.odd


def test_closed_list_of_the_source_keeps_what_is_used_and_is_never_added_to(corpus: Corpus) -> None:
    folder = corpus('<ab part="I"/><ab part="F"/>' * 10 + '<ab part="X"/>' * 10)
    inferred = infer([folder])
    assert [finding.rule for finding in inferred.findings] == ["odd.corpus-invalid"]
    # N is the default: it is meant where nothing is written.
    assert values(changes(inferred.odd)["ab"], "part") == ["F", "I", "N"]


# --- what is not TEI ---


def test_attribute_of_another_namespace_is_added(corpus: Corpus, compiled: Callable[[str], Compiled]) -> None:
    folder = corpus('<p xmlns:my="urn:x" my:hand="a"/>')
    inferred = infer([folder])
    assert inferred.findings == ()
    (added,) = (node for node in changes(inferred.odd)["p"].iter(tei_name("attDef")) if node.get("mode") == "add")
    assert (added.get("ident"), added.get("ns")) == ("hand", "urn:x")
    assert validator(compiled(inferred.odd)).passes(folder / "000.xml")


@pytest.mark.parametrize(
    "body, classes",
    [
        ('<p><formula><m:math xmlns:m="http://www.w3.org/1998/Math/MathML" display="block"/></formula></p>', 1),
        ('<figure><svg xmlns="http://www.w3.org/2000/svg" width="1"><g id="a"/></svg></figure>', 1),
        ('<p><my:a xmlns:my="urn:x" xml:id="b" my:c="d">e<my:f/></my:a></p><my:a xmlns:my="urn:x"/>', 2),
        ('<include xmlns="http://www.w3.org/2001/XInclude" href="a.xml"/>', 1),
    ],
)
def test_element_of_another_namespace_becomes_member_of_a_class(
    corpus: Corpus, compiled: Callable[[str], Compiled], body: str, classes: int
) -> None:
    folder = corpus(body + "<p/>")
    inferred = infer([folder])
    assert inferred.findings == ()
    (added,) = inferred.plan.additions
    assert len(added.classes) <= classes
    assert validator(compiled(inferred.odd)).passes(folder / "000.xml")


def test_formula_in_mathml_stands_where_graphics_do(corpus: Corpus) -> None:
    folder = corpus('<p><math xmlns="http://www.w3.org/1998/Math/MathML"/></p>')
    (added,) = infer([folder]).plan.additions
    assert (added.ident, added.classes) == ("math", ("model.graphicLike",))


def test_foreign_element_in_a_place_for_anything_is_not_specified(corpus: Corpus, whole: Callable[[str], str]) -> None:
    data = '<xenoData><r:RDF xmlns:r="urn:r"><r:a/></r:RDF></xenoData></teiHeader>'
    inferred = infer([corpus(whole("<p/>").replace("</teiHeader>", data))])
    assert (inferred.findings, inferred.plan.additions) == ((), ())


def test_what_only_looks_like_tei_is_told_and_its_document_named(corpus: Corpus) -> None:
    folder = corpus("<p/>", '<p colour="red"/><p colour="blue"/><para>x</para>')
    inferred = infer([folder])
    path = str(folder / "001.xml")
    message = "the document is not valid against TEI P5 4.8.0: the attribute colour is not allowed on <p>"
    attribute, element = (
        "<p> has no attribute @colour in TEI P5 4.8.0; it occurs twice",
        "there is no element <para> in TEI P5 4.8.0; it occurs once",
    )
    assert [(found.rule, found.span, found.severity, found.message) for found in inferred.findings] == [
        ("odd.corpus-invalid", Span(1, 216, 1, 228), Severity.ERROR, message),
        ("odd.not-in-source", Span(1, 216, 1, 228), Severity.WARNING, attribute),
        ("odd.not-in-source", Span(1, 248, 1, 254), Severity.WARNING, element),
    ]
    assert {found.path for found in inferred.findings} == {path}
    assert (inferred.documents, inferred.valid, inferred.exit_code) == (2, 1, 1)


def test_document_that_is_no_tei_is_left_out_of_account(corpus: Corpus) -> None:
    folder = corpus("<p/>", '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><p/></html>')
    inferred = infer([folder])
    (finding,) = inferred.findings
    assert finding.rule == "odd.corpus-invalid"
    assert finding.message == "the document begins with <html:html>, which TEI P5 4.8.0 has not"
    assert "xhtml" not in inferred.odd
    assert infer([folder / "000.xml"]).odd == inferred.odd


def test_unreadable_document_is_a_finding_and_the_rest_is_used(corpus: Corpus) -> None:
    folder = corpus("<p/>", "<?xml version='1.0'?><TEI><p></TEI>")
    inferred = infer([folder])
    (finding,) = inferred.findings
    assert (finding.rule, finding.path) == ("xml.not-well-formed", str(folder / "001.xml"))
    assert finding.span == Span(1, 30, 1, 36)
    assert (inferred.documents, inferred.valid, inferred.exit_code) == (2, 1, 1)


def test_corpus_of_which_nothing_can_be_used_is_refused(corpus: Corpus) -> None:
    folder = corpus("<?xml version='1.0'?><html/>")
    reason = r"^none of the documents can be used\n.*000\.xml:1:1  odd\.corpus-invalid  the document begins with <html>"
    with pytest.raises(UsageError, match=reason):
        infer([folder])


def test_missing_path_is_told_beside_what_was_found(corpus: Corpus) -> None:
    folder = corpus("<p/>")
    inferred = infer([folder, folder / "nothing.xml"])
    assert inferred.faults == (f"no such file or folder: {folder / 'nothing.xml'}",)
    assert inferred.exit_code == 2
    assert inferred.valid == 1


# --- documents of every kind ---


def test_entities_and_default_attributes_of_a_doctype_count(corpus: Corpus, whole: Callable[[str], str]) -> None:
    doctype = "<!DOCTYPE TEI [<!ENTITY e \"<hi xmlns='" + TEI + '\'>x</hi>"><!ATTLIST p n CDATA "1">]>'
    inferred = infer([corpus(doctype + whole("<p>&e;</p>"))])
    assert inferred.findings == ()
    assert {"hi", "p"} <= set(re.findall(r"<gi>(\w+)</gi>", inferred.odd))
    assert "<att>n</att> 3" in inferred.odd


def test_prefixed_documents_are_the_same(corpus: Corpus, whole: Callable[[str], str]) -> None:
    text = whole('<p n="1"/>').replace(f'xmlns="{TEI}"', f'xmlns:t="{TEI}"')
    folder = corpus(re.sub(r"<(/?)(?=\w)", r"<\1t:", text).replace("<t:TEI", "<?xml version='1.0'?><t:TEI", 1))
    assert infer([folder]).odd == infer([corpus('<p n="1"/>')]).odd


def test_documents_in_other_encodings_are_read(corpus: Corpus, whole: Callable[[str], str]) -> None:
    folder = corpus("<p/>")
    text = whole("<p>Zürich</p>")
    (folder / "latin.xml").write_bytes(f'<?xml version="1.0" encoding="iso-8859-1"?>{text}'.encode("latin-1"))
    (folder / "wide.xml").write_bytes(text.encode("utf-16"))
    inferred = infer([folder])
    assert (inferred.findings, inferred.valid) == ((), 3)


def test_examples_of_encoding_are_no_elements_of_the_schema(
    corpus: Corpus, compiled: Callable[[str], Compiled], vocabulary: Vocabulary
) -> None:
    folder = corpus('<p><egXML xmlns="http://www.tei-c.org/ns/Examples"><sp who="#a"><l/></sp></egXML></p>')
    inferred = infer([folder])
    assert inferred.findings == ()
    assert "sp" not in vocabulary(compiled(inferred.odd))


def test_roots_become_the_start(corpus: Corpus, whole: Callable[[str], str]) -> None:
    one = whole("<p/>")
    header = one[one.index("<teiHeader>") : one.index("<text>")]
    folder = corpus(
        "<p/>",
        f'<TEI xmlns="{TEI}"/>'.replace("<TEI", "<?xml version='1.0'?><teiCorpus")[:-2] + f">{header}{one}</teiCorpus>",
    )
    inferred = infer([folder])
    assert inferred.findings == ()
    assert set(inferred.plan.start) == {"TEI", "teiCorpus"}


# --- the source ---


@pytest.mark.parametrize("release", ["2.7.0", "3.0.0", "4.4.0"])
def test_older_releases_can_be_the_source(corpus: Corpus, compiled: Callable[[str], Compiled], release: str) -> None:
    folder = corpus('<div type="a"><p>A <hi rend="b">w</hi></p></div>' * 12)
    inferred = infer([folder], source=f"tei:{release}")
    assert inferred.findings == ()
    assert f'source="tei:{release}"' in inferred.odd
    assert values(changes(inferred.odd)["div"], "type") == ["a"]
    assert validator(compiled(inferred.odd)).passes(folder / "000.xml")


def test_source_in_a_file_is_named_as_seen_from_the_odd(corpus: Corpus, tmp_path: Path) -> None:
    folder = corpus("<p><hi/></p>")
    first = tmp_path / "odd" / "first.odd"
    first.parent.mkdir()
    first.write_text(infer([folder]).odd, encoding="utf-8")
    second = infer([corpus("<p/>")], source=str(first), folder=first.parent)
    assert 'source="first.odd"' in second.odd
    (tmp_path / "odd" / "second.odd").write_text(second.odd, encoding="utf-8")
    assert '<define name="hi">' in compile_odd(first).rng
    assert '<define name="hi">' not in compile_odd(tmp_path / "odd" / "second.odd").rng


# --- what always holds ---

PIECES = (
    '<p n="{n}">a <hi rend="{v}">b</hi></p>',
    '<p><choice><sic>a</sic><corr resp="#{v}">b</corr></choice></p>',
    '<list type="{v}"><item n="{n}">a</item></list>',
    "<list><label>a</label><item>b</item></list>",
    '<lg type="{v}"><l part="I">a</l><l>b</l></lg>',
    '<sp who="#{v}"><speaker>a</speaker><p>b</p></sp>',
    '<table><row role="label"><cell cols="{n}">a</cell></row></table>',
    '<p><persName type="{v}" ref="#a"><surname>a</surname></persName> <date when="194{n}">b</date></p>',
    '<p><bibl><title level="m">a</title><biblScope unit="page" from="{n}">b</biblScope></bibl></p>',
    '<p><app><lem wit="#{v}">a</lem><rdg>b</rdg></app><gap reason="{v}" unit="char" quantity="{n}"/></p>',
    "<p><msDesc><msIdentifier><idno>1</idno></msIdentifier><history/></msDesc></p>",
    '<p><note place="margin" xml:lang="{v}">a</note><pb facs="{n}.png"/><ref target="#a">b</ref></p>',
)
BODIES = st.lists(
    st.builds(
        lambda piece, number, value: piece.replace("{n}", str(number)).replace("{v}", value),
        st.sampled_from(PIECES),
        st.integers(1, 9),
        st.sampled_from("abc"),
    ),
    min_size=1,
    max_size=6,
).map("".join)


def validator(made: Compiled) -> Validator:
    grammar = compilation.simplified(made.grammar, sources.nothing)
    return Validator(grammar.start, grammar.table)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies=st.lists(BODIES, min_size=1, max_size=3), repeated=st.sampled_from([1, 12]))
def test_every_document_is_valid_and_the_schema_has_only_what_they_have(
    bodies: list[str], repeated: int, whole: Callable[[str], str], vocabulary: Vocabulary
) -> None:
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number}.xml") for number in range(len(bodies))]
        for path, body in zip(paths, bodies, strict=True):
            path.write_text(whole(body * repeated), encoding="utf-8")
        inferred = infer(paths)
        assert inferred.findings == ()
        odd = Path(folder, "first.odd")
        odd.write_text(inferred.odd, encoding="utf-8")
        made = compile_odd(odd)
        assert made.warnings == ()
        schema = validator(made)
        assert all(schema.passes(path) for path in paths)
        used: dict[str, set[str]] = {}
        for path in paths:
            for element in etree.parse(path).iter(etree.Element):
                used.setdefault(etree.QName(element).localname, set()).update(map(str, element.attrib))
        idle = set(re.findall(r"<gi>(\w+)</gi>", next(iter(re.findall("<p>No document has .*", inferred.odd)), "")))
        found = vocabulary(made)
        assert found.keys() - idle == used.keys()
        for name, attributes in used.items():
            assert len(found[name]) == len(attributes), name
        again = infer(paths, source=str(odd), folder=Path(folder))
        Path(folder, "second.odd").write_text(again.odd, encoding="utf-8")
        assert again.findings == ()
        assert compile_odd(Path(folder, "second.odd")).grammar == made.grammar


def test_processes_give_what_one_gives(corpus: Corpus) -> None:
    folder = corpus(*(f'<p n="{number}"><hi rend="a"/></p>' for number in range(6)), '<p colour="red"/>')
    assert infer([folder], jobs=2) == infer([folder])


def test_odd_is_itself_valid_tei(corpus: Corpus, tmp_path: Path) -> None:
    folder = corpus('<div type="a" xmlns:my="urn:x" my:a="b"><p>A <hi rend="b">w</hi></p></div>' * 12)
    odd = tmp_path / "inferred.odd"
    odd.write_text(infer([folder]).odd, encoding="utf-8")
    # All that it uses of TEI is TEI: inferred from itself, nothing is found to be wrong with it.
    assert infer([odd]).findings == ()
    assert all(isinstance(change, Change) for change in infer([odd]).plan.changes)


@pytest.mark.parametrize("part", ["letters", "plays"])
def test_real_corpora_are_valid_where_all_of_tei_accepts_them(
    shared_data: Path, tmp_path: Path, vocabulary: Vocabulary, part: str
) -> None:
    paths = sorted((shared_data / "bench" / part).glob("*.xml"))[:20]
    inferred = infer(paths)
    refused = {Path(finding.path) for finding in inferred.findings if finding.rule == "odd.corpus-invalid"}
    assert inferred.valid == len(paths) - len(refused)
    odd = tmp_path / "inferred.odd"
    odd.write_text(inferred.odd, encoding="utf-8")
    made = compile_odd(odd)
    assert made.warnings == ()
    schema = validator(made)
    assert [path for path in paths if not schema.passes(path)] == sorted(refused)
    elements = {etree.QName(node).localname for path in paths for node in etree.parse(path).iter(etree.Element)}
    # Those that only stand where TEI does not allow them are in no content model.
    assert vocabulary(made).keys() <= elements
