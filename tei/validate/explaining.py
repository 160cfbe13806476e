"""Which schema was chosen for a document and why, in words: one line for each candidate, in the order of their rank."""

from typing import TYPE_CHECKING, Final

from tei.odd.wish import Wish as Odd
from tei.validate import built_ins
from tei.validate.associate import Association, Wish, explicit
from tei.validate.by_document import Choice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tei.settings import Settings
    from tei.validate.online import Online

_PLAIN: Final = Odd()


def ranked(called: tuple[str, ...], asked: tuple[Choice, ...], project: "Settings", version: str) -> tuple[Choice, ...]:
    """Return all candidates: what the call names, what the document asks for, the project's, and the built-in one."""
    winner = "--schema" if called else "the document’s own" if asked else ""
    choices = [Choice(f"--schema {name}", "the call names it", chosen=True) for name in called]
    choices += [choice._replace(chosen=False, why=_passed(winner)) for choice in asked] if called else asked
    own = list(_of_project(project))
    choices += [choice._replace(chosen=False, why=_passed(winner)) for choice in own] if winner else own
    winner = winner or (str(project.path) if own else "")
    name, why = built_ins.for_version(version)
    choices.append(Choice(f"built-in {name}", _passed(winner) if winner else why, chosen=not winner))
    return tuple(choices)


def _passed(winner: str) -> str:
    return f"passed over: {winner} comes first"


def _of_project(project: "Settings") -> "Iterator[Choice]":
    if explicit(project):
        named = project.validate
        for path in (named.schema, named.schematron, named.xsd):
            if path is not None:
                yield Choice(f"{project.path} {path.name}", "the project names it", chosen=True)


def explain(  # noqa: PLR0913 - what the call says of schemas
    document: "Path",
    *,
    schema: "tuple[Path | str, ...]" = (),
    odd: Odd = _PLAIN,
    settings: "Settings | None" = None,
    schema_folders: "tuple[Path, ...]" = (),
    online: "Online | None" = None,
) -> str:
    """Return which schemas *document* would be checked against and why, as text. Raises as Association.plan() does."""
    wish = Wish(schema, odd=odd, settings=settings, schema_folders=schema_folders, by_document=True, online=online)
    return text(document, Association(wish).explain(document))


def text(document: "Path", choices: tuple[Choice, ...]) -> str:
    """Return the candidates as lines of text; the chosen ones are marked."""
    lines = [f"  {'*' if one.chosen else '-'} {one.candidate}: {one.why}" for one in choices]
    return "\n".join([str(document), *lines]) + "\n"
