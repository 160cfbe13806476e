"""The rules inside a RELAX NG schema, as a schema of their own in which every element keeps its author's place.

Source: ISO/IEC 19757-3, annex D: a grammar may hold elements of Schematron in any place. What it includes is looked
through as well, within the folder of the grammar.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from tei import names
from tei.document import Document, parse, read
from tei.errors import EnvironmentFault, UsageError
from tei.names import RNG, SCH, SQF, XSL
from tei.schematron.source import AT, Source, sch_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_REFERENCES: Final = frozenset({f"{{{RNG}}}include", f"{{{RNG}}}externalRef"})
_DECLARATIONS: Final = ("ns", "param", "let", "phase", "rules", "diagnostics", "properties")
_ORDER: Final = ("ns", "param", "let", "xsl", "phase", "rules", "pattern", "diagnostics", "properties", "fixes")


def is_grammar(document: Document) -> bool:
    """Return whether *document* is a RELAX NG schema in XML syntax."""
    return names.split(str(document.root.tag))[0] == RNG


def read_grammar(path: Path | str) -> Document:
    """Return the grammar in the file *path*, one in compact syntax as the XML that it stands for. Raises as read()."""
    if Path(path).suffix.lower() != ".rnc":
        return read(path)
    from tei import relaxng  # noqa: PLC0415 - few grammars are in compact syntax

    return parse(relaxng.to_xml(path).encode("utf-8"), str(path))


def gather(document: Document, folder: Path | None) -> Source:
    """Return the rules inside the grammar *document*, and inside those of *folder* that it includes."""
    source = Source(etree.Element(sch_name("schema"), nsmap={"sch": SCH}))
    root = source.marked(document, document.root)
    source.root.set(AT, root.get(AT, ""))
    if binding := root.get(sch_name("queryBinding")):
        source.root.set("queryBinding", binding)
    parts: dict[str, list[_Element]] = {kind: [] for kind in _ORDER}
    seen: set[tuple[str, str]] = set()
    for grammar in _grammars(document, folder):
        for kind, element in _embedded(grammar):
            declared = element.get("prefix", ""), element.get("uri", "")
            if kind == "ns" and declared in seen:
                continue
            seen |= {declared} if kind == "ns" else set()
            parts[kind].append(source.marked(grammar, element))
    for kind in _ORDER:
        source.root.extend(_wrapped(parts[kind]))
    return source


def _wrapped(elements: "list[_Element]") -> "list[_Element]":
    """Return *elements*, a rule that stands alone in a pattern of its own."""
    found = []
    for element in elements:
        if element.tag == sch_name("rule"):
            pattern = etree.Element(sch_name("pattern"), {AT: element.get(AT, "")})
            pattern.append(element)
            found.append(pattern)
        else:
            found.append(element)
    return found


def _embedded(document: Document) -> "Iterator[tuple[str, _Element]]":
    """Yield what belongs to Schematron in a grammar, each with its part of a schema."""
    waiting = [document.root]
    while waiting:
        element = waiting.pop()
        namespace, local = names.split(str(element.tag))
        if namespace == SCH and local in {"pattern", "group", "rule"}:
            yield "pattern", element
        elif namespace == SCH and local in _DECLARATIONS:
            yield local, element
        elif namespace == XSL and local in {"key", "function", "accumulator"}:
            yield "xsl", element
        elif namespace == SQF and local == "fixes":
            yield "fixes", element
        else:
            waiting += reversed([child for child in element if isinstance(child.tag, str)])


def _grammars(document: Document, folder: Path | None) -> "Iterator[Document]":
    """Yield *document* and what it includes, each once; what cannot be read is told by who reads the grammar."""
    limit = None if folder is None else folder.resolve()
    seen: set[Path] = {Path(document.path).resolve()}
    waiting = [(document, folder)]
    while waiting:
        grammar, home = waiting.pop(0)
        yield grammar
        for element in grammar.root.iter(*_REFERENCES):
            parts = urlsplit(element.get("href", ""))
            if home is None or limit is None or parts.scheme or parts.netloc or "\0" in unquote(parts.path):
                continue
            path = (home / unquote(parts.path)).resolve()
            if path in seen or not path.is_relative_to(limit):
                continue
            seen.add(path)
            try:
                waiting.append((read_grammar(path), path.parent))
            except (UsageError, EnvironmentFault):
                continue
