"""Dataverse's native API as far as a push needs it, by its API Guide: datasets, files, access, publication, search."""

import hashlib
import json
import re
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from playing import TOKEN, Reply, Request


class FakeDataverse:
    """One dataverse, ``editions``, whose user has the token."""

    def __init__(self) -> None:
        self.datasets: dict[str, dict[str, Any]] = {}
        self.contents: dict[int, bytes] = {}
        self.asked_for: list[dict[str, Any]] = []

    def __call__(self, asked: Request) -> Reply:
        if asked.headers.get("x-dataverse-key") != TOKEN:
            return Reply(401, {"status": "ERROR", "message": "Bad api key "})
        plays = {
            ("GET", "/api/search"): self.search,
            ("POST", "/api/dataverses/editions/datasets"): self.create,
            ("GET", "/api/datasets/:persistentId/versions/:latest"): self.latest,
            ("PUT", "/api/datasets/:persistentId/versions/:draft"): self.update,
            ("POST", "/api/datasets/:persistentId/add"): self.add,
            ("POST", "/api/datasets/:persistentId/actions/:publish"): self.publish,
        }
        play = plays.get((asked.method, asked.path))
        if play is not None:
            return play(asked)
        if found := re.fullmatch(r"/api/files/(\d+)/replace", asked.path):
            return self.replace(asked, int(found[1]))
        if found := re.fullmatch(r"/api/access/datafile/(\d+)", asked.path):
            return Reply(200, self.contents[int(found[1])])
        return Reply(404, {"status": "ERROR", "message": "not found"})

    def search(self, asked: Request) -> Reply:
        mark = asked.query["q"][0].strip('"')
        found = [{"global_id": name} for name, dataset in self.datasets.items() if mark in json.dumps(dataset)]
        return ok({"items": found})

    def create(self, asked: Request) -> Reply:
        version = asked.json()["datasetVersion"]
        names = {field["typeName"] for field in version["metadataBlocks"]["citation"]["fields"]}
        if "dsDescription" not in names:
            message = "Validation Failed: Description Text is required. (Invalid value:)."
            return Reply(400, {"status": "ERROR", "message": message})
        identifier = f"doi:10.5072/FK2/D{len(self.datasets) + 1}"
        self.datasets[identifier] = {**version, "versionState": "DRAFT", "files": []}
        return Reply(201, {"status": "OK", "data": {"id": len(self.datasets), "persistentId": identifier}})

    def latest(self, asked: Request) -> Reply:
        return ok(self.dataset(asked))

    def update(self, asked: Request) -> Reply:
        self.dataset(asked).update(asked.json(), versionState="DRAFT")
        return ok(self.dataset(asked))

    def add(self, asked: Request) -> Reply:
        dataset, entry = self.dataset(asked), self.entry(asked)
        if any(
            (one["label"], one["directoryLabel"]) == (entry["label"], entry["directoryLabel"])
            for one in dataset["files"]
        ):
            entry["label"] = f"{entry['label']}-1"  # as Dataverse does with a name that is taken
        dataset["files"].append(entry)
        dataset["versionState"] = "DRAFT"
        return ok({"files": [entry]})

    def replace(self, asked: Request, number: int) -> Reply:
        for dataset in self.datasets.values():
            for position, one in enumerate(dataset["files"]):
                if one["dataFile"]["id"] == number:
                    dataset["files"][position] = self.entry(asked)
                    dataset["versionState"] = "DRAFT"
                    return ok({"files": [dataset["files"][position]]})
        return Reply(404, {"status": "ERROR", "message": "no such file"})

    def publish(self, asked: Request) -> Reply:
        self.dataset(asked)["versionState"] = "RELEASED"
        return ok({"id": 1})

    def dataset(self, asked: Request) -> dict[str, Any]:
        return self.datasets[asked.query["persistentId"][0]]

    def entry(self, asked: Request) -> dict[str, Any]:
        """The file of a form as the dataset lists it."""
        head = f"Content-Type: {asked.headers['content-type']}\r\n\r\n".encode()
        parts = {}
        for part in BytesParser(policy=HTTP).parsebytes(head + asked.body).iter_parts():
            parts[part.get_param("name", header="content-disposition")] = part
        said = json.loads(parts["jsonData"].get_content())
        self.asked_for.append(said)
        content = parts["file"].get_payload(decode=True)
        assert isinstance(content, bytes)
        number = len(self.contents) + 1
        self.contents[number] = content
        md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
        checksum = {"type": "MD5", "value": md5}
        held = {"id": number, "filesize": len(content), "md5": md5, "checksum": checksum}
        return {"label": parts["file"].get_filename(), "directoryLabel": said["directoryLabel"], "dataFile": held}


def ok(data: Any) -> Reply:
    return Reply(200, {"status": "OK", "data": data})
