"""Where a correspondence is drawn: senders on the left, recipients on the right, and between them who wrote to whom.

Two layers, because each name then has a line of its own beside which nothing else is written, however long it is and
however many there are. Who wrote and was written to stands in both.
"""

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.publish.indexes import lettering

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tei.publish.indexes.exchanges import Correspondent, Exchange

WIDTH_PX: Final = 720
LEFT_PX: Final = 230
RIGHT_PX: Final = WIDTH_PX - LEFT_PX

_ROW_PX: Final = 26
_TOP_PX: Final = 34
_BAR_PX: Final = 6
_THINNEST_PX: Final = 1.5
_THICKEST_PX: Final = 14
_SWEEPS: Final = 8


class Node(NamedTuple):
    """A name in one of the layers."""

    correspondent: "Correspondent"
    label: str
    letters: int
    at: str


class Edge(NamedTuple):
    """The line from a sender to a recipient, the thicker the more letters there are."""

    exchange: "Exchange"
    path: str
    thickness: str


class Graph(NamedTuple):
    """A drawing of exchanges."""

    height: str
    senders: tuple[Node, ...]
    recipients: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph(exchanges: "Sequence[Exchange]") -> Graph:
    """Return the drawing of *exchanges*. The layers are ordered so that few lines cross."""
    senders = _counted((one.sender, len(one.letters)) for one in exchanges)
    recipients = _counted((one.recipient, len(one.letters)) for one in exchanges)
    left, right = _ordered(list(senders), list(recipients), exchanges)
    rows = max(len(left), len(right))
    places = [{key: _y(number, len(layer), rows) for number, key in enumerate(layer)} for layer in (left, right)]
    most = max(len(one.letters) for one in exchanges)
    edges = (_edge(one, places[0][one.sender.key], places[1][one.recipient.key], most) for one in exchanges)
    return Graph(
        height=lettering.number(_TOP_PX + rows * _ROW_PX),
        senders=tuple(_node(*senders[key], places[0][key]) for key in left),
        recipients=tuple(_node(*recipients[key], places[1][key]) for key in right),
        # The thickest first, for a thin line to lie upon it.
        edges=tuple(sorted(edges, key=lambda edge: (-len(edge.exchange.letters), edge.exchange.anchor))),
    )


def _counted(found: "Iterable[tuple[Correspondent, int]]") -> "dict[str, tuple[Correspondent, int]]":
    made: dict[str, tuple[Correspondent, int]] = {}
    for correspondent, letters in found:
        made[correspondent.key] = correspondent, letters + made.get(correspondent.key, (correspondent, 0))[1]
    return made


def _ordered(left: list[str], right: list[str], exchanges: "Sequence[Exchange]") -> tuple[list[str], list[str]]:
    """Return the layers, each name at the mean place of whom it is joined to; of the orders tried, the best.

    Source: Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system structures" (1981).
    """
    to, of = defaultdict(list), defaultdict(list)
    for one in exchanges:
        to[one.sender.key].append(one.recipient.key)
        of[one.recipient.key].append(one.sender.key)
    best = left, right
    fewest = _crossings(left, right, exchanges)
    for _ in range(_SWEEPS):
        right = _by_mean(right, of, left)
        left = _by_mean(left, to, right)
        number = _crossings(left, right, exchanges)
        if number < fewest:
            best, fewest = (left, right), number
    return best


def _by_mean(layer: list[str], joined: dict[str, list[str]], other: list[str]) -> list[str]:
    place = {key: number for number, key in enumerate(other)}
    return sorted(layer, key=lambda key: sum(place[each] for each in joined[key]) / len(joined[key]))


def _crossings(left: list[str], right: list[str], exchanges: "Sequence[Exchange]") -> int:
    """Return how many pairs of lines cross. The drawing has some tens of lines, so that each pair can be looked at."""
    at = {key: number for number, key in enumerate(left)}
    to = {key: number for number, key in enumerate(right)}
    lines = [(at[one.sender.key], to[one.recipient.key]) for one in exchanges]
    return sum((a - c) * (b - d) < 0 for number, (a, b) in enumerate(lines) for c, d in lines[:number])


def _y(number: int, length: int, rows: int) -> float:
    """Return where the name *number* of a layer stands: a shorter one is spread over the height of the other."""
    return _TOP_PX + (number + 0.5) * _ROW_PX * rows / length


def _node(correspondent: "Correspondent", letters: int, at: float) -> Node:
    room = LEFT_PX - _BAR_PX - 16 - lettering.width_px(f" {letters}")
    return Node(correspondent, lettering.shortened(correspondent.name, room), letters, lettering.number(at))


def _edge(one: "Exchange", start: float, end: float, most: int) -> Edge:
    middle = (LEFT_PX + RIGHT_PX) / 2
    y, to = lettering.number(start), lettering.number(end)
    path = f"M{LEFT_PX} {y}C{middle:g} {y} {middle:g} {to} {RIGHT_PX} {to}"
    thickness = _THINNEST_PX + (_THICKEST_PX - _THINNEST_PX) * (len(one.letters) - 1) / max(1, most - 1)
    return Edge(one, path, lettering.number(thickness))
