"""The files that a schema is made of, found without building it: whatever it may refer to, and more rather than less.

Schematron and XML Schema name other files in ``href`` and ``schemaLocation``; all such values are followed, wherever
they stand. It is also looked for what makes a result depend on the day.
"""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname
from xml.parsers import expat

from tei import cache, limits
from tei.document import loading
from tei.errors import EnvironmentFault, TeiError
from tei.relaxng.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MOST_FILES: Final = 500
_REFERRING: Final = frozenset({"href", "schemaLocation", "noNamespaceSchemaLocation"})
_BASE: Final = "xml:base"
# What gives another answer at another time, or calls what cannot be seen here.
_TIMED: Final = re.compile(
    r"(?<![\w.-])(?:current-(?:dateTime|time)|random-number-generator|function-lookup|transform|load-xquery-module|"
    r"(?:available-)?environment-variables?)\s*[(#]"
)
_EVALUATING: Final = "evaluate"
_DATED: Final = re.compile(r"(?<![\w.-])current-date\s*[(#]")
# A path of plain names to an attribute, or to an element that has it: what has no such attribute is no occasion.
_OCCASION: Final = re.compile(
    r"\s*/{0,2}(?:[\w*][\w.*-]*(?::[\w*][\w.*-]*)?/{1,2})*"
    r"(?:@(?P<own>[\w.-]+)|[\w*][\w.*-]*(?::[\w*][\w.*-]*)?\[@(?P<had>[\w.-]+)\])"
    r"(?:\[[^][|]*\])*\s*"
)
ALWAYS: Final = ""
"""Stands for any document, among the occasions on which the day matters."""


class UnknownError(Exception):
    """It cannot be said what a schema is made of, or its results are not the same at every time."""


class Reached(NamedTuple):
    """What a schema is made of, as a digest, and when the day matters to it.

    ``dated`` has the names of attributes of which a document must have one for the day to matter; ``ALWAYS`` is any.
    """

    digest: bytes
    dated: frozenset[str] = frozenset()


def schema(path: Path) -> Reached:
    """Return what the schema in the file *path* reaches. Raises :class:`UnknownError`."""
    return _reached(path, with_rules=True)


def made_of(path: Path) -> Reached:
    """Return the same, whatever its rules ask for. Raises as above."""
    return _reached(path, with_rules=False)


def document(path: Path) -> Reached:
    """Return what the document in the file *path* reaches by XInclude. Raises as above."""
    data = _content(str(path)) or b""
    # A large file of names is not looked through for what it has not; of UTF-16 it is not seen whether it has it.
    if b"XInclude" in data or b"\0" in data[:4] or data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _reached(path, with_rules=False)
    return Reached(digest(known_as(os.path.realpath(path)).encode("utf-8", "surrogateescape"), b"\n", data))


def known_as(said: str) -> str:
    """Return *said* with the paths of files in the cache without their folders.

    What is compiled there has another place as soon as the compiler is installed anew, be its content the same.
    """
    try:
        root = str(cache.folder())
    except EnvironmentFault:
        return said
    return re.sub(rf"{re.escape(root)}[/\\][^'\"]*[/\\]", "cached:", said)


def _reached(path: Path, *, with_rules: bool) -> Reached:
    found: dict[str, bytes] = {}
    dated: set[str] = set()
    elsewhere = False
    waiting = [os.path.abspath(path)]  # noqa: PTH100 - links are looked at below
    while waiting:
        place = waiting.pop()
        if place in found:
            continue
        if len(found) >= _MOST_FILES:
            message = f"{path} reaches too many files"
            raise UnknownError(message)
        true = os.path.realpath(place)
        data = _content(true)
        found[place] = f"{known_as(true)}\n".encode("utf-8", "surrogateescape") + (
            b"" if data is None else digest(data)
        )
        if data is not None:
            part = _Part(data, place, with_rules=with_rules)
            dated |= part.dated
            elsewhere |= part.elsewhere
            waiting += part.files(place, true)
    rows = (known_as(name).encode("utf-8", "surrogateescape") + b"\n" + found[name] for name in sorted(found))
    # A rule may be carried out on something else than the document.
    return Reached(digest(*rows), frozenset({ALWAYS} if elsewhere and dated else dated))


