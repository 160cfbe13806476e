"""Names of other scripts in Latin letters, by each system that the manual names."""

import pytest

from tei.encode.authority.likeness import skeleton
from tei.encode.authority.systems import chinese, cyrillic, korean


@pytest.mark.parametrize(
    "name, expected",
    [
        (
            "Вышинский",
            {
                "ALA-LC": "Vyshinskii",
                "BGN/PCGN": "Vyshinskiy",
                "ISO 9": "Vyšinskij",
                "GOST 7.79": "Vyshinskij",
                "German": "Wyschinski",
                "English": "Vyshinsky",
                "French": "Vychinskii",
            },
        ),
        (
            "Ещё Хрущёв",
            {
                "ALA-LC": "Eshche Khrushchev",
                "BGN/PCGN": "Yeshchë Khrushchëv",
                "ISO 9": "Eŝë Hruŝëv",
                "GOST 7.79": "Eshhyo Xrushhyov",
                "scholarly": "Eščë Xruščëv",
                "German": "Eschtschjo Chruschtschjow",
                "English": "Eshchyo Khrushchyov",
                "French": "Echtche Khrouchtchev",
            },
        ),
        ("РОЮ", {"ALA-LC": "ROIU", "BGN/PCGN": "ROYU", "ISO 9": "ROÛ", "scholarly": "ROJU", "French": "ROIOU"}),
    ],
)
def test_russian_name_by_each_system_that_makes_a_difference(name: str, expected: dict[str, str]) -> None:
    assert {system: latin for latin, system in cyrillic.romanised(name)} == expected


@pytest.mark.parametrize(
    "latin, original",
    [
        ("Vyshinsky", "Вышинский"),
        ("Vyšinskij", "Вышинский"),
        ("Kovalev", "Ковалев"),
        ("Khrushchev", "Хрущев"),
        ("Zhukov", "Жуков"),
        ("Kaganovich", "Каганович"),
        ("Truman", ""),
        ("Mao", ""),
    ],
)
def test_russian_surname_in_latin_letters_goes_back(latin: str, original: str) -> None:
    assert cyrillic.cyrillic(latin) == original


@pytest.mark.parametrize(
    "latin, original",
    [
        ("Ianuarevich", "Януаревич"),
        ("Andrei", "Андрей"),
        ("Georgy", "Георгий"),
        ("Vasil'evich", "Васильевич"),
        ("Maiakovskii", "Маяковский"),
        ("Yevgeny", "Евгений"),
        ("Beria", "Берия"),
        ("Riabov", "Рябов"),
        ("Müller", ""),
    ],
)
def test_russian_name_in_latin_letters_goes_back_but_for_its_signs(latin: str, original: str) -> None:
    assert cyrillic.letters(latin) == original


def test_patronymic_is_known_by_its_end() -> None:
    assert cyrillic.is_patronymic("Andrei Ianuarevich")
    assert cyrillic.is_patronymic("Mikhailovna")
    assert not cyrillic.is_patronymic("Erich")


@pytest.mark.parametrize(
    "pinyin, wade_giles",
    [
        ("Zedong", "Tse-tung"),
        ("Zhou", "Chou"),
        ("Enlai", "En-lai"),
        ("Shaoqi", "Shao-ch'i"),
        ("Xiaoping", "Hsiao-p'ing"),
        ("Dehuai", "Te-huai"),
        ("Guofeng", "Kuo-feng"),
        ("Jieshi", "Chieh-shih"),
        ("Yibo", "I-po"),
        ("Yongzhi", "Yung-chih"),
        ("Xu", "Hsü"),
        ("Stalin", ""),
    ],
)
def test_pinyin_is_written_by_wade_and_giles(pinyin: str, wade_giles: str) -> None:
    assert chinese.wade_giles(pinyin) == wade_giles


def test_long_word_is_divided_in_reasonable_time() -> None:
    assert chinese.syllables("a" * 300 + "!") == ()


@pytest.mark.parametrize(
    "hangul, expected",
    [
        ("일성", [("Ilseong", "Revised Romanization"), ("Ilsong", "McCune-Reischauer")]),
        ("형식", [("Hyeongsik", "Revised Romanization"), ("Hyongsik", "McCune-Reischauer")]),
        ("정희", [("Jeonghui", "Revised Romanization"), ("Chonghui", "McCune-Reischauer")]),
        (
            "명준",
            [
                ("Myeongjun", "Revised Romanization"),
                ("Myongchun", "McCune-Reischauer"),
                ("Myongjun", "McCune-Reischauer"),
            ],
        ),
        ("기태", [("Gitae", "Revised Romanization"), ("Kit'ae", "McCune-Reischauer")]),
    ],
)  # fmt: skip
def test_hangul_is_written_by_both_systems(hangul: str, expected: list[tuple[str, str]]) -> None:
    assert list(korean.romanised(hangul)) == expected


def test_families_write_a_surname_in_several_ways() -> None:
    assert korean.families("박") == ("Bak", "Pak", "Park")
    assert "Rhee" in korean.families("Lee")
    assert korean.families("Stalin") == ()


@pytest.mark.parametrize(
    "one, other",
    [("Vyshinsky", "Wyschinskij"), ("Kovalyov", "Kowaljow"), ("Zhukov", "Schukow"), ("Ковалёв", "Kovalev")],
)
def test_spellings_of_one_sound_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other) != ""
