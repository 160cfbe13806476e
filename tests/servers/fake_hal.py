"""HAL's SWORD API as far as a push needs it, by its documentation: a ZIP with HAL's record, ``X-test``, updates."""

import base64
import hashlib
import io
import zipfile

from fake_sword import ATOM, TERMS, USER, xml
from playing import TOKEN, Reply, Request


class FakeHal:
    """The portal ``hal``."""

    def __init__(self) -> None:
        self.deposits: dict[str, list[bytes]] = {}
        self.checked = 0

    def __call__(self, asked: Request) -> Reply:
        expected = base64.b64encode(f"{USER}:{TOKEN}".encode()).decode()
        if asked.headers.get("authorization") != f"Basic {expected}":
            return error(401, "Authentication failed")
        if asked.headers.get("packaging") != "http://purl.org/net/sword-types/AOfr":
            return error(415, "Unknown packaging")
        if asked.headers.get("content-md5") != hashlib.md5(asked.body, usedforsecurity=False).hexdigest():
            return error(412, "Checksum sent does not match the calculated checksum")
        with zipfile.ZipFile(io.BytesIO(asked.body)) as archive:
            name = asked.headers["content-disposition"].partition("filename=")[2]
            if b"<title" not in archive.read(name):
                return error(400, "Some metadata are missing: title")
        if asked.headers.get("x-test") == "1":
            self.checked += 1
            return xml(200, f'<entry xmlns="{ATOM}"><id>hal-00000000</id></entry>')
        return self.keep(asked)

    def keep(self, asked: Request) -> Reply:
        identifier = asked.path.rpartition("/")[2]
        if asked.method == "POST":
            identifier = f"hal-{4000000 + len(self.deposits):08}"
            self.deposits[identifier] = []
        self.deposits[identifier].append(asked.body)
        link = f'<link rel="edit" href="{asked.site}/sword/{identifier}"/>'
        return xml(201 if asked.method == "POST" else 200, f'<entry xmlns="{ATOM}"><id>{identifier}</id>{link}</entry>')


def error(status: int, summary: str) -> Reply:
    return xml(status, f'<s:error xmlns:s="{TERMS}" xmlns="{ATOM}"><summary>{summary}</summary></s:error>')
