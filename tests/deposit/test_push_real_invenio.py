"""The push to a real InvenioRDM. What it holds is read with nothing of tei."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from fault_cases import CASES, METADATA, VARIABLE, Case, Repository, ask, different, find, make_package, run
from killing import killed_at_each
from tei.deposit.push import package

pytestmark = [pytest.mark.servers, pytest.mark.slow]

Run = Callable[..., subprocess.CompletedProcess[str]]
Push = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def cable(repository: Path, tmp_path: Path) -> Path:
    """A package of the cable, in a project whose profile ``there`` is the server."""
    root = tmp_path / "cable-59363"
    for path in ("documents/cable-59363.xml", "documents/authority.xml"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(repository / "corpus" / Path(path).name, root / path)
    record = root / "metadata" / "cable-59363" / "invenio.json"
    record.parent.mkdir(parents=True)
    record.write_text(json.dumps(METADATA), encoding="utf-8")
    (root / "README.md").write_text(f"{tmp_path}\n", encoding="utf-8")
    return root


@pytest.fixture
def push(tei: Run, real_invenio: Repository) -> Push:
    def run_it(root: Path, *words: str, **keys: str) -> subprocess.CompletedProcess[str]:
        lines = {"kind": "invenio", "url": real_invenio.url, "token_variable": VARIABLE, **keys}
        text = "".join(f'{key} = "{value}"\n' for key, value in lines.items())
        (root.parent / "tei.toml").write_text(f"[deposit.there]\n{text}", encoding="utf-8")
        return tei(
            "deposit", "push", root.name, "--to", "there", *words, cwd=root.parent, **{VARIABLE: real_invenio.token}
        )

    return run_it


def test_cable_is_a_draft_then_published_then_a_new_version_each_byte_for_byte(
    cable: Path, push: Push, real_invenio: Repository
) -> None:
    done = push(cable)
    (draft,) = find(real_invenio, package.read(cable).mark)
    assert (done.returncode, done.stdout) == (0, f"draft  {draft['id']}  {real_invenio.url}/uploads/{draft['id']}\n")
    assert (draft["is_published"], different(real_invenio, draft, cable)) == (False, [])

    done = push(cable, "--publish")
    (record,) = find(real_invenio, package.read(cable).mark)
    assert (done.returncode, done.stdout) == (
        0,
        f"published  {draft['id']}  {real_invenio.url}/records/{draft['id']}\n",
    )
    assert (record["id"], record["is_published"], different(real_invenio, record, cable)) == (draft["id"], True, [])

    document = cable / "documents" / "cable-59363.xml"
    document.write_bytes(document.read_bytes().replace(b"</TEI>", b"</TEI>\n<!-- mended -->"))
    refused = push(cable, "--publish")
    assert refused.returncode == 2
    assert "say --new-version to deposit it as a new version" in refused.stderr

    done = push(cable, "--new-version", "--publish")
    (second,) = find(real_invenio, package.read(cable).mark)
    assert (done.returncode, second["is_published"]) == (0, True)
    assert (second["versions"]["index"], second["parent"]["id"]) == (2, record["parent"]["id"])
    assert different(real_invenio, second, cable) == []

    again = push(cable, "--new-version", "--publish")
    assert (again.returncode, again.stdout) == (0, done.stdout)
    versions = json.loads(ask(real_invenio, f"/records/{second['id']}/versions?size=20"))["hits"]
    assert versions["total"] == 2


def test_draft_that_is_not_valid_is_created_with_201_and_told_nonetheless(cable: Path, push: Push) -> None:
    record = cable / "metadata" / "cable-59363" / "invenio.json"
    metadata: dict[str, Any] = {**METADATA["metadata"], "publication_date": "1880~"}
    record.write_text(json.dumps({"metadata": metadata}), encoding="utf-8")
    done = push(cable, "--publish")
    assert done.returncode == 1
    finding, state = done.stdout.splitlines()
    assert finding.startswith(
        "metadata/cable-59363/invenio.json:1:1  dep.remote-metadata  "
        "the repository does not accept metadata.publication_date: "
    )
    assert state.startswith("draft  ")


def test_dry_run_sends_nothing_and_shows_the_difference(cable: Path, push: Push, real_invenio: Repository) -> None:
    done = push(cable, "--dry-run")
    assert done.returncode == 0
    assert f"{real_invenio.url} has no record of this package; a draft would be made\n" in done.stdout
    assert "+ metadata.title: Cable Telegram no. 59363\n" in done.stdout
    assert find(real_invenio, package.read(cable).mark) == []
    assert not (cable.parent / "cable-59363.push.json").exists()

    push(cable)
    assert [line for line in push(cable, "--dry-run").stdout.splitlines()[1:] if not line.startswith("= ")] == []

    (cable / "README.md").write_text("other\n", encoding="utf-8")
    (cable / "LICENCE").write_text("CC BY\n", encoding="utf-8")
    (cable / "documents" / "authority.xml").unlink()
    lines = [line for line in push(cable, "--dry-run").stdout.splitlines()[1:] if line[0] != "="]
    assert lines[0].startswith("~ metadata.identifiers.0.identifier: urn:uuid:")
    assert lines[1:] == ["+ LICENCE, 6 bytes", "~ README.md, 6 bytes", "- documents/authority.xml"]


def test_file_that_somebody_added_by_hand_is_told_and_kept(cable: Path, push: Push, real_invenio: Repository) -> None:
    push(cable)
    (draft,) = find(real_invenio, package.read(cable).mark)
    place = f"/records/{draft['id']}/draft/files"
    send(real_invenio, "POST", place, b'[{"key": "theirs.txt"}]')
    send(real_invenio, "PUT", f"{place}/theirs.txt/content", b"theirs", "application/octet-stream")
    send(real_invenio, "POST", f"{place}/theirs.txt/commit")
    done = push(cable, "--publish")
    assert done.returncode == 1
    assert "theirs.txt:1:1  dep.remote-extra  the repository holds a file that the package has not\n" in done.stdout
    assert different(real_invenio, draft, cable) == ["theirs.txt"]


def test_file_that_the_package_no_longer_has_goes_from_the_draft(
    cable: Path, push: Push, real_invenio: Repository
) -> None:
    push(cable)
    (cable / "documents" / "authority.xml").unlink()
    assert push(cable).returncode == 0
    (draft,) = find(real_invenio, package.read(cable).mark)
    assert different(real_invenio, draft, cable) == []


def test_zip_is_one_file(cable: Path, push: Push, real_invenio: Repository) -> None:
    archive = Path(shutil.make_archive(str(cable), "zip", cable))
    done = push(archive)
    assert (done.returncode, done.stdout[:7]) == (0, "draft  ")
    (draft,) = find(real_invenio, package.read(archive).mark)
    assert ask(real_invenio, f"/records/{draft['id']}/draft/files/cable-59363.zip/content") == archive.read_bytes()


def test_community_is_handed_the_draft(cable: Path, push: Push, real_invenio: Repository) -> None:
    community = {
        "slug": f"cables-{os.getpid()}",
        "metadata": {"title": "Cables"},
        "access": {"visibility": "public", "member_policy": "open", "record_policy": "open", "review_policy": "closed"},
    }
    send(real_invenio, "POST", "/communities", json.dumps(community).encode())
    done = push(cable, "--publish", community=community["slug"])
    assert (done.returncode, done.stdout.split()[0]) == (0, "submitted"), done.stderr
    (draft,) = find(real_invenio, package.read(cable).mark)
    review = json.loads(ask(real_invenio, f"/records/{draft['id']}/draft/review"))
    assert (review["status"], draft["is_published"]) == ("submitted", False)
    again = push(cable, "--publish", community=community["slug"])
    assert (again.returncode, again.stdout) == (0, done.stdout), again.stderr


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_is_lost_and_nothing_doubled(case: Case, real_invenio: Repository, tmp_path: Path) -> None:
    assert run(case, real_invenio, tmp_path).wrong == []


@pytest.mark.parametrize("is_carried_out", [False, True], ids=["before", "after"])
def test_push_that_is_killed_at_any_request_goes_on_and_doubles_nothing(
    tmp_path: Path, real_invenio: Repository, repository: Path, *, is_carried_out: bool
) -> None:
    assert killed_at_each(real_invenio, tmp_path, repository, is_carried_out=is_carried_out, every=9) == []


def test_name_of_a_file_comes_back_as_it_was(push: Push, real_invenio: Repository, tmp_path: Path) -> None:
    root = make_package(tmp_path, "names")
    push(root)
    (draft,) = find(real_invenio, package.read(root).mark)
    entries = json.loads(ask(real_invenio, f"/records/{draft['id']}/draft/files"))["entries"]
    assert "editions/a téxt (1).txt" in [entry["key"] for entry in entries]


def send(there: Repository, method: str, path: str, body: bytes = b"", kind: str = "application/json") -> None:
    headers = {"Authorization": f"Bearer {there.token}", "Content-Type": kind}
    request = Request(f"{there.url}/api{path}", data=body, method=method, headers=headers)  # noqa: S310
    with urlopen(request, timeout=60):  # noqa: S310 - an address of the test's own
        pass
