"""A grammar as text in RELAX NG's XML syntax.

Source: RELAX NG, section 3. What is written reads back as an equal model, with its annotations where they were.
"""

from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from tei import names
from tei.relaxng import model, sources
from tei.relaxng.bindings import Bindings, has_prefix
from tei.relaxng.model import Annotation, AnnotationAttribute, Node

_INDENT: Final = "  "
_IN_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE: Final = {**_IN_TEXT, **str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})}
_Writable: TypeAlias = model.Pattern | model.Component | model.NameClass
_Around: TypeAlias = model.Optional | model.ZeroOrMore | model.OneOrMore | model.List | model.Mixed
_Plain: TypeAlias = (
    model.Empty
    | model.Text
    | model.NotAllowed
    | model.Group
    | model.Interleave
    | model.Choice
    | model.Grammar
    | model.Div
    | _Around
)
_PLAIN: Final[dict[type[Node], str]] = {
    model.Empty: "empty",
    model.Text: "text",
    model.NotAllowed: "notAllowed",
    model.Group: "group",
    model.Interleave: "interleave",
    model.Choice: "choice",
    model.Optional: "optional",
    model.ZeroOrMore: "zeroOrMore",
    model.OneOrMore: "oneOrMore",
    model.List: "list",
    model.Mixed: "mixed",
    model.Grammar: "grammar",
    model.Div: "div",
}
"""The parts that have no attributes of their own."""


def write(pattern: model.Pattern) -> str:
    """Return *pattern* as a whole file in XML syntax."""
    return _Writer(pattern).file()


class _Scope(NamedTuple):
    """What is inherited: the namespace of names without one, and the library of datatypes without one."""

    ns: str
    library: str


@dataclass(slots=True)
class _Tag:
    """An element of the file: what stands in it is text or other parts, and *scope* is what these inherit."""

    local: str
    scope: _Scope
    attributes: dict[str, str] = field(default_factory=dict)
    children: "tuple[_Part, ...]" = ()
    text: str = ""
    annotations: tuple[Annotation | AnnotationAttribute, ...] = ()
    following: tuple[Annotation, ...] = ()


_Part: TypeAlias = "_Writable | _Tag"


