"""An encoding while it is made: elements over a transcription, each with the stretch of it that it holds.

A transcription is one string. An element is a `Range` of it, with the characters at both of its ends that it
generates instead of holding them; `grow` makes a tree of ranges. Each character is in exactly one text or one
generated string of the tree, so that nothing can be lost on the way.
"""

from tei.encode.tree.growing import grow
from tei.encode.tree.nodes import Node, Slice
from tei.encode.tree.ranges import Range

__all__ = ["Node", "Range", "Slice", "grow"]
