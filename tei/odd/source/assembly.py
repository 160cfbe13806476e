"""The first stage: from the file of an ODD to one flat list of what its schema selects and specifies.

The right ``schemaSpec`` is chosen and references to groups of specifications are replaced by what is in them.

Source: TEI Guidelines, section TDbuild; chapter 22, "Processing Customizations".
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from tei import names
from tei.errors import DocumentError
from tei.names import RNG, SCH, TEI
from tei.odd.bases.base import EXAMPLES, release_of
from tei.odd.source.contents import name_test
from tei.odd.source.files import is_element
from tei.odd.source.reading import KINDS, Reader
from tei.odd.specs import Constraint, Spec
from tei.relaxng.sources import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from tei.odd.source.files import Files
    from tei.odd.specs import Kind

_SCHEMA: Final = names.tei_name("schemaSpec")
_REFERENCES: Final[dict[str, "Kind"]] = {
    names.tei_name("elementRef"): "element",
    names.tei_name("classRef"): "class",
    names.tei_name("macroRef"): "macro",
    names.tei_name("dataRef"): "data",
}


class Selected(NamedTuple):
    """What is selected by a list of names: those in *include* only, or all but those in *excluded*."""

    include: tuple[str, ...] | None
    excluded: tuple[str, ...]

    def has(self, ident: str) -> bool:
        """Return whether *ident* is selected."""
        return ident not in self.excluded and (self.include is None or ident in self.include)


@dataclass(frozen=True, slots=True)
class ModuleItem:
    """A ``moduleRef`` to a module of a base."""

    key: str
    selected: Selected
    source: str
    node: "_Element"


@dataclass(frozen=True, slots=True)
class ExternalItem:
    """A ``moduleRef`` to a grammar in RELAX NG: its *address*, and definitions of the author's that amend it."""

    address: str
    prefix: str
    definitions: tuple["_Element", ...]
    node: "_Element"


@dataclass(frozen=True, slots=True)
class ObjectItem:
    """A reference to one object, to be taken from its source."""

    kind: "Kind"
    key: str
    selected: Selected
    source: str
    node: "_Element"


@dataclass(frozen=True, slots=True)
class SpecItem:
    """A specification of the customisation's own; *source* is where a change finds its original."""

    spec: Spec
    source: str


Item: TypeAlias = ModuleItem | ExternalItem | ObjectItem | SpecItem


@dataclass(frozen=True, slots=True)
class Assembled:
    """What a ``schemaSpec`` says: its attributes, and its items in the order of the file.

    *start* is None where nothing is said; *default_exceptions* likewise. *declarations* are what constraints share: the
    contents of ``constraintDecl``, and declarations of namespaces for Schematron. *title* is the title in the header,
    *release* the version of TEI P5 that is named there.
    """

    ident: str
    start: tuple[str, ...] | None
    namespace: str | None
    prefix: str
    default_exceptions: tuple[str, ...] | None
    documentation_languages: tuple[str, ...]
    source: str
    items: tuple[Item, ...]
    constraints: tuple[Constraint, ...]
    declarations: tuple["_Element", ...]
    node: "_Element"
    title: str = field(default="")
    release: str = field(default="")


def assemble(files: "Files", root: "_Element", ident: str = "") -> Assembled | None:
    """Return what the schema *ident* of the ODD with this *root*, or its first, is made of; None if there is none."""
    schema = _schema(files, root, ident)
    if schema is None:
        return None
    assembled = _Assembler(files, root, schema).assembled()
    if _only_processes(files, assembled):
        message = "this ODD says how elements are shown, by a processing model, and defines no schema"
        advice = "name the ODD of the schema that its documents are valid against"
        files.fault("odd.processing-model", message, schema, advice)
        return None
    return assembled


