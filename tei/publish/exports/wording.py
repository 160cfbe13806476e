"""Names, dates and titles as the citation styles of English have them.

Source: The Chicago Manual of Style, 18th edition, chapters 8, 9 and 13; MLA Handbook, 9th edition, chapter 5.
"""

from typing import TYPE_CHECKING, Final, NamedTuple

from tei.metadata.crosswalks import choices, citations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tei.metadata.values import Agent, Date

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SHORT_MONTHS: Final = (
    *("Jan.", "Feb.", "Mar.", "Apr.", "May", "June"),
    *("July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)
_INNER: Final = str.maketrans({"“": "‘", "”": "’", "„": "‚", "«": "‹", "»": "›"})
# Embeddings, overrides and isolates; the two marks of direction reach no further than their neighbours.
_TURNING: Final = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_ENDINGS: Final = (".", "?", "!", "…")
_CLOSING: Final = "”’\"'›»)"


class Run(NamedTuple):
    """Some words of a citation; *italic* if they are the title of a whole."""

    text: str
    italic: bool = False


class Order(NamedTuple):
    """How a style writes days: its months, and whether the day stands behind the month, with a comma."""

    months: "Sequence[str]"
    is_month_first: bool


CHICAGO: Final = Order(MONTHS, is_month_first=True)
MLA: Final = Order(SHORT_MONTHS, is_month_first=False)


def plain(runs: "Iterable[Run]") -> str:
    """Return the words of *runs* without their type."""
    return "".join(run.text for run in runs)


def spoken(agent: "Agent") -> str:
    """Return the name as it is spoken: “Ivan Kovalev”."""
    return _one_line(agent.natural_name)


def filed(agent: "Agent") -> str:
    """Return the name as a bibliography sorts it: “Kovalev, Ivan”; where the surname is first anyhow, as it is."""
    parts = citations.name(agent)
    if parts is None or ("," not in agent.display and agent.display.startswith(parts.surname)):
        return _one_line(agent.display)
    given = " ".join(filter(None, (parts.forename, parts.link)))
    return _one_line(", ".join(filter(None, (parts.surname, given, parts.generation))))


def joined(names: "Sequence[str]", *, serial: bool = False) -> str:
    """Return *names* with “and” before the last; *serial* puts a comma there also between two of them."""
    if len(names) < 2:  # noqa: PLR2004 - one name, or none
        return "".join(names)
    comma = "," if serial or len(names) > 2 else ""  # noqa: PLR2004 - two names
    return f"{', '.join(names[:-1])}{comma} and {names[-1]}"


def quoted(title: str, end: str) -> str:
    """Return *title* between quotation marks, with the mark *end* inside; a full stop after another end is left out."""
    words = _inner(_one_line(title))
    bare = words.rstrip(_CLOSING)
    if end == "." and bare.endswith(_ENDINGS):
        end = ""
    return f"“{words}{end}”"


def ended(words: str) -> str:
    """Return *words* with a full stop, if they have no end yet."""
    return words if not words or words.rstrip(_CLOSING).endswith(_ENDINGS) else f"{words}."


def date(value: "Date | None", order: Order) -> str:
    """Return a date in words: “October 23, 1949”, “23 Oct. 1949”; the header's own where it has no plain one."""
    if value is None:
        return ""
    told = choices.plain_date(value)
    if told is None:
        return _one_line(value.text)
    start, _, end = told.partition("/")
    words = _span(start, end, order) if end else _point(start, order)
    return f"ca. {words}" if (value.edtf or "").endswith(("~", "%")) else words


def _one_line(words: str) -> str:
    """Return *words* on one line, without marks that would turn what follows them round."""
    return " ".join(words.translate(_TURNING).split())


def _inner(title: str) -> str:
    """Return *title* with the quotation marks that stand inside others."""
    german = "„" in title
    made = title.translate(_INNER)
    if german:
        made = made.replace("’", "‘") if "”" not in title else made
    opened, found = False, []
    for sign in made:
        if sign == '"':
            found.append("’" if opened else "‘")
            opened = not opened
        else:
            found.append(sign)
    return "".join(found)


def _point(point: str, order: Order) -> str:
    year, month, day = _parts(point)
    if not month:
        return year
    if not day:
        return f"{month_of(month, order)} {year}"
    if order.is_month_first:
        return f"{month_of(month, order)} {int(day)}, {year}"
    return f"{int(day)} {month_of(month, order)} {year}"


def _span(start: str, end: str, order: Order) -> str:
    """Return a range; what both ends have in common is said once."""
    one, other = _parts(start), _parts(end)
    dash = "–" if order.is_month_first else "-"
    if not one[1] and not other[1]:
        return f"{start}{dash}{end}"
    if one[:2] == other[:2] and one[2] and other[2]:
        days = f"{int(one[2])}{dash}{int(other[2])}"
        name = month_of(one[1], order)
        return f"{name} {days}, {one[0]}" if order.is_month_first else f"{days} {name} {one[0]}"
    return f"{_point(start, order)} {dash} {_point(end, order)}"


def _parts(point: str) -> tuple[str, str, str]:
    year, month, day = ([*point.split("-"), "", ""])[:3]
    return year, month, day


def month_of(number: str, order: Order) -> str:
    """Return the name of a month; of a season, which EDTF numbers like one, none."""
    index = int(number) - 1
    return order.months[index] if index < len(order.months) else ""
