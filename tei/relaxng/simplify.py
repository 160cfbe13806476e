"""The surface model as simple patterns: section 4 of the specification, one function a rule.

Sections 4.1 to 4.5 and 4.8 to 4.12 are the readers', and which definition a name has is found in :mod:`scopes` (4.6,
4.7, 4.11, 4.17). Elements wait in a queue and references are followed with a stack, so that neither how deep the
content models of a grammar go nor how long its chains of definitions are costs stack.

Source: RELAX NG, section 4.
"""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from tei.relaxng import datatypes, model, name_classes
from tei.relaxng.datatypes import DatatypeError
from tei.relaxng.faults import Faults
from tei.relaxng.patterns import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
    ChoicePattern,
    ElementPattern,
    GroupPattern,
    InterleavePattern,
    Pattern,
    Table,
)
from tei.relaxng.scopes import START, Files, Scope

if TYPE_CHECKING:
    from tei.relaxng.datatypes import Datatype
    from tei.relaxng.model import NameClass, Place
    from tei.relaxng.sources import Loader

_DEEPEST: Final = 150
# Definitions that are used twice by definitions that are used twice multiply without end. What the members of choices
# add up to is bounded apart, for a choice is one pattern however many it joins; and each part of an interleave that is
# matched leaves one with all the others.
_MOST_PATTERNS: Final = 1_000_000
_MOST_MEMBERS: Final = 10_000_000
_MOST_INTERLEAVED: Final = 2_000
_UNNAMED: Final = frozenset({EMPTY, NOT_ALLOWED, TEXT})


def simplify(pattern: model.Pattern, load: "Loader", table: Table) -> Pattern:
    """Return *pattern* in simple form, made in *table*: the pattern that a document's outermost element matches.

    *load* gives the files that it refers to. Raises :class:`~tei.errors.SchemaError` with all that section 4 forbids;
    what section 7 forbids is for :mod:`restrictions`.
    """
    return Simplification(load, table).run(pattern)