def schemas(files: "Files", root: "_Element") -> "list[_Element]":
    """Return every ``schemaSpec`` of the ODD with this *root* that is no example, in the order of the file."""
    found = []
    pending = [root]
    while pending:
        node = pending.pop()
        if node.tag == _SCHEMA:
            found.append(node)
        elif node.tag != EXAMPLES:
            pending.extend(reversed(list(files.children(node))))
    return found


def _schema(files: "Files", root: "_Element", ident: str) -> "_Element | None":
    """Return the ``schemaSpec`` that is meant."""
    found = schemas(files, root)
    known = [node.get("ident", "") for node in found]
    if not found:
        message = "there is no <schemaSpec> in this file, so it is not the ODD of a schema"
        files.fault("odd.no-schema", message, root, "name the file that has the <schemaSpec>")
    elif ident:
        if ident in known:
            return found[known.index(ident)]
        message = f"there is no <schemaSpec> with the ident “{ident}” in this file"
        files.fault("odd.no-schema", message, root, f"there is {', '.join(known)}")
    else:
        if len(found) > 1:
            message = f"this ODD has {len(found)} schemas; “{known[0]}”, the first, is compiled"
            others = ", ".join(known[1:])
            files.warn(
                "odd.several-schemas", message, found[1], f"to compile another, name it: --ident; there is {others}"
            )
        return found[0]
    return None


def _only_processes(files: "Files", assembled: Assembled) -> bool:
    """Return whether all that is said is how elements are processed, as in the ODDs of TEI Publisher."""
    specs = [item.spec for item in assembled.items if isinstance(item, SpecItem)]
    if not specs or len(specs) != len(assembled.items):
        return False
    if any(spec.mode == "delete" or spec.content or spec.attributes or spec.classes for spec in specs):
        return False
    models = map(names.tei_name, ("model", "modelGrp", "modelSequence"))
    wanted = frozenset(models)
    return any(child.tag in wanted for spec in specs if spec.node is not None for child in files.children(spec.node))


