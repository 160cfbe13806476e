"""The rules of a profile, tried on the brackets of a line in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.encode.brackets import Bracket
from tei.encode.profile.conditions import Asked
from tei.encode.profile.templates import Filling
from tei.encode.resolving import dating
from tei.encode.resolving.decisions import Decision, Doubt
from tei.encode.resolving.levels import Level, outside
from tei.encode.resolving.values import Values
from tei.encode.tree import Range
from tei.encode.tree.ranges import NAME
from tei.encode.white import is_blank, trimmed

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from tei.encode.brackets import Line
    from tei.encode.dates import Context
    from tei.encode.profile import BracketRule, Profile, SignRule
    from tei.encode.resolving.dating import Dated
    from tei.encode.resolving.footnotes import Footnotes
    from tei.encode.resolving.naming import Identifiers

_BESIDE_CHARS: Final = 160
"""So much of a line before and after a bracket is seen by a rule."""
_LONGEST_CHARS: Final = 8000
"""A bracket with more in it is taken by no rule."""
_LONGEST_SIGN_CHARS: Final = 2
_PREVIOUS: Final = "{bracket}"
"""``before`` of a rule about the bracket before."""
_LINE: Final = "line"
"""The place of what follows a bracket in its line."""


class Resolver:
    """Takes the brackets of the lines of ``source`` one after the other."""

    def __init__(
        self, source: str, profile: Profile, context: Context, identifiers: Identifiers, footnotes: Footnotes
    ) -> None:
        self._source = source
        self._profile = profile
        self._context = context
        self._identifiers = identifiers
        self._footnotes = footnotes
        self.decisions: list[Decision] = []
        self.dates: list[Range] = []
        self._page = 0

    def line(self, line: Line) -> list[Decision]:
        """Return what was decided of the brackets and signs of *line*, in their order."""
        first = len(self.decisions)
        self._level(line.start, line.end, line.brackets, None)
        made = sorted(self.decisions[first:], key=lambda one: (one.start, -one.end))
        self.decisions[first:] = made
        _within([one for one in made if one.depth == 0 and one.ranges])
        return made

    def _level(
        self, start: int, end: int, brackets: Sequence[Bracket], around: Decision | None, *, in_date: bool = False
    ) -> None:
        numbered = around is not None and around.rule in self._profile.numbered
        found = self._dates(start, end, brackets, around, numbered=numbered)
        text = outside(self._source, start, end, brackets)
        level = Level(self._source, start, end, brackets, found, text, around, taken=start)
        ends = [*(one.start for one in brackets[1:]), end]
        for one, following in zip(brackets, ends, strict=False):
            self._bracket(one, following, level)
        self._signs(level)
        # Of a date that a bracket completes, what is in the bracket is no other.
        if not in_date and (around is None or around.rule not in self._profile.opaque):
            for dated in found:
                self._date(dated)

    def _dates(
        self, start: int, end: int, brackets: Sequence[Bracket], around: Decision | None, *, numbered: bool
    ) -> list[Dated]:
        """The dates of a level in their order; none in a bracket that is itself part of one."""
        if around is not None and around.completes_date:
            return []
        found = dating.find(self._source, start, end, brackets, self._context, numbered=numbered)
        if around is not None and around.root is not None and around.root.name == "note":
            day = dating.at_end(self._source, start, end, self._context) if "hand" in around.root.attributes else None
            found.extend([day] if day and not any(one.end > day.start for one in found) else [])
        return sorted(found, key=lambda one: one.start)

    def _date(self, one: Dated) -> None:
        attributes = dict(one.found.attributes)
        # What the words and the document do not tell is told, and not marked: a date has its value.
        if attributes:
            about = {"edtf": one.found.edtf}
            self.dates.append(
                Range(one.start, one.end, one.found.kind, attributes, rank=NAME, rule="date", about=about)
            )
        doubts = [Doubt("ambiguous", one.start, one.end, doubt) for doubt in one.found.doubts]
        if doubts:
            self.decisions.append(Decision(one.start, one.end, "", "", 0, [], doubts))

    # --- one bracket ---

    def _bracket(self, one: Bracket, following: int, level: Level) -> Decision:
        made = (
            self._unpaired(one, level)
            if one.lost and one.end - one.start <= _LONGEST_SIGN_CHARS and not one.children
            else None
        )
        made = made or self._by_rule(one, following, level) or self._unresolved(one, level)
        if one.lost == "after" and not any(doubt.kind == "unclosed" for doubt in made.doubts):
            made.doubts.append(Doubt("unclosed", one.start, one.end, _SENTENCES["unclosed"]))
        made.completes_date = level.in_date(one)
        self.decisions.append(made)
        # What holds the rest of its line takes no words from the brackets in it.
        level.previous, level.taken = made, max(level.taken, made.last if made.last <= following else one.end)
        low, high = one.inner
        if low < high:
            self._level(low, high, one.children, made, in_date=level.in_date(one))
        return made

    def _unpaired(self, one: Bracket, level: Level) -> Decision | None:
        """A sign without partner and without words."""
        if one.lost == "after" and one.end > one.start + len(one.open):
            return None
        size = one.end - one.start
        empty = Range(one.start, one.end, "seg", dict(_UNKNOWN), rule="unresolved", stem="unresolved", lost=one.lost)
        empty.before, empty.after = (0, size) if one.close else (size, 0)
        kind = "unopened" if one.close else "unclosed"
        doubt = Doubt(kind, one.start, one.end, _SENTENCES[kind])
        return Decision(one.start, one.end, "", "", self._depth(level), [empty], [doubt])

    def _by_rule(self, one: Bracket, following: int, level: Level) -> Decision | None:
        low, high = one.inner
        if high - low > _LONGEST_CHARS:
            return None
        where = level.where(one.start, one.end)
        words = trimmed(self._source, low, high)
        in_date = level.in_date(one)
        level.searched.clear()
        for rule, spans in self._profile.fitting(self._source[words[0] : words[1]]):
            if not self._may(rule, one, level, where):
                continue
            found = {name: (start + words[0], end + words[0]) for name, (start, end) in spans.items()}
            groups = self._beside(rule, one, found, following, level)
            if groups is None or not _shows(rule, one, groups):
                continue
            if self._holds(rule, groups, one, level, in_date=in_date):
                return self._made(rule, one, groups, level)
        return None

    def _may(self, rule: BracketRule, one: Bracket, level: Level, where: str) -> bool:
        if rule.opener and rule.opener != one.open:
            return False
        if rule.inside and (level.around is None or level.around.rule not in rule.inside):
            return False
        if rule.follows and not self._follows(rule, one, level):
            return False
        return where in rule.where

    def _follows(self, rule: BracketRule, one: Bracket, level: Level) -> bool:
        before = self._right_before(one, level)
        return before is not None and before.rule in rule.follows

    def _beside(
        self, rule: BracketRule, one: Bracket, groups: dict[str, tuple[int, int]], following: int, level: Level
    ) -> dict[str, tuple[int, int]] | None:
        """*groups* with those of what the rule wants beside the bracket, None if that is not there."""
        if rule.before is not None and not self._before(rule.before, one, level, groups):
            return None
        if rule.after is not None:
            tail = self._source[one.end : min(following, one.end + _BESIDE_CHARS)]
            found = rule.after.match(tail)
            if found is None:
                return None
            groups.update(_spans(found, one.end))
        return groups

    def _before(self, wanted: re.Pattern[str], one: Bracket, level: Level, groups: dict[str, tuple[int, int]]) -> bool:
        if wanted.pattern == f"(?:{_PREVIOUS})$":
            previous = self._right_before(one, level)
            if previous is None:
                return False
            groups["target"] = (previous.start, previous.end)
            return True
        first = max(level.taken, one.start - _BESIDE_CHARS)
        if wanted not in level.searched:
            level.searched[wanted] = wanted.search(self._source[first : one.start])
        found = level.searched[wanted]
        if found is None:
            return False
        groups.update(_spans(found, first))
        return True

    def _right_before(self, one: Bracket, level: Level) -> Decision | None:
        """What was decided of the bracket before, if no words are between."""
        previous = level.previous
        if previous is None or one.start - previous.last > _BESIDE_CHARS:
            return None
        return previous if is_blank(self._source[previous.last : one.start]) else None

    def _holds(
        self,
        rule: BracketRule | SignRule,
        groups: dict[str, tuple[int, int]],
        one: Bracket,
        level: Level,
        *,
        in_date: bool,
    ) -> bool:
        if not rule.when:
            return True
        root = None if level.around is None else level.around.root
        words = {} if root is None else {f"around_{name}": value for name, value in root.about.items()}
        words |= {name: self._source[start:end] for name, (start, end) in groups.items()}
        asked = Asked(words, self._profile, self._footnotes.kind(one.start), in_date, self._page)
        return all(condition.holds(asked) for condition in rule.when)

    def _made(
        self, rule: BracketRule | SignRule, one: Bracket, groups: dict[str, tuple[int, int]], level: Level
    ) -> Decision:
        where, template = level.where(one.start, one.end), rule.template
        block = _block(rule, where, outermost=level.around is None)
        decision = Decision(one.start, one.end, rule.rule, block, self._depth(level), [])
        if template is not None:
            filling = self._filling(rule, one, groups, level)
            filling.inline = block != "block"
            decision.ranges = filling.fill(template)
            self._begin_page(decision.ranges, level)
        if rule.doubt:
            decision.doubts.append(Doubt(rule.doubt_kind, decision.first, decision.last, rule.doubt))
        return decision

    def _begin_page(self, made: Sequence[Range], level: Level) -> None:
        """Remember the page that begins with one of *made*; in a bracket it ends no line."""
        self._page = _page(made) or self._page
        for one in made:
            if one.name == "pb" and level.around is not None:
                one.attributes.setdefault("rendition", "#page-inline")

    def _filling(
        self, rule: BracketRule | SignRule, one: Bracket, groups: dict[str, tuple[int, int]], level: Level
    ) -> Filling:
        words = {name: self._source[start:end] for name, (start, end) in groups.items()}
        before = self._right_before(one, level)
        root = None if before is None else before.root
        values = Values(words, self._profile, self._identifiers, self._footnotes.of(one.start), root)
        if rule.template is not None and _LINE in rule.template.places():
            groups |= self._rest(one, level)
        return Filling(
            self._source,
            groups,
            one.start,
            one.end,
            len(one.close),
            values.value,
            one.lost,
            rule.rule,
            rule.stem,
            words,
        )

    def _rest(self, one: Bracket, level: Level) -> dict[str, tuple[int, int]]:
        """The place of what follows the bracket in its line, if something does."""
        if is_blank(self._source[one.end : level.end]):
            return {}
        return {_LINE: trimmed(self._source, one.end, level.end)}

    def _unresolved(self, one: Bracket, level: Level) -> Decision:
        alone = level.around is None and level.where(one.start, one.end) == "alone"
        low, high = one.inner
        seg = Range(one.start, one.end, "ab" if alone else "seg", dict(_UNKNOWN), rule="unresolved", stem="unresolved")
        seg.before, seg.after, seg.lost = low - one.start, one.end - high, one.lost
        doubts = [Doubt("unknown", one.start, one.end, "no rule of the profile takes the bracket")]
        return Decision(one.start, one.end, "unresolved", "block" if alone else "", self._depth(level), [seg], doubts)

    @staticmethod
    def _depth(level: Level) -> int:
        return 0 if level.around is None else level.around.depth + 1

    # --- signs ---

    def _signs(self, level: Level) -> None:
        for start, end in level.gaps():
            at = start
            for match, rule in self._found_signs(start, end):
                if match.start() >= at and self._take_sign(rule, match, level):
                    at = match.end()

    def _found_signs(self, start: int, end: int) -> list[tuple[re.Match[str], SignRule]]:
        """The signs in a stretch without brackets in their order, the earlier rule's first."""
        rules = self._profile.signs
        found = [(match, rule) for rule in rules for match in rule.match.finditer(self._source, start, end)]
        return sorted((one for one in found if one[0].end() > one[0].start()), key=lambda one: one[0].start())

    def _take_sign(self, rule: SignRule, match: re.Match[str], level: Level) -> bool:
        where = level.where(*match.span())
        if where not in rule.where:
            return False
        groups = _spans(match)
        sign = Bracket(*groups.get("sign", match.span()), match[0], "")
        if not self._holds(rule, groups, sign, level, in_date=False):
            return False
        made = self._made(rule, sign, groups, level)
        for one in made.ranges:
            one.lost = ""
        self.decisions.append(made)
        return True


