"""Content models as XML Schema writes them: sequences, choices and repetitions of sets of symbols."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from tei.odd.content_models.expressions import Symbol


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of these symbols, in their order."""

    symbols: tuple[Symbol, ...]


@dataclass(frozen=True, slots=True)
class InOrder:
    """Each of the parts, one after the other; none means nothing at all."""

    parts: "tuple[Particle, ...]"


@dataclass(frozen=True, slots=True)
class Either:
    """One of the parts; two or more."""

    parts: "tuple[Particle, ...]"


@dataclass(frozen=True, slots=True)
class Times:
    """The part, at least *least* times and at most *most*; None is without end."""

    part: "Particle"
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class AnyOrder:
    """Each of the symbols once, or at most once if it is among the *optional*, in any order."""

    symbols: tuple[Symbol, ...]
    optional: frozenset[Symbol]


Particle: TypeAlias = OneOf | InOrder | Either | Times | AnyOrder

NOTHING: Final = InOrder(())


def in_order(parts: Iterable[Particle]) -> Particle:
    """Return *parts* one after the other; what is repeated is said once."""
    flat: list[Particle] = []
    for part in parts:
        for one in part.parts if isinstance(part, InOrder) else (part,):
            flat.append(one)
            _fold(flat)
    return flat[0] if len(flat) == 1 else InOrder(tuple(flat))


def _fold(flat: list[Particle]) -> None:
    """Join the last of *flat*, if it is repeated, with what stands before it and is the same."""
    last = flat[-1]
    if not isinstance(last, Times):
        return
    repeated = last.part.parts if isinstance(last.part, InOrder) else (last.part,)
    while tuple(flat[-1 - len(repeated) : -1]) == repeated:
        del flat[-1 - len(repeated) :]
        last = Times(last.part, last.least + 1, None if last.most is None else last.most + 1)
        flat.append(last)


def either(parts: Iterable[Particle]) -> Particle:
    """Return one of *parts*; sets of symbols become one."""
    members = list(dict.fromkeys(parts))
    symbols = [symbol for part in members if isinstance(part, OneOf) for symbol in part.symbols]
    others: list[Particle] = [part for part in members if not isinstance(part, OneOf)]
    if symbols:
        others.insert(0, OneOf(tuple(sorted(symbols))))
    return others[0] if len(others) == 1 else Either(tuple(others))


def optional(part: Particle) -> Particle:
    """Return *part* or nothing: ``(a, (a, a?)?)?`` is written ``a{0,3}``."""
    if part == NOTHING:
        return part
    if isinstance(part, Times) and part.least <= 1:
        return Times(part.part, 0, part.most)
    if isinstance(part, InOrder) and isinstance(last := part.parts[-1], Times) and last.least == 0:
        before = in_order(part.parts[:-1])
        if before == last.part:
            return Times(before, 0, None if last.most is None else last.most + 1)
    return Times(part, 0, 1)


def repeated(part: Particle) -> Particle:
    """Return *part* any number of times."""
    if part == NOTHING:
        return part
    inner = part.part if isinstance(part, Times) and part.least <= 1 and part.most in {1, None} else part
    return Times(inner, 0, None)


def size(particle: Particle) -> int:
    """Return how many sets of symbols are written in *particle*."""
    if isinstance(particle, OneOf | AnyOrder):
        return 1
    return size(particle.part) if isinstance(particle, Times) else sum(map(size, particle.parts))


def depth(particle: Particle) -> int:
    """Return how many groups the innermost symbol stands in."""
    if isinstance(particle, OneOf):
        return int(len(particle.symbols) > 1)
    if isinstance(particle, AnyOrder):
        return 1
    if isinstance(particle, Times):
        return max(depth(particle.part), int(not isinstance(particle.part, OneOf)))
    return 1 + max(map(depth, particle.parts), default=0)
