"""Dataverse, DSpace and HAL by contract, and SWORDv2 too: against servers that play what the documentation says."""

import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from fake_dataverse import FakeDataverse
from fake_dspace import COLLECTION, FakeDspace
from fake_hal import FakeHal
from fake_sword import FakeSword
from fault_cases import VARIABLE, no_waiting, settings
from faults import Fault, Proxy, between, status
from playing import TOKEN, serving
from tei.deposit.push import Outcome, Wishes, package, push
from tei.errors import EnvironmentFault, UsageError

DCTERMS = '<r xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:title>Cable &amp; more</dcterms:title></r>'
DATASET = {
    "datasetVersion": {
        "metadataBlocks": {
            "citation": {
                "fields": [{"typeName": "title", "value": "Cable"}, {"typeName": "dsDescription", "value": []}]
            }
        }
    }
}
DUBLIN_CORE = (
    '<dublin_core><dcvalue element="title" qualifier="none">Cable</dcvalue>'
    '<dcvalue element="date" qualifier="issued">2025</dcvalue><dcvalue element="subject">War</dcvalue></dublin_core>'
)
HAL = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><title>Cable</title></TEI>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "cable"
    for path, text in {
        "documents/cable.xml": "<TEI/>\n",
        "README.md": "read me\n" * 3000,
        "metadata/cable/dcterms.xml": DCTERMS,
        "metadata/cable/dataverse.json": json.dumps(DATASET),
        "metadata/cable/dspace.xml": DUBLIN_CORE,
        "metadata/cable/hal.xml": HAL,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def archive(folder: Path) -> Path:
    return Path(shutil.make_archive(str(folder), "zip", folder))


Send = Callable[..., Outcome]


def sender(proxy: Proxy, path: str, **keys: str) -> Send:
    def send(root: Path, *, token: str = TOKEN, **wishes: Any) -> Outcome:
        with mock.patch.dict(os.environ, {VARIABLE: token}):
            return push(root, "there", settings(f"{proxy.url}{path}", **keys), Wishes(**wishes), clock=no_waiting())

    return send


# --- SWORDv2 ---


@pytest.fixture
def sword() -> Iterator[tuple[FakeSword, Proxy, Send]]:
    played = FakeSword()
    with serving(played) as url, between(url) as proxy:
        yield played, proxy, sender(proxy, "/service", kind="sword2", user="editor")


def test_sword_keeps_the_deposit_open_until_it_is_published(
    sword: tuple[FakeSword, Proxy, Send], archive: Path
) -> None:
    played, _, send = sword
    outcome = send(archive)
    (deposit,) = played.deposits.values()
    assert (outcome.state, outcome.findings, deposit.complete) == ("draft", [], False)
    assert deposit.content == archive.read_bytes()
    assert deposit.packaging == "http://purl.org/net/sword/package/SimpleZip"
    assert deposit.slug == package.read(archive).mark
    assert b"<dcterms:title>Cable &amp; more</dcterms:title>" in deposit.entry
    assert send(archive, publish=True).state == "complete"
    assert (len(played.deposits), deposit.complete) == (1, True)
    assert send(archive, publish=True).state == "complete"


def test_sword_that_was_completed_and_then_cut_is_not_opened_again(
    sword: tuple[FakeSword, Proxy, Send], archive: Path
) -> None:
    played, proxy, send = sword
    proxy.faults = [Fault("^POST /edit", cut_answer_at=0, times=99)]
    with pytest.raises(EnvironmentFault, match="did not complete the deposit; run the same command again later"):
        send(archive, publish=True)
    proxy.faults = []
    assert send(archive, publish=True).state == "complete"
    assert [deposit.complete for deposit in played.deposits.values()] == [True]


@pytest.mark.parametrize(
    "fault",
    [
        Fault("^POST /col", cut_answer_at=0),
        Fault("^POST /col", cut_request_at=60),
        Fault("^POST /col", answer=status(500)),
        Fault("^PUT /media", cut_request_at=700),
        Fault("^PUT /media", answer=status(500)),
        Fault("^PUT /media", change_request=lambda request: request[:-1] + b"?"),
        Fault("^GET /original", cut_answer_at=300),
        Fault("^POST /edit", cut_answer_at=0),
        Fault("^POST /edit", answer=status(502)),
    ],
    ids=lambda fault: fault.pattern,
)
def test_sword_makes_one_deposit_whatever_is_cut(
    sword: tuple[FakeSword, Proxy, Send], archive: Path, fault: Fault
) -> None:
    played, proxy, send = sword
    proxy.faults = [fault]
    assert send(archive, publish=True).state == "complete"
    (deposit,) = played.deposits.values()
    assert (fault.seen > 0, deposit.complete, deposit.content) == (True, True, archive.read_bytes())


def test_sword_412_is_a_finding_and_nothing_is_completed(sword: tuple[FakeSword, Proxy, Send], archive: Path) -> None:
    played, proxy, send = sword
    proxy.faults = [Fault("^PUT /media", change_request=lambda request: request[:-1] + b"?", times=99)]
    outcome = send(archive, publish=True)
    (finding,) = outcome.findings
    assert (finding.rule, finding.path) == ("dep.remote-bytes", "cable.zip")
    assert finding.message == "the repository received other bytes than were sent: Checksum mismatch"
    assert not next(iter(played.deposits.values())).complete


def test_sword_collection_that_cannot_be_listed_is_not_asked_for_a_second_deposit(
    sword: tuple[FakeSword, Proxy, Send], archive: Path
) -> None:
    played, proxy, send = sword
    played.lists = False
    proxy.faults = [Fault("^POST /col", cut_answer_at=0)]
    for _ in range(2):
        with pytest.raises(
            EnvironmentFault, match=r"does not say what it holds: look there, .* cable\.zip\.push\.json"
        ):
            send(archive)
    assert len(played.deposits) == 1


def test_sword_that_gives_nothing_back_is_told(sword: tuple[FakeSword, Proxy, Send], archive: Path) -> None:
    played, _, send = sword
    played.gives_back = False
    (finding,) = send(archive).findings
    assert (finding.rule, finding.severity) == ("dep.remote-unread", "warning")


def test_sword_address_on_another_host_is_refused(sword: tuple[FakeSword, Proxy, Send], archive: Path) -> None:
    played, _, send = sword
    played.elsewhere = "http://127.0.0.1:9"
    with pytest.raises(EnvironmentFault, match=r"answers with the address http://127\.0\.0\.1:9/col; only http://"):
        send(archive)
    assert played.deposits == {}


def test_sword_refuses_a_wrong_password_and_a_folder(
    sword: tuple[FakeSword, Proxy, Send], archive: Path, folder: Path
) -> None:
    _, _, send = sword
    with pytest.raises(EnvironmentFault, match=r"refuses user or password of there \(401\)"):
        send(archive, token="another-token-of-the-tests")  # noqa: S106
    with pytest.raises(UsageError, match="SWORDv2 takes one file: make the package with --format zip"):
        send(folder)


def test_sword_dry_run_sends_nothing(sword: tuple[FakeSword, Proxy, Send], archive: Path) -> None:
    played, _, send = sword
    outcome = send(archive, dry_run=True)
    size = f"{archive.stat().st_size:,}"
    assert outcome.lines == ["Editions has no deposit of this package; one would be made", f"+ cable.zip, {size} bytes"]
    assert {asked.method for asked in played.requests} == {"GET"}


# --- Dataverse ---


@pytest.fixture
def dataverse() -> Iterator[tuple[FakeDataverse, Proxy, Send]]:
    played = FakeDataverse()
    with serving(played) as url, between(url) as proxy:
        yield played, proxy, sender(proxy, "", kind="dataverse", collection="editions")


def held(played: FakeDataverse) -> dict[str, bytes]:
    (dataset,) = played.datasets.values()
    return {
        f"{one['directoryLabel']}/{one['label']}".lstrip("/"): played.contents[one["dataFile"]["id"]]
        for one in dataset["files"]
    }


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_dataverse_holds_the_files_under_their_names(
    dataverse: tuple[FakeDataverse, Proxy, Send], folder: Path
) -> None:
    played, _, send = dataverse
    outcome = send(folder)
    assert (outcome.state, outcome.identifier, outcome.findings) == ("draft", "doi:10.5072/FK2/D1", [])
    assert held(played) == contents(folder)
    assert all(said["tabIngest"] == "false" for said in played.asked_for)
    (folder / "README.md").write_text("other\n", encoding="utf-8")
    assert send(folder, publish=True).state == "published"
    assert held(played) == contents(folder)
    (folder / "README.md").write_text("again\n", encoding="utf-8")
    with pytest.raises(UsageError, match="is published and the package has changed since; say --new-version"):
        send(folder)
    assert send(folder, new_version=True, publish=True).state == "published"
    assert (len(played.datasets), held(played)) == (1, contents(folder))


@pytest.mark.parametrize(
    "fault",
    [
        Fault("^POST /api/dataverses", cut_answer_at=0),
        Fault("^POST /api/dataverses", cut_request_at=80),
        Fault("^POST /api/dataverses", answer=status(500)),
        Fault(r"^POST \S+/add", cut_answer_at=0),
        Fault(r"^POST \S+/add", cut_request_at=900),
        Fault(r"^POST \S+/add", answer=status(504)),
        Fault(r"^PUT \S+:draft", answer=status(500)),
        Fault("^GET /api/access", cut_answer_at=200),
        Fault(r"^POST \S+/:publish", cut_answer_at=0),
    ],
    ids=lambda fault: fault.pattern,
)
def test_dataverse_makes_one_dataset_and_each_file_once_whatever_is_cut(
    dataverse: tuple[FakeDataverse, Proxy, Send], folder: Path, fault: Fault
) -> None:
    played, proxy, send = dataverse
    proxy.faults = [fault]
    assert send(folder, publish=True).state == "published"
    assert fault.seen > 0
    assert held(played) == contents(folder)


def test_what_was_tested_by_contract_says_so(dataverse: tuple[FakeDataverse, Proxy, Send], folder: Path) -> None:
    said: list[str] = []
    there = settings(dataverse[1].url, kind="dataverse", collection="editions")
    with mock.patch.dict(os.environ, {VARIABLE: TOKEN}):
        push(folder, "there", there, say=said.append)
    assert said[0] == "Dataverse by contract: written to its documentation, never tried on a real one"


def test_dataverse_says_what_is_missing(dataverse: tuple[FakeDataverse, Proxy, Send], folder: Path) -> None:
    played, _, send = dataverse
    dataset: dict[str, Any] = {"datasetVersion": {"metadataBlocks": {"citation": {"fields": []}}}}
    (folder / "metadata/cable/dataverse.json").write_text(json.dumps(dataset), encoding="utf-8")
    with pytest.raises(
        EnvironmentFault, match=r"does not accept metadata/cable/dataverse\.json: Validation Failed: Desc"
    ):
        send(folder)
    assert played.datasets == {}


@pytest.mark.parametrize(
    "name, said", [("döcuments/x.xml", "would rename"), ("a#b.xml", "would rename"), ("x.zip", "would unpack")]
)
def test_dataverse_is_not_given_what_it_would_change(
    dataverse: tuple[FakeDataverse, Proxy, Send], folder: Path, name: str, said: str
) -> None:
    played, _, send = dataverse
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match=f"Dataverse {said} {name}"):
        send(folder)
    assert played.datasets == {}


