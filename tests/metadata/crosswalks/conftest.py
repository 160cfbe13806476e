"""The records that every form is tried with: the cable, the headers of the record's own tests, one with everything."""

from pathlib import Path

import pytest

from tei import document, metadata, settings
from tei.metadata import Record

HEADERS = Path(__file__).parent.parent / "headers"
FILES = {path.stem: path for path in (*HEADERS.glob("*.xml"), Path(__file__).parent / "everything.xml")}


@pytest.fixture(scope="session")
def cable(repository: Path) -> Record:
    """The record of the corpus's document."""
    return metadata.read_file(repository / "corpus" / "cable-59363.xml", settings.load(repository))


@pytest.fixture(params=["cable", *sorted(FILES)])
def record(request: pytest.FixtureRequest, cable: Record) -> Record:
    """Each record in turn."""
    name: str = request.param
    return cable if name == "cable" else metadata.read(document.read(FILES[name]))
