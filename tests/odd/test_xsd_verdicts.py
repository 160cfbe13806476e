"""XML Schema beside the grammars that it was made of: on grammars and documents made at random, and on TEI's own."""

import random
from collections import Counter
from pathlib import Path

import pytest
import xmlschema
from lxml import etree

import grammars
import subjects
from instances import Writer
from mutating import ATTRIBUTES, IDENTIFIERS, MOVES, STRUCTURE, mutant, vocabulary
from tei.errors import SchemaError
from tei.odd.compiling import COMPATIBILITIES, compile_odd
from tei.odd.content_models.elements import contents
from tei.odd.xsd import translated
from tei.relaxng import sources
from translating import Translated, ambiguous

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
        self.misread: set[Path] = set()
        """Schemas in which xmlschema sees an ambiguity that is none; libxml2 sees none either."""

    def add(self, judge: Translated, document: str, *, slowly: bool) -> None:
        """Count what is said of *document*, by xmlschema only if there is time, *slowly*."""
        try:
            accepted, said = judge.said(document, slowly=slowly)
        except xmlschema.XMLSchemaModelError:
            if ambiguous(judge.path):
                raise
            self.misread.add(judge.path)
            accepted, said = judge.said(document, slowly=False)
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
            judge = Translated(path, own)
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
            tally.add(judge, document, slowly=place < 2)
    return tally


@pytest.mark.slow
def test_random_grammars_are_never_narrower(tmp_path: Path) -> None:
    tally = random_grammars(300, 1951, tmp_path)
    assert tally.refused == []
    assert tally.counts[True, True] > 300
    assert tally.counts[False, False] > 300


@pytest.mark.full
def test_thousands_of_random_grammars_are_never_narrower(tmp_path: Path) -> None:
    tally = random_grammars(5_000, 10_000, tmp_path)
    assert tally.refused == []
    assert len(tally.misread) < 10


_OTHERS = ("tei_lite", "tei_simplePrint")


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["documentary", "references", "tei_all", *(pytest.param(name, marks=pytest.mark.full) for name in _OTHERS)],
)
def test_changed_documents_are_never_refused_alone_and_nearly_always_alike(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if name not in subjects.OWN:
        request.getfixturevalue("shared_data")
    [subject] = subjects.present((name,))
    judge = Translated(subject.schema, tmp_path)
    chance = random.Random(59363)  # noqa: S311 (as above)
    tally = Tally()
    for document in subject.seeds:
        tally.add(judge, document, slowly=len(document) < _LARGEST_CHARS)
    for _ in range(60 if name == "tei_all" else 150):
        document = mutant(chance, chance.choice(subject.seeds), subject.words, CHANGES, layout=())
        tally.add(judge, document, slowly=len(document) < _LARGEST_CHARS)
    assert tally.refused == []
    assert tally.counts[True, True] > 20
    assert tally.counts[False, False] > 20
    # References has what XML Schema cannot say: elements that only their attributes or values tell apart.
    assert tally.equal >= (0.88 if name == "references" else 0.95), tally.counts


_FOLDERS = ["exemplar-tei_bare", "exemplar-tei_drama", "exemplar-tei_lite", "exemplar-tei_simplePrint"]


@pytest.mark.parametrize("name", _FOLDERS)
def test_customisations_load_in_both_processors(shared_data: Path, tmp_path: Path, name: str) -> None:
    judge = Translated(shared_data / "odd" / name / "schema.rng", tmp_path)
    assert judge.libxml2 is not None
    assert judge.xmlschema.elements
    assert [one for one in judge.translation.widenings if one.reason.name == "ORDER"] == []


@pytest.mark.full
def test_every_customisation_loads_in_both_processors(shared_data: Path, tmp_path: Path) -> None:
    names = [path.parent.name for path in sorted((shared_data / "odd").glob("*/source.odd"))]
    assert len(names) > 50
    for name in names:
        try:
            made = compile_odd(shared_data / "odd" / name / "source.odd", quirks=COMPATIBILITIES["stylesheets"])
        except SchemaError:
            continue  # Another test says which are no schemas.
        for file, text in translated(made.grammar, sources.nothing, "customisation").files.items():
            (tmp_path / file).write_text(text, encoding="utf-8")
        assert etree.XMLSchema(etree.parse(tmp_path / "customisation.xsd")) is not None, name
        assert xmlschema.XMLSchema10(tmp_path / "customisation.xsd").elements, name


@pytest.mark.slow
def test_real_documents_have_the_verdict_that_the_grammar_has(shared_data: Path, tmp_path: Path) -> None:
    judge = Translated(shared_data / "p5" / "tei_all.rng", tmp_path)
    files = sorted(
        path for folder in ("letters", "plays", "meta") for path in (shared_data / "bench" / folder).glob("*.xml")
    )
    tally = Tally()
    for path in files[::5]:
        # xsi:schemaLocation is of no grammar, but always of XML Schema.
        parsed = etree.fromstring(path.read_bytes())
        etree.strip_attributes(parsed, "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation")
        tally.add(judge, etree.tostring(parsed, encoding="unicode"), slowly=False)
    assert tally.refused == []
    assert tally.equal >= 0.95, tally.counts
