"""Compares what `tei` makes of the ODDs that lie beside the checkout with what TEI's Stylesheets made of them.

Of the Stylesheets' schemas there are facts, in `../shared/data/odd`: of each element its attributes with their types,
and a hash of the minimal automaton of its content model. The same is computed here from the grammar that `tei` emits.
Only elements that a document can reach from the start count, and the attributes of those that can be valid.
"""

import gzip
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tei.errors import SchemaError
from tei.odd.compiling import compile_odd
from tei.odd.content_models import elements
from tei.odd.quirks import STYLESHEETS, Quirk, Quirks
from tei.relaxng import model, sources
from tei.relaxng.patterns import ElementPattern

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "odd"

INCOMPLETE = {"sty-test16": "includes base.odd and base2.odd, which are not among the data"}
"""The ODDs of which not all files are there, and what is missing."""

CONTENT = "content model"
START = "start"

Hash = tuple[tuple[str, int], ...]
"""Of each content model that elements of one name have: the hash of its automaton, and how many states that has."""


class Place(NamedTuple):
    """What can differ: the *part* of an element, its content model or an attribute with ``@``; or the start."""

    element: str
    part: str


class Facts(NamedTuple):
    """What is compared of a schema."""

    start: tuple[str, ...]
    contents: Mapping[str, Hash]
    attributes: Mapping[str, Mapping[str, tuple[str, str]]]

    @property
    def attribute_count(self) -> int:
        """How many attributes there are, each with each element that has it."""
        return sum(map(len, self.attributes.values()))


class Odd(NamedTuple):
    """An ODD and what the Stylesheets made of it; *source* is the release that was put in the place of its own."""

    name: str
    source: str | None

    @property
    def path(self) -> Path:
        """The file."""
        return FOLDER / self.name / "source.odd"

    @property
    def reference(self) -> Facts:
        """What the Stylesheets made of it."""
        signature = _stored(self.path.with_name("signature.json.gz"))
        languages = _stored(self.path.with_name("languages.json.gz"))
        reached = _reached(signature)
        return Facts(
            tuple(signature["start"]),
            {name: tuple((found[0], found[1]) for found in languages[name]) for name in reached},
            {
                name: {
                    attribute: (use, kind) for attribute, (use, kind) in signature["elements"][name]["attrs"].items()
                }
                for name in reached
            },
        )

    def compiled(self, quirks: Quirks) -> model.Grammar:
        """Return the grammar that `tei` makes of it. Raises :class:`~tei.errors.SchemaError`."""
        return compile_odd(self.path, source=self.source, quirks=quirks).grammar


def collection() -> list[Odd]:
    """Return the ODDs whose files are all there, in the order of the manifest; none where there is no such data."""
    manifest = FOLDER / "manifest.json"
    entries = json.loads(manifest.read_text(encoding="utf-8")) if manifest.is_file() else []
    return [Odd(entry["name"], _source(entry["notes"])) for entry in entries if entry["name"] not in INCOMPLETE]


def _source(notes: list[str]) -> str | None:
    """Return the release with which the Stylesheets were run where that was not the one of their data."""
    found = [note.rpartition(" ")[2] for note in notes if "rebuilt p5subset" in note]
    return f"tei:{found[0]}" if found else None


def _stored(path: Path) -> dict[str, Any]:
    """Return what is in a compressed file of JSON."""
    found: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    return found


def _reached(signature: Mapping[str, Any]) -> set[str]:
    """Return the names of the elements that a document can reach."""
    found: set[str] = set()
    waiting = list(signature["start"])
    while waiting:
        name = waiting.pop()
        if name not in found and name in signature["elements"]:
            found.add(name)
            waiting += signature["elements"][name]["children"]
    return found


def facts(grammar: model.Pattern) -> Facts:
    """Return what is compared of a grammar."""
    contents = elements.contents(grammar, sources.nothing)
    return Facts(
        contents.roots,
        {name: tuple(sorted({_hash(contents, one) for one in named})) for name, named in contents.named.items()},
        {name: dict(_attributes(contents, name)) for name in contents.named},
    )


def _hash(contents: elements.Contents, element: ElementPattern) -> tuple[str, int]:
    automaton = contents.automaton(element)
    if automaton is None:
        return "TOOBIG", -1
    return hashlib.sha1(json.dumps(automaton).encode(), usedforsecurity=False).hexdigest()[:12], len(automaton)


def _attributes(contents: elements.Contents, name: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for attribute, use in contents.attributes(name).items():
        kinds = sorted({elements.key(value.pattern) for value in use.values})
        yield elements.symbol(attribute), ("req" if use.required else "opt", " || ".join(kinds))


def differences(ours: Facts, reference: Facts) -> set[Place]:
    """Return where two schemas differ."""
    found = set() if ours.start == reference.start else {Place("", START)}
    for name in ours.contents.keys() | reference.contents.keys():
        content = reference.contents.get(name)
        if ours.contents.get(name) != content:
            found.add(Place(name, CONTENT))
        if content == ((REFUSES_ALL, 1),):  # It cannot occur, so its attributes do not count.
            continue
        own, theirs = ours.attributes.get(name, {}), reference.attributes.get(name, {})
        found |= {Place(name, f"@{key}") for key in own.keys() | theirs.keys() if own.get(key) != theirs.get(key)}
    return found


REFUSES_ALL = hashlib.sha1(b"[[false, []]]", usedforsecurity=False).hexdigest()[:12]
"""The hash of the content model that nothing fulfils, not even nothing."""


class Comparison:
    """What `tei` makes of one ODD beside what the Stylesheets made of it."""

    def __init__(self, odd: Odd) -> None:
        self.odd = odd
        self.refusal: tuple[str, ...] = ()
        """The rules that the ODD breaks, for which it is refused."""
        self.reference = odd.reference
        try:
            self.strict = differences(facts(odd.compiled(frozenset())), self.reference)
        except SchemaError as fault:
            self.refusal = tuple(sorted({one.rule for one in fault.diagnostics if one.severity.value == "error"}))
            self.strict = set()

    @cached_property
    def compatible(self) -> set[Place]:
        """Where the schema differs when every error of the Stylesheets is repeated."""
        return differences(facts(self._with_all), self.reference)

    @cached_property
    def _with_all(self) -> model.Grammar:
        return self.odd.compiled(STYLESHEETS)

    @cached_property
    def by_quirk(self) -> dict[Quirk, set[Place]]:
        """The differences that one error of the Stylesheets explains: where they are when it alone is not repeated."""
        found = {}
        for quirk in Quirk:
            grammar = self.odd.compiled(STYLESHEETS - {quirk})
            if grammar != self._with_all and (places := differences(facts(grammar), self.reference)):
                found[quirk] = places
        return found

    @property
    def unexplained(self) -> set[Place]:
        """The differences that no error explains."""
        return self.strict.difference(*self.by_quirk.values())
