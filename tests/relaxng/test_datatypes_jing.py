"""The tables of the other tests and random texts, put to jing: the same verdict, or a reason why not."""

import random
import re
import runpy
import subprocess
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

import pytest

from tei.relaxng.datatypes import XSD, Context, Datatype, DatatypeError, library

Parameters = tuple[tuple[str, str], ...]

CONTEXT = Context({"p": "urn:p", "q": "urn:p"}, frozenset({"pic"}))
_ENTITIES = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


class Case(NamedTuple):
    name: str
    parameters: Parameters
    text: str

    def datatype(self) -> Datatype:
        found = library(XSD)
        assert found is not None
        return found.datatype(self.name, self.parameters)

    def allowed(self) -> bool:
        return self.datatype().allows(self.text, CONTEXT)


# What jing (20220510, on Java 17) says otherwise than the specification, which we follow; each case shows one reason.
UNLIKE_JING: tuple[tuple[Case, bool, str], ...] = (
    (Case("dateTime", (), "1999-12-31T24:00:00"), True, "3.2.7.1: midnight may be written as the end of a day"),
    (Case("time", (), "24:00:00"), True, "3.2.7.1, 3.2.8.1"),
    (Case("date", (), "2000-01-01-13:30"), True, "3.2.7.3: time zones reach fourteen hours both ways"),
    (Case("gYear", (), "2147483648"), True, "3.2.11.1: years have any number of digits"),
    (Case("time", (("minExclusive", "12:00:00.0001"),), "12:00:00.0002"), True, "D.1: any number of decimals"),
    (Case("decimal", (("totalDigits", "2"),), "1.10"), True, "4.3.11: of the value, not of the text"),
    (Case("decimal", (("totalDigits", "2"),), "0.001"), False, "4.3.11: no more decimals than digits"),
    (Case("decimal", (("fractionDigits", "1"),), "1.10"), True, "4.3.12: of the value, not of the text"),
    (Case("decimal", (("fractionDigits", "0"),), "1.0"), True, "4.3.12"),
    (Case("duration", (("minInclusive", "P1Y"),), "P12M"), True, "3.2.6.1: a year is twelve months"),
    (Case("duration", (("maxInclusive", "PT1M"),), "PT60S"), True, "3.2.6.1: a minute is sixty seconds"),
    (Case("string", (("pattern", r"[^\P{Nd}1]"),), "a"), False, "F.1: the complement of all that stands in a set"),
    (Case("string", (("pattern", r"[^\sA]"),), "\n"), False, "F.1"),
    (Case("token", (("pattern", r"[^\p{C}\p{Z}]+"),), "a\u200b"), False, "F.1"),
)
# Of the tables: texts of expressions that jing takes for wrong, though the second edition of XML Schema has them.
_HYPHEN = "F.1 (second edition): a hyphen at the beginning or the end of a set stands for itself"
_BLOCK = "F.1.1: the names of blocks are those of Unicode, which has more today"
REFUSED_BY_JING = {
    "[-a]": _HYPHEN,
    "[a-]": _HYPHEN,
    "[a-z-]": _HYPHEN,
    "[^-a]": _HYPHEN,
    "[-]": _HYPHEN,
    r"\p{IsGreek}\p{IsGreekandCoptic}": _BLOCK,
    r"\p{IsCherokeeSupplement}": _BLOCK,
}


def _jing_refuses(jing: str, folder: Path, cases: list[Case]) -> set[Case]:
    """Return those of *cases* that jing reports; it is asked all at once, one text a line."""
    kinds = sorted({(case.name, case.parameters) for case in cases})
    names = {kind: f"e{number}" for number, kind in enumerate(kinds)}
    elements = "".join(
        f'<element name="{names[name, parameters]}"><data type="{name}">'
        + "".join(f"<param name={quoteattr(facet)}>{escape(text, _ENTITIES)}</param>" for facet, text in parameters)
        + "</data></element>"
        for name, parameters in kinds
    )
    schema = folder / "schema.rng"
    schema.write_text(
        f'<element name="all" xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="{XSD}">'
        f"<zeroOrMore><choice>{elements}</choice></zeroOrMore></element>",
        encoding="utf-8",
        newline="\n",
    )
    lines = [f"<{(tag := names[case[:2]])}>{escape(case.text, _ENTITIES)}</{tag}>" for case in cases]
    document = folder / "document.xml"
    document.write_text(
        '<!DOCTYPE all [<!NOTATION gif SYSTEM "g"><!ENTITY pic SYSTEM "p" NDATA gif>]>'
        '<all xmlns:p="urn:p" xmlns:q="urn:p">\n' + "\n".join(lines) + "</all>",
        encoding="utf-8",
        newline="\n",
    )
    report = subprocess.run([jing, "-i", schema, document], check=False, capture_output=True, encoding="utf-8")
    assert report.returncode in {0, 1}
    assert "fatal" not in report.stdout
    assert "schema.rng" not in report.stdout
    return {cases[int(line) - 2] for line in re.findall(r"document\.xml:(\d+):\d+: error", report.stdout)}


