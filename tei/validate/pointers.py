"""Pointers into other files, as ``authority.xml#stalin``: whether the file is there, and whether anybody looks into it.

Of the files nothing is looked at but whether they exist.
"""

import os
import re
from collections import Counter
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, unquote

from tei import names
from tei.diagnostics import Diagnostic
from tei.document import Document
from tei.document.references import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

# The attributes of TEI that point at elements; the Schematron rules on pointers have the same.
ATTRIBUTES: Final = frozenset(
    """active ana calendar change copyOf corresp decls exclude hand inst mutual new next passive period prev ref
    rendition resp sameAs scheme scribeRef select source spanTo synch target toWhom who wit""".split(),  # noqa: SIM905 - a literal would take thirty lines
)
_BASE: Final = f"{{{names.XML}}}base"
_ESCAPED: Final = re.compile(r"[\s%#?]")
_LIKENESS: Final = 0.7
_MOST_ADVISED: Final = 20


class _Pointer(NamedTuple):
    """A pointer into another XML file: where it is written, and the file as it is written."""

    element: "_Element"
    attribute: str
    file: str


def missing_files(document: Document) -> list[Diagnostic]:
    """Return a finding for each file that *document* points into and that is not there, at the first such pointer."""
    folder = _folder(document)
    if folder is None:
        return []
    pointers = list(_pointers(document))
    counts = Counter(pointer.file for pointer in pointers)
    firsts = {pointer.file: pointer for pointer in reversed(pointers)}
    absent = [file for file in counts if _is_absent(place(folder, file))]
    # To compare names takes its time: a document with thousands of wrong ones is told that they are wrong.
    advice = {file: _neighbour(folder, file) for file in absent[:_MOST_ADVISED]}
    return [_missing(document, firsts[file], counts[file] - 1, advice.get(file, "")) for file in absent]


def unchecked_files(document: Document, authority: Path | None) -> tuple[str, ...]:
    """Return the paths of the files, other than *authority*, that are there and that *document* points into."""
    folder = _folder(document)
    if folder is None:
        return ()
    checked = "" if authority is None else os.path.realpath(authority)
    written = dict.fromkeys(pointer.file for pointer in _pointers(document))
    others = [file for file in written if place(folder, file) != checked and _is_present(place(folder, file))]
    # As the paths of findings: seen from where the call is made.
    here = os.path.dirname(document.path)  # noqa: PTH120 - Path would not take ".." away, as the next line does
    return tuple(dict.fromkeys(os.path.normpath(os.path.join(here, unquote(file))) for file in others))  # noqa: PTH118 - as above


def _folder(document: Document) -> Path | None:
    """Return the folder of *document*, None if it is no file."""
    path = Path(document.path)
    return path.absolute().parent if path.is_file() else None


def _pointers(document: Document) -> "Iterator[_Pointer]":
    """Yield the pointers into other XML files, but for those whose address xml:base makes another."""
    for element in document.root.iter(f"{{{names.TEI}}}*"):
        for name, value in element.attrib.items():
            if "#" not in value or name not in ATTRIBUTES:
                continue
            files = (pointer.partition("#")[0] for pointer in str(value).split() if "#" in pointer)
            written = [file for file in files if file.lower().endswith(".xml")]
            if written and not _is_rebased(element):
                yield from (_Pointer(element, str(name), file) for file in written)


def _is_rebased(element: "_Element") -> bool:
    return _BASE in element.attrib or any(_BASE in ancestor.attrib for ancestor in element.iterancestors())


def _is_absent(path: str) -> bool:
    """Return whether there certainly is no file at *path*."""
    try:
        os.stat(path)  # noqa: PTH116 - a string, of which there may be thousands
    except (FileNotFoundError, NotADirectoryError):
        return path != ""
    except OSError:  # No permission to look, a name that is too long.
        return False
    return False


def _is_present(path: str) -> bool:
    return path != "" and os.path.isfile(path)  # noqa: PTH113 - as in _is_absent


def _missing(document: Document, pointer: _Pointer, others: int, near: str) -> Diagnostic:
    element, attribute, file = pointer
    more = {0: "", 1: "; so does another attribute"}.get(others, f"; so do {others:,} other attributes")
    message = f"@{attribute} points into {file}, which does not exist{more}"
    return Diagnostic(
        "ptr.file-missing",
        message,
        document.path,
        document.attribute_span(element, attribute),
        xpath=f"{document.xpath(element)}/@{attribute}",
        help=(f"did you mean {near}?",) if near else (),
    )


def _neighbour(folder: Path, file: str) -> str:
    """Return *file* with the name of the file there that may be meant, or ""."""
    path, slash, name = map(unquote, file.rpartition("/"))
    try:
        present = sorted(one for one in os.listdir(folder / path) if one.lower().endswith(".xml"))  # noqa: PTH208 - names
    except OSError:
        return ""
    near = [one for one in present if one.lower() == name.lower()]
    if not near:
        # Without the ending, which all of them share: it would make any two short names alike.
        stems = {Path(one).stem: one for one in present}
        near = [stems[stem] for stem in get_close_matches(Path(name).stem, stems, n=1, cutoff=_LIKENESS)]
    return _ESCAPED.sub(lambda character: quote(character[0]), f"{path}{slash}{near[0]}") if near else ""
