from pathlib import Path

import pytest

from tei import document, metadata
from tei.diagnostics import Span
from tei.metadata import Record

HEADER = '//TEI[@xml:id="cable-59363"]/teiHeader'


@pytest.fixture(scope="module")
def cable(repository: Path) -> Record:
    authority = document.read(repository / "corpus" / "authority.xml")
    return metadata.read(document.read(repository / "corpus" / "cable-59363.xml"), authority)


def test_title_is_the_main_one_with_its_place(cable: Record) -> None:
    title = cable.title
    assert title
    assert title.text == "Cable Telegram no. 59363 from Kovalev to Stalin, containing a message from Mao Zedong"
    assert title.origin.xpath == f"{HEADER}/fileDesc/titleStmt/title[1]"
    assert title.origin.span == Span(8, 9, 8, 28)
