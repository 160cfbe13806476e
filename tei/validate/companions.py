"""The companion documents that a Schematron rule may look into: those that the project names, and no others."""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from tei import saxon
from tei.document import Document, read
from tei.document.references import place
from tei.errors import TeiError
from tei.validate.stamped import Stamped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.limits import Limits
    from tei.saxon import Node
    from tei.validate.remembered.footing import Footing

# libxml2 finds the few attributes that matter many times faster than a walk in Python does.
_SIGNED: Final = etree.XPath("//@*[contains(., '#')]", smart_strings=False)


def companions(
    document: Document, authorities: tuple[Path, ...], limits: "Limits", footing: "Footing | None" = None
) -> tuple[dict[str, "Node"], tuple[str, ...]]:
    """Return the authority files under each name that pointers of *document* give them, and why some are missing.

    A pointer ``authority.xml#stalin`` gives the name ``authority.xml``. A file is parsed once a process, and again if
    it has changed, or if *footing* knows another state of it.
    """
    if not authorities:
        return {}, ()
    folder = Path(document.path).absolute().parent
    wanted = {os.path.realpath(authority): authority for authority in authorities}
    spellings = {name: wanted[goal] for name in _files_pointed_at(document) if (goal := place(folder, name)) in wanted}
    nodes: dict[Path, Node] = {}
    faults = []
    for authority in dict.fromkeys(spellings.values()):
        try:
            nodes[authority] = _node(Stamped.of(authority, footing), limits)
        except TeiError as fault:
            faults.append(f"pointers into {authority} were not checked, for it cannot be read: {fault}")
    return {name: nodes[path] for name, path in spellings.items() if path in nodes}, tuple(faults)


def _files_pointed_at(document: Document) -> "Iterator[str]":
    """Yield what stands before the number sign in pointers to other files, as written; each once."""
    seen = set()
    found: Any = _SIGNED(document.tree)  # What an XPath gives, the stubs cannot know.
    for value in found:
        for pointer in value.split():
            name, sign, _identifier = pointer.partition("#")
            if sign and name and name not in seen:
                seen.add(name)
                yield name


@cache
def _node(file: Stamped, limits: "Limits") -> "Node":
    return saxon.node(read(file.path, limits))
