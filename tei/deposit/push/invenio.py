"""InvenioRDM and Zenodo: a draft, its metadata and files, its publication, and what follows as a new version.

A status code is never believed. A draft that is not valid is answered with 201 and ``errors``; a file that is written
over after its commit vanishes behind a 200; so what the repository says that it holds is asked for each time.
"""

import json
import re
from typing import Any, Final
from urllib.parse import quote

from tei.deposit.push import invenio_files as files
from tei.deposit.push.comparing import changes, lacking, value_at
from tei.deposit.push.job import Job, Outcome, finding
from tei.deposit.push.transport import Answer, Client, Unsure, json_body, reason
from tei.diagnostics import Diagnostic, Severity
from tei.errors import EnvironmentFault, UsageError

FILE_NAME: Final = "invenio.json"
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9][\w.-]{0,99}", re.ASCII)
_SETTLING_S: Final = 5.0
"""A record is found by its mark when the index of the repository has seen it, which takes about a second."""
_GONE: Final = frozenset({404, 410})
_HANDED_OVER: Final = frozenset({"submitted", "accepted"})
_ATTEMPTS: Final = 3


def authorisation(token: str, user: str) -> dict[str, str]:  # noqa: ARG001 - other repositories want the user
    """Return the header that shows the token."""
    return {"Authorization": f"Bearer {token}"}


def push(job: Job) -> Outcome:
    """Bring the repository's draft to what the package holds; publish it if that is wished and nothing was found."""
    path, metadata = _metadata(job)
    outcome = Outcome()
    draft = _begun(job) or _create(job, metadata)
    if draft.get("is_published"):
        return _already(job, draft)
    _remember(outcome, job, draft)
    if job.wishes.reserve_doi:
        _reserve(job, outcome, draft)
        return outcome
    # The files come first: a draft without any is said to be wrong for that.
    outcome.findings += files.bring(job, outcome.identifier)
    outcome.findings += _describe(job, outcome.identifier, path, metadata)
    outcome.state = "draft"
    if job.wishes.publish and not outcome.failed:
        _publish(job, outcome, path)
    return outcome


def preview(job: Job) -> Outcome:
    """Return what :func:`push` would change, as lines; nothing is sent that changes anything."""
    _, metadata = _metadata(job)
    known = _known(job) or _found(job)
    if known is None:
        outcome = Outcome(
            "new", lines=[f"{job.client.profile.url} has no record of this package; a draft would be made"]
        )
        held: dict[str, Any] = {}
    else:
        outcome = Outcome("published" if known.get("is_published") else "draft", _identifier(known))
        outcome.url = _page(job.client, known)
        outcome.lines = [
            f"{outcome.state} {outcome.identifier} would be changed"
            if outcome.state == "draft"
            else f"record {outcome.identifier} is published: a change would need a new version"
        ]
        held = known
    outcome.lines += changes({**metadata, "pids": _pids(held, metadata)}, held)
    outcome.lines += files.preview(job, outcome.identifier, published=outcome.state == "published")
    return outcome


# --- finding the draft, or making it once ---


def _begun(job: Job) -> dict[str, Any] | None:
    """Return the draft or record of an earlier push, or the draft of a new version of it; None if there is none."""
    entry, wishes = job.entry, job.wishes
    known = _known(job)
    if wishes.new_version_of and wishes.new_version_of not in {entry.get("id"), entry.get("previous")}:
        return _version(job, _checked(wishes.new_version_of))
    if known is None and entry.get("state") == "versioning":
        return _version(job, entry.get("previous"))
    if known is None:
        found = _found(job, wait=entry.get("state") == "creating")
        if found is None and wishes.new_version:
            message = f"no record of {job.package.name} is known that could have a new version; say --new-version-of ID"
            raise UsageError(message)
        return found
    if not known.get("is_published") or entry.get("package") == job.package.mark:
        return known
    if wishes.new_version or wishes.new_version_of:
        return _version(job, _identifier(known))
    message = (
        f"record {_identifier(known)} is published and its files are frozen, and the package has changed since; "
        "say --new-version to deposit it as a new version"
    )
    raise UsageError(message)


