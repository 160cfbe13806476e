"""What people write who know another vocabulary, and what TEI has for it.

This is knowledge of ours, not of any grammar: nothing of it is advised before the automaton has allowed it.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from tei import names
from tei.relaxng.edges import divided, joined

_DOCBOOK: Final = "http://docbook.org/ns/docbook"
_NAMESPACES: Final = frozenset(("", names.TEI, names.HTML, _DOCBOOK))
_HTML: Final = {
    "a": "ref",
    "article": "div",
    "aside": "note",
    "b": "hi",
    "big": "hi",
    "blockquote": "quote",
    "br": "lb",
    "caption": "head",
    "cite": "title",
    "code": "ident hi",
    "dd": "item",
    "details": "div",
    "dfn": "term",
    "dl": "list",
    "dt": "label",
    "em": "emph hi",
    "figcaption": "figDesc head",
    "h1": "head",
    "h2": "head",
    "h3": "head",
    "h4": "head",
    "h5": "head",
    "h6": "head",
    "hr": "milestone",
    "i": "hi",
    "img": "graphic",
    "ins": "add",
    "kbd": "hi",
    "li": "item",
    "mark": "hi",
    "nav": "list",
    "ol": "list",
    "pre": "ab",
    "s": "del",
    "samp": "hi",
    "section": "div",
    "small": "hi",
    "span": "seg hi",
    "strike": "del",
    "strong": "emph hi",
    "sub": "hi",
    "sup": "hi",
    "td": "cell",
    "th": "cell",
    "tr": "row",
    "tt": "hi",
    "u": "hi",
    "ul": "list",
}
_DOCBOOK_NAMES: Final = {
    "bibliography": "listBibl",
    "chapter": "div",
    "citation": "ref",
    "colophon": "div",
    "emphasis": "emph hi",
    "entry": "cell",
    "firstterm": "term",
    "footnote": "note",
    "foreignphrase": "foreign",
    "imagedata": "graphic",
    "informaltable": "table",
    "itemizedlist": "list",
    "link": "ref",
    "listitem": "item",
    "mediaobject": "figure",
    "orderedlist": "list",
    "para": "p",
    "phrase": "seg",
    "sect1": "div",
    "sect2": "div",
    "sect3": "div",
    "simpara": "p",
    "subscript": "hi",
    "superscript": "hi",
    "title": "head",
    "ulink": "ref",
    "variablelist": "list",
    "xref": "ref",
}
_P4: Final = {
    "dateRange": "date",
    "hand": "handNote",
    "xptr": "ptr",
    "xref": "ref",
}
# The first vocabulary that has the name is told.
_VOCABULARIES: Final = {"TEI P4": _P4, "HTML": _HTML, "DocBook": _DOCBOOK_NAMES}
_RENDITIONS: Final = {
    "b": "bold",
    "big": "large",
    "code": "typewriter monospace",
    "i": "italic italics",
    "kbd": "typewriter monospace",
    "mark": "highlighted highlight",
    "small": "small smallcaps",
    "sub": "subscript sub",
    "subscript": "subscript sub",
    "sup": "superscript sup",
    "superscript": "superscript sup",
    "tt": "typewriter monospace",
    "u": "underlined underline",
}
# Into what TEI's users put an element that stands in none.
_HOLDERS: Final = {
    "author": "bibl",
    "date": "correspAction creation",
    "editor": "bibl",
    "geo": "location",
    "graphic": "figure",
    "name": "correspAction respStmt",
    "orgName": "correspAction respStmt",
    "persName": "correspAction respStmt",
    "placeName": "correspAction",
    "title": "bibl",
}
# By the attribute's local name, what TEI may have for it on one element or another.
_ATTRIBUTES: Final = {
    "cite": "source",
    "class": "rend type",
    "colspan": "cols",
    "date": "when",
    "href": "target ref url facs",
    "id": "xml:id",
    "lang": "xml:lang",
    "linkend": "target",
    "role": "type",
    "rowspan": "rows",
    "src": "url",
    "style": "rend",
    "uri": "ref target url",
    "url": "target ref",
    "value": "when",
    "xmlid": "xml:id",
    "xmllang": "xml:lang",
}


class Habit(NamedTuple):
    """An element of another *vocabulary*, and one that TEI has for it; *renditions* are likely values of ``rend``."""

    vocabulary: str
    element: str
    renditions: tuple[str, ...]


def habits(name: str) -> Iterator[Habit]:
    """Yield what TEI has for the element *name*, as expat gives it, the likeliest first."""
    namespace, local = divided(name)
    if namespace not in _NAMESPACES:
        return
    for vocabulary, table in _VOCABULARIES.items():
        for spelling in dict.fromkeys((local, local.lower())):
            for meant in table.get(spelling, "").split():
                renditions = tuple(_RENDITIONS.get(spelling, "").split()) if meant == "hi" else ()
                yield Habit(vocabulary, joined(names.TEI, meant), renditions)


def holders(name: str) -> Iterator[str]:
    """Yield the elements, as expat gives them, that TEI's users put the element *name* into."""
    namespace, local = divided(name)
    if namespace == names.TEI:
        for holder in _HOLDERS.get(local, "").split():
            yield joined(namespace, holder)


def attribute_habits(name: str) -> Iterator[str]:
    """Yield the attributes, as expat gives them, that TEI may have for the attribute *name*."""
    for meant in _ATTRIBUTES.get(divided(name)[1].lower(), "").split():
        prefix, _, local = meant.rpartition(":")
        yield joined(names.XML, local) if prefix else local
