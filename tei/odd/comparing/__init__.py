"""Two schemas side by side: what differs between customisations, grammars and releases of TEI P5.

Everything is said of documents: two ODDs that say the same in other words do not differ. :func:`compare` gives a
:class:`Comparison`; :mod:`tei.odd.comparing.reports` puts it into words.
"""

from tei.odd.comparing.comparison import Comparison, compare
from tei.odd.comparing.documents import Verdicts, verdicts
from tei.odd.comparing.sides import Side, opened

__all__ = ["Comparison", "Side", "Verdicts", "compare", "opened", "verdicts"]
