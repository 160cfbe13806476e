"""Who is named twice is one contributor with both roles, and who only looks alike is not."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from tei.metadata import Record, crosswalks

Written = Callable[..., Record]

TWICE = """<title>T</title>
  <editor ref="https://orcid.org/0000-0002-1825-0097">Ana Holt</editor>
  <respStmt><resp>encoding</resp><name>Bo Reed</name></respStmt>
  <respStmt><resp>transcription</resp><persName ref="https://orcid.org/0000-0002-1825-0097"><forename>Ana</forename>
    <surname>Holt</surname></persName></respStmt>
  <respStmt><resp>translation</resp><name>Ana Holt</name></respStmt>"""


def told(record: Record) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.display, one.relators) for one in record.contributors]


def test_person_who_is_named_three_times_is_one_with_all_roles(written: Written) -> None:
    record = written(titles=TWICE)
    holt, reed = record.contributors
    assert (holt.display, holt.surname, holt.kind, holt.order) == ("Ana Holt", "Holt", "person", 1)
    assert (reed.display, reed.order) == ("Bo Reed", 2)
    assert [(one.text, one.relators) for one in holt.roles] == [
        ("", ("edt",)),
        ("transcription", ("trc",)),
        ("translation", ("trl",)),
    ]
    origins = [holt.origin, *(one.origin for one in holt.roles)]
    places = [one.xpath.rpartition("/titleStmt/")[2] for one in origins]
    assert places == ["editor", "editor", "respStmt[2]/resp", "respStmt[3]/resp"]
    assert [one.value for one in holt.identifiers] == ["0000-0002-1825-0097"]


@pytest.mark.parametrize(
    "first, second",
    [
        ('<name ref="https://viaf.org/viaf/1">Ana Holt</name>', '<name ref="https://viaf.org/viaf/2">Ana Holt</name>'),
        ("<persName>Holt</persName>", "<orgName>Holt</orgName>"),
        ('<name ref="https://example.org/team">Ana Holt</name>', '<name ref="https://example.org/team">Bo Reed</name>'),
        ("<name>N.N.</name>", "<name>N.N.</name>"),
        ("<name>Ana Holt</name>", "<name>Ann Holt</name>"),
    ],
)
def test_two_whom_something_tells_apart_stay_two(written: Written, first: str, second: str) -> None:
    statements = f"<respStmt><resp>a</resp>{first}</respStmt><respStmt><resp>b</resp>{second}</respStmt>"
    assert len(written(titles=f"<title>T</title>{statements}").contributors) == 2


def test_third_of_a_name_is_told_from_the_first_by_the_second(written: Written) -> None:
    names = "".join(
        f'<respStmt><resp>{resp}</resp><name ref="https://viaf.org/viaf/{number}">Ana Holt</name></respStmt>'
        for resp, number in (("translation", 1), ("encoding", 2), ("transcription", 1), ("proofreading", 2))
    )
    assert told(written(titles="<title>T</title>" + names)) == [
        ("Ana Holt", ("trl", "trc")),
        ("Ana Holt", ("mrk", "pfr")),
    ]


def test_each_form_says_both_roles_where_it_can(written: Written) -> None:
    record = written(titles="<author>A</author>" + TWICE)

    def in_form(form: str) -> Any:
        return json.loads(crosswalks.write(record, form))

    assert [one["family"] for one in in_form("csl")[0]["editor"]] == ["Holt"]
    assert [one["family"] for one in in_form("csl")[0]["translator"]] == ["Holt"]
    crate = in_form("schema-org")
    assert [(crate[kind][kind]["familyName"], crate[kind]["roleName"]) for kind in ("editor", "translator")] == [
        ("Holt", ["edt", "transcription"]),
        ("Holt", ["translation"]),
    ]
    types = [one["contributorType"] for one in in_form("datacite-json")["contributors"] if "Holt" in one["name"]]
    assert types == ["Editor", "DataCurator", "Translator"]
    fields = in_form("dataverse")["datasetVersion"]["metadataBlocks"]["citation"]["fields"]
    (contributors,) = (one["value"] for one in fields if one["typeName"] == "contributor")
    assert [one["contributorType"]["value"] for one in contributors if "Holt" in one["contributorName"]["value"]] == [
        "Editor",
        "Data Curator",
    ]
    mods = etree.fromstring(crosswalks.write(record, "mods"))
    (name,) = (one for one in mods.iter("{*}name") if one.findtext("{*}displayForm") == "Ana Holt")
    assert [one.text for one in name.iter("{*}roleTerm") if one.get("type") == "code"] == ["edt", "trc", "trl"]
