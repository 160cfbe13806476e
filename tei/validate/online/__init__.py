"""Schemas from the web, for a call that allows it: fetched once, kept with a record of their digest.

Nothing here runs unless ``--online`` asks for it. A document may then name any address of the public internet, and no
other: whoever checks a stranger's documents lets them ask for what anybody could ask for.
"""

from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from tei.validate.online import kept
from tei.validate.online.fetching import UnreachableError, fetch
from tei.validate.online.references import references

_FILES: Final = 500
"""How many files one schema may consist of."""

__all__ = ["Fetched", "Online", "UnreachableError"]


class Fetched(NamedTuple):
    """The *file* that stands for an address, and *how* it came here."""

    file: Path
    how: str


class Online:
    """The web, as far as a call may ask it: the public internet, and the *hosts* that it names besides.

    With *anew*, what is kept is fetched once more.
    """

    def __init__(self, hosts: tuple[str, ...] = (), *, anew: bool = False) -> None:
        self._hosts = frozenset(host.lower() for host in hosts)
        self._anew = anew
        self._seen: set[str] = set()

    @property
    def folder(self) -> Path:
        """The folder of what was fetched, in which schemas may include each other."""
        return kept.folder()

    def get(self, address: str) -> Fetched:
        """Return the file for *address*, with all that it includes beside it.

        A file that is included by an address of another host is left to the schema, which will not read it.
        Raises :class:`UnreachableError`.
        """
        address = urldefrag(address).url
        record, before = self._one(address)
        waiting = self._included(record)
        while waiting:
            if len(self._seen) > _FILES:
                message = f"{address} consists of more than {_FILES} files"
                raise UnreachableError(message)
            waiting += self._included(self._one(waiting.pop())[0])
        return Fetched(record.file, _told(record, before))

    def _one(self, address: str) -> "tuple[kept.Record, kept.Record | None]":
        """Return the record for *address*, and the one from before if what is there has changed since."""
        known = kept.find(address)
        again = self._anew and address not in self._seen
        self._seen.add(address)
        if known is not None and not again:
            return known, None
        record = kept.keep(address, fetch(address, self._hosts))
        changed = known is not None and known.digest != record.digest
        return record, known if changed else None

    def _included(self, record: kept.Record) -> list[str]:
        """Return the addresses that the file of *record* includes, none of them seen yet and all of its host."""
        found = []
        for reference in references(record.file):
            try:
                meant = urldefrag(urljoin(record.final, reference)).url
                same = urlsplit(meant)[:2] == urlsplit(record.final)[:2]
            except ValueError:
                continue
            if same and meant not in self._seen:
                found.append(meant)
        return list(dict.fromkeys(found))


def _told(record: kept.Record, before: "kept.Record | None") -> str:
    changed = f"; it has changed since {before.day}, when it was {before.digest[:12]}…" if before else ""
    return f"fetched on {record.day}, SHA-256 {record.digest}{changed}"
