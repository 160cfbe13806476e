"""Where the images of pages go in a text: marks that the stylesheets turn into images beside it."""

from typing import TYPE_CHECKING, Final

from lxml import etree

from tei.names import tei_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tei.render.leaves import Facsimile, Opening

_EDITION: Final = "urn:tei:edition"
_LEAF: Final = f"{{{_EDITION}}}leaf"
_REGION: Final = f"{{{_EDITION}}}region"
_ALTERNATIVES: Final = frozenset(map(tei_name, ("app", "choice", "subst")))
_PAGE: Final = tei_name("pb")


def mark(root: "Element", facsimile: "Facsimile") -> "Element":
    """Return *root*, a copy of the document's, in which a ``pb`` with ``e:leaf`` begins each leaf of *facsimile*.

    What has its place on a leaf has ``e:region``: the number of the leaf, and the points around it.
    """
    elements = list(root.iter("*"))
    for region in facsimile.regions:
        elements[region.element].set(_REGION, f"{region.leaf} {region.points}")
    for opening in facsimile.openings:
        _begin(elements[opening.element], opening)
    return root


def _begin(element: "Element", opening: "Opening") -> None:
    if element.tag == _PAGE:
        element.set(_LEAF, str(opening.leaf))
        return
    page = etree.Element(_PAGE, {_LEAF: str(opening.leaf)})
    if opening.place == "before":
        _outside(element).addprevious(page)
    elif opening.place == "end":
        element.append(page)
    else:
        # The first text goes behind the page, several pages in their order.
        after = [one for one in element.iterchildren("*") if list(one.attrib) == [_LEAF]]
        page.tail = element.text if not after else None
        element.text = None if not after else element.text
        element.insert(len(after), page)


def _outside(element: "Element") -> "Element":
    """Return *element*, or what of several ways to read the text is shown as one: no page can begin between them."""
    alternatives = [one for one in element.iterancestors() if one.tag in _ALTERNATIVES]
    return alternatives[-1] if alternatives else element
