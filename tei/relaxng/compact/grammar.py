"""A whole schema in compact syntax: its declarations, then a pattern or the components of a grammar."""

from typing import TYPE_CHECKING, Final

from tei import names
from tei.errors import SchemaError
from tei.relaxng import model, sources
from tei.relaxng.compact.annotations import annotation_element, annotations
from tei.relaxng.compact.attached import attached
from tei.relaxng.compact.cursor import Cursor, SyntaxFault
from tei.relaxng.compact.patterns import address, inherited_namespace, pattern
from tei.relaxng.compact.tokens import ABSOLUTE_URI, DOCUMENTATION, END, IDENTIFIER, KEYWORDS, PREFIXED_NAME, Source

if TYPE_CHECKING:
    from tei.relaxng.compact.tokens import Token
    from tei.relaxng.model import Annotation, AnnotationAttribute

_COMBINE: Final = {"=": "", "|=": "choice", "&=": "interleave"}
_COMPONENT_WORDS: Final = ("start", "div", "include")


def read(data: bytes | str, path: str, *, ns: str = "") -> model.Pattern:
    """Return the grammar that *data* holds in compact syntax; *ns* is the namespace it inherits.

    Raises :class:`~tei.errors.SchemaError` with every fault that does not follow from another.

    ``topLevel ::= declaration* (pattern | component*)``
    """
    cursor = Cursor(Source(data, path), ns)
    found: model.Pattern = model.NotAllowed()
    try:
        _declarations(cursor)
        found = _whole(cursor)
    except SyntaxFault as fault:
        cursor.faults.append(fault.args[0])
    if cursor.faults:
        raise SchemaError(sorted(cursor.faults))
    return found


def _whole(cursor: Cursor) -> model.Pattern:
    first = cursor.token
    if _component_ahead(cursor) or first.kind == END:
        before, inner = components(cursor, END, including=False)
        return model.Grammar(inner, place=cursor.source.place(first.start, first.start), annotations=before)
    found = pattern(cursor)
    cursor.expect(END, "an operator such as “|”, or the end of the schema,")
    if found.following:
        sign = next((token for token in reversed(cursor.taken_since(first)) if token.kind == ">>"), None)
        cannot = "cannot be followed by an annotation" if sign else "cannot be annotated"
        cursor.complain("rng.schema.annotation", f"a pattern that nothing surrounds {cannot}", sign or first)
    return found


# Declarations


def _declarations(cursor: Cursor) -> None:
    """Read the declarations into *cursor*.

    ``declaration ::= "namespace" prefix "=" uri | "default" "namespace" [prefix] "=" uri
    | "datatypes" prefix "=" literal``
    """
    while keyword := cursor.take_if("namespace", "default", "datatypes"):
        if keyword.kind == "datatypes":
            prefix = _prefix(cursor).text
            cursor.expect("=")
            cursor.libraries[prefix] = _library(cursor)
        elif keyword.kind == "namespace":
            _declare(cursor, [_prefix(cursor)])
        else:
            cursor.expect("namespace")
            named = [] if cursor.token.kind == "=" else [_prefix(cursor)]
            _declare(cursor, named, default=True)


def _library(cursor: Cursor) -> str:
    """Return the datatype library: an absolute URI without a fragment, or nothing (RELAX NG, section 4.3)."""
    first = cursor.token
    uri = sources.escaped(cursor.literal())
    if uri and not ABSOLUTE_URI.fullmatch(uri):
        message = f"“{uri}” cannot be a datatype library, whose name is an absolute URI without #"
        cursor.complain("rng.schema.datatype", message, first)
    return uri


def _prefix(cursor: Cursor) -> "Token":
    if cursor.token.kind != IDENTIFIER and cursor.token.kind not in KEYWORDS:
        cursor.fail("a prefix")
    return cursor.take()


def _declare(cursor: Cursor, prefixes: "list[Token]", *, default: bool = False) -> None:
    """Read what is declared for the prefixes, and for names without one if it is the default.

    ``uri ::= literal | "inherit"``
    """
    cursor.expect("=")
    inherits = cursor.take_if("inherit") is not None
    uri = cursor.inherited if inherits else cursor.literal()
    for prefix in prefixes:
        fault = _prefix_fault(prefix.text, uri, inherits=inherits)
        if fault:
            cursor.complain("rng.schema.prefix", fault, prefix)
    for name in [*(prefix.text for prefix in prefixes), *([""] if default else [])]:
        cursor.namespaces[name] = uri
        (cursor.inheriting.add if inherits else cursor.inheriting.discard)(name)


