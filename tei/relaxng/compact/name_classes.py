"""Name classes in compact syntax."""

from typing import TYPE_CHECKING

from tei.relaxng.compact.annotations import annotations, following
from tei.relaxng.compact.attached import attached
from tei.relaxng.compact.tokens import IDENTIFIER, KEYWORDS, NAMESPACE_WILDCARD, PREFIXED_NAME
from tei.relaxng.model import AnyName, Name, NameChoice, NsName

if TYPE_CHECKING:
    from tei.relaxng.compact.cursor import Cursor
    from tei.relaxng.compact.tokens import Token
    from tei.relaxng.model import NameClass


def name_class(cursor: "Cursor", default: str) -> "NameClass":
    """Return a name class; *default* is the namespace of names without a prefix.

    ``nameClass ::= member ("|" member)* | except``
    """
    first, minus = _member(cursor, default)
    bar = cursor.token
    members = [first]
    while cursor.take_if("|"):
        member, later = _member(cursor, default)
        members.append(member)
        minus = minus or later
    if minus and (len(members) > 1 or cursor.token.kind == "-"):
        advice = "write parentheses around “-” and what belongs to it"
        cursor.refuse("a name class with “-” cannot be part of another as it stands", minus.start, minus.end, advice)
    return first if len(members) == 1 else NameChoice(tuple(members), place=cursor.place(bar))


def _member(cursor: "Cursor", default: str) -> tuple["NameClass", "Token | None"]:
    """Return one member of a choice, and its “-” if it has an exception that is not in parentheses.

    ``member ::= annotations simple followAnnotations``, ``except ::= annotations ("*" | nsName) "-" annotations simple
    followAnnotations``
    """
    before = annotations(cursor)
    found = _simple(cursor, default)
    minus = None
    if isinstance(found, AnyName | NsName) and cursor.last.kind != ")":
        name = cursor.last
        minus = cursor.take_if("-")
        if minus:
            found = _with_exception(cursor, found, name, default)
    return attached(found, before, following(cursor)), minus


def _with_exception(cursor: "Cursor", found: AnyName | NsName, name: "Token", default: str) -> "NameClass":
    """Return the wildcard *found*, which is written *name*, with the exception that follows.

    The names excepted from one namespace cannot be said to be in another that is inherited: in XML syntax, which both
    syntaxes mean, they would inherit the one that the wildcard names.
    """
    first = cursor.token
    before = annotations(cursor)
    exception = attached(_simple(cursor, default), before)
    if isinstance(found, AnyName):
        return AnyName(exception, place=found.place)
    if name.text.partition(":")[0] not in cursor.inheriting:
        for token in cursor.taken_since(first):
            prefix = token.text.partition(":")[0]
            if token.kind in {PREFIXED_NAME, NAMESPACE_WILDCARD} and prefix in cursor.inheriting:
                message = f"“{token.text}” is in the inherited namespace, and {name.text} names another"
                cursor.complain("rng.schema.name-class", message, token)
    return NsName(found.namespace, exception, place=found.place)


def _simple(cursor: "Cursor", default: str) -> "NameClass":
    """Return a name, a wildcard or what stands in parentheses.

    ``simple ::= identifier | keyword | CName | "*" | nsName | "(" nameClass ")"``
    """
    token = cursor.token
    if cursor.take_if("("):
        cursor.enter(token)
        inner = name_class(cursor, default)
        cursor.expect(")")
        cursor.leave()
        return inner
    if cursor.take_if("*"):
        return AnyName(place=cursor.place(token))
    if cursor.take_if(IDENTIFIER, *KEYWORDS):
        return Name(default, token.text, place=cursor.place(token))
    if not cursor.take_if(NAMESPACE_WILDCARD, PREFIXED_NAME):
        cursor.fail("a name")
    prefix, _, local = token.text.partition(":")
    namespace = cursor.namespace(prefix, token)
    if local == "*":
        return NsName(namespace, place=cursor.place(token))
    return Name(namespace, local, place=cursor.place(token))
