"""RELAX NG compact syntax, read into the surface model.

Source: RELAX NG Compact Syntax (OASIS, 21 November 2002); the functions carry the productions of its section 3.
"""

from tei.relaxng.compact.grammar import read

__all__ = ["read"]
