"""A grammar as text in RELAX NG's compact syntax.

Source: RELAX NG Compact Syntax (OASIS, 21 November 2002), section 3. What is written reads back as an equal model, with
its annotations where they were; only the prefix of a QName that means something else elsewhere in the file is changed.
"""

import re
from enum import IntEnum
from itertools import takewhile
from typing import TYPE_CHECKING, Final, TypeAlias

from tei.relaxng import model, sources
from tei.relaxng.bindings import Bindings, has_prefix
from tei.relaxng.compact.attached import attributes, elements
from tei.relaxng.compact.tokens import KEYWORDS
from tei.relaxng.model import ANNOTATIONS, Annotation, AnnotationAttribute

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_INDENT: Final = "  "
_WIDTH_CHARS: Final = 100
_SIGNS: Final = {model.ZeroOrMore: "*", model.OneOrMore: "+", model.Optional: "?"}
_COMBINE: Final = {"": "=", "choice": "|=", "interleave": "&="}
_WORDS: Final = {model.Empty: "empty", model.Text: "text", model.NotAllowed: "notAllowed"}
_DOCUMENTATION: Final = (ANNOTATIONS, "documentation")
_LIKE_AN_ESCAPE: Final = re.compile(r"\\(?=x+\{)")
_ONE_QUOTE: Final = re.compile("[^\"]+|[^']+")
_BUILT_IN: Final = frozenset({"string", "token"})

_Joined: TypeAlias = model.Group | model.Interleave | model.Choice
_Repeated: TypeAlias = model.ZeroOrMore | model.OneOrMore | model.Optional


def write(pattern: model.Pattern) -> str:
    """Return *pattern* as a whole file in compact syntax."""
    return _Writer(pattern).file()


class _Binding(IntEnum):
    """How closely something is bound to what stands beside it, and so what needs parentheses there."""

    LOOSE = 0
    """Nothing stands beside it."""
    JOINED = 1
    """An operator stands beside it."""
    TIGHT = 2
    """It is repeated, or is an exception."""


