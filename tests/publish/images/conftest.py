"""Images and documents with images that are made on the spot, and sites of them; a server that plays a IIIF service."""

import http.server
import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DOCUMENT = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{id}" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title>{title}</title></titleStmt>
<publicationStmt><publisher>Osero Press</publisher><date when="2025-03-01"/>
<availability><licence target="https://creativecommons.org/licenses/by/4.0/"><p>CC BY.</p></licence></availability>
</publicationStmt><sourceDesc><p>Made up.</p></sourceDesc></fileDesc></teiHeader>
{facsimile}<text><body>{body}</body></text></TEI>"""
FACSIMILE = """<facsimile><surface xml:id="s1" ulx="0" uly="0" lrx="60" lry="90"><desc>A sheet with a stain.</desc>
<graphic url="scans/1-small.png"/><graphic url="scans/1.png"/>
<zone xml:id="z1" ulx="5" uly="5" lrx="55" lry="30"/><zone xml:id="z2" points="5,40 55,40 55,80 5,80"/></surface>
<surface xml:id="s2"><graphic url="scans/page%202.png"/></surface></facsimile>"""
WORDS = "We saw the harbour in the morning, and nobody was there. " * 30
BODY = f"""<pb facs="#s1" n="1r"/><p xml:id="p1" facs="#z1">{WORDS}</p><p facs="#z2">{WORDS}</p>
<p xml:id="p3">{WORDS}<pb facs="#s2" n="1v"/>{WORDS}<note>A note.</note></p><p xml:id="p4">{WORDS}</p>
<pb facs="scans/3.png"/><p xml:id="p5">Last words.</p>"""


def png(width: int, height: int, shade: int = 200) -> bytes:
    """A PNG of one shade of grey, with a dark line across."""
    rows = [bytes([0]) + bytes([30 if row == height // 2 else shade]) * width for row in range(height)]

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"".join(rows))) + chunk(b"IEND", b"")


def write(project: Any, name: str, body: str, facsimile: str = "", **said: str) -> Path:
    """Write a document among the letters of *project*."""
    path: Path = project.folder / "letters" / f"{name}.xml"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = DOCUMENT.format(**{"id": name, "title": f"Letter {name}", "body": body, "facsimile": facsimile} | said)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


@pytest.fixture(scope="session")
def make_png() -> Callable[..., bytes]:
    return png


@pytest.fixture(scope="session")
def write_letter() -> Callable[..., Path]:
    return write


def fill(project: Any) -> Any:
    """Give *project* a letter with three images, and one without."""
    scans = project.folder / "letters" / "scans"
    scans.mkdir(parents=True)
    for name, size in {"1-small": (60, 90), "1": (900, 1350), "page 2": (600, 900), "3": (400, 300)}.items():
        (scans / f"{name}.png").write_bytes(png(*size))
    write(project, "seen", BODY, FACSIMILE)
    write(project, "unseen", "<p>No image.</p>")
    return project


@pytest.fixture
def pictured(make_project: Callable[[int], Any]) -> Any:
    """A project with images of pages."""
    return fill(make_project(0))


class Service(http.server.SimpleHTTPRequestHandler):
    """A IIIF image service with one image of 1,200 by 1,800 pixels: tiles of any part of it are of one grey."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path.endswith("/info.json"):
            host = self.headers["Host"]
            info = {
                "@context": "http://iiif.io/api/image/2/context.json",
                "@id": f"http://{host}/iiif/2/leaf",
                "protocol": "http://iiif.io/api/image",
                "width": 1200,
                "height": 1800,
                "profile": ["http://iiif.io/api/image/2/level1.json"],
                "tiles": [{"width": 256, "scaleFactors": [1, 2, 4, 8]}],
            }
            self._send(json.dumps(info).encode(), "application/json")
        else:
            self._send(png(80, 120, 120), "image/png")

    def log_message(self, *_said: object) -> None:
        pass

    def _send(self, data: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def service(serve: Callable[..., str], tmp_path: Path) -> tuple[str, list[str]]:
    """The address of an image service, and the paths that it is asked for."""
    asked: list[str] = []
    handler = type("Asked", (Service,), {"asked": asked})
    return serve(tmp_path, handler=handler).removesuffix("/"), asked