class _Writer:
    """One grammar on its way into text."""

    def __init__(self, pattern: model.Pattern) -> None:
        self._pattern = pattern
        self._bindings = Bindings(pattern)
        # A single value or datatype says itself what library it is of.
        self._library = "" if isinstance(pattern, model.Value | model.Data) else self._bindings.library

    def file(self) -> str:
        """Return the whole file; the root comes last, for it declares the prefixes that were needed."""
        root = self._pattern
        common: dict[str, str] = {}
        if self._library:
            common["datatypeLibrary"] = self._library
        ns = ""
        if isinstance(root, model.Grammar | model.Choice | model.Group | model.Interleave) and self._bindings.namespace:
            ns = common["ns"] = self._bindings.namespace
        tag = self._tag(root, _Scope(ns, self._library))
        lines = self._lines(tag)
        declared = {"xmlns": names.RNG}
        declared.update((f"xmlns:{prefix}", uri) for prefix, uri in self._bindings.prefixes.items() if uri)
        beginning = f"<{tag.local}"
        lines[0] = beginning + _attributes({**declared, **common}) + lines[0].removeprefix(beginning)
        return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *lines, ""])

    def _lines(self, root: _Tag) -> list[str]:
        """Return the lines of *root* and all that is in it."""
        lines: list[str] = []
        waiting: list[tuple[_Part | str, int, _Scope]] = [(root, 0, root.scope)]
        while waiting:
            part, depth, scope = waiting.pop()
            if isinstance(part, str):
                lines.append(_INDENT * depth + part)
                continue
            tag = part if isinstance(part, _Tag) else self._tag(part, scope)
            attributes, inside = self._annotated(tag)
            beginning = f"<{tag.local}{attributes}"
            after = [self._foreign(element) for element in tag.following]
            within: list[_Part | str] = [*inside, *tag.children]
            if within:
                lines.append(f"{_INDENT * depth}{beginning}>")
                after.insert(0, f"</{tag.local}>")
            else:
                text = tag.text.translate(_IN_TEXT)
                whole = f"{beginning}>{text}</{tag.local}>" if text else f"{beginning}/>"
                lines.append(_INDENT * depth + whole)
            waiting += [(line, depth, scope) for line in reversed(after)]
            waiting += [(child, depth + 1, tag.scope) for child in reversed(within)]
        return lines

    def _annotated(self, tag: _Tag) -> tuple[str, list[str]]:
        """Return the attributes of *tag*, foreign ones among them, and the foreign elements that come first in it."""
        attributes = dict(tag.attributes)
        inside: list[str] = []
        for annotation in tag.annotations:
            if isinstance(annotation, AnnotationAttribute):
                attributes[self._foreign_name(annotation)] = annotation.value
            else:
                inside.append(self._foreign(annotation))
        return _attributes(attributes), inside

    # Foreign elements, in which white space counts

    def _foreign_name(self, part: Annotation | AnnotationAttribute) -> str:
        if not part.name.namespace:
            return part.name.local
        return f"{self._bindings.prefix(part.name.namespace)}:{part.name.local}"

    def _foreign(self, element: Annotation, *, undeclared: bool = False) -> str:
        """Return *element* on one line; *undeclared* says that there is no default namespace around it."""
        attributes = {self._foreign_name(attribute): attribute.value for attribute in element.attributes}
        if not element.name.namespace and not undeclared:
            attributes = {"xmlns": "", **attributes}
            undeclared = True
        name = self._foreign_name(element)
        content = "".join(
            part.translate(_IN_TEXT) if isinstance(part, str) else self._foreign(part, undeclared=undeclared)
            for part in element.content
        )
        beginning = f"<{name}{_attributes(attributes)}"
        return f"{beginning}>{content}</{name}>" if content else f"{beginning}/>"

    # What each part of the model is as an element

    def _tag(self, node: _Writable, scope: _Scope) -> _Tag:
        """Return *node* as an element where *scope* is inherited."""
        tag = self._bare(node, scope)
        tag.annotations = node.annotations
        tag.following = (*tag.following, *node.following)
        if isinstance(node, model.Name | model.Value):
            # These hold text alone, so what annotates them stands after them.
            elements = tuple(part for part in node.annotations if isinstance(part, Annotation))
            tag.annotations = tuple(part for part in node.annotations if isinstance(part, AnnotationAttribute))
            tag.following = (*elements, *tag.following)
        return tag

    def _bare(self, node: _Writable, scope: _Scope) -> _Tag:
        """Return *node* as an element without its annotations."""
        match node:
            case model.Element() | model.Attribute():
                return self._named(node, scope)
            case model.Value():
                return self._value(node, scope)
            case model.Data():
                return self._data(node, scope)
            case model.ExternalRef() | model.Include():
                return _reference(node, scope)
            case model.Start() | model.Define():
                return _definition(node, scope)
            case model.Ref() | model.ParentRef():
                return _Tag("ref" if isinstance(node, model.Ref) else "parentRef", scope, {"name": node.name})
            case model.Name() | model.AnyName() | model.NsName() | model.NameChoice():
                return _name_class(node, scope)
        return _Tag(_PLAIN[type(node)], scope, children=_inside(node))

    def _named(self, node: model.Element | model.Attribute, scope: _Scope) -> _Tag:
        """Return an element or attribute pattern, its name as an attribute where that says it all."""
        name = node.name_class
        if isinstance(node, model.Element):
            tag = _Tag("element", scope, children=_spliced(node.pattern, model.Group))
        else:
            implied = node.pattern == model.Text() and not _noted(node.pattern)
            tag = _Tag("attribute", scope, children=() if implied else (node.pattern,))
        if not isinstance(name, model.Name) or _noted(name):
            tag.children = (name, *tag.children)
            return tag
        written = name.local
        if name.namespace == names.XML or (
            isinstance(node, model.Attribute) and name.namespace not in {"", names.XMLNS, names.XMLNS.removesuffix("/")}
        ):
            written = f"{self._bindings.prefix(name.namespace)}:{name.local}"
        elif name.namespace != (scope.ns if isinstance(node, model.Element) else ""):
            tag.attributes["ns"] = name.namespace
            tag.scope = scope._replace(ns=name.namespace)
        tag.attributes = {"name": written, **tag.attributes}
        return tag

    def _typed(self, local: str, type_name: str, library: str, scope: _Scope) -> _Tag:
        tag = _Tag(local, scope, {"type": type_name})
        if library != scope.library:
            tag.attributes["datatypeLibrary"] = library
            tag.scope = scope._replace(library=library)
        return tag

    def _value(self, node: model.Value, scope: _Scope) -> _Tag:
        if (node.type_name, node.library) == ("token", ""):
            tag = _Tag("value", scope)
        else:
            tag = self._typed("value", node.type_name, node.library, scope)
        tag.text = node.text
        if has_prefix(node):
            prefix = node.text.strip().rpartition(":")[0]
            namespace = node.namespaces.get(prefix, "")
            if not prefix and namespace != scope.ns:
                tag.attributes["ns"] = namespace
            elif prefix and namespace and not self._bindings.claim(prefix, namespace):
                tag.attributes[f"xmlns:{prefix}"] = namespace
        return tag

    def _data(self, node: model.Data, scope: _Scope) -> _Tag:
        tag = self._typed("data", node.type_name, node.library, scope)
        children: list[_Part] = [_Tag("param", scope, {"name": name}, text=value) for name, value in node.parameters]
        if node.exception is not None:
            children.append(_Tag("except", tag.scope, children=_spliced(node.exception, model.Choice)))
        tag.children = tuple(children)
        return tag


