"""What a site knows across its documents: whom and what they name, when, who wrote to whom, and where that lies.

``gathering`` makes entries of the names of all documents; the modules of pages beside it say what is shown of them.
Drawings are SVG inside the page, with a table of the same behind each; they have no script, and no colour that the
style sheet does not give.
"""
