"""One document as a page or as plain text."""

import base64
import hashlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import quote

from lxml import etree

from tei import notation, resources, saxon, wording
from tei.diagnostics import Diagnostic
from tei.document import Document, Limits, parse
from tei.errors import SchemaError, UsageError
from tei.names import tei_name
from tei.render import paging, pointing, stylesheets, styling, theming
from tei.render.folding import Line, folded
from tei.render.leaves import Facsimile
from tei.saxon.engine import RULE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from tei.wording import Words

Form = Literal["html", "text", "pdf", "epub", "markdown"]
View = Literal["reading", "diplomatic"]

FORMS: Final[tuple[Form, ...]] = ("html", "text", "pdf", "epub", "markdown")
VIEWS: Final[tuple[View, ...]] = ("reading", "diplomatic")

READING_COLUMNS: Final = 72
"""The width of plain text in the reading view when none is asked for; the diplomatic view is not folded."""

_WITHOUT_IMAGES: Final = Facsimile()
_ENCODING: Final = re.compile(r"""^(<\?xml\b[^>]*?\bencoding\s*=\s*)(["'])[^"']*\2""")
_UNSAFE_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]+')

# What comes to the stylesheet was read within the caller's limits; the attributes added to it are no reason to refuse.
_ALREADY_READ: Final = Limits(sys.maxsize, sys.maxsize, sys.maxsize, sys.maxsize)


def html(  # noqa: PLR0913 - what a page is made of
    document: Document,
    *,
    view: View = "reading",
    authority: Document | None = None,
    stylesheet: Path | None = None,
    canonical: str = "",
    words: "Words | None" = None,
    theme: Path | str | None = None,
) -> str:
    """Return *document* as one HTML page, with its style sheet and the TEI document for download inside.

    *authority* describes the persons, organisations and places of the index. *stylesheet* is a project's own: it
    includes ours by ``<xsl:include href="html.xsl"/>``, and its templates, coming later, win. *canonical* is the
    address at which the page is published, if it is known. *words* are the page's own, by default in English. *theme*
    is one of ours or a style sheet that comes after it.

    Raises :class:`~tei.errors.UsageError` if the document has no text, :class:`~tei.errors.SchemaError` if a
    stylesheet fails.
    """
    css = resources.text(*stylesheets.FOLDER, "edition.css") + theming.theme(theme) + styling.rules(document.root)
    parameters: dict[str, saxon.Parameter] = {
        "css": css,
        # The policy of the page names the style by its hash, so that no other style can be brought in.
        "css-hash": _hash(css),
        "tei-address": _download_address(document),
        "tei-name": download_name(document),
        "canonical": canonical,
    }
    return _transformed(document, stylesheets.of_pages(stylesheet), view, authority, words, parameters) + "\n"


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page needs to be one of a site: where its style sheet lies, and the site's Content-Security-Policy.

    With ``leaves``, which ``html-leaves.xsl`` describes, the images of ``facsimile`` stand beside the text.
    """

    css_address: str
    policy: str
    facsimile: Facsimile = _WITHOUT_IMAGES
    leaves: str = ""


SEAMS: Final = ("head", "top", "downloads", "bottom")
"""The places of a framed page where the site's own parts go; each is marked by the comment :func:`seam`."""


def seam(part: str) -> str:
    """Return the mark of one of the :data:`SEAMS`."""
    return f"<!--site:{part}-->"


def framed(  # noqa: PLR0913 - what a page is made of
    document: Document,
    frame: Frame,
    *,
    view: View = "reading",
    authority: Document | None = None,
    stylesheet: Path | None = None,
    canonical: str = "",
    words: "Words | None" = None,
) -> str:
    """Return what :func:`html` does as a page of a site: style and download are left to the site, and seams marked.

    What the document says of how its source looks stays in the page, and the policy lets that in by its hash.
    """
    css = styling.rules(document.root, switched=True)
    own = f"style-src '{_hash(css)}' " if css else "style-src "
    parameters: dict[str, saxon.Parameter] = {
        "css": css,
        "css-address": frame.css_address,
        "policy": frame.policy.replace("style-src ", own, 1),
        "canonical": canonical,
    }
    if frame.leaves:
        parameters["leaves"] = saxon.node(frame.leaves)
    own_sheet = stylesheets.of_pages(stylesheet)
    page = _transformed(document, own_sheet, view, authority, words, parameters, facsimile=frame.facsimile) + "\n"
    _require_seams(page, stylesheet)
    return page


def _require_seams(page: str, stylesheet: Path | None) -> None:
    """Refuse a page that has no place for a part of the site: a project's stylesheet has lost it."""
    lost = [part for part in SEAMS if page.count(seam(part)) != 1]
    if lost:
        message = f"the page has no place for what the site puts there any more: {', '.join(lost)}"
        advice = "keep <xsl:sequence select=\"e:seam('{}')\"/> in the template that you override"
        found = Diagnostic(RULE, message, str(stylesheet), help=tuple(map(advice.format, lost)))
        raise SchemaError([found])


