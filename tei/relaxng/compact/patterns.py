"""Patterns in compact syntax."""

from typing import TYPE_CHECKING, Final

from tei.relaxng import model, sources
from tei.relaxng.compact.annotations import annotations, following
from tei.relaxng.compact.attached import attached, elements
from tei.relaxng.compact.name_classes import name_class
from tei.relaxng.compact.tokens import IDENTIFIER, KEYWORDS, LITERAL, PREFIXED_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    from tei.relaxng.compact.cursor import Cursor
    from tei.relaxng.compact.tokens import Token

    Primary = Callable[[Cursor, Token], model.Pattern]

_REPEATED: Final[dict[str, "type[model.ZeroOrMore | model.OneOrMore | model.Optional]"]] = {
    "*": model.ZeroOrMore,
    "+": model.OneOrMore,
    "?": model.Optional,
}
_JOINED: Final[dict[str, "type[model.Choice | model.Group | model.Interleave]"]] = {
    "|": model.Choice,
    ",": model.Group,
    "&": model.Interleave,
}
_PARENTHESES: Final = "write parentheses around “-” and what belongs to it"


def pattern(cursor: "Cursor") -> model.Pattern:
    """Return a pattern.

    ``pattern ::= particle ("|" particle)* | particle ("," particle)* | particle ("&" particle)* | dataExcept``
    """
    first, minus = _particle(cursor)
    operator = cursor.token
    if operator.kind not in _JOINED:
        return first
    members = [first]
    while cursor.take_if(operator.kind):
        member, later = _particle(cursor)
        members.append(member)
        minus = minus or later
    if cursor.token.kind in _JOINED:
        advice = "write parentheses to say what belongs together"
        message = f"“{operator.text}” and “{cursor.token.text}” cannot stand side by side"
        cursor.refuse(message, cursor.token.start, cursor.token.end, advice)
    if minus:
        message = f"“-” and “{operator.text}” cannot stand side by side"
        cursor.refuse(message, minus.start, minus.end, _PARENTHESES)
    return _JOINED[operator.kind](tuple(members), place=cursor.place(operator))


def _particle(cursor: "Cursor") -> tuple[model.Pattern, "Token | None"]:
    """Return a pattern with what repeats it, and its “-” if it is data with an exception and not in parentheses.

    ``particle ::= annotations primary followAnnotations [("*" | "+" | "?") followAnnotations]``
    """
    before = annotations(cursor)
    found = _primary(cursor)
    minus = None
    if isinstance(found, model.Data) and cursor.last.kind != ")":
        minus = cursor.take_if("-")
        if minus:
            found = _with_exception(cursor, found)
    found = attached(found, before, following(cursor))
    sign = cursor.take_if(*_REPEATED)
    if sign is None:
        return found, minus
    if minus:
        message = f"“-” and “{sign.text}” cannot stand side by side"
        cursor.refuse(message, sign.start, sign.end, _PARENTHESES)
    repeated = _REPEATED[sign.kind](found, place=cursor.place(sign))
    if cursor.token.kind in _REPEATED:
        cursor.fail("the end of the pattern", "write parentheses around what is repeated")
    return attached(repeated, (), following(cursor)), None


def _with_exception(cursor: "Cursor", data: model.Data) -> model.Data:
    """Return *data* with its exception.

    ``dataExcept ::= datatypeName ["{" param* "}"] "-" annotations primary``
    """
    before = annotations(cursor)
    exception = attached(_primary(cursor), before)
    return model.Data(
        data.type_name,
        data.library,
        data.parameters,
        exception,
        data.namespaces,
        place=data.place,
        annotations=data.annotations,
    )


def _primary(cursor: "Cursor") -> model.Pattern:
    """Return a pattern that nothing joins or repeats, without its annotations."""
    token = cursor.token
    read = _PRIMARIES.get(token.kind)
    if read is None:
        cursor.fail("a pattern", *_advice(token))
    return read(cursor, cursor.take())


def _advice(token: "Token") -> tuple[str, ...]:
    if token.kind == "}":
        return ("write `empty` if there is to be nothing, or `text`",)
    if token.kind in KEYWORDS:
        return (f"write \\{token.text} if a definition of that name is meant",)
    return ()


def _parenthesised(cursor: "Cursor", opening: "Token") -> model.Pattern:
    """``"(" pattern ")"``."""
    cursor.enter(opening)
    inner = pattern(cursor)
    cursor.expect(")", "“)”, or an operator such as “,” or “|”,")
    cursor.leave()
    return inner


def _braced(cursor: "Cursor") -> model.Pattern:
    """``"{" pattern "}"``."""
    cursor.enter(cursor.expect("{"))
    inner = pattern(cursor)
    cursor.expect("}", "“}”, or an operator such as “,” or “|”,")
    cursor.leave()
    return inner


def _element(cursor: "Cursor", keyword: "Token") -> model.Pattern:
    """``"element" nameClass "{" pattern "}"``."""
    names = name_class(cursor, cursor.namespaces[""])
    place = cursor.place(keyword, cursor.last)
    return model.Element(names, _braced(cursor), place=place)


def _attribute(cursor: "Cursor", keyword: "Token") -> model.Pattern:
    """``"attribute" nameClass "{" pattern "}"``, where a name without a prefix is in no namespace."""
    names = name_class(cursor, "")
    place = cursor.place(keyword, cursor.last)
    return model.Attribute(names, _braced(cursor), place=place)


