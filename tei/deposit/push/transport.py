"""HTTP to one host and no other: TLS verified, no redirect followed, no proxy, every exchange bounded in time and size.

It stands on ``http.client``, which does nothing that it is not told: it follows no redirect, reads no proxy from the
environment, sends a file as it reads it, and lets each exchange have its own end. The larger clients do all of this on
their own account, and each would have to be told not to.
"""

import contextlib
import http.client
import io
import json
import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from tei.deposit.push.profiles import Origin, Profile
from tei.deposit.push.tokens import HIDDEN, Secret
from tei.deposit.push.waiting import Clock, pause_s, pauses
from tei.errors import EnvironmentFault

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

_ANSWER_BYTES: Final = 32 * 1024 * 1024
_BLOCK_BYTES: Final = 256 * 1024
_SLOWEST_BYTES_S: Final = 4096
"""What a file of some size may take at most, besides the time-out: this many bytes a second."""

_REPEATABLE: Final = frozenset({"GET", "PUT", "DELETE"})
_LONGEST_CHARS: Final = 300

_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_NOT_DONE: Final = frozenset({429, 503})
"""The server says itself that it did nothing: also what must not be done twice may be asked for again."""

# Never wrapped into a message: their texts may hold what was sent.
_BROKEN: Final = (OSError, http.client.HTTPException)


class Unsure(EnvironmentFault):
    """A request that must not be made twice has got no answer, or the server failed: it may have been carried out."""


class Body(NamedTuple):
    """What is sent: its size, its type, and a function that opens it from the beginning."""

    size_bytes: int
    content_type: str
    open: "Callable[[], AbstractContextManager[IO[bytes]]]"


