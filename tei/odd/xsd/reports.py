"""What XML Schema cannot say: where a translation accepts more than the grammar, and why."""

from enum import StrEnum
from typing import NamedTuple, TypeAlias

from tei.odd.content_models.expressions import Symbol

Example: TypeAlias = tuple[str, ...] | None
"""Children, attributes or a value; without any if nothing at all is meant, None if there is no example."""


class Reason(StrEnum):
    """Why a part of a grammar is wider in XML Schema."""

    ROOT = "every element that is declared may be the outermost one"
    WILD_ROOT = "no wildcard can be the outermost element: such documents are refused"
    DEFINITIONS = "an element that is defined in several ways has all contents and attributes everywhere"
    ORDER = "no expression for the content names each child in one place only"
    TEXT = "text stands anywhere in mixed content"
    WILDCARD = "wildcards speak of whole namespaces, and what is in such elements is not looked into"
    ATTRIBUTES = "attributes do not depend on each other, nor the content on them"
    VALUE = "the datatype has no equal"


class Widening(NamedTuple):
    """A place where more is accepted than in the grammar; only what a wildcard begins with is refused.

    *element* and *attribute* are symbols, "" where that is said of all. *example* is a shortest one of what is
    accepted and should not be: the children of the element, its attributes with ``@``, or a value; None where no short
    one was found.
    """

    element: Symbol
    reason: Reason
    example: Example = None
    attribute: Symbol = ""
