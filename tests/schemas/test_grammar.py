"""The grammars of the documentary schema: what they hold, what they refuse, and that they agree with one another."""

import re
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import xmlschema
from lxml import etree

from tei import relaxng, resources
from tei.names import RNG, TEI

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus"
TEI_ALL = HERE.parents[2] / "shared" / "data" / "p5" / "tei_all.rng"
MINIMAL = (HERE / "minimal.xml").read_text(encoding="utf-8")
VALID = [
    CORPUS / "cable-59363.xml",
    CORPUS / "authority.xml",
    HERE / "minimal.xml",
    HERE / "conventions.xml",
]


@cache
def grammar() -> relaxng.Schema:
    """The RELAX NG grammar, compiled once."""
    return relaxng.load(resources.data_path("schemas", "tei-documentary.rng"))


@cache
def schema() -> xmlschema.XMLSchema10:
    """The W3C XML Schema, compiled once."""
    return xmlschema.XMLSchema10(resources.data_path("schemas", "tei-documentary.xsd"))


def refused_by_tei_all(paths: Iterable[Path]) -> set[Path]:
    """Those of *paths* that are not TEI at all, in one run of jing; the test is skipped where it cannot be known."""
    jing = shutil.which("jing")
    if jing is None:
        pytest.skip("jing is not installed")
    if not TEI_ALL.exists():
        pytest.skip("the schema tei_all is not beside this checkout")
    command = [jing, str(TEI_ALL), *map(str, paths)]
    report = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert not report.stderr
    lines = report.stdout.splitlines()
    return {Path(match[1]) for line in lines if (match := re.match(r"(.+?):\d+:\d+: (?:fatal|error):", line))}


class Fault(NamedTuple):
    """One change that makes the minimal document faulty."""

    name: str
    old: str
    new: str
    # Whether tei_all accepts the changed document: then the refusal is this schema's own.
    ours: bool = False
    # Whether the XML Schema refuses it too.
    xsd: bool = True

    @property
    def text(self) -> str:
        """The faulty document."""
        assert MINIMAL.count(self.old) == 1, self.name
        return MINIMAL.replace(self.old, self.new)

    @property
    def line(self) -> int:
        """The line of the change."""
        return MINIMAL[: MINIMAL.index(self.old)].count("\n") + 1


