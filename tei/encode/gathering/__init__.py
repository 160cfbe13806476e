"""What the header has to declare of an encoded text, gathered from the text itself.

`gather` takes the ``text`` element as the encoder makes it, or as somebody encoded it by hand: hands, marks, languages,
acts of correspondence with those who took part, dates, the names that point at an authority file. Where the text does
not tell who wrote to whom, its page does; where neither does, no act is described.
"""

from tei.encode.gathering.gathered import Gathered
from tei.encode.gathering.gathering import gather

__all__ = ["Gathered", "gather"]
