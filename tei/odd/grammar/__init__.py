"""From a resolved schema to a grammar of RELAX NG."""
