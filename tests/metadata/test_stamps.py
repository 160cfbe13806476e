from collections.abc import Callable

import pytest

from tei.errors import UsageError
from tei.metadata import Record, stamps

Written = Callable[..., Record]


@pytest.fixture(autouse=True)
def _nothing_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.mark.parametrize(
    "date, day, full",
    [
        ('<date when="2026-11-23"/>', "2026-11-23", "2026-11-23"),
        ('<date when="2026-11"/>', "2026-11", "2026-11-01"),
        ('<date when="2026"/>', "2026", "2026-01-01"),
        ('<date notAfter="1890"/>', "1890", "1890-01-01"),
        ('<date when="-0044"/>', None, None),
        ("<date>soon</date>", None, None),
        ("", None, None),
    ],
)
def test_day_is_that_of_publication(written: Written, date: str, day: str | None, full: str | None) -> None:
    record = written(publication=date)
    assert stamps.day(record) == day
    assert stamps.full(day) == full
    assert stamps.moment(day) == (None if full is None else f"{full}T00:00:00Z")


def test_day_of_the_environment_goes_before(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    record = written(publication='<date when="2026-11-23"/>')
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")
    assert (stamps.day(record), stamps.published(record)) == ("1970-01-01", "2026-11-23")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1e99")
    with pytest.raises(UsageError, match="must be a number of seconds since 1970; it is '1e99'"):
        stamps.day(record)
