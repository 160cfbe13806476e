import io

import pytest

from tei.cli.terminal import Progress


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Screen(io.StringIO):
    """A terminal of one line, as it looks in the end."""

    @property
    def line(self) -> str:
        shown = ""
        for part in self.getvalue().split("\r"):
            shown = part + shown[len(part) :]
        return shown.rstrip()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def screen() -> Screen:
    return Screen()


def run(progress: Progress, clock: Clock, *, documents: int, until: int, seconds: float) -> None:
    """Let the first documents be done, each of them in so many seconds."""
    for done in range(1, until + 1):
        clock.now += seconds
        progress(done, documents)


def test_line_has_a_bar_the_count_the_rate_and_the_time_left(clock: Clock, screen: Screen) -> None:
    progress = Progress(screen, clock, columns=80)
    run(progress, clock, documents=2000, until=500, seconds=0.125)
    assert screen.line == "[########---------------------------]  500 of 2,000 documents  8.0/s  3:08 left"
    assert len(screen.line) < 80


@pytest.mark.parametrize(
    "columns, line",
    [
        (200, "[##########------------------------------]  500 of 2,000 documents  8.0/s  3:08 left"),
        (50, "500 of 2,000 documents  8.0/s  3:08 left"),
        (30, "500 of 2,000 documents  8.0/s"),
        (10, "500 of 2,"),
    ],
)
def test_narrow_terminal_has_what_fits_on_one_line(columns: int, line: str, clock: Clock, screen: Screen) -> None:
    progress = Progress(screen, clock, columns=columns)
    run(progress, clock, documents=2000, until=500, seconds=0.125)
    assert screen.line == line


@pytest.mark.parametrize(
    "seconds, words",
    [(0.125, "8.0/s  0:12 left"), (0.0009765625, ""), (20.0, "3.0/min  33:20 left"), (100.0, "0.6/min  2:46:40 left")],
)
def test_rate_and_time_are_told_in_fitting_units(seconds: float, words: str, clock: Clock, screen: Screen) -> None:
    run(Progress(screen, clock, columns=200), clock, documents=200, until=100, seconds=seconds)
    assert screen.line.endswith(words)
    assert bool(screen.line) == bool(words)


def test_short_run_shows_nothing(clock: Clock, screen: Screen) -> None:
    run(Progress(screen, clock, columns=80), clock, documents=400, until=400, seconds=0.001)
    assert screen.getvalue() == ""


def test_line_is_written_ten_times_a_second_at_most(clock: Clock, screen: Screen) -> None:
    run(Progress(screen, clock, columns=80), clock, documents=10**6, until=64_000, seconds=1 / 8192)
    assert 60 < screen.getvalue().count("\r") < 80


def test_line_is_wiped_when_all_is_done_and_when_it_is_given_up(clock: Clock, screen: Screen) -> None:
    progress = Progress(screen, clock, columns=80)
    run(progress, clock, documents=100, until=99, seconds=1.0)
    assert screen.line
    progress(100, 100)
    assert (screen.line, screen.getvalue()[-1]) == ("", "\r")
    written = screen.getvalue()
    progress.wipe()
    assert screen.getvalue() == written


def test_shorter_line_leaves_nothing_of_the_longer_one(clock: Clock, screen: Screen) -> None:
    progress = Progress(screen, clock, columns=200)
    run(progress, clock, documents=10**6, until=100, seconds=1.0)
    longer = screen.line
    run(progress, clock, documents=101, until=100, seconds=1.0)
    assert len(screen.line) < len(longer)
    assert screen.line.endswith("0:01 left")
