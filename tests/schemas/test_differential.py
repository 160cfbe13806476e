"""Documents changed at random: what our RELAX NG accepts, TEI accepts, and so does our XML Schema."""

import os
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Final

import pytest
import xmlschema
from lxml import etree

from tei import resources
from tei.names import TEI, XML

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus"
TEI_ALL = HERE.parents[2] / "shared" / "data" / "p5" / "tei_all.rng"
# The small ones oftener: a change in them is likelier to matter, and they are checked faster.
PARENTS = [
    HERE / "minimal.xml",
    HERE / "minimal.xml",
    HERE / "conventions.xml",
    CORPUS / "authority.xml",
    CORPUS / "cable-59363.xml",
]
ID: Final = f"{{{XML}}}id"
# Of TEI, but not of this schema; and of neither.
STRANGERS: Final = ["l", "sp", "app", "w", "div1", "teiCorpus", "soCalled", "event", "state", "greeting"]
VALUES: Final = [
    "",
    "x",
    "main",
    "two words",
    "#editor",
    "1951",
    "1951-05",
    "1951-13",
    "2",
    "-1",
    "0.5",
    "true",
    "en",
    "é",
]
ATTRIBUTES: Final = ["style", "sameAs", "ana", "met", "wit", "hidden", "when", "place", "target", "cert", "n"]

Element = etree._Element


def elements(root: Element) -> list[Element]:
    """All elements below the root; comments and instructions are not changed."""
    return [one for one in root.iter(f"{{{TEI}}}*") if one is not root]


def chosen(chance: random.Random, root: Element) -> tuple[Element, Element]:
    """An element that is not the root, and its parent."""
    one = chance.choice(elements(root))
    parent = one.getparent()
    assert parent is not None
    return one, parent


def copied(one: Element, mark: str) -> Element:
    """A copy in which no identifier is given twice."""
    copy = deepcopy(one)
    copy.tail = None
    for inner in copy.iter(f"{{{TEI}}}*"):
        if ID in inner.attrib:
            inner.set(ID, f"{inner.get(ID)}-{mark}")
    return copy


def drop(chance: random.Random, root: Element) -> None:
    one, parent = chosen(chance, root)
    parent.remove(one)


def repeat(chance: random.Random, root: Element) -> None:
    one, parent = chosen(chance, root)
    parent.insert(parent.index(one), copied(one, "again"))


def swap(chance: random.Random, root: Element) -> None:
    one, parent = chosen(chance, root)
    following = one.getnext()
    if following is not None:
        parent.insert(parent.index(one), following)


def move(chance: random.Random, root: Element) -> None:
    one, _ = chosen(chance, root)
    target, parent = chosen(chance, root)
    copy = copied(one, "moved")
    if chance.random() < 0.5:
        target.insert(chance.randint(0, len(target)), copy)
    else:
        parent.insert(parent.index(target), copy)


def rename(chance: random.Random, root: Element) -> None:
    one, _ = chosen(chance, root)
    other, _ = chosen(chance, root)
    name = chance.choice(STRANGERS) if chance.random() < 0.2 else etree.QName(other).localname
    one.tag = f"{{{TEI}}}{name}"


def unwrap(chance: random.Random, root: Element) -> None:
    one, parent = chosen(chance, root)
    place = parent.index(one)
    for inner in list(one):
        parent.insert(place, inner)
        place += 1
    parent.remove(one)


def add_text(chance: random.Random, root: Element) -> None:
    one, _ = chosen(chance, root)
    one.tail = f"{one.tail or ''} loose"


def drop_attribute(chance: random.Random, root: Element) -> None:
    one, _ = chosen(chance, root)
    if one.attrib:
        del one.attrib[chance.choice(list(one.attrib))]


def break_attribute(chance: random.Random, root: Element) -> None:
    one, _ = chosen(chance, root)
    names = [name for name in one.attrib if name != ID]
    if names:
        one.set(chance.choice(names), chance.choice(VALUES))


