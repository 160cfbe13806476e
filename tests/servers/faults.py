"""A TCP proxy between a client and a server, that does to one exchange what networks and servers do to them."""

import contextlib
import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

_BLOCK_BYTES: Final = 65536


@dataclass
class Fault:
    """What happens to the *nth* request whose first line matches *pattern*, and to as many as *times* says."""

    pattern: str
    cut_request_at: int | None = None
    cut_answer_at: int | None = None
    answer: bytes | None = None
    carried_out: bool = True
    change_request: Callable[[bytes], bytes] = bytes
    change_answer: Callable[[bytes], bytes] = bytes
    drip: bool = False
    then: Callable[[], None] = lambda: None
    nth: int = 1
    times: int = 1
    seen: int = 0

    def strikes(self, line: str) -> bool:
        """Return whether this request is one that something happens to."""
        if not re.search(self.pattern, line):
            return False
        self.seen += 1
        return self.nth <= self.seen < self.nth + self.times


@dataclass
class Proxy:
    """Where to connect to, and the first lines of all requests that came."""

    url: str
    faults: list[Fault] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


@contextlib.contextmanager
def between(server: str) -> Iterator[Proxy]:
    """Yield a proxy before the server at this address."""
    parts = urlsplit(server)
    listener = socket.create_server(("127.0.0.1", 0))
    proxy = Proxy(f"http://127.0.0.1:{listener.getsockname()[1]}")
    over = threading.Event()
    threads: list[threading.Thread] = []

    def accept() -> None:
        while not over.is_set():
            try:
                client, _ = listener.accept()
            except OSError:
                return
            serve = threading.Thread(
                target=_serve, args=(client, (parts.hostname, parts.port), proxy, over), daemon=True
            )
            threads.append(serve)
            serve.start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield proxy
    finally:
        over.set()
        # Closing alone does not wake up a thread that waits in accept.
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for thread in (accepting, *threads):
            thread.join(5)


def status(code: int, body: bytes = b"", *headers: str) -> bytes:
    """An answer as it stands on the wire."""
    lines = [f"HTTP/1.1 {code} Of The Proxy", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def _serve(client: socket.socket, server: tuple[str | None, int | None], proxy: Proxy, over: threading.Event) -> None:
    client.settimeout(30)
    with client, contextlib.suppress(OSError):
        head, rest = _head(client)
        if not head:
            return
        line = head.split(b"\r\n", 1)[0].decode("latin-1")
        proxy.lines.append(line)
        fault = next((one for one in proxy.faults if one.strikes(line)), None) or Fault("")
        request = head + _body(client, head, rest)
        if fault.answer is not None and not fault.carried_out:
            client.sendall(fault.answer)
            fault.then()
            return
        answer = _ask(server, fault.change_request(request), fault.cut_request_at)
        if fault.cut_request_at is None:
            _reply(client, fault, fault.answer or fault.change_answer(answer), over)
        fault.then()
        # Whoever is cut off sees the end of the stream, not a reset that could overtake what was sent.
        client.shutdown(socket.SHUT_WR)


def _reply(client: socket.socket, fault: Fault, answer: bytes, over: threading.Event) -> None:
    if not fault.drip:
        client.sendall(answer[: fault.cut_answer_at])
        return
    for byte in answer:
        client.sendall(bytes([byte]))
        if over.wait(0.05):
            return


def _ask(server: tuple[str | None, int | None], request: bytes, cut_at: int | None) -> bytes:
    with socket.create_connection((server[0] or "", server[1] or 0), 30) as link:
        link.sendall(request[:cut_at])
        if cut_at is not None:
            # What the server does with half a request is done before anybody hears that it was cut.
            link.shutdown(socket.SHUT_WR)
            link.settimeout(5)
            with contextlib.suppress(OSError):
                _all(link, b"")
            return b""
        head, rest = _head(link)
        return head + (_body(link, head, rest) if b"content-length" in head.lower() else _all(link, rest))


def _head(link: socket.socket) -> tuple[bytes, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        block = link.recv(_BLOCK_BYTES)
        if not block:
            return b"", b""
        data += block
    head, _, rest = data.partition(b"\r\n\r\n")
    return head + b"\r\n\r\n", rest


def _body(link: socket.socket, head: bytes, rest: bytes) -> bytes:
    found = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    length = int(found[1]) if found else 0
    while len(rest) < length and (block := link.recv(_BLOCK_BYTES)):
        rest += block
    return rest


def _all(link: socket.socket, rest: bytes) -> bytes:
    while block := link.recv(_BLOCK_BYTES):
        rest += block
    return rest
