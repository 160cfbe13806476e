from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei.diagnostics import Span
from tei.metadata import Record, edtf
from tei.metadata.edtf import Edtf, Point
from tei.metadata.values import Date

Written = Callable[..., Record]
HOME = "/TEI/teiHeader/fileDesc/publicationStmt/date"


@pytest.fixture
def dated(written: Written) -> Callable[[str], Date]:
    def read(element: str) -> Date:
        date = written(publication=element).publication_date
        assert date
        return date

    return read


@pytest.mark.parametrize(
    "element, expected, attribute",
    [
        ('<date when="1949-10-23">23 October</date>', "1949-10-23", "/@when"),
        ('<date when="1949-10"/>', "1949-10", "/@when"),
        ('<date when="2024-02-29Z"/>', "2024-02-29", "/@when"),
        ('<date when="1949-10-23T23:00:00+03:00"/>', "1949-10-23", "/@when"),
        ('<date from="1880" to="1890"/>', "1880/1890", "/@from"),
        ('<date from="1880-05" to="1880"/>', "1880-05/1880", "/@from"),
        ('<date from="1880"/>', "1880/..", "/@from"),
        ('<date to="1890"/>', "../1890", "/@to"),
        ('<date notBefore="1880" notAfter="1890"/>', "1880/1890", "/@notBefore"),
        ('<date notAfter="1890-06"/>', "../1890-06", "/@notAfter"),
        ('<date when="1880" cert="low"/>', "1880?", "/@when"),
        ('<date when="1880" precision="low"/>', "1880~", "/@when"),
        ('<date when="1880">um 1880</date>', "1880~", "/@when"),
        ('<date when="1880" cert="low">c. 1880</date>', "1880%", "/@when"),
        ('<date notBefore="1880" notAfter="1890" cert="medium"/>', "1880?/1890?", "/@notBefore"),
        ('<date when-iso="19491023"/>', "1949-10-23", "/@when-iso"),
        ('<date from-iso="1949-10" to-iso="1950"/>', "1949-10/1950", "/@from-iso"),
        ('<date when-iso="1880/1890"/>', "1880/1890", "/@when-iso"),
        ('<date when="-0001"/>', "0000", "/@when"),
        ('<date when="-0044-03-15"/>', "-0043-03-15", "/@when"),
        ('<date when-iso="-0043-03-15"/>', "-0043-03-15", "/@when-iso"),
        ('<date when="0000"/>', "0000", "/@when"),
        ('<date when="12025"/>', "Y12025", "/@when"),
        ("<date>2023</date>", "2023", ""),
        ("<date>1880/1890</date>", "1880/1890", ""),
    ],
)
def test_attributes_are_told_as_edtf_with_their_place(
    dated: Callable[[str], Date], element: str, expected: str, attribute: str
) -> None:
    date = dated(element)
    assert date.edtf == expected
    assert date.origin.xpath == HOME + attribute
    assert date.refused == ()


@pytest.mark.parametrize(
    "value",
    ["2023-02-29", "1949-13", "1949-00-01", "1949-10-23T25:00:00", "49", "23.10.1949", "1949-10-2", "--10-23", "٢٠٢٣"],
)
def test_value_that_no_calendar_has_is_refused_and_the_words_stay(dated: Callable[[str], Date], value: str) -> None:
    date = dated(f'<date when="{value}">in the year</date>')
    assert (date.edtf, date.start, date.end, date.precision) == (None, None, None, None)
    assert (date.text, str(date)) == ("in the year", "in the year")
    assert [(one.text, one.origin.xpath) for one in date.refused] == [(value, f"{HOME}/@when")]


def test_refused_value_has_the_place_of_its_attribute(dated: Callable[[str], Date]) -> None:
    (refused,) = dated('<date\nwhen="soon"/>').refused
    assert refused.origin.span == Span(2, 1, 2, 12)


