"""The prefixes of a Schematron schema: which namespace each stands for, declared once.

Source: ISO/IEC 19757-3, section 5.4.9 (``ns``): expressions know the prefixes of the schema and no others.
"""

import re
from typing import TYPE_CHECKING, Final

from tei import names
from tei.names import TEI, XML

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from tei.odd.source.files import Files

EXAMPLES: Final = "http://www.tei-c.org/ns/Examples"
_USUAL: Final = {TEI: "tei", EXAMPLES: "teix"}
"""The prefixes that TEI's own rules are written with."""

_KNOWN: Final = {
    **{prefix: uri for uri, prefix in _USUAL.items()},
    **{prefix: uri for uri, prefix in names.PREFIXES.items()},
    "fn": "http://www.w3.org/2005/xpath-functions",
    "map": "http://www.w3.org/2005/xpath-functions/map",
    "array": "http://www.w3.org/2005/xpath-functions/array",
    "math": "http://www.w3.org/2005/xpath-functions/math",
    "rna": "http://relaxng.org/ns/compatibility/annotations/1.0",
}
"""What a prefix means that nobody declares and everybody knows."""

_SILENT: Final = re.compile(r"\"[^\"]*\"|'[^']*'|\(:.*?:\)", re.DOTALL)
"""What is no name in an expression: strings and comments."""

_NAME: Final = re.compile(r"(?<![\w.\-:$])([^\W\d][\w.\-]*):(?!:)(\*|[^\W\d][\w.\-]*)(\s*\()?")


def prefixed_names(expression: str) -> "Iterator[tuple[str, str]]":
    """Yield prefix and local part of the names in an XPath *expression*; the local part is "" for a function."""
    for match in _NAME.finditer(_SILENT.sub(" ", expression)):
        yield match[1], "" if match[3] else match[2]


class Prefixes:
    """The prefixes that a schema declares, in the order in which they came to be needed.

    *home* is the element whose prefixes are taken where those at hand do not do.
    """

    def __init__(self, files: "Files", home: "_Element | None" = None) -> None:
        self._files = files
        self._home = home
        self._uris: dict[str, str] = {}

    @property
    def declared(self) -> "dict[str, str]":
        """Prefix and namespace of each declaration."""
        return dict(self._uris)

    def declare(self, node: "_Element") -> None:
        """Take over what an ``sch:ns`` declares; what differs from an earlier one is a fault."""
        prefix, uri = node.get("prefix", ""), node.get("uri", "")
        if self._uris.setdefault(prefix, uri) != uri:
            message = f"the prefix {prefix} stands for {self._uris[prefix]} already"
            self._files.fault("odd.rule-prefix", message, node, "choose another prefix", attribute="prefix")

    def meaning(self, prefix: str, node: "_Element", attribute: str) -> str:
        """Return the namespace that *prefix* stands for in an expression in *attribute* of *node*; "" if none.

        Where no ``sch:ns`` declares it, it means what it means for the XML in which the expression is written.
        """
        if prefix == "xml":
            return XML
        if prefix not in self._uris:
            uri = node.nsmap.get(prefix) or _KNOWN.get(prefix)
            if uri is None:
                message = f"the prefix {prefix} of this expression is not declared"
                advice = f'declare it: <sch:ns prefix="{prefix}" uri="…"/>'
                self._files.fault("odd.rule-prefix", message, node, advice, attribute=attribute)
                return ""
            self._uris[prefix] = uri
        return self._uris[prefix]

    def name(self, uri: str, local: str, node: "_Element | None" = None) -> str:
        """Return the name *local* of the namespace *uri* with its prefix, which is declared if need be.

        Wanted are, in this order: the usual prefix, one that is declared, one that the XML at *node* has, a new one.
        """
        if not uri:
            return local
        if uri == XML:
            return f"xml:{local}"
        usual = _USUAL.get(uri, "")
        if usual and self._uris.setdefault(usual, uri) == uri:
            return f"{usual}:{local}"
        prefix = next((prefix for prefix, known in self._uris.items() if known == uri), "")
        return f"{prefix or self._chosen(uri, node)}:{local}"

    def _chosen(self, uri: str, node: "_Element | None") -> str:
        """Return a prefix for *uri* that is free, declared."""
        places = [place for place in (node, self._home) if place is not None]
        wanted = [prefix for place in places for prefix, known in place.nsmap.items() if prefix and known == uri]
        numbered = (f"ns{number}" for number in range(1, len(self._uris) + 2))
        prefix = next(prefix for prefix in (*wanted, *numbered) if prefix not in self._uris)
        self._uris[prefix] = uri
        return prefix
