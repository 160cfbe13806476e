"""The derived ODD: what is in it, and that it means the schema that it was made from."""

from pathlib import Path

import pytest
from lxml import etree
from made import made, write

import odds
from tei.names import TEI
from tei.odd.compiling import compile_odd

RICH = """
<constraintSpec ident="all" scheme="schematron"><constraint><sch:rule context="x:any">
<sch:assert test="x:b">b</sch:assert></sch:rule></constraint></constraintSpec>
<classSpec ident="att.own" type="atts"><attList org="choice"><attDef ident="a" validUntil="2030-01-01"/>
<attDef ident="b"/></attList></classSpec>
<elementSpec ident="new"><altIdent>neu</altIdent><gloss xml:lang="en">a gloss</gloss>
<desc>says <gi>p</gi> and <gi>q</gi>.</desc>
<classes><memberOf key="att.own"/><memberOf key="model.phrase" min="2" max="3"/><memberOf key="att.nowhere"/></classes>
<content><alternate><elementRef key="gap"/><anyElement except="x:y"/>
<classRef key="model.phrase" except="new" expand="sequence"/>
<rng:element name="x:inner"><rng:text/></rng:element></alternate></content>
<constraintSpec ident="c" scheme="schematron"><constraint>
<sch:assert test="true()">fine</sch:assert></constraint></constraintSpec>
<attList><attDef ident="x:k"><altIdent>kk</altIdent>
<datatype maxOccurs="unbounded"><dataRef key="teidata.word"/></datatype>
<defaultVal>d</defaultVal><valList type="semi">
<valItem ident="v"><altIdent>w</altIdent><desc>a value</desc></valItem></valList>
</attDef></attList><remarks><p>remark</p></remarks></elementSpec>
<elementSpec ident="p" mode="change"><attList><attDef ident="rend" mode="delete"/>
<attDef ident="none" mode="delete"/></attList>
</elementSpec>"""


def test_everything_is_written_and_nothing_that_leads_nowhere(tmp_path: Path) -> None:
    compiled = compile_odd(write(tmp_path, RICH, prefix="my_"))
    root = etree.fromstring(compiled.derived.encode())
    schema = root.find(f".//{{{TEI}}}schemaSpec")
    assert schema is not None
    assert schema.get("source") == "base.xml"
    assert schema.get("prefix") == "my_"
    specs = {spec.get("ident"): spec for spec in schema if spec.get("ident") and spec.get("module")}
    assert {spec.get("module") for spec in specs.values()} == {"tei", "core", "frame", "derived-module-own"}
    modules = [one.get("ident") for one in schema.iter(f"{{{TEI}}}moduleSpec")]
    assert sorted(map(str, modules)) == ["core", "derived-module-own", "frame", "tei"]
    new = specs["new"]
    assert [etree.QName(part).localname for part in new] == [
        *("altIdent", "gloss", "desc", "classes", "content", "constraintSpec", "attList", "remarks")
    ]
    assert "".join(map(str, new[2].itertext())) == "says p and q."
    assert [(one.get("key"), one.get("min"), one.get("max")) for one in new[3]] == [
        ("att.own", None, None),
        ("model.phrase", "2", "3"),
    ]
    assert [etree.QName(part).localname for part in new[4][0]] == ["anyElement", "classRef", "element"]
    deleted = [(one.get("ident"), one.get("mode")) for one in specs["p"].iter(f"{{{TEI}}}attDef")]
    assert deleted == [("rend", "delete")]
    assert str(tmp_path) not in compiled.derived


def test_it_compiles_to_the_same_schema_and_itself(tmp_path: Path) -> None:
    compiled = compile_odd(write(tmp_path, RICH, prefix="my_"))
    path = tmp_path / "derived.xml"
    path.write_text(compiled.derived, encoding="utf-8")
    again = compile_odd(path)
    assert again.rng == compiled.rng
    assert again.rnc == compiled.rnc
    assert again.schematron == compiled.schematron


def test_what_builds_on_it_keeps_names_namespaces_and_deletions(tmp_path: Path) -> None:
    path = tmp_path / "derived.xml"
    path.write_text(compile_odd(write(tmp_path, RICH)).derived, encoding="utf-8")
    inside = '<moduleRef key="derived-module-own"/><elementSpec ident="new" mode="change"><attList>'
    inside += '<attDef ident="k" mode="change" usage="req"/></attList></elementSpec>'
    inside += '<elementSpec ident="p" mode="change"><attList><attDef ident="n" mode="delete"/></attList></elementSpec>'
    inside = inside.replace('ident="k"', 'ident="x:k"')
    schema = made(write(tmp_path, inside, name="chained.odd", source="derived.xml"))
    assert schema.attributes("neu")["{http://example.org/x}kk"].startswith("req ")
    assert set(schema.attributes("p")) == {"{http://www.w3.org/XML/1998/namespace}id", "style"}


def test_the_source_is_a_name_or_an_address_never_a_path(tmp_path: Path) -> None:
    for written, public in (("tei:4.8.0", "tei:4.8.0"), ("", "tei:4.9.0a")):
        path = tmp_path / "own.odd"
        given = f'source="{written}"' if written else ""
        head = f'<schemaSpec xmlns="{TEI}" ident="own" start="p" {given}>'
        path.write_text(
            f'{head}<moduleRef key="tei"/><moduleRef key="core" include="p"/></schemaSpec>', encoding="utf-8"
        )
        derived = compile_odd(path).derived
        assert f'source="{public}"' in derived
        again = tmp_path / "again.xml"
        again.write_text(derived, encoding="utf-8")
        assert compile_odd(again).schema.release == public.removeprefix("tei:")


def collection() -> list[object]:
    small = {"exemplar-tei_bare", "sty-test-pure", "sty-testClass", "sty2-testPure1", "exemplar-isofs"}
    return [
        pytest.param(odd, id=odd.name, marks=[] if odd.name in small else [pytest.mark.full])
        for odd in odds.collection()
        if odd.name not in {"exemplar-tei_simplePrint", "sty-test34", "sty2-testNonTeiOdd1"}
    ]


@pytest.mark.parametrize("odd", collection())
def test_derived_odds_of_real_ones_compile_to_the_same(odd: odds.Odd, tmp_path: Path) -> None:
    compiled = compile_odd(odd.path, source=odd.source)
    path = tmp_path / "derived.xml"
    path.write_text(compiled.derived, encoding="utf-8")
    again = compile_odd(path)
    assert again.rng == compiled.rng
    assert again.schematron == compiled.schematron
