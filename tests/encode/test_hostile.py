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
from tei.limits import Limits

DAY = date(2026, 11, 25)
PROFILES = ("wilson", "frus", "venona", "leiden", "plain")
AUTHORITY = Path(__file__).parents[2] / "corpus" / "authority.xml"
SESSIONS = {
    name: Session(Wish(profile=name, page=page, day=DAY, authorities=(AUTHORITY,)))
    for name, page in zip(PROFILES, (True, False, True, False, True), strict=True)
}

WORDS = st.sampled_from(
    (
        *(
            "the",
            "of",
            "and",
            "to",
            "in",
            "KOREA",
            "Stalin",
            "MAO",
            "ZEDONG",
            "GRANIT",
            "GUPK",
            "W",
            "illiam",
            "or",
            "1949",
        ),
        *(
            "23",
            "October",
            "0840",
            "Nº 234",
            "No. 5",
            "12",
            "“",
            "”",
            '"',
            "'",
            "’",
            "‘",
            "«",
            "»",
            "1.",
            "2.",
            "(1)",
            "a)",
        ),
        *(
            "-",
            "•",
            "…",
            "...",
            ".…",
            "?",
            "!",
            ",",
            ";",
            ":",
            ".",
            "–",
            "—",
            "/",
            "//",
            "<",
            ">",
            "&",
            "]]>",
            "&amp;",
            "<p>",
        ),
        *(
            "{content}",
            "\\",
            "e\u0301",
            "\u202eabc\u202c",
            "שלום",
            "毛泽东",
            "🙂",
            "\u00a0",
            "\u2028",
            "\ufffe",
            "\ufffd",
        ),
        *(
            "\x0b",
            "\x0c",
            "\x01",
            "\x85",
            "copy",
            "Copy Nº 2 to",
            "Deciphered by",
            "Printed",
            "Verified",
            "incoming",
            "Dear",
        ),
        *(
            "Sincerely,",
            "P.S.",
            "Subject:",
            "From:",
            "To:",
            "TOP SECRET",
            "CABLE",
            "MEMORANDUM",
            "Notes:",
            "/A. PETROV/",
        ),
    )
)
OPENINGS = st.sampled_from(
    (
        *(
            "[",
            "[[",
            "]",
            "]]",
            "[]",
            "[ ]",
            "[?]",
            "[sic]",
            "[handwritten: ",
            "[stamp: ",
            "[letterhead of the ",
            "[signed] ",
        ),
        *(
            "(p. 2)",
            "[Translator’s note: ",
            "[illegible]",
            "[two words illegible]",
            "[signature]",
            "[crossed out: ",
            "[C% ",
        ),
        *(
            "[1 group garbled]",
            "[i] ",
            "[2]",
            "[page 3]",
            "⟨",
            "⟩",
            "⟦",
            "⟧",
            "(",
            ")",
            "{",
            "}",
            "+++",
            "[---]",
            "[To] ",
        ),
        *(
            "[faded image of a stamp: [[",
            "19[4]5",
            "8 May [1955]",
            "[...]",
            "[…]",
            "[illegible signature]",
            "[excerpt]",
        ),
        "[Translator's note: the following paragraph was marked in the left margin:]",
    )
)
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


@pytest.mark.full
def test_ten_megabytes_of_one_line_are_encoded() -> None:
    sentence = "The ice has gone from the weir at VELSK and the boats lie where they lay before. "
    text = (sentence * 2_000 + "He spoke of [two words illegible] and of 3 May 1950 [?]. ") * 62
    assert len(text) > 10_000_000
    assert encoded("venona", text).count("<gap ") == 62


def test_document_that_would_be_too_large_is_refused_with_a_finding() -> None:
    wish = Wish(profile="plain", page=False, day=DAY, limits=Limits(size_bytes=2_000))
    made = Session(wish).text(reading.read_bytes(b"A short line.", "x.txt"))
    assert (made.sound, made.xml, [one.rule for one in made.findings]) == (False, "", ["xml.too-large"])


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_transcription_without_words_is_told(text: str) -> None:
    made = SESSIONS["plain"].text(reading.read_bytes(text.encode(), "x.txt"))
    assert (made.sound, [one.rule for one in made.findings]) == (True, ["enc.empty"])


@pytest.mark.parametrize("name", PROFILES)
def test_any_text_is_valid_in_all_of_tei(name: str, shared_data: Path) -> None:
    tei_all = relaxng.load(shared_data / "p5" / "tei_all.rng")

    @settings(max_examples=EXAMPLES // 4)
    @given(text=TEXTS)
    def held(text: str) -> None:
        assert tei_all.validate(document.parse(encoded(name, text).encode(), "x.xml")) == []

    held()
