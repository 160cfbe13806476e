"""expat's terse codes as sentences that name the tag, the place and the remedy."""

import re
from typing import TYPE_CHECKING, Final

from tei import names
from tei.document.tags import Tag, name_at, start_tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.diagnostics import Diagnostic
    from tei.document.positions import Positions

__all__ = ["malformed", "name_at"]

_RULE: Final = "xml.not-well-formed"
# As in expat.h; pyexpat.errors has them only as sentences in English.
_NO_ELEMENTS, _INVALID_TOKEN, _UNCLOSED_TOKEN, _TAG_MISMATCH = 3, 4, 5, 7
_DUPLICATE_ATTRIBUTE, _JUNK_AFTER_ROOT, _BAD_CHARACTER_REFERENCE = 8, 9, 14
_MISPLACED_DECLARATION, _UNCLOSED_CDATA, _UNBOUND_PREFIX = 17, 20, 27
_PLAIN: Final = {
    2: "the DOCTYPE, or what stands before the first element, is not well-formed",
    12: "an entity stands in itself",
    13: "an entity must hold whole elements: one begins inside it and ends outside, or the other way round",
    15: "an entity that stands for something other than XML is used as if it were text",
    28: "a namespace prefix cannot be bound to an empty name",
    30: "the XML declaration is not well-formed",
    38: "the prefix xml belongs to XML itself and cannot be bound to another name",
    39: "the prefix xmlns cannot be declared",
    40: "this namespace name belongs to XML itself and cannot be bound to a prefix",
    43: "entities make the document expand without end",
}
_CONTEXT_CHARS: Final = 200
_SHOWN_TAGS: Final = 3
_REFERENCE_BEFORE: Final = re.compile(r"&[^\s;&<>\"']*\Z")
_UNQUOTED: Final = re.compile(r"([^\s=\"'<>]+)\s*=\s*\Z")
_NEAREST_TOKEN: Final = re.compile(r"[^\s<>&]{1,20}")
_HTML: Final = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_NAMESPACE_OF: Final = {prefix: namespace for namespace, prefix in names.PREFIXES.items()} | {"tei": names.TEI}


def malformed(positions: "Positions", code: int, offset: int, opened: "Sequence[int]") -> "Diagnostic":
    """Return the finding for expat's error *code* at *offset*; *opened* has the offsets of the open start tags."""
    text = positions.text
    if _HTML.search(text, 0, 1000) and _XHTML not in text[:2000]:
        advice = "only XHTML, with every element closed, can be read as XML"
        message = "this is HTML, not XML"
        return positions.finding("xml.not-xml", message, *_tag_or_token(text, offset), advice)
    if code in {_NO_ELEMENTS, _UNCLOSED_TOKEN, _UNCLOSED_CDATA}:
        return _cut_off(positions, code, offset, opened)
    if code in _WITH_TAGS:
        return _WITH_TAGS[code](positions, offset, opened)
    if code in _ALONE:
        return _ALONE[code](positions, offset)
    message = _PLAIN.get(code, "the text is not well-formed here")
    return positions.finding(_RULE, message, *_tag_or_token(text, offset))


def _nearest(text: str, offset: int) -> tuple[int, int]:
    """Return the stretch to mark when all that is known is where the parser stopped."""
    match = _NEAREST_TOKEN.match(text, offset)
    return (offset, match.end()) if match else (offset, offset + 1)


def _opened(positions: "Positions", tag: Tag) -> str:
    line, column = positions.place(tag.start)
    return f"<{tag.name}>, opened at {line}:{column}"


