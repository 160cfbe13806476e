"""What small servers stand on that play a repository's protocol on loopback, as its documentation tells it."""

import contextlib
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

TOKEN: Final = "a-token-of-the-tests-4711"  # noqa: S105 - it opens nothing


class Request(NamedTuple):
    """What was asked: the path is decoded, the names of headers are in lower case."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes
    site: str

    def json(self) -> Any:
        return json.loads(self.body or b"null")


class Reply(NamedTuple):
    """What is answered; anything but bytes is written as JSON."""

    status: int
    content: Any = b""
    headers: dict[str, str] = {}  # noqa: RUF012 - never changed


Play = Callable[[Request], Reply]


@contextlib.contextmanager
def serving(play: Play, certificate: tuple[Path, Path] | None = None) -> Iterator[str]:
    """Yield the address at which *play* answers, one request after the other; by TLS with a certificate and its key."""
    turn = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def answer(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length)
            if len(body) < length:
                # Cut off: most servers do nothing with half of a request, and some do.
                getattr(play, "cut_off", lambda *_: None)(self.command, unquote(parts.path))
                self.close_connection = True
                return
            headers = {name.lower(): value for name, value in self.headers.items()}
            site = f"http://{headers.get('host', '')}"
            asked = Request(self.command, unquote(parts.path), parse_qs(parts.query), headers, body, site)
            with turn:
                reply = play(asked)
            is_bytes = isinstance(reply.content, bytes)
            content = reply.content if is_bytes else json.dumps(reply.content).encode()
            given = {"Content-Type": "application/octet-stream" if is_bytes else "application/json", **reply.headers}
            self.send_response(reply.status)
            for name, value in given.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = answer  # noqa: N815 - http.server chooses the names

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Say nothing of clients that go away: that is what is tested."""

    server = Server(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"{'https://localhost' if certificate else 'http://127.0.0.1'}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
