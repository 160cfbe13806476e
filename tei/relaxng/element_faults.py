"""An element or a text that the grammar does not allow where it stands: what to say, what to advise, how to go on.

Each piece of advice has been tried out on the automaton before it is given.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import names
from tei.relaxng import prospects, wording
from tei.relaxng.advice import Advice, opened
from tei.relaxng.drafts import NOTHING, Allowed, Draft
from tei.relaxng.edges import divided
from tei.relaxng.patterns import EMPTY, NOT_ALLOWED, ElementPattern

if TYPE_CHECKING:
    from tei.diagnostics import Span
    from tei.relaxng.drafts import Drafts
    from tei.relaxng.lexicon import Lexicon
    from tei.relaxng.opened import Opened
    from tei.relaxng.states import Opening, State

_MOST_NAMED: Final = 4
_OTHERS: Final = "other elements"
_MOST_TRIED: Final = 40


class Recovery(NamedTuple):
    """How to go on with an element that is not allowed: as what it is read, and what follows it.

    Without an *opening* the grammar knows nothing of it. *meant* is the name under which it goes on. *doubtful*: it
    may well be something else under a wrong name, so that faults of its own are not to be told. *foreign*: it is
    written as another vocabulary has it, and what is in it may be too.
    """

    opening: "Opening | None"
    meant: str = ""
    doubtful: bool = False
    foreign: bool = False


class ElementFaults:
    """What is said of the elements and texts of one document."""

    def __init__(self, lexicon: "Lexicon", drafts: "Drafts") -> None:
        self._lexicon = lexicon
        self._automaton = lexicon.automaton
        self._drafts = drafts
        self._used: Counter[str] = Counter()
        self._used_in: dict[str, Counter[str]] = {}
        self._advice = Advice(lexicon, self._used)

    def count(self, name: str, parent: "Opened | None") -> None:
        """Remember that the document has one more element *name*, in *parent*."""
        self._used[name] += 1
        if parent is not None:
            inside = self._used_in.get(parent.read_as)
            if inside is None:
                inside = self._used_in[parent.read_as] = Counter()
            inside[name] += 1

    def _likely(self, parent: "Opened | None") -> Counter[str]:
        """Return how likely each element is: what elements like *parent* have had comes before all others."""
        inside = self._used_in.get(parent.read_as) if parent is not None else None
        if not inside:
            return self._used
        more = self._used.total()
        return self._used + Counter({name: count * more for name, count in inside.items()})

    # Elements

    def unallowed(self, child: "Opened", name: str, state: "State") -> Recovery:
        """Return how to go on after the start of *child*, read as *name*, which *state* does not allow."""
        parent = child.parent
        if parent is not None and parent.doubtful:
            return Recovery(self._elsewhere(name, state))
        if parent is not None and parent.foreign:
            meant, _told = self._advice.habit(name, state)
            if meant:
                return self._as(child, name, meant, state)._replace(foreign=True)
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
            return self._unknown(child, parent, name, state)
        return self._known(child, parent, name, state)

    def _same_cause(self, parent: "Opened", name: str) -> bool:
        """Return whether what is wrong has been said of the sibling before."""
        lacking = parent.lacking in self._lexicon.parents(name)
        return lacking or name in parent.refused or ("" in parent.refused and name in self._lexicon.elements)

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
        allowed: Allowed = NOTHING,
    ) -> int:
        span = self._drafts.spans.start_tag(child.offset_bytes)
        return self._drafts.add(Draft(rule, message, span, child, help=tuple(advice), allowed=allowed))

    def _refuse(self, child: "Opened", name: str, opening: "Opening | None", meant: str = "") -> Recovery:
        """Return how to go on with a child that is to be passed over."""
        if child.parent is not None:
            child.parent.faulty = True
            child.parent.refused.add(name)
        return Recovery(opening, meant, doubtful=True)

    def _allowed(self, parent: "Opened | None", state: "State") -> Allowed:
        return self._lexicon.allowed(state, self._likely(parent), everything=self._drafts.everything)

    # Namespaces

    def _twin(self, name: str, state: "State") -> str:
        """Return the element that *name* would be in another namespace: one that is allowed, else any, else ""."""
        twins = self._lexicon.twins(name)
        if name in self._lexicon.elements:
            twins = []
        return next((twin for twin in twins if opened(state, twin) is not None), next(iter(twins), ""))

    def _report_twin(self, child: "Opened", name: str, twin: str, state: "State") -> None:
        local, wanted = wording.local(name), divided(twin)[0]
        where = wording.namespace(name)
        whose = "TEI’s" if wanted == names.TEI else "the schema’s"
        remedy = f'has xmlns="{wanted}"' if wanted else "is in no namespace"
        advice = f"<{local}> is {where}; {whose} {remedy}"
        if child.parent is None:
            message = f"<{local}> {where} cannot be the outermost element of a document under this schema"
            self._report("rng.root-not-allowed", message, child, [advice])
        else:
            message = f"<{local}> {where} is not allowed in {child.parent.tag}"
            self._report("rng.element-not-allowed", message, child, [advice], self._allowed(child.parent, state))

    # The outermost element

    def _root(self, child: "Opened", name: str, state: "State") -> Recovery:
        usual = next((divided(one)[0] for one in self._advice.following(state)), "")
        told = wording.told(name, usual)
        message = f"{told} cannot be the outermost element of a document under this schema"
        meant, advice = "", self._advice.home(name)
        if name not in self._lexicon.elements:
            meant = self._advice.misspelt(name, state)
            advice = wording.meant(meant, name) if meant else self._advice.of_other_vocabulary(name)
        self._report("rng.root-not-allowed", message, child, [advice] if advice else [], self._allowed(None, state))
        if meant:
            return self._as(child, name, meant, state)
        return Recovery(self.stray(name))

    # Names that the grammar has not

    def _unknown(self, child: "Opened", parent: "Opened", name: str, state: "State") -> Recovery:
        message = f"{wording.told(name, divided(parent.read_as)[0])} is not allowed in {parent.tag}"
        meant, told, foreign = self._meant(child, name, state)
        if meant:
            self._report("rng.element-not-allowed", message, child, [told], self._allowed(parent, state))
            return self._as(child, name, meant, state)._replace(foreign=foreign)
        elsewhere, told = self._advice.elsewhere(name)
        self._report("rng.element-not-allowed", message, child, [told], self._allowed(parent, state))
        return self._refuse(child, name, self._elsewhere(elsewhere, state) if elsewhere else None, elsewhere)

    def _meant(self, child: "Opened", name: str, state: "State") -> tuple[str, str, bool]:
        """Return the element that may come next and that *name* stands for, or "", what to say, and if it is foreign.

        Another case of the letters says more than another vocabulary, and that more than other letters.
        """
        near = self._advice.misspelt(name, state)
        meant, told = self._advice.habit(name, state)
        if meant and wording.local(near).lower() != wording.local(name).lower():
            return meant, told, True
        # That the namespace is another has been said further out.
        beside = near if (divided(name)[0], divided(near)[0]) == child.renamed else name
        return near, wording.meant(near, beside) if near else "", False

    @staticmethod
    def _as(child: "Opened", name: str, meant: str, state: "State") -> Recovery:
        """Return how to go on as if *child* had the name that was meant."""
        child.renamed = divided(name)[0], divided(meant)[0]
        child.read_as = meant
        return Recovery(opened(state, meant), meant)

    # Names that the grammar has

    def _known(self, child: "Opened", parent: "Opened", name: str, state: "State") -> Recovery:
        too_early = self._too_early(child, parent, name, state)
        if too_early is not None:
            return too_early
        if self.arrived(child, parent, name):
            # Where it stands is wrong, but what it is, is known.
            return Recovery(self._elsewhere(name, state))
        if prospects.mentions_element(parent.content, name):
            place = self._earlier_place(parent, name)
            if place is not None and place == parent.overtaken:
                # It is the one that they should all stand before which is out of its place.
                return Recovery(self._elsewhere(name, state))
            parent.overtaken = place
            message = f"{child.tag} is allowed in {parent.tag}, but not here among its other elements"
            help_ = list(self._order(parent, name, place))
        else:
            message = f"{child.tag} is not allowed in {parent.tag}"
            hints = list(self._advice.ways_out(parent, name, state))
            parent.lacking = hints[0].wrapper if hints else ""
            help_ = [hint.told for hint in hints]
        self._report("rng.element-not-allowed", message, child, help_, self._allowed(parent, state))
        return self._refuse(child, name, self._elsewhere(name, state))

    def arrived(self, child: "Opened", parent: "Opened", name: str) -> bool:
        """Return whether *child* has been reported as missing before an earlier one, and say there that it is here."""
        if name not in parent.supplied:
            return False
        span = self._drafts.spans.start_tag(child.offset_bytes)
        advice = f"the {wording.tag(name)} at {span.line}:{span.column} should stand before it"
        self._drafts.advise(parent.supplied[name], advice)
        return True

    def _too_early(self, child: "Opened", parent: "Opened", name: str, state: "State") -> Recovery | None:
        """Return how to go on if something is missing before *child*, as if it were there."""
        derivatives = self._automaton.derivatives
        ways = [prospects.way_to_element(derivatives, slot, name) for slot in state.slots]
        lengths = [len(way.steps) for way in ways if way is not None]
        if not lengths:
            return None
        shortest = [way if way is not None and len(way.steps) == min(lengths) else None for way in ways]
        slots = tuple([way.pattern if way is not None else NOT_ALLOWED for way in shortest])
        opening = opened(self._automaton.state(slots), name)
        if parent.faulty:
            # What is missing may well be what has been refused before.
            return Recovery(opening)
        steps = next(way.steps for way in shortest if way is not None)
        message = f"{child.tag} is not allowed here yet: {parent.tag} must have {self._needed(steps)} first"
        number = self._report("rng.element-missing", message, child, (), self._long(parent, steps))
        for step in steps:
            parent.supplied.update(dict.fromkeys(prospects.known_names(step), number))
        return Recovery(opening)

    def _needed(self, steps: tuple[tuple[ElementPattern, ...], ...]) -> str:
        """Return what must come, step after step, as words."""
        shown = [wording.element_names(step) for step in steps]
        if any(len(step) > _MOST_NAMED for step in shown):
            return _OTHERS
        tagged = [wording.either([f"<{name}>" for name in step]) for step in shown]
        return wording.either(tagged, "and") if all(len(step) == 1 for step in shown) else ", then ".join(tagged)

    def _lacking(self, steps: tuple[tuple[ElementPattern, ...], ...], element: "Opened") -> str:
        """Return what *element* lacks, by name if that is little, else by how many elements it is."""
        needed = self._needed(steps)
        if needed != _OTHERS:
            return f"it lacks {needed}"
        if len(steps) > 1:
            return f"it lacks at least {len(steps)} elements"
        grouped = self._lexicon.summary(steps[0], Counter()).shown
        if len(grouped) <= _MOST_NAMED:
            return f"it lacks {wording.either([one if '.' in one else f'<{one}>' for one in grouped])}"
        return "it lacks another element" if element.children else "it lacks an element"

    def _long(self, parent: "Opened", steps: tuple[tuple[ElementPattern, ...], ...]) -> Allowed:
        """Return the elements of the first of *steps* as classes, if there are too many to name them in a sentence."""
        if self._needed(steps) != _OTHERS:
            return NOTHING
        return self._lexicon.summary(steps[0], self._likely(parent), everything=self._drafts.everything)

    # Order

    def _order(self, parent: "Opened", name: str, place: int | None) -> Iterator[str]:
        """Yield that *name* could stand before the sibling at *place*, or which of them takes its place."""
        if place is not None:
            line, column = self._place(parent, place)
            yield f"it may stand before the {wording.tag(parent.children[place])} at {line}:{column}"
            return
        rival = self._rival(parent, name)
        if rival is not None:
            line, column = self._place(parent, rival)
            yield f"{parent.tag} has {wording.a_tag(name)} already, at {line}:{column}"
            return
        excluding = self._excluding(parent, name)
        if excluding is not None:
            line, column = self._place(parent, excluding)
            yield f"it may stand instead of the {wording.tag(parent.children[excluding])} at {line}:{column}"

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
            opening = opened(before, name)
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
                return index if state is not None and opened(state, name) is not None else None
        return None

    @staticmethod
    def _excluding(parent: "Opened", name: str) -> int | None:
        """Return the last sibling, if *name* could stand in its place."""
        last = len(parent.children) - 1
        allowed = len(parent.starts) <= len(parent.before) and last >= 0 and opened(parent.before[last], name)
        return last if allowed else None

    # Text

    def text(self, parent: "Opened", text: str, span: "Span", state: "State") -> None:
        """Report *text*, which *state* does not allow."""
        parent.faulty = True
        if parent.refused or parent.doubtful or parent.foreign:
            parent.refused.add("")
            return
        parent.refused.add("")
        message = f"text is not allowed in {parent.tag}: “{wording.shortened(text)}”"
        advice = tuple(self._advice.about_text(parent, state))
        self._drafts.add(
            Draft("rng.text-not-allowed", message, span, parent, help=advice, allowed=self._allowed(parent, state)),
        )

    # The end

    def incomplete(self, element: "Opened", state: "State", end_bytes: int) -> None:
        """Report that *element* ends though *state* does not allow it."""
        if element.faulty or element.doubtful or element.foreign:
            return
        span = self._drafts.spans.end_tag(end_bytes, element.offset_bytes)
        derivatives = self._automaton.derivatives
        ways = [way for slot in state.slots if (way := prospects.way_to_end(derivatives, slot)) is not None]
        message = f"{element.tag} is incomplete"
        allowed = self._allowed(element, state)
        if ways:
            steps = min(ways, key=lambda way: len(way.steps)).steps
            message += f": {self._lacking(steps, element)}"
            allowed = self._long(element, steps)
        self._drafts.add(Draft("rng.content-incomplete", message, span, element, allowed=allowed))


def _replayed(state: "State", children: list[str]) -> "State | None":
    """Return the state after *children*, each taken as complete, None if one of them is not allowed."""
    for child in children:
        opening = opened(state, child)
        if opening is None:
            return None
        state = opening.frame.after_all()
    return state
