"""SWORDv2: an entry that stays open, the package as a ZIP, and the word that it is complete.

The package is put in place of what is there, so sending it again does no harm; making the entry must happen once.
"""

from typing import TYPE_CHECKING, Final

from tei.deposit.push import atom
from tei.deposit.push.basic import authorisation
from tei.deposit.push.comparing import comes_back
from tei.deposit.push.job import Job, Outcome, finding, unread
from tei.deposit.push.transport import Answer, Body, Unsure, bytes_body
from tei.errors import EnvironmentFault, UsageError

if TYPE_CHECKING:
    from tei.deposit.push.package import File
    from tei.diagnostics import Diagnostic

__all__ = ["authorisation", "preview", "push"]

_ATTEMPTS: Final = 3
_CLOSED: Final = frozenset({400, 405, 409})
_OTHER_BYTES: Final = 412
_NO_LIST: Final = frozenset({403, 404, 405, 501})


def push(job: Job) -> Outcome:
    """Bring the package to the collection; say that it is complete if that is wished and nothing was found."""
    file, described = _file(job), _entry(job)
    collection = _collection(job)
    deposit = _begun(job) or _marked(job, collection) or _create(job, collection, described)
    outcome = Outcome("draft", deposit.identifier, deposit.page or f"{job.client.profile.origin}{deposit.edit}")
    if job.entry.get("state") == "complete":
        return _already(job, outcome, deposit, file)
    if job.entry.get("state") == "completing" and job.entry.get("package") == job.package.mark:
        # All had arrived, and whether the last word did is not known: a complete deposit takes no files.
        _complete(job, deposit, again=True)
        return _already(job, outcome, deposit, file)
    _remember(job, deposit)
    outcome.findings += _send(job, deposit, collection, file)
    if not outcome.failed:
        outcome.findings += _verify(job, deposit, file)
    if job.wishes.publish and not outcome.failed:
        _complete(job, deposit)
        outcome.state = "complete"
    return outcome


def preview(job: Job) -> Outcome:
    """Return what would be sent and where; of what a deposit holds SWORDv2 tells nothing that could be compared."""
    file, _ = _file(job), _entry(job)
    collection = _collection(job)
    deposit = _begun(job) or _marked(job, collection)
    if deposit is None:
        line = f"{collection.title or collection.link} has no deposit of this package; one would be made"
    else:
        line = f"deposit {deposit.identifier} would be changed"
    return Outcome(
        "draft", deposit.identifier if deposit else "", lines=[line, f"+ {file.name}, {file.size_bytes:,} bytes"]
    )


def _file(job: Job) -> "File":
    if job.package.path.is_dir():
        message = f"{job.package.path} is a folder, and SWORDv2 takes one file: make the package with --format zip"
        raise UsageError(message)
    return job.package.files[0]


def _entry(job: Job) -> bytes:
    """Return the entry that describes the package, from its Dublin Core."""
    try:
        path, content = job.package.record("dcterms.xml", job.wishes.record)
    except UsageError:
        path, content = job.package.record("dublin-core.xml", job.wishes.record)
    fields = list(atom.terms(content, path))
    title = next((value for name, value in fields if name == "title"), job.package.name)
    return atom.entry(title, job.package.mark, fields)


def _collection(job: Job) -> atom.Collection:
    """Return the collection of the profile, or the only one. Raises :class:`~tei.errors.UsageError`."""
    client, wanted = job.client, job.client.profile.collection
    answer = _expect(job, client.send("GET", client.profile.path or "/", headers=_accepting("application/atomsvc+xml")))
    found = list(atom.collections(atom.root(client, answer)))
    chosen = [
        one for one in found if not wanted or wanted in {one.title, one.link, one.link.rstrip("/").rpartition("/")[2]}
    ]
    if len(chosen) == 1:
        link = client.local(chosen[0].link, client.profile.path)
        return chosen[0]._replace(link=link)
    names = ", ".join(one.title or one.link for one in found) or "none"
    message = f"name one collection of {client.profile.url} in the profile, as collection; it has {names}"
    raise UsageError(message)


def _begun(job: Job) -> atom.Receipt | None:
    """Return the deposit of an earlier push, by the addresses of its receipt: not every server gives that twice."""
    if not job.entry.get("edit"):
        return None
    noted = {name: job.entry.get(name) for name in ("edit", "media", "complete", "statement")}
    local = {name: job.client.local(path) if path else "" for name, path in noted.items()}
    return atom.Receipt(identifier=job.entry.get("id"), page="", **local)


def _marked(job: Job, collection: atom.Collection) -> atom.Receipt | None:
    """Return the deposit that has the package's mark, if the collection can be listed.

    Raises :class:`~tei.errors.EnvironmentFault` if it cannot, and a creation was begun whose answer never came.
    """
    client = job.client
    answer = client.send("GET", collection.link, headers=_accepting("application/atom+xml;type=feed"))
    if answer.status in _NO_LIST or (answer.ok and not answer.content.strip()):
        if job.entry.get("state") == "creating":
            message = (
                f"an earlier push was cut off while it made a deposit in {client.profile.origin}{collection.link}, and "
                "that collection does not say what it holds: look there, and if there is none move "
                f"{job.package.name}.push.json away to begin anew"
            )
            raise EnvironmentFault(message)
        return None
    feed = atom.root(client, _expect(job, answer))
    for one in atom.marked(feed, job.package.mark):
        found = atom.receipt(client, one, collection.link)
        if found.edit:
            whole = _expect(job, client.send("GET", found.edit, headers=_accepting(atom.ENTRY)))
            return atom.receipt(client, atom.root(client, whole), found.edit)
        message = (
            f"{client.profile.origin}{collection.link} has a deposit of this package already ({job.package.mark}) and "
            "does not say at which address it could be changed: finish or delete it there"
        )
        raise EnvironmentFault(message)
    return None