def _known(job: Job) -> dict[str, Any] | None:
    """Return the draft or record whose id the journal has."""
    identifier = job.entry.get("id")
    if not identifier:
        return None
    for path in (f"{_record(job.client, identifier)}/draft", _record(job.client, identifier)):
        answer = job.client.send("GET", path, expects_json=True)
        if answer.status not in _GONE:
            return _object(job.client, answer)
    message = (
        f"{job.client.profile.url} no longer has {identifier}, which {job.package.name}.push.json names; "
        "if it was deleted on purpose, move that file away to begin anew"
    )
    raise UsageError(message)


def _found(job: Job, *, wait: bool = False) -> dict[str, Any] | None:
    """Return the user's own draft or record that has the package's mark.

    With *wait*, for a creation whose answer was lost, it is looked for again after a moment.
    """
    query = quote(f'metadata.identifiers.identifier:"{job.package.mark}"', safe="")
    for attempt in range(2 if wait else 1):
        if attempt:
            job.client.clock.sleep(_SETTLING_S)
        answer = job.client.send("GET", f"{_api(job.client)}/user/records?q={query}&size=10", expects_json=True)
        hits = _object(job.client, answer).get("hits")
        records = hits.get("hits") if isinstance(hits, dict) else None
        for record in records if isinstance(records, list) else []:
            if isinstance(record, dict) and job.package.mark in _marks(record):
                return record
    return None


