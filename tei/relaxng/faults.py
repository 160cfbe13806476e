"""What is wrong with a schema, collected until the part that was read is done with."""

import re
from typing import TYPE_CHECKING, Final, NoReturn

from tei.diagnostics import Diagnostic
from tei.errors import SchemaError
from tei.relaxng.model import Place

if TYPE_CHECKING:
    from tei.document.positions import Positions

_TAG: Final = re.compile(rb"""<[^"'>]*+(?:"[^"]*"[^"'>]*+|'[^']*'[^"'>]*+)*+>|&[^;\s]*;""")
_LINE_END: Final = re.compile(r"\r\n?|\n")


class Faults:
    """Findings on schemas, each once."""

    def __init__(self) -> None:
        self._findings: dict[Diagnostic, None] = {}

    def __bool__(self) -> bool:
        return bool(self._findings)

    def add(self, rule: str, message: str, place: Place, help_text: str = "") -> None:
        """Note what is wrong at *place*; *rule* is without its ``rng.schema.``."""
        helps = (help_text,) if help_text else ()
        finding = Diagnostic(f"rng.schema.{rule}", message, place.path, place.span, help=helps)
        self._findings.setdefault(finding)

    def take(self, findings: "tuple[Diagnostic, ...]") -> None:
        """Note what another reader found."""
        self._findings.update(dict.fromkeys(findings))

    def fail(self) -> NoReturn:
        """Raise all that was noted, in the order of the files' text."""
        raise SchemaError(sorted(self._findings))


class TagPlaces:
    """Where the tags and attributes of a file in XML syntax stand."""

    def __init__(self, positions: "Positions", data: bytes) -> None:
        self._positions = positions
        self._path = positions.path
        self._data = data

    def tag(self, offset_bytes: int, line: int, column: int) -> Place:
        """Return the place of the tag that begins at *offset_bytes*, which is at *line* and *column*."""
        end = self._data.find(b">", offset_bytes) + 1
        tag = self._data[offset_bytes:end]
        # Where a quotation is still open, that was no end; and a reference may stand for the tag.
        if tag.count(b'"') % 2 or b"'" in tag or not tag.startswith(b"<"):
            match = _TAG.match(self._data, offset_bytes)
            tag = match[0] if match else b""
        if b"\n" not in tag and b"\r" not in tag:
            length = len(tag) if tag.isascii() else len(tag.decode("utf-8"))
            return Place(self._path, line, column, line, column + length)
        lines = _LINE_END.split(tag.decode("utf-8"))
        return Place(self._path, line, column, line + len(lines) - 1, len(lines[-1]) + 1)

    def attribute(self, tag: Place, name: str) -> Place:
        """Return the place of the attribute *name* in the tag, with its value; the tag's if it cannot be found."""
        positions = self._positions
        start = positions.offset(tag.line, tag.column)
        text = positions.text[start : positions.offset(tag.end_line, tag.end_column)]
        for written in re.finditer(r"""\s([^\s=<>"']+)\s*=\s*(?:"[^"]*"|'[^']*')""", text):
            if written[1] == name:
                first, last = start + written.start(1), start + written.end()
                return Place(tag.path, *positions.place(first), *positions.place(last))
        return tag

    def text(self, end_bytes: int, text: str) -> Place | None:
        """Return the place of *text*, which stands before *end_bytes*; None if it is written with references."""
        written = text.encode("utf-8")
        start_bytes = self._data.rfind(written, 0, end_bytes)
        if start_bytes < 0:
            return None
        start = self._positions.place(self._positions.from_bytes(start_bytes))
        end = self._positions.place(self._positions.from_bytes(start_bytes + len(written)))
        return Place(self._path, *start, *end)
