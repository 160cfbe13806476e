"""What a document must have in its text before the rules against deprecated things are worth applying.

Most documents have nothing of that kind. To look for the names takes a millisecond, to start Saxon half a second.
"""

import re
from typing import TYPE_CHECKING

from tei.odd.specs import attributes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.odd.schema import ResolvedSchema


def watch(schema: "ResolvedSchema") -> str:
    """Return an expression that finds something in every text that has what *schema* calls deprecated; "" if nothing.

    It may find something in others too.
    """
    parts = sorted(set(_parts(schema)))
    return "|".join(parts)


def _parts(schema: "ResolvedSchema") -> "Iterator[str]":
    for spec in schema.specs.values():
        if spec.kind == "element" and spec.valid_until:
            yield rf"<(?:[^\s<>/:]+:)?{re.escape(spec.output_name)}[\s/>]"
        for definition in attributes(spec.attributes):
            if definition.valid_until:
                yield rf"[\s:]{re.escape(definition.output_name.local)}\s*="
            elif definition.values:
                fading = [item.value for item in definition.values.items if item.valid_until]
                if fading:
                    values = "|".join(map(re.escape, fading))
                    yield rf"[\s:]{re.escape(definition.output_name.local)}\s*=\s*(?:\"[^\"]*|'[^']*)(?:{values})"
