"""Systems by which names of other scripts are written in Latin letters: what else a name may look like."""
