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
