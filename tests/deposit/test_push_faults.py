"""A push under each fault, against a played InvenioRDM: nothing is lost, nothing doubled, and the message is clear."""

from pathlib import Path

import pytest

from fault_cases import CASES, Case, Repository, run


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_is_lost_and_nothing_doubled(case: Case, invenio: Repository, tmp_path: Path) -> None:
    assert run(case, invenio, tmp_path).wrong == []
