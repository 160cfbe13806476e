"""What a build knows of the documents of the last one."""

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from tei import cache
from tei.limits import DEFAULT
from tei.publish import remembered
from tei.publish.inside import Inside, Kept, Told, packed
from tei.publish.model import Item, Moment, Name, Occurrence, Party
from tei.publish.outlining import Source


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    monkeypatch.setenv("TEI_CACHE_DIR", str(tmp_path / "cache"))
    return Source(tmp_path, DEFAULT)


def item(number: int) -> Item:
    told = Told(
        [f"p{number}"],
        [("person:a", "person", "Ada", "a", [["x", "A", "before ", " after", "p"]])],
        [["1949", "1949-10", "then", "", "", ""]],
    )
    return Item(f"{number}.xml", f"d{number}", "Ж", "digest", Inside(packed(None, told)), senders=(Party("Bo"),))


def stored(source: Source, *numbers: int) -> None:
    with remembered.shelf(source) as shelf:
        shelf.store(source, [shelf.known.get(f"{number}.xml") or shelf.put(item(number)) for number in numbers])


@pytest.fixture
def entry(source: Source) -> Path:
    """The file in the cache, after a build of two documents."""
    stored(source, 1, 2)
    (key,) = cache.keys("site")
    return Path(cache.entry("site", key))


def known(source: Source) -> list[str]:
    with remembered.shelf(source) as shelf:
        return list(shelf.known)


def test_what_stands_inside_is_on_the_disk(source: Source) -> None:
    with remembered.shelf(source) as shelf:
        kept = shelf.put(item(1))
        assert isinstance(kept.inside, Kept)
        assert kept.names == (
            Name("person:a", "person", "Ada", "a", (Occurrence("x", "A", "before ", " after", "p"),)),
        )
        assert kept.moments == (Moment("1949", "1949-10", "then"),)
        assert kept.anchors == ("p1",)
        # Other processes are told where it is.
        assert len(pickle.dumps(kept)) < 1_000
        folder = shelf.folder
    assert not folder.exists()


@pytest.mark.usefixtures("entry")
def test_the_next_build_knows_what_this_one_did(source: Source) -> None:
    with remembered.shelf(source) as shelf:
        first, second = shelf.known.values()
        assert (first.path, first.title, first.senders) == ("1.xml", "Ж", (Party("Bo"),))
        assert second.anchors == ("p2",)
    with remembered.shelf(source, cache=False) as shelf:
        assert shelf.known == {}


def test_only_what_differs_is_written(source: Source, entry: Path) -> None:
    before = entry.stat().st_ino, entry.read_bytes()
    stored(source, 1, 2)
    assert entry.stat().st_ino == before[0]
    stored(source, 1, 2, 3)
    assert known(source) == ["1.xml", "2.xml", "3.xml"]
    stored(source, 1, 2)
    assert entry.read_bytes() == before[1]


def damages() -> Iterator[tuple[str, slice, bytes]]:
    yield "cut", slice(-1, None), b""
    yield "emptied", slice(0, None), b""
    yield "longer", slice(0, 0), b"\0\0\0\1"
    yield "one byte", slice(300, 301), b"\xff"


@pytest.mark.parametrize("place, instead", [damage[1:] for damage in damages()], ids=[name for name, *_ in damages()])
def test_nothing_is_known_of_what_is_damaged(source: Source, entry: Path, place: slice, instead: bytes) -> None:
    data = bytearray(entry.read_bytes())
    data[place] = instead
    entry.write_bytes(data)
    assert known(source) == []
    stored(source, 1)
    assert known(source) == ["1.xml"]


def test_nothing_is_known_where_items_are_made_otherwise(source: Source, entry: Path) -> None:
    assert entry.is_file()
    assert known(Source(source.corpus, DEFAULT, authority_digest="another")) == []
