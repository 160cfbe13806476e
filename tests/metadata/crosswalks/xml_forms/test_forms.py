"""What the forms say of the cable and of the headers, place by place."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from lxml import etree

from tei import document, metadata
from tei.metadata import Record
from tei.metadata.crosswalks import cmif, hal, lost, mets, premis, write
from tei.metadata.crosswalks.packaged import Event, PackagedFile
from tei.metadata.crosswalks.record_xml import RECORD, serialised
from tei.names import TEI

Titled = Callable[[str], Record]

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "d": "http://datacite.org/schema/kernel-4",
    "mods": "http://www.loc.gov/mods/v3",
    "mets": "http://www.loc.gov/METS/",
    "premis": "http://www.loc.gov/premis/v3",
    "r": RECORD,
    "t": TEI,
    "xlink": "http://www.w3.org/1999/xlink",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


def found(xml: bytes, xpath: str) -> list[str]:
    """The words of the elements, or the attributes, that *xpath* leads to."""
    nodes = cast("list[Any]", etree.fromstring(xml).xpath(xpath, namespaces=NAMESPACES))
    return [str(one) if isinstance(one, str) else " ".join("".join(one.itertext()).split()) for one in nodes]


def headed(publication: str = "", titles: str = "<title>T</title>", source: str = "<p/>", rest: str = "") -> Record:
    text = (
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt>{titles}</titleStmt>'
        f"<publicationStmt><publisher>P</publisher>{publication}</publicationStmt>"
        f"<sourceDesc>{source}</sourceDesc></fileDesc>{rest}</teiHeader></TEI>"
    )
    return metadata.read(document.parse(text.encode(), "headed.xml"))


# --- the record as XML ---


def test_record_is_serialised_as_its_docstring_says(titled: Titled) -> None:
    xml = serialised(titled("Cable")).source.encode()
    assert found(xml, "/r:record/r:creators/@sort_name") == ["Kovalev, Ivan Vladimirovich", "Mao, Zedong"]
    assert found(xml, "/r:record/r:creators[2]/r:identifiers/@scheme") == ["wikidata", "gnd"]
    assert found(xml, "/r:record/r:title/@type") == ["main"]
    assert found(xml, "/r:record/r:languages/@iso639_2b") == ["eng", "rus", "rus"]
    assert found(xml, "/r:record/r:creation_dates/@start") == ["1949-10-21"]
    assert found(xml, "//@path | //r:origin | //r:entry") == []


def test_words_of_several_values_stand_apart(titled: Titled) -> None:
    xml = serialised(titled("Ana Holt")).source.encode()
    assert found(xml, "//r:places/@coordinates") == ["51.45\n-0.97"]


# --- the source is not the edition ---

SOURCE = "<bibl><author>Old Author</author><title>Old Title</title><date when='1650'>1650</date></bibl>"


def test_author_and_date_of_the_source_are_not_those_of_the_edition() -> None:
    record = headed("<date when='2025'>2025</date>", source=SOURCE)
    assert found(write(record, "dc"), "//dc:creator | //dc:date") == ["2025"]
    assert found(write(record, "dspace"), "//dcvalue[@element='contributor' or @element='date']") == ["2025"]
    datacite = write(record, "datacite-xml")
    assert found(datacite, "/d:resource/d:creators//d:creatorName") == ["(:unkn)"]
    assert found(datacite, "/d:resource/d:publicationYear | /d:resource/d:dates/d:date") == ["2025", "2025"]
    assert found(datacite, "//d:relatedItem[@relationType='IsDerivedFrom']//d:creatorName") == ["Old Author"]
    mods = write(record, "mods")
    assert found(mods, "/mods:mods/mods:name") == []
    assert found(mods, "/mods:mods/mods:originInfo/mods:dateIssued") == ["2025"]
    assert found(mods, "//mods:relatedItem[@type='original']/mods:name/mods:displayForm") == ["Old Author"]
    assert b"1650" not in write(record, "hal")
    assert b"1650" not in write(record, "cmif")


# --- dates ---


def letter_of(date: str) -> str:
    act = f"<correspAction type='sent'><date {date}/><persName>C</persName></correspAction>"
    return f"<correspDesc>{act}</correspDesc>"


def test_years_before_1_are_written_as_each_form_counts_them() -> None:
    date = "when='-0044-03-15'"
    record = headed(f"<date {date}/>", rest=f"<profileDesc>{letter_of(date)}</profileDesc>")
    assert found(write(record, "dc"), "//dc:date") == ["-0043-03-15"]
    assert found(write(record, "dcterms"), "//dcterms:issued[not(@xsi:type)]") == ["-0043-03-15"]
    datacite = write(record, "datacite-xml")
    assert found(datacite, "//d:publicationYear | //d:date") == ["-0043-03-15"]
    assert found(write(record, "mods"), "//mods:dateIssued/@encoding") == ["edtf"]
    assert found(write(record, "cmif"), "//t:correspDesc//t:date/@when") == ["-0044-03-15"]


@pytest.mark.parametrize(
    "date, dcterms, datacite, mods, letter",
    [
        (
            "notBefore='1880' notAfter='1890'",
            "start=1880; end=1890; scheme=W3C-DTF;",
            ["1880/1890", "the text, not the edition; at one moment between these dates"],
            ["start", "1880", "end", "1890"],
            ["notBefore", "1880", "notAfter", "1890"],
        ),
        (
            "from='1880-05' to='1881'",
            "start=1880-05; end=1881; scheme=W3C-DTF;",
            ["1880-05/1881", "the text, not the edition"],
            ["start", "1880-05", "end", "1881"],
            ["from", "1880-05", "to", "1881"],
        ),
        (
            "notAfter='1890'",
            "end=1890; scheme=W3C-DTF;",
            ["/1890", "the text, not the edition; at one moment between these dates"],
            ["end", "1890"],
            ["notAfter", "1890"],
        ),
        (
            "when='1880' cert='low'",
            "1880",
            ["1880", "the text, not the edition; questionable"],
            ["1880"],
            ["when", "1880"],
        ),
    ],
)
def test_stretches_of_time_are_written_by_the_rules_of_each_form(
    date: str, dcterms: str, datacite: list[str], mods: list[str], letter: list[str]
) -> None:
    letters = (
        f"<correspDesc><correspAction type='sent'><date {date}/><persName>C</persName></correspAction></correspDesc>"
    )
    record = headed(rest=f"<profileDesc><creation><date {date}/></creation>{letters}</profileDesc>")
    assert found(write(record, "dcterms"), "//dcterms:created") == [dcterms]
    assert found(write(record, "datacite-xml"), "//d:date[1]/text() | //d:date[1]/@dateInformation")[::-1] == datacite
    made = "//mods:dateCreated[@encoding='w3cdtf']"
    assert found(write(record, "mods"), f"{made}/@point | {made}/text()") == mods
    attributes = etree.fromstring(write(record, "cmif")).find(f".//{{{TEI}}}correspAction/{{{TEI}}}date")
    assert attributes is not None
    told = [word for pair in attributes.items() if pair[0] != "cert" for word in pair]
    assert told == letter


def test_date_in_words_alone_stays_words_or_is_left_out() -> None:
    record = headed("<date>in the spring of that year</date>")
    assert found(write(record, "dc"), "//dc:date") == ["in the spring of that year"]
    assert found(write(record, "mods"), "//mods:dateIssued[not(@encoding)]") == ["in the spring of that year"]
    assert found(write(record, "datacite-xml"), "//d:date | //d:publicationYear") == []


def test_only_the_beginning_of_a_publication_is_said_where_there_is_one_date() -> None:
    record = headed("<date from='2020' to='2021-05'/>")
    assert found(write(record, "dspace"), "//dcvalue[@qualifier='issued']") == ["2020"]
    assert found(write(record, "hal"), "//t:date[@type='datePub']") == ["2020"]
    reasons = {form: [one.reason for one in lost(record, form)] for form in ("dspace", "hal", "datacite-xml")}
    assert reasons == {
        "dspace": ["DSpace has one day, month or year: of a stretch of time its beginning"],
        "hal": ["HAL has one day, month or year: of a stretch of time its beginning"],
        "datacite-xml": [],
    }


def test_one_publisher_of_several_is_named_in_cmif_and_all_in_datacite() -> None:
    record = headed("<distributor>D</distributor>")
    assert found(write(record, "cmif"), "//t:publicationStmt/t:publisher") == ["P"]
    told = [(one.field, one.reason) for one in lost(record, "cmif")]
    assert told == [("distributors[1]", "the edition has one publisher")]
    assert found(write(record, "datacite-xml"), "//d:contributor[@contributorType='Distributor']/*") == ["D"]


# --- titles ---


def test_titles_are_told_apart_by_type_level_and_language(titled: Titled) -> None:
    orchard = titled("Der Obstgarten")
    datacite = write(orchard, "datacite-xml")
    assert found(datacite, "/d:resource/d:titles/d:title") == [
        "Der Obstgarten des Doktor Holt",
        "The Orchard",
        "果園",
        "Hauptsache",
        "Neben sache",
        "Obst",
    ]
    assert found(datacite, "/d:resource/d:titles/d:title/@titleType") == [
        "AlternativeTitle",
        "TranslatedTitle",
        "Other",
        "Subtitle",
        "AlternativeTitle",
    ]
    assert found(datacite, "/d:resource/d:titles/d:title/@xml:lang") == ["de", "en", "zh-Hant", "de", "de"]
    assert found(datacite, "//d:relatedItem[@relationType='IsPublishedIn']//d:title") == ["Schriften"]
    mods = write(orchard, "mods")
    assert found(mods, "/mods:mods/mods:titleInfo[@usage]/*") == ["Der Obstgarten des Doktor Holt", "Neben sache"]
    assert found(mods, "/mods:mods/mods:titleInfo/@type") == ["alternative", "translated", "alternative", "abbreviated"]
    assert found(mods, "//mods:relatedItem[@type='series']//mods:title") == ["Schriften"]
    assert found(write(orchard, "dc"), "//dc:relation") == ["Schriften"]


# --- people ---


def test_name_that_nobody_has_divided_stays_whole(titled: Titled) -> None:
    orchards = titled("A Survey")
    colette = "//d:creator[3]"
    assert found(write(orchards, "datacite-xml"), f"{colette}/*") == ["Colette"]
    assert found(write(orchards, "mods"), "//mods:name[3]/mods:namePart") == ["Colette"]
    assert found(write(orchards, "mods"), "//mods:name[3]/mods:namePart/@type | //mods:name[3]/@type") == []
    assert found(write(orchards, "hal"), "//t:titleStmt/t:author[3]/t:persName/*") == ["", "Colette"]


def test_tasks_are_those_of_each_list(titled: Titled) -> None:
    cable = titled("Cable")
    assert found(write(cable, "datacite-xml"), "//d:contributor/@contributorType") == [
        "Translator",
        "Other",
        "DataCurator",
    ]
    mods = "/mods:mods/mods:name[position() > 2]/mods:role/mods:roleTerm[@authority='marcrelator']"
    assert found(write(cable, "mods"), mods) == ["trl", "ctb", "mrk"]
    assert found(write(cable, "hal"), "//t:titleStmt/t:author/@role") == ["aut", "aut", "trl", "ctb"]
    assert found(write(cable, "dspace"), "//dcvalue[@element='contributor']/@qualifier") == [
        "author",
        "author",
        "other",
        "other",
        "other",
    ]


def test_somebody_with_two_tasks_is_named_twice_where_one_is_allowed() -> None:
    both = "<respStmt><resp>edit</resp><resp>translation</resp><name>A B</name></respStmt>"
    record = headed(titles=f"<title>T</title><author>C</author>{both}")
    assert found(write(record, "datacite-xml"), "//d:contributor/@contributorType") == ["Editor", "Translator"]
    assert found(write(record, "mods"), "//mods:name[2]/mods:role/mods:roleTerm[@type='code']") == ["edt", "trl"]


def test_edition_without_an_author_is_its_editors_work() -> None:
    record = headed(titles="<title>T</title><editor>Ada Quill</editor>")
    datacite = write(record, "datacite-xml")
    assert found(datacite, "//d:creatorName") == ["Ada Quill"]
    assert found(datacite, "//d:contributor") == []


def test_funder_has_its_identifier_and_each_grant(titled: Titled) -> None:
    datacite = write(titled("A Survey"), "datacite-xml")
    assert found(datacite, "//d:funderIdentifier/@funderIdentifierType") == ["Crossref Funder ID"] * 2
    assert found(datacite, "//d:awardNumber") == ["101000001", "GR-7"]
    assert found(datacite, "//d:awardNumber/@awardURI") == ["https://example.org/grants/7"]


# --- languages, rights, relations ---


def test_languages_have_the_codes_of_each_form(titled: Titled) -> None:
    orchard = titled("Der Obstgarten")
    terms = "/mods:mods/mods:language/mods:languageTerm"
    assert found(write(orchard, "mods"), f"{terms}[@authority='iso639-2b']") == ["ger", "ger", "ger"]
    assert found(write(orchard, "mods"), f"{terms}[@authority='iso639-3']") == ["grc"]
    assert found(write(orchard, "mods"), f"{terms}[@authority='rfc5646']") == [
        "de",
        "de-AT",
        "ger",
        "grc-Latn-x-betacode",
    ]
    assert found(write(orchard, "dspace"), "//dcvalue[@qualifier='iso']") == ["de", "de_AT", "ger", "grc"]
    assert found(write(orchard, "datacite-xml"), "/d:resource/d:language") == ["de"]
    assert found(write(orchard, "hal"), "//t:langUsage/t:language/@ident") == ["de"]
    for form in ("dc", "dcterms", "mods", "dspace"):
        assert b"deutsch_AT" not in write(orchard, form)


def test_licence_has_its_spdx_id_and_prose_stays_prose(titled: Titled) -> None:
    cable = titled("Cable")
    datacite = write(cable, "datacite-xml")
    assert found(datacite, "//d:rights/@rightsIdentifier") == ["CC-BY-4.0"]
    assert [one[:14] for one in found(datacite, "//d:rights")] == ["restricted", "The encoding (", "The licence do"]
    terms = found(write(cable, "premis"), "//premis:licenseDocumentationIdentifierValue")
    assert terms == ["CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"]
    assert found(write(cable, "premis"), "//premis:rightsBasis") == ["license", "other"]
    assert found(write(cable, "hal"), "//t:licence/@target") == ["https://creativecommons.org/licenses/by/4.0/"]


def test_member_of_a_corpus_is_part_of_it(titled: Titled) -> None:
    letter = titled("First letter")
    assert found(write(letter, "dc"), "//dc:relation") == ["The Letters", "https://doi.org/10.1000/corpus"]
    assert found(write(letter, "dcterms"), "//dcterms:isPartOf") == ["The Letters", "https://doi.org/10.1000/corpus"]
    part = "//d:relatedIdentifier[@relationType='IsPartOf'][@relatedIdentifierType='DOI']"
    assert found(write(letter, "datacite-xml"), part) == ["10.1000/corpus"]
    assert found(write(letter, "mods"), "//mods:relatedItem[@type='host']/mods:titleInfo/mods:title") == ["The Letters"]
    qualified = "//dcvalue[@element='relation'][@qualifier='ispartof']"
    assert found(write(letter, "dspace"), qualified) == ["The Letters", "https://doi.org/10.1000/corpus"]


def test_doi_is_the_identifier_and_what_is_not_there_is_said_by_datacites_code(titled: Titled) -> None:
    assert found(write(titled("A Survey"), "datacite-xml"), "/d:resource/d:identifier") == ["10.5281/zenodo.1234567"]
    assert found(write(titled("Cable"), "datacite-xml"), "/d:resource/d:identifier") == ["(:tba)"]
    other = "//d:alternateIdentifier[@alternateIdentifierType='UUID']"
    assert found(write(titled("Cable"), "datacite-xml"), other) == ["urn:uuid:46f40a56-1f13-49ee-bc99-86ed4d690476"]


# --- letters ---


def test_letter_has_senders_receivers_places_and_days(titled: Titled) -> None:
    letter = write(titled("Ana Holt"), "cmif")
    act = "//t:correspDesc[@key='17'][@ref='https://example.org/letters/17']/t:correspAction"
    assert found(letter, f"{act}[@type='sent']/*") == ["Holt, Ana", "Paris", "3 to 5 May"]
    assert found(letter, f"{act}[@type='sent']/*/@ref") == [
        "https://viaf.org/viaf/89766698",
        "https://sws.geonames.org/2988507/",
    ]
    assert found(letter, f"{act}[@type='received']/t:orgName") == ["Town Council"]
    assert found(letter, f"{act}[@type='received']/t:persName/@ref") == ["https://d-nb.info/gnd/118642499"]


def test_cable_has_its_two_letters(titled: Titled) -> None:
    cable = write(titled("Cable"), "cmif")
    assert found(cable, "//t:correspAction[@type='sent']/t:persName") == ["Kovalev, Ivan Vladimirovich", "Mao Zedong"]
    assert found(cable, "//t:correspAction[@type='sent']/t:date/@when") == ["1949-10-23", "1949-10-21"]
    assert found(cable, "//t:correspDesc[1]/t:correspAction[@type='received']/t:persName") == [
        "Stalin, Iosif Vissarionovich",
        "Molotov, Vyacheslav Mikhailovich",
        "Malenkov, Georgy Maksimilianovich",
    ]


def test_id_of_the_edition_is_its_own_and_lasts(titled: Titled) -> None:
    ids = [found(cmif.write(titled(one)), "//t:bibl/@xml:id") for one in ("Cable", "Cable", "Ana Holt")]
    assert ids[0] == ids[1] == ["edition-f6c60c83-f3f8-5a1c-ad78-d26448826bf2"]
    assert ids[2] != ids[0]


def test_editors_answer_for_the_letters_before_others() -> None:
    others = "<respStmt><resp>transcription</resp><name>B</name></respStmt>"
    record = headed(titles=f"<title>T</title><editor>A</editor>{others}")
    assert found(write(record, "cmif"), "//t:editor") == ["A"]
    assert "contributors[2]" in {one.field for one in lost(record, "cmif")}
    record = headed(titles=f"<title>T</title>{others}")
    assert found(write(record, "cmif"), "//t:editor") == ["B"]
    assert "contributors[1]" not in {one.field for one in lost(record, "cmif")}


# --- packages and deposits ---


def test_package_has_its_files_by_folder_with_their_checksums(titled: Titled) -> None:
    files = (
        PackagedFile("README.md", 12, "ab" * 64, "cd" * 32, "text/markdown"),
        PackagedFile("documents/a letter.xml", 9, "ef" * 64, media_type="application/tei+xml"),
    )
    validation = Event("validation", "2026-11-23", "the schema", "valid", "tei", "1.0", ("documents/a letter.xml",))
    package = mets.write_package(titled("Cable"), files, (validation,))
    assert found(package, "//mets:fileGrp/@USE") == ["package", "documents"]
    assert found(package, "//mets:FLocat/@xlink:href") == ["README.md", "documents/a%20letter.xml"]
    assert found(package, "//mets:file/@CHECKSUM") == ["ab" * 64, "ef" * 64]
    assert found(package, "//mets:structMap/mets:div/mets:div/@LABEL") == ["documents", "README.md"]
    kept = premis.write_package(titled("Cable"), files, (validation,))
    assert found(kept, "//premis:messageDigestAlgorithm") == ["SHA-512", "SHA-256", "SHA-512"]
    assert found(kept, "//premis:eventType") == ["modification", "validation"]
    assert found(kept, "//premis:agentName") == ["The tei contributors", "tei"]
    file = "//premis:object[premis:originalName='documents/a letter.xml']"
    assert found(kept, f"{file}/premis:linkingEventIdentifier/premis:linkingEventIdentifierValue") == ["event-2"]
    assert found(package, "//mets:techMD//premis:size") == ["12", "9"]


def test_deposit_in_hal_names_the_file_and_what_the_depositor_chose(titled: Titled) -> None:
    chosen = hal.write_deposit(titled("Cable"), domains=("shs.hist", "shs.litt"), typology="OUV", file="cable.xml")
    assert found(chosen, "//t:edition/t:ref/@target") == ["cable.xml"]
    assert found(chosen, "//t:classCode[@scheme='halDomain']/@n") == ["shs.hist", "shs.litt"]
    assert found(chosen, "//t:classCode[@scheme='halTypology']/@n") == ["OUV"]
    assert found(write(titled("Cable"), "hal"), "//t:classCode/@n") == ["OTHER"]
