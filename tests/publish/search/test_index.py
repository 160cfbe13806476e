"""The index of the search in a site: when it is made, that it is always the same, and what there is without it."""

import gzip
import json
import os
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tei import cache
from tei.errors import EnvironmentFault
from tei.publish import manifest
from tei.publish.search import indexing, leaves, settling
from tei.publish.search.cards import Card

Make = Callable[[], Any]
Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("pagefind")


def index_of(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if name.startswith("search/pagefind/")}


def fragments(files: dict[str, bytes]) -> dict[str, Any]:
    """What is known of each document, by its identifier."""
    found = {}
    for name, content in files.items():
        if name.endswith(".pf_fragment"):
            said = json.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd"))
            found[said["url"].strip("/").removesuffix(".html")] = said
    return found


def test_each_language_has_its_index_and_only_what_is_used_is_kept(letters: Any) -> None:
    files = index_of(letters.files())
    entry = json.loads(files["search/pagefind/pagefind-entry.json"])
    assert {language: said["page_count"] for language, said in entry["languages"].items()} == {
        "de": 1, "en": 2, "fr": 1, "pl": 1, "ru": 1, "zh": 1,
    }  # fmt: skip
    top = {name.removeprefix("search/pagefind/") for name in files if name.count("/") == 2}
    assert {name for name in top if not name.endswith(".pf_meta")} == {
        "pagefind-entry.json",
        "pagefind-worker.js",
        "pagefind.js",
        *(f"wasm.{language}.pagefind" for language in ("de", "en", "fr", "pl", "ru", "unknown")),
    }
    assert len(fragments(files)) == 7


def test_text_is_there_once_and_neither_abstract_nor_navigation(letters: Any) -> None:
    said = fragments(letters.files())["english"]
    assert said["content"].startswith("Comrade Mólotov was running to Peking. The leaders <of> the cities waited")
    assert said["content"].endswith("A remark on the harbour.")
    assert said["content"].count("running") == 1
    assert "summary" not in said["content"]
    assert "Contents" not in said["content"]


def test_filters_come_of_the_record_with_the_names_of_the_authority_file(letters: Any) -> None:
    assert fragments(letters.files())["english"]["filters"] == {
        "person": ["person:molotov Molotov, V. M.", "person:ada Osero, Ada"],
        "place": ["place:peking Peking"],
        "year": ["1949"],
        "archive": ["Town archive"],
        "hand": ["Blue ink."],
    }


def test_same_letters_give_the_same_bytes(letters: Any, tmp_path: Path) -> None:
    wanted = index_of(letters.files())
    for number, jobs in enumerate((1, 2, 1)):
        out = tmp_path / f"site-{number}"
        letters.publish(out, jobs=jobs)
        assert index_of(letters.files(out)) == wanted


