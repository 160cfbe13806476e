"""The navigation document of a book: contents, landmarks, the pages of the source."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lxml import etree
from lxml.builder import ElementMaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.render.books.chapters import Chapter, Entry
    from tei.wording import Words

XHTML: Final = "http://www.w3.org/1999/xhtml"
OPS: Final = "http://www.idpf.org/2007/ops"

_TYPE: Final = f"{{{OPS}}}type"
_E: Final = ElementMaker(namespace=XHTML, nsmap={None: XHTML, "epub": OPS})


def navigation(chapters: "Sequence[Chapter]", title: str | None, words: "Words") -> bytes:
    """Return ``nav.xhtml``; in a book with a *title* of its own the contents of each document stand below its title."""
    name = title or chapters[0].title
    body = _E.body(
        _nav("toc", words("book.contents"), _nested(_entries(chapters, nested=title is not None)), role="doc-toc"),
        _nav("landmarks", words("book.landmarks"), _landmarks(chapters, words), hidden="hidden"),
    )
    if pages := [page for chapter in chapters for page in chapter.pages]:
        body.append(_nav("page-list", words("book.pages"), _nested(pages), role="doc-pagelist", hidden="hidden"))
    html = _E.html(_E.head(_E.title(name), _E.link(rel="stylesheet", type="text/css", href="style.css")), body)
    html.set("lang", words.language)
    html.set("{http://www.w3.org/XML/1998/namespace}lang", words.language)
    return etree.tostring(html, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")


def _nav(kind: str, heading: str, content: etree._Element, **attributes: str) -> etree._Element:
    made: etree._Element = _E.nav(_E.h1(heading), content, id=kind, **attributes)
    made.set(_TYPE, kind)
    return made


def _entries(chapters: "Sequence[Chapter]", *, nested: bool) -> "list[Entry]":
    if not nested:
        return [entry for chapter in chapters for entry in chapter.entries]
    below = []
    for chapter in chapters:
        # The title page is what the title of the document leads to.
        first, *others = chapter.entries
        below.append(replace(first, level=1, label=chapter.title))
        below.extend(replace(entry, level=entry.level + 1) for entry in others)
    return below


def _nested(entries: "Sequence[Entry]") -> etree._Element:
    """Return *entries* as lists in lists; a level that is left out counts as none."""
    outermost: etree._Element = _E.ol()
    open_lists: list[tuple[int, etree._Element]] = [(0, outermost)]
    for entry in entries:
        while len(open_lists) > 1 and open_lists[-1][0] >= entry.level:
            open_lists.pop()
        item = _E.li(_E.a(entry.label, href=entry.href))
        _list_of(open_lists[-1][1]).append(item)
        open_lists.append((entry.level, item))
    return outermost


def _list_of(holder: etree._Element) -> etree._Element:
    """Return the list in *holder*, an item, made if it is the first there; the outermost is one itself."""
    if etree.QName(holder).localname == "ol":
        return holder
    found = holder.find(f"{{{XHTML}}}ol")
    if found is None:
        found = etree.SubElement(holder, f"{{{XHTML}}}ol")
    return found


def _landmarks(chapters: "Sequence[Chapter]", words: "Words") -> etree._Element:
    names = (
        ("titlepage", "titlepage", "book.title"),
        ("chapter", "bodymatter", "page.text"),
        ("index", "index", "page.index"),
    )
    made: etree._Element = _E.ol()
    files = [file for chapter in chapters for file in chapter.files]
    for kind, landmark, label in names:
        found = next((file for file in files if file.type == kind), None)
        if found is not None:
            link = _E.a(words(label), href=found.name)
            link.set(_TYPE, landmark)
            made.append(_E.li(link))
    contents = _E.a(words("book.contents"), href="#toc")
    contents.set(_TYPE, "toc")
    made.append(_E.li(contents))
    return made
