"""The regular expressions of XML Schema, read.

    regExp     ::= branch ( '|' branch )*
    branch     ::= ( atom quantifier? )*
    quantifier ::= [?*+] | '{' [0-9]+ ( ',' [0-9]* )? '}'
    atom       ::= character | escape | '.' | '[' group ']' | '(' regExp ')'
    group      ::= '^'? '-'? ( range | character | escape )* '-'? ( '-' '[' group ']' )?

There are no anchors, since a text matches as a whole: ``^`` and ``$`` are characters. Nor is there anything that
begins with ``(?``.

Source: XML Schema 1.0 Part 2 (second edition), appendix F.
"""

from functools import lru_cache
from typing import Final

from tei.relaxng.datatypes import character_classes as classes
from tei.relaxng.datatypes.base import DatatypeError
from tei.relaxng.datatypes.character_classes import Predicate
from tei.relaxng.datatypes.expressions import Alternatives, Characters, Expression, Node, Rest, repeated

_SINGLE: Final = {letter: letter for letter in "\\|.?*+(){}-[]^"} | {"n": "\n", "r": "\r", "t": "\t"}
_DIGITS: Final = frozenset("0123456789")
# A level takes five calls to read, and repetitions of repetitions cost the fourth power of their depth to match.
_DEPTH_MAX: Final = 50
_COUNT_DIGITS_MAX: Final = 18


