"""The second stage: what is selected from the bases, and what the customisation makes of it.

Source: TEI Guidelines, section TDbuild (the table of modes) and chapter 22; docs/odd-semantics.md.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tei.names import TEI
from tei.odd.quirks import STRICT, Quirk, Quirks
from tei.odd.resolution.advice import CALLED, REFERENCES, did_you_mean
from tei.odd.resolution.merging import Merging
from tei.odd.schema import External, ResolvedSchema
from tei.odd.source.assembly import ModuleItem, ObjectItem, SpecItem
from tei.odd.specs import AttDef, AttList, AttRef, Classes, Key, attributes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

    from tei.odd.bases.base import Base
    from tei.odd.source.assembly import Assembled
    from tei.odd.source.files import Files
    from tei.odd.specs import Kind, Spec

_SHOWN: Final = 5
"""How many idents a message shows at most."""

_FIRST_MODULES: Final = ("tei", "core")


def resolve(
    assembled: "Assembled",
    files: "Files",
    base: "Callable[[str, _Element], Base | None]",
    externals: "Iterable[External]" = (),
    *,
    quirks: Quirks = STRICT,
) -> tuple[ResolvedSchema, Merging]:
    """Return the schema that *assembled* makes of its bases, which *base* gives by their source.

    What is wrong is noted in *files*. *quirks* are the errors of the Stylesheets to repeat.
    """
    return _Resolver(assembled, files, base, quirks=quirks).resolved(tuple(externals))


class _Resolver:
    def __init__(
        self,
        assembled: "Assembled",
        files: "Files",
        base: "Callable[[str, _Element], Base | None]",
        *,
        quirks: Quirks,
    ) -> None:
        self._assembled = assembled
        self._files = files
        self._base = base
        self._quirks = quirks
        self._merging = Merging(self.report, quirks)
        self._home = TEI if assembled.namespace is None else assembled.namespace
        self._specs: dict[Key, Spec] = {}
        self._changed: set[Key] = set()
        self._deleted: dict[Key, Spec] = {}
        self._own: set[Key] = set()
        self._added: set[Key] = set()
        self._written: set[Key] = set()
        self._bases: list[Base] = []
        self._warned: list[Base] = []
        """The bases of which something has been said that is said once."""

    def report(self, rule: str, message: str, node: "_Element | None", *advice: str) -> None:
        """Note what is wrong."""
        self._files.fault(rule, message, node, *advice)

    def resolved(self, externals: tuple[External, ...]) -> tuple[ResolvedSchema, Merging]:
        """Return the schema and how its parts are merged."""
        assembled = self._assembled
        modules = [item for item in assembled.items if isinstance(item, ModuleItem)]
        self._files_of_modules(modules)
        for item in assembled.items:
            if isinstance(item, ObjectItem):
                self._take_object(item)
        for item in assembled.items:
            if isinstance(item, SpecItem):
                self._take_spec(item)
        exceptions = assembled.default_exceptions
        if exceptions is None:
            exceptions = self._bases[0].default_exceptions if self._bases else ()
        schema = ResolvedSchema(
            ident=assembled.ident,
            start=assembled.start,
            namespace=assembled.namespace,
            prefix=assembled.prefix,
            default_exceptions=exceptions,
            documentation_languages=assembled.documentation_languages,
            specs={key: _settled(spec) for key, spec in self._specs.items()},
            own=frozenset(self._own),
            added=frozenset(self._added),
            written=frozenset(self._written),
            deleted=self._deleted,
            bases=tuple(self._bases),
            externals=externals,
            constraints=assembled.constraints,
            declarations=assembled.declarations,
            release=next((base.release for base in self._bases if base.release), assembled.release),
            title=assembled.title,
            node=assembled.node,
        )
        return schema, self._merging

    def _key(self, spec: "Spec") -> Key:
        if spec.kind != "element":
            return Key(spec.kind, "", spec.ident)
        return Key("element", self._home if spec.namespace is None else spec.namespace, spec.ident)

    # What is selected

    def _files_of_modules(self, modules: list[ModuleItem]) -> None:
        """Take what the modules have; those that all others build on first."""
        first = [item for key in _FIRST_MODULES for item in modules if item.key == key]
        for item in [*first, *(item for item in modules if item.key not in _FIRST_MODULES)]:
            base = self._found_base(item.source, item.node)
            if base is not None:
                self._take_module(item, base)

    def _found_base(self, source: str, node: "_Element") -> "Base | None":
        base = self._base(source, node)
        if base is not None and base not in self._bases:
            self._bases.append(base)
        return base

    def _take_module(self, item: ModuleItem, base: "Base") -> None:
        contents = base.module(item.key)
        if not contents and item.key not in base.modules:
            advice = did_you_mean(item.key, base.modules) or f"the modules are {', '.join(base.modules)}"
            self.report("odd.unknown", f"there is no module “{item.key}” in {base.name}", item.node, advice)
            return
        self._outside_modules(item, base)
        elements = [ident for kind, ident in contents if kind == "element"]
        for ident in dict.fromkeys([*(item.selected.include or ()), *item.selected.excluded]):
            if ident not in elements:
                self._unknown_in_module(item, base, ident, elements)
        for kind, ident in contents:
            if kind != "element":
                self._import(base, kind, ident)
        for ident in elements:
            if item.selected.has(ident):
                self._import(base, "element", ident)

    def _outside_modules(self, item: ModuleItem, base: "Base") -> None:
        """Report, once for a base, what it has in no module: no reference to a module takes it."""
        loose = [ident for _kind, ident in base.module("")]
        if not loose or base in self._warned:
            return
        self._warned.append(base)
        shown = ", ".join(loose[:_SHOWN]) + (" …" if len(loose) > _SHOWN else "")
        message = f"{len(loose)} specifications of {base.name} are in no module, so no <moduleRef> takes them: {shown}"
        self.report("odd.module", message, item.node, "refer to each by itself: <elementRef>, <classRef>, …")

    def _unknown_in_module(self, item: ModuleItem, base: "Base", ident: str, elements: list[str]) -> None:
        advice = did_you_mean(ident, elements)
        if not advice and (found := base.spec("element", ident)) is not None:
            advice = f"it is in the module {found.module}"
        message = f"the module {item.key} of {base.name} has no element <{ident}>"
        # Nothing is lost by it but what does not exist: a schema can be made.
        self.report("odd.changes-nothing", message, item.node, advice)

    def _import(self, base: "Base", kind: "Kind", ident: str) -> None:
        spec = base.spec(kind, ident)
        if spec is not None:
            self._specs.setdefault(self._key(spec), spec)

    def _take_object(self, item: ObjectItem) -> None:
        """Take one object from its source, in the place of what a module has under its name."""
        base = self._found_base(item.source, item.node)
        if base is None:
            return
        spec = base.spec(item.kind, item.key)
        if spec is None:
            self._unknown_object(item, base)
            return
        if item.kind == "class" and (item.selected.include is not None or item.selected.excluded):
            spec = self._filtered(spec, item)
        self._specs[self._key(spec)] = spec

    def _unknown_object(self, item: ObjectItem, base: "Base") -> None:
        message = f"there is no {CALLED[item.kind]} “{item.key}” in {base.name}"
        advice = did_you_mean(item.key, base.idents(item.kind))
        other = next((kind for kind in CALLED if base.spec(kind, item.key) is not None), None)
        if not advice and other is not None:
            advice = f"it is a {CALLED[other]}: write <{REFERENCES[other]}>"
        self.report("odd.unknown", message, item.node, advice)

    def _filtered(self, spec: "Spec", item: ObjectItem) -> "Spec":
        """Return a class with those of its attributes that the reference selects."""
        known = [definition.ident for definition in attributes(spec.attributes)]
        for ident in dict.fromkeys([*(item.selected.include or ()), *item.selected.excluded]):
            if ident not in known:
                message = f"the class {spec.ident} defines no attribute @{ident}"
                self.report("odd.changes-nothing", message, item.node, did_you_mean(ident, known))
        return replace(spec, attributes=_selected(spec.attributes, item))

    # What is specified

    def _take_spec(self, item: SpecItem) -> None:
        spec = item.spec
        if not spec.ident:
            self._files.fault("odd.value", "this specification has no ident", spec.node, "write @ident")
            return
        key = self._meant(spec)
        present = key in self._specs
        match spec.mode:
            case "add":
                self._add(key, spec, present=present)
            case "delete":
                if present:
                    del self._specs[key]
                    self._deleted[key] = spec
                else:
                    self._absent(item, key)
            case "change":
                if present:
                    self._change(key, spec)
                else:
                    self._absent(item, key)
            case "replace":
                if present:
                    original = self._specs[key]
                    self._put(key, _replaced(original, spec), written=True)
                else:
                    self._absent(item, key)
                    if Quirk.REPLACE_ADDS in self._quirks:
                        self._put(key, spec, written=True)

    def _put(self, key: Key, spec: "Spec", *, written: bool) -> None:
        """Let *spec* be in the schema; its content model is *written* in the customisation, or that of a base."""
        self._specs[key] = spec
        self._own.add(key)
        if written:
            self._written.add(key)

    def _meant(self, spec: "Spec") -> Key:
        """Return the key of what *spec* is about; its namespace may be left out, or be TEI's for TEI's elements."""
        key = self._key(spec)
        if spec.mode == "add" or key in self._specs:
            return key
        others = [known for known in self._specs if (known.kind, known.ident) == (key.kind, key.ident)]
        return others[0] if len(others) == 1 else key

    def _add(self, key: Key, spec: "Spec", *, present: bool) -> None:
        if present:
            message = f"there is already {_a(spec)}, from the module {self._specs[key].module or 'of this ODD'}"
            advice = 'write mode="change" to amend it, or mode="replace" to specify it anew'
            self.report("odd.exists", message, spec.node, advice)
            if Quirk.ADDED_TWICE in self._quirks and spec.prefix is not None:
                # The reference processor has both, for their patterns have different names.
                key = key._replace(ident=spec.prefix + spec.ident)
        else:
            self._added.add(key)
        self._put(key, spec, written=True)

    def _change(self, key: Key, spec: "Spec") -> None:
        if key in self._changed:
            message = f"{_a(spec)} is changed twice; both changes are applied, in this order"
            self.report("odd.repeated", message, spec.node, "write one change")
        self._changed.add(key)
        original = self._specs[key]
        if spec.module and original.module and spec.module != original.module:
            message = f"{_a(spec)} is in the module {original.module}, not in {spec.module}"
            self.report("odd.module", message, spec.node, "the attribute module may be left out")
        self._put(key, self._merging.spec(original, spec), written=spec.content is not None)

    def _absent(self, item: SpecItem, key: Key) -> None:
        """Report a change of what the schema does not have."""
        spec = item.spec
        if key in self._deleted:
            message = f"{_a(spec)} has been deleted before, so there is nothing to {spec.mode}"
            self.report("odd.changes-nothing", message, spec.node, "remove one of the two")
            return
        known = [found.ident for found in self._specs if found.kind == key.kind]
        advice = ""
        node = spec.node
        base = self._base(item.source, node) if node is not None else None
        if base is None and not self._bases:
            return  # That there is no source has been said.
        if base is not None and (elsewhere := base.spec(spec.kind, spec.ident)) is not None:
            home = f"the module {elsewhere.module}" if elsewhere.module else base.name
            advice = f"it is in {home}, from which the schema does not take it"
            message = f"{_a(spec)} is not in the schema, so there is nothing to {spec.mode}"
            self.report("odd.changes-nothing", message, node, advice)
            return
        advice = did_you_mean(spec.ident, known)
        if not advice and spec.mode != "delete":
            advice = 'write mode="add" if it is to be a new one'
        message = f"there is no {CALLED[spec.kind]} “{spec.ident}” to {spec.mode}"
        self.report("odd.changes-nothing", message, node, advice)


def _a(spec: "Spec") -> str:
    return f"the element <{spec.ident}>" if spec.kind == "element" else f"the {CALLED[spec.kind]} {spec.ident}"


def _replaced(original: "Spec", spec: "Spec") -> "Spec":
    return replace(
        spec,
        module=spec.module or original.module,
        type=spec.type or original.type,
        namespace=original.namespace if spec.namespace is None else spec.namespace,
    )


def _selected(attlist: AttList | None, item: ObjectItem) -> AttList | None:
    """Return *attlist* with what the reference selects, in nested lists too."""
    if attlist is None:
        return None
    members: list[AttDef | AttRef | AttList] = []
    for member in attlist.members:
        if isinstance(member, AttList):
            inside = _selected(member, item)
            if inside is not None and attributes(inside):
                members.append(inside)
        elif isinstance(member, AttRef) or item.selected.has(member.ident):
            members.append(member)
    return AttList(tuple(members), attlist.org)


def _settled(spec: "Spec") -> "Spec":
    """Return *spec* without what only meant something towards an original."""
    classes = spec.classes
    if classes is not None:
        classes = Classes(tuple(member for member in classes.members if member.mode != "delete"))
    return replace(spec, mode="add", classes=classes)
