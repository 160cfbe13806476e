"""InvenioRDM as far as a push needs it, with the habits that were measured on version 14.

An invalid draft is created all the same and says so in ``errors``; content that is put over a committed file makes the
file vanish, and so does content that is cut off; asked twice for a new version it gives the same draft; publishing
twice answers 404. What it reserves is its own: it takes no DOI of its prefix that is said to come from elsewhere.
"""

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any, Final

from playing import TOKEN, Reply, Request

PREFIX: Final = "10.1234"


@dataclass
class Record:
    """A draft or a record."""

    identifier: str
    data: dict[str, Any]
    published: bool = False
    files: dict[str, bytes | None] = field(default_factory=dict)
    committed: set[str] = field(default_factory=set)
    next_draft: str = ""
    review: dict[str, Any] = field(default_factory=dict)
    pids: dict[str, Any] = field(default_factory=dict)


class FakeInvenio:
    """One repository with one user, whose token is :data:`playing.TOKEN`."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.requests: list[str] = []
        self.indexed = True

    def __call__(self, asked: Request) -> Reply:
        self.requests.append(f"{asked.method} {asked.path}")
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return Reply(403, {"status": 403, "message": "Permission denied."})
        for method, pattern, play in self._routes():
            found = re.fullmatch(f"/api{pattern}", asked.path)
            if found and method == asked.method:
                reply: Reply = play(asked, *found.groups())
                return reply
        return Reply(404, {"status": 404, "message": "Not found."})

    def _routes(self) -> list[tuple[str, str, Any]]:
        return [
            ("GET", "/user/records", self.search),
            ("POST", "/records", self.create),
            ("GET", r"/communities/([\w-]+)", lambda _, slug: Reply(200, {"id": f"id-of-{slug}"})),
            ("GET", r"/records/(\w+)", self.published),
            ("GET", r"/records/(\w+)/draft", self.draft),
            ("PUT", r"/records/(\w+)/draft", self.update),
            ("POST", r"/records/(\w+)/versions", self.version),
            ("POST", r"/records/(\w+)/draft/actions/publish", self.publish),
            ("PUT", r"/records/(\w+)/draft/review", self.set_review),
            ("GET", r"/records/(\w+)/draft/review", self.get_review),
            ("POST", r"/records/(\w+)/draft/actions/submit-review", self.submit),
            ("POST", r"/records/(\w+)/draft/pids/doi", self.reserve),
            ("GET", r"/records/(\w+)/(?:draft/)?files", self.list_files),
            ("POST", r"/records/(\w+)/draft/files", self.register),
            ("GET", r"/records/(\w+)/(?:draft/)?files/(.+)/content", self.content),
            ("PUT", r"/records/(\w+)/draft/files/(.+)/content", self.put_content),
            ("POST", r"/records/(\w+)/draft/files/(.+)/commit", self.commit),
            ("GET", r"/records/(\w+)/(?:draft/)?files/(.+)", self.one_file),
            ("DELETE", r"/records/(\w+)/draft/files/(.+)", self.delete_file),
        ]

    # --- records ---

    def search(self, asked: Request) -> Reply:
        mark = asked.query["q"][0].partition(":")[2].strip('"')
        found = [self.shown(one) for one in self.records.values() if self.indexed and mark in str(one.data)]
        return Reply(200, {"hits": {"hits": found, "total": len(found)}})

    def create(self, asked: Request) -> Reply:
        return Reply(201, self.shown(self._new(asked.json())))

    def published(self, _: Request, identifier: str) -> Reply:
        record = self.records.get(identifier)
        if record is None or not record.published:
            return Reply(404, {"status": 404, "message": "The persistent identifier does not exist."})
        return Reply(200, self.shown(record))

    def draft(self, _: Request, identifier: str) -> Reply:
        record = self._draft(identifier)
        return Reply(200, self.shown(record)) if record else Reply(404, {"message": "Not found."})

    def update(self, asked: Request, identifier: str) -> Reply:
        record = self._draft(identifier)
        if record is None:
            return Reply(404, {"message": "Not found."})
        record.data = asked.json()
        record.pids = record.data.get("pids", {})
        return Reply(200, self.shown(record))

    def version(self, _: Request, identifier: str) -> Reply:
        record = self.records.get(identifier)
        if record is None or not record.published:
            return Reply(404, {"message": "The persistent identifier does not exist."})
        if not record.next_draft:
            metadata = {**record.data["metadata"]}
            metadata.pop("publication_date", None)
            record.next_draft = self._new({**record.data, "metadata": metadata}).identifier
        return Reply(201, self.shown(self.records[record.next_draft]))

    def publish(self, _: Request, identifier: str) -> Reply:
        record = self._draft(identifier)
        if record is None:
            return Reply(404, {"message": "The persistent identifier does not exist."})
        if errors := self._errors(record):
            return Reply(400, {"status": 400, "message": "A validation error occurred.", "errors": errors})
        record.published = True
        return Reply(202, self.shown(record))

    def set_review(self, asked: Request, identifier: str) -> Reply:
        self.records[identifier].review = {"status": "created", **asked.json()}
        return Reply(200, self.records[identifier].review)

    def get_review(self, _: Request, identifier: str) -> Reply:
        return Reply(200, self.records[identifier].review)

    def submit(self, _: Request, identifier: str) -> Reply:
        self.records[identifier].review["status"] = "submitted"
        return Reply(202, self.records[identifier].review)

    def reserve(self, _: Request, identifier: str) -> Reply:
        self.records[identifier].pids = {"doi": {"identifier": f"{PREFIX}/{identifier}", "provider": "datacite"}}
        return Reply(201, self.shown(self.records[identifier]))

    def shown(self, record: Record) -> dict[str, Any]:
        """The record as answers have it; of metadata that are refused nothing is kept."""
        errors = [] if record.published else self._errors(record)
        refused = {error["field"].removeprefix("metadata.") for error in errors}
        metadata = {key: value for key, value in record.data["metadata"].items() if key not in refused}
        state = {"is_published": record.published, "is_draft": not record.published}
        shown = {"id": record.identifier, **record.data, "metadata": metadata, "pids": record.pids, **state}
        return {**shown, "errors": errors} if errors else shown

    def _new(self, data: dict[str, Any]) -> Record:
        record = Record(f"record{len(self.records) + 1}", data)
        self.records[record.identifier] = record
        return record

    def _draft(self, identifier: str) -> Record | None:
        record = self.records.get(identifier)
        return record if record and not record.published else None

    @staticmethod
    def _errors(record: Record) -> list[dict[str, Any]]:
        metadata, errors = record.data["metadata"], []
        doi = record.pids.get("doi", {})
        if doi.get("provider") == "external" and doi.get("identifier", "").startswith(f"{PREFIX}/"):
            errors.append({"field": "pids.doi", "messages": [f"The prefix {PREFIX} is managed by this repository."]})
        if not metadata.get("creators"):
            errors.append({"field": "metadata.creators", "messages": ["Missing data for required field."]})
        if "~" in metadata.get("publication_date", "~"):
            errors.append({"field": "metadata.publication_date", "messages": ["Please provide a valid date."]})
        return errors

    # --- files ---

    def list_files(self, _: Request, identifier: str) -> Reply:
        record = self.records[identifier]
        return Reply(200, {"enabled": True, "entries": [self._entry(record, key) for key in record.files]})

    def register(self, asked: Request, identifier: str) -> Reply:
        record = self.records[identifier]
        for one in asked.json():
            if one["key"] in record.files:
                return Reply(400, {"status": 400, "message": f"File with key {one['key']} already exists."})
            record.files[one["key"]] = None
        return Reply(201, {"entries": [self._entry(record, key) for key in record.files]})

    def put_content(self, asked: Request, identifier: str, key: str) -> Reply:
        record = self.records[identifier]
        if key not in record.files:
            return Reply(404, {"message": f"Record '{identifier}' has no file '{key}'."})
        if key in record.committed:
            del record.files[key]
            record.committed.remove(key)
            return Reply(200, {"key": key, "status": "completed"})
        record.files[key] = asked.body
        return Reply(200, self._entry(record, key))

    def cut_off(self, method: str, path: str) -> None:
        """Forget a file whose content did not come whole."""
        found = re.fullmatch(r"/api/records/(\w+)/draft/files/(.+)/content", path)
        if method == "PUT" and found:
            self.records[found[1]].files.pop(found[2], None)

    def commit(self, _: Request, identifier: str, key: str) -> Reply:
        record = self.records[identifier]
        if record.files.get(key) is None:
            return Reply(400, {"message": "The file has no content."})
        record.committed.add(key)
        return Reply(200, self._entry(record, key))

    def one_file(self, _: Request, identifier: str, key: str) -> Reply:
        record = self.records[identifier]
        return Reply(200, self._entry(record, key)) if key in record.files else Reply(404, {"message": "no file"})

    def content(self, _: Request, identifier: str, key: str) -> Reply:
        content = self.records[identifier].files.get(key)
        return Reply(404, {"message": "no file"}) if content is None else Reply(200, content)

    def delete_file(self, _: Request, identifier: str, key: str) -> Reply:
        record = self.records[identifier]
        if key not in record.files:
            return Reply(404, {"message": "no file"})
        del record.files[key]
        record.committed.discard(key)
        return Reply(204)

    @staticmethod
    def _entry(record: Record, key: str) -> dict[str, Any]:
        content = record.files[key]
        if content is None or key not in record.committed:
            return {"key": key, "status": "pending"}
        md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
        return {"key": key, "status": "completed", "size": len(content), "checksum": f"md5:{md5}"}
