"""Answers to requests, as section 4 of OAI-PMH 2.0 describes them."""

import os
import time
from typing import TYPE_CHECKING, Final, TypeVar
from xml.sax.saxutils import escape, quoteattr

from tei.metadata.oai import arguments
from tei.metadata.oai.arguments import OaiError, Query, refuse
from tei.metadata.oai.formats import formats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tei.metadata.oai.formats import Format
    from tei.metadata.oai.repository import Item, Repository

    Answer = Callable[[Repository, Query], str]

_T = TypeVar("_T")
_NAMESPACE: Final = "http://www.openarchives.org/OAI/2.0/"
_OPENING: Final = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="{_NAMESPACE}" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{_NAMESPACE} {_NAMESPACE}OAI-PMH.xsd">\n'
)
# After these the request is shown without its arguments (section 3.6).
_UNSHOWN: Final = frozenset({"badVerb", "badArgument"})


def respond(repository: "Repository", parameters: "Iterable[tuple[str, str]]", moment: str = "") -> bytes:
    """Return the response to a request with these *parameters*, in UTF-8.

    *moment* is the responseDate, ``YYYY-MM-DDThh:mm:ssZ``; without it that of SOURCE_DATE_EPOCH, else of the clock: it
    is the only thing in a response that does not come from the documents.
    """
    pairs = list(parameters)
    shown = pairs
    try:
        query = arguments.parse(pairs, repository)
        body = f"<{query.verb}>\n{_ANSWERS[query.verb](repository, query)}</{query.verb}>\n"
    except OaiError as fault:
        body = f'<error code="{fault.code}">{escape(str(fault))}</error>\n'
        shown = [] if fault.code in _UNSHOWN else pairs
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in shown if value.isprintable())
    request = f"<request{attributes}>{escape(repository.base_url)}</request>\n"
    date = f"<responseDate>{moment or _moment()}</responseDate>\n"
    return f"{_OPENING}{date}{request}{body}</OAI-PMH>\n".encode()


def _moment() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isascii() and epoch.isdigit() else time.time()
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def _element(name: str, content: str) -> str:
    return f"<{name}>{escape(content)}</{name}>\n"


def _identify(repository: "Repository", _query: Query) -> str:
    told = (
        ("repositoryName", repository.name),
        ("baseURL", repository.base_url),
        ("protocolVersion", "2.0"),
        ("adminEmail", repository.email),
        ("earliestDatestamp", repository.earliest),
        ("deletedRecord", "no"),
        ("granularity", "YYYY-MM-DD"),
    )
    return "".join(_element(name, content) for name, content in told)


def _list_formats(repository: "Repository", query: Query) -> str:
    if "identifier" in query.arguments:
        _item(repository, query)
    return "".join(
        "<metadataFormat>\n"
        + _element("metadataPrefix", one.prefix)
        + _element("schema", one.schema)
        + _element("metadataNamespace", one.namespace)
        + "</metadataFormat>\n"
        for one in formats(repository).values()
    )


def _list_sets(repository: "Repository", query: Query) -> str:
    if not repository.sets:
        refuse("noSetHierarchy", "this repository has no sets")
    page, end = _page(repository, query, list(repository.sets.items()))
    told = (f"<set>\n{_element('setSpec', spec)}{_element('setName', name)}</set>\n" for spec, name in page)
    return "".join(told) + end


def _list_identifiers(repository: "Repository", query: Query) -> str:
    _format(repository, query)
    page, end = _page(repository, query, _matching(repository, query))
    return "".join(map(_header, page)) + end


def _list_records(repository: "Repository", query: Query) -> str:
    form = _format(repository, query)
    page, end = _page(repository, query, _matching(repository, query))
    return "".join(_record(item, form) for item in page) + end


def _get_record(repository: "Repository", query: Query) -> str:
    return _record(_item(repository, query), _format(repository, query))


_ANSWERS: "Final[dict[str, Answer]]" = {
    "Identify": _identify,
    "ListMetadataFormats": _list_formats,
    "ListSets": _list_sets,
    "ListIdentifiers": _list_identifiers,
    "ListRecords": _list_records,
    "GetRecord": _get_record,
}


def _format(repository: "Repository", query: Query) -> "Format":
    prefix = query.arguments["metadataPrefix"]
    known = formats(repository)
    if prefix not in known:
        refuse("cannotDisseminateFormat", f"there is no format {prefix!a:.60}; known are {', '.join(known)}")
    return known[prefix]


def _item(repository: "Repository", query: Query) -> "Item":
    wanted = query.arguments["identifier"]
    found = next((item for item in repository.items if item.identifier == wanted), None)
    if found is None:
        refuse("idDoesNotExist", f"there is no item {wanted!a:.200}")
    return found


def _matching(repository: "Repository", query: Query) -> "list[Item]":
    """Return the items that a list is to have. Raises :class:`OaiError` if there are none."""
    wanted = query.arguments
    if "set" in wanted and not repository.sets:
        refuse("noSetHierarchy", "this repository has no sets")
    first, last = wanted.get("from", ""), wanted.get("until", "9999-12-31")
    found = [
        item
        for item in repository.items
        if first <= item.datestamp <= last and ("set" not in wanted or wanted["set"] in item.sets)
    ]
    if not found:
        refuse("noRecordsMatch", "no record is what the arguments ask for")
    return found


def _page(repository: "Repository", query: Query, everything: "Sequence[_T]") -> "tuple[Sequence[_T], str]":
    """Return the part of a list that one response has, and the token that follows it, "" if it is the whole list."""
    if query.cursor >= len(everything):
        refuse("badResumptionToken", "the list ends before the place where it is to go on")
    end = query.cursor + repository.page
    if query.cursor == 0 and end >= len(everything):
        return everything, ""
    going_on = arguments.token(query, end, repository) if end < len(everything) else ""
    attributes = f'completeListSize="{len(everything)}" cursor="{query.cursor}"'
    written = f"<resumptionToken {attributes}>{going_on}</resumptionToken>\n"
    return everything[query.cursor : end], written


def _header(item: "Item") -> str:
    sets = "".join(_element("setSpec", spec) for spec in item.sets)
    return (
        f"<header>\n{_element('identifier', item.identifier)}{_element('datestamp', item.datestamp)}{sets}</header>\n"
    )


def _record(item: "Item", form: "Format") -> str:
    return f"<record>\n{_header(item)}<metadata>\n{item.metadata(form.prefix)}\n</metadata>\n</record>\n"
