import os
from pathlib import Path

import pytest

from tei.document.references import place


def test_way_up_is_a_place_and_its_escapes_are_read(tmp_path: Path) -> None:
    assert place(tmp_path / "a", "../b%20c.xml") == os.path.realpath(tmp_path / "b c.xml")


@pytest.mark.parametrize(
    "file", ["//host/b.xml", "/etc/b.xml", "%2Fetc/b.xml", "\\\\host\\b.xml", "https://a/b.xml", "c:b.xml", "b%00.xml"]
)
def test_what_another_host_or_the_root_has_is_no_place(tmp_path: Path, file: str) -> None:
    assert place(tmp_path, file) == ""
