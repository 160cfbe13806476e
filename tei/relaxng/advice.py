"""What to do about an element or text that is not allowed: what to put it into, where else it could stand.

Each piece of advice has been tried out on the automaton before it is given.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import names
from tei.relaxng import prospects, wording
from tei.relaxng.edges import divided
from tei.relaxng.habits import Habit, habits, holders
from tei.relaxng.patterns import ElementPattern
from tei.relaxng.states import Refusal

if TYPE_CHECKING:
    from tei.relaxng.lexicon import Lexicon
    from tei.relaxng.opened import Opened
    from tei.relaxng.states import Opening, State

_MOST_WRAPPERS: Final = 2
_MOST_NAMED: Final = 3
_MOST_HOMES_TRIED: Final = 30
_MOST_OF_RARE: Final = 10
_MOST_ALTERNATIVES: Final = 4
# Where words stand that lack an element of their own: the first of these that is allowed. Ours to know, as habits are.
_HOLDERS: Final = ("item", "cell", "addrLine", "persName", "p", "l", "ab", "lem", "title", "line")
_BLOCKS: Final = frozenset(("ab", "p"))
_VOCABULARIES: Final = {
    names.HTML: "of HTML",
    names.MATHML: "of MathML",
    names.SVG: "of SVG",
    names.XI: "of XInclude",
}


class Hint(NamedTuple):
    """A piece of advice; *wrapper* is the element that it says is missing around what is not allowed, or ""."""

    told: str
    wrapper: str = ""

    @classmethod
    def wrapped(cls, name: str, wrapper: str) -> "Hint":
        """Return the advice to put *name* into *wrapper*."""
        return cls(f"{wording.a_tag(wrapper)} is allowed here and may contain {wording.tag(name)}", wrapper)


class Advice:
    """Asks the automaton of one grammar about one document, in which elements have been *used* so often."""

    def __init__(self, lexicon: "Lexicon", used: Counter[str]) -> None:
        self._lexicon = lexicon
        self._automaton = lexicon.automaton
        self._used = used
        self._homes_known: dict[str, set[str]] = {}

    def following(self, state: "State") -> dict[str, list[ElementPattern]]:
        """Return the elements that may come next in *state*, by name."""
        return prospects.known_names(prospects.next_elements(self._automaton, state))

    # Other names

    def misspelt(self, name: str, state: "State") -> str:
        """Return the element that may come next and of which *name* is a misspelling, or ""."""
        near = wording.nearest_names(name, self.following(state))
        return next((one for one in near if opened(state, one) is not None), "")

    def habit(self, name: str, state: "State") -> tuple[str, str]:
        """Return what TEI has for an element of another vocabulary and may come next, and how to say so; or "" twice.

        The grammar may have an element of that name too; then it is not certain that the other was meant.
        """
        found = next(((one, way) for one in habits(name) if (way := opened(state, one.element)) is not None), None)
        if found is None:
            return "", ""
        meant, way = found
        told = wording.name(meant.element) + self._rendition(meant, way)
        theirs = f"{meant.vocabulary}’s <{wording.local(name)}>"
        if name in self._lexicon.elements:
            return meant.element, f"if {theirs} was meant, TEI has <{told}> for it"
        return meant.element, f"for {theirs}, TEI has <{told}>"

    @staticmethod
    def _rendition(meant: Habit, way: "Opening") -> str:
        """Return the ``rend`` that is allowed and says the same, as it is written in a start tag, or ""."""
        for value in meant.renditions:
            try:
                way.initial.step("rend").after_value(value, {})
            except Refusal:
                continue
            return f' rend="{value}"'
        return ""

    def elsewhere(self, name: str) -> tuple[str, str]:
        """Return an element that *name* may stand for though it is not allowed here either, and what to say; or ""."""
        for one in habits(name):
            if one.element in self._lexicon.elements:
                told = wording.tag(one.element)
                theirs = f"{one.vocabulary}’s <{wording.local(name)}>"
                return one.element, f"for {theirs}, TEI has {told}, which is not allowed here"
        outside = self.of_other_vocabulary(name)
        if outside:
            return "", outside
        near = next(wording.nearest_far(name, self._lexicon.elements), "")
        also = f"; it has {wording.tag(near)}, which is not allowed here either" if near else ""
        return near, f"the schema has no element {wording.tag(name)}{also}"

    def of_other_vocabulary(self, name: str) -> str:
        """Return that the grammar has nothing in the namespace of *name*, as a sentence, if so."""
        namespace = divided(name)[0]
        if not namespace or any(divided(one)[0] == namespace for one in self._lexicon.elements):
            return ""
        return f"the schema has no elements {_VOCABULARIES.get(namespace, 'in that namespace')}"

    # Other places

    def ways_out(self, parent: "Opened", name: str, state: "State") -> Iterator[Hint]:
        """Yield what to put *name* into, or where else it could stand; the surest first, and nothing that is weaker."""
        _meant, told = self.habit(name, state)
        if told:
            yield Hint(told)
        allowed = self.following(state)
        ways = (self._usual(allowed, name), self._own_parts(parent, allowed, name), self._wrappers(allowed, name))
        wrappers = next((some for way in ways if (some := list(way))), [])
        yield from wrappers
        aside = self._allowed_after(parent, name, state) or self._allowed_before(parent, name)
        if aside:
            yield Hint(aside)
        elif not wrappers:
            yield from self._weaker(parent, allowed, name, state)

    def _weaker(
        self, parent: "Opened", allowed: Mapping[str, list[ElementPattern]], name: str, state: "State"
    ) -> Iterator[Hint]:
        possible = {one: elements for one, elements in allowed.items() if self._may_begin_with(elements, name)}
        if state.text is not None:
            # Among phrases there is always one that would hold it; what holds no text itself may be made for it.
            possible = {one: elements for one, elements in possible.items() if not self._holds_text(elements)}
            rare = len(self._lexicon.parents(name)) <= _MOST_OF_RARE
            possible = possible if len(possible) == 1 and rare else {}
        best = self._customary(possible)
        if best and not self._homes(name):
            yield Hint.wrapped(name, best)
            return
        hints = [*self._required(state, name), Hint(self.home(name))]
        if state.text is not None and self._holds_text(self._lexicon.elements.get(name, ())):
            hints.append(Hint(f"text is allowed in {parent.tag} without {wording.tag(name)} around it"))
        yield from [one for one in hints if one.told][:1]

    def home(self, name: str) -> str:
        """Return where *name* is allowed at all, or what must have it, as a sentence, if these are few elements."""
        parents = sorted(self._lexicon.parents(name))
        if 0 < len(parents) <= _MOST_NAMED:
            return f"{wording.tag(name)} is allowed only in {wording.either(list(map(wording.tag, parents)))}"
        homes = sorted(self._homes(name))
        if 0 < len(homes) <= _MOST_NAMED:
            return f"{wording.tag(name)} belongs in {wording.either(list(map(wording.a_tag, homes)))}"
        return ""

    def _usual(self, allowed: Mapping[str, list[ElementPattern]], name: str) -> Iterator[Hint]:
        """Yield the element that TEI's users put *name* into, if it is allowed."""
        for one in holders(name):
            if one in allowed and self._may_begin_with(allowed[one], name):
                yield Hint.wrapped(name, one)
                return

    def _own_parts(self, parent: "Opened", allowed: Mapping[str, list[ElementPattern]], name: str) -> Iterator[Hint]:
        """Yield the element that *parent* is made of, as a list is of items, if it is allowed and may hold *name*."""
        for one in self._parts(parent, _MOST_WRAPPERS):
            if one in allowed and one != name and self._may_begin_with(allowed[one], name):
                yield Hint.wrapped(name, one)
                return

    def _parts(self, parent: "Opened", most: int) -> Iterator[str]:
        """Yield the elements that *parent* must have, if they are *most* or fewer, and the last that it has."""
        ways = [prospects.way_to_end(self._automaton.derivatives, slot) for slot in parent.content]
        steps = next((way.steps for way in ways if way is not None), ())
        needed = prospects.known_names(element for step in steps for element in step)
        if len(needed) <= most:
            yield from needed
        yield from parent.children[-1:]

    def _wrappers(self, allowed: Mapping[str, list[ElementPattern]], name: str) -> Iterator[Hint]:
        """Yield the elements that are allowed here and exist to hold *name*, directly or in another such element."""
        homes = self._homes(name)
        wrappers = [one for one, elements in sorted(allowed.items()) if self._exists_for(one, elements, name, homes)]
        if 0 < len(wrappers) <= _MOST_WRAPPERS:
            yield from (Hint.wrapped(name, one) for one in wrappers)
        parents = homes or self._lexicon.parents(name)
        if wrappers or len(parents) > _MOST_WRAPPERS:
            return
        for inner in sorted(parents):
            known, above = self._lexicon.elements.get(inner, []), self._homes(inner)
            outer = [one for one, elements in sorted(allowed.items()) if self._exists_for(one, elements, inner, above)]
            if len(outer) == 1 and self._may_begin_with(known, name):
                around, within = wording.a_tag(outer[0]), wording.a_tag(inner)
                yield Hint(f"{around} is allowed here, and {within} in it may contain {wording.tag(name)}", outer[0])

    def _homes(self, name: str) -> set[str]:
        """Return the elements that must have *name* or one of a few others."""
        found = self._homes_known.get(name)
        if found is None:
            parents, known = self._lexicon.parents(name), self._lexicon.elements
            tried = parents if len(parents) <= _MOST_HOMES_TRIED else ()
            found = {one for one in tried if any(self._must_have(element, name) for element in known.get(one, ()))}
            self._homes_known[name] = found
        return found

    def _exists_for(self, wrapper: str, elements: list[ElementPattern], name: str, homes: set[str]) -> bool:
        """Return whether *wrapper* is one of the *homes* of *name*, or of the few that may have it if none must."""
        parents = self._lexicon.parents(name)
        if wrapper not in parents or not self._may_begin_with(elements, name):
            return False
        return wrapper in homes if homes else len(parents) <= _MOST_WRAPPERS

    def _must_have(self, wrapper: ElementPattern, name: str) -> bool:
        derivatives = self._automaton.derivatives
        way = prospects.way_to_end(derivatives, derivatives.closed(wrapper.content, leniently=True))
        if way is None or len(way.steps) != 1:
            return False
        needed = prospects.known_names(way.steps[0])
        return name in needed and len(needed) <= _MOST_ALTERNATIVES

    def _may_begin_with(self, wrappers: Iterable[ElementPattern], name: str) -> bool:
        derivatives = self._automaton.derivatives
        return any(
            edge.elements.matching(name)
            for wrapper in wrappers
            for edge in derivatives.edges(derivatives.closed(wrapper.content, leniently=True))
        )

    def _customary(self, possible: Collection[str]) -> str:
        """Return the one of *possible* that the document has most often, else the likeliest, or ""."""
        best = min(possible, key=lambda one: (-self._used[one], _rank(one), one), default="")
        likely = best and (self._used[best] or len(possible) == 1 or _rank(best) < len(_HOLDERS))
        return best if likely else ""

    def _required(self, state: "State", name: str) -> Iterator[Hint]:
        """Yield the element that must come next and may hold *name* in some place."""
        for slot in state.slots:
            way = prospects.way_to_end(self._automaton.derivatives, slot)
            first = way.steps[0] if way is not None and way.steps else ()
            needed = prospects.known_names(first)
            for one, elements in needed.items() if len(needed) == 1 else ():
                if prospects.mentions_element([element.content for element in elements], name):
                    yield Hint(f"{wording.a_tag(one)} is needed here and may contain {wording.tag(name)}", one)

    @staticmethod
    def _allowed_after(parent: "Opened", name: str, state: "State") -> str:
        """Return that *name* could stand if *parent* ended before it, if so."""
        after = parent.frame.after(state) if parent.frame is not None and parent.parent is not None else None
        if after is None or opened(after, name) is None:
            return ""
        shown = wording.name(parent.name)
        end = f"<{shown}/>" if prospects.always_empty(parent.content) else f"</{shown}>"
        return f"{wording.tag(name)} is allowed after {end}"

    @staticmethod
    def _allowed_before(parent: "Opened", name: str) -> str:
        """Return that *name* could stand before *parent*, if so and nothing stands in it yet."""
        outer = parent.parent
        if outer is None or parent.children or not outer.starts or outer.starts[-1] != parent.offset_bytes:
            return ""
        before = opened(outer.before[-1], name)
        if before is None or opened(before.frame.after_all(), outer.children[-1]) is None:
            return ""
        return f"{wording.tag(name)} is allowed before {parent.tag}"

    # Text

    def about_text(self, parent: "Opened", state: "State") -> Iterator[str]:
        """Yield what to put text into that is not allowed in *parent*, or where else it could stand."""
        holder = self._holder_of_text(parent, state)
        if holder:
            yield f"{wording.a_tag(holder)} is allowed here and may contain text"
        elif prospects.always_empty(parent.content):
            shown = wording.name(parent.name)
            after = parent.frame.after(state) if parent.frame is not None else None
            beside = f"; text is allowed after <{shown}/>" if after is not None and after.text is not None else ""
            yield f"{parent.tag} is always empty{beside}"

    def _holder_of_text(self, parent: "Opened", state: "State") -> str:
        """Return the element that is allowed here and most likely to hold the text, or ""."""
        possible = {name: None for name, elements in self.following(state).items() if self._holds_text(elements)}
        parts = [one for one in self._parts(parent, _MOST_NAMED) if one in possible]
        # A part of the parent's own says more than a paragraph.
        likely = sorted(parts, key=lambda one: wording.local(one) in _BLOCKS)
        customary = sorted((one for one in possible if _rank(one) < len(_HOLDERS)), key=_rank)
        alone = list(possible) if len(possible) == 1 else []
        return next(iter([*likely, *customary, *alone]), "")

    def _holds_text(self, elements: Iterable[ElementPattern]) -> bool:
        closed = self._automaton.derivatives.closed
        return any(closed(element.content, leniently=True).allows_text for element in elements)


def _rank(name: str) -> int:
    local = wording.local(name)
    return _HOLDERS.index(local) if local in _HOLDERS else len(_HOLDERS)


def opened(state: "State", name: str) -> "Opening | None":
    """Return where the start tag *name* leads from *state*, None if it is not allowed."""
    try:
        return state[name]
    except Refusal:
        return None
