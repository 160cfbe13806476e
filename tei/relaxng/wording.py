"""Names and lists as people read them in a finding."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tei import names
from tei.relaxng.derivatives import words
from tei.relaxng.edges import divided, finite_names

if TYPE_CHECKING:
    from tei.relaxng.patterns import ElementPattern

_SHOWN_CHARS: Final = 30
_MOST_KEPT: Final = 2_048
_VOWELS: Final = frozenset("aeiou")
_SPELT_WITH_VOWEL: Final = frozenset("fhlmnrsx")
_LOWER_CASE: Final = re.compile("[a-z]+")
_LIKENESS: Final = 0.75
_MOST_CLOSE: Final = 8
_MOST_OFFERED: Final = 3
_LIKENESS_FAR: Final = 0.8
_LEAST_FOR_FAR: Final = 4


@lru_cache(_MOST_KEPT)
def name(raw: str) -> str:
    """Return a name that expat gave, as people write it."""
    namespace, local = divided(raw)
    return names.prefixed(f"{{{namespace}}}{local}" if namespace else local)


def local(raw: str) -> str:
    """Return the local part of a name that expat gave."""
    return divided(raw)[1]


def tag(raw: str) -> str:
    """Return a name that expat gave as a tag: ``<p>``."""
    return f"<{name(raw)}>"


def namespace(raw: str) -> str:
    """Return where a name that expat gave is: ``in the namespace http://www.w3.org/1999/xhtml``."""
    found = divided(raw)[0]
    return f"in the namespace {found}" if found else "in no namespace"


def attribute(raw: str) -> str:
    """Return what an attribute is called in a sentence: ``the attribute rend``."""
    found, shown = divided(raw)
    known = not found or found in names.PREFIXES
    return f"the attribute {name(raw) if known else f'{shown} {namespace(raw)}'}"


def told(raw: str, usual: str) -> str:
    """Return the tag of a name that expat gave, and its namespace if that is another than the *usual* one."""
    found, shown = divided(raw)
    return f"<{shown}>" if found == usual else f"<{shown}> {namespace(raw)}"


def a_tag(raw: str) -> str:
    """Return a tag with its article: ``a <p>``, ``an <item>``, and ``an <lb>``, which is read letter by letter."""
    shown = local(raw)
    beginning = _LOWER_CASE.match(shown)
    spelt = beginning is not None and not _VOWELS & set(beginning[0])
    return f"{'an' if shown[:1].lower() in (_SPELT_WITH_VOWEL if spelt else _VOWELS) else 'a'} {tag(raw)}"


def either(shown: Sequence[str], conjunction: str = "or") -> str:
    """Return a list for a sentence: ``<a>, <b> or <c>``."""
    if len(shown) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {conjunction} {shown[-1]}"


def shortened(text: str) -> str:
    """Return *text* on one line, its beginning if it is long; a character that cannot be seen is told by its number."""
    line = " ".join(words(text))
    short = line if len(line) <= _SHOWN_CHARS else line[:_SHOWN_CHARS].rstrip() + "…"
    return "".join([one if one.isprintable() else f"U+{ord(one):04X}" for one in short])


def meant(raw: str, instead_of: str) -> str:
    """Return the question whether the element *raw* was meant, with its namespace if that is another."""
    namespace = divided(raw)[0]
    declared = "" if namespace == divided(instead_of)[0] else f' xmlns="{namespace}"'
    return f"did you mean <{name(raw)}{declared}>?"


def nearest(wanted: str, candidates: Iterable[str], likeness: float = _LIKENESS) -> Iterator[str]:
    """Yield those of *candidates* that *wanted* may be a misspelling of, the likeliest first."""
    by_lower: dict[str, list[str]] = {}
    for candidate in sorted(set(candidates)):
        by_lower.setdefault(candidate.lower(), []).append(candidate)
    same = by_lower.pop(wanted.lower(), [])
    yield from same
    close = get_close_matches(wanted.lower(), by_lower, n=_MOST_CLOSE, cutoff=likeness)
    # What get_close_matches measures makes two letters more as good as one that is another: copi, copies, copy.
    for near in sorted(close, key=lambda one: _slips(wanted.lower(), one))[:_MOST_OFFERED]:
        yield from by_lower[near]


def _slips(first: str, second: str) -> int:
    """Return how many letters must be put in, left out, changed or exchanged with the next to make *second* of *first*.

    Source: optimal string alignment.
    """
    before: list[int] = []
    row = list(range(len(second) + 1))
    for at, letter in enumerate(first, start=1):
        before, above, row = row, before, [at]
        for to, other in enumerate(second, start=1):
            fewest = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != other))
            if at > 1 and to > 1 and (letter, other) == (second[to - 2], first[at - 2]):
                fewest = min(fewest, above[to - 2] + 1)
            row.append(fewest)
    return row[-1]


def nearest_names(wanted: str, candidates: Iterable[str], likeness: float = _LIKENESS) -> Iterator[str]:
    """Yield those names of *candidates*, as expat gives them, that *wanted* may be a misspelling of."""
    by_local: dict[str, list[str]] = {}
    for candidate in candidates:
        by_local.setdefault(divided(candidate)[1], []).append(candidate)
    for near in nearest(divided(wanted)[1], by_local, likeness):
        yield from by_local[near]


def nearest_far(wanted: str, candidates: Iterable[str]) -> Iterator[str]:
    """Yield what :func:`nearest_names` does where there is less reason to think of a misspelling, so with more care.

    A name of two or three letters is near to too many, and one of another namespace is of another vocabulary.
    """
    if len(local(wanted)) >= _LEAST_FOR_FAR:
        inside = (one for one in candidates if divided(one)[0] == divided(wanted)[0])
        yield from nearest_names(wanted, inside, _LIKENESS_FAR)


def element_names(elements: "Iterable[ElementPattern]") -> list[str]:
    """Return the names of *elements* as people write them, each once, in alphabetical order."""
    shown: set[str] = set()
    for element in elements:
        shown.update(_class_names(element))
    return sorted(shown, key=lambda one: (one.lower(), one))


def _class_names(element: "ElementPattern") -> list[str]:
    from_class = finite_names(element.name_class)
    return ["any other element"] if from_class is None else [name(raw) for raw in from_class]
