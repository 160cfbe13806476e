"""How often something may be there, in words."""

from typing import TYPE_CHECKING

from tei.odd.guide.words import Words
from tei.odd.specs import ONCE, Occurs

if TYPE_CHECKING:
    from tei.odd.specs import Datatype


def how_many(datatype: "Datatype | None") -> str:
    """Return how many values an attribute has, "" if it is one."""
    if datatype is None or datatype.occurs == ONCE:
        return ""
    if datatype.occurs == Occurs(0, 1):
        return "none or one"
    return "".join(map(str, number(*datatype.occurs)))


def before(occurs: Occurs, *, several: bool) -> Words:
    """Return what stands before something: how often it may be there; *several* is a class, of which it is one."""
    least, most = occurs
    of = "of " if several else ""
    if occurs == ONCE:
        return (f"one {of}",)
    if occurs == Occurs(0, 1):
        return (f"perhaps one {of}",)
    return (*number(least, most), " of " if several or most is None else " ")


def number(least: int, most: int | None) -> Words:
    """Return the number that something is there: “any number”, “one or more”, “two to five”."""
    if most is None:
        return ("any number" if least == 0 else f"{_counted(least)} or more",)
    if least == 0:
        return (f"at most {_counted(most)}",)
    return (f"exactly {_counted(most)}" if least == most else f"{_counted(least)} to {_counted(most)}",)


def _counted(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    return words[number] if number < len(words) else str(number)


def times(occurs: Occurs) -> Words:
    """Return what stands before several things that are there so often together."""
    least, most = occurs
    if occurs == Occurs(0, 1):
        return ("perhaps: ",)
    counted = "".join(map(str, number(least, most)))
    return (f"{counted}{' of' if counted == 'any number' else ''} times: ",)


def timed(lead: str, occurs: Occurs) -> str:
    """Return *lead* with how often all that follows it may be there."""
    if occurs == ONCE:
        return lead
    return f"{''.join(map(str, times(occurs)))[:-2]}, {lead}"
