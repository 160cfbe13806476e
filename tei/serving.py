"""A server on this machine, whoever it serves: it asks no network for names, and tells nobody what it is asked."""

import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from socketserver import TCPServer

from tei import __version__
from tei.errors import EnvironmentFault


class Listening(HTTPServer):
    """A server that takes its address when it is made; 0 is any port that is free.

    Raises :class:`~tei.errors.EnvironmentFault` if the address cannot be had.
    """

    def __init__(self, host: str, port: int, handler: type[BaseHTTPRequestHandler]) -> None:
        try:
            super().__init__((host, port), handler)
        except OSError as fault:
            message = f"cannot listen on {host}:{port}: {fault.strerror or fault}"
            raise EnvironmentFault(message) from fault

    def server_bind(self) -> None:
        """Take the address; the name of the host, which http.server would ask the network for, nobody needs."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "tei", self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Leave a client that breaks off alone: it has nobody to be told."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type] # as http.server gave them


class Answering(BaseHTTPRequestHandler):
    """Answers requests, and is silent about them: what is asked is nobody's business."""

    server_version = f"tei/{__version__}"
    sys_version = ""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server chooses the name
        """Keep silent."""

    def send_content(self, data: bytes) -> None:
        """Send *data* behind the headers that were given, with its length; the headers alone for HEAD."""
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)
