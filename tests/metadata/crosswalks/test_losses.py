"""Nothing is lost in silence: what a form does not name among its losses is in what it writes, and the other way."""

import html
import json
import re
from typing import Any

import pytest
import yaml

from tei.errors import UsageError
from tei.metadata import Record, crosswalks
from tei.metadata.crosswalks import FORMS, Loss
from tei.metadata.crosswalks.shortfalls import told
from tei.metadata.record import Field
from tei.metadata.values import Agent, Date, Identifier, Language, Licence, RelatedItem, Rights, Role, Source

OWN = ["datacite-json", "schema-org", "ro-crate", "csl", "bibtex", "ris", "cff", "invenio", "dataverse"]

BIBTEX = {
    "textbackslash{}": "\\",
    "textasciitilde{}": "~",
    "textasciicircum{}": "^",
    "textbraceleft{}": "{",
    "textbraceright{}": "}",
}


def said(form: str, data: bytes) -> str:
    """All words of a form as one text, without its escapes."""
    text = data.decode()
    if form == "cff":
        text = "\n".join(_strings(yaml.safe_load(text)))
    elif form == "bibtex":
        text = re.sub(r"\\(text\w+\{\}|[&%$#_])|[{}]", lambda found: BIBTEX.get(found[1] or "", found[1] or ""), text)
    elif form != "ris":
        text = "\n".join(_strings(json.loads(text)))
    # Descriptions of InvenioRDM are HTML.
    text = html.unescape(re.sub(r"</?p>", " ", text)) if form == "invenio" else text
    return " ".join(text.split())


def _strings(content: Any) -> list[str]:
    if isinstance(content, dict):
        return [text for value in content.values() for text in _strings(value)]
    if isinstance(content, list):
        return [text for value in content for text in _strings(value)]
    return [str(content)]


def value_of(record: Record, field: Field) -> Any:
    value: Any = record
    for name, number in re.findall(r"(\w+)(?:\[(\d+)\])?", field.name):
        value = getattr(value, name)
        value = value[int(number) - 1] if number else value
    return value


def needles(value: Any) -> list[str]:
    """What must be found of a value; one of several ways to say it is enough, divided by a line feed."""
    if isinstance(value, Agent):
        return [value.surname or value.display]
    if isinstance(value, Identifier):
        return [f"{value.value}\n{value.uri}"]
    if isinstance(value, Date):
        return [value.year or value.text]
    if isinstance(value, Language):
        names = {"eng": "English", "deu": "German", "fra": "French", "rus": "Russian", "lat": "Latin"}
        return [f"{value.tag}\n{value.iso639_3}\n{names.get(value.iso639_3 or '', value.tag)}"]
    if isinstance(value, Licence):
        spdx = value.spdx or value.uri or value.text
        return [f"{spdx}\n{spdx.lower()}\n{value.uri or spdx}\n{value.text or spdx}"]
    if isinstance(value, Role):
        return [value.text]
    if isinstance(value, RelatedItem):
        return ["\n".join(filter(None, [value.text, value.target, *(one.value for one in value.identifiers)]))]
    if isinstance(value, Rights):
        return [value.text or value.uri or ""]
    return [str(value)]


def is_said(text: str, value: Any) -> bool:
    return all(any(" ".join(way.split()) in text for way in needle.split("\n")) for needle in needles(value))


def covered(name: str, losses: tuple[Loss, ...]) -> bool:
    """Whether a field, or one that it is a part of, is among the losses."""
    return any(name == loss.field or name.startswith(f"{loss.field}.") for loss in losses)


def implied(field: Field, value: Any) -> bool:
    """What a form need not say: where an entry stands, and a role that the element's name alone gives."""
    return field.name.endswith(".entry") or (isinstance(value, Role) and not value.text)


@pytest.mark.parametrize("form", OWN)
def test_what_is_not_lost_is_said(record: Record, form: str) -> None:
    losses = crosswalks.lost(record, form)
    text = said(form, crosswalks.write(record, form))
    kept = [field for field in record.fields() if not covered(field.name, losses)]
    assert kept
    missing = [
        (field.name, field.value)
        for field in kept
        if not implied(field, value := value_of(record, field)) and not is_said(text, value)
    ]
    assert missing == []


@pytest.mark.parametrize("form", OWN)
def test_what_is_lost_as_a_whole_is_not_said(record: Record, form: str) -> None:
    losses = [loss for loss in crosswalks.lost(record, form) if not loss.partial]
    text = said(form, crosswalks.write(record, form))
    fields = {field.name: field for field in record.fields()}
    # Words that another field has too may be said for its sake.
    words = [" ".join(field.value.split()) for field in fields.values()]
    said_anyway = [
        loss.field
        for loss in losses
        if (field := fields.get(loss.field))
        and not isinstance(value_of(record, field), (Source, Date, Language))
        and len(field.value) > 12
        and sum(" ".join(field.value.split()) in one for one in words) == 1
        and " ".join(field.value.split()) in text
    ]
    assert said_anyway == []


@pytest.mark.parametrize("form", OWN)
def test_losses_name_fields_that_the_record_has_and_say_why(record: Record, form: str) -> None:
    names = {field.name for field in record.fields()}
    tops = {name.partition("[")[0] for name in names}
    for loss in crosswalks.lost(record, form):
        assert loss.field in names | tops
        assert len(loss.reason.split()) > 3


@pytest.mark.parametrize("form", OWN)
def test_same_record_gives_the_same_bytes(record: Record, form: str) -> None:
    data = crosswalks.write(record, form)
    assert data == crosswalks.write(record, form)
    assert data.endswith(b"\n")


def test_loss_of_a_field_covers_what_is_in_it(cable: Record) -> None:
    losses = list(told(cable, {"correspondences": "no"}, {"sources.titles": "in part"}))
    assert losses == [
        Loss("correspondences[1]", "no"),
        Loss("correspondences[2]", "no"),
        Loss("sources[1].titles[1]", "in part", partial=True),
        Loss("sources[2].titles[1]", "in part", partial=True),
    ]


def test_form_that_is_not_known_names_those_that_are(cable: Record) -> None:
    with pytest.raises(UsageError, match=r"there is no form marc21; known are .*datacite-json"):
        crosswalks.write(cable, "marc21")


def test_every_form_of_this_list_is_registered() -> None:
    assert set(OWN) <= set(FORMS)
    assert len({form.file_name for form in FORMS.values()}) == len(FORMS)
