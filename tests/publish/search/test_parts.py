"""An index of several parts: what is made anew after a change, what is kept, and what becomes of a build broken off."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tei import cache
from tei.errors import EnvironmentFault
from tei.publish import incremental, manifest
from tei.publish.search import collecting, dividing, indexing, kept, leaves, settling
from tei.publish.search.cards import Card

Make = Callable[[], Any]
pytestmark = pytest.mark.usefixtures("pagefind")

FOLDER = "search/pagefind/"
ENTRY = f"{FOLDER}pagefind-entry.json"
PARTS = {
    "en-x-1": 1, "de-x-1": 1, "en-x-2": 1, "pl-x-2": 1, "en-x-3": 2, "zh-x-3": 1, "fr-x-0": 1, "ru-x-0": 1,
}  # fmt: skip
"""Languages and parts, with the number of their letters."""


def index_of(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if name.startswith(FOLDER)}


def tags_of(files: dict[str, bytes]) -> dict[str, Any]:
    languages: dict[str, Any] = json.loads(files[ENTRY])["languages"]
    return languages


def found(content: bytes) -> Any:
    return json.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd"))


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """The names of files that are new, gone or other ones."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What follows the language in the tag of each part that Pagefind has made."""
    suffixes: list[str] = []
    make = indexing._made

    def making(pagefind: indexing.Pagefind, source: Path, target: Path, suffix: str, parts: int) -> indexing.Index:
        suffixes.append(suffix)
        return make(pagefind, source, target, suffix, parts)

    monkeypatch.setattr(indexing, "_made", making)
    return suffixes


def test_parts_lie_in_one_folder_under_names_of_their_own(in_parts: Any) -> None:
    files = index_of(in_parts.files())
    languages = tags_of(files)
    assert {tag: said["page_count"] for tag, said in languages.items()} == PARTS
    # The program of a language is there once.
    assert {said["wasm"] for said in languages.values()} == {"de", "en", "fr", "pl", "ru", None}
    for tag, said in languages.items():
        assert f"{FOLDER}pagefind.{said['hash']}.pf_meta" in files
        assert said["hash"].startswith(f"{tag}_")
    own = [name.rpartition("/")[2] for name in files if name.endswith((".pf_fragment", ".pf_index", ".pf_filter"))]
    assert {name.partition("_")[0] for name in own} == set(PARTS)
    assert len([name for name in own if name.endswith(".pf_fragment")]) == 9


def test_what_pagefind_knows_of_a_part_leads_to_its_files(in_parts: Any) -> None:
    folder = in_parts.site / FOLDER
    for said in tags_of(in_parts.files()).values():
        _, pages, pieces, filters, *_ = settling._read(folder / f"pagefind.{said['hash']}.pf_meta")
        assert len(pages) == said["page_count"]
        for kind, names in (
            ("fragment", [one[0] for one in pages]),
            ("index", [one[-1] for one in pieces]),
            ("filter", [one[-1] for one in filters]),
        ):
            assert names
            assert all((folder / kind / f"{name}.pf_{kind}").is_file() for name in names)


