"""The manual names every error of the Stylesheets, and the list of rules every rule that is used here."""

import re
from pathlib import Path

from tei.diagnostics import RULES
from tei.odd.quirks import PASSED_BY_STYLESHEETS, Quirk

COUNT = re.compile(r"^\| ([A-Z_]+): .* \| (\d+) \| (\d+) \|$", re.MULTILINE)
TAG = re.compile(r"<\w+>")
USED = re.compile(r'"(odd\.[a-z\-]+)"')


def test_every_error_of_the_stylesheets_is_in_the_manual(repository: Path) -> None:
    page = (repository / "docs" / "odd-semantics.md").read_text(encoding="utf-8")
    printed = (repository / "benchmarks" / "odd_reference.md").read_text(encoding="utf-8")
    counted = {name: f"{places} in {odds}" for name, places, odds in COUNT.findall(printed)}
    assert counted
    for quirk in Quirk:
        shown = TAG.sub(r"`\g<0>`", quirk.value)
        assert f"| `{quirk.name}` | {shown} | {counted.get(quirk.name, 'none')} |" in page


def test_every_rule_that_is_used_is_listed(repository: Path) -> None:
    sources = (repository / "tei" / "odd").rglob("*.py")
    used = {rule for path in sources for rule in USED.findall(path.read_text(encoding="utf-8"))}
    assert len(used) > 30
    assert used <= RULES.keys()
    assert RULES.keys() >= PASSED_BY_STYLESHEETS
