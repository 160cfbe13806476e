"""Times of day: ``11.30 a.m.``, ``11:30``, ``23h15``, ``1500 hours``, ``at 1100``, ``noon``, with their zones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.dates.grammar import form
from tei.encode.dates.values import Clock

if TYPE_CHECKING:
    from tei.encode.dates.grammar import Item, Made, Reading

_NOON: Final = 12
_HOURS: Final = 24
_MINUTES: Final = 60
_MONTHS: Final = frozenset({"month", "weakmonth", "shortmonth"})
_ZULU: Final = frozenset({"Z", "GMT", "UTC"})


def clock(hour: int, minute: int, zone: str = "") -> Clock | None:
    """Return the time of day, None if no clock shows it; 24:00 is the end of the day."""
    if minute >= _MINUTES or hour > _HOURS or (hour == _HOURS and minute):
        return None
    return Clock(hour, minute, zone=zone)


def clock_of_four(digits: str, zone: str = "") -> Clock | None:
    """Return the time that ``1100`` tells."""
    return clock(int(digits[:2]), int(digits[2:]), zone)


def clock_of_six(digits: str, zone: str) -> Clock | None:
    """Return the time in a date-time group, ``232300`` and the letter of its zone, "" if it has none."""
    return clock_of_four(digits[2:], offset(zone))


def offset(zone: str) -> str:
    """Return what ISO 8601 writes for a zone of one letter, ``Z`` or ``+03:00``; "" for J, which is local time.

    Source: ACP 121, where A to M without J are east of Greenwich, N to Y west.
    """
    if zone.upper() in _ZULU:
        return "Z"
    if len(zone) != 1 or zone == "J":
        return ""
    east = "ABCDEFGHIKLM".find(zone) + 1
    west = "NOPQRSTUVWXY".find(zone) + 1
    return f"+{east:02}:00" if east else f"-{west:02}:00" if west else ""


def _zone(reading: Reading) -> str:
    zone = reading["zone"]
    return offset(zone.text) if zone else ""


def _made(reading: Reading, told: Clock | None, first: int = -1, last: int = -1) -> Made | None:
    return None if told is None else reading.made("time", told, first, last)


def _meridiem(reading: Reading, hour: int, minute: int) -> Clock | None:
    """Return the time on a clock of twelve hours."""
    half = reading["half"]
    if half is None or not 0 < hour <= _NOON:
        return None
    return clock(hour % _NOON + _NOON * half.text.lower().startswith("p"), minute, _zone(reading))


def _twelve(reading: Reading) -> Made | None:
    """``11.30 a.m.``, ``11 p.m.``, ``11:30pm``; the last full stop belongs to it if the first is there."""
    hour, minute = reading["hour"], reading["minute"]
    half = reading.at("half")
    if hour is None or (minute is not None and not reading.is_glued(reading.first, reading.at("minute") + 1)):
        return None
    last = reading.last
    marks = [reading.item(at).sort for at in range(half, last)]
    if marks[-1] == "stop" and marks.count("stop") == 1:
        last -= 1
    return _made(reading, _meridiem(reading, int(hour.text), int(minute.text) if minute else 0), -1, last)


def _colon(reading: Reading) -> Made | None:
    """``11:30``, ``23:00:15``; not a ratio or a verse, whose second number has one digit or goes on."""
    hour, minute, second = (reading[name] for name in ("hour", "minute", "second"))
    if hour is None or minute is None or len(minute.text) != 2 or _is_part(reading):  # noqa: PLR2004 - two digits
        return None
    if not reading.is_glued(reading.first, reading.at("minute") + 1):
        return None
    told = clock(int(hour.text), int(minute.text), _zone(reading))
    if told is not None and second is not None:
        told = Clock(told.hour, told.minute, int(second.text), told.zone) if int(second.text) < _MINUTES else None
    return _made(reading, told)


def _is_part(reading: Reading) -> bool:
    """Return whether the number goes on, before or after: ``1:11:30:45``, ``Matthew 5:11``."""
    before, after = reading.before, reading.item(reading.last)
    return (
        (before.sort in {"colon", "slash", "reference"} and before.end == reading.item(reading.first).start)
        or (after.sort == "colon" and reading.item(reading.last + 1).sort in {"number", "four"})
        or after.sort == "measure"
        or (before.sort == "word" and before.text[:1].isupper() and before.end < reading.item(reading.first).start)
    )


def _letter(reading: Reading) -> Made | None:
    """``23h15``, ``23 h 15``, ``15 Uhr 30``, ``15 часов``; ``8 hours`` are a duration."""
    hour, minute, hours = reading["hour"], reading["minute"], reading["hours"]
    if (
        hour is None
        or hours is None
        or (minute is None and hours.text.lower() not in {"uhr", "h", "heures", "часов", "часа"})
    ):
        return None
    if hours.text == "h" and minute is None and not reading.is_glued():
        return None
    if minute is not None and len(minute.text) != 2:  # noqa: PLR2004 - two digits
        return None
    if minute is not None and reading.item(reading.at("minute") + 1).sort in _MONTHS:
        # ``15 часов 21 октября``: the second number is the day.
        return _made(reading, clock(int(hour.text), 0), -1, reading.at("minute"))
    return _made(reading, clock(int(hour.text), int(minute.text) if minute else 0, _zone(reading)))


def _four(reading: Reading) -> Made | None:
    """``1500 hours``, ``1100Z``, ``at 1100``, ``received 1100``."""
    digits = reading["digits"]
    place = reading.at("digits")
    if reading.item(place + 1).text == "H" and not reading.is_glued(place, place + 2):
        # An initial: ``2018 H. Anvin``.
        return None
    if digits is None or _is_counted(reading.item(reading.last)) or reading.item(place - 1).sort == "reference":
        return None
    return _made(reading, clock_of_four(digits.text, _zone(reading)), place)


def _is_counted(following: Item) -> bool:
    """Return whether what follows a number is a noun, so that it counts something."""
    return following.sort in {"measure", "slash", "digits"} or (following.sort == "word" and following.text.islower())


def _stop(reading: Reading) -> Made | None:
    """``at 11.30``."""
    hour, minute = reading["hour"], reading["minute"]
    if hour is None or minute is None or len(minute.text) != 2:  # noqa: PLR2004 - two digits
        return None
    first = reading.at("hour")
    following, beyond = reading.item(reading.last), reading.item(reading.last + 1)
    if not reading.is_glued(first, first + 3) or following.sort in {"measure", "ampm", "letterap"}:
        return None
    if following.sort == "stop" and beyond.start == following.end:
        return None
    return _made(reading, clock(int(hour.text), int(minute.text), _zone(reading)), first)


def _clock(reading: Reading) -> Made | None:
    """``11 o'clock``: whether of the morning or the evening is not told."""
    hour = reading["hour"]
    if hour is None or not 0 < int(hour.text) <= _NOON:
        return None
    doubt = f"“{hour.text} o’clock” may be in the morning or in the evening; the morning is taken"
    return _made(reading, Clock(int(hour.text), 0, doubts=(doubt,)))


