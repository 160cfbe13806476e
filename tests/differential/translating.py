"""A grammar as XML Schema, and what the processors of both say of a document."""

from functools import cached_property
from pathlib import Path
from typing import Final

import xmlschema
from lxml import etree

from tei.odd.xsd import Example, Reason, translated
from tei.relaxng import sources
from tei.relaxng.compilation import simplified
from tei.relaxng.validator import Validator

# An identifier that stands twice is no fault of well-formedness.
PARSER: Final = etree.XMLParser(collect_ids=False)


_XS: Final = "{http://www.w3.org/2001/XMLSchema}"
_MODELS: Final = (f"{_XS}sequence", f"{_XS}choice")


class _Places:
    """The elements of a content model, each a place, and which place may follow which (Glushkov's automaton)."""

    def __init__(self, model: etree._Element) -> None:
        self.names: list[str] = []
        self.follow: dict[int, set[int]] = {}
        self.first = self._ends(model)[1]

    def _ends(self, part: etree._Element) -> tuple[bool, set[int], set[int]]:
        """Whether *part* may be nothing, and the places that it may begin and end with."""
        if part.tag == f"{_XS}element":
            place = len(self.names)
            self.names.append(part.get("ref") or part.get("name") or "")
            empty, first, last = False, {place}, {place}
        else:
            ends = [self._ends(child) for child in part.iterchildren(*_MODELS, f"{_XS}element")]
            empty, first, last = self._chosen(ends) if part.tag == f"{_XS}choice" else self._joined(ends)
        if part.get("maxOccurs", "1") != "1":
            self._may_follow(last, first)
        return empty or part.get("minOccurs") == "0", first, last

    def _chosen(self, ends: list[tuple[bool, set[int], set[int]]]) -> tuple[bool, set[int], set[int]]:
        return (
            any(end[0] for end in ends),
            {one for end in ends for one in end[1]},
            {one for end in ends for one in end[2]},
        )

    def _joined(self, ends: list[tuple[bool, set[int], set[int]]]) -> tuple[bool, set[int], set[int]]:
        empty, first, last = True, set[int](), set[int]()
        for none, begins, stops in ends:
            self._may_follow(last, begins)
            first = first | begins if empty else first
            last = last | stops if none else stops
            empty = empty and none
        return empty, first, last

    def _may_follow(self, before: set[int], after: set[int]) -> None:
        for place in before:
            self.follow.setdefault(place, set()).update(after)


def ambiguous(schema: Path) -> list[str]:
    """The names of which two places of a content model could come next, against Unique Particle Attribution.

    Models with groups or wildcards are not judged, and called ambiguous.
    """
    found = []
    for model in etree.parse(schema).iterfind(f".//{_XS}complexType/*"):
        if model.tag in _MODELS:
            found += [str(part.tag) for part in model.iter(f"{_XS}group", f"{_XS}any")]
            places = _Places(model)
            for after in (places.first, *places.follow.values()):
                names = [places.names[place] for place in after]
                found += [name for name in set(names) if names.count(name) > 1]
    return found


class Translated:
    """A grammar, and what it became as XML Schema, ready to judge documents."""

    def __init__(self, schema: Path, folder: Path) -> None:
        pattern, load = sources.read(schema.read_bytes(), str(schema)), sources.files(schema)
        compiled = simplified(pattern, load)
        self.relax_ng = Validator(compiled.start, compiled.table)
        self.translation = translated(pattern, load, "translated")
        self.path = folder / "translated.xsd"
        for name, text in self.translation.files.items():
            (folder / name).write_text(text, encoding="utf-8")

    @cached_property
    def libxml2(self) -> etree.XMLSchema:
        """The schema as libxml2 compiles it."""
        return etree.XMLSchema(etree.parse(self.path))

    @cached_property
    def xmlschema(self) -> xmlschema.XMLSchema10:
        """The schema as xmlschema compiles it."""
        return xmlschema.XMLSchema10(self.path)

    def said(self, document: str, *, slowly: bool = True) -> tuple[bool, list[str]]:
        """Whether the grammar accepts *document*, and what XML Schema's processors have against it."""
        said = []
        if not self.libxml2.validate(etree.fromstring(document.encode(), PARSER)):
            said.append(str(self.libxml2.error_log))
        if slowly:
            said += [str(fault.reason) for fault in self.xmlschema.iter_errors(document)][:1]
        return not self.relax_ng.validate(document.encode()), said

    @property
    def widenings(self) -> list[tuple[str, str, Example, str]]:
        """Where it is wider: element, the name of the reason, example, attribute; roots left out."""
        found = self.translation.widenings
        return [
            (one.element, one.reason.name, one.example, one.attribute) for one in found if one.reason != Reason.ROOT
        ]
