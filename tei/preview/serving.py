"""The server of a preview: read-only, on this machine alone, and for nobody who came by the name of another host."""

import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, unquote, urlsplit

from tei.pictures import media_type
from tei.preview import pages
from tei.preview.desk import Desk
from tei.render.edition import VIEWS
from tei.serving import Answering, Listening

if TYPE_CHECKING:
    from tei.preview.showing import Preview
    from tei.render.edition import View

_HOST: Final = "127.0.0.1"
_POLL_S: Final = 0.1
# To look through all folders takes longer than to look at some files.
_POLL_LIST_S: Final = 1.0
# So often a stream says something, and learns whether anybody is there.
_POLLS_BETWEEN_SIGNS: Final = 50
_TIMEOUT_S: Final = 30
_HTML: Final = "text/html; charset=utf-8"
_FILES: Final = {"/preview.css": "text/css; charset=utf-8", "/preview.js": "text/javascript; charset=utf-8"}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
# What a document or a picture brings along is looked at and not carried out.
_PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


class Server(ThreadingMixIn, Listening):
    """Serves a preview from the port that it takes when it is made; 0 is any that is free.

    Raises :class:`~tei.errors.EnvironmentFault` if the port is taken.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, preview: "Preview", port: int) -> None:
        self.preview = preview
        self.desk = Desk()
        self.ended = threading.Event()
        super().__init__(_HOST, port, _Handler)

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the preview."""
        return f"http://{_HOST}:{self.server_port}/"

    @property
    def hosts(self) -> frozenset[str]:
        """What a browser that was not led astray calls this server."""
        names = ("127.0.0.1", "localhost", "[::1]")
        return frozenset(host for name in names for host in (name, f"{name}:{self.server_port}"))

    def run(self) -> None:
        """Serve until :meth:`end`, or an interruption; documents are read and rendered in the thread that calls."""
        listening = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        listening.start()
        try:
            self.desk.work(self.ended.is_set)
        finally:
            self.end()
            self.shutdown()
            self.server_close()

    def end(self) -> None:
        """Make :meth:`run` return soon."""
        self.ended.set()


class _Handler(Answering, BaseHTTPRequestHandler):
    server: Server
    timeout = _TIMEOUT_S

    def do_GET(self) -> None:
        """Answer a request."""
        if self.headers.get("Host", "").lower() not in self.server.hosts:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        asked = urlsplit(self.path)
        room, _, rest = unquote(asked.path, errors="replace").removeprefix("/").partition("/")
        query = {key: values[0] for key, values in parse_qs(asked.query, max_num_fields=10).items()}
        view = next((one for one in VIEWS if one == query.get("view")), None)
        if asked.path in _FILES:
            file = Path(__file__).with_name(asked.path[1:])
            self._send(file.read_bytes(), _FILES[asked.path])
        elif asked.path == "/":
            self._list()
        elif room == "changes":
            self._follow(rest, view, query.get("since", ""))
        elif room == "documents":
            self._document(rest, view)
        elif room == "pages":
            self._page(rest, view)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_HEAD(self) -> None:
        """Answer as for GET, without the content itself."""
        self.do_GET()

    def _list(self) -> None:
        preview = self.server.preview
        title = preview.corpus.folder.resolve().name
        self._send(pages.listing(preview.corpus.names(), title, preview.listed()).encode(), _HTML)

    def _document(self, name: str, view: "View | None") -> None:
        preview, path = self.server.preview, self.server.preview.corpus.document(name)
        if path is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        found = self.server.desk.ask(lambda: preview.findings(name, path))
        self.server.desk.ask(lambda: preview.page(name, path, view))
        self._send(pages.document(name, view or "", found, preview.shown(name, view)).encode(), _HTML)

    def _page(self, name: str, view: "View | None") -> None:
        preview, path = self.server.preview, self.server.preview.corpus.document(name)
        picture = preview.corpus.picture(name)
        if picture is not None:
            self._send(picture.read_bytes(), media_type(picture.name), policy=_PAGE_POLICY)
        elif path is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            page = self.server.desk.ask(lambda: preview.page(name, path, view))
            html = page.html or pages.reasons(page)
            status = HTTPStatus.OK if page.html else HTTPStatus.UNPROCESSABLE_ENTITY
            self._send(html.encode(), _HTML, status, policy=_PAGE_POLICY)

    def _follow(self, name: str, view: "View | None", since: str) -> None:
        """Tell the state of what is shown each time that it is another, as server-sent events, until nobody listens."""
        self._head(HTTPStatus.OK, "text/event-stream", _POLICY)
        self.end_headers()
        polls = 0
        while self.command == "GET" and not self.server.ended.wait(_POLL_S if name else _POLL_LIST_S):
            now = self.server.preview.state(name, view) if name else self.server.preview.listed()
            polls += 1
            if now != since:
                self.wfile.write(f"data: {now}\n\n".encode())
                since = now
            elif polls % _POLLS_BETWEEN_SIGNS == 0:
                self.wfile.write(b":\n\n")

    def _send(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK, *, policy: str = _POLICY) -> None:
        self._head(status, kind, policy)
        self.send_content(data)

    def _head(self, status: HTTPStatus, kind: str, policy: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", policy)
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
