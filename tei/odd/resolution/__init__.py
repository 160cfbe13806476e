"""From what an ODD selects and changes to the complete schema, and what in it is probably not meant."""