def test_index_is_made_again_when_a_page_has_changed_and_only_then(
    make_letters: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    project = make_letters()
    project.publish()
    before = index_of(project.files())
    with monkeypatch.context() as patch:
        patch.setattr(indexing, "indexed", None)
        done = project.publish()
    assert (done.rebuilt, done.written) == (0, 0)
    project.letter("second", second="The lighthouse is closed.")
    assert project.publish().removed > 0
    after = index_of(project.files())
    assert "lighthouse" in fragments(after)["second"]["content"]
    assert len([name for name in after if name.endswith(".pf_fragment")]) == 7
    assert before.keys() - after.keys()
    project.publish(tmp_path / "anew")
    assert index_of(project.files(tmp_path / "anew")) == after


def test_pages_that_are_the_same_are_not_read_again(
    make_letters: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    project = make_letters()
    read: list[str] = []
    leaf = leaves.leaf

    def reading(card: Card, page: bytes) -> str:
        read.append(card.identifier)
        return leaf(card, page)

    monkeypatch.setattr(leaves, "leaf", reading)
    project.publish(cache=True)
    assert len(read) == 7
    read.clear()
    project.letter("second", second="The lighthouse is closed.")
    project.publish(cache=True)
    assert read == ["second"]
    with_leaves_kept = index_of(project.files())
    project.publish(tmp_path / "anew")
    assert index_of(project.files(tmp_path / "anew")) == with_leaves_kept


@pytest.mark.parametrize("data", [b"", b"x", zlib.compress(b"[1]"), zlib.compress(b"{")])
def test_leaves_that_cannot_be_read_from_the_cache_are_made_anew(
    make_letters: Make, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    project = make_letters()
    monkeypatch.setattr(cache, "load", lambda kind, _key: data if kind == "search" else None)
    assert project.publish(cache=True).exit_code == 0
    assert len(fragments(project.files())) == 7


def test_file_of_the_index_that_was_removed_is_made_again(make_letters: Make) -> None:
    project = make_letters()
    project.publish()
    before = project.files()
    next(project.site.rglob("*.pf_filter")).unlink()
    project.publish()
    assert project.files() == before


def test_letter_that_is_gone_is_found_no_more(make_letters: Make) -> None:
    project = make_letters()
    project.publish()
    (project.folder / "letters" / "polish.xml").unlink()
    project.publish()
    files = index_of(project.files())
    assert "polish" not in fragments(files)
    assert "search/pagefind/wasm.pl.pagefind" not in files


def test_files_of_the_index_are_named_in_the_manifest(letters: Any) -> None:
    known = manifest.read(letters.site)
    assert known is not None
    assert known.index
    assert set(index_of(letters.files())) == {name for name in known.pages if name.startswith("search/pagefind/")}


def test_index_that_was_broken_off_leaves_nothing_behind(make_letters: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_letters()

    def broken(index: indexing.Index) -> Any:
        pages = list(whole(index))
        yield from pages[:-1]
        raise KeyboardInterrupt

    whole = indexing.Index.pages
    with monkeypatch.context() as patch:
        patch.setattr(indexing.Index, "pages", broken)
        with pytest.raises(KeyboardInterrupt):
            project.publish()
    assert index_of(project.files())
    assert "search/pagefind/pagefind-entry.json" not in project.files()
    # The documents were done, and are not made again.
    done = project.publish(settings="search = false")
    assert not index_of(project.files())
    assert done.rebuilt == 7
    # With the search gone the frame of each page is another one.
    assert project.publish(settings="search = false").rebuilt == 0


def test_documents_are_not_made_again_after_pagefind_has_failed(
    make_letters: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_letters()
    with monkeypatch.context() as patch:
        patch.setattr(settling, "settle", _fail)
        with pytest.raises(EnvironmentFault, match="no index"):
            project.publish()
    # Whatever was written meanwhile is known to be the site's.
    known = manifest.read(project.site)
    assert known is not None
    assert {"contents/index.html", "search/index.html"} <= known.files()
    assert set(project.files()) == known.files() | {manifest.NAME}
    assert project.publish().rebuilt == 0
    assert index_of(project.files())


def _fail(_folder: Path, _suffix: str) -> None:
    message = "no index"
    raise EnvironmentFault(message)


def test_pagefind_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match=r"“search = false” in \[publish\] does without it"):
        indexing._run(tmp_path / "no-such-program")
    if os.name == "nt":
        return
    program = tmp_path / "failing"
    program.write_text("#!/bin/sh\necho broken >&2\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(EnvironmentFault, match="broken"):
        indexing._run(program)


def test_settings_of_pagefind_that_lie_about_are_not_read(
    make_letters: Make, letters: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_letters()
    monkeypatch.chdir(project.folder)
    (project.folder / "pagefind.toml").write_text('force_language = "en"\n', encoding="utf-8")
    monkeypatch.setenv("PAGEFIND_FORCE_LANGUAGE", "en")
    project.publish()
    assert index_of(project.files()) == index_of(letters.files())


def test_site_can_do_without_a_search(make_letters: Make) -> None:
    project = make_letters()
    done = project.publish(settings="search = false")
    files = project.files()
    assert not done.lacks_search
    assert not [name for name in files if "search" in name]
    assert b"search/" not in files["index.html"]
    assert b"search/" not in files["documents/english/index.html"]


@pytest.mark.parametrize("module", ["pagefind.service", "cbor2"])
def test_site_is_made_without_a_search_where_the_extra_is_not_installed(
    make_letters: Make, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    project = make_letters()
    done = project.publish()
    assert (done.exit_code, done.documents, done.lacks_search) == (0, 7, True)
    assert not [name for name in project.files() if "search" in name]


@pytest.mark.parametrize("version", ["pagefind 1.4.0", "pagefind 2.0.0"])
def test_pagefind_whose_files_are_not_known_is_not_used(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    monkeypatch.setattr(indexing, "_run", lambda _path, _argument: f"{version}\n")
    assert indexing.found() is None


def test_lack_of_the_extra_is_told_in_one_line(
    make_letters: Make, tei: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_letters()
    (tmp_path / "hiding").mkdir()
    (tmp_path / "hiding" / "cbor2.py").write_text("raise ImportError\n", encoding="utf-8")
    (project.folder / "tei.toml").write_text('[validate]\nschema = "tei_all"\nschematron = []\n', encoding="utf-8")
    paths = (str(tmp_path / "hiding"), os.environ.get("PYTHONPATH", ""))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))
    done = tei("publish", "letters", "-o", "other", cwd=project.folder)
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "tei: the site has no search, for Pagefind is not installed: pip install 'tei[search]'"
    ]
