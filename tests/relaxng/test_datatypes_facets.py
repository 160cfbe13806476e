"""Parameters: what each lets through, and which are refused when the schema is read."""

import pytest

from tei.relaxng.datatypes import XSD, Datatype, DatatypeError, library

Parameters = tuple[tuple[str, str], ...]


def _type(name: str, parameters: Parameters = ()) -> Datatype:
    found = library(XSD)
    assert found is not None
    return found.datatype(name, parameters)


# Type, parameters, texts that are allowed, texts that are not though they are values of the type.
CASES: tuple[tuple[str, Parameters, tuple[str, ...], tuple[str, ...]], ...] = (
    ("string", (("length", "1"),), ("a", "𐌰", "\n"), ("", "ab", " a ")),
    ("token", (("length", "1"),), (" a ",), ("a b",)),
    ("normalizedString", (("length", "3"),), (" a ", "\ta\n"), ("a",)),
    ("string", (("length", " +01 "),), ("a",), ("ab",)),
    ("string", (("length", "-0"),), ("",), ("a",)),
    ("string", (("length", "9" * 30),), (), ("a",)),
    ("string", (("maxLength", "9" * 30),), ("a",), ()),
    ("string", (("minLength", "2"), ("maxLength", "3")), ("ab", "abc"), ("a", "abcd")),
    ("string", (("minLength", "2"), ("maxLength", "1")), (), ("a", "ab")),
    ("hexBinary", (("length", "1"),), ("aa",), ("", "aaaa")),
    ("base64Binary", (("length", "2"),), ("AAA=",), ("AAAA", "AA==")),
    ("anyURI", (("length", "3"),), ("a b", "%20"), ("é",)),
    ("NMTOKENS", (("length", "2"),), (" a  b ",), ("a", "a b c")),
    ("IDREFS", (("minLength", "2"),), ("a b",), ("a",)),
    ("Name", (("minLength", "2"),), ("en",), ("a",)),
    ("boolean", (("pattern", "1|0"),), ("1", " 0 "), ("true",)),
    ("string", (("pattern", "a"),), ("a",), (" a", "aa", "")),
    ("token", (("pattern", "a b"),), (" a \n b ",), ("ab",)),
    ("string", (("pattern", "[ab]+"), ("pattern", "b.*")), ("b", "ba"), ("a", "ab", "bc")),
    ("string", (("pattern", ""),), ("",), ("a",)),
    ("integer", (("pattern", r"\d\d"),), (" 01 ",), ("1", "001")),
    ("NMTOKENS", (("pattern", "a b"),), (" a  b ",), ("a",)),
    ("integer", (("minInclusive", " 1 "),), ("1", "+01", "2", "9" * 5000), ("0", "-1", "-" + "9" * 5000)),
    ("integer", (("minInclusive", "-5"), ("maxInclusive", "-2")), ("-5", "-2"), ("-6", "-1", "2")),
    ("integer", (("minExclusive", "5"), ("maxExclusive", "6")), (), ("5", "6")),
    ("byte", (("minExclusive", "127"),), (), ("127",)),
    ("decimal", (("minExclusive", "-0.1"), ("maxExclusive", "0.10")), ("0", "-0.09", "0.099"), ("0.1", "-0.1", "-1")),
    ("decimal", (("totalDigits", "2"),), ("10", "1.1", "01", "0.01", "1.10", "-99"), ("100", "1.11", "0.001")),
    ("decimal", (("fractionDigits", "1"),), ("1.1", "1.10", "1"), ("1.11",)),
    ("decimal", (("fractionDigits", "0"),), ("1.0", "1."), ("1.1",)),
    ("integer", (("fractionDigits", "0"), ("totalDigits", "1")), ("1", "-01"), ("10",)),
    ("float", (("minInclusive", "0"),), ("-0", "0", "INF"), ("NaN", "-1e-45")),
    ("float", (("maxInclusive", "0.1"),), ("0.100000001", "-INF"), ("0.11", "NaN")),
    ("float", (("minInclusive", "NaN"),), ("NaN",), ("1",)),
    ("double", (("maxExclusive", "NaN"),), (), ("1", "NaN")),
    ("double", (("maxInclusive", "INF"),), ("1e999", "INF"), ("NaN",)),
    ("date", (("minInclusive", "2000-01-01"),), ("2000-01-01", "2000-01-02Z"), ("1999-12-31", "2000-01-01Z")),
    (
        "date",
        (("minInclusive", "2000-01-01Z"),),
        ("2000-01-02", "2000-01-01-01:00"),
        ("2000-01-01", "2000-01-01+01:00"),
    ),
    ("date", (("minExclusive", "2000-01-01Z"),), ("2000-01-01-01:00",), ("2000-01-01Z", "2000-01-01+00:00")),
    ("date", (("maxInclusive", "2000-01-01Z"),), ("1999-12-31",), ("2000-01-01",)),
    ("dateTime", (("maxExclusive", "2000-01-01T14:00:00Z"),), ("1999-12-31T23:59:59.999",), ("2000-01-01T00:00:00",)),
    ("dateTime", (("minInclusive", "1999-12-31T23:59:60"),), ("2000-01-01T00:00:00",), ("1999-12-31T23:59:59.9",)),
    ("time", (("minInclusive", "12:00:00.05"),), ("12:00:00.051", "12:00:00.1"), ("12:00:00.04999", "12:00:00Z")),
    ("gYear", (("minInclusive", "-0001"),), ("-0001", "0001"), ("-0002",)),
    ("gMonthDay", (("minInclusive", "--02-01"),), ("--02-29",), ("--01-31",)),
    ("duration", (("minInclusive", "P1M"),), ("P1M", "P32D"), ("P27D", "P28D", "P31D", "-P1M")),
    ("duration", (("maxExclusive", "P1M"),), ("P27D", "-P1M"), ("P28D", "P31D", "P1M")),
    ("duration", (("minExclusive", "P1Y"),), ("P367D", "P13M"), ("P366D", "P12M")),
    ("duration", (("minInclusive", "P1Y"),), ("P12M",), ("P365D",)),
    ("duration", (("minInclusive", "-PT0.5S"),), ("-PT0.25S", "PT0S", "-PT0.50S"), ("-PT0.75S", "-PT1S")),
)

