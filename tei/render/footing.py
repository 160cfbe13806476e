"""Notes at the foot of the page that has their number: what WeasyPrint makes of them is looked at, and mended.

It moves a note to the next page where the lines that `orphans` asks for would not fit else, and may lose one that it
moved when it lays out the pages anew. Both come of a paragraph that begins at the foot of a page, which is kept whole
then.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

_ATTEMPTS: Final = 6
_BLOCKS: Final = frozenset({"p", "div", "li", "dd", "dt", "td", "th", "blockquote"})
_WHOLE: Final = "orphans: 999"


def pages(html: Any, layout: Callable[[], Any]) -> Any | None:  # noqa: ANN401 - the library is optional
    """Return the pages that *layout* makes of *html*, a page of WeasyPrint's; None if a note is lost on them.

    As long as a note is on another page than its number, *html* is made to keep whole what begins last on the page of
    the number, and is laid out again; a few times at most.
    """
    root = html.etree_element
    blocks = _named(element for element in root.iter() if element.tag in _BLOCKS)
    notes = _named(element for element in root.iter() if element.get("class") == "footnote")
    numbers = _named(element for element in root.iter("a") if element.get("role") == "doc-noteref")
    # A project's own stylesheet may have notes without a number in the text: these stand where they stand.
    named_by = {a.get("href"): name for name, a in reversed(numbers.items())}
    number_of = {note: named_by[f"#{note}"] for note in notes if f"#{note}" in named_by}
    for _ in range(_ATTEMPTS):
        made = layout()
        named = [page.anchors for page in made.pages]
        begins = {name: page for page in reversed(range(len(named))) for name in named[page]}
        parted = {begins.get(number) for note, number in number_of.items() if begins.get(note) != begins.get(number)}
        # Blocks are in the order of the text: the last of a page is what stays.
        last = {page: name for name in blocks if (page := begins.get(name)) in parted}
        whole = [blocks[name] for name in last.values() if blocks[name].get("style") != _WHOLE]
        for block in whole:
            block.set("style", _WHOLE)
        if not whole:
            break
    return made if notes.keys() <= begins.keys() else None


def _named(elements: Iterable[Any]) -> dict[str, Any]:
    """*elements* by their identifiers, in their order; those that have none are given one."""
    named = {}
    for number, element in enumerate(elements):
        name = element.get("id") or f"paper:{element.tag}:{number}"
        element.set("id", name)
        named[name] = element
    return named
