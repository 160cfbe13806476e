"""Which schema was chosen for a document and why, in words: one line for each candidate, in the order of their rank."""

from typing import TYPE_CHECKING, Final

from tei.odd.wish import Wish as Odd
from tei.validate import built_ins
from tei.validate.associate import Association, Named, Wish
from tei.validate.by_document import Choice
from tei.validate.excluding import is_excluded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tei.settings import Settings
    from tei.validate.online import Online

_PLAIN: Final = Odd()


def ranked(called: tuple[str, ...], asked: tuple[Choice, ...], named: Named, version: str) -> tuple[Choice, ...]:
    """Return all candidates: what the call names, what the document asks for, the project's, and the built-in one."""
    winner = "--schema" if called else "the document’s own" if asked else ""
    choices = [Choice(f"--schema {name}", "the call names it", chosen=True) for name in called]
    choices += [choice._replace(chosen=False, why=_passed(winner)) for choice in asked] if called else asked
    own = list(_of_project(named))
    choices += [choice._replace(chosen=False, why=_passed(winner)) for choice in own] if winner else own
    winner = winner or (str(named.project.path) if own else "")
    name, why = built_ins.for_version(version)
    choices.append(Choice(f"built-in {name}", _passed(winner) if winner else why, chosen=not winner))
    return tuple(choices)


def _passed(winner: str) -> str:
    return f"passed over: {winner} comes first"


def _of_project(named: Named) -> "Iterator[Choice]":
    """Yield what the project names for the document, and what it names in general and not for this one."""
    for kind in ("schema", "schematron", "xsd") if named.explicit else ():
        special, general = getattr(named.entry, kind, None), getattr(named.project.validate, kind)
        phase = f", phase {named.validate.phase}" if kind == "schematron" and named.validate.phase else ""
        for path in special or ():
            yield Choice(f"{_entry(named)} {path.name}{phase}", f"it matches {_patterns(named)}", chosen=True)
        for path in general or ():
            overruled = special is not None
            why = f"passed over: {_entry(named)} comes first" if overruled else "the project names it"
            shown = f"{named.project.path} {path.name}{'' if overruled else phase}"
            yield Choice(shown, why, chosen=not overruled)


def _entry(named: Named) -> str:
    return f"{named.project.path}:{named.entry.line if named.entry else 1} [[validate.files]]"


def _patterns(named: Named) -> str:
    return ", ".join(named.entry.match) if named.entry else ""


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
    association = Association(wish)
    said = text(document, association.explain(document))
    project = association.project(document)
    if not is_excluded(document, project):
        return said
    return f"{said}  {document.name} is left out where a folder is searched: {project.path} excludes it\n"


def text(document: "Path", choices: tuple[Choice, ...]) -> str:
    """Return the candidates as lines of text; the chosen ones are marked."""
    lines = [f"  {'*' if one.chosen else '-'} {one.candidate}: {one.why}" for one in choices]
    return "\n".join([str(document), *lines]) + "\n"
