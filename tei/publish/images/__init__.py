"""Images of the pages of documents, in a site: which are shown, where they lie, how they stand beside the text.

:mod:`resolving` says what becomes of the addresses in a document, :mod:`copying` brings files into the site,
:mod:`laying` tells the page, :mod:`presentation` other programs (IIIF), and :mod:`viewing` has what zooms.
"""
