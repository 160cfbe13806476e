"""The rules of a resolved schema as one ISO Schematron schema.

Each ``constraintSpec`` that is in force becomes a pattern; a rule that does not say what it applies to is about its
owner, by the name that documents have for it. What is there more than once, because a definition was copied, is
written once. Deprecations become warnings.

Source: TEI Guidelines, section TDTAGCONS (Additional Constraints); ISO/IEC 19757-3.
"""

import re
from collections import Counter
from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from tei import names
from tei.names import SCH, SQF, TEI, XML, XSL
from tei.odd.rules import fixes
from tei.odd.rules.constraints import SCHEMES, Authored, Owned, distinct, owned_constraints, spoken
from tei.odd.rules.contexts import Contexts, Owner, bearers
from tei.odd.rules.deprecation import DEPRECATIONS, deprecated
from tei.odd.rules.languages import rank
from tei.odd.rules.mentions import Mentions
from tei.odd.rules.parameters import parameter_lists
from tei.odd.rules.prefixes import Prefixes, prefixed_names
from tei.odd.specs import Constraint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from tei.odd.resolution.inheritance import Inheritance
    from tei.odd.schema import ResolvedSchema
    from tei.odd.source.files import Files

_CHECKS: Final = frozenset({"assert", "report", "extends"})
_LISTS: Final = ("diagnostics", "properties")
"""The parts of a schema of which there is one, with entries in it."""

_TOP: Final = ("let", "phase")
"""The parts of a schema that stand before its patterns, besides what is not of Schematron."""

_EXPRESSIONS: Final = {
    SQF: fixes.EXPRESSIONS,
    SCH: frozenset({"context", "test", "select", "value", "path", "subject", "documents"}),
    XSL: frozenset({"match", "use", "select", "test", "group-by"}),
}
_DEFAULT_BINDING: Final = "xslt2"

_SHOWN: Final = 3
"""How many contexts a message shows."""


class Schematron(NamedTuple):
    """A Schematron schema: its declarations, its patterns with the ident path of their owners, and what follows."""

    title: str
    query_binding: str
    prefixes: dict[str, str]
    declarations: "tuple[_Element, ...]"
    patterns: "tuple[tuple[str, _Element], ...]"
    lists: "tuple[_Element, ...]"

    def divided(self) -> "tuple[Schematron, Schematron]":
        """Return what authors have written, and the warnings of what is deprecated, each as a schema."""
        fading = tuple(pattern for pattern in self.patterns if pattern[1].get("id") in DEPRECATIONS)
        written = tuple(pattern for pattern in self.patterns if pattern not in fading)
        return self._replace(patterns=written), self._replace(patterns=fading)

    @property
    def text(self) -> str:
        """The schema as a file."""
        root = etree.Element(f"{{{SCH}}}schema", queryBinding=self.query_binding, nsmap=self.prefixes | {"sch": SCH})
        etree.SubElement(root, f"{{{SCH}}}title").text = self.title
        for prefix, uri in self.prefixes.items():
            etree.SubElement(root, f"{{{SCH}}}ns", prefix=prefix, uri=uri)
        root.extend(deepcopy(part) for part in self.declarations)
        root.extend(deepcopy(pattern) for _path, pattern in self.patterns)
        root.extend(deepcopy(part) for part in self.lists)
        etree.cleanup_namespaces(root, keep_ns_prefixes=[*self.prefixes, "sch"])
        _lay_out(root)
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode") + "\n"


def emit(
    schema: "ResolvedSchema", inheritance: "Inheritance", files: "Files", authored: Authored | None = None
) -> Schematron:
    """Return the Schematron of *schema*; what is doubtful in the author's rules is noted in *files*.

    The messages are in the languages of the documentation, where there is a choice.
    """
    writer = _Writer(schema, inheritance, files, authored or Authored())
    concerned = [one for one in owned_constraints(schema, files) if writer.concerns(one)]
    owned = distinct(spoken(concerned, writer.languages))
    declarations = [node for node in schema.declarations if node.get("scheme", "") in SCHEMES]
    writer.declare([*declarations, *(one.constraint.node for one in owned)])
    for declaration in declarations:
        writer.declaration(declaration)
    for one in owned:
        writer.constraint(one)
    writer.generate()
    return writer.schematron()


