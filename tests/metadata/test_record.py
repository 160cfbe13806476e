import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from tei import document, metadata, settings
from tei.diagnostics import Span
from tei.errors import DocumentError, UsageError
from tei.metadata import Record

Header = Callable[[str], Record]
HEADERS = Path(__file__).parent / "headers"
CABLE = '//TEI[@xml:id="cable-59363"]/teiHeader'


@pytest.fixture(scope="module")
def cable(repository: Path) -> Record:
    return metadata.read_file(repository / "corpus" / "cable-59363.xml", settings.load(repository))


# --- the cable ---


def test_title_is_the_main_one_with_its_place(cable: Record) -> None:
    title = cable.title
    assert title
    assert title.text == "Cable Telegram no. 59363 from Kovalev to Stalin, containing a message from Mao Zedong"
    assert title.origin.xpath == f"{CABLE}/fileDesc/titleStmt/title[1]"
    assert title.origin.span == Span(8, 9, 8, 28)
    assert title.origin.path == cable.path
    assert [(one.type, one.text) for one in cable.titles[1:]] == [("sub", "A TEI edition of the English translation")]


def test_cable_has_its_creators_from_header_and_authority_file(cable: Record) -> None:
    assert [(one.order, one.sort_name, one.kind, one.relators) for one in cable.creators] == [
        (1, "Kovalev, Ivan Vladimirovich", "person", ("aut",)),
        (2, "Mao, Zedong", "person", ("aut",)),
    ]
    wikidata = cable.creators[1].identifier("wikidata")
    assert wikidata
    assert (wikidata.value, wikidata.origin.xpath) == ("Q5816", '//person[@xml:id="mao"]/idno[1]')
    assert Path(wikidata.origin.path).name == "authority.xml"


def test_cable_has_its_contributors_with_relators(cable: Record) -> None:
    assert [(one.display, one.kind, one.relators) for one in cable.contributors] == [
        ("Gary Goldberg", "person", ("trl",)),
        ("Sergey Radchenko", "person", ("ctb",)),
        ("The tei contributors", "organisation", ("mrk",)),
    ]
    assert cable.contributors[0].origin.xpath == '//respStmt[@xml:id="translator"]/persName'


def test_cable_has_its_publication(cable: Record) -> None:
    assert [(one.scheme, one.uri) for one in cable.identifiers] == [
        ("uuid", "urn:uuid:46f40a56-1f13-49ee-bc99-86ed4d690476"),
    ]
    assert cable.edition
    assert (cable.edition.number, cable.edition.text) == ("1.0", "First TEI edition")
    assert cable.publisher
    assert (cable.publisher.display, cable.publisher.kind) == ("The tei project", "organisation")
    assert cable.publication_date
    assert cable.publication_date.origin.xpath == f"{CABLE}/fileDesc/publicationStmt/date/@when"
    assert [(one.quantity, one.unit) for one in cable.extents] == [("3", "leaf"), ("4532", "character")]
    assert [one.spdx for one in cable.licences] == ["CC-BY-4.0"]
    assert [one.text[:23] for one in cable.rights] == ["The licence does not ex"]


def test_cable_has_what_it_is_about(cable: Record) -> None:
    assert cable.language
    assert (cable.language.tag, cable.language.iso639_3) == ("en", "eng")
    assert cable.language.name == "English, the language of the translation"
    assert [(one.tag, one.script) for one in cable.languages[1:]] == [("ru", None), ("ru-Latn", "Latn")]
    assert [(one.term, one.scheme) for one in cable.subjects] == [
        ("Korean War, 1950-1953", "https://id.loc.gov/authorities/subjects"),
        ("Cold War", "https://id.loc.gov/authorities/subjects"),
    ]
    assert [one.term[:6] for one in cable.genres] == ["Cable:"]
    assert [(one.name, [str(two) for two in one.identifiers]) for one in cable.places] == [
        ("Korea", ["https://www.wikidata.org/entity/Q18097"]),
    ]
    assert [(one.edtf, one.extent) for one in cable.creation_dates] == [("1949-10-21/1949-10-24", "between")]


