import json
from pathlib import Path

import pytest

from tei import settings
from tei.deposit import tables
from tei.deposit.explaining import Explanation, as_json, explain
from tei.errors import UsageError
from tei.metadata.crosswalks import FORMS, Loss
from tei.validate.reports import Style
from tei.validate.reports.columns import width


@pytest.fixture(scope="module")
def cable(repository: Path) -> Explanation:
    return explain(repository / "corpus" / "cable-59363.xml", settings.load(repository))


def marks(text: str) -> dict[str, list[str]]:
    """The lines of the table of forms: the field, and a mark for each form."""
    rows = [line.split() for line in text.splitlines()]
    return {row[0]: row[1:] for row in rows if len(row) > 1 and set("".join(row[1:])) <= set("●◐·")}


@pytest.mark.parametrize("columns", [72, 80, 100, 120, 200])
def test_table_keeps_to_the_width(cable: Explanation, columns: int) -> None:
    text = tables.render(cable, Style(columns), whole=True)
    # A step of an XPath is not broken, nor is the command at the end.
    long = [line for line in text.splitlines() if width(line) > columns and "//" not in line and "--form" not in line]
    assert long == []


@pytest.mark.parametrize("columns", [80, 120])
def test_every_value_stands_in_the_table_with_its_place(cable: Explanation, columns: int) -> None:
    text = tables.render(cable, Style(columns), whole=True)
    for field in cable.fields:
        assert " ".join(field.value.split())[:20] in text
        assert f":{field.origin.span.line}" in text
        assert f"  {field.name.rpartition('.')[2]}  " in f"  {text}".replace("\n", "\n  ")


def test_place_is_seen_from_what_a_part_is_part_of(cable: Explanation) -> None:
    lines = tables.render(cable, Style(120)).splitlines()
    assert lines[1] == '… is //TEI[@xml:id="cable-59363"]/teiHeader, . what a part is part of'
    rows = [line.split() for line in lines]
    assert ["titles[2]", "…/fileDesc/titleStmt/title[2]:9"] in [[row[0], row[-1]] for row in rows if row]
    assert ["dates[1]", "1949-10-23", "./date/@when:43"] in rows
    assert ["entry", "Mao", "Zedong", 'authority.xml//person[@xml:id="mao"]:65'] in rows


def test_parts_of_parts_are_shown_on_request_alone(cable: Explanation) -> None:
    text = tables.render(cable, Style(120))
    deep = sum(field.name.count(".") > 1 for field in cable.fields)
    assert f"{deep} parts of these parts are not shown (--all shows them)\n" in text
    assert "not shown" not in tables.render(cable, Style(120), whole=True)


def test_marks_say_what_a_form_says(cable: Explanation) -> None:
    text = tables.render(cable, Style(80))
    found = marks(text)
    forms = list(cable.lost)
    assert forms == list(FORMS)
    by_form = {form: {field: row[index] for field, row in found.items()} for index, form in enumerate(forms)}
    assert by_form["invenio"]["titles"] == "●"
    assert by_form["invenio"]["creators"] == "◐"
    assert by_form["invenio"]["correspondences"] == "·"
    assert by_form["cff"]["contributors"] == "·"
    assert by_form["bibtex"]["contributors"] == "◐"
    assert set(found) == {field.name.partition("[")[0] for field in cable.fields if "." not in field.name}


def test_name_of_a_form_stands_over_its_column(cable: Explanation) -> None:
    lines = tables.render(cable, Style(80)).splitlines()
    start = next(index for index, line in enumerate(lines) if line.strip() == next(iter(FORMS)))
    first = next(line for line in lines[start:] if line.startswith("xml_id"))
    for index, form in enumerate(FORMS):
        column = lines[start + index].index(form)
        assert first[column] in "●◐·"
        assert first[column - 1] == " "


def test_form_that_is_asked_for_says_why_and_is_shown(repository: Path) -> None:
    path = repository / "corpus" / "cable-59363.xml"
    text = tables.render(explain(path, settings.load(repository), ["cff"]), Style(100))
    assert "\nCitation File Format does not say\n" in text
    assert "\n  contributors\n" in text
    assert "\n      CFF has authors, and no other contributors\n" in text
    assert '\nCITATION.cff\ncff-version: "1.2.0"\n' in text
    assert marks(text) == {}
    with pytest.raises(UsageError, match="there is no form marc21"):
        explain(path, settings.load(repository), ["marc21"])


def test_form_that_loses_nothing_says_so(cable: Explanation) -> None:
    bare = cable._replace(lost={"csl": ()}, written={"csl": "[]\n"})
    assert "\nCSL-JSON says all of it.\n" in tables.render(bare, Style(100))


def test_long_value_is_cut_at_a_word_and_wide_characters_fit(cable: Explanation) -> None:
    abstract = next(field for field in cable.fields if field.name == "abstracts[1]")
    lines = tables.render(cable, Style(120)).splitlines()
    row = next(index for index, line in enumerate(lines) if line.startswith("abstracts[1]"))
    shown = lines[row + 1].strip()
    assert shown.endswith(" …")
    assert f"{shown.removesuffix(' …')} " in abstract.value
    field = abstract.__class__("abstracts[1]", "毛澤東" * 40, abstract.origin)
    wide = tables.render(cable._replace(fields=(field,)), Style(80), whole=True)
    assert max(width(line) for line in wide.splitlines() if "毛" in line) <= 80


def test_value_cannot_command_the_terminal(cable: Explanation) -> None:
    field = cable.fields[0].__class__("xml_id", "a\x9b31m\x85b", cable.fields[0].origin)
    assert "\x9b" not in tables.render(cable._replace(fields=(field,)), Style(80))


def test_json_has_every_field_and_every_loss(cable: Explanation) -> None:
    content = json.loads(as_json(cable))
    assert len(content["fields"]) == len(cable.fields)
    assert content["fields"][2] == {
        "field": "titles[1]",
        "value": "Cable Telegram no. 59363 from Kovalev to Stalin, containing a message from Mao Zedong",
        "path": cable.record.path,
        "xpath": '//TEI[@xml:id="cable-59363"]/teiHeader/fileDesc/titleStmt/title[1]',
        "line": 8,
        "column": 9,
    }
    assert list(content["forms"]) == list(FORMS)
    losses = [Loss(**one) for one in content["forms"]["ris"]["lost"]]
    assert tuple(losses) == cable.lost["ris"]
    assert content["forms"]["ris"]["file"] == "citation.ris"
    assert "written" not in content["forms"]["ris"]
