"""From the files of an ODD to what it says: specifications as values, and the list of what its schema selects."""