def _create(job: Job, collection: atom.Collection, described: bytes) -> atom.Receipt:
    """Return a new deposit, which stays open; where the answer is lost it is looked for before it is made again."""
    headers = {"In-Progress": "true", "Slug": job.package.mark, **_accepting(atom.ENTRY), **_for_whom(job)}
    for _ in range(_ATTEMPTS):
        job.entry.note(state="creating")
        try:
            answer = job.client.send("POST", collection.link, headers=headers, body=bytes_body(described, atom.ENTRY))
            made = atom.receipt(job.client, atom.root(job.client, _expect(job, answer)), collection.link)
        except Unsure as fault:
            job.say(f"{fault}; looking whether the deposit was made")
            if found := _marked(job, collection):
                return found
            continue
        return made
    message = f"{job.client.profile.url} made no deposit in {_ATTEMPTS} attempts; run the same command again later"
    raise EnvironmentFault(message)


def _remember(job: Job, deposit: atom.Receipt) -> None:
    if not (deposit.edit and deposit.media):
        message = f"{job.client.profile.url} gives no address where the package of a deposit could be put"
        raise EnvironmentFault(message)
    addresses = {name: getattr(deposit, name) for name in ("edit", "media", "complete", "statement")}
    job.entry.note(state="draft", id=deposit.identifier, package=job.package.mark, **addresses)


def _send(job: Job, deposit: atom.Receipt, collection: atom.Collection, file: "File") -> "list[Diagnostic]":
    """Put the package in place of what is there, and return a finding if something else arrives."""
    packaging = atom.SIMPLE_ZIP if atom.SIMPLE_ZIP in (collection.packagings or (atom.SIMPLE_ZIP,)) else atom.BINARY
    headers = {
        "Content-MD5": file.md5,
        "Content-Disposition": f"attachment; filename={_ascii(file.name)}",
        "Packaging": packaging,
        "In-Progress": "true",
        **_for_whom(job),
    }
    for _ in range(_ATTEMPTS):
        job.say(f"{file.name}, {file.size_bytes:,} bytes")
        body = Body(file.size_bytes, "application/zip", file.open)
        answer = job.client.send("PUT", deposit.media, headers=headers, body=body)
        if answer.status != _OTHER_BYTES:
            _expect(job, answer)
            return []
    said = f"the repository received other bytes than were sent{atom.summary(answer)}"
    return [finding("dep.remote-bytes", file.name, said)]


def _verify(job: Job, deposit: atom.Receipt, file: "File") -> "list[Diagnostic]":
    """Return a finding if what the repository gives back is not the package, or if it gives nothing back."""
    client = job.client
    places = [deposit.media]
    if deposit.statement:
        answer = client.send("GET", deposit.statement, headers=_accepting("application/atom+xml;type=feed"))
        if answer.ok:
            given = list(atom.originals(atom.root(client, answer)))
            places = [client.local(link, deposit.statement) for link in given[-1:]] + places
    problem = ""
    for place in places:
        problem = comes_back(client, place, file)
        if not problem:
            return []
        if "bytes" in problem:
            return [finding("dep.remote-bytes", file.name, f"the repository holds something else: {problem}")]
    return [unread(file.name, problem)]


def _complete(job: Job, deposit: atom.Receipt, *, again: bool = False) -> None:
    """Say that the deposit is complete. Said *again*, it may be refused, for what is complete is closed."""
    job.entry.note(state="completing")
    for _ in range(_ATTEMPTS):
        try:
            answer = job.client.send("POST", deposit.complete, headers={"In-Progress": "false", **_for_whom(job)})
        except Unsure as fault:
            job.say(f"{fault}; saying it again")
            again = True
            continue
        if not answer.ok and not (again and answer.status in _CLOSED):
            job.entry.note(state="draft")
            _expect(job, answer)
        job.entry.note(state="complete")
        return
    message = f"{job.client.profile.url} did not complete the deposit; run the same command again later"
    raise EnvironmentFault(message)


def _already(job: Job, outcome: Outcome, deposit: atom.Receipt, file: "File") -> Outcome:
    if job.entry.get("package") != job.package.mark:
        message = f"deposit {outcome.identifier} is complete and the package has changed since; SWORDv2 has no versions"
        raise UsageError(message)
    outcome.state = "complete"
    outcome.findings += _verify(job, deposit, file)
    return outcome


def _accepting(kind: str) -> dict[str, str]:
    # Servers that have the right thing under a more general name answer 406 to the right one alone.
    return {"Accept": f"{kind}, application/xml;q=0.9, */*;q=0.1"}


def _for_whom(job: Job) -> dict[str, str]:
    whom = job.client.profile.on_behalf_of
    return {"On-Behalf-Of": whom} if whom else {}


def _ascii(name: str) -> str:
    """Return a file's name as it can stand in a header."""
    return "".join(
        character if character.isascii() and (character.isalnum() or character in "._-") else "_" for character in name
    )


def _expect(job: Job, answer: Answer) -> Answer:
    if answer.ok:
        return answer
    client = job.client
    if answer.status in {401, 403}:
        message = f"{client.profile.url} refuses user or password of {client.profile.name} ({answer.status})"
    else:
        message = f"{client.profile.url} answers {answer.status}{atom.summary(answer)}"
    raise EnvironmentFault(client.hide(message))