class _Writer:
    """Puts the parts of a schema together."""

    def __init__(
        self, schema: "ResolvedSchema", inheritance: "Inheritance", files: "Files", authored: Authored
    ) -> None:
        self._schema = schema
        self._files = files
        self._authored = authored
        self._bearers = bearers(schema, inheritance)
        self._borne = {constraint.node for bearer in self._bearers for constraint in bearer.attribute.constraints}
        self._prefixes = Prefixes(files, schema.node)
        self._mentions = Mentions(schema, authored.absent, files)
        self._binding = ""
        self._top: dict[bytes, _Element] = {}
        """What stands before the patterns, by how it is written: of two constraints that declare the same, one does."""
        self._patterns: list[tuple[str, _Element]] = []
        self._lists: dict[str, list[_Element]] = {name: [] for name in _LISTS}
        self._taken: Counter[str] = Counter()
        self.languages = schema.documentation_languages or ("en",)

    @cached_property
    def _contexts(self) -> Contexts:
        """What rules apply to; not before all prefixes are known that authors declare."""
        return Contexts(self._schema, self._bearers, self._prefixes)

    def concerns(self, one: Owned) -> bool:
        """Return whether a document can have what *one* belongs to; it has no class that nothing is a member of."""
        spec, attribute = one.owner
        if attribute is not None:
            return one.constraint.node in self._borne
        return spec is None or spec.kind != "class" or bool(self._schema.flattened(spec.ident))

    def declare(self, nodes: "Iterable[_Element]") -> None:
        """Take over the prefixes that are declared in *nodes*; where two differ, the author's own is at fault."""
        for node in sorted(nodes, key=self._authored.constraints.__contains__):
            for declaration in node.iter(f"{{{SCH}}}ns"):
                self._prefixes.declare(declaration)

    def schematron(self) -> Schematron:
        """Return the schema."""
        lists = tuple(_new(name, entries) for name, entries in self._lists.items() if entries)
        return Schematron(
            title=self._schema.title or self._schema.ident,
            query_binding=self._binding or _DEFAULT_BINDING,
            prefixes=self._prefixes.declared,
            declarations=tuple(sorted(self._top.values(), key=_place)),
            patterns=tuple(self._patterns),
            lists=lists,
        )

    def declaration(self, node: "_Element") -> None:
        """Take over what a ``constraintDecl`` holds."""
        self._binding = self._binding or node.get("queryBinding", "")
        said = Owned(Constraint("", node.get("scheme", ""), "add", "", node), Owner(None))
        for child in node.iterchildren(etree.Element):
            self._part(child, said)

    def constraint(self, one: Owned) -> None:
        """Take over a constraint: what is in each of its ``constraint`` elements."""
        for body in one.constraint.node.iterchildren(f"{{{TEI}}}constraint"):
            self._body(list(body.iterchildren(etree.Element)), one)

    def generate(self) -> None:
        """Add what no author has written: deprecations, and the parameters of processing models."""
        found = deprecated(self._contexts, self.languages)
        for pattern in (*found.patterns, *parameter_lists(self._contexts)):
            self._add("", pattern, pattern.get("id", ""))
        self._lists["diagnostics"] += found.diagnostics

    def _body(self, children: "list[_Element]", one: Owned) -> None:
        kinds = {_local(child) for child in children}
        checks = kinds & _CHECKS
        rules = [self._copy(child, one) for child in children if _local(child) == "rule"]
        inside = [child for child in children if _local(child) == "let" or (checks and child.tag in fixes.FIXES)]
        if rules:
            self._add(one.owner.path, _new("pattern", [*self._copies(inside, one), *rules]), one.constraint.ident)
        if checks:
            own = [child for child in children if _local(child) in _CHECKS or child in inside]
            pattern = _new("pattern", [self._applied(_new("rule", self._copies(own, one)), one)])
            self._add(one.owner.path, pattern, one.constraint.ident)
        for child in children:
            if _local(child) not in _CHECKS | {"rule", "ns"} and not (child in inside and (rules or checks)):
                self._part(child, one)

    def _part(self, child: "_Element", one: Owned) -> None:
        """Take over a part of a schema that stands there as such."""
        local = _local(child)
        if local == "pattern":
            self._add(one.owner.path, self._copy(child, one), child.get("id") or one.constraint.ident)
        elif local in _LISTS:
            self._lists[local] += self._copies(child.iterchildren(etree.Element), one)
        elif child.tag in fixes.FIXES:  # Beside rules, it is one for all of them.
            self._part(fixes.shared(child), one)
        elif local in _TOP or not child.tag.startswith((f"{{{SCH}}}", f"{{{TEI}}}")):
            copied = self._copy(child, one)
            self._top.setdefault(etree.tostring(copied, method="c14n"), copied)

    def _copies(self, nodes: "Iterable[_Element]", one: Owned) -> "list[_Element]":
        return [self._copy(node, one) for node in nodes]

    def _copy(self, node: "_Element", one: Owned) -> "_Element":
        """Return a copy of *node*, its prefixes declared and its rules applied to something."""
        self._look_at(node, one)
        twin = deepcopy(node)
        twin.tail = None
        _keep_preferred(node, twin, self.languages)
        fixes.name_targets(node, twin, self._prefixes)
        for rule in [found for found in twin.iter(f"{{{SCH}}}rule") if "context" not in found.attrib]:
            if rule.get("abstract") != "true":
                self._applied(rule, one)
        return twin

    def _look_at(self, node: "_Element", one: Owned) -> None:
        """Declare the prefixes of the expressions in *node*; note what they speak of in vain."""
        for element in node.iter(etree.Element):
            namespace = names.split(str(element.tag))[0]
            for attribute in [str(name) for name in element.attrib if name in _EXPRESSIONS.get(namespace, ())]:
                spoken_of = [
                    (self._prefixes.meaning(prefix, element, attribute), local)
                    for prefix, local in prefixed_names(element.get(attribute, ""))
                ]
                if self._is_own(one.constraint):
                    self._mentions.report(spoken_of, element, attribute)

    def _applied(self, rule: "_Element", one: Owned) -> "_Element":
        """Return *rule* with the context that its owner gives it, empty if there is none."""
        node, ident = one.constraint.node, one.constraint.ident
        contexts = self._contexts.of(one.owner, node)
        if contexts:
            rule.set("context", " | ".join(contexts))
            if self._is_own(one.constraint):
                message = f"the rule {ident} does not say what it applies to; “{_shortened(contexts)}” is taken"
                advice = f'put <sch:rule context="{_shortened(contexts)}"> around its assertions'
                self._files.warn("odd.rule-context", message, node, advice)
            return rule
        kind = one.owner.spec.kind if one.owner.spec else ""
        if kind in {"macro", "data"}:
            message = f"the rule {ident} does not say what it applies to, and its owner is neither element nor class"
            self._files.fault("odd.rule-nowhere", message, node, "put a <sch:rule context=…> around its assertions")
        rule[:] = []
        return rule

    def _is_own(self, constraint: "Constraint") -> bool:
        return constraint.node in self._authored.constraints

    def _add(self, path: str, pattern: "_Element", wanted: str) -> None:
        """Add *pattern* under an id of its own: the one wanted, else one with its owner's or with a number."""
        for rule in [found for found in pattern.iter(f"{{{SCH}}}rule") if not len(found)]:
            pattern.remove(rule)
        if not len(pattern) and "is-a" not in pattern.attrib:
            return
        base = _identifier(wanted)
        if self._taken[base] and path:
            base = _identifier(f"{path}-{wanted}")
        self._taken[base] += 1
        pattern.set("id", base if self._taken[base] == 1 else f"{base}-{self._taken[base]}")
        self._patterns.append((path, pattern))


