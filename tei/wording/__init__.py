"""The edition's own words, in the language that its readers are to have: one table a language, in ``xslt/words``.

:mod:`words` says them, with what is counted and dated; :mod:`reading` puts together what comes with tei and what a
project has of its own; :mod:`plurals` knows which form a number takes.
"""

from tei.settings.values import LANGUAGES
from tei.wording.reading import of, read, table
from tei.wording.words import Words

__all__ = ["LANGUAGES", "Words", "of", "read", "table"]
