"""The ZIP file of the edition: the same bytes for the same documents."""

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest

from tei.publish.exports.zipped import zipped

DOCUMENTS = {"b.xml": b"<TEI/>", "a/ü.xml": b"<TEI>" + b"words " * 10_000 + b"</TEI>", "a/a.xml": b""}


def members(contents: Mapping[str, bytes]) -> dict[str, Callable[[], bytes]]:
    return {name: lambda data=data: data for name, data in contents.items()}  # type: ignore[misc] # a default binds it


def test_documents_come_out_as_they_went_in() -> None:
    data = b"".join(zipped(members(DOCUMENTS), "2025-04-02"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a/a.xml", "a/ü.xml", "b.xml"]
        assert {name: archive.read(name) for name in archive.namelist()} == DOCUMENTS


def test_file_is_the_same_whatever_order_and_disk_the_documents_come_from() -> None:
    turned = dict(reversed(DOCUMENTS.items()))
    assert b"".join(zipped(members(DOCUMENTS), "2025")) == b"".join(zipped(members(turned), "2025"))


@pytest.mark.parametrize(
    "modified, expected",
    [
        ("2025-04-02", (2025, 4, 2, 0, 0, 0)),
        ("2025", (2025, 1, 1, 0, 0, 0)),
        ("", (1980, 1, 1, 0, 0, 0)),
        ("1949-10-23", (1980, 1, 1, 0, 0, 0)),
        ("9999", (2107, 12, 31, 0, 0, 0)),
    ],
)
def test_all_have_the_time_of_the_last_change(modified: str, expected: tuple[int, ...]) -> None:
    data = b"".join(zipped(members(DOCUMENTS), modified))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {expected}
        assert {(entry.create_system, entry.external_attr >> 16) for entry in archive.infolist()} == {(3, 0o100644)}


def test_no_document_waits_for_the_next() -> None:
    read: list[str] = []

    def reading(name: str) -> bytes:
        read.append(name)
        return DOCUMENTS[name]

    parts = zipped({name: lambda name=name: reading(name) for name in DOCUMENTS}, "2025")  # type: ignore[misc] # as above
    assert next(parts).startswith(b"PK")
    assert read == ["a/a.xml"]
