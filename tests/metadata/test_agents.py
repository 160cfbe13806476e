from collections.abc import Callable
from pathlib import Path

import pytest

from tei import document, metadata
from tei.metadata import Record
from tei.metadata.values import Agent
from tei.names import TEI

Header = Callable[[str], Record]
Written = Callable[..., Record]
STATEMENT = '//TEI[@xml:id="orchard-survey"]/teiHeader/fileDesc/titleStmt'


@pytest.fixture
def author(written: Written) -> Callable[[str], Agent]:
    def read(content: str) -> Agent:
        (agent,) = written(titles=content if content.startswith("<") else f"<author>{content}</author>").creators
        return agent

    return read


def test_author_with_marked_name_has_parts_identifiers_and_affiliation(header: Header) -> None:
    josiah = header("born-digital").creators[0]
    assert (josiah.kind, josiah.order, josiah.relators) == ("person", 1, ("aut",))
    assert (josiah.surname, josiah.forename, josiah.honorific) == ("Carberry", "Josiah S.", "Dr")
    assert (josiah.display, josiah.sort_name) == ("Dr Josiah S. Carberry", "Carberry, Josiah S.")
    orcid = josiah.identifier("orcid")
    assert orcid
    assert (orcid.value, orcid.uri, orcid.valid) == (
        "0000-0002-1825-0097",
        "https://orcid.org/0000-0002-1825-0097",
        True,
    )
    assert orcid.origin.xpath == f"{STATEMENT}/author[1]/persName/@ref"
    (affiliation,) = josiah.affiliations
    assert affiliation.text == "Brown University, Providence"
    assert [str(one) for one in affiliation.identifiers] == ["https://ror.org/05gq02987"]
    assert affiliation.origin.xpath == f"{STATEMENT}/author[1]/affiliation"
    assert josiah.email
    assert josiah.email.text == "josiah@example.org"


def test_parts_before_and_behind_a_surname_are_kept_apart(header: Header) -> None:
    achim = header("born-digital").creators[1]
    assert (achim.name_link, achim.generation, achim.sort_name) == ("von", "Jr.", "Arnim, Achim von, Jr.")


def test_identifier_with_a_wrong_check_digit_is_kept_and_not_used(header: Header) -> None:
    achim = header("born-digital").creators[1]
    (orcid,) = achim.identifiers
    assert (orcid.value, orcid.uri, orcid.valid) == ("0000-0002-1825-0098", None, False)
    assert achim.identifier("orcid") is None


def test_name_of_one_word_is_not_split(header: Header) -> None:
    colette = header("born-digital").creators[2]
    assert (colette.display, colette.surname, colette.forename, colette.sort_name) == ("Colette", None, None, "Colette")
    assert colette.kind == "unknown"


def test_organisation_with_a_comma_is_not_split(header: Header) -> None:
    record = header("born-digital")
    assert (record.creators[3].kind, record.creators[3].surname) == ("organisation", None)
    assert (record.contributors[2].kind, record.contributors[2].surname) == ("organisation", None)


def test_name_that_is_a_link_is_a_name_with_what_it_links_to(header: Header) -> None:
    reed = header("born-digital").creators[4]
    assert (reed.kind, reed.surname, reed.forename) == ("person", "Reed", "Bo")
    assert [str(one) for one in reed.identifiers] == ["https://orcid.org/0000-0001-5109-3700"]


def test_contributors_come_with_their_roles_in_words_and_codes(header: Header) -> None:
    record = header("born-digital")
    told = [(one.order, one.display, [role.text for role in one.roles], one.relators) for one in record.contributors]
    assert told == [
        (1, "Lind, Tove", ["marcrel:trl"], ("trl",)),
        (2, "Marsh, Cy", ["Transcription and proofreading"], ("trc", "pfr")),
        (3, "Town Archive, Reading Room", ["Transcription and proofreading"], ("trc", "pfr")),
        (4, "Ada Quill", [""], ("pdr",)),
    ]
    assert record.contributors[1].roles[0].origin.xpath == f"{STATEMENT}/respStmt/resp"


