"""Items from one build to the next: what a document says is read again only when it has changed."""

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import tei
from tei import cache, metadata, render, resources
from tei.metadata.values import Date
from tei.publish import model, packing
from tei.render import Graphic, Leaf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.publish.model import Item
    from tei.publish.outlining import Source

_KIND: Final = "site"
_OF_ITEMS: Final[dict[str, type]] = {
    **packing.OF_RECORDS,
    **{
        kind.__name__: kind
        for kind in (
            Date,
            Graphic,
            Leaf,
            model.Declaration,
            model.Hand,
            model.Item,
            model.Letter,
            model.Moment,
            model.Name,
            model.Occurrence,
            model.Party,
        )
    },
}


class Known(NamedTuple):
    """What the last build knew of a corpus: its items by path, and each as it was kept."""

    items: "dict[str, Item]"
    kept: dict[str, bytes]


def load(source: "Source") -> Known:
    """Return what the last build knew of the corpus; nothing where nothing of that holds now."""
    data = cache.load(_KIND, _key(source))
    if data is None:
        return Known({}, {})
    try:
        made_by, *blocks = packing.unbound(data)
        if made_by != _engine(source):
            return Known({}, {})
        unpacking = packing.Unpacking(_OF_ITEMS)
        items: list[Item] = [unpacking.unpacked(block) for block in blocks]
        paths = [item.path for item in items]
    except (AttributeError, ValueError):
        return Known({}, {})
    return Known(dict(zip(paths, items, strict=True)), dict(zip(paths, blocks, strict=True)))


def store(source: "Source", items: "Iterable[Item]", known: Known) -> None:
    """Keep *items*, of which some may be *known*; a cache that cannot be written to is no reason to fail."""
    kept = {item.path: _kept(item, known) for item in items}
    if kept != known.kept:
        cache.store(_KIND, _key(source), packing.bound([_engine(source), *kept.values()]))


def _kept(item: "Item", known: Known) -> bytes:
    return known.kept[item.path] if known.items.get(item.path) is item else packing.packed(item)


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
