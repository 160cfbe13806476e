"""Documents changed at random: what our RELAX NG accepts, TEI accepts, and so does our XML Schema."""

import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest
import xmlschema
from lxml import etree

from mutating import ATTRIBUTES, MOVES, STRUCTURE, mutant, vocabulary
from tei import resources

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
# Of TEI, but not of this schema; and of neither.
STRANGERS: Final = ("l", "sp", "app", "w", "div1", "teiCorpus", "soCalled", "event", "state", "greeting")
NEW_ATTRIBUTES: Final = ("style", "sameAs", "ana", "met", "wit", "hidden", "when", "place", "target", "cert", "n")
# Identifiers are left as they are: the grammar as libxml2 compiles it does not look for them.
CHANGES: Final = (*STRUCTURE, *ATTRIBUTES, *MOVES)


def mutants(count: int, seed: int) -> Iterator[bytes]:
    """*count* documents, each a good one with a few random changes; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 (nothing is kept secret; the documents must be the same in each run)
    parents = [path.read_text("utf-8") for path in PARENTS]
    words = vocabulary(parents, STRANGERS, NEW_ATTRIBUTES)
    for _ in range(count):
        yield mutant(chance, chance.choice(parents), words, CHANGES, layout=()).encode()


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
    assert 75 < len(accepted(500, 1949)) < 425


def test_xml_schema_accepts_what_relax_ng_accepts() -> None:
    assert [(text, said) for text in accepted(500, 1949) if (said := reports(xsd(), text))] == []


def test_xmlschema_accepts_what_relax_ng_accepts() -> None:
    schema = xmlschema.XMLSchema10(resources.data_path("schemas", "tei-documentary.xsd"))
    small = [text for text in accepted(500, 1949) if len(text) < 8_000]
    assert len(small) > 30
    said = [(text, fault.reason) for text in small for fault in schema.iter_errors(text.decode())]
    assert said == []


def test_tei_accepts_what_relax_ng_accepts(tmp_path: Path) -> None:
    assert refused_by_tei(accepted(500, 1949), tmp_path) == []


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
