"""Rules by the dozen take what they take one by one."""

import re

import pytest

from tei.encode import profile
from tei.encode.profile.batches import batches
from tei.encode.profile.rules import BracketRule


def rule(written: str, flags: re.RegexFlag = re.NOFLAG) -> BracketRule:
    return BracketRule("r", re.compile(written, re.DOTALL | flags), None)


@pytest.mark.parametrize("name", profile.SHIPPED)
def test_every_rule_is_in_one_in_its_order(name: str) -> None:
    own = profile.load(name)
    assert tuple(one for batch in own.batches for one in batch.rules) == own.brackets


def test_fits_what_one_of_its_rules_fits() -> None:
    (batch,) = batches([rule("(?P<a>x)|y"), rule("(?i)(?P<a>dam)"), rule(r"\d+")])
    fitting = [one for one in ("x", "y", "DAM", "12", "X", "xy", "") if batch.match.fullmatch(one)]
    assert fitting == ["x", "y", "DAM", "12"]


def test_rules_that_speak_of_their_groups_are_all_tried() -> None:
    for written in (r"(?P<a>x)(?P=a)", r"(x)\1", r"(?P<a>x)?(?(a)y|z)"):
        (batch,) = batches([rule("q"), rule(written)])
        assert batch.match.fullmatch("anything")


@pytest.mark.parametrize("name", profile.SHIPPED)
def test_brackets_of_shipped_rules_are_told_apart(name: str) -> None:
    own = profile.load(name)
    for words in ("two words illegible", "and", "Belov", "...", "name not declassified", "[]", "x" * 4000):
        one_by_one = [one for one in own.brackets if one.match.fullmatch(words)]
        together = [one for batch in own.batches if batch.match.fullmatch(words) for one in batch.rules]
        assert [one for one in together if one.match.fullmatch(words)] == one_by_one
    assert any(not batch.match.fullmatch("Belov") for batch in own.batches)
