"""From a valid document to a repository: packages that can be proved intact."""
