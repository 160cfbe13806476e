"""The first page: what the edition is, and what is in it."""

from typing import TYPE_CHECKING, Final

from tei.publish.exports import atom, feeds, linked
from tei.publish.pages.entries import entry
from tei.publish.pages.figures import figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.publish.framing import Frame, Page
    from tei.publish.model import Item, Site

MOST_LISTED: Final = 12
"""So many documents are all listed on the first page; of more, the first and the newest."""
_SOME: Final = 6


def pages(site: "Site", frame: "Frame") -> "Iterator[Page]":
    """Yield the first page of *site*."""
    said = site.words
    is_small = len(site.items) <= MOST_LISTED
    first = site.items if is_small else site.items[:_SOME]
    newest = () if is_small else _newest(site)
    yield frame.page(
        "home.html",
        "",
        prose_text=site.home,
        figures=figures(site),
        is_small=is_small,
        first=[entry(item, said) for item in first],
        newest=[entry(item, said) for item in newest],
        count=len(site.items),
        downloads=feeds.downloads(site),
        feed=atom.PATH if atom.has_feed(site) else "",
        feed_type=atom.MEDIA_TYPE,
        linked=linked.in_page(linked.of_site(site)),
        linked_type=linked.MEDIA_TYPE,
    )


def _newest(site: "Site") -> "tuple[Item, ...]":
    """Return the documents that were published or changed last; none where all were on the same day."""
    if len({item.modified for item in site.items}) == 1:
        return ()
    dated = [item for item in site.items if item.modified]
    return tuple(sorted(dated, key=lambda item: item.modified, reverse=True)[:_SOME])
