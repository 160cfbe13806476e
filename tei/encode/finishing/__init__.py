"""From a tree of ranges to the ``text`` of a document: words, line beginnings, targets, identifiers, renditions."""

from tei.encode.finishing.identifying import identify
from tei.encode.finishing.lines import break_lines
from tei.encode.finishing.marking import mark
from tei.encode.finishing.personal import join_names
from tei.encode.finishing.renditions import Rendition, renditions
from tei.encode.finishing.sweeping import sweep
from tei.encode.finishing.wording import wording
from tei.encode.finishing.writing import write

__all__ = ["Rendition", "break_lines", "identify", "join_names", "mark", "renditions", "sweep", "wording", "write"]
