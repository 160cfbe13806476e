"""What another authority says of somebody: one row of its table, one line of its dump."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Record(NamedTuple):
    """A record: ``authority`` and ``value`` as an ``idno`` gives them, its names, the first being its label.

    ``birth`` and ``death`` are years, months or days of ISO 8601, "" if not told; ``person`` is None where nothing says
    whether it is one; ``others`` are identifiers of further authorities, pairs of type and value.
    """

    authority: str
    value: str
    names: tuple[str, ...]
    birth: str = ""
    death: str = ""
    description: str = ""
    person: bool | None = None
    others: tuple[tuple[str, str], ...] = ()


_ITEM: Final = re.compile(r"Q[1-9][0-9]*")
_VIAF: Final = re.compile(r"(?:https?://(?:www\.)?viaf\.org/viaf/)?([0-9]+)/?")
_HUMAN: Final = "Q5"
_CITIZEN: Final = ("P31", "P569", "P570", "P214")


def identifier(value: str, kind: str) -> tuple[str, str]:
    """The ``idno`` for the identifier *value*: its type and its text; *kind* is the type of what is not recognised.

    ``Q855`` is Wikidata's, an address of VIAF is VIAF's; a bare number is VIAF's only if *kind* says so.
    """
    item = value.rpartition("/")[2]
    if _ITEM.fullmatch(item) and kind in {"", "wikidata"}:
        return "wikidata", f"https://www.wikidata.org/entity/{item}"
    number = _VIAF.fullmatch(value)
    if number and (kind == "viaf" or "viaf.org" in value):
        return "viaf", f"https://viaf.org/viaf/{number[1]}"
    return kind or "other", value


_SEPARATORS: Final = re.compile(r"\s*[|;]\s*")


def of_row(row: Mapping[str, Any], kind: str) -> Record | None:
    """The record in a *row* with the columns id, label, aliases, birth, death and description; None without a label.

    Aliases are divided by ``|`` or ``;``, or are a list.
    """
    cells = {str(name).strip().lower(): value for name, value in row.items()}
    aliases = cells.get("aliases") or ()
    if isinstance(aliases, str):
        aliases = _SEPARATORS.split(aliases)
    names = [str(name).strip() for name in (cells.get("label") or "", *aliases)]
    if not any(names) or not cells.get("id"):
        return None
    authority, value = identifier(str(cells["id"]).strip(), kind)
    told = {name: str(cells.get(name) or "").strip() for name in ("birth", "death", "description")}
    found = tuple(dict.fromkeys(filter(None, names)))
    return Record(authority, value, found, date(told["birth"]), date(told["death"]), told["description"])


_DATE: Final = re.compile(r"\+?(-?\d{3,4})(?:-(\d\d))?(?:-(\d\d))?")


def date(text: str) -> str:
    """The year, month or day that *text* begins with, "" if it is none; Wikidata writes 00 for what is not known."""
    found = _DATE.match(text)
    if found is None:
        return ""
    parts = [found[1].zfill(4)]
    for part in found.groups()[1:]:
        if part is None or part == "00":
            break
        parts.append(part)
    return "-".join(parts)


# --- Wikidata ---


def of_entity(entity: Mapping[str, Any]) -> Record | None:
    """The record in an *entity* of a Wikidata dump: labels and aliases of all languages, P31, P569, P570 and P214.

    None for a property, or an item without a label. Source: Wikibase/DataModel/JSON.
    """
    item = str(entity.get("id", ""))
    names = tuple(dict.fromkeys(_values(entity)))
    if not _ITEM.fullmatch(item) or not names:
        return None
    claims = {name: [*_claims(entity, name)] for name in _CITIZEN}
    kinds = [one.get("id") for one in claims["P31"] if isinstance(one, dict)]
    descriptions = _mapping(entity.get("descriptions"))
    description = _mapping(descriptions.get("en") or next(iter(descriptions.values()), None)).get("value", "")
    authority, value = identifier(item, "wikidata")
    return Record(
        authority,
        value,
        names,
        _time(claims["P569"]),
        _time(claims["P570"]),
        str(description),
        _HUMAN in kinds if kinds else None,
        tuple(identifier(str(one), "viaf") for one in claims["P214"]),
    )


def _values(entity: Mapping[str, Any]) -> Iterator[str]:
    labels = _mapping(entity.get("labels"))
    first = [labels["en"]] if "en" in labels else []
    for one in (*first, *labels.values()):
        yield from filter(None, [str(_mapping(one).get("value", ""))])
    for group in _mapping(entity.get("aliases")).values():
        for one in group if isinstance(group, list) else ():
            yield from filter(None, [str(_mapping(one).get("value", ""))])


def _claims(entity: Mapping[str, Any], name: str) -> Iterator[Any]:
    """The values of the property *name*, deprecated ones left out."""
    statements = _mapping(entity.get("claims")).get(name)
    for statement in statements if isinstance(statements, list) else ():
        told = _mapping(statement)
        snak = _mapping(told.get("mainsnak"))
        value = _mapping(snak.get("datavalue")).get("value")
        if told.get("rank") != "deprecated" and snak.get("snaktype", "value") == "value" and value is not None:
            yield value


def _time(values: list[Any]) -> str:
    """The first date of *values*, no finer than its precision: 9 is a year, 10 a month, 11 a day."""
    for one in values:
        told = _mapping(one)
        precision = told.get("precision", 0)
        if isinstance(precision, int) and precision >= 9:  # noqa: PLR2004 - see above
            return "-".join(date(str(told.get("time", ""))).split("-")[: precision - 8])
    return ""


def _mapping(value: object) -> Mapping[str, Any]:
    """*value*, or nothing if it is no object: a dump writes ``[]`` for an empty one."""
    return value if isinstance(value, dict) else {}


# --- VIAF ---


def of_cluster(cluster: Mapping[str, Any]) -> Record | None:
    """The record in a *cluster* of VIAF as JSON: its headings, ``birthDate``, ``deathDate``; None without a heading."""
    bare = {str(name).removeprefix("ns1:"): value for name, value in cluster.items()}
    headings = _mapping(_bare(bare.get("mainHeadings"))).get("data")
    names = [
        str(_mapping(_bare(one)).get("text", "")) for one in (headings if isinstance(headings, list) else [headings])
    ]
    found = tuple(dict.fromkeys(_LIFE.sub("", name).strip(" ,.") for name in names if name))
    if not found:
        return None
    authority, value = identifier(str(bare["viafID"]), "viaf")
    kind = bare.get("nameType")
    person = kind == "Personal" if kind else None
    return Record(authority, value, found, date(str(bare.get("birthDate", ""))), date(str(bare.get("deathDate", ""))),
                  person=person)  # fmt: skip


_LIFE: Final = re.compile(r"[,.]?\s*\(?\d{3,4}(?:-\d\d){0,2}\s*[-–]\s*(?:\d{3,4}(?:-\d\d){0,2})?\)?\.?$")
"""Years of life behind a heading of a library."""


def _bare(value: object) -> object:
    return {str(name).removeprefix("ns1:"): one for name, one in value.items()} if isinstance(value, dict) else value
