"""Documents made from a grammar: the greater part valid, or nearly."""

import random
from collections import deque
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from grammars import ATTRIBUTES, BINDINGS, LOCALS, NAMESPACES, TYPES
from tei.relaxng import model
from tei.relaxng.name_classes import simple

_TEXTS: Final = ("some", " é ", "𝒳\n  y", "&<>", "1")
_MOST_DEPTH: Final = 8
# How many patterns are written at most: a grammar that is not correct may refer to itself without end.
_MOST_PATTERNS: Final = 200
_MOST_TIMES: Final = 3
_ENTITIES: Final = {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}

Definitions = dict[str, model.Pattern]


class Tree(NamedTuple):
    """An element."""

    name: tuple[str, str]
    attributes: dict[tuple[str, str], str]
    nodes: "list[Tree | str]"


class Scope(NamedTuple):
    """The definitions of a grammar, and those around it."""

    definitions: Definitions
    outer: "Scope | None"


class Writer:
    """Goes through a grammar and writes what it describes, with chance where there is a choice."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._left = 0

    def document(self, grammar: model.Grammar) -> str:
        """Return a document, as its source text."""
        owner = Tree(("", ""), {}, [])
        self._left = _MOST_PATTERNS
        self._add(grammar, None, owner, 0)
        roots = [node for node in owner.nodes if isinstance(node, Tree)]
        root = roots[0] if roots else Tree(("", "a"), {}, [])
        declared = "".join(f' xmlns:{prefix}="{namespace}"' for prefix, namespace in BINDINGS.items())
        return self._written(root, "", declared)

    def _add(self, pattern: model.Pattern, scope: Scope | None, owner: Tree, depth: int) -> None:  # noqa: C901, PLR0912 - a case a pattern
        """Add to *owner* what *pattern* describes."""
        chance = self._chance
        self._left -= 1
        if self._left < 0:
            return
        match pattern:
            case model.Grammar():
                inner = Scope(_definitions(pattern), scope)
                self._add(inner.definitions[""], inner, owner, depth)
            case model.Ref():
                assert scope is not None
                self._add(scope.definitions.get(pattern.name, model.Empty()), scope, owner, depth)
            case model.ParentRef():
                assert scope is not None
                assert scope.outer is not None
                self._add(scope.outer.definitions.get(pattern.name, model.Empty()), scope.outer, owner, depth)
            case model.Element():
                if depth < _MOST_DEPTH:
                    tree = Tree(self._name(pattern.name_class, LOCALS), {}, [])
                    self._add(pattern.pattern, scope, tree, depth + 1)
                    owner.nodes.append(tree)
            case model.Attribute():
                inside = Tree(("", ""), {}, [])
                self._add(pattern.pattern, scope, inside, depth)
                value = "".join(node for node in inside.nodes if isinstance(node, str))
                owner.attributes[self._name(pattern.name_class, ATTRIBUTES)] = value
            case model.Group():
                for member in pattern.patterns:
                    self._add(member, scope, owner, depth)
            case model.Interleave():
                self._mingle(pattern.patterns, scope, owner, depth)
            case model.Mixed():
                self._mingle((pattern.pattern, model.Text(), model.Text()), scope, owner, depth)
            case model.Choice():
                self._add(chance.choice(pattern.patterns), scope, owner, depth)
            case model.Optional() | model.ZeroOrMore() | model.OneOrMore():
                least = int(isinstance(pattern, model.OneOrMore))
                most = 1 if isinstance(pattern, model.Optional) else _MOST_TIMES - depth // 2
                for _ in range(chance.randint(least, max(most, least))):
                    self._add(pattern.pattern, scope, owner, depth)
            case model.List():
                inside = Tree(("", ""), {}, [])
                self._add(pattern.pattern, scope, inside, depth)
                owner.nodes.append(chance.choice((" ", "\n ")).join(map(str, inside.nodes)))
            case model.Text():
                owner.nodes.append(chance.choice(_TEXTS) if chance.random() < 0.7 else "")
            case model.Value():
                owner.nodes.append(pattern.text)
            case model.Data():
                owner.nodes.append(chance.choice(TYPES[pattern.type_name][0]))
            case _:
                pass

    def _mingle(self, patterns: tuple[model.Pattern, ...], scope: Scope | None, owner: Tree, depth: int) -> None:
        queues: list[deque[Tree | str]] = []
        for pattern in patterns:
            inside = Tree(("", ""), owner.attributes, [])
            self._add(pattern, scope, inside, depth)
            queues.append(deque(inside.nodes))
        while left := [queue for queue in queues if queue]:
            owner.nodes.append(self._chance.choice(left).popleft())

    def _name(self, names: model.NameClass, locals_: tuple[str, ...]) -> tuple[str, str]:
        pool = [(namespace, local) for namespace in (*NAMESPACES, "urn:c") for local in (*locals_, "w")]
        meant = simple(names)
        fitting = [one for one in pool if meant.contains(*one)]
        return self._chance.choice(fitting or [("", "w")])

    def _written(self, tree: Tree, default: str, declared: str = "") -> str:
        """Return the source text of an element where *default* is the namespace of names without a prefix."""
        namespace, local = tree.name
        prefixes = {bound: prefix for prefix, bound in BINDINGS.items()}
        tag = local
        if namespace in prefixes and self._chance.random() < 0.5:
            tag = f"{prefixes[namespace]}:{local}"
        elif namespace != default:
            declared += f' xmlns="{namespace}"'
            default = namespace
        attributes = "".join(
            f"{self._chance.choice((' ', ' ', chr(10)))}{self._attribute(name, prefixes)}={quoteattr(value, _ENTITIES)}"
            for name, value in tree.attributes.items()
        )
        content = "".join(
            escape(node) if isinstance(node, str) else self._written(node, default) for node in tree.nodes
        )
        if not content and self._chance.random() < 0.7:
            return f"<{tag}{declared}{attributes}/>"
        layout = "\n" if content and self._all_elements(tree) and self._chance.random() < 0.5 else ""
        return f"<{tag}{declared}{attributes}>{layout}{content}{layout}</{tag}>"

    @staticmethod
    def _all_elements(tree: Tree) -> bool:
        return not any(isinstance(node, str) for node in tree.nodes)

    @staticmethod
    def _attribute(name: tuple[str, str], prefixes: dict[str, str]) -> str:
        namespace, local = name
        if namespace in prefixes:
            return f"{prefixes[namespace]}:{local}"
        return f'xmlns:n{local}="{namespace}" n{local}:{local}' if namespace else local


def _definitions(grammar: model.Grammar) -> Definitions:
    """Return what each name stands for, "" being the start."""
    found: Definitions = {}
    for component in grammar.components:
        assert isinstance(component, (model.Start, model.Define))
        name = component.name if isinstance(component, model.Define) else ""
        if name not in found:
            found[name] = component.pattern
        elif component.combine == "interleave":
            found[name] = model.Interleave((found[name], component.pattern))
        else:
            found[name] = model.Choice((found[name], component.pattern))
    return found
