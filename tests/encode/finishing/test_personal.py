"""Parts of a person's name that several brackets made."""

from tei.encode import encoding, profile


def made(text: str, name: str = "plain") -> str:
    whole = encoding.body(text, profile.load(name)).text()
    return whole[whole.index("<p ") :].split(">", 1)[1].split("</p>")[0].replace(' resp="#editor"', "")


def test_forenames_and_the_name_behind_them_are_one() -> None:
    assert made("By R[obert] F[rancis] Lane of Osero") == (
        "By <persName><forename><expan>R<ex>obert</ex></expan></forename> "
        "<forename><expan>F<ex>rancis</ex></expan></forename> <surname>Lane</surname></persName> of Osero"
    )


def test_forenames_without_a_surname_are_no_name() -> None:
    assert made("By R[obert] F[rancis] and me") == (
        "By <expan>R<ex>obert</ex></expan> <expan>F<ex>rancis</ex></expan> and me"
    )
    assert (
        made("By R[obert] L[ane] of Osero") == "By <expan>R<ex>obert</ex></expan> <expan>L<ex>ane</ex></expan> of Osero"
    )


def test_words_between_part_two_names() -> None:
    assert made("By A[lan] Hale and R[obert] Lane") == (
        "By <persName><forename><expan>A<ex>lan</ex></expan></forename> <surname>Hale</surname></persName> and "
        "<persName><forename><expan>R<ex>obert</ex></expan></forename> <surname>Lane</surname></persName>"
    )


def test_a_name_in_a_name_gives_way() -> None:
    whole = encoding.body("The ferry is late.\n[signed] R[obert] Lane", profile.load("frus")).text()
    assert whole.count("<persName>") == 1
    assert "<persName><forename><expan>R" in whole
