"""Each form is read by a program of somebody else, and found to say what the header says."""

import json
import re
import warnings
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tei import document, metadata
from tei.metadata import Record, crosswalks
from tei.metadata.crosswalks.ro_crate import CrateFile, crate
from tei.metadata.crosswalks.yaml import scalar
from tei.names import TEI

EVERYTHING = Path(__file__).parent / "everything.xml"
TITLE = "Das Rechnungsbuch der Mühle: 100% Roggen & „Weizen“ {1612} #7 $5 a_b ~ ^ \\ end: Eine digitale Edition"
# New in DataCite 4.6; the schema that the registry package has is that of 4.5.
SINCE_4_6 = {"Translator": "Other", "IsTranslationOf": "IsVersionOf"}


@pytest.fixture(scope="module")
def everything() -> Record:
    return metadata.read(document.read(EVERYTHING))


def header_of(publication: str, titles: str = "<title>T</title>") -> Record:
    """The record of a document with this inside of ``publicationStmt``, and of ``titleStmt``."""
    text = (
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt>{titles}</titleStmt><publicationStmt>{publication}'
        "</publicationStmt><sourceDesc/></fileDesc></teiHeader><text><body><p/></body></text></TEI>"
    )
    return metadata.read(document.parse(text.encode(), "written.xml"))


def written(record: Record, form: str) -> Any:
    return json.loads(crosswalks.write(record, form))


# --- DataCite ---


def datacite_faults(content: Any) -> list[str]:
    schema = pytest.importorskip("datacite.schema45", reason="the extra `test` has datacite")
    for part, key in (("contributors", "contributorType"), ("relatedIdentifiers", "relationType")):
        for one in content.get(part, ()):
            one[key] = SINCE_4_6.get(one[key], one[key])
    return [f"{list(fault.path)}: {fault.message}" for fault in schema.validator.iter_errors(content)]


def test_datacite_json_is_valid(record: Record) -> None:
    faults = datacite_faults(written(record, "datacite-json"))
    # What a header does not say cannot be made up.
    needed = {"creators": record.creators, "publicationYear": record.publication_date, "publisher": record.publisher}
    absent = [f"[]: {name!r} is a required property" for name, value in needed.items() if not value]
    assert [fault for fault in faults if fault not in absent] == []


def test_datacite_schema_refuses_what_is_wrong(cable: Record) -> None:
    content = written(cable, "datacite-json")
    content["creators"][0]["nameType"] = "Cat"
    content["titles"] = []
    faults = datacite_faults(content)
    assert [fault for fault in faults if fault.startswith("['creators', 0, 'nameType']: 'Cat' is not one of")]
    assert "['titles']: [] should be non-empty" in faults


def test_datacite_has_the_text_apart_from_the_edition(cable: Record) -> None:
    content = written(cable, "datacite-json")
    assert content["publicationYear"] == "2026"
    assert [(one["dateType"], one["date"]) for one in content["dates"]] == [
        ("Issued", "2026-11-23"),
        ("Created", "1949-10-21/1949-10-24"),
        ("Updated", "2026-11-23"),
    ]
    assert [(one["relationType"], one["relatedItemType"]) for one in content["relatedItems"]] == [
        ("IsDerivedFrom", "Text"),
        ("IsDerivedFrom", "PhysicalObject"),
    ]
    assert [(one["contributorType"], one["name"]) for one in content["contributors"]] == [
        ("Translator", "Goldberg, Gary"),
        ("Other", "Radchenko, Sergey"),
        ("DataCurator", "The tei contributors"),
    ]


# --- schema.org and RO-Crate ---


def expanded(content: Any) -> Any:
    jsonld = pytest.importorskip("pyld.jsonld", reason="the extra `test` has pyld")

    def local(url: str, _options: Any) -> dict[str, Any]:
        context = {"@context": {"@vocab": "http://schema.org/"}}
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}

    return jsonld.expand(content, {"documentLoader": local})


def test_schema_org_is_json_ld(record: Record) -> None:
    (node,) = expanded(written(record, "schema-org"))
    assert node["@type"] == ["http://schema.org/DigitalDocument"]
    assert record.title
    assert node["http://schema.org/name"] == [{"@value": record.title.text}]
    authors = node.get("http://schema.org/author", [])
    assert [one["http://schema.org/name"][0]["@value"] for one in authors] == [
        one.natural_name for one in record.creators
    ]


def test_schema_org_keeps_the_words_of_a_role_around_the_person(cable: Record) -> None:
    role = written(cable, "schema-org")["translator"]
    assert role["@type"] == "Role"
    assert role["roleName"] == ["Translation into English, with the notes and glosses in square brackets"]
    assert role["translator"]["name"] == "Gary Goldberg"


