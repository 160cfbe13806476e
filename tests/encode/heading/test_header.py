"""What a header says of a document, and what it leaves out."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.etree import _Element as Element

from tei import document, notation, relaxng, resources, schematron
from tei.diagnostics import Severity
from tei.document import Document
from tei.encode.heading import (
    Archive,
    Correspondence,
    Done,
    Edition,
    Facts,
    Hand,
    Rendition,
    doubts,
    header,
    pretty,
    urn,
)
from tei.encode.heading.elements import make, parsed, written
from tei.encode.information import PLAIN, WILSON, Action, Acts, Information, Named, Overrides, When, acts, page
from tei.encode.information.credits import Credit, Credits
from tei.encode.information.people import person
from tei.names import TEI

DAY = date(2026, 11, 25)
NOTHING = Facts(Information(), DAY)
SENT = When("4 May 1957", "1957-05-04")
LETTER = Correspondence("corresp-letter", acts(Named("Amrein"), [Named("Lindner")], sent=SENT))


def words(facts: Facts, path: str) -> list[str]:
    """The words of the elements at a path of the header, white space as it is."""
    found = header(facts).xpath("/".join(f"t:{name}" for name in path.split("/")), namespaces={"t": TEI})
    assert isinstance(found, list)
    return ["".join(map(str, one.itertext())) for one in found]  # type: ignore[union-attr] # elements


def only(facts: Facts, name: str) -> Element:
    (found,) = header(facts).iter(f"{{{TEI}}}{name}")
    return found


def whole(facts: Facts) -> Document:
    """A document that has the header, and in its text what the header speaks of."""
    hands = [make("note", "Seen", type="annotation", hand=f"#{one.id}") for one in facts.hands]
    claims = " ".join(f"#{one.id}" for one in facts.described)
    div = make("div", *hands, make("p", "Text"), type="letter", decls=claims)
    root = parsed(make("TEI", written(pretty(header(facts))), make("text", make("body", div)), xml_lang=facts.language))
    return document.parse(etree.tostring(root))


@cache
def schemas() -> tuple[relaxng.Schema, schematron.Schema, schematron.Schema]:
    """The grammar and the rules of documentary editions, and TEI's own rules."""
    return (
        relaxng.load(resources.data_path("schemas", "tei-documentary.rng")),
        schematron.load(resources.data_path("schemas", "tei-documentary.sch")),
        schematron.load(resources.data_path("schemas", "tei-conformance.sch")),
    )


def faults(facts: Facts) -> list[str]:
    """What the grammar, the rules of documentary editions and TEI's own find: errors, and warnings of the first two."""
    made = whole(facts)
    grammar, rules, of_tei = schemas()
    found = [
        *(one for one in of_tei.validate(made) if one.severity is Severity.ERROR),
        *grammar.validate(made),
        *rules.validate(made),
    ]
    return [f"{one.rule}: {one.message}" for one in found]


# --- nothing is invented ---


def test_header_of_a_document_of_which_nothing_is_known_says_nothing_of_it() -> None:
    made = header(NOTHING)
    assert [one.text for one in made.iter(f"{{{TEI}}}title")] == [
        "Document",
        "A TEI edition",
    ]
    absent = (
        *("author", "extent", "msDesc", "tagsDecl", "classDecl", "appInfo", "interpretation", "quotation", "abstract"),
        *("creation", "textClass", "settingDesc", "correspDesc", "licence", "note", "idno", "schemaRef", "publisher"),
    )
    assert [name for name in absent if next(made.iter(f"{{{TEI}}}{name}"), None) is not None] == []
    assert faults(NOTHING) == []


def test_who_encoded_is_the_program_where_a_project_names_nobody() -> None:
    assert words(NOTHING, "fileDesc/titleStmt/respStmt/name") == ["tei, a program"]
    assert words(replace(NOTHING, edition=Edition(encoder="Anna Merz")), "fileDesc/titleStmt/respStmt/persName") == [
        "Anna Merz"
    ]


def test_no_licence_is_granted_unless_one_is_set() -> None:
    (found,) = words(NOTHING, "fileDesc/publicationStmt/availability")
    assert found == "No licence is granted for this encoding."


