"""A SWORDv2 server of our own, written to the SWORD 2.0 Profile: service document, entries, packages, statements.

It is not a real repository. Sections: 6.1 service document, 6.2 listing, 6.3.3 creating with an entry, 6.4 retrieving,
6.5.1 replacing the file, 6.9 statement, 9.3 completing, 12 errors (412 for a Content-MD5 that is not that of the body).
"""

import base64
import hashlib
from dataclasses import dataclass
from html import escape

from lxml import etree

from playing import TOKEN, Reply, Request

ATOM = "http://www.w3.org/2005/Atom"
TERMS = "http://purl.org/net/sword/terms/"
USER = "editor"


@dataclass
class Deposit:
    """One entry of the collection."""

    entry: bytes
    slug: str
    content: bytes = b""
    packaging: str = ""
    complete: bool = False


class FakeSword:
    """One collection, ``/col``, of one user."""

    def __init__(self) -> None:
        self.deposits: dict[str, Deposit] = {}
        self.requests: list[Request] = []
        self.lists = True
        self.gives_back = True
        self.elsewhere = ""

    def __call__(self, asked: Request) -> Reply:
        self.requests.append(asked)
        expected = base64.b64encode(f"{USER}:{TOKEN}".encode()).decode()
        if asked.headers.get("authorization") != f"Basic {expected}":
            return Reply(401, b"")
        if asked.path == "/service":
            return self.service(asked)
        if asked.path == "/col":
            return self.collection(asked)
        part, _, name = asked.path.strip("/").partition("/")
        deposit = self.deposits.get(name)
        if deposit is None:
            return Reply(404, b"")
        plays = {"edit": self.edit, "media": self.media, "statement": self.statement, "original": self.original}
        return plays[part](asked, name, deposit)

    def service(self, asked: Request) -> Reply:
        site = self.elsewhere or asked.site
        return xml(
            200,
            f'<service xmlns="http://www.w3.org/2007/app" xmlns:a="{ATOM}" xmlns:s="{TERMS}"><s:version>2.0</s:version>'
            f'<workspace><a:title>W</a:title><collection href="{site}/col"><a:title>Editions</a:title>'
            "<s:acceptPackaging>http://purl.org/net/sword/package/SimpleZip</s:acceptPackaging>"
            "</collection></workspace></service>",
        )

    def collection(self, asked: Request) -> Reply:
        if asked.method == "GET":
            if not self.lists:
                return Reply(405, b"")
            entries = "".join(self.receipt(asked, name) for name in self.deposits)
            return xml(200, f'<feed xmlns="{ATOM}">{entries}</feed>')
        name = f"d{len(self.deposits) + 1}"
        self.deposits[name] = Deposit(asked.body, asked.headers.get("slug", ""))
        return xml(201, self.receipt(asked, name), Location=f"{asked.site}/edit/{name}")

    def edit(self, asked: Request, name: str, deposit: Deposit) -> Reply:
        if asked.method == "POST" and deposit.complete:
            return xml(400, f'<s:error xmlns:s="{TERMS}" xmlns="{ATOM}"><summary>It is complete</summary></s:error>')
        if asked.method == "POST":
            deposit.complete = asked.headers.get("in-progress", "false") == "false"
        return xml(200, self.receipt(asked, name))

    def media(self, asked: Request, _: str, deposit: Deposit) -> Reply:
        if asked.method == "GET":
            return Reply(200, deposit.content) if self.gives_back else Reply(405, b"")
        if deposit.complete:
            return Reply(405, b"")
        if asked.headers.get("content-md5") != hashlib.md5(asked.body, usedforsecurity=False).hexdigest():
            said = f'<s:error xmlns:s="{TERMS}" xmlns="{ATOM}" href="http://purl.org/net/sword/error/ErrorChecksumMismatch">'
            return xml(412, f"{said}<title>ERROR</title><summary>Checksum mismatch</summary></s:error>")
        deposit.content, deposit.packaging = asked.body, asked.headers.get("packaging", "")
        return Reply(204)

    def statement(self, asked: Request, name: str, deposit: Deposit) -> Reply:
        entry = (
            f'<entry><category scheme="{TERMS}" term="{TERMS}originalDeposit"/>'
            f'<content type="application/zip" src="{asked.site}/original/{name}"/></entry>'
        )
        return xml(200, f'<feed xmlns="{ATOM}">{entry if deposit.content else ""}</feed>')

    def original(self, _: Request, __: str, deposit: Deposit) -> Reply:
        return Reply(200, deposit.content) if self.gives_back else Reply(404, b"")

    def receipt(self, asked: Request, name: str) -> str:
        title = etree.fromstring(self.deposits[name].entry).findtext(f"{{{ATOM}}}title")
        identifier = etree.fromstring(self.deposits[name].entry).findtext(f"{{{ATOM}}}id")
        links = {
            "edit": f"/edit/{name}",
            "edit-media": f"/media/{name}",
            f"{TERMS}add": f"/edit/{name}",
            f"{TERMS}statement": f"/statement/{name}",
        }
        shown = "".join(f'<link rel="{relation}" href="{asked.site}{path}"/>' for relation, path in links.items())
        return f'<entry xmlns="{ATOM}"><title>{escape(title or "")}</title><id>{identifier}</id>{shown}</entry>'


def xml(status: int, text: str, **headers: str) -> Reply:
    return Reply(status, text.encode(), {"Content-Type": "application/xml", **headers})
