"""What each repository requires, and refuses a deposit without: the rules that become errors, and rules of its own.

Source: the documentation of each, and what real servers answered; docs/deposit-check.md tells what was found where.
"""

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.metadata.crosswalks import choices
from tei.metadata.crosswalks.invenio import LEAST_TITLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tei.deposit.cases import Case
    from tei.diagnostics import Diagnostic

_TITLES: Final = ("fileDesc", "titleStmt")
_KEPT_NAME: Final = re.compile(r"[A-Za-z0-9_.-]+")


class Target(NamedTuple):
    """A repository: its name, the rules that it requires to be kept, and what it has besides."""

    title: str
    required: frozenset[str]
    judges: "tuple[Callable[[Case], list[Diagnostic]], ...]" = ()


def date_taken(case: "Case") -> "list[Diagnostic]":
    """Return a finding for a date of publication that is no EDTF of level 0, which is what the server takes."""
    published = case.record.publication_date
    if published is None or choices.plain_date(published):
        return []
    told = published.edtf or published.text
    message = f"the date of publication, “{told}”, is none that the server takes"
    advice = 'write when="YYYY", "YYYY-MM" or "YYYY-MM-DD", or from="…" and to="…" both'
    return [case.wrong("dep.date-not-taken", message, advice, published.origin)]


def title_taken(case: "Case") -> "list[Diagnostic]":
    """Return a finding for a title that is shorter than the server takes."""
    title = case.record.title
    if title is None or len(title.text) >= LEAST_TITLE:
        return []
    message = f"the title, “{title.text}”, is shorter than the server takes"
    return [case.wrong("dep.title-too-short", message, f"write at least {LEAST_TITLE} characters", title.origin)]


def contact(case: "Case") -> "list[Diagnostic]":
    """Return a finding if there is nobody to write to."""
    if choices.email(case.record):
        return []
    message = "there is no e-mail address, and Dataverse asks for somebody to write to"
    advice = "<email>…</email> beside the <persName> of an <author>, <editor> or <respStmt>"
    return [case.missing("dep.contact-missing", message, advice, *_TITLES)]


def name_parts(case: "Case") -> "list[Diagnostic]":
    """Return a finding for each person whose surname and forename are not told apart."""
    return [
        case.wrong(
            "dep.name-undivided",
            f"{one.display} has no surname and forename of its own",
            "write <persName><forename>…</forename> <surname>…</surname></persName>",
            one.origin,
        )
        for one in choices.creators(case.record)
        if one.kind != "organisation" and not (one.surname and one.forename)
    ]


def domain(case: "Case") -> "list[Diagnostic]":
    """Return a finding if no class code is of HAL's list of domains."""
    if any("haldomain" in (one.scheme or "").lower() for one in case.record.subjects):
        return []
    message = "no domain is named, and HAL asks for one of its list"
    advice = '<classCode scheme="halDomain">shs.hist</classCode>, or another domain,'
    return [case.missing("dep.domain-missing", message, advice, "profileDesc", "textClass")]


def file_name(case: "Case") -> "list[Diagnostic]":
    """Return a finding if the file's name has characters that the repository replaces."""
    name = PurePath(case.record.path).name
    if _KEPT_NAME.fullmatch(name):
        return []
    message = f"the name of the file, “{name}”, would be changed"
    advice = "call it by letters A to Z, digits, underscore, hyphen and full stop alone"
    return [case.wrong("dep.file-name", message, advice, case.record.origin)]


_TITLE_AND_DATE: Final = frozenset({"dep.title-missing", "dep.date-missing"})
_DATACITE: Final = _TITLE_AND_DATE | {"dep.creator-missing", "dep.publisher-missing"}
TARGETS: Final = {
    "invenio": Target("InvenioRDM", _DATACITE, (title_taken, date_taken)),
    "zenodo": Target("Zenodo", _DATACITE, (title_taken, date_taken)),
    "dspace": Target("DSpace", _TITLE_AND_DATE),
    "dataverse": Target(
        "Dataverse", frozenset({"dep.title-missing", "dep.creator-missing", "dep.abstract-missing"}), (contact,)
    ),
    "hal": Target(
        "HAL",
        frozenset({"dep.title-missing", "dep.creator-missing", "dep.language-missing", "dep.abstract-missing"}),
        (name_parts, domain),
    ),
    "archivematica": Target("Archivematica", frozenset({"dep.title-missing"}), (file_name,)),
    "saf": Target("DSpace's Simple Archive Format", _TITLE_AND_DATE, (file_name,)),
}
