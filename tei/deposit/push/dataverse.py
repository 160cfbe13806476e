"""Dataverse: a draft of a dataset by its native API, files one by one and neither unpacked nor turned into tables.

By contract: written to the documentation of Dataverse 6 and tested against a server of our own that plays it.
"""

import json
import re
from typing import Any, Final
from urllib.parse import quote

from tei.deposit.push.comparing import changes, checksum, comes_back
from tei.deposit.push.forms import form
from tei.deposit.push.job import Job, Outcome, finding
from tei.deposit.push.package import File
from tei.deposit.push.transport import Answer, Unsure, json_body, reason
from tei.diagnostics import Diagnostic
from tei.errors import EnvironmentFault, UsageError

_FILE_NAME: Final = "dataverse.json"
_FOLDER: Final = re.compile(r"[\w. /-]*", re.ASCII)
_LABEL: Final = re.compile(r"[^/:*?\"<>|;#\\]+")
_IDENTIFIER: Final = re.compile(r"(?:doi|hdl|perma):[\w./()<>:;-]+", re.ASCII)
_SETTLING_S: Final = 10.0
"""Dataverse's index sees a new dataset after some seconds."""
_ATTEMPTS: Final = 3


def authorisation(token: str, user: str) -> dict[str, str]:  # noqa: ARG001 - other repositories want the user
    """Return the header that shows the token."""
    return {"X-Dataverse-key": token}


def push(job: Job) -> Outcome:
    """Bring the draft of the dataset to what the package holds; publish it if that is wished and nothing was found."""
    _check_names(job)
    path, metadata = _metadata(job)
    identifier = _begun(job) or _create(job, metadata, path)
    outcome = Outcome("draft", identifier, f"{job.client.profile.url}/dataset.xhtml?persistentId={identifier}")
    version = _latest(job, identifier)
    is_published = version.get("versionState") == "RELEASED"
    if is_published and job.entry.get("package") == job.package.mark:
        outcome.state = "published"
        outcome.findings += _verify(job, version)
        return outcome
    if is_published and not job.wishes.new_version:
        message = f"{identifier} is published and the package has changed since; say --new-version"
        raise UsageError(message)
    job.entry.note(state="draft", id=identifier, package=job.package.mark)
    outcome.findings += _describe(job, identifier, metadata, path)
    outcome.findings += _bring(job, identifier, version)
    if not outcome.findings:
        outcome.findings += _verify(job, _latest(job, identifier))
    if job.wishes.publish and not outcome.failed:
        _publish(job, identifier)
        outcome.state = "published"
    return outcome


def preview(job: Job) -> Outcome:
    """Return what :func:`push` would change, as lines."""
    _check_names(job)
    _, metadata = _metadata(job)
    identifier = _begun(job)
    if not identifier:
        lines = [f"{job.client.profile.url} has no dataset of this package; a draft would be made"]
        return Outcome("new", lines=lines + [f"+ {file.name}, {file.size_bytes:,} bytes" for file in job.package.files])
    version = _latest(job, identifier)
    lines = [f"dataset {identifier} would be changed"]
    lines += changes(metadata["datasetVersion"].get("metadataBlocks"), version.get("metadataBlocks"))
    held = _held(version)
    for file in job.package.files:
        sign = "+" if file.name not in held else "=" if _whole(held[file.name], file) else "~"
        lines.append(f"{sign} {file.name}, {file.size_bytes:,} bytes")
    lines += [f"? {name} is there and not in the package" for name in held if name not in _names(job)]
    return Outcome("draft", identifier, lines=lines)


def _check_names(job: Job) -> None:
    """Raise :class:`~tei.errors.UsageError` for what Dataverse would rename or unpack: nobody would get it back."""
    for file in job.package.files:
        folder, _, label = file.name.rpartition("/")
        if not (_FOLDER.fullmatch(folder) and _LABEL.fullmatch(label)):
            message = (
                f"Dataverse would rename {file.name}: it takes letters without accents, digits, space, “.”, “_”, “-”"
            )
            raise UsageError(message)
        if label.lower().endswith(".zip"):
            message = f"Dataverse would unpack {file.name}; push a package that is a folder"
            raise UsageError(message)


