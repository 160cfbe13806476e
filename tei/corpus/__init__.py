"""Many documents at once: which files are meant, and a task carried out on each of them."""

from tei.corpus.discover import Discovery, discover, is_pattern, missing, survey
from tei.corpus.execute import execute
from tei.corpus.losing import Cause, Loss

__all__ = ["Cause", "Discovery", "Loss", "discover", "execute", "is_pattern", "missing", "survey"]
