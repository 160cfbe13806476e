"""Which rules can be spoken of where findings are weighed or ignored, and which findings are meant."""

from difflib import get_close_matches
from typing import Final

from tei.diagnostics import RULES

# They say that a document was not checked, or not by what it asks for: to pass over that is to say that it was.
_NOT_CHECKED: Final = ("xml.", "schema.", "tei.not-tei")
_OF_SCHEMAS: Final = "sch."


def is_fixed(rule: str) -> bool:
    """Return whether findings of *rule* always count, and as errors."""
    return rule.startswith(_NOT_CHECKED)


def means(pattern: str, rule: str) -> bool:
    """Return whether *pattern*, a rule or the beginning of several before ``*``, is for findings of *rule*."""
    if not pattern.endswith("*"):
        return pattern == rule
    return rule.startswith(pattern[:-1]) and not is_fixed(rule)


def mistake(pattern: str, *, several: bool) -> tuple[str, str]:
    """Return what is wrong with *pattern*, and what may be meant or ""; twice "" if it can be spoken of.

    Only where *several* rules may be meant it may end with ``*``. Assertions of Schematron are known to their schema
    alone.
    """
    beginning = pattern.removesuffix("*") if several else pattern
    # The first letters of a family mean nothing: what is meant for several rules names their family.
    if not beginning.strip(". ") or "*" in beginning or (beginning != pattern and "." not in beginning):
        return f"{pattern or 'nothing'} is the name of no rule", ""
    if is_fixed(beginning):
        return f"{pattern} always counts: it says that a document was not checked", ""
    if beginning.startswith(_OF_SCHEMAS) and len(beginning) > len(_OF_SCHEMAS):
        return "", ""
    if beginning in RULES if beginning == pattern else any(rule.startswith(beginning) for rule in RULES):
        return "", ""
    near = get_close_matches(pattern, RULES, n=1)
    if not near and "." not in pattern:
        return f"there is no rule {pattern}", f"{_OF_SCHEMAS}{pattern}, if that is the id of an assertion of Schematron"
    return f"there is no rule {pattern}", near[0] if near else ""
