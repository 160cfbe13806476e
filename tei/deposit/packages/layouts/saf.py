"""DSpace's Simple Archive Format: a ZIP with a folder for each item, its Dublin Core and the list of its files.

A file's path in the common folder is its description in that list: in the item the files lie side by side. The schemas
are in each item, for each is taken in by itself; README, report and description of several documents are in none.
"""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei.deposit.packages import files, names, zips
from tei.errors import UsageError
from tei.metadata import crosswalks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.deposit.packages.contents import Contents
    from tei.deposit.packages.files import Entry
    from tei.deposit.packages.members import Member

INNER: Final = ""
SUFFIX: Final = ".zip"

FORM: Final = "dspace"
DUBLIN_CORE: Final = "dublin_core.xml"
CONTENTS: Final = "contents"
CHECKSUMS: Final = "checksums-sha512.txt"
# They speak of all documents, and have no place in the item of one.
_OF_THE_WHOLE: Final = ("README.md", "packing.json", "ro-crate-metadata.json", "validation.json", "validation.txt")
_BUNDLES: Final = {"documents": "ORIGINAL", "editions": "ORIGINAL"}


def finish(root: Path, contents: "Contents", _target: Path) -> Path:
    """Return the ZIP, a file in *root*. Raises :class:`~tei.errors.UsageError` as long as tei has no form for it."""
    if FORM not in crosswalks.FORMS:
        message = f"this version of tei does not write the form {FORM}, which the format saf needs"
        raise UsageError(message)
    made = root / f"{contents.name}{SUFFIX}"
    zips.write(
        made,
        (
            (f"{contents.name}/{member.name}/{name}", content)
            for member in sorted(contents.members)
            for name, content in _item(root, contents, member)
        ),
    )
    return made


def _item(root: Path, contents: "Contents", member: "Member") -> "Iterator[tuple[str, Path | bytes]]":
    """Yield the files of an item: first what DSpace reads itself."""
    entries = list(_entries(contents, member))
    placed = list(zip(_flat(entries), entries, strict=True))
    own = f"metadata/{member.name}/{crosswalks.FORMS[FORM].file_name}"
    record = (root / own).read_bytes()
    listed = [f"{name}\tbundle:{_bundle(entry)}\tdescription:{entry.path}" for name, entry in placed]
    listed.append(f"{CHECKSUMS}\tbundle:METADATA\tdescription:{CHECKSUMS}")
    contained = "".join(f"{line}\n" for line in listed).encode("utf-8")
    summed = [files.described(CONTENTS, contained), files.described(DUBLIN_CORE, record)]
    summed += [entry._replace(path=name) for name, entry in placed]
    yield DUBLIN_CORE, record
    yield CONTENTS, contained
    yield CHECKSUMS, files.manifest(summed, "sha512")
    yield from ((name, root / entry.path) for name, entry in placed)


def _entries(contents: "Contents", member: "Member") -> "Iterator[Entry]":
    """Yield the files of one document and those of all, without those of other documents."""
    others = {one.inside for one in contents.members} - {member.inside}
    for entry in contents.entries:
        head = entry.path.partition("/")[0]
        if head in {"editions", "metadata"}:
            if _belongs(entry.path, member):
                yield entry
        elif entry.path not in others and (entry.path not in _OF_THE_WHOLE or not others):
            yield entry


def _belongs(path: str, member: "Member") -> bool:
    if path.startswith("metadata/"):
        return path.rpartition("/")[0] == f"metadata/{member.name}"
    return path.rpartition(".")[0] == f"editions/{member.name}"


def _flat(entries: "Iterable[Entry]") -> list[str]:
    """Return a name for each file in the item: its own, or with its folders where two are the same."""
    paths = [entry.path for entry in entries]
    own = [path.rpartition("/")[2] for path in paths]
    times = Counter(name.casefold() for name in (*own, CONTENTS, DUBLIN_CORE, CHECKSUMS))
    found: dict[str, None] = {}
    for path, name in zip(paths, own, strict=True):
        chosen = name if times[name.casefold()] == 1 else names.safe(path.replace("/", "-"))
        while chosen in found:
            chosen = f"_{chosen}"
        found[chosen] = None
    return list(found)


def _bundle(entry: "Entry") -> str:
    return _BUNDLES.get(entry.path.partition("/")[0], "METADATA")