def outline(document: Document, authority: Document | None = None, words: "Words | None" = None) -> "Element":
    """Return what a site needs to know of *document*, as the ``item`` that ``item.xsl`` describes.

    Raises as :func:`html` does.
    """
    found = _transformed(document, stylesheets.shipped("item.xsl"), "reading", authority, words, {})
    return etree.fromstring(found, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def printed_page(  # noqa: PLR0913 - what a page is made of
    document: Document,
    view: View,
    authority: Document | None,
    stylesheet: Path | None,
    words: "Words | None" = None,
    *,
    theme: Path | str | None = None,
    notes_at_foot: bool = True,
) -> str:
    """Return what :func:`html` does for paper, with its style after that of the screen.

    Notes stand at their numbers, for :file:`print.css` to bring them to the foot of the page; the longest, and all
    unless they are to be *notes_at_foot*, stay at the end.
    """
    screen, paper = (resources.text(*stylesheets.FOLDER, name) for name in ("edition.css", "print.css"))
    css = "\n".join((screen, theming.theme(theme), paper))
    page = saxon.node(page_markup(document, view, authority, stylesheet, words))
    wishes: dict[str, saxon.Parameter] = {"css": css, "notes-at-foot": notes_at_foot}
    return stylesheets.shipped("print.xsl").transform(page, parameters=wishes).text


def page_markup(
    document: Document, view: View, authority: Document | None, stylesheet: Path | None, words: "Words | None"
) -> str:
    """Return what :func:`html` does as well-formed XML, without style and download: for forms made from the page."""
    return _transformed(document, stylesheets.of_pages(stylesheet), view, authority, words, {}, method="xml")


def spoken(words: "Words | None") -> saxon.Node:
    """Return *words* as stylesheets take them, those of English if there are none."""
    return saxon.values((words or wording.read()).as_json)


def _hash(css: str) -> str:
    """Return the hash by which a Content-Security-Policy knows a style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode("ascii")


def text(  # noqa: PLR0913 - what a text is made of
    document: Document,
    *,
    view: View = "reading",
    width: int | None = None,
    authority: Document | None = None,
    stylesheet: Path | None = None,
    words: "Words | None" = None,
) -> str:
    """Return *document* as plain text, folded to *width* columns; 0 does not fold.

    Without *width* the reading view has 72 columns, and the diplomatic view gives each line of the transcription as
    one line. A project's own *stylesheet* counts here if it imports ``edition.xsl``. Raises as :func:`html` does.
    """
    columns = (READING_COLUMNS if view == "reading" else 0) if width is None else width
    if columns < 0:
        message = f"the width of text is a number of columns, or 0 for lines of any length; {columns} is neither"
        raise UsageError(message)
    lines = _lines(_transformed(document, stylesheets.of_text(stylesheet), view, authority, words, {}))
    # Folded lines of a transcription would run into each other.
    spaced = view == "diplomatic" and columns > 0
    return folded([blank for line in lines for blank in (line, Line(""))] if spaced else lines, columns)


def markdown(
    document: Document,
    *,
    view: View = "reading",
    authority: Document | None = None,
    stylesheet: Path | None = None,
    words: "Words | None" = None,
) -> str:
    """Return *document* in Markdown: CommonMark with footnotes and tables, made of the page. Raises as :func:`html`."""
    page = saxon.node(page_markup(document, view, authority, stylesheet, words))
    return stylesheets.shipped("markdown.xsl").transform(page, parameters={"words": spoken(words)}).text


def has_text(document: Document) -> bool:
    """Return whether there is something to render: a TEI document with a ``text``, or leaves, of its own."""
    names = ("text", "sourceDoc")
    return document.root.tag == tei_name("TEI") and any(
        document.root.find(tei_name(name)) is not None for name in names
    )


def download_name(document: Document) -> str:
    """Return a file name for the TEI document that every platform accepts."""
    name = _UNSAFE_IN_NAMES.sub("-", PurePath(document.path).name).strip(". -")
    return name if name.lower().endswith(".xml") else f"{name or 'document'}.xml"


def _transformed(  # noqa: PLR0913, PLR0917 - what a transformation is given
    document: Document,
    stylesheet: saxon.Stylesheet,
    view: View,
    authority: Document | None,
    words: "Words | None",
    parameters: "Mapping[str, saxon.Parameter]",
    *,
    method: str | None = None,
    facsimile: Facsimile = _WITHOUT_IMAGES,
) -> str:
    if view not in VIEWS:
        message = f"there is no view {view!r}; the views are {' and '.join(VIEWS)}"
        raise UsageError(message)
    if not has_text(document):
        message = f"{document.path} has no text to render"
        raise UsageError(message)
    given: dict[str, saxon.Parameter] = {**parameters, "view": view, "words": spoken(words)}
    if authority is not None:
        given["authority"] = saxon.node(authority)
        given["authority-name"] = quote(PurePath(authority.path).name)
    annotated = _declared(notation.annotate(document.root))
    annotated = paging.mark(pointing.expand(styling.mark(annotated)), facsimile)
    source = parse(etree.tostring(annotated, encoding="utf-8"), document.path, _ALREADY_READ)
    return stylesheet.transform(source, parameters=given, method=method).text


def _declared(root: "Element") -> "Element":
    """Return *root*, where the namespace of our marks has its prefix.

    lxml would make one for each element that is marked, and Saxon takes 2,047 in a document.
    """
    root.set(styling.LOOK, "")
    del root.attrib[styling.LOOK]
    return root


def _download_address(document: Document) -> str:
    """Return the document as a ``data:`` address: in UTF-8, whatever encoding it came in and declares."""
    data = _ENCODING.sub(r"\1\2UTF-8\2", document.source, count=1).encode("utf-8")
    return "data:application/tei+xml;base64," + base64.b64encode(data).decode("ascii")


def _lines(result: str) -> list[Line]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return [
        Line(line.text or "", line.get("first", ""), line.get("rest", ""), line.get("underline", ""))
        for line in etree.fromstring(result, parser)
    ]
