"""What a profile may say: its tables, their keys, and what each may have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tei.encode.information.conventions import FIELDS, ORDER, PATTERNS
from tei.encode.profile.rules import GENRES, LINE_TYPES, LIST_TYPES, ROLES, WHERE, ZONES
from tei.encode.profile.source import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tei.encode.profile.source import Source
    from tei.settings.lines import Key

TEXT: Final = "text in quotation marks"
TEXTS: Final = "text in quotation marks, or a list of such texts"
LIST: Final = "a list of texts in quotation marks"
FLAG: Final = "true or false"
TABLE: Final = "a table"
TABLES: Final = "tables"
PHRASES: Final = "a list of phrases, or a table of phrases with their values"


class Key_(NamedTuple):  # noqa: N801 - Key is where something stands
    """What a key may have: one of the kinds above; if it is text, one of ``choices``."""

    kind: str
    needed: bool = False
    choices: tuple[str, ...] = ()


_RULE: Final = {
    "rule": Key_(TEXT, needed=True),
    "example": Key_(TEXT),
    "match": Key_(TEXT),
    "tei": Key_(TEXT),
    "where": Key_(TEXTS, choices=WHERE),
    "level": Key_(TEXT, choices=("block", "leading")),
    "stem": Key_(TEXT),
    "doubt": Key_(TEXT),
    "doubt_kind": Key_(TEXT, choices=("ambiguous", "collapsed", "unknown")),
}
KEYS: Final[Mapping[str, Mapping[str, Key_]]] = {
    "": {
        "name": Key_(TEXT),
        "title": Key_(TEXT),
        "extends": Key_(TEXTS),
        "language": Key_(TEXT),
        "source_language": Key_(TEXT),
        "responsible": Key_(TEXT, choices=("editor", "translator")),
        "date_order": Key_(TEXT, choices=("dmy", "mdy")),
        "delimiter": Key_(TABLES),
        "archive": Key_(TABLE),
        "information": Key_(TABLE),
        "vocabulary": Key_(TABLE),
        "expressions": Key_(TABLE),
        "genre": Key_(TEXT, choices=GENRES),
        "bracket": Key_(TABLES),
        "sign": Key_(TABLES),
        "words": Key_(TABLES),
        "line": Key_(TABLES),
        "specimen": Key_(TABLES),
    },
    "delimiter": {
        "open": Key_(TEXT, needed=True),
        "close": Key_(TEXT, needed=True),
        "doubled": Key_(FLAG),
        "paired": Key_(FLAG),
    },
    "bracket": {
        **_RULE,
        "opener": Key_(TEXT),
        "inside": Key_(TEXTS),
        "follows": Key_(TEXTS),
        "before": Key_(TEXT),
        "after": Key_(TEXT),
        "when": Key_(TEXTS),
        "opaque": Key_(FLAG),
        "numbers": Key_(FLAG),
    },
    "sign": {**_RULE, "match": Key_(TEXT, needed=True), "when": Key_(TEXTS)},
    "words": {
        "example": Key_(TEXT),
        "match": Key_(TEXT, needed=True),
        "tei": Key_(TEXT, needed=True),
        "within": Key_(LIST, needed=True),
    },
    "archive": {name: Key_(TEXT) for name in ("publisher", "name", "form", "brackets_name", "recognised")},
    "line": {
        "example": Key_(TEXT),
        "as": Key_(TEXT, needed=True, choices=tuple(ROLES)),
        "type": Key_(TEXT, choices=tuple(sorted({*LINE_TYPES, *LIST_TYPES}))),
        "zone": Key_(TEXTS, choices=ZONES),
        "match": Key_(TEXT, needed=True),
    },
    "information": {
        "furniture": Key_(LIST),
        "labels": Key_(TABLE),
        "order": Key_(LIST, choices=(*ORDER, *(f"{name}?" for name in ORDER))),
        "patterns": Key_(TABLE),
    },
    "information.labels": {"": Key_(TEXT, choices=tuple(sorted(FIELDS)))},
    "information.patterns": {name: Key_(TEXT) for name in PATTERNS},
    "vocabulary": {"": Key_(PHRASES)},
    "expressions": {"": Key_(TEXT)},
    "specimen": {
        "context": Key_(TEXT, needed=True),
        "profile": Key_(TEXT),
        "source_language": Key_(TEXT),
        "transcription": Key_(TEXT, needed=True),
        "tei": Key_(TEXT, needed=True),
        "rules": Key_(LIST),
        "doubts": Key_(LIST),
        "renditions": Key_(TABLE),
    },
    "specimen.renditions": {"": Key_(LIST)},
}
"""The keys of each table; "" stands for any name. What has no row here says itself what it may have."""


def check(tables: Mapping[str, Any], source: Source, name: str = "", key: Key = ()) -> None:
    """Note what in *tables*, the table *name* at *key*, is unknown, lacking, or not what it may be."""
    known = KEYS.get(name)
    if known is None:
        return
    for own, value in tables.items():
        rule = known.get(own, known.get(""))
        if rule is None:
            what = f"unknown key {own} in {shown(key)}" if key else f"unknown key or table {own}"
            source.fault((*key, own), what, given=own, known=known)
            continue
        _check_value(value, rule, source, f"{name}.{own}".lstrip("."), (*key, own))
    for own, rule in known.items():
        if rule.needed and own not in tables:
            source.fault(key, f"{shown(key)} does not say {own}")


def _check_value(value: object, rule: Key_, source: Source, name: str, key: Key) -> None:
    if rule.kind == TABLES:
        _check_tables(value, source, name, key)
    elif not _is(value, rule.kind):
        where = f"{shown(key[:-1])} " if len(key) > 1 else ""
        written = f"a table; write {shown(key)}" if rule.kind == TABLE else rule.kind
        source.fault(key, f"{where}{key[-1]} must be {written}")
    elif isinstance(value, dict):
        check(value, source, name, key)
    elif rule.choices:
        for one in texts(value):
            if one not in rule.choices:
                source.fault(key, f"unknown {key[-1]} “{one}”", value=one, given=one, known=rule.choices)


def _check_tables(value: object, source: Source, name: str, key: Key) -> None:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        source.fault(key, f"write {shown((*key, 0))}, in two brackets, once for each")
        return
    for number, one in enumerate(value):
        check(one, source, name, (*key, number))


def _is(value: object, kind: str) -> bool:
    match kind:
        case "true or false":
            return isinstance(value, bool)
        case "a table":
            return isinstance(value, dict)
        case "text in quotation marks":
            return isinstance(value, str)
        case "a list of texts in quotation marks":
            return _are_texts(value)
        case "a list of phrases, or a table of phrases with their values":
            return _are_texts(value) or (isinstance(value, dict) and _are_texts(list(value.values())))
    return isinstance(value, str) or _are_texts(value)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def texts(value: object) -> Iterator[str]:
    """Yield the texts of *value*, which is one or a list of them."""
    yield from [value] if isinstance(value, str) else value if isinstance(value, (list, tuple)) else ()