FAULTS = [
    # What TEI forbids: parents, children, their order and number.
    Fault("p-in-p", "<p>The", "<p><p/>The"),
    Fault("item-in-p", "wait.</p>", "wait. <item>now</item></p>"),
    Fault("text-in-div", "<head>Telegram", "loose <head>Telegram"),
    Fault("text-in-row", "<row>", "<row>loose"),
    Fault("element-in-empty", "Registry<lb/>", "Registry<lb>x</lb>"),
    Fault("head-after-closer", "</closer>\n", "</closer><head>Late</head>\n"),
    Fault("list-without-item", "<item>to file</item>", ""),
    Fault("row-without-cell", "<cell>one</cell>", ""),
    Fault("signed-in-p", "bare</gloss>", "bare</gloss><signed>x</signed>"),
    Fault("stamp-in-div", '<div type="handling">', '<div type="handling"><stamp>x</stamp>'),
    Fault("choice-of-one", "at the bar", "<choice><sic>x</sic></choice>"),
    Fault("no-titleStmt-title", '<title type="main">Telegram no. 7 from the harbour office</title>', ""),
    Fault("no-sourceDesc", "<sourceDesc>", "<extent/><sourceDesc>"),
    Fault("header-parts-swapped", "<publisher>", "<date/><publisher>"),
    Fault("settlement-after-repository", "</repository>", "</repository><settlement>Varna</settlement>"),
    Fault("language-without-ident", ' ident="en"', ""),
    Fault(
        "empty-correspDesc",
        '<correspDesc xml:id="sending"',
        '<correspDesc xml:id="none"/><correspDesc xml:id="sending"',
    ),
    Fault("person-in-text", "<list type", '<person xml:id="x"/><list type'),
    Fault("unknown-element", "<salute>To", "<greeting>Dear</greeting><salute>To"),
    Fault("misspelt-element", "<persName>Petrov</persName>", "<persname>Petrov</persname>"),
    Fault("foreign-namespace", "<salute>To", '<b xmlns="http://www.w3.org/1999/xhtml"/><salute>To'),
    # What TEI forbids: attributes and their values.
    Fault("unknown-attribute", "<salute>", '<salute hidden="yes">'),
    Fault("attribute-elsewhere", "<cell>", '<cell when="1951">'),
    Fault("date-not-a-date", 'when="2026-01-02" who', 'when="2 January" who'),
    Fault("day-that-is-not", '<dateline><date when="1951-05-02"', '<dateline><date when="1951-02-30"'),
    Fault("quantity-in-words", 'quantity="2"', 'quantity="two"'),
    Fault("count-negative", 'hands="1"', 'hands="-1"'),
    Fault("pointer-with-blank", 'resp="#editor">na', 'resp=" ">na'),
    Fault("two-hands", 'hand="#hand-clerk"', 'hand="#hand-clerk #editor"'),
    Fault("identifier-with-blank", 'xml:id="p-ice"', 'xml:id="p ice"'),
    Fault("identifier-begins-with-digit", 'xml:id="p-ice"', 'xml:id="1-ice"'),
    Fault("language-tag", 'xml:id="telegram-7" xml:lang="en"', 'xml:id="telegram-7" xml:lang="in English"'),
    Fault("availability-status", 'status="free"', 'status="open"'),
    Fault("title-level", '<title type="main">', '<title type="main" level="x">'),
    Fault("schema-without-address", ' url="../../schemas/tei-documentary.rng"', ""),
    Fault("relation-both-ways", ' active="#orlov"', ' active="#orlov" mutual="#varna"', xsd=False),
    # What TEI allows and this schema does not: elements and attributes left out.
    Fault("verse", "wait.</p>", "wait.</p><lg><l>Ice</l></lg>", ours=True),
    Fault("apparatus", "wait.</p>", "<app><rdg>wait.</rdg></app></p>", ours=True),
    Fault("speech", "wait.</p>", "wait.</p><sp><p>I wait.</p></sp>", ours=True),
    Fault("word", "bar</seg>", "<w>bar</w></seg>", ours=True),
    Fault("style", "<p>The", '<p style="color: red">The', ours=True),
    Fault("same-as", "<p>The", '<p sameAs="#p-ice">The', ours=True),
    Fault("calendar", "<dateline><date", '<dateline><date calendar="#julian"', ours=True),
    # What TEI allows and this schema does not: values that are not in a closed list.
    Fault("note-type", 'note type="annotation"', 'note type="handwritten"', ours=True),
    Fault("rend-token", 'rend="pencil"', 'rend="pencil bracketed"', ours=True),
    Fault("place-token", 'place="top"', 'place="upstairs"', ours=True),
    Fault("division-type", 'div type="telegram"', 'div type="chapter"', ours=True),
    Fault("block-type", 'ab type="stamp"', 'ab type="seal"', ours=True),
    Fault("stamp-type", 'stamp type="incoming"', 'stamp type="round"', ours=True),
    Fault("seg-type", 'seg type="glossed"', 'seg type="word"', ours=True),
    Fault("gloss-type", 'gloss type="original"', 'gloss type="russian"', ours=True),
    Fault("fw-type", 'fw type="letterhead"', 'fw type="catch"', ours=True),
    Fault("list-type", 'list type="distribution"', 'list type="litany"', ours=True),
    Fault("gap-reason", 'reason="illegible"', 'reason="inaudible"', ours=True),
    Fault("gap-unit", 'unit="word"', 'unit="cm"', ours=True),
    Fault("supplied-reason", 'reason="omitted"', 'reason="guess"', ours=True),
    Fault("name-type", 'persName type="cover"', 'persName type="code"', ours=True),
    Fault("action-type", 'correspAction type="sent"', 'correspAction type="written"', ours=True),
    Fault("action-subtype", 'subtype="to"', 'subtype="bcc"', ours=True),
    Fault("object-form", 'form="typescript"', 'form="codex"', ours=True),
    Fault("rendition-scope", 'scope="before"', 'scope="first-line"', ours=True),
    # What TEI allows and this schema does not: attributes that must be there.
    Fault("division-without-type", '<div type="handling">', "<div>", ours=True),
    Fault("block-without-type", '<ab type="stamp">', "<ab>", ours=True),
    Fault("identifier-without-type", '<idno type="outgoing">', "<idno>", ours=True),
    Fault("supplied-without-reason", ' reason="omitted"', "", ours=True),
    Fault("action-without-type", '<correspAction type="sent">', "<correspAction>", ours=True),
    Fault("hand-without-identifier", ' xml:id="hand-clerk"', "", ours=True),
    Fault("person-without-identifier", '<person xml:id="orlov">', "<person>", ours=True),
    Fault("rendition-without-identifier", ' xml:id="nota-note-before"', "", ours=True),
]


