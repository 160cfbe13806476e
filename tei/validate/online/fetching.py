"""One file from the web: over HTTP alone, of bounded size and time, from a host that anybody could ask."""

import http.client
import ipaddress
import ssl
import urllib.error
import urllib.request
from typing import Any, Final, NamedTuple, NoReturn
from urllib.parse import urlsplit

from tei import __version__
from tei.errors import TeiError

_SIZE_BYTES: Final = 32 * 1024 * 1024
_TIMEOUT_S: Final = 30
_SCHEMES: Final = ("http", "https")


class UnreachableError(TeiError):
    """A file cannot be had from the web; the message says why."""


class Answer(NamedTuple):
    """What came: from which address in the end, and what the server says of it."""

    content: bytes
    final: str
    content_type: str
    last_modified: str


def fetch(address: str, hosts: frozenset[str] = frozenset()) -> Answer:
    """Return what is at *address*, from the public internet or one of the *hosts*, which are named in small letters.

    Redirects are followed, but not from HTTPS to HTTP. Raises :class:`UnreachableError`.
    """
    request = urllib.request.Request(address, headers={"User-Agent": f"tei/{__version__}"})  # noqa: S310 - see _Redirects
    try:
        if urlsplit(address).scheme.lower() not in _SCHEMES:
            _refuse("only http and https are asked")
        opener = urllib.request.build_opener(_Http(hosts), _Https(hosts), _Redirects)
        with opener.open(request, timeout=_TIMEOUT_S) as answer:
            content = answer.read(_SIZE_BYTES + 1)
            found = answer.headers
            final = answer.url
    except urllib.error.HTTPError as fault:
        fault.close()
        message = f"the server answers {fault.code} {fault.reason}".rstrip()
        raise UnreachableError(message) from None
    except urllib.error.URLError as fault:
        raise _meant(fault.reason) from None
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise _meant(fault) from None
    if len(content) > _SIZE_BYTES:
        _refuse(f"it is larger than {_SIZE_BYTES:,} bytes")
    return Answer(content, final, found.get("Content-Type", ""), found.get("Last-Modified", ""))


def _meant(reason: object) -> UnreachableError:
    if isinstance(reason, UnreachableError):
        return reason
    if isinstance(reason, ssl.SSLCertVerificationError):
        return UnreachableError(f"the certificate of the server is not good: {reason.verify_message}")
    if isinstance(reason, TimeoutError):
        return UnreachableError(f"nothing came within {_TIMEOUT_S} seconds")
    told = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return UnreachableError(told)


def _refuse(message: str) -> NoReturn:
    raise UnreachableError(message)


class _Redirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, req: Any, fp: Any, code: Any, msg: Any, headers: Any, newurl: str) -> Any:  # noqa: ANN401, PLR0913, PLR0917 - urllib's own
        """Return the request to follow. urllib itself would go on to FTP, and from HTTPS to HTTP."""
        before, after = urlsplit(req.full_url).scheme.lower(), urlsplit(newurl).scheme.lower()
        if after not in _SCHEMES or (before == "https" and after == "http"):
            _refuse(f"it redirects from {before} to {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _require_public(connection: http.client.HTTPConnection, hosts: frozenset[str]) -> None:
    """Refuse a connection to a machine of the own network, before anything is said.

    The address that was connected to is looked at, not the name: a name may stand for any. A proxy, which the
    environment names, is somebody's own.
    """
    if connection.host.lower() in hosts or _is_proxy(connection):
        return
    address = ipaddress.ip_address(connection.sock.getpeername()[0].partition("%")[0])
    if not getattr(address, "ipv4_mapped", None) and address.is_global:
        return
    connection.close()
    _refuse(f"{connection.host} is not on the public internet; --online-host {connection.host} allows to ask it")


def _is_proxy(connection: http.client.HTTPConnection) -> bool:
    proxies = urllib.request.getproxies()
    named = {urlsplit(f"//{proxies[scheme].rpartition('//')[2]}").hostname for scheme in _SCHEMES if scheme in proxies}
    return connection.host.lower() in named


def _connections(plain: type[http.client.HTTPConnection], hosts: frozenset[str]) -> type[http.client.HTTPConnection]:
    """Return a class of connections that look whom they have reached."""

    class Looking(plain):  # type: ignore[valid-type, misc] # one of two classes
        def connect(self) -> None:
            super().connect()
            _require_public(self, hosts)

    return Looking


class _Http(urllib.request.HTTPHandler):
    def __init__(self, hosts: frozenset[str]) -> None:
        super().__init__()
        self._connection = _connections(http.client.HTTPConnection, hosts)

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Return the answer over a connection that looks whom it has reached."""
        return self.do_open(self._connection, req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, hosts: frozenset[str]) -> None:
        super().__init__(context=ssl.create_default_context())
        self._connection = _connections(http.client.HTTPSConnection, hosts)
        self._tls = ssl.create_default_context()

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Return the answer over a verified connection that looks whom it has reached."""
        return self.do_open(self._connection, req, context=self._tls)