def _prefix_fault(prefix: str, uri: str, *, inherits: bool) -> str:
    if prefix == "xmlns":
        return "the prefix xmlns belongs to XML itself and cannot be declared"
    if prefix == "xml" and (uri != names.XML or inherits):
        return f"the prefix xml stands for {names.XML} and nothing else"
    if prefix != "xml" and uri == names.XML and not inherits:
        return f"{names.XML} has the prefix xml and no other"
    return ""


# Components


def _component_ahead(cursor: Cursor) -> bool:
    """Return whether a component of a grammar stands at the cursor, after the annotations that are its own."""
    ahead = 0
    while cursor.peek(ahead).kind == DOCUMENTATION:
        ahead += 1
    if cursor.peek(ahead).kind == "[":
        depth = 0
        while True:
            kind = cursor.peek(ahead).kind
            depth += (kind == "[") - (kind == "]")
            ahead += 1
            if depth == 0 or kind == END:
                break
    first, second = cursor.peek(ahead).kind, cursor.peek(ahead + 1).kind
    if first in {IDENTIFIER, PREFIXED_NAME} and second == "[":
        return True
    return first in _COMPONENT_WORDS or (first == IDENTIFIER and second in _COMBINE)


def components(
    cursor: Cursor, closing: str, *, including: bool,
) -> tuple[tuple["Annotation | AnnotationAttribute", ...], tuple[model.Component, ...]]:  # fmt: skip
    """Return the annotations before the first component, and the components up to a token of kind *closing*.

    ``component ::= annotations (start | define | div | include) | annotationElement``
    """
    before: list[Annotation | AnnotationAttribute] = []
    found: list[model.Component] = []
    recovered = False
    while cursor.token.kind != closing:
        if recovered and cursor.take_if("}"):
            # It closes what the fault stands in.
            continue
        try:
            if cursor.token.kind in {IDENTIFIER, PREFIXED_NAME} and cursor.peek().kind == "[":
                element = annotation_element(cursor, foreign=True)
                if found:
                    found[-1] = attached(found[-1], (), [element])
                else:
                    before.append(element)
            else:
                found.append(_component(cursor, including=including))
        except SyntaxFault as fault:
            # Only the outermost grammar goes on after a fault: inside, the braces are not known to match any more.
            if closing != END:
                raise
            cursor.faults.append(fault.args[0])
            recovered = cursor.recover(_COMPONENT_WORDS)
            if not recovered:
                break
    return tuple(before), tuple(found)


def _component(cursor: Cursor, *, including: bool) -> model.Component:
    before = annotations(cursor)
    token = cursor.token
    if cursor.take_if("div"):
        return _div(cursor, token, before, including=including)
    if cursor.take_if("include"):
        if including:
            message = "an include cannot stand inside another"
            cursor.refuse(message, token.start, token.end)
        return _include(cursor, token, before)
    if not cursor.take_if("start", IDENTIFIER):
        advice = (f"write \\{token.text} if a definition of that name is meant",) if token.kind in KEYWORDS else ()
        cursor.fail("a definition, `start`, `div` or `include`", *advice)
    sign = cursor.take_if(*_COMBINE)
    if sign is None:
        cursor.fail("“=”, “|=” or “&=”")
    place = cursor.place(token)
    if token.kind == "start":
        return model.Start(pattern(cursor), _COMBINE[sign.kind], place=place, annotations=before)
    return model.Define(token.text, pattern(cursor), _COMBINE[sign.kind], place=place, annotations=before)


def _div(
    cursor: Cursor, keyword: "Token", before: "tuple[Annotation | AnnotationAttribute, ...]", *, including: bool,
) -> model.Div:  # fmt: skip
    """``"div" "{" component* "}"``."""
    place = cursor.place(keyword)
    more, inner = _block(cursor, including=including)
    return model.Div(inner, place=place, annotations=(*before, *more))


def _include(
    cursor: Cursor, keyword: "Token", before: "tuple[Annotation | AnnotationAttribute, ...]",
) -> model.Include:  # fmt: skip
    """``"include" literal ["inherit" "=" prefix] ["{" component* "}"]``."""
    href = address(cursor)
    place = cursor.place(keyword, cursor.last)
    ns = inherited_namespace(cursor)
    more, inner = _block(cursor, including=True) if cursor.token.kind == "{" else ((), ())
    return model.Include(href, sources.uri(cursor.source.path), ns, inner, place=place, annotations=(*before, *more))


def _block(
    cursor: Cursor, *, including: bool,
) -> tuple[tuple["Annotation | AnnotationAttribute", ...], tuple[model.Component, ...]]:  # fmt: skip
    cursor.enter(cursor.expect("{"))
    found = components(cursor, "}", including=including)
    cursor.expect("}")
    cursor.leave()
    return found
