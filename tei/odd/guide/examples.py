"""What a corpus shows of each element: how often it is used, in which elements, and short examples."""

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from tei import corpus, document
from tei.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from tei.diagnostics import Diagnostic

EXAMPLES: Final = 2
"""How many examples an element has at most, each from another document if there are several."""

_BEST_CHARS: Final = 160
"""How long a good example is: long enough to be one, short enough to be read."""
_MOST_CHARS: Final = 700
_MOST_TEXT_CHARS: Final = 90
_CUT: Final = "…"


class Example(NamedTuple):
    """An element of a document, shortened; the smaller its *cost*, the better it serves."""

    cost: int
    document: str
    node: "_Element"


@dataclass(slots=True)
class Shown:
    """What a corpus shows of one element: *parents* are Clark names, "" for a root."""

    count: int = 0
    documents: int = 0
    parents: Counter[str] = field(default_factory=Counter)
    attributes: Counter[str] = field(default_factory=Counter)
    examples: list[Example] = field(default_factory=list)


@dataclass(slots=True)
class Corpus:
    """What was read: the number of documents, what they show of each element, by its Clark name, and what failed."""

    documents: int = 0
    elements: dict[str, Shown] = field(default_factory=dict)
    faults: "list[Diagnostic]" = field(default_factory=list)


def read(paths: "Iterable[Path]") -> Corpus:
    """Return what the documents at *paths* show; what is not well-formed is left out and noted.

    Raises :class:`~tei.errors.UsageError` if a path is missing or a folder holds no document.
    """
    found = Corpus()
    for path in corpus.discover(paths):
        try:
            root = document.read(path).root
        except DocumentError as fault:
            found.faults.extend(fault.diagnostics)
            continue
        found.documents += 1
        _survey(root, path.name, found.elements)
    return found


def _survey(root: "_Element", name: str, elements: dict[str, Shown]) -> None:
    """Add what one document shows."""
    sizes = _sizes(root)
    best: dict[str, tuple[int, int, _Element]] = {}
    for number, node in enumerate(root.iter(etree.Element)):
        tag = str(node.tag)
        shown = elements.setdefault(tag, Shown())
        parent = node.getparent()
        shown.count += 1
        shown.parents["" if parent is None else str(parent.tag)] += 1
        shown.attributes.update(map(str, node.attrib))
        candidate = _cost(node, sizes[node]), number, node
        if tag not in best or candidate[:2] < best[tag][:2]:
            best[tag] = candidate
    for tag, (cost, _number, node) in best.items():
        shown = elements[tag]
        shown.documents += 1
        new = Example(cost, name, node)
        kept = sorted([*shown.examples, new], key=lambda example: example[:2])[:EXAMPLES]
        # What is kept is cut out at once: the document is not needed any more.
        shown.examples = [one._replace(node=abridged(node)) if one is new else one for one in kept]


def _sizes(root: "_Element") -> "dict[_Element, int]":
    """Return about how many characters each element takes."""
    sizes: dict[_Element, int] = {}
    for _event, node in etree.iterwalk(root, events=("end",)):
        if isinstance(node.tag, str):
            own = 2 * len(etree.QName(node).localname) + 5 + len((node.text or "").strip())
            own += sum(len(str(key)) + len(str(value)) + 4 for key, value in node.attrib.items())
            sizes[node] = own + sum(
                sizes.get(child, 0) + len((child.tail or "").strip()) for child in node.iterchildren(etree.Element)
            )
    return sizes


def _cost(node: "_Element", size: int) -> int:
    """Return how ill *node* serves as an example: what is short and shows attributes and content serves best."""
    cost = abs(size - _BEST_CHARS)
    cost += 0 if node.attrib else 40
    cost += 0 if len(node) or (node.text or "").strip() else 60
    return cost + (size > _MOST_CHARS) * 200


def abridged(node: "_Element") -> "_Element":
    """Return a copy of *node* that is short: what is too much of it has become “…”."""
    twin = deepcopy(node)
    twin.tail = None
    for part in list(twin.iter(etree.Comment, etree.PI)):
        _drop(part)
    _abridge(twin, [_MOST_CHARS], 0)
    etree.cleanup_namespaces(twin)
    return twin


def _abridge(node: "_Element", left: list[int], depth: int) -> None:
    """Shorten *node* in place; *left* is how many characters there still are."""
    node.text = _shortened(node.text, left)
    left[0] -= 2 * len(str(node.tag).rpartition("}")[2]) + sum(len(value) for value in node.attrib.values()) + 5
    for number, child in enumerate(list(node.iterchildren(etree.Element))):
        if left[0] <= 0 or (depth > 0 and number >= _children_at(depth)):
            _cut_from(node, child)
            return
        _abridge(child, left, depth + 1)
        child.tail = _shortened(child.tail, left)


def _children_at(depth: int) -> int:
    """Return how many children something so deep shows."""
    return max(12 - 3 * depth, 1)


def _cut_from(node: "_Element", child: "_Element") -> None:
    """Put “…” in the place of *child* and all that follows it in *node*."""
    before = child.getprevious()
    if before is not None:
        before.tail = f"{before.tail or ''}{_CUT}"
    else:
        node.text = f"{node.text or ''}{_CUT}"
    for each in [child, *child.itersiblings()]:
        node.remove(each)


def _shortened(text: str | None, left: list[int]) -> str | None:
    if text is None or not text.strip():
        return text
    room = min(_MOST_TEXT_CHARS, max(left[0], 12))
    left[0] -= min(len(text), room)
    if len(text) <= room:
        return text
    return f"{text[:room].rsplit(None, 1)[0]} {_CUT}" if " " in text[:room].strip() else f"{text[:room]}{_CUT}"


def _drop(part: "_Element") -> None:
    """Take *part* out and leave what follows it."""
    parent, before = part.getparent(), part.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = f"{before.tail or ''}{part.tail or ''}"
    else:
        parent.text = f"{parent.text or ''}{part.tail or ''}"
    part.tail = None
    parent.remove(part)
