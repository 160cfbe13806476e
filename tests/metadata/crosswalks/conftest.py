"""The records that every form is tried with: the cable, the headers of the record's own tests, one with everything."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tei import document, metadata, settings
from tei.metadata import Record

REPOSITORY = Path(__file__).resolve().parents[3]
HEADERS = Path(__file__).parent.parent / "headers"
FILES = {path.stem: path for path in (*HEADERS.glob("*.xml"), Path(__file__).parent / "everything.xml")}


def records() -> Iterator[Record]:
    yield metadata.read_file(REPOSITORY / "corpus" / "cable-59363.xml", settings.load(REPOSITORY))
    for _name, file in sorted(FILES.items()):
        yield from metadata.read_all(document.read(file))


RECORDS = list(records())


def titled(words: str) -> Record:
    return next(one for one in RECORDS if str(one.title).startswith(words))


@pytest.fixture(scope="session")
def cable() -> Record:
    """The record of the corpus's document."""
    return titled("Cable")


@pytest.fixture(scope="session")
def orchards() -> Record:
    """The record of a header with a wrong ORCID."""
    return titled("A Survey of Orchards")


@pytest.fixture(params=["cable", *sorted(FILES)])
def record(request: pytest.FixtureRequest, cable: Record) -> Record:
    """Each record in turn."""
    name: str = request.param
    return cable if name == "cable" else metadata.read(document.read(FILES[name]))


@pytest.fixture(params=RECORDS, ids=[str(one.title)[:30] for one in RECORDS])
def any_record(request: pytest.FixtureRequest) -> Record:
    """The cable and each of the headers in turn, members of a corpus by themselves."""
    found: Record = request.param
    return found
