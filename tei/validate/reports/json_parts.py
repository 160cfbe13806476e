"""JSON that is written as it is made: a list of many values inside a small frame."""

import json
from collections.abc import Iterable, Iterator
from typing import Any


def dumped(value: Any) -> str:  # noqa: ANN401 - whatever JSON has
    """Return *value* as JSON, with two spaces a level and without a line feed at the end."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    # A name of a file that is not UTF-8 has lone surrogates, which cannot be written: they become question marks.
    return text.encode("utf-8", errors="replace").decode("utf-8")


def framed(frame: dict[str, Any], key: str, values: Iterable[Any], depth: int) -> Iterator[str]:
    """Yield the parts of *frame* as JSON, with *values* in place of its first empty list of the name *key*.

    The values stand so many levels deep.
    """
    hole = f'"{key}": []'
    before, _, after = dumped(frame).partition(hole)
    yield before + hole.removesuffix("[]")
    yield from listed(values, depth)
    yield after + "\n"


def listed(values: Iterable[Any], depth: int = 1) -> Iterator[str]:
    """Yield the parts of a list of *values*, which stand so many levels deep."""
    margin = "  " * depth
    between = "[\n"
    for value in values:
        lines = dumped(value).replace("\n", f"\n{margin}")
        yield f"{between}{margin}{lines}"
        between = ",\n"
    yield f"\n{margin[2:]}]" if between == ",\n" else "[]"
