"""What is written reads back as the same grammar, in either syntax, with its annotations."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tei.relaxng import compact, compilation, grammar, model, sources, writing_compact, writing_xml
from tei.relaxng.bindings import walk
from tei.relaxng.model import Annotation, AnnotationAttribute, QName
from tei.relaxng.validator import Validator

XML = "http://www.w3.org/XML/1998/namespace"
XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
DTD = "http://relaxng.org/ns/compatibility/datatypes/1.0"
A = model.ANNOTATIONS

Noted = list[tuple[str, tuple[Annotation | AnnotationAttribute, ...], tuple[Annotation, ...]]]


def noted(pattern: model.Pattern) -> Noted:
    """Return the annotations of every part of *pattern*, which do not count when patterns are compared."""
    return [(type(node).__name__, node.annotations, node.following) for node in walk(pattern)]


def through_xml(pattern: model.Pattern) -> model.Pattern:
    return grammar.read(writing_xml.write(pattern).encode(), "schema.rng")


def through_compact(pattern: model.Pattern) -> model.Pattern:
    return compact.read(writing_compact.write(pattern), "schema.rnc")


SYNTAXES = pytest.mark.parametrize("through", [through_xml, through_compact], ids=["xml", "compact"])
Through = Callable[[model.Pattern], model.Pattern]


# Random grammars, in the form that the readers give

NAMESPACES = st.sampled_from(["", "urn:a", "urn:b", XML])
LOCALS = st.sampled_from(["a", "b", "element", "text", "é-1.x", "inherit"])
TEXTS = st.one_of(
    st.sampled_from(
        ["", " a ", "'", '"', "'\"'", '"""', "\\x{41}", "\\\\x{A}", "\n", "a\r\nb", "\t", "]]>", "&<>", "# b"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=5),
)
PREFIXES = st.sampled_from(["", "p", "q", "a", "xsd"])


def attribute_names() -> st.SearchStrategy[QName]:
    return st.builds(QName, st.sampled_from(["urn:a", "urn:n", XML]), st.sampled_from(["x", "y"]))


def unlike(attributes: tuple[AnnotationAttribute, ...]) -> tuple[AnnotationAttribute, ...]:
    return tuple({attribute.name: attribute for attribute in attributes}.values())


def joined(content: tuple[Annotation | str, ...]) -> tuple[Annotation | str, ...]:
    """Return *content* without empty text and without one text directly after another."""
    parts: list[Annotation | str] = []
    for part in content:
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        elif part != "":
            parts.append(part)
    return tuple(parts)


ATTRIBUTES = st.lists(st.builds(AnnotationAttribute, attribute_names(), TEXTS, PREFIXES), max_size=2).map(
    lambda found: unlike(tuple(found)),
)
ELEMENT_NAMES = st.builds(QName, st.sampled_from(["", "urn:a", "urn:n"]), LOCALS) | st.just(QName(A, "documentation"))
ELEMENTS: st.SearchStrategy[Annotation] = st.recursive(
    st.builds(Annotation, ELEMENT_NAMES, ATTRIBUTES, st.lists(TEXTS, max_size=1).map(tuple).map(joined), PREFIXES),
    lambda inner: st.builds(
        Annotation,
        ELEMENT_NAMES,
        ATTRIBUTES,
        st.lists(inner | TEXTS, max_size=3).map(tuple).map(joined),
        PREFIXES,
    ),
    max_leaves=4,
)
BEFORE = st.tuples(ATTRIBUTES, st.lists(ELEMENTS, max_size=2).map(tuple)).map(lambda parts: (*parts[0], *parts[1]))
AFTER = st.lists(ELEMENTS, max_size=1).map(tuple)
NOTES = {"annotations": BEFORE, "following": AFTER}
TEXT_NOTES = {"annotations": ATTRIBUTES, "following": AFTER}
"""For what holds text alone: elements that annotate it stand after it."""


def several(part: st.SearchStrategy[model.Pattern]) -> st.SearchStrategy[tuple[model.Pattern, ...]]:
    return st.lists(part, min_size=2, max_size=3).map(tuple)


