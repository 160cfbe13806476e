"""One document through all its checks: a quick look at its bytes where a grammar alone applies, else the closer one."""

import re
from pathlib import Path
from typing import Final, NamedTuple

from tei.document.loading import load
from tei.errors import DocumentError, EnvironmentFault, SchemaError, UsageError
from tei.validate import compiled
from tei.validate.associate import Plan
from tei.validate.results import Checked, Unreadable
from tei.validate.stamped import Stamped

# Namespaces in XML allows no colon there, which libxml2 minds and expat does not.
_COLON_IN_TARGET: Final = re.compile(rb"<\?[^\s?]*:")


class Task(NamedTuple):
    """A document to check and the plan for it."""

    path: Path
    plan: Plan


def check(task: Task) -> Checked | Unreadable:
    """Return what the checks of *task* found. Raises :class:`~tei.errors.SchemaError` if a schema cannot be used."""
    path, limits = str(task.path), task.plan.limits
    try:
        data = load(task.path, limits)
    except DocumentError as fault:
        return Checked(path, fault.diagnostics, (None,) * len(fault.diagnostics))
    except (UsageError, EnvironmentFault) as fault:
        return Unreadable(str(fault))
    if _passes(data, task.plan):
        return Checked(path)
    from tei.validate import closer  # noqa: PLC0415 - lxml is loaded when a tree is needed

    return closer.check(data, path, task.plan)


def _passes(data: bytes, plan: Plan) -> bool:
    """Return whether grammars alone apply, and a quick look is enough to say that they accept the document."""
    if not plan.grammars_alone or _COLON_IN_TARGET.search(data):
        return False
    try:
        return all(
            compiled.grammar(Stamped.of(path), plan.schema_folders, ids=plan.ids).passes(data, plan.limits)
            for path in plan.grammars
        )
    except SchemaError:
        return False  # A document that is not well-formed is told so before its schema is looked at.
