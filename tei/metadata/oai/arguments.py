"""The arguments of a request, checked as section 3.6 of OAI-PMH 2.0 asks."""

import base64
import hashlib
import json
import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tei.metadata.oai.repository import Repository

_ALLOWED: Final = {
    "Identify": ((), ()),
    "ListMetadataFormats": ((), ("identifier",)),
    "ListSets": ((), ()),
    "ListIdentifiers": (("metadataPrefix",), ("from", "until", "set")),
    "ListRecords": (("metadataPrefix",), ("from", "until", "set")),
    "GetRecord": (("identifier", "metadataPrefix"), ()),
}
"""The verbs, each with the arguments that it must have and those that it may have."""
_RESUMED: Final = frozenset({"ListSets", "ListIdentifiers", "ListRecords"})
_TOKEN: Final = "resumptionToken"  # noqa: S105 - a place in a list, no secret
_LONGEST_TOKEN: Final = 2048
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


class OaiError(Exception):
    """An error that the protocol has a code for."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def refuse(code: str, message: str) -> NoReturn:
    """Raise that a request is answered with the error *code*."""
    raise OaiError(code, message)


class Query(NamedTuple):
    """A request that can be answered: its verb, its arguments, and where in the list the answer begins."""

    verb: str
    arguments: "dict[str, str]"
    cursor: int = 0


def parse(pairs: "Iterable[tuple[str, str]]", repository: "Repository") -> Query:
    """Return the request that *pairs* of names and values make. Raises :class:`OaiError`."""
    given = list(pairs)
    verbs = [value for name, value in given if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in _ALLOWED:
        said = f"the verb {verbs[0]!a:.60} is not known" if len(verbs) == 1 else "there must be one verb"
        refuse("badVerb", f"{said}; known are {', '.join(_ALLOWED)}")
    arguments = _once([pair for pair in given if pair[0] != "verb"])
    if _TOKEN in arguments and verbs[0] in _RESUMED:
        if len(arguments) > 1:
            refuse("badArgument", f"{_TOKEN} stands alone with the verb")
        return _resumed(verbs[0], arguments[_TOKEN], repository)
    _require(verbs[0], arguments)
    _require_days(arguments)
    return Query(verbs[0], arguments)


def token(query: Query, cursor: int, repository: "Repository") -> str:
    """Return what a harvester says to have the list of *query* go on at *cursor*.

    The token holds all that is needed: the server remembers nothing, and may be started anew between two requests.
    """
    told = json.dumps([query.verb, query.arguments, cursor, repository.fingerprint], separators=(",", ":"))
    return base64.urlsafe_b64encode(_sum(told) + told.encode()).decode().rstrip("=")


def _once(pairs: "Sequence[tuple[str, str]]") -> dict[str, str]:
    arguments = dict(pairs)
    if len(arguments) != len(pairs):
        refuse("badArgument", "an argument is given twice")
    return arguments


def _require(verb: str, arguments: "dict[str, str]") -> None:
    required, optional = _ALLOWED[verb]
    for name, value in arguments.items():
        if name not in required and name not in optional:
            refuse("badArgument", f"{verb} has no argument {name!a:.60}")
        if not value:
            refuse("badArgument", f"the argument {name} is empty")
    for name in required:
        if name not in arguments:
            refuse("badArgument", f"{verb} needs the argument {name}")


def _require_days(arguments: "dict[str, str]") -> None:
    for name in ("from", "until"):
        value = arguments.get(name)
        if value is None:
            continue
        if _MOMENT.fullmatch(value):
            refuse("badArgument", f"{name}: the granularity of this repository is YYYY-MM-DD")
        try:
            known = _DAY.fullmatch(value) is not None and date.fromisoformat(value) is not None
        except ValueError:
            known = False
        if not known:
            refuse("badArgument", f"{name}: {value!a:.60} is no day as YYYY-MM-DD")
    if "from" in arguments and "until" in arguments and arguments["from"] > arguments["until"]:
        refuse("badArgument", "from is later than until")


def _resumed(verb: str, written: str, repository: "Repository") -> Query:
    """Return the request that a token stands for. Raises :class:`OaiError` if this repository did not give it."""
    told = _opened(written)
    match told:
        case [str(of), dict(arguments), int(cursor), str(fingerprint)] if (
            (of, fingerprint) == (verb, repository.fingerprint)
            and all(isinstance(value, str) for value in arguments.values())
            and cursor > 0
        ):
            # Whoever knows how can write a token: what it says is checked like any request.
            _require(verb, arguments)
            _require_days(arguments)
            return Query(verb, arguments, cursor)
        case _:
            refuse("badResumptionToken", "this repository has given no such token, or has changed since")


def _opened(written: str) -> object:
    """Return what a token holds, None if it is not whole."""
    if len(written) > _LONGEST_TOKEN:
        return None
    try:
        data = base64.b64decode(written + "=" * (-len(written) % 4), altchars=b"-_", validate=True)
        told: object = json.loads(data[4:]) if data[:4] == _sum(data[4:].decode()) else None
    except (ValueError, RecursionError):
        return None
    return told


def _sum(told: str) -> bytes:
    return hashlib.sha256(told.encode()).digest()[:4]
