"""A corpus as a static site: data flows from documents to items (``model``), from items to pages, from pages to files."""
