"""What the lines of a document are: headings, lists, openers, paragraphs, closers, lines of a bureau, messages within.

`structure` lays blocks over lines whose brackets are decided.
"""

from tei.encode.structure.building import ReadLine, Structured, paragraphs, structure

__all__ = ["ReadLine", "Structured", "paragraphs", "structure"]
