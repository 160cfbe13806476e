"""A place in the tokens of a schema, the declarations in force there, and the faults found on the way."""

from typing import TYPE_CHECKING, Final

from tei import names
from tei.relaxng.compact.tokens import END, LITERAL, Token, tokens
from tei.relaxng.datatypes import XSD
from tei.relaxng.model import ANNOTATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NoReturn

    from tei.diagnostics import Diagnostic
    from tei.relaxng.compact.tokens import Source
    from tei.relaxng.model import Place

DEEPEST: Final = 80
"""How many patterns may stand in one another: far above any schema, and within Python's own limit."""

_USUAL: Final = {prefix: uri for uri, prefix in names.PREFIXES.items()} | {
    "a": ANNOTATIONS,
    "tei": names.TEI,
    "xlink": "http://www.w3.org/1999/xlink",
}


class SyntaxFault(Exception):
    """The tokens follow no production; the finding is the only argument."""


class Cursor:
    """Reads the tokens of one schema from first to last."""

    def __init__(self, source: "Source", ns: str) -> None:
        self.source = source
        self.inherited = ns
        self._tokens = list(tokens(source))
        self._at = 0
        self._depth = 0
        self.token = self._tokens[0]
        self.faults: list[Diagnostic] = []
        self.namespaces: dict[str, str] = {"": ns, "xml": names.XML}
        self.inheriting: set[str] = {""}
        self.libraries: dict[str, str] = {"xsd": XSD}
        self._complained: set[tuple[str, str]] = set()

    # Moving

    def peek(self, ahead: int = 1) -> Token:
        """Return the token that stands *ahead* of the current one; past the end, the last."""
        return self._tokens[min(self._at + ahead, len(self._tokens) - 1)]

    def take(self) -> Token:
        """Return the current token and go on to the next."""
        taken = self.token
        self._at += 1
        self.token = self.peek(0)
        return taken

    def take_if(self, *kinds: str) -> Token | None:
        """Return the current token if it is of one of the *kinds*, and go on; else stay."""
        return self.take() if self.token.kind in kinds else None

    def expect(self, kind: str, expected: str = "") -> Token:
        """Return the current token, which must be of this kind, and go on. Raises :class:`SyntaxFault`."""
        if self.token.kind != kind:
            self.fail(expected or (kind if kind in {LITERAL, END} else f"“{kind}”"))
        return self.take()

    def fail(self, expected: str, *help_texts: str) -> "NoReturn":
        """Raise the fault that *expected* does not stand where the cursor is."""
        kind, _, start, end = self.token
        found = "the schema ends" if kind == END else f"“{self.source.text[start:end].partition(chr(0))[0]}” stands"
        message = f"{expected} was expected, but {found} here"
        raise SyntaxFault(self.source.finding("rng.schema.syntax", message, start, max(end, start), *help_texts))

    def refuse(self, message: str, start: int, end: int, *help_texts: str) -> "NoReturn":
        """Raise the fault that *message* tells."""
        raise SyntaxFault(self.source.finding("rng.schema.syntax", message, start, end, *help_texts))

    def enter(self, token: Token) -> None:
        """Note that a pattern, a grammar or an annotation opens inside another at *token*."""
        self._depth += 1
        if self._depth > DEEPEST:
            message = f"patterns are nested more than {DEEPEST} deep"
            raise SyntaxFault(self.source.finding("rng.schema.too-deep", message, token.start, token.end))

    def leave(self) -> None:
        """Note that what was entered last has closed."""
        self._depth -= 1

    def recover(self, starts: "Iterable[str]") -> bool:
        """Go on to the next line that seems to begin a component and return whether there is one."""
        self._depth = 0
        while self.take().kind != END:
            if self._component_begins(starts):
                return True
        return False

    def _component_begins(self, starts: "Iterable[str]") -> bool:
        """Return whether a new line with what looks like the beginning of a component stands here."""
        if "\0" not in self.source.text[self.last.end : self.token.start]:
            return False
        # `name = "literal"` may be a facet or an annotation of what could not be read.
        defining = self.peek().kind in {"=", "|=", "&="} and self.peek(2).kind != LITERAL
        return defining or self.token.kind in starts

    # What is built from the tokens

    def place(self, first: Token, last: Token | None = None) -> "Place":
        """Return the place from the beginning of *first* to the end of *last*."""
        return self.source.place(first.start, (last or first).end)

    @property
    def last(self) -> Token:
        """The token that was taken last."""
        return self.peek(-1)

    def taken_since(self, first: Token) -> list[Token]:
        """Return *first*, the token that the cursor was at some time ago, and all that were taken since."""
        begin = self._at
        while begin and self._tokens[begin - 1].start >= first.start:
            begin -= 1
        return self._tokens[begin : self._at]

    def literal(self) -> str:
        """Return the text of one literal or several.

        ``literal ::= literalSegment ("~" literalSegment)*``
        """
        text = self.expect(LITERAL).text
        while self.take_if("~"):
            text += self.expect(LITERAL).text
        return text

    def complain(self, rule: str, message: str, token: Token, *help_texts: str) -> None:
        """Note a fault after which reading can go on."""
        self.faults.append(self.source.finding(rule, message, token.start, token.end, *help_texts))

    def namespace(self, prefix: str, token: Token) -> str:
        """Return the namespace that *prefix* is declared for; "" and a fault, once for each prefix, if it is not."""
        if prefix not in self.namespaces:
            self._undeclared("namespace", prefix, token, _USUAL.get(prefix, ""))
        return self.namespaces.get(prefix, "")

    def library(self, prefix: str, token: Token) -> str:
        """Return the datatype library that *prefix* is declared for; "" and a fault, once for each, if it is not."""
        if prefix not in self.libraries:
            self._undeclared("datatypes", prefix, token, XSD if prefix == "xs" else "")
        return self.libraries.get(prefix, "")

    def _undeclared(self, keyword: str, prefix: str, token: Token, usual: str) -> None:
        if (keyword, prefix) in self._complained:
            return
        self._complained.add((keyword, prefix))
        kind = "datatype library" if keyword == "datatypes" else "namespace"
        advice = f'declare it before the first pattern: {keyword} {prefix} = "{usual or "…"}"'
        self.complain("rng.schema.prefix", f"the prefix “{prefix}” is not declared for a {kind}", token, advice)
