"""Names and lists as people read them in a finding."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from tei import names
from tei.relaxng.derivatives import words
from tei.relaxng.edges import divided, finite_names

if TYPE_CHECKING:
    from tei.relaxng.patterns import ElementPattern

_SHOWN_CHARS: Final = 30
_LIKENESS: Final = 0.75


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


def a_tag(raw: str) -> str:
    """Return a tag with its article: ``a <p>``, ``an <item>``."""
    return f"{'an' if local(raw)[:1].lower() in set('aeiou') else 'a'} {tag(raw)}"


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
    listed = sorted(set(candidates))
    same = [one for one in listed if one.lower() == wanted.lower()]
    yield from same
    yield from (one for one in get_close_matches(wanted, listed, n=3, cutoff=likeness) if one not in same)


def nearest_names(wanted: str, candidates: Iterable[str]) -> Iterator[str]:
    """Yield those names of *candidates*, as expat gives them, that *wanted* may be a misspelling of."""
    by_local: dict[str, list[str]] = {}
    for candidate in candidates:
        by_local.setdefault(divided(candidate)[1], []).append(candidate)
    for local in nearest(divided(wanted)[1], by_local):
        yield from by_local[local]


def element_names(elements: "Iterable[ElementPattern]") -> list[str]:
    """Return the names of *elements* as people write them, each once, in alphabetical order."""
    shown: set[str] = set()
    for element in elements:
        shown.update(_class_names(element))
    return sorted(shown, key=lambda one: (one.lower(), one))


def _class_names(element: "ElementPattern") -> list[str]:
    from_class = finite_names(element.name_class)
    return ["any other element"] if from_class is None else [name(raw) for raw in from_class]
