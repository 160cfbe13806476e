"""libxml2's refusals as findings: the rule, the place, and what the grammar itself says of the element.

libxml2 gives the element and a sentence without reasons. The reason is looked up in the grammar's
:class:`~tei.relaxng.vocabulary.Vocabulary`; where that has no answer the finding says no more than libxml2 does.
"""

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from tei import names
from tei.diagnostics import Diagnostic
from tei.relaxng.attributes import attribute_findings

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from lxml.etree import _Element, _LogEntry

    from tei.document import Document
    from tei.relaxng.vocabulary import Vocabulary

_NAMED: Final = re.compile(r"Element (?P<name>\S+) ")
_ATTRIBUTES: Final = frozenset({"RELAXNG_ERR_INVALIDATTR", "RELAXNG_ERR_ATTRVALID"})
_MISPLACED: Final = frozenset(
    {"RELAXNG_ERR_ELEMWRONG", "RELAXNG_ERR_EXTRACONTENT", "RELAXNG_ERR_VALELEM", "RELAXNG_ERR_ELEMNAME"},
)
_TEXT: Final = frozenset({"RELAXNG_ERR_TEXTWRONG", "RELAXNG_ERR_NOTELEM"})
_VALUE: Final = frozenset(
    {
        "RELAXNG_ERR_VALUE",
        "RELAXNG_ERR_TYPEVAL",
        "RELAXNG_ERR_TYPE",
        "RELAXNG_ERR_DATATYPE",
        "RELAXNG_ERR_LIST",
        "RELAXNG_ERR_DATAELEM",
    },
)
_INCOMPLETE: Final = frozenset({"RELAXNG_ERR_NOELEM"})
# Of several things said of one element, the first of these has the reason. What is in none of the sets, such as
# "failed to validate content", only says that something else was wrong.
_REASONS: Final = (_ATTRIBUTES, _VALUE, _TEXT, _MISPLACED, _INCOMPLETE)
_SHOWN_CHARS: Final = 30
_MOST_NAMED: Final = 3


def explain(
    document: "Document",
    vocabulary: "Vocabulary",
    entries: "Iterable[_LogEntry]",
    *,
    known: "Container[_Element]" = (),
) -> list[Diagnostic]:
    """Return the findings for libxml2's *entries*, by place and each once.

    What it says of the attributes of an element of *known* without another reason has been found already.
    """
    explanation = _Explanation(document, vocabulary, known)
    said: dict[_Element, list[_LogEntry]] = {}
    for entry in entries:
        said.setdefault(explanation.element(entry), []).append(entry)
    reasons = {element: reason for element, spoken in said.items() if (reason := _reason(spoken)) is not None}
    if not reasons:
        # Nothing but summaries: the innermost element that they are about is the best that can be had.
        reasons = dict([max(((one, spoken[0]) for one, spoken in said.items()), key=_depth)]) if said else {}
    found = [finding for element, reason in reasons.items() for finding in explanation.of(element, reason)]
    return sorted(dict.fromkeys(found))


def _reason(spoken: "list[_LogEntry]") -> "_LogEntry | None":
    """Return that of libxml2's entries on one element which has the reason, if any has."""
    placed = [entry for entry in spoken if entry.path]
    return next((entry for kinds in _REASONS for entry in placed if entry.type_name in kinds), None)


def _depth(said: "tuple[_Element, _LogEntry]") -> int:
    return sum(1 for _ in said[0].iterancestors())


def shown(element: "_Element") -> str:
    """Return the element's name as people write it, in angle brackets."""
    return f"<{names.prefixed(str(element.tag))}>"


