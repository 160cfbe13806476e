"""The XML of SWORDv2: service documents, entries, receipts, statements."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import document as documents
from tei.errors import DocumentError, EnvironmentFault

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tei.deposit.push.transport import Answer, Client

ATOM: Final = "http://www.w3.org/2005/Atom"
APP: Final = "http://www.w3.org/2007/app"
DC: Final = "http://purl.org/dc/elements/1.1/"
DCTERMS: Final = "http://purl.org/dc/terms/"
TERMS: Final = "http://purl.org/net/sword/terms/"
SIMPLE_ZIP: Final = "http://purl.org/net/sword/package/SimpleZip"
BINARY: Final = "http://purl.org/net/sword/package/Binary"
ENTRY: Final = "application/atom+xml;type=entry"


class Collection(NamedTuple):
    """A collection that a service document offers: how it is called, where it is, and the packagings that it takes."""

    title: str
    link: str
    packagings: tuple[str, ...]


class Receipt(NamedTuple):
    """The addresses of one deposit, as paths on the host; empty where the server gave none."""

    identifier: str
    edit: str
    media: str
    complete: str
    statement: str
    page: str


def root(client: "Client", answer: "Answer") -> "Element":
    """Return the outermost element of an answer. Raises :class:`~tei.errors.EnvironmentFault` if it is no XML."""
    try:
        return documents.parse(answer.content, "answer").root
    except DocumentError:
        message = f"{client.profile.url} answers with something that is no XML"
        raise EnvironmentFault(message) from None


def collections(service: "Element") -> Iterator[Collection]:
    """Yield the collections of a service document."""
    for element in service.iter(f"{{{APP}}}collection"):
        packagings = tuple(_text(one) for one in element.findall(f"{{{TERMS}}}acceptPackaging"))
        yield Collection(_text(element.find(f"{{{ATOM}}}title")), element.get("href", ""), packagings)


def receipt(client: "Client", entry: "Element", base: str) -> Receipt:
    """Return what a receipt says. Raises :class:`~tei.errors.EnvironmentFault` for an address on another host."""
    links = {link.get("rel", ""): link.get("href", "") for link in reversed(entry.findall(f"{{{ATOM}}}link"))}

    def local(relation: str) -> str:
        return client.local(links[relation], base) if links.get(relation) else ""

    edit = local("edit")
    return Receipt(
        _text(entry.find(f"{{{ATOM}}}id")) or edit,
        edit,
        local("edit-media"),
        local(f"{TERMS}add") or edit,
        local(f"{TERMS}statement"),
        client.hide(links.get("alternate", "")),
    )


def entry(title: str, mark: str, fields: Iterable[tuple[str, str]]) -> bytes:
    """Return the entry that describes a package: its mark is the id, the fields are those of DCTERMS."""
    from lxml import etree  # noqa: PLC0415 - loaded where there is XML to write

    prefixes: dict[str | None, str] = {None: ATOM, "dcterms": DCTERMS}
    whole = etree.Element(f"{{{ATOM}}}entry", nsmap=prefixes)  # type: ignore[arg-type] # None is the default prefix
    etree.SubElement(whole, f"{{{ATOM}}}title").text = title
    etree.SubElement(whole, f"{{{ATOM}}}id").text = mark
    etree.SubElement(whole, f"{{{DCTERMS}}}identifier").text = mark
    for name, value in fields:
        etree.SubElement(whole, f"{{{DCTERMS}}}{name}").text = value
    return etree.tostring(whole, xml_declaration=True, encoding="UTF-8")


def terms(content: bytes, path: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of the terms in ``dcterms.xml`` or ``dublin-core.xml``, in document order.

    Raises :class:`~tei.errors.DocumentError`.
    """
    for element in documents.parse(content, path).root.iter(f"{{{DC}}}*", f"{{{DCTERMS}}}*"):
        if text := _text(element):
            yield element.tag.rpartition("}")[2], text


def marked(feed: "Element", mark: str) -> "Iterator[Element]":
    """Yield the entries of a feed that have the mark as their id, identifier or title."""
    for one in feed.iter(f"{{{ATOM}}}entry"):
        if mark in {_text(part) for part in one}:
            yield one


def originals(statement: "Element") -> Iterator[str]:
    """Yield the addresses of what was deposited, in the order of the statement."""
    for one in statement.iter(f"{{{ATOM}}}entry"):
        kinds = {category.get("term") for category in one.findall(f"{{{ATOM}}}category")}
        content = one.find(f"{{{ATOM}}}content")
        if f"{TERMS}originalDeposit" in kinds and content is not None and content.get("src"):
            yield content.get("src", "")


def summary(answer: "Answer") -> str:
    """Return what an error document says, with a colon before it, or nothing."""
    try:
        found = documents.parse(answer.content, "answer").root.find(f"{{{ATOM}}}summary")
    except DocumentError:
        return ""
    return f": {' '.join(_text(found).split())[:300]}" if found is not None and _text(found) else ""


def _text(element: "Element | None") -> str:
    return "".join(str(text) for text in element.itertext()).strip() if element is not None else ""