def _table(module: str, name: str) -> tuple[tuple[object, ...], ...]:
    """Return a table of the test module beside this one: tests are no package, so it cannot be imported."""
    table: tuple[tuple[object, ...], ...] = runpy.run_path(str(Path(__file__).with_name(f"{module}.py")))[name]
    return table


def _of_values() -> list[Case]:
    table = _table("test_datatypes_values", "VALUES")
    return [Case(str(row[0]), (), text) for row in table for text in (*_texts(row[1]), *_texts(row[2]))]


def _of_facets() -> list[Case]:
    table = _table("test_datatypes_facets", "CASES")
    return [
        Case(str(row[0]), parameters, text)
        for row in table
        if isinstance(parameters := row[1], tuple)
        for text in (*_texts(row[2]), *_texts(row[3]))
    ]


def _of_expressions() -> list[Case]:
    differing = {text for case, _, _ in UNLIKE_JING for _, text in case.parameters}
    table = _table("test_datatypes_expressions", "MATCHES")
    return [
        Case("string", (("pattern", str(row[0])),), text)
        for row in table
        if row[0] not in REFUSED_BY_JING and row[0] not in differing
        for text in (*_texts(row[1]), *_texts(row[2]))
    ]


def _texts(cell: object) -> tuple[str, ...]:
    assert isinstance(cell, tuple)
    return cell


def _mutated(chance: random.Random, text: str) -> str:
    """Return *text* with one to three characters put in, taken out or replaced."""
    characters = list(text)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        place = chance.randint(0, len(characters))
        characters[place : place + chance.randint(0, 1)] = chance.choice(
            (*"0123456789+-:.TZPYMDHSeE/#?%[]@ \t\nabzAZ_,;=&é中\u00a0", "")
        )
    return "".join(characters)


def _at_random(seed: int, count: int) -> list[Case]:
    chance = random.Random(seed)  # noqa: S311 -- test data
    values = [case for case in _of_values() if len(case.text) < 100]
    return [Case(case.name, (), _mutated(chance, case.text)) for case in chance.choices(values, k=count)]


def _explained(case: Case) -> bool:
    """Whether jing may say otherwise about a random text, by one of the reasons above."""
    return bool(re.search(r"24:00:00|-1[2-4]:\d\d|\d{9}", case.text)) or "::" in case.text


@pytest.mark.parametrize(
    "cases", [_of_values(), _of_facets(), _of_expressions()], ids=["values", "facets", "expressions"]
)
def test_jing_gives_the_verdicts_of_the_tables(jing: str, tmp_path: Path, cases: list[Case]) -> None:
    differing = {case for case, _, _ in UNLIKE_JING}
    ours = {case for case in cases if not case.allowed()}

    assert ours - differing == _jing_refuses(jing, tmp_path, cases) - differing


def test_jing_gives_the_verdicts_of_random_texts(jing: str, tmp_path: Path) -> None:
    cases = [case for case in _at_random(seed=20, count=4000) if not _explained(case)]
    ours = {case for case in cases if not case.allowed()}

    assert 500 < len(ours) < 3500
    assert ours == _jing_refuses(jing, tmp_path, cases)


@pytest.mark.parametrize("case,verdict,why", UNLIKE_JING)
def test_specification_is_followed_where_jing_does_not(case: Case, why: str, *, verdict: bool) -> None:
    assert case.allowed() is verdict, why


def test_jing_differs_where_it_is_said_to(jing: str, tmp_path: Path) -> None:
    refused = _jing_refuses(jing, tmp_path, [case for case, _, _ in UNLIKE_JING])

    assert refused == {case for case, verdict, _ in UNLIKE_JING if verdict}


@pytest.mark.parametrize("expression", REFUSED_BY_JING)
def test_expression_that_jing_refuses_is_read(expression: str) -> None:
    try:
        Case("string", (("pattern", expression),), "").datatype()
    except DatatypeError as error:
        pytest.fail(f"{error}; but {REFUSED_BY_JING[expression]}")
