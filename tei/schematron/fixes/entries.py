"""What a user gives for what a fix asks: values by name."""

from typing import TYPE_CHECKING

from lxml import etree

from tei import saxon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tei.saxon import Node


def given(entries: "Mapping[str, str]") -> "Node":
    """Return *entries* as the document that a compiled schema looks them up in."""
    root = etree.Element("entries")
    for name, value in entries.items():
        etree.SubElement(root, "entry", name=name).text = value
    return saxon.node(etree.tostring(root, encoding="unicode"))