def _metadata(job: Job) -> tuple[str, dict[str, Any]]:
    """Return where the metadata lie and the dataset as it is sent: with the package's mark as another identifier."""
    path, content = job.package.record(_FILE_NAME, job.wishes.record)
    try:
        dataset = json.loads(content)
        fields = dataset["datasetVersion"]["metadataBlocks"]["citation"]["fields"]
        fields.append(_other_id(job.package.mark))
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        message = f"{path} in {job.package.path} is no dataset of Dataverse in JSON"
        raise UsageError(message) from None
    return path, dataset


def _other_id(mark: str) -> dict[str, Any]:
    value = {"typeName": "otherIdValue", "multiple": False, "typeClass": "primitive", "value": mark}
    compound = [{"otherIdValue": value}]
    return {"typeName": "otherId", "multiple": True, "typeClass": "compound", "value": compound}


def _begun(job: Job) -> str:
    """Return the persistent id of the dataset that an earlier push made, or nothing."""
    return job.entry.get("id") or _found(job, wait=job.entry.get("state") == "creating")


def _found(job: Job, *, wait: bool) -> str:
    query = quote(f'"{job.package.mark}"', safe="")
    for attempt in range(2 if wait else 1):
        if attempt:
            job.client.clock.sleep(_SETTLING_S)
        answer = job.client.send("GET", f"{_api(job)}/search?q={query}&type=dataset", expects_json=True)
        items = _data(job, answer).get("items")
        for item in items if isinstance(items, list) else []:
            if isinstance(item, dict) and item.get("global_id"):
                return _checked(item["global_id"])
    return ""


def _create(job: Job, metadata: dict[str, Any], path: str) -> str:
    """Return the persistent id of a new dataset. Where the answer is lost it is looked for before it is made again."""
    if not job.client.profile.collection:
        message = f"name the dataverse that takes the dataset in [deposit.{job.client.profile.name}], as collection"
        raise UsageError(message)
    place = f"{_api(job)}/dataverses/{quote(job.client.profile.collection, safe='')}/datasets"
    for _ in range(_ATTEMPTS):
        job.entry.note(state="creating")
        try:
            answer = job.client.send("POST", place, body=json_body(metadata), expects_json=True)
        except Unsure as fault:
            job.say(f"{fault}; looking whether the dataset was made")
            if found := _found(job, wait=True):
                return found
            continue
        if answer.status == 400:  # noqa: PLR2004 - what Dataverse says to metadata that it does not accept
            message = f"Dataverse does not accept {path}{reason(answer)}"
            raise EnvironmentFault(message)
        return _checked(_data(job, answer).get("persistentId"))
    message = f"{job.client.profile.url} made no dataset in {_ATTEMPTS} attempts; run the same command again later"
    raise EnvironmentFault(message)


def _describe(job: Job, identifier: str, metadata: dict[str, Any], path: str) -> list[Diagnostic]:
    """Put the metadata into the draft, which a published dataset gets by that; return what is refused."""
    place = _dataset(job, "versions/:draft", identifier)
    body = json_body(metadata["datasetVersion"])
    answer = job.client.send("PUT", place, body=body, expects_json=True)
    if answer.status == 400:  # noqa: PLR2004 - as in _create
        return [finding("dep.remote-metadata", path, f"the repository does not accept the metadata{reason(answer)}")]
    _data(job, answer)
    return []


def _bring(job: Job, identifier: str, version: dict[str, Any]) -> list[Diagnostic]:
    """Send each file that is not there, or is otherwise, and return where that did not help."""
    held, findings = _held(version), []
    for name in held:
        if name not in _names(job):
            said = "the repository holds a file that the package has not"
            findings.append(finding("dep.remote-extra", name, said, "remove it there"))
    for file in job.package.files:
        job.say(f"{file.name}, {file.size_bytes:,} bytes")
        if not _whole(held.get(file.name), file) and (problem := _upload(job, identifier, held.get(file.name), file)):
            findings.append(finding("dep.remote-bytes", file.name, f"the repository does not take it: {problem}"))
    return findings


