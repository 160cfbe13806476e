"""Pointers: whether each leads somewhere, to one element, and to one of the right kind, across a whole corpus.

:mod:`facts` gathers what a document has and wants, in the pass that validates it; :mod:`resolving` compares them once
for all documents; :mod:`placing` goes back to the documents in which something is wrong. :mod:`files` looks whether the
files are there.
"""
