"""What is said of a document whose check did not end by itself."""

from tei.corpus import Cause, Loss
from tei.diagnostics import Diagnostic


def finding(path: str, loss: Loss) -> Diagnostic | None:
    """Return the finding on the document at *path*, None if the whole run was stopped."""
    if loss.cause is Cause.STOPPED:
        return None
    if loss.cause is Cause.LATE:
        message = "the check of this document took longer than --timeout allows, and was given up"
        advice = "check it alone, with a longer --timeout"
        return Diagnostic("run.timeout", message, path, help=(advice,))
    message = f"the check of this document came to no end: its process {loss.ending}"
    advice = "check it alone; if memory is short, with fewer --jobs"
    return Diagnostic("run.worker-lost", message, path, help=(advice,))
