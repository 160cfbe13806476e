"""The patterns of a grammar in the making: their names, and each defined when it is first referred to."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from tei.names import TEI
from tei.odd.grammar.patterns import EMPTY
from tei.relaxng import model

if TYPE_CHECKING:
    from tei.odd.grammar.documentation import Documentation
    from tei.odd.quirks import Quirks
    from tei.odd.schema import ResolvedSchema
    from tei.odd.specs import Key, Kind

Notes = tuple[model.Annotation | model.AnnotationAttribute, ...]


class Definitions:
    """The names of all patterns of *schema*, and the definitions that are needed."""

    def __init__(self, schema: "ResolvedSchema") -> None:
        self._schema = schema
        self.defined: dict[str, model.Define] = {}
        self._pending: list[Callable[[], None]] = []
        self.external = {name for external in schema.externals for name in _defined_names(external.components)}
        """The names that grammars of others define."""
        self.names = self._pattern_names()
        """Under which name each specification is defined."""
        self.keys = {name: key for key, name in self.names.items()}

    def _pattern_names(self) -> "dict[Key, str]":
        """Return under which name each specification is defined; what would collide gets a number."""
        found: dict[Key, str] = {}
        taken: set[str] = set(self.external)
        home = TEI if self._schema.namespace is None else self._schema.namespace
        # Elements of the schema's own namespace have the first claim.
        for key in sorted(self._schema.specs, key=lambda key: key.kind == "element" and key.namespace != home):
            spec = self._schema.specs[key]
            prefix = self._schema.prefix if spec.prefix is None else spec.prefix
            name = prefix + spec.ident
            number = 1
            while name in taken:
                number += 1
                name = f"{prefix}{spec.ident}_{number}"
            taken.add(name)
            found[key] = name
        return found

    def ref(self, key: "Key") -> model.Ref:
        """Return a reference to the pattern of a specification."""
        return model.Ref(self.names[key])

    def key(self, kind: "Kind", ident: str) -> "Key | None":
        """Return the key of what *ident* means; it may have the schema's prefix, or be the name of a pattern."""
        if key := self._schema.key(kind, ident):
            return key
        if (key := self.keys.get(ident)) and key.kind == kind:
            return key
        prefix = self._schema.prefix
        return self._schema.key(kind, ident.removeprefix(prefix)) if prefix and ident.startswith(prefix) else None

    def define(self, name: str, pattern: "Callable[[], model.Pattern]", annotations: Notes = ()) -> model.Ref:
        """Return a reference to the pattern *name*, which is made when it is needed for the first time."""
        if name not in self.defined:
            self.defined[name] = model.Define(name, EMPTY, annotations=annotations)
            self._pending.append(lambda: self._complete(name, pattern, annotations))
        return model.Ref(name)

    def _complete(self, name: str, pattern: "Callable[[], model.Pattern]", annotations: Notes) -> None:
        self.defined[name] = model.Define(name, pattern(), annotations=annotations)

    def complete(self) -> None:
        """Make every pattern that is referred to, and those that they refer to."""
        while self._pending:
            self._pending.pop(0)()


def _defined_names(components: "Iterable[model.Component]") -> "Iterator[str]":
    for component in components:
        if isinstance(component, model.Define):
            yield component.name
        elif isinstance(component, model.Div):
            yield from _defined_names(component.components)


def referred(pattern: model.Pattern) -> "Iterator[str]":
    """Yield the names that *pattern* refers to."""
    if isinstance(pattern, model.Ref):
        yield pattern.name
    for part in getattr(pattern, "patterns", ()):
        yield from referred(part)
    inside = getattr(pattern, "pattern", None)
    if inside is not None:
        yield from referred(inside)


class Emission(NamedTuple):
    """What the parts of a grammar are made with."""

    schema: "ResolvedSchema"
    definitions: Definitions
    documentation: "Documentation"
    quirks: "Quirks"
    report: Callable[..., None]
