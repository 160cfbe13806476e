"""The names under which the parts of a guide can be linked to: ``element-p``, ``class-att.global@rend``."""

import re
from collections.abc import Iterable
from typing import Final

from tei.odd.specs import AttDef, Key

_STEMS: Final = {"element": "element", "class": "class", "macro": "macro", "data": "datatype"}
_NOT_IN_NAMES: Final = re.compile(r"[^\w.:-]+")
RESERVED: Final = (*(f"{stem}-" for stem in _STEMS.values()), "guide-")
"""How the identifiers begin that the guide gives itself."""


class Identifiers:
    """The identifiers of specifications: made from their idents, so that they stay when the schema grows.

    What would be called alike, as elements of two namespaces, gets a number; the first in the schema has none.
    """

    def __init__(self, keys: Iterable[Key]) -> None:
        self._of_keys: dict[Key, str] = {}
        taken: set[str] = set()
        for key in keys:
            stem = f"{_STEMS[key.kind]}-{_safe(key.ident)}"
            name, number = stem, 1
            while name in taken:
                number += 1
                name = f"{stem}-{number}"
            taken.add(name)
            self._of_keys[key] = name

    def __contains__(self, key: object) -> bool:
        """Return whether the guide has an entry for *key*."""
        return key in self._of_keys

    def of(self, key: Key) -> str:
        """Return the identifier of the entry for *key*."""
        return self._of_keys[key]

    def attribute(self, key: Key, definition: AttDef) -> str:
        """Return the identifier of an attribute that *key* defines."""
        return f"{self.of(key)}@{_safe(definition.ident)}"


def _safe(ident: str) -> str:
    return _NOT_IN_NAMES.sub("-", ident)
