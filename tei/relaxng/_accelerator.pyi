from collections.abc import Iterable
from typing import Self

from tei.relaxng.automaton import Automaton
from tei.relaxng.context import Declarations
from tei.relaxng.states import Refusal

class Tables:
    def __new__(cls, automaton: Automaton, refusal: type[Refusal], context: Declarations) -> Self: ...
    def accepts(self, data: bytes, depth: int, longest: int, /) -> bool | None: ...
    def accepts_pieces(self, pieces: Iterable[bytes], depth: int, longest: int, /) -> bool | None: ...
