"""A corpus for harvesters: OAI-PMH 2.0 (Open Archives Initiative Protocol for Metadata Harvesting).

:func:`load` reads the records of a corpus, :func:`respond` answers a request from them: a function of the arguments and
of nothing else, so that whatever serves pages can serve it. :mod:`tei.deposit.oai.serving` does so by itself.
"""

from tei.deposit.oai.repository import Repository, load
from tei.deposit.oai.responding import respond

__all__ = ["Repository", "load", "respond"]
