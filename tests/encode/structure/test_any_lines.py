"""Whatever follows whatever: the blocks are such as TEI has them, without giving up any, and nothing is lost."""

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei import document, relaxng
from tei.encode import reading
from tei.encode.encoded import Encoded
from tei.encode.reading import Line, Text
from tei.encode.session import Session
from tei.encode.wish import Wish

PROFILES = ("wilson", "frus", "venona")
SESSIONS = {name: Session(Wish(profile=name, page=False, day=date(2026, 11, 26))) for name in PROFILES}
LINES = st.sampled_from(
    """
CABLE Nº 5|REPORT|211. Memorandum of Conversation|THE HEADING IN CAPITALS|TOP SECRET|Copy Nº 1 to Cde. Belov|Copy Nº 2
3 copies printed:|1 - to file|received at 2300 23 October 1949|Nº 6998|Deciphered by Malko|From: Lind|No.: 118|cc: Sand
Verified by the clerk – [illegible signature] 1100|to FILIPPOV|To Comrade Lindner, Department III|[To] Consul Orlik
Dear Sir,|Osero, 4 May 1957|4 May 1957|Subject: The lock|PARTICIPANTS|Agenda:|Arthur Venn, Consul|Port Authority of Lind
1. A numbered paragraph is here.|a) a lettered one|A. The first|B. The second|- one thing;|- two things|He said:
A\tB\tC|1\t2\t3|\t2\t|x   y   z|“1. An opened message is here.|MAO ZEDONG 21 October 1949”|It is closed here.”
KOVALEV|Nº 234 KOVALEV 23 October|[signature]|[illegible signature]|[signed] R. Lane|CONSUL [signature] /B. ORLIK/
Head of the Office|With socialist greetings,|River Bureau|P.S. More is to be said.|Note for the file:|Notes:|[i] A note.
The text of it[i] is here.|Enclosure: A draft|[stamp: SECRET]|[handwritten: x]|[unknown words]|(p. 2)|[page 3]
[letterhead of the Fleet] [Translator’s note: a fleet]|and the sentence goes on in small letters until|[...] and so on
[Translator’s note: the following paragraph was highlighted in the left margin:] This spring|    set in
A sentence of some length that stops without its end and|[14 groups unrecovered]||||
""".strip().replace("\n", "|").split("|")
)  # fmt: skip
TEXTS = st.lists(LINES, min_size=1, max_size=16).map("\n".join)
KINDS = st.sampled_from(("", "", "", "heading-1", "heading-3", "item", "row", "quote", "note", "rule"))
READ = st.lists(st.tuples(LINES, KINDS), min_size=1, max_size=16).map(
    lambda pairs: tuple(Line(text, number, kind=kind) for number, (text, kind) in enumerate(pairs, start=1))
)
EXAMPLES = 3_000 if os.environ.get("TEI_TEST_FULL") == "1" else 60


def encoded(name: str, text: str) -> str:
    """What becomes of *text*, of which nothing is given up."""
    return kept(SESSIONS[name].text(reading.read_bytes(text.encode(), "x.txt")))


def kept(made: Encoded) -> str:
    assert made.sound, [str(one) for one in made.findings]
    assert [str(one) for one in made.findings if one.rule in {"enc.plain", "fid.line"}] == []
    return made.xml


@pytest.mark.parametrize("name", PROFILES)
@settings(max_examples=EXAMPLES)
@given(text=TEXTS)
def test_any_lines_have_a_structure_that_is_valid(name: str, text: str) -> None:
    encoded(name, text)


@settings(max_examples=EXAMPLES)
@given(lines=READ)
def test_any_lines_of_a_file_that_says_what_they_are_have_one(lines: tuple[Line, ...]) -> None:
    kept(SESSIONS["wilson"].text(Text("x.html", lines, "utf-8", "html")))


def test_any_lines_are_valid_in_all_of_tei(shared_data: Path) -> None:
    tei_all = relaxng.load(shared_data / "p5" / "tei_all.rng")

    @settings(max_examples=EXAMPLES)
    @given(text=TEXTS)
    def held(text: str) -> None:
        assert tei_all.validate(document.parse(encoded("wilson", text).encode(), "x.xml")) == []

    held()
