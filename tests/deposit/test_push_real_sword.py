"""The push to a real SWORDv2 server, the one of Software Heritage. It gives no package back, so its folder is read."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.request import HTTPBasicAuthHandler as Basic
from urllib.request import HTTPPasswordMgrWithPriorAuth, Request, build_opener

import pytest

from fault_cases import VARIABLE, Repository, make_package, no_waiting, settings
from faults import Fault, Proxy, between, status
from tei.deposit.push import Outcome, Wishes, package, push
from tei.errors import EnvironmentFault

pytestmark = [pytest.mark.servers, pytest.mark.slow]

DCTERMS = '<r xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:title>Cable</dcterms:title></r>'
Send = Callable[..., Outcome]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    root = make_package(tmp_path, "cable")
    (root / "metadata" / "cable" / "dcterms.xml").write_text(DCTERMS, encoding="utf-8")
    path = tmp_path / "cable.zip"
    with zipfile.ZipFile(path, "w") as whole:
        for file in sorted(root.rglob("*")):
            whole.write(file, file.relative_to(root))
    return path


def send(proxy: Proxy, there: Repository, root: Path, **wishes: Any) -> Outcome:
    keys = {"kind": "sword2", "user": "editor", "collection": "editions"}
    with mock.patch.dict(os.environ, {VARIABLE: there.token}):
        return push(
            root, "there", settings(f"{proxy.url}/1/servicedocument/", **keys), Wishes(**wishes), clock=no_waiting()
        )


def ask(there: Repository, path: str) -> str:
    """Ask the server itself, without anything of tei."""
    passwords = HTTPPasswordMgrWithPriorAuth()
    passwords.add_password(None, there.url, "editor", there.token, is_authenticated=True)
    with build_opener(Basic(passwords)).open(Request(f"{there.url}{path}"), timeout=60) as answer:  # noqa: S310
        content: bytes = answer.read()
        return content.decode()


def deposits(there: Repository, mark: str) -> int:
    return ask(there, "/1/editions/?page_size=1000").count(mark)


def test_deposit_is_open_until_it_is_published_and_there_is_one(real_sword: Repository, archive: Path) -> None:
    with between(real_sword.url) as proxy:
        outcome = send(proxy, real_sword, archive)
        assert (outcome.state, [finding.rule for finding in outcome.findings]) == ("draft", ["dep.remote-unread"])
        page = outcome.identifier.replace("/atom/", "/status/")
        assert "<sd:deposit_status>partial</sd:deposit_status>" in ask(real_sword, page)
        assert send(proxy, real_sword, archive, publish=True).state == "complete"
        assert "<sd:deposit_status>deposited</sd:deposit_status>" in ask(real_sword, page)
        assert send(proxy, real_sword, archive, publish=True).state == "complete"


@pytest.mark.parametrize(
    "fault",
    [
        Fault("^POST /1/editions/ ", cut_request_at=60),
        Fault("^PUT .*/media/", cut_request_at=2000),
        Fault("^PUT .*/media/", cut_answer_at=0),
        Fault("^PUT .*/media/", answer=status(500)),
        Fault("^PUT .*/media/", change_request=lambda request: request[:-1] + b"?"),
        Fault("^POST .*/metadata/", cut_answer_at=0),
    ],
    ids=["create", "file", "answer to the file", "500", "other bytes: 412", "complete"],
)
def test_one_deposit_is_made_whatever_is_cut(real_sword: Repository, archive: Path, fault: Fault) -> None:
    with between(real_sword.url) as proxy:
        proxy.faults = [fault]
        assert send(proxy, real_sword, archive, publish=True).state == "complete"
    assert fault.seen > 0


def test_other_bytes_than_were_sent_are_refused_with_412(real_sword: Repository, archive: Path) -> None:
    with between(real_sword.url) as proxy:
        proxy.faults = [Fault("^PUT .*/media/", change_request=lambda request: request[:-1] + b"?", times=99)]
        outcome = send(proxy, real_sword, archive, publish=True)
    (finding,) = outcome.findings
    assert finding.rule == "dep.remote-bytes"
    assert finding.message.startswith("the repository received other bytes than were sent: ")
    assert outcome.state == "draft"


def test_lost_answer_to_the_creation_makes_no_second_deposit(real_sword: Repository, archive: Path) -> None:
    """Its list tells the mark and not the address: nothing more can be done than to say so."""
    with between(real_sword.url) as proxy:
        proxy.faults = [Fault("^POST /1/editions/ ", cut_answer_at=0)]
        for _ in range(2):
            with pytest.raises(EnvironmentFault, match="has a deposit of this package already"):
                send(proxy, real_sword, archive)
    assert deposits(real_sword, package.read(archive).mark) == 1
