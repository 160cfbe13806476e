"""Which form of a word goes with a number, in the categories of CLDR: zero, one, two, few, many, other.

Source: Unicode CLDR, Language Plural Rules. Of numbers that are no whole ones all languages have “other” here, and the
categories for millions are left out: an edition seldom counts them.
"""

from collections.abc import Callable
from typing import Final

Rule = Callable[[int], str]

ORDER: Final = ("zero", "one", "two", "few", "many", "other")
"""The categories, from the smallest number to the largest."""

CYCLE: Final = 200
"""From half of this on, each number takes the form of what remains of it by the hundred, with a hundred before."""


def _always(_number: int) -> str:
    return "other"


def _germanic(number: int) -> str:
    return "one" if number == 1 else "other"


def _romance(number: int) -> str:
    return "one" if number <= 1 else "other"


def _is_few(number: int) -> bool:
    return number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14}


def _east_slavic(number: int) -> str:
    if number % 10 == 1 and number % 100 != 11:  # noqa: PLR2004 - eleven
        return "one"
    return "few" if _is_few(number) else "many"


def _south_slavic(number: int) -> str:
    return _east_slavic(number).replace("many", "other")


def _polish(number: int) -> str:
    return "one" if number == 1 else "few" if _is_few(number) else "many"


def _czech(number: int) -> str:
    return "one" if number == 1 else "few" if number in {2, 3, 4} else "other"


def _slovene(number: int) -> str:
    return {1: "one", 2: "two", 3: "few", 4: "few"}.get(number % 100, "other")


def _lithuanian(number: int) -> str:
    if number % 10 == 0 or 11 <= number % 100 <= 19:  # noqa: PLR2004 - the teens
        return "other"
    return "one" if number % 10 == 1 else "few"


def _latvian(number: int) -> str:
    if number % 10 == 0 or 11 <= number % 100 <= 19:  # noqa: PLR2004 - the teens
        return "zero"
    return "one" if number % 10 == 1 else "other"


def _romanian(number: int) -> str:
    if number == 1:
        return "one"
    return "few" if number == 0 or 1 <= number % 100 <= 19 else "other"  # noqa: PLR2004 - up to nineteen


def _arabic(number: int) -> str:
    if number <= 2:  # noqa: PLR2004 - none, one, two
        return ORDER[number]
    rest = number % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"  # noqa: PLR2004 - up to ten, and beyond


def _hebrew(number: int) -> str:
    return {1: "one", 2: "two"}.get(number, "other")


def _irish(number: int) -> str:
    return {1: "one", 2: "two"}.get(number) or ("few" if 3 <= number <= 6 else "many" if 7 <= number <= 10 else "other")  # noqa: PLR2004


def _welsh(number: int) -> str:
    return {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"}.get(number, "other")


_RULES: Final[dict[str, Rule]] = {
    **dict.fromkeys(("bo", "id", "ja", "ko", "lo", "ms", "my", "th", "vi", "yue", "zh"), _always),
    **dict.fromkeys(("bn", "fa", "fr", "gu", "hi", "hy", "pt"), _romance),
    **dict.fromkeys(("be", "ru", "uk"), _east_slavic),
    **dict.fromkeys(("bs", "hr", "sr"), _south_slavic),
    **dict.fromkeys(("cs", "sk"), _czech),
    "ar": _arabic,
    "cy": _welsh,
    "ga": _irish,
    "he": _hebrew,
    "lt": _lithuanian,
    "lv": _latvian,
    "pl": _polish,
    "ro": _romanian,
    "sl": _slovene,
}


def category(language: str, number: int) -> str:
    """Return the category of *number*, 0 or more, in *language*, a BCP 47 tag; one unknown has them as German has."""
    return _RULES.get(language.partition("-")[0].lower(), _germanic)(number)


def categories(language: str) -> tuple[str, ...]:
    """Return all categories of *language*, in their order; “other” is among them."""
    found = {category(language, number) for number in range(CYCLE)} | {"other"}
    return tuple(name for name in ORDER if name in found)
