"""What the words of a language say: numbers, dates, plurals; in Python and in stylesheets alike."""

import pickle
from pathlib import Path

import pytest

from tei import resources, saxon, wording
from tei.errors import UsageError
from tei.publish.indexes import lettering
from tei.publish.indexes.line import AXIS_PX
from tei.wording import LANGUAGES, plurals

CALLING = """<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:e="urn:tei:edition">
<xsl:include href="words.xsl"/>
<xsl:output method="text"/>
<xsl:template match="/">{CALL}</xsl:template>
</xsl:stylesheet>"""

DAYS = {
    "en": "23 October 1949",
    "de": "23. Oktober 1949",
    "fr": "23 octobre 1949",
    "es": "23 de octubre de 1949",
    "ru": "23 октября 1949\u00a0г.",
    "zh": "1949年10月23日",
}
MONTHS = {
    "en": "October 1949",
    "de": "Oktober 1949",
    "fr": "octobre 1949",
    "es": "octubre de 1949",
    "ru": "октябрь 1949\u00a0г.",
    "zh": "1949年10月",
}
RUSSIAN = {
    "one": (1, 21, 101, 1001),
    "few": (2, 3, 4, 22, 104, 1002),
    "many": (0, 5, 11, 12, 14, 20, 25, 111, 112, 1000, 1011),
}


def called(call: str, language: str) -> str:
    """What a stylesheet says of *call* in *language*."""
    words = saxon.values(wording.read(language).as_json)
    return calling(call).transform("<x/>", parameters={"words": words}).text


def calling(call: str) -> saxon.Stylesheet:
    folder = resources.data_path("xslt", "edition")
    return saxon.compile(CALLING.replace("CALL", call), trusted=False, library=folder)


@pytest.mark.parametrize("language", LANGUAGES)
def test_date_is_in_the_form_of_the_language(language: str) -> None:
    said = wording.read(language)
    assert said.date("1949-10-23") == DAYS[language]
    assert said.date("1949-10") == MONTHS[language]
    assert said.date("1949") == "1949"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("when", ["1949-10-23", "0987-01-01", "1949-10", "1949", "194X"])
def test_stylesheets_say_dates_as_python_does(language: str, when: str) -> None:
    assert called(f"e:date-in-words('{when}')", language) == wording.read(language).date(when)


@pytest.mark.parametrize("language", LANGUAGES)
def test_month_has_room_on_the_line_of_a_drawing(language: str) -> None:
    said = wording.read(language)
    ticks = [said.short_date(f"1949-{month:02}") for month in range(1, 13)]
    # Measured a little too wide, in letters of 14 pixels; those of the line have 12.
    assert max(map(lettering.width_px, ticks)) * 12 / lettering.SIZE_PX <= AXIS_PX - 16
    assert said.short_date("1949-10-23") == said.date("1949-10-23")


def test_first_of_a_month_has_a_form_of_its_own_in_french() -> None:
    assert wording.read("fr").date("1950-02-01") == "1er février 1950"
    assert wording.read("de").date("1950-02-01") == "1. Februar 1950"


@pytest.mark.parametrize("when", ["-0044-03-15", "194X", "", "12345-01-01"])
def test_what_is_no_plain_date_stays(when: str) -> None:
    assert wording.read("ru").date(when) == when


@pytest.mark.parametrize("form, numbers", RUSSIAN.items())
def test_russian_has_a_form_for_each_number(form: str, numbers: tuple[int, ...]) -> None:
    words = {"one": "документ", "few": "документа", "many": "документов"}[form]
    said = wording.read("ru")
    assert [said.count("documents", number) for number in numbers] == [f"{number} {words}" for number in numbers]


def test_language_has_the_categories_of_cldr() -> None:
    assert plurals.categories("ru") == ("one", "few", "many", "other")
    assert plurals.categories("zh") == ("other",)
    assert plurals.categories("de-AT") == ("one", "other")
    assert plurals.categories("ar") == ("zero", "one", "two", "few", "many", "other")


