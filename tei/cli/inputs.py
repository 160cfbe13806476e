"""What commands read when no path is given."""

from pathlib import Path
from typing import TYPE_CHECKING

from tei.errors import UsageError

if TYPE_CHECKING:
    from tei.settings import Settings


def corpus_of(project: "Settings") -> Path:
    """Return the folder that the settings name as the corpus, as a path from here if it lies below.

    Raises :class:`~tei.errors.UsageError` if they name none.
    """
    corpus = project.project.corpus
    if corpus is None:
        message = "no PATH is given, and there is no tei.toml here that names a corpus"
        raise UsageError(message)
    here = Path.cwd()
    return corpus.relative_to(here) if corpus.is_relative_to(here) else corpus
