"""A grammar as schema documents: one for each namespace, the one to validate with first."""

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple, cast

from tei.names import TEI, XML
from tei.odd.content_models.elements import Contents
from tei.odd.content_models.expressions import Symbol
from tei.odd.xsd.attributes import Attributes, Group, Part
from tei.odd.xsd.components import Components, Layout
from tei.odd.xsd.models import Model, Models
from tei.odd.xsd.reports import Example, Reason, Widening
from tei.odd.xsd.sharing import Sharing
from tei.odd.xsd.tags import Tag, document, tag
from tei.relaxng import identifiers
from tei.relaxng.name_sets import Name
from tei.relaxng.values import reachable

_SCHEMA: Final = "http://www.w3.org/2001/XMLSchema"
_PREFIXES: Final = {
    TEI: "tei",
    XML: "xml",
    "http://www.tei-c.org/ns/Examples": "teix",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/2000/svg": "svg",
    "http://www.w3.org/1998/Math/MathML": "mml",
    "http://www.w3.org/1999/xhtml": "html",
    "http://www.w3.org/2001/XInclude": "xi",
    "http://www.w3.org/1999/XSL/Transform": "xsl",
    "http://relaxng.org/ns/structure/1.0": "rng",
    "http://purl.oclc.org/dsdl/schematron": "sch",
    "http://www.isocat.org/ns/dcr": "dcr",
    "http://www.iso.org/ns/1.0": "iso",
    "http://www.music-encoding.org/ns/mei": "mei",
}


class Translation(NamedTuple):
    """Schema documents by their file names, the one to validate with first, and where they are wider."""

    files: dict[str, str]
    widenings: tuple[Widening, ...]


class Translator:
    """One grammar being translated."""

    def __init__(self, contents: Contents, stem: str) -> None:
        self._contents = contents
        self._stem = stem
        self._widenings: dict[Widening, None] = {}
        self._target = self._main_namespace()
        # Where identifiers cannot be told by names, RELAX NG does not look for them (DTD compatibility, section 5).
        known = not identifiers.check(reachable(contents.start), contents.table)
        self._models = Models(contents, self._target, self._report, with_identifiers=known)
        self._attributes = Attributes(contents, self._target, self._report, with_identifiers=known)
        self._elements: dict[Symbol, tuple[Model, tuple[Part, ...]]] = {
            name: (self._models.model(name), self._attributes.of(name)) for name in self._models.names
        }
        self._groups = self._needed_groups()
        shared = Sharing(contents, self._models, self._elements, self._groups).shared()
        self._prefixes = self._prefixes_of(self._namespaces())
        self._layout = Layout(contents, self._models, shared, self._prefixes, self._target)

    def _report(self, element: Symbol, reason: Reason, example: Example, attribute: Symbol = "") -> None:
        self._widenings.setdefault(Widening(element, reason, example, attribute))

    def _main_namespace(self) -> str:
        """Return the namespace of what a document begins with; of several, that with most elements."""
        sets = self._contents.name_sets
        counts = Counter(one.namespace for one in sets.values() if isinstance(one, Name))
        roots = {one.namespace for root in self._contents.roots if isinstance(one := sets.get(root), Name)}
        return max(sorted(roots or counts), key=lambda one: counts[one], default="")

    def _needed_groups(self) -> dict[str, tuple[Part, ...]]:
        """Return the groups of attributes that elements refer to, directly or through others."""
        waiting = [parts for _model, parts in self._elements.values()]
        needed: dict[str, tuple[Part, ...]] = {}
        while waiting:
            for part in waiting.pop():
                if isinstance(part, Group) and part.name not in needed:
                    needed[part.name] = self._attributes.groups[part.name]
                    waiting.append(needed[part.name])
        return dict(sorted(needed.items()))

    def _name(self, symbol: Symbol) -> Name:
        return cast("Name", self._contents.name_sets[symbol])

    def _namespaces(self) -> list[str]:
        """Return the namespaces that need a document, the main one first."""
        found = {self._name(one).namespace for one in self._elements} | {
            one.namespace for one in self._attributes.declared
        }
        return [self._target, *sorted(found - {self._target})]

    @staticmethod
    def _prefixes_of(namespaces: list[str]) -> dict[str, str]:
        numbers = iter(range(1, len(namespaces) + 1))
        return {one: _PREFIXES.get(one) or (f"ns{next(numbers)}" if one else "") for one in namespaces}

    def translation(self) -> Translation:
        """Return the documents, and where they are wider."""
        others = sorted(set(self._elements) - set(self._contents.roots))
        if others:
            self._report("", Reason.ROOT, (others[0],))
        for root in self._contents.roots:
            if self._models.spaces(root):
                self._report(root, Reason.WILD_ROOT, None)
        files = {self._file(space): self._document(space) for space in self._prefixes}
        return Translation(files, tuple(sorted(self._widenings, key=_order)))

    def _file(self, space: str) -> str:
        # The schemas of several ODDs may lie in one folder.
        return f"{self._stem}.xsd" if space == self._target else f"{self._stem}-{self._prefixes[space] or 'none'}.xsd"

    def _document(self, space: str) -> str:
        components = Components(self._layout, space)
        own = list(self._components(space, components))
        # The main document knows all others, so that what only wildcards have is declared, too.
        referred = set(self._prefixes) if space == self._target else components.referred
        imports = [
            tag("import", namespace=other or None, schemaLocation=self._file(other))
            for other in self._prefixes
            if other in referred - {space}
        ]
        used = {
            prefix: one
            for one, prefix in self._prefixes.items()
            if prefix not in {"", "xml"} and one in {space, *referred}
        }
        attributes = {"xmlns:xs": _SCHEMA} | {f"xmlns:{prefix}": one for prefix, one in used.items()}
        if space:
            attributes["targetNamespace"] = space
        return document(Tag("schema", {**attributes, "elementFormDefault": "qualified"}, (*imports, *own)))

    def _components(self, space: str, components: Components) -> Iterator[Tag]:
        if space == self._target:
            yield from self._shared_components(components)
        for name, type_ in sorted(self._attributes.declared.items(), key=lambda one: one[0].local):
            if name.namespace == space:
                yield components.declared_attribute(name.local, type_)
        for symbol, (model, parts) in self._elements.items():
            name = self._name(symbol)
            if name.namespace == space:
                notes = next((one.documentation for one in self._contents.named[symbol] if one.documentation), "")
                yield components.element(name.local, model, parts, notes)

    def _shared_components(self, components: Components) -> Iterator[Tag]:
        shared = self._layout.shared
        for type_, name in sorted(shared.types.items(), key=lambda one: one[1]):
            yield components.simple_type(type_, name)
        for children, name in sorted(shared.contents.items(), key=lambda one: one[1]):
            yield components.content(children, name)
        for (model, parts), name in sorted(shared.elements.items(), key=lambda one: one[1]):
            yield components.complex_type(model, parts, name)
        for name, symbols in sorted(shared.classes.items()):
            yield tag("group", [tag("choice", components.alternatives(symbols, name))], name=name)
        for name, parts in self._groups.items():
            if name not in shared.inline:
                yield tag("attributeGroup", components.attributes(parts), name=name)


def _order(widening: Widening) -> tuple[str, ...]:
    return widening.element, widening.attribute, widening.reason.name, *(widening.example or ())
