"""The brackets of a transcription, as they nest: `parse` finds them, of whatever kinds a profile has."""

from tei.encode.brackets.kinds import SQUARE, Kind
from tei.encode.brackets.parsing import Bracket, Line, parse

__all__ = ["SQUARE", "Bracket", "Kind", "Line", "parse"]
