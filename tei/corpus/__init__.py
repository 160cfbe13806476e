"""Many documents at once: which files are meant, and a task carried out on each of them."""

from tei.corpus.discover import Discovery, discover, is_pattern, missing, survey
from tei.corpus.execute import execute

__all__ = ["Discovery", "discover", "execute", "is_pattern", "missing", "survey"]
