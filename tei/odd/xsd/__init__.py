"""From RELAX NG to XML Schema 1.0: never narrower, and told where it is wider.

Content models come from their automata, so that they are deterministic; what the grammar defines by name keeps its
name where XML Schema has a component for it: model classes are groups, attribute classes attribute groups. There is a
document for each namespace.
"""

from typing import TYPE_CHECKING

from tei.odd.content_models.elements import Contents, contents
from tei.odd.xsd.reports import Example, Reason, Widening
from tei.odd.xsd.translation import Translation, Translator

if TYPE_CHECKING:
    from tei.relaxng import model
    from tei.relaxng.sources import Loader

__all__ = ["Example", "Reason", "Translation", "Widening", "translated", "translated_contents"]


def translated(pattern: "model.Pattern", load: "Loader", stem: str = "schema") -> Translation:
    """Return the grammar *pattern*, with the files that *load* gives, as XML Schema.

    The document to validate with is called *stem* and ``.xsd``. Raises :class:`~tei.errors.SchemaError` where it is no
    grammar.
    """
    return translated_contents(contents(pattern, load), stem)


def translated_contents(found: Contents, stem: str = "schema") -> Translation:
    """Return a grammar whose elements are known as XML Schema."""
    return Translator(found, stem).translation()
