"""Names of persons of which several brackets made the parts: they become one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.tree import Node, Range, Slice
from tei.encode.tree.ranges import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORENAME: Final = "forename"
_NAME: Final = "persName"


def join_names(root: Node, source: str) -> None:
    """Put forenames that stand in no name, and the name right behind them, into one ``persName``.

    A name that is all of another, as of a signature, gives way if it says no more.
    """
    for node in root.nodes():
        if node.name == _NAME:
            node.children = [part for child in node.children for part in _parts(child)]
        elif any(_is(child, _FORENAME) for child in node.children):
            node.children = list(_joined(node.children, source))


def _joined(children: list[Node | Slice], source: str) -> Iterator[Node | Slice]:
    row: list[Node | Slice] = []
    for child in children:
        if _is(child, _FORENAME) or (row and _is_space(child, source)):
            row.append(child)
        elif row and _is(child, _NAME) and isinstance(row[-1], Slice):
            yield _name([*row, *_parts(child)])
            row = []
        else:
            yield from _alone(row)
            row = []
            yield child
    yield from _alone(row)


def _alone(row: list[Node | Slice]) -> Iterator[Node | Slice]:
    """What forenames hold that no surname follows: whose they are is not told."""
    for one in row:
        yield from one.children if isinstance(one, Node) else [one]


def _name(parts: list[Node | Slice]) -> Node:
    made = [part for part in parts if isinstance(part, Node)]
    return Node(Range(made[0].range.start, made[-1].range.end, _NAME, rank=NAME, rule=made[0].range.rule), parts)


def _parts(child: Node | Slice) -> list[Node | Slice]:
    """What a name holds that says no more than its parts; *child* itself if it is none."""
    if not isinstance(child, Node) or child.name != _NAME:
        return [child]
    one = child.range
    return [child] if one.attributes or one.before or one.after else child.children


def _is(child: Node | Slice, name: str) -> bool:
    return isinstance(child, Node) and child.name == name


def _is_space(child: Node | Slice, source: str) -> bool:
    return isinstance(child, Slice) and not source[child.start : child.end].strip()
