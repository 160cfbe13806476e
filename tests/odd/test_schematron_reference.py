"""The Schematron of real customisations beside that of the reference, the TEI Stylesheets.

Rules are compared by what they look at and what they ask, words apart.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from tei import schematron
from tei.document import parse
from tei.names import SCH, TEI
from tei.odd.bases.base import DocumentBase
from tei.odd.resolution import resolving
from tei.odd.resolution.inheritance import Inheritance
from tei.odd.rules.constraints import authored
from tei.odd.rules.schematron import emit
from tei.odd.source import assembly
from tei.odd.source.files import Files
from tei.relaxng import sources

SHARED: Final = Path(__file__).resolve().parents[3] / "shared" / "data"
MANIFEST: Final = SHARED / "odd" / "manifest.json"
CURRENT: Final = "4.9.0a"
Rule = tuple[str, str, str]

NAMES: Final = [entry["name"] for entry in json.loads(MANIFEST.read_text())] if MANIFEST.exists() else [""]

UNREADABLE: Final = {"sty-test16": "it includes files that are not beside it"}

DELETED: Final = "the attribute of the rule is deleted, or nothing has it; the reference keeps the rule"
LANGUAGE: Final = "the reference drops every rule, because the ODD is in French"
GONE: Final = "the reference reports that an attribute is there on its element, we on the attribute"
DIFFERENCES: Final = {
    "exemplar-tei_jtei": DELETED,
    "exemplar-tei_lite_fr": LANGUAGE,
    "exemplar-tei_simplePrint": DELETED,
    "exemplar-tei_tite": DELETED,
    "real-BetaMasaheft_Schema_tei_betamesaheftOLD": GONE,
    "real-TEIC_atop_Tests_resources_in_vivo_ODDs_basisformat_customized": DELETED,
    "real-TEIC_atop_Tests_resources_in_vivo_ODDs_bnf_reliure_tei_col_odd": DELETED,
    "real-TEIC_atop_Tests_resources_in_vivo_ODDs_bnf_reliure_tei_per_odd": DELETED,
    "real-TEIC_atop_Tests_resources_in_vivo_ODDs_cbc": DELETED,
    "real-dtabf_all": DELETED,
}
"""The customisations for which the reference has other rules than ours, each with its reason (design, 11.7 and 13)."""

ABOUT_ATTRIBUTES: Final = re.compile(r"@(targetLang|schemeVersion|calendar)\b")


@pytest.fixture(scope="session", name="release")
def _release(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A function that returns the file of a release of TEI P5."""
    folder = tmp_path_factory.mktemp("releases")

    @cache
    def unpacked(version: str) -> Path:
        if version == CURRENT:
            return shared_data / "p5" / "p5subset.xml"
        found = folder / f"{version}.xml"
        packed = shared_data / "p5" / "releases" / f"p5subset-{version}.xml.gz"
        found.write_bytes(gzip.decompress(packed.read_bytes()))
        return found

    return unpacked


def compiled(odd: Path, base: Path) -> str:
    """The Schematron of *odd* as text."""
    files = Files(odd, [base.parent])
    found = assembly.assemble(files, files.open(sources.uri(str(odd))).root)
    assert found
    source = DocumentBase(files, files.open(sources.uri(str(base))).root, "TEI P5")
    schema, merging = resolving.resolve(found, files, lambda _source, _node: source)
    inheritance = Inheritance(schema, merging, lambda *_finding: None)
    return emit(schema, inheritance, files, authored(found, schema, [source])).text


def rules(root: etree._Element) -> Counter[Rule]:
    """What each assertion looks at, whether it asserts or reports, and what it asks."""
    found: Counter[Rule] = Counter()
    for rule in root.iter(f"{{{SCH}}}rule"):
        context = " ".join(str(rule.get("context")).split())
        for check in rule.iterchildren(f"{{{SCH}}}assert", f"{{{SCH}}}report"):
            asked = " ".join(str(check.get("test")).split())
            found[context, etree.QName(check).localname, asked] += 1
    return found


def without_parameters(found: Counter[Rule]) -> Counter[Rule]:
    """*found* without the lists of parameters, for which the reference writes another path and the same condition."""
    return Counter({rule: count for rule, count in found.items() if "@behaviour" not in rule[0]})