def borrow_attribute(chance: random.Random, root: Element) -> None:
    one, _ = chosen(chance, root)
    other, _ = chosen(chance, root)
    names = [name for name in other.attrib if name != ID]
    if names:
        name = chance.choice(names)
        one.set(name, str(other.get(name)))


def add_attribute(chance: random.Random, root: Element) -> None:
    one, _ = chosen(chance, root)
    one.set(chance.choice(ATTRIBUTES), chance.choice(VALUES))


CHANGES: Final[list[Callable[[random.Random, Element], None]]] = [
    drop,
    repeat,
    swap,
    move,
    rename,
    unwrap,
    add_text,
    drop_attribute,
    break_attribute,
    borrow_attribute,
    add_attribute,
]


def mutants(count: int, seed: int) -> Iterator[bytes]:
    """*count* documents, each a good one with one to three random changes; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 (nothing is kept secret; the documents must be the same in each run)
    parents = [etree.parse(path).getroot() for path in PARENTS]
    for _ in range(count):
        root = deepcopy(chance.choice(parents))
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            chance.choice(CHANGES)(chance, root)
        yield etree.tostring(root, encoding="utf-8")


@cache
def relax_ng() -> etree.RelaxNG:
    """The grammar as libxml2 compiles it: a thousand verdicts are wanted here and no findings."""
    return etree.RelaxNG(etree.parse(resources.data_path("schemas", "tei-documentary.rng")))


@cache
def xsd() -> etree.XMLSchema:
    """The XML Schema as libxml2 compiles it."""
    return etree.XMLSchema(etree.parse(resources.data_path("schemas", "tei-documentary.xsd")))


@cache
def accepted(count: int, seed: int) -> tuple[bytes, ...]:
    """Those mutants that the RELAX NG grammar accepts."""
    return tuple(one for one in mutants(count, seed) if relax_ng().validate(etree.fromstring(one)))


def reports(schema: etree.XMLSchema, text: bytes) -> list[str]:
    """What *schema* has against the document."""
    return [] if schema.validate(etree.fromstring(text)) else [str(schema.error_log)]


def test_the_mutants_are_neither_all_good_nor_all_bad() -> None:
    assert 60 < len(accepted(400, 1949)) < 340


def test_xml_schema_accepts_what_relax_ng_accepts() -> None:
    assert [(text, said) for text in accepted(400, 1949) if (said := reports(xsd(), text))] == []


def test_xmlschema_accepts_what_relax_ng_accepts() -> None:
    schema = xmlschema.XMLSchema10(resources.data_path("schemas", "tei-documentary.xsd"))
    small = [text for text in accepted(400, 1949) if len(text) < 8_000]
    assert len(small) > 30
    said = [(text, fault.reason) for text in small for fault in schema.iter_errors(text.decode())]
    assert said == []


def test_tei_accepts_what_relax_ng_accepts(tmp_path: Path) -> None:
    assert refused_by_tei(accepted(400, 1949), tmp_path) == []


@pytest.mark.full
@pytest.mark.skipif(os.environ.get("TEI_TEST_FULL") != "1", reason="takes minutes; set TEI_TEST_FULL=1")
def test_ten_thousand_mutants(tmp_path: Path) -> None:
    texts = accepted(10_000, 59363)
    assert [text for text in texts if reports(xsd(), text)] == []
    assert refused_by_tei(texts, tmp_path) == []


def refused_by_tei(texts: tuple[bytes, ...], folder: Path) -> list[str]:
    """What jing says of them under tei_all, a thousand a call."""
    jing = shutil.which("jing")
    if jing is None:
        pytest.skip("jing is not installed")
    if not TEI_ALL.exists():
        pytest.skip("the schema tei_all is not beside this checkout")
    said: list[str] = []
    for first in range(0, len(texts), 1000):
        paths = [folder / f"{number}.xml" for number in range(first, min(first + 1000, len(texts)))]
        for path, text in zip(paths, texts[first:], strict=False):
            path.write_bytes(text)
        command = [jing, str(TEI_ALL), *map(str, paths)]
        report = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        assert not report.stderr
        said += [line for line in report.stdout.splitlines() if re.search(r":\d+:\d+: (?:fatal|error):", line)]
    return said