# --- DSpace ---


@pytest.fixture
def dspace() -> Iterator[tuple[FakeDspace, Proxy, Send]]:
    played = FakeDspace()
    with serving(played) as url, between(url) as proxy:
        yield played, proxy, sender(proxy, "/server", kind="dspace", collection=COLLECTION, user="editor@example.org")


def test_dspace_gets_a_submission_and_then_it_is_handed_in(
    dspace: tuple[FakeDspace, Proxy, Send], archive: Path
) -> None:
    played, _, send = dspace
    outcome = send(archive)
    assert (outcome.state, outcome.identifier, outcome.findings) == ("draft", "100", [])
    sections = played.submissions[100]["sections"]
    assert sections["traditionalpageone"]["dc.title"] == [{"value": "Cable"}]
    assert sections["traditionalpageone"]["dc.date.issued"] == [{"value": "2025"}]
    assert sections["traditionalpagetwo"]["dc.subject"] == [{"value": "War"}]
    assert "license" not in sections
    assert list(played.contents.values()) == [archive.read_bytes()]
    assert send(archive, publish=True).state == "submitted"
    assert (played.submissions, played.handed_in) == ({}, [100])
    assert send(archive, publish=True).state == "submitted"
    assert played.handed_in == [100]


@pytest.mark.parametrize(
    "fault",
    [
        Fault(r"^POST \S+owningCollection", cut_answer_at=0),
        Fault(r"^POST \S+owningCollection", cut_request_at=60),
        Fault(r"^POST \S+owningCollection", answer=status(500)),
        Fault(r"^POST \S+workspaceitems/\d+", cut_answer_at=0),
        Fault(r"^POST \S+workspaceitems/\d+", cut_request_at=700),
        Fault(r"^PATCH", answer=status(500)),
        Fault(r"^GET \S+/content", cut_answer_at=300),
        Fault(r"^POST \S+workflowitems", cut_answer_at=0),
    ],
    ids=lambda fault: fault.pattern,
)
def test_dspace_makes_one_submission_whatever_is_cut(
    dspace: tuple[FakeDspace, Proxy, Send], archive: Path, fault: Fault
) -> None:
    played, proxy, send = dspace
    proxy.faults = [fault]
    assert send(archive, publish=True).state == "submitted"
    assert fault.seen > 0
    assert (played.submissions, len(played.handed_in)) == ({}, 1)


