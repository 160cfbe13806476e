"""XML Schema beside the grammars that it was made of: on grammars and documents made at random, and on TEI's own."""

import random
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

import grammars
import subjects
from instances import Writer
from mutating import ATTRIBUTES, IDENTIFIERS, MOVES, STRUCTURE, mutant, vocabulary
from tei.errors import SchemaError
from tei.odd.elements import contents
from tei.relaxng import sources
from translating import Translated

# Not changes to the document's type declaration, for libxml2 reads elements in entities without their namespaces; and
# of identifiers only that they stand twice, for it calls what is no name not well-formed.
CHANGES = (*STRUCTURE, *ATTRIBUTES, *IDENTIFIERS[:1], *MOVES)
_STRANGERS = (("a", "b", "c"), ("x", "y", "z"))
_LARGEST_CHARS = 6_000


class Tally:
    """What the processors said of many documents."""

    def __init__(self) -> None:
        self.refused: list[tuple[str, list[str]]] = []
        self.counts: Counter[tuple[bool, bool]] = Counter()

    def add(self, translated: Translated, document: str, *, slowly: bool) -> None:
        """Count what is said of *document*, by xmlschema only if there is time, *slowly*."""
        accepted, said = translated.said(document, slowly=slowly)
        self.counts[accepted, not said] += 1
        if accepted and said:
            self.refused.append((document, said))

    @property
    def equal(self) -> float:
        """The part of all documents with one verdict."""
        return (self.counts[True, True] + self.counts[False, False]) / sum(self.counts.values())


def random_grammars(count: int, seed: int, folder: Path) -> Tally:
    """Judge documents under *count* grammars, of which those that are wrong are left out."""
    tally = Tally()
    for number in range(seed, seed + count):
        chance = random.Random(number)  # noqa: S311 (nothing is kept secret; a failure must come again)
        schema = grammars.schema(chance)
        own = folder / str(number)
        own.mkdir()
        for name, text in schema.files.items():
            (own / name).write_text(text, encoding="utf-8")
        path = own / schema.name
        try:
            translated = Translated(path, own)
        except SchemaError:
            continue
        found = contents(sources.read(path.read_bytes(), str(path)), sources.files(path))
        if any("*" in root for root in found.roots):
            continue  # What has any name cannot be the root of a document.
        for place in range(10):
            document = Writer(chance).document(schema.grammar)
            if place % 2:
                document = mutant(
                    chance, document, vocabulary([document], *_STRANGERS), (*STRUCTURE, *ATTRIBUTES), layout=()
                )
            tally.add(translated, document, slowly=place < 2)
    return tally


@pytest.mark.slow
def test_random_grammars_are_never_narrower(tmp_path: Path) -> None:
    tally = random_grammars(300, 1951, tmp_path)
    assert tally.refused == []
    assert tally.counts[True, True] > 300
    assert tally.counts[False, False] > 300


@pytest.mark.full
def test_thousands_of_random_grammars_are_never_narrower(tmp_path: Path) -> None:
    assert random_grammars(5_000, 10_000, tmp_path).refused == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["documentary", "references", "tei_lite", "tei_simplePrint", "tei_all"])
def test_changed_documents_are_never_refused_alone_and_nearly_always_alike(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if name not in subjects.OWN:
        request.getfixturevalue("shared_data")
    [subject] = subjects.present((name,))
    translated = Translated(subject.schema, tmp_path)
    chance = random.Random(59363)  # noqa: S311 (as above)
    tally = Tally()
    for document in subject.seeds:
        tally.add(translated, document, slowly=len(document) < _LARGEST_CHARS)
    for _ in range(200):
        document = mutant(chance, chance.choice(subject.seeds), subject.words, CHANGES, layout=())
        tally.add(translated, document, slowly=len(document) < _LARGEST_CHARS)
    assert tally.refused == []
    assert tally.counts[True, True] > 20
    assert tally.counts[False, False] > 20
    assert tally.equal >= (0.95 if name.startswith("tei") else 0.88), tally.counts


_FOLDERS = ["exemplar-tei_bare", "exemplar-tei_drama", "exemplar-tei_lite", "exemplar-tei_simplePrint"]


@pytest.mark.parametrize("name", _FOLDERS)
def test_customisations_load_in_both_processors(shared_data: Path, tmp_path: Path, name: str) -> None:
    translated = Translated(shared_data / "odd" / name / "schema.rng", tmp_path)
    assert translated.libxml2 is not None
    assert translated.xmlschema.elements
    assert [one for one in translated.translation.widenings if one.reason.name == "ORDER"] == []


def test_real_documents_have_the_verdict_that_the_grammar_has(shared_data: Path, tmp_path: Path) -> None:
    translated = Translated(shared_data / "p5" / "tei_all.rng", tmp_path)
    files = sorted(
        path for folder in ("letters", "plays", "meta") for path in (shared_data / "bench" / folder).glob("*.xml")
    )
    tally = Tally()
    for path in files[::5]:
        # xsi:schemaLocation is of no grammar, but always of XML Schema.
        parsed = etree.fromstring(path.read_bytes())
        etree.strip_attributes(parsed, "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation")
        tally.add(translated, etree.tostring(parsed, encoding="unicode"), slowly=False)
    assert tally.refused == []
    assert tally.equal >= 0.95, tally.counts
