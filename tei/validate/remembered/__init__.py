"""What was found before: results of documents that have not changed, kept from run to run.

A result is kept by what it stands on (:mod:`footing`), the document's path and its bytes, and with what the file system
was asked on the way. It is given again only where all of that is the same: a result out of the cache is, to the byte,
what the checks would give. :mod:`memory` looks up and collects, :mod:`packs` has the files, :mod:`form` the bytes.

Nothing is kept of a document with a fault, as one that could not be read, nor under rules that ask for the time.
"""
