"""The manual's page on profiles names every key and every condition there is."""

import inspect
import re
from pathlib import Path

import pytest

from tei.encode.profile.conditions import CONDITIONS
from tei.encode.profile.keys import KEYS


def table(page: str, heading: str) -> list[str]:
    """The names in the first column of a table."""
    _, _, rest = page.partition(f"| {heading} |")
    rows = rest.split("\n\n", 1)[0]
    return [
        name for row in re.findall(r"^\| (`[^|]*) \|", rows, re.MULTILINE) for name in re.findall(r"`([^`]+)`", row)
    ]


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    return (repository / "docs" / "profiles.md").read_text(encoding="utf-8")


def test_page_has_each_key(page: str) -> None:
    assert sorted(table(page, "key of the file")) == sorted(KEYS[""])


@pytest.mark.parametrize("name", ["bracket", "sign", "words", "line", "delimiter", "specimen"])
def test_page_has_each_key_of_a_table_of_which_there_are_several(page: str, name: str) -> None:
    assert sorted(table(page, f"key of `[[{name}]]`")) == sorted(KEYS[name])


def test_page_has_each_key_of_the_information(page: str) -> None:
    assert sorted(table(page, "key of `[information]`")) == sorted(KEYS["information"])


def test_page_has_each_condition_with_its_groups(page: str) -> None:
    written = {name.partition("(")[0]: name for name in table(page, "condition")}
    assert sorted(written) == sorted(CONDITIONS)
    for name, condition in CONDITIONS.items():
        _, *groups = inspect.signature(condition).parameters.values()
        shown = [one for one in written[name].partition("(")[2].rstrip(")").split(", ") if one]
        variable = any(one.kind is one.VAR_POSITIONAL for one in groups)
        assert (shown[-1:] == ["…"]) is variable, name
        assert variable or len(shown) == len(groups), name
