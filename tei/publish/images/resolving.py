"""From the addresses in documents to the images that pages show: files of the corpus, or what another host has."""

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urlsplit

from tei import pictures
from tei.diagnostics import Diagnostic, Severity
from tei.publish.images.measuring import measured

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from tei.publish.model import Item
    from tei.render import Graphic, Leaf

FOLDER: Final = "images/"
"""Where the site has copies of the corpus's images, under their paths in it."""

_WEB: Final = ("https://", "http://")
# What an address may have, so that nothing in it is written twice in a code.
_IN_ADDRESSES: Final = "%/:?#[]@!$&'()*+,;=~"
# RFC 3986, section 3.1.
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# A name or a number, perhaps of a user before it and of a port behind; nothing that would end it in a policy.
_HOST: Final = re.compile(r"[\w.%@:~-]+|(?:[\w.%:~-]+@)?\[[0-9A-Fa-f:.]+\](?::\d+)?")
_SERVICE: Final = "/info.json"
# Image API: region, size, rotation, quality, format; of a whole image alone the service can be told.
_REQUEST: Final = re.compile(
    r"(?P<service>https?://.+)/full/(?:full|max|\^?!?\d*,\d*|\^?pct:[\d.]+)/!?[\d.]+/"
    r"(?:default|native|color|gray|bitonal)\.\w{3,4}"
)
_BROWSERS: Final = "browsers show " + ", ".join(
    sorted({kind.partition("/")[2].upper() for ending, kind in pictures.MEDIA_TYPES.items() if ending != ".svg"})
)


@dataclass(frozen=True, slots=True)
class Image:
    """An image of a page: where it lies, seen from the root of the site, or its whole address, and its size.

    Width and height are 0 where they are not known. ``file`` is the file of the corpus that is to be copied there,
    ``service`` the address of a IIIF image service.
    """

    address: str
    width: int = 0
    height: int = 0
    file: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A leaf and its images, the largest first; without any, ``elsewhere`` is one that pages do not ask for."""

    leaf: "Leaf"
    images: tuple[Image, ...] = ()
    elsewhere: Image | None = None

    @property
    def is_there(self) -> bool:
        """Whether there is something to see or to follow."""
        return bool(self.images) or self.elsewhere is not None


@dataclass(frozen=True, slots=True)
class Album:
    """What becomes of all images of a document; ``findings`` are about those that nothing becomes of."""

    shown: tuple[Shown, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to stand beside the text."""
        return not any(one.is_there for one in self.shown)

    @property
    def files(self) -> tuple[str, ...]:
        """The files of the corpus that the site is to have."""
        return tuple(image.file for one in self.shown for image in one.images if image.file)


EMPTY: Final = Album()


def resolved(item: "Item", corpus: "Path", hosts: "Sequence[str]") -> Album:
    """Return what becomes of the images of *item*: pages may ask *hosts*, as ``https://iiif.example.org``."""
    if not item.leaves:
        return EMPTY
    desk = _Desk(item.path, corpus, hosts)
    return Album(tuple(map(desk.shown, item.leaves)), tuple(dict.fromkeys(desk.findings)))


def albums(items: "Iterable[Item]", corpus: "Path", hosts: "Sequence[str]") -> dict[str, Album]:
    """Return what becomes of the images of those of *items* that have some, by path."""
    return {item.path: resolved(item, corpus, hosts) for item in items if item.leaves}


class _Desk:
    def __init__(self, path: str, corpus: "Path", hosts: "Sequence[str]") -> None:
        self._path, self._corpus, self._hosts = path, corpus, frozenset(hosts)
        self.findings: list[Diagnostic] = []

    def shown(self, leaf: "Leaf") -> Shown:
        images = sorted(self._images(leaf), key=lambda one: -one.width)
        remote = [_remote(one) for one in leaf.graphics if not images and _is_remote(one)]
        return Shown(leaf, tuple(images), max(remote, key=lambda one: one.width, default=None))

    def _images(self, leaf: "Leaf") -> "Iterator[Image]":
        for graphic in leaf.graphics:
            is_remote = _is_remote(graphic)
            image = _remote(graphic) if is_remote else self._local(graphic)
            if image is not None and not (is_remote and self._is_refused(image, graphic)):
                yield image

    def _is_refused(self, image: Image, graphic: "Graphic") -> bool:
        host = origin(image.address)
        if host in self._hosts:
            return False
        message = f"the image {graphic.address} lies on another host, which pages do not ask"
        self._note("pub.image-remote", message, graphic, host)
        return True

    def _local(self, graphic: "Graphic") -> Image | None:
        address = graphic.address
        if address.startswith(_WEB):
            self._note("pub.image-missing", f"the image {address} is not there: that is no address", graphic)
            return None
        name = posixpath.normpath(posixpath.join(posixpath.dirname(self._path), unquote(address)))
        if name.startswith(("/", "../")) or _SCHEME.match(address):
            self._note("pub.image-outside", f"the image {address} lies outside the folder of the corpus", graphic)
            return None
        if not pictures.media_type(name) or name.lower().endswith(pictures.DRAWING):
            self._note("pub.image-type", f"{address} is no image that is shown", graphic)
            return None
        path = pictures.inside(self._corpus, name)
        if path is None:
            self._note("pub.image-missing", f"the image {address} is not there", graphic)
            return None
        size = measured(path)
        if size is None:
            self._note("pub.image-type", f"{address} is no image of the kind that its name says", graphic)
            return None
        return Image(FOLDER + quote(name), *size, file=name)

    def _note(self, rule: str, message: str, graphic: "Graphic", host: str = "") -> None:
        severity = Severity.INFO if host else Severity.WARNING
        advice = {
            "pub.image-remote": (f'[publish] images = ["{host}"] lets pages ask it; now there is a link to it',),
            "pub.image-outside": ("put the image into the corpus",),
            "pub.image-type": (f"{_BROWSERS}; SVG is left out, for it can hold scripts",),
            "pub.image-missing": ("put it there, or mend the address",),
        }[rule]
        self.findings.append(
            Diagnostic(rule, message, str(self._corpus / self._path), graphic.span, severity, help=advice)
        )


def _is_remote(graphic: "Graphic") -> bool:
    return graphic.address.startswith(_WEB) and bool(origin(graphic.address))


def _remote(graphic: "Graphic") -> Image:
    address = quote(graphic.address, safe=_IN_ADDRESSES)
    request = _REQUEST.fullmatch(address)
    service = address.removesuffix(_SERVICE) if address.endswith(_SERVICE) else request["service"] if request else ""
    return Image(address, graphic.width, graphic.height, service=service)


def origin(address: str) -> str:
    """Return the host of an address as a page's policy names it: ``https://iiif.example.org``; "" if it has none."""
    try:
        parts = urlsplit(address)
        # What cannot be the number of a port is told when it is asked for.
        is_host = parts.port is None or parts.port > 0
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower() if is_host and _HOST.fullmatch(parts.netloc) else ""
