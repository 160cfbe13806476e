"""From TOML to a profile."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from tei.encode.brackets import SQUARE, Kind
from tei.encode.information import PLAIN, Conventions, conventions
from tei.encode.profile import checking, conditions, templates
from tei.encode.profile.checking import Built
from tei.encode.profile.expressions import ExpressionFault, Expressions
from tei.encode.profile.keys import texts
from tei.encode.profile.layers import SHIPPED, Layer, layers, merged, shipped
from tei.encode.profile.rules import WHERE, ZONES, Archive, BracketRule, LineRule, Profile, SignRule, WordRule
from tei.encode.profile.source import Source
from tei.encode.profile.specimens import specimens
from tei.errors import DocumentError, UsageError

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping, Sequence

    from tei.encode.profile.templates import Template
    from tei.settings.lines import Key

_FRAMES: Final = {"before": ("(?:", ")$"), "after": ("^(?:", ")")}
"""What is beside a bracket touches it."""


def load(name: str | Path) -> Profile:
    """Return the profile *name*: one of `SHIPPED`, or the file at a path.

    Raises `UsageError` for a name that is no profile, and `DocumentError` with all faults of a profile.
    """
    if str(name) in SHIPPED:
        return _shipped(str(name))
    if not Path(name).exists() and not str(name).endswith(".toml"):
        message = f"there is no profile “{name}”: it is none of {', '.join(SHIPPED)}, and there is no such file"
        raise UsageError(message)
    return _read(Source.of(Path(name)))


def parse(text: str, path: str) -> Profile:
    """Return the profile that *text* is; findings call it *path*. Raises `DocumentError` with all its faults."""
    return _read(Source(path, text))


@cache
def _shipped(name: str) -> Profile:
    source, _ = shipped(name)
    # Tests read it with all that is checked of a project's own.
    return _read(source, checked=False)


def _read(source: Source, *, checked: bool = True) -> Profile:
    found = layers(source, checked=checked)
    profile, built = _profile(found, merged(found))
    checking.check(built, found, profile)
    if faults := sorted({fault for layer in found for fault in layer.source.faults}):
        raise DocumentError(faults)
    return profile


def _profile(found: Sequence[Layer], table: Mapping[str, Any]) -> tuple[Profile, list[Built]]:
    vocabulary = table.get("vocabulary", {})
    building = _Building(Expressions(vocabulary, table.get("expressions", {})))
    top = found[0]
    profile = Profile(
        name=top.tables.get("name", Path(top.source.path).stem),
        title=top.tables.get("title", ""),
        language=table.get("language", "en"),
        source_language=table.get("source_language", ""),
        responsible=table.get("responsible", "editor"),
        date_order=table.get("date_order", "dmy"),
        kinds=_kinds(table),
        conventions=_conventions(found, table),
        vocabulary=vocabulary,
        brackets=building.all("bracket", building.bracket, found),
        signs=building.all("sign", building.sign, found),
        words=building.all("words", building.word, found),
        lines=building.all("line", building.line, found),
        genre=table.get("genre", "document"),
        archive=building.archive(top, table.get("archive", {})),
        specimens=specimens(top.source, top.tables),
    )
    return profile, building.built


def built(found: Sequence[Layer]) -> list[Built]:
    """Return the rules of *found*, each with its table, in the order in which they are tried."""
    return _profile(found, merged(found))[1]


def _kinds(table: Mapping[str, Any]) -> tuple[Kind, ...]:
    written = table.get("delimiter", ())
    return tuple(
        Kind(one["open"], one["close"], one.get("doubled", False), one.get("paired", False)) for one in written
    ) or (SQUARE,)


def _conventions(found: Sequence[Layer], table: Mapping[str, Any]) -> Conventions:
    faulty = [layer for layer in found if not layer.shipped and checking.check_page(layer)]
    if faulty:
        return PLAIN
    try:
        return conventions.read(table.get("information", {}))
    except UsageError as fault:
        found[0].fault(("information",), str(fault))
        return PLAIN


_Rule = TypeVar("_Rule", BracketRule, SignRule, WordRule, LineRule)


class _Building:
    """Builds rules, with the expressions of a profile; what cannot be built is noted, all of a rule at once."""

    def __init__(self, expressions: Expressions) -> None:
        self._expressions = expressions
        self._is_faulty = False
        self.built: list[Built] = []

    def all(
        self, name: str, build: Callable[[Layer, Key, dict[str, Any]], _Rule], found: Sequence[Layer]
    ) -> tuple[_Rule, ...]:
        """Return what *build* makes of the tables ``[[name]]`` of all layers, those left out that have a fault."""
        made = []
        for layer in found:
            for key, table in layer.rules(name):
                self._is_faulty = False
                try:
                    rule = build(layer, key, table)
                except _FaultyError:
                    continue
                if not self._is_faulty:
                    made.append(rule)
                    self.built.append(Built(layer, key, table, rule))
        return tuple(made)

    def bracket(self, layer: Layer, key: Key, table: dict[str, Any]) -> BracketRule:
        """Return the ``[[bracket]]`` that *table* is."""
        asked = self._conditions(layer, key, table)
        return BracketRule(
            rule=table["rule"],
            match=self._expression(layer, key, table, "match") or self._expressions.compile(".*"),
            template=self._template(layer, key, table),
            opener=table.get("opener", ""),
            where=_where(table),
            inside=frozenset(texts(table.get("inside", ()))),
            follows=frozenset(texts(table.get("follows", ()))),
            before=self._expression(layer, key, table, "before"),
            after=self._expression(layer, key, table, "after"),
            when=asked,
            level=table.get("level", ""),
            stem=table.get("stem", table["rule"]),
            doubt=table.get("doubt", ""),
            doubt_kind=table.get("doubt_kind", "ambiguous"),
            opaque=table.get("opaque", False),
            numbers=table.get("numbers", False),
        )

    def sign(self, layer: Layer, key: Key, table: dict[str, Any]) -> SignRule:
        """Return the ``[[sign]]`` that *table* is."""
        asked = self._conditions(layer, key, table)
        return SignRule(
            rule=table["rule"],
            match=self._needed(layer, key, table, "match"),
            template=self._template(layer, key, table),
            where=_where(table),
            when=asked,
            level=table.get("level", ""),
            stem=table.get("stem", table["rule"]),
            doubt=table.get("doubt", ""),
            doubt_kind=table.get("doubt_kind", "ambiguous"),
        )

    def word(self, layer: Layer, key: Key, table: dict[str, Any]) -> WordRule:
        """Return the ``[[words]]`` that *table* is."""
        template = self._template(layer, key, table)
        if template is None:
            if not self._is_faulty:
                layer.fault((*key, "tei"), "what becomes of words is an element")
            raise _FaultyError
        return WordRule(self._needed(layer, key, table, "match"), template, tuple(texts(table["within"])))

    def archive(self, top: Layer, table: dict[str, Any]) -> Archive:
        """Return the ``[archive]`` that *table* is."""
        recognised = self._expression(top, ("archive",), table, "recognised")
        told = {name: str(table.get(name, "")) for name in ("publisher", "name", "form", "brackets_name")}
        return Archive(**told, recognised=recognised)

    def line(self, layer: Layer, key: Key, table: dict[str, Any]) -> LineRule:
        """Return the ``[[line]]`` that *table* is."""
        zones = frozenset(texts(table.get("zone", ())))
        match = self._needed(layer, key, table, "match")
        return LineRule(match, table["as"], table.get("type", ""), zones or frozenset(ZONES))

    def _expression(self, layer: Layer, key: Key, table: dict[str, Any], name: str) -> re.Pattern[str] | None:
        """Return the expression that the key *name* has, None if it has none."""
        written = table.get(name)
        if written is None:
            return None
        try:
            return self._expressions.compile(written, _FRAMES.get(name, ("", "")))
        except ExpressionFault as fault:
            self._is_faulty = True
            layer.fault((*key, name), str(fault), value=written, at=fault.at)
            return None

    def _needed(self, layer: Layer, key: Key, table: dict[str, Any], name: str) -> re.Pattern[str]:
        found = self._expression(layer, key, table, name)
        if found is None:
            raise _FaultyError
        return found

    def _template(self, layer: Layer, key: Key, table: dict[str, Any]) -> Template | None:
        written = table.get("tei")
        if not written:
            return None
        try:
            return templates.parse(written)
        except templates.TemplateFault as fault:
            self._is_faulty = True
            layer.fault((*key, "tei"), str(fault), value=written, at=fault.at)
            return None

    def _conditions(self, layer: Layer, key: Key, table: dict[str, Any]) -> tuple[conditions.Condition, ...]:
        made = []
        for written in texts(table.get("when", ())):
            try:
                made.append(conditions.parse(written))
            except ValueError as fault:
                self._is_faulty = True
                layer.fault((*key, "when"), str(fault), value=written)
        return tuple(made)


class _FaultyError(Exception):
    """A rule lacks what it needs, which is noted."""


def _where(table: dict[str, Any]) -> frozenset[str]:
    return frozenset(texts(table.get("where", ()))) or frozenset(WHERE)
