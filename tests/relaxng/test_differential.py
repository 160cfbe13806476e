"""jing and we, side by side: the same verdict on changed documents, and the same first place."""

import random
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import against_jing
import markup
from judging import EXPLAINED, Difference, Outcome, Report, compared, is_within, judged
from mutating import ALL, LAYOUT, Change, Vocabulary, mutant, vocabulary
from subjects import HERE, OWN, Subject, present
from tei.diagnostics import Diagnostic, Span
from tei.relaxng.compilation import compiled
from tei.relaxng.validator import Validator

SCHEMAS = (*OWN, "tei_all", "tei_lite", "tei_simplePrint")
LETTER = """\
<?xml version="1.0"?>
<!-- <p> --><text
  xml:id="a"><p n='>'>one <hi/>t&amp;wo <![CDATA[</p>]]></p>
𝒳é<p>
</p></text>
"""


def subject(name: str) -> Subject:
    found = next(present((name,)), None)
    if found is None:
        pytest.skip(f"the schema {name} is not beside the checkout (../shared/data)")
    return found


def assert_alike(outcome: Outcome) -> None:
    assert [str(one) for one in outcome.unexplained()] == []


# The comparison with jing


@pytest.mark.parametrize("name", SCHEMAS)
def test_jing_and_we_say_the_same_of_changed_documents(name: str, jing: str, tmp_path: Path) -> None:
    outcome = against_jing.of_subject(jing, subject(name), 150, 1949, tmp_path)

    assert_alike(outcome)
    # Neither all good nor all bad: then there would be nothing to compare.
    assert 15 < outcome.valid < 75
    assert len(outcome.explained) < 5


@pytest.mark.full
@pytest.mark.parametrize("name", SCHEMAS)
def test_jing_and_we_say_the_same_of_thousands(name: str, jing: str, tmp_path: Path) -> None:
    assert_alike(against_jing.of_subject(jing, subject(name), 3_000, 59363, tmp_path))


# Each example is a call of jing. That one is slow, or has much to draw, is no fault.
PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]


@settings(max_examples=12, suppress_health_check=PATIENT, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.randoms(use_true_random=False))
def test_jing_and_we_say_the_same_under_random_grammars(jing: str, tmp_path: Path, chance: random.Random) -> None:
    assert_alike(against_jing.of_random_grammar(jing, chance, tmp_path))


@pytest.mark.full
def test_jing_and_we_say_the_same_under_many_random_grammars(jing: str, tmp_path: Path) -> None:
    outcome = against_jing.of_random_grammars(jing, 1_000, 1949, tmp_path)

    assert_alike(outcome)
    assert 250 < outcome.valid < 750
    assert 20 < outcome.incorrect < 150


# That it would find something


def test_schema_that_is_not_the_validators_is_found_out(jing: str, tmp_path: Path) -> None:
    other = subject("references")._replace(validator=subject("documentary").validator)

    outcome = against_jing.of_subject(jing, other, 30, 1, tmp_path)

    assert outcome.unexplained("verdict")
    assert outcome.unexplained("place")


@pytest.mark.usefixtures("jing")
@pytest.mark.parametrize("wrong", [False, True])
def test_command_prints_a_table_and_fails_where_there_is_a_difference(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, wrong: bool
) -> None:
    one = subject("references")
    other = one._replace(validator=subject("documentary").validator) if wrong else one
    monkeypatch.setattr(against_jing, "present", lambda: [other])

    code = against_jing.main(["--mutants", "24", "--seed", "5"])

    lines = capsys.readouterr().out.splitlines()
    assert code == int(wrong)
    assert lines[0] == "seed 5"
    assert lines[1].split() == ["mutants", "valid", "invalid", "schema", "verdict", "place", "explained"]
    name, mutants, valid, invalid, schema, verdict, place, explained = lines[2].split()
    assert (name, mutants, schema, explained) == ("references", "24", "0", "0")
    assert int(valid) + int(invalid) == 24
    assert (int(verdict) + int(place) > 0) is wrong
    assert lines[3].startswith("random grammars")


def finding(*places: int, rule: str = "rng.value") -> tuple[Diagnostic]:
    return (Diagnostic(rule, "", "x.xml", Span(*places)),)


@pytest.mark.parametrize(
    "place,span,within",
    [
        # The end of the tag that the span begins in, and nothing else.
        ((3, 14), (2, 13, 3, 14), True),
        ((3, 14), (3, 3, 3, 13), True),
        ((3, 13), (3, 3, 3, 13), False),
        ((3, 23), (3, 17, 3, 22), True),
        ((3, 14), (3, 17, 3, 22), False),
        ((3, 59), (3, 55, 3, 59), True),
        # In text, up to the end of the next tag, over what is no tag.
        ((3, 26), (3, 23, 3, 26), True),
        ((3, 23), (3, 23, 3, 26), False),
        ((3, 32), (3, 23, 3, 26), True),
        ((3, 33), (3, 23, 3, 26), False),
        ((3, 59), (3, 32, 3, 39), True),
        # UTF-16 units there, code points here; in the middle of a character is behind it.
        ((4, 2), (4, 1, 4, 3), True),
        ((4, 7), (4, 1, 4, 3), True),
        ((4, 6), (4, 3, 4, 6), False),
        ((4, 7), (4, 3, 4, 6), True),
    ],
)
def test_place_is_within_a_span(place: tuple[int, int], span: tuple[int, int, int, int], *, within: bool) -> None:
    assert is_within(LETTER, Report(*place, "no"), Span(*span)) is within


