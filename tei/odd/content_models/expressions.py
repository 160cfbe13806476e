"""Content models as regular expressions over symbols: each exists once, and knows what remains of it after a symbol.

That equal expressions are one object is what makes their derivatives few: a content model of TEI has at most fifteen.

Source: Brzozowski, "Derivatives of regular expressions", with classes of symbols that lead to the same place as in
Owens, Reppy and Turon, "Regular-expression derivatives re-examined".
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Final, TypeAlias

Symbol: TypeAlias = str
"""An element, text or a kind of typed data; how it is written is for :mod:`tei.odd.content_models.elements` to say."""


class Expression:
    """A set of words. Made by :class:`Expressions` only.

    *uid* orders those of one table by age; *nullable*: the word without symbols is one; *depth*: how many stand
    one inside the other.
    """

    __slots__ = ("depth", "nullable", "uid")

    def __init__(self, uid: int, *, nullable: bool, parts: "tuple[Expression, ...]" = ()) -> None:
        self.uid: Final = uid
        self.nullable: Final = nullable
        self.depth: Final[int] = 1 + max([part.depth for part in parts], default=0)

    def __repr__(self) -> str:
        return f"{type(self).__name__}#{self.uid}"


class Nothing(Expression):
    """No word."""

    __slots__ = ()


class Epsilon(Expression):
    """The word without symbols."""

    __slots__ = ()


class Symbols(Expression):
    """The words of one of these symbols."""

    __slots__ = ("symbols",)

    def __init__(self, uid: int, symbols: frozenset[Symbol]) -> None:
        self.symbols: Final = symbols
        super().__init__(uid, nullable=False)


class Sequence(Expression):
    """A word of each part, in this order; two parts or more."""

    __slots__ = ("parts",)

    def __init__(self, uid: int, parts: tuple[Expression, ...]) -> None:
        self.parts: Final = parts
        super().__init__(uid, nullable=all(part.nullable for part in parts), parts=parts)


class Choice(Expression):
    """A word of one of the parts; two or more, by age, at most one of them symbols."""

    __slots__ = ("parts",)

    def __init__(self, uid: int, parts: tuple[Expression, ...]) -> None:
        self.parts: Final = parts
        super().__init__(uid, nullable=any(part.nullable for part in parts), parts=parts)


class Interleaving(Expression):
    """A word of each part, mingled; two parts or more, by age."""

    __slots__ = ("parts",)

    def __init__(self, uid: int, parts: tuple[Expression, ...]) -> None:
        self.parts: Final = parts
        super().__init__(uid, nullable=all(part.nullable for part in parts), parts=parts)


class Star(Expression):
    """Words of the part, any number of them."""

    __slots__ = ("part",)

    def __init__(self, uid: int, part: Expression) -> None:
        self.part: Final = part
        super().__init__(uid, nullable=True, parts=(part,))


NOTHING: Final = Nothing(0, nullable=False)
EPSILON: Final = Epsilon(1, nullable=True)


def _age(expression: Expression) -> int:
    return expression.uid


def _parts(expression: Expression) -> tuple[Expression, ...]:
    if isinstance(expression, Sequence | Choice | Interleaving):
        return expression.parts
    return (expression.part,) if isinstance(expression, Star) else ()


class Expressions:
    """The expressions of one grammar, each made once, with their derivatives. Those of two tables must not meet."""

    def __init__(self) -> None:
        self._made: dict[Hashable, Expression] = {}
        self._derivatives: dict[tuple[Expression, Symbol], Expression] = {}
        self._first: dict[Expression, frozenset[frozenset[Symbol]]] = {}
        self._alphabets: dict[Expression, frozenset[Symbol]] = {}

    def symbols(self, symbols: Iterable[Symbol]) -> Expression:
        """Return what has each of *symbols* as a word."""
        found = frozenset(symbols)
        if not found:
            return NOTHING
        key = (Symbols, found)
        known = self._made.get(key)
        return known if known is not None else self._add(key, Symbols(self._uid(), found))

    def sequence(self, parts: Iterable[Expression]) -> Expression:
        """Return what has a word of each part in turn."""
        flat: list[Expression] = []
        for part in parts:
            if part is NOTHING:
                return NOTHING
            for one in part.parts if isinstance(part, Sequence) else (part,):
                # What may be repeated and then repeated again is repeated once.
                if one is not EPSILON and not (flat and flat[-1] is one and isinstance(one, Star)):
                    flat.append(one)
        if len(flat) <= 1:
            return flat[0] if flat else EPSILON
        key = (Sequence, *flat)
        known = self._made.get(key)
        return known if known is not None else self._add(key, Sequence(self._uid(), tuple(flat)))

    def choice(self, parts: Iterable[Expression]) -> Expression:
        """Return what has the words of all *parts*."""
        members: set[Expression] = set()
        symbols: set[Symbol] = set()
        for part in parts:
            for one in part.parts if isinstance(part, Choice) else (part,):
                if isinstance(one, Symbols):
                    symbols |= one.symbols
                elif one is not NOTHING:
                    members.add(one)
        if symbols:
            members.add(self.symbols(symbols))
        if EPSILON in members and any(one.nullable for one in members if one is not EPSILON):
            members.discard(EPSILON)
        if len(members) <= 1:
            return members.pop() if members else NOTHING
        ordered = tuple(sorted(members, key=_age))
        key = (Choice, *ordered)
        known = self._made.get(key)
        return known if known is not None else self._add(key, Choice(self._uid(), ordered))

    def interleaving(self, parts: Iterable[Expression]) -> Expression:
        """Return what has a word of each part, mingled."""
        flat: list[Expression] = []
        for part in parts:
            if part is NOTHING:
                return NOTHING
            flat.extend(part.parts if isinstance(part, Interleaving) else (part,))
        ordered = tuple(sorted((one for one in flat if one is not EPSILON), key=_age))
        if len(ordered) <= 1:
            return ordered[0] if ordered else EPSILON
        key = (Interleaving, *ordered)
        known = self._made.get(key)
        return known if known is not None else self._add(key, Interleaving(self._uid(), ordered))

    def star(self, part: Expression) -> Expression:
        """Return what has any number of words of *part*."""
        inner = part
        if isinstance(part, Choice):  # (ε|a|b*)* is (a|b)*.
            members = [one.part if isinstance(one, Star) else one for one in part.parts if one is not EPSILON]
            inner = self.choice(members)
        if inner is NOTHING or inner is EPSILON:
            return EPSILON
        if isinstance(inner, Star):
            return inner
        key = (Star, inner)
        known = self._made.get(key)
        return known if known is not None else self._add(key, Star(self._uid(), inner))

    def first(self, expression: Expression) -> frozenset[frozenset[Symbol]]:
        """Return the sets of symbols that words begin with: symbols in the same ones lead to the same place."""
        found = self._first.get(expression)
        if found is None:
            found = self._first[expression] = frozenset(self._new_first(expression))
        return found

    def _new_first(self, expression: Expression) -> Iterator[frozenset[Symbol]]:
        if isinstance(expression, Symbols):
            yield expression.symbols
        elif isinstance(expression, Star):
            yield from self.first(expression.part)
        elif isinstance(expression, Choice | Interleaving):
            for part in expression.parts:
                yield from self.first(part)
        elif isinstance(expression, Sequence):
            for part in expression.parts:
                yield from self.first(part)
                if not part.nullable:
                    return

    def alphabet(self, expression: Expression) -> frozenset[Symbol]:
        """Return the symbols that words of *expression* have."""
        found = self._alphabets.get(expression)
        if found is None:
            own = expression.symbols if isinstance(expression, Symbols) else frozenset()
            found = own.union(*map(self.alphabet, _parts(expression)))
            self._alphabets[expression] = found
        return found

    def replaced(
        self, expression: Expression, by: Mapping[Symbol, Expression], done: dict[Expression, Expression] | None = None
    ) -> Expression:
        """Return *expression* with words of *by* in the place of its symbols; *done* keeps what has been made."""
        done = {} if done is None else done
        found = done.get(expression)
        if found is None:
            parts = [self.replaced(part, by, done) for part in _parts(expression)]
            found = done[expression] = self._rebuilt(expression, parts, by)
        return found

    def _rebuilt(self, expression: Expression, parts: list[Expression], by: Mapping[Symbol, Expression]) -> Expression:
        if isinstance(expression, Symbols):
            kept = self.symbols(expression.symbols - by.keys())
            return self.choice([kept, *(by[symbol] for symbol in sorted(expression.symbols & by.keys()))])
        if isinstance(expression, Sequence):
            return self.sequence(parts)
        if isinstance(expression, Choice):
            return self.choice(parts)
        if isinstance(expression, Interleaving):
            return self.interleaving(parts)
        return self.star(parts[0]) if isinstance(expression, Star) else expression

    def derivative(self, expression: Expression, symbol: Symbol) -> Expression:
        """Return what has the words that, after *symbol*, are words of *expression*."""
        key = (expression, symbol)
        found = self._derivatives.get(key)
        if found is None:
            found = self._derivatives[key] = self._new_derivative(expression, symbol)
        return found

    def _new_derivative(self, expression: Expression, symbol: Symbol) -> Expression:
        if isinstance(expression, Symbols):
            return EPSILON if symbol in expression.symbols else NOTHING
        if isinstance(expression, Choice):
            return self.choice([self.derivative(part, symbol) for part in expression.parts])
        if isinstance(expression, Star):
            return self.sequence((self.derivative(expression.part, symbol), expression))
        if isinstance(expression, Sequence):
            return self.choice(self._after_sequence(expression.parts, symbol))
        if isinstance(expression, Interleaving):
            return self.choice(self._after_interleaving(expression.parts, symbol))
        return NOTHING

    def _after_sequence(self, parts: tuple[Expression, ...], symbol: Symbol) -> Iterator[Expression]:
        for place, part in enumerate(parts, start=1):
            yield self.sequence((self.derivative(part, symbol), *parts[place:]))
            if not part.nullable:
                return

    def _after_interleaving(self, parts: tuple[Expression, ...], symbol: Symbol) -> Iterator[Expression]:
        for place, part in enumerate(parts):
            rest = self.derivative(part, symbol)
            if rest is not NOTHING:
                yield self.interleaving((rest, *parts[:place], *parts[place + 1 :]))

    def _uid(self) -> int:
        return len(self._made) + 2

    def _add(self, key: Hashable, expression: Expression) -> Expression:
        self._made[key] = expression
        return expression
