"""Findings while their document is still being read: an XPath is complete only at the end."""

from typing import TYPE_CHECKING, Final, NamedTuple

from tei.diagnostics import Diagnostic

if TYPE_CHECKING:
    from tei.diagnostics import Span
    from tei.relaxng.opened import Opened
    from tei.relaxng.spans import Spans


class Allowed(NamedTuple):
    """What could stand at a place instead: *shown* are names and classes, *names* is how many names these are.

    Where nothing but names is shown, *names* is 0.
    """

    shown: tuple[str, ...] = ()
    names: int = 0


NOTHING: Final = Allowed()


class Draft(NamedTuple):
    """A finding without its path and XPath. *attribute* is the name, as people write it, of one that is at fault."""

    rule: str
    message: str
    span: "Span"
    place: "Opened"
    attribute: str = ""
    help: tuple[str, ...] = ()
    allowed: Allowed = NOTHING
    anchored: bool = True

    def finished(self, path: str) -> Diagnostic:
        """Return the finding."""
        xpath = self.place.xpath(anchored=self.anchored) + (f"/@{self.attribute}" if self.attribute else "")
        return Diagnostic(
            self.rule,
            self.message,
            path,
            self.span,
            xpath=xpath,
            help=self.help,
            expected=self.allowed.shown,
            expected_names=self.allowed.names,
        )


class Drafts:
    """The findings of one document; *everything* that is allowed is to be told by name, or by classes."""

    def __init__(self, spans: "Spans", *, everything: bool = False) -> None:
        self.spans: Final = spans
        self.everything: Final = everything
        self._drafts: list[Draft] = []

    def add(self, draft: Draft) -> int:
        """Take *draft* in and return its number."""
        self._drafts.append(draft)
        return len(self._drafts) - 1

    def advise(self, number: int, advice: str) -> None:
        """Add *advice* to a draft that has none: what comes later in the document may throw light on it."""
        if not self._drafts[number].help:
            self._drafts[number] = self._drafts[number]._replace(help=(advice,))

    def finished(self) -> list[Diagnostic]:
        """Return the findings in the order of their places, each once."""
        found = dict.fromkeys(draft.finished(self.spans.path) for draft in self._drafts)
        return sorted(found)
