"""A document with its own entities and default values written out, so that it can stand inside another."""

import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from tei import names
from tei.document import entities
from tei.document.splicing import Splice
from tei.document.tags import start_tag

if TYPE_CHECKING:
    from tei.document.entities import Doctype
    from tei.document.tree import Document

_TOKEN: Final = re.compile(
    r"""<!--.*?--> | <!\[CDATA\[.*?\]\]> | <\?.*?\?>
      | (?P<tag><[^!?](?:[^>"']|"[^"]*"|'[^']*')*+>)
      | &(?P<name>[^\s#;&<>"'%]+);""",
    re.VERBOSE | re.DOTALL,
)
_REFERENCE: Final = re.compile(r"&([^\s#;&<>\"'%]+);")
_PREDEFINED: Final = frozenset({"amp", "lt", "gt", "apos", "quot"})


def expanded(document: "Document") -> Splice | None:
    """Return the text of *document* with what its DOCTYPE declares written out, None if that declares nothing.

    Its entities have been counted: they expand to no more than the limit, and none names a file.
    """
    doctype = entities.survey(document.source)
    if doctype is None or not (doctype.entities or doctype.defaults):
        return None
    return _Expansion(document, doctype).run()


class _Expansion:
    """One document on its way."""

    def __init__(self, document: "Document", doctype: "Doctype") -> None:
        self._document = document
        self._text = document.source
        self._doctype = doctype
        self._defaults = _defaults(document) if doctype.defaults else {}
        self._splice = Splice()

    def run(self) -> Splice:
        cursor = 0
        for token in _TOKEN.finditer(self._text, self._doctype.end):
            if token["tag"]:
                self._splice.copy(0, self._text, cursor, token.start())
                self._tag(token.start(), token.end())
            elif token["name"] and token["name"] not in _PREDEFINED:
                self._splice.copy(0, self._text, cursor, token.start())
                self._splice.stand_in(0, self._replaced(token[0]), *token.span())
            else:
                continue
            cursor = token.end()
        self._splice.copy(0, self._text, cursor, len(self._text))
        return self._splice

    def _tag(self, start: int, end: int) -> None:
        cursor = start
        if start in self._defaults:
            name_end = start + 1 + len(start_tag(self._text, start).name)
            self._splice.copy(0, self._text, start, name_end)
            self._splice.stand_in(0, self._defaults[start], start, end)
            cursor = name_end
        for reference in _REFERENCE.finditer(self._text, cursor, end):
            if reference[1] in _PREDEFINED:
                continue
            self._splice.copy(0, self._text, cursor, reference.start())
            # Quotation marks out of an entity do not end the value (XML 1.0, section 4.4.5).
            value = self._replaced(reference[0]).replace('"', "&#34;").replace("'", "&#39;")
            self._splice.stand_in(0, value, *reference.span())
            cursor = reference.end()
        self._splice.copy(0, self._text, cursor, end)

    def _replaced(self, text: str) -> str:
        """Return *text* with its references to declared entities replaced, those in these too."""

        def replacement(reference: re.Match[str]) -> str:
            value = None if reference[1] in _PREDEFINED else self._doctype.entities.get(reference[1])
            return reference[0] if value is None else self._replaced(value)

        return _REFERENCE.sub(replacement, text)


def _defaults(document: "Document") -> dict[int, str]:
    """Return by the offsets of start tags the attributes that only the DOCTYPE gives these elements, as written."""
    found = {}
    for element in document.root.iter("*"):
        offset = document.offset(element)
        tag = start_tag(document.source, offset)
        given = [
            (name, str(value))
            for name, value in zip(map(str, element.attrib), element.attrib.values(), strict=True)
            if tag.name and not any(_is_written(written.name, name) for written in tag.attributes)
        ]
        # One of another namespace than that of XML has its prefix declared somewhere above.
        added = [f" {_prefixed(name, element.nsmap)}={quoteattr(value)}" for name, value in given]
        if added:
            found[offset] = "".join(added)
    return found


def _is_written(written: str, name: str) -> bool:
    return written.rpartition(":")[2] == names.local_name(name)


def _prefixed(name: str, declared: "dict[str | None, str]") -> str:
    namespace, local = names.split(name)
    if not namespace:
        return local
    known = {**{uri: prefix for prefix, uri in declared.items() if prefix}, names.XML: "xml"}
    return f"{known[namespace]}:{local}"