class Answer(NamedTuple):
    """What came back, without a redirect and whole."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def ok(self) -> bool:
        """Whether the server says that it has done what was asked."""
        return 200 <= self.status < 300  # noqa: PLR2004 - the class of success

    def json(self) -> Any:  # noqa: ANN401 - JSON has any shape
        """Return the content as JSON, None if it is none."""
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError):
            return None


class Download(NamedTuple):
    """Where a file goes that comes back: its size as far as it is known, and what begins anew to take its pieces."""

    size_bytes: int
    begin: Callable[[], Callable[[bytes], None]]


class _Request(NamedTuple):
    method: str
    path: str
    headers: Mapping[str, str]
    body: Body | None
    download: Download | None
    expects_json: bool


class Client:
    """Talks to the host of one profile."""

    def __init__(
        self, profile: Profile, authorisation: Mapping[str, str], secrets: tuple[Secret, ...], clock: Clock
    ) -> None:
        self.profile = profile
        self.clock = clock
        self._authorisation = dict(authorisation)
        self._secrets = list(secrets)
        self._tls = _tls(profile) if profile.origin.scheme == "https" else None

    @property
    def secret(self) -> Secret:
        """The token or password, for a repository that wants it elsewhere than in a header."""
        return self._secrets[0]

    def authorise(self, name: str, value: str, secret: str = "") -> None:
        """Send the header *name* from now on; *secret* is what of it must not be seen."""
        self._authorisation[name] = value
        if secret:
            self._secrets.append(Secret(secret))

    def send(  # noqa: PLR0913 - a request has these parts
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: Body | None = None,
        download: Download | None = None,
        expects_json: bool = False,
    ) -> Answer:
        """Return the answer to one request; a file that comes back goes where *download* says.

        What may be repeated is repeated after a broken connection or a fault of the server that may pass. Raises
        :class:`Unsure` where only looking can tell whether it was done; :class:`~tei.errors.EnvironmentFault` when the
        host cannot be reached or leads elsewhere.
        """
        request = _Request(method, path, headers or {}, body, download, expects_json)
        fault = ""
        waits = pauses()
        while True:
            answer, fault, harmless = self._attempt(request)
            if answer is not None and answer.status not in _PASSING:
                return answer
            if answer is not None:
                fault = f"{method} {self._shown(path)} was answered with {answer.status}{reason(answer)}"
                harmless = answer.status in _NOT_DONE
            if method not in _REPEATABLE and not harmless:
                raise Unsure(self.hide(fault))
            bound_s = next(waits, None)
            if bound_s is None:
                message = self.hide(f"{fault}; after several attempts this is given up")
                raise EnvironmentFault(message)
            self.clock.sleep(pause_s(bound_s, answer.headers if answer else {}, self.clock))

    def hide(self, text: str) -> str:
        """Return *text* without the secrets, should a server have put one into its answer."""
        for secret in self._secrets:
            text = text.replace(secret.reveal(), HIDDEN)
        return text

    def local(self, link: str, base: str = "") -> str:
        """Return path and query of a *link* that the server gave. Raises if it leads to another host."""
        whole = urljoin(f"{self.profile.origin}{base or '/'}", link.strip())
        parts = urlsplit(whole)
        try:
            there = Origin(parts.scheme, parts.hostname or "", parts.port or {"https": 443, "http": 80}[parts.scheme])
        except (KeyError, ValueError):
            there = None
        if there != self.profile.origin or not parts.path.isascii():
            message = self.hide(
                f"{self.profile.origin} answers with the address {_short(link)}; "
                f"only {self.profile.origin} is contacted, so this stops here"
            )
            raise EnvironmentFault(message)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def _attempt(self, request: "_Request") -> tuple[Answer | None, str, bool]:
        """Return the answer, else what is wrong and whether it is certain that nothing was done."""
        connection = self._connection()
        shown = self._shown(request.path)
        try:
            connection.connect()
        except ssl.SSLCertVerificationError as fault:
            message = f"{self.profile.origin} shows a certificate that cannot be trusted: {fault.verify_message}"
            raise EnvironmentFault(message) from None
        except _BROKEN as fault:
            return None, f"{self.profile.origin} cannot be reached: {_said(fault)}", True
        try:
            with _deadline(connection, self._allowed_s(request)):
                answer = self._exchange(connection, request)
        except _BROKEN as fault:
            return None, f"the connection broke during {request.method} {shown}: {_said(fault)}", False
        finally:
            connection.close()
        if request.expects_json and answer.ok and answer.json() is None:
            return None, f"{request.method} {shown} was answered with something that is no JSON, or half of it", False
        return answer, "", True

    def _exchange(self, connection: http.client.HTTPConnection, request: "_Request") -> Answer:
        headers = {"User-Agent": "tei", "Accept": "application/json", **self._authorisation, **request.headers}
        if request.body is None:
            given = {"Content-Length": "0"} if request.method in {"POST", "PUT"} else {}
            connection.request(request.method, request.path, headers={**headers, **given})
        else:
            self._upload(connection, request, request.body, headers)
        response = connection.getresponse()
        found: dict[str, str] = {}
        for name, value in response.getheaders():
            key = name.lower()
            found[key] = f"{found[key]}, {self.hide(value)}" if key in found else self.hide(value)
        if 300 <= response.status < 400:  # noqa: PLR2004 - the class of redirects
            self._refuse(request, response.status, found.get("location", ""))
        if request.download is not None and response.status == http.client.OK:
            _pass_on(response, request.download.begin())
            return Answer(response.status, found, b"")
        return Answer(response.status, found, self._hide_bytes(b"".join(_pieces(response, _ANSWER_BYTES))))

    def _hide_bytes(self, content: bytes) -> bytes:
        for secret in self._secrets:
            content = content.replace(secret.reveal().encode("ascii"), HIDDEN.encode("ascii"))
        return content

    def _upload(
        self, connection: http.client.HTTPConnection, request: "_Request", body: Body, headers: dict[str, str]
    ) -> None:
        described = {"Content-Type": body.content_type, "Content-Length": str(body.size_bytes)}
        with body.open() as stream:
            try:
                connection.request(request.method, request.path, body=stream, headers={**described, **headers})
            except (BrokenPipeError, ConnectionResetError):
                # A server may refuse before it has read all, and then its answer is still there to be read.
                return

    def _refuse(self, request: "_Request", status: int, location: str) -> None:
        message = (
            f"{request.method} {self._shown(request.path)} was answered with {status}, a redirect to "
            f"{_short(location) or 'nowhere'}; redirects are not followed: only {self.profile.origin} is contacted"
        )
        raise EnvironmentFault(message)

    def _allowed_s(self, request: "_Request") -> float:
        sent = request.body.size_bytes if request.body else 0
        returned = request.download.size_bytes if request.download else 0
        return self.profile.timeout_s + (sent + returned) / _SLOWEST_BYTES_S

    def _connection(self) -> http.client.HTTPConnection:
        origin, timeout_s = self.profile.origin, self.profile.timeout_s
        if self._tls is None:
            return http.client.HTTPConnection(origin.host, origin.port, timeout=timeout_s, blocksize=_BLOCK_BYTES)
        return http.client.HTTPSConnection(
            origin.host, origin.port, timeout=timeout_s, blocksize=_BLOCK_BYTES, context=self._tls
        )

    def _shown(self, path: str) -> str:
        return self.hide(f"{self.profile.origin}{path.partition('?')[0]}")


def reason(answer: Answer) -> str:
    """Return what the server says about a refusal, with a colon before it, or nothing."""
    said = answer.json()
    text = said.get("message") or said.get("error_description") or "" if isinstance(said, dict) else ""
    return f": {_short(str(text))}" if text else ""


def json_body(value: object) -> Body:
    """Return *value* as a body in JSON."""
    return bytes_body(json.dumps(value, ensure_ascii=False).encode(), "application/json")


def bytes_body(content: bytes, content_type: str) -> Body:
    """Return a body that is in memory."""
    return Body(len(content), content_type, lambda: io.BytesIO(content))


def _tls(profile: Profile) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if profile.ca_file is not None:
        try:
            context.load_verify_locations(cafile=profile.ca_file)
        except (OSError, ssl.SSLError) as fault:
            message = f"cannot use {profile.ca_file} as certificates: {_said(fault)}"
            raise EnvironmentFault(message) from None
    return context


@contextlib.contextmanager
def _deadline(connection: http.client.HTTPConnection, allowed_s: float) -> Iterator[None]:
    """Break the connection when the exchange takes longer: a time-out alone never comes if one byte drips now and then.

    The socket is remembered, for the connection lets go of it while an answer is being read.
    """
    link = connection.sock
    over = threading.Event()

    def end() -> None:
        over.set()
        with contextlib.suppress(OSError):
            link.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(allowed_s, end)
    timer.daemon = True
    timer.start()
    try:
        yield
        # Also an answer that ended then: http.client takes headers that were broken off for whole ones.
        if over.is_set():
            raise TimeoutError
    except _BROKEN:
        if over.is_set():
            raise TimeoutError from None
        raise
    finally:
        timer.cancel()
        timer.join()


def _pieces(response: http.client.HTTPResponse, most_bytes: int) -> Iterator[bytes]:
    """Yield the content. Raises an error of http.client if it is cut short, which reading in pieces does not."""
    expected, found = response.length, 0
    while piece := response.read(_BLOCK_BYTES):
        found += len(piece)
        if found > most_bytes:
            raise http.client.HTTPException
        yield piece
    if expected is not None and found != expected:
        raise http.client.IncompleteRead(b"", expected - found)  # noqa: EM101 - no message


def _pass_on(response: http.client.HTTPResponse, take: Callable[[bytes], None]) -> None:
    for piece in _pieces(response, sys.maxsize):
        take(piece)


def _said(fault: Exception) -> str:
    """Return what broke, in words that hold nothing of what was sent."""
    if isinstance(fault, TimeoutError):
        return "no answer in time"
    if isinstance(fault, ConnectionRefusedError):
        return "nobody answers there"
    if isinstance(fault, http.client.IncompleteRead | http.client.RemoteDisconnected | ConnectionError):
        return "it was cut off"
    if isinstance(fault, ssl.SSLError):
        return "TLS failed"
    if isinstance(fault, OSError) and fault.strerror:
        return fault.strerror
    return "the answer is no HTTP, or too long"


def _short(text: str) -> str:
    """Return *text* on one line, cut where a server talks too much, without characters that steer a terminal."""
    line = "".join(character if character.isprintable() else " " for character in text)
    return line if len(line) <= _LONGEST_CHARS else f"{line[:_LONGEST_CHARS]}…"
