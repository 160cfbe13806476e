"""What is wrong with the attributes of an element that the grammar refuses for them."""

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei import names
from tei.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.document import Document
    from tei.relaxng.vocabulary import Attribute, Element, Vocabulary

# In the order in which they are told.
_DESCRIBED: Final = {
    "date": "a date such as 1949-10-23",
    "gYear": "a year such as 1949",
    "gYearMonth": "a month such as 1949-10",
    "dateTime": "a date and time such as 1949-10-23T08:40:00",
    "time": "a time such as 08:40:00",
    "gMonthDay": "a day without its year such as --10-23",
    "gMonth": "a month without its year such as --10",
    "ID": "a name that begins with a letter and has no spaces",
    "NCName": "a name that begins with a letter and has no spaces",
    "Name": "a name",
    "anyURI": "a pointer or address",
    "boolean": "true or false",
    "decimal": "a number",
    "double": "a number",
    "integer": "a whole number",
    "language": "a language such as en or ru-Latn",
    "nonNegativeInteger": "a whole number, not below 0",
    "positiveInteger": "a whole number above 0",
}
_MOST_DESCRIBED: Final = 4


def attribute_findings(
    document: "Document",
    vocabulary: "Vocabulary",
    element: etree._Element,
) -> list[Diagnostic]:
    """Return what is wrong with each attribute of *element*, and which it lacks, as far as the grammar tells."""
    facts = vocabulary.element(str(element.tag))
    return [] if facts is None else list(_Faults(document, vocabulary, element).of(facts))


class _Faults:
    """The attributes of one element."""

    def __init__(self, document: "Document", vocabulary: "Vocabulary", element: etree._Element) -> None:
        self._document = document
        self._vocabulary = vocabulary
        self._element = element
        self._shown = f"<{names.prefixed(str(element.tag))}>"

    def of(self, facts: "Element") -> "Iterator[Diagnostic]":
        """Yield what contradicts the *facts*."""
        known = facts.attributes
        if "" in known:  # A wildcard: any name may be meant.
            return
        written = [str(name) for name in self._element.attrib]
        for name in written:
            if name not in known:
                yield self._unknown(name, [one for one in known if one not in written])
            elif not self._accepted(known[name], self._element.get(name, "")):
                yield self._value(known[name], self._element.get(name, ""))
        for attribute in known.values():
            if attribute.required and attribute.name not in written:
                shown = names.prefixed(attribute.name)
                message = f"{self._shown} lacks the attribute {shown}"
                yield self._at("rng.attribute-missing", message, expected=attribute.values)

    def _accepted(self, attribute: "Attribute", value: str) -> bool:
        probe = etree.Element("probe")
        probe.set(attribute.name, value)
        return self._vocabulary.accepts(attribute, probe)

    def _unknown(self, name: str, others: list[str]) -> Diagnostic:
        shown = names.prefixed(name)
        candidates = {names.prefixed(one): one for one in others}
        same = [one for one in candidates if one.lower() == shown.lower()]
        near = same or get_close_matches(shown, candidates, n=1, cutoff=0.75)
        advice = (f"did you mean {near[0]}?",) if near else ()
        message = f"the attribute {shown} is not allowed on {self._shown}"
        return self._at("rng.attribute-not-allowed", message, *advice, attribute=name)

    def _value(self, attribute: "Attribute", value: str) -> Diagnostic:
        shown = f'{names.prefixed(attribute.name)}="{" ".join(value.split())}"'
        if not attribute.values:
            return self._at("rng.value", f"{shown} on {self._shown}: {_wanted(attribute)}", attribute=attribute.name)
        given = value.split() if attribute.tokens else [value]
        wrong = [word for word in given if word not in attribute.values]
        message = f"{shown} is not a value that {self._shown} allows"
        if attribute.tokens and len(given) > 1 and wrong:
            message = f"“{wrong[0]}” is not among the words that {shown} may have on {self._shown}"
        near = get_close_matches(wrong[0], attribute.values, n=1) if wrong else []
        advice = (f"did you mean {near[0]}?",) if near else ()
        return self._at("rng.value", message, *advice, attribute=attribute.name, expected=attribute.values)

    def _at(
        self,
        rule: str,
        message: str,
        *advice: str,
        attribute: str = "",
        expected: tuple[str, ...] = (),
    ) -> Diagnostic:
        document, element = self._document, self._element
        span = document.attribute_span(element, attribute) if attribute else document.span(element)
        xpath = document.xpath(element) + (f"/@{names.prefixed(attribute)}" if attribute else "")
        return Diagnostic(rule, message, document.path, span, xpath=xpath, help=advice, expected=expected)


def _wanted(attribute: "Attribute") -> str:
    """Return what the value should be, as far as the names of its datatypes tell."""
    described = [words for name, words in _DESCRIBED.items() if name in attribute.datatypes]
    kinds = list(dict.fromkeys(described))[:_MOST_DESCRIBED]
    if not kinds:
        return "the value is not of the type that is asked for"
    return "this should be " + (kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} or {kinds[-1]}")
