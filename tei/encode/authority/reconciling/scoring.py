"""How likely a record is of the one whom an entry is of, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.authority.reconciling.records import date
from tei.encode.authority.wording import key

if TYPE_CHECKING:
    from tei.encode.authority.entries import Entry
    from tei.encode.authority.reconciling.records import Record

_MAIN: Final = 0.6
"""The main name of one is a name of the other."""
_OTHER: Final = 0.5
"""Some other name is."""
_FURTHER: Final = 0.1
_MOST_FURTHER: Final = 0.3
"""What each further name in common adds, and all of them at most."""
_DAY: Final = 0.2
_YEAR: Final = 0.15
_CONFLICT: Final = -0.6
_NEAR_YEARS: Final = 1
"""Dates of the Julian calendar, and of reference works, differ by a year often enough."""
_NEAR: Final = 0.05


class Score(NamedTuple):
    """From 0 to 1, and the reasons in plain words."""

    value: float
    why: tuple[str, ...]


def form(name: str, kind: str) -> str:
    """What *name* is compared by; of a person the order of its words does not matter, so that commas may stand."""
    words = key(name).split()
    return " ".join(sorted(words) if kind == "person" else words)


def score(entry: Entry, record: Record) -> Score | None:
    """How well *record* fits *entry*, None if no name fits or one is a person and the other is not."""
    if record.person is not None and record.person != (entry.kind == "person"):
        return None
    own = {form(name.text, entry.kind): name for name in reversed(entry.names)}
    shared = list(dict.fromkeys(one for name in record.names if (one := form(name, entry.kind)) in own))
    if not shared:
        return None
    main = form(record.names[0], entry.kind) in shared or any(own[one].kind == "main" for one in shared)
    value = _MAIN if main else _OTHER
    why = [f"“{own[shared[0]].text}” is {'its name' if main else 'a name of it'}"]
    if len(shared) > 1:
        value += min(_FURTHER * (len(shared) - 1), _MOST_FURTHER)
        why.append(f"{len(shared)} names in common")
    for event, mine, theirs in (
        ("birth", date(entry.birth), record.birth),
        ("death", date(entry.death), record.death),
    ):
        weight, reason = _dates(event, mine, theirs)
        value += weight
        why += [reason] if reason else []
    return Score(round(max(0.0, min(value, 1.0)), 2), tuple(why))


def _dates(event: str, mine: str, theirs: str) -> tuple[float, str]:
    if not mine or not theirs:
        return 0.0, ""
    same = min(len(mine), len(theirs))
    if mine[:same] == theirs[:same]:
        return (_DAY if same > len("1949-01") else _YEAR), f"{event} {mine[:same]}"
    years = abs(_year(mine) - _year(theirs))
    if years <= _NEAR_YEARS:
        return _NEAR, f"{event} {mine} and {theirs}"
    return _CONFLICT, f"{event} {mine}, but {theirs}"


def _year(day: str) -> int:
    """The year of a date that `date` has passed; one before our era begins with a hyphen."""
    return int(day[:1] + day[1:].partition("-")[0])
