"""DSpace 7 and later: a submission by its REST API, with a token for the session (JWT) and one against forgery (CSRF).

By contract: written to DSpace's REST contract and tested against a server of our own that plays it. A submission cannot
be looked for by a mark before it has one, so those that were there before are noted, and a new one without content is
the one whose answer was lost.
"""

import re
from typing import Any, Final
from urllib.parse import urlencode

from tei import document as documents
from tei.deposit.push.comparing import checksum, comes_back
from tei.deposit.push.forms import form
from tei.deposit.push.job import Job, Outcome, finding
from tei.deposit.push.package import File
from tei.deposit.push.transport import Answer, Unsure, bytes_body, json_body, reason
from tei.diagnostics import Diagnostic
from tei.errors import EnvironmentFault, UsageError

_FILE_NAME: Final = "dspace.xml"
_MARK: Final = "dc.identifier.other"
_FIRST: Final = "traditionalpageone"
_SECOND: Final = ("dc.subject", "dc.description.abstract", "dc.description.sponsorship", "dc.description")
_SECTION: Final = dict.fromkeys(_SECOND, "traditionalpagetwo")
"""Where DSpace's own form has a field, if it is not on its first page."""
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_COOKIE: Final = re.compile(r"DSPACE-XSRF-COOKIE=[^;,\s]+")
_API: Final = "/api"
_ATTEMPTS: Final = 3
_WORDS: Final = "application/x-www-form-urlencoded"


def authorisation(password: str, user: str) -> dict[str, str]:
    """Return no header: DSpace gives one when user and password are shown to it. Raises without a user."""
    if not user:
        message = "DSpace wants a user besides the password: name it in the profile as user"
        raise UsageError(message)
    del password
    return {}


def push(job: Job) -> Outcome:
    """Bring the submission to what the package holds; hand it in if that is wished and nothing was found."""
    file = _file(job)
    path, fields = _fields(job)
    if job.entry.get("state") == "submitted":
        return _already(job)
    user = _log_in(job)
    number = _begun(job, user) or _create(job, user)
    outcome = Outcome("draft", str(number), f"{job.client.profile.url}/submission/workspaceitems/{number}")
    job.entry.note(state="draft", id=str(number), package=job.package.mark)
    outcome.findings += _bring(job, number, file)
    outcome.findings += _describe(job, number, path, fields)
    if not outcome.failed:
        outcome.findings += _verify(job, number, file)
    if job.wishes.publish and not outcome.failed:
        _hand_in(job, number)
        outcome.state = "submitted"
    return outcome


def preview(job: Job) -> Outcome:
    """Return what would be sent, as lines."""
    file = _file(job)
    _, fields = _fields(job)
    _log_in(job)
    known = job.entry.get("id")
    held = _held(_submission(job, int(known))).get(file.name) if known else None
    has = f"submission {known} would be changed" if known else f"{job.client.profile.url} would get a submission"
    sign = "+" if held is None else "=" if _whole(held, file) else "~"
    lines = [has, *(f"+ {name}: {value}" for name, value in fields), f"{sign} {file.name}, {file.size_bytes:,} bytes"]
    return Outcome("draft", known, lines=lines)


def _file(job: Job) -> File:
    if job.package.path.is_dir():
        message = f"{job.package.path} is a folder, and an item of DSpace has none: make the package with --format zip"
        raise UsageError(message)
    return job.package.files[0]


def _fields(job: Job) -> tuple[str, list[tuple[str, str]]]:
    """Return where the metadata lie and each field, ``dc.title`` and its value, with the package's mark."""
    path, content = job.package.record(_FILE_NAME, job.wishes.record)
    fields = []
    for value in documents.parse(content, path).root.iter("dcvalue"):
        qualifier = value.get("qualifier", "none")
        name = f"dc.{value.get('element')}" + ("" if qualifier == "none" else f".{qualifier}")
        fields.append((name, "".join(str(text) for text in value.itertext()).strip()))
    return path, [*fields, (_MARK, job.package.mark)]


# --- who asks ---


def _log_in(job: Job) -> str:
    """Show user and password, keep the session's token, and return the user's UUID."""
    client = job.client
    _guard(job, _expect(job, client.send("GET", f"{_api(job)}/security/csrf")))
    words = urlencode({"user": client.profile.user, "password": client.secret.reveal()}).encode()
    answer = client.send("POST", f"{_api(job)}/authn/login", body=bytes_body(words, _WORDS))
    token = answer.headers.get("authorization", "")
    if not answer.ok or not token.startswith("Bearer "):
        message = f"{client.profile.url} refuses user or password of {client.profile.name} ({answer.status})"
        raise EnvironmentFault(message)
    client.authorise("Authorization", token, token.removeprefix("Bearer "))
    _guard(job, answer)
    status = _object(job, client.send("GET", f"{_api(job)}/authn/status", expects_json=True))
    found = _UUID.search(str(status.get("_links", {}).get("eperson", {}).get("href", "")))
    return found[0] if found else ""


