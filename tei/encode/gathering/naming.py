"""Names with what they point at, and who wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.gathering.words import spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tei.encode.gathering.survey import Survey
    from tei.encode.information import Named

_POINTING: Final = ("persName", "orgName", "placeName", "country", "geogName", "region", "settlement")


def authors(writers: Iterable[Named], labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return who wrote, each once, by the main name of the entry if there is one."""
    return tuple(dict.fromkeys(labels.get(one.ref, one.text) for one in writers))


def pointers(found: Survey, writers: Iterable[Named], labels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the names that point at an entry, with the pointer: as they are written, and by the main name.

    A name that points at several entries is left out; so are names of covers and glosses, which say nothing elsewhere.
    """
    pairs = [(labels.get(one.ref, one.text), one.ref) for one in writers]
    for one in found.of(*_POINTING):
        ref = one.get("ref", "")
        if len(ref.split()) == 1 and one.get("type") != "cover":
            pairs.append((spelled(one), ref))
            pairs.append((labels.get(ref, ""), ref))
    known: dict[str, set[str]] = {}
    for name, ref in pairs:
        if name and ref:
            known.setdefault(name, set()).add(ref)
    return tuple((name, ref) for name, refs in known.items() if len(refs) == 1 for ref in refs)
