"""A toolkit for documentary editions in TEI: validate, compare with the transcription, render.

Importing this package loads nothing heavy. Each room (``tei.relaxng``, ``tei.validate``, …) is imported when it is
first asked for, so ``from tei import relaxng`` works and ``import tei`` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

__version__ = "0.1.0"

_ROOMS = frozenset(
    {
        "cache",
        "corpus",
        "deposit",
        "diagnostics",
        "document",
        "encode",
        "errors",
        "files",
        "limits",
        "metadata",
        "names",
        "notation",
        "odd",
        "project",
        "publish",
        "relaxng",
        "render",
        "resources",
        "saxon",
        "schematron",
        "settings",
        "validate",
    },
)


def __getattr__(name: str) -> "ModuleType":
    """Return the room *name*, importing it on first use."""
    if name in _ROOMS:
        try:
            return import_module(f"{__name__}.{name}")
        except ModuleNotFoundError as fault:
            # A room that is planned but absent is a missing attribute; a room that lacks a dependency is not.
            if fault.name != f"{__name__}.{name}":
                raise
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """Return the package's names, with its rooms."""
    return sorted({*globals(), *_ROOMS})
