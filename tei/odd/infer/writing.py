"""A plan as the text of an ODD: its specifications, and before them the tables of what the corpus has."""

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from tei.names import TEI

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.odd.infer.plan import Addition, AttributeChange, Change, Module, Plan


def odd(plan: "Plan", source: str, title: str, prose: "Iterable[str]" = ()) -> str:
    """Return the ODD that says what *plan* does, on top of *source*; *prose* are lines of XML that explain it."""
    return "\n".join(_lines(plan, source, title, prose)) + "\n"


def _lines(plan: "Plan", source: str, title: str, prose: "Iterable[str]") -> "Iterator[str]":
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<TEI xmlns="{TEI}" xml:lang="en">'
    yield "  <teiHeader>"
    yield "    <fileDesc>"
    yield f"      <titleStmt><title>{escape(title)}</title></titleStmt>"
    yield "      <publicationStmt><p>Not published.</p></publicationStmt>"
    yield "      <sourceDesc><p>Inferred by tei from the documents that it describes.</p></sourceDesc>"
    yield "    </fileDesc>"
    yield "  </teiHeader>"
    yield "  <text>"
    yield "    <body>"
    yield from (f"      {line}" for line in prose)
    yield "      <div>"
    yield "        <head>The schema</head>"
    start = quoteattr(" ".join(plan.start))
    yield f'        <schemaSpec ident="corpus" start={start} source={quoteattr(source)}>'
    yield from (f"          {line}" for line in _items(plan))
    yield "        </schemaSpec>"
    yield "      </div>"
    yield "    </body>"
    yield "  </text>"
    yield "</TEI>"


def _items(plan: "Plan") -> "Iterator[str]":
    for module in plan.modules:
        yield _module(module)
    for kind, ident in plan.loose:
        yield f"<{kind}Ref key={quoteattr(ident)}/>"
    for change in plan.changes:
        if not change.is_empty:
            yield from _change(change)
    for addition in plan.additions:
        yield from _addition(addition)


def _module(module: "Module") -> str:
    include = "" if module.include is None else f" include={quoteattr(' '.join(module.include))}"
    return f"<moduleRef key={quoteattr(module.key)}{include}/>"


def _change(change: "Change") -> "Iterator[str]":
    kind = ' type="atts"' if change.kind == "class" else ""
    namespace = f" ns={quoteattr(change.namespace)}" if change.namespace else ""
    start = f'<{change.kind}Spec ident={quoteattr(change.ident)}{kind}{namespace} mode="{change.mode}"'
    if change.mode == "delete":
        yield f"{start}/>"
        return
    yield f"{start}>"
    if change.left:
        yield '  <classes mode="change">'
        yield from (f'    <memberOf key={quoteattr(ident)} mode="delete"/>' for ident in change.left)
        yield "  </classes>"
    yield from _attributes(change.attributes)
    yield f"</{change.kind}Spec>"


def _addition(addition: "Addition") -> "Iterator[str]":
    yield f'<elementSpec ident={quoteattr(addition.ident)} ns={quoteattr(addition.namespace)} mode="add">'
    yield "  <classes>"
    yield from (f"    <memberOf key={quoteattr(ident)}/>" for ident in addition.classes)
    yield "  </classes>"
    yield "  <content>"
    yield '    <alternate minOccurs="0" maxOccurs="unbounded"><textNode/><anyElement/></alternate>'
    yield "  </content>"
    yield from _attributes(addition.attributes)
    yield "</elementSpec>"


def _attributes(changes: "tuple[AttributeChange, ...]") -> "Iterator[str]":
    if changes:
        yield "  <attList>"
        for change in changes:
            yield from (f"    {line}" for line in _attribute(change))
        yield "  </attList>"


def _attribute(change: "AttributeChange") -> "Iterator[str]":
    namespace = f" ns={quoteattr(change.namespace)}" if change.namespace else ""
    start = f'<attDef ident={quoteattr(change.ident)}{namespace} mode="{change.mode}"'
    if change.closed is None:
        yield f"{start}/>"
        return
    yield f"{start}>"
    yield f'  <valList type="closed" mode="{"replace" if change.closed.replaces else "add"}">'
    yield from (f"    <valItem ident={quoteattr(value)}/>" for value in change.closed.values)
    yield "  </valList>"
    yield "</attDef>"
