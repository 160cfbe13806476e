"""From a valid document to a repository: what its metadata is, whether it is fit, packages, and the way there."""
