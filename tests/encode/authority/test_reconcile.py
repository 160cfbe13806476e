"""Records of other authorities are brought to the entries that they fit, and nothing else in the file changes."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tei import document
from tei.encode.authority import Entry, read
from tei.encode.authority.reading import of
from tei.encode.authority.reconciling import Record, Suggestion, reconcile, records
from tei.encode.authority.reconciling.adding import with_identifiers
from tei.errors import UsageError
from tei.limits import DEFAULT, Limits
from tei.names import TEI

CORPUS = Path(__file__).parents[3] / "corpus"


def person(identifier: str, name: str, birth: str = "", death: str = "", more: str = "") -> str:
    dates = "".join(f'<{event} when="{when}"/>' for event, when in (("birth", birth), ("death", death)) if when)
    return f'<person xml:id="{identifier}"><persName>{name}</persName>{dates}{more}</person>'


def entries(*content: str) -> list[Entry]:
    return list(of(document.parse(f'<standOff xmlns="{TEI}">{"".join(content)}</standOff>'.encode(), "a.xml")))


def entity(item: str, labels: dict[str, str], claims: dict[str, Any] | None = None, **aliases: str) -> dict[str, Any]:
    """An item of a Wikidata dump, as far as it is read."""
    return {
        "type": "item",
        "id": item,
        "labels": {language: {"language": language, "value": value} for language, value in labels.items()},
        "descriptions": {"en": {"language": "en", "value": f"the {item}"}},
        "aliases": {language: [{"language": language, "value": value}] for language, value in aliases.items()} or [],
        "claims": claims or [],
    }


def statement(value: object, rank: str = "normal") -> dict[str, Any]:
    return {"mainsnak": {"snaktype": "value", "datavalue": {"value": value}}, "rank": rank}


def time(day: str, precision: int = 11) -> dict[str, Any]:
    return {"time": f"+{day}T00:00:00Z", "precision": precision}


STALIN = entity(
    "Q855",
    {"ru": "Иосиф Сталин", "en": "Joseph Stalin"},
    {
        "P31": [statement({"id": "Q5"})],
        "P569": [statement(time("1879-12-21"), "deprecated"), statement(time("1878-12-18"))],
        "P570": [statement(time("1953-03-05"))],
        "P214": [statement("101704337")],
    },
    de="Josef Stalin",
)


def written(path: Path, *lines: object) -> Path:
    """A dump as Wikidata writes it: a list with an entity a line."""
    body = ",\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    data = f"[\n{body}\n]\n".encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


# --- tables and dumps ---


@pytest.mark.parametrize("name", ["dump.json", "dump.json.gz"])
def test_dump_of_wikidata_is_read_line_by_line(tmp_path: Path, name: str) -> None:
    human = entity("Q1", {"fr": "Une"}, {"P31": [statement({"id": "Q5"})], "P569": [statement(time("1901-00-00", 9))]})
    place = entity("Q2", {"en": "Place"}, {"P31": [statement({"id": "Q515"})]})
    dump = written(tmp_path / name, STALIN, human, place, entity("P31", {"en": "instance of"}), entity("Q3", {}))
    assert list(records(dump, DEFAULT)) == [
        Record(
            "wikidata",
            "https://www.wikidata.org/entity/Q855",
            ("Joseph Stalin", "Иосиф Сталин", "Josef Stalin"),
            "1878-12-18",
            "1953-03-05",
            "the Q855",
            person=True,
            others=(("viaf", "https://viaf.org/viaf/101704337"),),
        ),
        Record("wikidata", "https://www.wikidata.org/entity/Q1", ("Une",), "1901", "", "the Q1", person=True),
        Record("wikidata", "https://www.wikidata.org/entity/Q2", ("Place",), "", "", "the Q2", person=False),
    ]


def test_clusters_of_viaf_are_read(tmp_path: Path) -> None:
    file = tmp_path / "viaf.jsonl"
    cluster = {
        "viafID": 101704337,
        "nameType": "Personal",
        "birthDate": "1878-12-18",
        "deathDate": "1953",
        "mainHeadings": {"data": [{"text": "Stalin, Joseph, 1878-1953."}, {"text": "Stalin, Iosif"}]},
    }
    file.write_text(
        json.dumps(cluster) + "\n\n" + json.dumps({"ns1:viafID": "1", "ns1:mainHeadings": {}}), encoding="utf-8"
    )
    names = ("Stalin, Joseph", "Stalin, Iosif")
    assert list(records(file, DEFAULT)) == [
        Record("viaf", "https://viaf.org/viaf/101704337", names, "1878-12-18", "1953", person=True)
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_table_is_read_whatever_divides_its_cells(tmp_path: Path, delimiter: str) -> None:
    rows = [
        ["ID", "Label", "aliases", "birth", "death", "description"],
        ["118642499", '"Stalin', ' Josef"', "1878", "", "ruler"],
        ["Q855", "Joseph Stalin", "Koba|Filippov", "1878-12-18", "1953-03-05"],
        ["https://viaf.org/viaf/7/", "X"],
        ["", "nobody"],
    ]
    rows[1] = ["118642499", "Stalin", "", "1878", "", "ruler"]
    file = tmp_path / "table.csv"
    file.write_text("\ufeff" + "\r\n".join(delimiter.join(row) for row in rows), encoding="utf-8", newline="")
    assert list(records(file, DEFAULT, "gnd")) == [
        Record("gnd", "118642499", ("Stalin",), "1878", "", "ruler"),
        Record("gnd", "Q855", ("Joseph Stalin", "Koba", "Filippov"), "1878-12-18", "1953-03-05"),
        Record("viaf", "https://viaf.org/viaf/7", ("X",)),
    ]
    assert [one.authority for one in records(file, DEFAULT)] == ["other", "wikidata", "viaf"]


@pytest.mark.parametrize(
    "content, said",
    [
        (b'{"id": "Q1", "label": "A"}\n{"id"', "t.x:2: this line is not JSON"),
        (b"name,label\n", "t.x:1: a table of records has the columns id and label; this has name, label"),
        (b"", "t.x:1: a table of records has the columns id and label; this has none"),
        (b"id,label\n1,\xff", "is not UTF-8"),
        (gzip.compress(b"id,label\n" * 50, mtime=0)[:-9], "is not a whole gzip file"),
        (b'{"id": "' + b"x" * 2000 + b'"}', "t.x:1: the line has more than 1,000 characters"),
    ],
)
def test_what_is_no_table_is_refused_with_its_place(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "t.x"
    file.write_bytes(content)
    with pytest.raises(UsageError) as raised:
        list(records(file, Limits(size_bytes=1000)))
    assert said in str(raised.value)


def test_objects_of_unexpected_form_are_passed_over(tmp_path: Path) -> None:
    odd: list[Any] = [3, {"labels": 3, "id": "Q1"}, {"labels": {"en": 3}, "id": "Q2"}, {"viafID": 3}, {"label": "A"}]
    odd += [
        entity(
            "Q4",
            {"en": "A"},
            {"P569": [statement("1900"), {"mainsnak": 3}, 4], "P31": 5, "P570": [statement(time("x"))]},
        )
    ]
    assert [(one.value[-2:], one.birth) for one in records(written(tmp_path / "d.json", *odd), DEFAULT)] == [("Q4", "")]


def test_table_is_read_as_a_stream() -> None:
    taken: list[int] = []

    def table() -> Iterator[Record]:
        for number in range(1000):
            taken.append(number)
            yield Record("wikidata", f"Q{number}", ("Stalin",))

    (entry,) = entries(person("stalin", "Stalin"))
    assert len(reconcile([entry], table())) == 3
    assert len(taken) == 1000


# --- what fits ---


def scored(entry: str, *table: Record) -> list[tuple[str, float, tuple[str, ...]]]:
    return [(one.record.value, one.score, one.why) for one in reconcile(entries(entry), table)]


@pytest.mark.parametrize(
    "record, score, why",
    [
        (("Joseph Stalin", "1878-12-18", "1953-03-05"), 1.0, ("birth 1878-12-18", "death 1953-03-05")),
        (("STALIN, Joseph", "1878", "1953"), 0.9, ("birth 1878", "death 1953")),
        (("Joseph Stalin", "1879-12-21", ""), 0.65, ("birth 1878-12-18 and 1879-12-21",)),
        (("Joseph Stalin", "", ""), 0.6, ()),
    ],
)  # fmt: skip
def test_score_comes_from_names_and_dates(record: tuple[str, str, str], score: float, why: tuple[str, ...]) -> None:
    name, birth, death = record
    stalin = person("stalin", "Stalin, Joseph", "1878-12-18", "1953-03-05")
    expected = ("“Stalin, Joseph” is its name", *why)
    assert scored(stalin, Record("wikidata", "Q", (name,), birth, death)) == [("Q", score, expected)]


def test_dates_that_contradict_leave_nothing_to_suggest() -> None:
    stalin = person("stalin", "Stalin, Joseph", "1878-12-18", "1953-03-05")
    assert scored(stalin, Record("a", "1", ("Joseph Stalin",), "1901", "1953-03-05")) == []


def test_date_that_is_none_says_nothing() -> None:
    assert scored(person("x", "X", "once", "--12-18"), Record("a", "1", ("X",), "1900", "1950"))[0][1] == 0.6


def test_only_whole_names_of_the_same_kind_are_compared() -> None:
    stalin = person("stalin", "Stalin")
    assert scored(stalin, Record("a", "1", ("Joseph Stalin",)), Record("a", "2", ("Stalin",), person=False)) == []
    party = '<org xml:id="o"><orgName>Party of Korea</orgName><orgName>조선로동당</orgName><orgName>WPK</orgName></org>'
    assert (
        scored(party, Record("a", "1", ("Korea of Party",)), Record("a", "2", ("Party of Korea",), person=True)) == []
    )
    found = scored(party, Record("a", "1", ("Korean Party", "WPK", "Party of Korea", "조선로동당")))
    assert found == [("1", 0.8, ("“WPK” is its name", "3 names in common"))]


def suggestion(entry: str, *table: Record) -> Suggestion:
    return reconcile(entries(entry), table)[0]


def test_identifier_is_certain_without_rival_and_without_another() -> None:
    record = Record("wikidata", "https://www.wikidata.org/entity/Q1", ("X",), "1900", "1950")
    twin = Record("wikidata", "https://www.wikidata.org/entity/Q2", ("X",), "1900", "1950")
    elsewhere = Record("viaf", "https://viaf.org/viaf/1", ("X",), "1900", "1950")
    x = person("x", "X", "1900", "1950")
    assert suggestion(x, record, elsewhere).is_certain()
    assert not suggestion(x, record, elsewhere).is_certain(0.95)
    assert suggestion(x, record, twin).rival
    assert not suggestion(x, record, twin).is_certain()
    has = suggestion(person("x", "X", "1900", "1950", '<idno type="Wikidata">Q1</idno>'), record)
    other = suggestion(person("x", "X", "1900", "1950", '<idno type="wikidata">Q9</idno>'), record)
    assert (has.agrees, has.is_certain(), other.agrees, other.is_certain()) == (True, False, False, False)


def test_entries_of_the_corpus_get_what_they_have_already(tmp_path: Path) -> None:
    dump = written(tmp_path / "dump.json.gz", STALIN)
    (found,) = reconcile(read(CORPUS / "authority.xml").entries, records(dump, DEFAULT))
    assert (found.entry.id, found.score, found.agrees) == ("stalin", 1.0, True)


# --- what is written ---


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            '<list xmlns="{0}">\r\n\t<person  xml:id=\'x\'>\r\n\t\t<persName>X</persName>\r\n\t</person>\r\n</list>',
            '<persName>X</persName>\r\n\t\t<idno type="a">1 &amp; 2</idno>\r\n\t</person>',
        ),
        (
            '<person xmlns="{0}" xml:id="x"><persName>X</persName></person>',
            '</persName><idno type="a">1 &amp; 2</idno></person>',
        ),
        (
            '<t:place xmlns:t="{0}" xml:id="x">\n <t:placeName>X</t:placeName>\n <!-- c -->\n <t:place/>\n</t:place>',
            '</t:placeName>\n <t:idno type="a">1 &amp; 2</t:idno>\n <!-- c -->',
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_identifier_is_written_and_nothing_else_changes(
    tmp_path: Path, text: str, expected: str, encoding: str
) -> None:
    file = tmp_path / "a.xml"
    data = text.format(TEI).encode(encoding)
    file.write_bytes(data)
    (entry,) = read(file).entries
    one = Suggestion(entry, Record("a", "1 & 2", ("X",)), 1.0, (), "", rival=False)
    before, after = with_identifiers(file, [one], DEFAULT)
    assert before == data
    changed = after.decode(encoding)
    assert expected in changed
    assert re.sub(r"(?:\r\n\t\t|\n )?<(t:)?idno.*?</\1?idno>", "", changed) == text.format(TEI)
    assert [one.identifiers for one in of(document.parse(after, "a.xml"))] == [(("a", "1 & 2"),)]


def test_identifiers_of_a_place_and_of_one_in_it_go_to_the_right_ones(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    inner = '<place xml:id="b"><placeName>B</placeName></place>'
    file.write_bytes(f'<place xmlns="{TEI}" xml:id="a"><placeName>A</placeName>{inner}<note>A</note></place>'.encode())
    found = reconcile(read(file).entries, [Record("x", "1", ("A",)), Record("x", "2", ("B",))])
    _, after = with_identifiers(file, found, DEFAULT)
    assert [(one.id, one.identifiers) for one in of(document.parse(after))] == [
        ("a", (("x", "1"),)),
        ("b", (("x", "2"),)),
    ]


def test_entry_of_another_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_bytes(f'<person xmlns="{TEI}" xml:id="stalin"><persName>Stalin</persName></person>'.encode())
    found = reconcile(entries(person("stalin", "Stalin")), [Record("a", "1", ("Stalin",))])
    before, after = with_identifiers(file, found, DEFAULT)
    assert before == after
