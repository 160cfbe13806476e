"""What a name class must not be, and whether two of them have a name in common.

Source: RELAX NG, sections 4.16 and 7.3; Clark, "An algorithm for RELAX NG validation" on representative names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from tei.names import XMLNS
from tei.relaxng import name_sets
from tei.relaxng.name_sets import NameSet
from tei.relaxng.nodes import AnyName, Name, NameChoice, NameClass, NsName
from tei.relaxng.places import Place

# No URI and no name has this character, so it stands for all that a class does not speak of.
_OTHER: Final = "\0"
# The specification names the namespace without its slash, other specifications with it.
_XMLNS: Final = frozenset({XMLNS, XMLNS.rstrip("/")})
# Whether a class has a name is found by recursion.
_DEEPEST: Final = 100

_Fault: TypeAlias = tuple[str, str, Place]


def faults(name_class: NameClass, *, of_attribute: bool) -> Iterator[_Fault]:
    """Yield the rule, message and place of everything that section 4.16 forbids in *name_class*."""
    pending: list[tuple[NameClass, type[NameClass] | None, int]] = [(name_class, None, 0)]
    while pending:
        current, excepting, depth = pending.pop()
        if depth > _DEEPEST:
            yield "too-deep", f"name classes are nested more than {_DEEPEST} deep", current.place
            return
        if of_attribute:
            yield from _declaring(current)
        if isinstance(current, Name):
            continue
        if isinstance(current, NameChoice):
            pending.extend((member, excepting, depth + 1) for member in reversed(current.classes))
            continue
        if excepting is NsName or excepting is type(current) is AnyName:
            words = {AnyName: "any name", NsName: "any name of a namespace"}
            message = f"an exception from {words[excepting]} cannot be {words[type(current)]} (section 4.16)"
            yield "name-class", message, current.place
        if current.exception is not None:
            # What nsName forbids holds for all that is inside, what anyName forbids is forbidden by nsName, too.
            pending.append((current.exception, NsName if excepting is NsName else type(current), depth + 1))


def _declaring(name_class: NameClass) -> Iterator[_Fault]:
    """Yield a fault for names of attributes that declare namespaces and are no attributes."""
    if isinstance(name_class, Name) and name_class.local == "xmlns" and not name_class.namespace:
        yield "name", "xmlns declares a namespace and is no attribute (section 4.16)", name_class.place
    elif isinstance(name_class, Name | NsName) and name_class.namespace in _XMLNS:
        yield "name", "no attribute is in the namespace of xmlns (section 4.16)", name_class.place


def simple(name_class: NameClass) -> NameSet:
    """Return *name_class* in simple form."""
    if isinstance(name_class, Name):
        return name_sets.Name(name_class.namespace, name_class.local)
    if isinstance(name_class, NameChoice):
        return name_sets.NameChoice(tuple(map(simple, name_class.classes)))
    exception = None if name_class.exception is None else simple(name_class.exception)
    if isinstance(name_class, AnyName):
        return name_sets.AnyName(exception)
    return name_sets.NsName(name_class.namespace, exception)


def parts(name_class: NameSet) -> Iterator[NameSet]:
    """Yield the classes without a choice that *name_class* is made of; exceptions stay whole."""
    pending = [name_class]
    while pending:
        current = pending.pop()
        if isinstance(current, name_sets.NameChoice):
            pending.extend(reversed(current.classes))
        else:
            yield current


def representatives(name_class: NameSet) -> Iterator[tuple[str, str]]:
    """Yield names so chosen that a class which shares any name with *name_class* shares one of these or of its own."""
    pending = [name_class]
    while pending:
        current = pending.pop()
        if isinstance(current, name_sets.Name):
            yield current.namespace, current.local
        elif isinstance(current, name_sets.NameChoice):
            pending.extend(current.classes)
        else:
            yield (current.namespace if isinstance(current, name_sets.NsName) else _OTHER), _OTHER
            if current.exception is not None:
                pending.append(current.exception)


def shared(one: NameSet, other: NameSet) -> tuple[str, str] | None:
    """Return a name, or what stands for many, that is in both classes; None if there is none."""
    for name in (*representatives(one), *representatives(other)):
        if one.contains(*name) and other.contains(*name):
            return name
    return None


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a set of patterns: single ones, and classes without end."""

    single: frozenset[tuple[str, str]] = frozenset()
    classes: tuple[NameSet, ...] = ()

    def __or__(self, other: "Names") -> "Names":
        if not (other.single or other.classes):
            return self
        if not (self.single or self.classes):
            return other
        return Names(self.single | other.single, self.classes + other.classes)

    def shared(self, other: "Names") -> tuple[str, str] | None:
        """Return a name that is in both sets; None if there is none."""
        if not self.single.isdisjoint(other.single):
            return min(self.single & other.single)
        for classes, single in ((self.classes, other.single), (other.classes, self.single)):
            for name_class in classes:
                for name in single:
                    if name_class.contains(*name):
                        return name
        for one in self.classes:
            for two in other.classes:
                common = shared(one, two)
                if common is not None:
                    return common
        return None


NO_NAMES: Final = Names()


def names(name_class: NameSet) -> Names:
    """Return *name_class* as a set of names."""
    if isinstance(name_class, name_sets.Name):
        return Names(frozenset({(name_class.namespace, name_class.local)}))
    single, classes = [], []
    for part in parts(name_class):
        if isinstance(part, name_sets.Name):
            single.append((part.namespace, part.local))
        else:
            classes.append(part)
    return Names(frozenset(single), tuple(classes))


def described(name: tuple[str, str]) -> str:
    """Return a shared name in words."""
    namespace, local = name
    if local != _OTHER:
        return f"the name {local}" if not namespace else f"the name {local} of {namespace}"
    return "any name" if namespace == _OTHER else f"any name of {namespace or 'no namespace'}"