def test_crate_is_read_with_its_files(record: Record, tmp_path: Path) -> None:
    rocrate = pytest.importorskip("rocrate.rocrate", reason="the extra `test` has rocrate")
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a b.xml").write_bytes(b"<TEI/>")
    files = [CrateFile("documents/a b.xml", "application/tei+xml", 6, "The document", "0" * 64)]
    (tmp_path / "ro-crate-metadata.json").write_bytes(crate(record, files))
    read = rocrate.ROCrate(tmp_path)
    assert read.root_dataset["name"] == (record.title.text if record.title else None)
    (part,) = [one for one in read.data_entities if one.type == "File"]
    assert (part.id, part["contentSize"]) == ("documents/a%20b.xml", "6")
    assert str(read.metadata["conformsTo"]) == "https://w3id.org/ro/crate/1.1"


def test_terms_that_are_younger_than_the_context_of_a_crate_are_declared(cable: Record) -> None:
    context = written(cable, "ro-crate")["@context"]
    assert context == [
        "https://w3id.org/ro/crate/1.1/context",
        {"copyrightNotice": "http://schema.org/copyrightNotice"},
    ]
    files = [CrateFile("a.xml", "application/tei+xml", 6, sha256="0" * 64)]
    assert set(json.loads(crate(cable, files))["@context"][1]) == {"copyrightNotice", "sha256"}


def test_range_of_publication_is_said_by_its_beginning(everything: Record) -> None:
    assert written(everything, "schema-org")["datePublished"] == "2020"
    losses = {loss.field: loss.partial for loss in crosswalks.lost(everything, "schema-org")}
    assert losses["publication_dates[1]"] is True
    assert losses["publication_dates[2]"] is False


def test_graph_of_a_crate_is_flat_and_whole(record: Record) -> None:
    graph = written(record, "ro-crate")["@graph"]
    names = [entity["@id"] for entity in graph]
    assert len(names) == len(set(names))

    def references(value: Any, *, top: bool = False) -> Iterator[str]:
        if isinstance(value, dict) and not top:
            assert set(value) == {"@id"}
            yield value["@id"]
        elif isinstance(value, (dict, list)):
            for one in value.values() if isinstance(value, dict) else value:
                yield from references(one)

    outside = {"https://w3id.org/ro/crate/1.1", *(entity.get("sameAs", {}).get("@id", "") for entity in _named(graph))}
    assert {name for entity in graph for name in references(entity, top=True)} <= {*names, *outside}


def _named(graph: Any) -> list[Any]:
    return [entity for entity in graph if isinstance(entity.get("sameAs"), dict)]


# --- citations ---


def test_csl_is_formatted_by_a_processor(cable: Record) -> None:
    citeproc = pytest.importorskip("citeproc", reason="the extra `test` has citeproc-py")
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415 - only where it is installed

    items = written(cable, "csl")
    with warnings.catch_warnings():
        # The processor names the variables that it has no use for.
        warnings.simplefilter("ignore")
        source = CiteProcJSON(items)
        style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
        shelf = citeproc.CitationStylesBibliography(style, source, citeproc.formatter.plain)
        shelf.register(citeproc.Citation([citeproc.CitationItem("cable-59363")]))
        (entry,) = map(str, shelf.bibliography())
    assert entry.startswith("Kovalev, I.V. and Mao, Z. (2026) “Cable Telegram no. 59363 from Kovalev to Stalin")
    assert entry.endswith("Translated by G. Goldberg. The tei project.")


def test_csl_says_where_the_original_lies(cable: Record) -> None:
    (item,) = written(cable, "csl")
    assert item["archive"] == "Russian State Archive of Socio-Political History (RGASPI)"
    assert item["archive_location"] == "RGASPI, f. 558, op. 11, d. 333, ll. 0049-0051"
    assert item["original-date"] == {"date-parts": [[1949, 10, 21], [1949, 10, 24]]}
    assert item["issued"] == {"date-parts": [[2026, 11, 23]]}


def test_bibtex_is_read_with_names_taken_apart(everything: Record) -> None:
    parser = pytest.importorskip("bibtexparser", reason="the extra `test` has bibtexparser")
    from bibtexparser.customization import splitname  # noqa: PLC0415 - only where it is installed

    (entry,) = parser.loads(crosswalks.write(everything, "bibtex").decode()).entries
    first, second = entry["author"].split(" and {")
    assert splitname(first) == {
        "first": ["Ana", "María"],
        "von": ["de", "la"],
        "last": ["Ó", "Súilleabháin-Çelik"],
        "jr": ["III"],
    }
    assert second == "Kommission für Mühlen and Wind}"
    assert entry["title"].startswith(r"{Das Rechnungsbuch der Mühle: 100\% Roggen \& „Weizen“ \textbraceleft{}1612")
    assert entry["keywords"] == "Mühle, {Brot, Backwaren}"
    assert (entry["ID"], entry["date"], entry["year"]) == ("ledger_of_the.mill", "2020/2021-05", "2020")


