"""Documents as editions: a web page that needs nothing beside it, plain text, or a PDF of the page, in two views.

The *reading* view is the edition; the *diplomatic* view gives the lines, brackets and marks of the transcription. Both
are made by the stylesheets in ``xslt/edition``, which are compiled once a process.
"""

from tei.render.batch import RenderReport, render
from tei.render.edition import FORMS, SEAMS, VIEWS, Frame, View, framed, has_text, html, outline, seam, text
from tei.render.printing import pdf

__all__ = [
    "FORMS",
    "SEAMS",
    "VIEWS",
    "Frame",
    "RenderReport",
    "View",
    "framed",
    "has_text",
    "html",
    "outline",
    "pdf",
    "render",
    "seam",
    "text",
]