def _local(node: "_Element") -> str:
    """Return the name of an element of Schematron, "" for any other."""
    namespace, local = names.split(str(node.tag))
    return local if namespace == SCH else ""


def _new(local: str, content: "Iterable[_Element]") -> "_Element":
    """Return the element *local* of Schematron with this content."""
    element = etree.Element(f"{{{SCH}}}{local}", nsmap={"sch": SCH})
    element.extend(content)
    return element


def _keep_preferred(node: "_Element", twin: "_Element", languages: tuple[str, ...]) -> None:
    """Leave in *twin*, a copy of *node*, the assertions whose words no sibling says in a language wanted more."""
    for original, copied in zip(node.iter(f"{{{SCH}}}rule"), list(twin.iter(f"{{{SCH}}}rule")), strict=True):
        ranks: dict[tuple[str, str], int] = {}
        checks = [
            ((str(own.tag), " ".join(own.get("test", "").split())), rank(_language(own), languages), other)
            for own, other in zip(original, copied, strict=True)
            if _local(own) in {"assert", "report"}
        ]
        for key, wanted, _check in checks:
            ranks[key] = min(wanted, ranks.get(key, wanted))
        for key, wanted, check in checks:
            if wanted > ranks[key]:
                copied.remove(check)


def _language(node: "_Element") -> str:
    """Return the nearest ``xml:lang`` of *node*."""
    spoken_in = (one.get(f"{{{XML}}}lang") for one in (node, *node.iterancestors()))
    return next((language for language in spoken_in if language is not None), "")


def _identifier(wanted: str) -> str:
    """Return *wanted* as an XML name without colons."""
    name = re.sub(r"[^\w.\-]+", "-", wanted) or "rule"
    return name if re.match(r"[^\W\d]", name) else f"rule-{name}"


def _shortened(contexts: tuple[str, ...]) -> str:
    """Return *contexts* in a row, many of them cut short."""
    shown = " | ".join(contexts[:_SHOWN])
    return shown if len(contexts) <= _SHOWN else f"{shown} | …"


def _place(element: "_Element") -> int:
    """Return where a part stands among those before the patterns."""
    local = _local(element)
    return _TOP.index(local) if local else len(_TOP)


def _lay_out(root: "_Element") -> None:
    """Give each part of the schema, of its patterns and of its lists a line of its own; what is said stays as it is."""
    root.text = "\n  "
    for part in root:
        part.tail = "\n  "
        if _local(part) in {"pattern", *_LISTS} and len(part):
            part.text = "\n    "
            for inner in part:
                inner.tail = "\n    "
                if _local(inner) == "rule" and len(inner):
                    inner.text = "\n      "
                    for check in inner:
                        check.tail = "\n      "
                    inner[-1].tail = "\n    "
            part[-1].tail = "\n  "
    root[-1].tail = "\n"
