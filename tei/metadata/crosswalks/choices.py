"""What forms choose alike: whom to name as creator, which identifier to cite, what of a date is a plain one."""

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.metadata.record import Record
    from tei.metadata.values import Agent, Date, Identifier, RelatedItem, Subject

FORMAT: Final = "application/tei+xml"
_CITED: Final = ("doi", "handle", "ark", "urn", "uri", "uuid")
_BODIES: Final = ("publishers", "authorities", "distributors")


def json_of(content: object) -> bytes:
    """Return *content*, without what is empty in it, as a JSON file for people too."""
    return encoded(json.dumps(pruned(content), ensure_ascii=False, indent=2) + "\n")


def encoded(text: str) -> bytes:
    """Return *text* as UTF-8; half a pair, which the name of a file may have, becomes a question mark."""
    return text.encode("utf-8", errors="replace")


def pruned(content: object) -> Any:  # noqa: ANN401 - whatever JSON has
    """Return *content* without values that are None, and without strings, lists and objects that are empty."""
    if isinstance(content, dict):
        return {key: value for key, one in content.items() if (value := pruned(one)) not in (None, "", [], {})}
    if isinstance(content, (list, tuple)):
        return [value for one in content if (value := pruned(one)) not in (None, "", [], {})]
    return content


def distinct(values: "Iterable[Any]") -> list[Any]:
    """Return each of *values* once, in order; objects of JSON are compared by what is in them."""
    return list({json.dumps(value, sort_keys=True): value for value in values}.values())


def creators(record: "Record") -> "tuple[Agent, ...]":
    """Return whom to name as creator: the authors; of an edition without any, its editors."""
    return record.creators or tuple(one for one in record.contributors if "edt" in one.relators)


def contributors(record: "Record") -> "tuple[Agent, ...]":
    """Return the contributors who are not named as creators."""
    named = creators(record)
    return tuple(one for one in record.contributors if one not in named)


def is_person(agent: "Agent") -> bool:
    """Return whether *agent* is known to be a person."""
    return agent.kind == "person"


def filed_name(agent: "Agent") -> str:
    """Return the name by which lists are sorted: a person's surname first, anybody else as the header has it."""
    return agent.sort_name if is_person(agent) else agent.display


def given_names(agent: "Agent") -> str:
    """Return the forenames, with the name link that stands behind them in a list of names."""
    return " ".join(part for part in (agent.forename, agent.name_link) if part)


def cited_identifier(record: "Record") -> "Identifier | None":
    """Return the identifier to cite the edition by: the most lasting that has an address."""
    found = (one for scheme in _CITED for one in record.identifiers if one.scheme == scheme and one.uri)
    return next(found, None)


def web_address(record: "Record") -> str | None:
    """Return the address at which a browser finds the edition, a DOI before others."""
    addresses = (one.uri for scheme in _CITED for one in record.identifiers if one.scheme == scheme and one.uri)
    return next((address for address in addresses if address.startswith("http")), None)


def title_of(record: "Record") -> str:
    """Return the main title as words, "" if there is none."""
    return record.title.text if record.title else ""


def subtitles(record: "Record") -> list[str]:
    """Return the titles of type ``sub``."""
    return [one.text for one in record.titles if one.type == "sub" and one is not record.title]


def full_title(record: "Record") -> str:
    """Return the title with its subtitles, as a bibliography has it."""
    return ": ".join([title_of(record), *subtitles(record)])


def plain_date(date: "Date | None") -> str | None:
    """Return *date* as a day, month, year or two of them with a slash, without marks of doubt; None if it is none.

    What is open at one end is none of these, nor is a year beyond four digits.
    """
    if date is None or date.start is None or date.end is None:
        return None
    if any(bound.startswith(("Y", "-")) for bound in (date.start, date.end)):
        return None
    return date.start if date.start == date.end else f"{date.start}/{date.end}"


def day(date: "Date | None") -> str | None:
    """Return *date* if it is one plain day, month or year."""
    plain = plain_date(date)
    return plain if plain and "/" not in plain else None


def beginning(date: "Date | None") -> str | None:
    """Return the plain day, month or year of *date*, that in which a range begins."""
    plain = plain_date(date)
    return plain.partition("/")[0] if plain else None


def year(date: "Date | None") -> str | None:
    """Return the year of *date* in four digits: that in which a range begins."""
    told = date.year if date else None
    return told if told and len(told) == 4 and told.isdigit() else None  # noqa: PLR2004 - four digits


def description(record: "Record") -> str:
    """Return the abstracts, one after the other."""
    return "\n\n".join(one.text for one in record.abstracts)


def scheme_name(subject: "Subject") -> str | None:
    """Return what the scheme of *subject* is called: its name, else its address; a pointer into the file is none."""
    return subject.scheme_name or scheme_address(subject)


def scheme_address(subject: "Subject") -> str | None:
    """Return the scheme of *subject* if it is an address."""
    return subject.scheme if subject.scheme and "://" in subject.scheme else None


def address_of(item: "RelatedItem") -> str | None:
    """Return the address of something related, if it has one outside the document."""
    known = next((one.uri for one in item.identifiers if one.uri), None)
    return known or (item.target if item.target and "://" in item.target else None)


def affiliation_names(agent: "Agent") -> list[str]:
    """Return where *agent* works."""
    return [one.text for one in agent.affiliations]


def email(record: "Record") -> "tuple[Agent, str] | None":
    """Return the first who can be written to, and the address."""
    bodies = [one for name in _BODIES for one in getattr(record, name)]
    everyone = (*record.creators, *record.contributors, *bodies)
    return next(((one, one.email.text) for one in everyone if one.email), None)


def doubts(date: "Date") -> bool:
    """Return whether a plain date says less than *date* does: that it is doubtful, about, or one moment in a range."""
    return plain_date(date) != date.edtf or date.extent == "between" or date.moment is not None