def _cut_off(positions: "Positions", code: int, offset: int, opened: "Sequence[int]") -> "Diagnostic":
    text = positions.text
    if code in {_UNCLOSED_TOKEN, _UNCLOSED_CDATA}:
        start = offset if code == _UNCLOSED_TOKEN else text.rfind("<![CDATA[")
        what, closing = _unclosed(text, start)
        message = f"{what} is not closed before the file ends"
        return positions.finding(_RULE, message, start, start + 4, f"close it with {closing}")
    if not opened:
        return positions.finding(_RULE, "the file holds no element", offset, offset)
    tag = start_tag(text, opened[-1])
    message = f"the file ends, but {_opened(positions, tag)}, is not closed"
    missing = "".join(f"</{start_tag(text, start).name}>" for start in reversed(opened[-_SHOWN_TAGS:]))
    more = f" and {len(opened) - _SHOWN_TAGS} more" if len(opened) > _SHOWN_TAGS else ""
    return positions.finding(_RULE, message, offset, offset, f"the end lacks {missing}{more}; the file may be cut off")


def _unclosed(text: str, start: int) -> tuple[str, str]:
    for opening, what, closing in (
        ("<!--", "a comment", "-->"),
        ("<![CDATA[", "a CDATA section", "]]>"),
        ("<?", "a processing instruction", "?>"),
        ("&", "a reference", ";"),
        ("<!", "a declaration", ">"),
        ("</", "a closing tag", ">"),
    ):
        if text.startswith(opening, start):
            return what, closing
    return "a tag", ">"


def _invalid(positions: "Positions", offset: int, opened: "Sequence[int]") -> "Diagnostic":
    """Return the finding for a character that cannot stand where it does, by what stands before it."""
    text = positions.text
    before = text[max(0, offset - _CONTEXT_CHARS) : offset]
    if reference := _REFERENCE_BEFORE.search(before):
        start = offset - len(reference[0])
        message = "“&” begins a reference, but none follows"
        return positions.finding(_RULE, message, start, start + 1, "write &amp; for an ampersand")
    if before.endswith("<"):
        return _bare_angle(positions, offset, opened)
    if before.endswith("]]") and text.startswith(">", offset):
        return positions.finding(_RULE, "“]]>” cannot stand in text", offset - 2, offset + 1, "write ]]&gt;")
    comment = text.rfind("<!--", 0, offset)
    if comment > text.rfind("-->", 0, offset) and before.endswith("--"):
        message = "two hyphens cannot stand inside a comment"
        return positions.finding(_RULE, message, offset - 2, offset, "write a dash or a single hyphen")
    return _in_tag(positions, offset)


def _bare_angle(positions: "Positions", offset: int, opened: "Sequence[int]") -> "Diagnostic":
    text = positions.text
    if text.startswith("/", offset) and not opened:
        name = name_at(text, offset + 1)
        return positions.finding(_RULE, f"</{name}> closes nothing", offset - 1, offset + 2 + len(name))
    message = "“<” begins a tag, but no name follows"
    return positions.finding(_RULE, message, offset - 1, offset, "write &lt; for a less-than sign")


def _in_tag(positions: "Positions", offset: int) -> "Diagnostic":
    text = positions.text
    opening = text.rfind("<", 0, offset)
    written = text[opening:offset]
    unquoted = _UNQUOTED.search(written)
    name = name_at(text, opening + 1)
    if opening >= 0 and unquoted:
        value = _NEAREST_TOKEN.match(text, offset)
        shown = (value[0] if value else "").rstrip("/")
        message = f"the value of {unquoted[1]} on <{name}> is not in quotation marks"
        advice = f'write {unquoted[1]}="{shown}"'
        return positions.finding(_RULE, message, offset, offset + max(1, len(shown)), advice)
    if text.startswith("<", offset) and name:
        message = f"“<” stands inside the tag <{name}>"
        advice = "close the tag or the quotation mark before it, or write &lt; inside a value"
        return positions.finding(_RULE, message, offset, offset + 1, advice)
    if written.endswith(('"', "'")) and name:
        message = f"a space is missing between two attributes of <{name}>"
        return positions.finding(_RULE, message, offset, offset + 1, "write a space after the quotation mark")
    shown = text[offset : offset + 1]
    message = f"“{shown}” cannot stand here" if shown.isprintable() else f"U+{ord(shown or ' '):04X} cannot stand here"
    return positions.finding(_RULE, message, *_nearest(text, offset))


