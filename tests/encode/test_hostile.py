"""Whatever a transcription is: encoding never raises, loses nothing, and gives what both schemas hold."""

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei import document, relaxng
from tei.encode import reading
from tei.encode.session import Session
from tei.encode.wish import Wish

DAY = date(2026, 11, 25)
PROFILES = ("wilson", "frus", "venona", "leiden", "plain")
AUTHORITY = Path(__file__).parents[2] / "corpus" / "authority.xml"
SESSIONS = {
    name: Session(Wish(profile=name, page=page, day=DAY, authorities=(AUTHORITY,)))
    for name, page in zip(PROFILES, (True, False, True, False, True), strict=True)
}

WORDS = st.sampled_from(
    """
    the of and to in KOREA Stalin MAO ZEDONG GRANIT GUPK W illiam or 1949 23 October 0840 Nº 234 No. 5 12 “ ” " ' ’ ‘ « »
    1. 2. (1) a) - • … ... .… ? ! , ; : . – — / // < > & ]]> &amp; <p> {content} \\ é ‮abc‬ שלום 毛泽东 🙂    
    ￾ �     copy Copy Deciphered by Printed Verified incoming Dear Sincerely P.S. Subject: From: To: TOP SECRET
    """.split(" ")
)
OPENINGS = st.sampled_from(
    (
        "[", "[[", "]", "]]", "[]", "[ ]", "[?]", "[sic]", "[handwritten: ", "[stamp: ", "[letterhead of the ", "[signed] ", "(p. 2)",
        "[Translator’s note: ", "[Translator's note: the following paragraph was marked in the left margin:]", "[illegible]",
        "[two words illegible]", "[signature]", "[crossed out: ", "[C% ", "[1 group garbled]", "[i] ", "[2]", "[page 3]", "⟨", "⟩", "⟦", "⟧",
        "(", ")", "{", "}", "+++", "[---]", "[faded image of a stamp: [[", "19[4]5", "8 May [1955]", "[To] ", "[...]", "[…]",
    )
)  # fmt: skip
SPACES = st.sampled_from(("", " ", "  ", "\t", "   ", "\n", "\n\n", "\r\n", "\r", "\n \t\n"))
TEXTS = st.lists(st.tuples(st.one_of(WORDS, OPENINGS, st.text(max_size=4)), SPACES), max_size=60).map(
    lambda pieces: "".join(word + space for word, space in pieces)
)
EXAMPLES = 2_000 if os.environ.get("TEI_TEST_FULL") == "1" else 40


def encoded(name: str, text: str) -> str:
    """What becomes of *text* by a profile: sound, or it is a failure."""
    made = SESSIONS[name].text(reading.read_bytes(text.encode("utf-8", "replace"), "x.txt", encoding="utf-8"))
    assert made.sound, [str(one) for one in made.findings]
    return made.xml


@pytest.mark.parametrize("name", PROFILES)
@settings(max_examples=EXAMPLES)
@given(text=TEXTS)
def test_any_text_is_encoded_soundly(name: str, text: str) -> None:
    encoded(name, text)


@pytest.mark.parametrize("name", PROFILES)
def test_any_text_is_valid_in_all_of_tei(name: str, shared_data: Path) -> None:
    tei_all = relaxng.load(shared_data / "p5" / "tei_all.rng")

    @settings(max_examples=EXAMPLES // 4)
    @given(text=TEXTS)
    def held(text: str) -> None:
        assert tei_all.validate(document.parse(encoded(name, text).encode(), "x.xml")) == []

    held()
