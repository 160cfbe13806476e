"""A profile's rules as they are written, for people."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tei.encode.profile.keys import texts
from tei.encode.profile.layers import SHIPPED, layers, shipped
from tei.encode.profile.loading import built, load
from tei.encode.profile.source import Source
from tei.encode.profile.wording import example

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.encode.brackets import Kind
    from tei.encode.profile.checking import Built

KINDS: Final = ("bracket", "sign", "words")
"""The kinds of rules that have TEI."""
_CONTEXT: Final = ("where", "inside", "follows", "before", "after", "when", "level", "within")


@dataclass(frozen=True, slots=True)
class Told:
    """A rule: its name, an example of what it takes, and its TEI; ``context`` are the keys that say when it holds.

    ``profile`` is the file that it is written in.
    """

    kind: str
    rule: str
    example: str
    tei: str
    profile: str
    context: dict[str, list[str]]

    def as_dict(self) -> dict[str, Any]:
        """Return the rule as a report in JSON has it."""
        return {
            "kind": self.kind,
            "rule": self.rule,
            "example": self.example,
            "tei": self.tei,
            "profile": self.profile,
            "context": self.context,
        }


def rules(name: str | Path) -> list[Told]:
    """Return the rules of the profile *name* in the order in which they are tried. Raises as `load` does."""
    kinds = load(name).kinds
    source = shipped(str(name))[0] if str(name) in SHIPPED else Source.of(Path(name))
    return [_told(one, kinds) for one in built(layers(source))]


def _told(one: Built, kinds: Sequence[Kind]) -> Told:
    table = one.table
    return Told(
        one.key[0] if isinstance(one.key[0], str) else "",
        table.get("rule", ""),
        table.get("example") or _example(one, kinds),
        " ".join(table.get("tei", "").split()),
        one.layer.shipped or one.layer.source.path,
        {key: list(texts(table[key])) for key in _CONTEXT if table.get(key)},
    )


def _example(one: Built, kinds: Sequence[Kind]) -> str:
    """Return words that the rule takes, with the brackets around; the expression if none are found."""
    match = one.rule.match
    words = example(match)
    if not words and not match.fullmatch(""):
        return str(one.table.get("match", ""))
    before, after = (getattr(one.rule, name, None) for name in ("before", "after"))
    if one.key[0] != "bracket":
        return words
    return f"{_beside(before)}{_bracketed(one, words, kinds)}{_beside(after)}"


def _beside(pattern: Any) -> str:  # noqa: ANN401 - an expression, or None
    return example(pattern) if pattern is not None else ""


def _bracketed(one: Built, words: str, kinds: Sequence[Kind]) -> str:
    closers = {kind.open: kind.close for kind in kinds}
    opener = one.table.get("opener") or kinds[0].open
    # An opener that is none of these is one written twice.
    return f"{opener}{words}{closers.get(opener) or closers[opener[0]] * len(opener)}"
