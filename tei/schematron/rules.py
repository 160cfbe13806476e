"""The rule ids that this room gives besides those of the assertions, which are the authors'."""

from typing import Final

from tei.diagnostics import RULES

SCHEMA_RULES: Final = tuple(rule for rule in RULES.values() if rule.id.startswith("sch."))
