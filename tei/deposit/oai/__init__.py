"""A corpus for harvesters: OAI-PMH 2.0 (Open Archives Initiative Protocol for Metadata Harvesting).

:func:`load` reads the records of a corpus, :func:`respond` answers a request from them, see :mod:`tei.metadata.oai`;
:mod:`tei.deposit.oai.serving` serves the answers.
"""

from tei.deposit.oai.loading import load
from tei.metadata.oai import Repository, respond

__all__ = ["Repository", "load", "respond"]
