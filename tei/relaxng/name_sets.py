"""Name classes in simple form: the sets of names that patterns speak of, equal where they are written alike.

They have neither places nor annotations, as those of :mod:`nodes` do: matching documents needs none, and loads little.
"""

from collections.abc import Hashable
from typing import TypeAlias


class _Set:
    """What the sets of names have in common: equality by their parts."""

    __slots__ = ("_key",)

    def __init__(self, *parts: Hashable) -> None:
        self._key = (type(self), *parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Set) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self._key[1:]}"


class Name(_Set):
    """One name."""

    __slots__ = ("local", "namespace")

    def __init__(self, namespace: str, local: str) -> None:
        self.namespace = namespace
        self.local = local
        super().__init__(namespace, local)

    def contains(self, namespace: str, local: str) -> bool:
        """Return whether the set has this name."""
        return self.local == local and self.namespace == namespace


class AnyName(_Set):
    """Every name but those of the exception."""

    __slots__ = ("exception",)

    def __init__(self, exception: "NameSet | None" = None) -> None:
        self.exception = exception
        super().__init__(exception)

    def contains(self, namespace: str, local: str) -> bool:
        """Return whether the set has this name."""
        return self.exception is None or not self.exception.contains(namespace, local)


class NsName(_Set):
    """Every name of one namespace but those of the exception."""

    __slots__ = ("exception", "namespace")

    def __init__(self, namespace: str, exception: "NameSet | None" = None) -> None:
        self.namespace = namespace
        self.exception = exception
        super().__init__(namespace, exception)

    def contains(self, namespace: str, local: str) -> bool:
        """Return whether the set has this name."""
        if self.namespace != namespace:
            return False
        return self.exception is None or not self.exception.contains(namespace, local)


class NameChoice(_Set):
    """The names of two sets or more."""

    __slots__ = ("_others", "_single", "classes")

    def __init__(self, classes: "tuple[NameSet, ...]") -> None:
        self.classes = classes
        # Of single names there may be thousands; what else there is must be asked one by one.
        self._single = frozenset((one.namespace, one.local) for one in classes if isinstance(one, Name))
        self._others = tuple([one for one in classes if not isinstance(one, Name)])
        super().__init__(classes)

    def contains(self, namespace: str, local: str) -> bool:
        """Return whether the set has this name."""
        return (namespace, local) in self._single or any(one.contains(namespace, local) for one in self._others)


NameSet: TypeAlias = Name | AnyName | NsName | NameChoice
