"""What differs between two encodings, in words."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.encode.profile.testing.shapes import Piece

_SHOWN: Final = 8
"""So many tags and words are quoted."""


class Difference(NamedTuple):
    """A sentence, and the line of the expected document that it is about."""

    message: str
    line: int


def differences(wanted: Sequence[Piece], made: Sequence[Piece], *, generated: bool) -> Iterator[Difference]:
    """Yield what differs, in the order of *wanted*; with *generated*, what is written before and after elements too."""
    matcher = SequenceMatcher(None, [_key(one) for one in wanted], [_key(one) for one in made], autojunk=False)
    for kind, low, high, first, last in matcher.get_opcodes():
        if kind == "equal":
            for one, other in zip(wanted[low:high], made[first:last], strict=True):
                yield from _of_tag(one, other, generated=generated)
            continue
        if kind == "replace" and _are_ends(wanted[low:high], made[first:last]):
            # Their beginnings differ too, and are told.
            continue
        line = wanted[min(low, len(wanted) - 1)].line if wanted else 0
        expected, found = _quoted(wanted[low:high]), _quoted(made[first:last])
        if kind == "insert":
            yield Difference(f"there is {found}, which is not expected", line)
        elif kind == "delete":
            yield Difference(f"expected is {expected}, and it is not there", line)
        else:
            yield Difference(f"there is {found}; expected is {expected}", line)


def listed(names: Sequence[str]) -> str:
    """Return *names* as they are told, *none* for no name."""
    return ", ".join(names) or "none"


def _are_ends(wanted: Sequence[Piece], made: Sequence[Piece]) -> bool:
    return len(wanted) == len(made) and all(one.kind == "end" for one in (*wanted, *made))


def _key(one: Piece) -> tuple[str, str]:
    return one.kind, one.name


def _of_tag(wanted: Piece, made: Piece, *, generated: bool) -> Iterator[Difference]:
    if wanted.kind != "start":
        return
    expected, found = dict(wanted.attributes), dict(made.attributes)
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            said = f"lacks {name}={expected[name]!r}"
        elif name not in expected:
            said = f"has {name}={found[name]!r}, which is not expected"
        elif expected[name] != found[name]:
            said = f"has {name}={found[name]!r}; expected is {expected[name]!r}"
        else:
            continue
        yield Difference(f"<{wanted.name}> {said}", wanted.line)
    if generated:
        for side, one, other in zip(("before", "after"), wanted.generated, made.generated, strict=True):
            if one != other:
                said = f"“{other}” is generated {side} <{wanted.name}>; expected is “{one}”"
                yield Difference(said, wanted.line)
        if wanted.display != made.display:
            yield Difference(f"<{wanted.name}> is laid {made.display}; expected is {wanted.display}", wanted.line)


def _quoted(pieces: Sequence[Piece]) -> str:
    shown = " ".join(one.written for one in pieces[:_SHOWN])
    return shown if len(pieces) <= _SHOWN else f"{shown} …"
