"""The grammar that these tests hold EDTF to tells good from bad."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    ["1949", "1949-10", "1949-10-23", "1949-21", "1949-10~", "../1949", "1949/..", "194X", "18XX", "XXXX-10-23",
     "[..1949-10-20]", "[1949-10-16..1949-10-31]", "{1951-05-03,1951-05-05}", "1949-10-23T23:00:00Z",
     "1951-05-03/1951-05-05"],
)  # fmt: skip
def test_edtf_is_told(is_edtf: Callable[[str], bool], text: str) -> None:
    assert is_edtf(text)


@pytest.mark.parametrize(
    "text",
    ["", "49", "1949-13", "1949-25", "1949-02-29", "1949-21-01", "../..", "1949/1950/1951", "[..]",
     "1949-10-23T24:00:00", "[1949", "1949-10-23T23:00", "1949-1-2", "c1949"],
)  # fmt: skip
def test_what_is_none_is_told(is_edtf: Callable[[str], bool], text: str) -> None:
    assert not is_edtf(text)
