"""The ODD that a corpus uses: what never occurs in it is taken out of TEI, and the rest is counted.

Documents are read once and counted (`usage`), held against what the source specifies (`vocabulary`), and what is not
used is left out (`narrowing`, `values`, `membership`). The ODD is compiled, and every document that the source accepts
must be valid against it (`proof`) before anybody gets to see it (`inferring`).
"""

from tei.odd.infer.inferring import NEWEST, Inferred, infer

__all__ = ["NEWEST", "Inferred", "infer"]
