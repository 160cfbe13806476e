"""ISO Schematron: schemas compiled to XSLT 3.0, documents validated with them.

``load`` reads a schema, ``Schema.validate`` gives findings with the author's words, ``Schema.svrl`` the same as SVRL.
Supported is ISO/IEC 19757-3 in the editions of 2016, 2020 and 2025, whatever a schema says of its edition, with the
query bindings of XSLT and XPath: all are XPath 3.1, and ``xslt`` and ``xpath`` compare and convert values as XPath 1.0
does. A schema that names none is read with XPath 3.1, too. Nothing in a schema opens a file, but for the parts that it
includes from its own folder.
"""

from tei.schematron.rules import SCHEMA_RULES
from tei.schematron.schema import Schema, load

__all__ = ["SCHEMA_RULES", "Schema", "load"]
