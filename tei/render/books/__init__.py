"""Documents as books: EPUB 3.3, one document a book or several in one.

The files of a book are cut from the page that :func:`tei.render.html` makes, by ``xslt/edition/epub.xsl``; what
stands around them comes from the header.
"""

from typing import TYPE_CHECKING

from tei import metadata
from tei.errors import UsageError
from tei.names import NOT_CHARACTERS
from tei.render import edition
from tei.render.books import binding
from tei.render.books.chapters import Chapter, cut

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tei.document import Document
    from tei.render.edition import View
    from tei.wording import Words

__all__ = ["Chapter", "book", "chapter", "epub"]


def epub(
    document: "Document",
    *,
    view: "View" = "reading",
    authority: "Document | None" = None,
    stylesheet: "Path | None" = None,
    words: "Words | None" = None,
) -> bytes:
    """Return *document* as a book of its own.

    The bytes are the same whenever the document is: no clock is read. Raises as :func:`tei.render.html` does.
    """
    return binding.bound(
        (chapter(document, view=view, authority=authority, stylesheet=stylesheet, words=words),), words=words
    )


def chapter(  # noqa: PLR0913 - what a page is made of
    document: "Document",
    *,
    view: "View" = "reading",
    authority: "Document | None" = None,
    stylesheet: "Path | None" = None,
    number: int | None = None,
    words: "Words | None" = None,
) -> Chapter:
    """Return *document* as a chapter of a book, the *number*-th of several. Raises as :func:`tei.render.html` does."""
    page = edition.page_markup(document, view, authority, stylesheet, words)
    prefix = "" if number is None else f"document-{number}-"
    return cut(page, metadata.read(document, authority), prefix, words)


def book(chapters: "Sequence[Chapter]", title: str, words: "Words | None" = None) -> bytes:
    """Return one book of several *chapters*, numbered from 1, which is called *title*; *words* are those around it.

    Raises :class:`~tei.errors.UsageError` if there is no chapter, or the title is none.
    """
    if not chapters or not title.split():
        message = "a book needs a title" if chapters else "a book needs at least one document"
        raise UsageError(message)
    if odd := NOT_CHARACTERS.search(title):
        message = f"the title of the book has U+{ord(odd[0]):04X}, which is no character that a book can have"
        raise UsageError(message)
    return binding.bound(chapters, " ".join(title.split()), words)
