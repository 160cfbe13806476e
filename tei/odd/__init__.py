"""ODD, TEI's own language for schemas, and what follows from a grammar that was made of it."""
