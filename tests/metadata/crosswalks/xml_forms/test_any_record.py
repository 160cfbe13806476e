"""Any record at all gives well-formed XML in every form, and what is valid by the schemas that are there."""

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tei.diagnostics import Span
from tei.metadata import Record
from tei.metadata.crosswalks import lost, shortfalls, write
from tei.metadata.values import (
    Action,
    Affiliation,
    Agent,
    Change,
    Correspondence,
    Date,
    Edition,
    Funder,
    Grant,
    Identifier,
    Language,
    Licence,
    Measure,
    Origin,
    Place,
    RelatedItem,
    Rights,
    Role,
    Series,
    Source,
    Subject,
    Text,
    Title,
)

FORMS = ("cmif", "datacite-xml", "dc", "dcterms", "dspace", "hal", "mets", "mods", "premis")
ORIGIN = st.just(Origin("any.xml", "/TEI", Span(1, 1, 1, 5)))
WORDS = st.one_of(
    st.sampled_from(("a", "<&>", "]]>", "{x}", "二", "a\nb", "\x00\x0b\ufffe", "\U0001f600", " ", "-", "2\u20091")),
    st.text(min_size=1, max_size=8),
)
ADDRESSES = st.one_of(
    st.sampled_from(
        ("https://example.org/a b", "https://example.org/?a=1&b=%C3%A9#c", "urn:x:%", "#a", "x y", "mailto:a@b")
    ),
    WORDS,
)
TAGS = st.one_of(st.sampled_from(("en", "de-AT", "zh-Hant-TW", "x-klingon", "deutsch_AT", "grc")), WORDS)
# Ends, how they belong together, how fine they are: the reader of dates gives no others.
DATES = (
    (None, None, None, "instant", None),
    ("1880", "1880", "1880", "instant", "year"),
    ("-0043-03-15", "-0043-03-15", "-0043-03-15", "instant", "day"),
    ("0000", "0000", "0000", "instant", "year"),
    ("Y-12000", "Y-12000", "Y-12000", "instant", "year"),
    ("1880~/1890~", "1880", "1890", "between", "year"),
    ("../1890-05", None, "1890-05", "between", "month"),
    ("-0010/..", "-0010", None, "interval", "year"),
    ("2025-04-02?", "2025-04-02", "2025-04-02", "instant", "day"),
)


def several(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=2).map(tuple)


def perhaps(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values)


def dated(ends: tuple[Any, ...], text: str) -> st.SearchStrategy[Date]:
    edtf, start, end, extent, precision = ends
    certainty = perhaps(st.sampled_from(("low", "high", "quite")))
    return st.builds(
        Date, st.just(text), ORIGIN, *map(st.just, (edtf, start, end, extent, precision)), certainty=certainty
    )