class _Writer:
    """One grammar on its way into text. Texts begin without indentation; whoever holds them indents them."""

    def __init__(self, pattern: model.Pattern) -> None:
        self._whole = pattern
        self._bindings = Bindings(pattern)

    def file(self) -> str:
        """Return the whole file."""
        root = self._whole
        if isinstance(root, model.Grammar) and not attributes(root.annotations) and not root.following:
            # An empty file would do by the specification, but other readers refuse it.
            body = self._components(root.components, elements(root.annotations)) or self._bare(root)
        else:
            body = self._pattern(root)
        bindings = self._bindings
        declarations = [f"default namespace = {_literal(bindings.namespace)}"] if bindings.namespace else []
        declarations += [f"namespace {name} = {_literal(uri)}" for name, uri in bindings.prefixes.items()]
        declarations += [f"datatypes {name} = {_literal(uri)}" for name, uri in bindings.libraries.items()]
        declared = "".join(f"{declaration}\n" for declaration in declarations)
        return f"{declared}\n{body}\n" if declared else f"{body}\n"

    # Annotations

    def _name(self, name: model.QName) -> str:
        """Return the name of an annotation, which is in no namespace if it has no prefix."""
        if name.namespace:
            return f"{self._bindings.prefix(name.namespace)}:{name.local}"
        return _identifier(name.local)

    def _attribute(self, attribute: AnnotationAttribute) -> str:
        return f"{self._name(attribute.name)} = {_literal(attribute.value)}"

    def _annotation(self, element: Annotation) -> str:
        parts = [self._attribute(attribute) for attribute in element.attributes]
        parts += [_literal(part) if isinstance(part, str) else self._annotation(part) for part in element.content]
        return f"{self._name(element.name)} {_enclosed('[', parts, ']')}"

    def _before(self, annotations: "Iterable[Annotation | AnnotationAttribute]", *, documented: bool = True) -> str:
        """Return what stands before something annotated, ready to be followed by it."""
        found = tuple(annotations)
        inside = elements(found)
        documents = list(takewhile(_is_documentation, inside)) if documented else []
        # A blank line keeps two pieces of documentation from being read as one.
        text = "\n\n".join(_documentation(document.text) for document in documents) + "\n" * bool(documents)
        parts = [self._attribute(attribute) for attribute in attributes(found)]
        parts += [self._annotation(element) for element in inside[len(documents) :]]
        return f"{text}{_enclosed('[', parts, ']')}\n" if parts else text

    def _after(self, following: "Iterable[Annotation]") -> str:
        return "".join(f" >> {self._annotation(element)}" for element in following)

    # Components

    def _components(self, components: "Iterable[model.Component]", annotations: "Iterable[Annotation]" = ()) -> str:
        """Return components, after the elements that annotate the grammar itself."""
        lines = [self._annotation(element) for element in annotations]
        for component in components:
            lines.append(self._before(component.annotations) + self._component(component))
            lines += [self._annotation(element) for element in component.following]
        return "\n".join(lines)

    def _component(self, component: model.Component) -> str:
        match component:
            case model.Div():
                return f"div {_block(self._components(component.components))}"
            case model.Include():
                text = f"include {self._reference(component)}"
                return f"{text} {_block(self._components(component.components))}" if component.components else text
            case model.Start():
                beginning = f"start {_COMBINE[component.combine]}"
            case model.Define():
                beginning = f"{_identifier(component.name)} {_COMBINE[component.combine]}"
        text = self._pattern(component.pattern)
        return f"{beginning} {text}" if _fits(beginning, text) else f"{beginning}\n{_indented(text)}"

    def _reference(self, reference: model.ExternalRef | model.Include) -> str:
        text = _literal(sources.written(reference))
        if reference.ns != self._bindings.namespace:
            text += f" inherit = {self._bindings.prefix(reference.ns)}"
        return text

    # Patterns

    def _pattern(self, node: model.Pattern, binding: _Binding = _Binding.LOOSE) -> str:
        """Return *node* with its annotations, in parentheses where what stands beside it would take part of it."""
        annotations, following = node.annotations, node.following
        if isinstance(node, model.Value):
            # A value has text alone in XML syntax, so its documentation stands after it there, and before it here.
            found = (*elements(annotations), *following)
            documents = tuple(takewhile(_is_documentation, found))
            annotations, following = (*attributes(annotations), *documents), found[len(documents) :]
        before, after = self._before(annotations), self._after(following)
        text = self._bare(node)
        joined, repeated = isinstance(node, _Joined), isinstance(node, _Repeated)
        excepting = isinstance(node, model.Data) and node.exception is not None
        if (joined and (before or after)) or (repeated and before):
            text = _parenthesised(text)
            joined = repeated = False
        if (
            (binding >= _Binding.JOINED and (joined or excepting))
            or (binding is _Binding.TIGHT and (repeated or after))
        ):  # fmt: skip
            return _parenthesised(f"{before}{text}{after}")
        return f"{before}{text}{after}"

    def _bare(self, node: model.Pattern) -> str:
        """Return *node* without its annotations."""
        match node:
            case model.Empty() | model.Text() | model.NotAllowed():
                return _WORDS[type(node)]
            case model.Element() | model.Attribute() | model.List() | model.Mixed():
                return self._braced(node)
            case model.Group() | model.Interleave() | model.Choice():
                return self._joined(node)
            case model.ZeroOrMore() | model.OneOrMore() | model.Optional():
                return self._pattern(node.pattern, _Binding.TIGHT) + _SIGNS[type(node)]
            case model.Value():
                return self._value(node)
            case model.Data():
                return self._data(node)
            case _:
                return self._reference_or_grammar(node)

    def _reference_or_grammar(self, node: model.Ref | model.ParentRef | model.ExternalRef | model.Grammar) -> str:
        match node:
            case model.Ref():
                return _identifier(node.name)
            case model.ParentRef():
                return f"parent {_identifier(node.name)}"
            case model.ExternalRef():
                return f"external {self._reference(node)}"
            case model.Grammar():
                return f"grammar {_block(self._components(node.components))}"

    def _braced(self, node: model.Element | model.Attribute | model.List | model.Mixed) -> str:
        match node:
            case model.Element() | model.Attribute():
                attribute = isinstance(node, model.Attribute)
                names = self._name_class(node.name_class, attribute=attribute)
                beginning = f"{'attribute' if attribute else 'element'} {names}"
            case model.List() | model.Mixed():
                beginning = "list" if isinstance(node, model.List) else "mixed"
        text = self._pattern(node.pattern)
        return f"{beginning} {{ {text} }}" if _fits(beginning, text) else f"{beginning} {_block(text)}"

    def _joined(self, node: model.Group | model.Interleave | model.Choice) -> str:
        texts = [self._pattern(member, _Binding.JOINED) for member in node.patterns]
        separator = ", " if isinstance(node, model.Group) else " | " if isinstance(node, model.Choice) else " & "
        return _listed(texts, separator)

    def _type(self, type_name: str, library: str) -> str:
        if not library and type_name in _BUILT_IN:
            return type_name
        return f"{self._bindings.library_prefix(library)}:{type_name}"

    def _value(self, node: model.Value) -> str:
        if (node.type_name, node.library) == ("token", ""):
            return _literal(node.text)
        text = self._qualified(node) if has_prefix(node) else node.text
        return f"{self._type(node.type_name, node.library)} {_literal(text)}"

    def _qualified(self, node: model.Value) -> str:
        """Return the text of a QName, with a prefix that means the same namespace throughout the file."""
        prefix, _, local = node.text.strip().rpartition(":")
        namespace = node.namespaces.get(prefix, None if prefix else "")
        if namespace is None:
            return node.text
        unchanged = self._bindings.claim(prefix, namespace) if prefix else namespace == self._bindings.namespace
        return node.text if unchanged else f"{self._bindings.prefix(namespace)}:{local}"

    def _data(self, node: model.Data) -> str:
        text = self._type(node.type_name, node.library)
        if node.parameters:
            text += f" {_enclosed('{', [f'{name} = {_literal(value)}' for name, value in node.parameters], '}')}"
        if node.exception is not None:
            text += f" - {self._pattern(node.exception, _Binding.TIGHT)}"
        return text

    # Name classes

    def _name_class(self, node: model.NameClass, *, attribute: bool, binding: _Binding = _Binding.LOOSE) -> str:
        """Return a name class; an *attribute* without a prefix is in no namespace."""
        annotations, following = node.annotations, node.following
        if isinstance(node, model.Name):
            annotations, following = attributes(annotations), (*elements(node.annotations), *following)
        before, after = self._before(annotations, documented=False), self._after(following)
        excepting = isinstance(node, model.AnyName | model.NsName) and node.exception is not None
        joined = isinstance(node, model.NameChoice)
        match node:
            case model.Name():
                text = self._simple_name(node, attribute=attribute)
            case model.AnyName():
                text = "*" + self._excepted(node.exception, attribute=attribute)
            case model.NsName():
                text = f"{self._bindings.prefix(node.namespace)}:*{self._excepted(node.exception, attribute=attribute)}"
            case model.NameChoice():
                members = [
                    self._name_class(member, attribute=attribute, binding=_Binding.JOINED) for member in node.classes
                ]
                text = _listed(members, " | ")
                if before or after:
                    text, joined = _parenthesised(text), False
        text = f"{before}{text}{after}"
        if (binding >= _Binding.JOINED and (joined or excepting)) or (binding is _Binding.TIGHT and after):
            return _parenthesised(text)
        return text

    def _simple_name(self, name: model.Name, *, attribute: bool) -> str:
        if name.namespace == ("" if attribute else self._bindings.namespace):
            return name.local
        return f"{self._bindings.prefix(name.namespace)}:{name.local}"

    def _excepted(self, exception: model.NameClass | None, *, attribute: bool) -> str:
        if exception is None:
            return ""
        return f" - {self._name_class(exception, attribute=attribute, binding=_Binding.TIGHT)}"


