"""Digests of what is cached: BLAKE2b, 256 bits (RFC 7693).

Python has it built in. To load ``hashlib`` is to load OpenSSL, which takes as long as to read a letter; where the
built-in module is not to be had, as in other implementations of Python, that is the way to it nevertheless.
"""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hashlib import blake2b
else:
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b

SIZE_BYTES: Final = 32


def digest(*parts: bytes) -> bytes:
    """Return the digest of *parts*, one after the other."""
    state = blake2b(digest_size=SIZE_BYTES)
    for part in parts:
        state.update(part)
    return state.digest()
