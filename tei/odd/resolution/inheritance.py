"""Which attributes an element or a class has in the end, and from where.

A class hands its attributes down to its subclasses and to its members; each of them may change, replace or delete
what it inherits. Of several definitions of one attribute the most specific counts: element, subclass, class.

Source: TEI Guidelines, sections TDATT and TDCLA; what an override means whose original is gone: docs/odd-semantics.md.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from tei.odd.quirks import Quirk
from tei.odd.resolution.advice import did_you_mean
from tei.odd.resolution.merging import meant
from tei.odd.source.reading import KINDS
from tei.odd.specs import AttDef, AttList, AttName, AttRef

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element

    from tei.odd.resolution.merging import Merging
    from tei.odd.schema import ResolvedSchema
from tei.odd.specs import Spec

Report: TypeAlias = "Callable[[str, str, _Element | None, str], None]"


@dataclass(frozen=True, slots=True)
class Inherited:
    """An attribute as its owner has it: the definition, and the class it is taken from unchanged ("" if it is not)."""

    definition: AttDef
    origin: str


Attributes: TypeAlias = "Mapping[AttName, Inherited]"


class Inheritance:
    """The attributes of all elements and classes of one schema."""

    def __init__(self, schema: "ResolvedSchema", merging: "Merging", report: Report) -> None:
        self._schema = schema
        self._merging = merging
        self._report = report
        self._of_classes: dict[str, Attributes] = {}
        self._lineages: dict[str, tuple[str, ...]] = {}
        self._reported: set[int] = set()

    def of_class(self, ident: str) -> Attributes:
        """Return the attributes that the class gives to its members."""
        if ident not in self._of_classes:
            self._of_classes[ident] = {}  # A class that is a member of itself gives itself nothing.
            spec = self._schema.find("class", ident)
            if spec is not None:
                self._of_classes[ident] = self._owned(spec, ident)
        return self._of_classes[ident]

    def of_element(self, spec: "Spec") -> Attributes:
        """Return the attributes of the element."""
        return self._owned(spec, "")

    def superclasses(self, spec: "Spec") -> tuple[str, ...]:
        """Return the classes that *spec* is a member of and that give attributes, as far as the schema has them."""
        found = dict.fromkeys(
            membership.key
            for membership in (spec.classes.members if spec.classes else ())
            if self._gives(membership.key)
        )
        return tuple(found)

    def lineage(self, ident: str) -> tuple[str, ...]:
        """Return the class itself and all it inherits from."""
        if ident not in self._lineages:
            self._lineages[ident] = (ident,)
            spec = self._schema.find("class", ident)
            found = dict.fromkeys([ident])
            for outer in self.superclasses(spec) if spec else ():
                found.update(dict.fromkeys(self.lineage(outer)))
            self._lineages[ident] = tuple(found)
        return self._lineages[ident]

    def _gives(self, ident: str) -> bool:
        spec = self._schema.find("class", ident)
        return spec is not None and spec.type != "model"

    def _owned(self, spec: "Spec", ident: str) -> Attributes:
        """Return what *spec* inherits, and what its own definitions make of it; *ident* is that of a class."""
        conflicts: list[tuple[AttName, Inherited, Inherited]] = []
        found = self._handed_down(spec, conflicts)
        self._apply(spec.attributes, found, ident)
        for name, known, given in conflicts:
            # A definition of its own settles it.
            if found.get(name) is known:
                self._conflict(spec, name, known, given)
        return found

    def _handed_down(
        self, spec: "Spec", conflicts: list[tuple[AttName, Inherited, Inherited]]
    ) -> dict[AttName, Inherited]:
        """Return what the classes of *spec* give to it; *conflicts* takes those that two define in different ways."""
        found: dict[AttName, Inherited] = {}
        for ident in self.superclasses(spec):
            for name, given in self.of_class(ident).items():
                known = found.get(name)
                if known is None or self._overrides(given, known):
                    found[name] = given
                elif not self._overrides(known, given) and _differ(known.definition, given.definition):
                    conflicts.append((name, known, given))
        return found

    def _overrides(self, given: Inherited, known: Inherited) -> bool:
        """Return whether *given* comes from a subclass of the class that *known* comes from."""
        return given.origin != known.origin and known.origin in self.lineage(given.origin)

    def _conflict(self, spec: "Spec", name: AttName, known: Inherited, given: Inherited) -> None:
        message = (
            f"<{spec.ident}> gets the attribute @{name.local} from {known.origin} and, defined in another way, "
            f"from {given.origin}"
        )
        advice = f"define @{name.local} in an <attDef> of its own, or leave one of the classes"
        self._report("odd.attribute-conflict", message, spec.node, advice)

    def _apply(self, attlist: AttList | None, found: dict[AttName, Inherited], ident: str) -> None:
        """Let the definitions of *attlist* work on what was *found*."""
        for member in attlist.members if attlist else ():
            if isinstance(member, AttList):
                self._apply(member, found, ident)
            elif isinstance(member, AttRef):
                found.update(self.referred(member))
            else:
                self._define(member, found, ident)

    def referred(self, reference: AttRef) -> Attributes:
        """Return what an ``attRef`` pulls in; nothing if the schema does not have it."""
        if self._schema.find("class", reference.class_key) is None:
            return {}
        given = self.of_class(reference.class_key)
        if not reference.name:
            return given
        # “xmlid” is how patterns are named, and how some write it.
        return {
            name: attribute
            for name, attribute in given.items()
            if reference.name in {attribute.definition.ident, attribute.definition.ident.replace(":", "")}
        }

    def _define(self, written: AttDef, found: dict[AttName, Inherited], ident: str) -> None:
        definition = written
        if written.name not in found:
            definition = meant(written, [attribute.definition for attribute in found.values()])
        name = definition.name
        known = found.get(name)
        if ident and known is not None and definition.mode in {"change", "delete"}:
            # What a class inherits is changed where it is defined; every processor leaves it as it is.
            self._without_effect(definition, known.origin, found)
        elif definition.mode == "delete":
            if found.pop(name, None) is None:
                self._without_effect(definition, "delete", found)
        elif definition.mode == "change":
            if known is None:
                self._without_effect(definition, "change", found)
            else:
                merged = self._merging.attribute(known.definition, definition)
                found[name] = Inherited(replace(merged, ident=known.definition.ident, mode="add"), ident)
        elif definition.mode == "replace" and known is None and Quirk.REPLACE_ADDS not in self._merging.quirks:
            self._without_effect(definition, "replace", found)
        else:
            if definition.mode == "add" and known is not None and _amends(definition):
                self._there_already(definition, known.origin)
            found[name] = Inherited(replace(definition, mode="add"), ident)

    def _there_already(self, definition: AttDef, origin: str) -> None:
        """Report an attribute that is added, though its owner inherits it; once for each that an ODD has written."""
        if id(definition.node) in self._reported:
            return
        self._reported.add(id(definition.node))
        message = f"the attribute @{definition.ident} is there already: it is inherited from {origin}"
        advice = 'write mode="change" to amend it here, mode="replace" to define it anew'
        self._report("odd.attribute-exists", message, definition.node, advice)

    def _without_effect(self, definition: AttDef, what: str, known: Attributes) -> None:
        """Report an override that has nothing to override, once for each that an ODD has written."""
        if definition.node is None or id(definition.node) in self._reported:
            return
        self._reported.add(id(definition.node))
        if what.startswith("att."):
            message = f"the class does not define @{definition.ident} itself but inherits it, so it stays as it is"
            advice = f"change {what}, which defines it, or the elements"
        else:
            message = f"there is no attribute @{definition.ident} to {what}: it is not inherited from any class either"
            advice = did_you_mean(definition.ident, [attribute.definition.ident for attribute in known.values()])
            if not advice and what != "delete":
                advice = 'write mode="add" if it is to be a new one'
        self._report("odd.no-such-attribute", message, definition.node, advice)


def _amends(definition: AttDef) -> bool:
    """Return whether *definition* stands in a specification that changes another."""
    owners = definition.node.iterancestors(*KINDS) if definition.node is not None else ()
    return any(owner.get("mode") == "change" for owner in owners)


def _differ(first: AttDef, second: AttDef) -> bool:
    return _meaning(first) != _meaning(second)


def _meaning(definition: AttDef) -> AttDef:
    return replace(definition, constraints=(), default=None)