def _noted(node: Node) -> bool:
    return bool(node.annotations or node.following)


def _spliced(node: model.Pattern, kind: "type[model.Group | model.Choice]") -> tuple[_Writable, ...]:
    """Return the members of *node* where the element around them stands for it, otherwise *node* alone."""
    if isinstance(node, kind) and not _noted(node):
        return node.patterns
    return (node,)


def _inside(node: _Plain) -> tuple[_Writable, ...]:
    """Return what stands in a part without attributes of its own."""
    match node:
        case model.Group(patterns=patterns) | model.Interleave(patterns=patterns) | model.Choice(patterns=patterns):
            return patterns
        case model.Grammar(components=components) | model.Div(components=components):
            return components
        case model.Empty() | model.Text() | model.NotAllowed():
            return ()
        case _:
            return _spliced(node.pattern, model.Group)


def _definition(node: model.Start | model.Define, scope: _Scope) -> _Tag:
    combine = {"combine": node.combine} if node.combine else {}
    if isinstance(node, model.Start):
        return _Tag("start", scope, combine, (node.pattern,))
    return _Tag("define", scope, {"name": node.name, **combine}, _spliced(node.pattern, model.Group))


def _reference(node: model.ExternalRef | model.Include, scope: _Scope) -> _Tag:
    attributes = {"href": sources.written(node)}
    if node.ns != scope.ns:
        attributes["ns"] = node.ns
    if isinstance(node, model.ExternalRef):
        return _Tag("externalRef", scope, attributes)
    return _Tag("include", scope._replace(ns=node.ns), attributes, node.components)


def _name_class(node: model.NameClass, scope: _Scope) -> _Tag:
    if isinstance(node, model.NameChoice):
        return _Tag("choice", scope, children=node.classes)
    if isinstance(node, model.AnyName):
        return _Tag("anyName", scope, children=_excepted(node.exception, scope))
    attributes = {} if node.namespace == scope.ns else {"ns": node.namespace}
    if isinstance(node, model.NsName):
        return _Tag("nsName", scope, attributes, _excepted(node.exception, scope._replace(ns=node.namespace)))
    if node.namespace == names.XML:
        return _Tag("name", scope, text=f"xml:{node.local}")
    return _Tag("name", scope, attributes, text=node.local)


def _excepted(exception: model.NameClass | None, scope: _Scope) -> tuple[_Tag, ...]:
    if exception is None:
        return ()
    spliced = exception.classes if isinstance(exception, model.NameChoice) and not _noted(exception) else (exception,)
    return (_Tag("except", scope, children=spliced),)


def _attributes(attributes: "dict[str, str]") -> str:
    return "".join(f' {name}="{value.translate(_IN_ATTRIBUTE)}"' for name, value in attributes.items())
