"""One document through all its checks: a quick look at its file where a grammar alone applies, else the closer one."""

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import names
from tei.document.loading import load, load_stream
from tei.errors import DocumentError, EnvironmentFault, SchemaError, UsageError
from tei.validate import compiled
from tei.validate.associate import Plan
from tei.validate.results import Checked, Left, Unreadable
from tei.validate.stamped import Stamped

if TYPE_CHECKING:
    from tei.corpus import Loss
    from tei.limits import Limits
    from tei.validate.remembered.footing import Footing

STANDARD_INPUT: Final = "-"


class Task(NamedTuple):
    """A document to check and the plan for it; the path ``-`` is standard input, text is an address.

    ``footing`` says what its findings stand on, if they are to be remembered.
    """

    path: Path | str
    plan: Plan
    footing: "Footing | None" = None

    @property
    def limits(self) -> "Limits":
        """How much of the document is read."""
        return self.plan.limits

    @property
    def subject(self) -> str:
        """What is looked for: the footing says all of it."""
        return ""


def check(task: Task) -> Checked | Unreadable:
    """Return what the checks of *task* found. Raises :class:`~tei.errors.SchemaError` if a schema cannot be used."""
    if task.footing is None:
        return _checked(task)
    from tei.validate.remembered import memory  # noqa: PLC0415 - a call that remembers nothing does without

    found: Checked | Unreadable = memory.noted(task, _checked)
    return found


def _checked(task: Task) -> Checked | Unreadable:
    path = str(task.path)
    if path == STANDARD_INPUT:
        return _check_standard_input(task.plan)
    if isinstance(task.path, str):
        return _check_address(task.path, task.plan)
    if _passes(path, task):
        return Checked(path)
    try:
        data = load(task.path, task.plan.limits)
    except DocumentError as fault:
        return Checked(path, fault.diagnostics, (None,) * len(fault.diagnostics))
    except (UsageError, EnvironmentFault) as fault:
        return Unreadable(str(fault))
    from tei.validate import closer  # noqa: PLC0415 - lxml is loaded when a tree is needed

    return closer.check(data, path, task.plan, task.footing)


def lost(task: Task, loss: "Loss") -> Checked | Left:
    """Return what stands for a document whose check came to no end."""
    from tei.corpus import remote  # noqa: PLC0415 - seldom needed
    from tei.validate import losses  # noqa: PLC0415 - as above

    path = remote.shown(str(task.path))
    finding = losses.finding(path, loss)
    return Checked(path, (finding,), (None,)) if finding else Left(path)


def _check_standard_input(plan: Plan) -> Checked | Unreadable:
    import sys  # noqa: PLC0415 - seldom needed

    from tei.validate import closer  # noqa: PLC0415 - lxml is loaded when a tree is needed

    name = "<stdin>"
    try:
        data = load_stream(sys.stdin.buffer, name, plan.limits)
    except DocumentError as fault:
        return Checked(name, fault.diagnostics, (None,) * len(fault.diagnostics))
    return closer.check(data, name, plan)


def _check_address(address: str, plan: Plan) -> Checked | Unreadable:
    from tei.corpus import remote  # noqa: PLC0415 - seldom needed
    from tei.validate import closer  # noqa: PLC0415 - lxml is loaded when a tree is needed

    name = remote.shown(address)
    try:
        data = remote.load(address, plan.limits)
    except DocumentError as fault:
        return Checked(name, fault.diagnostics, (None,) * len(fault.diagnostics))
    except (UsageError, EnvironmentFault) as fault:
        return Unreadable(str(fault))
    return closer.check(data, name, plan)


def _passes(file: str, task: Task) -> bool:
    """Return whether grammars alone apply, and a quick look is enough to say that they accept the document."""
    plan = task.plan
    if not plan.grammars_alone:
        return False
    if plan.watched and _has_watched(file, plan):
        return False
    # What a document includes may be wrong, though the grammar allows it to include.
    without = names.XI.encode() if plan.xinclude else b""
    try:
        return all(
            compiled.grammar(Stamped.of(path, task.footing), plan.schema_folders, ids=plan.ids).passes(
                file, plan.limits, without=without
            )
            for path in plan.grammars
        )
    except SchemaError:
        return False  # A document that is not well-formed is told so before its schema is looked at.


def _has_watched(file: str, plan: Plan) -> bool:
    """Return whether the file has, or may have, what rules are kept for that mostly do not matter."""
    import re  # noqa: PLC0415 - grammars alone do without

    try:
        data = load(file, plan.limits)
    except (DocumentError, UsageError, EnvironmentFault):
        return True
    # A text of another encoding than UTF-8 is left to the closer look.
    return b"\0" in data or any(re.search(watched.encode(), data) for _path, watched in plan.watched)