def test_dspace_says_what_is_missing(dspace: tuple[FakeDspace, Proxy, Send], folder: Path) -> None:
    played, _, send = dspace
    (folder / "metadata/cable/dspace.xml").write_text("<dublin_core/>", encoding="utf-8")
    outcome = send(Path(shutil.make_archive(str(folder), "zip", folder)), publish=True)
    (finding,) = outcome.findings
    assert finding.rule == "dep.remote-metadata"
    assert finding.message == "the repository says error.validation.required: /sections/traditionalpageone/dc.title"
    assert played.handed_in == []


def test_dspace_session_is_no_more_shown_than_the_password(
    dspace: tuple[FakeDspace, Proxy, Send], archive: Path
) -> None:
    _, _, send = dspace
    with pytest.raises(EnvironmentFault, match=r"refuses user or password of there \(401\)"):
        send(archive, token="another-token-of-the-tests")  # noqa: S106
    send(archive)
    assert "eyJ" not in (archive.parent / "cable.zip.push.json").read_text(encoding="utf-8")


# --- HAL ---


@pytest.fixture
def hal() -> Iterator[tuple[FakeHal, Proxy, Send]]:
    played = FakeHal()
    with serving(played) as url, between(url) as proxy:
        yield played, proxy, sender(proxy, "/sword", kind="hal", user="editor")


