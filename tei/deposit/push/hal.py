"""HAL: one ZIP with HAL's own TEI record and the package. HAL has no drafts: without ``--publish`` it only checks.

A deposit cannot be looked for by a mark of ours. Where the answer to one is lost, nothing is sent again: a second
deposit would be worse than a question.
"""

import hashlib
import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

from tei.deposit.push import atom
from tei.deposit.push.basic import authorisation
from tei.deposit.push.job import Job, Outcome, finding, unread
from tei.deposit.push.transport import Unsure, bytes_body
from tei.errors import EnvironmentFault, UsageError

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic

__all__ = ["authorisation", "preview", "push"]

_PACKAGING: Final = "http://purl.org/net/sword-types/AOfr"
_RECORD: Final = "hal.xml"
_IDENTIFIER: Final = re.compile(r"[a-z]+-\d{5,12}(?:v\d+)?")
_MOST_BYTES: Final = 200 * 1024 * 1024
_NOT_AS_IT_SHOULD: Final = frozenset({400, 412, 415, 422})


def push(job: Job) -> Outcome:
    """Let HAL check the deposit, or with ``publish`` make it, or change the one that was made."""
    if not job.wishes.publish:
        return preview(job)
    identifier, state = job.entry.get("id"), job.entry.get("state")
    if identifier and job.entry.get("package") == job.package.mark:
        return Outcome("deposited", identifier, _page(identifier), findings=[_unread(job)])
    if identifier and not job.wishes.new_version:
        message = f"{identifier} was deposited and the package has changed since; say --new-version to change it"
        raise UsageError(message)
    if state == "creating":
        raise EnvironmentFault(_unknown(job))
    return _deposit(job, identifier)


def preview(job: Job) -> Outcome:
    """Let HAL check what would be deposited; it keeps nothing of it."""
    answer_findings, _ = _send(job, job.entry.get("id"), {"X-test": "1"})
    if answer_findings:
        return Outcome("refused", findings=answer_findings)
    return Outcome("checked", lines=["HAL has checked the deposit and kept nothing; --publish makes it"])


def _deposit(job: Job, identifier: str) -> Outcome:
    job.entry.note(state="creating")
    try:
        findings, made = _send(job, identifier, {})
    except Unsure as fault:
        message = f"{fault}. {_unknown(job)}"
        raise EnvironmentFault(message) from None
    if findings:
        job.entry.note(state="")
        return Outcome("refused", findings=findings)
    job.entry.note(state="deposited", id=made, package=job.package.mark)
    return Outcome("deposited", made, _page(made), findings=[_unread(job)])


def _send(job: Job, identifier: str, headers: dict[str, str]) -> "tuple[list[Diagnostic], str]":
    """Send the ZIP; return the findings, or the identifier that HAL gives."""
    client = job.client
    path, record = job.package.record(_RECORD, job.wishes.record)
    content = _zip(job, record)
    whole = {
        "Packaging": _PACKAGING,
        "Content-Disposition": f"attachment; filename={_RECORD}",
        "Content-MD5": hashlib.md5(content, usedforsecurity=False).hexdigest(),
        "Accept": "application/atom+xml",
        **({"On-Behalf-Of": client.profile.on_behalf_of} if client.profile.on_behalf_of else {}),
        **headers,
    }
    portal = f"{client.profile.base}/{identifier or client.profile.collection or 'hal'}"
    body = bytes_body(content, "application/zip")
    answer = client.send("PUT" if identifier else "POST", portal, headers=whole, body=body)
    if answer.status in _NOT_AS_IT_SHOULD:
        said = client.hide(f"HAL does not accept the deposit ({answer.status}){atom.summary(answer)}")
        return [finding("dep.remote-metadata", path, said)], ""
    if not answer.ok:
        what = "refuses user or password" if answer.status in {401, 403} else f"answers {answer.status}"
        message = client.hide(f"{client.profile.url} {what}{atom.summary(answer)}")
        raise EnvironmentFault(message)
    if headers:
        return [], ""
    found = _IDENTIFIER.search(atom.receipt(client, atom.root(client, answer), portal).identifier)
    if found is None:
        raise EnvironmentFault(_unknown(job))
    return [], found[0]


def _zip(job: Job, record: bytes) -> bytes:
    """Return the ZIP: HAL's record under its own name, and the package's files or the package itself."""
    total = sum(file.size_bytes for file in job.package.files)
    if total > _MOST_BYTES:
        message = f"{job.package.path} has {total:,} bytes, and HAL takes {_MOST_BYTES:,} this way"
        raise UsageError(message)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(_RECORD), record)
        for file in job.package.files:
            with file.open() as stream:
                archive.writestr(zipfile.ZipInfo(file.name), stream.read())
    return buffer.getvalue()


def _unknown(job: Job) -> str:
    return (
        f"It cannot be told whether HAL has made the deposit: look among your deposits there. If it is not there, move "
        f"{job.package.name}.push.json away and push again"
    )


def _unread(job: Job) -> "Diagnostic":
    return unread(job.package.name, "HAL shows files after its moderators have seen them")


def _page(identifier: str) -> str:
    return f"https://hal.science/{identifier}"
