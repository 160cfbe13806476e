"""A reserved DOI in the document, the package made again with it, and that one pushed: all in one command.

Each step finds out whether it was done before. The reservation is in the draft and in the journal, so that it is not
made twice; the document is written in one step, and so is the package put in its place.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.deposit.push import doi, package
from tei.diagnostics import Severity
from tei.errors import EnvironmentFault, UsageError
from tei.files import write_atomically

if TYPE_CHECKING:
    from tei.deposit.packages.recipe import Recipe
    from tei.deposit.push.job import Job, Outcome
    from tei.limits import Limits

_KINDS: Final = {"invenio": "invenio.json"}
"""The repositories that reserve a DOI, each with its form of metadata."""


class Source(NamedTuple):
    """What the package was made of: how, from which paths, and the document that gets the DOI."""

    recipe: "Recipe"
    paths: tuple[Path, ...]
    document: Path


def require(kind: str, *, reserve: bool, write: bool) -> None:
    """Raise :class:`~tei.errors.UsageError` if a repository of this *kind* reserves no DOI, or none is to be."""
    if reserve and kind not in _KINDS:
        message = "--reserve-doi is for InvenioRDM and Zenodo"
        raise UsageError(message)
    if write and not reserve:
        message = "--write writes a DOI: say --reserve-doi too"
        raise UsageError(message)


def source(job: "Job", limits: "Limits") -> Source:
    """Return what the package of *job* was made of, if a DOI can be written there and the package be made again.

    Raises :class:`~tei.errors.UsageError` otherwise: before anything is reserved.
    """
    from tei.deposit.packages import gathered, recipe  # noqa: PLC0415 - loaded when a package is to be made

    whole, entry = job.package, job.entry
    if whole.recipe is None:
        message = f"{whole.path} does not say how it was made ({recipe.NAME}); pack again, or leave out --write"
        raise UsageError(message)
    made = recipe.read(whole.recipe())
    bundle = gathered(whole.path, made, job.wishes.write)
    name = package.name_of_record(whole.record(_KINDS[job.client.profile.kind], job.wishes.record)[0])
    chosen = [member for member in bundle.members if member.name == name]
    if len(chosen) != 1:
        message = f"{whole.path} has metadata of {name}, and no document of that name"
        raise UsageError(message)
    for member in bundle.members:
        known = {made.documents[member.inside], *([entry.get("written")] if member in chosen else [])}
        if _digest(member.path) not in known:
            message = f"{member.path} has changed since {whole.path} was made; pack again, then push"
            raise UsageError(message)
    doi.check(chosen[0].path, (entry.get("doi"), entry.get("replaced")), limits)
    return Source(made, job.wishes.write, chosen[0].path)


def push(job: "Job", given: Source, protocol: "Callable[[Job], Outcome]", limits: "Limits") -> "Outcome":
    """Return what the repository holds after the DOI was reserved, written, and the new package pushed.

    What is found on the way ends it before a file is sent; what was reserved stays so. Raises
    :class:`~tei.errors.TeiError`; the same call then goes on where this one stopped.
    """
    reserved = protocol(job)
    if reserved.state == "published":
        reserved.doi = job.entry.get("doi")
        return reserved
    reserved.findings += _written(job, given, reserved.doi, limits) or _packed(job, given)
    if reserved.failed:
        return reserved
    wishes = job.wishes._replace(reserve_doi=False)
    outcome = protocol(job._replace(package=package.read(job.package.path), wishes=wishes))
    outcome.doi = reserved.doi
    return outcome


def _packed(job: "Job", given: Source) -> "doi.Findings":
    """Return why the package was not made again, after it was if there is no reason."""
    from tei.deposit.packages import pack_again  # noqa: PLC0415 - loaded when a package is to be made

    job.say(f"packing {job.package.path} again")
    report = pack_again(job.package.path, given.recipe, given.paths)
    return [finding for finding in report.findings if finding.severity is Severity.ERROR]


def _written(job: "Job", given: Source, reserved: str, limits: "Limits") -> "doi.Findings":
    """Return why the document would not be valid with the DOI, after it was written if there is no reason."""
    content = doi.written(given.document, reserved, job.entry.get("replaced"), limits)
    if content is None:
        return []
    job.say(f"writing {reserved} into {given.document}")
    findings = doi.findings(given.document, content, was_valid=not given.recipe.allow_invalid)
    if not findings:
        # Noted first: a document of which only this has changed is known again after a kill.
        job.entry.note(written=hashlib.sha256(content).hexdigest())
        write_atomically(given.document, content)
    return findings


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as fault:
        message = f"cannot read {path}: {fault.strerror or fault}"
        raise EnvironmentFault(message) from None