class Simplification:
    """One grammar on its way to simple form."""

    def __init__(self, load: "Loader", table: Table) -> None:
        self.table = table
        self.faults = Faults()
        self.files = Files(load, self.faults)
        self._elements: list[tuple[ElementPattern, model.Element, Scope]] = []
        self._scopes: list[Scope] = []
        self._external: dict[tuple[Scope, int], Pattern] = {}
        self._depth = 0
        self._members = 0
        self._reachable = True

    def run(self, pattern: model.Pattern) -> Pattern:
        """Return the start; every element's content has been made, too."""
        start = self.expand(pattern, Scope(None, self.files, self.faults))
        self._empty_queue()
        # What nothing refers to must be right as well; only that it refers to itself does no harm (4.19).
        self._reachable = False
        while self._scopes:
            scope = self._scopes.pop()
            for name in scope:
                self.definition(name, scope)
            self._empty_queue()
        if self.faults:
            self.faults.fail()
        return start

    def _empty_queue(self) -> None:
        while self._elements:
            element, surface, scope = self._elements.pop()
            element.content = self.expand(surface.pattern, scope)

    def expand(self, pattern: model.Pattern, scope: Scope) -> Pattern:
        """Return *pattern* in simple form."""
        if self._depth > _DEEPEST:
            self.faults.add("too-deep", f"patterns are nested more than {_DEEPEST} deep", pattern.place)
            self.faults.fail()
        self._depth += 1
        simple = _RULES[type(pattern)](self, pattern, scope)
        self._depth -= 1
        if not self.table.interning:
            self.table.places.setdefault(simple, pattern.place)
        return simple

    def bounded(self, simple: Pattern, place: "Place") -> Pattern:
        """Return *simple*, which joins others. Raises :class:`~tei.errors.SchemaError` where it makes too much."""
        message = ""
        if isinstance(simple, ChoicePattern | InterleavePattern):
            self._members += len(simple.members)
            if len(simple.members) > _MOST_INTERLEAVED and isinstance(simple, InterleavePattern):
                message = f"an interleave has more than {_MOST_INTERLEAVED:,} parts"
        if len(self.table) > _MOST_PATTERNS or self._members > _MOST_MEMBERS:
            message = f"the grammar comes to more than {_MOST_PATTERNS:,} patterns"
        if message:
            self.faults.add("too-large", message, place)
            self.faults.fail()
        return simple

    def definition(self, name: str, scope: Scope) -> Pattern:
        """Return what *name* stands for in *scope*, which has it; it is made once, after all that it needs."""
        known = scope.simple.get(name)
        if known is not None:
            return known
        stack = [(scope, name, self.references(scope.pattern(name), scope))]
        open_definitions = {(scope, name)}
        while stack:
            current_scope, current, references = stack[-1]
            needed = self._next_needed(references, open_definitions)
            if needed is None:
                stack.pop()
                open_definitions.discard((current_scope, current))
                self._define(current, current_scope)
            else:
                open_definitions.add(needed)
                stack.append((*needed, self.references(needed[0].pattern(needed[1]), needed[0])))
        return scope.simple[name]

    def _next_needed(
        self, references: "Iterator[Reference]", open_definitions: set[tuple[Scope, str]]
    ) -> tuple[Scope, str] | None:
        """Return the next definition that must be made first; one that is being made is a fault (4.19)."""
        for scope, name, place in references:
            if name in scope.simple:
                continue
            if (scope, name) not in open_definitions:
                return scope, name
            if self._reachable:
                what = f"{name} refers" if name else "the start refers"
                self.faults.add("recursion", f"{what} to itself with no element between", place)
            scope.simple[name] = NOT_ALLOWED
        return None

    def _define(self, name: str, scope: Scope) -> None:
        depth, self._depth = self._depth, 0
        simple = scope.simple[name] = self.expand(scope.pattern(name), scope)
        self._depth = depth
        if name and not isinstance(simple, ElementPattern) and simple not in _UNNAMED:
            origins = self.table.origins
            origins[simple] = (*origins.get(simple, ()), name)

    def references(self, pattern: model.Pattern, scope: Scope) -> "Iterator[Reference]":
        """Yield the definitions that *pattern* needs outside of any element, and where it refers to them."""
        pending = [pattern]
        files: set[int] = set()
        while pending:
            current = pending.pop()
            kind = type(current)
            if kind in _SEVERAL:
                pending.extend(reversed(current.patterns))  # type: ignore[union-attr]
            elif kind in _SINGLE:
                pending.append(current.pattern)  # type: ignore[union-attr]
            elif isinstance(current, model.Data):
                if current.exception is not None:
                    pending.append(current.exception)
            elif isinstance(current, model.ExternalRef):
                found = self.files.pattern(current)
                if found is not None and id(found) not in files:
                    files.add(id(found))
                    pending.append(found)
            elif (target := self._target(current, scope)) is not None and target[1] in target[0]:
                yield *target, current.place

    def _target(self, pattern: model.Pattern, scope: Scope) -> tuple[Scope, str] | None:
        """Return which definition *pattern* refers to, None if it does not refer to any."""
        if isinstance(pattern, model.Ref):
            return scope, pattern.name
        if isinstance(pattern, model.ParentRef):
            return None if scope.parent is None else (scope.parent, pattern.name)
        return (self.inner(pattern, scope), START) if isinstance(pattern, model.Grammar) else None

    def external(self, pattern: model.Pattern, scope: Scope) -> Pattern:
        """Return *pattern*, which :attr:`files` keeps, in simple form; made once, for files may multiply each other."""
        key = (scope, id(pattern))
        if key not in self._external:
            self._external[key] = self.expand(pattern, scope)
        return self._external[key]

    def inner(self, grammar: model.Grammar, scope: Scope) -> Scope:
        """Return the scope that *grammar* opens."""
        inner, new = scope.inner(grammar)
        if new:
            self._scopes.append(inner)
        return inner

    def queue(self, element: ElementPattern, surface: model.Element, scope: Scope) -> None:
        """Note that the content of *element* is still to be made."""
        self._elements.append((element, surface, scope))

    def check_names(self, name_class: "NameClass", *, of_attribute: bool = False) -> None:
        """Report what a name class must not be (4.16)."""
        for fault in name_classes.faults(name_class, of_attribute=of_attribute):
            self.faults.add(*fault)

    def datatype(
        self, library: str, name: str, parameters: tuple[model.Parameter, ...], place: "Place"
    ) -> "Datatype | None":
        """Return a datatype of a library; None, and a fault, if there is none such (4.16)."""
        found = datatypes.library(library)
        if found is None:
            self.faults.add("datatype", f"the datatype library “{library}” is not known", place)
            return None
        try:
            return found.datatype(name, parameters)
        except DatatypeError as fault:
            self.faults.add("datatype", str(fault), place)
            return None


