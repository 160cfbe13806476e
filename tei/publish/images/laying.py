"""What a page is told of its images: a piece of XML, as ``html-leaves.xsl`` describes it."""

from typing import TYPE_CHECKING, Final

from lxml import etree

from tei.publish.images.resolving import Image, origin
from tei.render.leaves import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

    from tei.publish.images.resolving import Album, Shown
    from tei.publish.model import Item
    from tei.wording import Words

_EDITION: Final = "urn:tei:edition"
_COLUMN_PIXELS: Final = 800
_SIZES: Final = "(min-width: 60rem) 34rem, 100vw"


def hosts(album: "Album") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the hosts that a page asks for images, and those that it asks for what a IIIF service says of them."""
    images = [image for one in album.shown for image in one.images if not image.file]
    asked = ({origin(image.address) for image in found} for found in (images, [one for one in images if one.service]))
    every, services = map(sorted, asked)
    return tuple(every), tuple(services)


def all_hosts(albums: "Iterable[Album]") -> tuple[str, ...]:
    """Return the hosts that some page of a site asks for images."""
    return tuple(sorted({host for album in albums for host in hosts(album)[0]}))


def leaves(item: "Item", album: "Album", root: str, said: "Words") -> str:
    """Return the images of *item* for a page from which the site begins at *root*."""
    top = etree.Element(f"{{{_EDITION}}}leaves", nsmap={"e": _EDITION})
    for count, shown in enumerate(album.shown):
        if shown.is_there:
            _leaf(top, count, shown, item, root, said)
    return etree.tostring(top, encoding="unicode")


def label(shown: "Shown", count: int, said: "Words") -> str:
    """Return what a page is called: “p. 12”, or the number of its image."""
    return said("images.page", page=shown.leaf.page) if shown.leaf.page else said("images.image", number=str(count + 1))


def _leaf(top: "Element", count: int, shown: "Shown", item: "Item", root: str, said: "Words") -> None:  # noqa: PLR0913, PLR0917 - what a leaf is made of
    page = label(shown, count, said)
    words = {"page": page, "words": said("images.of", page=page)}
    one = _below(top, "leaf", {"n": str(count), "anchor": f"page:{count + 1}"} | words)
    leaf = shown.leaf
    data = {"label": page, "part": leaf.part, "space": " ".join(number(each) for each in leaf.space)}
    if shown.images:
        first = shown.images[0]
        data |= {"image": _address(first, root), "service": first.service}
        described = said("images.alt", title=item.title, page=page)
        alt = f"{described}: {leaf.words}" if leaf.words else described
        _below(one, "image", _attributes(shown, root) | {"alt": alt, "full": _address(first, root)})
    elif shown.elsewhere is not None:
        address = shown.elsewhere.address
        link = _below(one, "link", {"href": address, "sentence": said("images.elsewhere")})
        link.text = said("images.at", host=origin(address).partition("//")[2])
    _below(one, "data", {name: value for name, value in data.items() if value})


def _attributes(shown: "Shown", root: str) -> dict[str, str]:
    """Return the attributes of the img: the smallest that fills its column, others where the browser wants them."""
    first = shown.images[0]
    known = [image for image in reversed(shown.images) if image.file]
    fit = next((image for image in known if image.width >= _COLUMN_PIXELS), first)
    said = {"src": _address(fit, root)}
    if len(known) > 1:
        said |= {"srcset": ", ".join(f"{_address(one, root)} {one.width}w" for one in known), "sizes": _SIZES}
    if first.width and first.height:
        said |= {"width": str(first.width), "height": str(first.height)}
    return said


def _address(image: Image, root: str) -> str:
    """Return the address of an image that a browser shows; of a IIIF service one of a size that all of them give."""
    if image.service:
        wide = min(image.width, _COLUMN_PIXELS * 2) or _COLUMN_PIXELS
        return f"{image.service}/full/{wide},/0/default.jpg"
    return f"{root}{image.address}" if image.file else image.address


def _below(parent: "Element", name: str, attributes: dict[str, str]) -> "Element":
    return etree.SubElement(parent, f"{{{_EDITION}}}{name}", attributes)
