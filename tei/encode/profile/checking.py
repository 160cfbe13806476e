"""What no rule shows by itself: whether a profile's rules fit together, and fit TEI."""

from __future__ import annotations

import inspect
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lxml import etree

from tei import resources
from tei.encode.profile import backtracking
from tei.encode.profile.conditions import CONDITIONS
from tei.encode.profile.keys import texts
from tei.encode.profile.rules import LINE_TYPES, LIST_TYPES, WHERE, LineRule
from tei.encode.profile.templates import GIVEN, PLACES, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tei.encode.profile.layers import Layer
    from tei.encode.profile.rules import BracketRule, Profile, SignRule, WordRule
    from tei.encode.profile.templates import Part, Template
    from tei.settings.lines import Key

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_ANYTHING: Final = re.compile(r"(?:\(\?P<\w+>)?\.[*+]\)?|")
_UNRESOLVED: Final = "unresolved"


class Built(NamedTuple):
    """A rule that was built, with its table, and where that stands."""

    layer: Layer
    key: Key
    table: Mapping[str, Any]
    rule: BracketRule | LineRule | SignRule | WordRule


def check(built: Iterable[Built], found: Sequence[Layer], profile: Profile) -> None:
    """Note what is wrong with the rules that are *built* of *found* and make *profile*; what is shipped is tested."""
    rules = {table["rule"] for layer in found for _, table in layer.rules("bracket")} | {_UNRESOLVED}
    for one in built:
        if not one.layer.shipped:
            _Checking(one, profile).all(rules)
    for layer in found:
        for name in ("bracket", "sign") if not layer.shipped else ():
            _check_reached(layer, name)


def check_page(layer: Layer) -> bool:
    """Note the expressions of ``[information]`` that are none; return whether there are any."""
    table = layer.tables.get("information", {})
    written: list[tuple[Key, str]] = [(("information", "furniture"), one) for one in table.get("furniture", ())]
    written += [(("information", "patterns", name), one) for name, one in table.get("patterns", {}).items()]
    faulty = False
    for key, one in written:
        try:
            said, at = backtracking.fault(re.compile(one)), -1
        except (re.error, RecursionError, OverflowError) as fault:
            said, at = f"it is no regular expression: {fault}", getattr(fault, "pos", None) or 0
        if said:
            layer.fault(key, f"“{one}”: {said}", value=one, at=at)
            faulty = True
    return faulty


