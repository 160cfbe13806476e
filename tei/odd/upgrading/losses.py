"""What an ODD relies on that a later release of TEI P5 has no more: objects that are gone, attributes that moved."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from tei.odd.bases import facts, shelf
from tei.odd.comparing import releases
from tei.odd.specs import attributes
from tei.odd.upgrading import references
from tei.relaxng.wording import nearest

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic
    from tei.odd.bases.base import Base
    from tei.odd.compiling import Compiled
    from tei.odd.resolution.inheritance import Attributes
    from tei.odd.specs import AttDef, AttName, Kind, Spec
    from tei.odd.upgrading.references import Reference

_KINDS: Final[tuple["Kind", ...]] = ("element", "class", "macro", "data")
_CALLED: Final = {"class": "class", "macro": "macro", "data": "datatype"}


class Losses:
    """The differences of two releases, as far as they concern an ODD: *after* is what it compiles to under the later.

    *before* is the release that the ODD is written against, "" where it is none that is at hand: then what any earlier
    release had is taken to be meant.
    """

    def __init__(self, after: "Compiled", before: str, release: str) -> None:
        self._after = after
        self._release = release
        self._now = _base(release)
        self._then = _base(before) if before else None
        self._before = before if self._then is not None else ""

    def findings(self) -> "Iterator[Diagnostic]":
        """Yield a finding for each object, and each attribute, that the ODD refers to in vain from now on."""
        own = references.added(self._after.assembled)
        for reference in references.references(self._after.assembled):
            if not any((kind, reference.ident) in own for kind in _possible(reference)) and self._is_gone(reference):
                yield self._gone(reference)
        if self._before:
            for spec in references.specs(self._after.assembled):
                yield from self._attributes(spec)

    # Objects

    def _is_gone(self, reference: "Reference") -> bool:
        kinds = _possible(reference)
        if any(
            self._after.schema.key(kind, reference.ident) or _has(self._now, kind, reference.ident) for kind in kinds
        ):
            return False
        if self._then is not None:
            return any(_has(self._then, kind, reference.ident) for kind in kinds)
        return bool(_last(reference, self._release))

    def _gone(self, reference: "Reference") -> "Diagnostic":
        shown = _shown(reference.kind, reference.ident)
        label = facts.label(self._release)
        message = f"{shown} is gone from {label}" if reference.kind else f"there is no “{reference.ident}” in {label}"
        last = _last(reference, self._release)
        return self._after.finding(
            "odd.gone",
            message,
            reference.node,
            f"TEI P5 {last} is the last release here that has it" if last else "",
            self._instead(reference),
            _ADVICE[reference.attribute],
            attribute=reference.attribute,
        )

    def _instead(self, reference: "Reference") -> str:
        """Return what may have taken the place of what is gone: something new that is called nearly the same."""
        if self._now is None:
            return ""
        for kind in _possible(reference):
            new = [ident for ident in self._now.idents(kind) if not _has(self._then, kind, ident)]
            # Datatypes were renamed as a whole: data.word became teidata.word.
            renamed = f"tei{reference.ident}"
            near = renamed if renamed in new else next(nearest(reference.ident, new), "")
            if near:
                return f"new is {_shown(kind, near)}"
        return ""

    # Attributes

    def _attributes(self, spec: "Spec") -> "Iterator[Diagnostic]":
        """Yield a finding for each attribute that *spec* overrides and that is no more where it was."""
        then, now = (releases.compiled(release) for release in (self._before, self._release))
        known, left = _given(then, spec), _given(now, spec)
        for definition in attributes(spec.attributes):
            if definition.mode == "add" or known is None or left is None or definition.name not in known:
                continue
            if spec.kind == "class" and known[definition.name].origin != spec.ident:
                continue  # What the class inherited could not be overridden before either.
            gone = definition.name not in left
            if gone or (spec.kind == "class" and left[definition.name].origin != spec.ident):
                yield self._moved(spec, definition, _owners(now, definition.name, _owners(then, definition.name)))

    def _moved(self, spec: "Spec", definition: "AttDef", owners: list[str]) -> "Diagnostic":
        shown = _shown(spec.kind, spec.ident)
        label = facts.label(self._release)
        if owners:
            message = f"in {label}, {shown} has @{definition.ident} no more: {' and '.join(owners)} has it now"
            advice = f"write this <attDef> for {' and '.join(owners)}, or remove it"
            return self._after.finding("odd.moved", message, definition.node, advice)
        message = f"the attribute @{definition.ident} of {shown} is gone from {label}"
        keep = "remove this <attDef>"
        if definition.mode != "delete":
            keep += ', or write mode="add" with the whole definition to keep the attribute'
        return self._after.finding("odd.gone", message, definition.node, keep)


_ADVICE: Final = {
    "include": "take the name out of @include",
    "except": "take the name out of @except",
    "ident": 'remove this specification, or write mode="add" with the whole of it to keep what it specifies',
    "key": "remove the reference, or specify what it means in the ODD",
    "class": "remove the reference, or specify what it means in the ODD",
    "name": "remove the reference, or specify what it means in the ODD",
}


def _base(release: str) -> "Base | None":
    """Return the facts of a release, None if they are not at hand."""
    try:
        return shelf.find(f"{releases.PREFIX}{release}", whole=False)
    except shelf.MissingReleaseError:
        return None


def _possible(reference: "Reference") -> "tuple[Kind, ...]":
    return (reference.kind,) if reference.kind else _KINDS


def _has(base: "Base | None", kind: "Kind", ident: str) -> bool:
    return base is not None and base.spec(kind, ident) is not None


def _last(reference: "Reference", release: str) -> str:
    """Return the last release before *release* that has what is referred to, "" if none that is here has it."""
    earlier = [one for one in facts.releases() if facts.age(one) < facts.age(release)]
    for one in reversed(earlier):
        if any(_has(facts.load(one), kind, reference.ident) for kind in _possible(reference)):
            return one
    return ""


def _shown(kind: "Kind | None", ident: str) -> str:
    return f"the {_CALLED[kind]} {ident}" if kind in _CALLED else f"<{ident}>"


def _given(compiled: "Compiled", spec: "Spec") -> "Attributes | None":
    """Return the attributes of what *spec* changes, as a release has it; None where it has not."""
    found = compiled.schema.find(spec.kind, spec.ident)
    if found is None:
        return None
    return compiled.inheritance.of_class(spec.ident) if spec.kind == "class" else compiled.inheritance.of_element(found)


def _owners(compiled: "Compiled", name: "AttName", but: "list[str] | tuple[str, ...]" = ()) -> list[str]:
    """Return the classes that define an attribute themselves, without those in *but*."""
    is_of: Callable[[Spec], bool] = lambda spec: any(one.name == name for one in attributes(spec.attributes))  # noqa: E731 - said once
    found = [spec.ident for key, spec in compiled.schema.specs.items() if key.kind == "class" and is_of(spec)]
    return [ident for ident in found if ident not in but]
