"""The REST API of InvenioRDM on loopback: run by the Python of its own environment, as ``serving.py STATE READY``.

SQLite instead of PostgreSQL, osmem-server instead of OpenSearch, no broker, no Redis, no mail, no pages. Requests wait
for each other, background tasks run inside the request that asks for them. It reserves no DOI.
"""

import ipaddress
import json
import secrets
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from flask_security.utils import hash_password
from invenio_access.permissions import system_identity
from invenio_accounts.proxies import current_datastore
from invenio_app.factory import create_api
from invenio_communities.cache.cache import IdentityCache
from invenio_db import db
from invenio_files_rest.models import Location
from invenio_oauth2server.models import Token
from invenio_rdm_records import config as stock
from invenio_rdm_records.fixtures import PrioritizedVocabulariesFixtures
from invenio_search import current_search
from osmem_server import OsmemServer
from sqlalchemy import event
from sqlalchemy.engine import Engine
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import make_server

HOST: Final = "127.0.0.1"
# Vocabularies that a push needs entries of, and those that stay empty because the stock ones take minutes to load.
LANGUAGES: Final = {
    "eng": ("English", "en"),
    "rus": ("Russian", "ru"),
    "deu": ("German", "de"),
    "fra": ("French", "fr"),
}
LICENCES: Final = {
    "cc-by-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "cc0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
EMPTY: Final = {
    "names": "names",
    "affiliations": "aff",
    "funders": "fun",
    "awards": "awa",
    "code:programmingLanguages": "pl",
}
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Memberships(IdentityCache):  # type: ignore[misc] # its package is only in the server's own environment
    """Who belongs to which community: kept in the process, where InvenioRDM asks Redis."""

    def __init__(self, app: Any = None) -> None:
        super().__init__(app)
        self.known: dict[str, Any] = {}

    def get(self, key: str) -> Any:
        return self.known.get(key)

    def set(self, key: str, value: Any, timeout: int | None = None) -> None:
        del timeout
        self.known[key] = value

    def delete(self, key: str) -> None:
        self.known.pop(key, None)

    def flush(self) -> None:
        self.known.clear()

    def append(self, key: str, value: Any) -> None:
        if value not in self.known.setdefault(key, []):
            self.known[key].append(value)


def stay_here() -> None:
    """Let nothing be connected to, and no name be looked up, that is not on this machine."""

    def guard(name: str, arguments: tuple[Any, ...]) -> None:
        if name in {"socket.connect", "socket.sendto"} and isinstance(arguments[1], tuple):
            host = arguments[1][0]
        elif name == "socket.getaddrinfo":
            host = arguments[0]
        else:
            return
        host = host.decode() if isinstance(host, bytes) else host
        if host in {None, "", "localhost"} or ipaddress.ip_address(host).is_loopback:
            return
        message = f"{name} {host}: this server stays on its machine"
        raise PermissionError(message)

    sys.addaudithook(guard)


def configuration(site: str, search: str) -> dict[str, Any]:
    """Return the settings of the application."""
    host, _, port = search.rpartition("/")[2].partition(":")
    no_histogram = {"facets": [name for name in stock.RDM_SEARCH["facets"] if name != "publication_date"]}
    return {
        "SECRET_KEY": secrets.token_hex(32),
        "SITE_UI_URL": site,
        "SITE_API_URL": f"{site}/api",
        "TRUSTED_HOSTS": [HOST, "localhost"],
        "APP_ENABLE_SECURE_HEADERS": False,  # they ask for https
        "SESSION_COOKIE_SECURE": False,
        "SQLALCHEMY_DATABASE_URI": "sqlite:///rdm.db",
        "SQLALCHEMY_ENGINE_OPTIONS": {},
        "SEARCH_HOSTS": [{"host": host, "port": int(port)}],
        "SEARCH_CLIENT_CONFIG": {"timeout": 60},
        "BROKER_URL": "memory://",
        "CELERY_BROKER_URL": "memory://",
        "CELERY_RESULT_BACKEND": "cache",
        "CELERY_CACHE_BACKEND": "memory",
        "CELERY_TASK_ALWAYS_EAGER": True,
        "CELERY_TASK_EAGER_PROPAGATES": True,
        "CACHE_TYPE": "SimpleCache",
        "ACCOUNTS_SESSION_REDIS_URL": None,
        "RATELIMIT_ENABLED": False,
        "RATELIMIT_STORAGE_URI": "memory://",
        "MAIL_SUPPRESS_SEND": True,
        "DATACITE_ENABLED": False,
        "COMMUNITIES_IDENTITIES_CACHE_HANDLER": Memberships,
        "RDM_SEARCH": {**stock.RDM_SEARCH, **no_histogram},
        "RDM_SEARCH_DRAFTS": {**stock.RDM_SEARCH_DRAFTS, **no_histogram},
    }


def write_vocabularies(folder: Path) -> None:
    """Write the small vocabularies where the application looks for its own; JSON is YAML too."""
    languages = [
        {"id": code, "title": {"en": title}, "props": {"alpha_2": short}, "tags": ["individual", "living"]}
        for code, (title, short) in LANGUAGES.items()
    ]
    licences = [
        {
            "id": code,
            "title": {"en": code},
            "tags": ["all"],
            "props": {"url": url, "scheme": "spdx", "osi_approved": ""},
        }
        for code, url in LICENCES.items()
    ]
    content = {"languages": ("lng", languages), "licenses": ("lic", licences)}
    content |= {name: (pid_type, []) for name, pid_type in EMPTY.items()}
    (folder / "vocabularies").mkdir(parents=True)
    index = {}
    for name, (pid_type, entries) in content.items():
        file = f"vocabularies/{name.replace(':', '_')}.yaml"
        (folder / file).write_text(json.dumps(entries), encoding="utf-8")
        index[name] = {"pid-type": pid_type, "data-file": file}
    (folder / "vocabularies.yaml").write_text(json.dumps(index), encoding="utf-8")


def fill(application: Any, state: Path) -> str:
    """Make tables and indices, load the vocabularies, and return the token of the one user."""
    vocabularies = state / "vocabularies"
    write_vocabularies(vocabularies)
    with application.app_context():
        db.create_all()
        for step in (current_search.put_templates, current_search.create):
            list(step(ignore=[400]))
        db.session.add(Location(name="files", uri=f"file://{state / 'files'}", default=True))
        db.session.commit()
        PrioritizedVocabulariesFixtures(system_identity, app_data_folder=vocabularies, delay=False).load()
        password = hash_password(secrets.token_hex(16))
        user = current_datastore.create_user(email="editor@example.org", password=password, active=True)
        current_datastore.commit()
        token = Token.create_personal("tests", user.id, scopes=["user:email"])
        db.session.commit()
        return str(token.access_token)


def by_turns(application: Application) -> Application:
    """Return the application with one request at a time: two that write are too many for SQLite."""
    turn = threading.Lock()

    def answer(environment: dict[str, Any], start: Any) -> Iterable[bytes]:
        with turn:
            return application(environment, start)

    return answer


def main(state: Path, ready: Path) -> None:
    """Serve until a signal comes; when all is there, write address and token to *ready*."""
    stay_here()
    event.listen(Engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    search = OsmemServer.start(addr=f"{HOST}:0", japanese=False)

    def end(*_: object) -> None:
        search.close()
        # An exception raised here could be lost in a callback of the garbage collector.
        sys.stderr.flush()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.raise_signal(signal.SIGTERM)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    server = make_server(HOST, 0, NotFound(), threaded=True)
    site = f"http://{HOST}:{server.server_port}"
    application = create_api(**configuration(site, search.url))
    token = fill(application, state)
    server.app = DispatcherMiddleware(NotFound(), {"/api": by_turns(application)})
    draft = ready.with_suffix(".part")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps({"url": site, "token": token}), encoding="utf-8")
    draft.replace(ready)
    server.serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
