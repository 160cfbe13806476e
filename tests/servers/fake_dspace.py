"""DSpace 7 as far as a push needs it, by its REST contract: CSRF, login with a JWT, submissions, handing in."""

import hashlib
import re
import uuid
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from playing import TOKEN, Reply, Request

COLLECTION = "1c11f3f1-ba1f-4f36-908a-3f1ea9a557eb"
USER = "editor@example.org"
PERSON = "5a8c1b7e-0d0f-4a53-9d61-1f0a0a0f1c11"
JWT = "eyJ-a-session-of-the-tests"


class FakeDspace:
    """One collection and one user."""

    def __init__(self) -> None:
        self.submissions: dict[int, dict[str, Any]] = {}
        self.contents: dict[str, bytes] = {}
        self.handed_in: list[int] = []
        self.csrf = "csrf-one"

    def __call__(self, asked: Request) -> Reply:
        path = asked.path.removeprefix("/server/api")
        if asked.method == "GET" and path == "/security/csrf":
            return Reply(204, b"", self.guards())
        if asked.method != "GET" and not self.is_guarded(asked):
            return Reply(403, {"message": "Access is denied. Invalid CSRF token."})
        if path == "/authn/login":
            if f"password={TOKEN}" not in asked.body.decode():
                return Reply(401, {"message": "Authentication failed"})
            self.csrf = "csrf-two"
            return Reply(200, b"", {"Authorization": f"Bearer {JWT}", **self.guards()})
        if asked.headers.get("authorization") != f"Bearer {JWT}":
            return Reply(401, {"message": "Authentication is required"})
        return self.play(asked, path)

    def play(self, asked: Request, path: str) -> Reply:
        if path == "/authn/status":
            return Reply(
                200, {"authenticated": True, "_links": {"eperson": {"href": f"{asked.site}/eperson/{PERSON}"}}}
            )
        if path == "/submission/workspaceitems/search/findBySubmitter":
            return Reply(200, {"_embedded": {"workspaceitems": list(self.submissions.values())}})
        if path == "/submission/workspaceitems" and asked.query["owningCollection"] == [COLLECTION]:
            number = 100 + len(self.submissions) + len(self.handed_in)
            self.submissions[number] = {"id": number, "sections": {"upload": {"files": []}}, "errors": []}
            return Reply(201, self.submissions[number])
        if path == "/workflow/workflowitems":
            number = int(asked.body.decode().rpartition("/")[2])
            del self.submissions[number]
            self.handed_in.append(number)
            return Reply(201, {"id": number})
        if found := re.fullmatch(r"/core/bitstreams/([0-9a-f-]+)/content", path):
            return Reply(200, self.contents[found[1]])
        found = re.fullmatch(r"/submission/workspaceitems/(\d+)", path)
        if not found or int(found[1]) not in self.submissions:
            return Reply(404, {"message": "not found"})
        return self.submission(asked, self.submissions[int(found[1])])

    def submission(self, asked: Request, one: dict[str, Any]) -> Reply:
        if asked.method == "PATCH":
            for step in asked.json():
                self.patch(one["sections"], step["op"], step["path"].split("/")[2:], step.get("value"))
        if asked.method == "POST":
            one["sections"]["upload"]["files"].append(self.upload(asked))
        title = one["sections"].get("traditionalpageone", {}).get("dc.title")
        missing = {"message": "error.validation.required", "paths": ["/sections/traditionalpageone/dc.title"]}
        licence = {"message": "error.validation.license.required", "paths": ["/sections/license"]}
        granted = one["sections"].get("license", {}).get("granted")
        one["errors"] = ([] if title else [missing]) + ([] if granted else [licence])
        return Reply(201 if asked.method == "POST" else 200, one)

    @staticmethod
    def patch(sections: dict[str, Any], operation: str, way: list[str], value: Any) -> None:
        if operation == "remove":
            del sections[way[0]][way[1]][int(way[2])]
        else:
            sections.setdefault(way[0], {})[way[1]] = value

    def upload(self, asked: Request) -> dict[str, Any]:
        head = f"Content-Type: {asked.headers['content-type']}\r\n\r\n".encode()
        (part,) = BytesParser(policy=HTTP).parsebytes(head + asked.body).iter_parts()
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        identifier = str(uuid.UUID(int=len(self.contents) + 1))
        self.contents[identifier] = content
        md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
        return {
            "uuid": identifier,
            "metadata": {"dc.title": [{"value": part.get_filename()}]},
            "sizeBytes": len(content),
            "checkSum": {"checkSumAlgorithm": "MD5", "value": md5},
        }

    def guards(self) -> dict[str, str]:
        return {"DSPACE-XSRF-TOKEN": self.csrf, "Set-Cookie": f"DSPACE-XSRF-COOKIE={self.csrf}; Path=/server; HttpOnly"}

    def is_guarded(self, asked: Request) -> bool:
        cookie = f"DSPACE-XSRF-COOKIE={self.csrf}"
        return asked.headers.get("x-xsrf-token") == self.csrf and cookie in asked.headers.get("cookie", "")
