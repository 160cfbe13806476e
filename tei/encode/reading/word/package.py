"""The parts of a .docx: a ZIP archive that may be hostile.

Read here, with zipfile and lxml, and not through python-docx: that has neither notes nor numbers nor tracked changes,
refuses the Strict form, and unpacks all that is in the archive before it looks. No relationship that leads out of the
archive is followed.

Source: ISO/IEC 29500-2 (packages and relationships).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lxml import etree

from tei.diagnostics import Diagnostic, Span
from tei.document import archives
from tei.document.loading import refuse as refuse_size
from tei.encode.reading.encodings import refuse
from tei.errors import DocumentError

if TYPE_CHECKING:
    from typing import NoReturn

    from lxml.etree import _Element as Element

    from tei.limits import Limits

_MEMBERS: Final = 10_000
_LARGE_BYTES: Final = 10 * 1024 * 1024
_RATIO: Final = 200
_ENCRYPTED: Final = 0x1
_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EXTERNAL: Final = "External"
_COMPRESSIONS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DOCTYPE: Final = b"<!DOCTYPE"


class Relationship(NamedTuple):
    """Where a part's reference leads: ``kind`` is the last word of its type; ``target`` a part's name or an address."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of the .docx in *data*. Raises :class:`~tei.errors.DocumentError` if it is none, or too large."""

    def __init__(self, data: bytes, path: str, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        if data.startswith(_OLD):
            refuse(path, "this is an old Word document, or one with a password", "save it as .docx, without a password")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._members = self._listed(self._archive.infolist())
        except archives.damages(OSError) as fault:
            refuse(path, f"this is no .docx, or a damaged one: {fault}")
        roots = self.relationships("").values()
        found = (each.target for each in roots if each.kind == "officeDocument" and not each.external)
        self.main: Final = next(found, "word/document.xml")
        if not self.has(self.main):
            refuse(path, "this is no .docx: the archive has no Word document")

    def _listed(self, infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        """Return the archive's files by name, if they are not too many and do not become too large."""
        if len(infos) > _MEMBERS:
            self._too_large(f"the archive has {len(infos):,} files; at most {_MEMBERS:,} are looked at")
        members: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = info.filename.replace("\\", "/").lstrip("/")
            if name.lower() in members:
                refuse(self._path, f"the archive has two files {name}")
            members[name.lower()] = info
        return members

    def has(self, name: str) -> bool:
        """Return whether there is a part *name*; case does not count."""
        return name.lower() in self._members

    def part(self, name: str) -> Element | None:
        """Return the root of the part *name*, None if there is none. Raises DocumentError for what is not safe."""
        info = self._members.get(name.lower())
        return None if info is None else self._parsed(self._bytes(info, name), name)

    def _bytes(self, info: zipfile.ZipInfo, name: str) -> bytes:
        if info.flag_bits & _ENCRYPTED:
            refuse(self._path, f"its part {name} is encrypted")
        if info.compress_type not in _COMPRESSIONS:
            refuse(self._path, f"its part {name} is packed in a way that .docx does not have")
        if info.file_size > self._limits.size_bytes:
            refuse_size(f"{self._path}/{name}", info.file_size, self._limits)
        if info.file_size > _LARGE_BYTES and info.file_size > _RATIO * max(info.compress_size, 1):
            times = info.file_size // max(info.compress_size, 1)
            self._too_large(f"unpacked, its part {name} would be {times:,} times as large; at most {_RATIO} times are")
        try:
            with self._archive.open(info) as stream:
                # What the archive's directory says of the size need not be true.
                data = stream.read(info.file_size + 1)
        except archives.damages(OSError) as fault:
            refuse(self._path, f"its part {name} cannot be unpacked: {fault}")
        return data

    def _parsed(self, data: bytes, name: str) -> Element:
        where = f"{self._path}/{name}"
        # Before it is parsed: with collect_ids=False, libxml2 reads what a DOCTYPE names, whatever load_dtd says.
        if _DOCTYPE in data.replace(b"\0", b""):
            self._refuse_doctype(where)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as fault:
            line, column = fault.position
            span = Span(max(line, 1), max(column, 1), max(line, 1), max(column, 1) + 1)
            rule = "xml.too-deep" if "depth" in fault.msg.lower() else "xml.not-well-formed"
            raise DocumentError([Diagnostic(rule, f"the part is not well-formed: {fault.msg}", where, span)]) from None
        info: Any = root.getroottree().docinfo  # The stubs lack most of its members.
        if info.doctype:
            self._refuse_doctype(where)
        return root

    def _refuse_doctype(self, where: str) -> NoReturn:
        message = "the part has a DOCTYPE, which no .docx needs and which is not read"
        raise DocumentError([Diagnostic("xml.entity-external", message, where)])

    def _too_large(self, message: str) -> NoReturn:
        raise DocumentError([Diagnostic("xml.too-large", message, self._path)])

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of *part* by id; of the whole package for ""."""
        folder, name = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Relationship] = {}
        for element in () if root is None else root.iter("{*}Relationship"):
            target = element.get("Target") or ""
            external = element.get("TargetMode") == _EXTERNAL
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = (element.get("Type") or "").rpartition("/")[2]
            found[element.get("Id") or ""] = Relationship(kind, target, external)
        return found
