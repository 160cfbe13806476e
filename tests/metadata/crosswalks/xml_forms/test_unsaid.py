"""What a form does not say it tells: each value of a record is in the form's text, or among what is lost."""

import html
import re
from collections.abc import Callable

import pytest

from tei.metadata import Record
from tei.metadata.crosswalks import FORMS, Loss, lost, unsaid, write
from tei.metadata.values import (
    Affiliation,
    Agent,
    Date,
    Edition,
    Funder,
    Grant,
    Identifier,
    Language,
    Licence,
    Measure,
    Place,
    RelatedItem,
    Rights,
    Role,
    Subject,
    Text,
    Title,
)

Titled = Callable[[str], Record]

XML_FORMS = ("cmif", "datacite-xml", "dc", "dcterms", "dspace", "hal", "mets", "mods", "premis")


def ways_to_say(name: str, value: object) -> tuple[tuple[str, ...], ...]:  # noqa: C901 - one case a kind of value
    """The ways in which a form may say *value*: each is words that all have to be there; () is said by the element."""
    match value:
        case Role(text="", relators=relators):
            return ((*relators,),) if name.startswith("contributors") else ()
        case Identifier():
            return ((value.uri or value.value,), (value.value,))
        case Date(edtf=None) | Text() | Title() | Affiliation() | Role():
            return ((value.text,),)
        case Date():
            return (tuple(end for end in (value.start, value.end) if end),)
        case Agent():
            return ((value.display,), (value.sort_name,), (value.surname or value.display,), (value.full_name or "\0",))
        case Language():
            return ((value.tag,), (value.tag.replace("-", "_"),))
        case Licence() | Rights():
            return ((value.uri or value.text,),)
        case Edition():
            return ((value.number or value.text,), (value.text or value.number or "",))
        case Measure() | Funder() | Subject() | Place() | Grant():
            return ((str(value),),)
        case RelatedItem():
            return tuple(
                (said,) for said in (value.text, value.target, *(one.value for one in value.identifiers)) if said
            )
    return ()


def plain(xml: bytes) -> str:
    """The words of a form and of its attributes on one line."""
    return " ".join(html.unescape(re.sub(r"</?p>", " ", xml.decode())).split())


@pytest.mark.parametrize("form", XML_FORMS)
def test_value_is_said_or_told_as_lost(form: str, record: Record) -> None:
    text = plain(write(record, form))
    left_out = {one.field for one in lost(record, form)}
    for name, value in unsaid.values(record):
        if any(name == field or name.startswith(f"{field}.") for field in left_out):
            continue
        ways = ways_to_say(name, value)
        assert not ways or any(all(" ".join(word.split()) in text for word in way) for way in ways), name


@pytest.mark.parametrize("form", XML_FORMS)
def test_unsaid_are_fields_of_the_record_each_told_once_with_a_reason(form: str, record: Record) -> None:
    known = {field.name for field in record.fields()}
    left_out = lost(record, form)
    assert {one.field for one in left_out} <= known
    assert len({one.field for one in left_out}) == len(left_out)
    assert not [(one, two) for one in left_out for two in left_out if two.field.startswith(f"{one.field}.")]
    assert all(one.reason for one in left_out)


def test_values_are_the_fields_in_their_order(record: Record) -> None:
    named = [field.name for field in record.fields() if not field.name.endswith(".entry")]
    assert [name for name, _ in unsaid.values(record)] == named


def test_forms_are_listed_with_their_files() -> None:
    assert {name: FORMS[name].file_name for name in XML_FORMS} == {
        "cmif": "cmif.xml",
        "datacite-xml": "datacite.xml",
        "dc": "dublin-core.xml",
        "dcterms": "dcterms.xml",
        "dspace": "dspace.xml",
        "hal": "hal.xml",
        "mets": "mets.xml",
        "mods": "mods.xml",
        "premis": "premis.xml",
    }


# --- what the cable loses ---


def told(record: Record, form: str, field: str) -> str | None:
    return {one.field: one.reason for one in lost(record, form)}.get(field)


def test_cable_loses_in_dublin_core_what_each_contributor_did(titled: Titled) -> None:
    cable = titled("Cable")
    reason = "all who took part stand side by side; what each of them did is not said"
    assert told(cable, "dc", "contributors[1].roles[1]") == reason
    assert told(cable, "mods", "contributors[1].roles[1]") is None


def test_cable_loses_its_way_in_cmif_and_its_letters_elsewhere(titled: Titled) -> None:
    cable = titled("Cable")
    letter = Loss("correspondences[1]", "who wrote to whom has no place here; the form cmif is made for it and has it")
    assert lost(cable, "dcterms").count(letter) == 1
    reason = "CMIF has who sent and who received a letter; what happened on its way is not said"
    assert [one.field for one in lost(cable, "cmif") if one.reason == reason] == [
        "correspondences[1].actions[2]",
        "correspondences[1].actions[3]",
        "correspondences[1].actions[4]",
        "correspondences[1].actions[5]",
        "correspondences[2].actions[2]",
    ]


def test_cable_loses_its_second_language_in_datacite(titled: Titled) -> None:
    cable = titled("Cable")
    assert told(cable, "datacite-xml", "languages[1]") is None
    assert told(cable, "datacite-xml", "languages[2]") == "DataCite has one language"


def test_wrong_identifier_is_lost_not_passed_on(titled: Titled) -> None:
    orchards = titled("A Survey of Orchards")
    assert told(orchards, "datacite-xml", "creators[2].identifiers[1]") == unsaid.INVALID.reason
    for form in XML_FORMS:
        assert b"0000-0002-1825-0098" not in write(orchards, form), form
