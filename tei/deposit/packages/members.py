"""Which documents go into which package, and what each is called there."""

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import corpus
from tei.deposit.packages import names
from tei.diagnostics import Diagnostic, Severity
from tei.errors import UsageError
from tei.validate.associate import Association, Plan, Wish

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tei.settings import Settings

DOCUMENTS: Final = "documents"
_SUFFIX: Final = ".xml"


class Member(NamedTuple):
    """A document on its way into a package: its file, the name of what goes with it there, and its path there."""

    path: Path
    name: str
    inside: str


class Bundle(NamedTuple):
    """What goes into one package. ``authority_inside`` is where the authority file goes if it is needed."""

    name: str
    title: str
    members: tuple[Member, ...]
    plan: Plan
    authority_inside: str | None
    findings: tuple[Diagnostic, ...] = ()


def documents(
    paths: "Iterable[Path | str]", association: Association, leave_out: Path
) -> "tuple[tuple[Path, Plan], ...]":
    """Return the documents that *paths* mean, each with its plan.

    The authority file, and what lies in the folder *leave_out*, where packages go, are documents only if they are named
    themselves. Raises :class:`~tei.errors.UsageError` if a path is missing or nothing is left.
    """
    found: dict[str, tuple[Path, Plan]] = {}
    packed = Path(_identity(leave_out))
    for given in map(Path, paths):
        is_around = given.is_dir() and packed.is_relative_to(_identity(given))
        for path in corpus.discover([given]):
            if is_around and Path(_identity(path)).is_relative_to(packed):
                continue
            plan = association.plan(path)
            authority = plan.authority
            if given.is_dir() and authority is not None and _identity(path) == _identity(authority):
                continue
            found.setdefault(_identity(path), (path, plan))
    if not found:
        message = "there is nothing to pack: no document was found"
        raise UsageError(message)
    return tuple(found.values())


def association(settings: "Settings | None") -> Association:
    """Return what gives each document the schemas that it must be valid against."""
    return Association(Wish(settings=settings))


def bundles(
    found: "Sequence[tuple[Path, Plan]]",
    *,
    each: bool,
    collection: str,
    title: str,
) -> tuple[Bundle, ...]:
    """Return the packages to make: one of each document, or one of all, called *collection*.

    Raises :class:`~tei.errors.UsageError` if documents of one collection are to be checked against different schemas.
    """
    if not each:
        return (bundle(names.safe(collection), title or collection, found),)
    relative = _below_common([path for path, _plan in found])
    folders = called(["/".join((DOCUMENTS, *steps)) for steps in relative])
    return tuple(bundle(folder, "", [one]) for folder, one in zip(folders, found, strict=True))


def bundle(name: str, title: str, found: "Sequence[tuple[Path, Plan]]") -> Bundle:
    """Return what goes into one package, called *name*. Raises as :func:`bundles` does."""
    plans = list(dict.fromkeys(plan for _path, plan in found))
    if len(plans) > 1:
        message = (
            "the documents belong to projects with different schemas or authority files; pack them with --each, or one "
            "project at a time"
        )
        raise UsageError(message)
    authority = plans[0].authority
    paths = [path for path, _plan in found]
    relative = _below_common([*paths, *([authority] if authority else [])])
    inside = names.distinct(relative)
    every = [*paths, *([authority] if authority else [])]
    placed = [
        "/".join((DOCUMENTS, *inside[steps])) + _suffix(path, steps[-1])
        for path, steps in zip(every, relative, strict=True)
    ]
    members = tuple(map(Member, paths, called(placed[: len(paths)]), placed))
    renamed = [_renamed(member, steps) for member, steps in zip(members, relative, strict=False)]
    kept = placed[-1] if authority else None
    return Bundle(name, title, members, plans[0], kept, tuple(one for one in renamed if one is not None))


def called(inside: "Sequence[str]") -> list[str]:
    """Return a name, of one step, for each of the documents *inside* a package: what goes with it is called by that.

    It is the name of its file without ``.xml``; where two documents have that, the folders come before it.
    """
    steps = stems([tuple(path.split("/")[1:]) for path in inside])
    alike = Counter(one[-1].casefold() for one in steps)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for path, one in sorted(zip(inside, steps, strict=True)):
        name = names.safe(one[-1] if alike[one[-1].casefold()] == 1 else "-".join(one))
        found[path] = f"{name}-{names.digest(path)}" if name.casefold() in taken else name
        taken.add(found[path].casefold())
    return [found[path] for path in inside]


def _below_common(paths: "Sequence[Path]") -> list[tuple[str, ...]]:
    """Return for each of *paths* its steps below the deepest folder that all are in, the last without ``.xml``.

    So pointers from one to another, as ``../authority.xml#mao``, lead in the package where they led before.
    """
    absolute = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100 - resolve() would follow links
    common = Path(os.path.commonpath([path.parent for path in absolute]))
    return stems([path.relative_to(common).parts for path in absolute])


def stems(whole: "Sequence[tuple[str, ...]]") -> list[tuple[str, ...]]:
    """Return each of *whole*, paths in steps, without ``.xml``; where two would be alike then, they keep it."""
    bare = [(*steps[:-1], _stem(steps[-1])) for steps in whole]
    shared = Counter("/".join(stem).casefold() for stem, _steps in set(zip(bare, whole, strict=True)))
    return [stem if shared["/".join(stem).casefold()] == 1 else steps for stem, steps in zip(bare, whole, strict=True)]


def _stem(name: str) -> str:
    return name[: -len(_SUFFIX)] if name.lower().endswith(_SUFFIX) and len(name) > len(_SUFFIX) else name


def _suffix(path: Path, last: str) -> str:
    """Return what the name of the file at *path* has after *last*, its step in a package."""
    return path.name[len(last) :]


def _renamed(member: Member, steps: tuple[str, ...]) -> Diagnostic | None:
    if member.inside == "/".join((DOCUMENTS, *steps)) + _suffix(member.path, steps[-1]):
        return None
    message = f"is called {member.inside} in the package, for its own name is not safe on every platform"
    advice = "pointers from other documents to it will not find it there; rename the file"
    return Diagnostic("dep.name-changed", message, str(member.path), severity=Severity.WARNING, help=(advice,))


def _identity(path: Path) -> str:
    return os.path.normcase(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