def test_words_of_many_parts_are_in_smaller_files_each(
    make_parts: Make, in_parts: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pieces(files: dict[str, bytes]) -> int:
        return len([name for name in files if name.endswith(".pf_index")])

    # There is too little here for more than one, but where they are very small.
    assert pieces(in_parts.files()) == len(PARTS)
    monkeypatch.setattr(indexing, "_LEAST", 10)
    monkeypatch.setattr(indexing, "_PIECE", 40)
    project = make_parts()
    project.publish()
    assert pieces(project.files()) > 2 * len(PARTS)
    # What there is but one of is as Pagefind makes it by itself.
    monkeypatch.setattr(dividing, "MOST_WORDS", 400_000)
    project.publish()
    assert pieces(project.files()) == 6


def test_after_a_change_one_part_is_made_and_the_others_stay(make_parts: Make, made: list[str], tmp_path: Path) -> None:
    project = make_parts()
    project.publish()
    assert sorted(made) == ["-x-0", "-x-1", "-x-2", "-x-3"]
    before = index_of(project.files())
    made.clear()
    project.letter("second", second="The lighthouse is closed.")
    project.publish()
    assert made == ["-x-1"]
    after = index_of(project.files())
    names = changed(before, after) - {ENTRY}
    # The German letter is in the same part, and what is known of it is the same.
    assert names
    assert {name.rpartition("/")[2].removeprefix("pagefind.").partition("_")[0] for name in names} == {"en-x-1"}
    assert any("lighthouse" in found(one)["content"] for name, one in after.items() if name.endswith(".pf_fragment"))
    project.publish(tmp_path / "anew")
    assert changed(index_of(project.files(tmp_path / "anew")), after) == set()


def test_nothing_is_made_where_nothing_has_changed(make_parts: Make, made: list[str]) -> None:
    project = make_parts()
    project.publish()
    before = project.files()
    made.clear()
    done = project.publish()
    assert (done.written, done.unchanged, made) == (0, len(before) - 1, [])
    assert project.files() == before


def test_file_that_is_missing_is_made_again_with_its_part_alone(make_parts: Make, made: list[str]) -> None:
    project = make_parts()
    project.publish()
    before = project.files()
    made.clear()
    next(project.site.rglob("fr-x-0*.pf_filter")).unlink()
    project.publish()
    assert made == ["-x-0"]
    assert project.files() == before
    made.clear()
    (project.site / ENTRY).unlink()
    project.publish()
    assert made == []
    assert project.files() == before


def test_part_without_letters_is_gone_and_what_others_need_stays(
    make_parts: Make, made: list[str], tmp_path: Path
) -> None:
    project = make_parts()
    project.publish()
    made.clear()
    for name in ("polish", "pier"):
        (project.folder / "letters" / f"{name}.xml").unlink()
    # More words elsewhere, so that there are as many parts.
    project.letter("english", second=f"{'It rained on the harbour. ' * 60}")
    assert project.publish().removed
    # Where letters are gone, those before and after them lead to each other: the French one is in part 0.
    assert made == ["-x-0", "-x-3"]
    files = index_of(project.files())
    assert set(tags_of(files)) == set(PARTS) - {"en-x-2", "pl-x-2"}
    assert not [name for name in files if "-x-2" in name]
    assert f"{FOLDER}wasm.pl.pagefind" not in files
    assert f"{FOLDER}wasm.en.pagefind" in files
    project.publish(tmp_path / "anew")
    assert changed(index_of(project.files(tmp_path / "anew")), files) == set()


def test_site_that_has_fewer_parts_now_is_as_one_made_anew(
    make_parts: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    project = make_parts()
    project.publish(cache=True)
    assert all(kept.load(project.site, number) for number in range(4))
    monkeypatch.setattr(dividing, "MOST_WORDS", 400_000)
    project.publish(cache=True)
    files = index_of(project.files())
    assert set(tags_of(files)) == {"de", "en", "fr", "pl", "ru", "zh"}
    project.publish(tmp_path / "anew")
    assert changed(index_of(project.files(tmp_path / "anew")), files) == set()
    # Of parts that there are no longer nothing lies about.
    assert [bool(kept.load(project.site, number)) for number in range(4)] == [True, False, False, False]
    assert len(kept.load(project.site, 0)) == 9


def test_site_of_the_form_before_is_gone_on_with(make_parts: Make, made: list[str]) -> None:
    project = make_parts()
    project.publish()
    wanted = project.files()
    place = project.site / manifest.NAME
    said = json.loads(place.read_text(encoding="utf-8"))
    stale = f"{FOLDER}fragment/en_0000000.pf_fragment"
    (project.site / stale).write_bytes(b"stale")
    said |= {"form": 1, "index": "0123", "pages": {**said["pages"], stale: ""}}
    place.write_text(json.dumps(said), encoding="utf-8")
    made.clear()
    done = project.publish()
    assert (done.rebuilt, done.removed, sorted(made)) == (0, 1, ["-x-0", "-x-1", "-x-2", "-x-3"])
    assert project.files() == wanted


@pytest.mark.parametrize(
    "index",
    ["0123", [1], [{}], [{"inputs": "", "files": [], "entry": {"languages": {"en": 1}}}], None],
)
def test_parts_that_nobody_has_written_are_told(tmp_path: Path, index: object) -> None:
    said = {"form": 2, "documents": {}, "pages": {}, "index": index, "inputs": {}}
    (tmp_path / manifest.NAME).write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(Exception, match="is damaged"):
        manifest.read(tmp_path)


def test_parts_that_had_not_changed_are_kept_when_another_fails(
    make_parts: Make, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_parts()
    project.publish()
    project.letter("second", second="The lighthouse is closed.")
    with monkeypatch.context() as patch:
        patch.setattr(settling, "settle", _fail)
        with pytest.raises(EnvironmentFault, match="no index"):
            project.publish()
    known = manifest.read(project.site)
    assert known is not None
    assert set(project.files()) == known.files() | {manifest.NAME}
    made.clear()
    assert project.publish().rebuilt == 0
    assert made == ["-x-1"]


def test_parts_that_had_not_changed_are_kept_when_documents_were_broken_off(
    make_parts: Make, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_parts()
    project.publish()
    project.letter("second", second="The lighthouse is closed.")
    with monkeypatch.context() as patch:
        patch.setattr(incremental, "build", _broken_off)
        with pytest.raises(KeyboardInterrupt):
            project.publish()
    made.clear()
    assert project.publish().rebuilt == 1
    assert made == ["-x-1"]


def test_no_further_part_is_begun_when_one_has_failed(make_parts: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_parts()
    begun: list[str] = []

    def failing(_pagefind: object, _source: Path, _made: Path, suffix: str, _parts: int) -> indexing.Index:
        begun.append(suffix)
        message = "no index"
        raise EnvironmentFault(message)

    def collected(*given: Any, **said: Any) -> Any:
        parts = collecting_all(*given, **said)
        yield next(parts)
        message = "no leaves"
        raise EnvironmentFault(message)

    collecting_all = collecting.collected
    monkeypatch.setattr(indexing, "_made", failing)
    monkeypatch.setattr(collecting, "collected", collected)
    with pytest.raises(EnvironmentFault, match="no leaves"):
        project.publish()
    assert len(begun) <= 1


def test_index_is_right_when_a_build_was_broken_off_at_its_end_and_the_change_taken_back(
    make_parts: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_parts()
    project.publish()
    wanted = project.files()
    project.letter("second", second="The lighthouse is closed.")
    with monkeypatch.context() as patch:
        patch.setattr(manifest, "remove", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            project.publish()
    assert index_of(project.files())[ENTRY] != wanted[ENTRY]
    project.letter("second")
    project.publish()
    assert changed(project.files(), wanted) == set()


def _fail(_folder: Path, _suffix: str) -> None:
    message = "no index"
    raise EnvironmentFault(message)


def _broken_off(_job: object, **_said: object) -> None:
    raise KeyboardInterrupt


def _interrupt(_out: Path, _names: set[str]) -> int:
    raise KeyboardInterrupt


def test_leaves_of_one_part_are_read_and_held_at_a_time(make_parts: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_parts()
    project.publish(cache=True)
    read: list[int] = []
    alive: set[int] = set()
    most = 0

    class Watched(dict[str, str]):
        """Leaves that say when they are gone."""

        def __del__(self) -> None:
            alive.discard(id(self))

    def loading(site: Path, part: int) -> dict[str, str]:
        nonlocal most
        read.append(part)
        known = Watched(load(site, part))
        alive.add(id(known))
        most = max(most, len(alive))
        return known

    load = kept.load
    monkeypatch.setattr(kept, "load", loading)
    new: list[str] = []
    leaf = leaves.leaf

    def reading(card: Card, page: bytes) -> str:
        new.append(card.identifier)
        return leaf(card, page)

    monkeypatch.setattr(leaves, "leaf", reading)
    project.letter("second", second="The lighthouse is closed.")
    project.publish(cache=True)
    assert (read, new) == ([1], ["second"])
    read.clear()
    # Of all that is made anew, the leaves are known all the same.
    for path in project.site.rglob("*.pf_meta"):
        path.unlink()
    new.clear()
    project.publish(cache=True)
    assert (sorted(read), new) == ([0, 1, 2, 3], [])
    assert most == 1


def test_each_part_has_its_own_entry_in_the_cache(make_parts: Make) -> None:
    project = make_parts()
    before = set(cache.keys("search"))
    project.publish(cache=True)
    assert len(set(cache.keys("search")) - before) == 4
    assert [len(kept.load(project.site, number)) for number in range(4)] == [2, 2, 2, 3]
