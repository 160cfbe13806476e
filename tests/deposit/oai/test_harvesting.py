"""The repository as harvesters of other people see it, over HTTP on this machine."""

import http.client
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
import sickle.oaiexceptions
from oaipmh_scythe import Scythe
from oaipmh_scythe.exceptions import CannotDisseminateFormat, NoRecordsMatch
from oaipmh_scythe.models import Record
from sickle import Sickle

from tei.deposit.oai import Repository
from tei.deposit.oai.serving import PATH, Server
from tei.errors import EnvironmentFault
from tei.metadata.oai.formats import FORMATS

Stocked = Callable[..., Repository]

PREFIXES = list(FORMATS)


def told(items: Iterable[Any], name: str) -> list[str]:
    """An attribute of what scythe gives, whose types allow for a bare response too."""
    return [str(getattr(item, name)) for item in items]


@pytest.fixture
def served(stocked: Stocked) -> Iterator[Server]:
    """A server of the letters, two records a response."""
    server = Server("127.0.0.1", 0)
    server.repository = stocked(base_url=server.base_url, page=2)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("prefix", PREFIXES)
def test_sickle_harvests_every_record(served: Server, prefix: str, method: str) -> None:
    harvester = Sickle(served.base_url, http_method=method)
    wanted = [item.identifier for item in served.repository.items]
    records = list(harvester.ListRecords(metadataPrefix=prefix))
    assert [record.header.identifier for record in records] == wanted
    assert [record.header.datestamp for record in records] == [item.datestamp for item in served.repository.items]
    assert [one.identifier for one in harvester.ListIdentifiers(metadataPrefix=prefix)] == wanted
    assert harvester.GetRecord(identifier=wanted[1], metadataPrefix=prefix).header.setSpecs == [
        "letters",
        "letters:1949",
    ]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_scythe_harvests_every_record(served: Server, prefix: str) -> None:
    wanted = [item.identifier for item in served.repository.items]
    with Scythe(served.base_url) as harvester:
        records = list(harvester.list_records(metadata_prefix=prefix))
        assert told((one.header for one in records if isinstance(one, Record)), "identifier") == wanted
        assert all("First" in str(record) for record in records[:1])
        assert told(harvester.list_identifiers(metadata_prefix=prefix), "identifier") == wanted
        record = harvester.get_record(identifier=wanted[0], metadata_prefix=prefix)
        assert isinstance(record, Record)
        assert record.header.datestamp == "1999-05-06"


def test_sickle_harvests_what_is_new_and_one_set(served: Server) -> None:
    harvester = Sickle(served.base_url)
    new = harvester.ListIdentifiers(metadataPrefix="tei", **{"from": "2003-01-01", "until": "2004-12-31"})
    assert [one.datestamp for one in new] == ["2003-01-01", "2004-05-01"]
    chosen = harvester.ListIdentifiers(metadataPrefix="tei", set="letters")
    assert len(list(chosen)) == 3
    with pytest.raises(sickle.oaiexceptions.NoRecordsMatch):
        harvester.ListIdentifiers(metadataPrefix="tei", **{"from": "2006-01-01"})


def test_scythe_harvests_what_is_new_and_one_set(served: Server) -> None:
    with Scythe(served.base_url) as harvester:
        new = harvester.list_identifiers(metadata_prefix="tei", from_="2003-01-01", until="2004-12-31")
        assert told(new, "datestamp") == ["2003-01-01", "2004-05-01"]
        assert len(list(harvester.list_records(metadata_prefix="tei", set_="letters"))) == 3
        with pytest.raises(NoRecordsMatch):
            list(harvester.list_identifiers(metadata_prefix="tei", from_="2006-01-01"))
        with pytest.raises(CannotDisseminateFormat):
            list(harvester.list_records(metadata_prefix="marc"))


def test_harvesters_are_told_of_the_repository(served: Server) -> None:
    identity = Sickle(served.base_url).Identify()
    assert (identity.repositoryName, identity.adminEmail, identity.granularity) == (
        "corpus",
        "a@example.org",
        "YYYY-MM-DD",
    )
    assert [one.setSpec for one in Sickle(served.base_url).ListSets()] == list(served.repository.sets)
    with Scythe(served.base_url) as harvester:
        assert harvester.identify().baseURL == served.base_url
        assert told(harvester.list_metadata_formats(), "metadataPrefix") == PREFIXES
        assert len(list(harvester.list_sets())) == 3


@pytest.mark.parametrize(
    "method, target, body, headers, status",
    [
        ("GET", "/", None, {}, 404),
        ("GET", "/../../etc/passwd", None, {}, 404),
        ("GET", f"{PATH}?verb=" + "x" * 9000, None, {}, 414),
        ("GET", f"{PATH}?" + "&".join(["a=1"] * 50), None, {}, 400),
        ("PUT", PATH, b"x", {}, 501),
        ("DELETE", PATH, None, {}, 501),
        ("POST", PATH, b"{}", {"Content-Type": "application/json"}, 415),
        ("POST", PATH, b"x" * 9000, {"Content-Type": "application/x-www-form-urlencoded"}, 413),
        ("HEAD", f"{PATH}?verb=Identify", None, {}, 200),
        ("GET", f"{PATH}?verb=Identify&%ff=%00", None, {}, 200),
    ],
)
def test_server_answers_nothing_else(
    served: Server, method: str, target: str, body: bytes | None, headers: dict[str, str], status: int
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.server_port, timeout=60)
    connection.request(method, target, body, headers)
    response = connection.getresponse()
    assert response.status == status
    response.read()
    connection.close()


def test_server_listens_on_this_machine_alone_and_says_when_it_cannot(served: Server) -> None:
    assert served.server_address[0] == "127.0.0.1"
    with pytest.raises(EnvironmentFault, match=r"cannot listen on 127\.0\.0\.1"):
        Server("127.0.0.1", served.server_port)