@pytest.mark.parametrize(
    "address, name",
    [
        ("https://creativecommons.org/licenses/by/4.0/", "the Creative Commons Attribution 4.0 International licence"),
        (
            "http://creativecommons.org/licenses/by-nc-sa/3.0/",
            "the Creative Commons Attribution-NonCommercial-ShareAlike 3.0 Unported licence",
        ),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "the CC0 1.0 Universal licence"),
        ("https://creativecommons.org/licenses/xx/4.0/", "the Osero licence"),
        ("https://osero.example/terms", "the Osero licence"),
    ],
)
def test_a_licence_is_called_by_its_name(address: str, name: str) -> None:
    known = replace(NOTHING, edition=Edition(licence=address, licence_name="Osero"))
    assert words(known, "fileDesc/publicationStmt/availability/licence") == [
        f"The encoding (the markup and this header) may be used under {name}."
    ]
    assert only(known, "licence").get("target") == address
    assert faults(known) == []


def test_a_licence_without_a_name_is_called_by_its_address() -> None:
    told = Overrides((("licence", ("https://osero.example/terms",)),))
    known = replace(NOTHING, edition=Edition(licence="https://velsk.example/", licence_name="Velsk"), overrides=told)
    (said,) = words(known, "fileDesc/publicationStmt/availability/licence")
    assert said.endswith("may be used under the licence at https://osero.example/terms.")


@pytest.mark.parametrize(
    "rights, said",
    [
        ((), "The licence does not extend to the text of the document."),
        (
            ("Ask first.",),
            "No licence for it is stated by its publisher, whose own words are in the source description.",
        ),
        (("Under CC BY 4.0.",), "The terms that its publisher sets are in the source description, in its own words."),
    ],
)
def test_licence_of_the_edition_is_not_that_of_the_text(rights: tuple[str, ...], said: str) -> None:
    edition = Edition(licence="https://creativecommons.org/licenses/by/4.0/")
    known = replace(NOTHING, edition=edition, information=Information(rights=rights))
    assert words(known, "fileDesc/publicationStmt/availability/p")[0].endswith(said)


def test_words_that_are_no_address_are_no_licence() -> None:
    known = replace(NOTHING, overrides=Overrides((("licence", ("Ask the archive.",)),)))
    assert words(known, "fileDesc/publicationStmt/availability/p") == ["Ask the archive."]
    assert words(known, "fileDesc/publicationStmt/availability/licence") == []
    assert faults(known) == []


# --- people ---


def credited(*found: Credit) -> Facts:
    return replace(NOTHING, information=Information(credits=Credits(found)))


def test_each_task_is_one_responsibility_with_all_who_did_it() -> None:
    merz, brandt = person("Anna Merz"), person("Brandt, Marcus")
    known = credited(
        Credit("Edited", ("edt",), (merz,)),
        Credit("Translated and annotated", ("trl", "ann"), (merz, brandt), ("ru",)),
        Credit("Translated", ("trl",), (merz, person("Harbour Archives"))),
    )
    made = list(header(known).iter(f"{{{TEI}}}respStmt"))
    told = [etree.tostring(one, encoding="unicode").replace(f' xmlns="{TEI}"', "") for one in made]
    assert told[0] == (
        '<respStmt xml:id="translator"><resp ref="http://id.loc.gov/vocabulary/relators/trl">Translation from Russian '
        "into English</resp><persName><forename>Anna</forename> <surname>Merz</surname></persName><persName><surname>"
        "Brandt</surname>, <forename>Marcus</forename></persName><orgName>Harbour Archives</orgName></respStmt>"
    )
    identifiers = [one.get("{http://www.w3.org/XML/1998/namespace}id") for one in made]
    assert identifiers == ["translator", "editor", "annotator", "encoder"]
    assert faults(known) == []


def test_who_answers_for_the_brackets_is_there_even_if_the_page_names_nobody() -> None:
    unnamed = replace(NOTHING, archive=Archive(brackets_by="editor"))
    assert words(unnamed, "fileDesc/titleStmt/respStmt")[0] == (
        "Edition, with the notes and glosses in square bracketsThe editor, whom the page does not name"
    )
    named = replace(NOTHING, archive=Archive(brackets_by="editor", brackets_name="The editors of the papers"))
    assert words(named, "fileDesc/titleStmt/respStmt/orgName") == ["The editors of the papers"]
    assert faults(named) == faults(unnamed) == []


