"""Bytes of files, packed ones too."""

import gzip
from pathlib import Path

import pytest

from tei.document.loading import load, load_stream
from tei.errors import DocumentError
from tei.limits import DEFAULT

LARGE = b"<a>" + b"x" * 300_000 + b"</a>"


def test_packed_file_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.xml.gz"
    path.write_bytes(gzip.compress(b"<a/>"))
    assert load(path, DEFAULT) == b"<a/>"


def test_packed_file_is_unpacked_no_further_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.xml.gz"
    path.write_bytes(gzip.compress(b"x" * 10_000))
    limits = DEFAULT._replace(size_bytes=5_000)
    assert path.stat().st_size < limits.size_bytes
    with pytest.raises(DocumentError) as raised:
        load(path, limits)
    assert [one.rule for one in raised.value.diagnostics] == ["xml.too-large"]


@pytest.mark.parametrize("data", [b"<a/>", gzip.compress(b"<a/>" * 99)[:-9]], ids=["plain", "cut"])
def test_file_that_only_has_the_name_of_a_packed_one_is_a_finding(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.xml.gz"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as raised:
        load(path, DEFAULT)
    assert [(one.rule, one.path) for one in raised.value.diagnostics] == [("xml.not-xml", str(path))]


def test_large_file_is_read_whole_as_far_as_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(LARGE)
    with path.open("rb") as stream:
        assert load_stream(stream, str(path), DEFAULT._replace(size_bytes=len(LARGE))) == LARGE
    with path.open("rb") as stream, pytest.raises(DocumentError) as raised:
        load_stream(stream, str(path), DEFAULT._replace(size_bytes=len(LARGE) - 1))
    assert [one.rule for one in raised.value.diagnostics] == ["xml.too-large"]