def test_interval_that_ends_before_it_begins_is_refused(dated: Callable[[str], Date]) -> None:
    date = dated('<date from="1890" to="1880">the eighties</date>')
    assert date.edtf is None
    assert [one.text for one in date.refused] == ["1880"]


def test_words_that_are_no_date_are_kept_as_words(dated: Callable[[str], Date]) -> None:
    date = dated('<date period="#antiquity" calendar="#julian">in  the\nspring</date>')
    assert (date.text, date.edtf, date.period, date.calendar) == ("in the spring", None, "#antiquity", "#julian")


def test_one_moment_within_bounds_is_told_from_a_stretch_of_time(dated: Callable[[str], Date]) -> None:
    between = dated('<date notBefore="1880-01" notAfter="1890"/>')
    assert (between.extent, between.start, between.end, between.precision) == ("between", "1880-01", "1890", "month")
    assert dated('<date from="1880" to="1890"/>').extent == "interval"
    assert dated('<date when="1880"/>').extent == "instant"


def test_time_of_day_is_kept_beside_the_day(dated: Callable[[str], Date]) -> None:
    date = dated('<date when="1949-10-23" when-iso="1949-10-23T23:00"/>')
    assert (date.edtf, date.moment, date.precision) == ("1949-10-23", "1949-10-23T23:00", "time")


def test_time_of_another_day_is_not_taken(dated: Callable[[str], Date]) -> None:
    assert dated('<date when="1949-10-23" when-iso="1949-10-24T01:00"/>').moment is None


@pytest.mark.parametrize("when, year", [("1949-10-23", "1949"), ("-0044", "-0043"), ("12025", "Y12025")])
def test_year_is_that_of_the_start(dated: Callable[[str], Date], when: str, year: str) -> None:
    assert dated(f'<date when="{when}"/>').year == year


def test_year_is_that_of_the_end_where_the_start_is_open(dated: Callable[[str], Date]) -> None:
    assert dated('<date to="1890-01"/>').year == "1890"


def test_normalised_date_of_publication_is_preferred(written: Written) -> None:
    record = written(publication='<date>spring</date><date when="2020"/>')
    assert record.publication_date
    assert record.publication_date.edtf == "2020"


def test_date_of_the_source_is_never_that_of_publication(written: Written) -> None:
    record = written(source='<bibl><title>B</title><date when="1880"/></bibl>')
    assert record.publication_date is None
    assert [date.edtf for date in record.sources[0].dates] == ["1880"]


points = st.builds(Point, st.integers(-99999, 99999), st.integers(0, 12), st.integers(0, 31)).filter(
    lambda point: point.is_valid
)


@given(points, points, st.sampled_from(["", "?", "~", "%"]), st.sampled_from(["point", "closed", "from", "to"]))
def test_edtf_that_is_written_is_read_as_the_same(one: Point, other: Point, mark: str, shape: str) -> None:
    start, end = sorted([one, other], key=lambda point: point.first)
    value = {
        "point": Edtf(one, one, mark),
        "closed": Edtf(start, end, mark),
        "from": Edtf(start, None, mark),
        "to": Edtf(None, end, mark),
    }[shape]
    assert edtf.parse(str(value)) == value


@given(points)
def test_point_lies_between_its_first_and_last_day(point: Point) -> None:
    assert point.first <= point.last
    assert point.first.is_valid
    assert point.last.is_valid
    assert str(point.first).startswith(str(point))


@pytest.mark.parametrize(
    "text", ["", "..", "../..", "1880/1890/1900", "1890/1880", "1880-13", "Y1880", "12025", "/1880"]
)
def test_what_is_no_edtf_of_this_kind_is_nothing(text: str) -> None:
    assert edtf.parse(text) is None


def test_last_day_of_february_is_that_of_its_year() -> None:
    assert [str(Point(year, 2).last) for year in (1900, 2000, 2023, 2024, 0, -4)] == [
        "1900-02-28",
        "2000-02-29",
        "2023-02-28",
        "2024-02-29",
        "0000-02-29",
        "-0004-02-29",
    ]
