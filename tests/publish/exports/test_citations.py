"""Citations in the styles that readers ask for."""

from collections.abc import Callable

import pytest

from tei.publish.exports import chicago, mla
from tei.publish.exports.cited import cited
from tei.publish.exports.placing import Published
from tei.publish.exports.wording import plain

MakeDocument = Callable[..., Published]

ADDRESS = "https://example.org/oseros/documents/letter/"


def person(forename: str, surname: str, *, element: str = "author") -> str:
    return f"<{element}><persName><forename>{forename}</forename> <surname>{surname}</surname></persName></{element}>"


def authors(count: int) -> str:
    return "".join(person("ABCDEFGHI"[number], f"Name{number}") for number in range(count))


def in_bibliography(document: Published) -> str:
    return plain(chicago.bibliography(cited(document)))


def in_note(document: Published) -> str:
    return plain(chicago.note(cited(document)))


def in_works_cited(document: Published) -> str:
    return plain(mla.works_cited(cited(document)))


CABLE = "Cable Telegram no. 59363 from Kovalev to Stalin, containing a message from Mao Zedong"
TITLE = f"{CABLE}: A TEI edition of the English translation"
ARCHIVE = "Russian State Archive of Socio-Political History (RGASPI), f. 558, op. 11, d. 333, ll. 0049-0051"
PAGE = "example.org/oseros/documents/cable-59363/"


def test_chicago_bibliography_of_the_cable(cable: Published) -> None:
    assert in_bibliography(cable) == (
        f"Kovalev, Ivan Vladimirovich, and Mao Zedong. “{TITLE}.” October 23, 1949. Translated by Gary Goldberg. "
        f"In Letters of the Oseros. The tei project, 2026. {ARCHIVE}. https://{PAGE}."
    )


def test_chicago_note_of_the_cable(cable: Published) -> None:
    assert in_note(cable) == (
        f"Ivan Vladimirovich Kovalev and Mao Zedong, “{TITLE},” October 23, 1949, trans. Gary Goldberg, "
        f"in Letters of the Oseros (The tei project, 2026), {ARCHIVE}, https://{PAGE}."
    )


def test_mla_of_the_cable(cable: Published) -> None:
    assert in_works_cited(cable) == (
        f"Kovalev, Ivan Vladimirovich, and Mao Zedong. “{TITLE}.” 23 Oct. 1949. Letters of the Oseros, "
        f"translated by Gary Goldberg, The tei project, 2026, {PAGE}. {ARCHIVE}."
    )


def test_title_of_the_whole_alone_is_in_italics(cable: Published) -> None:
    for runs in (chicago.bibliography(cited(cable)), chicago.note(cited(cable)), mla.works_cited(cited(cable))):
        assert [run.text for run in runs if run.italic] == ["Letters of the Oseros"]


@pytest.mark.parametrize(
    "count, bibliography, note, works_cited",
    [
        (0, "“A Letter.” In", "“A Letter,” in", "“A Letter.” "),
        (1, "Name0, A. “", "A Name0, “", "Name0, A. “"),
        (2, "Name0, A, and B Name1. “", "A Name0 and B Name1, “", "Name0, A, and B Name1. “"),
        (3, "Name0, A, B Name1, and C Name2. “", "A Name0 et al., “", "Name0, A, et al. “"),
        (6, "Name0, A, B Name1, C Name2, D Name3, E Name4, and F Name5. “", "A Name0 et al., “", "Name0, A, et al. “"),
        (7, "Name0, A, B Name1, C Name2, et al. “", "A Name0 et al., “", "Name0, A, et al. “"),
    ],
)
def test_authors(make_document: MakeDocument, count: int, bibliography: str, note: str, works_cited: str) -> None:
    document = make_document(agents=authors(count))
    assert in_bibliography(document).startswith(bibliography)
    assert in_note(document).startswith(note)
    assert in_works_cited(document).startswith(works_cited)


def test_name_that_begins_with_the_surname_anyhow_is_not_turned_round(make_document: MakeDocument) -> None:
    mao = "<author><persName><surname>Mao</surname> <forename>Zedong</forename></persName></author>"
    assert in_bibliography(make_document(agents=mao)).startswith("Mao Zedong. “")


def test_organisation_keeps_its_name(make_document: MakeDocument) -> None:
    body = "<author><orgName>Committee, Central</orgName></author>"
    assert in_bibliography(make_document(agents=body)).startswith("Committee, Central. “")
    assert in_note(make_document(agents=body)).startswith("Committee, Central, “")


