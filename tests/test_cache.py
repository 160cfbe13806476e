import sys
from pathlib import Path

import pytest

from tei import cache


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TEI_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.mark.parametrize(
    "platform, variable, value, expected",
    [
        ("linux", "XDG_CACHE_HOME", "{}/xdg", "xdg/tei"),
        ("linux", "XDG_CACHE_HOME", "relative", "home/.cache/tei"),
        ("linux", "XDG_CACHE_HOME", "", "home/.cache/tei"),
        ("freebsd14", "XDG_CACHE_HOME", "{}/xdg", "xdg/tei"),
        ("darwin", "XDG_CACHE_HOME", "{}/xdg", "home/Library/Caches/tei"),
        ("win32", "LOCALAPPDATA", "{}/local", "local/tei"),
        ("win32", "LOCALAPPDATA", "", "home/AppData/Local/tei"),
        ("linux", "TEI_CACHE_DIR", "{}/own", "own"),
        ("win32", "TEI_CACHE_DIR", "{}/own", "own"),
    ],
)
def test_folder_follows_the_habit_of_each_platform(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    variable: str,
    value: str,
    expected: str,
) -> None:
    for name in ("TEI_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr("os.path.expanduser", lambda path: path.replace("~", str(tmp_path / "home"), 1))
    monkeypatch.setenv(variable, value.format(tmp_path))
    assert cache.folder() == tmp_path / expected


def test_what_is_stored_comes_back(folder: Path) -> None:
    assert cache.load("findings", "abcdef") is None
    assert cache.store("findings", "abcdef", b"12345")
    assert cache.store("schemas", "abcdef", b"1")
    assert cache.load("findings", "abcdef") == b"12345"
    assert Path(cache.entry("findings", "abcdef")) == folder / "findings" / "ab" / "abcdef"
    assert cache.kinds() == [cache.Kind("findings", 1, 5), cache.Kind("schemas", 1, 1)]


def test_clearing_removes_the_results_and_nothing_else(folder: Path) -> None:
    cache.store("findings", "abcdef", b"12345")
    (folder / "note.txt").write_text("mine", encoding="utf-8")
    cache.clear()
    assert cache.kinds() == []
    assert sorted(path.name for path in folder.iterdir()) == ["CACHEDIR.TAG", "note.txt"]


def test_folder_that_is_no_cache_is_left_alone(folder: Path) -> None:
    (folder / "thesis").mkdir(parents=True)
    (folder / "thesis" / "chapter.txt").write_text("years of work", encoding="utf-8")
    cache.clear()
    assert cache.kinds() == []
    assert (folder / "thesis" / "chapter.txt").exists()


def test_cache_that_cannot_be_written_costs_nothing(folder: Path) -> None:
    folder.write_text("a file where the folder should be", encoding="utf-8")
    assert not cache.store("findings", "abcdef", b"1")
    assert cache.load("findings", "abcdef") is None
    assert cache.kinds() == []