_SENTENCES: Final = {
    "unopened": "the bracket is closed and was never opened",
    "unclosed": "the bracket is opened and never closed: it ends with its block",
}
_UNKNOWN: Final = {"type": "unresolved", "cert": "unknown"}
_BLOCKS: Final = frozenset({"ab", "fw", "gap", "note", "pb", "milestone", "head", "opener", "closer", "argument"})
"""What may stand where a paragraph may."""


def _shows(rule: BracketRule, one: Bracket, groups: dict[str, tuple[int, int]]) -> bool:
    """Whether the brackets in *one* are in places of the template: what is generated has none of its own."""
    if not one.children or rule.template is None:
        return True
    shown = [groups[name] for name in rule.template.places() if name in groups]
    return all(any(low <= child.start and child.end <= high for low, high in shown) for child in one.children)


def _page(made: Sequence[Range]) -> int:
    """The number of the page that begins with one of *made*, 0 if none does or it is no number."""
    numbers = [one.attributes.get("n", "") for one in made if one.name == "pb"]
    return next((int(one) for one in numbers if one.isascii() and one.isdigit()), 0)


def _block(rule: BracketRule | SignRule, where: str, *, outermost: bool) -> str:
    """The level of what a rule makes: ``block`` for what is a line of its own; words that stay words are none."""
    if rule.template is None or rule.template.root not in _BLOCKS:
        return ""
    if rule.level == "leading":
        return "block" if where != "inside" and outermost else ""
    return rule.level or ("block" if where == "alone" and outermost else "")


def _within(made: Sequence[Decision]) -> None:
    """Make what is a line for itself a part of the line where something else precedes it there."""
    before = False
    for one in made:
        before = before or one.level != "block"
        if before and one.level == "block":
            one.level = ""
            if one.ranges[0].name == "ab" and len(one.ranges) > 1:
                del one.ranges[0]
            elif one.ranges[0].name == "ab":
                one.ranges[0].name = "seg"


def _spans(match: re.Match[str], offset: int = 0) -> dict[str, tuple[int, int]]:
    return {
        name: (match.start(name) + offset, match.end(name) + offset)
        for name in match.re.groupindex
        if match.start(name) >= 0
    }
