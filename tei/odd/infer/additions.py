"""What a corpus has that its source has not: attributes of other namespaces are added, the rest is told."""

from typing import TYPE_CHECKING, Final

from tei.names import TEI, XML, prefixed, split
from tei.odd.infer.plan import AttributeChange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tei.odd.infer.usage import Usage
    from tei.odd.infer.vocabulary import Vocabulary
    from tei.odd.specs import Key

_OWN: Final = frozenset({"", TEI, XML})
"""Attributes in these namespaces are TEI's to define."""


def attributes(vocabulary: "Vocabulary", usage: "Usage") -> "Mapping[Key, tuple[AttributeChange, ...]]":
    """Return the attributes of other namespaces that TEI's elements have, as additions to each."""
    found: dict[Key, tuple[AttributeChange, ...]] = {}
    for name, key in vocabulary.elements.items():
        strange = [split(attribute) for attribute in _unknown(vocabulary, usage, name, key)]
        added = sorted((local, namespace) for namespace, local in strange if namespace not in _OWN)
        if added:
            found[key] = tuple(AttributeChange(local, "add", namespace) for local, namespace in added)
    return found


def _unknown(vocabulary: "Vocabulary", usage: "Usage", name: str, key: "Key") -> "Iterator[str]":
    """Yield the attributes that the element has in the corpus and not in the source."""
    use = usage.elements.get(name)
    if use is not None:
        known = vocabulary.attributes(key)
        yield from (attribute for attribute in sorted(use.attributes) if attribute not in known)


def unknown(vocabulary: "Vocabulary", usage: "Usage") -> "Iterator[tuple[str, str]]":
    """Yield what of TEI's is not TEI's, and where it occurs first: elements, and attributes on elements."""
    for name, use in sorted(usage.elements.items()):
        key = vocabulary.elements.get(name)
        if key is None and split(name)[0] == TEI:
            yield f"there is no element <{prefixed(name)}> in {vocabulary.called}{_times(use.count)}", usage.first[name]
        elif key is not None:
            for attribute in _unknown(vocabulary, usage, name, key):
                if split(attribute)[0] in _OWN:
                    times = _times(use.attributes[attribute])
                    message = f"<{prefixed(name)}> has no attribute @{prefixed(attribute)} in {vocabulary.called}"
                    yield message + times, usage.first[name, attribute]


def _times(count: int) -> str:
    often = {1: "once", 2: "twice"}.get(count, f"{count:,} times")
    return f"; it occurs {often}"
