"""Many transcriptions in one call."""

import gc
from pathlib import Path

import pytest

from tei.diagnostics import Severity
from tei.encode import batch
from tei.encode.wish import Wish

WISH = Wish(profile="wilson", page=False)
TEXT = "To Cde. Orlik [illegible]\n\nThe ice is thick. {}\n"


@pytest.fixture
def jobs(tmp_path: Path) -> list[batch.Job]:
    for name, words in (("one", "[x9 [[y]]"), ("two", "It rises."), ("three", "")):
        (tmp_path / f"{name}.txt").write_text(TEXT.format(words), encoding="utf-8")
    return batch.jobs_of([tmp_path], tmp_path / "out")


def test_nothing_is_kept_of_many_but_what_is_told(jobs: list[batch.Job]) -> None:
    made = list(batch.encode(jobs, WISH))
    assert [one.failed for one in made] == [False] * 3
    assert all(one.written is not None and one.written.read_bytes() for one in made)
    assert all((one.encoded.text, one.encoded.brackets, one.encoded.xml.strip()) == ("", (), "") for one in made)
    with_lines = [one for one in made if any(found.severity is not Severity.INFO for found in one.encoded.findings)]
    assert [bool(one.encoded.source) for one in made] == [one in with_lines for one in made]
    assert with_lines


def test_texts_and_brackets_are_kept_if_one_asks(jobs: list[batch.Job]) -> None:
    made = list(batch.encode(jobs, WISH, keep=True))
    assert all(one.encoded.brackets and one.encoded.xml.startswith("<?xml") for one in made)


def test_garbage_is_looked_for_as_before_when_all_is_done(jobs: list[batch.Job]) -> None:
    # Some releases of Python freeze objects of their own as they start.
    frozen, thresholds = gc.get_freeze_count(), gc.get_threshold()
    done = batch.encode(jobs, WISH)
    next(done)
    assert gc.get_freeze_count() > frozen + 1000
    assert gc.get_threshold() != thresholds
    assert len(list(done)) == len(jobs) - 1
    assert gc.get_freeze_count() <= frozen
    assert gc.get_threshold() == thresholds
