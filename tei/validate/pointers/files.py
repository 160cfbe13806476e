"""Pointers into other files, as ``authority.xml#stalin``: whether the file is there, and whether anybody looks into it.

Of the files nothing is looked at but whether they exist.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from tei import names
from tei.diagnostics import Diagnostic
from tei.document import Document, observed
from tei.document.references import neighbour
from tei.validate.pointers.written import Pointer, inclusions, is_file, own_place, pointers
from tei.validate.policy.suppressions import divided, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_MOST_ADVISED: Final = 20
_ENDING: Final = ".xml"
_MISSING: Final = "ptr.file-missing"


def missing_files(
    document: Document, written: "Iterable[Pointer] | None" = None, *, merged: bool = False
) -> list[Diagnostic]:
    """Return a finding for each file that *document* points into or includes and that is not there.

    *written* are its pointers, where somebody has them already. Of one that is *merged* with what it includes, the
    inclusions have been looked at.
    """
    asking = list(_into_files(document, pointers(document) if written is None else written))
    alike: dict[tuple[str, str], list[Pointer]] = {}
    for pointer in asking:
        alike.setdefault((pointer.file, pointer.place), []).append(pointer)
    absent = [named for named in alike if observed.is_absent(named[1])]
    # To compare names takes its time: a document with thousands of wrong ones is told that they are wrong.
    advice = {named: neighbour(*named) for named in absent[:_MOST_ADVISED]}
    suppressions = said(document).suppressions if absent else ()
    groups = [(named, each) for named in absent for each in divided(alike[named], document, _MISSING, suppressions)]
    found = [_missing(document, each[0], len(each) - 1, advice.get(named, "")) for named, each in groups]
    if merged:
        return found
    return found + [_not_included(document, *one) for one in inclusions(document) if _is_needed(one[0], one[2])]


def unchecked_files(document: Document, authorities: tuple[Path, ...]) -> tuple[str, ...]:
    """Return the paths of the files, other than *authorities*, that are there and that *document* points into."""
    if not is_file(document):
        return ()
    checked = set(map(os.path.realpath, authorities))
    named = dict.fromkeys((pointer.file, pointer.place) for pointer in _into_files(document, pointers(document)))
    here = os.path.dirname(document.path)  # noqa: PTH120 - Path would not take ".." away, as _seen does
    return tuple(
        dict.fromkeys(_seen(here, *one) for one in named if one[1] not in checked and observed.is_file(one[1]))
    )


def _seen(here: str, file: str, place: str) -> str:
    """Return the path of a file as the paths of findings are: seen from where the call is made."""
    path = os.path.normpath(os.path.join(here, unquote(file)))  # noqa: PTH118 - as above
    return path if observed.true_path(path) == place else place


def _into_files(document: Document, written: "Iterable[Pointer]") -> "Iterator[Pointer]":
    """Yield the pointers into other files."""
    own = own_place(document)
    return (one for one in written if one.place not in {"", own} and one.place.lower().endswith(_ENDING))


def _is_needed(element: "_Element", place: str) -> bool:
    """Return whether an inclusion has a file of this machine that is not there, and nothing to put in its place."""
    return element.find(f"{{{names.XI}}}fallback") is None and observed.is_absent(place)


def _missing(document: Document, pointer: Pointer, others: int, near: str) -> Diagnostic:
    more = {0: "", 1: "; so does another attribute"}.get(others, f"; so do {others:,} other attributes")
    message = f"@{pointer.attribute} points into {pointer.file or pointer.place}, which does not exist{more}"
    return Diagnostic(
        _MISSING,
        message,
        document.path,
        document.word_span(pointer.element, pointer.attribute, pointer.number),
        xpath=f"{document.xpath(pointer.element)}/@{pointer.attribute}",
        help=(f"did you mean {near}?",) if near else (),
    )


def _not_included(document: Document, element: "_Element", file: str, place: str) -> Diagnostic:
    near = neighbour(file, place)
    return Diagnostic(
        _MISSING,
        f"{file} is to be included, and does not exist",
        document.path,
        document.attribute_span(element, "href"),
        xpath=f"{document.xpath(element)}/@href",
        help=(f"did you mean {near}?" if near else "correct the name, or add an <xi:fallback>",),
    )
