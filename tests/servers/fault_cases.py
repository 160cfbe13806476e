"""What goes wrong between a push and a repository, one case each, and what must be true afterwards.

A case runs a push through a proxy that has the fault, then the same push without it, as a user would. Afterwards the
repository must have one record with the package's mark, and each file of it byte for byte.
"""

import errno
import json
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple
from unittest import mock
from urllib.parse import quote
from urllib.request import Request, urlopen

from faults import Fault, between, status
from tei.deposit.push import Wishes, package, push
from tei.deposit.push.waiting import Clock
from tei.errors import TeiError
from tei.settings import Deposit, Deposits, Settings

VARIABLE: Final = "TEI_TEST_TOKEN"
METADATA: Final = {
    "metadata": {
        "title": "Cable Telegram no. 59363",
        "resource_type": {"id": "publication"},
        "publication_date": "2025-01-31",
        "creators": [{"person_or_org": {"type": "personal", "family_name": "Kovalev", "given_name": "I. V."}}],
        "publisher": "The edition",
    },
}
LARGE: Final = bytes(range(256)) * 1200


class Repository(NamedTuple):
    """An InvenioRDM, real or played: its address and a token."""

    url: str
    token: str


class Case(NamedTuple):
    """A fault, how the first push ends (a part of its message, or a state), and how the second does."""

    name: str
    faults: Callable[[], list[Fault]]
    first: str
    second: str = "published"
    timeout_s: int = 30
    fails_to_write: int = 0
    token: str = ""


class Result(NamedTuple):
    """What was seen."""

    first: str
    second: str
    records: int
    differing: list[str]
    wrong: list[str]


def no_waiting() -> Clock:
    """A clock that does not sleep."""
    return Clock(sleep=lambda _: None, chance=lambda: 1.0)


def make_package(folder: Path, name: str, *, metadata: dict[str, Any] | None = None) -> Path:
    """Write a small package that no other is like: a document, its metadata, a difficult name, a large file."""
    root = folder / name
    files = {
        "README.md": f"{name} {secrets.token_hex(8)}\n".encode(),
        "documents/cable.xml": "<TEI xmlns='http://www.tei-c.org/ns/1.0'>é</TEI>\n".encode(),
        "editions/a téxt (1).txt": b"text\r\n",
        "editions/large.bin": LARGE,
        "metadata/cable/invenio.json": json.dumps(metadata or METADATA).encode(),
    }
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


def settings(url: str, **keys: Any) -> Settings:
    """Settings with one repository, called ``there``."""
    table = Deposit(**{"kind": "invenio", "url": url, "token_variable": VARIABLE, **keys})
    return Settings(deposit=Deposits({"there": table}))


def _wrong_checksum(answer: bytes) -> bytes:
    start = answer.find(b'"md5:') + 5
    return answer[:start] + b"0" * 32 + answer[start + 32 :] if start > 5 else answer


def _bad_token(request: bytes) -> bytes:
    return request.replace(b"Authorization: Bearer ", b"Authorization: Bearer expired-")


