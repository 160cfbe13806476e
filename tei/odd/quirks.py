"""Where TEI's Stylesheets do something else than the Guidelines say: each error of theirs that can be repeated.

A project may depend on one. Compiled with the compatibility ``stylesheets``, an ODD gets them all, and exactly the
schema that the Stylesheets make of it; where they would make something that is no schema, it is not followed.
"""

from enum import Enum
from typing import Final, TypeAlias


class Quirk(Enum):
    """One error of the Stylesheets; the value says what it does."""

    NAMES_LOST = "a change of a renamed element undoes its new name"
    VALUES_WITHOUT_MODE = "a <valList> without mode in a change counts for nothing"
    VALUE_TYPE_LOST = "a changed <valList> without type becomes an open one"
    REPLACE_ADDS = "an attribute that is replaced but does not exist is added"
    ADDED_TWICE = "an element that exists and is added under another prefix exists twice"
    OWN_PREFIX = "references to an element that has a prefix of its own lead to nothing"
    ONE_TOO_MANY = "what may occur 0 to n times (n > 1) may occur n + 1 times"
    EMPTY_BRANCH = "an alternative whose elements are all absent leaves “nothing” behind as an alternative"
    LOOSE_MEMBERS = "how often a member occurs in its class becomes a choice of occurrences"
    DIRECT_MEMBERS = "a class whose expansion is written has its direct members only"
    SPLICED_MEMBERS = "a <classRef> that selects members puts them into what it stands in, instead of an alternative"
    ANY_ELEMENT = "<anyElement> ignores its exceptions and requirements"
    CONTENT_VALUES = "the values of an element or a datatype are lost"
    CLASS_CHOICE = "of the attributes of a class only one of which is allowed, all are"
    EMPTY_LIST = "a list of a datatype that does not exist allows nothing but an empty value"


Quirks: TypeAlias = frozenset[Quirk]

STRICT: Final[Quirks] = frozenset()
"""The Guidelines."""

STYLESHEETS: Final[Quirks] = frozenset(Quirk)
"""The Stylesheets, with all their errors."""

DOUBTFUL: Final = frozenset(
    {
        "odd.changes-nothing",
        "odd.dangling",
        "odd.empty-class",
        "odd.kind",
        "odd.module",
        "odd.no-such-attribute",
        "odd.repeated",
        "odd.required-child",
        "odd.unreachable",
    }
)
"""The rules that tell of what is probably not meant, but can be done."""

PASSED_BY_STYLESHEETS: Final = DOUBTFUL | {
    "odd.attribute-conflict",
    "odd.attribute-exists",
    "odd.datatype",
    "odd.exists",
    "odd.no-group",
    "odd.start",
    "odd.unknown",
    "odd.value-exists",
}
"""The rules whose violation the Stylesheets pass in silence."""
