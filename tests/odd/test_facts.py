import gzip
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from tei import names
from tei.errors import UsageError
from tei.odd.bases import facts
from tei.odd.bases.base import Base, DocumentBase
from tei.odd.bases.stored import KINDS
from tei.odd.specs import AnyElement, Occurs, Sequence, Spec

RELEASES = ("2.7.0", "3.0.0", "3.3.0", "3.5.0", "4.0.0", "4.4.0", "4.5.0", "4.6.0", "4.7.0", "4.8.0", "4.9.0a")
SHIPPED = Path(facts.__file__).parent / "p5"

Bare = Callable[[Spec | None], Spec | None]


def keys(base: Base) -> list[tuple[str, str, Spec | None]]:
    return [(kind, ident, base.spec(kind, ident)) for kind in KINDS for ident in base.idents(kind)]


def assert_equal(stored: Base, read: Base, facts_of: Bare) -> None:
    assert (stored.name, stored.release, stored.modules) == (read.name, read.release, read.modules)
    assert stored.default_exceptions == read.default_exceptions
    assert keys(stored) == [(kind, ident, facts_of(spec)) for kind, ident, spec in keys(read)]
    for module in (*read.modules, "", "no-such-module"):
        assert stored.module(module) == read.module(module)


def test_what_is_written_of_a_source_reads_back_as_it_was(source: DocumentBase, facts_of: Bare) -> None:
    assert source.release == "1.2.3b"
    assert source.modules == ("base", "core", "later")
    assert source.default_exceptions == ("{http://example.org/ns}*", "{http://example.org/examples}egg")
    assert len(keys(source)) == 10
    assert_equal(facts.Facts(facts.write(source)), source, facts_of)


def test_facts_of_facts_are_the_same_text(source: DocumentBase) -> None:
    text = facts.write(source)
    assert facts.write(facts.Facts(text)) == text


def test_what_is_not_there_is_none(source: DocumentBase) -> None:
    stored = facts.Facts(facts.write(source))
    assert stored.spec("element", "fake") is None
    assert stored.spec("class", "p") is None


def test_exceptions_of_any_element_that_are_none_are_not_those_that_are_not_said(source: DocumentBase) -> None:
    spec = facts.Facts(facts.write(source)).spec("element", "any")
    assert spec
    assert isinstance(spec.content, Sequence)
    _, wide, default, none, _ = spec.content.members
    assert default == AnyElement()
    assert none == AnyElement(excluded=())
    assert wide == AnyElement(
        Occurs(0, 1), ("{http://example.org/a}*",), (f"{{{names.RNG}}}text", "{http://example.org/b}*")
    )


def test_facts_have_no_prose(source: DocumentBase) -> None:
    text = facts.write(source)
    for word in ("paragraph", "tells one", "in one go", "better name", "must be small", "a rule", "inner thing"):
        assert word not in text


def test_releases_that_ship_are_listed_by_age() -> None:
    assert facts.releases() == RELEASES
    assert facts.newest() == "4.8.0"
    assert facts.CURRENT == "4.9.0a"


@pytest.mark.parametrize("release", RELEASES)
def test_release_is_whole(release: str) -> None:
    base = facts.load(release)
    assert base.release == release
    assert base.name == facts.label(release)
    assert {"tei", "core", "header", "textstructure", "msdescription"} < set(base.modules)
    found = keys(base)
    assert sum(len(base.module(module)) for module in base.modules) == len(found) > 700
    assert all(spec and (spec.kind, spec.ident) == (kind, ident) for kind, ident, spec in found)
    assert base.default_exceptions == (f"{{{names.TEI}}}*", "{http://www.tei-c.org/ns/Examples}egXML")


def test_development_state_is_called_so() -> None:
    assert facts.load("4.9.0a").name == "TEI P5 4.9.0a (the development state of 21 October 2024)"
    assert facts.load("4.8.0").name == "TEI P5 4.8.0"


def test_release_that_does_not_ship_is_refused_with_those_that_do() -> None:
    with pytest.raises(UsageError, match=r"4\.2\.0 do not ship.*2\.7\.0, 3\.0\.0.*4\.9\.0a do"):
        facts.load("4.2.0")


def test_facts_need_no_parser_of_xml() -> None:
    program = (
        "import sys; from tei.odd.bases import facts; base = facts.load('4.8.0'); assert base.spec('element', 'p');"
        "sys.exit(' '.join({'lxml', 'lxml.etree', 'pyexpat', 'tei.document'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


# --- the files that ship ---


def strings(stored: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Each string of a file of facts with the key that it stands under."""
    if isinstance(stored, str):
        yield key, stored
    elif isinstance(stored, list):
        for member in stored:
            yield from strings(member, key)
    elif isinstance(stored, dict):
        for name, member in stored.items():
            yield from strings(member, name)


FORMS = {
    "name": r"\S+|TEI P5 [\w.]+( \(the development state of 21 October 2024\))?",
    "content": r"\w+(\{\d,\d?\}|[*+?])?( \S+)?",
    "datatype": r"(data|xsd|ref|text)( \S+)?|list|alternate",
    "default": r"\S*( \S+)?",
    "rng": r"(?s)<(value|element) xmlns=\"http://relaxng\.org/ns/structure/1\.0\".*",
}
"""What strings look like under each key; \\S+ under all others."""


@pytest.mark.parametrize("release", RELEASES)
def test_no_string_is_longer_than_a_name_a_value_or_a_pattern(release: str) -> None:
    stored = json.loads((SHIPPED / f"{release}.json").read_text(encoding="utf-8"))
    for key, text in strings(stored):
        assert re.fullmatch(FORMS.get(key, r"\S{0,70}"), text), (key, text)
        assert len(text) <= (500 if key == "rng" else 100)


@pytest.fixture(scope="module", params=RELEASES)
def release(
    request: pytest.FixtureRequest, shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """A release and the file that it was extracted from."""
    name = str(request.param)
    if name in facts.DEVELOPMENT:
        return name, shared_data / "p5" / "p5subset.xml"
    path = tmp_path_factory.mktemp(name) / "p5subset.xml"
    path.write_bytes(gzip.decompress((shared_data / "p5" / "releases" / f"p5subset-{name}.xml.gz").read_bytes()))
    return name, path


@pytest.mark.slow
def test_release_is_equal_to_what_its_source_says(
    release: tuple[str, Path], opened: Callable[..., DocumentBase], facts_of: Bare
) -> None:
    name, path = release
    read = opened(path, facts.label(name))
    assert_equal(facts.load(name), read, facts_of)
    assert facts.write(read) == (SHIPPED / f"{name}.json").read_text(encoding="utf-8")


@pytest.mark.slow
def test_no_prose_of_the_guidelines_ships(release: tuple[str, Path]) -> None:
    name, path = release
    shipped = {text for _, text in strings(json.loads((SHIPPED / f"{name}.json").read_text(encoding="utf-8")))}
    root = etree.parse(path).getroot()
    prose = {
        " ".join("".join(map(str, node.itertext())).split())
        for kind in ("gloss", "desc", "remarks", "exemplum", "constraintSpec", "valDesc")
        for node in root.iter(names.tei_name(kind))
    }
    # A gloss of two words may look like a reference: “element name”.
    sentences = {text for text in prose if text.count(" ") > 1}
    assert len(sentences) > 1000
    assert not shipped & sentences
