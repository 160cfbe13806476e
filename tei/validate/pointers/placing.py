"""Faults of pointers as findings: where each stands in its document, and what to say of it."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

from tei.corpus import Loss
from tei.diagnostics import Diagnostic, Severity, Span
from tei.document import read
from tei.errors import TeiError
from tei.validate import losses
from tei.validate.excerpts import Excerpt, excerpts
from tei.validate.pointers.facts import Facts, Fault, gather, identified, want
from tei.validate.pointers.tables import aim
from tei.validate.pointers.written import XML_ID, Pointer, own_place, pointers
from tei.validate.policy.suppressions import divided, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from tei.document import Document
    from tei.limits import Limits
    from tei.validate.remembered.footing import Footing
    from tei.validate.remembered.memory import Memo

_OF_IDENTIFIERS: Final = frozenset({"ptr.duplicate-id", "ptr.unused"})


class Source(NamedTuple):
    """A file that pointers lead into, and that is not itself checked."""

    path: str
    limits: "Limits"


class Faulty(NamedTuple):
    """A document to go back to; ``taken`` are the places that other findings have.

    ``header`` is the path of the document that it is part of, "" if it is one itself; ``via`` are the places where it
    is included. ``footing`` says what the findings stand on, if they are to be remembered.
    """

    path: str
    limits: "Limits"
    faults: tuple[Fault, ...]
    taken: frozenset[Span]
    header: str = ""
    via: tuple[str, ...] = ()
    footing: "Footing | None" = None

    @property
    def subject(self) -> str:
        """What is looked for, in words."""
        return repr((self.limits, self.faults, sorted(self.taken), self.header, self.via))


class Placed(NamedTuple):
    """Findings and their excerpts; ``memo`` is on its way into the cache."""

    findings: tuple[Diagnostic, ...] = ()
    excerpts: tuple[Excerpt | None, ...] = ()
    memo: "Memo | None" = None


def facts_of(source: Source) -> Facts | None:
    """Return the facts of the file, None if it cannot be read."""
    try:
        return gather(read(source.path, source.limits))[0]
    except TeiError:
        return None


def no_facts(_source: Source, _loss: Loss) -> None:
    """Return what stands for a file whose reading came to no end: nothing is known of it."""


def placed(faulty: Faulty) -> Placed:
    """Return the faults of a document as findings."""
    if faulty.footing is None:
        return _placed(faulty)
    from tei.validate.remembered import memory  # noqa: PLC0415 - a call that remembers nothing does without

    found: Placed = memory.noted(faulty, _placed)
    return found


def _placed(faulty: Faulty) -> Placed:
    try:
        document = read(faulty.path, faulty.limits)
        header = read(faulty.header, faulty.limits) if faulty.header else None
    except TeiError:  # It could be read before: somebody has changed it, and what was found is no more.
        return Placed()
    found = tuple(
        replace(one, included_by=faulty.via) for one in findings(document, faulty.faults, faulty.taken, header)
    )
    return Placed(found, excerpts(document.source, found))


def unplaced(faulty: Faulty, loss: Loss) -> Placed:
    """Return what stands for a document that came to no end when it was read again."""
    finding = losses.finding(faulty.path, loss)
    return Placed((finding,), (None,)) if finding else Placed()


def findings(
    document: "Document", faults: "Iterable[Fault]", taken: "Iterable[Span]", header: "Document | None" = None
) -> "Iterator[Diagnostic]":
    """Yield a finding for each fault, unless the attribute already has one: that is the same mistake in other words.

    *header* is what the document is part of, if it is.
    """
    remaining = list(faults)
    if not remaining:
        return
    known = frozenset(taken)
    yield from _of_identifiers(document, [one for one in remaining if one.rule in _OF_IDENTIFIERS], known)
    asking, suppressions = list(pointers(document, header)), said(document).suppressions
    places: dict[str, list[Pointer]] = {}
    for one in asking:
        places.setdefault(one.identifier, []).append(one)
    reported = set()
    for fault in remaining:
        if fault.rule in _OF_IDENTIFIERS:
            continue
        concerned = [one for one in places.get(fault.want.identifier, ()) if _concerns(fault, one)]
        key = (
            fault.rule,
            fault.place,
            fault.want if fault.rule in {"ptr.kind", "ptr.prefix"} else fault.want.identifier,
        )
        if not concerned or key in reported:
            continue
        reported.add(key)
        for alike in divided(concerned, document, fault.rule, suppressions):
            if document.attribute_span(alike[0].element, alike[0].attribute) not in known:
                yield _finding(document, fault, alike[0], len(alike) - 1)


def _concerns(fault: Fault, pointer: Pointer) -> bool:
    if pointer.place != fault.place:
        return False
    # What has no element is missing whoever asks for it; whether it is of the right kind depends on the attribute.
    return fault.rule not in {"ptr.kind", "ptr.prefix"} or want(pointer) == fault.want


def _finding(document: "Document", fault: Fault, pointer: Pointer, others: int) -> Diagnostic:
    message, *advice = _said(document, fault, pointer)
    more = {0: "", 1: "; so does another attribute"}.get(others, f"; so do {others:,} other attributes")
    return Diagnostic(
        fault.rule,
        message + more,
        document.path,
        document.word_span(pointer.element, pointer.attribute, pointer.number),
        xpath=f"{document.xpath(pointer.element)}/@{pointer.attribute}",
        help=tuple(advice),
    )


def _said(document: "Document", fault: Fault, pointer: Pointer) -> tuple[str, ...]:
    """Return the message and the help for a pointer."""
    here = fault.place == own_place(document)
    where = "here" if here else "there"
    shown = f"@{pointer.attribute} points at {_shown(pointer)}"
    if fault.rule == "ptr.prefix":
        scheme = pointer.prefix
        return (
            f"@{pointer.attribute} has {pointer.written}, and no prefixDef for {scheme} has a matchPattern that fits",
            "correct the pointer, or the matchPattern in the header",
        )
    if fault.rule == "ptr.ambiguous":
        return f"{shown}, an xml:id that several elements {where} have", "give each element an xml:id of its own"
    if fault.rule == "ptr.kind":
        goal = aim(fault.want.element, fault.want.attribute)
        return f"{shown}, a <{fault.found}>", f"@{pointer.attribute} should lead to {goal.phrase if goal else ''}"
    message = f"{shown}, an xml:id that no element {where} has"
    meant = _elsewhere(document, fault) if fault.elsewhere else _near(pointer, fault.near) if fault.near else ""
    return (message, f"did you mean {meant}?") if meant else (message,)


def _elsewhere(document: "Document", fault: Fault) -> str:
    """Return the pointer to what has the identifier in another file, "" if no relative one leads there."""
    folder = Path(own_place(document)).parent
    try:
        file = Path(os.path.relpath(fault.elsewhere, folder)).as_posix()
    except ValueError:  # Another drive of Windows.
        return ""
    return f"{quote(file)}#{fault.want.identifier}"


def _shown(pointer: Pointer) -> str:
    """Return the pointer as it is written, and what a private prefix makes of it."""
    meant = f"{pointer.file}#{pointer.identifier}"
    return pointer.written if "#" in pointer.written else f"{pointer.written} ({meant})"


def _near(pointer: Pointer, identifier: str) -> str:
    """Return the pointer with the identifier that may be meant."""
    written = pointer.written
    if written.endswith(pointer.identifier):
        return written[: len(written) - len(pointer.identifier)] + identifier
    return f"{pointer.file}#{identifier}"


def _of_identifiers(document: "Document", faults: list[Fault], taken: frozenset[Span]) -> "Iterator[Diagnostic]":
    """Yield a finding for each identifier that is repeated, or that nothing points at."""
    rules: dict[str, str] = {fault.want.identifier: fault.rule for fault in faults}
    firsts: dict[str, _Element] = {}
    for identifier, element in identified(document) if rules else ():
        first = firsts.setdefault(identifier, element)
        rule = rules.get(identifier, "")
        if not rule or (rule == "ptr.duplicate-id") == (first is element):
            continue
        span = document.attribute_span(element, XML_ID)
        if span not in taken:
            yield _of_identifier(document, rule, element, identifier, document.span(first).line)


def _of_identifier(document: "Document", rule: str, element: "_Element", identifier: str, line: int) -> Diagnostic:
    if rule == "ptr.unused":
        message = f'nothing points at xml:id="{identifier}"'
    else:
        message = f'xml:id="{identifier}" is taken: an element in line {line} has it'
    return Diagnostic(
        rule,
        message,
        document.path,
        document.attribute_span(element, XML_ID),
        Severity.WARNING if rule == "ptr.unused" else Severity.ERROR,
        xpath=f"{document.xpath(element)}/@xml:id",
    )
