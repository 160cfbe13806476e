"""The headers of many documents as one table, and the table back into the headers.

:func:`export` reads, :func:`plan` compares a table with the documents and says what would change, :func:`write` changes
them. Only the elements concerned are touched: every other byte of a document stays.
"""

from tei.metadata.bulk.applying import Change, Plan, plan, write
from tei.metadata.bulk.exporting import Table, export

__all__ = ["Change", "Plan", "Table", "export", "plan", "write"]