def _list(cursor: "Cursor", keyword: "Token") -> model.Pattern:
    """``"list" "{" pattern "}"``."""
    return model.List(_braced(cursor), place=cursor.place(keyword))


def _mixed(cursor: "Cursor", keyword: "Token") -> model.Pattern:
    """``"mixed" "{" pattern "}"``."""
    return model.Mixed(_braced(cursor), place=cursor.place(keyword))


def _ref(cursor: "Cursor", name: "Token") -> model.Pattern:
    """``identifier``."""
    return model.Ref(name.text, place=cursor.place(name))


def _parent_ref(cursor: "Cursor", keyword: "Token") -> model.Pattern:
    """``"parent" identifier``."""
    name = cursor.expect(IDENTIFIER, "the name of a definition of the grammar around this one")
    return model.ParentRef(name.text, place=cursor.place(keyword, name))


def _empty(cursor: "Cursor", keyword: "Token") -> model.Pattern:
    """``"empty"``."""
    return model.Empty(place=cursor.place(keyword))


def _text(cursor: "Cursor", keyword: "Token") -> model.Pattern:
    """``"text"``."""
    return model.Text(place=cursor.place(keyword))


def _not_allowed(cursor: "Cursor", keyword: "Token") -> model.Pattern:
    """``"notAllowed"``."""
    return model.NotAllowed(place=cursor.place(keyword))


def _value(cursor: "Cursor", first: "Token") -> model.Pattern:
    """``literal``: a value of the built-in type ``token``."""
    text = first.text
    if cursor.take_if("~"):
        text += cursor.literal()
    return model.Value(text, namespaces=cursor.namespaces, place=cursor.place(first, cursor.last))


def _datatype(cursor: "Cursor", name: "Token") -> model.Pattern:
    """``datatypeName literal | datatypeName ["{" param* "}"]``, the type being ``string``, ``token`` or a CName."""
    prefix, _, local = name.text.rpartition(":")
    library = cursor.library(prefix, name) if prefix else ""
    if cursor.token.kind == LITERAL:
        text = cursor.literal()
        place = cursor.place(name, cursor.last)
        return model.Value(text, local, library, cursor.namespaces, place=place)
    place = cursor.place(name)
    parameters: list[model.Parameter] = []
    noted: list[model.Annotation] = []
    if cursor.take_if("{"):
        while not cursor.take_if("}"):
            parameter, before = _parameter(cursor)
            parameters.append(parameter)
            noted += before
    return model.Data(
        local, library, tuple(parameters), None, cursor.namespaces, place=place, annotations=tuple(noted),
    )  # fmt: skip


def _parameter(cursor: "Cursor") -> tuple[model.Parameter, tuple[model.Annotation, ...]]:
    """Return a parameter and the elements that annotate it, which the model keeps on the data pattern.

    ``param ::= annotations (identifier | keyword) "=" literal``
    """
    before = elements(annotations(cursor))
    if cursor.token.kind != IDENTIFIER and cursor.token.kind not in KEYWORDS:
        cursor.fail("a facet’s name or “}”")
    name = cursor.take().text
    cursor.expect("=")
    return model.Parameter(name, cursor.literal()), before


def _external(cursor: "Cursor", keyword: "Token") -> model.Pattern:
    """``"external" literal ["inherit" "=" prefix]``."""
    href = address(cursor)
    place = cursor.place(keyword, cursor.last)
    return model.ExternalRef(href, sources.uri(cursor.source.path), inherited_namespace(cursor), place=place)


def address(cursor: "Cursor") -> str:
    """Return the address of another file, which has no fragment (RELAX NG, section 4.5)."""
    if cursor.token.kind != LITERAL:
        cursor.fail("the address of a schema, as a literal,")
    first = cursor.token
    href = cursor.literal()
    if "#" in href:
        message = f"“{href}” names a part of a file; whole files are referred to"
        cursor.complain("rng.schema.reference", message, first)
    return href


def inherited_namespace(cursor: "Cursor") -> str:
    """Return the namespace that another file inherits, the default one unless another is named.

    ``inherit ::= "inherit" "=" (identifier | keyword)``
    """
    if not cursor.take_if("inherit"):
        return cursor.namespaces[""]
    cursor.expect("=")
    if cursor.token.kind != IDENTIFIER and cursor.token.kind not in KEYWORDS:
        cursor.fail("a namespace prefix")
    prefix = cursor.take()
    return cursor.namespace(prefix.text, prefix)


def _grammar(cursor: "Cursor", keyword: "Token") -> model.Pattern:
    """``"grammar" "{" component* "}"``."""
    from tei.relaxng.compact.grammar import components  # noqa: PLC0415 - grammars hold patterns, and patterns grammars

    place = cursor.place(keyword)
    cursor.enter(cursor.expect("{"))
    before, inner = components(cursor, "}", including=False)
    cursor.expect("}")
    cursor.leave()
    return model.Grammar(inner, place=place, annotations=before)


_PRIMARIES: Final[dict[str, "Primary"]] = {
    "(": _parenthesised,
    "element": _element,
    "attribute": _attribute,
    "list": _list,
    "mixed": _mixed,
    "parent": _parent_ref,
    "empty": _empty,
    "text": _text,
    "notAllowed": _not_allowed,
    "external": _external,
    "grammar": _grammar,
    "string": _datatype,
    "token": _datatype,
    PREFIXED_NAME: _datatype,
    IDENTIFIER: _ref,
    LITERAL: _value,
}
