"""What becomes of lines, written short: ``opener(dateline) p(label) closer(signed(persName))``."""

from collections.abc import Callable

import pytest

from tei.encode import encoding, profile
from tei.encode.dates import Context
from tei.encode.reading.lines import Line
from tei.encode.tree import Node, Slice

INLINE = frozenset({"date", "time", "lb", "gloss", "supplied", "ref", "unclear", "abbr", "mark"})
"""Elements that are no structure."""
Skeleton = Callable[..., str]


def _bones(node: Node, source: str) -> str:
    inner = " ".join(
        bones
        for child in node.children
        if not isinstance(child, Slice)
        for bones in [_bones(child, source)]
        if bones and child.attributes.get("type") != "mark"
    )
    if node.name in INLINE:
        return inner
    kind = node.attributes.get("type")
    return node.name + (f"[{kind}]" if kind else "") + (f"({inner})" if inner else "")


@pytest.fixture
def skeleton() -> Skeleton:
    """The blocks of a document; *kinds* are those of its lines, by their numbers from 0."""

    def made(text: str, name: str = "wilson", *, title: str = "", kinds: dict[int, str] | None = None) -> str:
        source = text.strip("\n")
        starts = [0, *(at + 1 for at, sign in enumerate(source) if sign == "\n")]
        forms = {starts[at]: Line("", at + 1, kind=kind) for at, kind in (kinds or {}).items()}
        context = Context(reference="1951-06-11")
        body = encoding.body(source, profile.load(name), context, title=title, forms=forms)
        (whole,) = body.root.elements()[0].elements()
        return _bones(whole, source)

    return made
