"""A resolved schema as an ODD: every specification complete, for ODDs that build on it and for people to read.

There is nothing left in it to select or to change, except what an element makes of attributes that it inherits. It
compiles to the schema that it is derived from.

Source: TEI Guidelines, chapter 22 (Processing Customizations); docs/odd-semantics.md.
"""

from typing import TYPE_CHECKING, Final, cast

from lxml import etree

from tei import names
from tei.names import RNG, SCH, TEI
from tei.odd.derived.content_writing import ContentWriter, child, copied, occurring, say
from tei.odd.derived.pruning import Pruning
from tei.odd.specs import AnyElement, AttDef, AttList, AttRef, attributes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from tei.odd.quirks import Quirks
    from tei.odd.resolution.inheritance import Inheritance
    from tei.odd.schema import ResolvedSchema
    from tei.odd.specs import Constraint, Content, Spec

_SPEC: Final = {"element": "elementSpec", "class": "classSpec", "macro": "macroSpec", "data": "dataSpec"}
_FIRST: Final = ("equiv", "gloss", "desc")
_LAST: Final = ("exemplum", "remarks", "listRef")
_EXAMPLES: Final = "http://www.tei-c.org/ns/Examples"
_USUAL: Final = {TEI: "tei", _EXAMPLES: "teix"}
_README: Final = "https://www.tei-c.org/release/doc/tei-p5-doc/readme-{}.html"


def derive(schema: "ResolvedSchema", inheritance: "Inheritance", quirks: "Quirks", source: str) -> str:
    """Return *schema* as the text of an ODD; *source* is the address of what it was made from, "" if it has none."""
    pruning = Pruning(schema, inheritance, quirks)
    return _Deriving(schema, [pruning.pruned(spec) for spec in schema.specs.values()], source).text()


