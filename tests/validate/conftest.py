"""A minimal valid document, and ways to put changed ones on the disk."""

from collections.abc import Callable
from pathlib import Path

import pytest

PARAGRAPH = '<p xml:id="p-the-orchard">The orchard is in bloom.</p>'
Write = Callable[..., Path]


@pytest.fixture(scope="session")
def minimal(repository: Path) -> str:
    """The text of a small valid document."""
    return (repository / "tests" / "fixtures" / "valid" / "minimal.xml").read_text(encoding="utf-8")


@pytest.fixture
def write(tmp_path: Path, minimal: str) -> Write:
    """A function that writes the minimal document with another paragraph to a file, and returns its path."""

    def writer(name: str, paragraph: str = PARAGRAPH) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        assert PARAGRAPH in minimal
        path.write_text(minimal.replace(PARAGRAPH, paragraph), encoding="utf-8")
        return path

    return writer