def test_cable_has_its_two_sources_apart_from_the_edition(cable: Record) -> None:
    translation, leaves = cable.sources
    assert (translation.kind, translation.type, translation.origin.xpath) == (
        "bibl",
        "copyText",
        '//bibl[@xml:id="copy-text"]',
    )
    assert translation.citation.startswith("RGASPI, f. 558, op. 11, d. 333, ll. 0049-0051. Contributed")
    assert [one.edtf for one in translation.dates] == ["1949-10-23"]
    assert [(one.relation, one.target) for one in translation.related] == [("translationOf", "#source")]
    assert len(translation.rights) == 2
    assert (leaves.kind, str(leaves.repository)) == (
        "msDesc",
        "Russian State Archive of Socio-Political History (RGASPI)",
    )
    assert (str(leaves.country), str(leaves.settlement), str(leaves.form)) == ("Russia", "Moscow", "typescript")
    assert [str(one) for one in leaves.collections] == ["Fond 558"]
    assert [str(one) for one in leaves.shelfmarks] == ["RGASPI, f. 558, op. 11, d. 333, ll. 0049-0051"]
    assert [one.tag for one in leaves.languages] == ["ru"]


def test_cable_has_its_correspondence_act_by_act(cable: Record) -> None:
    first, second = cable.correspondences
    assert (first.key, first.source) == ("59363", "#source")
    assert [(one.type, one.subtype) for one in first.actions] == [
        ("sent", None),
        ("transmitted", "intake"),
        ("transmitted", "deciphered"),
        ("transmitted", "printed"),
        ("transmitted", "registered"),
        ("received", "to"),
        ("received", "cc"),
    ]
    assert first.actions[1].dates[0].moment == "1949-10-23T23:00"
    received = [agent.full_name for action in first.actions_of("received") for agent in action.agents]
    assert received == [
        "Stalin, Iosif Vissarionovich",
        "Molotov, Vyacheslav Mikhailovich",
        "Malenkov, Georgy Maksimilianovich",
    ]
    assert [one.dates[0].edtf for one in second.actions_of("sent")] == ["1949-10-21"]


def test_change_names_who_made_it(cable: Record) -> None:
    (change,) = cable.changes
    assert change.date
    assert (change.date.edtf, change.text) == ("2026-11-23", "Encoded by hand and checked against the transcription.")
    assert [(one.display, one.kind) for one in change.agents] == [("The tei contributors", "organisation")]
    assert change.agents[0].origin.xpath == f"{CABLE}/revisionDesc/change/@who"


def test_fields_come_in_order_each_with_its_place(cable: Record) -> None:
    fields = list(cable.fields())
    assert [(one.name, one.value) for one in fields[:3]] == [
        ("xml_id", "cable-59363"),
        ("identifiers[1]", "urn:uuid:46f40a56-1f13-49ee-bc99-86ed4d690476"),
        ("titles[1]", "Cable Telegram no. 59363 from Kovalev to Stalin, containing a message from Mao Zedong"),
    ]
    named = {one.name: one for one in fields}
    assert len(named) == len(fields)
    assert named["creators[2].identifiers[2]"].value == "https://d-nb.info/gnd/118577425"
    assert named["creators[2].entry"].xpath == '//person[@xml:id="mao"]'
    assert named["correspondences[1].actions[1].dates[1]"].value == "1949-10-23"
    assert all(one.value and one.xpath for one in fields)


def test_record_crosses_the_border_of_a_process(cable: Record) -> None:
    assert pickle.loads(pickle.dumps(cable)) == cable  # noqa: S301 - its own bytes


# --- other headers ---


def test_born_digital_header_is_read_in_full(header: Header) -> None:
    record = header("born-digital")
    assert [str(one) for one in record.identifiers] == [
        "https://doi.org/10.5281/zenodo.1234567",
        "urn:isbn:978-3-16-148410-0",
    ]
    assert record.edition
    assert (record.edition.number, [one.edtf for one in record.edition.dates]) == ("2.1", ["2025-04-01"])
    assert [(one.name, str(one.identifiers[0])) for one in record.publication_places] == [
        ("Reading", "https://sws.geonames.org/2639577/"),
    ]
    (series,) = record.series
    assert (str(series), str(series.scope), [one.value for one in series.identifiers]) == (
        "Orchard Papers",
        "3",
        ["0317-8471"],
    )
    assert [(one.relation, one.target, one.identifiers[0].scheme) for one in record.related] == [
        ("isSupplementTo", "https://doi.org/10.1000/182", "doi"),
    ]
    assert [one.text for one in record.notes] == ["Revised after review."]
    assert [(one.language, one.text) for one in record.abstracts] == [
        ("en", "On orchards.\nAnd on pears."),
        ("de", "Über Obstgärten."),
    ]
    assert [(one.term, one.scheme_name, one.uri) for one in record.subjects] == [
        ("Orchards", None, "http://id.loc.gov/authorities/subjects/sh85095265"),
        ("Pears", None, None),
        ("634.1", "Kinds of texts", None),
    ]
    assert [(one.term, one.scheme_name, one.uri) for one in record.genres] == [
        ("Report", "Kinds of texts", None),
        ("https://example.org/kinds/survey", "Kinds of texts", "https://example.org/kinds/survey"),
    ]
    assert [(one.kind, one.citation) for one in record.sources] == [("p", "Born digital.")]
    assert [(str(one.date), one.status, one.number) for one in record.changes] == [
        ("2025-04-02", "published", "2"),
        ("2025-03", None, None),
    ]
    assert str(record.status) == "published"
    assert [one.tag for one in record.languages] == ["en-GB"]


