"""An element or a text that the grammar does not allow where it stands: what to say, what to advise, how to go on.

Each piece of advice has been tried out on the automaton before it is given.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import names
from tei.relaxng import prospects, wording
from tei.relaxng.drafts import Draft
from tei.relaxng.edges import divided
from tei.relaxng.patterns import EMPTY, NOT_ALLOWED, ElementPattern
from tei.relaxng.states import Refusal

if TYPE_CHECKING:
    from tei.diagnostics import Span
    from tei.relaxng.drafts import Drafts
    from tei.relaxng.lexicon import Lexicon
    from tei.relaxng.opened import Opened
    from tei.relaxng.states import Opening, State

_MOST_NAMED: Final = 3
_MOST_WRAPPERS: Final = 2
_MOST_TRIED: Final = 40


class Recovery(NamedTuple):
    """How to go on with an element that is not allowed: as what it is read, and what follows it.

    Without an *opening* the grammar knows nothing of it. *meant* is the name under which it goes on. *doubtful*: it
    may well be something else under a wrong name, so that faults of its own are not to be told.
    """

    opening: "Opening | None"
    meant: str = ""
    doubtful: bool = False


class ElementFaults:
    """What is said of the elements and texts of one document."""

    def __init__(self, lexicon: "Lexicon", drafts: "Drafts", *, everything: bool) -> None:
        self._lexicon = lexicon
        self._automaton = lexicon.automaton
        self._drafts = drafts
        self._everything = everything
        self.used: Counter[str] = Counter()
        """How often the document has had each element so far."""

    # Elements

    def unallowed(self, child: "Opened", name: str, state: "State") -> Recovery:
        """Return how to go on after the start of *child*, read as *name*, which *state* does not allow."""
        parent = child.parent
        if parent is not None and parent.doubtful:
            return Recovery(self._elsewhere(name, state))
        twin = self._twin(name, state)
        if twin:
            self._report_twin(child, name, twin, state)
            recovery = self._as(child, name, twin, state)
            if recovery.opening is not None:
                return recovery
            return self._refuse(child, name, self._elsewhere(twin, state), twin)
        if parent is None:
            return self._root(child, name, state)
        if self._same_cause(parent, name):
            parent.refused.add(name)
            return Recovery(self._elsewhere(name, state), doubtful=True)
        if name not in self._lexicon.elements:
            return self._unknown(child, name, state)
        return self._known(child, parent, name, state)

    def _same_cause(self, parent: "Opened", name: str) -> bool:
        """Return whether what is wrong has been said of the sibling before."""
        return name in parent.refused or ("" in parent.refused and name in self._lexicon.elements)

    def _elsewhere(self, name: str, state: "State") -> "Opening | None":
        """Return an opening as any element of this name that the grammar has, after which *state* comes again."""
        elements = self._lexicon.elements.get(name, ())
        return self._automaton.entered(dict.fromkeys(elements, state.slots))

    def stray(self, name: str) -> "Opening | None":
        """Return an opening for an element inside one of which the grammar knows nothing."""
        return self._automaton.entered(dict.fromkeys(self._lexicon.elements.get(name, ()), (EMPTY,)))

    def _report(
        self,
        rule: str,
        message: str,
        child: "Opened",
        advice: Iterable[str] = (),
        expected: tuple[str, ...] = (),
    ) -> int:
        span = self._drafts.spans.start_tag(child.offset_bytes)
        return self._drafts.add(Draft(rule, message, span, child, help=tuple(advice), expected=expected))

    def _refuse(self, child: "Opened", name: str, opening: "Opening | None", meant: str = "") -> Recovery:
        """Return how to go on with a child that is to be passed over."""
        if child.parent is not None:
            child.parent.faulty = True
            child.parent.refused.add(name)
        return Recovery(opening, meant, doubtful=True)

    def _allowed(self, state: "State") -> tuple[str, ...]:
        return self._lexicon.allowed(state, self.used, everything=self._everything)

    # Namespaces

    def _twin(self, name: str, state: "State") -> str:
        """Return the element that *name* would be in another namespace: one that is allowed, else any, else ""."""
        twins = self._lexicon.twins(name)
        if name in self._lexicon.elements:
            twins = []
        return next((twin for twin in twins if _opening(state, twin) is not None), next(iter(twins), ""))

    def _report_twin(self, child: "Opened", name: str, twin: str, state: "State") -> None:
        namespace, local = divided(name)
        wanted = divided(twin)[0]
        where = f"in the namespace {namespace}" if namespace else "in no namespace"
        whose = "TEI’s" if wanted == names.TEI else "the schema’s"
        remedy = f'has xmlns="{wanted}"' if wanted else "is in no namespace"
        advice = f"<{local}> is {where}; {whose} {remedy}"
        if child.parent is None:
            message = f"<{local}> {where} cannot be the outermost element of a document under this schema"
            self._report("rng.root-not-allowed", message, child, [advice])
        else:
            message = f"<{local}> {where} is not allowed in {child.parent.tag}"
            self._report("rng.element-not-allowed", message, child, [advice], self._allowed(state))

    # The outermost element

    def _root(self, child: "Opened", name: str, state: "State") -> Recovery:
        message = f"{child.tag} cannot be the outermost element of a document under this schema"
        meant = "" if name in self._lexicon.elements else self._misspelt(name, state)
        advice = [wording.meant(meant, name)] if meant else []
        self._report("rng.root-not-allowed", message, child, advice, self._allowed(state))
        if meant:
            return self._as(child, name, meant, state)
        return Recovery(self.stray(name))

    # Names that the grammar has not

    def _misspelt(self, name: str, state: "State") -> str:
        """Return the element that may come next and of which *name* is a misspelling, or ""."""
        allowed = prospects.known_names(prospects.next_elements(self._automaton, state))
        return next((near for near in wording.nearest_names(name, allowed) if _opening(state, near) is not None), "")

    def _unknown(self, child: "Opened", name: str, state: "State") -> Recovery:
        message = f"{child.tag} is not allowed in {_parent_tag(child)}"
        meant = self._misspelt(name, state)
        if meant:
            self._report("rng.element-not-allowed", message, child, [wording.meant(meant, name)], self._allowed(state))
            return self._as(child, name, meant, state)
        elsewhere = next(wording.nearest_names(name, self._lexicon.elements), "")
        also = f"; it has {wording.tag(elsewhere)}, which is not allowed here either" if elsewhere else ""
        advice = f"the schema has no element {wording.tag(name)}{also}"
        self._report("rng.element-not-allowed", message, child, [advice], self._allowed(state))
        return self._refuse(child, name, self._elsewhere(elsewhere, state) if elsewhere else None, elsewhere)

    @staticmethod
    def _as(child: "Opened", name: str, meant: str, state: "State") -> Recovery:
        """Return how to go on as if *child* had the name that was meant."""
        child.renamed = divided(name)[0], divided(meant)[0]
        return Recovery(_opening(state, meant), meant)

    # Names that the grammar has

    def _known(self, child: "Opened", parent: "Opened", name: str, state: "State") -> Recovery:
        too_early = self._too_early(child, parent, name, state)
        if too_early is not None:
            return too_early
        if name in parent.supplied:
            span = self._drafts.spans.start_tag(child.offset_bytes)
            advice = f"the {wording.tag(name)} at {span.line}:{span.column} should stand before it"
            self._drafts.advise(parent.supplied[name], advice)
            # Where it stands is wrong, but what it is, is known.
            return Recovery(self._elsewhere(name, state))
        if prospects.mentions_element(parent.content, name):
            message = f"{child.tag} is allowed in {parent.tag}, but not here among its other elements"
            help_ = list(self._order(parent, name))
        else:
            message = f"{child.tag} is not allowed in {parent.tag}"
            help_ = list(self._ways_out(parent, name, state))
        self._report("rng.element-not-allowed", message, child, help_, self._allowed(state))
        return self._refuse(child, name, self._elsewhere(name, state))

    def _too_early(self, child: "Opened", parent: "Opened", name: str, state: "State") -> Recovery | None:
        """Return how to go on if something is missing before *child*, as if it were there."""
        derivatives = self._automaton.derivatives
        ways = [prospects.way_to_element(derivatives, slot, name) for slot in state.slots]
        lengths = [len(way.steps) for way in ways if way is not None]
        if not lengths:
            return None
        shortest = [way if way is not None and len(way.steps) == min(lengths) else None for way in ways]
        slots = tuple([way.pattern if way is not None else NOT_ALLOWED for way in shortest])
        opening = _opening(self._automaton.state(slots), name)
        if parent.faulty:
            # What is missing may well be what has been refused before.
            return Recovery(opening)
        steps = next(way.steps for way in shortest if way is not None)
        message = f"{child.tag} is not allowed here yet: {parent.tag} must have {self._needed(steps)} first"
        long = any(len(wording.element_names(step)) > _MOST_NAMED for step in steps)
        expected = self._lexicon.summary(steps[0], self.used, everything=self._everything) if long else ()
        number = self._report("rng.element-missing", message, child, (), expected)
        for step in steps:
            parent.supplied.update(dict.fromkeys(prospects.known_names(step), number))
        return Recovery(opening)

    def _needed(self, steps: tuple[tuple[ElementPattern, ...], ...]) -> str:
        """Return what must come, step after step, as words."""
        shown = [wording.element_names(step) for step in steps]
        if any(len(step) > _MOST_NAMED for step in shown):
            return "other elements"
        tagged = [wording.either([f"<{name}>" for name in step]) for step in shown]
        return wording.either(tagged, "and") if all(len(step) == 1 for step in shown) else ", then ".join(tagged)

    def _ways_out(self, parent: "Opened", name: str, state: "State") -> Iterator[str]:
        """Yield what to put *name* into, or where else it could stand."""
        allowed = prospects.known_names(prospects.next_elements(self._automaton, state))
        wrappers = list(self._wrappers(allowed, name))
        yield from wrappers
        if self._allowed_after(parent, name, state):
            yield f"{wording.tag(name)} is allowed after </{wording.name(parent.name)}>"
        elif not wrappers:
            yield from self._customary(allowed, name)

    def _wrappers(self, allowed: Mapping[str, list[ElementPattern]], name: str) -> Iterator[str]:
        """Yield the elements that are allowed here and exist to hold *name*, directly or in another such element."""
        wrappers = [one for one, elements in sorted(allowed.items()) if self._exists_for(one, elements, name)]
        if 0 < len(wrappers) <= _MOST_WRAPPERS:
            for one in wrappers:
                yield f"{wording.a_tag(one)} is allowed here and may contain {wording.tag(name)}"
        parents = self._lexicon.parents(name)
        if wrappers or len(parents) > _MOST_WRAPPERS:
            return
        for inner in sorted(parents):
            known = self._lexicon.elements.get(inner, [])
            outer = [one for one, elements in sorted(allowed.items()) if self._exists_for(one, elements, inner)]
            if len(outer) == 1 and self._may_begin_with(known, name):
                around, within = wording.a_tag(outer[0]), wording.a_tag(inner)
                yield f"{around} is allowed here, and {within} in it may contain {wording.tag(name)}"

    def _exists_for(self, wrapper: str, elements: list[ElementPattern], name: str) -> bool:
        """Return whether *wrapper* must have *name* or one other, or is one of the few that may have it."""
        parents = self._lexicon.parents(name)
        if wrapper not in parents or not self._may_begin_with(elements, name):
            return False
        return len(parents) <= _MOST_WRAPPERS or any(self._must_have(element, name) for element in elements)

    def _must_have(self, wrapper: ElementPattern, name: str) -> bool:
        derivatives = self._automaton.derivatives
        way = prospects.way_to_end(derivatives, derivatives.closed(wrapper.content, leniently=True))
        if way is None or len(way.steps) != 1:
            return False
        needed = prospects.known_names(way.steps[0])
        return name in needed and len(needed) <= _MOST_WRAPPERS

    def _may_begin_with(self, wrappers: list[ElementPattern], name: str) -> bool:
        derivatives = self._automaton.derivatives
        return any(
            edge.elements.matching(name)
            for wrapper in wrappers
            for edge in derivatives.edges(derivatives.closed(wrapper.content, leniently=True))
        )

    def _customary(self, allowed: Mapping[str, list[ElementPattern]], name: str) -> Iterator[str]:
        """Yield the element that may hold *name* and that the document has most often, or that alone may."""
        holders = [one for one, elements in sorted(allowed.items()) if self._may_begin_with(elements, name)]
        used = [one for one in holders if self.used[one]] if len(holders) > 1 else holders
        if used:
            best = min(used, key=lambda one: (-self.used[one], one))
            yield f"{wording.a_tag(best)} is allowed here and may contain {wording.tag(name)}"

    @staticmethod
    def _allowed_after(parent: "Opened", name: str, state: "State") -> bool:
        """Return whether *name* could stand if *parent* ended before it."""
        after = parent.frame.after(state) if parent.frame is not None and parent.parent is not None else None
        return after is not None and _opening(after, name) is not None

    # Order

    def _order(self, parent: "Opened", name: str) -> Iterator[str]:
        """Yield where among its siblings *name* could stand, or which of them takes its place."""
        place = self._earlier_place(parent, name)
        if place is not None:
            line, column = self._place(parent, place)
            yield f"it may stand before the {wording.tag(parent.children[place])} at {line}:{column}"
            return
        rival = self._rival(parent, name)
        if rival is not None:
            line, column = self._place(parent, rival)
            yield f"{parent.tag} has {wording.a_tag(name)} already, at {line}:{column}"

    def _place(self, parent: "Opened", index: int) -> tuple[int, int]:
        span = self._drafts.spans.start_tag(parent.starts[index])
        return span.line, span.column

    def _earlier_place(self, parent: "Opened", name: str) -> int | None:
        """Return the last sibling before which *name* could stand so that what has been read still could."""
        tried: set[State] = set()
        for index in range(len(parent.children) - 1, -1, -1):
            before = parent.before[index]
            if before in tried:
                continue
            tried.add(before)
            opening = _opening(before, name)
            if opening is not None and _replayed(opening.frame.after_all(), parent.children[index:]) is not None:
                return index
            if len(tried) > _MOST_TRIED:
                return None
        return None

    @staticmethod
    def _rival(parent: "Opened", name: str) -> int | None:
        """Return the sibling of the same name without which *name* could stand here."""
        for index, child in enumerate(parent.children):
            if child == name:
                state = _replayed(parent.before[index], parent.children[index + 1 :])
                return index if state is not None and _opening(state, name) is not None else None
        return None

    # Text

    def text(self, parent: "Opened", text: str, span: "Span", state: "State") -> None:
        """Report *text*, which *state* does not allow."""
        parent.faulty = True
        if parent.refused or parent.doubtful:
            parent.refused.add("")
            return
        parent.refused.add("")
        message = f"text is not allowed in {parent.tag}: “{wording.shortened(text)}”"
        wrapper = self._wrapper_of_text(state)
        advice = (f"{wording.a_tag(wrapper)} is allowed here and may contain text",) if wrapper else ()
        self._drafts.add(
            Draft("rng.text-not-allowed", message, span, parent, help=advice, expected=self._allowed(state)),
        )

    def _wrapper_of_text(self, state: "State") -> str:
        """Return the element that is allowed here and most likely to hold the text, or ""."""
        closed = self._automaton.derivatives.closed
        allowed = prospects.known_names(prospects.next_elements(self._automaton, state))
        holders = [
            name
            for name, elements in allowed.items()
            if any(closed(element.content).allows_text for element in elements)
        ]
        return min(holders, key=lambda name: (-self.used[name], len(name), name), default="")

    # The end

    def incomplete(self, element: "Opened", state: "State", end_bytes: int) -> None:
        """Report that *element* ends though *state* does not allow it."""
        if element.faulty or element.doubtful:
            return
        span = self._drafts.spans.end_tag(end_bytes, element.offset_bytes)
        derivatives = self._automaton.derivatives
        ways = [way for slot in state.slots if (way := prospects.way_to_end(derivatives, slot)) is not None]
        message = f"{element.tag} is incomplete"
        expected: tuple[str, ...] = ()
        if ways:
            steps = min(ways, key=lambda way: len(way.steps)).steps
            needed = self._needed(steps)
            if needed == "other elements":
                expected = self._lexicon.summary(steps[0], self.used, everything=self._everything)
            else:
                message += f": it lacks {needed}"
        else:
            expected = self._allowed(state)
        self._drafts.add(Draft("rng.content-incomplete", message, span, element, expected=expected))


def _parent_tag(child: "Opened") -> str:
    return child.parent.tag if child.parent is not None else ""


def _opening(state: "State", name: str) -> "Opening | None":
    try:
        return state[name]
    except Refusal:
        return None


def _replayed(state: "State", children: list[str]) -> "State | None":
    """Return the state after *children*, each taken as complete, None if one of them is not allowed."""
    for child in children:
        opening = _opening(state, child)
        if opening is None:
            return None
        state = opening.frame.after_all()
    return state
