"""A corpus as a static site: documents become items (``model``), items become pages, pages become files."""

from tei.publish.building import Published, publish

__all__ = ["Published", "publish"]
