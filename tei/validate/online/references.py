"""Which other files a schema consists of, as far as a look at its text tells."""

import re
from typing import TYPE_CHECKING, Final

from tei import document, names
from tei.errors import TeiError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ATTRIBUTES: Final = {
    f"{{{names.RNG}}}include": "href",
    f"{{{names.RNG}}}externalRef": "href",
    f"{{{names.SCH}}}include": "href",
    f"{{{names.SCH}}}extends": "href",
    f"{{{names.XS}}}include": "schemaLocation",
    f"{{{names.XS}}}import": "schemaLocation",
    f"{{{names.XS}}}redefine": "schemaLocation",
    f"{{{names.XS}}}override": "schemaLocation",
}
# A module of a DTD is a parameter entity; of the compact syntax, a literal after a keyword.
_DTD: Final = re.compile(r"""<!ENTITY\s+%\s+\S+\s+(?:PUBLIC\s+(?:"[^"]*"|'[^']*')|SYSTEM)\s+(?:"([^"]*)"|'([^']*)')""")
_COMPACT: Final = re.compile(r"""\b(?:include|external)\s+(?:"([^"]*)"|'([^']*)')""")


def references(file: "Path") -> tuple[str, ...]:
    """Return the addresses that the schema in *file* includes, as they are written there; none if it is no schema."""
    return tuple(dict.fromkeys(found for found in _written(file) if found))


def _written(file: "Path") -> "Iterator[str]":
    suffix = file.suffix.lower()
    if suffix in {".dtd", ".mod", ".ent", ".rnc"}:
        text = file.read_bytes().decode("utf-8", errors="replace")
        pattern = _COMPACT if suffix == ".rnc" else _DTD
        yield from (found[1] or found[2] for found in pattern.finditer(text))
        return
    try:
        root = document.read(file).root
    except TeiError:  # Whoever uses it as a schema is told what is wrong with it.
        return
    for element in root.iter(*_ATTRIBUTES):
        yield element.get(_ATTRIBUTES[str(element.tag)], "")