def _is_documentation(element: Annotation) -> bool:
    """Return whether *element* can be written with ``##``."""
    plain = all(isinstance(part, str) for part in element.content)
    return element.name == _DOCUMENTATION and not element.attributes and plain


def _identifier(name: str) -> str:
    return f"\\{name}" if name in KEYWORDS else name


def _escaped(text: str) -> str:
    """Return *text* with what the reader would take for an escape or a line end written as an escape."""
    return _LIKE_AN_ESCAPE.sub(r"\\x{5C}", text).replace("\r", r"\x{D}").replace("\n", r"\x{A}")


def _literal(text: str) -> str:
    """Return *text* as a literal, or as several if it has both kinds of quotation mark."""
    segments = _ONE_QUOTE.findall(text) or [""]
    return " ~ ".join(f"'{part}'" if '"' in part else f'"{part}"' for part in map(_escaped, segments))


def _documentation(text: str) -> str:
    return "\n".join(f"## {_escaped(line)}" if line else "##" for line in text.split("\n"))


# Layout


def _fits(*texts: str) -> bool:
    return sum(map(len, texts)) < _WIDTH_CHARS and not any("\n" in text for text in texts)


def _indented(text: str) -> str:
    return "\n".join(_INDENT + line if line else line for line in text.split("\n"))


def _block(text: str) -> str:
    return f"{{\n{_indented(text)}\n}}" if text else "{ }"


def _parenthesised(text: str) -> str:
    return f"({text})" if "\n" not in text else f"(\n{_indented(text)}\n)"


def _enclosed(opening: str, parts: "Sequence[str]", closing: str) -> str:
    """Return *parts* between brackets, on one line if they fit."""
    if not parts:
        return f"{opening} {closing}"
    if _fits(*parts):
        return f"{opening} {' '.join(parts)} {closing}"
    return f"{opening}\n{_indented(chr(10).join(parts))}\n{closing}"


def _listed(texts: "Sequence[str]", separator: str) -> str:
    """Return *texts* with an operator between them: on one line, or each on its own."""
    if _fits(*texts, separator * len(texts)):
        return separator.join(texts)
    return f"{separator.rstrip()}\n".join(texts)
