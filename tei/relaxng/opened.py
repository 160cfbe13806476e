"""The elements that are open while a document is read a second time, and the XPaths of findings in them."""

from typing import TYPE_CHECKING, Final

from tei import names
from tei.relaxng import wording

if TYPE_CHECKING:
    from tei.relaxng.patterns import Pattern
    from tei.relaxng.states import Frame, State

XML_ID: Final = f"{names.XML}\nid"
_MOST_REMEMBERED: Final = 2_000


class Opened:
    """An open element. *name* is as expat gives it; *before* and *children* remember how its content has gone so far.

    *frame* is None inside an element of which the grammar knows nothing; *resumed* is the state after the element
    if that has been settled at its start, because it should not be there.
    """

    __slots__ = (
        "before",
        "child_counts",
        "children",
        "content",
        "doubtful",
        "faulty",
        "foreign",
        "frame",
        "identifier",
        "lacking",
        "name",
        "offset_bytes",
        "overtaken",
        "parent",
        "position",
        "read_as",
        "refused",
        "renamed",
        "resumed",
        "settled",
        "starts",
        "supplied",
    )

    def __init__(self, name: str, offset_bytes: int, parent: "Opened | None") -> None:
        self.name: Final = name
        self.offset_bytes: Final = offset_bytes
        self.parent: Final = parent
        self.read_as = name
        """The name under which it is read: another than *name* if that is misspelt."""
        self.identifier: str | None = None
        self.frame: Frame | None = None
        self.content: tuple[Pattern, ...] = ()
        """The patterns of the whole content, as far as the attributes leave them open."""
        self.settled = False
        self.resumed: State | None = None
        # A dictionary, for each element has one, and a Counter takes several times as long to make.
        self.child_counts: dict[str, int] = {}
        self.position = 1
        if parent is not None:
            self.position = parent.child_counts[name] = parent.child_counts.get(name, 0) + 1
        self.before: list[State] = []
        """The state before each child that was allowed."""
        self.children: list[str] = []
        self.starts: list[int] = []
        self.doubtful = False
        """Whether it may be something else under a wrong name."""
        self.foreign = False
        """Whether it is written as another vocabulary has it, with that one's attributes."""
        self.faulty = False
        """Whether a child or text in it has been refused: then what it lacks may be just that."""
        self.supplied: dict[str, int] = {}
        """The elements that have been taken as given because they were missing, each with its finding's number."""
        self.refused: set[str] = set()
        """The names of the children refused since the last that was allowed, "" standing for text."""
        self.lacking = ""
        """The element that has been found missing around the children refused since then."""
        self.overtaken: int | None = None
        """The child before which those refused since then could stand."""
        self.renamed: tuple[str, str] = parent.renamed if parent is not None else ("", "")
        """A namespace that has been found wrong here, and the one that was meant."""

    def remember(self, name: str, offset_bytes: int, before: "State") -> None:
        """Keep a child that has been allowed, and the state before it."""
        self.refused.clear()
        self.lacking, self.overtaken = "", None
        if len(self.children) < _MOST_REMEMBERED:
            self.children.append(name)
            self.starts.append(offset_bytes)
            self.before.append(before)

    @property
    def tag(self) -> str:
        """The element as people write it, or should have written it."""
        return wording.tag(self.read_as)

    def xpath(self, *, anchored: bool = True) -> str:
        """Return a readable XPath, anchored at the nearest ``@xml:id``; complete only when the parent has ended."""
        steps: list[str] = []
        current: Opened | None = self
        while current is not None:
            shown = wording.name(current.name)
            if anchored and current.identifier is not None:
                quote = "'" if '"' in current.identifier else '"'
                return "/".join([f"//{shown}[@xml:id={quote}{current.identifier}{quote}]", *reversed(steps)])
            parent = current.parent
            alone = parent is None or parent.child_counts[current.name] == 1
            steps.append(shown if alone else f"{shown}[{current.position}]")
            current = parent
        return "/" + "/".join(reversed(steps))
