"""What content models and datatypes refer to that the schema does not have, as findings where that is written."""

from typing import TYPE_CHECKING, Literal, TypeAlias

from tei.odd.resolution.advice import CALLED, did_you_mean, to_have
from tei.odd.specs import Key, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from tei.odd.schema import ResolvedSchema
    from tei.odd.specs import AttDef, Spec

Wanted: TypeAlias = Kind | Literal["pattern"]
"""What is referred to: by RELAX NG, a pattern of whatever kind."""


class Absent:
    """Reports references to what *schema* does not have; ``owner`` and ``definition`` say whose they are."""

    def __init__(self, schema: "ResolvedSchema", report: "Callable[..., None]") -> None:
        self._schema = schema
        self._report = report
        self.owner: Spec | None = None
        """The specification whose content model is being made."""
        self.definition: AttDef | None = None
        """The attribute whose datatype is being made, if it is one and not the content of the owner."""

    def dangling(self, ident: str, kind: Wanted) -> None:
        """Report a reference of the author's own that is left out; one to what the author deletes is meant to be."""
        node = self._written()
        if node is None or any((key.kind, key.ident) == (kind, ident) for key in self._schema.deleted):
            return
        called = "pattern" if kind == "pattern" else CALLED[kind]
        message = f"{self._subject} refers to the {called} {ident}, which the schema does not have"
        consequence = "any text is allowed as its value" if self.definition else "the reference is left out"
        self._report("odd.dangling", message, node, self._advice(ident, kind), consequence)

    def datatype(self, ident: str) -> None:
        """Report that there is no such datatype."""
        message = f"{self._subject} is to be of the datatype {ident}, which the schema does not have"
        self._report("odd.datatype", message, self._place, self._advice(ident, "data"))

    def restriction(self, ident: str) -> None:
        """Report that a datatype cannot be restricted by a pattern."""
        message = f"the datatype {ident} cannot be restricted: it is not simply one of XML Schema’s"
        self._report("odd.datatype", message, self._place, "use @name with @restriction")

    def element(self, ident: str) -> None:
        """Report that what is referred to as an element is a class."""
        message = f"{self._subject} refers to {ident} as an element, but it is a class"
        self._report("odd.kind", message, self._place, f'write <classRef key="{ident}"/>')

    def _advice(self, ident: str, kind: Wanted) -> str:
        """Return what was probably meant by *ident*, or where it is to be had."""
        kinds: list[Kind] = list(CALLED) if kind == "pattern" else [kind]
        near = did_you_mean(ident, [key.ident for key in self._schema.specs if key.kind in kinds])
        return near or next(filter(None, (to_have(self._schema.bases, one, ident) for one in kinds)), "")

    @property
    def _subject(self) -> str:
        """What refers to something, as findings call it."""
        if self.definition is not None:
            return f"the attribute @{self.definition.ident}"
        if self.owner is None:
            return "the schema"
        return f"<{self.owner.ident}>" if self.owner.kind == "element" else self.owner.ident

    @property
    def _place(self) -> "_Element | None":
        """Where what refers to something is written; the whole schema for what is not the author's."""
        subject = self.definition or self.owner
        return self._schema.node if subject is None or subject.node is None else subject.node

    def _written(self) -> "_Element | None":
        """Return where the author has written what refers to something, None if a base has."""
        if self.definition is not None:
            return self.definition.node
        if self.owner is None:
            return None
        namespace = self._schema.element_namespace(self.owner) if self.owner.kind == "element" else ""
        written = Key(self.owner.kind, namespace, self.owner.ident) in self._schema.written
        return self.owner.node if written else None
