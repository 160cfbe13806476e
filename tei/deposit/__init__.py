"""From a valid document to a repository: packages, their checks, and the only door to the network."""
