"""The datatype library of XML Schema: its primitive types and those derived from them.

Source: XML Schema 1.0 Part 2, 3.2 and 3.3.
"""

from functools import lru_cache
from importlib import import_module
from typing import Final

from tei.relaxng.datatypes.base import Datatype, DatatypeError, Facet, Parameters, Primitive
from tei.relaxng.datatypes.facets import facet

URI: Final = "http://www.w3.org/2001/XMLSchema-datatypes"

# Where each type is defined. The modules are imported when a schema names a type of theirs: few schemas need all.
_PRIMITIVES: Final[dict[str, tuple[str, str]]] = {
    "string": ("text_types", "STRING"),
    "normalizedString": ("text_types", "NORMALIZED_STRING"),
    "token": ("text_types", "TOKEN"),
    "language": ("text_types", "LANGUAGE"),
    "Name": ("text_types", "NAME"),
    "NCName": ("text_types", "NCNAME"),
    "NMTOKEN": ("text_types", "NMTOKEN"),
    "NMTOKENS": ("text_types", "NMTOKENS"),
    "ID": ("text_types", "ID"),
    "IDREF": ("text_types", "IDREF"),
    "IDREFS": ("text_types", "IDREFS"),
    "ENTITY": ("text_types", "ENTITY"),
    "ENTITIES": ("text_types", "ENTITIES"),
    "QName": ("text_types", "QNAME"),
    "NOTATION": ("text_types", "NOTATION"),
    "anyURI": ("uris", "ANY_URI"),
    "boolean": ("numeric", "BOOLEAN"),
    "decimal": ("numeric", "DECIMAL"),
    "integer": ("numeric", "INTEGER"),
    "float": ("numeric", "FLOAT"),
    "double": ("numeric", "DOUBLE"),
    "hexBinary": ("binary", "HEX_BINARY"),
    "base64Binary": ("binary", "BASE64_BINARY"),
    "duration": ("durations", "DURATION"),
    "dateTime": ("temporal", "DATE_TIME"),
    "date": ("temporal", "DATE"),
    "time": ("temporal", "TIME"),
    "gYearMonth": ("temporal", "YEAR_MONTH"),
    "gYear": ("temporal", "YEAR"),
    "gMonthDay": ("temporal", "MONTH_DAY"),
    "gDay": ("temporal", "DAY"),
    "gMonth": ("temporal", "MONTH"),
}
_INTEGERS: Final[dict[str, tuple[str, str]]] = {
    "nonPositiveInteger": ("", "0"),
    "negativeInteger": ("", "-1"),
    "nonNegativeInteger": ("0", ""),
    "positiveInteger": ("1", ""),
    "long": ("-9223372036854775808", "9223372036854775807"),
    "int": ("-2147483648", "2147483647"),
    "short": ("-32768", "32767"),
    "byte": ("-128", "127"),
    "unsignedLong": ("0", "18446744073709551615"),
    "unsignedInt": ("0", "4294967295"),
    "unsignedShort": ("0", "65535"),
    "unsignedByte": ("0", "255"),
}


def _primitive(name: str) -> Primitive:
    module, attribute = _PRIMITIVES[name]
    primitive: Primitive = getattr(import_module(f"tei.relaxng.datatypes.{module}"), attribute)
    return primitive


def _named(name: str) -> Datatype:
    """Return the type *name* without parameters."""
    if name in _INTEGERS:
        least, most = _INTEGERS[name]
        datatype = Datatype(URI, name, (), _primitive("integer"))
        limits = (("minInclusive", least), ("maxInclusive", most))
        made: tuple[Facet, ...] = tuple(facet(datatype, limit, text) for limit, text in limits if text)
        return datatype.restricted(made, ())
    if name not in _PRIMITIVES:
        known = {known.lower(): known for known in (*_PRIMITIVES, *_INTEGERS)}.get(name.lower())
        message = f"XML Schema has no datatype {name}" + (f"; there is {known}" if known else "")
        raise DatatypeError(message)
    return Datatype(URI, name, (), _primitive(name))


class SchemaLibrary:
    """XML Schema's datatypes."""

    uri = URI

    @staticmethod
    @lru_cache(maxsize=4096)
    def datatype(name: str, parameters: Parameters = ()) -> Datatype:
        """Return the type *name* restricted by *parameters*, in their order, or raise :class:`DatatypeError`."""
        datatype = _named(name)
        for place, (parameter, text) in enumerate(parameters, start=1):
            added = facet(datatype, parameter, text)
            datatype = datatype.restricted((added,), parameters[:place])
        return datatype