def test_verdicts_that_differ_are_a_difference() -> None:
    ours, theirs = finding(3, 17, 3, 22), (Report(3, 23, "no"),)
    kinds = [one and one.kind for one in (judged(LETTER, (), ()), judged(LETTER, ours, ()), judged(LETTER, (), theirs))]
    assert kinds == [None, "verdict", "verdict"]


def test_first_place_is_compared() -> None:
    ours = finding(3, 17, 3, 22)
    assert judged(LETTER, ours, (Report(3, 59, "no"), Report(3, 23, "no"))) is None
    assert judged(LETTER, ours, (Report(3, 14, "no"), Report(3, 23, "no"))) is not None


def test_reference_counts_where_it_is_what_we_report() -> None:
    theirs = (Report(3, 23, "no"), Report(3, 14, 'IDREF "b" without matching ID'))
    assert judged(LETTER, finding(3, 17, 3, 22), theirs) is None
    assert judged(LETTER, finding(3, 3, 3, 13, rule="rng.idref"), theirs) is None
    assert judged(LETTER, finding(3, 17, 3, 22, rule="rng.idref"), theirs) is not None


def test_finding_that_says_nothing_is_a_difference() -> None:
    assert judged(LETTER, finding(3, 17, 3, 22, rule="rng.invalid"), (Report(3, 23, "no"),)) is not None


@pytest.mark.parametrize(
    "text,ours,theirs,reason",
    [
        ('<p n="a\u200b"/>', finding(1, 4, 1, 10), (), "Java"),
        ('<p n="ab"/>', finding(1, 4, 1, 9), (), ""),
        ('<p n="a\u200b"/>', finding(1, 4, 1, 10, rule="rng.idref"), (), ""),
        ("<p>\r<q/></p>", finding(2, 1, 2, 5), (Report(2, 4, "no"),), "Xerces"),
        ("<p>\r\n<q/></p>", finding(2, 1, 2, 5), (Report(2, 4, "no"),), ""),
        ("<p>\r<q/></p>", finding(2, 1, 2, 5), (Report(2, 3, "no"),), ""),
        ("<p/>", finding(1, 1, 1, 5), (Report(1, 1, "schema does not allow anything: …"),), "jing"),
    ],
)
def test_only_what_is_explained_is_excused(
    text: str, ours: tuple[Diagnostic], theirs: tuple[Report, ...], reason: str
) -> None:
    found = judged(text, ours, theirs)
    assert isinstance(found, Difference)
    assert found.reason.startswith(reason) if reason else not found.reason
    assert not found.reason or found.reason in EXPLAINED


def test_jing_lets_pass_what_is_said_to_pass(jing: str, tmp_path: Path) -> None:
    schema = tmp_path / "schema.rnc"
    schema.write_text('start = element p { attribute n { xsd:token { pattern = "[^\\p{C}\\p{Z}]+" } } }', "utf-8")
    grammar = compiled(schema.read_bytes(), str(schema))
    texts = [f'<p n="a{one}"/>' for one in "\xad\x85\u200b\ue000\U0010fffd"]

    outcome = compared(jing, schema, Validator(grammar.start, grammar.table), [*texts, '<p n="a\xa0"/>'], tmp_path)

    assert [one.text for one in outcome.explained] == texts
    assert not outcome.unexplained()


# The changes


def _mutant(seed: int, text: str, words: Vocabulary, changes: tuple[Change, ...] = ALL) -> str:
    return mutant(random.Random(seed), text, words, changes)  # noqa: S311 - nothing is kept secret


def test_markup_is_read_with_its_places() -> None:
    document = markup.read(LETTER)
    assert [document.source(one) for one in document.elements[1:]] == [
        "<p n='>'>one <hi/>t&amp;wo <![CDATA[</p>]]></p>",
        "<hi/>",
        "<p>\n</p>",
    ]
    assert "".join(LETTER[one.start : one.end] for one in document.tokens) == LETTER
    assert [one.name for one in document.root.attributes] == ["xml:id"]
    assert [one.is_one_tag for one in document.elements] == [False, False, True, False]


@pytest.mark.parametrize("change", [*dict.fromkeys((*ALL, *LAYOUT))], ids=lambda one: str(one.__name__))
def test_each_change_changes_something_and_leaves_it_well_formed(change: Change) -> None:
    text = (HERE / "references.xml").read_text("utf-8")
    words = vocabulary([text], ["stranger"])
    made = {_mutant(seed, text, words, (change,)) for seed in range(8)}
    assert len(made - {text}) > 3
    for one in made:
        ET.fromstring(one)  # noqa: S314 - made here


def test_same_seed_gives_the_same_documents() -> None:
    text = (HERE / "references.xml").read_text("utf-8")
    words = vocabulary([text])
    made = [[_mutant(seed, text, words) for seed in range(20)] for _ in range(2)]
    assert made[0] == made[1]
