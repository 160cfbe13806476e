"""Documents as editions: a web page that needs nothing beside it, plain text, Markdown, a PDF of the page, a book.

There are two views. The *reading* view is the edition; the *diplomatic* view gives the lines, brackets and marks of the
transcription. Both are made by the stylesheets in ``xslt/edition``, which are compiled once a process.
"""

from tei.render.batch import RenderReport, render
from tei.render.books import epub
from tei.render.edition import FORMS, VIEWS, has_text, html, markdown, text
from tei.render.printing import pdf

__all__ = ["FORMS", "VIEWS", "RenderReport", "epub", "has_text", "html", "markdown", "pdf", "render", "text"]