class _Parser:
    """A place in an expression."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.depth = 0

    def peek(self, ahead: int = 0) -> str:
        place = self.place + ahead
        return self.text[place] if place < len(self.text) else ""

    def take(self) -> str:
        character = self.peek()
        self.place += 1
        return character

    def accept(self, character: str) -> bool:
        if self.peek() != character:
            return False
        self.place += 1
        return True

    def error(self, message: str) -> DatatypeError:
        return DatatypeError(f"the pattern {self.text} is wrong at its character {self.place + 1}: {message}")

    def expect(self, character: str, after: str) -> None:
        if not self.accept(character):
            message = f"“{character}” is expected {after}"
            raise self.error(message)

    def enter(self) -> None:
        self.depth += 1
        if self.depth > _DEPTH_MAX:
            message = f"it is nested more than {_DEPTH_MAX} deep"
            raise self.error(message)

    def whole(self) -> Rest:
        """Return the expression: the text, all of it."""
        sequence = self.alternatives()
        if self.peek():
            message = f"“{self.peek()}” has no meaning here, and stands for itself as \\{self.peek()}"
            raise self.error(message)
        return sequence

    def alternatives(self) -> Rest:
        branches = [self.branch()]
        while self.accept("|"):
            branches.append(self.branch())
        if len(branches) == 1:
            return branches[0]
        return (Alternatives(tuple(branches)),)

    def branch(self) -> Rest:
        pieces: list[Node] = []
        while self.peek() and self.peek() not in "|)":
            pieces.extend(self.piece())
        return tuple(pieces)

    def piece(self) -> Rest:
        atom = self.atom()
        if self.peek() and self.peek() in "?*+{":
            least, most = self.quantifier()
            return () if most == 0 or not atom else (repeated(_one_node(atom), least, most),)
        return atom

    def quantifier(self) -> tuple[int, int | None]:
        match self.take():
            case "?":
                return 0, 1
            case "*":
                return 0, None
            case "+":
                return 1, None
            case _:
                return self.counts()

    def counts(self) -> tuple[int, int | None]:
        least = self.count()
        most: int | None = least
        if self.accept(","):
            most = self.count() if self.peek() in _DIGITS else None
        self.expect("}", "after the count")
        if most is not None and least > most:
            message = f"the smaller count, {least}, is greater than the other, {most}"
            raise self.error(message)
        return least, most

    def count(self) -> int:
        start = self.place
        while self.peek() in _DIGITS:
            self.place += 1
        digits = self.text[start : self.place]
        if not 0 < len(digits) <= _COUNT_DIGITS_MAX:
            message = f"a count of at most {_COUNT_DIGITS_MAX} digits is expected" if digits else "a digit is expected"
            raise self.error(message)
        return int(digits)

    def atom(self) -> Rest:
        match self.peek():
            case "(":
                return self.parenthesis()
            case "[":
                return (Characters(self.bracket()),)
            case "\\":
                return (Characters(self.escape()),)
            case ".":
                self.take()
                return (Characters(classes.ANY_BUT_LINE_END),)
            case character if character in "?*+{}]":
                message = f"“{character}” has no meaning here, and stands for itself as \\{character}"
                raise self.error(message)
            case _:
                return (Characters(classes.one(self.take())),)

    def parenthesis(self) -> Rest:
        self.enter()
        self.take()
        sequence = self.alternatives()
        self.expect(")", "after a group")
        self.depth -= 1
        return sequence

    def escape(self) -> Predicate:
        """Return what a backslash and what follows it stand for."""
        letter = self.peek(1)
        if letter in {"p", "P"}:
            return self.unicode_property()
        if letter and letter in classes.MULTIPLE:
            self.place += 2
            return classes.MULTIPLE[letter]
        return classes.one(self.single_escape())

    def single_escape(self) -> str:
        letter = self.peek(1)
        if letter not in _SINGLE:
            message = f"“\\{letter}” has no meaning" + (f"; “{letter}” needs no backslash" if _is_plain(letter) else "")
            raise self.error(message)
        self.place += 2
        return _SINGLE[letter]

    def unicode_property(self) -> Predicate:
        negative = self.peek(1) == "P"
        self.place += 2
        self.expect("{", "after \\p")
        name, brace, _ = self.text[self.place :].partition("}")
        members = classes.has_property(name) if brace else None
        if members is None:
            message = f"{name} is no category or block of Unicode" if brace else "“}” is expected after a category"
            raise self.error(message)
        self.place += len(name) + 1
        return classes.outside(members) if negative else members

    def bracket(self) -> Predicate:
        """Return the set that ``[…]`` stands for."""
        self.enter()
        self.take()
        negative = self.accept("^")
        members: list[Predicate] = []
        if self.peek() == "-" and self.peek(1) != "[":
            members.append(classes.one(self.take()))
        while self.peek() not in {"-", "]", ""}:
            members.append(self.member())
        if self.peek() == "-" and self.peek(1) == "]":
            members.append(classes.one(self.take()))
        if not members:
            message = "a character is expected after “[”"
            raise self.error(message)
        found = classes.outside(classes.either(tuple(members))) if negative else classes.either(tuple(members))
        if self.peek() == "-":
            found = self.subtraction(found)
        self.expect("]", "after a set of characters")
        self.depth -= 1
        return found

    def subtraction(self, whole: Predicate) -> Predicate:
        if self.peek(1) != "[":
            message = "“-” stands for itself only at the beginning or the end of a set, or as \\-"
            raise self.error(message)
        self.take()
        return classes.without(whole, self.bracket())

    def member(self) -> Predicate:
        """Return a range, a character or an escape inside brackets."""
        if self.peek() == "\\" and self.peek(1) not in _SINGLE:
            members = self.escape()
            if self.peek() == "-" and self.peek(1) not in {"[", "]"}:
                message = "a range cannot begin with a set"
                raise self.error(message)
            return members
        low = self.bound()
        if self.peek() != "-" or self.peek(1) in {"[", "]"}:
            return classes.one(low)
        self.take()
        high = self.bound()
        if low > high:
            message = f"the range from {low} to {high} runs backwards"
            raise self.error(message)
        return classes.between(low, high)

    def bound(self) -> str:
        character = self.peek()
        if character == "\\":
            return self.single_escape()
        if character in {"", "-", "["}:
            message = f"“{character}” stands for itself as \\{character}" if character else "the set has no end"
            raise self.error(message)
        return self.take()


def _is_plain(letter: str) -> bool:
    return bool(letter) and not letter.isalnum()


def _one_node(sequence: Rest) -> Node:
    return sequence[0] if len(sequence) == 1 else Alternatives((sequence,))


@lru_cache(maxsize=512)
def compile_expression(text: str) -> Expression:
    """Return *text* as an automaton, or raise :class:`DatatypeError` with the place of the mistake."""
    return Expression(_Parser(text).whole())
