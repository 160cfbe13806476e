"""What the lines of a document are: headings, lists, openers, paragraphs, closers, lines of a bureau, messages within.

`structure` lays blocks over lines whose brackets are decided; `paragraphs` takes each line for one, whatever it is.
"""

from tei.encode.structure.building import Known, Structured, paragraphs, structure
from tei.encode.structure.pieces import ReadLine

__all__ = ["Known", "ReadLine", "Structured", "paragraphs", "structure"]
