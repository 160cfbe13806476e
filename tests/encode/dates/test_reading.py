"""Whole texts, as the fields of a header: what is read, and what is not one date."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei.encode.dates import Context, find, read
from tei.encode.dates.tokens import han_number

REFERENCE = Context("1949-10-23")


@pytest.mark.parametrize(
    "text, attributes, edtf",
    [
        ("October 23, 1949", "when=1949-10-23", "1949-10-23"),
        (" October 23, 1949. ", "when=1949-10-23", "1949-10-23"),
        ("13.05.1951", "when=1951-05-13", "1951-05-13"),
        ("[10] May 1951", "when=1951-05-10", "1951-05-10"),
        ("10 [May] 1951", "when=1951-05-10", "1951-05-10"),
        ("8 September [1955]", "when=1955-09-08", "1955-09-08"),
        ("[[11]] May 1951", "when=1951-05-11", "1951-05-11"),
        ("19[4]5", "when=1945", "1945"),
        ("1949", "when=1949", "1949"),
        ("[1949]", "when=1949", "1949"),
        ("1949-10", "when=1949-10", "1949-10"),
        ("1949-50", "from=1949 to=1950", "1949/1950"),
        ("1949/50", "from=1949 to=1950", "1949/1950"),
        ("1949-1950", "from=1949 to=1950", "1949/1950"),
        ("195-", "notBefore=1950 notAfter=1959 evidence=internal", "195X"),
        ("May", "when=1949-05 evidence=internal", "1949-05"),
        ("June", "when=1949-06 evidence=internal", "1949-06"),
        ("May 1949?", "when=1949-05 cert=low", "1949-05?"),
        ("[May 1949?]", "when=1949-05 cert=low", "1949-05?"),
        ("c. 1949 (?)", "when=1949 precision=low cert=low", "1949%"),
        ("3-5 May 1951?", "from=1951-05-03 to=1951-05-05 cert=low", "1951-05-03?/1951-05-05?"),
        ("mid-May 1951?", "notBefore=1951-05-11 notAfter=1951-05-20 cert=low", "[1951-05-11..1951-05-20]"),
        ("since 1945?", "from=1945 cert=low", "1945?/.."),
        ("Second half of October 1949", "notBefore=1949-10-16 notAfter=1949-10-31", "[1949-10-16..1949-10-31]"),
        ("1100", "when=11:00:00", ""),
        ("2300, 23 October 1949", "when=1949-10-23 when-iso=1949-10-23T23:00", "1949-10-23T23:00:00"),
        ("2300, 23 October 1949?", "when=1949-10-23 when-iso=1949-10-23T23:00 cert=low", ""),
        ("1949年10月21日", "when=1949-10-21", "1949-10-21"),
    ],
)
def test_a_field_is_read_whole(text: str, attributes: str, edtf: str, is_edtf: Callable[[str], bool]) -> None:
    found = read(text, REFERENCE)
    assert found is not None
    assert (" ".join(f"{name}={value}" for name, value in found.attributes), found.edtf) == (attributes, edtf)
    assert text[found.start : found.end] == text.strip()
    assert not edtf or is_edtf(edtf)
    assert found.doubts == ()


@pytest.mark.parametrize("text", ["n.d.", "N. D.", "undated", "[n.d.]", "no date", "без даты", "б/д", "s.d.", "o. D."])
def test_no_date_is_a_date_without_attributes_that_says_so(text: str) -> None:
    found = read(text, REFERENCE)
    assert found is not None
    assert (found.attributes, found.edtf) == ((), "")
    assert found.doubts == ("the words say that there is no date",)


@pytest.mark.parametrize(
    "text",
    ["", " ", "Moscow", "October 23, 1949 and May 1951", "Moscow, October 23, 1949",
        "1949 tons", "12", "0049-0051", "?",
     "[]", "nd " * 30, "9999", "May I"],
)  # fmt: skip
def test_what_is_not_one_date_is_none(text: str) -> None:
    assert read(text, REFERENCE) is None


ENGLISH = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
]  # fmt: skip
GERMAN = [
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
]  # fmt: skip
FRENCH = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
]  # fmt: skip
RUSSIAN = [
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
    "декабря",
]  # fmt: skip
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
HAN = "〇一二三四五六七八九"


def _ordinal(day: int) -> str:
    return f"{day}{'th' if 10 < day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else HAN[tens]) + ("十" if tens else "") + (HAN[ones] if ones else "")


def _digits(number: int) -> str:
    return "".join(HAN[int(digit)] for digit in str(number))


def _month(day: date, names: list[str]) -> str:
    return names[day.month - 1]


WRITE: Mapping[str, Callable[[date], str]] = MappingProxyType({
    "day first": lambda day: f"{day.day} {_month(day, ENGLISH)} {day.year}",
    "month first": lambda day: f"{_month(day, ENGLISH)} {day.day}, {day.year}",
    "ordinal": lambda day: f"the {_ordinal(day.day)} of {_month(day, ENGLISH)}, {day.year}".removeprefix("the "),
    "short": lambda day: f"{day.day} {_month(day, ENGLISH)[:3]}{'.' * (day.month != 5)} {day.year}",
    "capitals": lambda day: f"{day.day:02} {_month(day, ENGLISH)[:3].upper()} {day.year}",
    "apostrophe": lambda day: f"{day.day} {_month(day, ENGLISH)} ’{day.year % 100:02}",
    "weekday": lambda day: f"{WEEKDAYS[day.weekday()]}, {day.day} {_month(day, ENGLISH)} {day.year}",
    "ISO": date.isoformat,
    "numbers": lambda day: f"{day.day}.{day.month:02}.{day.year}",
    "two digits": lambda day: f"{day.day}/{day.month}/{day.year % 100:02}",
    "Roman": lambda day: f"{day.day}.{_month(day, ROMAN)}.{day.year % 100:02}",
    "German": lambda day: f"{day.day}. {_month(day, GERMAN)} {day.year}",
    "French": lambda day: f"{day.day}{'er' if day.day == 1 else ''} {_month(day, FRENCH)} {day.year}",
    "Russian": lambda day: f"{day.day} {_month(day, RUSSIAN)} {day.year} г.",
    "Chinese": lambda day: f"{_digits(day.year)}年{_han(day.month)}月{_han(day.day)}日",
    "Chinese numbers": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "Republic": lambda day: f"民国{day.year - 1911}年{day.month}月{day.day}日",
    "Korean": lambda day: f"{day.year}년 {day.month}월 {day.day}일",
    "group": lambda day: f"{day.day:02}2300 {_month(day, ENGLISH)[:3].upper()} {day.year % 100:02}",
})  # fmt: skip


@given(st.sampled_from(sorted(WRITE)), st.dates(date(1912, 1, 1), date(1959, 12, 31)))
def test_what_is_written_in_each_form_is_read_again(form: str, day: date) -> None:
    found = read(WRITE[form](day), REFERENCE)
    assert found is not None
    assert dict(found.attributes)["when"] == day.isoformat()
    assert found.edtf.startswith(day.isoformat())
    assert not any("not a" in doubt for doubt in found.doubts)


@pytest.mark.parametrize("form", sorted(WRITE))
def test_each_form_is_read(form: str) -> None:
    found = read(WRITE[form](date(1949, 10, 21)), REFERENCE)
    assert found is not None
    assert (dict(found.attributes)["when"], found.doubts) == ("1949-10-21", ())


@given(st.integers(1, 99))
def test_chinese_numerals_are_the_numbers_they_write(number: int) -> None:
    assert han_number(_han(number)) == number


@pytest.mark.parametrize("words", ["十十", "二十二十", "一二三十", "廿廿", "一廿", "元元", "一九四九一九四九"])
def test_other_runs_of_chinese_numerals_are_none(words: str) -> None:
    assert han_number(words) is None


@pytest.mark.parametrize(
    "text, found, attributes",
    [
        ("before 3 May 1951", "3 May 1951", "when=1951-05-03"),
        ("until the 3rd of May 1951", "the 3rd of May 1951", "when=1951-05-03"),
        ("seit dem 3. Mai 1951", "dem 3. Mai 1951", "when=1951-05-03"),
        ("since 1945", "1945", "when=1945"),
        ("by OCT 21", "OCT 21", "when=1949-10-21 evidence=internal"),
        ("from 3 May 1951 onwards", "from 3 May 1951 onwards", "from=1951-05-03"),
        ("before the end of May 1951", "before the end of May 1951", "notAfter=1951-05-31"),
        ("since the 1930s", "since the 1930s", "from=1930"),
    ],
)
def test_without_sides_a_day_is_found_without_the_word_before_it(text: str, found: str, attributes: str) -> None:
    words = f"It was so {text}; now it is not."
    (one,) = find(words, REFERENCE, sides=False)
    assert words[one.start : one.end] == found
    assert " ".join(f"{name}={value}" for name, value in one.attributes) == attributes