Reference: TypeAlias = tuple[Scope, str, model.Place]
_SEVERAL: Final = frozenset({model.Group, model.Interleave, model.Choice})
_SINGLE: Final = frozenset(
    {model.Attribute, model.Optional, model.ZeroOrMore, model.OneOrMore, model.List, model.Mixed},
)


# 4.6 externalRef


def _external_ref(run: Simplification, pattern: model.ExternalRef, scope: Scope) -> Pattern:
    found = run.files.pattern(pattern)
    return NOT_ALLOWED if found is None else run.external(found, scope)


# 4.12 number of children: two by two in the specification, here as the table takes them


def _group(run: Simplification, pattern: model.Group, scope: Scope) -> Pattern:
    members = [run.expand(member, scope) for member in pattern.patterns]
    simple = members.pop()
    while members:
        member = members.pop()
        simple = run.table.group(member, simple)
        if isinstance(member, GroupPattern):  # Its members have been made again, before the others.
            run.bounded(simple, pattern.place)
    return simple


def _choice(run: Simplification, pattern: model.Choice, scope: Scope) -> Pattern:
    return run.bounded(run.table.choice_of([run.expand(member, scope) for member in pattern.patterns]), pattern.place)


def _interleave(run: Simplification, pattern: model.Interleave, scope: Scope) -> Pattern:
    simple = run.table.interleave_of([run.expand(member, scope) for member in pattern.patterns])
    return run.bounded(simple, pattern.place)


# 4.13 mixed


def _mixed(run: Simplification, pattern: model.Mixed, scope: Scope) -> Pattern:
    text = run.table.text()
    return run.bounded(run.table.interleave_of((text, run.expand(pattern.pattern, scope))), pattern.place)


# 4.14 optional


def _optional(run: Simplification, pattern: model.Optional, scope: Scope) -> Pattern:
    return run.bounded(run.table.optional(run.expand(pattern.pattern, scope)), pattern.place)


# 4.15 zeroOrMore


def _zero_or_more(run: Simplification, pattern: model.ZeroOrMore, scope: Scope) -> Pattern:
    simple = run.table.one_or_more(run.expand(pattern.pattern, scope))
    return run.bounded(run.table.optional(simple), pattern.place)


def _one_or_more(run: Simplification, pattern: model.OneOrMore, scope: Scope) -> Pattern:
    return run.table.one_or_more(run.expand(pattern.pattern, scope))


# 4.16 constraints


def _element(run: Simplification, pattern: model.Element, scope: Scope) -> Pattern:
    run.check_names(pattern.name_class)
    element = run.table.element(name_classes.simple(pattern.name_class), pattern.place, model.documentation(pattern))
    run.queue(element, pattern, scope)
    return element


def _attribute(run: Simplification, pattern: model.Attribute, scope: Scope) -> Pattern:
    run.check_names(pattern.name_class, of_attribute=True)
    attribute = run.table.attribute(name_classes.simple(pattern.name_class), run.expand(pattern.pattern, scope))
    if pattern.annotations:
        if text := model.documentation(pattern):
            run.table.documentation.setdefault(attribute, text)
        if (value := model.default_value(pattern)) is not None:
            run.table.defaults.setdefault(attribute, {}).setdefault(value, pattern.place)
    return attribute


