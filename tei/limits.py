"""How much of a document is read before it is refused."""

from typing import Final, NamedTuple

MEBIBYTE: Final = 1024 * 1024


# A named tuple: dataclasses take longer to load than a letter takes to be read.
class Limits(NamedTuple):
    """Bounds that a hostile document meets before the machine's memory does.

    The deepest TEI document that we know of nests 40 elements; the defaults are far above what an edition needs.
    """

    size_bytes: int = 256 * MEBIBYTE
    depth: int = 1000
    attribute_chars: int = 10_000_000
    expansion_chars: int = 10_000_000


DEFAULT: Final = Limits()