class _Assembler:
    """One ``schemaSpec`` on its way into a list of items."""

    def __init__(self, files: "Files", root: "_Element", schema: "_Element") -> None:
        self._files = files
        self._root = root
        self._schema = schema
        self._reader = Reader(files)
        self._source = _source(files, schema)
        self._items: list[Item] = []
        self._constraints: list[_Element] = []
        self._declarations: list[_Element] = []
        self._open: list[_Element] = []

    def assembled(self) -> Assembled:
        """Return what the schema is made of."""
        schema = self._schema
        for child in self._files.children(schema):
            self._take(child)
        start = schema.get("start")
        exceptions = schema.get("defaultExceptions")
        return Assembled(
            ident=schema.get("ident", "").strip(),
            start=None if start is None else tuple(start.split()),
            namespace=schema.get("ns"),
            prefix=schema.get("prefix", "").strip(),
            default_exceptions=(
                None if exceptions is None else tuple(name_test(schema, word) for word in exceptions.split())
            ),
            documentation_languages=tuple(schema.get("docLang", "").split()),
            source=self._source,
            items=tuple(self._items),
            constraints=self._reader.constraints(self._constraints),
            declarations=(*self._declarations, *_declarations(self._root)),
            node=schema,
            title=_title(self._root),
            release=release_of(self._root),
        )

    def _take(self, node: "_Element") -> None:
        """Add what *node*, a child of the schema or of a group, contributes."""
        tag = str(node.tag)
        if tag in KINDS:
            self._items.append(SpecItem(self._reader.spec(node), self._source_of(node)))
        elif tag in _REFERENCES:
            key = node.get("key", "").strip()
            self._items.append(ObjectItem(_REFERENCES[tag], key, _selected(node), self._source_of(node), node))
        elif is_element(node, "moduleRef"):
            self._module(node)
        elif is_element(node, "specGrpRef"):
            self._group(node)
        elif is_element(node, "constraintSpec"):
            self._constraints.append(node)
        elif is_element(node, "constraintDecl"):
            self._declarations.append(node)

    def _module(self, node: "_Element") -> None:
        url = node.get("url")
        if url is None:
            key = node.get("key", "").strip()
            self._items.append(ModuleItem(key, _selected(node), self._source_of(node), node))
            return
        definitions = tuple(
            child
            for content in self._files.children(node)
            if is_element(content, "content")
            for child in self._files.children(content)
            if names.split(str(child.tag))[0] == RNG
        )
        address = self._files.address(node, url.strip())
        self._items.append(ExternalItem(address, node.get("prefix", "").strip(), definitions, node))

    def _group(self, reference: "_Element") -> None:
        """Add what is in the group that *reference* leads to."""
        target = reference.get("target", "").strip()
        group = self._target(reference, target)
        if group is None:
            return
        if group in self._open:
            message = f"the group {target} refers to itself"
            self._files.fault("odd.cycle", message, reference, attribute="target")
            return
        self._open.append(group)
        if is_element(group, "specGrp"):
            for child in self._files.children(group):
                self._take(child)
        else:
            for child in _outermost(self._files, group):
                self._take(child)
        self._open.pop()

    def _target(self, reference: "_Element", target: str) -> "_Element | None":
        """Return the element that *target* leads to: in the same file, or in another."""
        address, _, identifier = target.partition("#")
        try:
            root = self._files.open(self._files.address(reference, address)).root if address else None
        except UnreadableError as fault:
            self._files.fault("odd.unresolved", str(fault), reference, fault.advice, attribute="target")
            return None
        except DocumentError as fault:
            self._files.faults.extend(fault.diagnostics)
            return None
        if root is not None and not identifier:
            return root
        # A reference in an included part may lead to what is in the including file.
        own = [root] if root is not None else [self._files.document(reference).root, self._root]
        found = next((node for place in own if (node := self._identified(place, identifier)) is not None), None)
        if found is None:
            where = address or self._files.document(reference).path
            message = f"there is no group of specifications with the xml:id “{identifier}” in {where}"
            self._files.fault("odd.no-group", message, reference, attribute="target")
        return found

    def _identified(self, root: "_Element", identifier: str) -> "_Element | None":
        wanted = f"{{{names.XML}}}id"
        return next((node for node in self._files.descendants(root) if node.get(wanted) == identifier), None)

    def _source_of(self, node: "_Element") -> str:
        """Return where *node* takes its original from: an address, or ``tei:…``; "" if nothing is said."""
        return _source(self._files, node) or self._source


def _outermost(files: "Files", root: "_Element") -> "Iterator[_Element]":
    """Yield the specifications and references below *root* that are not inside others, nor in examples."""
    taken = {*KINDS, *_REFERENCES, *map(names.tei_name, ("moduleRef", "specGrpRef"))}
    pending = [root]
    while pending:
        node = pending.pop()
        if str(node.tag) in taken:
            yield node
        elif node.tag != EXAMPLES:
            pending.extend(reversed(list(files.children(node))))


def _source(files: "Files", node: "_Element") -> str:
    source = node.get("source", "").strip()
    return source if not source or source.startswith("tei:") else files.address(node, source)


def _selected(node: "_Element") -> Selected:
    include = node.get("include")
    return Selected(None if include is None else tuple(include.split()), tuple(node.get("except", "").split()))


def _declarations(root: "_Element") -> "list[_Element]":
    """Return what the header of the ODD declares for its constraints."""
    return root.findall(f".//{{{TEI}}}encodingDesc/{{{TEI}}}constraintDecl")


def _title(root: "_Element") -> str:
    found = root.find(f".//{{{TEI}}}titleStmt/{{{TEI}}}title")
    return "" if found is None else " ".join("".join(map(str, found.itertext())).split())


NAMESPACE_DECLARATION: Final = f"{{{SCH}}}ns"
"""What declares a prefix for Schematron; it stands anywhere in the ODD."""
