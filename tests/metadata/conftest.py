"""Records of the headers beside the tests, and of headers that a test writes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tei import document, metadata
from tei.metadata import Record
from tei.names import TEI

HEADERS = Path(__file__).parent / "headers"

Header = Callable[[str], Record]
Written = Callable[..., Record]


@pytest.fixture
def header() -> Header:
    """The record of a file in ``headers``, by its name."""
    return lambda name: metadata.read(document.read(HEADERS / f"{name}.xml"))


@pytest.fixture
def written() -> Written:
    """The record of a document with these parts of a header; ``publication`` is the inside of ``publicationStmt``."""

    def read(*, publication: str = "", titles: str = "<title>T</title>", source: str = "", rest: str = "") -> Record:
        text = (
            f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt>{titles}</titleStmt>'
            f"<publicationStmt>{publication}</publicationStmt><sourceDesc>{source}</sourceDesc></fileDesc>"
            f"{rest}</teiHeader><text><body><p/></body></text></TEI>"
        )
        return metadata.read(document.parse(text.encode(), "written.xml"))

    return read