def test_bibtex_leaves_an_address_as_it_is_but_for_braces() -> None:
    record = header_of('<idno type="URI">https://example.org/a_b%20c?d={e}&amp;f</idno>')
    assert b"url        = {https://example.org/a_b%20c?d=%7Be%7D&f},\n" in crosswalks.write(record, "bibtex")


def test_ris_is_read(everything: Record) -> None:
    rispy = pytest.importorskip("rispy", reason="the extra `test` has rispy")
    data = crosswalks.write(everything, "ris")
    assert data.count(b"\r\n") == data.count(b"\n")
    (entry,) = rispy.loads(data.decode())
    assert entry["title"] == TITLE
    assert entry["authors"] == ["de la Ó Súilleabháin-Çelik, Ana María, III", "Kommission für Mühlen and Wind"]
    assert entry["keywords"] == ["Mühle", "Brot, Backwaren"]
    assert entry["abstract"] == "Vom Mahlen: „schnell“ — und langsam. Zweiter Absatz: 3 < 4 & 5."
    assert (entry["year"], entry["urls"]) == ("2020", ["https://hdl.handle.net/20.500.1/abc"])


def test_cff_is_yaml(everything: Record) -> None:
    content = yaml.safe_load(crosswalks.write(everything, "cff"))
    assert content["title"] == TITLE
    assert content["authors"] == [
        {
            "family-names": "Ó Súilleabháin-Çelik",
            "given-names": "Ana María",
            "name-particle": "de la",
            "name-suffix": "III",
            "orcid": "https://orcid.org/0000-0002-1825-0097",
            "affiliation": "Universität Straßenheim; Archiv, Nordflügel",
        },
        {"name": "Kommission für Mühlen and Wind", "website": "https://ror.org/05gq02987"},
    ]
    assert content["license"] == "CC-BY-NC-SA-4.0"
    assert content["license-url"] == "https://example.org/our-own-licence"
    assert content["references"][0]["authors"] == [{"family-names": "Vorgänger", "given-names": "Willi"}]
    assert content["references"][0]["year"] == 1901


@pytest.mark.parametrize(
    "text",
    [
        "plain words, and more",
        "yes",
        "Null",
        "~",
        "1.0",
        "2026-11-23",
        "0x1F",
        "a: b",
        "a #b",
        "- a",
        "'quoted'",
        '"quoted"',
        "ends with space ",
        "back\\slash",
        "two\nlines",
        "tab\there",
        "\u2028 \x85 \ufeff \x7f",
        "Ångström — “so”",
        "@at",
        "%percent",
        "[list]",
        "{map}",
        "",
        "12:30:45",
        "=",
        "<<",
        "Off.",
        "e.g. this: ",
    ],
)
def test_scalar_is_read_as_the_same_text(text: str) -> None:
    assert yaml.safe_load(f"k: {scalar(text)}\nl:\n  - {scalar(text)}\n") == {"k": text, "l": [text]}


# What XML can hold: no control characters but three, no half of a pair.
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=[*map(chr, range(32)), "\ufffe", "\uffff"]))


@given(ANY)
def test_any_text_is_one_scalar(text: str) -> None:
    assert yaml.safe_load(f"- {scalar(text)}\n") == [text]


@given(ANY)
def test_any_title_stays_in_its_field(words: str) -> None:
    titles = f"<title>T {escape(words)}</title><author><persName>{escape(words)}</persName></author>"
    publication = f'<idno type="URI">https://example.org/{escape(words)}</idno><publisher>{escape(words)}</publisher>'
    record = header_of(publication, titles)
    entry = crosswalks.write(record, "bibtex").decode()
    # Every brace counts to BibTeX, also one after a backslash.
    depths = list(accumulate({"{": 1, "}": -1}.get(one, 0) for one in entry))
    assert min(depths) == 0
    assert depths[-1] == 0
    assert depths.index(0, 6) == len(entry.rstrip()) - 1
    for line in crosswalks.write(record, "ris").decode().split("\r\n")[:-1]:
        assert re.match(r"[A-Z][A-Z\d]  - ", line)
    assert yaml.safe_load(crosswalks.write(record, "cff"))["title"] == record.titles[0].text


# --- repositories ---