class _Checking:
    """The look at one rule."""

    def __init__(self, built: Built, profile: Profile) -> None:
        self._layer, self._key, self._table, self._rule = built
        self._profile = profile

    def all(self, rules: set[str]) -> None:
        """Note all that is wrong; *rules* are those of brackets."""
        self._names()
        self._among("inside", rules, "there is no rule “{}” of brackets")
        self._among("follows", rules, "there is no rule “{}” of brackets")
        self._opener()
        self._expressions()
        self._conditions()
        if isinstance(self._rule, LineRule):
            self._type(self._rule)
        elif self._rule.template is not None:
            self._template(self._rule.template)

    def _fault(self, name: str, message: str, value: str = "", at: int = -1, **advice: Any) -> None:  # noqa: ANN401 - as of Source.fault
        self._layer.fault((*self._key, name), message, value=value, at=at, **advice)

    def _type(self, rule: LineRule) -> None:
        """A line of a bureau and a list have a type, each one of its own."""
        known = {"line": LINE_TYPES, "form": LINE_TYPES, "items": LIST_TYPES, "item": LIST_TYPES}.get(rule.role)
        if known is not None and rule.type not in known:
            written = f"not “{rule.type}”" if rule.type else "and it says none"
            message = f"the type of what is “{rule.role}” is one of {', '.join(sorted(known))}, {written}"
            self._fault("type" if rule.type else "as", message, rule.type or rule.role)

    def _names(self) -> None:
        for name in ("rule", "stem"):
            written = self._table.get(name, "x")
            # Signs within words may have no rule that is told of each.
            if not written and self._key[0] == "sign":
                continue
            if not _NAME.fullmatch(written):
                self._fault(
                    name, f"a {name} is called in small letters, with - between words, not “{written}”", written
                )

    def _among(self, name: str, known: set[str], message: str) -> None:
        for one in texts(self._table.get(name, ())):
            if one not in known:
                self._fault(name, message.format(one), one, given=one, known=sorted(known))

    def _opener(self) -> None:
        signs = [kind.open * times for kind in self._profile.kinds for times in (1, 2)[: 1 + kind.doubled]]
        opener = self._table.get("opener", "")
        if opener and opener not in signs:
            self._fault(
                "opener", f"no bracket opens with “{opener}”: those of the profile open with {' '.join(signs)}", opener
            )

    # --- expressions ---

    def _patterns(self) -> Iterator[tuple[str, re.Pattern[str]]]:
        for name in ("match", "before", "after"):
            pattern = getattr(self._rule, name, None)
            if pattern is not None:
                yield name, pattern

    def _expressions(self) -> None:
        for name, pattern in self._patterns():
            said = backtracking.fault(pattern)
            if said:
                written = self._table.get(name, "")
                self._fault(name, f"“{written}”: {said}", written)

    def _groups(self) -> set[str]:
        found = {group for _, pattern in self._patterns() for group in pattern.groupindex}
        if self._table.get("before") == "{bracket}":
            found.add("target")
        return found

    def _conditions(self) -> None:
        known = self._groups()
        for written, one in zip(texts(self._table.get("when", ())), getattr(self._rule, "when", ()), strict=True):
            _, *wanted = inspect.signature(CONDITIONS[one.name]).parameters.values()
            if all(each.kind is not each.VAR_POSITIONAL for each in wanted) and len(wanted) != len(one.arguments):
                self._fault(
                    "when",
                    f"“{one.name}” is asked of {_counted(len(wanted), 'group')}, not {len(one.arguments)}",
                    written,
                )
            for group in one.arguments:
                self._group("when", group, known, written)

    def _group(self, name: str, group: str, known: set[str], value: str, at: int = -1) -> None:
        if group not in known and not group.startswith("around_"):
            message = f"no expression of the rule has a group “{group}”, written (?P<{group}>…)"
            self._fault(name, message, value, at, given=group, known=sorted(known))

    # --- the template ---

    def _template(self, template: Template) -> None:
        written, known, lists = self._table["tei"], self._groups(), self._profile.vocabulary
        for part in parts(template.items):
            self._part(part, written)
        for group in sorted(template.places() - {*PLACES}):
            self._group("tei", group, known, written, written.find(f"{{{group}}}"))
        for group, listed in sorted(template.groups()):
            if group in GIVEN:
                continue
            at = written.find(f"{{{group}")
            self._group("tei", group, known, written, at)
            if listed and listed not in lists:
                message = f"the vocabulary has no list “{listed}”"
                self._fault("tei", message, written, at, given=listed, known=sorted(lists))

    def _part(self, part: Part, written: str) -> None:
        elements = tei_elements()
        at = written.find(f"<{part.name}")
        if part.name not in elements:
            message = f"there is no <{part.name}> in the schema of documentary editions"
            self._fault("tei", message, written, at, given=part.name, known=_near(part.name, elements))
            return
        known = elements[part.name]
        for name, _ in part.attributes:
            if name not in known:
                message = f"<{part.name}> has no attribute {name} in the schema of documentary editions"
                self._fault("tei", message, written, written.find(f"{name}=", at), given=name, known=_near(name, known))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _near(name: str, known: Iterable[str]) -> list[str]:
    """Those of *known* that may have been meant: all would be too many to tell."""
    from difflib import get_close_matches  # noqa: PLC0415 - for a fault alone

    return get_close_matches(name, list(known), n=1)


def _check_reached(layer: Layer, name: str) -> None:
    """Note each rule of *layer* before which another one of it takes all that it could take."""
    tables = list(layer.rules(name))
    for number, (key, table) in enumerate(tables):
        for earlier_key, earlier in tables[:number]:
            if _takes_all(earlier, table):
                line = layer.source.line(earlier_key)
                reason = f"“{earlier['rule']}”, on line {line}, takes all that it could"
                layer.fault(key, f"the rule “{table['rule']}” is never reached: {reason}")
                break


def _takes_all(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> bool:
    match, wanted = earlier.get("match", ".*"), later.get("match", ".*")
    if match != wanted and not _ANYTHING.fullmatch(match):
        return False
    where, other = _set(earlier, "where") or set(WHERE), _set(later, "where") or set(WHERE)
    inside, within = _set(earlier, "inside"), _set(later, "inside")
    return (
        other <= where
        and (not inside or bool(within and within <= inside))
        and _set(earlier, "when") <= _set(later, "when")
        and all(earlier.get(name) in {None, later.get(name)} for name in ("opener", "before", "after"))
        and (not _set(earlier, "follows") or _set(earlier, "follows") == _set(later, "follows"))
    )


def _set(table: Mapping[str, Any], name: str) -> set[str]:
    return set(texts(table.get(name, ())))


@cache
def tei_elements() -> Mapping[str, frozenset[str]]:
    """Return the elements of the schema of documentary editions with the attributes that each may have."""
    root = etree.parse(resources.data_path("schemas", "tei-documentary.rng")).getroot()
    defined = {str(one.get("name")): one for one in root.iter("{*}define")}
    return {
        str(one.get("name")): frozenset(_attributes(one, defined)) for one in root.iter("{*}element") if one.get("name")
    }


def _attributes(element: etree._Element, defined: Mapping[str, etree._Element]) -> set[str]:
    """Return the names of the attributes in *element*, and not in elements within it."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(element)
    while waiting:
        one = waiting.pop()
        kind = etree.QName(one).localname if isinstance(one.tag, str) else ""
        if kind == "attribute":
            found.add(str(one.get("name")))
        elif kind == "ref" and (name := str(one.get("name"))) not in seen:
            seen.add(name)
            waiting.append(defined[name])
        elif kind != "element":
            waiting.extend(one)
    return found