@pytest.mark.parametrize(
    "name, marked",
    [
        ("Gary Goldberg", "<forename>Gary</forename> <surname>Goldberg</surname>"),
        ("Dr. Ann-Lee  van der Meer Jr.", None),
        ("Kim Kim", "<surname>Kim</surname> <forename>Kim</forename>"),
        ("(?)", "<surname>(?)</surname>"),
    ],
)
def test_a_name_keeps_its_words_and_has_its_parts_marked(name: str, marked: str | None) -> None:
    known = replace(NOTHING, authors=(name,), pointers=((name, "authority.xml#somebody"),))
    made = only(known, "persName")
    assert "".join(map(str, made.itertext())) == " ".join(name.split())
    assert made.get("ref") == "authority.xml#somebody"
    if marked is None:
        assert [(one.tag.rpartition("}")[2], one.text) for one in made] == [
            ("roleName", "Dr."),
            ("forename", "Ann-Lee"),
            ("nameLink", "van der"),
            ("surname", "Meer"),
            ("genName", "Jr."),
        ]
    else:
        inner = etree.tostring(made, encoding="unicode").replace(f' xmlns="{TEI}"', "")
        assert inner == f'<persName ref="authority.xml#somebody">{marked}</persName>'


def test_creators_of_a_side_file_are_the_authors() -> None:
    told = Overrides((("creators", ("Mao Zedong",)),))
    known = replace(NOTHING, overrides=told, authors=("Kovalev",), pointers=(("Mao Zedong", "authority.xml#mao"),))
    assert words(known, "fileDesc/titleStmt/author") == ["Mao Zedong"]
    assert only(known, "persName").get("ref") == "authority.xml#mao"


# --- dates ---


@pytest.mark.parametrize(
    "sent, attributes",
    [
        (When("4 May 1957", "1957-05-04"), {"when": "1957-05-04"}),
        (
            When("4 May 1957, 0930", "1957-05-04", "1957-05-04T09:30"),
            {"when": "1957-05-04", "when-iso": "1957-05-04T09:30"},
        ),
        (When("May 1957", "1957-05", "1957-06-01T09:30"), {"when": "1957-05"}),
        (When("in May", "", "", "1957-05-01", "1957-05-31"), {"notBefore": "1957-05-01", "notAfter": "1957-05-31"}),
        (When("29 February 1956", "1956-02-29"), {"when": "1956-02-29"}),
    ],
)
def test_a_date_of_an_act_has_its_values(sent: When, attributes: dict[str, str]) -> None:
    known = replace(NOTHING, correspondence=(Correspondence("c", acts(Named("A"), [Named("B")], sent=sent)),))
    (made,) = only(known, "correspDesc").iter(f"{{{TEI}}}date")
    assert dict(made.items()) == attributes
    assert faults(known) == []


@pytest.mark.parametrize(
    "value", ["1957-02-29", "1957-13-01", "1957-00-01", "0000-01-01", "May 1957", "", "1957-05-04Z"]
)
def test_a_value_that_no_calendar_has_leaves_the_date_out_and_says_so(value: str) -> None:
    act = acts(Named("A"), [Named("B")], sent=When("some day", value))
    known = replace(NOTHING, correspondence=(Correspondence("c", act),))
    assert list(only(known, "correspDesc").iter(f"{{{TEI}}}date")) == []
    assert doubts(known) == ("the date “some day” of “sent” is left out",)
    assert faults(known) == []


@pytest.mark.parametrize(
    "genre, days, text",
    [
        ("letter", ["1957-05-04"], "4 May 1957"),
        ("cable", ["1957-05-04", "1957-05-06"], "Cabled on 4 May and printed on 6 May 1957"),
        ("telegram", ["1957-12-31", "1958-01-01"], "Telegraphed on 31 December 1957 and printed on 1 January 1958"),
        ("letter", ["1957-05-04", "1957-05-04"], "4 May 1957"),
    ],
)
def test_creation_reaches_from_the_writing_to_the_last_copy(genre: str, days: list[str], text: str) -> None:
    steps = [("printed", None, When("then", day)) for day in days[1:]]
    act = acts(Named("A"), [Named("B")], sent=When("once", days[0]), transmitted=steps)
    known = replace(NOTHING, genre=genre, correspondence=(Correspondence("c", act),))  # type: ignore[arg-type] # a kind
    assert words(known, "profileDesc/creation/date") == [text]
    assert faults(known) == []