def _guard(job: Job, answer: Answer) -> None:
    """Send the token against forgery, and the cookie that goes with it, from now on: they change at the login."""
    token = answer.headers.get("dspace-xsrf-token")
    cookie = _COOKIE.search(answer.headers.get("set-cookie", ""))
    if token:
        job.client.authorise("X-XSRF-TOKEN", token)
    if cookie:
        job.client.authorise("Cookie", cookie[0])


# --- the submission ---


def _begun(job: Job, user: str) -> int | None:
    """Return the submission of an earlier push: by its number, its mark, or as the new one that is empty."""
    known = job.entry.get("id")
    if known:
        _submission(job, int(known))
        return int(known)
    before = job.entry.names("before")
    for one in _own(job, user):
        is_ours = job.package.mark in str(one.get("sections", ""))
        is_lost = job.entry.get("state") == "creating" and str(one.get("id")) not in before and not _held(one)
        if is_ours or is_lost:
            return _number(one)
    return None


def _create(job: Job, user: str) -> int:
    """Return the number of a new submission. Where the answer is lost it is looked for before it is made again."""
    collection = job.client.profile.collection
    if not _UUID.fullmatch(collection):
        message = f"name the collection in [deposit.{job.client.profile.name}], as collection, by its UUID"
        raise UsageError(message)
    for _ in range(_ATTEMPTS):
        job.entry.note(state="creating", before=[str(one.get("id")) for one in _own(job, user)])
        place = f"{_api(job)}/submission/workspaceitems?owningCollection={collection}"
        try:
            answer = job.client.send("POST", place, body=json_body({}), expects_json=True)
        except Unsure as fault:
            job.say(f"{fault}; looking whether the submission was made")
            if found := _begun(job, user):
                return found
            continue
        return _number(_object(job, answer))
    message = f"{job.client.profile.url} made no submission in {_ATTEMPTS} attempts; run the same command again later"
    raise EnvironmentFault(message)


