"""A corpus as a static site: documents become items (``model``), items become pages, pages become files."""
