"""The deposit server of Software Heritage on loopback: run by its own environment, as ``serving.py STATE READY``.

A real SWORDv2 server on a real PostgreSQL. Archive, scheduler and checks are left out: it receives, and loads nothing.
"""

import contextlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any, Final
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

HOST: Final = "127.0.0.1"
USER: Final = "editor"
COLLECTION: Final = "editions"


def postgres_programs() -> Path:
    """Return the folder of initdb and pg_ctl: Debian keeps them off the path."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not folders:
        sys.exit("there is no PostgreSQL here")
    return folders[-1]


@contextlib.contextmanager
def database() -> Iterator[Path]:
    """Yield the folder of the socket of an empty PostgreSQL, which listens nowhere else. It refuses to run as root."""
    programs = postgres_programs()
    owner: dict[str, Any] = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
    # Where others may go: the folders of a test are closed to the owner of the database.
    folder = Path(tempfile.mkdtemp(prefix="tei-postgres-"))
    if owner:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    make = [programs / "initdb", "-D", data, "-U", "deposit", "-A", "trust", "-E", "UTF8", "--no-sync"]
    options = f"-c listen_addresses='' -c fsync=off -k {folder}"
    control = [programs / "pg_ctl", "-D", data, "-w"]
    for command in (make, [*control, "-o", options, "-l", folder / "log", "start"]):
        subprocess.run([str(word) for word in command], check=True, cwd=folder, stdout=sys.stderr, **owner)
    try:
        subprocess.run([programs / "createdb", "-h", folder, "-U", "deposit", "deposit"], check=True)
        yield folder
    finally:
        stop = [*control, "-m", "immediate", "stop"]
        subprocess.run([str(word) for word in stop], check=False, cwd=folder, stdout=sys.stderr, **owner)
        shutil.rmtree(folder, ignore_errors=True)


def configure(state: Path, socket: Path) -> None:
    """Write the configuration, which is JSON because YAML reads it, and let Django be set up by it."""
    configuration = {
        "max_upload_size": 100_000_000,
        "checks": False,
        "authentication_provider": "basic",
        "scheduler": {"cls": "memory"},
        "storage": {"cls": "memory"},
        "storage_metadata": {"cls": "memory"},
        "swh_authority_url": "http://localhost/",
        "private": {
            "secret_key": secrets.token_hex(32),
            "db": {"name": "deposit", "user": "deposit", "host": str(socket)},
            "media_root": str(state / "uploads"),
        },
    }
    file = state / "deposit.yml"
    file.write_text(json.dumps(configuration), encoding="utf-8")
    os.environ["SWH_CONFIG_FILENAME"] = str(file)
    os.environ["DJANGO_SETTINGS_MODULE"] = "swh.deposit.settings.production"


def fill() -> str:
    """Make the tables, one collection and one user, and return the password."""
    django.setup()
    call_command("migrate", verbosity=0)
    # Models cannot be imported before Django is set up.
    models = import_module("swh.deposit.models")
    collection = models.DepositCollection.objects.create(name=COLLECTION)
    client = models.DepositClient(username=USER, provider_url="https://example.org/", domain="example.org/")
    client.collections = [collection.id]
    password = secrets.token_urlsafe(24)
    client.set_password(password)
    client.save()
    return password


class Server(ThreadingMixIn, WSGIServer):
    """Answers several requests at once."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main(state: Path, ready: Path) -> None:
    """Serve until a signal comes; when all is there, write address and password to *ready*."""

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
    with contextlib.suppress(KeyboardInterrupt), database() as socket:
        configure(state, socket)
        password = fill()
        server = make_server(HOST, 0, get_wsgi_application(), Server, Quiet)
        draft = ready.with_suffix(".part")
        draft.touch(mode=0o600)
        url = f"http://{HOST}:{server.server_port}"
        draft.write_text(json.dumps({"url": url, "token": password}), encoding="utf-8")
        draft.replace(ready)
        server.serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
