"""The last stage: a resolved schema as a grammar of RELAX NG.

Patterns are named as the TEI's own schemas name them: an element by its ident, ``model.x`` and ``model.x_sequence``,
``att.x.attributes`` and ``att.x.attribute.name``, all after the schema's prefix.

Source: TEI Guidelines, sections TDTAG and TDATT; docs/odd-semantics.md.
"""

from typing import TYPE_CHECKING, Final

from tei.odd.grammar import patterns
from tei.odd.grammar.attribute_patterns import AttributePatterns
from tei.odd.grammar.content_patterns import NAME_LIST, ContentPatterns
from tei.odd.grammar.definitions import Definitions, Emission, referred
from tei.odd.resolution.advice import did_you_mean, to_have
from tei.relaxng import model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tei.odd.grammar.documentation import Documentation
    from tei.odd.quirks import Quirks
    from tei.odd.resolution.inheritance import Inheritance
    from tei.odd.schema import ResolvedSchema
    from tei.odd.specs import Key, Spec

_DEFAULT_START: Final = ("TEI", "teiCorpus")


def emit(
    schema: "ResolvedSchema",
    inheritance: "Inheritance",
    quirks: "Quirks",
    report: "Callable[..., None]",
    documentation: "Documentation",
) -> model.Grammar:
    """Return *schema* as a grammar; what cannot be said in it, or says nothing, goes to *report*."""
    return _Emitter(Emission(schema, Definitions(schema), documentation, quirks, report), inheritance).grammar()


class _Emitter:
    def __init__(self, emission: Emission, inheritance: "Inheritance") -> None:
        self._schema = emission.schema
        self._report = emission.report
        self._documentation = emission.documentation
        self._definitions = emission.definitions
        self._contents = ContentPatterns(emission)
        self._attributes = AttributePatterns(emission, inheritance, self._contents)

    def grammar(self) -> model.Grammar:
        """Return the whole grammar: its start, then what the start needs, and every other element."""
        start = list(self._start())
        for key, spec in self._schema.specs.items():
            if key.kind == "element":
                self._define_element(key, spec)
        self._definitions.complete()
        if self._contents.names_elements:
            self._definitions.defined[NAME_LIST] = model.Define(NAME_LIST, self._every_element(start))
        components: list[model.Component] = []
        if start or self._schema.start is None or self._schema.start:
            components.append(model.Start(patterns.choice(start)))
        components += [self._definitions.defined[name] for name in sorted(self._definitions.defined, key=_alphabetical)]
        components += self._externals()
        return model.Grammar(tuple(components), annotations=self._documentation.of_schema())

    def _every_element(self, start: list[model.Pattern]) -> model.Pattern:
        """Return a choice of the elements that something in the schema refers to."""
        names = {self._definitions.names[key] for key in self._schema.specs if key.kind == "element"}
        used = {name for pattern in start for name in referred(pattern)}
        for name, define in self._definitions.defined.items():
            used.update(found for found in referred(define.pattern) if found != name)
        return patterns.choice(model.Ref(name) for name in sorted(names & used))

    def _start(self) -> "Iterator[model.Pattern]":
        if self._schema.start is None:
            for ident in _DEFAULT_START:
                if key := self._schema.key("element", ident):
                    yield self._definitions.ref(key)
            return
        for name in self._schema.start:
            key = self._schema.key("element", name) or self._definitions.keys.get(name)
            if key is not None and key.kind == "element":
                yield self._definitions.ref(key)
            elif name in self._definitions.external:
                yield model.Ref(name)
            else:
                self._unknown_start(name)

    def _unknown_start(self, name: str) -> None:
        message = f"a document is to begin with “{name}”, but the schema has no such element"
        known = [key.ident for key in self._schema.specs if key.kind == "element"]
        advice = did_you_mean(name, known) or to_have(self._schema.bases, "element", name)
        advice = advice or "name an element that the schema has"
        self._report("odd.start", message, self._schema.node, advice, attribute="start")

    def _define_element(self, key: "Key", spec: "Spec") -> None:
        def pattern() -> model.Pattern:
            try:
                content = self._contents.of(spec)
            except patterns.TooManyPartsError as fault:
                self._report("odd.occurrence", f"<{spec.ident}>: {fault}", spec.node, 'write maxOccurs="unbounded"')
                content = patterns.EMPTY
            return model.Element(
                model.Name(self._schema.element_namespace(spec), spec.output_name),
                patterns.group([content, *self._attributes.of_element(spec)]),
                annotations=self._documentation.of_spec(spec),
            )

        self._definitions.define(self._definitions.names[key], pattern)

    def _externals(self) -> "Iterator[model.Component]":
        for external in self._schema.externals:
            yield model.Div(external.components)
            yield from external.amendments


def _alphabetical(name: str) -> tuple[str, str]:
    return name.lower(), name