# What is missing is missed at the end tag, up to which it might have come.
REPORTED_ELSEWHERE = {"no-titleStmt-title"}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The faulty documents as files, by name."""
    folder = tmp_path_factory.mktemp("faulty")
    for fault in FAULTS:
        (folder / f"{fault.name}.xml").write_text(fault.text, encoding="utf-8", newline="\n")
    return {path.stem: path for path in folder.iterdir()}


def element_names(path: Path, tag: str, parent: str) -> list[str]:
    """The names that elements *tag* below *parent* of the file declare, in the file's order."""
    root = etree.parse(path).getroot()
    return [str(one.get("name")) for one in root.iter(tag) if (up := one.getparent()) is not None and up.tag == parent]


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.name)
def test_a_good_document_is_valid_in_both_grammars(path: Path) -> None:
    assert grammar().validate(path) == []
    assert [fault.reason for fault in schema().iter_errors(path)] == []


def test_what_is_valid_here_is_valid_in_tei() -> None:
    assert refused_by_tei_all(VALID) == set()


def test_the_fixtures_use_nearly_every_element() -> None:
    used = {etree.QName(one).localname for path in VALID for one in etree.parse(path).iter("{*}*")}
    assert set(declared_in_rng()) - used == {"authority", "code", "distributor", "gi", "principal", "sponsor"}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_relax_ng_refuses_it_where_it_stands(fault: Fault, faulty: dict[str, Path]) -> None:
    findings = grammar().validate(faulty[fault.name])
    assert findings
    assert all(finding.rule.startswith("rng.") for finding in findings)
    lines = {finding.span.line for finding in findings}
    assert (fault.line in lines) == (fault.name not in REPORTED_ELSEWHERE), lines


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_xml_schema_refuses_it_where_it_can_say_so(fault: Fault, faulty: dict[str, Path]) -> None:
    assert schema().is_valid(faulty[fault.name]) != fault.xsd


def test_tei_all_accepts_what_only_this_schema_refuses(faulty: dict[str, Path]) -> None:
    refused = {path.stem for path in refused_by_tei_all(faulty.values())}
    assert refused == {fault.name for fault in FAULTS if not fault.ours}


@pytest.mark.parametrize("name", ["text", "div", "person", "teiHeader"])
def test_only_a_document_may_be_the_root(name: str) -> None:
    findings = grammar().validate(f'<{name} xmlns="{TEI}"/>'.encode())
    assert {(one.span.line, one.span.column) for one in findings} == {(1, 1)}
    assert "rng.root-not-allowed" in {one.rule for one in findings}


def test_an_element_without_content_may_hold_white_space_in_both_grammars() -> None:
    spaced = MINIMAL.replace("<lb/>", "<lb>\n  <!-- a line --> </lb>")
    assert grammar().validate(spaced.encode()) == []
    assert schema().is_valid(spaced)


def declared_in_rng() -> list[str]:
    """The elements of the RELAX NG grammar."""
    path = resources.data_path("schemas", "tei-documentary.rng")
    return element_names(path, f"{{{RNG}}}element", f"{{{RNG}}}define")


def test_odd_rng_and_xsd_have_the_same_elements() -> None:
    odd = etree.parse(resources.data_path("schemas", "tei-documentary.odd"))
    included = [name for one in odd.iter(f"{{{TEI}}}moduleRef") for name in str(one.get("include", "")).split()]
    described = [str(one.get("ident")) for one in odd.iter(f"{{{TEI}}}elementSpec")]
    xs = "{http://www.w3.org/2001/XMLSchema}"
    xsd = element_names(resources.data_path("schemas", "tei-documentary.xsd"), f"{xs}element", f"{xs}schema")
    assert sorted(included) == sorted(described) == sorted(declared_in_rng()) == sorted(xsd)
    assert len(set(included)) == len(included)


@pytest.mark.parametrize("file,tag", [("tei-documentary.odd", TEI), ("tei-documentary.rng", RNG)])
def test_each_value_of_a_closed_list_is_explained(file: str, tag: str) -> None:
    root = etree.parse(resources.data_path("schemas", file)).getroot()
    if tag == TEI:
        items = list(root.iter(f"{{{TEI}}}valItem"))
        assert all("".join(item.itertext()).strip() for item in items)
    else:
        listed = [one for one in root.iter(f"{{{RNG}}}attribute") if one.find(f".//{{{RNG}}}value") is not None]
        assert all(one.findtext("{*}documentation") for one in listed)


def test_names_stand_in_alphabetical_order() -> None:
    root = etree.parse(resources.data_path("schemas", "tei-documentary.rng")).getroot()
    names = [str(one.get("name")) for one in root.iter(f"{{{RNG}}}define")]
    assert names == sorted(names, key=lambda name: (name.lower(), name))
