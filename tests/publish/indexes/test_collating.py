import pytest

from tei.publish.indexes import collating


@pytest.mark.parametrize(
    "language, words",
    [
        ("en", ["de Gaulle", "Dean", "Öhman", "Okafor", "Zola", "Ωμέγα", "Якир", "毛泽东"]),
        ("de", ["Arendt", "Ärger", "Argus", "Straße", "Strasser", "Zeiß"]),
        ("sv", ["Zetterberg", "Åberg", "Ängström", "Öberg"]),
        ("da", ["Zahle", "Ærø", "Øster", "Aabenraa".replace("Aa", "Å")]),
        ("es", ["Nuria", "Ñandú", "Ocaña"]),
        ("pl", ["Lato", "Łódź", "Mazur"]),
        ("ru", ["Ежов", "Ёлкин", "Жданов", "Иванов", "Йоффе", "Яковлев", "Adams"]),
        ("uk", ["Ганна", "Ґалаґан", "Дорошенко", "Ірина", "Їжак", "Йосип"]),
    ],
)
def test_names_are_in_the_order_of_the_language(language: str, words: list[str]) -> None:
    shuffled = list(reversed(words))
    assert sorted(shuffled, key=lambda name: collating.key(name, language)) == words


def test_punctuation_and_capitals_do_not_part_what_belongs_together() -> None:
    words = ["MAO Zedong", "‘Mao’, Zedong", "Mao, Zhen"]
    shuffled = list(reversed(words))
    assert sorted(shuffled, key=lambda name: collating.key(name, "en")) == words


@pytest.mark.parametrize(
    "words, language, letter",
    [
        ("Ångström", "en", "A"),
        ("Ångström", "sv", "Å"),
        ("Łódź", "pl", "Ł"),
        ("Æthelred", "en", "A"),
        ("“Öl”", "de", "O"),
        ("38th parallel", "en", "0–9"),
        ("Ёлкин", "ru", "Е"),
        ("毛泽东", "zh", "漢"),
        ("이승만", "ko", "ᄋ"),
        ("…", "en", "#"),
        ("", "en", "#"),
    ],
)
def test_letter_is_that_of_the_alphabet(words: str, language: str, letter: str) -> None:
    assert collating.letter(words, language) == letter
