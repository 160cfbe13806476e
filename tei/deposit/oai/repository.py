"""The records of a corpus as a repository: items with identifiers and datestamps, in sets that are its folders."""

import hashlib
import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, urlsplit

from lxml import etree

from tei import corpus, metadata
from tei import document as documents
from tei.diagnostics import Diagnostic, Severity
from tei.errors import DocumentError, UsageError
from tei.metadata import nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tei.document import Document
    from tei.metadata import Record
    from tei.settings import Settings

PAGE: Final = 100
"""How many records one response has at most, where nobody says otherwise."""
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_NO_SET: Final = re.compile(r"[^A-Za-z0-9\-.!~*'()]")
# OAI identifiers, section 2.2, allow these besides letters and digits.
_SAFE: Final = "-_.!~*'();/:@&=+$,"
_EMAIL: Final = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_MEMBERS: Final = ("TEI", "TEI.2", "teiCorpus")


class Item(NamedTuple):
    """One record: its identifier, its datestamp as a day, the sets that it is in, and what there is to disseminate."""

    identifier: str
    datestamp: str
    sets: tuple[str, ...]
    record: "Record"
    header: str


class Repository(NamedTuple):
    """What a harvester is told of: items in the order of datestamp and identifier, and sets by spec with their names.

    ``findings`` tells of documents that are not among the items, and why.
    """

    name: str
    base_url: str
    email: str
    items: tuple[Item, ...]
    sets: "dict[str, str]"
    page: int = PAGE
    findings: tuple[Diagnostic, ...] = ()

    @property
    def earliest(self) -> str:
        """The earliest datestamp; of a repository without items, the first day there is."""
        return self.items[0].datestamp if self.items else "0001-01-01"

    @property
    def fingerprint(self) -> str:
        """A digest of identifiers and datestamps: a list begun before they changed cannot be resumed."""
        told = "\n".join(f"{item.identifier} {item.datestamp} {' '.join(item.sets)}" for item in self.items)
        return hashlib.sha256(told.encode()).hexdigest()[:8]


def load(  # noqa: PLR0913 - each parameter is an option of the command
    folder: Path | str,
    settings: "Settings",
    *,
    base_url: str,
    name: str = "",
    email: str = "",
    namespace: str = "",
    page: int = PAGE,
    progress: "Callable[[int, int], None] | None" = None,
) -> Repository:
    """Return the repository of the documents below *folder*.

    An identifier is ``oai:NAMESPACE:PATH``; the namespace is the host of *base_url* unless one is given. A datestamp is
    the day of the latest change that the header tells of, else of publication, else that of SOURCE_DATE_EPOCH; without
    any the document cannot be harvested, and a finding says so. Raises :class:`~tei.errors.UsageError` where there is
    no address of somebody in charge, which the protocol asks for.
    """
    base = Path(folder).absolute()
    root = base if base.is_dir() else base.parent
    paths = [path for path in corpus.discover([base]) if not _is_authority(path, settings)]
    found = _Found(settings, f"oai:{namespace or urlsplit(base_url).hostname}:", root)
    for done, path in enumerate(paths, start=1):
        found.take(path)
        if progress is not None:
            progress(done, len(paths))
    items = sorted(found.items, key=lambda item: (item.datestamp, item.identifier))
    return Repository(
        name or settings.project.title or root.name,
        base_url,
        _email(email, items),
        tuple(items),
        _sets(paths, root),
        page,
        tuple(found.findings),
    )


def _is_authority(path: Path, settings: "Settings") -> bool:
    """Return whether *path* is the authority file of the project, which is part of its documents and none of them."""
    authority = settings.encode.authority
    return authority is not None and authority.exists() and path.samefile(authority)


