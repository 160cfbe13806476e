"""A document cited as lists of works cited of the MLA style do it: its own elements, then the edition that holds it.

Source: MLA Handbook, 9th edition, chapter 5.
"""

from typing import TYPE_CHECKING, Final

from tei.publish.exports.wording import MLA, Run, date, ended, filed, joined, quoted, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.metadata.values import Agent
    from tei.publish.exports.cited import Cited

_MOST: Final = 2


def works_cited(cited: "Cited") -> tuple[Run, ...]:
    """Return the entry of a list of works cited."""
    translators, editors = _named(cited.translators), _named(cited.editors)
    before = (ended(_authors(cited.authors)), quoted(cited.title, "."), ended(date(cited.date, MLA)))
    within = (
        f"translated by {translators}" if translators else "",
        f"edited by {editors}" if editors else "",
        cited.publisher,
        cited.year,
        cited.address.partition("://")[2],
    )
    held = "".join(f", {part}" for part in within if part)
    end = f" {ended(cited.archive)}" if cited.archive else ""
    return (
        Run(" ".join(filter(None, before)) + " "),
        Run(cited.whole, italic=True),
        Run(ended(held) + end if held else f".{end}"),
    )


def _authors(agents: "Sequence[Agent]") -> str:
    """Return the authors, the first as it is sorted; of more than two the first."""
    if not agents:
        return ""
    names = [filed(agents[0]), *map(spoken, agents[1:])]
    return f"{names[0]}, et al." if len(names) > _MOST else joined(names, serial="," in names[0])


def _named(agents: "Sequence[Agent]") -> str:
    names = list(map(spoken, agents))
    return f"{names[0]} et al." if len(names) > _MOST else joined(names)