def _mismatch(positions: "Positions", offset: int, opened: "Sequence[int]") -> "Diagnostic":
    text = positions.text
    closing = name_at(text, offset)
    start, end = text.rfind("</", 0, offset + 1), offset + len(closing) + 1
    tags = [start_tag(text, one) for one in opened]
    innermost = tags[-1]
    message = f"</{closing}> does not close {_opened(positions, innermost)}"
    outer = next((tag for tag in reversed(tags[:-1]) if tag.name == closing), None)
    if outer:
        line, column = positions.place(outer.start)
        advice = f"write </{innermost.name}> before it; </{closing}> belongs to the tag at {line}:{column}"
    else:
        advice = f"write </{innermost.name}>, or open <{closing}>"
    return positions.finding(_RULE, message, start, end, advice)


def _duplicate(positions: "Positions", offset: int) -> "Diagnostic":
    text = positions.text
    if text.startswith("<", offset):
        tag = start_tag(text, offset)
        message = f"<{tag.name}> has one attribute twice, under two prefixes of the same namespace"
        return positions.finding(_RULE, message, offset, tag.end)
    name = name_at(text, offset)
    element = name_at(text, text.rfind("<", 0, offset) + 1)
    message = f"<{element}> has the attribute {name} twice"
    advice = "keep one; several values go into one, with spaces"
    return positions.finding(_RULE, message, offset, offset + len(name), advice)


def _junk(positions: "Positions", offset: int) -> "Diagnostic":
    if positions.text.startswith("<", offset):
        name = name_at(positions.text, offset + 1)
        what = f"<{name}> follows" if name else "markup follows"
    else:
        what = "text follows"
    message = f"{what} the end of the outermost element; a document has only one"
    return positions.finding(_RULE, message, *_tag_or_token(positions.text, offset))


def _tag_or_token(text: str, offset: int) -> tuple[int, int]:
    if text.startswith("<", offset):
        return offset, start_tag(text, offset).end
    return _nearest(text, offset)


def _bad_reference(positions: "Positions", offset: int) -> "Diagnostic":
    end = positions.text.find(";", offset) + 1 or offset + 1
    message = f"{positions.text[offset:end]} stands for a character that XML does not allow"
    return positions.finding("xml.control-character", message, offset, end)


def _misplaced(positions: "Positions", offset: int) -> "Diagnostic":
    message = "the XML declaration must be the very first thing in the file"
    advice = "remove what stands before it" if not positions.text[:offset].strip() else "remove it"
    end = positions.text.find("?>", offset) + 2
    return positions.finding(_RULE, message, offset, max(end, offset + 5), advice)


def _unbound(positions: "Positions", offset: int, opened: "Sequence[int]") -> "Diagnostic":
    text = positions.text
    tag = start_tag(text, offset)
    bound = {"xml", "xmlns"}
    for start in (*opened, offset):
        written = (attribute.name for attribute in start_tag(text, start).attributes)
        bound |= {name.removeprefix("xmlns:") for name in written if name.startswith("xmlns:")}
    used = [(tag.name, offset + 1), *((attribute.name, attribute.start) for attribute in tag.attributes)]
    for name, start in used:
        prefix, colon, _local = name.partition(":")
        if colon and prefix not in bound:
            message = f"the prefix {prefix} of {name} is not declared"
            advice = f'declare it: xmlns:{prefix}="{_NAMESPACE_OF.get(prefix, "…")}"'
            return positions.finding(_RULE, message, start, start + len(name), advice)
    return positions.finding(_RULE, "a prefix is not declared", offset, tag.end)


_WITH_TAGS: Final = {_INVALID_TOKEN: _invalid, _TAG_MISMATCH: _mismatch, _UNBOUND_PREFIX: _unbound}
_ALONE: Final = {
    _DUPLICATE_ATTRIBUTE: _duplicate,
    _JUNK_AFTER_ROOT: _junk,
    _BAD_CHARACTER_REFERENCE: _bad_reference,
    _MISPLACED_DECLARATION: _misplaced,
}
