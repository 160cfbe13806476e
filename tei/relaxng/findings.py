"""The second pass over a document that has been refused: every independent fault, in its place, explained.

It goes the automaton's way as far as that leads. Where it ends, the fault is reported and the pass goes on as if what
was meant stood there: the element under its right name, the missing one before it, or nothing at all.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tei.relaxng import wording
from tei.relaxng.attribute_faults import AttributeFaults, identifier
from tei.relaxng.context import Declarations
from tei.relaxng.derivatives import WHITE_SPACE, words
from tei.relaxng.drafts import Allowed, Draft, Drafts
from tei.relaxng.driver import parser
from tei.relaxng.edges import divided, joined
from tei.relaxng.element_faults import ElementFaults, Recovery
from tei.relaxng.opened import Opened
from tei.relaxng.patterns import EMPTY, NOT_ALLOWED
from tei.relaxng.spans import Spans
from tei.relaxng.states import Refusal
from tei.relaxng.value_faults import EMPTY_TOLD, value_fault

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic, Span
    from tei.relaxng.automaton import Automaton
    from tei.relaxng.lexicon import Lexicon
    from tei.relaxng.states import Opening, State


class Explanation:
    """One document on its second way through the automaton."""

    def __init__(self, lexicon: "Lexicon", text: str, path: str, *, everything: bool) -> None:
        self._automaton: Final[Automaton] = lexicon.automaton
        self._text = text
        self._drafts = Drafts(Spans(path, text), everything=everything)
        self._elements = ElementFaults(lexicon, self._drafts)
        self._lexicon = lexicon
        self._identifiers = IdentifierFaults(self._drafts, self._automaton.identifiers)
        self._context = Declarations()
        self._expat = parser()
        self._open: Opened | None = None
        self._outermost: Opened | None = None
        self._state: State | None = self._automaton.start()
        self._pieces: list[str] = []
        self._text_start = self._last_start = 0
        self._last_piece = ""

    def run(self) -> "list[Diagnostic]":
        """Return the findings."""
        expat = self._expat
        expat.buffer_text = False
        if self._automaton.contextual:
            self._context.attach(expat)
        expat.StartElementHandler, expat.EndElementHandler = self._start, self._end
        expat.CharacterDataHandler = self._characters
        expat.Parse(self._text.encode("utf-8"), True)  # noqa: FBT003 - pyexpat takes no keyword
        self._identifiers.finish()
        return self._drafts.finished()

    def without_reason(self) -> "Diagnostic":
        """Return the finding for a document that is refused though nothing was found."""
        place = self._outermost or Opened("", 0, None)
        message = "the grammar refuses the document and does not say where"
        return Draft("rng.invalid", message, self._drafts.spans.start_tag(0), place).finished(self._drafts.spans.path)

    # Start tags

    def _start(self, written: str, attributes: list[str]) -> None:
        offset = self._expat.CurrentByteIndex
        self._read_text(ending=False)
        parent, before = self._open, self._state
        child = Opened(written, offset, parent)
        child.identifier = identifier(attributes)
        self._open = child
        self._outermost = self._outermost or child
        name = self._renamed(child, written)
        recovery = self._opened(child, name, before)
        name = recovery.meant or name
        child.doubtful, child.foreign = recovery.doubtful, recovery.foreign
        self._elements.count(name, parent)
        self._identifiers.read(child, name, attributes)
        if recovery.opening is None:
            child.settled, child.resumed = True, before
            self._state = None
            return
        child.frame = recovery.opening.frame
        if before is None:
            child.settled = True
        self._state = self._inside(child, recovery.opening, attributes)
        child.content = self._state.slots

    def _inside(self, child: Opened, opening: "Opening", attributes: list[str]) -> "State":
        """Return the state inside the element, having reported what is wrong with its attributes."""
        try:
            return self._automaton.inside(opening, attributes, self._context)
        except Refusal:
            drafts = Drafts(self._drafts.spans) if child.doubtful or child.foreign else self._drafts
            faults = AttributeFaults(self._automaton, drafts, child, attributes, self._context)
            return faults.read(opening.initial)

    def _opened(self, child: Opened, name: str, before: "State | None") -> Recovery:
        """Return where the start tag leads, having reported it if it should not be there."""
        if before is None:
            return Recovery(self._elements.stray(name))
        try:
            opening = before[name]
        except Refusal:
            return self._elements.unallowed(child, name, before)
        if child.parent is not None:
            child.parent.remember(name, child.offset_bytes, before)
            self._elements.arrived(child, child.parent, name)
        return Recovery(opening)

    def _renamed(self, child: Opened, name: str) -> str:
        """Return *name* in the namespace that was meant, where the wrong one has been reported further out."""
        wrong, right = child.renamed
        if wrong == right:
            return name
        namespace, local = divided(name)
        if namespace != wrong:
            return name
        meant = joined(right, local)
        return meant if meant in self._lexicon.elements else name

    # Text

    def _characters(self, data: str) -> None:
        state = self._state
        if state is None or state.mixed:
            return
        if data.strip(WHITE_SPACE):
            start = self._expat.CurrentByteIndex
            if not any(piece.strip(WHITE_SPACE) for piece in self._pieces):
                self._text_start = start
            self._last_start, self._last_piece = start, data
        self._pieces.append(data)

    def _read_text(self, *, ending: bool) -> None:
        """Go on with the text since the last tag; at a start tag, white space is layout."""
        if not self._pieces:
            return
        text = "".join(self._pieces)
        self._pieces.clear()
        state, element = self._state, self._open
        blank = not text.strip(WHITE_SPACE)
        if state is None or element is None or (blank and not (ending and state.decides and not element.faulty)):
            return
        if state.decides:
            try:
                self._state = state.after_text(text, self._context)
            except Refusal:
                self._report_value(element, state, text)
                self._state = self._without_value(state)
        elif state.text is not None:
            self._state = state.text
        else:
            self._elements.text(element, text, self._text_span(), state)

    def _text_span(self) -> "Span":
        return self._drafts.spans.text(self._text_start, self._last_start, self._last_piece)

    def _without_value(self, state: "State") -> "State":
        """Return the state as if the value had been right."""
        return self._automaton.state(tuple([EMPTY if slot.has_data else NOT_ALLOWED for slot in state.slots]))

    def _report_value(self, element: Opened, state: "State", text: str) -> None:
        if element.doubtful or element.foreign:
            return
        pattern = self._automaton.table.choice_of(state.slots)
        fault = value_fault(self._automaton.derivatives, pattern, text, self._context)
        reason = fault.message or "it is not a value that is allowed"
        if fault.word and not fault.message:
            reason = f"“{fault.word}” is not among the words that are allowed"
        if text.strip(WHITE_SPACE):
            message, span = f"“{wording.shortened(text)}” in {element.tag}: {reason}", self._text_span()
        else:
            told = reason.removeprefix(EMPTY_TOLD)
            message = f"{element.tag} is empty{told if told != reason else f': {reason}'}"
            # That there is nothing is known only now, at the end tag.
            span = self._drafts.spans.end_tag(self._expat.CurrentByteIndex, element.offset_bytes)
        self._drafts.add(Draft("rng.value", message, span, element, help=fault.help, allowed=Allowed(fault.expected)))

    # End tags

    def _end(self, _name: str) -> None:
        offset = self._expat.CurrentByteIndex
        self._read_text(ending=True)
        element, state = self._open, self._state
        if element is None:
            return
        if element.frame is not None and state is not None:
            try:
                self._state = element.frame[state]
            except Refusal:
                self._report_end(element, state, offset)
                self._state = element.frame.after_all()
        if element.settled:
            self._state = element.resumed
        self._open = element.parent

    def _report_end(self, element: Opened, state: "State", offset_bytes: int) -> None:
        if state.decides and not element.children and not element.faulty:
            self._report_value(element, state, "")
        else:
            self._elements.incomplete(element, state, offset_bytes)


class IdentifierFaults:
    """Identifiers that occur twice, and references to none.

    Source: RELAX NG DTD Compatibility, section 5.
    """

    def __init__(self, drafts: Drafts, kinds: Mapping[tuple[str, str], str]) -> None:
        self._drafts = drafts
        self._kinds = kinds
        self._owners: dict[str, tuple[Opened, int]] = {}
        self._references: list[tuple[str, Opened, str, int]] = []

    def read(self, element: Opened, name: str, attributes: list[str]) -> None:
        """Take in the attributes of a start tag that is read as *name*."""
        if not self._kinds:
            return
        for index in range(0, len(attributes), 2):
            kind = self._kinds.get((name, attributes[index]))
            if kind == "ID":
                self._read_identifier(element, attributes[index], attributes[index + 1], index // 2)
            elif kind:
                wanted = words(attributes[index + 1])
                self._references += [(word, element, attributes[index], index // 2) for word in wanted]

    def _read_identifier(self, element: Opened, attribute: str, value: str, index: int) -> None:
        identifier_ = value.strip(WHITE_SPACE)
        owner, place = self._owners.setdefault(identifier_, (element, index))
        if owner is element:
            return
        span = self._drafts.spans.attribute(owner.offset_bytes, place)
        shown = wording.name(attribute)
        message = f'{shown}="{identifier_}" is taken: {owner.tag} at {span.line}:{span.column} has it'
        here = self._drafts.spans.attribute(element.offset_bytes, index)
        # The readable XPath is anchored at identifiers, and this one is ambiguous.
        self._drafts.add(Draft("rng.duplicate-id", message, here, element, shown, anchored=False))

    def finish(self) -> None:
        """Report the references that lead nowhere: only at the end is it known."""
        for word, element, attribute, index in self._references:
            if word in self._owners:
                continue
            shown = wording.name(attribute)
            near = next(wording.nearest(word, self._owners), "")
            advice = (f"did you mean {near}?",) if near else ()
            message = f"{shown} on {element.tag} refers to “{word}”, which no element has as its identifier"
            span = self._drafts.spans.attribute(element.offset_bytes, index)
            self._drafts.add(Draft("rng.idref", message, span, element, shown, help=advice))
