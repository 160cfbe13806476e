"""Selectors of what is generated see all elements around, and words that stay words are no line of their own."""

from datetime import date

from tei.encode import reading
from tei.encode.encoded import Encoded
from tei.encode.session import Session
from tei.encode.wish import Wish


def encoded(text: str, name: str) -> Encoded:
    session = Session(Wish(profile=name, page=False, day=date(2026, 11, 25)))
    return session.text(reading.read_bytes(text.encode(), "a.txt", encoding="utf-8"))


def test_a_selector_takes_no_element_in_others_of_that_name() -> None:
    made = encoded("Seen […] [?] by the clerk [signature] and by him [signature] today.", "venona")
    assert not [one for one in made.findings if one.rule == "enc.plain"]
    assert made.xml.count('<gap reason="editorial" unit="signature" quantity="1"/>') == 2
    assert '<seg type="doubtful" cert="low"><gap reason="editorial"' in made.xml


def test_a_parenthesis_that_is_a_line_stays_one() -> None:
    made = encoded("The quay.\n\n([several words missing] and the mill [is] shut)\n\nThe mast.", "leiden")
    assert not made.findings
    assert '(<gap reason="lost" extent="several words"/> and the mill <supplied' in made.xml
