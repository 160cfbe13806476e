"""A small server for one repository: read-only, one request at a time, on this machine alone unless told otherwise."""

from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlsplit

from tei.metadata.oai import respond
from tei.serving import Answering, Listening

if TYPE_CHECKING:
    from tei.metadata.oai import Repository

PATH: Final = "/oai"
_LONGEST_QUERY: Final = 8192
_MOST_ARGUMENTS: Final = 20
_TIMEOUT_S: Final = 10
_FORM: Final = "application/x-www-form-urlencoded"


class Server(Listening):
    """Answers one request after the other: a processor of stylesheets is not to be shared by threads.

    The address is taken when the server is made; the repository, whose base URL has the port, is given later.
    """

    repository: "Repository"

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port, _Handler)

    @property
    def base_url(self) -> str:
        """The address at which harvesters on this machine find the repository."""
        host, port = self.server_address[0], self.server_address[1]
        return f"http://{host if isinstance(host, str) else host.decode()}:{port}{PATH}"


class _Handler(Answering, BaseHTTPRequestHandler):
    server: Server
    timeout = _TIMEOUT_S

    def do_GET(self) -> None:
        """Answer a request whose arguments are in the address."""
        self._answer(urlsplit(self.path).query)

    def do_HEAD(self) -> None:
        """Answer as for GET, without the response itself."""
        self._answer(urlsplit(self.path).query)

    def do_POST(self) -> None:
        """Answer a request whose arguments are in the body, as the protocol allows (section 3.1.1.2)."""
        length = self.headers.get("Content-Length", "")
        kind = self.headers.get_content_type()
        if kind != _FORM:
            self.send_error(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        elif not (length.isascii() and length.isdigit()):
            self.send_error(HTTPStatus.LENGTH_REQUIRED)
        elif len(length) > len(str(_LONGEST_QUERY)) or int(length) > _LONGEST_QUERY:
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            self._answer(self.rfile.read(int(length)).decode("utf-8", "replace"))

    def _answer(self, query: str) -> None:
        if urlsplit(self.path).path.rstrip("/") != PATH:
            self.send_error(HTTPStatus.NOT_FOUND, "the repository is at " + PATH)
            return
        if len(query) > _LONGEST_QUERY:
            self.send_error(HTTPStatus.REQUEST_URI_TOO_LONG)
            return
        try:
            pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_ARGUMENTS)
        except ValueError:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        data = respond(self.server.repository, pairs)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/xml; charset=UTF-8")
        self.send_content(data)