def _upload(job: Job, identifier: str, held: dict[str, Any] | None, file: File) -> str:
    folder, _, label = file.name.rpartition("/")
    beside = {"directoryLabel": folder, "tabIngest": "false", "restrict": "false"}
    problem = ""
    for _ in range(_ATTEMPTS):
        if held is None:
            place = f"{_dataset(job, 'add', identifier)}"
            body = form(file, label, beside)
        else:
            place = f"{_api(job)}/files/{_number(held)}/replace"
            body = form(file, label, {**beside, "forceReplace": True})
        try:
            answer = job.client.send("POST", place, body=body, expects_json=True)
            if not answer.ok:
                return f"{answer.status}{reason(answer)}"
        except Unsure as fault:
            job.say(f"{fault}; looking what is there")
        held = _held(_latest(job, identifier)).get(file.name)
        if _whole(held, file):
            return ""
        problem = "its checksum is another one" if held else "it is not there"
    return problem


def _verify(job: Job, version: dict[str, Any]) -> list[Diagnostic]:
    """Return a finding for each file that does not come back byte for byte."""
    held, findings = _held(version), []
    for file in job.package.files:
        one = held.get(file.name)
        problem = "it is not there" if one is None else ""
        if one is not None:
            problem = comes_back(job.client, f"{_api(job)}/access/datafile/{_number(one)}?format=original", file)
        if problem:
            findings.append(finding("dep.remote-bytes", file.name, f"the repository holds something else: {problem}"))
    return findings


def _publish(job: Job, identifier: str) -> None:
    job.entry.note(state="publishing")
    for _ in range(_ATTEMPTS):
        try:
            place = f"{_dataset(job, 'actions/:publish', identifier)}&type=major"
            _data(job, job.client.send("POST", place, expects_json=True))
        except Unsure as fault:
            job.say(f"{fault}; looking whether it is published")
            if _latest(job, identifier).get("versionState") != "RELEASED":
                continue
        job.entry.note(state="published")
        return
    message = f"{job.client.profile.url} did not publish {identifier}; run the same command again"
    raise EnvironmentFault(message)


def _latest(job: Job, identifier: str) -> dict[str, Any]:
    return _data(job, job.client.send("GET", _dataset(job, "versions/:latest", identifier), expects_json=True))


def _held(version: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the files of a version by their path."""
    listed = version.get("files")
    held = {}
    for one in listed if isinstance(listed, list) else []:
        folder, label = one.get("directoryLabel") or "", one.get("label") or ""
        held[f"{folder}/{label}" if folder else label] = one.get("dataFile") or {}
    return held


def _whole(held: dict[str, Any] | None, file: File) -> bool:
    if not held or held.get("filesize") != file.size_bytes:
        return False
    said = held.get("checksum") or {"type": "md5", "value": held.get("md5", "")}
    return checksum(f"{said.get('type')}:{said.get('value')}", file) is not False


def _names(job: Job) -> set[str]:
    return {file.name for file in job.package.files}


def _number(held: dict[str, Any]) -> int:
    number = held.get("id")
    if isinstance(number, int):
        return number
    message = "Dataverse names a file without its number"
    raise EnvironmentFault(message)


def _api(job: Job) -> str:
    return f"{job.client.profile.base}/api"


def _dataset(job: Job, what: str, identifier: str) -> str:
    return f"{_api(job)}/datasets/:persistentId/{what}?persistentId={quote(identifier, safe='')}"


def _checked(identifier: object) -> str:
    if isinstance(identifier, str) and _IDENTIFIER.fullmatch(identifier):
        return identifier
    message = "what stands where the persistent id of a dataset should be cannot be one"
    raise EnvironmentFault(message)


def _data(job: Job, answer: Answer) -> dict[str, Any]:
    """Return the ``data`` of an answer. Raises :class:`~tei.errors.EnvironmentFault` if it is a refusal."""
    value = answer.json()
    data = value.get("data") if isinstance(value, dict) else None
    if answer.ok and isinstance(data, dict):
        return data
    client = job.client
    if answer.status in {401, 403}:
        message = f"{client.profile.url} refuses the token of {client.profile.name} ({answer.status}{reason(answer)})"
    else:
        message = f"{client.profile.url} answers {answer.status}{reason(answer)}"
    raise EnvironmentFault(message)
