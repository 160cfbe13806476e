"""From TOML to a profile."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tei.encode.brackets import Kind
from tei.encode.information import conventions
from tei.encode.profile import conditions, templates
from tei.encode.profile.expressions import Expressions
from tei.encode.profile.rules import WHERE, BracketRule, Profile, SignRule, WordRule
from tei.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

SHIPPED: Final = ("wilson", "frus", "venona", "leiden", "plain")
"""The profiles that come with the program."""
_PARTS: Final = ("marks", "readings")
"""What the shipped ones have in common: marks on the leaf, and readings of words."""
_HERE: Final = Path(__file__).parent / "shipped"


def load(name: str | Path) -> Profile:
    """Return the profile *name*: one of `SHIPPED`, or the file at a path.

    Raises `UsageError` for a name that is no profile, and for a profile with faults.
    """
    if str(name) in SHIPPED:
        return _shipped(str(name))
    return parse(Path(name).read_text(encoding="utf-8"), str(name))


@cache
def _shipped(name: str) -> Profile:
    return parse((_HERE / f"{name}.toml").read_text(encoding="utf-8"), name)


def parse(text: str, path: str) -> Profile:
    """Return the profile that *text* is; findings call it *path*."""
    table = tomllib.loads(text)
    return _profile(_extended(table), path)


def _extended(table: dict[str, Any]) -> dict[str, Any]:
    """Return *table* with what it builds on: own rules come before those of what it extends, in the order given."""
    below: dict[str, Any] = {}
    for base in reversed(list(_listed(table.get("extends", ())))):
        if base not in (*SHIPPED, *_PARTS):
            message = f"a profile extends what is shipped ({', '.join((*SHIPPED, *_PARTS))}), not “{base}”"
            raise UsageError(message)
        below = _merged(below, _extended(tomllib.loads((_HERE / f"{base}.toml").read_text(encoding="utf-8"))))
    return _merged(below, table)


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        known = merged.get(key)
        if isinstance(value, dict) and isinstance(known, dict):
            merged[key] = _merged(known, value)
        elif isinstance(value, list) and isinstance(known, list) and value and isinstance(value[0], dict):
            merged[key] = [*value, *known]
        else:
            merged[key] = value
    return merged


def _profile(table: dict[str, Any], path: str) -> Profile:
    vocabulary = {name: _phrases(phrases) for name, phrases in table.get("vocabulary", {}).items()}
    expressions = Expressions(vocabulary, table.get("expressions", {}))
    building = _Building(expressions)
    return Profile(
        name=table.get("name", path),
        title=table.get("title", ""),
        language=table.get("language", "en"),
        source_language=table.get("source_language", ""),
        responsible=table.get("responsible", "editor"),
        date_order=table.get("date_order", "dmy"),
        kinds=tuple(
            Kind(one["open"], one["close"], one.get("doubled", False))
            for one in table.get("delimiter", [{"open": "[", "close": "]", "doubled": True}])
        ),
        conventions=conventions.read(table.get("information", {})),
        vocabulary=vocabulary,
        brackets=tuple(map(building.bracket, table.get("bracket", []))),
        signs=tuple(map(building.sign, table.get("sign", []))),
        words=tuple(map(building.word, table.get("words", []))),
        structure=table.get("structure", {}),
    )


def _phrases(phrases: Mapping[str, str] | list[str]) -> dict[str, str]:
    if isinstance(phrases, Mapping):
        return {_key(phrase): value for phrase, value in phrases.items()}
    return {_key(phrase): phrase for phrase in phrases}


def _key(phrase: str) -> str:
    return " ".join(phrase.casefold().split())


class _Building:
    """Builds rules, with the expressions of a profile."""

    def __init__(self, expressions: Expressions) -> None:
        self._expressions = expressions

    def bracket(self, table: dict[str, Any]) -> BracketRule:
        """Return the ``[[bracket]]`` that *table* is."""
        return BracketRule(
            rule=table["rule"],
            match=self._expressions.compile(table.get("match", ".*")),
            template=templates.parse(table["tei"]) if table.get("tei") else None,
            opener=table.get("opener", ""),
            where=_where(table),
            inside=frozenset(table.get("inside", ())),
            before=self._beside(table, "before", "(?:{})$"),
            after=self._beside(table, "after", "^(?:{})"),
            when=tuple(map(conditions.parse, table.get("when", ()))),
            level=table.get("level", ""),
            stem=table.get("stem", table["rule"]),
            doubt=table.get("doubt", ""),
            opaque=table.get("opaque", False),
        )

    def sign(self, table: dict[str, Any]) -> SignRule:
        """Return the ``[[sign]]`` that *table* is."""
        return SignRule(
            rule=table["rule"],
            match=self._expressions.compile(table["match"]),
            template=templates.parse(table["tei"]) if table.get("tei") else None,
            where=_where(table),
            level=table.get("level", ""),
            stem=table.get("stem", table["rule"]),
            doubt=table.get("doubt", ""),
        )

    def word(self, table: dict[str, Any]) -> WordRule:
        """Return the ``[[words]]`` that *table* is."""
        return WordRule(
            self._expressions.compile(table["match"]), templates.parse(table["tei"]), tuple(table["within"])
        )

    def _beside(self, table: dict[str, Any], key: str, frame: str) -> re.Pattern[str] | None:
        written = table.get(key)
        return None if written is None else self._expressions.compile(frame.replace("{}", written))


def _where(table: dict[str, Any]) -> frozenset[str]:
    return frozenset(_listed(table.get("where", ()))) or frozenset(WHERE)


def _listed(value: str | list[str]) -> Iterator[str]:
    yield from [value] if isinstance(value, str) else value
