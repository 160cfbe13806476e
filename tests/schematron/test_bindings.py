"""The query languages: all are XPath 3.1, and two of them compare and convert values as XPath 1.0 does."""

import pytest

from tei import schematron
from tei.document import parse
from tei.errors import SchemaError

SCHEMA = """<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron"{}><sch:pattern><sch:rule context="a">
  <sch:report test="{}">yes <sch:value-of select="b"/></sch:report></sch:rule></sch:pattern></sch:schema>"""
DOCUMENT = b'<a from="9" to="10"><b>one</b><b>two</b></a>'


def said(binding: str, test: str) -> list[str]:
    head = f' queryBinding="{binding}"' if binding else ""
    return [one.message for one in schematron.load(SCHEMA.format(head, test).encode()).validate(parse(DOCUMENT))]


@pytest.mark.parametrize("binding", ["xslt", "XSLT", " xpath "])
def test_values_are_compared_and_converted_as_in_xpath_1(binding: str) -> None:
    assert said(binding, "@from &lt; @to") == ["yes one"]
    assert said(binding, "starts-with(b, 'one')") == ["yes one"]
    assert said(binding, "number('x') + 1 = 'y' or '1' + 1 = 2") == ["yes one"]


@pytest.mark.parametrize("binding", ["", "xslt2", "xslt3", "xpath2", "xpath3", "xpath31"])
def test_values_keep_their_types_from_xpath_2_on(binding: str) -> None:
    assert said(binding, "@from &lt; @to") == []
    assert said(binding, "@from > @to") == ["yes one two"]
    (message,) = said(binding, "starts-with(b, 'one')")
    assert "could not be evaluated" in message


@pytest.mark.parametrize("binding", ["", "xslt", "xslt2", "xslt3", "xpath", "xpath2", "xpath3", "xpath31"])
def test_functions_of_xpath_31_are_there_in_every_language(binding: str) -> None:
    assert said(binding, "matches('ab', 'a.') and map{'k': 1}?k = 1 and (every $b in b satisfies $b != '')") != []


@pytest.mark.parametrize(
    "binding, reason",
    [
        ("exslt", "the functions of EXSLT are not here"),
        ("xquery31", "XQuery is not run here"),
        ("XQuery", "XQuery is not run here"),
        ("stx", "STX is not run here"),
        ("xslt4", "XSLT 4.0 is a draft"),
        ("xslt1.1", "XSLT 1.1 never became a standard"),
    ],
)
def test_language_that_is_not_served_is_refused_with_the_reason(binding: str, reason: str) -> None:
    with pytest.raises(SchemaError) as raised:
        said(binding, "true()")
    (found,) = raised.value.diagnostics
    assert (found.rule, found.span.line, found.span.column) == ("sch.schema.query-binding", 1, 62)
    assert reason in found.message
