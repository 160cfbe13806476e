"""What a corpus has that its source has not: what is of other namespaces is added, the rest is told.

An element of another namespace becomes a member of a class that the content of each of its parents refers to: of the
one with the fewest elements, so that it is allowed in few other places. What is in it is its own matter.
"""

from typing import TYPE_CHECKING, Final, NamedTuple

from tei import document
from tei.diagnostics import Diagnostic, Severity, Span
from tei.names import MATHML, SVG, TEI, XML, prefixed, split
from tei.odd.infer.plan import Addition, AttributeChange
from tei.odd.specs import Key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tei.odd.infer.usage import Usage
    from tei.odd.infer.vocabulary import Vocabulary

_OWN: Final = frozenset({"", TEI, XML})
"""Names in these namespaces are TEI's to define."""
_DRAWN: Final = frozenset({MATHML, SVG})
_GRAPHICS: Final = "model.graphicLike"
"""Where TEI's own customisations have drawings and formulae."""


def elements(vocabulary: "Vocabulary", usage: "Usage") -> tuple[Addition, ...]:
    """Return the elements of other namespaces that stand in elements of the source, where it has no place for them."""
    parents: dict[str, set[Key]] = {}
    for name, parent in usage.parents:
        key = vocabulary.elements.get(parent)
        if key is None or name in vocabulary.elements or split(name)[0] in _OWN:
            continue
        if not vocabulary.takes_anything(vocabulary.schema.specs[key].content):
            parents.setdefault(name, set()).add(key)
    found = []
    for name in sorted(parents):
        namespace, local = split(name)
        classes = tuple(_classes(vocabulary, parents[name], drawn=namespace in _DRAWN))
        if classes:
            found.append(Addition(local, namespace, classes, tuple(_added(usage.elements[name].attributes))))
    return tuple(found)


def _classes(vocabulary: "Vocabulary", parents: set[Key], *, drawn: bool) -> "Iterator[str]":
    """Yield classes of which a member may stand in each of *parents*, as far as there are any."""
    offered = {parent: set(_offered(vocabulary, parent)) for parent in parents}
    waiting = {parent for parent in parents if offered[parent]}

    def rank(ident: str) -> tuple[int, bool, int, str]:
        covered = sum(ident in offered[parent] for parent in waiting)
        return -covered, not (drawn and ident == _GRAPHICS), len(vocabulary.schema.flattened(ident)), ident

    while waiting:
        best = min(set().union(*(offered[parent] for parent in waiting)), key=rank)
        yield best
        waiting = {parent for parent in waiting if best not in offered[parent]}


def _offered(vocabulary: "Vocabulary", parent: Key) -> "Iterator[str]":
    """Yield the classes whose members may stand in *parent*, with their subclasses."""
    pending = [key for key in vocabulary.named(vocabulary.schema.specs[parent].content) if key.kind == "class"]
    seen = set(pending)
    while pending:
        key = pending.pop()
        yield key.ident
        inner = {member.key for member in vocabulary.schema.members.get(key.ident, ()) if member.key.kind == "class"}
        pending.extend(inner - seen)
        seen |= inner


def _added(attributes: "Iterable[str]") -> "Iterator[AttributeChange]":
    for namespace, local in sorted(map(split, attributes), key=lambda name: (name[1], name[0])):
        if namespace == XML:
            yield AttributeChange(f"xml:{local}", "add")
        else:
            yield AttributeChange(local, "add", namespace)


def attributes(vocabulary: "Vocabulary", usage: "Usage") -> "Mapping[Key, tuple[AttributeChange, ...]]":
    """Return the attributes of other namespaces that elements of the source have, as additions to each."""
    found: dict[Key, tuple[AttributeChange, ...]] = {}
    for name, key in vocabulary.elements.items():
        strange = (each for each in _unknown(vocabulary, usage, name, key) if split(each)[0] not in _OWN)
        if added := tuple(_added(strange)):
            found[key] = added
    return found


def _unknown(vocabulary: "Vocabulary", usage: "Usage", name: str, key: Key) -> "Iterator[str]":
    """Yield the attributes that the element has in the corpus and not in the source."""
    use = usage.elements.get(name)
    if use is not None:
        known = vocabulary.attributes(key)
        yield from (attribute for attribute in sorted(use.attributes) if attribute not in known)


class Unknown(NamedTuple):
    """An element, or an attribute of it, that is not in the source: in which document it occurs first."""

    message: str
    path: str
    element: str
    attribute: str = ""

    def finding(self, *, located: bool) -> Diagnostic:
        """Return the finding, with the place if it is to be *located*."""
        place = self._place() if located else (Span(), "")
        return Diagnostic("odd.not-in-source", self.message, self.path, place[0], Severity.WARNING, place[1])

    def _place(self) -> tuple[Span, str]:
        """Return where it stands in its document, and the path that leads there."""
        found = document.read(self.path)
        for node in found.root.iter(self.element):
            if not self.attribute:
                return found.span(node), found.xpath(node)
            if self.attribute in node.attrib:
                return found.attribute_span(node, self.attribute), f"{found.xpath(node)}/@{prefixed(self.attribute)}"
        return Span(), ""


def unknown(vocabulary: "Vocabulary", usage: "Usage") -> "Iterator[Unknown]":
    """Yield what looks like TEI's and is not: elements, and attributes on elements."""
    for name, use in sorted(usage.elements.items()):
        key = vocabulary.elements.get(name)
        if key is None and split(name)[0] == TEI:
            message = f"there is no element <{prefixed(name)}> in {vocabulary.called}"
            yield Unknown(message + _times(use.count), usage.first[name], name)
        elif key is not None:
            for attribute in _unknown(vocabulary, usage, name, key):
                if split(attribute)[0] in _OWN:
                    times = _times(use.attributes[attribute])
                    message = f"<{prefixed(name)}> has no attribute @{prefixed(attribute)} in {vocabulary.called}"
                    yield Unknown(message + times, usage.first[name, attribute], name, attribute)


def _times(count: int) -> str:
    often = {1: "once", 2: "twice"}.get(count, f"{count:,} times")
    return f"; it occurs {often}"
