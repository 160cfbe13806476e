"""What the expressions of a rule speak of in vain: elements that the schema has not, or has by another name."""

from typing import TYPE_CHECKING

from tei.names import TEI

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from tei.odd.files import Files
    from tei.odd.specs import Spec


class Mentions:
    """The elements that rules should not speak of: those *absent* and those of *specs* that are renamed."""

    def __init__(self, specs: "Iterable[Spec]", namespace: str, absent: frozenset[str], files: "Files") -> None:
        self._files = files
        self._absent = {(uri, ident) for uri in {TEI, namespace} for ident in absent}
        self._renamed: dict[tuple[str, str], str] = {}
        present = set()
        for spec in specs:
            if spec.kind == "element":
                uri = namespace if spec.namespace is None else spec.namespace
                present.add((uri, spec.output_name))
                if spec.output_name != spec.ident:
                    self._renamed[uri, spec.ident] = spec.output_name
        self._absent -= present
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
