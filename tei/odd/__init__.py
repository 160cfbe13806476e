"""ODD: a project's customisation of TEI is its schema."""
