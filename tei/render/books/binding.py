"""A book put together: the ZIP with its package, its navigation and its style."""

import hashlib
import io
import uuid
import zipfile
from typing import TYPE_CHECKING, Final

from tei import resources, wording
from tei.render.books.navigation import navigation
from tei.render.books.package import package

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.render.books.chapters import Chapter
    from tei.wording import Words

_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP can say: the bytes of a book must not depend on the day."""

_UNIX: Final = 3
_PLAIN_FILE: Final = 0o100644 << 16
_LEVEL: Final = 9

_CONTAINER: Final = b"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


def bound(chapters: "Sequence[Chapter]", title: str | None = None, words: "Words | None" = None) -> bytes:
    """Return the EPUB of *chapters*, which is called *title* if it is more than its only document.

    *words* are those around the documents, by default in English.
    """
    said = words or wording.read()
    content = [(f"EPUB/{file.name}", file.markup) for chapter in chapters for file in chapter.files]
    content.append(("EPUB/nav.xhtml", navigation(chapters, title, said)))
    content.append(("EPUB/style.css", resources.text("xslt", "edition", "epub.css").encode("utf-8")))
    identifier = _identifier(content)
    described = package(chapters, title, identifier, said)
    return _zipped([("META-INF/container.xml", _CONTAINER), ("EPUB/package.opf", described), *content])


def _identifier(content: "Sequence[tuple[str, bytes]]") -> str:
    """Return a UUID of what the book holds, for documents that have no identifier of their own."""
    digest = hashlib.sha256()
    for name, data in content:
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return uuid.UUID(bytes=digest.digest()[:16], version=4).urn


def _zipped(files: "Sequence[tuple[str, bytes]]") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        # By its first bytes a book is known: the media type, neither packed nor with anything before it.
        archive.writestr(_entry("mimetype", zipfile.ZIP_STORED), b"application/epub+zip")
        for name, data in files:
            archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), data, compresslevel=_LEVEL)
    return made.getvalue()


def _entry(name: str, packed: int) -> zipfile.ZipInfo:
    information = zipfile.ZipInfo(name, _MOMENT)
    information.create_system = _UNIX
    information.external_attr = _PLAIN_FILE
    information.compress_type = packed
    return information
