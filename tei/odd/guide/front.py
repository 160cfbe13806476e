"""What the record says of the schema as a whole: its sources, its rules, and what the customisation changed."""

from typing import TYPE_CHECKING, Final

from tei import names
from tei.odd.bases import facts
from tei.odd.guide.changes import NEW
from tei.odd.guide.record import add
from tei.odd.guide.rules import rules
from tei.odd.specs import attributes

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.odd.compiling import Compiled
    from tei.odd.guide.entries import Sources
    from tei.odd.specs import Key, Spec

_SAID: Final = frozenset({"gloss", "desc", "valDesc", "remarks", "exemplum"})


def front(record: "_Element", compiled: "Compiled", sources: "Sources") -> None:
    """Write what is known of the whole schema to *record*."""
    schema = compiled.schema
    record.set("ident", schema.ident)
    record.set("title", schema.title or schema.ident or "Encoding guidelines")
    record.set("language", sources.saying.languages[0] if sources.saying.languages else "")
    record.set("namespace", schema.namespace or "")
    for base in compiled.bases:
        add(record, "source", base.name, release=facts.label(base.release) if base.release else "")
    if _has_words_of_a_source(compiled):
        record.set("attributed", "yes")
    if sources.corpus is not None:
        record.set("documents", str(sources.corpus.documents))
    for rule in rules(schema.constraints, sources.saying.languages):
        written = add(record, "rule", ident=rule.ident, warns="yes" if rule.warns else "")
        for message in rule.messages:
            add(written, "message", message)
    _changes(record, sources)


def _has_words_of_a_source(compiled: "Compiled") -> bool:
    """Return whether something is said on the page that the authors of a source have written."""
    return any(
        not _nodes(spec).isdisjoint(_nodes(original))
        for key, spec in compiled.schema.specs.items()
        for base in compiled.bases
        if (original := base.spec(key.kind, key.ident)) is not None
    )


def _nodes(spec: "Spec") -> "set[_Element]":
    """Return the elements of a specification that say something for people, down to its values."""
    prose = [*spec.prose, *(part for item in (spec.values.items if spec.values else ()) for part in item.prose)]
    for definition in attributes(spec.attributes):
        prose += definition.prose
        prose += [part for item in (definition.values.items if definition.values else ()) for part in item.prose]
    return {part.node for part in prose if part.kind in _SAID}


def _changes(record: "_Element", sources: "Sources") -> None:
    """Write what is new and changed, by kind, and what is left out."""
    changes = add(record, "changes")
    specs = sources.schema.specs
    for key in sorted(sources.changes.of, key=lambda key: _place(key, specs[key].output_name)):
        change = sources.changes.of[key]
        written = add(
            changes,
            "new" if change.status == NEW else "changed",
            specs[key].output_name,
            to=sources.identifiers.of(key),
            kind=key.kind,
            namespace="" if key.namespace in {"", names.TEI} else key.namespace,
        )
        written.set("how", "; ".join(change.phrases))
    for left in sources.changes.elements:
        module = add(changes, "left-out", module=left.module, whole="yes" if left.whole else "")
        for ident in left.elements:
            add(module, "name", ident)
    for ident in sources.changes.classes:
        add(changes, "class-left-out", ident)


def _place(key: "Key", name: str) -> tuple[bool, str, str]:
    """Return what puts elements first, and what is of a kind into alphabetical order."""
    return key.kind != "element", key.kind, name.casefold()
