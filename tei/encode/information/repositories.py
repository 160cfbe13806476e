"""The archives that references name: a table of them, and where a text names one."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Practice = Literal["russian", "us", "uk", "german", "chinese", "general"]
"""How a reference is built."""


@dataclass(frozen=True, slots=True)
class Repository:
    """An archive: ``abbreviation`` may be empty, ``identifiers`` are pairs of scheme and value.

    A ``publication`` is a printed edition that is cited in the way of archives; it keeps nothing itself.
    """

    abbreviation: str
    name: str
    original: str
    settlement: str
    country: str
    practice: Practice
    variants: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    publication: bool = False

    @property
    def display(self) -> str:
        """The name with the abbreviation behind it, if that says something the name does not."""
        is_short = self.abbreviation and not set(self.abbreviation.split()) <= set(self.name.split())
        return f"{self.name} ({self.abbreviation})" if is_short else self.name

    def is_part_of(self, other: Repository | None) -> bool:
        """Return whether this is a part of *other* that is cited with it: SAPMO-BArch of the BArch."""
        if other is None or not other.abbreviation:
            return False
        return self.abbreviation.endswith(f"-{other.abbreviation}")

    @property
    def spellings(self) -> tuple[str, ...]:
        """All that it is cited under."""
        return tuple(filter(None, (self.abbreviation, self.name, self.original, *self.variants)))


@cache
def table() -> tuple[Repository, ...]:
    """The repositories that are known, in the order of the file ``repositories.toml``."""
    text = files(__package__).joinpath("repositories.toml").read_text(encoding="utf-8")
    return tuple(_repository(row) for row in tomllib.loads(text)["repository"])


def named(text: str, start: int = 0) -> Iterator[tuple[int, int, Repository]]:
    """Yield where *text* names a repository, from *start* on: offsets, the longest spelling at each place."""
    expression, known = _spellings()
    for found in expression.finditer(text, start):
        yield *found.span(), known[_key(found[0])]


def _repository(row: Mapping[str, Any]) -> Repository:
    identifiers = tuple(sorted(row.get("identifiers", {}).items()))
    return Repository(**{**row, "variants": tuple(row["variants"]), "identifiers": identifiers})


# Scripts without spaces between words: a name may stand directly beside others.
_UNSPACED: Final = re.compile(r"[\u3400-\u9fff]")
# What has a run of small letters is words; an abbreviation is known by its capitals.
_WORDS: Final = re.compile(r"[a-zа-яёіїєà-ÿ]{4}")


@cache
def _spellings() -> tuple[re.Pattern[str], Mapping[str, Repository]]:
    """All spellings as one expression, the longest first, and the repository of each."""
    known = {_key(spelling): repository for repository in table() for spelling in repository.spellings}
    longest_first = sorted(
        {one for repository in table() for one in repository.spellings}, key=lambda one: (-len(one), one)
    )
    # By their first letters: to see that no name begins with a letter takes less than to try all names.
    initials: dict[str, list[str]] = {}
    for one in longest_first:
        if not _UNSPACED.search(one):
            initials.setdefault(one[0].casefold(), []).append(_expression(one))
    spaced = "|".join(
        f"(?=[{re.escape(initial + initial.upper())}])(?:{'|'.join(names)})" for initial, names in initials.items()
    )
    unspaced = "|".join(_expression(one) for one in longest_first if _UNSPACED.search(one))
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)|{unspaced}"), known


def _expression(spelling: str) -> str:
    words = re.sub("['’]", "['’]", r"\s+".join(map(re.escape, spelling.split())))
    return f"(?i:{words})" if _WORDS.search(spelling) else words


def _key(spelling: str) -> str:
    return " ".join(spelling.casefold().replace("’", "'").split())
