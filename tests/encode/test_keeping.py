"""A transcription that is encoded into the document that is there already, by the encoder itself."""

from pathlib import Path

import pytest

from tei import document
from tei.encode import batch, decoding
from tei.encode.batch import Outcome
from tei.encode.wish import Wish

ROOT = Path(__file__).resolve().parents[2]
WISH = Wish(profile="wilson", authorities=(ROOT / "corpus" / "authority.xml",))


def encoded(text: Path, to: Path) -> Outcome:
    """What becomes of *text*, with the findings told if it is not written."""
    (outcome,) = batch.encode(batch.jobs_of([text], to), WISH)
    assert outcome.written == to, outcome.encoded.findings
    return outcome


@pytest.fixture
def cable(tmp_path: Path) -> Path:
    """The cable's transcription, and beside it the document that the encoder makes."""
    text = tmp_path / "cable.txt"
    text.write_bytes((ROOT / "corpus" / "cable-59363.txt").read_bytes())
    encoded(text, tmp_path / "cable.xml")
    return text


def changed(path: Path, old: str, new: str) -> str:
    """The content of *path* after the change."""
    content = path.read_text(encoding="utf-8")
    assert content.count(old) == 1
    path.write_text(content.replace(old, new), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def test_the_same_text_again_leaves_every_byte(cable: Path) -> None:
    to = cable.with_suffix(".xml")
    before = changed(to, "extremely disappointed", '<hi rend="underline">extremely</hi> disappointed')
    assert encoded(cable, to).unchanged
    assert to.read_text(encoding="utf-8") == before


def test_a_word_changes_one_line_and_keeps_what_was_done_by_hand(cable: Path) -> None:
    to = cable.with_suffix(".xml")
    before = changed(to, "extremely disappointed", '<hi rend="underline">extremely</hi> disappointed').splitlines()
    changed(cable, "extremely disappointed", "extremely discouraged")
    encoded(cable, to)
    after = to.read_text(encoding="utf-8").splitlines()
    assert len(before) == len(after)
    ((_, line),) = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    assert '<hi rend="underline">extremely</hi> discouraged as a result' in line


def test_a_text_without_its_page_is_merged_too(cable: Path) -> None:
    to = cable.with_suffix(".xml")
    before = to.read_text(encoding="utf-8")
    cable.write_text(decoding.decode(document.read(to)), encoding="utf-8")
    assert encoded(cable, to).unchanged
    changed(cable, "extremely disappointed", "very disappointed")
    encoded(cable, to)
    assert to.read_text(encoding="utf-8") == before.replace("extremely disappointed", "very disappointed")


@pytest.mark.parametrize("mark, codec", [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"", "latin-1")])
def test_the_encoding_of_the_document_stays(cable: Path, mark: bytes, codec: str) -> None:
    to = cable.with_suffix(".xml")
    source = to.read_text(encoding="utf-8").replace('encoding="UTF-8"', f'encoding="{codec.removesuffix("-le")}"')
    source = source.replace("\n", "\r\n").replace("latin-1", "iso-8859-1")
    to.write_bytes(mark + source.encode(codec, errors="xmlcharrefreplace"))
    before = to.read_bytes()
    assert encoded(cable, to).unchanged
    assert to.read_bytes() == before
    changed(cable, "extremely disappointed", "very disappointed")
    encoded(cable, to)
    after = to.read_bytes()
    assert after.startswith(mark)
    assert "very disappointed" in document.read(to).source
    assert abs(len(after) - len(before)) < 200


def test_the_hand_encoding_of_the_corpus_is_merged_with_an_edited_text(cable: Path) -> None:
    to = cable.with_suffix(".xml")
    before = (ROOT / "corpus" / "cable-59363.xml").read_text(encoding="utf-8")
    to.write_text(before, encoding="utf-8")
    changed(cable, "25 June the Fatherland", "26 June the Fatherland")
    changed(cable, "general elections in", "general elections [sic] in")
    encoded(cable, to)
    after = to.read_text(encoding="utf-8")
    declared = [line for line in after.splitlines() if line not in before.splitlines() and "<rendition" in line]
    assert [line.strip() for line in declared] == [
        '<rendition xml:id="nota-sic-after" scheme="css" scope="after">content: " [sic]"</rendition>'
    ]
    lines = [line for line in after.splitlines() if line not in declared]
    ((_, line),) = [pair for pair in zip(before.splitlines(), lines, strict=True) if pair[0] != pair[1]]
    assert 'xml:id="p-general-elections"><label>1.</label> On <date when="1949-06-26" evidence="internal">' in line
    assert 'general <sic rendition="#nota-sic-after">elections</sic> in' in line