def test_creation_that_is_told_is_taken() -> None:
    known = replace(NOTHING, created=When("in the spring", "", "", "1957-03-01", "1957-05-31"))
    assert words(known, "profileDesc/creation/date") == ["in the spring"]


def test_date_of_the_page_is_that_of_the_document_if_it_has_no_other() -> None:
    known = replace(NOTHING, information=Information(date="4. Mai 1957"), hands=(Hand("hand-a", "Somebody."),))
    assert dict(only(known, "origDate").items()) == {"when": "1957-05-04"}
    assert faults(known) == []
    unread = replace(NOTHING, information=Information(date="Mai oder " * 100), hands=(Hand("hand-a", "Somebody."),))
    assert list(header(unread).iter(f"{{{TEI}}}origDate")) == []
    assert faults(unread) == []


# --- the document in the archive ---


@pytest.mark.parametrize(
    "reference, measure",
    [
        ("RGASPI, f. 558, op. 11, d. 333, ll. 0049-0051", ("leaf", "3", "3 leaves in the archive")),
        ("RGASPI, f. 558, op. 11, d. 333, l. 49", ("leaf", "1", "1 leaf in the archive")),
        ("RGASPI, f. 558, op. 11, d. 333, ll. 51-49", None),
        ("RGASPI, f. 558, op. 11, d. 333, ll. 3, 5-7", None),
        ("RGASPI, f. 558, op. 11, d. 333, ll. 12ob.-14", None),
        ("RGASPI, f. 558, op. 11, d. 333", None),
        ("NARA, RG 59, Box 3, pp. 4-5", ("page", "2", "2 pages in the archive")),
    ],
)
def test_leaves_are_counted_where_they_are_one_run(reference: str, measure: tuple[str, str, str] | None) -> None:
    known = replace(NOTHING, overrides=Overrides((("reference", (reference,)),)))
    (statement,) = header(known).iterchildren(f"{{{TEI}}}fileDesc")
    found = [(one.get("unit"), one.get("quantity"), one.text) for one in statement.iterfind(f"{{{TEI}}}extent/*")]
    assert found == ([measure] if measure else [])
    assert faults(known) == []


def test_hands_are_described_though_nobody_tells_where_the_document_is() -> None:
    known = replace(NOTHING, hands=(Hand("hand-pencil", "The reader who wrote in pencil.", "pencil"),))
    assert words(known, "fileDesc/sourceDesc/msDesc/msIdentifier") == ["The document; where it is kept is not told"]
    assert dict(only(known, "handNote").items()) == {
        "{http://www.w3.org/XML/1998/namespace}id": "hand-pencil",
        "scope": "minor",
        "medium": "pencil",
    }
    assert faults(known) == []


def test_what_the_document_says_of_its_source_stands_in_for_the_page() -> None:
    known = replace(NOTHING, sources=("GARF, f. 1, op. 2, d. 3. Translated by Anna Merz.",))
    assert words(known, "fileDesc/sourceDesc/bibl/note") == ["GARF, f. 1, op. 2, d. 3. Translated by Anna Merz."]
    assert words(known, "fileDesc/titleStmt/respStmt/persName") == ["Anna Merz"]
    assert words(known, "fileDesc/sourceDesc/msDesc/msIdentifier/idno") == ["GARF, f. 1, op. 2, d. 3"]
    assert faults(known) == []


# --- languages, kinds, places ---


def test_languages_are_declared_once_each_with_what_they_are() -> None:
    known = replace(NOTHING, language="en", source_language="zh", languages=("zh-Latn", "de", "en", "not a tag"))
    assert words(known, "profileDesc/langUsage/language") == [
        "English, the language of the translation",
        "Chinese, the language of the document in the archive",
        "Chinese in Latin letters, where the translator gives the original word",
        "German",
    ]
    assert faults(known) == []


def test_kind_of_document_is_a_term_of_the_taxonomy() -> None:
    assert only(replace(NOTHING, genre="memorandum"), "catRef").get("target") == "#genre-memorandum"
    assert words(replace(NOTHING, genre="letter"), "encodingDesc/classDecl") == [
        "Letter: a message from one person to another, carried as it was written"
    ]


