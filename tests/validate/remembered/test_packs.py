"""Packs of results: what is added is found, whatever becomes of the files, and they do not grow without end."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei import cache
from tei.relaxng.digests import digest
from tei.validate.remembered import packs
from tei.validate.remembered.packs import KIND, Packs


def key(number: int) -> bytes:
    return digest(str(number).encode())


def found(*numbers: int) -> list[bytes | None]:
    opened = Packs()
    try:
        return [opened.find(key(number)) for number in numbers]
    finally:
        opened.close()


def add(results: dict[int, bytes]) -> None:
    packs.add({key(number): result for number, result in results.items()})


def files() -> list[Path]:
    return [Path(cache.entry(KIND, name)) for name in cache.keys(KIND)]


def test_nothing_is_found_where_nothing_is() -> None:
    assert found(1) == [None]


def test_what_is_added_is_found_in_whichever_pack() -> None:
    add({number: b"%d" % number for number in range(100)})
    add({100: b"", 101: b"x" * 100_000})
    assert found(0, 57, 99, 100, 101, 102) == [b"0", b"57", b"99", b"", b"x" * 100_000, None]
    assert len(files()) == 2


def test_the_younger_result_counts() -> None:
    add({1: b"old"})
    add({1: b"young"})
    assert found(1) == [b"young"]


def test_many_packs_become_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "_MOST_PACKS", 3)
    for number in range(4):
        add({number: b"%d" % number, 9: b"last of %d" % number})
    assert len(files()) == 1
    assert found(0, 1, 2, 3, 9) == [b"0", b"1", b"2", b"3", b"last of 3"]


def test_a_pack_is_not_written_anew_for_the_sake_of_a_few_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "_MOST_PACKS", 3)
    add({0: b"x" * 50_000})
    (large,) = files()
    for number in range(1, 8):
        add({number: b"%d" % number})
    assert large.exists()
    assert len(files()) <= 4
    assert found(0, *range(1, 8)) == [b"x" * 50_000, *(b"%d" % number for number in range(1, 8))]


def test_large_packs_are_joined_with_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "_MOST_PACKS", 1)
    monkeypatch.setattr(packs, "_LARGE_BYTES", 1000)
    add({1: b"x" * 2000})
    for number in (2, 3, 4):
        add({number: b"y"})
    assert len(files()) == 2
    assert found(1, 2, 3, 4) == [b"x" * 2000, b"y", b"y", b"y"]


def test_the_oldest_goes_when_all_take_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "MOST_BYTES", 2500)
    for number in range(4):
        add({number: b"%d" % number * 1000})
    assert found(0, 1, 2, 3) == [None, None, b"2" * 1000, b"3" * 1000]
    assert sum(file.stat().st_size for file in files()) <= 2500


@settings(max_examples=25)
@given(place=st.integers(min_value=0, max_value=10_000), value=st.integers(min_value=1, max_value=255))
def test_damage_makes_a_result_absent_and_never_another(place: int, value: int) -> None:
    written = packs._written({key(number): b"%d" % number * 9 for number in range(5)})
    place %= len(written)
    damaged = written[:place] + bytes([written[place] ^ value]) + written[place + 1 :]
    cache.store(KIND, "damaged", damaged)
    assert all(result in {None, b"%d" % number * 9} for number, result in enumerate(found(*range(5))))
    cache.store(KIND, "damaged", written[:place])
    assert all(result in {None, b"%d" % number * 9} for number, result in enumerate(found(*range(5))))
    cache.remove(KIND, "damaged")


def test_what_is_no_pack_is_passed_over_and_thrown_out_when_packs_are_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "_MOST_PACKS", 1)
    add({1: b"1"})
    cache.store(KIND, "foreign", b"something else")
    assert found(1) == [b"1"]
    add({2: b"2"})
    assert found(1, 2) == [b"1", b"2"]
    assert len(files()) == 1


def test_pack_that_is_being_written_is_none_yet(cache_folder: Path) -> None:
    add({1: b"1"})
    (file,) = files()
    file.with_name(f".{file.name}.abc.tmp").write_bytes(file.read_bytes()[:20])
    assert len(files()) == 1
    assert found(1) == [b"1"]
    assert file.is_relative_to(cache_folder)


def test_pack_that_another_process_removes_costs_nothing() -> None:
    add({1: b"1"})
    opened = Packs()
    if os.name == "posix":  # Elsewhere a file that is open cannot be removed, which is as well.
        files()[0].unlink()
        assert opened.find(key(1)) == b"1"
    opened.close()


def test_cache_that_cannot_be_written_costs_nothing(cache_folder: Path) -> None:
    cache_folder.write_text("a file where the folder should be", encoding="utf-8")
    add({1: b"1"})
    assert found(1) == [None]