def test_dataverse_json_is_read(cable: Record) -> None:
    models = pytest.importorskip("pyDataverse.models", reason="the extra `test` has pydataverse")
    read = models.Dataset()
    read.from_json(crosswalks.write(cable, "dataverse").decode(), validate=False)
    content = read.get()
    assert content["title"] == cable.titles[0].text
    assert content["author"][1] == {
        "authorName": "Mao, Zedong",
        "authorIdentifierScheme": "GND",
        "authorIdentifier": "118577425",
    }
    assert content["language"] == ["English", "Russian"]
    assert content["subject"] == ["Arts and Humanities"]
    assert content["license"] == {"name": "CC BY 4.0", "uri": "https://creativecommons.org/licenses/by/4.0/"}
    assert "datasetContact" not in content


def test_fields_of_dataverse_are_those_that_its_client_knows(record: Record) -> None:
    models = pytest.importorskip("pyDataverse.models", reason="the extra `test` has pydataverse")
    known = {name for value in vars(models.Dataset).values() if isinstance(value, list) for name in value}
    known |= {
        name
        for value in vars(models.Dataset).values()
        if isinstance(value, dict)
        for key, names in value.items()
        for name in (key, *(names if isinstance(names, list) else ()))
    }
    blocks = written(record, "dataverse")["datasetVersion"]["metadataBlocks"]

    def names(content: Any) -> Iterator[str]:
        if isinstance(content, dict):
            if "typeName" in content:
                yield content["typeName"]
            content = list(content.values())
        if isinstance(content, list):
            for one in content:
                yield from names(one)

    # The address of a keyword came with Dataverse 6.3, which the client does not know yet.
    assert set(names(blocks)) - {"keywordTermURI"} <= known


def test_invenio_has_what_the_server_takes(cable: Record) -> None:
    content = written(cable, "invenio")
    told = content["metadata"]
    assert content["files"] == {"enabled": True}
    assert told["rights"][0] == {"id": "cc-by-4.0"}
    assert told["rights"][1]["title"] == {"en": "Rights"}
    assert [one["id"] for one in told["languages"]] == ["eng", "rus"]
    assert told["creators"][1]["person_or_org"]["identifiers"] == [{"scheme": "gnd", "identifier": "118577425"}]
    assert [one["role"]["id"] for one in told["contributors"]] == ["translator", "other", "datacurator"]
    assert told["publication_date"] == "2026-11-23"


@pytest.mark.parametrize(
    "date, published",
    [
        ('<date from="1880" to="1890"/>', "1880/1890"),
        ('<date when="1880">c. 1880</date>', "1880"),
        ('<date when="1880-05" cert="low"/>', "1880-05"),
        ('<date notAfter="1890"/>', None),
        ('<date when="-0043"/>', None),
        ("<date>once</date>", None),
    ],
)
def test_invenio_has_only_dates_that_it_takes(date: str, published: str | None) -> None:
    record = header_of(date)
    assert written(record, "invenio")["metadata"].get("publication_date") == published
    lost = [loss.field for loss in crosswalks.lost(record, "invenio")]
    assert ("publication_dates[1]" in lost) == (published is None or "/" not in published)


def test_description_is_html_with_a_paragraph_a_line(everything: Record) -> None:
    told = written(everything, "invenio")["metadata"]
    assert told["description"] == "<p>Vom Mahlen: „schnell“ — und langsam.</p><p>Zweiter Absatz: 3 &lt; 4 &amp; 5.</p>"


def test_title_that_the_server_refuses_as_too_short_is_lost() -> None:
    record = header_of("", '<title>Long enough</title><title type="alt">II</title><title type="alt">III</title>')
    titles = written(record, "invenio")["metadata"]["additional_titles"]
    assert [one["title"] for one in titles] == ["III"]
    assert [loss.field for loss in crosswalks.lost(record, "invenio")] == ["titles[2]"]


def test_person_without_a_surname_has_the_whole_name_in_its_place() -> None:
    record = header_of("", "<title>T</title><author><persName>Colette</persName></author>")
    (creator,) = written(record, "invenio")["metadata"]["creators"]
    assert creator["person_or_org"] == {"type": "personal", "name": "Colette", "family_name": "Colette"}


def test_editors_are_the_creators_of_an_edition_without_an_author(everything: Record) -> None:
    creators = written(everything, "invenio")["metadata"]["creators"]
    assert [one["person_or_org"]["name"] for one in creators] == [
        "Ó Súilleabháin-Çelik, Ana María de la, III",
        "Kommission für Mühlen and Wind",
    ]
    assert [one["role"]["id"] for one in written(everything, "invenio")["metadata"]["contributors"]] == [
        "other",
        "other",
        "sponsor",
        "other",
        "other",
        "distributor",
    ]


def test_doi_is_the_drafts_own() -> None:
    content = written(header_of('<idno type="DOI">10.5281/zenodo.1</idno>'), "invenio")
    assert content["pids"] == {"doi": {"identifier": "10.5281/zenodo.1", "provider": "external"}}
    assert "identifiers" not in content["metadata"]