@pytest.mark.parametrize(
    "told, identifier, meaning",
    [
        ("Telegram", "genre-telegram", "Telegram: a message sent by telegraph"),
        ("Protokoll über Öl", "genre-protokoll-uber-ol", "Protokoll über Öl"),
        ("报告", "genre-as-told", "报告"),
    ],
)
def test_kind_that_a_page_or_a_side_file_tells_goes_first(told: str, identifier: str, meaning: str) -> None:
    known = replace(NOTHING, genre="letter", information=Information(genre=told))
    assert only(known, "catRef").get("target") == f"#{identifier}"
    assert words(known, "encodingDesc/classDecl/taxonomy/category/catDesc") == [meaning]
    assert faults(known) == []


def test_language_of_the_source_is_what_the_page_says() -> None:
    profile = replace(NOTHING, source_language="ru")
    assert profile.original == "ru"
    assert replace(profile, information=Information(languages=("en", "zh"))).original == "zh"
    assert replace(profile, information=Information(languages=("de", "zh"))).original == "ru"
    from_korean = Credits((Credit("Translated", ("trl",), (person("Anna Merz"),), ("ko",)),))
    assert replace(profile, information=Information(languages=("zh",), credits=from_korean)).original == "ko"
    assert faults(replace(profile, information=Information(credits=from_korean))) == []


def test_subjects_have_the_scheme_that_a_side_file_gives() -> None:
    page_only = replace(NOTHING, information=Information(subjects=("Ice", "Ice", "Bridges")))
    assert [one.text for one in only(page_only, "keywords")] == ["Ice", "Bridges"]
    assert only(page_only, "keywords").get("scheme") is None
    scheme = Overrides((("subject_scheme", ("https://id.loc.gov/authorities/subjects",)),))
    assert only(replace(page_only, overrides=scheme), "keywords").get("scheme") == scheme.fields[0][1][0]
    assert faults(page_only) == []


def test_places_of_a_side_file_point_into_the_authority_file() -> None:
    told = Overrides((("places", ("Korea", "Osero")),))
    known = replace(NOTHING, overrides=told, places=("Velsk",), pointers=(("Korea", "authority.xml#korea"),))
    assert words(known, "profileDesc/settingDesc/place/placeName") == ["Korea", "Osero"]
    assert words(replace(known, overrides=Overrides()), "profileDesc/settingDesc/place") == ["Velsk"]
    assert faults(known) == []


# --- correspondence ---


def test_the_first_act_that_can_be_described_is_the_default() -> None:
    lone = Correspondence("corresp-lone", acts(Named("Amrein")))
    second = replace(LETTER, id="corresp-second", key="7")
    known = replace(NOTHING, correspondence=(lone, LETTER, second))
    made = list(header(known).iter(f"{{{TEI}}}correspDesc"))
    assert [(one.get("default"), one.get("key"), one.get("source")) for one in made] == [
        ("true", None, "#source"),
        ("false", "7", "#source"),
    ]
    assert doubts(known) == ("the correspondence “corresp-lone” is not described: no addressee is known",)
    assert faults(known) == []


def test_a_step_before_the_sending_has_no_date() -> None:
    early = When("3 May 1957", "1957-05-03")
    act = acts(Named("A"), [Named("B")], sent=SENT, transmitted=(("printed", Named("C"), early), ("read", None, early)))
    known = replace(NOTHING, correspondence=(Correspondence("c", act),))
    actions = [(one.get("subtype"), [part.text for part in one]) for one in only(known, "correspDesc")]
    assert actions == [(None, ["A", "4 May 1957"]), ("printed", ["C"]), ("to", ["B"])]
    assert doubts(known) == (
        "the date “3 May 1957” of “printed” is left out",
        "the date “3 May 1957” of “read” is left out",
    )
    assert faults(known) == []


def test_two_sendings_in_one_act_are_not_described() -> None:
    sent, to = Action("sent", "", (Named("A"),)), Action("received", "to", (Named("B"),))
    known = replace(NOTHING, correspondence=(Correspondence("c", Acts((sent, sent, to))),))
    assert known.described == ()
    assert doubts(known) == ("the correspondence “c” is not described: its sender or its addressee is not known",)


