"""What can be made into a schema but is probably not meant: seen when a customisation is resolved and emitted.

Elements that no document can have, elements that cannot be valid, and those that others require but that are gone.

Source: TEI Guidelines, chapter 22 (Modified content models); docs/odd-semantics.md.
"""

from typing import TYPE_CHECKING, Final, TypeVar

from tei.odd.grammar.definitions import Definitions, referred
from tei.odd.resolution.advice import did_you_mean, to_have
from tei.odd.specs import Alternate, AttList, AttRef, ClassRef, ElementRef, MacroRef, NameRef, Sequence
from tei.relaxng import model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.etree import _Element

    from tei.odd.schema import ResolvedSchema
    from tei.odd.specs import Content, Key, Spec

    Report = Callable[[str, str, _Element | None, str], None]

Found = TypeVar("Found")


_EACH: Final = 3
"""So many elements are reported each by itself; more of them together."""


def check(schema: "ResolvedSchema", grammar: model.Grammar, report: "Report") -> None:
    """Report what is probably not meant in *schema*, whose grammar *grammar* is."""
    names = Definitions(schema).names
    reached = _reached(grammar)
    _unreachable(schema, names, reached, report)
    for key in schema.own:
        _attribute_references(schema, schema.specs[key].attributes, report)
    needs = _Needs(schema)
    for key, spec in schema.specs.items():
        if key.kind != "element" or names[key] not in reached or spec.content is None:
            continue
        for ident in needs.required(spec.content):
            _deleted(schema, ident, spec, report)
        if (ident := needs.impossible(spec.content)) and (key in schema.written or ident in _own_classes(schema)):
            _empty_class(schema, ident, spec, report)


def _own_classes(schema: "ResolvedSchema") -> set[str]:
    return {key.ident for key in schema.own if key.kind == "class"}


def _reached(grammar: model.Grammar) -> set[str]:
    """Return the names of the patterns that the start of *grammar* leads to."""
    defined: dict[str, list[model.Pattern]] = {}
    waiting: list[str] = []
    for component in _flat(grammar.components):
        if isinstance(component, model.Start):
            waiting += referred(component.pattern)
        elif isinstance(component, model.Define):
            defined.setdefault(component.name, []).append(component.pattern)
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [inner for pattern in defined.get(name, ()) for inner in referred(pattern)]
    return found


def _flat(components: "Iterable[model.Component]") -> "Iterator[model.Component]":
    for component in components:
        if isinstance(component, model.Div):
            yield from _flat(component.components)
        else:
            yield component


def _unreachable(schema: "ResolvedSchema", names: "dict[Key, str]", reached: set[str], report: "Report") -> None:
    """Report the elements of the customisation's own that no document can have."""
    if not reached:
        return  # The schema begins with nothing: it is a part of others.
    classes = [key.ident for key, spec in schema.specs.items() if key.kind == "class" and spec.type == "model"]
    lost = [
        spec
        for key, spec in schema.specs.items()
        if key.kind == "element" and key in schema.added and names[key] not in reached
    ]
    if len(lost) > _EACH:
        shown = ", ".join(f"<{spec.ident}>" for spec in lost[:_EACH])
        message = f"no document can have {len(lost)} elements that are specified here: {shown} …"
        advice = "make them members of model classes, name them in content models, or in @start"
        report("odd.unreachable", message, schema.node, advice)
        return
    for spec in lost:
        absent = [member.key for member in spec.classes.members if member.key not in classes] if spec.classes else []
        absent = [ident for ident in absent if ident.startswith("model.")]
        advice = "make it a member of a model class, name it in a content model, or in @start of the <schemaSpec>"
        if absent:
            near = did_you_mean(absent[0], classes)
            advice = f"the schema has no class {absent[0]}, of which it is a member" + (f": {near}" if near else "")
        message = f"no document can have the element <{spec.ident}>: no content model that can be reached allows it"
        report("odd.unreachable", message, spec.node, advice)


def _attribute_references(schema: "ResolvedSchema", attlist: AttList | None, report: "Report") -> None:
    """Report what attributes are to be taken from that the schema does not have."""
    classes = [key.ident for key in schema.specs if key.kind == "class"]
    for member in attlist.members if attlist else ():
        if isinstance(member, AttList):
            _attribute_references(schema, member, report)
        elif isinstance(member, AttRef) and member.node is not None and member.class_key not in classes:
            message = f"attributes are to be taken from the class {member.class_key}, which the schema does not have"
            near = did_you_mean(member.class_key, classes)
            report("odd.dangling", message, member.node, near or to_have(schema.bases, "class", member.class_key))


def _deleted(schema: "ResolvedSchema", ident: str, owner: "Spec", report: "Report") -> None:
    """Report that an element is deleted which *owner* requires; it is left out there."""
    for key, spec in schema.deleted.items():
        if key.kind == "element" and key.ident == ident:
            message = f"<{ident}> is deleted, but required by <{owner.ident}>, which is valid without it now"
            advice = f"delete <{owner.ident}> too, or write a content model for it that does without <{ident}>"
            report("odd.required-child", message, spec.node, advice)


def _empty_class(schema: "ResolvedSchema", ident: str, owner: "Spec", report: "Report") -> None:
    message = f"<{owner.ident}> can never be valid: it must have a member of {ident}, and that class has none"
    advice = f"make an element a member of {ident}, or write another content model for <{owner.ident}>"
    node = owner.node if owner.node is not None else schema.node
    report("odd.empty-class", message, node, advice)


class _Needs:
    """What the content models of a schema cannot do without."""

    def __init__(self, schema: "ResolvedSchema") -> None:
        self._schema = schema
        self._open: set[str] = set()

    def required(self, content: "Content") -> list[str]:
        """Return the idents of the elements that every element with this content has, in their order."""
        match content:
            case ElementRef():
                return [content.key] if content.occurs.least else []
            case NameRef():
                return [content.name]
            case Sequence() if content.occurs.least:
                return list(dict.fromkeys(ident for member in content.members for ident in self.required(member)))
            case Alternate() if content.occurs.least and content.members:
                first, *others = [self.required(member) for member in content.members]
                return [ident for ident in first if all(ident in other for other in others)]
            case MacroRef():
                return self._in_macro(content.key, self.required) or []
        return []

    def impossible(self, content: "Content") -> str:
        """Return the empty class for which nothing has this content, "" if something can."""
        match content:
            case ClassRef() if content.occurs.least and content.expand in {"", "alternation"}:
                known = self._schema.key("class", content.key) is not None
                return content.key if known and not self._schema.flattened(content.key) else ""
            case Sequence() if content.occurs.least:
                return next(filter(None, map(self.impossible, content.members)), "")
            case Alternate() if content.occurs.least and content.members:
                found = [self.impossible(member) for member in content.members]
                return found[0] if all(found) else ""
            case MacroRef():
                return self._in_macro(content.key, self.impossible) or ""
        return ""

    def _in_macro(self, ident: str, look: "Callable[[Content], Found]") -> "Found | None":
        """Return what *look* finds in the content of a macro, None in one that is in itself."""
        spec = self._schema.find("macro", ident)
        if spec is None or spec.content is None or ident in self._open:
            return None
        self._open.add(ident)
        found = look(spec.content)
        self._open.discard(ident)
        return found
