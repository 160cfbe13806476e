"""From the constraints of a resolved schema to Schematron."""