NAMES = st.builds(model.Name, NAMESPACES, LOCALS, **TEXT_NOTES)
NAME_CLASSES: st.SearchStrategy[model.NameClass] = st.recursive(
    NAMES | st.builds(model.AnyName, **NOTES) | st.builds(model.NsName, NAMESPACES, **NOTES),
    lambda inner: st.one_of(
        st.builds(model.AnyName, inner, **NOTES),
        st.builds(model.NsName, NAMESPACES, inner, **NOTES),
        st.builds(model.NameChoice, st.lists(inner, min_size=2, max_size=3).map(tuple), **NOTES),
    ),
    max_leaves=3,
)
VALUES = st.one_of(
    st.builds(model.Value, TEXTS, **TEXT_NOTES),
    st.builds(model.Value, TEXTS, st.just("string"), **TEXT_NOTES),
    st.builds(model.Value, TEXTS, st.just("string"), st.sampled_from([XSD, DTD, "urn:types"]), **TEXT_NOTES),
)
DATA = st.builds(
    model.Data,
    st.sampled_from(["string", "token"]),
    st.sampled_from(["", XSD, DTD]),
    st.lists(st.builds(model.Parameter, LOCALS, TEXTS), max_size=2).map(tuple),
    **NOTES,
)
LEAVES: st.SearchStrategy[model.Pattern] = st.one_of(
    st.builds(model.Empty, **NOTES),
    st.builds(model.Text, **NOTES),
    st.builds(model.NotAllowed, **NOTES),
    st.builds(model.Ref, LOCALS, **NOTES),
    st.builds(model.ParentRef, LOCALS, **NOTES),
    st.builds(model.ExternalRef, st.sampled_from(["a.rnc", "ä b.rng"]), st.just(""), NAMESPACES, **NOTES),
    VALUES,
    DATA,
)


def definitions(inner: st.SearchStrategy[model.Pattern]) -> st.SearchStrategy[tuple[model.Component, ...]]:
    combine = st.sampled_from(["", "choice", "interleave"])
    component: st.SearchStrategy[model.Component] = st.one_of(
        st.builds(model.Start, inner, combine, **NOTES),
        st.builds(model.Define, LOCALS, inner, combine, **NOTES),
    )
    components = st.lists(component, max_size=2).map(tuple)
    whole = st.one_of(
        component,
        st.builds(model.Div, components, **NOTES),
        st.builds(model.Include, st.just("i.rng"), st.just(""), NAMESPACES, components, **NOTES),
    )
    return st.lists(whole, max_size=3).map(tuple)


def around(inner: st.SearchStrategy[model.Pattern]) -> st.SearchStrategy[model.Pattern]:
    return st.one_of(
        st.builds(model.Element, NAME_CLASSES, inner, **NOTES),
        st.builds(model.Attribute, NAME_CLASSES, inner, **NOTES),
        *(st.builds(kind, several(inner), **NOTES) for kind in (model.Group, model.Interleave, model.Choice)),
        *(st.builds(kind, inner, **NOTES) for kind in (model.Optional, model.ZeroOrMore, model.OneOrMore)),
        *(st.builds(kind, inner, **NOTES) for kind in (model.List, model.Mixed)),
        st.builds(model.Data, st.just("token"), st.just(""), st.just(()), inner, **NOTES),
        st.builds(model.Grammar, definitions(inner), **NOTES),
    )


GRAMMARS = st.recursive(LEAVES, around, max_leaves=8)
# What stands in nothing cannot be followed by anything.
WHOLE = st.builds(model.Grammar, definitions(GRAMMARS), annotations=BEFORE)
EXAMPLES = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@EXAMPLES
@given(WHOLE)
def test_any_grammar_is_written_in_xml_syntax_and_read_again(pattern: model.Pattern) -> None:
    again = through_xml(pattern)
    assert again == pattern
    assert noted(again) == noted(pattern)


@EXAMPLES
@given(WHOLE)
def test_any_grammar_is_written_in_compact_syntax_and_read_again(pattern: model.Pattern) -> None:
    again = through_compact(pattern)
    assert again == pattern
    assert noted(again) == noted(pattern)


