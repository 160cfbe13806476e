"""Which rules can be spoken of where findings are weighed or ignored, and which findings are meant."""

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tei.diagnostics import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_IDENTIFIER: Final = re.compile(r"""\sid\s*=\s*["']([^"'\s]+)["']""")
# They say that a document was not checked, or not by what it asks for: to pass over that is to say that it was.
_NOT_CHECKED: Final = ("xml.", "schema.", "run.", "tei.not-tei")
_OF_OTHERS: Final = ("dep.", "fid.", "odd.", "xsl.")
_OF_BASELINES: Final = "tei.baseline-stale"
_OF_SCHEMAS: Final = "sch."


def assertion_meant(rule: str, schemas: "Iterable[Path]") -> str:
    """Return the assertion of *schemas*, which are Schematron, that *rule* may have been written for; "" for none.

    What the schemas include is not looked into.
    """
    if not rule.startswith(_OF_SCHEMAS):
        return ""
    known = dict.fromkeys(identifier for path in schemas for identifier in _identifiers(path))
    near = get_close_matches(rule.removeprefix(_OF_SCHEMAS), known, n=1)
    return f"{_OF_SCHEMAS}{near[0]}" if near and f"{_OF_SCHEMAS}{near[0]}" != rule else ""


@lru_cache(maxsize=16)
def _identifiers(schema: "Path") -> tuple[str, ...]:
    try:
        return tuple(_IDENTIFIER.findall(schema.read_text(encoding="utf-8", errors="replace")))
    except OSError:
        return ()


def is_fixed(rule: str) -> bool:
    """Return whether findings of *rule* always count, and as errors."""
    return rule.startswith(_NOT_CHECKED) or rule == _OF_BASELINES


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
        about = "it is about a baseline" if beginning == _OF_BASELINES else "it says that a document was not checked"
        return f"{pattern} always counts: {about}", ""
    if beginning.startswith(_OF_OTHERS):
        return f"{pattern} is not of validation", ""
    if beginning.startswith(_OF_SCHEMAS) and len(beginning) > len(_OF_SCHEMAS):
        return "", ""
    if beginning in RULES if beginning == pattern else any(rule.startswith(beginning) for rule in RULES):
        return "", ""
    near = get_close_matches(pattern, RULES, n=1)
    if not near and "." not in pattern:
        return f"there is no rule {pattern}", f"{_OF_SCHEMAS}{pattern}, if that is the id of an assertion of Schematron"
    return f"there is no rule {pattern}", near[0] if near else ""
