"""Records for harvesters: OAI-PMH 2.0 (Open Archives Initiative Protocol for Metadata Harvesting).

:func:`respond` answers a request from the records of a :class:`Repository`: a function of the arguments and of nothing
else, so that whatever serves pages can serve it, and that the answers can lie there as files.
"""

from tei.metadata.oai.repository import EMAIL, PAGE, SAFE, Item, Repository, day
from tei.metadata.oai.responding import respond

__all__ = ["EMAIL", "PAGE", "SAFE", "Item", "Repository", "day", "respond"]
