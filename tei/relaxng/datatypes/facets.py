"""Parameters of a schema made facets: what each restricts, and which types it may restrict.

Source: XML Schema 1.0 Part 2, 4.3; RELAX NG's guidelines for using it, which leave out whiteSpace and enumeration.
"""

import re
import sys
from collections.abc import Callable, Hashable, Mapping
from typing import Final

from tei.relaxng.datatypes.base import Datatype, DatatypeError, Facet, Order
from tei.relaxng.datatypes.expression_parser import compile_expression

_COUNT: Final = r"[ \t\n\r]*(?:\+?([0-9]+)|-0+)[ \t\n\r]*"
_COUNT_DIGITS_MAX: Final = 18


def _count(name: str, text: str, least: int = 0) -> int:
    match = re.fullmatch(_COUNT, text)
    digits = (match[1] or "").lstrip("0") if match else ""
    # A count beyond any text is as good as the greatest there is.
    count = int(digits or "0") if len(digits) <= _COUNT_DIGITS_MAX else sys.maxsize
    if not match or count < least:
        message = f"the parameter {name} is a number of at least {least}, not {text}"
        raise DatatypeError(message)
    return count


def _times(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _length(datatype: Datatype, name: str, text: str) -> Facet:
    length = datatype.primitive.length
    if length is None:
        message = f"the parameter {name} does not apply to {datatype.name}, which has no length"
        raise DatatypeError(message)
    count = _count(name, text)
    amount = _times(count, datatype.primitive.unit)
    match name:
        case "length":
            return Facet(lambda _, v: length(v) == count, f"{amount} long", f"is not {amount} long")
        case "minLength":
            return Facet(lambda _, v: length(v) >= count, f"at least {amount} long", f"is shorter than {amount}")
        case _:
            return Facet(lambda _, v: length(v) <= count, f"at most {amount} long", f"is longer than {amount}")


def bound(less: Order, name: str, limit: Hashable, text: str) -> Facet:
    """Return the facet *name* with *limit*, which is written *text*; the four names are those of XML Schema."""
    match name:
        case "minInclusive":
            return Facet(lambda _, v: v == limit or less(limit, v), f"at least {text}", f"is not at least {text}")
        case "minExclusive":
            return Facet(lambda _, v: less(limit, v), f"more than {text}", f"is not more than {text}")
        case "maxInclusive":
            return Facet(lambda _, v: v == limit or less(v, limit), f"at most {text}", f"is not at most {text}")
        case _:
            return Facet(lambda _, v: less(v, limit), f"less than {text}", f"is not less than {text}")


def _bound(datatype: Datatype, name: str, text: str) -> Facet:
    less = datatype.primitive.less
    if less is None:
        message = f"the parameter {name} does not apply to {datatype.name}, which has no order"
        raise DatatypeError(message)
    limit = datatype.value(text)
    if limit is None:
        message = f"the limit {name} is itself not allowed: {datatype.reason(text)}"
        raise DatatypeError(message)
    return bound(less, name, limit, text.strip())


def _pattern(_: Datatype, __: str, text: str) -> Facet:
    expression = compile_expression(text)
    return Facet(lambda normalised, _: expression.matches(normalised), f"matching {text}", f"does not match {text}")


def _digits(datatype: Datatype, name: str, text: str) -> Facet:
    digits = datatype.primitive.digits
    if digits is None:
        message = f"the parameter {name} does not apply to {datatype.name}, which is no decimal number"
        raise DatatypeError(message)
    if name == "totalDigits":
        count = _count(name, text, least=1)
        amount = _times(count, "digit")
        return Facet(lambda _, value: sum(digits(value)) <= count, f"at most {amount}", f"has more than {amount}")
    count = _count(name, text)
    amount = f"{_times(count, 'digit')} after the point"
    return Facet(lambda _, value: digits(value)[1] <= count, f"at most {amount}", f"has more than {amount}")


_FACETS: Final[Mapping[str, Callable[[Datatype, str, str], Facet]]] = {
    "length": _length,
    "minLength": _length,
    "maxLength": _length,
    "pattern": _pattern,
    "minInclusive": _bound,
    "minExclusive": _bound,
    "maxInclusive": _bound,
    "maxExclusive": _bound,
    "totalDigits": _digits,
    "fractionDigits": _digits,
}
_ELSEWHERE: Final = {
    "enumeration": "the parameter enumeration does not exist in RELAX NG: give a choice of value elements instead",
    "whiteSpace": "the parameter whiteSpace does not exist in RELAX NG: string keeps white space, token collapses it",
}


def facet(datatype: Datatype, name: str, text: str) -> Facet:
    """Return the restriction of *datatype* that the parameter *name* with the value *text* makes.

    Raises :class:`DatatypeError` where the type has no such facet, or the value is none for it: a limit must be a value
    of the type as it is restricted so far.
    """
    make = _FACETS.get(name)
    if make is None:
        raise DatatypeError(_ELSEWHERE.get(name, f"there is no parameter {name} for {datatype.name}"))
    return make(datatype, name, text)