def test_hal_only_checks_until_it_is_published(hal: tuple[FakeHal, Proxy, Send], archive: Path) -> None:
    played, _, send = hal
    assert (send(archive).state, played.checked, played.deposits) == ("checked", 1, {})
    outcome = send(archive, publish=True)
    assert (outcome.state, outcome.identifier) == ("deposited", "hal-04000000")
    assert [finding.rule for finding in outcome.findings] == ["dep.remote-unread"]
    ((sent,),) = played.deposits.values()
    with zipfile.ZipFile(BytesIO(sent)) as whole:
        assert whole.namelist() == ["hal.xml", "cable.zip"]
        assert whole.read("cable.zip") == archive.read_bytes()
    send(archive, publish=True)
    assert [len(versions) for versions in played.deposits.values()] == [1]


def test_hal_is_never_asked_twice_when_an_answer_was_lost(hal: tuple[FakeHal, Proxy, Send], archive: Path) -> None:
    played, proxy, send = hal
    proxy.faults = [Fault("^POST /sword/hal", cut_answer_at=0)]
    for _ in range(2):
        with pytest.raises(EnvironmentFault, match="It cannot be told whether HAL has made the deposit: look among"):
            send(archive, publish=True)
    assert [len(versions) for versions in played.deposits.values()] == [1]


def test_hal_says_what_is_missing(hal: tuple[FakeHal, Proxy, Send], folder: Path) -> None:
    played, _, send = hal
    (folder / "metadata/cable/hal.xml").write_text("<TEI/>", encoding="utf-8")
    outcome = send(Path(shutil.make_archive(str(folder), "zip", folder)), publish=True)
    (finding,) = outcome.findings
    assert (finding.rule, finding.path) == ("dep.remote-metadata", "metadata/cable/hal.xml")
    assert finding.message == "HAL does not accept the deposit (400): Some metadata are missing: title"
    assert played.deposits == {}
