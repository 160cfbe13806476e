"""What the checks are carried out by: this package and the libraries, as a digest that changes with any of them."""

import os
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree

import tei
from tei import resources
from tei.relaxng.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIBRARIES: Final = ("lxml", "saxonche", "xmlschema", "elementpath")
# Rooms that validation does not import, which a contract holds, and facts that only schemas are made from.
_OTHERS: Final = frozenset({"__pycache__", "_data", "cli", "deposit", "encode", "p5", "project", "render"})
_STYLESHEETS: Final = ("xslt", "schematron")


def state() -> bytes:
    """Return the digest: of the files themselves, whose times say nothing where a package is installed for each job.

    It is empty where the files cannot be looked at, as in an archive.
    """
    package = Path(__file__).parents[2]
    parts = [f"{tei.__version__} {sys.version} {etree.LXML_VERSION} {etree.LIBXML_VERSION}"]
    parts += [f"{name} {_version(name)}" for name in _LIBRARIES]
    files = [*_files(str(package)), *_files(str(resources.data_path(*_STYLESHEETS)))]
    if not files:
        return b""
    return digest("\n".join(parts).encode(), *(b"\n" + _content(file) for file in files))


@cache
def loaded() -> bytes:
    """Return the digest as it was when this process began to use it: what is changed since is not what carries out."""
    return state()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"


def _files(folder: str) -> "Iterator[str]":
    """Yield the files below *folder* in a settled order."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _OTHERS)
        yield from (f"{parent}/{name}" for name in sorted(files))


def _content(file: str) -> bytes:
    """Return the name and the digest of *file*."""
    try:
        with open(file, "rb") as stream:  # noqa: PTH123 - a string, one of hundreds
            return f"{file} ".encode("utf-8", "surrogateescape") + digest(stream.read())
    except OSError:
        return f"{file} cannot be read".encode("utf-8", "surrogateescape")
