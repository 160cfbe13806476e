"""What a corpus has, as prose for the ODD: how many documents, and tables of elements, attributes and values."""

from collections import Counter
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from tei.names import XML, prefixed, split
from tei.odd.infer import values
from tei.odd.infer.vocabulary import is_enumerated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tei.odd.infer.narrowing import Used
    from tei.odd.infer.usage import ElementUse, Usage
    from tei.odd.infer.vocabulary import Vocabulary

LANGUAGE: Final = f"{{{XML}}}lang"
"""The attribute whose values are told for the whole corpus."""
_HEADS: Final = ("Element", "Occurrences", "Documents", "Attributes")


def prose(vocabulary: "Vocabulary", usage: "Usage", used: "Used", most_values: int) -> "Iterator[str]":
    """Yield the lines of the prose: an overview, and a table for each module.

    The values of an attribute are told where a list of them could be closed and they are at most so many.
    """
    tables = _Tables(vocabulary, usage, used, most_values)
    yield from tables.overview()
    yield from tables.of_modules()


class _Tables:
    def __init__(self, vocabulary: "Vocabulary", usage: "Usage", used: "Used", most_values: int) -> None:
        self._vocabulary = vocabulary
        self._usage = usage
        self._used = used
        self._most = most_values

    def overview(self) -> "Iterator[str]":
        """Yield what is to be said of the corpus as a whole."""
        documents = f"{self._usage.documents:,} document{'s' if self._usage.documents != 1 else ''}"
        yield '<div xml:id="corpus">'
        yield "  <head>What the documents have</head>"
        yield f"  <p>This ODD is made from {documents}. They begin with {_names('gi', self._usage.roots)}.</p>"
        if languages := self._languages():
            yield f"  <p>Languages: {_values(languages)}.</p>"
        if idle := [name for name in self._used.elements if name not in self._usage.elements]:
            yield (
                f"  <p>No document has {', '.join(f'<gi>{_name(name)}</gi>' for name in idle)}; without them, elements"
                " that refer to them would allow what the source does not.</p>"
            )
        yield (
            "  <p>The tables tell for each element how often it occurs, in how many documents, and how often it has"
            " each attribute.</p>"
        )
        yield "</div>"

    def of_modules(self) -> "Iterator[str]":
        """Yield a table for each module of the source, and one for what is not in it."""
        modules: dict[str, list[str]] = {}
        for name, key in self._used.elements.items():
            if name in self._usage.elements:
                modules.setdefault(self._vocabulary.schema.specs[key].module, []).append(name)
        for module, elements in modules.items():
            yield from self._table(f"The module {module}" if module else "Elements in no module", elements)
        if strange := sorted(name for name in self._usage.elements if name not in self._vocabulary.elements):
            yield from self._table("Elements that the source does not have", strange)

    def _table(self, head: str, elements: list[str]) -> "Iterator[str]":
        yield "<div>"
        yield f"  <head>{escape(head)}</head>"
        yield "  <table>"
        yield f'    <row role="label">{"".join(f"<cell>{label}</cell>" for label in _HEADS)}</row>'
        for name in elements:
            yield from self._row(name, self._usage.elements[name])
        yield "  </table>"
        yield "</div>"

    def _row(self, name: str, use: "ElementUse") -> "Iterator[str]":
        yield "    <row>"
        yield f"      <cell><gi>{_name(name)}</gi></cell><cell>{use.count:,}</cell><cell>{use.documents:,}</cell>"
        attributes = [self._attribute(name, attribute, count) for attribute, count in _by_count(use.attributes)]
        if attributes:
            yield "      <cell>"
            yield from (f"        {line}" for line in _separated(attributes))
            yield "      </cell>"
        else:
            yield "      <cell/>"
        yield "    </row>"

    def _attribute(self, element: str, attribute: str, count: int) -> str:
        """Return an attribute, how often it occurs, and its values if they are few."""
        told = f"<att>{_name(attribute)}</att> {count:,}"
        key = self._vocabulary.elements.get(element)
        given = self._used.attributes[key].get(attribute) if key is not None else None
        if given is None or not is_enumerated(given.definition):
            return told
        counted = values.words(given.definition, self._usage.values.get((element, attribute), {}))
        return f"{told}: {_values(counted)}" if 0 < len(counted) <= self._most else told

    def _languages(self) -> Counter[str]:
        """Return how often each value of ``xml:lang`` occurs."""
        found: Counter[str] = Counter()
        for (_element, attribute), counted in self._usage.values.items():
            if attribute == LANGUAGE:
                found.update(counted)
        return found


def _separated(parts: list[str]) -> "Iterator[str]":
    return (f"{part};" if number < len(parts) else part for number, part in enumerate(parts, 1))


def _names(tag: str, counts: "Mapping[str, int]") -> str:
    return ", ".join(f"<{tag}>{_name(name)}</{tag}> ({count:,})" for name, count in _by_count(counts))


def _values(counts: "Mapping[str, int]") -> str:
    return ", ".join(f"<val>{escape(value)}</val> ({count:,})" for value, count in _by_count(counts))


def _by_count(counts: "Mapping[str, int]") -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _name(name: str) -> str:
    """Return a name as it is written, without a prefix where none is usual for its namespace."""
    shown = prefixed(name)
    return escape(split(name)[1] if shown.startswith("Q{") else shown)
