"""How long the check of a document takes, beside the start of another process for it."""

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tei.validate.session import Task

# Measured with letters of 27 kB. A grammar alone takes half a millisecond, and a process that has it ready 80; with
# trees and pointers it is 4 and 150, with Schematron 15 and 400. All of it grows with the length of the document.
_QUICK: Final = (0.002, 0.2e-6)
_CLOSE: Final = (0.005, 1.2e-6)
# The XML Schema of TEI takes each process seconds to build.
_XSD: Final = 0.1


def effort(task: "Task") -> float:
    """Return how long the check of *task* takes, as a multiple of what it takes to get a process ready for it."""
    once, by_byte = _QUICK if task.plan.grammars_alone else _CLOSE
    share = _XSD if task.plan.xsds else 1.0
    try:
        return share * (once + by_byte * os.stat(task.path).st_size)  # noqa: PTH116 - called for each of many documents
    except OSError:  # That it cannot be read is for the check to say.
        return share * once