def _data(run: Simplification, pattern: model.Data, scope: Scope) -> Pattern:
    exception = run.expand(pattern.exception, scope) if pattern.exception is not None else None
    datatype = run.datatype(pattern.library, pattern.type_name, pattern.parameters, pattern.place)
    return NOT_ALLOWED if datatype is None else run.table.data(datatype, exception)


def _value(run: Simplification, pattern: model.Value, _scope: Scope) -> Pattern:
    datatype = run.datatype(pattern.library, pattern.type_name, (), pattern.place)
    if datatype is None:
        return NOT_ALLOWED
    value = datatype.value(pattern.text, pattern.namespaces)
    if value is None:
        message = f"“{pattern.text}” is no value of the datatype {pattern.type_name}"
        reason = datatype.reason(pattern.text, pattern.namespaces)
        run.faults.add("datatype", f"{message}: {reason}" if reason else message, pattern.place)
        return NOT_ALLOWED
    bindings = tuple(sorted(pattern.namespaces.items())) if datatype.needs_namespaces else ()
    simple = run.table.value(datatype, value, pattern.text, bindings)
    if pattern.following and simple not in run.table.documentation:
        documented = model.Node(annotations=pattern.annotations + pattern.following)
        if text := model.documentation(documented):
            run.table.documentation[simple] = text
    return simple


def _list(run: Simplification, pattern: model.List, scope: Scope) -> Pattern:
    return run.table.list_(run.expand(pattern.pattern, scope))


# 4.18 grammar


def _grammar(run: Simplification, pattern: model.Grammar, scope: Scope) -> Pattern:
    inner = run.inner(pattern, scope)
    return run.definition(START, inner) if START in inner else NOT_ALLOWED


# 4.19 define and ref


def _ref(run: Simplification, pattern: model.Ref, scope: Scope) -> Pattern:
    known = scope.simple.get(pattern.name)
    if known is not None:
        return known
    if pattern.name in scope:
        return run.definition(pattern.name, scope)
    _report_undefined(run, pattern, scope, "nothing is defined under the name")
    return NOT_ALLOWED


def _parent_ref(run: Simplification, pattern: model.ParentRef, scope: Scope) -> Pattern:
    outer = scope.parent
    if outer is not None and pattern.name in outer:
        return run.definition(pattern.name, outer)
    if outer is None or outer.parent is None:
        message = f"there is no grammar around this one to define {pattern.name}"
        run.faults.add("undefined", message, pattern.place)
    else:
        _report_undefined(run, pattern, outer, "the grammar around this one does not define")
    return NOT_ALLOWED


def _report_undefined(run: Simplification, pattern: model.Ref | model.ParentRef, scope: Scope, what: str) -> None:
    if scope.incomplete:
        return  # A file is missing that may define it.
    close = get_close_matches(pattern.name, [name for name in scope if name != START], n=1)
    advice = f"did you mean {close[0]}?" if close else ""
    run.faults.add("undefined", f"{what} {pattern.name}", pattern.place, advice)


# 4.20 notAllowed and 4.21 empty: the table's smart constructors apply them


def _not_allowed(_run: Simplification, _pattern: model.NotAllowed, _scope: Scope) -> Pattern:
    return NOT_ALLOWED


def _empty(_run: Simplification, _pattern: model.Empty, _scope: Scope) -> Pattern:
    return EMPTY


def _text(run: Simplification, _pattern: model.Text, _scope: Scope) -> Pattern:
    return run.table.text()


_RULES: Final[dict[type, Callable[[Simplification, Any, Scope], Pattern]]] = {
    model.Element: _element,
    model.Attribute: _attribute,
    model.Group: _group,
    model.Interleave: _interleave,
    model.Choice: _choice,
    model.Optional: _optional,
    model.ZeroOrMore: _zero_or_more,
    model.OneOrMore: _one_or_more,
    model.List: _list,
    model.Mixed: _mixed,
    model.Ref: _ref,
    model.ParentRef: _parent_ref,
    model.Empty: _empty,
    model.Text: _text,
    model.NotAllowed: _not_allowed,
    model.Value: _value,
    model.Data: _data,
    model.ExternalRef: _external_ref,
    model.Grammar: _grammar,
}
