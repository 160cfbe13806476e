"""One difference between two schemas, as a value: what it is about, what it was and what it has become."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tei.odd.content_models.expressions import Symbol


class Verdict(StrEnum):
    """What became of a set of words or of values."""

    WIDENED = "widened"
    NARROWED = "narrowed"
    CHANGED = "changed"


class Kind(StrEnum):
    """What a difference is about."""

    START = "start"
    ELEMENT_ADDED = "element-added"
    ELEMENT_REMOVED = "element-removed"
    ELEMENT_RENAMED = "element-renamed"
    CONTENT = "content"
    ATTRIBUTE_ADDED = "attribute-added"
    ATTRIBUTE_REMOVED = "attribute-removed"
    ATTRIBUTE_RENAMED = "attribute-renamed"
    ATTRIBUTE_REQUIRED = "attribute-required"
    ATTRIBUTE_OPTIONAL = "attribute-optional"
    VALUES = "values"
    MODULE_ADDED = "module-added"
    MODULE_REMOVED = "module-removed"
    CLASS_ADDED = "class-added"
    CLASS_REMOVED = "class-removed"
    MEMBERS = "class-members"
    MACRO_ADDED = "macro-added"
    MACRO_REMOVED = "macro-removed"
    MACRO = "macro-changed"
    DATATYPE_ADDED = "datatype-added"
    DATATYPE_REMOVED = "datatype-removed"
    DATATYPE = "datatype-changed"


OF_SPECIFICATIONS: Final = frozenset(list(Kind)[list(Kind).index(Kind.MODULE_ADDED) :])
"""The differences that documents do not see as such: those of what schemas are made from."""

_BREAKING: Final = frozenset(
    {
        Kind.ELEMENT_REMOVED,
        Kind.ELEMENT_RENAMED,
        Kind.ATTRIBUTE_REMOVED,
        Kind.ATTRIBUTE_RENAMED,
        Kind.ATTRIBUTE_REQUIRED,
    }
)


@dataclass(frozen=True, slots=True)
class Change:
    """A difference. What does not apply to its kind is empty.

    *name* is that of an attribute, a class, a module, a macro or a datatype. *before* and *after* describe what the
    values of one side may be and those of the other not, or are names; *came* and *gone* are symbols, values or
    members. *only_before* is a shortest example of what only the first schema accepts, *only_after* of what only the
    second does: a word of symbols, or one value. *within* are the elements that an element which came or went may stand
    in. *required*: the attribute that came, or went, must be there.
    """

    kind: Kind
    name: str = ""
    verdict: Verdict | None = None
    before: str = ""
    after: str = ""
    came: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    only_before: tuple[str, ...] | None = None
    only_after: tuple[str, ...] | None = None
    within: tuple[Symbol, ...] = ()
    required: bool = False

    @property
    def breaks(self) -> bool:
        """Whether a document that was valid may not be any more, because of this."""
        if self.kind in _BREAKING:
            return True
        if self.kind is Kind.ATTRIBUTE_ADDED:
            return self.required
        if self.kind is Kind.START:
            return bool(self.gone)
        return self.kind in {Kind.CONTENT, Kind.VALUES} and self.verdict is not Verdict.WIDENED


@dataclass(frozen=True, slots=True)
class Difference:
    """A change, and the elements of which it is true, in order; none where it is about no element."""

    change: Change
    elements: tuple[Symbol, ...] = ()
