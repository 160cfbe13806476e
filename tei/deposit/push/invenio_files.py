"""The files of an InvenioRDM draft: each registered, sent, committed, asked for, and downloaded again."""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from tei.deposit.push.comparing import checksum, comes_back
from tei.deposit.push.job import Job, finding
from tei.deposit.push.package import File
from tei.deposit.push.transport import Answer, Body, Unsure, json_body, reason
from tei.diagnostics import Diagnostic
from tei.errors import EnvironmentFault

_ATTEMPTS: Final = 3
_GONE: Final = frozenset({404, 410})
_REFUSED: Final = frozenset({401, 403})


def bring(job: Job, identifier: str) -> list[Diagnostic]:
    """Make the draft's files those of the package and return where they are not; what is there already is not sent."""
    place = _place(job, identifier)
    held = _held(job, place)
    findings = _remove(job, place, held)
    for number, file in enumerate(job.package.files, start=1):
        job.say(f"{number} of {len(job.package.files)}: {file.name}, {file.size_bytes:,} bytes")
        if not _whole(held.get(file.name), file):
            findings += _upload(job, place, file)
    return findings or verify(job, identifier)


def verify(job: Job, identifier: str, *, published: bool = False) -> list[Diagnostic]:
    """Return a finding for each file that does not come back byte for byte, and for each one too many."""
    place = _place(job, identifier, published=published)
    held = _held(job, place)
    findings = [_too_many(name) for name in held if name not in {file.name for file in job.package.files}]
    for file in job.package.files:
        problem = _problem(job, place, held.get(file.name), file)
        if problem:
            findings.append(finding("dep.remote-bytes", file.name, f"the repository holds something else: {problem}"))
    return findings


def preview(job: Job, identifier: str, *, published: bool) -> Iterator[str]:
    """Yield a line for each file: ``+`` would be sent, ``~`` would be sent in place of another, ``=`` is there."""
    held = _held(job, _place(job, identifier, published=published)) if identifier else {}
    for file in job.package.files:
        sign = "+" if file.name not in held else "=" if _whole(held[file.name], file) else "~"
        yield f"{sign} {file.name}, {file.size_bytes:,} bytes"
    ours = {file.name for file in job.package.files}
    for name in held:
        if name not in ours:
            yield f"- {name}" if name in job.entry.names("files") else f"? {name} is there and not in the package"


def _problem(job: Job, place: str, held: dict[str, Any] | None, file: File) -> str:
    if held is None:
        return "it is not there"
    if checksum(str(held.get("checksum", "")), file) is False:
        return f"its checksum is {held.get('checksum')}"
    return comes_back(job.client, f"{_entry(place, file.name)}/content", file)


def _upload(job: Job, place: str, file: File) -> list[Diagnostic]:
    """Send one file, again if what arrives is something else, and return a finding if that does not help."""
    problem = ""
    for _ in range(_ATTEMPTS):
        try:
            problem = _send(job, place, file)
        except Unsure as fault:
            job.say(f"{fault}; looking what is there")
            problem = "" if _whole(_one(job, place, file), file) else "it did not arrive"
        if not problem:
            return []
        # A wrong file must not stay where somebody could publish it.
        _delete(job, place, file.name)
    return [finding("dep.remote-bytes", file.name, f"the repository does not take it as it is: {problem}")]


def _send(job: Job, place: str, file: File) -> str:
    """Register, send and commit *file* and return what is wrong with what the repository then holds, or nothing."""
    client, entry = job.client, _entry(place, file.name)
    # Content that is put over a committed file makes the file vanish: what is there is removed first.
    _delete(job, place, file.name)
    job.entry.note(files=sorted({*job.entry.names("files"), file.name}))
    _expect(job, client.send("POST", place, body=json_body([{"key": file.name}]), expects_json=True), file.name)
    body = Body(file.size_bytes, "application/octet-stream", file.open)
    for method, path, sent in (("PUT", f"{entry}/content", body), ("POST", f"{entry}/commit", None)):
        answer = client.send(method, path, body=sent, expects_json=True)
        if answer.status in _GONE:
            # Of a file that was cut off the repository forgets that it was registered: from the beginning, then.
            return "it is no longer registered there"
        _expect(job, answer, file.name)
    held = _one(job, place, file)
    if _whole(held, file):
        return ""
    return f"its checksum is {held.get('checksum')}" if held else "it is not there"


def _remove(job: Job, place: str, held: dict[str, dict[str, Any]]) -> list[Diagnostic]:
    """Remove what an earlier push has sent and the package no longer has; return findings for what others sent."""
    ours, sent = {file.name for file in job.package.files}, job.entry.names("files")
    for name in held:
        if name not in ours and name in sent:
            _delete(job, place, name)
    return [_too_many(name) for name in held if name not in ours and name not in sent]


def _too_many(name: str) -> Diagnostic:
    return finding(
        "dep.remote-extra",
        name,
        "the repository holds a file that the package has not",
        "remove it there",
    )


def _whole(held: dict[str, Any] | None, file: File) -> bool:
    """Return whether the repository says that it holds *file*, with its size and checksum."""
    if held is None or held.get("status", "completed") != "completed":
        return False
    return held.get("size") == file.size_bytes and checksum(str(held.get("checksum", "")), file) is not False


def _held(job: Job, place: str) -> dict[str, dict[str, Any]]:
    answer = job.client.send("GET", place, expects_json=True)
    _expect(job, answer, "the list of files")
    listed = answer.json()
    entries = listed.get("entries") if isinstance(listed, dict) else None
    return {str(one.get("key")): one for one in entries if isinstance(one, dict)} if isinstance(entries, list) else {}


def _one(job: Job, place: str, file: File) -> dict[str, Any] | None:
    answer = job.client.send("GET", _entry(place, file.name), expects_json=True)
    if answer.status in _GONE:
        return None
    _expect(job, answer, file.name)
    found = answer.json()
    return found if isinstance(found, dict) else None


def _delete(job: Job, place: str, name: str) -> None:
    answer = job.client.send("DELETE", _entry(place, name))
    if answer.status not in _GONE:
        _expect(job, answer, name)


def _expect(job: Job, answer: Answer, name: str) -> None:
    if answer.ok:
        return
    client = job.client
    if answer.status in _REFUSED:
        message = (
            f"{client.profile.url} refuses the token of {client.profile.name} at {name} ({answer.status}): it may have "
            "expired; with another one the same command goes on where it was"
        )
    else:
        message = f"{client.profile.url} does not take {name}: {answer.status}{reason(answer)}"
    raise EnvironmentFault(message)


def _place(job: Job, identifier: str, *, published: bool = False) -> str:
    path = job.client.profile.base
    api = path if path.endswith("/api") else f"{path}/api"
    return f"{api}/records/{identifier}/{'files' if published else 'draft/files'}"


def _entry(place: str, name: str) -> str:
    return f"{place}/{quote(name)}"
