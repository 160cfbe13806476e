"""How far two encodings of one transcription agree: one that was made, and one by hand that is the measure.

Both give the same transcription back, so that an element is known by the characters that it holds. What an encoder is
free in is not compared: the letters of identifiers (pointers are compared by what they point at, hands and acts of
correspondence by where they are named first, editors by their MARC relators), the rendition by which a string is
generated, and what the encoder itself answers for.
"""

from tei.encode.agreement.comparing import compare
from tei.encode.agreement.scores import Agreement, Count, Difference
from tei.encode.agreement.tables import differences, table

__all__ = ["Agreement", "Count", "Difference", "compare", "differences", "table"]
