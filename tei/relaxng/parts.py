"""The part of the model that each element of RELAX NG's XML syntax stands for.

Source: RELAX NG, section 3, and what sections 4.4, 4.5 and 4.12 say of a single element.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from tei.relaxng import model
from tei.relaxng.building import Builder
from tei.relaxng.model import Node
from tei.relaxng.syntax import COMPONENTS, KIND, NAME_CLASSES, PATTERNS, ExceptPart, FaultyPart, Frame, ParamPart

if TYPE_CHECKING:
    from tei.relaxng.faults import Faults


def root(document: Frame, faults: "Faults") -> model.Pattern:
    """Return the pattern that the outermost element is."""
    child = document.children[0]
    if type(child) not in PATTERNS:
        message = f"a schema begins with a pattern or <grammar>, not with {KIND[type(child)]}"
        faults.add("element", message, child.place)
    return cast("model.Pattern", child)


def build(building: Builder, frame: Frame) -> Node:
    """Return the part of the model that *frame*, now complete, stands for."""
    building.at(frame)
    builder = _BUILDERS.get(frame.local)
    return FaultyPart() if builder is None else builder(building)


def _annotated(building: Builder, child: Node) -> Node:
    """Return the only member of a group, interleave or choice, with the annotations of what was around it."""
    annotations = building.frame.annotations
    return replace(child, annotations=(*annotations, *child.annotations)) if annotations else child


def _element(building: Builder) -> Node:
    name_class, children = building.named()
    frame = building.frame
    return model.Element(
        name_class, building.pattern(children), place=frame.place, annotations=tuple(frame.annotations)
    )


def _attribute(building: Builder) -> Node:
    name_class, children = building.named()
    frame = building.frame
    pattern: model.Pattern = model.Text(place=frame.place)
    if len(children) > 1:
        building.fault("content", "<attribute> can have one pattern", at=children[1])
    if children:
        pattern = building.pattern(children[:1])
    return model.Attribute(name_class, pattern, place=frame.place, annotations=tuple(frame.annotations))


def _several(
    kind: type[model.Group] | type[model.Interleave],
) -> Callable[[Builder], Node]:
    def build_several(building: Builder) -> Node:
        found = building.patterns()
        if len(found) == 1:
            return _annotated(building, found[0])
        return kind(found, place=building.frame.place, annotations=tuple(building.frame.annotations))

    return build_several


def _choice(building: Builder) -> Node:
    frame = building.frame
    children = frame.children
    if children and all(type(child) in NAME_CLASSES for child in children):
        found = building.name_class(children)
        if len(children) == 1:
            return _annotated(building, found)
        return replace(found, annotations=tuple(frame.annotations))
    patterns = building.patterns()
    if len(patterns) == 1:
        return _annotated(building, patterns[0])
    return model.Choice(patterns, place=frame.place, annotations=tuple(frame.annotations))


_Wrapper = model.Optional | model.ZeroOrMore | model.OneOrMore | model.List | model.Mixed
_Leaf = model.Empty | model.Text | model.NotAllowed
_Reference = model.Ref | model.ParentRef


def _wrapper(kind: type[_Wrapper]) -> Callable[[Builder], Node]:
    def build_wrapper(building: Builder) -> Node:
        frame = building.frame
        return kind(building.pattern(), place=frame.place, annotations=tuple(frame.annotations))

    return build_wrapper


def _leaf(kind: type[_Leaf]) -> Callable[[Builder], Node]:
    def build_leaf(building: Builder) -> Node:
        building.nothing()
        return kind(place=building.frame.place, annotations=tuple(building.frame.annotations))

    return build_leaf


def _reference(kind: type[_Reference]) -> Callable[[Builder], Node]:
    def build_reference(building: Builder) -> Node:
        building.nothing()
        frame = building.frame
        return kind(building.ncname("name"), place=frame.place, annotations=tuple(frame.annotations))

    return build_reference


def _value(building: Builder) -> Node:
    building.nothing()
    frame = building.frame
    typed = "type" in frame.attributes
    return model.Value(
        frame.text,
        building.ncname("type") if typed else "token",
        frame.library if typed else "",
        building.namespaces(),
        place=frame.place,
        annotations=tuple(frame.annotations),
    )


def _data(building: Builder) -> Node:
    frame = building.frame
    children = frame.children
    parameters = []
    while children and type(child := children[0]) is ParamPart:
        parameters.append(child.parameter)
        children = children[1:]
    inside = building.excepted(children)
    exception: model.Pattern | None = None
    if inside:
        patterns = cast("tuple[model.Pattern, ...]", building.only(PATTERNS, "patterns", inside))
        exception = patterns[0] if len(patterns) == 1 else model.Choice(patterns, place=children[0].place)
    return model.Data(
        building.ncname("type"),
        frame.library,
        tuple(parameters),
        exception,
        building.namespaces(),
        place=frame.place,
        annotations=tuple(frame.annotations),
    )


def _param(building: Builder) -> Node:
    building.nothing()
    frame = building.frame
    parameter = model.Parameter(building.ncname("name"), frame.text)
    return ParamPart(parameter, place=frame.place, annotations=tuple(frame.annotations))


def _except(building: Builder) -> Node:
    frame = building.frame
    if not frame.children:
        building.fault("content", "<except> is empty")
        return FaultyPart()
    return ExceptPart(tuple(frame.children), place=frame.place)


def _name(building: Builder) -> Node:
    building.nothing()
    frame = building.frame
    qname = building.qname(frame.text, frame.ns)
    return model.Name(*qname, place=frame.place, annotations=tuple(frame.annotations))


def _exception(building: Builder) -> model.NameClass | None:
    inside = building.excepted(building.frame.children)
    return building.name_class(inside) if inside else None


def _any_name(building: Builder) -> Node:
    frame = building.frame
    return model.AnyName(_exception(building), place=frame.place, annotations=tuple(frame.annotations))


def _ns_name(building: Builder) -> Node:
    frame = building.frame
    return model.NsName(frame.ns, _exception(building), place=frame.place, annotations=tuple(frame.annotations))


def _href(building: Builder) -> str:
    """Return the href (section 4.5), which has no fragment."""
    href = building.frame.attributes.get("href", "")
    if "#" in href:
        building.fault("attribute", f"“{href}” names a part of a file; whole files are referred to", attribute="href")
    return href


def _external_ref(building: Builder) -> Node:
    building.nothing()
    frame = building.frame
    href = _href(building)
    return model.ExternalRef(href, frame.base, frame.ns, place=frame.place, annotations=tuple(frame.annotations))


def _components(building: Builder) -> tuple[model.Component, ...]:
    found = building.only(COMPONENTS, "<start>, <define>, <div> and <include>", building.frame.children)
    return cast("tuple[model.Component, ...]", found)


def _grammar(building: Builder) -> Node:
    frame = building.frame
    return model.Grammar(_components(building), place=frame.place, annotations=tuple(frame.annotations))


def _div(building: Builder) -> Node:
    frame = building.frame
    return model.Div(_components(building), place=frame.place, annotations=tuple(frame.annotations))


def _include(building: Builder) -> Node:
    frame = building.frame
    components = _components(building)
    pending = list(components)
    while pending:
        component = pending.pop()
        if isinstance(component, model.Div):
            pending.extend(component.components)
        elif isinstance(component, model.Include):
            building.fault("element", "<include> cannot stand in <include>", at=component)
    annotations = tuple(frame.annotations)
    return model.Include(_href(building), frame.base, frame.ns, components, place=frame.place, annotations=annotations)


def _start(building: Builder) -> Node:
    frame = building.frame
    if len(frame.children) > 1:
        building.fault("content", "<start> can have one pattern", at=frame.children[1])
    return model.Start(building.pattern(), building.combine(), place=frame.place, annotations=tuple(frame.annotations))


def _define(building: Builder) -> Node:
    frame = building.frame
    name, combine = building.ncname("name"), building.combine()
    return model.Define(name, building.pattern(), combine, place=frame.place, annotations=tuple(frame.annotations))


_BUILDERS: Final[dict[str, Callable[[Builder], Node]]] = {
    "element": _element,
    "attribute": _attribute,
    "group": _several(model.Group),
    "interleave": _several(model.Interleave),
    "choice": _choice,
    "optional": _wrapper(model.Optional),
    "zeroOrMore": _wrapper(model.ZeroOrMore),
    "oneOrMore": _wrapper(model.OneOrMore),
    "list": _wrapper(model.List),
    "mixed": _wrapper(model.Mixed),
    "ref": _reference(model.Ref),
    "parentRef": _reference(model.ParentRef),
    "empty": _leaf(model.Empty),
    "text": _leaf(model.Text),
    "notAllowed": _leaf(model.NotAllowed),
    "value": _value,
    "data": _data,
    "param": _param,
    "except": _except,
    "name": _name,
    "anyName": _any_name,
    "nsName": _ns_name,
    "externalRef": _external_ref,
    "grammar": _grammar,
    "div": _div,
    "include": _include,
    "start": _start,
    "define": _define,
}
