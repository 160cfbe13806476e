"""What a rule may ask of words: each question with words that it says yes to, and words that only nearly fit."""

from dataclasses import replace

import pytest

from tei.encode import profile
from tei.encode.profile.conditions import CONDITIONS, Asked, parse

YES = {
    "abbreviation(a)": ["NKGB", "KAN", "S.M.U.", "NTsK"],
    "acronym(a)": ["NKGB", "NTsK", "I.L.O.", "VKP(b)", "RIVER"],
    "begins-with-forename(a)": ["Oliver Stanhope", "Vera"],
    "english(a)": ["rearmed villagers’ boats", "Part IV", "12 wagons", "It wasn't theirs"],
    "family(a)": ["Nguyen", "Zhao", "Paek"],
    "foreign(a)": ["pograničnik", "zastava", "граница", "rybnyi trest"],
    "forename(a)": ["Gregory", "IVAN PETROVICH", "A. N.", "Hans-Georg"],
    "grammar(a)": ["of which", "himself", "or"],
    "leaf(a)": ["second sheet", "in pencil", "copies"],
    "name(a)": ["Maria von Ende", "Ostrova", "W. H. Harker", "O’Neill"],
    "noun-phrase(a)": ["those three boats", "His report"],
    "organisation(a)": ["Fishery Trust", "Directorates of Roads"],
    "phrase(a)": ["near Chita", "of the RTU"],
    "place(a)": ["Bulgaria", "new york"],
    "pronounceable(a)": ["RIVER", "KANTON", "SOKOL"],
    "question(a)": ["who is this", "Why not"],
    "role(a)": ["Vice Admiral", "the harbour commissioner", "Inspectors"],
    "surname(a)": ["TITARENKO", "Belov", "Chkheidze", "Paek"],
    "syllabic(a)": ["CHIN-U", "Xiaoping", "Yong Nam"],
}
NO = {
    "abbreviation(a)": ["RIVER", "Nkgb", "N", "BUREAUX"],
    "acronym(a)": ["Glavlit", "N", "COMMITTEE", "N.", "a.b."],
    "begins-with-forename(a)": ["Stanhope Oliver", "Vera and others", "vera"],
    "english(a)": ["polkovnik", "the polkovnik", "", "…", "Ostrova"],
    "family(a)": ["Belov", "Walter"],
    "foreign(a)": ["border guard", "haberdashery", "warmth", "iv", "b", "Thackeray", ""],
    "forename(a)": ["Ostrova", "gregory's", "", "Gregory Ostrova", "river"],
    "grammar(a)": ["of boats", ""],
    "leaf(a)": ["second boat", "paged"],
    "name(a)": ["Ministry of Health", "the Elbe", "Harker, W.", "He", "They left.", "Rear Admiral", "A B C D E F"],
    "noun-phrase(a)": ["of boats", "those", "boats", "his own"],
    "organisation(a)": ["Fisher", "Trustworthy"],
    "phrase(a)": ["near the kray", "Chita", "near"],
    "place(a)": ["Sofia Ostrova", ""],
    "pronounceable(a)": ["NKGB", "GTK", "KAN"],
    "question(a)": ["who", "the boats"],
    "role(a)": ["Vice", "harbour", ""],
    "surname(a)": ["OAK", "River", "in"],
    "syllabic(a)": ["Walter", "chin-u", "Kim Chin U", "X"],
}


def asked(written: str, language: str = "ru", **words: str) -> bool:
    wilson = replace(profile.load("wilson"), source_language=language)
    return parse(written).holds(Asked(words, wilson))


@pytest.mark.parametrize("written, words", [(one, words) for one, many in YES.items() for words in many])
def test_says_yes(written: str, words: str) -> None:
    assert asked(written, a=words)
    assert not asked(f"not {written}", a=words)


@pytest.mark.parametrize("written, words", [(one, words) for one, many in NO.items() for words in many])
def test_says_no(written: str, words: str) -> None:
    assert not asked(written, a=words)
    assert asked(f"not {written}", a=words)


