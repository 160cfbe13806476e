"""The repositories that packages are pushed to: a real InvenioRDM, and one that is played."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from fake_invenio import FakeInvenio
from fault_cases import Repository
from playing import TOKEN, serving
from starting import running


@pytest.fixture(scope="session")
def real_invenio(pytestconfig: pytest.Config) -> Iterator[Repository]:
    """A real InvenioRDM."""
    with running("invenio", _home(pytestconfig, "invenio")) as server:
        yield Repository(server["url"], server["token"])


@pytest.fixture(scope="session")
def real_sword(pytestconfig: pytest.Config) -> Iterator[Repository]:
    """A real SWORDv2 server, that of Software Heritage; its user is ``editor``, the token is the password."""
    with running("swh_deposit", _home(pytestconfig, "swh_deposit")) as server:
        yield Repository(server["url"], server["token"])


def _home(config: pytest.Config, name: str) -> Path:
    """Return where a real repository is installed: below what TEI_TEST_SERVERS_HOME names, else in pytest's cache."""
    named = os.environ.get("TEI_TEST_SERVERS_HOME")
    return (Path(named) / name if named else config.cache.mkdir(name)).resolve()


@pytest.fixture
def played() -> FakeInvenio:
    """The state of the repository that is played: what it holds and what it was asked."""
    return FakeInvenio()


@pytest.fixture
def invenio(played: FakeInvenio) -> Iterator[Repository]:
    """The repository that is played."""
    with serving(played) as url:
        yield Repository(url, TOKEN)
