"""The texts in which names are looked for: transcriptions, and what the ``text`` of a TEI document says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import document
from tei.corpus import missing
from tei.encode import transcription
from tei.errors import UsageError
from tei.limits import DEFAULT
from tei.names import TEI, local_name, tei_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from tei.document import Document
    from tei.limits import Limits

STAND_IN: Final = "\ufffc"
"""What stands for a name that is encoded already: it is no letter, and parts what is before it from what follows."""
_ENCODED: Final = frozenset({"persName", "orgName", "placeName", "geogName", "name", "rs", "date", "time", "idno"})
_INLINE: Final = frozenset(
    """
    abbr add choice corr damage del expan ex emph foreign gloss hi orig q quote ref reg seg sic soCalled subst supplied
    surplus term unclear roleName surname forename gap num label
    """.split()  # noqa: SIM905 - a list of elements reads better so
)
_SUFFIXES: Final = frozenset({".txt", ".xml"})


class Source(NamedTuple):
    """A text, and the name of its file; ``lines`` are the lines of the file that its own lines come from."""

    path: str
    text: str


def read(paths: Iterable[Path], limits: Limits = DEFAULT) -> Iterator[Source]:
    """The texts of the files *paths*, one after the other: ``.xml`` is TEI, all else a transcription.

    A folder means the ``.txt`` and ``.xml`` files below it that are not hidden, without a transcription beside the
    document that encodes it. Raises `UsageError` for what is not there, `DocumentError` for what cannot be understood.
    """
    for path in _files(paths):
        if path.suffix.lower() == ".xml":
            yield of(document.read(path, limits))
        else:
            yield Source(str(path), transcription.read(path, limits).source)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.exists():
            raise UsageError(missing(path))
        if not path.is_dir():
            yield path
            continue
        below = (one for one in path.rglob("*") if one.suffix.lower() in _SUFFIXES and one.is_file())
        found = sorted(one for one in below if not _is_hidden(one.relative_to(path)))
        encoded = {one.with_suffix("") for one in found if one.suffix.lower() == ".xml"}
        kept = [one for one in found if one.suffix.lower() == ".xml" or one.with_suffix("") not in encoded]
        if not kept:
            message = f"no .txt or .xml file in the folder {path}"
            raise UsageError(message)
        yield from kept


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def of(source: Document) -> Source:
    """The words of the ``text`` of *source*, with a blank line between blocks; encoded names are stood in for."""
    parts: list[str] = []
    for text in source.root.iter(tei_name("text")):
        if next(text.iterancestors(tei_name("text")), None) is None:
            _gather(text, parts)
    return Source(source.path, "".join(parts))


def _gather(element: Element, parts: list[str]) -> None:
    """Add what *element* says to *parts*; without recursion, for documents may be a thousand levels deep."""
    stack: list[tuple[Element, Iterator[Element]]] = [(element, iter(element))]
    parts.append(_collapsed(element.text))
    while stack:
        parent, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                parts.append(_end(parent))
                parts.append(_collapsed(parent.tail))
        elif not isinstance(child.tag, str) or _is_encoded(child):
            parts.append(STAND_IN if isinstance(child.tag, str) else "")
            parts.append(_collapsed(child.tail))
        else:
            parts.append(_end(child))
            parts.append(_collapsed(child.text))
            stack.append((child, iter(child)))


def _is_encoded(element: Element) -> bool:
    return element.tag.startswith(f"{{{TEI}}}") and local_name(element.tag) in _ENCODED


def _end(element: Element) -> str:
    name = local_name(element.tag)
    return "" if name in _INLINE else "\n" if name == "lb" else "\n\n"


def _collapsed(text: str | None) -> str:
    """*text* with its white space as spaces: line ends of the file are none of the text."""
    if not text:
        return ""
    words = " ".join(text.split())
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if words and text[-1].isspace() else ''}"