class _Found:
    """The items of the documents read so far, and what is wrong with the others."""

    def __init__(self, settings: "Settings", prefix: str, root: Path) -> None:
        self._settings = settings
        self._prefix = prefix
        self._root = root
        named = settings.encode.authority
        self._authority = None if named is None else documents.read(named, settings.limits)
        self.items: list[Item] = []
        self.findings: list[Diagnostic] = []

    def take(self, path: Path) -> None:
        """Add the items of the document at *path*."""
        try:
            document = documents.read(path, self._settings.limits)
        except DocumentError as fault:
            self.findings += fault.diagnostics
            return
        relative = path.absolute().relative_to(self._root)
        for item in _items(document, self._authority, self._prefix, relative):
            if isinstance(item, Diagnostic):
                self.findings.append(item)
            else:
                self.items.append(item)


def _items(
    document: "Document", authority: "Document | None", prefix: str, path: Path
) -> "Iterator[Item | Diagnostic]":
    """Yield the item of a document; of a ``teiCorpus``, that of the corpus and those of the documents in it."""
    stem = path.with_suffix("").as_posix()
    pairs = zip(metadata.read_all(document, authority), _headers(document), strict=True)
    for number, (record, header) in enumerate(pairs, start=1):
        if header is None:
            continue
        day = _datestamp(record)
        if day is None:
            message = "the header tells no day on which it was changed or published, and a harvester needs one"
            advice = ("give a <change> or the publication's <date> a when",)
            span = document.span(header)
            yield Diagnostic("dep.oai-date", message, document.path, span, Severity.WARNING, help=advice)
            continue
        local = quote(stem if number == 1 else f"{stem};{number}", safe=_SAFE)
        written = etree.tostring(header, encoding="unicode", with_tail=False)
        yield Item(prefix + local, day, _specs(path), record, written)


def _headers(document: "Document") -> "Iterator[etree._Element | None]":
    """Yield the header of each record that :func:`tei.metadata.read_all` gives, None for one that is missing."""
    waiting = [document.root]
    while waiting:
        element = waiting.pop()
        yield element if nodes.name(element) == "teiHeader" else nodes.child(element, "teiHeader")
        if nodes.name(element) == "teiCorpus":
            waiting.extend(reversed(list(nodes.children(element, *_MEMBERS))))


def _datestamp(record: "Record") -> str | None:
    """Return the day of the latest change, else of publication, else of SOURCE_DATE_EPOCH; of a year, its first day."""
    changes = [day for change in record.changes if change.date and (day := _day(change.date.end or change.date.start))]
    published = [day for date in record.publication_dates if (day := _day(date.end or date.start))]
    if changes or published:
        return max(changes or published)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return time.strftime("%Y-%m-%d", time.gmtime(int(epoch))) if epoch.isascii() and epoch.isdigit() else None


def _day(bound: str | None) -> str | None:
    found = _DAY.fullmatch(bound or "")
    return None if found is None or found[1] == "0000" else "-".join((found[1], found[2] or "01", found[3] or "01"))


def _specs(path: Path) -> tuple[str, ...]:
    """Return the sets of a document: its folder and those above, the outermost first."""
    steps = [_NO_SET.sub(lambda match: f"_{ord(match[0]):x}_", step) for step in path.parent.parts]
    return tuple(":".join(steps[:count]) for count in range(1, len(steps) + 1))


def _sets(paths: "list[Path]", root: Path) -> "dict[str, str]":
    found: dict[str, str] = {}
    for path in paths:
        relative = path.absolute().relative_to(root)
        for count, spec in enumerate(_specs(relative), start=1):
            found[spec] = " / ".join(relative.parts[:count])
    return dict(sorted(found.items()))


def _email(given: str, items: "list[Item]") -> str:
    """Return the address of somebody in charge: the one given, else the first that a publisher has in a header."""
    told = (
        agent.email.text
        for item in items
        for agent in (*item.record.publishers, *item.record.authorities, *item.record.distributors)
        if agent.email
    )
    email = given or next(told, "")
    if not _EMAIL.fullmatch(email):
        said = f"--email: {email!r} is no address" if email else "no header has the e-mail address of a publisher"
        message = f"{said}; OAI-PMH asks for that of somebody in charge: give it with --email"
        raise UsageError(message)
    return email
