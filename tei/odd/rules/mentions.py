"""What the expressions of a rule speak of in vain: elements that the schema has not, or has by another name."""

from typing import TYPE_CHECKING

from tei.names import TEI

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from tei.odd.schema import ResolvedSchema
    from tei.odd.source.files import Files


class Mentions:
    """The elements that rules should not speak of: those *absent* from it and those that it renames."""

    def __init__(self, schema: "ResolvedSchema", absent: frozenset[str], files: "Files") -> None:
        self._files = files
        self._renamed: dict[tuple[str, str], str] = {}
        present = set()
        for spec in (spec for key, spec in schema.specs.items() if key.kind == "element"):
            uri = schema.element_namespace(spec)
            present.add((uri, spec.output_name))
            if spec.output_name != spec.ident:
                self._renamed[uri, spec.ident] = spec.output_name
        self._absent = {(TEI, ident) for ident in absent} - present
        for name in present & self._renamed.keys():
            del self._renamed[name]

    def report(self, spoken_of: "Iterable[tuple[str, str]]", element: "_Element", attribute: str) -> None:
        """Note which of the names *spoken_of*, namespace and local part, no document can have."""
        for name in dict.fromkeys(spoken_of):
            if name in self._renamed:
                message = f"the rule speaks of <{name[1]}>, which documents have as <{self._renamed[name]}>"
                advice = f"write {self._renamed[name]} here, too"
            elif name in self._absent:
                message = f"the rule speaks of <{name[1]}>, which is not in the schema"
                advice = "leave it out, or keep the element"
            else:
                continue
            self._files.warn("odd.rule-mentions", message, element, advice, attribute=attribute)
