"""What XML Schema cannot say: where a translation accepts more than the grammar, and why."""

from enum import StrEnum
from typing import NamedTuple

from tei.odd.expressions import Symbol


class Reason(StrEnum):
    """Why a part of a grammar is wider in XML Schema."""

    ROOT = "every element that is declared may be the outermost one"
    DEFINITIONS = "an element that is defined in several ways has all contents and attributes everywhere"
    ORDER = "no expression for the content names each child in one place only"
    TEXT = "text stands anywhere in mixed content"
    WILDCARD = "wildcards speak of whole namespaces, and what is in such elements is not looked into"
    ATTRIBUTES = "attributes do not depend on each other, nor the content on them"
    VALUE = "the datatype has no equal"


class Widening(NamedTuple):
    """A place where more is accepted than in the grammar.

    *element* and *attribute* are symbols, "" where that is said of all. *example* is a shortest one of what is
    accepted and should not be: the children of the element, its attributes with ``@``, or a value; empty if it is
    nothing that is accepted, or nothing as short as that could be found.
    """

    element: Symbol
    reason: Reason
    example: tuple[str, ...] = ()
    attribute: Symbol = ""
