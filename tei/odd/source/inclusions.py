"""A file with what it includes in its place, for keeping: as one file it needs none of the others."""

from copy import deepcopy
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei.names import XI

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.odd.source.files import Files

_INCLUDE: Final = f"{{{XI}}}include"


def has_any(root: "_Element") -> bool:
    """Return whether the file of *root* includes others."""
    return next(root.iter(_INCLUDE), None) is not None


def whole(files: "Files", root: "_Element") -> bytes:
    """Return the file of *root* as bytes, with all that it includes."""
    copied = _alone(root)
    waiting = [(root, copied)]
    while waiting:
        node, copy = waiting.pop()
        copy.text = node.text
        for child in node:
            if isinstance(child, etree._Comment | etree._ProcessingInstruction):
                copy.append(deepcopy(child))
                continue
            for found in files.in_place_of(child):
                copy.append(part := _alone(found))
                waiting.append((found, part))
            if len(copy):
                copy[-1].tail = child.tail
    return etree.tostring(copied, encoding="utf-8", xml_declaration=True)


def _alone(node: "_Element") -> "_Element":
    """Return *node* without what is in it."""
    alone = etree.Element(node.tag, nsmap=node.nsmap)  # type: ignore[arg-type] # None is the default namespace's
    alone.attrib.update(node.attrib)
    return alone
