"""A resolved schema as an ODD that others can build on."""
