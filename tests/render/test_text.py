"""Plain text in both views."""

from pathlib import Path

import pytest

from tei import notation, render
from tei.document import Document
from tei.errors import UsageError
from tei.render.folding import columns


def transcribed_lines(repository: Path) -> list[str]:
    """The lines of the transcription that belong to the document, white space collapsed, none blank."""
    text = (repository / "corpus" / "cable-59363.txt").read_text(encoding="utf-8")
    lines = [" ".join(line.split(" ")).strip() for line in text.replace("\t", " ").splitlines()]
    filled = [" ".join(filter(None, line.split(" "))) for line in lines if line]
    first = next(n for n, line in enumerate(filled) if line.startswith("[handwritten at the top"))
    last = next(n for n, line in enumerate(filled) if line.endswith("[illegible signature] 1100"))
    return filled[first : last + 1]


def test_diplomatic_text_is_the_transcription_line_by_line(cable: Document, repository: Path) -> None:
    lines = render.text(cable, view="diplomatic").splitlines()
    assert lines == transcribed_lines(repository)
    assert len(lines) == 35


def test_diplomatic_text_agrees_with_the_notation_room(cable: Document) -> None:
    assert tuple(render.text(cable, view="diplomatic").splitlines()) == notation.lines(cable.root)


def test_diplomatic_text_folds_at_a_width_of_its_own(cable: Document) -> None:
    folded = render.text(cable, view="diplomatic", width=60)
    assert max(map(columns, folded.splitlines())) <= 60
    unfolded = render.text(cable, view="diplomatic")
    assert folded.split() == unfolded.split()
    assert "\n\n" in folded


def test_reading_text_has_head_text_notes_and_source(cable: Document, authority: Document) -> None:
    text = render.text(cable, authority=authority)
    lines = text.splitlines()
    assert lines[0] == "Cable Telegram no. 59363 from Kovalev to Stalin, containing a message"
    assert lines[2] == "=" * 69
    assert "From            Kovalev" in lines
    assert [line for line in lines if set(line) == {"-"}] == ["-" * 8, "-" * 4, "-" * 5, "-" * 17]
    assert "    1. On 25 June the Fatherland Front of KOREA made a decision about" in lines
    assert "[handwritten at the top: to Cde. Stalin]" in lines
    assert "[1] Translator’s note: which is the GRU" in lines
    assert "    MAO ZEDONG 21 October 1949” [sic] [2]" in lines
    assert max(map(columns, lines)) <= 72


def test_marked_paragraph_has_its_line_in_plain_text(cable: Document) -> None:
    lines = render.text(cable).splitlines()
    marked = [line for line in lines if line.startswith("|")]
    assert marked[0].startswith("|     This spring I gave advice")
    assert marked[-1].endswith("how to follow my advice.")


def test_width_of_nought_does_not_fold(cable: Document) -> None:
    assert max(map(len, render.text(cable, width=0).splitlines())) > 400


def test_negative_width_is_a_fault_of_the_call(cable: Document) -> None:
    with pytest.raises(UsageError, match="-1 is neither"):
        render.text(cable, width=-1)


def test_unknown_view_is_a_fault_of_the_call(cable: Document) -> None:
    with pytest.raises(UsageError, match="there is no view 'pretty'; the views are reading and diplomatic"):
        render.text(cable, view="pretty")  # type: ignore[arg-type]