# --- practice ---


def test_practice_says_only_what_was_done() -> None:
    (said,) = words(NOTHING, "encodingDesc/editorialDecl")
    assert "bracket" not in said
    assert "Dates" not in said
    dated = replace(NOTHING, done=frozenset({"dates", "years"}))
    assert words(dated, "encodingDesc/editorialDecl/interpretation/p") == [
        (
            "Dates are given to the day in when; where the text leaves out the year, it is taken from the document and "
            "evidence says so."
        )
    ]
    assert faults(dated) == []


def test_every_thing_that_may_be_done_is_said() -> None:
    everything: frozenset[Done] = frozenset(
        {"names", "dates", "times", "years", "quotation", "unopened", "unclosed", "sic", "unresolved"}
    )
    (said,) = words(replace(NOTHING, done=everything), "encodingDesc/editorialDecl")
    for one in everything:
        (without,) = words(replace(NOTHING, done=everything - {one}), "encodingDesc/editorialDecl")
        assert len(without) < len(said), one
    assert faults(replace(NOTHING, done=everything)) == []


@pytest.mark.parametrize("content", ["[", '["', "\\[", "[a\\b] ", "[one\ntwo\t", "[\x85é□", "[…"])
def test_what_is_generated_is_read_back_as_it_was_given(content: str) -> None:
    pair = (
        Rendition("nota-gloss-before", "before", "gloss", content),
        Rendition("nota-gloss-after", "after", "gloss", "]"),
    )
    known = replace(NOTHING, renditions=pair)
    root = parsed(make("TEI", written(header(known)), make("text", make("body", make("p", make("gloss", "x"))))))
    applied = notation.read(document.parse(etree.tostring(root)).root)
    assert applied.faults == ()
    (gloss,) = root.iter(f"{{{TEI}}}gloss")
    assert applied.generated(gloss) == (content, "]")


def test_looks_of_the_leaf_are_css_as_it_is() -> None:
    known = replace(NOTHING, renditions=(Rendition("page-run-in", css="display: run-in"),))
    assert words(known, "encodingDesc/tagsDecl/rendition") == ["display: run-in"]
    assert "nota-" not in words(known, "encodingDesc/editorialDecl")[0]


def test_schemas_and_the_program_are_named() -> None:
    known = replace(NOTHING, edition=Edition(schemas=("a/b.rng", "b.sch", "b.odd", "b.xsd", "b.txt"), version="0.7.1"))
    assert [one.get("type") for one in header(known).iter(f"{{{TEI}}}schemaRef")] == [
        "relaxng",
        "schematron",
        "odd",
        "xsd",
        None,
    ]
    assert dict(only(known, "application").items()) == {"ident": "tei", "version": "0.7.1"}
    assert faults(known) == []
    assert list(header(replace(known, edition=Edition(version="dev"))).iter(f"{{{TEI}}}application")) == []


def test_title_is_what_the_document_says_if_nobody_gives_one() -> None:
    assert words(replace(NOTHING, heading="CIPHERED TELEGRAM Nº 4"), "fileDesc/titleStmt/title")[0] == (
        "Ciphered telegram Nº 4"
    )
    assert words(replace(NOTHING, heading="NOTE to STALIN"), "fileDesc/titleStmt/title")[0] == "Note to STALIN"
    known = replace(NOTHING, genre="letter", date=SENT, information=Information(number="12"))
    assert words(known, "fileDesc/titleStmt/title")[0] == "Letter 12 of 4 May 1957"


# --- names for editions ---


def test_urn_is_that_of_the_words_and_not_of_their_lines() -> None:
    assert urn("To Helga\r\n\n Osero") == urn("To  Helga Osero\n") == "urn:uuid:6912bc71-0d71-5c0a-8931-82cc1f8b7c9a"
    assert urn("To Helga Osera") != urn("To Helga Osero")
    assert urn("\ud800") == urn("\ufffd")


# --- hostile values ---


def test_characters_that_xml_does_not_have_are_replaced_and_told() -> None:
    known = Facts(page.read(["A\x00 \x1b[1m title", "", "Body \x07 text", "and more"], PLAIN), DAY, heading="\ufffe")
    assert words(known, "fileDesc/titleStmt/title")[0] == "A\ufffd \ufffd[1m title"
    assert doubts(known) == (
        "U+0000 is no character of XML; the header has U+FFFD for it",
        "U+001B is no character of XML; the header has U+FFFD for it",
        "U+FFFE is no character of XML; the header has U+FFFD for it",
    )
    assert faults(known) == []


