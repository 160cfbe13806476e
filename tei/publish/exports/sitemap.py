"""Which pages there are, for search engines.

Source: sitemaps.org, Sitemaps XML format: at most 50,000 addresses and 50 MB a file, and an index of more than one.
"""

from typing import TYPE_CHECKING, Final, NamedTuple
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PATH: Final = "sitemap.xml"
MOST: Final = 50_000
LARGEST_BYTES: Final = 50 << 20
_OPENING: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
_CLOSING: Final = "</{0}>\n"


class Address(NamedTuple):
    """A page: its address, relative to the site, and the day, month or year of its last change, "" if not known."""

    url: str
    modified: str = ""


def sitemaps(
    base_url: str, addresses: "Iterable[Address]", most: int = MOST, largest_bytes: int = LARGEST_BYTES
) -> "Iterator[tuple[str, bytes]]":
    """Yield the files by their paths: ``sitemap.xml``, and where that is only the index those it names."""
    parts = list(_parts(base_url, addresses, most, largest_bytes))
    if len(parts) <= 1:
        yield PATH, _file("urlset", "".join(parts))
        return
    paths = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for path, part in zip(paths, parts, strict=True):
        yield path, _file("urlset", part)
    yield PATH, _file("sitemapindex", "".join(_element("sitemap", base_url + path, "") for path in paths))


def _parts(base_url: str, addresses: "Iterable[Address]", most: int, largest_bytes: int) -> "Iterator[str]":
    """Yield what one file each can hold."""
    room = largest_bytes - len(_file("urlset", ""))
    found: list[str] = []
    size = 0
    for one in addresses:
        written = _element("url", base_url + one.url, one.modified)
        if found and (len(found) == most or size + len(written.encode("utf-8")) > room):
            yield "".join(found)
            found, size = [], 0
        found.append(written)
        size += len(written.encode("utf-8"))
    if found:
        yield "".join(found)


def _element(name: str, address: str, modified: str) -> str:
    changed = f"<lastmod>{escape(modified)}</lastmod>" if modified else ""
    return f"<{name}><loc>{escape(address)}</loc>{changed}</{name}>\n"


def _file(name: str, content: str) -> bytes:
    return (_OPENING.format(name) + content + _CLOSING.format(name)).encode("utf-8")