def _noon(reading: Reading) -> Made | None:
    word, hour = reading["word"], reading["hour"]
    if word is None or (hour is not None and hour.text != str(_NOON)):
        return None
    place = reading.first if hour is not None else reading.at("word")
    if word.text.lower() != "midnight":
        return _made(reading, Clock(_NOON, 0), place)
    doubt = "midnight may begin the day or end it; the beginning is taken"
    return _made(reading, Clock(0, 0, doubts=(doubt,)), place)


_FRAGMENTS: Final = {
    "HALF": "ampm | letterap stop? letterm stop?",
    "ZONE": "zone=zone | place timeword",
}
_FORMS: Final = (
    ("hour=number ((stop | colon) minute=number)? half=HALF (ZONE)?", _twelve),
    ("hour=number colon minute=number (colon second=number)? (hours | ZONE | hours ZONE)?", _colon),
    ("hour=number hours=(letterh | hours) minute=number? (ZONE)?", _letter),
    ("digits=four (hours | letterh) (ZONE)?", _four),
    ("digits=four (ZONE)", _four),
    ("(at | clerical) digits=four (hours | letterh)? (ZONE)?", _four),
    ("at hour=number stop minute=number (hours | ZONE | hours ZONE)?", _stop),
    ("hour=number lettero apostrophe clock", _clock),
    ("(at | hour=number) word=noon", _noon),
)

FORMS: Final = tuple(form(text, read, _FRAGMENTS) for text, read in _FORMS)