class _Deriving:
    """One schema on its way into text."""

    def __init__(self, schema: "ResolvedSchema", specs: "list[Spec]", source: str) -> None:
        self._schema = schema
        self._specs = specs
        self._source = source
        self._prefixes = self._chosen_prefixes()
        self._contents = ContentWriter(self._prefixes)
        self._home_module = f"derived-module-{schema.ident}"

    def text(self) -> str:
        """Return the whole file."""
        root = etree.Element(names.tei_name("TEI"), nsmap=self._declared())
        self._header(root)
        body = child(child(root, "text"), "body")
        self._write_schema(body)
        _lay_out(root)
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode") + "\n"

    def _declared(self) -> "dict[str, str]":
        """Return the prefixes of the file: those of its own, and those that copied parts know."""
        found: dict[str | None, str] = {None: TEI, "rng": RNG, "sch": SCH}
        found |= {prefix: uri for uri, prefix in self._prefixes.items()}
        copies = [*self._schema.declarations, *(constraint.node for constraint in _constraints(self._schema))]
        for node in copies:
            found = {**node.nsmap, **found}
        return cast("dict[str, str]", found)

    def _chosen_prefixes(self) -> dict[str, str]:
        """Return a prefix for each namespace that names of elements in content models need."""
        found = dict(_USUAL)
        tests = [*self._schema.default_exceptions]
        for spec in self._specs:
            tests += _tests(spec.content)
        for test in tests:
            namespace, _local = names.split(test)
            found.setdefault(namespace, f"ns{len(found)}")
        return found

    def _header(self, root: "_Element") -> None:
        """Add the header: a title, and the release of TEI P5 as compiled ODDs name it."""
        described = child(child(root, "teiHeader"), "fileDesc")
        child(child(described, "titleStmt"), "title").text = self._schema.title
        if release := self._schema.release:
            edition = child(child(described, "editionStmt"), "edition")
            edition.text = "made from TEI P5 "
            child(edition, "ref", {"target": _README.format(release)}).text = release
        child(child(described, "publicationStmt"), "p").text = "Not published by itself."
        child(child(described, "sourceDesc"), "p").text = "Derived from an ODD: every specification is complete."

    def _write_schema(self, parent: "_Element") -> None:
        schema = self._schema
        node = child(parent, "schemaSpec", {"ident": schema.ident, "prefix": schema.prefix, "source": self._source})
        if schema.start is not None:
            node.set("start", " ".join(schema.start))
        if schema.namespace is not None:
            node.set("ns", schema.namespace)
        if schema.documentation_languages:
            node.set("docLang", " ".join(schema.documentation_languages))
        node.set("defaultExceptions", self._contents.names(schema.default_exceptions))
        for declaration in schema.declarations:
            node.append(copied(declaration, ""))
        self._constraints(node, schema.constraints)
        for module in dict.fromkeys(spec.module or self._home_module for spec in self._specs):
            child(node, "moduleSpec", {"ident": module})
        for external in schema.externals:
            if external.node is not None:
                node.append(copied(external.node, ""))
        for spec in self._specs:
            self._spec(node, spec)

    def _spec(self, parent: "_Element", spec: "Spec") -> None:
        module = spec.module or self._home_module
        written = {"ident": spec.ident, "module": module, "type": spec.type, "validUntil": spec.valid_until}
        node = child(parent, _SPEC[spec.kind], written)
        for name, value in (("ns", spec.namespace), ("prefix", spec.prefix)):
            if value is not None:
                node.set(name, value)
        if spec.alt_ident:
            child(node, "altIdent").text = spec.alt_ident
        say(node, spec.prose, _FIRST)
        if spec.classes is not None:
            inside = child(node, "classes")
            for member in spec.classes.members:
                child(inside, "memberOf", {"key": member.key, **occurring(member.occurs, "min", "max")})
        if spec.content is not None:
            self._contents.content(node, spec.content, literal=not spec.auto_prefix)
        if spec.values is not None:
            self._contents.values(node, spec.values)
        self._constraints(node, spec.constraints)
        if spec.attributes is not None and spec.attributes.members:
            self._attributes(node, spec.attributes)
        say(node, spec.prose, _LAST)

    def _attributes(self, parent: "_Element", attlist: AttList) -> None:
        node = child(parent, "attList", {"org": "choice" if attlist.org == "choice" else ""})
        for member in attlist.members:
            if isinstance(member, AttList):
                self._attributes(node, member)
            elif isinstance(member, AttRef):
                child(node, "attRef", {"class": member.class_key, "name": member.name})
            else:
                self._attribute(node, member)

    def _attribute(self, parent: "_Element", definition: AttDef) -> None:
        mode = "" if definition.mode == "add" else definition.mode
        written = {"ident": definition.ident, "mode": mode, "usage": definition.usage}
        node = child(parent, "attDef", {**written, "validUntil": definition.valid_until})
        if definition.namespace and not definition.ident.startswith("xml:"):
            node.set("ns", definition.namespace)
        if definition.mode == "delete":
            return
        if definition.alt_ident:
            child(node, "altIdent").text = definition.alt_ident
        say(node, definition.prose, _FIRST)
        if definition.datatype is not None:
            self._contents.datatype(node, definition.datatype)
        self._constraints(node, definition.constraints)
        if definition.default is not None:
            child(node, "defaultVal").text = definition.default
        if definition.values is not None:
            self._contents.values(node, definition.values)
        say(node, definition.prose, ("valDesc", *_LAST))

    def _constraints(self, parent: "_Element", constraints: "Iterable[Constraint]") -> None:
        for constraint in constraints:
            node = copied(constraint.node, constraint.language)
            node.attrib.pop("mode", "")
            parent.append(node)


def _constraints(schema: "ResolvedSchema") -> "Iterator[Constraint]":
    """Yield every constraint in the schema."""
    yield from schema.constraints
    for spec in schema.specs.values():
        yield from spec.constraints
        for definition in attributes(spec.attributes):
            yield from definition.constraints


def _tests(content: "Content | None") -> "Iterator[str]":
    """Yield the names of elements and namespaces in the content model."""
    if isinstance(content, AnyElement):
        yield from (*content.require, *(content.excluded or ()))
    for member in getattr(content, "members", ()):
        yield from _tests(member)


_KEPT: Final = frozenset(
    map(names.tei_name, ("equiv", "gloss", "desc", "exemplum", "remarks", "listRef", "valDesc", "constraintSpec"))
) | frozenset(map(names.tei_name, ("constraintDecl", "moduleRef", "edition")))
"""The elements in which white space stays as it is."""


def _lay_out(node: "_Element", depth: int = 0) -> None:
    """Put each element on a line of its own, indented, but leave what is copied as it is."""
    children = list(node)
    if not children or node.tag in _KEPT:
        return
    node.text = "\n" + "  " * (depth + 1)
    for inner in children:
        _lay_out(inner, depth + 1)
        inner.tail = "\n" + "  " * (depth + 1)
    children[-1].tail = "\n" + "  " * depth
