"""How Sphinx builds the manual: ``sphinx-build -W --keep-going -b html docs OUT``."""

import re
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent / "tei"
_VERSION = re.search(r'^__version__ = "([^"]+)"$', (_PACKAGE / "__init__.py").read_text(encoding="utf-8"), re.MULTILINE)
if _VERSION is None:
    message = "tei/__init__.py has no __version__"
    raise ValueError(message)

project = "tei"
author = "the tei contributors"
copyright = author
version = release = _VERSION[1]
language = "en-GB"

extensions = ["myst_parser"]
exclude_patterns = ["_build"]
# MyST's own extensions: `:::{note}` boxes read well as plain text, and a definition list holds the settings.
myst_enable_extensions = ["colon_fence", "deflist"]
# Links such as `page.md#a-heading` are checked; deeper headings need no address of their own.
myst_heading_anchors = 3
nitpicky = True
# The pages of the rules are reached from their overview: some 300 lines in the margin of every page help nobody.
suppress_warnings = ["toc.not_included"]

html_theme = "furo"
html_title = f"tei {release}"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
# One language, no typographic changes to what was typed: in a manual for encoders a quotation mark is a fact.
smartquotes = False
