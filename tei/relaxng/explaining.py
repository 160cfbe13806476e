"""What is needed only for a document that does not pass: kept apart, so that one that does pays no import for it."""

from typing import TYPE_CHECKING

from tei.document.decoding import decode
from tei.document.loading import load
from tei.document.positions import Positions
from tei.document.scanning import Scan
from tei.relaxng.findings import Explanation
from tei.relaxng.lexicon import Lexicon

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic
    from tei.limits import Limits
    from tei.relaxng.automaton import Automaton

__all__ = ["Explainer", "decoded", "load"]


def decoded(data: bytes, path: str, limits: "Limits") -> str:
    """Return the text of a document that is well-formed and safe. Raises :class:`~tei.errors.DocumentError`."""
    text = decode(data, path)
    Scan(Positions(path, text), limits).run()
    return text


class Explainer:
    """Explains what is wrong with documents under one grammar."""

    def __init__(self, automaton: "Automaton") -> None:
        self._lexicon = Lexicon(automaton)

    def explain(self, text: str, path: str, *, everything: bool) -> "list[Diagnostic]":
        """Return the findings for a document that the automaton does not accept."""
        explanation = Explanation(self._lexicon, text, path, everything=everything)
        return explanation.run() or [explanation.without_reason()]