# Type, parameters, words of the complaint.
REFUSED: tuple[tuple[str, Parameters, str], ...] = (
    ("string", (("length", "-1"),), "a number of at least 0, not -1"),
    ("string", (("length", "1.0"),), "not 1.0"),
    ("string", (("minLength", ""),), "minLength"),
    ("string", (("maxLength", "x"),), "maxLength"),
    ("integer", (("length", "1"),), "integer, which has no length"),
    ("date", (("length", "10"),), "no length"),
    ("QName", (("length", "1"),), "no length"),
    ("boolean", (("length", "1"),), "no length"),
    ("boolean", (("minInclusive", "0"),), "no order"),
    ("string", (("minInclusive", "a"),), "no order"),
    ("integer", (("minInclusive", "1.0"),), "not a whole number"),
    ("byte", (("maxInclusive", "200"),), "200 is not at most 127"),
    ("byte", (("maxExclusive", "128"),), "128 is not at most 127"),
    ("byte", (("minInclusive", "5"), ("maxInclusive", "3")), "3 is not at least 5"),
    ("date", (("minInclusive", "x"),), "YYYY-MM-DD"),
    ("decimal", (("totalDigits", "0"),), "at least 1, not 0"),
    ("float", (("totalDigits", "1"),), "no decimal number"),
    ("string", (("fractionDigits", "1"),), "no decimal number"),
    ("decimal", (("precision", "1"),), "no parameter precision"),
    ("date", (("explicitTimezone", "required"),), "no parameter explicitTimezone"),
    ("string", (("whiteSpace", "collapse"),), "whiteSpace does not exist in RELAX NG"),
    ("string", (("enumeration", "a"),), "a choice of value elements instead"),
    ("string", (("pattern", "("),), "the pattern ( is wrong at its character 2"),
)


@pytest.mark.parametrize("name,parameters,good,bad", CASES)
def test_parameters_narrow_a_type(
    name: str, parameters: Parameters, good: tuple[str, ...], bad: tuple[str, ...]
) -> None:
    datatype = _type(name, parameters)

    assert [text for text in (*good, *bad) if datatype.allows(text)] == list(good)
    assert [text for text in bad if _type(name).allows(text)] == list(bad)
    assert all(datatype.reason(text) for text in bad)


@pytest.mark.parametrize("name,parameters,complaint", REFUSED)
def test_parameter_that_makes_no_sense_is_refused(name: str, parameters: Parameters, complaint: str) -> None:
    with pytest.raises(DatatypeError) as caught:
        _type(name, parameters)

    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    "name,parameters,text,reason",
    [
        ("date", (), "1949-13-01", "not a date: 1949-13-01 has no month 13"),
        ("date", (), "1949-02-29", "not a date: 1949-02-29 has no day 29: the month has 28"),
        ("date", (), "May 1949", "not a date: “May 1949” is not of the form YYYY-MM-DD"),
        ("dateTime", (), "1949-05-01T25:00:00", "not a date and time: 1949-05-01T25:00:00 has no hour 25"),
        ("NCName", (), "1a", "not an XML name without colons: 1a begins with “1”"),
        ("NCName", (), "a  b", "not an XML name without colons: “a b” has a space in it"),
        ("ID", (), "", "not an identifier: the value is empty"),
        ("anyURI", (), "a%2", "not a URI reference: a%2 has a percent sign without two hexadecimal digits after it"),
        ("byte", (), "200", "200 is not at most 127"),
        ("boolean", (), "yes", "not a truth value: yes is none of true, false, 1, 0"),
        ("QName", (), "z:a", "not a qualified name: z:a has the prefix z, which is not declared"),
        ("string", (("maxLength", "1"),), "ab", "ab is longer than 1 character"),
        ("string", (("minLength", "2"),), "", "the value is shorter than 2 characters"),
        ("token", (("pattern", r"\S+"),), "a b", r"“a b” does not match \S+"),
        ("string", (("length", "1"),), "x" * 50, "x" * 39 + "… is not 1 character long"),
        ("decimal", (("fractionDigits", "2"),), "1.234", "1.234 has more than 2 digits after the point"),
    ],
)
def test_reason_says_what_is_wrong(name: str, parameters: Parameters, text: str, reason: str) -> None:
    assert _type(name, parameters).reason(text) == reason


@pytest.mark.parametrize(
    "name,parameters,description",
    [
        ("date", (), "a date"),
        ("byte", (), "a whole number, at least -128, at most 127"),
        ("string", (("minLength", "1"),), "a string, at least 1 character long"),
        ("NMTOKENS", (("length", "2"),), "a list of name tokens, 2 items long"),
        ("token", (("pattern", r"\S+"),), r"a token, matching \S+"),
        ("gYear", (("maxExclusive", "1950"),), "a year, less than 1950"),
    ],
)
def test_description_says_what_is_allowed(name: str, parameters: Parameters, description: str) -> None:
    assert _type(name, parameters).describe() == description