texts = st.builds(Text, WORDS, ORIGIN, perhaps(TAGS), perhaps(WORDS))
titles = st.builds(
    Title,
    WORDS,
    ORIGIN,
    perhaps(st.sampled_from(("main", "sub", "alt", "short", "desc", "x"))),
    perhaps(st.sampled_from("amsju")),
    perhaps(TAGS),
)
schemes = st.sampled_from(
    ("doi", "orcid", "gnd", "uri", "uuid", "isbn", "issn", "ror", "handle", "shelfmark", "crossref-funder")
)
identifiers = st.builds(Identifier, schemes, WORDS, ORIGIN, perhaps(ADDRESSES), st.sampled_from((True, False, None)))
dates = st.tuples(st.sampled_from(DATES), st.one_of(st.just(""), WORDS)).flatmap(
    lambda one: dated(one[0], one[1] or "t")
)
roles = st.builds(Role, st.one_of(st.just(""), WORDS), st.sampled_from((("aut",), ("trl", "edt"), ("zzz",))), ORIGIN)
affiliations = st.builds(Affiliation, WORDS, ORIGIN, several(identifiers))
agents = st.builds(
    Agent,
    WORDS,
    ORIGIN,
    st.sampled_from(("person", "organisation", "unknown")),
    surname=perhaps(WORDS),
    forename=perhaps(WORDS),
    name_link=perhaps(WORDS),
    honorific=perhaps(WORDS),
    full_name=perhaps(WORDS),
    identifiers=several(identifiers),
    affiliations=several(affiliations),
    email=perhaps(texts),
    roles=several(roles),
)
coordinates = perhaps(st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
places = st.builds(Place, WORDS, ORIGIN, several(identifiers), coordinates)
languages = st.builds(
    Language,
    TAGS,
    ORIGIN,
    perhaps(st.sampled_from(("eng", "deu", "gmh"))),
    perhaps(st.just("Latn")),
    perhaps(st.just("AT")),
    perhaps(WORDS),
    valid=st.booleans(),
)
licences = st.builds(Licence, WORDS, ORIGIN, perhaps(st.just("MIT")), perhaps(ADDRESSES))
rights = st.builds(Rights, WORDS, ORIGIN, perhaps(ADDRESSES), perhaps(TAGS))
subjects = st.builds(Subject, WORDS, ORIGIN, perhaps(ADDRESSES), perhaps(WORDS), perhaps(ADDRESSES), perhaps(TAGS))
measures = st.builds(Measure, st.just("3 leaves"), ORIGIN) | st.builds(
    Measure, st.just(""), ORIGIN, st.just("3"), st.just("leaf")
)
relations = st.sampled_from(("isPartOf", "translationOf", "next", "own words"))
related = st.builds(
    RelatedItem, perhaps(relations), WORDS, ORIGIN, several(identifiers), perhaps(ADDRESSES)
) | st.builds(RelatedItem, perhaps(relations), st.just(""), ORIGIN, several(identifiers), ADDRESSES)
series = st.builds(
    Series,
    ORIGIN,
    several(titles),
    st.one_of(st.just(""), WORDS),
    several(identifiers),
    several(agents),
    perhaps(texts),
)
actions = st.builds(
    Action,
    perhaps(st.sampled_from(("sent", "received", "transmitted"))),
    ORIGIN,
    perhaps(WORDS),
    several(agents),
    several(places),
    several(dates),
    several(texts),
)
sources = st.builds(
    Source,
    st.sampled_from(("bibl", "msDesc", "recording", "p")),
    ORIGIN,
    perhaps(WORDS),
    st.one_of(st.just(""), WORDS),
    several(titles),
    several(agents),
    several(agents),
    several(agents),
    several(places),
    several(dates),
    several(places),
    repository=perhaps(texts),
    shelfmarks=several(texts),
    identifiers=several(identifiers),
    languages=several(languages),
    material=perhaps(texts),
    extents=several(measures),
    scopes=several(texts),
    rights=several(rights),
    notes=several(texts),
    related=several(related),
)
records = st.builds(
    Record,
    st.just("any.xml"),
    ORIGIN,
    xml_id=perhaps(texts),
    identifiers=several(identifiers),
    titles=several(titles),
    creators=several(agents),
    contributors=several(agents),
    funders=several(st.builds(Funder, agents, ORIGIN, several(st.builds(Grant, WORDS, ORIGIN, perhaps(ADDRESSES))))),
    edition=perhaps(st.builds(Edition, WORDS, ORIGIN, perhaps(WORDS), several(dates))),
    extents=several(measures),
    publishers=several(agents),
    publication_places=several(places),
    publication_dates=several(dates),
    access=perhaps(texts),
    licences=several(licences),
    rights=several(rights),
    series=several(series),
    notes=several(texts),
    languages=several(languages),
    abstracts=several(texts),
    subjects=several(subjects),
    genres=several(subjects),
    creation_dates=several(dates),
    creation_places=several(places),
    places=several(places),
    correspondences=several(
        st.builds(
            Correspondence,
            ORIGIN,
            perhaps(WORDS),
            perhaps(ADDRESSES),
            perhaps(WORDS),
            several(actions),
            several(related),
        )
    ),
    sources=several(sources),
    related=several(related),
    project=several(texts),
    editorial=several(texts),
    schemas=several(related),
    status=perhaps(texts),
    changes=several(st.builds(Change, WORDS, ORIGIN, perhaps(dates), several(agents), perhaps(WORDS), perhaps(WORDS))),
)

Faults = Callable[[str, bytes], list[str]]


@settings(max_examples=15)
@given(records)
def test_every_form_is_well_formed_and_the_same_each_time(record: Record) -> None:
    for form in FORMS:
        written = write(record, form)
        assert etree.fromstring(written).tag
        assert written == write(record, form)
        names = {name for name, _ in shortfalls.values(record)}
        assert {one.field for one in lost(record, form)} <= names


@settings(max_examples=15)
@given(record=records)
def test_every_record_is_valid_by_the_schemas_that_are_there(faults: Faults, record: Record) -> None:
    for form in ("dc", "mods", "mets"):
        assert faults(form, write(record, form)) == [], form
    # The year is demanded, and not always there.
    found = faults("datacite-xml", write(record, "datacite-xml"))
    assert [one for one in found if "publicationYear" not in one] == []