class _Explanation:
    """The findings of one document under one grammar."""

    def __init__(self, document: "Document", vocabulary: "Vocabulary", known: "Container[_Element]") -> None:
        self._document = document
        self._known = known
        self._vocabulary = vocabulary

    def of(self, element: "_Element", entry: "_LogEntry") -> "Iterator[Diagnostic]":
        """Yield the findings that *entry*, which is about *element*, stands for."""
        kind = str(entry.type_name)
        text_is_extra = kind == "RELAXNG_ERR_EXTRACONTENT" and entry.message.endswith(": text")
        if kind in _ATTRIBUTES:
            found = attribute_findings(self._document, self._vocabulary, element)
            yield from found or ([] if element in self._known else [self._unexplained(element)])
        elif kind in _TEXT or text_is_extra:
            yield self._text(element)
        elif kind in _MISPLACED:
            yield self._misplaced(element)
        elif kind in _INCOMPLETE:
            yield self._incomplete(element)
        elif kind in _VALUE:
            message = f"the content of {shown(element)} is not of the type asked for"
            yield self._at(element, "rng.value", message)
        else:
            yield self._at(element, "rng.invalid", f"the grammar refuses {shown(element)}: {entry.message.strip()}")

    def element(self, entry: "_LogEntry") -> "_Element":
        """Return the element that *entry* is about."""
        try:
            element = self._document.resolve(entry.path or "/")
        except LookupError:
            return self._document.root
        return self._owner(element, entry.message) if entry.type_name in _ATTRIBUTES else element

    def _owner(self, element: "_Element", message: str) -> "_Element":
        """Return the element whose attributes are meant: libxml2 sometimes gives the path of its child."""
        named = _NAMED.match(message)
        if named is None:
            return element
        candidates = (element, *element.iterancestors())
        same = (one for one in candidates if names.local_name(str(one.tag)) == named["name"])
        return next(same, element)

    def _at(
        self,
        element: "_Element",
        rule: str,
        message: str,
        *advice: str,
        expected: tuple[str, ...] = (),
    ) -> Diagnostic:
        document = self._document
        place, xpath = document.span(element), document.xpath(element)
        return Diagnostic(rule, message, document.path, place, xpath=xpath, help=advice, expected=expected)

    def _unexplained(self, element: "_Element") -> Diagnostic:
        """Return the finding where each attribute by itself is in order."""
        message = f"the attributes of {shown(element)} are not allowed together, or one of them is missing"
        return self._at(element, "rng.attribute-not-allowed", message)

    def _text(self, element: "_Element") -> Diagnostic:
        texts = (element.text, *(child.tail for child in element))
        words = next((" ".join(text.split()) for text in texts if text and text.strip()), "")
        said = words if len(words) <= _SHOWN_CHARS else words[:_SHOWN_CHARS].rstrip() + "…"
        message = f"text is not allowed in {shown(element)}" + (f": “{said}”" if said else "")
        finding = self._at(element, "rng.text-not-allowed", message)
        return replace(finding, span=self._document.text_span(element))

    def _incomplete(self, element: "_Element") -> Diagnostic:
        lacking = self._vocabulary.lacking(_tag(element), set(map(_tag, element.iterchildren("*"))))
        message = f"{shown(element)} is incomplete"
        if lacking and len(lacking) <= _MOST_NAMED:
            return self._at(element, "rng.content-incomplete", f"{message}: it lacks {_either(lacking)}")
        return self._at(element, "rng.content-incomplete", message, expected=tuple(map(names.prefixed, lacking)))

    def _misplaced(self, element: "_Element") -> Diagnostic:
        parent, name = element.getparent(), shown(element)
        if parent is None:
            message = f"{name} cannot be the outermost element of a document under this schema"
            return self._at(element, "rng.root-not-allowed", message)
        facts = self._vocabulary.element(str(parent.tag))
        if facts is None:
            return self._at(element, "rng.element-not-allowed", f"{name} is not allowed here in {shown(parent)}")
        if element.tag not in facts.children:
            message = f"{name} is not allowed in {shown(parent)}"
            return self._at(element, "rng.element-not-allowed", message, *self._advice(element, facts.children))
        before = set(map(_tag, element.itersiblings("*", preceding=True)))
        lacking = self._vocabulary.lacking(_tag(parent), before, following=_tag(element))
        if lacking and len(lacking) <= _MOST_NAMED:
            message = f"{name} is not allowed here yet: {shown(parent)} must have {_either(lacking)} first"
            return self._at(element, "rng.element-missing", message)
        message = f"{name} is allowed in {shown(parent)}, but not here among its other elements"
        return self._at(element, "rng.element-not-allowed", message)

    def _advice(self, element: "_Element", allowed: frozenset[str]) -> "Iterator[str]":
        """Yield what may mend an *element* that its parent cannot have at all."""
        tag = str(element.tag)
        namespace, local = names.split(tag)
        known = self._vocabulary.names
        of_tei = names.tei_name(local)
        if namespace != names.TEI and of_tei in known:
            where = f"in the namespace {namespace}" if namespace else "in no namespace"
            yield f'<{local}> is {where}; TEI’s has xmlns="{names.TEI}"'
        elif tag not in known:
            near, elsewhere = _nearest(local, allowed), _nearest(local, known)
            unknown = f"the schema has no element <{names.prefixed(tag)}>"
            also = f"; it has <{elsewhere}>, which is not allowed here either" if elsewhere else ""
            yield f"did you mean <{near}>?" if near else unknown + also
        else:
            wrappers = [one for one in sorted(allowed) if self._begins_with(one, tag)]
            # Many wrappers mean that the element is an ordinary one, and the mistake another.
            if len(wrappers) == 1:
                yield f"a <{names.prefixed(wrappers[0])}> is allowed here and may contain <{names.prefixed(tag)}>"

    def _begins_with(self, wrapper: str, tag: str) -> bool:
        """Return whether *wrapper* exists to hold *tag*: it must have it, or one other element."""
        needed = self._vocabulary.lacking(wrapper, set())
        return tag in needed and len(needed) <= 2  # noqa: PLR2004 - said above


def _tag(element: "_Element") -> str:
    return str(element.tag)


def _either(tags: "Iterable[str]") -> str:
    shown_names = [f"<{names.prefixed(tag)}>" for tag in tags]
    return shown_names[0] if len(shown_names) == 1 else f"{', '.join(shown_names[:-1])} or {shown_names[-1]}"


def _nearest(local: str, tags: "Iterable[str]") -> str:
    """Return the name among *tags* that *local* is a misspelling of, or ""."""
    known = sorted(names.local_name(tag) for tag in tags)
    same = [name for name in known if name.lower() == local.lower()]
    return next(iter(same or get_close_matches(local, known, n=1, cutoff=0.75)), "")
