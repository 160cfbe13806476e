"""What is here for an address: a file, by a catalog or beside the document, or a built-in schema for one of TEI's own.

The network is not asked, unless the call allows it.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.document.loading import is_in_archive
from tei.document.references import place
from tei.errors import DocumentError, TeiError, UsageError
from tei.odd.built_in import ALL

if TYPE_CHECKING:
    from tei.odd.source.catalog import Catalog
    from tei.validate.online import Online

_TEI_S_OWN: Final = re.compile(
    r"""https?://(?:www\.|vault\.)?tei-c\.(?:org|de)/
        (?:release|(?:Vault/)?P5/(?P<release>[\w.]+))
        (?:/[\w.]+)*?/(?P<name>tei_\w+)\.(?:rng|rnc|xsd|dtd|odd)""",
    re.VERBOSE | re.IGNORECASE,
)
_LITE: Final = "tei-lite"
_NO_RELEASE: Final = ("", "current", "latest")
_ADVICE: Final = (
    "get the file, and name it with --schema, or map the address to it in an OASIS catalog (--catalog FILE, or "
    "[validate] catalogs in tei.toml), or fetch it with --online"
)


class Here(NamedTuple):
    """A *file*, or the name of a *built_in* schema; *how* it was found, as the second half of a sentence."""

    file: Path | None = None
    built_in: str = ""
    how: str = ""


class NotHereError(TeiError):
    """Nothing is here for an address; the message says why, *advice* what to do about it."""

    def __init__(self, message: str, advice: str = _ADVICE) -> None:
        super().__init__(message)
        self.advice = advice


def find(
    href: str,
    folder: Path,
    catalogs: "tuple[Catalog, ...]" = (),
    public: str = "",
    online: "Online | None" = None,
) -> Here:
    """Return what is here for *href*, written in a document in *folder*; *public* is a public identifier.

    A catalog comes first, then the built-in schemas for TEI's own addresses, then files, or the web if *online* may be
    asked. Raises :class:`NotHereError`.
    """
    if not href:
        message = "no address is given"
        raise NotHereError(message, 'write href="…"')
    for catalog in catalogs:
        if target := _mapped(href, folder, catalog, public):
            return _catalogued(href, target)
    if built_in := of_tei(href):
        return Here(built_in=built_in, how=f"the built-in {built_in} stands for it")
    if online is not None and remote(href):
        return _fetched(href, online)
    where = place(folder, href.partition("#")[0])
    if not where:
        message = f"{href} is not a file beside the document, and nothing is read from elsewhere"
        raise NotHereError(message)
    if is_in_archive(where):
        message = f"{href} is looked for in the archive, and no schema is read out of one"
        raise NotHereError(message, "unpack the archive, or name the schema with --schema")
    if not Path(where).is_file():
        message = f"there is no file {href}" if not Path(where).is_dir() else f"{href} is a folder"
        raise NotHereError(message)
    return Here(Path(where), how="the file is there")


def remote(href: str) -> bool:
    """Return whether *href* is an address of the web."""
    return href.lower().startswith(("http://", "https://"))


def _fetched(href: str, online: "Online") -> Here:
    from tei.validate.online import UnreachableError  # noqa: PLC0415 - few calls may ask the web

    try:
        found = online.get(href)
    except UnreachableError as fault:
        message = f"{href} cannot be fetched: {fault}"
        raise NotHereError(message) from fault
    return Here(found.file, how=found.how)


def of_tei(href: str) -> str:
    """Return the built-in schema that TEI's own at the address *href* is, "" if none is.

    A customisation of TEI's other than TEI Lite has none, nor has TEI Lite in an older release.
    """
    found = _TEI_S_OWN.fullmatch(href)
    if found is None:
        return ""
    release = (found["release"] or "").lower()
    if found["name"].lower() == ALL:
        return ALL if release in _NO_RELEASE else f"{ALL}@{release}"
    return _LITE if found["name"].lower() == "tei_lite" and release in _NO_RELEASE else ""


def _mapped(href: str, folder: Path, catalog: "Catalog", public: str) -> str:
    """Return what *catalog* has for *href* as it is written, or as it is meant, or for *public*; "" for nothing."""
    from tei.relaxng import sources  # noqa: PLC0415 - few calls have a catalog

    meant = sources.resolve(f"{folder.absolute().as_uri()}/", href)
    for address in (href, meant):
        if (target := catalog.address(address)) != address:
            return target
    return catalog.public(public) if public else ""


def _catalogued(href: str, target: str) -> Here:
    from tei.relaxng import sources  # noqa: PLC0415 - as above

    if built_in := of_tei(target):
        how = f"a catalog maps it to {target}, and the built-in {built_in} stands for that"
        return Here(built_in=built_in, how=how)
    try:
        file = sources.path(target)
    except sources.UnreadableError as fault:
        message = f"a catalog maps {href} to {target}, which is not a file"
        raise NotHereError(message, "name a file in the catalog") from fault
    if not file.is_file():
        message = f"a catalog maps {href} to {file}, which is not there"
        raise NotHereError(message, "put the file there, or correct the catalog")
    return Here(file, how=f"a catalog maps it to {file}")


def catalogs(files: "tuple[Path, ...]") -> "tuple[Catalog, ...]":
    """Return the catalogs in *files*. Raises :class:`~tei.errors.UsageError` if one is none."""
    if not files:
        return ()
    from tei.odd.source import catalog  # noqa: PLC0415 - it loads lxml

    found = []
    for file in files:
        try:
            found.append(catalog.read(file))
        except DocumentError as fault:
            message = f"the catalog {file} cannot be read: {fault}"
            raise UsageError(message) from fault
    return tuple(found)
