"""Full-text search without a server: the reading texts as an index of Pagefind, which a browser asks piece by piece.

A document goes into the index as its *leaf*, made of its page: what a reader reads there, paragraph by paragraph, and
what can be chosen besides. There is one index for each language, for words are found in the forms that their language
has; the page of the search asks all of them at once.
"""
