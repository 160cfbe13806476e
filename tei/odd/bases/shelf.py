"""Sources that ODDs start from by name: the releases of TEI P5 that ship, and what the user has added.

What is added lies in a folder for data, not in the cache: nothing can make it again. It is the file itself, with its
prose and its rules, and beside it its facts, which are faster to load.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, unquote

from tei.errors import EnvironmentFault, SchemaError, UsageError
from tei.files import write_atomically
from tei.names import tei_name
from tei.odd.bases import facts
from tei.odd.bases.facts import Facts
from tei.odd.bases.shelf_folder import folder

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.diagnostics import Diagnostic
    from tei.odd.bases.base import Base, DocumentBase
    from tei.odd.source.files import Files

_SCHEME: Final = "tei:"
_SCHEMA: Final = tei_name("schemaSpec")
_MODULE: Final = tei_name("moduleRef")
_TO_COMPILE: Final = frozenset({"change", "delete"})
_RELEASE: Final = re.compile(r"\d+\.\d+\.\d+\w*")
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:\S{1,150}")
"""A name of a source is an address: what is none is a file beside the ODD. One letter before the colon is a drive."""
_ON_THE_WEB: Final = re.compile(
    r"https?://(?:www\.)?tei-c\.org/(?:Vault/P5/([\w.]+)|release)/xml/tei/odd/bases/p5subset\.xml", re.IGNORECASE
)


class MissingReleaseError(UsageError):
    """A release of TEI P5 neither ships nor was added: *reason* says so, *advice* what to do about it."""

    def __init__(self, release: str) -> None:
        own = {name.removeprefix(_SCHEME) for name in names() if name.startswith(_SCHEME)}
        here = sorted({*facts.releases(), *own}, key=facts.age)
        self.reason = f"TEI P5 {release} is not here; there are {', '.join(here)}"
        self.advice = f"to have it, get p5subset.xml of TEI P5 {release} and run: tei odd source add p5subset.xml"
        super().__init__(f"{self.reason}; {self.advice}")


class Added(NamedTuple):
    """What was added: its name, where it lies, what it defines, and what in it was not understood."""

    name: str
    path: Path
    base: "DocumentBase"
    faults: "tuple[Diagnostic, ...]"


def normal(address: str) -> str:
    """Return the name that *address* has on the shelf: ``tei:4.8.0`` also for where that release lies on the web.

    ``tei:current``, and "" for no address, are the release that :data:`~tei.odd.bases.facts.CURRENT` names, so that an
    ODD means the same on every machine.
    """
    address = address.strip()
    if on_the_web := _ON_THE_WEB.fullmatch(address):
        address = f"{_SCHEME}{on_the_web[1] or 'current'}"
    elif _RELEASE.fullmatch(address):
        address = _SCHEME + address
    return _SCHEME + facts.CURRENT if address in {"", f"{_SCHEME}current"} else address


def find(address: str, *, whole: bool = True) -> "Base | None":
    """Return the source that *address*, the ``source`` of an ODD, means; None if it is no name on the shelf.

    What the user has added comes first: with prose and rules if it is to be *whole*, else its facts. A release that was
    not added has facts alone.

    Raises :class:`MissingReleaseError`; :class:`~tei.errors.TeiError` if what was added cannot be read any more.
    """
    name = normal(address)
    if name in names():
        return (None if whole else _facts(name)) or _opened(_file(name), name)[1]
    if not name.startswith(_SCHEME):
        return None
    release = name.removeprefix(_SCHEME)
    if release not in facts.releases():
        raise MissingReleaseError(release)
    return facts.load(release)


def names() -> list[str]:
    """Return the names of what was added."""
    return sorted(unquote(path.stem) for path in folder().glob("*.xml"))


def path(name: str) -> Path:
    """Return where the source *name* lies that was added. Raises :class:`~tei.errors.UsageError` if it was not."""
    if normal(name) in names():
        return _file(normal(name))
    added = f"added were {', '.join(names())}" if names() else "none has been added"
    message = f"{name} is not among the sources that were added: {added}"
    raise UsageError(message)


def _file(name: str) -> Path:
    return folder() / f"{quote(name, safe='')}.xml"


def _facts_file(name: str) -> Path:
    """Return where the facts of *name* lie: those in another layout are not found, and not missed."""
    return folder() / f"facts-{facts.LAYOUT}" / f"{quote(name, safe='')}.json"


def _facts(name: str) -> Facts | None:
    try:
        return Facts(_facts_file(name).read_bytes())
    except (OSError, ValueError, LookupError):
        return None


def _opened(file: Path, name: str) -> "tuple[Files, DocumentBase, _Element]":
    from tei.odd.bases.base import DocumentBase  # noqa: PLC0415 - facts do without lxml
    from tei.odd.source.files import Files  # noqa: PLC0415 - as above
    from tei.relaxng import sources  # noqa: PLC0415 - as above

    files = Files(file)
    root = files.open(sources.uri(str(file))).root
    return files, DocumentBase(files, root, title(name)), root


def title(name: str) -> str:
    """Return how findings call the source *name*."""
    return facts.label(name.removeprefix(_SCHEME)) if name.startswith(_SCHEME) else name


# Adding and removing


def add(file: Path | str, name: str = "") -> Added:
    """Put *file* on the shelf, with what it includes: under *name*, or as the release of TEI P5 that it is.

    Raises :class:`~tei.errors.SchemaError` if it is no source, :class:`~tei.errors.UsageError` if it needs a name, and
    what :func:`tei.document.read` and :func:`tei.files.write_atomically` do.
    """
    from tei.odd.source import inclusions  # noqa: PLC0415 - as in _opened

    files, base, root = _source(file)
    name = normal(name or base.release) if name or base.release else ""
    if not _NAME.fullmatch(name):
        message = f"{name} is no address" if name else f"{file} does not tell its release of TEI P5"
        message += ": give it with --name the address that ODDs have in @source, such as mei:5.0"
        raise UsageError(message)
    base.name = title(name)
    stored = facts.write(base)
    data = inclusions.whole(files, root) if inclusions.has_any(root) else Path(file).read_bytes()
    write_atomically(_file(name), data)
    write_atomically(_facts_file(name), stored)
    return Added(name, _file(name), base, tuple(files.faults))


def extract(file: Path | str) -> "tuple[str, tuple[Diagnostic, ...]]":
    """Return the facts of the source *file* as JSON, and what in it was not understood. Raises as :func:`add` does."""
    files, base, _ = _source(file)
    base.name = title(normal(base.release)) if base.release else Path(file).name
    return facts.write(base), tuple(files.faults)


def _source(file: Path | str) -> "tuple[Files, DocumentBase, _Element]":
    """Return *file* opened, if it is a source."""
    from tei import document  # noqa: PLC0415 - as in _opened

    document.read(file)  # It says best what is wrong with a file that cannot be read.
    files, base, root = _opened(Path(file), str(file))
    _require_source(files, root)
    return files, base, root


def _require_source(files: "Files", root: "_Element") -> None:
    """Raise :class:`~tei.errors.SchemaError` unless the specifications in *root* are complete."""
    from tei.odd.bases.base import specification_nodes  # noqa: PLC0415 - as in _opened

    found = specification_nodes(files, root)
    advice = "a source is p5subset.xml of a release of TEI P5, or a compiled ODD"
    if not found:
        raise SchemaError([files.finding("odd.source", "there are no specifications in this file", root, advice)])
    message = "this ODD is not compiled: "
    compile_it = "compile it first: tei odd compile --compiled"
    for node in found:
        if (mode := node.get("mode", "").strip()) in _TO_COMPILE:
            message += f'the specification of {node.get("ident", "")} has mode="{mode}"'
            raise SchemaError([files.finding("odd.source", message, node, compile_it, attribute="mode")])
    for node in root.iter(_SCHEMA):
        if (module := node.find(f"{_MODULE}[@key]")) is not None:
            message += f"it takes the module {module.get('key')} from another source"
            raise SchemaError([files.finding("odd.source", message, module, compile_it)])


def remove(name: str) -> Path:
    """Take the source *name* off the shelf and return where it lay.

    Raises :class:`~tei.errors.UsageError` if it was not added, :class:`~tei.errors.EnvironmentFault` if it cannot go.
    """
    file = path(name)
    try:
        for stored in folder().glob("facts-*"):
            (stored / file.with_suffix(".json").name).unlink(missing_ok=True)
        file.unlink(missing_ok=True)
    except OSError as fault:
        message = f"cannot remove {file}: {fault.strerror or fault}"
        raise EnvironmentFault(message) from fault
    return file
