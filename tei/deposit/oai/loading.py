"""The records of a corpus as a repository: items with identifiers and datestamps, in sets that are its folders."""

import os
import re
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from lxml import etree

from tei import corpus, metadata
from tei import document as documents
from tei.diagnostics import Diagnostic, Severity
from tei.errors import DocumentError, UsageError
from tei.metadata import nodes
from tei.metadata.oai import EMAIL, PAGE, SAFE, Item, Repository, day
from tei.metadata.oai.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tei.document import Document
    from tei.metadata import Record
    from tei.settings import Settings

_NO_SET: Final = re.compile(r"[^A-Za-z0-9\-.!~*'()]")
_MEMBERS: Final = ("TEI", "TEI.2", "teiCorpus")


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
        _email(email, [found.addresses[item.identifier] for item in items]),
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
        self.addresses: dict[str, str] = {}
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
                self.items.append(item[0])
                self.addresses[item[0].identifier] = _address(item[1])


def _items(
    document: "Document", authority: "Document | None", prefix: str, path: Path
) -> "Iterator[tuple[Item, Record] | Diagnostic]":
    """Yield the item of a document; of a ``teiCorpus``, that of the corpus and those of the documents in it."""
    stem = path.with_suffix("").as_posix()
    pairs = zip(metadata.read_all(document, authority), _headers(document), strict=True)
    for number, (record, header) in enumerate(pairs, start=1):
        if header is None:
            continue
        stamp = _datestamp(record)
        if stamp is None:
            message = "the header tells no day on which it was changed or published, and a harvester needs one"
            advice = ("give a <change> or the publication's <date> a when",)
            span = document.span(header)
            yield Diagnostic("dep.oai-date", message, document.path, span, Severity.WARNING, help=advice)
            continue
        local = quote(stem if number == 1 else f"{stem};{number}", safe=SAFE)
        written = etree.tostring(header, encoding="unicode", with_tail=False)
        yield Item(prefix + local, stamp, _specs(path), partial(_metadata, record, written)), record


def _metadata(record: "Record", header: str, prefix: str) -> str:
    return FORMATS[prefix].write(record, header)


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
    changed = [change.date for change in record.changes if change.date]
    changes = [known for date in changed if (known := day(date.end or date.start))]
    published = [known for date in record.publication_dates if (known := day(date.end or date.start))]
    if changes or published:
        return max(changes or published)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return time.strftime("%Y-%m-%d", time.gmtime(int(epoch))) if epoch.isascii() and epoch.isdigit() else None


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


def _address(record: "Record") -> str:
    """Return the first address of a publisher in *record*, "" if it has none."""
    bodies = (*record.publishers, *record.authorities, *record.distributors)
    return next((agent.email.text for agent in bodies if agent.email), "")


def _email(given: str, addresses: list[str]) -> str:
    """Return the address of somebody in charge: the one given, else the first that a publisher has in a header."""
    email = given or next(filter(None, addresses), "")
    if not EMAIL.fullmatch(email):
        said = f"--email: {email!r} is no address" if email else "no header has the e-mail address of a publisher"
        message = f"{said}; OAI-PMH asks for that of somebody in charge: give it with --email"
        raise UsageError(message)
    return email
