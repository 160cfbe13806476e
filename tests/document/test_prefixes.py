"""Private URI schemes: which expressions of a document are run, for what could take for ever is not."""

import pytest

from tei.document.prefixes import Expanded, Prefixes


def expanded(pattern: str, pointer: str) -> Expanded:
    return Prefixes((("x", pattern, "#$1"),)).expand(f"x:{pointer}")


@pytest.mark.parametrize(
    "pattern, pointer, found",
    [
        (r"([a-z]+)-(\d+)", "ada-1", "#ada"),
        (r"([a-z]+)(?:-(\d+))?", "ada", "#ada"),
        (r"(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)", "ten", "#ten"),
        (r"(\d{1,3})[a-z|?]", "12?", "#12"),
        (r"([a-z]+?)(\d+?)(-\w+)?", "ada1-x", "#ada"),
    ],
)
def test_what_is_soon_done_is_run(pattern: str, pointer: str, found: str) -> None:
    assert expanded(pattern, pointer).pointer == found


@pytest.mark.parametrize(
    "pattern",
    [
        "a{0,99}a{0,99}a{0,99}a{0,99}[bc]",
        "a?" * 40 + "[bc]",
        "(ab?|a)" * 20 + "[bc]",
        "(a|aa)(a|aa)(a|aa)(a|aa)(a|aa)a*a*a*[bc]",
        "(?:a|b|a.|b.)(?:a|b|a.|b.)(?:a|b|a.|b.)(?:a|b|a.|b.)(?:a|b|a.|b.)",
        "(a+)+",
    ],
)
def test_what_could_take_for_ever_is_not(pattern: str) -> None:
    found = expanded(pattern, "a" * 60)
    assert found == Expanded("x:" + "a" * 60, declared=False)
