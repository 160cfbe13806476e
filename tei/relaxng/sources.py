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
    from collections.abc import Iterable, Iterator

    from tei.relaxng import model
    from tei.relaxng.model import Pattern

Loader: TypeAlias = Callable[[str], tuple[bytes, str]]
"""Gives the bytes at a URI and the path under which findings name them; raises :class:`UnreadableError`."""

# One letter before the colon is a drive.
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:")
_ALLOWED_IN_URI: Final = "!#$%&'()*+,/:;=?@[]~"


_Folder: TypeAlias = tuple[Path, Path]
_PERMISSION: Final = (
    "to allow it, name the folder: --schema-folder DIR on the command line, schema_folders = [DIR] under [validate] in "
    "tei.toml, folders=[DIR] in Python"
)


class UnreadableError(TeiError):
    """A file that a schema refers to cannot be had; the message says why, *advice* what to do about it."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


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
    try:
        return urljoin(base, escaped(href))
    except ValueError:  # What is no address has no base: it will be said where it is to be read.
        return href


def written(reference: "model.ExternalRef | model.Include") -> str:
    """Return an href that means without ``xml:base``, which only XML syntax has, what *reference* means with it."""
    own = uri(reference.place.path)
    meant = resolve(reference.base, reference.href)
    if not reference.base or resolve(own, reference.href) == meant:
        return reference.href
    return meant.removeprefix(own.rpartition("/")[0] + "/")


def files(schema: Path | str, folders: "Iterable[Path | str]" = ()) -> Loader:
    """Return the loader for *schema*: it reads files of certain folders and below them, nothing from the network.

    These are the schema's own folder, *folders*, and that of the project which the schema lies in: what was named.
    """
    own = Path(schema)
    named = [(folder, folder.resolve()) for folder in (own.parent, *map(Path, folders))]

    def load(address: str) -> tuple[bytes, str]:
        target = path(address)
        resolved = _resolved(target)
        known = _around(resolved, named) or _around(resolved, _project(own))
        if known is None:
            message = f"{target} is not in the schema’s folder, nor in another that it may read from"
            raise UnreadableError(message, _PERMISSION)
        folder, root = known
        try:
            return loading.load(resolved, DEFAULT), str(folder / resolved.relative_to(root))
        except TeiError as fault:
            raise UnreadableError(str(fault)) from fault

    return load


def _resolved(file: Path) -> Path:
    try:
        return file.resolve()
    except (OSError, RuntimeError, ValueError) as fault:  # A path without end, links in a circle, a null byte.
        message = f"{str(file)!r} is no path"
        raise UnreadableError(message) from fault


def _around(file: Path, folders: "Iterable[_Folder]") -> "_Folder | None":
    """Return the first of *folders* that *file* is in; each has its path as named and without symbolic links."""
    return next((folder for folder in folders if file.is_relative_to(folder[1])), None)


def _project(schema: Path) -> "Iterator[_Folder]":
    """Yield the folder of the project that *schema* lies in, if it lies in one."""
    # Imported here: most schemas stay in their folder.
    from tei import settings  # noqa: PLC0415

    found = settings.find(schema.parent)
    if found is not None:
        yield found.parent, found.parent.resolve()


def path(address: str) -> Path:
    """Return the file that *address* means. Raises :class:`UnreadableError` if that is none."""
    # Imported here: it loads half of the network's modules, for one function.
    from urllib.request import url2pathname  # noqa: PLC0415

    try:
        parts = urlsplit(address)
    except ValueError as fault:
        message = f"{address} is no address"
        raise UnreadableError(message) from fault
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
