"""In how many parts the index is made, which documents are in which, and what a change has to do with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tei.publish.search import dividing
from tei.publish.search.cards import Card

_LONG = 2_600
"""Words of a document of some 55 kB."""


def card(name: str, words: int = _LONG, title: str = "") -> Card:
    page = f"documents/{name}/index.html"
    return Card(name, f"documents/{name}/", page, title, "en", "1949", "A 1", (("year", "1949"),), words)


def corpus(count: int, words: int = _LONG) -> list[Card]:
    return [card(f"cable-{number}", words) for number in range(count)]


def divided(cards: list[Card], made_by: str = "", **pages: str) -> dividing.Division:
    said = {one.page: pages.get(one.identifier, "") for one in cards}
    return dividing.divided(lambda: cards, said, made_by)


def differing(one: dividing.Division, other: dividing.Division) -> list[int]:
    assert len(one.inputs) == len(other.inputs)
    return [number for number, pair in enumerate(zip(one.inputs, other.inputs, strict=True)) if pair[0] != pair[1]]


@pytest.mark.parametrize(
    "words,parts", [(0, 1), (1, 1), (400_000, 1), (400_001, 2), (800_000, 2), (800_001, 4), (100_000_000, 256)]
)
def test_number_of_parts_is_the_power_of_two_with_which_none_is_too_large(words: int, parts: int) -> None:
    assert dividing.parts(words) == parts


def test_small_corpus_has_one_part_without_a_tag_of_its_own() -> None:
    found = divided(corpus(500, 720))
    assert len(found.inputs) == 1
    assert found.suffix(0) == ""


def test_documents_without_text_count_as_well() -> None:
    assert len(divided(corpus(20_000, 0)).inputs) == 4


def test_part_of_a_document_is_always_the_same() -> None:
    # Python's own hashes differ from one process to the next.
    assert [dividing.part_of(name, 8) for name in ("cable-59363", "letter-1", "Łódź")] == [2, 6, 7]
    # When there are twice as many, each has documents of one that was.
    for one in corpus(100):
        assert dividing.part_of(one.identifier, 16) % 8 == dividing.part_of(one.identifier, 8)


def test_parts_are_of_much_the_same_size() -> None:
    sizes = [0] * 8
    for one in corpus(4_000):
        sizes[dividing.part_of(one.identifier, 8)] += 1
    assert min(sizes) > 400
    assert max(sizes) < 600


def test_change_of_a_document_concerns_its_part_alone() -> None:
    cards = corpus(1_000)
    before = divided(cards)
    assert len(before.inputs) == 8
    assert [before.suffix(number) for number in (0, 7)] == ["-x-0", "-x-7"]
    own = [dividing.part_of("cable-7", 8)]
    assert differing(before, divided(cards, **{"cable-7": "another page"})) == own
    assert differing(before, divided([*cards[:7], card("cable-7", title="Retitled"), *cards[8:]])) == own
    assert differing(before, divided([*cards[:7], *cards[8:]])) == own
    assert differing(before, divided([*cards, card("another")])) == [dividing.part_of("another", 8)]
    assert differing(before, divided(cards)) == []


def test_other_programs_concern_all_parts() -> None:
    cards = corpus(1_000)
    assert differing(divided(cards, "one"), divided(cards, "other")) == list(range(8))


def test_part_without_documents_is_made_of_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dividing, "MOST_WORDS", 1_000)
    found = divided([card("cable-1")])
    assert len(found.inputs) == 4
    assert [bool(one) for one in found.inputs] == [number == dividing.part_of("cable-1", 4) for number in range(4)]


def test_cards_are_never_held_all_at_once(tmp_path: Path) -> None:
    alive: set[int] = set()
    most = 0

    class Watched(Card):
        """A card that says when it is gone."""

        def __del__(self) -> None:
            alive.discard(id(self))

    def cards() -> Iterator[Card]:
        nonlocal most
        for number in range(1_000):
            one = Watched(f"cable-{number}", "", "page", "", "", "", "", (), _LONG)
            alive.add(id(one))
            most = max(most, len(alive))
            yield one

    found = dividing.divided(cards, {"page": ""}, "")
    found.sort([3, 5], tmp_path)
    assert most <= 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["3", "5"]


def test_cards_come_back_as_they_were_part_by_part(tmp_path: Path) -> None:
    cards = corpus(1_000)
    divided(cards).sort(range(8), tmp_path)
    for number in range(8):
        assert dividing.read(tmp_path / str(number)) == [
            one for one in cards if dividing.part_of(one.identifier, 8) == number
        ]
