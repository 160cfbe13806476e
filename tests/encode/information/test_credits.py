"""People and tasks out of sentences: who did what, in the parts of their names, and what was not understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei.encode.information import credits as people_and_tasks
from tei.encode.information import person
from tei.encode.information.people import Person


def told(text: str) -> str:
    """The relators of each task, and its people as surname, forename, particles and generation."""
    return " / ".join(
        f"{' '.join(one.relators)}: {'; '.join(' | '.join(filter(None, parts(who))) for who in one.people)}"
        for one in people_and_tasks.read(text).credits
    )


def parts(who: Person) -> tuple[str, ...]:
    if who.is_organisation:
        return ("organisation",)
    return who.surname, who.forename, who.name_link, who.generation


@pytest.mark.parametrize(
    "text,expected",
    [
        ("Contributed by Anna Holt and translated by Ben Orr.", "ctb: Holt | Anna / trl: Orr | Ben"),
        (
            "Translated from Russian by Anna Holt and Ben Orr, edited by Carla von der Mark.",
            "trl: Holt | Anna; Orr | Ben / edt: Mark | Carla | von der",
        ),
        (
            "Obtained by Leo Falk, Ida N. Berg, and J. P. Stone, Jr.",
            "ctb: Falk | Leo; Berg | Ida N.; Stone | J. P. | Jr.",
        ),
        ("Translated and annotated for the Example Project by Eva Roth", "trl ann: Roth | Eva"),
        (
            "Transcribed by A.B. Orlova; donated by Peter de la Cruz",
            "trc: Orlova | A.B. / dnr: Cruz | Peter | de la",
        ),
        ("Translation: Mark H. Doe. Editor: Anna O’Hara", "trl: Doe | Mark H. / edt: O’Hara | Anna"),
        ("Übersetzt von Hans Maier, herausgegeben von Eva zu Berg", "trl: Maier | Hans / edt: Berg | Eva | zu"),
        ("Перевод: И. И. Петров", "trl: Петров | И. И."),
        ("Donated by the Falk Family Foundation.", "dnr: organisation"),
        (
            "Contributed by the Institute for Example Studies, translated by Eva Roth",
            "ctb: organisation / trl: Roth | Eva",
        ),
        ("Nothing to see here.", ""),
    ],
)
def test_people_and_tasks_are_read(text: str, expected: str) -> None:
    assert told(text) == expected


def test_the_language_translated_from_is_told() -> None:
    (credit,) = people_and_tasks.read("Translated from Russian into English by Anna Holt").credits
    assert credit.languages == ("ru", "en")
    assert credit.task == "Translated from Russian into English by"


def test_a_publication_is_no_person() -> None:
    read = people_and_tasks.read("Published in Cold Papers, vol. 3, no. 2 (1994), pp. 12-15. Transcribed by Ida Berg.")
    assert read.publications == ("Cold Papers, vol. 3, no. 2 (1994), pp. 12-15",)
    assert [one.relators for one in read.credits] == [("trc",)]


def test_what_is_not_understood_is_said_with_its_words() -> None:
    read = people_and_tasks.read("It rained. Obtained by Leo Falk (see below).")
    assert read.unread == ("It rained. ", "see below).")
    assert "“It rained. ” is not understood" in read.doubts


@pytest.mark.parametrize(
    "name,expected,doubt",
    [
        ("Anna Holt", ("Holt", "Anna", "", ""), ""),
        ("Holt, Anna", ("Holt", "Anna", "", ""), ""),
        ("Berg, Eva von den", ("Berg", "Eva", "von den", ""), ""),
        ("Dr. Anna Holt", ("Holt", "Anna", "", ""), ""),
        ("Kim Dong-jin", ("Kim", "Dong-jin", "", ""), "taken for a name with the surname first"),
        ("SHEN Aguo", ("SHEN", "Aguo", "", ""), ""),
        ("Orlova A. B.", ("Orlova", "A. B.", "", ""), "initials behind"),
        ("Orlova", ("Orlova", "", "", ""), "taken for the surname"),
        ("Maria Luisa Perez Soto", ("Soto", "Maria Luisa Perez", "", ""), "is a guess"),
        ("John Stone III", ("Stone", "John", "", "III"), ""),
        ("Ludwig van den Berg", ("Berg", "Ludwig", "van den", ""), ""),
        ("§", ("§", "", "", ""), "no name"),
        ("Example University Press", ("organisation",), ""),
    ],
)
def test_names_come_in_parts_and_guesses_are_doubts(name: str, expected: tuple[str, ...], doubt: str) -> None:
    who = person(name)
    assert parts(who) == expected
    assert any(doubt in one for one in who.doubts) if doubt else who.doubts == ()


WORDS = st.sampled_from(
    [
        "Translated",
        "translated",
        "by",
        "from",
        "Russian",
        "and",
        ",",
        ".",
        ";",
        "(",
        ")",
        "Anna",
        "Holt",
        "van",
        "der",
        "Jr.",
        "&",
        "Published",
        "in",
        "vol.",
        "3",
        ":",
        "edited",
        "Editor:",
        "the",
        "Press",
        "Institute",
        "§",
        "Übersetzt",
        "von",
        "И.",
        "Петров",
        "\n",
        "\x00",
        "with",
        "of",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=16).map(" ".join)))
def test_no_text_raises_and_each_character_is_in_one_segment(text: str) -> None:
    read = people_and_tasks.read(text)
    assert "".join(segment.text for segment in read.segments) == text
    assert all(who.text for credit in read.credits for who in credit.people)


@given(st.text(max_size=40))
def test_no_name_raises_and_none_loses_a_letter(text: str) -> None:
    who = person(text)
    joined = text if who.is_organisation else "".join([*parts(who), who.honorific])
    assert sorted(one for one in joined if one.isalnum()) == sorted(one for one in text if one.isalnum())


@pytest.mark.parametrize(
    "piece",
    ["Anna ", "A. ", "translated ", "translated by ", "translated and ", "and ", "Published in x. ", "a", "van der "],
)
def test_a_long_run_of_the_same_is_read_in_good_time_and_whole(piece: str) -> None:
    text = piece * 3_000
    assert "".join(segment.text for segment in people_and_tasks.read(text).segments) == text
