"""The pages that are no documents: what there is of them, and what of it the navigation names."""

from typing import TYPE_CHECKING, Final, NamedTuple

from tei.publish.framing import Frame, Link, Page, Pending
from tei.publish.indexes import correspondence, gathering, names, places, timeline
from tei.publish.pages import about, contents, home, missing, search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tei.publish.model import Site


def _always(_site: "Site") -> bool:
    return True


class Part(NamedTuple):
    """Some pages of a site, made from its values alone.

    ``url`` is the first of them; where ``words`` names what the navigation calls it, it is a link there. A site for
    which ``applies`` is not true does without.
    """

    pages: "Callable[[Site, Frame], Iterator[Page | Pending]]"
    url: str = ""
    words: str = ""
    applies: "Callable[[Site], bool]" = _always


PARTS: Final = (
    Part(home.pages, "", "site.home"),
    Part(contents.pages, contents.URL, "site.contents"),
    Part(names.pages, gathering.URL, "indexes.heading", names.applies),
    Part(timeline.pages, timeline.URL, "timeline.heading", timeline.applies),
    Part(correspondence.pages, correspondence.URL, "correspondence.heading", correspondence.applies),
    Part(places.pages, places.URL, "map.heading", places.applies),
    Part(search.pages, search.URL, "search.heading", search.applies),
    Part(about.pages, about.URL, "site.about"),
    Part(missing.pages),
)
"""The parts of a site, in the order in which the navigation has them."""


def frame_of(site: "Site") -> Frame:
    """Return what stands on every page of *site*."""
    links = (Link(part.url, site.words(part.words)) for part in PARTS if part.words and part.applies(site))
    return Frame(
        title=site.title,
        words=site.words,
        theme=site.theme,
        downloads=site.downloads,
        base_url=site.base_url,
        publisher=site.publisher,
        modified=site.modified,
        navigation=tuple(links),
        search=search.URL if search.applies(site) else "",
    )


def pages(site: "Site", frame: Frame) -> "Iterator[Page | Pending]":
    """Yield all pages of *site* that are no documents."""
    for part in PARTS:
        if part.applies(site):
            yield from part.pages(site, frame)
