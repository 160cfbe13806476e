"""Annotations put on a part of a grammar that has been read."""

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from tei.relaxng.model import Annotation, AnnotationAttribute, Name, Node, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

Part = TypeVar("Part", bound=Node)


def attached(
    part: Part,
    before: "Iterable[Annotation | AnnotationAttribute]",
    after: "Iterable[Annotation]" = (),
) -> Part:
    """Return *part* with the annotations that stand before and after it.

    A name and a value hold text alone in XML syntax, so elements that annotate them stand after them. An attribute
    that the part has already, from within parentheses, stays as it is.
    """
    annotations, following = tuple(before), tuple(after)
    if isinstance(part, Name | Value):
        following = (*elements(annotations), *part.following, *following)
        annotations = attributes(annotations)
    else:
        following = (*part.following, *following)
    if not annotations and following == part.following:
        return part
    own = {annotation.name for annotation in attributes(part.annotations)}
    merged: tuple[Annotation | AnnotationAttribute, ...] = (
        *(annotation for annotation in attributes(annotations) if annotation.name not in own),
        *attributes(part.annotations),
        *elements(annotations),
        *elements(part.annotations),
    )
    return replace(part, annotations=merged, following=following)


def attributes(annotations: "Iterable[Annotation | AnnotationAttribute]") -> tuple[AnnotationAttribute, ...]:
    """Return the foreign attributes among *annotations*."""
    return tuple(annotation for annotation in annotations if isinstance(annotation, AnnotationAttribute))


def elements(annotations: "Iterable[Annotation | AnnotationAttribute]") -> tuple[Annotation, ...]:
    """Return the foreign elements among *annotations*."""
    return tuple(annotation for annotation in annotations if isinstance(annotation, Annotation))