def _marks(record: dict[str, Any]) -> list[Any]:
    metadata = record.get("metadata")
    listed = metadata.get("identifiers") if isinstance(metadata, dict) else None
    return [one.get("identifier") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _create(job: Job, metadata: dict[str, Any]) -> dict[str, Any]:
    """Return a new draft. Where the answer is lost it is looked for before it is made again."""
    for _ in range(_ATTEMPTS):
        job.entry.note(state="creating")
        try:
            answer = job.client.send("POST", f"{_api(job.client)}/records", body=json_body(metadata), expects_json=True)
        except Unsure as fault:
            job.say(f"{fault}; looking whether the draft was made")
            if draft := _found(job, wait=True):
                return draft
            continue
        return _object(job.client, answer)
    message = f"{job.client.profile.url} made no draft in {_ATTEMPTS} attempts; run the same command again later"
    raise EnvironmentFault(message)


def _version(job: Job, previous: str) -> dict[str, Any]:
    """Return the draft of the version after *previous*; asked twice, the repository gives the same draft."""
    # Each version has a DOI of its own, which takes the place of the earlier one in the document.
    replaced = job.entry.get("doi") or job.entry.get("replaced")
    job.entry.note(state="versioning", previous=previous, id="", files=[], doi="", replaced=replaced)
    for _ in range(_ATTEMPTS):
        try:
            answer = job.client.send("POST", f"{_record(job.client, previous)}/versions", expects_json=True)
        except Unsure as fault:
            job.say(f"{fault}; asking again, for there is one draft of a next version at most")
            continue
        return _object(job.client, answer)
    message = f"{job.client.profile.url} gave no new version of {previous}; run the same command again later"
    raise EnvironmentFault(message)


def _remember(outcome: Outcome, job: Job, draft: dict[str, Any]) -> None:
    outcome.identifier = _identifier(draft)
    outcome.url = _page(job.client, draft)
    job.entry.note(state="draft", id=outcome.identifier, package=job.package.mark)


def _already(job: Job, record: dict[str, Any]) -> Outcome:
    """Return the outcome for a package that is published: nothing is changed, its bytes are compared again."""
    outcome = Outcome("published", _identifier(record), _page(job.client, record))
    job.entry.note(state="published", id=outcome.identifier, package=job.package.mark)
    outcome.findings += files.verify(job, outcome.identifier, published=True)
    return outcome


# --- what it says ---


def _metadata(job: Job) -> tuple[str, dict[str, Any]]:
    """Return where the metadata lie in the package, and the record as it is sent: with the package's mark."""
    path, content = job.package.record(FILE_NAME, job.wishes.record)
    try:
        record = json.loads(content)
    except (ValueError, RecursionError):
        record = None
    metadata = record.get("metadata", record) if isinstance(record, dict) else None
    if not isinstance(record, dict) or not isinstance(metadata, dict):
        message = f"{path} in {job.package.path} is no record of InvenioRDM in JSON"
        raise UsageError(message)
    whole = record if "metadata" in record else {}
    others = metadata.get("identifiers", [])
    marked = [*others, {"scheme": "urn", "identifier": job.package.mark}]
    return path, {
        "access": {"record": "public", "files": "public"},
        "files": {"enabled": True},
        **whole,
        "metadata": {**metadata, "identifiers": marked},
    }


def _describe(job: Job, identifier: str, path: str, metadata: dict[str, Any]) -> list[Diagnostic]:
    """Put the metadata into the draft and return what the repository did not take."""
    place = f"{_record(job.client, identifier)}/draft"
    draft = _object(job.client, job.client.send("GET", place, expects_json=True))
    whole = {**metadata, "pids": _pids(draft, metadata)}
    held = _object(job.client, job.client.send("PUT", place, body=json_body(whole), expects_json=True))
    refused = _refused(held, path)
    said = {one.message for one in refused}
    silent = [
        _unlike(path, at, value, value_at(held, at))
        for at, value in lacking(metadata.get("metadata"), held.get("metadata"), "metadata")
        if not any(at in message for message in said)
    ]
    return refused + ([] if refused else silent)


def _pids(draft: dict[str, Any], metadata: dict[str, Any]) -> dict[str, Any]:
    """Return the identifiers to put: those of the metadata, and those that the repository has reserved.

    The latter go when they are not sent back, and are refused when they are sent as somebody else's.
    """
    reserved, given = draft.get("pids") or {}, metadata.get("pids") or {}
    if _doi(draft) and _doi(draft).lower() == _doi(metadata).lower():
        given = {key: value for key, value in given.items() if key != "doi"}
    return {**reserved, **given}


def _unlike(path: str, at: str, value: str, held: object) -> Diagnostic:
    """Return the finding for a value that was left out, or the warning for one that was put into other words."""
    if held in (None, ""):
        return finding("dep.remote-metadata", path, f"the repository did not keep {at}, which says “{value}”")
    message = f"the repository has “{held}” for {at}, which says “{value}”"
    return Diagnostic("dep.remote-changed", message, path, severity=Severity.WARNING)


def _refused(answer: dict[str, Any], path: str) -> list[Diagnostic]:
    """Return a finding for each of the ``errors`` that an answer has, whatever its status."""
    listed = answer.get("errors")
    findings = []
    for error in listed if isinstance(listed, list) else []:
        field = error.get("field", "the record") if isinstance(error, dict) else "the record"
        messages = error.get("messages") if isinstance(error, dict) else None
        text = " ".join(str(one) for one in messages) if isinstance(messages, list) else str(error)
        findings.append(finding("dep.remote-metadata", path, f"the repository does not accept {field}: {text}"))
    return findings


def _publish(job: Job, outcome: Outcome, path: str) -> None:
    """Publish the draft, or hand it to the community that the profile names, and look what came of it."""
    client, identifier = job.client, outcome.identifier
    job.entry.note(state="publishing")
    if client.profile.community:
        _submit(job, outcome, path)
        return
    for _ in range(_ATTEMPTS):
        try:
            answer = client.send("POST", f"{_record(client, identifier)}/draft/actions/publish", expects_json=True)
        except Unsure as fault:
            job.say(f"{fault}; looking whether it is published")
            answer = client.send("GET", _record(client, identifier), expects_json=True)
            if answer.status in _GONE:
                continue
        record = answer.json() if answer.status < 500 else None  # noqa: PLR2004 - the class of server faults
        if isinstance(record, dict) and not answer.ok and (refused := _refused(record, path)):
            outcome.findings += refused
            job.entry.note(state="draft")
            return
        record = _object(client, answer)
        outcome.state, outcome.url = "published", _page(client, record)
        job.entry.note(state="published")
        outcome.findings += files.verify(job, identifier, published=True)
        return
    message = f"{client.profile.url} did not publish {identifier} in {_ATTEMPTS} attempts; run the same command again"
    raise EnvironmentFault(message)


def _submit(job: Job, outcome: Outcome, path: str) -> None:
    """Hand the draft to the people of the community, who publish it; one that they have already is left to them."""
    client = job.client
    place = f"{_record(client, outcome.identifier)}/draft"
    known = client.send("GET", f"{place}/review", expects_json=True)
    if known.ok and _object(client, known).get("status") in _HANDED_OVER:
        outcome.state = "submitted"
        job.entry.note(state="submitted")
        return
    community = _object(client, client.send("GET", f"{_api(client)}/communities/{quote(client.profile.community)}"))
    receiver = {"receiver": {"community": _identifier(community)}, "type": "community-submission"}
    _object(client, client.send("PUT", f"{place}/review", body=json_body(receiver), expects_json=True))
    try:
        answer = client.send("POST", f"{place}/actions/submit-review", body=json_body({}), expects_json=True)
    except Unsure as fault:
        job.say(f"{fault}; looking whether it was handed over")
        answer = client.send("GET", f"{place}/review", expects_json=True)
    review = answer.json()
    if isinstance(review, dict) and not answer.ok and (refused := _refused(review, path)):
        outcome.findings += refused
        return
    if _object(client, answer).get("status") not in _HANDED_OVER:
        message = f"{outcome.identifier} was not handed to {client.profile.community}; run the same command again"
        raise EnvironmentFault(message)
    outcome.state = "submitted"
    job.entry.note(state="submitted")


def _reserve(job: Job, outcome: Outcome, draft: dict[str, Any]) -> None:
    """Reserve a DOI for the draft, unless it has one."""
    outcome.state = "draft"
    outcome.doi = _doi(draft)
    if not outcome.doi:
        place = f"{_record(job.client, outcome.identifier)}/draft"
        try:
            answer = job.client.send("POST", f"{place}/pids/doi", expects_json=True)
        except Unsure:
            answer = job.client.send("GET", place, expects_json=True)
        outcome.doi = _doi(_object(job.client, answer))
    if not outcome.doi:
        message = f"{job.client.profile.url} reserved no DOI for {outcome.identifier}"
        raise EnvironmentFault(message)
    job.entry.note(doi=outcome.doi)


def _doi(draft: dict[str, Any]) -> str:
    pids = draft.get("pids")
    doi = pids.get("doi") if isinstance(pids, dict) else None
    found = doi.get("identifier") if isinstance(doi, dict) else None
    return found if isinstance(found, str) and found.startswith("10.") else ""


# --- addresses and answers ---


def _api(client: Client) -> str:
    path = client.profile.base
    return path if path.endswith("/api") else f"{path}/api"


def _record(client: Client, identifier: str) -> str:
    return f"{_api(client)}/records/{identifier}"


def _page(client: Client, record: dict[str, Any]) -> str:
    """Return the page of a record, for people; made here, for links of an answer are not followed."""
    site = client.profile.url.removesuffix("/api")
    return f"{site}/{'records' if record.get('is_published') else 'uploads'}/{_identifier(record)}"


def _identifier(record: dict[str, Any]) -> str:
    return _checked(record.get("id"))


def _checked(identifier: object) -> str:
    """Return an identifier that can stand in an address. Raises :class:`~tei.errors.UsageError`."""
    if isinstance(identifier, str) and _IDENTIFIER.fullmatch(identifier):
        return identifier
    message = "what stands where the id of a record should be cannot be one"
    raise UsageError(message)


def _object(client: Client, answer: Answer) -> dict[str, Any]:
    """Return the object that an answer holds. Raises :class:`~tei.errors.EnvironmentFault` if it is a refusal."""
    value = answer.json()
    if answer.ok and isinstance(value, dict):
        return value
    if answer.status in {401, 403}:
        message = (
            f"{client.profile.url} refuses the token of {client.profile.name} ({answer.status}{reason(answer)}): "
            "it may have expired, or may not do this; with another one the same command goes on where it was"
        )
    else:
        message = f"{client.profile.url} answers {answer.status}{reason(answer)}"
    raise EnvironmentFault(message)