@pytest.mark.parametrize(
    "name, other",
    [
        ("Tschuikow", "Chuikov"),
        ("Chongqing", "Ch'ung-ch'ing"),
        ("Rhee", "Yi"),
        ("Voronov", "Varonoff"),
        ("WONSAN", "Wŏnsan"),
        ("Deng Xiaoping", "Teng Hsiao-p'ing"),
    ],
)
def test_spellings_of_one_name_are_similar(name: str, other: str) -> None:
    assert asked("similar(a, b)", a=name, b=other)


@pytest.mark.parametrize(
    "name, other",
    [("Lublin", "Berlin"), ("Rhee", "Rhee"), ("KIM", "CHIN-U"), ("Belov", "Sokol"), ("", ""), ("A", "B" * 100)],
)
def test_other_names_are_not(name: str, other: str) -> None:
    assert not asked("similar(a, b)", a=name, b=other)


def test_initials_are_of_each_word_that_names_something() -> None:
    assert asked("initials(a, b)", a="I.R.C.", b="International Red Cross")
    assert asked("initials(a, b)", a="BOT", b="Board of Trade")
    assert asked("initials(a, b)", a="BT", b="Board of Trade")
    assert not asked("initials(a, b)", a="BT", b="Board of Inland Trade")
    assert not asked("initials(a, b)", a="BTX", b="Board of Trade")
    assert not asked("initials(a, b)", a="B", b="Board")


def test_groups_are_put_together() -> None:
    assert asked("forename(a, b)", a="G", b="regory")
    assert not asked("forename(a, b)", a="G", b="overnment")
    assert asked("english(a, b)", a="har", b="bour")
    assert not asked("english(a, b)", a="har", b="bxr")


def test_a_word_shortens_another_by_leaving_letters_out() -> None:
    assert asked("shortens(a, b)", a="rec.d", b="received")
    assert not asked("shortens(a, b)", a="recieved", b="received")
    assert not asked("shortens(a, b)", a="wd", b="wo")
    assert not asked("shortens(a, b)", a="dr", b="order")


def test_a_word_in_capitals_may_be_told_by_one_in_small_letters() -> None:
    assert asked("word-for-word(a, b)", a="SADKO", b="diver")
    assert not asked("word-for-word(a, b)", a="Sadko", b="diver")
    assert not asked("word-for-word(a, b)", a="SADKO", b="the diver")
    assert asked("contains(a, b)", a="Committee of the RTU", b="RTU")
    assert not asked("contains(a, b)", a="Committee of the Roads", b="RTU")


@pytest.mark.parametrize(
    "language, words",
    [
        ("de", "Grenzpolizei"),
        ("ko", "minjok"),
        ("ja", "kokutai"),
        ("zh", "bianjing"),
        ("zh", "pien-ching"),
        ("pl", "wieś"),
        ("cs", "obrana"),
        ("hu", "szövetség"),
        ("fr", "égalité"),
        ("es", "reunión"),
        ("ro", "securitatea"),
        ("sr", "narodna odbrana"),
        ("el", "ειρήνη"),
        ("is", "þjóð"),
    ],
)
def test_each_language_has_its_spelling(language: str, words: str) -> None:
    assert asked("foreign(a)", language, a=words)
    assert not asked("foreign(a)", language, a="the harbour police")
    assert asked("foreign(a)", "", a=words) is (language == "el")


def test_some_languages_are_rows_of_syllables_and_some_put_words_together() -> None:
    assert asked("syllables(a)", "zh", a="pan he")
    assert not asked("syllables(a)", "zh", a="quickly")
    assert not asked("syllables(a)", "ru", a="pan he")
    assert asked("compounding()", "de")
    assert not asked("compounding()", "ru")


def test_no_word_takes_long() -> None:
    for words in ("gang" * 2000, "anan" * 2000 + "x", "a" * 8000, "a-" * 4000, "A. " * 2000, "é" * 8000):
        for written in (*YES, "syllables(a)"):
            for language in ("zh", "ko", "de", "ru"):
                asked(written, language, a=words)


def test_every_question_about_words_is_asked_here() -> None:
    several = {"shortens", "similar", "initials", "word-for-word", "contains", "syllables", "compounding"}
    of_the_place = {"footnote", "calls-footnote", "in-date", "given", "next-page"}
    assert CONDITIONS.keys() - of_the_place == {one.partition("(")[0] for one in YES} | several
    assert YES.keys() == NO.keys()
