"""ISO Schematron: schemas compiled to XSLT 3.0, documents validated with them.

``load`` reads a schema, ``Schema.validate`` gives findings with the author's words, ``Schema.svrl`` the same as SVRL.
Supported are ISO/IEC 19757-3:2016 and 2020 with the query bindings of XSLT 2.0, XSLT 3.0, XPath 2.0, 3.0 and 3.1; a
schema that names none is read with XPath 3.1, too.
"""

from tei.schematron.rules import SCHEMA_RULES
from tei.schematron.schema import Schema, load

__all__ = ["SCHEMA_RULES", "Schema", "load"]
