"""Documents looked at while they are edited: each as a page with its findings beside it, made anew when it is saved.

:mod:`corpus` says which files there are to see, :mod:`showing` makes pages and findings and knows which files they
are made of, :mod:`desk` has it done in one thread, :mod:`pages` puts both side by side, :mod:`serving` is the server.
"""

from tei.preview.serving import Server
from tei.preview.showing import Preview

__all__ = ["Preview", "Server"]
