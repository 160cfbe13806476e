"""One pass over a document with expat, to learn whether the grammar accepts it.

Nothing is noted about places: a document that is refused is read again by :mod:`tei.relaxng.findings`, which takes
the time to explain. The memory needed grows with the depth of the document, not with its length.
"""

import pyexpat
from typing import TYPE_CHECKING, Final, NoReturn, cast

from tei import limits
from tei.relaxng.automaton import Automaton
from tei.relaxng.context import Declarations
from tei.relaxng.derivatives import WHITE_SPACE, words
from tei.relaxng.states import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tei.relaxng.states import Frame

    Start = Callable[[str, list[str]], None]
    End = Callable[[str], None]
    Text = Callable[[str], None]

_BUFFER_CHARS: Final = 1 << 16


def parser() -> "pyexpat.XMLParserType":
    """Return a parser of UTF-8 that gives names as the automaton has them, and text in one piece."""
    made = pyexpat.ParserCreate("UTF-8", namespace_separator="\n")
    made.ordered_attributes = True
    made.buffer_text = True
    made.buffer_size = _BUFFER_CHARS
    return made


def accepts(automaton: Automaton, data: bytes, depth: int = limits.DEFAULT.depth, longest: int = 0) -> bool:
    """Return whether the grammar accepts the document in *data*, which is UTF-8.

    One with elements nested more deeply than *depth* is not accepted, nor is one with an attribute longer than
    *longest*, in characters or in bytes, where that is not 0. Raises :class:`pyexpat.ExpatError` if it is not
    well-formed, or returns False where C has read it.
    """
    verdict = automaton.accelerator.accepts(data, depth, longest) if automaton.accelerator is not None else None
    return accepts_in_python(automaton, data, depth, longest) if verdict is None else verdict


def accepts_in_python(automaton: Automaton, data: bytes, depth: int = limits.DEFAULT.depth, longest: int = 0) -> bool:
    """Return what :func:`accepts` does, never asking C. Raises :class:`pyexpat.ExpatError`."""
    reading, expat = _attached(automaton, depth, longest)
    try:
        expat.Parse(data, True)  # noqa: FBT003 - pyexpat takes no keyword
    except Refusal:
        return False
    return reading.complete()


def accepts_pieces(
    automaton: Automaton, pieces: "Iterable[bytes]", depth: int = limits.DEFAULT.depth, longest: int = 0
) -> bool:
    """Return whether the grammar accepts a document that comes in pieces, without keeping them.

    A document with a DOCTYPE is not accepted: what that declares must be looked through before. For the rest, and for
    what is raised, it is as :func:`accepts`.
    """
    if automaton.accelerator is not None:
        return bool(automaton.accelerator.accepts_pieces(pieces, depth, longest))
    reading, expat = _attached(automaton, depth, longest)
    expat.StartDoctypeDeclHandler = _refuse
    try:
        for piece in pieces:
            expat.Parse(piece, False)  # noqa: FBT003 - pyexpat takes no keyword
        expat.Parse(b"", True)  # noqa: FBT003 - as before
    except Refusal:
        return False
    return reading.complete()


def _attached(automaton: Automaton, depth: int, longest: int) -> "tuple[Reading, pyexpat.XMLParserType]":
    reading, expat = Reading(automaton, depth), parser()
    reading.attach(expat)
    if longest:
        _bound(expat, longest)
    return reading, expat


def _bound(expat: "pyexpat.XMLParserType", longest: int) -> None:
    """Have *expat* refuse attributes longer than *longest*."""
    start = cast("Start", expat.StartElementHandler)

    def bounded(name: str, attributes: list[str]) -> None:
        if any(len(value) > longest for value in attributes[1::2]):
            raise Refusal
        start(name, attributes)

    expat.StartElementHandler = bounded


def _refuse(*_declared: object) -> NoReturn:
    raise Refusal


class Reading:
    """One document on its way through the automaton."""

    def __init__(self, automaton: Automaton, depth: int) -> None:
        self._automaton = automaton
        self._depth = depth
        self._identifiers: set[str] = set()
        self._references: set[str] = set()
        self._context = Declarations()

    def attach(self, expat: "pyexpat.XMLParserType") -> None:
        """Have *expat* call this reading."""
        if self._automaton.contextual:
            self._context.attach(expat)
        expat.StartElementHandler, expat.EndElementHandler, expat.CharacterDataHandler = self._handlers()

    def complete(self) -> bool:
        """Return whether every identifier that is referred to is there."""
        return self._references <= self._identifiers

    def _handlers(self) -> "tuple[Start, End, Text]":  # noqa: C901 - a call for each part would cost the time of a look-up
        """Return the handlers, closures over what they need: they run for each tag and each text."""
        automaton, context, note, depth = self._automaton, self._context, self._note, self._depth
        walk = self._automaton.walk
        state = automaton.start()
        stack: list[Frame] = []
        push, pop = stack.append, stack.pop
        pending = ""

        def start(name: str, attributes: list[str]) -> None:  # noqa: C901 - as above
            nonlocal state, pending
            if pending:
                # Between tags, white space is layout.
                if pending.strip(WHITE_SPACE):
                    state = state.after_text(pending, context)
                pending = ""
            opening = state[name]
            push(opening.frame)
            if len(stack) > depth:
                raise Refusal
            if not attributes:
                if opening.bare is None:
                    raise Refusal
                state = opening.bare
                return
            plan = opening.plans[attributes[0] if len(attributes) == 2 else tuple(attributes[::2])]  # noqa: PLR2004
            for index, checks in plan.checks:
                checks[attributes[index]]
            if plan.identifiers:
                note(plan.identifiers, attributes)
            if plan.after is None:
                state = walk(opening, attributes, context)
                return
            state = plan.after
            for index, pattern in plan.contextual:
                if not automaton.derivatives.matches(pattern, attributes[index], context):
                    raise Refusal

        def end(_name: str) -> None:
            nonlocal state, pending
            if pending:
                state = state.after_text(pending, context)
                pending = ""
            state = pop()[state]

        def text(data: str) -> None:
            nonlocal state, pending
            if state.mixed:
                return
            if state.decides:
                pending += data
            elif data.strip(WHITE_SPACE):
                if state.text is None:
                    raise Refusal
                state = state.text

        return start, end, text

    def _note(self, identifiers: tuple[tuple[int, str], ...], attributes: list[str]) -> None:
        for index, kind in identifiers:
            if kind == "ID":
                identifier = attributes[index].strip(WHITE_SPACE)
                if identifier in self._identifiers:
                    raise Refusal
                self._identifiers.add(identifier)
            else:
                self._references.update(words(attributes[index]))