def _half(answer: bytes) -> bytes:
    head, _, body = answer.partition(b"\r\n\r\n")
    half = body[: len(body) // 2]
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-length")]
    return b"\r\n".join([*lines, b"Content-Length: %d" % len(half)]) + b"\r\n\r\n" + half


_FAILED: Final = status(
    500, b'{"message": "The server encountered an internal error."}', "Content-Type: application/json"
)
_ELSEWHERE: Final = status(302, b"", "Location: http://127.0.0.2:9/elsewhere")
_BUSY: Final = status(429, b'{"message": "Too many requests"}', "Content-Type: application/json", "Retry-After: 7")
_MUCH_LATER: Final = status(503, b"", "Retry-After: 86400")
_CREATE: Final = r"^POST /api/records HTTP"
_CONTENT: Final = r"^PUT \S+large\.bin/content"
_FETCH: Final = r"^GET \S+large\.bin/content"
_COMMIT: Final = r"^POST \S+large\.bin/commit"
_LOOK: Final = r"^GET \S+large\.bin HTTP"
_PUBLISH: Final = r"^POST \S+/actions/publish"
_UPDATE: Final = r"^PUT \S+/draft HTTP"
_ALWAYS: Final = 10**6

CASES: Final = (
    Case("no fault", list, "published"),
    Case("cut before the draft is created", lambda: [Fault(_CREATE, cut_request_at=40)], "published"),
    Case("cut in the answer to the creation", lambda: [Fault(_CREATE, cut_answer_at=30)], "published"),
    Case(
        "creation carried out, its answer lost each time",
        lambda: [Fault(_CREATE, cut_answer_at=0), Fault(r"/user/records", cut_answer_at=0, nth=2, times=_ALWAYS)],
        "the connection broke during GET",
    ),
    Case("500 after the draft was created", lambda: [Fault(_CREATE, answer=_FAILED)], "published"),
    Case("half of the JSON of the creation", lambda: [Fault(_CREATE, change_answer=_half)], "published"),
    Case("cut in the first byte of a file", lambda: [Fault(_CONTENT, cut_request_at=400)], "published"),
    Case("cut in the middle of a file", lambda: [Fault(_CONTENT, cut_request_at=150_000)], "published"),
    Case(
        "cut in the middle of a file, each time",
        lambda: [Fault(_CONTENT, cut_request_at=150_000, times=_ALWAYS)],
        "the connection broke during PUT",
    ),
    Case("500 after the file was stored", lambda: [Fault(_CONTENT, answer=_FAILED)], "published"),
    Case("500 after the commit", lambda: [Fault(_COMMIT, answer=_FAILED)], "published"),
    Case("wrong checksum returned once", lambda: [Fault(_LOOK, change_answer=_wrong_checksum)], "published"),
    Case(
        "wrong checksum returned each time",
        lambda: [Fault(_LOOK, change_answer=_wrong_checksum, times=_ALWAYS)],
        "its checksum is md5:0000",
    ),
    Case(
        "other bytes come back",
        lambda: [Fault(_FETCH, change_answer=lambda answer: answer[:-9] + b"elsewise!")],
        "other bytes come back",
    ),
    Case("download cut off", lambda: [Fault(_FETCH, cut_answer_at=100_000)], "published"),
    Case(
        "token expires before the large file",
        lambda: [Fault(_CONTENT + r"|" + _COMMIT, change_request=_bad_token, times=_ALWAYS)],
        "refuses the token",
    ),
    Case(
        "token expires before the metadata",
        lambda: [Fault(_UPDATE, change_request=_bad_token, times=_ALWAYS)],
        "refuses the token",
    ),
    Case("wrong token from the beginning", list, "refuses the token", token="wrong-token-of-the-tests"),  # noqa: S106
    Case("disk full before anything was sent", list, "No space left on device", fails_to_write=1),
    Case("disk full after the draft was created", list, "No space left on device", fails_to_write=2),
    Case("disk full in the middle of the files", list, "No space left on device", fails_to_write=5),
    Case(
        "a byte now and then, without end",
        lambda: [Fault(_UPDATE, drip=True, times=_ALWAYS)],
        "no answer in time",
        timeout_s=1,
    ),
    Case("half of the JSON of the metadata", lambda: [Fault(_UPDATE, change_answer=_half)], "published"),
    Case(
        "redirect to another host",
        lambda: [Fault(_UPDATE, answer=_ELSEWHERE, carried_out=False)],
        "redirects are not followed",
    ),
    Case(
        "redirect of a download",
        lambda: [Fault(_FETCH, answer=_ELSEWHERE, carried_out=False)],
        "redirects are not followed",
    ),
    Case("too many requests, come back in 7 s", lambda: [Fault(_CREATE, answer=_BUSY, carried_out=False)], "published"),
    Case("come back tomorrow", lambda: [Fault(_UPDATE, answer=_MUCH_LATER, carried_out=False)], "in 86400 seconds"),
    Case("500 after the publication", lambda: [Fault(_PUBLISH, answer=_FAILED)], "published"),
    Case("cut in the answer to the publication", lambda: [Fault(_PUBLISH, cut_answer_at=10)], "published"),
    Case(
        "published, and the connection gone for good",
        lambda: [
            Fault(_PUBLISH, cut_answer_at=0),
            Fault(r"^GET /api/records/[\w-]+ HTTP", cut_answer_at=0, times=_ALWAYS),
        ],
        "the connection broke during GET",
    ),
)


def run(case: Case, repository: Repository, folder: Path) -> Result:
    """Push twice, first with the fault, and return what the repository has afterwards."""
    root = make_package(folder, case.name)
    with between(repository.url) as proxy, ExitStack() as stack:
        proxy.faults = case.faults()
        if case.fails_to_write:
            stack.enter_context(full_disk(case.fails_to_write))
        first = attempt(root, settings(proxy.url, timeout_s=case.timeout_s), case.token or repository.token)
        stack.close()
        proxy.faults = []
        second = attempt(root, settings(proxy.url), repository.token)
    records = find(repository, package.read(root).mark)
    differing = [name for record in records for name in different(repository, record, root)]
    return Result(first, second, len(records), differing, _wrong(case, first, second, len(records), differing, folder))


def attempt(root: Path, there: Settings, token: str) -> str:
    """Push and return how it ended: the state, a finding, or the message of the error."""
    with mock.patch.dict(os.environ, {VARIABLE: token}):
        try:
            outcome = push(root, "there", there, Wishes(publish=True), clock=no_waiting())
        except TeiError as fault:
            return str(fault)
    return "; ".join(str(finding) for finding in outcome.findings) or outcome.state


@contextmanager
def full_disk(nth: int) -> Iterator[None]:
    """Let the *nth* journal, and all after it, not be written."""
    written = 0

    def fsync(handle: int) -> None:
        nonlocal written
        written += stat.S_ISREG(os.fstat(handle).st_mode)
        if written >= nth:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with mock.patch("tei.files.os.fsync", fsync):
        yield


def ask(repository: Repository, path: str) -> bytes:
    """Ask the repository itself, without anything of tei."""
    asked = Request(f"{repository.url}/api{path}", headers={"Authorization": f"Bearer {repository.token}"})  # noqa: S310
    with urlopen(asked, timeout=60) as answer:  # noqa: S310 - an address of the test's own
        content: bytes = answer.read()
        return content


def find(repository: Repository, mark: str) -> list[dict[str, Any]]:
    """Return all records and drafts of the user that have the mark."""
    query = quote(f'metadata.identifiers.identifier:"{mark}"', safe="")
    hits: list[dict[str, Any]] = json.loads(ask(repository, f"/user/records?q={query}&size=20"))["hits"]["hits"]
    return hits


def different(repository: Repository, record: dict[str, Any], root: Path) -> list[str]:
    """Return the names of the files that the record has not as *root* has them, or has too many."""
    place = f"/records/{record['id']}/{'files' if record['is_published'] else 'draft/files'}"
    there = {entry["key"] for entry in json.loads(ask(repository, place))["entries"]}
    here = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    wrong = [
        name
        for name in sorted(there & set(here))
        if ask(repository, f"{place}/{quote(name)}/content") != here[name].read_bytes()
    ]
    return sorted(there ^ set(here)) + wrong


def _wrong(case: Case, first: str, second: str, records: int, differing: list[str], folder: Path) -> list[str]:
    """Return what is not as it must be."""
    checks = {
        f"the first push says {first!r}": case.first in first,
        f"the second push says {second!r}": second == case.second,
        f"there are {records} records": records == 1,
        f"these differ: {differing}": not differing,
        "a token is in the journal": "token-of-the-tests" not in (folder / f"{case.name}.push.json").read_text("utf-8"),
        "a token is in a message": "token-of-the-tests" not in first + second,
        "a lock is left": not list(folder.glob("*.lock")),
    }
    return [complaint for complaint, held in checks.items() if not held]
