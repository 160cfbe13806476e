"""The attributes of an element side by side: which came and went, which must be there, what their values may be."""

from collections.abc import Iterator, Mapping

from tei.odd.comparing import describing, values
from tei.odd.comparing.changes import Change, Kind
from tei.odd.comparing.values import Compared, Values
from tei.odd.content_models.elements import Contents, Use, Uses, symbol
from tei.odd.content_models.expressions import Symbol
from tei.relaxng.derivatives import Derivatives
from tei.relaxng.patterns import AttributePattern

Idents = Mapping[Symbol, frozenset[str]]
"""By which idents an attribute is specified."""


class Attributes:
    """Compares the attributes of elements; the values of those that many elements have in common are compared once."""

    def __init__(self, before: Contents, after: Contents, idents_before: Idents, idents_after: Idents) -> None:
        self._before, self._after = before, after
        self._derivatives = Derivatives(before.table), Derivatives(after.table)
        self._idents = idents_before, idents_after
        self._compared: dict[tuple[tuple[AttributePattern, ...], ...], Compared | None] = {}

    def changes(self, one: Symbol, other: Symbol) -> Iterator[Change]:
        """Yield what became of the attributes of the element *one*, which is *other* after."""
        before, after = _named(self._before.attributes(one)), _named(self._after.attributes(other))
        renamed = dict(self._renamed(before, after))
        for name in sorted({*before, *after} - set(renamed.values())):
            if name not in after and name not in renamed:
                yield Change(Kind.ATTRIBUTE_REMOVED, name, required=before[name].required)
            elif name not in before:
                described = describing.described(self._values(after[name], after=True))
                yield Change(Kind.ATTRIBUTE_ADDED, name, after=described, required=after[name].required)
            else:
                new = renamed.get(name, name)
                if new != name:
                    yield Change(Kind.ATTRIBUTE_RENAMED, name, before=name, after=new)
                yield from self._kept(new, before[name], after[new])

    def _renamed(self, before: Mapping[Symbol, Use], after: Mapping[Symbol, Use]) -> Iterator[tuple[Symbol, Symbol]]:
        """Yield the attributes that have another name after, with that name."""
        known, now = self._idents
        new = [name for name in after if name not in before]
        for name in before:
            if name not in after:
                idents = known.get(name, frozenset({name.rpartition("}")[2]}))
                found = next((other for other in new if idents & now.get(other, frozenset())), None)
                if found is not None:
                    yield name, found

    def _kept(self, name: Symbol, before: Use, after: Use) -> Iterator[Change]:
        """Yield what became of an attribute that is called *name* after."""
        if before.required != after.required:
            yield Change(Kind.ATTRIBUTE_REQUIRED if after.required else Kind.ATTRIBUTE_OPTIONAL, name)
        found = self._compare(before, after)
        if found is None:
            return
        old, new = self._values(before, after=False), self._values(after, after=True)
        yield Change(
            Kind.VALUES,
            name,
            found.verdict,
            before=describing.beside(old, new),
            after=describing.beside(new, old),
            came=found.came,
            gone=found.gone,
            only_before=None if found.only_before is None or found.gone else (found.only_before,),
            only_after=None if found.only_after is None or found.came else (found.only_after,),
        )

    def _compare(self, before: Use, after: Use) -> Compared | None:
        key = before.values, after.values
        if key not in self._compared:
            self._compared[key] = values.compared(self._values(before, after=False), self._values(after, after=True))
        return self._compared[key]

    def _values(self, use: Use, *, after: bool) -> Values:
        contents = self._after if after else self._before
        return values.values((one.pattern for one in use.values), contents, self._derivatives[after])


def _named(uses: Uses) -> dict[Symbol, Use]:
    return {symbol(name): use for name, use in uses.items()}
