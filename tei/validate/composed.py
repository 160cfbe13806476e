"""Documents that other documents include: what is told of them where, so that nothing is told twice."""

import os
from typing import TYPE_CHECKING, NamedTuple

from tei.validate.results import Checked, Left, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tei.diagnostics import Diagnostic


class Whole(NamedTuple):
    """The results that count, and the paths of the documents that were checked as parts of others only."""

    results: "tuple[Checked | Unreadable | Left, ...]"
    parts: tuple[str, ...]


def without_parts(results: "Sequence[Checked | Unreadable | Left]") -> Whole:
    """Return *results* without the fragments that other documents include: they are checked where they belong.

    A fragment is what has another root than a TEI document has; one that is valid by itself stays.
    """
    includers = {
        place for one in results if isinstance(one, Checked) for place in one.included if place != _place(one.path)
    }
    if not includers:
        return Whole(tuple(results), ())
    parts = {
        index: one.path
        for index, one in enumerate(results)
        if isinstance(one, Checked) and one.fragment and not one.valid and _place(one.path) in includers
    }
    kept = tuple(one for index, one in enumerate(results) if index not in parts)
    return Whole(kept, tuple(parts.values()))


def _place(path: str) -> str:
    return os.path.realpath(path)


def told_once(documents: "Iterable[Checked]") -> list[Checked]:
    """Return *documents* with each finding in an included file told with one of them.

    That is the file itself, if it is among them, else the first that includes it. The others are as little valid.
    """
    listed = list(documents)
    if not any(one.included for one in listed):
        return listed
    owners: dict[tuple[object, ...], str] = {}
    for document in listed:
        for finding in document.findings:
            if finding.path == document.path:
                owners[_key(finding)] = document.path
    for document in listed:
        for finding in document.findings:
            owners.setdefault(_key(finding), document.path)
    return [_own(document, owners) for document in listed]


def _own(document: Checked, owners: "dict[tuple[object, ...], str]") -> Checked:
    pairs = list(zip(document.findings, document.excerpts, strict=True))
    own = [pair for pair in pairs if owners[_key(pair[0])] == document.path]
    if len(own) == len(pairs):
        return document
    return document._replace(
        findings=tuple(finding for finding, _excerpt in own),
        excerpts=tuple(excerpt for _finding, excerpt in own),
        repeated=tuple(finding for finding, _excerpt in pairs if owners[_key(finding)] != document.path),
    )


def _key(finding: "Diagnostic") -> tuple[object, ...]:
    return finding.path, finding.span, finding.rule, finding.message
