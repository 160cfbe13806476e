"""The repositories that packages are pushed to: a real InvenioRDM, and one that is played."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from fake_invenio import FakeInvenio
from fault_cases import Repository
from invenio.installing import running
from playing import TOKEN, serving


@pytest.fixture(scope="session")
def real_invenio(pytestconfig: pytest.Config) -> Iterator[Repository]:
    """A real InvenioRDM; where it is installed, TEI_TEST_INVENIO_HOME names, else the cache of pytest."""
    named = os.environ.get("TEI_TEST_INVENIO_HOME")
    home = Path(named) if named else pytestconfig.cache.mkdir("invenio")
    with running(home.resolve()) as server:
        yield Repository(server["url"], server["token"])


@pytest.fixture
def played() -> FakeInvenio:
    """The state of the repository that is played: what it holds and what it was asked."""
    return FakeInvenio()


@pytest.fixture
def invenio(played: FakeInvenio) -> Iterator[Repository]:
    """The repository that is played."""
    with serving(played) as url:
        yield Repository(url, TOKEN)
