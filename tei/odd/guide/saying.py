"""What is said for people of a specification, an attribute or a value, in the language that is wanted most."""

from typing import TYPE_CHECKING, Final

from tei.odd.guide.record import add, copied
from tei.odd.rules.languages import preferred, rank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from tei.odd.specs import Prose

_DEPRECATION: Final = "deprecationInfo"


class Saying:
    """Chooses among what is said in several languages; *languages* are those wanted, the first most."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.languages = languages

    def write(self, parent: "_Element", prose: "tuple[Prose, ...]") -> None:
        """Write gloss, description and what is said of a deprecation to the end of *parent*."""
        for kind in ("gloss", "desc", "valDesc"):
            found = [part for part in prose if part.kind == kind and part.node.get("type") != _DEPRECATION]
            if found:
                add(parent, kind).append(copied(preferred(found, self.languages).node))
        going = [part for part in prose if part.kind == "desc" and part.node.get("type") == _DEPRECATION]
        if going:
            add(parent, "going").append(copied(preferred(going, self.languages).node))

    def write_more(self, parent: "_Element", prose: "tuple[Prose, ...]") -> None:
        """Write remarks and examples to the end of *parent*, all that are in the language."""
        for kind in ("remarks", "exemplum"):
            for part in self._all(prose, kind):
                add(parent, kind).append(copied(part.node))

    def _all(self, prose: "tuple[Prose, ...]", kind: str) -> "Iterator[Prose]":
        found = [part for part in prose if part.kind == kind]
        best = min((rank(part.language, self.languages) for part in found), default=0)
        # An example that says it is in no language in particular goes with any.
        yield from (part for part in found if rank(part.language, self.languages) == best or part.language == "und")