def test_funder_has_its_identifier_and_its_grants(header: Header) -> None:
    (funder,) = header("born-digital").funders
    assert [one.scheme for one in funder.agent.identifiers] == ["crossref-funder"]
    assert [(one.number, one.uri) for one in funder.grants] == [
        ("101000001", None),
        ("GR-7", "https://example.org/grants/7"),
    ]
    assert funder.grants[0].origin.xpath == f"{STATEMENT}/funder/idno"


@pytest.mark.parametrize(
    "words, surname, forename",
    [
        ("Joachim, Jaques", "Joachim", "Jaques"),
        ("Goethe, Johann Wolfgang von", "Goethe", "Johann Wolfgang"),
        ("Arnim, Achim von (1781–1831)", "Arnim", "Achim"),
        ("Sor Juana", None, None),
        ("Mao Zedong", None, None),
        ("Grimm, Jacob and Grimm, Wilhelm", None, None),
        ("Grimm, Jacob; Grimm, Wilhelm", None, None),
        ("King, Jr.", None, None),
        ("University of Reading, Library", None, None),
        ("Anonymous, 3rd century", None, None),
        ("Holt,", None, None),
        ("A very long remark on who, as far as is known, wrote this", None, None),
    ],
)
def test_words_are_split_only_where_they_are_surname_and_forename(
    author: Callable[[str], Agent], words: str, surname: str | None, forename: str | None
) -> None:
    agent = author(words)
    assert (agent.surname, agent.forename) == (surname, forename)


@pytest.mark.parametrize(
    "words, spoken",
    [
        ("Joachim, Jaques", "Jaques Joachim"),
        ("Arnim, Achim von (1781–1831)", "Achim von Arnim"),
        ("Mao Zedong", "Mao Zedong"),
        ("Grimm, Jacob; Grimm, Wilhelm", "Grimm, Jacob; Grimm, Wilhelm"),
    ],
)
def test_name_as_it_is_spoken_has_the_forename_first_only_where_it_was_behind(
    author: Callable[[str], Agent], words: str, spoken: str
) -> None:
    assert author(words).natural_name == spoken


def test_surname_before_the_forename_is_told_by_the_elements(author: Callable[[str], Agent]) -> None:
    mao = author("<author><persName><surname>Mao</surname> <forename>Zedong</forename></persName></author>")
    assert (mao.display, mao.surname, mao.forename) == ("Mao Zedong", "Mao", "Zedong")
    assert mao.natural_name == "Mao Zedong"


def test_two_names_in_one_element_are_two_agents(written: Written) -> None:
    record = written(
        titles='<editor ref="https://viaf.org/viaf/89766698"><name>Quill, Ada</name><name>Reed, Bo</name></editor>'
    )
    assert [(one.surname, one.order, one.identifiers) for one in record.contributors] == [
        ("Quill", 1, ()),
        ("Reed", 2, ()),
    ]


def test_identifiers_beside_a_name_are_that_persons(written: Written) -> None:
    idno = '<idno type="wikidata">Q70988</idno><idno type="pnd">118504177</idno>'
    record = written(titles=f"<author><persName>Achim</persName>{idno}</author>")
    assert [str(one) for one in record.creators[0].identifiers] == [
        "https://www.wikidata.org/entity/Q70988",
        "https://d-nb.info/gnd/118504177",
    ]


def test_identifier_of_an_organisation_tells_that_it_is_one(author: Callable[[str], Agent]) -> None:
    assert author('<author ref="https://ror.org/05gq02987">Brown</author>').kind == "organisation"
    assert author('<author ref="https://orcid.org/0000-0002-1825-0097">Carberry</author>').kind == "person"


def test_who_has_a_surname_is_a_person(author: Callable[[str], Agent]) -> None:
    assert author("<author><surname>Carberry</surname></author>").kind == "person"
    assert author("<author>Carberry</author>").kind == "unknown"


