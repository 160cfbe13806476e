"""What is harvested: items with identifiers and datestamps, in sets."""

import hashlib
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic

PAGE: Final = 100
"""How many records one response has at most, where nobody says otherwise."""
# OAI identifiers, section 2.2, allow these besides letters and digits.
SAFE: Final = "-_.!~*'();/:@&=+$,"
EMAIL: Final = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
EVERY: Final = ("oai_dc", "tei")
"""The prefixes of all formats that are known."""


class Item(NamedTuple):
    """One record: its identifier, its datestamp as a day, the sets that it is in, and what there is to disseminate.

    ``metadata`` returns, for the prefix of a format, the record in that format as an element without a declaration.
    """

    identifier: str
    datestamp: str
    sets: tuple[str, ...]
    metadata: Callable[[str], str]


class Repository(NamedTuple):
    """What a harvester is told of: items in the order of datestamp and identifier, and sets by spec with their names.

    ``findings`` tells of documents that are not among the items, and why; ``prefixes`` are the formats of its records.
    """

    name: str
    base_url: str
    email: str
    items: tuple[Item, ...]
    sets: "dict[str, str]"
    page: int = PAGE
    findings: "tuple[Diagnostic, ...]" = ()
    prefixes: tuple[str, ...] = EVERY

    @property
    def earliest(self) -> str:
        """The earliest datestamp; of a repository without items, the first day there is."""
        return self.items[0].datestamp if self.items else "0001-01-01"

    @property
    def fingerprint(self) -> str:
        """A digest of identifiers and datestamps: a list begun before they changed cannot be resumed."""
        told = "\n".join(f"{item.identifier} {item.datestamp} {' '.join(item.sets)}" for item in self.items)
        return hashlib.sha256(told.encode()).hexdigest()[:8]


def day(bound: str | None) -> str | None:
    """Return the day on which a year, month or day begins, None for what is none of these."""
    found = _DAY.fullmatch(bound or "")
    return None if found is None or found[1] == "0000" else "-".join((found[1], found[2] or "01", found[3] or "01"))
