"""A package into a repository: as a draft unless more is wished, once, and whole.

``push`` is the one public call. The journal beside the package tells the next push where this one stopped.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, cast

from tei.deposit.push import journal, package, profiles, reserving, tokens
from tei.deposit.push.job import Job, Outcome, Wishes
from tei.deposit.push.transport import Client
from tei.deposit.push.waiting import Clock
from tei.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tei.settings import Settings

__all__ = ["BY_CONTRACT", "Outcome", "Wishes", "push"]

BY_CONTRACT: Final = profiles.BY_CONTRACT
_KINDS: Final = ("invenio", "sword2", "dataverse", "dspace", "hal")
"""Each has a module of its name."""


class _Protocol(Protocol):
    """What each module of a repository's protocol has."""

    def push(self, job: Job) -> Outcome:
        """Bring the repository to what the package holds."""

    def preview(self, job: Job) -> Outcome:
        """Return what :meth:`push` would change, and change nothing."""

    def authorisation(self, token: str, user: str) -> "Mapping[str, str]":
        """Return the headers that show who asks."""


def push(  # noqa: PLR0913 - what is injected in tests comes last
    path: Path | str,
    to: str,
    settings: "Settings",
    wishes: Wishes = Wishes(),  # noqa: B008 - a named tuple, never changed
    *,
    say: "Callable[[str], None]" = lambda _: None,
    clock: Clock = Clock(),  # noqa: B008 - as above
) -> Outcome:
    """Bring the package at *path* to the repository that the profile *to* names, and return what that holds now.

    *say* is told each step. Raises :class:`~tei.errors.TeiError`; the same call then goes on where this one stopped.
    """
    profile = profiles.profile(to, settings)
    protocol = _protocol(profile.kind)
    if profile.kind in BY_CONTRACT:
        say(f"{BY_CONTRACT[profile.kind]} by contract: written to its documentation, never tried on a real one")
    whole = package.read(Path(path))
    kept = journal.beside(whole.path)
    reserving.require(profile.kind, reserve=wishes.reserve_doi, write=bool(wishes.write))
    secret = tokens.token(profile)
    shown = protocol.authorisation(secret.reveal(), profile.user)
    # In a header the secret may look otherwise, and a server may give that back.
    client = Client(profile, shown, (secret, *(tokens.Secret(one.rpartition(" ")[2]) for one in shown.values())), clock)
    job = Job(client, whole, journal.Journal(kept).entry(profile.name, profile.url), wishes, say)
    if wishes.dry_run:
        return protocol.preview(job)
    with journal.alone(kept):
        # Only now nobody else writes to the journal.
        job = job._replace(entry=journal.Journal(kept).entry(profile.name, profile.url))
        if not wishes.write:
            return protocol.push(job)
        given = reserving.source(job, settings.limits)
        return reserving.push(job, given, protocol.push, settings.limits)


def _protocol(kind: str) -> _Protocol:
    if kind not in _KINDS:
        message = f"there is no way to push to a repository of the kind {kind}; known are {', '.join(_KINDS)}"
        raise UsageError(message)
    return cast("_Protocol", import_module(f"{__name__}.{kind}"))