@pytest.mark.parametrize(
    "language, numbers, said",
    [
        ("fr", (0, 1, 2), "one one other"),
        ("pl", (1, 2, 5, 12, 22, 101), "one few many many few many"),
        ("lt", (1, 2, 10, 11, 21), "one few other other one"),
        ("lv", (0, 1, 2, 11, 21), "zero one other zero one"),
        ("sl", (1, 2, 3, 5, 101), "one two few other one"),
        ("ro", (0, 1, 19, 20, 101), "few one few other few"),
        ("ar", (0, 1, 2, 3, 11, 100), "zero one two few many other"),
        ("cy", (0, 1, 2, 3, 6, 7), "zero one two few many other"),
        ("ga", (1, 2, 3, 7, 11), "one two few many other"),
        ("he", (1, 2, 3), "one two other"),
        ("cs", (1, 3, 5), "one few other"),
        ("hr", (1, 3, 5, 11), "one few other other"),
    ],
)
def test_number_has_the_category_of_cldr(language: str, numbers: tuple[int, ...], said: str) -> None:
    assert " ".join(plurals.category(language, number) for number in numbers) == said


@pytest.mark.parametrize("language", ["ru", "pl", "ar", "cy", "ro", "sl"])
def test_numbers_beyond_the_cycle_take_the_form_of_their_last_digits(language: str) -> None:
    for number in (*range(200, 420), 1_000, 1_001, 1_011, 2_022, 10_111):
        assert plurals.category(language, number) == plurals.category(language, 100 + number % 100), number


@pytest.mark.parametrize("language", ["en", "ru", "fr", "zh"])
@pytest.mark.parametrize("number", [0, 1, 2, 5, 11, 21, 111, 199, 200, 201, 1011])
def test_stylesheets_count_as_python_does(language: str, number: int) -> None:
    said = wording.read(language)
    call = f"e:counted('count.documents', {number}, map{{'number': '{said.number(number)}'}})"
    assert called(call, language) == said.count("documents", number)


def test_fraction_takes_the_other_form() -> None:
    assert called("e:counted('unit.line', (), map{'number': '1,5'})", "ru") == "1,5 строки"


def test_numbers_have_the_marks_of_the_language() -> None:
    assert [wording.read(language).number(12_345) for language in LANGUAGES] == [
        "12,345",
        "12.345",
        "12\u202f345",
        "12.345",
        "12\u00a0345",
        "12,345",
    ]
    assert [wording.read(language).number(1_234) for language in ("en", "es", "ru")] == ["1,234", "1234", "1234"]
    assert wording.read("de").decimal("37.5") == "37,5"


def test_phrases_are_listed_as_the_language_lists_them() -> None:
    assert [called("e:listed(('a', 'b', 'c'))", language) for language in ("en", "de", "ru", "zh")] == [
        "a, b and c",
        "a, b und c",
        "a, b и c",
        "a、b和c",
    ]


def test_what_fills_a_blank_is_not_looked_at_again() -> None:
    assert called("e:say('sign.remark', map{'phrase': '{remark}', 'remark': 'x'})", "en") == "{remark}; x"
    assert wording.read()("sign.remark", phrase="{remark}", remark="x") == "{remark}; x"


def test_stylesheet_without_words_says_the_keys() -> None:
    assert calling("e:say('page.notes')}{$page-language").transform("<x/>").text == "page.notesen"


def test_words_of_a_language_are_equal_and_known_by_what_they_say(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[words]\nlanguage = "de"\n[site]\nhome = "Anfang"\n', encoding="utf-8")
    german, changed = wording.read("de"), wording.read("de", (own,))
    assert german == wording.read("de")
    assert german != changed
    assert len({german, changed, wording.read("de", (own,))}) == 2
    assert repr(german) != repr(changed)


def test_words_can_be_sent_to_another_process(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[words]\nlanguage = "de"\n[site]\nhome = "Anfang"\n', encoding="utf-8")
    sent = pickle.dumps(wording.read("de", (own,)))
    assert len(sent) < 1000
    assert pickle.loads(sent)("site.home") == "Anfang"  # noqa: S301 - made here


def test_unknown_language_is_told_with_what_may_be_meant() -> None:
    with pytest.raises(UsageError, match=r"unknown language 'deu'; did you mean de\?"):
        wording.read("deu")
    with pytest.raises(UsageError, match=r"unknown language 'xx'; known are en, de, fr, es, ru, zh"):
        wording.read("xx")


def test_language_written_from_right_to_left_is_known() -> None:
    assert not wording.read("ru").is_right_to_left
