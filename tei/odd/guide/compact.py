"""The definitions of a grammar one by one, in RELAX NG's compact syntax and without what is said for people."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tei import names
from tei.relaxng import model, writing_compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NAMESPACE: Final = re.compile(rf'\Adefault namespace = "{re.escape(names.TEI)}"\n')
"""What would stand above every pattern, and that nobody misses."""


class Compact:
    """The definitions of *grammar* by name."""

    def __init__(self, grammar: model.Grammar) -> None:
        self._defines = {define.name: define for define in _defines(grammar.components)}

    def __contains__(self, name: object) -> bool:
        """Return whether something is defined under *name*."""
        return name in self._defines

    def of(self, wanted: "Iterable[str]") -> str:
        """Return what is defined under the names *wanted*, one below the other; "" where none of them is."""
        defines = tuple(_bare(self._defines[name]) for name in wanted if name in self._defines)
        if not defines:
            return ""
        text = writing_compact.write(model.Grammar(defines))
        return _NAMESPACE.sub("", text).strip()

    def beginning(self, stem: str) -> list[str]:
        """Return the names that are *stem*, or begin with it, in their order."""
        return [name for name in self._defines if name.startswith(stem)]


def _defines(components: "Iterable[model.Component]") -> "Iterator[model.Define]":
    for component in components:
        if isinstance(component, model.Define):
            yield component
        elif isinstance(component, model.Div):
            yield from _defines(component.components)


def _bare(define: model.Define) -> model.Define:
    """Return *define* without annotations: the guide has said what they say."""
    return replace(define, pattern=_stripped(define.pattern), annotations=(), following=())


def _stripped(pattern: model.Pattern) -> model.Pattern:
    changes: dict[str, object] = {}
    if pattern.annotations or pattern.following:
        changes |= {"annotations": (), "following": ()}
    inner = getattr(pattern, "pattern", None)
    if inner is not None and (bare := _stripped(inner)) is not inner:
        changes["pattern"] = bare
    members = getattr(pattern, "patterns", ())
    stripped = tuple(map(_stripped, members))
    if any(new is not old for new, old in zip(stripped, members, strict=True)):
        changes["patterns"] = stripped
    return replace(pattern, **changes) if changes else pattern  # type: ignore[arg-type] # the fields there are