def test_letters_of_markup_and_directions_of_writing_are_kept() -> None:
    title = "<&>\"' ]]> \u202eabc\u202c \u2066x\u2069 e\u0301"
    known = replace(NOTHING, overrides=Overrides((("title", (title,)),)))
    made = document.parse(etree.tostring(header(known))).root
    assert next(made.iter(f"{{{TEI}}}title")).text == title
    assert doubts(known) == ()


ANY = st.text(max_size=40)
NAMED = st.builds(Named, ANY, st.just(""), st.sampled_from(["persName", "orgName", "name", "rs"]))
WHEN = st.builds(When, ANY, *[st.sampled_from(["", "1957-05-04", "1957-02-30", "1957", "x"])] * 4)
ACTION = st.builds(
    Action,
    st.sampled_from(["sent", "forwarded", "transmitted", "received"]),
    st.sampled_from(["", "to", "cc", "printed", "strange"]),
    st.lists(NAMED, max_size=2).map(tuple),
    st.lists(WHEN, max_size=2).map(tuple),
    st.lists(ANY, max_size=1).map(tuple),
)
FIELDS = ("title", "date", "summary", "rights", "reference", "credits", "licence", "subjects", "places", "creators")
STRANGE = st.builds(
    Facts,
    st.lists(ANY, max_size=8).map(lambda lines: page.read(lines, WILSON)),
    st.just(DAY),
    st.just("urn:uuid:46f40a56-1f13-49ee-bc99-86ed4d690476"),
    overrides=st.lists(st.tuples(st.sampled_from(FIELDS), st.lists(ANY, min_size=1, max_size=2).map(tuple)), max_size=4)
    .map(tuple)
    .map(Overrides),
    edition=st.builds(Edition, ANY, ANY, st.just("1.0"), ANY, ANY, st.just(()), ANY),
    archive=st.builds(Archive, ANY, ANY, st.sampled_from(["", "typescript"]), st.just("editor"), ANY),
    genre=st.sampled_from(["cable", "document"]),
    heading=ANY,
    date=st.none() | WHEN,
    created=st.none() | WHEN,
    authors=st.lists(ANY, max_size=2).map(tuple),
    hands=st.lists(st.builds(Hand, st.just("hand-a"), ANY, st.just("")), max_size=1).map(tuple),
    additions=st.lists(ANY, max_size=2).map(tuple),
    judgements=st.lists(ANY, max_size=2).map(tuple),
    correspondence=st.lists(st.builds(Correspondence, st.just("c"), st.builds(Acts, st.lists(ACTION).map(tuple)), ANY),
                            max_size=1).map(tuple),
)  # fmt: skip


@settings(max_examples=150)
@given(known=STRANGE)
def test_whatever_the_values_are_the_header_is_valid(known: Facts) -> None:
    assert faults(known) == []
    assert etree.tostring(header(known)) == etree.tostring(header(replace(known)))


def test_long_values_are_written_whole() -> None:
    title = "Ice " * 25_000
    lines = [title, "", "Body", *["A line of the page that is quoted as it is"] * 2, *map(str, range(20_000))]
    known = replace(Facts(page.read(lines, PLAIN), DAY), authors=(title,), heading=title)
    assert only(known, "author") is not None
    assert doubts(known) == ()


def test_whatever_is_put_into_an_element_is_read_back() -> None:
    strange = "a<b>&amp;\"'\r\n\t]]> \xa0\U0001f600"
    (inner,) = root = parsed(make("p", strange, make("seg", strange, n=strange), None, strange, xml_id="p"))
    assert (root.tag, root.items()) == (f"{{{TEI}}}p", [("{http://www.w3.org/XML/1998/namespace}id", "p")])
    assert [root.text, inner.text, inner.tail, inner.get("n")] == [strange] * 4
    assert parsed(make("p", "a\x00\ufffe", n="\x0b")).get("n") == "\ufffd"
    assert written(parsed(make("p", make("seg", "x")))) == "<p><seg>x</seg></p>"
