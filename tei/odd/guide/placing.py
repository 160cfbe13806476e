"""Which elements an element may contain, and in which it may stand, as the grammar of the schema has it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.relaxng import model

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tei.odd.grammar.definitions import Definitions
    from tei.odd.specs import Key


@dataclass(frozen=True, slots=True)
class Alphabet:
    """What may stand somewhere: elements of the schema, elements that are called so elsewhere, text, any element."""

    elements: "frozenset[Key]" = frozenset()
    others: frozenset[str] = frozenset()
    text: bool = False
    anything: bool = False

    def __or__(self, other: "Alphabet") -> "Alphabet":
        """Return what may stand in one or the other."""
        return Alphabet(
            self.elements | other.elements,
            self.others | other.others,
            self.text or other.text,
            self.anything or other.anything,
        )


_NONE: Final = Alphabet()
_TEXT: Final = Alphabet(text=True)


class Places(NamedTuple):
    """For each element, what it contains, and the elements that contain it in the order of the schema."""

    contents: "Mapping[Key, Alphabet]"
    parents: "Mapping[Key, tuple[Key, ...]]"


def places(grammar: model.Grammar, definitions: "Definitions", elements: "Iterable[Key]") -> Places:
    """Return what the *elements* of *grammar* contain, and where they stand."""
    reader = _Reader(grammar, definitions)
    contents = {key: reader.content(key) for key in elements}
    parents: dict[Key, list[Key]] = {key: [] for key in contents}
    for key, alphabet in contents.items():
        for child in alphabet.elements:
            parents[child].append(key)
    return Places(contents, {key: tuple(found) for key, found in parents.items()})


class _Reader:
    def __init__(self, grammar: model.Grammar, definitions: "Definitions") -> None:
        self._names = definitions.names
        self._keys = definitions.keys
        self._patterns: dict[str, list[model.Pattern]] = {}
        self._collect(grammar.components)
        self._known: dict[str, Alphabet | None] = {}

    def _collect(self, components: "Iterable[model.Component]") -> None:
        for component in components:
            if isinstance(component, model.Define):
                self._patterns.setdefault(component.name, []).append(component.pattern)
            elif isinstance(component, model.Div):
                self._collect(component.components)

    def content(self, key: "Key") -> Alphabet:
        """Return what may stand in the element *key*."""
        found = _NONE
        for pattern in self._patterns.get(self._names[key], ()):
            if isinstance(pattern, model.Element):
                found |= self._in(pattern.pattern) or _NONE
        return found

    def _in(self, pattern: model.Pattern) -> Alphabet | None:
        """Return what stands in *pattern*, None if nothing matches it: then all that is beside it goes too."""
        match pattern:
            case model.Ref():
                return self._referred(pattern.name)
            case model.Choice():
                found = [one for part in pattern.patterns if (one := self._in(part)) is not None]
                return _united(found) if found else None
            case model.Group() | model.Interleave():
                parts = [self._in(part) for part in pattern.patterns]
                return None if None in parts else _united(part for part in parts if part is not None)
            case model.Optional() | model.ZeroOrMore():
                return self._in(pattern.pattern) or _NONE
            case model.OneOrMore():
                return self._in(pattern.pattern)
            case model.Mixed():
                inside = self._in(pattern.pattern)
                return None if inside is None else inside | _TEXT
            case model.Element():
                return _element(pattern.name_class)
            case model.Text() | model.Data() | model.Value() | model.List():
                return _TEXT
        return None if isinstance(pattern, model.NotAllowed) else _NONE

    def _referred(self, name: str) -> Alphabet | None:
        key = self._keys.get(name)
        if key is not None and key.kind == "element":
            return Alphabet(frozenset({key}))
        if name not in self._known:
            self._known[name] = _NONE
            found = [one for pattern in self._patterns.get(name, ()) if (one := self._in(pattern)) is not None]
            self._known[name] = _united(found) if found else None
        return self._known[name]


def _element(names: model.NameClass) -> Alphabet:
    return Alphabet(others=frozenset({names.local})) if isinstance(names, model.Name) else Alphabet(anything=True)


def _united(alphabets: "Iterable[Alphabet]") -> Alphabet:
    found = list(alphabets)
    return Alphabet(
        frozenset().union(*(one.elements for one in found)),
        frozenset().union(*(one.others for one in found)),
        any(one.text for one in found),
        any(one.anything for one in found),
    )
