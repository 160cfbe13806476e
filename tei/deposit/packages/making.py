"""One document's files in a package: itself, its editions, its metadata in every form. Runs on any process."""

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import metadata, render
from tei.deposit.packages import files, schemas
from tei.deposit.packages.cards import Card, card
from tei.deposit.packages.members import Member
from tei.document import Document, parse
from tei.document.loading import load
from tei.errors import DocumentError, EnvironmentFault
from tei.metadata import crosswalks
from tei.validate import closer
from tei.validate.associate import Plan
from tei.validate.pointers.files import unchecked_files
from tei.validate.results import Checked
from tei.validate.stamped import Stamped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.deposit.packages.files import Entry
    from tei.limits import Limits
    from tei.metadata import Record

EDITIONS: Final = "editions"
METADATA: Final = "metadata"


class Order(NamedTuple):
    """What to make, and where: *root* is the folder that is being filled."""

    member: Member
    plan: Plan
    root: Path
    authority_inside: str | None
    stylesheet: Path | None = None
    pdf: bool = True
    allow_invalid: bool = False


class Examined(NamedTuple):
    """The outcome of a document's validation, and the SHA-256 of its bytes; "" if it cannot be packed."""

    checked: Checked
    digest: str = ""


class Made(NamedTuple):
    """The files of one document in a package.

    ``described`` are the ODDs that its header names; ``points`` says whether it points into the authority file.
    """

    member: Member
    checked: Checked
    card: Card
    entries: "tuple[Entry, ...]" = ()
    described: tuple[Path, ...] = ()
    points: bool = False


def examine(order: Order) -> Examined:
    """Return whether the document of *order* can be packed: it is well-formed, and valid unless the order allows it.

    Raises :class:`~tei.errors.TeiError` for what concerns schemas or the machine.
    """
    member, plan = order.member, order.plan
    path = str(member.path)
    try:
        data = load(member.path, plan.limits)
        parse(data, path, plan.limits)
    except DocumentError as fault:
        findings = tuple(sorted(dict.fromkeys(fault.diagnostics)))
        return Examined(Checked(path, findings, (None,) * len(findings)))
    checked = closer.check(data, path, plan)
    allowed = checked.valid or order.allow_invalid
    return Examined(checked, hashlib.sha256(data).hexdigest() if allowed else "")


def make(task: tuple[Order, Examined]) -> Made:
    """Return the files of a document that was examined, after they have been written.

    Raises :class:`~tei.errors.TeiError` for what concerns stylesheets or the machine, and if the document is not the
    one that was examined.
    """
    order, (checked, digest) = task
    member, plan = order.member, order.plan
    data = load(member.path, plan.limits)
    if hashlib.sha256(data).hexdigest() != digest:
        message = f"{member.path} was changed while it was being packed; pack again"
        raise EnvironmentFault(message)
    given = parse(data, str(member.path), plan.limits)
    points = points_into(given, plan.authority)
    # Everything is made from the document as it lies in the package, so that it can be made again there.
    document = parse(data, member.inside, plan.limits)
    authority = authority_of(plan, order.authority_inside) if points else None
    record = metadata.read(document, authority)
    written = [files.write(order.root, member.inside, data)]
    for name, content in (*editions(order, document, authority), *forms(record, member)):
        written.append(files.write(order.root, name, content))
    described = schemas.odds([one.target for one in record.schemas if one.target], member.path, plan)
    return Made(member, checked, card(record, member.name), tuple(written), described, points)


def points_into(document: Document, authority: Path | None) -> bool:
    """Return whether *document* points into the file *authority*."""
    if authority is None:
        return False
    wanted = os.path.realpath(authority)
    return any(os.path.realpath(file) == wanted for file in unchecked_files(document, ()))


def editions(order: Order, document: Document, authority: Document | None) -> "Iterator[tuple[str, bytes]]":
    """Yield the editions of *document*, if it has a text, each with its path in the package."""
    if not render.has_text(document):
        return
    name = f"{EDITIONS}/{order.member.name}"
    yield f"{name}.html", render.html(document, authority=authority, stylesheet=order.stylesheet).encode("utf-8")
    yield f"{name}.txt", render.text(document, authority=authority).encode("utf-8")
    if order.pdf:
        yield f"{name}.pdf", render.pdf(document, authority=authority, stylesheet=order.stylesheet)


def forms(record: "Record", member: Member) -> "Iterator[tuple[str, bytes]]":
    """Yield the metadata of a document in every form, each with its path in the package."""
    for name, form in crosswalks.FORMS.items():
        yield f"{METADATA}/{member.name}/{form.file_name}", crosswalks.write(record, name)


def authority_of(plan: Plan, inside: str | None) -> Document | None:
    """Return the authority file of *plan* as it lies in the package, at *inside*; it is parsed once a process."""
    return (
        None
        if plan.authority is None or inside is None
        else _authority(Stamped.of(plan.authority), inside, plan.limits)
    )


@cache
def _authority(file: Stamped, inside: str, limits: "Limits") -> Document:
    return parse(load(file.path, limits), inside, limits)