def test_editors_stand_behind_the_whole(make_document: MakeDocument) -> None:
    document = make_document(agents=person("Bo", "Osero", element="editor"))
    assert "“A Letter.” In Letters of the Oseros, edited by Bo Osero. Osero Press, 2025." in in_bibliography(document)
    assert "in Letters of the Oseros, ed. Bo Osero (Osero Press, 2025), https" in in_note(document)
    assert "Letters of the Oseros, edited by Bo Osero, Osero Press, 2025, example.org" in in_works_cited(document)


@pytest.mark.parametrize(
    "title, bibliography, note",
    [
        ("Why?", "“Why?”", "“Why?,”"),
        ("An end.", "“An end.”", "“An end.,”"),
        ("On “This” and That", "“On ‘This’ and That.”", "“On ‘This’ and That,”"),
        ('Of "straight" marks', "“Of ‘straight’ marks.”", "“Of ‘straight’ marks,”"),
        ("Was heißt „Ende“?", "“Was heißt ‚Ende‘?”", "“Was heißt ‚Ende‘?,”"),
        ("He said “Why?”", "“He said ‘Why?’”", "“He said ‘Why?’,”"),
    ],
)
def test_titles(make_document: MakeDocument, title: str, bibliography: str, note: str) -> None:
    document = make_document(title)
    assert in_bibliography(document).startswith(f"Osero, Ada. {bibliography} In ")
    assert in_note(document).startswith(f"Ada Osero, {note} in ")


@pytest.mark.parametrize(
    "attributes, text, american, short",
    [
        ('when="1949-10-23"', "", "October 23, 1949", "23 Oct. 1949"),
        ('when="1949-09"', "", "September 1949", "Sept. 1949"),
        ('when="1949"', "", "1949", "1949"),
        ('from="1949-10-21" to="1949-10-24"', "", "October 21–24, 1949", "21-24 Oct. 1949"),
        ('from="1949-05-30" to="1949-06-02"', "", "May 30, 1949 – June 2, 1949", "30 May 1949 - 2 June 1949"),
        ('from="1949" to="1951"', "", "1949–1951", "1949-1951"),
        ("", "one autumn", "one autumn", "one autumn"),
    ],
)
def test_dates(make_document: MakeDocument, attributes: str, text: str, american: str, short: str) -> None:
    profile = f'<correspDesc><correspAction type="sent"><date {attributes}>{text}</date></correspAction></correspDesc>'
    document = make_document(profile=profile)
    assert f"“A Letter.” {american}. In " in in_bibliography(document)
    assert f"“A Letter,” {american}, in " in in_note(document)
    assert f"“A Letter.” {short}. Letters" in in_works_cited(document)


def test_archive_is_not_named_twice(make_document: MakeDocument) -> None:
    source = (
        "<msDesc><msIdentifier><repository>State Archive (SA)</repository><idno>SA, f. 1</idno></msIdentifier></msDesc>"
    )
    assert in_bibliography(make_document(source=source)).endswith(f" State Archive (SA), f. 1. {ADDRESS}.")


def test_address_of_the_header_is_cited_before_that_of_the_page(make_document: MakeDocument) -> None:
    document = make_document(publication='<idno type="DOI">10.5281/zenodo.1234567</idno>')
    assert in_bibliography(document).endswith(" 2025. https://doi.org/10.5281/zenodo.1234567.")
    assert document.address == ADDRESS


def test_site_that_knows_no_address_names_none(make_document: MakeDocument) -> None:
    document = make_document(base="")
    assert in_bibliography(document) == ("Osero, Ada. “A Letter.” In Letters of the Oseros. Osero Press, 2025.")
    assert in_note(document) == "Ada Osero, “A Letter,” in Letters of the Oseros (Osero Press, 2025)."
    assert in_works_cited(document) == "Osero, Ada. “A Letter.” Letters of the Oseros, Osero Press, 2025."


def test_hostile_titles_stay_on_their_line_and_turn_nothing_round(make_document: MakeDocument, hostile: str) -> None:
    for words in (style(make_document(hostile)) for style in (in_bibliography, in_note, in_works_cited)):
        assert words == " ".join(words.split())
        assert not set(words) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
        assert "Letters of the Oseros" in words
