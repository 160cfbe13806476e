"""The images of a document for the viewers of other institutions: a manifest, in which each page is a canvas.

Source: IIIF Presentation API 3.0, sections 2, 3 and 5; Image API 2.1 and 3.0, for what a service is called.
"""

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from tei import pictures
from tei.metadata.crosswalks import choices
from tei.publish.images.laying import label
from tei.publish.images.resolving import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.publish.exports.placing import Published
    from tei.publish.framing import Frame
    from tei.publish.images.resolving import Album, Shown

NAME: Final = "manifest.json"
"""The name of the file, beside the document's page."""

_CONTEXT: Final = "http://iiif.io/api/presentation/3/context.json"
# The specification takes these addresses, and takes them with http alone.
_RIGHTS: Final = re.compile(
    r"https?://(?:www\.)?(?P<rest>(?:creativecommons\.org/(?:licenses|publicdomain)|rightsstatements\.org/vocab)/.+)"
)
_THIRD: Final = re.compile(r"/(?:iiif/)?3(?:\.0)?/")


def is_possible(album: "Album", base_url: str) -> bool:
    """Return whether there is a manifest: its parts are known by whole addresses, and a canvas has a size."""
    return bool(base_url) and any(_canvas_image(shown) is not None for shown in album.shown)


def manifest(document: "Published", album: "Album", frame: "Frame") -> bytes:
    """Return the manifest of the images of *document*. One whose size is not known is left out."""
    item, said = document.item, frame.words
    address = f"{document.address}{NAME}"
    tei = document.address + quote(item.file_name, errors="replace")
    facts = {"date": said.date(item.when) if item.when else "", "archive": item.archive, "reference": item.reference}
    return choices.json_of(
        {
            "@context": _CONTEXT,
            "id": address,
            "type": "Manifest",
            "label": {item.title_language or "none": [item.title]},
            "summary": {"none": [item.abstract]} if item.abstract else None,
            "metadata": [
                {"label": {frame.language: [said(f"fact.{key}")]}, "value": {"none": [value]}}
                for key, value in facts.items()
                if value
            ],
            "rights": next(filter(None, (_rights(one.address) for one in item.declarations)), None),
            "homepage": [
                {"id": document.address, "type": "Text", "label": {"none": [item.title]}, "format": "text/html"}
            ],
            "seeAlso": [{"id": tei, "type": "Dataset", "format": "application/tei+xml"}],
            "viewingDirection": "left-to-right",
            "behavior": ["individuals"],
            "items": list(_canvases(document, album, frame, address)),
        }
    )


def _canvases(document: "Published", album: "Album", frame: "Frame", address: str) -> "Iterator[dict[str, Any]]":
    """Yield a canvas for each image; pages that lie on the same one, as those of an opened book, share it."""
    said = frame.words
    pages: dict[Image, list[str]] = {}
    for number, shown in enumerate(album.shown):
        image = _canvas_image(shown)
        if image is not None:
            pages.setdefault(image, []).append(label(shown, number, said))
    for number, (image, labels) in enumerate(pages.items(), start=1):
        canvas = f"{address}/canvas/{number}"
        size = {"width": image.width, "height": image.height}
        body = {"id": _body(image, document.whole_url), "type": "Image", "format": _format(image), **size}
        painting = {
            "id": f"{canvas}/page/image",
            "type": "Annotation",
            "motivation": "painting",
            "body": body | ({"service": [_service(image)]} if image.service else {}),
            "target": canvas,
        }
        yield {
            "id": canvas,
            "type": "Canvas",
            "label": {"none": list(dict.fromkeys(labels))},
            **size,
            "items": [{"id": f"{canvas}/page", "type": "AnnotationPage", "items": [painting]}],
        }


def _canvas_image(shown: "Shown") -> Image | None:
    """Return the image of a canvas, None if there is none whose size is known."""
    found = (*shown.images, *([shown.elsewhere] if shown.elsewhere else []))
    return next((image for image in found if image.width and image.height), None)


def _body(image: Image, base_url: str) -> str:
    if image.service:
        return f"{image.service}/full/{'max' if _is_third(image) else 'full'}/0/default.jpg"
    return base_url + image.address if image.file else image.address


def _format(image: Image) -> str:
    return pictures.media_type(image.address) or "image/jpeg"


def _service(image: Image) -> dict[str, str]:
    """Return what is said of a service: which version it is of, only its address tells before anybody asks it."""
    if _is_third(image):
        return {"id": image.service, "type": "ImageService3", "profile": "level1"}
    return {"@id": image.service, "@type": "ImageService2", "profile": "http://iiif.io/api/image/2/level1.json"}


def _is_third(image: Image) -> bool:
    return _THIRD.search(f"{image.service}/") is not None


def _rights(address: str) -> str:
    match = _RIGHTS.fullmatch(address)
    return f"http://{match['rest']}" if match else ""