@pytest.mark.parametrize("name", NAMES)
def test_rules_are_those_of_the_reference(shared_data: Path, release: Callable[[str], Path], name: str) -> None:
    if name in UNREADABLE:
        pytest.skip(f"../shared: {UNREADABLE[name]}")
    (entry,) = [one for one in json.loads(MANIFEST.read_text()) if one["name"] == name]
    version = next(iter(entry.get("source_in_odd", [])), CURRENT).removeprefix("tei:")
    folder = shared_data / "odd" / name
    reference = rules(etree.parse(folder / "schema.sch").getroot())
    own = rules(etree.fromstring(compiled(folder / "source.odd", release(version)).encode()))
    lacking = without_parameters(reference) - without_parameters(own)
    added = without_parameters(own) - without_parameters(reference)
    reason = DIFFERENCES.get(name, "")
    if reason == DELETED:
        assert lacking
        assert all(ABOUT_ATTRIBUTES.search(context) for context, _kind, _test in lacking)
        assert not added
    elif reason == LANGUAGE:
        assert not reference
        assert added
    elif reason == GONE:
        assert {f"{context}/{test}" for context, _kind, test in lacking} == {context for context, _kind, _test in added}
        assert {test for _context, _kind, test in added} == {"true()"}
    else:
        assert (lacking, added) == (Counter(), Counter())
    parameters = [sum(found.values()) - sum(without_parameters(found).values()) for found in (reference, own)]
    assert parameters[0] == parameters[1]


def micro(shared_data: Path, release: Callable[[str], Path], name: str) -> str:
    return compiled(shared_data / "odd-micro" / f"{name}.odd", release(CURRENT))


def contexts(text: str, identifier: str) -> list[str]:
    """The contexts of the rules in the pattern *identifier*."""
    root = etree.fromstring(text.encode())
    return [
        str(rule.get("context"))
        for pattern in root.iter(f"{{{SCH}}}pattern")
        if pattern.get("id") == identifier
        for rule in pattern.iter(f"{{{SCH}}}rule")
    ]


def test_m16_contexts_have_the_new_names(shared_data: Path, release: Callable[[str], Path]) -> None:
    text = micro(shared_data, release, "m16_altident")
    assert contexts(text, "cc") == ["tei:para"]
    assert contexts(text, "ca") == ["tei:para/@look"]


def test_m23_class_rules_are_about_members_and_french_ones_are_kept(
    shared_data: Path, release: Callable[[str], Path]
) -> None:
    text = micro(shared_data, release, "m23_constraints")
    found = {name: contexts(text, name) for name in ("s1", "k1", "k2", "k3", "x1", "x2")}
    assert found == {
        "s1": ["/"],
        "k1": ["tei:x"],
        "k2": ["tei:x/@kk"],
        "k3": ["tei:y"],
        "x1": ["tei:x"],
        "x2": ["ex:foo"],
    }


def test_m24_what_is_going_is_warned_of(shared_data: Path, release: Callable[[str], Path]) -> None:
    schema = schematron.load(micro(shared_data, release, "m24_validuntil").encode())
    body = f'<x xmlns="{TEI}" a="1" b="v" kk="2"/>'
    found = [(finding.rule, finding.message[:24]) for finding in schema.validate(parse(body.encode()))]
    assert sorted(found) == [
        ("sch.deprecated-attribute", "@a on <x> is deprecated "),
        ("sch.deprecated-attribute", "@kk on <x> is deprecated"),
        ("sch.deprecated-element", "<x> is deprecated and ma"),
        ("sch.deprecated-value", "The value “v” of @b is d"),
    ]


@pytest.mark.parametrize("name", ["m43_attdef_constraint_dup", "m54_dup_attdef_constraint"])
def test_m43_and_m54_each_rule_is_there_once(shared_data: Path, release: Callable[[str], Path], name: str) -> None:
    found = rules(etree.fromstring(micro(shared_data, release, name).encode()))
    assert found
    assert [rule for rule, count in found.items() if count > 1] == []


def test_schematron_of_all_of_tei_gives_the_findings_of_the_reference(
    shared_data: Path, release: Callable[[str], Path]
) -> None:
    folder = shared_data / "odd" / "exemplar-tei_all"
    own = schematron.load(compiled(folder / "source.odd", release(CURRENT)).encode())
    reference = schematron.load(folder / "schema.sch")
    paths = sorted((shared_data / "bench" / "letters").glob("*.xml"))[:40]
    lines = {}
    for path in paths:
        document = parse(path.read_bytes(), path.name)
        lines[path.name] = [finding.span.line for finding in own.validate(document)]
        assert lines[path.name] == [finding.span.line for finding in reference.validate(document)]
    assert any(lines.values())
