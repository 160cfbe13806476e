"""What helps an author on: the name that was probably meant, and where a name is to be had."""

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.odd.bases.base import Base
    from tei.odd.specs import Kind

CALLED: "dict[Kind, str]" = {"element": "element", "class": "class", "macro": "macro", "data": "datatype"}
"""How findings call each kind of specification."""

REFERENCES: "dict[Kind, str]" = {
    "element": "elementRef",
    "class": "classRef",
    "macro": "macroRef",
    "data": "dataRef",
}
"""The element that refers to each kind of specification."""


def did_you_mean(written: str, known: "Iterable[str]") -> str:
    """Return which of the *known* names was probably meant; "" if none is like it."""
    near = get_close_matches(written, list(known), n=1, cutoff=0.75)
    return f"did you mean {near[0]}?" if near else ""


def to_have(bases: "Iterable[Base]", kind: "Kind", ident: str) -> str:
    """Return how a schema gets what a base has and the schema has not; "" if no base has it."""
    for base in bases:
        if (spec := base.spec(kind, ident)) is not None:
            home = f"it is in the module {spec.module}: " if spec.module else ""
            return f'{home}to have it, write <{REFERENCES[kind]} key="{ident}"/> into the <schemaSpec>'
    return ""
