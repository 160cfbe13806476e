"""Items from one build to the next: what a document says is read again only when it has changed."""

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

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


def load(source: "Source") -> "dict[str, Item]":
    """Return the items of the corpus as the last build knew them, by path; none where nothing of that holds now."""
    data = cache.load(_KIND, _key(source))
    if data is None:
        return {}
    try:
        items = packing.unpacked(data, _OF_ITEMS)
        return {item.path: item for item in items} if next(items) == _engine(source) else {}
    except (StopIteration, packing.PackingError, AttributeError, TypeError, ValueError):
        return {}


def store(source: "Source", items: "Iterable[Item]") -> None:
    """Keep *items*; a cache that cannot be written to is no reason to fail."""
    cache.store(_KIND, _key(source), packing.packed(_engine(source), *items))


def _key(source: "Source") -> str:
    """Return the key: there is one entry for each corpus, which the next build replaces."""
    return hashlib.sha256(os.fsencode(source.corpus.absolute())).hexdigest()


def _engine(source: "Source") -> str:
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
    return found.hexdigest()
