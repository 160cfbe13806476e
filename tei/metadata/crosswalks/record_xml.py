"""The record as XML, from which the stylesheets in ``xslt/metadata`` make the other forms.

All elements are in the namespace ``urn:tei:record``. The outermost, ``record``, has one child for each value of the
record, named as the field is and in the record's order: ``titles``, ``creators``, ``creators/identifiers``. A field of
many values is as many elements in a row. What is a word, a number or a truth value is an attribute: ``text``, ``edtf``,
``valid="false"``; several words in one field are one attribute with line ends between them (``relators``,
``coordinates``). What the record does not say is not there. Places of origin are left out: no form has them.

Besides the fields there is what the record's classes tell of themselves: the record's ``title``, ``publisher``,
``publication_date`` and ``language``, an agent's ``sort_name``, ``natural_name`` and ``relators``, the ``year`` of a
date, the code ``iso639_2b`` of a language.

A package adds its files and what happened to them: ``files`` and ``events``, each with its ``number``, see
:mod:`tei.metadata.crosswalks.packaged`.
"""

import sys
from dataclasses import fields
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei import document as documents
from tei import resources, saxon
from tei.document import Document, Limits
from tei.metadata.language_codes import ISO639_3
from tei.metadata.record import Record
from tei.metadata.values import Agent, Date, Language, Origin
from tei.names import NOT_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element as Element

    from tei.metadata.crosswalks.packaged import Event, PackagedFile

RECORD: Final = "urn:tei:record"

_TOLD: Final = {
    Record: ("title", "publisher", "publication_date", "language"),
    Agent: ("sort_name", "natural_name", "relators"),
    Date: ("year",),
}
_TWO: Final = 2
# Serbo-Croatian has a code in ISO 639-1 and 639-3 and none in 639-2.
_BIBLIOGRAPHIC: Final = {code: code for key, code in ISO639_3.items() if len(key) == _TWO and code != "hbs"} | {
    code: key for key, code in ISO639_3.items() if len(key) > _TWO
}
# What is written here was read within the caller's limits.
_ALREADY_READ: Final = Limits(sys.maxsize, sys.maxsize, sys.maxsize, sys.maxsize)


def transformed(
    record: Record,
    stylesheet: str,
    *,
    files: "Iterable[PackagedFile]" = (),
    events: "Iterable[Event]" = (),
    parameters: "Mapping[str, str] | None" = None,
) -> bytes:
    """Return what the *stylesheet* of this name in ``xslt/metadata`` makes of *record*, as a file holds it."""
    source = serialised(record, tuple(files), tuple(events))
    text = _program(stylesheet).transform(source, parameters=dict(parameters or {})).text
    return text.rstrip("\n").encode("utf-8") + b"\n"


@cache
def _program(stylesheet: str) -> saxon.Stylesheet:
    """Return the stylesheet of this name, put together from its files once a process."""
    return saxon.compile(resources.data_path("xslt", "metadata", stylesheet), trusted=True)


# A record is written in one form after the other: it is parsed once for all of them.
@lru_cache(maxsize=1)
def serialised(record: Record, files: "tuple[PackagedFile, ...]" = (), events: "tuple[Event, ...]" = ()) -> Document:
    """Return *record* as XML, with the *files* of a package and what happened to them."""
    root = _element("record", record)
    root.extend(_numbered("files", files))
    root.extend(_numbered("events", events))
    return documents.parse(etree.tostring(root, encoding="utf-8"), record.path, _ALREADY_READ)


def _numbered(name: str, values: "Iterable[PackagedFile] | Iterable[Event]") -> "Iterator[Element]":
    """Yield elements with a ``number``: to count among twenty thousand files for each of them would take minutes."""
    for number, value in enumerate(values, start=1):
        made = _element(name, value)
        made.set("number", str(number))
        yield made


def _element(name: str, value: object) -> "Element":
    """Return *value*, one of the record's dataclasses, as an element of this name."""
    made = etree.Element(f"{{{RECORD}}}{name}", nsmap={None: RECORD})  # type: ignore[dict-item] # no prefix
    names = (slot.name for slot in fields(value))  # type: ignore[arg-type] # see above
    for told in (*names, *_TOLD.get(type(value), ())):
        # A record's path is that of a file on this machine, a package's file has one in the package.
        if told != "path" or not isinstance(value, Record):
            _add(made, told, getattr(value, told))
    if isinstance(value, Language):
        _add(made, "iso639_2b", _BIBLIOGRAPHIC.get(value.iso639_3 or ""))
    return made


def _add(made: "Element", name: str, value: object) -> None:
    """Add a field to an element: as attribute, as child or as children."""
    if value is None or value in ("", ()) or isinstance(value, Origin):
        return
    if isinstance(value, tuple) and not isinstance(value[0], str | float):
        made.extend([_element(name, one) for one in value])
    elif isinstance(value, tuple | str | int):
        made.set(name, _words(value))
    else:
        made.append(_element(name, value))


def _words(value: "tuple[object, ...] | str | int") -> str:
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    if isinstance(value, bool):  # Before int, of which bool is a kind.
        return "true" if value else "false"
    return NOT_CHARACTERS.sub("\N{REPLACEMENT CHARACTER}", str(value))
