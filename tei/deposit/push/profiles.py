"""Which repository a package goes to: the tables ``[deposit.NAME]`` of ``tei.toml``, and a few that everybody has."""

import difflib
import ipaddress
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from tei.errors import UsageError
from tei.settings import Deposit

if TYPE_CHECKING:
    from pathlib import Path

    from tei.settings import Settings

BUILT_IN: Final = {
    "zenodo": Deposit(kind="invenio", url="https://zenodo.org"),
    "zenodo-sandbox": Deposit(kind="invenio", url="https://sandbox.zenodo.org"),
}
"""Profiles that need no ``tei.toml``; one there of the same name may add to them and lead nowhere else."""

BY_CONTRACT: Final = {
    "dataverse": "Dataverse",
    "dspace": "DSpace 7",
    "hal": "HAL",
}
"""Kinds that were tested against a server of our own that plays what the documentation says, and not the real thing."""


class Profile(NamedTuple):
    """One repository and who deposits there; holds no secret."""

    name: str
    kind: str
    origin: "Origin"
    path: str
    collection: str
    community: str
    user: str
    on_behalf_of: str
    token_variable: str
    ca_file: "Path | None"
    timeout_s: int

    @property
    def base(self) -> str:
        """The path without a slash at its end, for longer ones to be made of it."""
        return self.path.rstrip("/")

    @property
    def url(self) -> str:
        """The address without a slash at its end."""
        return f"{self.origin}{self.base}"


class Origin(NamedTuple):
    """What a client talks to, and nothing else: scheme, host and port."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        """Return the address as people write it, without a port that goes without saying."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"https": 443, "http": 80}[self.scheme]
        return f"{self.scheme}://{host}" + ("" if self.port == usual else f":{self.port}")


def profile(name: str, settings: "Settings") -> Profile:
    """Return the profile of this name. Raises :class:`~tei.errors.UsageError`."""
    known = {**BUILT_IN, **settings.deposit}
    table = known.get(name)
    if table is None:
        near = difflib.get_close_matches(name, known, n=1)
        hint = (
            f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}; tei.toml may add [deposit.{name}]"
        )
        message = f"there is no profile {name}; {hint}"
        raise UsageError(message)
    usual = BUILT_IN.get(name, table)
    if name in BUILT_IN and (table.kind, table.url.rstrip("/")) != (usual.kind, usual.url):
        message = f"{name} is {usual.url}; a profile that leads elsewhere needs another name"
        raise UsageError(message)
    where, path = address(table.url, f"[deposit.{name}] url")
    return Profile(
        name,
        table.kind,
        where,
        path,
        table.collection,
        table.community,
        table.user,
        table.on_behalf_of,
        table.token_variable,
        table.ca_file,
        table.timeout_s,
    )


def address(url: str, what: str) -> tuple[Origin, str]:
    """Return where *url* leads and its path. Raises :class:`~tei.errors.UsageError` if a token must not go there."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"http", "https"} or not parts.hostname or not url.isascii() or not url.isprintable():
        message = f"{what} is no web address: write https://…"
        raise UsageError(message)
    if parts.username is not None or parts.query or parts.fragment:
        message = f"{what} has more than host and path: neither a name, a password, ? nor # belong there"
        raise UsageError(message)
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        message = f"{what} begins with http://, where others could read the token; write https://"
        raise UsageError(message)
    usual = 443 if parts.scheme == "https" else 80
    return Origin(parts.scheme, parts.hostname, port or usual), parts.path


def is_loopback(host: str) -> bool:
    """Return whether *host* is this very machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
