"""The edition in figures."""

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tei.publish.model import KINDS, Kind, kind_of

if TYPE_CHECKING:
    from tei.publish.model import Site


class Figures(NamedTuple):
    """How much there is, and from when: ``first`` and ``last`` are days, months or years, "" if none is known."""

    documents: int
    words: int
    first: str
    last: str
    languages: tuple[str, ...]
    archives: tuple[str, ...]
    names: dict[Kind, int]


def figures(site: "Site") -> Figures:
    """Return the figures of *site*."""
    dated = [item.when for item in site.items if item.when]
    named = Counter(kind_of(one.kind) for one in site.register.named)
    return Figures(
        documents=len(site.items),
        words=sum(item.words for item in site.items),
        first=dated[0] if dated else "",
        last=dated[-1] if dated else "",
        languages=tuple(sorted({tag for item in site.items for tag in item.languages})),
        archives=tuple(sorted({item.archive for item in site.items if item.archive}, key=str.casefold)),
        names={kind: named[kind] for kind in KINDS},
    )