def test_manuscript_is_described_as_a_source(header: Header) -> None:
    manuscript, edition = header("manuscript").sources
    assert manuscript.citation == "St. Gallen, Valley Library, Codices, Cod. 7"
    assert [one.text for one in manuscript.titles] == ["Psalterium vallense", "Psalmi"]
    assert [(one.display, one.identifiers[0].scheme) for one in manuscript.authors] == [("David", "viaf")]
    assert [(one.edtf, one.certainty) for one in manuscript.dates] == [("0830?/0850?", "medium")]
    assert manuscript.dates[0].origin.xpath == '//msDesc[@xml:id="ms"]/history/origin/origDate/@notBefore'
    assert [str(one) for one in manuscript.origin_places] == ["Reichenau"]
    assert [(one.tag, one.iso639_3, one.region) for one in manuscript.languages] == [
        ("la", "lat", None),
        ("gmh-Latn-CH", "gmh", "CH"),
        ("fr", "fra", None),
    ]
    assert [str(one) for one in manuscript.identifiers] == ["https://example.org/manuscripts/7"]
    assert [str(one) for one in manuscript.shelfmarks] == ["Cod. 7"]
    assert [str(one) for one in manuscript.notes] == ["Described from the catalogue of 1875."]
    assert (str(manuscript.form), str(manuscript.material), str(manuscript.extents[0])) == ("codex", "perg", "80 leaf")
    assert edition.citation == "Keller, Anna. The Psalter. Codices. Bern. Haupt. 1999. 1–20"
    assert [(one.level, one.text) for one in edition.titles] == [("a", "The Psalter"), ("j", "Codices")]
    assert [(one.type, one.text) for one in edition.scopes] == [("page", "1–20")]
    assert [(one.relation, str(one.identifiers[0])) for one in edition.related] == [
        ("reviewedIn", "https://doi.org/10.1000/183"),
    ]


def test_languages_of_the_source_are_not_those_of_the_edition(header: Header) -> None:
    assert [one.tag for one in header("manuscript").languages] == ["la"]


def test_titles_keep_type_level_and_language_and_the_reading_that_is_preferred(header: Header) -> None:
    record = header("multilingual")
    assert [(one.text, one.type, one.level, one.language) for one in record.titles] == [
        ("Schriften", None, "s", "de"),
        ("The Orchard", "alt", None, "en"),
        ("Der Obstgarten des Doktor Holt", "main", None, "de"),
        ("果園", "main", None, "zh-Hant"),
        ("Hauptsache", "main", None, "de"),
        ("Neben sache", "sub", None, "de"),
        ("Obst", "short", None, None),
    ]
    assert record.title == record.titles[2]


def test_languages_are_told_once_with_codes_and_names(header: Header) -> None:
    assert [(one.tag, one.iso639_3, one.name, one.usage, one.valid) for one in header("multilingual").languages] == [
        ("de", "deu", "Deutsch überhaupt", None, True),
        ("de-AT", "deu", "Deutsch", "80", True),
        ("ger", "deu", "Deutsch nach ISO 639-2", None, True),
        ("deutsch_AT", None, "falsch", None, False),
        ("grc-Latn-x-betacode", "grc", None, None, True),
    ]


def test_publication_that_is_told_in_prose_is_found(header: Header) -> None:
    record = header("multilingual")
    assert record.publisher
    assert record.publication_date
    assert (record.publisher.display, record.publication_date.edtf) == ("Verlag am Tor", "2001")
    assert record.publisher.origin.xpath == "/TEI/teiHeader/fileDesc/publicationStmt/p/publisher"


