"""``schemaSpec``: where documents begin, prefixes, namespaces, sources (docs/odd-semantics.md, The schema)."""

from pathlib import Path

from made import made, model, one, refused, told, write

from tei.odd.compiling import compile_odd

NEW = '<elementSpec ident="new" module="own"><content><elementRef key="p"/></content></elementSpec>'


def test_the_first_of_several_schemas_is_compiled_and_that_is_said(tmp_path: Path) -> None:
    path = write(tmp_path, '</schemaSpec><schemaSpec ident="other" start="p" source="base.xml"><moduleRef key="tei"/>')
    schema = made(path)
    assert schema.roots == ["doc"]
    assert schema.findings == ["odd.several-schemas 3:14-3:68"]
    assert told(path)[0][1] == ("to compile another, name it: --ident; there is other",)


def test_without_a_start_documents_begin_with_tei(tmp_path: Path) -> None:
    path = write(tmp_path, '<elementSpec ident="TEI" module="own"><content><textNode/></content></elementSpec>')
    path.write_text(path.read_text(encoding="utf-8").replace(' start="doc"', ""), encoding="utf-8")
    assert made(path).roots == ["TEI"]


def test_names_in_start_may_have_the_prefix(tmp_path: Path) -> None:
    assert made(write(tmp_path, "", start="my_doc p", prefix="my_")).roots == ["doc", "p"]


def test_a_start_that_is_not_there_is_an_error_with_the_name_that_was_meant(tmp_path: Path) -> None:
    path = write(tmp_path, "", start="bodi")
    assert refused(path) == ["odd.start 2:25-2:37"]
    assert told(path)[0][1] == ("did you mean body?",)


def test_a_start_of_an_external_grammar_is_known(tmp_path: Path) -> None:
    text = '<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://example.org/x">'
    text += '<start><ref name="fig"/></start>'
    text += '<define name="fig"><element name="fig"><empty/></element></define></grammar>'
    (tmp_path / "ext.rng").write_text(text, encoding="utf-8")
    path = write(tmp_path, '<moduleRef url="ext.rng" prefix="e_"/>', start="e_fig")
    assert made(path).roots == ["{http://example.org/x}fig"]


def test_an_empty_start_makes_a_grammar_without_one(tmp_path: Path) -> None:
    assert "<start" not in compile_odd(write(tmp_path, "", start="")).rng


def test_patterns_have_the_prefix_and_elements_their_own(tmp_path: Path) -> None:
    changed = NEW.replace('module="own"', 'module="own" prefix="q_"')
    holder = '<elementSpec ident="body" mode="change"><content><elementRef key="new"/></content></elementSpec>'
    schema = made(write(tmp_path, changed + holder, prefix="my_"))
    assert schema.content("body") == model("new")
    assert '<define name="q_new">' in schema.compiled.rng
    assert '<define name="my_body">' in schema.compiled.rng


def test_the_namespace_of_the_schema_is_that_of_its_elements(tmp_path: Path) -> None:
    schema = made(write(tmp_path, '<elementSpec ident="p" mode="delete"/>', ns="http://example.org/x"))
    assert schema.roots == ["{http://example.org/x}doc"]
    assert not any(name.endswith("}p") for name in schema.names)


def test_any_element_leaves_out_what_the_schema_excepts(tmp_path: Path) -> None:
    inside = '<elementSpec ident="p" mode="change"><content><anyElement/></content></elementSpec>'
    path = write(tmp_path, inside, defaultExceptions="http://example.org/y x:secret")
    assert made(path).content("p") == one("*-{http://example.org/x}secret,{http://example.org/y}*")


def test_a_processing_model_is_no_schema(tmp_path: Path) -> None:
    path = tmp_path / "publisher.odd"
    inside = '<elementSpec ident="p" mode="change"><model behaviour="block"/></elementSpec>'
    text = f'<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="x" source="teipublisher.odd">{inside}</schemaSpec>'
    path.write_text(text, encoding="utf-8")
    assert refused(path) == ["odd.processing-model 1:1-1:85"]


def test_a_file_without_a_schema_is_told(tmp_path: Path) -> None:
    path = tmp_path / "none.odd"
    path.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>', encoding="utf-8")
    assert refused(path) == ["odd.no-schema 1:1-1:42"]


def test_a_source_is_located_where_it_is_written(tmp_path: Path) -> None:
    for source, message in (
        ("/home/anna/p5subset.xml", "the source /home/anna/p5subset.xml is a path on somebody’s own machine"),
        ("file:///C:/Users/anna/x.xml", "the source file:///C:/Users/anna/x.xml is a path on somebody’s own machine"),
        (
            "https://example.org/x.xml",
            "the source https://example.org/x.xml is not a file, and nothing is read from the network",
        ),
    ):
        path = write(tmp_path, "", source=source)
        assert refused(path) == [f"odd.source 2:37-2:{46 + len(source)}"]
        assert told(path)[0][0] == message
    assert refused(write(tmp_path, "", source="tei:1.2.3")) == ["odd.source 2:37-2:55"]


def test_an_odd_that_builds_on_itself_is_told_once(tmp_path: Path) -> None:
    assert refused(write(tmp_path, "", source="own.odd")) == ["odd.cycle 2:37-2:53"]


def test_odds_that_build_on_one_another_are_told_once(tmp_path: Path) -> None:
    write(tmp_path, "", name="other.odd", source="own.odd")
    assert refused(write(tmp_path, "", source="other.odd")) == ["odd.cycle 2:37-2:53"]


def test_a_source_that_is_an_odd_is_compiled_first(tmp_path: Path) -> None:
    write(tmp_path, '<elementSpec ident="note" mode="delete"/>' + NEW, name="other.odd")
    path = write(tmp_path, '<moduleRef key="own"/>', source="other.odd", start="doc new")
    schema = made(path)
    assert schema.content("new") == model("p")
    assert "note" not in schema.names


def test_specifications_outside_modules_are_told(tmp_path: Path) -> None:
    loose = '<elementSpec ident="loose"><content><textNode/></content></elementSpec>'
    base = tmp_path / "base.xml"
    path = write(tmp_path, "")
    base.write_text(
        base.read_text(encoding="utf-8").replace("<elementSpec", loose + "<elementSpec", 1), encoding="utf-8"
    )
    assert made(path).findings == ["odd.module 2:55-2:77"]
    assert "loose" not in made(path).names
    taken = made(write(tmp_path, '<elementRef key="loose"/>', start="doc loose"))
    assert taken.content("loose") == model("text")