def _content(path: str) -> bytes | None:
    """Return the bytes of a part of a schema, one in compact syntax as XML; None if there is nothing to be read."""
    if not os.path.isfile(path):  # noqa: PTH113 - a string
        return None
    try:
        if path.lower().endswith(".rnc"):
            from tei import relaxng  # noqa: PLC0415 - few schemas are in compact syntax

            return relaxng.to_xml(path).encode()
        return loading.load(path, limits.DEFAULT)
    except TeiError as fault:
        raise UnknownError(str(fault)) from fault


class _Part:
    """One file of a schema, looked through."""

    def __init__(self, data: bytes, path: str, *, with_rules: bool) -> None:
        self.dated: set[str] = set()
        self.elsewhere = False
        self._with_rules = with_rules
        self._references: list[str] = []
        self._based = False
        self._contexts: list[str | None] = []
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._look
        parser.buffer_text = True
        try:
            parser.Parse(data, True)  # noqa: FBT003 - expat knows no keywords
        except (expat.ExpatError, LookupError, ValueError) as fault:
            message = f"{path} cannot be looked through: {fault}"
            raise UnknownError(message) from fault

    def _start(self, name: str, attributes: "Mapping[str, str]") -> None:
        around = self._contexts[-1] if self._contexts else None
        context = attributes.get("context") if name.rpartition(":")[2] == "rule" else around
        self._contexts.append(context)
        for key, value in attributes.items():
            self._based |= key == _BASE
            if key.rpartition(":")[2] in _REFERRING:
                self._references += value.split()
            self._look(value, context if key != "context" else None)
        self.elsewhere |= "documents" in attributes
        if self._with_rules and name.rpartition(":")[2] == _EVALUATING:
            self._refuse()

    def _end(self, _name: str) -> None:
        self._contexts.pop()

    def _look(self, text: str, context: str | None = None) -> None:
        """Note what *text* has that depends on the time; *context* is that of the rule that it stands in."""
        if not self._with_rules:
            return
        if _TIMED.search(text):
            self._refuse()
        if _DATED.search(text):
            occasion = _OCCASION.fullmatch(context or "")
            self.dated.add((occasion["own"] or occasion["had"]) if occasion else ALWAYS)

    @staticmethod
    def _refuse() -> None:
        message = "a rule may ask for the time, or for what else is not in the document"
        raise UnknownError(message)

    def files(self, place: str, true: str) -> "Iterator[str]":
        """Yield the paths that the references may mean, seen from the part's own *place* and from its *true* one."""
        if self._references and self._based:
            message = f"{place} has an xml:base"
            raise UnknownError(message)
        for reference in self._references:
            try:
                parts = urlsplit(reference)
            except ValueError:  # No address, and so no file.
                continue
            if "\0" in unquote(reference):
                continue
            if parts.scheme == "file":
                yield url2pathname(parts.path)
            elif parts.path and not (parts.scheme and len(parts.scheme) > 1) and not parts.netloc:
                for folder in {os.path.dirname(place), os.path.dirname(true)}:  # noqa: PTH120 - strings
                    for name in {parts.path, unquote(parts.path), reference}:
                        yield from _meant(os.path.join(folder, name))  # noqa: PTH118 - as above


def _meant(path: str) -> "Iterator[str]":
    """Yield what *path* means, if ``..`` takes the name before it away, and if it is the folder above a link's goal."""
    yield os.path.normpath(path)
    folder, name = os.path.split(path)
    yield os.path.normpath(os.path.join(os.path.realpath(folder), name))  # noqa: PTH118 - a string
