"""Annotations: foreign attributes and elements, and documentation, in compact syntax."""

from typing import TYPE_CHECKING, Final

from tei import names
from tei.relaxng.compact.tokens import DOCUMENTATION, IDENTIFIER, KEYWORDS, LITERAL, PREFIXED_NAME
from tei.relaxng.model import ANNOTATIONS, Annotation, AnnotationAttribute, QName

if TYPE_CHECKING:
    from tei.relaxng.compact.cursor import Cursor

_DOCUMENTATION_NAME: Final = QName(ANNOTATIONS, "documentation")
_XMLNS: Final = frozenset({names.XMLNS, names.XMLNS.removesuffix("/")})
_RULE: Final = "rng.schema.annotation"


def annotations(cursor: "Cursor") -> tuple[Annotation | AnnotationAttribute, ...]:
    """Return the annotations that stand before a pattern, name class, parameter or component, attributes first.

    ``annotations ::= documentation* ["[" annotationAttribute* annotationElement* "]"]``
    """
    documented: list[Annotation] = []
    while token := cursor.take_if(DOCUMENTATION):
        documented.append(Annotation(_DOCUMENTATION_NAME, content=(token.text,) if token.text else (), prefix="a"))
    opening = cursor.take_if("[")
    if opening is None:
        return tuple(documented)
    attributes = _attributes(cursor, foreign=True)
    while cursor.token.kind != "]":
        documented.append(annotation_element(cursor, foreign=True))
    cursor.expect("]")
    return (*attributes, *documented)


def following(cursor: "Cursor") -> tuple[Annotation, ...]:
    """Return the annotations that stand after a pattern or name class.

    ``followAnnotations ::= (">>" annotationElement)*``
    """
    found: list[Annotation] = []
    while cursor.take_if(">>"):
        found.append(annotation_element(cursor, foreign=True))
    return tuple(found)


def annotation_element(cursor: "Cursor", *, foreign: bool) -> Annotation:
    """Return one element; a *foreign* one, which stands directly in a pattern, is not in RELAX NG's own namespace.

    ``annotationElement ::= name "[" annotationAttribute* (annotationElement | literal)* "]"``
    """
    first = cursor.token
    name, prefix = _name(cursor, "the name of an annotation")
    if foreign and name.namespace == names.RNG:
        cursor.complain(_RULE, "an annotation cannot be in the namespace of RELAX NG", first)
    opening = cursor.expect("[")
    cursor.enter(opening)
    attributes = _attributes(cursor, foreign=False)
    content: list[Annotation | str] = []
    while cursor.token.kind != "]":
        if cursor.token.kind != LITERAL:
            content.append(annotation_element(cursor, foreign=False))
            continue
        text = cursor.literal()
        if content and isinstance(content[-1], str):
            content[-1] += text
        elif text:
            content.append(text)
    cursor.expect("]")
    cursor.leave()
    return Annotation(name, attributes, tuple(content), prefix)


def _attributes(cursor: "Cursor", *, foreign: bool) -> tuple[AnnotationAttribute, ...]:
    """Return the attributes; those that stand on a pattern (*foreign*) must be in a namespace, and not RELAX NG's."""
    found: dict[QName, AnnotationAttribute] = {}
    while cursor.token.kind != "]" and cursor.peek().kind == "=":
        token = cursor.token
        if foreign and token.kind != PREFIXED_NAME:
            cursor.fail("a prefixed name", "an attribute that annotates a pattern must be in a namespace")
        name, prefix = _name(cursor, "the name of an attribute")
        cursor.expect("=")
        value = cursor.literal()
        fault = _attribute_fault(name, foreign=foreign) or ("it is given twice" if name in found else "")
        if fault:
            cursor.complain(_RULE, f"the attribute {token.text} cannot annotate: {fault}", token)
        found[name] = AnnotationAttribute(name, value, prefix)
    return tuple(found.values())


def _attribute_fault(name: QName, *, foreign: bool) -> str:
    if name.namespace in _XMLNS or name == ("", "xmlns"):
        return "it would be a namespace declaration"
    if foreign and name.namespace == "":
        return "it must be in a namespace"
    if foreign and name.namespace == names.RNG:
        return "it cannot be in the namespace of RELAX NG"
    return ""


def _name(cursor: "Cursor", expected: str) -> tuple[QName, str]:
    """Return a name and its prefix; one without a prefix is in no namespace.

    ``name ::= identifier | keyword | CName``
    """
    token = cursor.take_if(IDENTIFIER, PREFIXED_NAME, *KEYWORDS)
    if token is None:
        cursor.fail(expected)
    if token.kind != PREFIXED_NAME:
        return QName("", token.text), ""
    prefix, _, local = token.text.partition(":")
    if prefix in cursor.inheriting:
        cursor.complain(_RULE, "the name of an annotation cannot be in the inherited namespace", token)
    return QName(cursor.namespace(prefix, token), local), prefix
