"""The cable that was encoded by hand: each of its dates comes out with the attributes that its editor gave it."""

from pathlib import Path

import pytest
from lxml import etree

from tei.encode.dates import Context, find, read
from tei.names import TEI

REFERENCE = Context("1949-10-23")
BY_HAND = "Written on 21 October, cabled on 23 October and printed on 24 October 1949"
"""The date of creation sums three dates up in a sentence: one of the editor's, not of the text."""


@pytest.fixture
def cable(repository: Path) -> etree._Element:
    return etree.parse(repository / "corpus" / "cable-59363.xml").getroot()


def _dates(element: etree._Element) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    return [
        ("".join(map(str, date.itertext())), tuple((str(name), str(value)) for name, value in date.attrib.items()))
        for date in element.iter(f"{{{TEI}}}date", f"{{{TEI}}}time")
    ]


def test_each_date_of_the_cable_is_read_as_its_editor_did(cable: etree._Element) -> None:
    dates = [(words, attributes) for words, attributes in _dates(cable) if words != BY_HAND]
    assert len(dates) == 25
    for words, attributes in dates:
        found = read(words, REFERENCE)
        assert found is not None, words
        assert (found.attributes, found.doubts) == (attributes, ()), words


def test_the_transcription_has_the_dates_of_the_text_and_no_others(repository: Path, cable: etree._Element) -> None:
    transcription = (repository / "corpus" / "cable-59363.txt").read_text(encoding="utf-8")
    text = cable.find(f"{{{TEI}}}text")
    assert text is not None
    head, *rest = find(transcription, REFERENCE)
    assert (transcription[head.start : head.end], head.attributes) == ("October 23, 1949", (("when", "1949-10-23"),))
    assert [(transcription[one.start : one.end], one.attributes) for one in rest] == _dates(text)


def test_nothing_is_found_without_a_date_of_the_document_but_what_the_words_say(repository: Path) -> None:
    transcription = (repository / "corpus" / "cable-59363.txt").read_text(encoding="utf-8")
    for found in find(transcription):
        values = dict(found.attributes)
        assert "evidence" not in values
        assert values or found.doubts == ("the year is not in the words, and the context does not tell it",)
