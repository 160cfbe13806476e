"""What is there of an edition besides its pages: citations, metadata, feeds, and the whole of it to download.

``forms`` lists the files of a document, ``feeds`` those of the whole, ``citing`` what a page says of its document. All
are made from the record of the header and from the site's values; none has a clock or asks another host.
"""
