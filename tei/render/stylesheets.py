"""The stylesheets that editions are made by: ours, and a project's own that imports ours and overrides parts of them.

``edition.xsl`` is what a project imports. In the making of a page it is ``html.xsl``, in the making of plain text
``text.xsl``, so that one file changes both. ``html.xsl`` alone is the page, and leaves plain text as it is.
"""

from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from tei import resources, saxon
from tei.diagnostics import Diagnostic
from tei.document import Document, parse
from tei.errors import DocumentError, SchemaError, UsageError
from tei.names import XSL
from tei.saxon.engine import RULE

FOLDER: Final = ("xslt", "edition")
PAGE: Final = "html.xsl"
TEXT: Final = "text.xsl"

_SURFACE: Final = "edition.xsl"
_TAKING_IN: Final = (f"{{{XSL}}}import", f"{{{XSL}}}include")
_TEMPLATE: Final = f"{{{XSL}}}template"
_DEFAULT_MODES: Final = frozenset({"", "#default", "#unnamed"})
_WHOLE: Final = frozenset({"/", "document-node()"})


@cache
def shipped(name: str) -> saxon.Stylesheet:
    """Return the stylesheet *name* of ours; it is read and put together once a process."""
    return saxon.compile(resources.data_path(*FOLDER, name), trusted=True)


def of_pages(own: Path | None) -> saxon.Stylesheet:
    """Return what makes pages: ours, or *own*. Raises :class:`~tei.errors.SchemaError`."""
    return _own(str(own), _read(own), PAGE) if own else shipped(PAGE)


def of_text(own: Path | None) -> saxon.Stylesheet:
    """Return what makes plain text: ours, or *own* if it overrides the edition and not the page alone."""
    if own:
        content = _read(own)
        if _SURFACE in _taken_in(str(own), content):
            return _own(str(own), content, TEXT)
    return shipped(TEXT)


def _read(own: Path) -> bytes:
    try:
        return own.read_bytes()
    except OSError as fault:
        message = f"cannot read the stylesheet {own}: {fault.strerror or fault}"
        raise UsageError(message) from fault


@lru_cache(maxsize=8)
def _own(path: str, content: bytes, form: str) -> saxon.Stylesheet:
    """Return a project's stylesheet for pages or text; it is asked for again with each document."""
    _require_parts(_parsed(path, content))
    return saxon.compile(Path(path), trusted=False, library=resources.data_path(*FOLDER), standing={_SURFACE: form})


@lru_cache(maxsize=8)
def _taken_in(path: str, content: bytes) -> frozenset[str]:
    return frozenset(one.get("href", "") for one in _parsed(path, content).root.iterchildren(*_TAKING_IN))


def _parsed(path: str, content: bytes) -> Document:
    try:
        return parse(content, path)
    except DocumentError as fault:
        raise SchemaError(fault.diagnostics) from fault


def _require_parts(own: Document) -> None:
    """Refuse a template for the whole document: page and text would be lost with it, and what a site puts around."""
    for template in own.root.iterchildren(_TEMPLATE):
        patterns = {one.strip() for one in template.get("match", "").split("|")}
        modes = set(template.get("mode", "").split()) or {""}
        if patterns & _WHOLE and modes & (_DEFAULT_MODES | {"#all"}):
            message = (
                "a template for “/” would take the place of the whole edition, and of the frame that a site gives it"
            )
            advice = (
                "override a part of the page, as e:page-header, or elements in the mode e:reading",
                "for something else than an edition, tei render --xslt runs any stylesheet",
            )
            found = Diagnostic(RULE, message, own.path, own.span(template), xpath=own.xpath(template), help=advice)
            raise SchemaError([found])
