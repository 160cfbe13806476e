"""What a customisation is made from: the specifications of a TEI release, or of another ODD, to choose from."""

from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol

from tei import names
from tei.odd.source.contents import name_test
from tei.odd.source.reading import KINDS, Reader

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.odd.schema import ResolvedSchema
    from tei.odd.source.files import Files
    from tei.odd.specs import Kind, Spec

EXAMPLES: Final = names.tei_name("egXML").replace(names.TEI, "http://www.tei-c.org/ns/Examples")


class Base(Protocol):
    """Specifications to choose from.

    *name* is how findings call it, *release* the version of TEI P5 ("" if unknown); *modules* are the idents of its
    modules in the order of the source; *default_exceptions* what ``anyElement`` leaves out where nothing is said
    (Clark names, ``{namespace}*``).
    """

    @property
    def name(self) -> str:
        """How findings call it."""

    @property
    def release(self) -> str:
        """The version of TEI P5, "" if it is not known."""

    @property
    def modules(self) -> tuple[str, ...]:
        """The idents of the modules, in the order of the source."""

    @property
    def default_exceptions(self) -> tuple[str, ...]:
        """What ``anyElement`` leaves out where nothing is said: Clark names, or ``{namespace}*``."""

    def idents(self, kind: "Kind") -> tuple[str, ...]:
        """Return the idents of all specifications of this kind, in the order of the source."""

    def module(self, ident: str) -> "tuple[tuple[Kind, str], ...]":
        """Return kind and ident of what a module has, in the order of the source."""

    def spec(self, kind: "Kind", ident: str) -> "Spec | None":
        """Return the specification, None if there is none."""


class DocumentBase:
    """The specifications in a file: TEI's ``p5subset.xml``, or a compiled ODD."""

    def __init__(self, files: "Files", root: "_Element", name: str) -> None:
        self.name = name
        self._reader = Reader(files)
        self._nodes: dict[tuple[Kind, str], _Element] = {}
        self._modules: dict[str, list[tuple[Kind, str]]] = {}
        self._specs: dict[tuple[Kind, str], Spec] = {}
        self.root = root
        for node in specification_nodes(files, root):
            key = KINDS[str(node.tag)], node.get("ident", "").strip()
            if key in self._nodes:  # The first of two counts.
                continue
            self._nodes[key] = node
            self._modules.setdefault(node.get("module", "").strip(), []).append(key)

    @cached_property
    def release(self) -> str:
        """The version of TEI P5 that the header names."""
        return release_of(self.root)

    @property
    def modules(self) -> tuple[str, ...]:
        """The idents of the modules, in the order of the source."""
        return tuple(module for module in self._modules if module)

    @cached_property
    def default_exceptions(self) -> tuple[str, ...]:
        """What ``schemaSpec/@defaultExceptions`` has as its default here."""
        for schema in self.root.iter(names.tei_name("schemaSpec")):
            if (written := schema.get("defaultExceptions")) is not None:
                return tuple(name_test(schema, word) for word in written.split())
        owner = self._nodes.get(("element", "schemaSpec"))
        for node in owner.iter(names.tei_name("attDef")) if owner is not None else ():
            default = node.find(names.tei_name("defaultVal"))
            if node.get("ident") == "defaultExceptions" and default is not None:
                return tuple(name_test(default, word) for word in (default.text or "").split())
        return (f"{{{names.TEI}}}*", EXAMPLES)

    def idents(self, kind: "Kind") -> tuple[str, ...]:
        """Return the idents of all specifications of this kind, in the order of the source."""
        return tuple(ident for found, ident in self._nodes if found == kind)

    def module(self, ident: str) -> "tuple[tuple[Kind, str], ...]":
        """Return kind and ident of what a module has, in the order of the source."""
        return tuple(self._modules.get(ident, ()))

    def spec(self, kind: "Kind", ident: str) -> "Spec | None":
        """Return the specification, None if there is none."""
        key = kind, ident
        if key not in self._specs and key in self._nodes:
            self._specs[key] = self._reader.spec(self._nodes[key])
        return self._specs.get(key)


class SchemaBase:
    """The specifications of a schema that has been resolved, for one that builds on it."""

    def __init__(self, schema: "ResolvedSchema", name: str) -> None:
        self.name = name
        self.release = schema.release
        self.default_exceptions = schema.default_exceptions
        self._specs = {(key.kind, key.ident): spec for key, spec in schema.specs.items()}

    @property
    def modules(self) -> tuple[str, ...]:
        """The idents of the modules, in the order of the source."""
        return tuple(dict.fromkeys(spec.module for spec in self._specs.values() if spec.module))

    def idents(self, kind: "Kind") -> tuple[str, ...]:
        """Return the idents of all specifications of this kind, in the order of the source."""
        return tuple(ident for found, ident in self._specs if found == kind)

    def module(self, ident: str) -> "tuple[tuple[Kind, str], ...]":
        """Return kind and ident of what a module has, in the order of the source."""
        return tuple(key for key, spec in self._specs.items() if spec.module == ident)

    def spec(self, kind: "Kind", ident: str) -> "Spec | None":
        """Return the specification, None if there is none."""
        return self._specs.get((kind, ident))


def release_of(root: "_Element") -> str:
    """Return the version of TEI P5 that the header's ``edition`` names: it refers to the notes on that release."""
    for edition in root.iter(names.tei_name("edition")):
        for ref in edition.iter(names.tei_name("ref")):
            if "readme-" in ref.get("target", ""):
                return "".join(map(str, ref.itertext())).strip()
    return ""


def specification_nodes(files: "Files", root: "_Element") -> "list[_Element]":
    """Return every specification element below *root* that is not part of an example, in the order of the file."""
    found = []
    pending = [root]
    while pending:
        node = pending.pop()
        if str(node.tag) in KINDS:
            found.append(node)
        elif node.tag != EXAMPLES:
            pending.extend(reversed(list(files.children(node))))
    return found
