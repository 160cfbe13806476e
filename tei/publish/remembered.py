"""Items from one build to the next: what a document says is read again only when it has changed.

While a site is made they lie on a shelf: what lists say of them is in memory, what stands inside them on the disk.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO, Final

import tei
from tei import cache, metadata, render, resources
from tei.errors import EnvironmentFault
from tei.metadata.values import Date
from tei.publish import model, packing
from tei.publish.inside import Inside, Kept
from tei.render import Graphic, Leaf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.publish.model import Item
    from tei.publish.outlining import Source

_KIND: Final = "site"
_OF_ITEMS: Final[dict[str, type]] = {
    kind.__name__: kind
    for kind in (
        Date,
        Graphic,
        Inside,
        Leaf,
        model.Declaration,
        model.Hand,
        model.Item,
        model.Letter,
        model.Party,
        *packing.OF_RECORDS.values(),
    )
}
_CHUNK_BYTES: Final = 1 << 20
_DIGEST_BYTES: Final = hashlib.sha256().digest_size


@dataclass(slots=True)
class Shelf:
    """The items of a build, in a *folder* that is gone with it; ``known`` are those of the last build, by path."""

    folder: Path
    known: "dict[str, Item]" = field(default_factory=dict)
    _blocks: dict[str, Kept] = field(default_factory=dict)
    _file: BinaryIO | None = None

    def put(self, item: "Item") -> "Item":
        """Return *item*, its inside on the disk."""
        if self._file is None:
            self._file = (self.folder / "new").open("wb")
        place = Path(self._file.name)
        block = packing.bound([packing.packed(replace(item, inside=Inside())), item.inside.packed()])
        start = self._file.tell()
        self._file.write(block)
        # Other processes read it as soon as they are told of it.
        self._file.flush()
        size_bytes = len(item.inside.packed())
        self._blocks[item.path] = Kept(place, start, len(block))
        return replace(item, inside=Kept(place, start + len(block) - size_bytes, size_bytes))

    def store(self, source: "Source", items: "Iterable[Item]") -> None:
        """Keep *items*, which lie here, for the next build; a cache that cannot be written to is no reason to fail."""
        kept = {item.path: item for item in items}
        if self._file is not None or kept.keys() != self.known.keys():
            with suppress(EnvironmentFault):
                cache.write(cache.entry(_KIND, _key(source)), self._kept(source, kept))

    def _kept(self, source: "Source", paths: "Iterable[str]") -> "Iterator[bytes]":
        digest = hashlib.sha256()
        blocks = (self._blocks[path].packed() for path in paths)
        for data in chain([packing.bound([_engine(source)])], blocks):
            digest.update(data)
            yield data
        yield digest.digest()

    def close(self) -> None:
        """Close what is open."""
        if self._file is not None:
            self._file.close()


@contextmanager
def shelf(source: "Source", *, cache: bool = True) -> "Iterator[Shelf]":
    """Give a shelf with what the last build knew of the corpus; with nothing where nothing of that holds now."""
    with TemporaryDirectory(prefix="tei-publish-") as name:
        made = Shelf(Path(name))
        if cache:
            with suppress(OSError, EnvironmentFault, ValueError, AttributeError):
                _load(made, source)
        try:
            yield made
        finally:
            made.close()


def _load(made: Shelf, source: "Source") -> None:
    """Put what the last build knew on the shelf. Raises :class:`OSError` or :class:`ValueError` where there is none."""
    # Another build may replace what is in the cache, at any time.
    place = made.folder / "known"
    size_bytes = _copied(Path(cache.entry(_KIND, _key(source))), place)
    unpacking = packing.Unpacking(_OF_ITEMS)
    items: dict[str, Item] = {}
    blocks: dict[str, Kept] = {}
    with place.open("rb") as file:
        if packing.next_of(file) != _engine(source):
            return
        while (start := file.tell()) < size_bytes:
            item: Item = unpacking.unpacked(packing.next_of(file))
            inside = packing.next_of(file)
            at = file.tell()
            blocks[item.path] = Kept(place, start, at - start)
            items[item.path] = replace(item, inside=Kept(place, at - len(inside), len(inside)))
    made.known, made._blocks = items, blocks


def _copied(source: Path, target: Path) -> int:
    """Copy what lies in the cache, and return how long it is without its digest.

    Raises :class:`ValueError` if it is not what was stored.
    """
    digest, last = hashlib.sha256(), b""
    with source.open("rb") as read, target.open("wb") as written:
        while data := read.read(_CHUNK_BYTES):
            written.write(data)
            last += data
            digest.update(last[:-_DIGEST_BYTES])
            last = last[-_DIGEST_BYTES:]
        if digest.digest() != last:
            message = "it is not what was stored"
            raise ValueError(message)
        return written.tell() - _DIGEST_BYTES


def _key(source: "Source") -> str:
    """Return the key: there is one entry for each corpus, which the next build replaces."""
    return hashlib.sha256(os.fsencode(source.corpus.absolute())).hexdigest()


def _engine(source: "Source") -> bytes:
    """Return the digest of what items depend on besides their documents.

    The version alone does not tell one checkout from another: the programs themselves are looked at.
    """
    programs = (
        *resources.data_path("xslt", "edition").glob("*.xsl"),
        *Path(__file__).parent.glob("*.py"),
        *Path(metadata.__file__).parent.rglob("*.py"),
        *Path(render.__file__).parent.glob("*.py"),
    )
    found = hashlib.sha256(f"{tei.__version__}\n{source.authority_digest}\n{source.words}\n".encode())
    for path in sorted(programs):
        found.update(path.read_bytes())
    return found.digest()
