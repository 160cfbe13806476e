"""Which attributes hold pointers, and what some of them must lead to."""

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

_FOLDER: Final = Path(__file__).parent


class Aim(NamedTuple):
    """What an attribute leads to: the elements that would be right, those that are known to be wrong, and its name."""

    right: frozenset[str]
    wrong: frozenset[str]
    phrase: str


@cache
def attributes() -> dict[str, dict[str, frozenset[str]]]:
    """Return the attributes that hold pointers; ``on`` some elements alone, on all ``except`` some, or on all.

    Source: the facts of TEI's releases, as :func:`tei.odd.pointing.pointing` reads them.
    """
    stored = _stored("attributes.json")
    return {name: {key: frozenset(one) for key, one in where.items()} for name, where in stored.items()}


def is_pointer(element: str, attribute: str) -> bool:
    """Return whether the *attribute* of this TEI element holds pointers."""
    where = attributes().get(attribute)
    if where is None:
        return False
    return element in where["on"] if "on" in where else element not in where.get("except", ())


@lru_cache(maxsize=4096)
def aim(element: str, attribute: str) -> Aim | None:
    """Return what the attribute must lead to, None if that may be anything."""
    aims = _aims()
    return aims.get(f"{element}@{attribute}") or aims.get(attribute)


@cache
def entries() -> frozenset[str]:
    """Return the elements of authority files that stand for what pointers lead to."""
    return frozenset(_stored("kinds.json")["entries"])


@cache
def _aims() -> dict[str, Aim]:
    """Return the aims by attribute, as ``who`` or ``persName@ref``.

    Only an element of another kind is wrong. Elements of no kind, as <name> or <seg>, may stand for anything.
    """
    stored = _stored("kinds.json")
    kinds = {kind: frozenset(elements) for kind, elements in stored["kinds"].items()}
    every = frozenset[str]().union(*kinds.values())
    found: dict[str, Aim] = {}
    for row in stored["pointers"]:
        right = frozenset[str]().union(*(kinds[kind] for kind in row["kinds"]))
        found |= dict.fromkeys(row["at"], Aim(right, every - right, row["phrase"]))
    return found


@cache
def _stored(name: str) -> dict[str, Any]:
    stored: dict[str, Any] = json.loads((_FOLDER / name).read_bytes())
    return stored
