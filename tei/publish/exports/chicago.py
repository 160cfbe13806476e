"""A document cited as notes and bibliographies of the Chicago style do it.

Source: The Chicago Manual of Style, 18th edition, sections 13.18 to 13.25, 13.107 (names), 14.104 (online editions).
"""

from typing import TYPE_CHECKING, Final

from tei.publish.exports.wording import CHICAGO, Run, date, ended, filed, joined, quoted, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.metadata.values import Agent
    from tei.publish.exports.cited import Cited

_MOST_IN_BIBLIOGRAPHY: Final = 6
_NAMED_OF_MORE: Final = 3
_MOST_IN_NOTE: Final = 2


def bibliography(cited: "Cited") -> tuple[Run, ...]:
    """Return the entry of a bibliography."""
    editors = f", edited by {joined([spoken(one) for one in cited.editors])}" if cited.editors else ""
    translators = joined([spoken(one) for one in cited.translators])
    before = [
        ended(_authors(cited.authors)),
        quoted(cited.title, "."),
        ended(date(cited.date, CHICAGO)),
        f"Translated by {ended(translators)}" if translators else "",
    ]
    after = [ended(", ".join(filter(None, (cited.publisher, cited.year)))), ended(cited.archive), ended(cited.address)]
    return (
        Run(_spaced(before) + " In "),
        Run(cited.whole, italic=True),
        Run(f"{editors}. {_spaced(after)}".rstrip()),
    )


def note(cited: "Cited") -> tuple[Run, ...]:
    """Return the text of a note."""
    authors = _authors_in_note(cited.authors)
    translators = joined([spoken(one) for one in cited.translators])
    editors = joined([spoken(one) for one in cited.editors])
    imprint = ", ".join(filter(None, (cited.publisher, cited.year)))
    before = (date(cited.date, CHICAGO), f"trans. {translators}" if translators else "")
    after = (
        f", ed. {editors}" if editors else "",
        f" ({imprint})" if imprint else "",
        *(f", {part}" for part in (cited.archive, cited.address) if part),
    )
    return (
        Run(
            f"{authors}, " * bool(authors) + quoted(cited.title, ",") + "".join(f" {part}," for part in before if part)
        ),
        Run(" in "),
        Run(cited.whole, italic=True),
        Run(ended("".join(after)) or "."),
    )


def _spaced(parts: "Sequence[str]") -> str:
    return " ".join(filter(None, parts))


def _authors(agents: "Sequence[Agent]") -> str:
    """Return the authors of an entry, the first as it is sorted; of more than six the first three."""
    if not agents:
        return ""
    names = [filed(agents[0]), *map(spoken, agents[1:])]
    if len(names) > _MOST_IN_BIBLIOGRAPHY:
        return f"{', '.join(names[:_NAMED_OF_MORE])}, et al."
    return joined(names, serial="," in names[0])


def _authors_in_note(agents: "Sequence[Agent]") -> str:
    """Return the authors of a note; of more than two the first."""
    names = list(map(spoken, agents))
    return f"{names[0]} et al." if len(names) > _MOST_IN_NOTE else joined(names)
