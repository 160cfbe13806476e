import os
from pathlib import Path

import pytest

from tei import pictures


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus" / "scans").mkdir(parents=True)
    for name in ("corpus/a.png", "corpus/scans/b.jpg", "corpus/.hidden.png", "secret.png"):
        (tmp_path / name).write_bytes(b"x")
    return tmp_path / "corpus"


@pytest.mark.parametrize("name", ["a.png", "scans/b.jpg"])
def test_file_in_the_folder_is_found(folder: Path, name: str) -> None:
    assert pictures.inside(folder, name) == folder / name


@pytest.mark.parametrize(
    "name",
    [
        "../secret.png",
        "scans/../../secret.png",
        ".hidden.png",
        "/etc/hostname",
        "scans//b.jpg",
        "scans\\b.jpg",
        "c:a.png",
        "a.png\0",
        "",
        "scans",
        "none.png",
    ],
)
def test_what_is_outside_hidden_or_no_file_is_not(folder: Path, name: str) -> None:
    assert pictures.inside(folder, name) is None


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_link_that_leads_out_is_not_followed(folder: Path) -> None:
    (folder / "link.png").symlink_to(folder.parent / "secret.png")
    (folder / "kept.png").symlink_to(folder / "a.png")
    assert pictures.inside(folder, "link.png") is None
    assert pictures.inside(folder, "kept.png") == folder / "kept.png"


def test_kind_is_told_by_the_ending() -> None:
    assert pictures.media_type("scans/A.JPG") == "image/jpeg"
    assert pictures.media_type("scans.png/a.tif") == ""