@pytest.mark.parametrize(
    "resp, codes",
    [
        ("<resp ref='http://id.loc.gov/vocabulary/relators/trl'>Encoding</resp>", ("trl",)),
        ("<resp ref='http://id.loc.gov/vocabulary/relators/zzz'>Encoding</resp>", ("mrk",)),
        ("<resp>trc</resp>", ("trc",)),
        ("<resp>Encoding of the translation</resp>", ("mrk",)),
        ("<resp>Herausgegeben und kommentiert von</resp>", ("edt", "ann")),
        ("<resp>Transkription, Auszeichnung</resp>", ("trc", "mrk")),
        ("<resp>traduction et relecture</resp>", ("trl", "pfr")),
        ("<resp>made the tea</resp>", ()),
    ],
)
def test_role_is_told_by_an_address_a_code_or_known_words(written: Written, resp: str, codes: tuple[str, ...]) -> None:
    record = written(titles=f"<respStmt>{resp}<persName>Ada Quill</persName></respStmt>")
    assert record.contributors[0].relators == codes


# --- authority files ---

AUTHORITY = f"""<TEI xmlns="{TEI}"><teiHeader/><standOff><listPerson>
  <person xml:id="mao">
    <persName type="variant">MAO ZEDONG</persName>
    <persName type="main"><surname>Mao</surname> <forename>Zedong</forename></persName>
    <idno type="gnd">118577425</idno>
  </person></listPerson><listOrg><org xml:id="gru"><orgName>GRU</orgName></org></listOrg></standOff></TEI>"""


def pointing(pointer: str, path: str = "letter.xml") -> document.Document:
    text = (
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><author ref="{pointer}">Chairman</author></titleStmt>'
        "</fileDesc></teiHeader></TEI>"
    )
    return document.parse(text.encode(), path)


@pytest.mark.parametrize("pointer", ["authority.xml#mao", "./authority.xml#mao", "../lists/authority.xml#mao"])
def test_entry_of_the_authority_file_enriches_whoever_points_at_it(pointer: str) -> None:
    authority = document.parse(AUTHORITY.encode(), "lists/authority.xml")
    (mao,) = metadata.read(pointing(pointer, "lists/letter.xml"), authority).creators
    assert (mao.display, mao.full_name, mao.kind) == ("Chairman", "Mao Zedong", "person")
    assert (mao.surname, mao.forename) == ("Mao", "Zedong")
    (gnd,) = mao.identifiers
    assert (gnd.uri, gnd.origin.path) == ("https://d-nb.info/gnd/118577425", "lists/authority.xml")
    assert gnd.origin.xpath == '//person[@xml:id="mao"]/idno'
    assert mao.origin.path == "lists/letter.xml"
    assert mao.entry
    assert (mao.entry.path, mao.entry.xpath) == ("lists/authority.xml", '//person[@xml:id="mao"]')


@pytest.mark.parametrize(
    "pointer",
    [
        "authority.xml#nobody",
        "other.xml#mao",
        "authority.xml",
        "#mao",
        "/authority.xml#mao",
        "file:authority.xml#mao",
        "%00#a",
    ],
)
def test_pointer_that_leads_elsewhere_adds_nothing(pointer: str) -> None:
    authority = document.parse(AUTHORITY.encode(), "authority.xml")
    (mao,) = metadata.read(pointing(pointer), authority).creators
    assert (mao.display, mao.entry, mao.identifiers) == ("Chairman", None, ())


def test_no_file_is_read_but_the_one_that_is_given(tmp_path: Path) -> None:
    (tmp_path / "authority.xml").write_text(AUTHORITY, encoding="utf-8")
    (mao,) = metadata.read(pointing("authority.xml#mao", str(tmp_path / "letter.xml"))).creators
    assert mao.entry is None


def test_list_of_the_document_itself_enriches_too(header: Header) -> None:
    (ana,) = header("letter").creators
    assert (ana.display, ana.sort_name, [str(one) for one in ana.identifiers]) == (
        "Holt",
        "Holt, Ana",
        ["https://viaf.org/viaf/89766698"],
    )
    assert ana.entry
    assert ana.entry.xpath == '//person[@xml:id="ana"]'
