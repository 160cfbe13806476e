"""Documents as editions: a web page that needs nothing beside it, plain text, Markdown, a PDF of the page, a book.

There are two views. The *reading* view is the edition; the *diplomatic* view gives the lines, brackets and marks of the
transcription. Both are made by the stylesheets in ``xslt/edition``, which are compiled once a process.
"""

from tei.render.batch import RenderReport, render
from tei.render.books import epub
from tei.render.edition import FORMS, SEAMS, VIEWS, Frame, View, framed, has_text, html, markdown, outline, seam, text
from tei.render.leaves import Facsimile, Graphic, Leaf, facsimile
from tei.render.printing import pdf
from tei.render.transforming import TIMEOUT_S, transform

__all__ = [
    "FORMS",
    "SEAMS",
    "TIMEOUT_S",
    "VIEWS",
    "Facsimile",
    "Frame",
    "Graphic",
    "Leaf",
    "RenderReport",
    "View",
    "epub",
    "facsimile",
    "framed",
    "has_text",
    "html",
    "markdown",
    "outline",
    "pdf",
    "render",
    "seam",
    "text",
    "transform",
]
