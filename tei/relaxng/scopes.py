"""What a name stands for in a grammar, over all the files that the grammar is made of.

Source: RELAX NG, sections 4.6 (externalRef), 4.7 (include), 4.11 (div), 4.17 (combine) and 4.18 (grammar).
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

from tei.errors import SchemaError
from tei.relaxng import model, sources

if TYPE_CHECKING:
    from tei.relaxng.faults import Faults
    from tei.relaxng.patterns import Pattern
    from tei.relaxng.sources import Loader

START: Final = ""
"""The name under which a scope has its start: no definition has it."""

_DEEPEST: Final = 100
# Files that include others several times multiply.
_MOST_INCLUDED: Final = 2_000
_MOST_DEFINITIONS: Final = 1_000_000

_Definition: TypeAlias = model.Start | model.Define
_Reference: TypeAlias = model.ExternalRef | model.Include


class Files:
    """The files that a schema refers to, each read once for each namespace that it inherits."""

    def __init__(self, load: "Loader", faults: "Faults") -> None:
        self._load = load
        self._faults = faults
        self._read: dict[tuple[str, str], tuple[model.Pattern, str] | None] = {}
        self._references: dict[str, set[str]] = {}
        self._included = 0
        self._definitions = 0

    def count(self, include: model.Include, definitions: int) -> None:
        """Note that a file with so many *definitions* is included. Raises :class:`~tei.errors.SchemaError` at last."""
        self._included += 1
        self._definitions += definitions
        if self._included > _MOST_INCLUDED or self._definitions > _MOST_DEFINITIONS:
            what = f"{_MOST_INCLUDED:,} files or {_MOST_DEFINITIONS:,} definitions"
            self._faults.add("too-large", f"more than {what} are included, each as often as it is", include.place)
            self._faults.fail()

    def pattern(self, reference: _Reference) -> model.Pattern | None:
        """Return the pattern in the file that *reference* names; None, and a fault, if it cannot be had."""
        address = sources.resolve(reference.base, reference.href)
        key = (address, reference.ns)
        if key not in self._read:
            self._read[key] = self._fetch(address, reference)
        found = self._read[key]
        if found is None:
            return None
        pattern, path = found
        self._references.setdefault(reference.place.path, set()).add(path)
        if self._leads(path, reference.place.path):
            message = f"“{reference.href}” refers back to this file: files cannot contain themselves"
            self._faults.add("reference", message, reference.place)
            return None
        return pattern

    def _fetch(self, address: str, reference: _Reference) -> tuple[model.Pattern, str] | None:
        try:
            data, path = self._load(address)
        except sources.UnreadableError as fault:
            self._faults.add("reference", f"“{reference.href}” cannot be read: {fault}", reference.place, fault.advice)
            return None
        try:
            return sources.read(data, path, ns=reference.ns), path
        except SchemaError as fault:
            self._faults.take(fault.diagnostics)
            return None

    def _leads(self, path: str, target: str) -> bool:
        """Return whether the file at *path* is *target*, or refers to it directly or through others."""
        seen, pending = {path}, [path]
        while pending:
            if (current := pending.pop()) == target:
                return True
            new = self._references.get(current, set()) - seen
            seen |= new
            pending.extend(new)
        return False


class Scope:
    """The definitions that ``ref`` finds, and the scope around, where ``parentRef`` looks."""

    def __init__(self, parent: "Scope | None", files: Files, faults: "Faults") -> None:
        self.parent = parent
        self.simple: dict[str, Pattern] = {}
        """The definitions that have been made simple patterns."""
        self.incomplete = False
        """Whether a file that should be included was not."""
        self._files = files
        self._faults = faults
        self._definitions: dict[str, list[_Definition]] = {}
        self._patterns: dict[str, model.Pattern] = {}
        self._nested: dict[int, tuple[model.Grammar, Scope]] = {}

    def inner(self, grammar: model.Grammar) -> tuple["Scope", bool]:
        """Return the scope that *grammar* opens in this one, and whether it is new."""
        known = self._nested.get(id(grammar))
        if known is not None:
            return known[1], False
        scope = Scope(self, self._files, self._faults)
        scope._definitions = scope._collect(grammar.components)
        if START not in scope._definitions and not scope.incomplete:
            self._faults.add("start", "the grammar has no start", grammar.place)
        # The grammar is kept with its scope, lest another one come to have its id.
        self._nested[id(grammar)] = (grammar, scope)
        return scope, True

    def __contains__(self, name: str) -> bool:
        return name in self._definitions

    def __iter__(self) -> Iterator[str]:
        return iter(self._definitions)

    def pattern(self, name: str) -> model.Pattern:
        """Return what *name*, which must be in the scope, stands for."""
        pattern = self._patterns.get(name)
        if pattern is None:
            pattern = self._patterns[name] = self._combined(self._definitions[name])
        return pattern

    def _collect(self, components: Iterable[model.Component], depth: int = 0) -> dict[str, list[_Definition]]:
        """Return the definitions among *components* by name, those of divs and included files among them."""
        found: dict[str, list[_Definition]] = {}
        # A stack, for a div may hold a div without end.
        pending = [iter(components)]
        while pending:
            component = next(pending[-1], None)
            if component is None:
                pending.pop()
            elif isinstance(component, model.Div):
                pending.append(iter(component.components))
            elif isinstance(component, model.Include):
                for name, definitions in self._included(component, depth + 1).items():
                    found.setdefault(name, []).extend(definitions)
            else:
                name = component.name if isinstance(component, model.Define) else START
                found.setdefault(name, []).append(component)
        return found

    def _included(self, include: model.Include, depth: int) -> dict[str, list[_Definition]]:
        """Return the definitions of an included file, those that *include* has of its own in their place (4.7)."""
        replacing = self._collect(include.components)
        if depth > _DEEPEST:
            self._faults.add("too-deep", f"files are included more than {_DEEPEST} deep", include.place)
            self._faults.fail()
        grammar = self._files.pattern(include)
        if grammar is None:
            self.incomplete = True
            return replacing
        if not isinstance(grammar, model.Grammar):
            self.incomplete = True
            self._faults.add("include", f"“{include.href}” is no grammar and cannot be included", include.place)
            return replacing
        included = self._collect(grammar.components, depth)
        self._files.count(include, sum(map(len, included.values())))
        for name, definitions in replacing.items():
            if included.pop(name, None) is None:
                what = f"define {name}" if name else "have a start"
                message = f"“{include.href}” does not {what}, so there is nothing to replace"
                self._faults.add("include", message, definitions[0].place)
        for name, definitions in replacing.items():
            included[name] = definitions
        return included

    def _combined(self, definitions: list[_Definition]) -> model.Pattern:
        """Return the pattern of all *definitions* of one name (4.17)."""
        first = definitions[0]
        if len(definitions) == 1:
            return first.pattern
        what = f"definitions of {first.name}" if isinstance(first, model.Define) else "starts"
        methods = {definition.combine for definition in definitions} - {""}
        plain = [definition for definition in definitions if not definition.combine]
        if len(plain) > 1:
            self._faults.add("combine", f"of several {what} only one can be without “combine”", plain[1].place)
        if len(methods) > 1:
            other = next(one for one in definitions if one.combine and one.combine != _method(definitions))
            message = f"several {what} are combined in one way: “choice” and “interleave” are both used"
            self._faults.add("combine", message, other.place)
        patterns = tuple(definition.pattern for definition in definitions)
        kind = model.Interleave if _method(definitions) == "interleave" else model.Choice
        return kind(patterns, place=first.place)


def _method(definitions: list[_Definition]) -> str:
    return next((definition.combine for definition in definitions if definition.combine), "")