# What authors wrote


@SYNTAXES
@pytest.mark.parametrize("name", ["tei_all.rng", "tei_lite.rng", "tei_simplePrint.rng"])
def test_teis_schemas_are_written_and_read_again(shared_data: Path, name: str, through: Through) -> None:
    path = shared_data / "p5" / name
    pattern = sources.read(path.read_bytes(), str(path))
    again = through(pattern)
    assert again == pattern
    assert noted(again) == noted(pattern)


@SYNTAXES
def test_own_schema_is_written_and_read_again(repository: Path, through: Through) -> None:
    path = repository / "schemas" / "tei-documentary.rng"
    pattern = sources.read(path.read_bytes(), str(path))
    again = through(pattern)
    assert again == pattern
    assert noted(again) == noted(pattern)


def test_xml_syntax_is_written_as_an_author_would() -> None:
    schema = """
        default namespace = "urn:x"
        namespace y = "urn:y"
        start = element p { attribute y:a { xsd:date }?, attribute b { "1" | "2" }, (q | text)* }
        ## What is *quoted*.
        q |= element q | y:r { string "a" }
    """
    assert (
        writing_xml.write(compact.read(schema, "schema.rnc"))
        == """\
<?xml version="1.0" encoding="UTF-8"?>
<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:y="urn:y" \
xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0" \
datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes" ns="urn:x">
  <start>
    <element name="p">
      <optional>
        <attribute name="y:a">
          <data type="date"/>
        </attribute>
      </optional>
      <attribute name="b">
        <choice>
          <value>1</value>
          <value>2</value>
        </choice>
      </attribute>
      <zeroOrMore>
        <choice>
          <ref name="q"/>
          <text/>
        </choice>
      </zeroOrMore>
    </element>
  </start>
  <define name="q" combine="choice">
    <a:documentation>What is *quoted*.</a:documentation>
    <element>
      <choice>
        <name>q</name>
        <name ns="urn:y">r</name>
      </choice>
      <value type="string" datatypeLibrary="">a</value>
    </element>
  </define>
</grammar>
"""
    )


def test_compact_syntax_is_written_as_an_author_would() -> None:
    schema = """
        <grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:y="urn:y" ns="urn:x"
            xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0"
            datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
          <start>
            <element name="p">
              <optional><attribute name="y:a"><data type="date"/></attribute></optional>
              <attribute name="b"><choice><value>1</value><value>2</value></choice></attribute>
              <zeroOrMore><choice><ref name="list"/><text/></choice></zeroOrMore>
            </element>
          </start>
          <define name="list" combine="choice">
            <element name="list">
              <a:documentation>A list:
  any.</a:documentation>
              <value type="string" datatypeLibrary="">a</value>
            </element>
          </define>
        </grammar>
    """
    assert (
        writing_compact.write(grammar.read(schema.encode(), "schema.rng"))
        == """\
default namespace = "urn:x"
namespace y = "urn:y"
datatypes xsd = "http://www.w3.org/2001/XMLSchema-datatypes"

start = element p { attribute y:a { xsd:date }?, attribute b { "1" | "2" }, (\\list | text)* }
\\list |=
  ## A list:
  ##   any.
  element list { string "a" }
"""
    )


@SYNTAXES
def test_prefix_of_a_qname_means_the_same_where_it_was_bound_twice(through: Through) -> None:
    bound = [{"p": "urn:a", "": "urn:d"}, {"p": "urn:b", "": "urn:e"}]
    values = [model.Value(text, "QName", XSD, namespaces) for namespaces in bound for text in (" p:x ", "x")]
    again = through(model.Choice(tuple(values)))
    assert isinstance(again, model.Choice)
    meant = []
    for value in again.patterns:
        assert isinstance(value, model.Value)
        prefix, _, local = value.text.strip().rpartition(":")
        meant.append((value.namespaces[prefix], local))
    assert meant == [("urn:a", "x"), ("urn:d", "x"), ("urn:b", "x"), ("urn:e", "x")]


