"""The one folder that every package is made from, filled document by document and never held in memory."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import corpus
from tei.deposit.packages import crate, files, readme, recipe, schemas
from tei.deposit.packages.cards import Card, latest
from tei.deposit.packages.making import Made, Order, examine, make
from tei.diagnostics import Diagnostic, Severity
from tei.document.loading import load
from tei.errors import EnvironmentFault
from tei.metadata import stamps
from tei.validate import reports
from tei.validate.results import Checked, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tei.deposit.packages.files import Entry
    from tei.deposit.packages.making import Examined
    from tei.deposit.packages.members import Bundle, Member

REPORT: Final = "validation.json"
REPORT_TEXT: Final = "validation.txt"
README: Final = "README.md"
CRATE: Final = "ro-crate-metadata.json"
_EFFORT: Final = 0.2


class Wishes(NamedTuple):
    """How packages are to be made, the same for all of a call."""

    form: str = "bagit"
    pdf: bool = True
    allow_invalid: bool = False
    replace: bool = False
    stylesheet: Path | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """What a filled folder holds: its files in the order of their paths, and what is said of the documents."""

    name: str
    title: str
    entries: "tuple[Entry, ...]"
    members: "tuple[Member, ...]"
    cards: tuple[Card, ...]

    @property
    def day(self) -> str | None:
        """The day of the package: what ``SOURCE_DATE_EPOCH`` says, else that of its latest document."""
        return stamps.asked() or latest(self.cards)

    @property
    def card(self) -> Card | None:
        """The card of the only document; None of a collection."""
        return self.cards[0] if len(self.cards) == 1 else None


class Refused(NamedTuple):
    """Why there is no package: the findings of the documents that cannot be packed."""

    findings: tuple[Diagnostic, ...]


def effort(_document: object) -> float:
    """Return how long a document takes, as a multiple of what it takes to start a process for it."""
    return _EFFORT


def fill(
    root: Path,
    bundle: "Bundle",
    wishes: Wishes,
    *,
    jobs: int = 1,
    progress: "Callable[[int, int], None] | None" = None,
) -> Contents | Refused:
    """Return what *root*, an empty folder, has been filled with.

    All documents are checked before the first edition is made, which takes much longer: a fault is told at once.
    Raises :class:`~tei.errors.TeiError` for what concerns schemas, stylesheets or the machine.
    """
    tell = progress or (lambda _done, _of: None)
    orders = [
        Order(member, bundle.plan, root, bundle.authority_inside, wishes.stylesheet, wishes.pdf, wishes.allow_invalid)
        for member in bundle.members
    ]
    examined: list[Examined] = []
    for one in corpus.execute(examine, orders, jobs=jobs, effort=effort):
        examined.append(one)
        tell(len(examined), len(orders))
    refusals = [finding for one in examined for finding in _refusal(one)]
    if refusals:
        return Refused(tuple(refusals))
    made: list[Made] = []
    for done in corpus.execute(make, list(zip(orders, examined, strict=True)), jobs=jobs, effort=effort):
        made.append(done)
        tell(len(made), len(orders))
    cards = tuple(one.card for one in made)
    entries = [entry for one in made for entry in one.entries]
    entries += _together(root, bundle, made)
    entries.append(files.write(root, recipe.NAME, recipe.text(recipe.of(bundle, wishes, entries))))
    title = cards[0].title if len(cards) == 1 else bundle.title
    entries.append(files.write(root, README, readme.text(title, cards, bundle, entries)))
    ordered = tuple(sorted(entries))
    described = crate.text(Contents(bundle.name, title, ordered, bundle.members, cards))
    crated = files.write(root, CRATE, described)
    return Contents(bundle.name, title, tuple(sorted((*ordered, crated))), bundle.members, cards)


def _refusal(examined: "Examined") -> "Iterable[Diagnostic]":
    """Yield the errors of a document that cannot be packed, and the sentence that says so."""
    for fault in examined.checked.faults:
        raise EnvironmentFault(fault)
    if examined.digest:
        return
    errors = [finding for finding in examined.checked.findings if finding.severity is Severity.ERROR]
    yield from errors
    count = "1 error" if len(errors) == 1 else f"{len(errors):,} errors"
    message = f"is not packed, for it has {count}"
    advice = () if errors[0].rule.startswith("xml.") else ("mend it, or pack it as it is with --allow-invalid",)
    yield Diagnostic("dep.invalid", message, examined.checked.path, help=advice)


def _together(root: Path, bundle: "Bundle", made: "Sequence[Made]") -> "Iterable[Entry]":
    """Yield what the documents have in common: the authority file, the schemas, the report on their validation."""
    authority = bundle.authority_inside if any(one.points for one in made) else None
    if authority is not None and bundle.plan.authority is not None:
        named = {member.inside for member in bundle.members}
        if authority not in named:
            yield files.write(root, authority, load(bundle.plan.authority, bundle.plan.limits))
    used = schemas.of_plan(bundle.plan, [path for one in made for path in one.described])
    for inside, path in used.files:
        yield files.write(root, inside, load(path, bundle.plan.limits))
    yield files.write(root, schemas.LIST, used.listed(authority))
    report = Report(tuple(_placed(one) for one in made), schemas=bundle.plan.names)
    yield files.write(root, REPORT, reports.render(report, "json").encode("utf-8"))
    yield files.write(root, REPORT_TEXT, reports.render(report, "text").encode("utf-8"))


def _placed(made: Made) -> Checked:
    """Return the outcome of a validation with the document's path in the package, and none of this machine."""
    inside = made.member.inside
    findings = tuple(replace(finding, path=inside) for finding in made.checked.findings)
    return made.checked._replace(path=inside, findings=findings, unchecked=())
