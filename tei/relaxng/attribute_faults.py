"""The attributes of a start tag that the grammar refuses: each that is at fault, and each that is missing."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tei.relaxng import prospects, wording
from tei.relaxng.drafts import Allowed, Draft
from tei.relaxng.habits import attribute_habits
from tei.relaxng.opened import XML_ID
from tei.relaxng.states import Refusal
from tei.relaxng.value_faults import value_fault

if TYPE_CHECKING:
    from tei.relaxng.automaton import Automaton
    from tei.relaxng.drafts import Drafts
    from tei.relaxng.opened import Opened
    from tei.relaxng.states import State, Step, Tag

_MOST_NAMED: Final = 4
_FAR: Final = 0.6


class AttributeFaults:
    """The attributes of one start tag, on their way through the automaton with as few losses as may be."""

    def __init__(
        self,
        automaton: "Automaton",
        drafts: "Drafts",
        element: "Opened",
        attributes: list[str],
        context: Mapping[str, str],
    ) -> None:
        self._automaton = automaton
        self._drafts = drafts
        self._element = element
        self._context = context
        self._places = {name: index for index, name in enumerate(attributes[::2])}
        self._values = dict(zip(attributes[::2], attributes[1::2], strict=True))
        self._meant: set[str] = set()
        self._unexplained: list[tuple[str, int]] = []

    def read(self, initial: "Tag") -> "State":
        """Return the state inside the element, having reported what is wrong with its attributes."""
        tag = initial
        unknown: list[str] = []
        for name in sorted(self._values):
            step = _step(tag, name)
            if step is None:
                unknown.append(name)
            else:
                tag = self._after(step, name)
        for name in unknown:
            tag = self._unknown(initial, tag, name)
        closed = tag.closed()
        if closed is None:
            self._missing(tag)
            closed = tag.closed_leniently()
        return closed

    def _after(self, step: "Step", name: str) -> "Tag":
        try:
            return step.after_value(self._values[name], self._context)
        except Refusal:
            self._value(step, name)
            return step.after_all()

    def _add(
        self, rule: str, message: str, name: str, help_: tuple[str, ...] = (), expected: tuple[str, ...] = ()
    ) -> int:
        span = self._drafts.spans.attribute(self._element.offset_bytes, self._places[name])
        return self._drafts.add(Draft(rule, message, span, self._element, wording.name(name), help_, Allowed(expected)))

    def _value(self, step: "Step", name: str) -> None:
        value = " ".join(self._values[name].split())
        shown = f'{wording.name(name)}="{value}"'
        fault = value_fault(self._automaton.derivatives, step.value, self._values[name], self._context)
        if fault.message and fault.word:
            message = f"“{fault.word}” in {shown} on {self._element.tag}: {fault.message}"
        elif fault.message:
            message = f"{shown} on {self._element.tag}: {fault.message}"
        elif fault.word:
            message = f"“{fault.word}” is not among the words that {shown} may have on {self._element.tag}"
        else:
            message = f"{shown} is not a value that {self._element.tag} allows"
        self._add("rng.value", message, name, fault.help, fault.expected)

    def _unknown(self, initial: "Tag", tag: "Tag", name: str) -> "Tag":
        """Return *tag*, after the attribute that was meant if that is clear."""
        rival = self._rival(initial, name)
        if rival:
            first, second = sorted((rival, name), key=self._places.__getitem__)
            both = wording.either([wording.name(first), wording.name(second)], "and")
            message = f"{self._element.tag} may not have the attributes {both} together"
            self._add("rng.attribute-not-allowed", message, second)
            return tag
        shown = self._element.tag
        message = f"{wording.attribute(name)} is not allowed on {shown}"
        allowed = self._allowed(tag)
        meant = self._likely(tag, name)
        if meant:
            self._add("rng.attribute-not-allowed", message, name, (f"did you mean {wording.name(meant)}?",), allowed)
            step = _step(tag, meant)
            return tag if step is None else self._after_meant(step, name)
        number = self._add("rng.attribute-not-allowed", message, name, (), allowed)
        self._unexplained.append((name, number))
        return tag

    def _allowed(self, tag: "Tag") -> tuple[str, ...]:
        """Return the attributes that could stand there too: there are many, so only where everything is asked for."""
        if not self._drafts.everything:
            return ()
        possible = (name for name in prospects.attribute_names(tag.slots) if name not in self._values)
        return tuple(sorted(wording.name(name) for name in possible if _step(tag, name) is not None))

    def _after_meant(self, step: "Step", name: str) -> "Tag":
        try:
            return step.after_value(self._values[name], self._context)
        except Refusal:
            return step.after_all()

    def _rival(self, initial: "Tag", name: str) -> str:
        """Return the attribute beside which *name* cannot stand though it could alone, or ""."""
        if _step(initial, name) is None:
            return ""
        for other in self._values:
            step = _step(initial, other) if other != name else None
            if step is not None and _step(step.after_all(), name) is None:
                return other
        return ""

    def _likely(self, tag: "Tag", name: str) -> str:
        """Return the attribute that may come next and of which *name* is a misspelling, or ""."""
        candidates = [one for one in prospects.attribute_names(tag.slots) if one not in self._values]
        local = wording.local(name)
        same = [one for one in candidates if wording.local(one) == local]
        # What must be there and is not may be spelt further off: url, uri.
        needed = [one for one in self._required(tag) if wording.local(one) not in {local, ""} and one in candidates]
        by_local = {wording.local(one): one for one in needed}
        far = [by_local[one] for one in wording.nearest(local, by_local, _FAR)]
        foreign = [one for one in attribute_habits(name) if one in candidates]
        for candidate in (*same, *foreign, *wording.nearest_names(name, candidates), *far):
            if candidate in self._meant:
                continue
            step = _step(tag, candidate)
            if step is not None:
                self._meant.add(candidate)
                return candidate
        return ""

    @staticmethod
    def _required(tag: "Tag") -> frozenset[str]:
        alive = [names for slot in tag.slots if (names := prospects.required_attributes(slot)) is not None]
        return frozenset.intersection(*alive) if alive else frozenset()

    def _missing(self, tag: "Tag") -> None:
        required = self._required(tag)
        if len(required) == 1 and self._explained_by(next(iter(required)), tag):
            return
        if required:
            for name in sorted(required):
                self._lacks([name], tag)
            return
        enough = [name for name in prospects.attribute_names(tag.slots) if self._completes(tag, name)]
        if enough and len(enough) <= _MOST_NAMED:
            self._lacks(sorted(enough), tag)
        else:
            self._add_missing(f"{self._element.tag} lacks an attribute", tuple(map(wording.name, sorted(enough))))

    def _explained_by(self, missing: str, tag: "Tag") -> bool:
        """Return whether one attribute that is not allowed has the value of the one that is *missing*, and say so."""
        step = _step(tag, missing)
        if len(self._unexplained) != 1 or step is None:
            return False
        ((name, number),) = self._unexplained
        if not self._automaton.derivatives.matches(step.value, self._values[name], self._context):
            return False
        self._drafts.advise(number, f"{self._element.tag} lacks {wording.name(missing)}, which it must have")
        return True

    def _completes(self, tag: "Tag", name: str) -> bool:
        step = _step(tag, name)
        return step is not None and step.after_all().closed() is not None

    def _lacks(self, names: list[str], tag: "Tag") -> None:
        shown = wording.either(list(map(wording.name, names)))
        step = _step(tag, names[0]) if len(names) == 1 else None
        expected: tuple[str, ...] = ()
        if step is not None:
            fault = value_fault(self._automaton.derivatives, step.value, "\0", self._context)
            expected = fault.expected
        self._add_missing(f"{self._element.tag} lacks the attribute {shown}", expected)

    def _add_missing(self, message: str, expected: tuple[str, ...]) -> None:
        span = self._drafts.spans.start_tag(self._element.offset_bytes)
        self._drafts.add(Draft("rng.attribute-missing", message, span, self._element, allowed=Allowed(expected)))


def _step(tag: "Tag", name: str) -> "Step | None":
    try:
        return tag.step(name)
    except Refusal:
        return None


def identifier(attributes: list[str]) -> str | None:
    """Return the value of ``xml:id``, if there is one."""
    for index in range(0, len(attributes), 2):
        if attributes[index] == XML_ID:
            return attributes[index + 1]
    return None
