"""What a server shows where there is no page, and what it tells robots."""

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tei.publish.framing import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.publish.framing import Frame
    from tei.publish.model import Site

_ROBOTS = "User-agent: *\nAllow: /\n"


def pages(site: "Site", frame: "Frame") -> "Iterator[Page]":
    """Yield ``404.html`` and ``robots.txt``: everything may be read."""
    # The server shows it at any address, so that what it links to is named from the root of the site.
    root = urlsplit(site.base_url).path or "/"
    nowhere = replace(frame, base_url="")
    yield Page("404.html", nowhere.part("missing.html", "404.html", root=root))
    yield Page("robots.txt", _ROBOTS)
