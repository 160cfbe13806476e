"""A task carried out on an item in another process: what is sent back."""

import pickle
from typing import Any

from tei.corpus.losing import NO_MEMORY, Cause, Loss
from tei.errors import EnvironmentFault


def carried(task: Any, item: Any) -> bytes:  # noqa: ANN401 - whatever the task takes
    """Return the pickle of ``returned`` with the result of *task*, or of ``raised`` with its error.

    An item that takes more memory than there is, is ``lost``: others may take less.
    """
    try:
        return packed("returned", task(item))
    except MemoryError:
        return packed("lost", Loss(Cause.DIED, NO_MEMORY))
    except Exception as fault:  # noqa: BLE001 - it is raised in the other process
        return packed("raised", fault)


def packed(kind: str, value: object) -> bytes:
    """Return the pickle of *kind* and *value*, or of an error that says why there is none."""
    try:
        message = pickle.dumps((kind, value))
        if kind == "raised":
            pickle.loads(message)  # noqa: S301 - made on the line before; not every error that can be sent can be read
    except Exception as fault:  # noqa: BLE001 - any that __reduce__ may raise
        said = f"{type(value).__name__} cannot be sent from one process to another: {fault}"
        return pickle.dumps(("raised", EnvironmentFault(said)))
    return message