def test_letter_has_persons_places_and_dates_of_each_act(header: Header) -> None:
    (letter,) = header("letter").correspondences
    sent, received = letter.actions
    assert (letter.key, letter.ref) == ("17", "https://example.org/letters/17")
    assert [one.sort_name for one in sent.agents] == ["Holt, Ana"]
    assert [(one.edtf, one.extent) for one in sent.dates] == [("1952-05-03/1952-05-05", "interval")]
    assert [str(one) for one in sent.places[0].identifiers] == ["https://sws.geonames.org/2988507/"]
    assert [(one.display, one.kind) for one in received.agents] == [
        ("Bo Reed", "person"),
        ("Town Council", "organisation"),
    ]
    assert [one.text for one in received.notes] == ["Never delivered to Cy Marsh."]
    assert [(one.relation, one.text, one.target) for one in letter.context] == [
        ("prev", "the letter before", "#letter-16"),
        ("next", "", "18.xml"),
    ]


def test_private_prefix_is_replaced_as_the_header_declares(header: Header) -> None:
    (letter,) = header("letter").correspondences
    (gnd,) = letter.actions[1].agents[0].identifiers
    assert gnd.uri == "https://d-nb.info/gnd/118642499"


def test_place_of_a_list_gives_its_coordinates(header: Header) -> None:
    (town,) = header("letter").correspondences[0].actions[1].places
    assert (town.name, town.coordinates) == ("the town", (51.45, -0.97))


# --- corpora ---


def test_corpus_comes_first_then_its_documents_in_order() -> None:
    records = metadata.read_all(document.read(HEADERS / "corpus.xml"))
    assert [str(one.title) for one in records] == ["The Letters", "First letter", "The Late Letters", "Last letter"]


def test_corpus_says_what_it_consists_of() -> None:
    corpus, _, late, _ = metadata.read_all(document.read(HEADERS / "corpus.xml"))
    assert [(one.relation, one.text, [str(two) for two in one.identifiers]) for one in corpus.related] == [
        ("hasPart", "First letter", ["https://example.org/letters/1"]),
        ("hasPart", "The Late Letters", []),
    ]
    assert [(one.relation, one.text) for one in late.related] == [
        ("hasPart", "Last letter"),
        ("isPartOf", "The Letters"),
    ]


def test_document_has_from_its_corpus_what_it_lacks() -> None:
    corpus, first, *_ = metadata.read_all(document.read(HEADERS / "corpus.xml"))
    assert [one.sort_name for one in first.contributors] == ["Quill, Ada"]
    assert (
        first.contributors[0].origin.xpath
        == '//teiCorpus[@xml:id="letters"]/teiHeader/fileDesc/titleStmt/editor/persName'
    )
    assert str(first.publisher) == "The Press"
    assert str(first.publication_date) == "2024"
    assert (str(first.access), [one.spdx for one in first.licences]) == ("free", ["CC-BY-SA-4.0"])
    assert [one.tag for one in first.languages] == ["en"]
    assert first.sources == corpus.sources != ()


def test_identifier_titles_and_history_of_a_corpus_stay_its_own() -> None:
    _, first, *_ = metadata.read_all(document.read(HEADERS / "corpus.xml"))
    assert [str(one) for one in first.identifiers] == ["https://example.org/letters/1"]
    assert [one.text for one in first.titles] == ["First letter"]
    assert first.changes == ()
    assert [(one.relation, one.text, [str(two) for two in one.identifiers]) for one in first.related] == [
        ("isPartOf", "The Letters", ["https://doi.org/10.1000/corpus"]),
    ]


def test_own_statements_replace_those_of_the_corpus_together() -> None:
    *_, last = metadata.read_all(document.read(HEADERS / "corpus.xml"))
    assert (last.access, last.licences, [one.text for one in last.rights]) == (None, (), ["All rights reserved."])
    assert [one.display for one in last.contributors] == ["Reed, Bo"]
    assert str(last.publication_date) == "2025"
    assert [one.tag for one in last.languages] == ["hu"]


def test_corpus_in_a_corpus_hands_on_what_it_has_itself() -> None:
    *_, late, last = metadata.read_all(document.read(HEADERS / "corpus.xml"))
    assert str(late.publisher) == str(last.publisher) == "Another Press"
    assert [one.spdx for one in late.licences] == ["CC-BY-SA-4.0"]
    assert [one.text for one in last.related] == ["The Late Letters"]


def test_read_gives_the_corpus_itself() -> None:
    assert str(metadata.read(document.read(HEADERS / "corpus.xml")).title) == "The Letters"


# --- files ---


def test_file_that_is_missing_or_no_xml_is_raised(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file"):
        metadata.read_file(tmp_path / "none.xml", settings.Settings())
    (tmp_path / "bad.xml").write_text("<TEI>", encoding="utf-8")
    with pytest.raises(DocumentError):
        metadata.read_file(tmp_path / "bad.xml", settings.Settings())
