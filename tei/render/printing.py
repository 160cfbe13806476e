"""One document as a PDF: the page of the edition, printed by WeasyPrint, which is an optional library."""

import hashlib
import warnings
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tei import metadata
from tei.errors import EnvironmentFault
from tei.metadata import stamps
from tei.render import archiving, edition, footing

if TYPE_CHECKING:
    from tei.document import Document
    from tei.render.edition import View
    from tei.wording import Words

AVAILABLE: Final = find_spec("weasyprint") is not None
"""Whether WeasyPrint is installed; whether its own libraries are there too is known when it is loaded."""

_WITHIN: Final = ("data",)
_IDENTIFIER_BYTES: Final = 16


def pdf(  # noqa: PLR0913 - what a page is made of
    document: "Document",
    *,
    view: "View" = "reading",
    authority: "Document | None" = None,
    stylesheet: Path | None = None,
    words: "Words | None" = None,
    theme: Path | str | None = None,
) -> bytes:
    """Return *document* printed: the page that :func:`tei.render.html` makes, as PDF/A-3a that is PDF/UA-1, too.

    The bytes are the same whenever the document, the fonts of the machine and the version of WeasyPrint are: no clock
    is read. Raises as :func:`tei.render.html` does, and :class:`~tei.errors.EnvironmentFault` without WeasyPrint.
    """
    weasyprint = _library()
    page = edition.printed_page(document, view, authority, stylesheet, words, theme=theme)
    record = metadata.read(document, authority)
    pages: Any = _pages(weasyprint, page)
    if pages is None:
        page = edition.printed_page(document, view, authority, stylesheet, words, theme=theme, notes_at_foot=False)
        pages = _pages(weasyprint, page)
    told = pages.metadata
    told.authors = [creator.natural_name for creator in record.creators]
    told.keywords = [subject.term for subject in record.subjects]
    told.generator = "tei"
    # A PDF says when it was made, or nothing.
    told.created = told.modified = stamps.moment(stamps.day(record))
    identifier = hashlib.sha256(page.encode("utf-8")).digest()[:_IDENTIFIER_BYTES]
    with warnings.catch_warnings():
        # WeasyPrint leaves the file of the colour profile to be closed by itself.
        warnings.simplefilter("ignore", ResourceWarning)
        printed: bytes = pages.write_pdf(
            finisher=archiving.finished, pdf_identifier=identifier, pdf_variant=archiving.VARIANT
        )
    return printed


def _pages(weasyprint: Any, page: str) -> Any:  # noqa: ANN401 - the library is optional
    """The pages that WeasyPrint makes of *page*; None if notes cannot be had at their feet."""
    # A page has all that it needs inside: what a project's own stylesheet names besides is left out.
    closed = weasyprint.urls.URLFetcher(allowed_protocols=_WITHIN)
    html = weasyprint.HTML(string=page, url_fetcher=closed)
    return footing.pages(html, partial(html.render, pdf_variant=archiving.VARIANT))


def _library() -> Any:  # noqa: ANN401 - the library is optional, and so are its types
    message = "PDF needs WeasyPrint, which is not installed: pip install 'tei[pdf]'"
    if not AVAILABLE:
        raise EnvironmentFault(message)
    try:
        with warnings.catch_warnings():
            # What libraries of libraries deprecate is none of the reader's business.
            warnings.simplefilter("ignore")
            import weasyprint.urls  # noqa: PLC0415 - it takes a second to load, and is optional
    except OSError as fault:
        # Pango is no Python package: on some systems it must be installed besides.
        message = f"WeasyPrint is installed, and a library that it needs is not: {fault}"
        raise EnvironmentFault(message) from fault
    return weasyprint
