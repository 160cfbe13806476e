"""Where the files of a schema come from: addresses, and a loader that reads files and nothing else."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import quote, urljoin, urlsplit

from tei.document import loading
from tei.errors import TeiError
from tei.limits import DEFAULT

if TYPE_CHECKING:
    from tei.relaxng.model import Pattern

Loader: TypeAlias = Callable[[str], tuple[bytes, str]]
"""Gives the bytes at a URI and the path under which findings name them; raises :class:`UnreadableError`."""

# One letter before the colon is a drive.
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:")
_ALLOWED_IN_URI: Final = "!#$%&'()*+,/:;=?@[]~"


class UnreadableError(TeiError):
    """A file that a schema refers to cannot be had; the message says why."""


def uri(path: str) -> str:
    """Return *path* as a URI; what has a scheme is one already."""
    if _SCHEME.match(path):
        return path
    return Path(path).absolute().as_uri()


def escaped(reference: str) -> str:
    """Return *reference* with the characters that no URI has as ``%HH`` (XML Linking Language, section 5.4)."""
    return quote(reference, safe=_ALLOWED_IN_URI)


def resolve(base: str, href: str) -> str:
    """Return the URI that *href* means in a file at *base* (RELAX NG, section 4.5)."""
    return urljoin(base, escaped(href))


def files(schema: Path) -> Loader:
    """Return the loader for *schema*: it reads files in the schema's folder and below, and nothing from the network."""
    folder = schema.parent
    root = folder.resolve()

    def load(address: str) -> tuple[bytes, str]:
        target = _file(address)
        resolved = target.resolve()
        if not resolved.is_relative_to(root):
            message = f"{target} is not in the schema’s folder or below it, and is not read"
            raise UnreadableError(message)
        shown = str(folder / resolved.relative_to(root))
        try:
            return loading.load(resolved, DEFAULT), shown
        except TeiError as fault:
            raise UnreadableError(str(fault)) from fault

    return load


def _file(address: str) -> Path:
    # Imported here: it loads half of the network's modules, for one function.
    from urllib.request import url2pathname  # noqa: PLC0415

    parts = urlsplit(address)
    if parts.scheme != "file" or parts.netloc not in {"", "localhost"}:
        message = f"{address} is not a file, and nothing is read from the network"
        raise UnreadableError(message)
    return Path(url2pathname(parts.path))


def nothing(address: str) -> tuple[bytes, str]:
    """Refuse to load: the loader for a schema that has no place of its own."""
    message = f"{address} is not read: the schema has no folder"
    raise UnreadableError(message)


def read(data: bytes, path: str, *, ns: str = "") -> "Pattern":
    """Return the model of *data*, in compact syntax where the name ends in ``.rnc``, in XML syntax otherwise.

    *ns* is the namespace inherited from where the file is referred to. Raises :class:`~tei.errors.SchemaError`.
    """
    # Imported here: each reader is needed for half of the schemas only, and refers to this module.
    if path.lower().endswith(".rnc"):
        from tei.relaxng import compact  # noqa: PLC0415

        return compact.read(data, path, ns=ns)
    from tei.relaxng import grammar  # noqa: PLC0415

    return grammar.read(data, path, ns=ns)
