"""A push under each fault, against a played InvenioRDM: nothing is lost, nothing doubled, and the message is clear."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fake_invenio import FakeInvenio
from fault_cases import CASES, Case, Repository, run
from playing import TOKEN, serving


@pytest.fixture(scope="module")
def repository() -> Iterator[Repository]:
    with serving(FakeInvenio()) as url:
        yield Repository(url, TOKEN)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_is_lost_and_nothing_doubled(case: Case, repository: Repository, tmp_path: Path) -> None:
    assert run(case, repository, tmp_path).wrong == []