def _own(job: Job, user: str) -> list[dict[str, Any]]:
    place = f"{_api(job)}/submission/workspaceitems/search/findBySubmitter?uuid={user}&size=1000"
    listed = _object(job, job.client.send("GET", place, expects_json=True)).get("_embedded", {})
    items = listed.get("workspaceitems") if isinstance(listed, dict) else None
    return [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []


def _submission(job: Job, number: int) -> dict[str, Any]:
    answer = job.client.send("GET", _place(job, number), expects_json=True)
    if answer.status == 404:  # noqa: PLR2004 - it is not there
        message = (
            f"{job.client.profile.url} no longer has submission {number}, which {job.package.name}.push.json names: "
            "it was handed in or deleted there; move that file away to begin anew"
        )
        raise UsageError(message)
    return _object(job, answer)


def _describe(job: Job, number: int, path: str, fields: list[tuple[str, str]]) -> list[Diagnostic]:
    """Put each field where the form has it and return what DSpace says is missing or wrong."""
    values: dict[str, list[dict[str, str]]] = {}
    for name, value in fields:
        values.setdefault(f"/sections/{_SECTION.get(name, _FIRST)}/{name}", []).append({"value": value})
    patch = [{"op": "add", "path": place, "value": value} for place, value in values.items()]
    # The same values put twice are there once: it may be repeated.
    answer = _again(job, "PATCH", _place(job, number), patch)
    if answer.status == 422:  # noqa: PLR2004 - DSpace's word for a field that the form has not
        return [finding("dep.remote-metadata", path, f"the repository does not accept the metadata{reason(answer)}")]
    listed = _object(job, answer).get("errors")
    # The repository's own licence is granted when the submission is handed in, and not before that is wished.
    return [
        finding(
            "dep.remote-metadata", path, f"the repository says {one.get('message')}: {', '.join(one.get('paths', []))}"
        )
        for one in (listed if isinstance(listed, list) else [])
        if isinstance(one, dict) and one.get("paths") != ["/sections/license"]
    ]


def _bring(job: Job, number: int, file: File) -> list[Diagnostic]:
    """Make *file* the one file of the submission and return a finding if that does not help."""
    problem = ""
    for _ in range(_ATTEMPTS):
        held = _held(_submission(job, number))
        if list(held) == [file.name] and _whole(held[file.name], file):
            return []
        # From the last on: the numbers of those before stay.
        for position in reversed(range(len(held))):
            patch = [{"op": "remove", "path": f"/sections/upload/files/{position}"}]
            _expect(job, job.client.send("PATCH", _place(job, number), body=json_body(patch), expects_json=True))
        job.say(f"{file.name}, {file.size_bytes:,} bytes")
        try:
            answer = job.client.send("POST", _place(job, number), body=form(file, file.name), expects_json=True)
            _expect(job, answer)
        except Unsure as fault:
            job.say(f"{fault}; looking what is there")
        held = _held(_submission(job, number))
        if list(held) == [file.name] and _whole(held[file.name], file):
            return []
        problem = "its checksum is another one" if held else "it is not there"
    return [finding("dep.remote-bytes", file.name, f"the repository does not take it as it is: {problem}")]


def _verify(job: Job, number: int, file: File) -> list[Diagnostic]:
    held = _held(_submission(job, number)).get(file.name, {})
    identifier = str(held.get("uuid", ""))
    problem = "it has no identifier there"
    if _UUID.fullmatch(identifier):
        problem = comes_back(job.client, f"{_api(job)}/core/bitstreams/{identifier}/content", file)
    said = f"the repository holds something else: {problem}"
    return [finding("dep.remote-bytes", file.name, said)] if problem else []


def _hand_in(job: Job, number: int) -> None:
    """Grant the repository's licence and hand the submission in; it is gone then, which a lost answer does not tell."""
    grant = [{"op": "add", "path": "/sections/license/granted", "value": "true"}]
    _expect(job, _again(job, "PATCH", _place(job, number), grant))
    job.entry.note(state="submitting")
    body = bytes_body(f"{job.client.profile.url}{_API}/submission/workspaceitems/{number}".encode(), "text/uri-list")
    try:
        _expect(job, job.client.send("POST", f"{_api(job)}/workflow/workflowitems", body=body))
    except Unsure as fault:
        job.say(f"{fault}; looking whether it was handed in")
        if job.client.send("GET", _place(job, number), expects_json=True).ok:
            message = f"submission {number} was not handed in; run the same command again"
            raise EnvironmentFault(message) from None
    job.entry.note(state="submitted")


def _already(job: Job) -> Outcome:
    """Return the outcome of a submission that was handed in: it is with the repository's people."""
    number = job.entry.get("id")
    if job.entry.get("package") != job.package.mark:
        message = f"submission {number} was handed in and the package has changed since; ask the repository's people"
        raise UsageError(message)
    return Outcome("submitted", number)


def _again(job: Job, method: str, place: str, value: object) -> Answer:
    """Return the answer to a request that is no harm to repeat, though its method does not say so."""
    try:
        return job.client.send(method, place, body=json_body(value), expects_json=True)
    except Unsure as fault:
        job.say(f"{fault}; sending it again")
        return job.client.send(method, place, body=json_body(value), expects_json=True)


def _held(submission: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the files of a submission by their names."""
    sections = submission.get("sections")
    upload = sections.get("upload") if isinstance(sections, dict) else None
    files = upload.get("files") if isinstance(upload, dict) else None
    held = {}
    for one in files if isinstance(files, list) else []:
        titles = one.get("metadata", {}).get("dc.title", [])
        held[str(titles[0].get("value")) if titles else ""] = one
    return held


def _whole(held: dict[str, Any], file: File) -> bool:
    said = held.get("checkSum") or {}
    sums = f"{said.get('checkSumAlgorithm')}:{said.get('value')}"
    return held.get("sizeBytes") == file.size_bytes and checksum(sums, file) is not False


def _number(submission: dict[str, Any]) -> int:
    number = submission.get("id")
    if isinstance(number, int):
        return number
    message = "DSpace names a submission without its number"
    raise EnvironmentFault(message)


def _api(job: Job) -> str:
    return f"{job.client.profile.base}{_API}"


def _place(job: Job, number: int) -> str:
    return f"{_api(job)}/submission/workspaceitems/{number}"


def _expect(job: Job, answer: Answer) -> Answer:
    if answer.ok:
        return answer
    client = job.client
    if answer.status in {401, 403}:
        message = f"{client.profile.url} does not let {client.profile.user} do this ({answer.status}{reason(answer)})"
    else:
        message = f"{client.profile.url} answers {answer.status}{reason(answer)}"
    raise EnvironmentFault(message)


def _object(job: Job, answer: Answer) -> dict[str, Any]:
    value = _expect(job, answer).json()
    if isinstance(value, dict):
        return value
    message = f"{job.client.profile.url} answers with something that is no object"
    raise EnvironmentFault(message)
