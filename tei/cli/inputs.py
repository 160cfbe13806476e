"""What commands read when no path is given."""

from pathlib import Path
from typing import TYPE_CHECKING

from tei.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def require_other(output: Path, inputs: "Sequence[Path]") -> None:
    """Refuse to write the report over what it is about. Raises :class:`~tei.errors.UsageError`."""
    if not output.exists():
        return
    # Whoever writes a report beside the documents of a folder does not call it .xml.
    inside = output.suffix.lower() == ".xml" and any(path.resolve() in output.resolve().parents for path in inputs)
    if inside or any(path.exists() and output.samefile(path) for path in inputs):
        message = f"-o {output} is one of the files to be read; the report would overwrite it"
        raise UsageError(message)
