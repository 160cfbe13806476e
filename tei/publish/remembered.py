"""Items from one build to the next: what a document says is read again only when it has changed."""

import hashlib
from typing import TYPE_CHECKING, Final

import tei
from tei import cache, resources
from tei.metadata.values import Date
from tei.publish import model, packing

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
            model.Declaration,
            model.Facsimile,
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


def load(source: "Source") -> "dict[str, Item]":
    """Return the items of the corpus as the last build knew them, by path; none if the cache has none."""
    data = cache.load(_KIND, _key(source))
    if data is None:
        return {}
    try:
        items: tuple[Item, ...] = packing.unpacked(data, _OF_ITEMS)
        return {item.path: item for item in items}
    except (packing.PackingError, AttributeError, TypeError):
        return {}


def store(source: "Source", items: "Iterable[Item]") -> None:
    """Keep *items*; a cache that cannot be written to is no reason to fail."""
    cache.store(_KIND, _key(source), packing.packed(tuple(items)))


def _key(source: "Source") -> str:
    """Return the key: what items depend on besides their documents."""
    said = [tei.__version__, str(source.corpus.absolute()), source.authority_digest, _program()]
    return hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()


def _program() -> str:
    """Return the digest of what reads a document: the version alone does not tell one checkout from another."""
    folder = resources.data_path("xslt", "edition")
    found = hashlib.sha256()
    for path in sorted(folder.glob("*.xsl")):
        found.update(path.read_bytes())
    return found.hexdigest()
