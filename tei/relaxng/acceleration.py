"""The fast pass in C, where it has been built and is wanted.

``_accelerator.c`` is an optional part: without it everything works the same, slower. ``TEI_NO_ACCEL=1`` turns it off.
"""

import os
from typing import TYPE_CHECKING, Final

from tei.relaxng.context import Declarations
from tei.relaxng.states import Refusal

if TYPE_CHECKING:
    from tei.relaxng._accelerator import Tables
    from tei.relaxng.automaton import Automaton

try:
    from tei.relaxng import _accelerator
except ImportError:  # It was not built, or this Python does not share its expat.
    _accelerator = None  # type: ignore[assignment]

BUILT: Final = _accelerator is not None
"""Whether the accelerator is there, wanted or not."""


def is_on() -> bool:
    """Return whether documents are read in C."""
    return BUILT and os.environ.get("TEI_NO_ACCEL", "") in {"", "0"}


def tables(automaton: "Automaton") -> "Tables | None":
    """Return the tables in C for *automaton*, whose answers must not depend on declarations in scope; None if off."""
    return _accelerator.Tables(automaton, Refusal, Declarations()) if is_on() else None
