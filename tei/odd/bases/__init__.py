"""What a customisation selects from: facts of TEI P5, files, other ODDs."""
