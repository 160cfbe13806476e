import operator
import os
import time
from collections.abc import Sequence

import pytest

from tei.corpus import execute
from tei.errors import DocumentError, EnvironmentFault

NUMBERS: Sequence[int] = range(40)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(execute(operator.neg, NUMBERS, jobs=jobs)) == [-number for number in NUMBERS]


def test_one_item_needs_no_other_process() -> None:
    # The process id of a worker would be another.
    assert list(execute(_process, [0], jobs=4)) == [os.getpid()]


def test_no_item_gives_no_result() -> None:
    assert list(execute(operator.neg, [], jobs=0)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_error_of_the_task_is_raised_here(jobs: int) -> None:
    with pytest.raises(ZeroDivisionError):
        list(execute(_divide, [1, 0, 2], jobs=jobs))


def test_package_errors_cross_the_border_between_processes() -> None:
    with pytest.raises(DocumentError) as caught:
        list(execute(_refuse, ["a", "b"], jobs=2))
    assert caught.value.diagnostics[0].message == "refused a"


def test_process_that_dies_is_a_fault_of_the_machine() -> None:
    with pytest.raises(EnvironmentFault, match="a worker process died"):
        list(execute(os._exit, [3, 3], jobs=2))


def test_results_are_given_as_they_come() -> None:
    results = execute(_wait, [0.0, 60.0], jobs=1)
    assert next(results) == 0.0


def _process(_item: int) -> int:
    return os.getpid()


def _divide(number: int) -> float:
    return 1 / number


def _refuse(name: str) -> None:
    from tei.diagnostics import Diagnostic  # noqa: PLC0415 - as small a worker as can be

    raise DocumentError([Diagnostic("xml.empty", f"refused {name}", "x.xml")])


def _wait(seconds: float) -> float:
    time.sleep(seconds)
    return seconds
