"""A changed text on trial: whether it is still a document, and one that its grammar accepts as well as before."""

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.diagnostics import Diagnostic, Severity
from tei.document import Document, parse
from tei.document.decoding import encoding_of
from tei.errors import DocumentError, SchemaError
from tei.validate import compiled
from tei.validate.stamped import Stamped

if TYPE_CHECKING:
    from tei.validate.associate import Plan

_DECLARATION: Final = re.compile(r"<\?xml\s[^>]*\?>")


class Verdict(NamedTuple):
    """What became of a text: the bytes that it is in its file, what its grammars say, and why it is none at all."""

    data: bytes = b""
    refusals: tuple[Diagnostic, ...] = ()
    fault: str = ""

    def worse_than(self, other: "Verdict") -> str:
        """Return what the grammars say of this text that they do not say of the *other*, "" if there is nothing."""
        known = Counter((one.rule, one.message) for one in other.refusals)
        for one in self.refusals:
            known[one.rule, one.message] -= 1
            if known[one.rule, one.message] < 0:
                return f"the grammar would refuse it: {one.message}"
        return ""


class Court:
    """Tries texts in the place of one document: in its encoding, against its grammars."""

    def __init__(self, data: bytes, path: str, plan: "Plan") -> None:
        self._path = path
        self._plan = plan
        self._codec, skipped = encoding_of(data, path)
        self._mark = data[:skipped]

    def verdict(self, text: str) -> Verdict:
        """Return what becomes of *text*."""
        try:
            data = self._mark + self._encoded(text)
            document = parse(data, self._path, self._plan.limits)
        except DocumentError as fault:
            return Verdict(fault=f"the document could not be read after it: {fault.diagnostics[0].message}")
        except UnicodeEncodeError:
            return Verdict(fault=f"a character cannot be written in the encoding of the document, {self._codec}")
        return Verdict(data, tuple(self._refusals(document)))

    def _encoded(self, text: str) -> bytes:
        """Return *text* in the document's encoding; a character that this has not becomes a reference, where it may."""
        try:
            return text.encode(self._codec)
        except UnicodeEncodeError:
            data = text.encode(self._codec, errors="xmlcharrefreplace")
            plain = parse(_DECLARATION.sub("", text, count=1).encode("utf-8"), self._path, self._plan.limits)
            if parse(data, self._path, self._plan.limits).serialised != plain.serialised:
                raise
            return data

    def _refusals(self, document: Document) -> list[Diagnostic]:
        plan = self._plan
        found: list[Diagnostic] = []
        try:
            for path in plan.dtds:
                found += compiled.dtd(Stamped.of(path), plan.catalogs).validate(document)
            for path in plan.grammars:
                grammar = compiled.grammar(Stamped.of(path), plan.schema_folders, ids=plan.ids)
                found += grammar.validate(document)
        except SchemaError:
            return []  # Whoever checks the document has said so.
        return [finding for finding in found if finding.severity is Severity.ERROR]
