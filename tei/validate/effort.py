"""How long the check of a document takes, beside the start of another process for it."""

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tei.validate.session import Task

# Measured with letters of 27 kB. With a grammar alone a letter takes a third of a millisecond, and a process 100 until
# it has begun; with trees and pointers it is 3 and 180, with Schematron 18 and 400. All of it grows with the length.
_BY_GRAMMAR: Final = (0.001, 0.1e-6)
_BY_TREE: Final = (0.004, 0.45e-6)
_BY_RULES: Final = (0.005, 1.4e-6)
# The XML Schema of TEI takes each process seconds to build.
_XSD: Final = 0.1


def effort(task: "Task") -> float:
    """Return how long the check of *task* takes, as a multiple of what it takes to get a process ready for it."""
    plan = task.plan
    once, by_byte = _BY_GRAMMAR if plan.grammars_alone else _BY_RULES if plan.schematrons else _BY_TREE
    share = _XSD if plan.xsds else 1.0
    try:
        return share * (once + by_byte * os.stat(task.path).st_size)  # noqa: PTH116 - called for each of many documents
    except OSError:  # That it cannot be read is for the check to say.
        return share * once
