"""Word's .docx as lines: what is on its pages, numbers and notes included."""

from tei.encode.reading.word.reading import docx

__all__ = ["docx"]
