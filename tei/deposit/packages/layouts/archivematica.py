"""A transfer for Archivematica: a bag with ``data/objects`` and, beside it, ``data/metadata/metadata.csv``."""

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei.deposit.packages import files
from tei.deposit.packages.layouts import bagit
from tei.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.deposit.packages.cards import Card
    from tei.deposit.packages.contents import Contents
    from tei.deposit.packages.members import Bundle

INNER: Final = "data/objects"
SUFFIX: Final = ""

_TABLE: Final = "metadata/metadata.csv"
_OBJECTS: Final = "objects/"
_KEPT: Final = re.compile(r"[A-Za-z0-9._()/-]*")
_COLUMNS: Final = ("title", "creator", "publisher", "date", "language", "identifier", "rights", "subject")


def finish(root: Path, contents: "Contents", _target: Path) -> Path:
    """Return *root*, a transfer now."""
    table = files.write(root / "data", _TABLE, _metadata(contents))
    bagit.write_tags(root, bagit.with_entries(contents, _OBJECTS, table), "data/")
    return root


def renamed(bundle: "Bundle") -> "Iterator[Diagnostic]":
    """Yield a warning for each document whose name Archivematica changes when it takes the transfer in."""
    for member in bundle.members:
        if not _KEPT.fullmatch(member.inside):
            message = f"Archivematica renames {member.inside}: it keeps letters and digits of ASCII and . _ - ( ) alone"
            advice = "rename the file before, if other files or people know it by its name"
            path = str(member.path)
            yield Diagnostic("dep.name-archivematica", message, path, severity=Severity.WARNING, help=(advice,))


def _metadata(contents: "Contents") -> bytes:
    """Return the table: a row for each document, as many columns for a term as one document needs."""
    rows = [(member.inside, _facts(card)) for member, card in zip(contents.members, contents.cards, strict=True)]
    widths = {name: max(len(facts[name]) for _path, facts in rows) for name in _COLUMNS}
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["filename", *(f"dc.{name}" for name in _COLUMNS for _ in range(widths[name]))])
    for path, facts in rows:
        padded = [[*facts[name], *[""] * (widths[name] - len(facts[name]))] for name in _COLUMNS]
        writer.writerow([_OBJECTS + path, *(value for values in padded for value in values)])
    return stream.getvalue().encode("utf-8")


def _facts(card: "Card") -> dict[str, list[str]]:
    said: dict[str, Iterable[str | None]] = {
        "title": [card.title],
        "creator": [one.sort_name for one in card.creators],
        "publisher": [card.publisher.name if card.publisher else None],
        "date": [card.day],
        "language": [card.language],
        "identifier": card.identifiers,
        "rights": [*([card.licence[1] or card.licence[0]] if card.licence else []), card.rights],
        "subject": card.keywords,
    }
    return {name: [" ".join(value.split()) for value in values if value] for name, values in said.items()}
