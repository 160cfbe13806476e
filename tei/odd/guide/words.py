"""Words of a guide: text, links to its entries, and lists, which a sentence may end in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from tei.odd.specs import Key


@dataclass(frozen=True, slots=True)
class Link:
    """The name of a specification of the schema."""

    key: Key
    name: str

    @property
    def shown(self) -> str:
        """The name as people write it."""
        return f"<{self.name}>" if self.key.kind == "element" else self.name


@dataclass(frozen=True, slots=True)
class Code:
    """A name, a value or an expression that is written as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands one below the other; in this order, if it is *ordered*."""

    items: tuple["Words", ...]
    ordered: bool = False


Words: TypeAlias = tuple[str | Link | Code | Listing, ...]

NOTHING: Final[Words] = ()


def join(parts: Iterable[Words], between: str, last: str = "") -> Words:
    """Return *parts* with *between* in between, and *last* before the last one."""
    found = list(parts)
    joined: list[str | Link | Code | Listing] = []
    for number, part in enumerate(found):
        if number:
            joined.append(last if last and number == len(found) - 1 else between)
        joined.extend(part)
    return tuple(joined)


def plain(words: Words) -> str:
    """Return *words* as text; what is listed stands in brackets, ordered lists are numbered."""
    return "".join(map(_plain, words))


def _plain(word: str | Link | Code | Listing) -> str:
    if isinstance(word, str):
        return word
    if isinstance(word, Link):
        return word.shown
    if isinstance(word, Code):
        return word.text
    numbers = [f"{number}. " if word.ordered else "" for number in range(1, len(word.items) + 1)]
    return f"[{'; '.join(number + plain(item) for number, item in zip(numbers, word.items, strict=True))}]"


def is_long(words: Words) -> bool:
    """Return whether *words* have a list in them, which nothing can follow in a sentence."""
    return any(isinstance(word, Listing) for word in words)