@SYNTAXES
def test_qname_in_no_namespace_stays_there_beside_elements_in_one(through: Through) -> None:
    value = model.Value("x", "QName", XSD, {"p": "urn:a"})
    again = through(model.Element(model.Name("urn:a", "e"), value))
    assert isinstance(again, model.Element)
    assert isinstance(again.pattern, model.Value)
    assert again.pattern.text == "x"
    assert again.pattern.namespaces[""] == ""


@SYNTAXES
@pytest.mark.parametrize(
    "root",
    [
        model.Value("x", "string", XSD),
        model.Data("string", "", (), model.Value("x", "NCName", XSD)),
        model.Element(model.Name("urn:a", "p"), model.Element(model.Name("", "q"), model.Empty())),
        model.Attribute(model.Name("http://www.w3.org/2000/xmlns/", "p"), model.Text()),
        model.Element(model.Name(XML, "p"), model.ExternalRef("a.rng", "")),
        model.ExternalRef("a.rng", "", "urn:a"),
        model.Choice((model.Ref("a"), model.ExternalRef("a.rng", "", "urn:a"))),
        model.Grammar((), annotations=(AnnotationAttribute(QName("urn:a", "b"), "c"), Annotation(QName("", "d")))),
        model.Data("other", ""),
    ],
    ids=lambda root: type(root).__name__,
)
def test_any_pattern_can_be_a_whole_schema(root: model.Pattern, through: Through) -> None:
    again = through(root)
    assert again == root
    assert noted(again) == noted(root)


def test_empty_grammar_is_written_so_that_others_read_it() -> None:
    assert writing_compact.write(model.Grammar(())) == "grammar { }\n"


# trang, the converter by the author of both syntaxes


def converted(text: str, folder: Path, source: str, target: str) -> bytes:
    program = shutil.which("trang")
    if program is None:
        pytest.skip("trang is not installed")
    (folder / source).write_text(text, encoding="utf-8", newline="\n")
    run = subprocess.run([program, source, target], cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return (folder / target).read_bytes()


def test_trang_reads_what_is_written_in_compact_syntax_as_the_same(repository: Path, tmp_path: Path) -> None:
    path = repository / "schemas" / "tei-documentary.rng"
    pattern = sources.read(path.read_bytes(), str(path))
    again = grammar.read(converted(writing_compact.write(pattern), tmp_path, "a.rnc", "b.rng"), "b.rng")
    assert again == pattern
    assert noted(again) == noted(pattern)


def test_trang_reads_what_is_written_in_xml_syntax_as_the_same(repository: Path, tmp_path: Path) -> None:
    path = repository / "schemas" / "tei-documentary.rng"
    pattern = sources.read(path.read_bytes(), str(path))
    again = compact.read(converted(writing_xml.write(pattern), tmp_path, "a.rng", "b.rnc"), "b.rnc")
    assert again == pattern


def test_file_that_a_base_leads_to_is_named_without_it() -> None:
    text = (
        '<group xmlns="http://relaxng.org/ns/structure/1.0" xml:base="http://a.example/b/">'
        '<externalRef xml:base="c/" href="d.rng"/><externalRef href="e%20f.rng"/></group>'
    )
    pattern = grammar.read(text.encode(), "http://a.example/b/schema.rng")
    assert 'external "c/d.rng"' in writing_compact.write(pattern)
    assert 'href="c/d.rng"' in writing_xml.write(pattern)
    assert 'external "e%20f.rng"' in writing_compact.write(pattern)


def test_value_that_is_a_name_in_no_namespace_is_written_without_a_prefix() -> None:
    value = model.Value("x", "QName", XSD, {"": ""})
    text = writing_compact.write(model.Element(model.Name("urn:a", "p"), value))
    assert 'xsd:QName "x"' in text
    assert "default namespace" not in text
    made = compilation.compiled(text.encode(), "schema.rnc")
    assert not Validator(made.start, made.table).is_valid(b'<p xmlns="urn:a">x</p>')
    assert Validator(made.start, made.table).is_valid(b'<y:p xmlns:y="urn:a">x</y:p>')
