"""What a document says of its schemas before its content begins: instructions, the DOCTYPE, its outermost start tag.

Sources: W3C, Associating Schemas with XML documents 1.0 (``xml-model``); XML Schema, part 1, section 2.6.3; XML 1.0,
section 2.8. Only the beginning is read, and nothing in it is expanded.
"""

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import names
from tei.document import entities, loading
from tei.document.decoding import decode
from tei.document.positions import Positions
from tei.document.tags import start_tag
from tei.errors import DocumentError, EnvironmentFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tei.diagnostics import Span
    from tei.limits import Limits

MODEL: Final = "xml-model"
DOCTYPE: Final = "DOCTYPE"
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
FIRST_BYTES: Final = 4 * 1024
_TOKEN: Final = re.compile(r"\s+|<!--.*?-->|<\?(?P<target>[^\s?]+)(?P<data>.*?)\?>", re.DOTALL)
_PSEUDO: Final = re.compile(r"""([\w.-]+)\s*=\s*("[^"]*"|'[^']*')""")
_LOCATION: Final = "chemaLocation"
_EXTERNAL: Final = re.compile(
    r"""<!DOCTYPE\s+[^\s\[>]+\s+(?:SYSTEM|PUBLIC\s+(?P<public>"[^"]*"|'[^']*'))\s*(?P<system>"[^"]*"|'[^']*')"""
)
_REFERENCE: Final = re.compile(r"&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(amp|lt|gt|apos|quot));")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "apos": "'", "quot": '"'}


class Asked(NamedTuple):
    """One schema that a document asks for: *by* what, where it lies, and what is said of it.

    *namespace* is that of an ``xsi:schemaLocation``, or the ``schematypens`` of an ``xml-model``.
    """

    by: str
    href: str
    span: "Span"
    namespace: str = ""
    media_type: str = ""
    phase: str = ""
    title: str = ""
    charset: str = ""
    public: str = ""


class Prolog(NamedTuple):
    """The schemas that a document asks for, in their order, and the version of TEI that it says it follows."""

    asked: tuple[Asked, ...] = ()
    version: str = ""

    def by(self, *sources: str) -> tuple[Asked, ...]:
        """Return what is asked for by one of *sources*."""
        return tuple(one for one in self.asked if one.by in sources)


LOCATIONS: Final = ("xsi:schemaLocation", "xsi:noNamespaceSchemaLocation")


def of_file(path: "Path", limits: "Limits") -> Prolog:
    """Return what the document in the file *path* says; nothing if it cannot be read, which is told elsewhere."""
    try:
        if loading.is_in_archive(path):
            return _of_member(str(path), limits)
        if not path.is_file():
            return Prolog()  # What comes out of a pipe can be read once only: by who checks it.
        with path.open("rb") as stream:
            beginning = stream.read(FIRST_BYTES)
        # Mostly that is enough, and the rest is left to whoever checks the document, perhaps in another process.
        found = _of_text(_decoded(beginning, str(path)), str(path))
        return found or of_bytes(loading.load(path, limits), str(path))
    except (OSError, ValueError, DocumentError, UsageError, EnvironmentFault):
        return Prolog()


def _of_member(path: str, limits: "Limits") -> Prolog:
    """Return what the document in an archive says."""
    from tei.document import archives  # noqa: PLC0415 - few documents come in an archive

    if path.lower().endswith(".xml"):
        found = _of_text(_decoded(archives.load(path, limits, FIRST_BYTES), path), path)
        if found:
            return found
    return of_bytes(loading.load(path, limits), path)


def of_beginning(data: bytes, path: str) -> Prolog:
    """Return what a document says whose first bytes are *data*; nothing if these are too few to tell."""
    return _of_text(_decoded(data, path), path) or Prolog()


def of_bytes(data: bytes, path: str) -> Prolog:
    """Return what the document in *data* says; nothing if it is not well-formed so far, which is told elsewhere."""
    try:
        return _of_text(decode(data, path), path) or Prolog()
    except DocumentError:
        return Prolog()


def _decoded(beginning: bytes, path: str) -> str:
    """Return the text of a file's *beginning*, or "" where it is cut so that it cannot be decoded."""
    wide = b"\0" in beginning[:4] or beginning[:2] in {b"\xff\xfe", b"\xfe\xff"}
    try:
        return decode(beginning if wide else beginning[: beginning.rfind(b">") + 1], path)
    except DocumentError:
        return ""


def _of_text(text: str, path: str) -> Prolog | None:
    """Return what is said before and in the outermost start tag of *text*, None if that tag is not in it."""
    positions = Positions(path, text)
    found: list[Asked] = []
    doctype = entities.survey(text)
    offset = 0
    while True:
        if doctype is not None and offset == doctype.start:
            found += _by_doctype(positions, offset)
            if not doctype.complete:
                return None
            offset = doctype.end
        token = _TOKEN.match(text, offset)
        if token is None:
            break
        found += _by_model(positions, token) if token["target"] == MODEL else ()
        offset = token.end()
    tag = start_tag(text, offset)
    if not tag.name or text[tag.end - 1] != ">":
        return None
    attributes = {one.name: (_literal(text[one.start : one.end].partition("=")[2]), one) for one in tag.attributes}
    for name, (value, written) in attributes.items():
        # To say where something stands, all lines are counted.
        if name.endswith(_LOCATION):
            found += _by_location(name, value, attributes, positions.span(written.start, written.end))
    version = attributes["version"][0].strip() if "version" in attributes else ""
    return Prolog(tuple(found), version)


def _literal(written: str) -> str:
    """Return the value of a literal in its quotation marks, with XML's own references resolved."""
    return _REFERENCE.sub(_character, written.strip()[1:-1])


def _character(reference: "re.Match[str]") -> str:
    if reference[3]:
        return _NAMED[reference[3]]
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return chr(number) if number < 0x110000 else reference[0]  # noqa: PLR2004 - the end of Unicode


def _by_model(positions: Positions, token: "re.Match[str]") -> "Iterator[Asked]":
    said = {name: _literal(value) for name, value in _PSEUDO.findall(token["data"])}
    yield Asked(
        MODEL,
        said.get("href", "").strip(),
        positions.span(token.start(), token.end()),
        said.get("schematypens", "").strip(),
        said.get("type", "").strip(),
        said.get("phase", "").strip(),
        said.get("title", "").strip(),
        said.get("charset", "").strip(),
    )


def _by_doctype(positions: Positions, offset: int) -> "Iterator[Asked]":
    external = _EXTERNAL.match(positions.text, offset)
    if external is not None:
        span = positions.span(external.start(), external.end())
        public = _literal(external["public"]) if external["public"] else ""
        yield Asked(DOCTYPE, external["system"][1:-1].strip(), span, public=" ".join(public.split()))


def _by_location(
    name: str, value: str, attributes: "Mapping[str, tuple[str, object]]", span: "Span"
) -> "Iterator[Asked]":
    """Yield the schemas of an attribute, if it is one of XML Schema's."""
    prefix, colon, local = name.partition(":")
    if not colon or attributes.get(f"xmlns:{prefix}", ("", None))[0] != _XSI:
        return
    words = value.split()
    if local == "noNamespaceSchemaLocation":
        for word in words:
            yield Asked(f"xsi:{local}", word, span)
    elif local == "schemaLocation":
        for namespace, href in zip(words[::2], words[1::2], strict=False):
            # Schemas of what is embedded are included by that of TEI; one for xml:id is no schema of a document.
            if namespace != names.XML:
                yield Asked(f"xsi:{local}", href, span, namespace)
