"""What a context decides: order, century, the last possible day, the calendar; and contexts that are none."""

import pytest

from tei.encode.dates import Context, Found, find
from tei.encode.dates.years import Years
from tei.errors import UsageError


def _only(text: str, context: Context) -> Found:
    (found,) = find(text, context)
    return found


@pytest.mark.parametrize(
    "order, day, other", [("dmy", "1951-05-03", "5 March 1951"), ("mdy", "1951-03-05", "3 May 1951")]
)
def test_the_order_decides_and_both_readings_are_named(order: str, day: str, other: str) -> None:
    found = _only("3/5/51", Context("1951", order))
    first = "3 May 1951" if order == "dmy" else "5 March 1951"
    assert dict(found.attributes)["when"] == day
    assert found.doubts == (f"the numbers may mean {first} or {other}; the first is taken",)


def test_numbers_that_fit_one_order_only_are_no_doubt() -> None:
    for text in ("10/23/49", "23/10/49"):
        for order in ("dmy", "mdy"):
            found = _only(text, Context("1949", order))
            assert (dict(found.attributes)["when"], found.doubts) == ("1949-10-23", ())


@pytest.mark.parametrize(
    "context, year",
    [
        (Context(century="18"), "1849"),
        (Context("1949-10-23", century="18"), "1849"),
        (Context("1949-10-23"), "1949"),
        (Context("1939"), "1949"),
        (Context("1938"), "1849"),
        (Context("1950", not_after="1948"), "1849"),
        (Context("2010"), "1949"),
    ],
)
def test_two_digits_are_a_year_near_the_document(context: Context, year: str) -> None:
    found = _only("21.X.49", context)
    assert found.attributes == (("when", f"{year}-10-21"), ("evidence", "internal"))


@pytest.mark.parametrize(
    "text, limit, when",
    [
        ("23 October", "1949-10-23", "1949-10-23"),
        ("24 October", "1949-10-23", "1948-10-24"),
        ("in October", "1949-10-23", "1949-10"),
        ("in November", "1949-10-23", "1948-11"),
        ("in November", "1949", "1949-11"),
        ("24 October", "1947", "1947-10-24"),
    ],
)
def test_nothing_without_a_year_is_too_late(text: str, limit: str, when: str) -> None:
    assert dict(_only(text, Context("1949-10-23", not_after=limit)).attributes)["when"] == when


def test_a_season_is_not_too_late_either() -> None:
    found = _only("in the autumn", Context("1949-10-23", not_after="1949-08-01"))
    assert found.attributes == (("notBefore", "1948-09"), ("notAfter", "1948-11"), ("evidence", "internal"))


@pytest.mark.parametrize(
    "text, attributes, edtf",
    [
        ("25 October 1917", (("when", "1917-11-07"),), "1917-11-07"),
        ("7 November 1917 (N.S.)", (("when", "1917-11-07"),), "1917-11-07"),
        ("25 October (7 November) 1917", (("when", "1917-11-07"),), "1917-11-07"),
        ("29 February 1900", (("when", "1900-03-13"),), "1900-03-13"),
        ("October 1917", (("notBefore", "1917-10-14"), ("notAfter", "1917-11-13")), "[1917-10-14..1917-11-13]"),
        ("25 December 1917", (("when", "1918-01-07"), ("evidence", "internal")), "1918-01-07"),
        ("9-11 January 1905", (("from", "1905-01-22"), ("to", "1905-01-24")), "1905-01-22/1905-01-24"),
        ("in 1917", (("when", "1917"),), "1917"),
    ],
)
def test_a_julian_document_has_gregorian_values(text: str, attributes: tuple[tuple[str, str], ...], edtf: str) -> None:
    found = _only(text, Context(calendar="julian"))
    assert (found.attributes, found.edtf, found.doubts) == (attributes, edtf, ())


def test_a_weekday_is_that_of_the_gregorian_day() -> None:
    assert _only("Sunday, 9 January 1905 O.S.", Context()).doubts == ()
    assert _only("Monday, 9 January 1905 O.S.", Context()).doubts == ("22 January 1905 is a Sunday, not a Monday",)


@pytest.mark.parametrize(
    "context",
    [
        Context("yesterday"),
        Context("1949-13"),
        Context(not_after="1949-02-30"),
        Context(order="ymd"),
        Context(calendar="lunar"),
        Context(century="XX"),
    ],
)
def test_a_context_that_is_none_is_refused(context: Context) -> None:
    with pytest.raises(UsageError):
        Years(context)
    with pytest.raises(UsageError):
        find("", context)
