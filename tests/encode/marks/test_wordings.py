"""What archives write about the leaf, in wordings that no specimen has."""

from collections.abc import Callable

import pytest

Taken = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(
    "line,tei",
    [
        (
            "[Handwritten in the upper left-hand corner of the page: see me]",
            '<note type="annotation" hand="#hand-annotation-see-me" place="top left corner">see me</note>',
        ),
        (
            "[handwritten in blue pencil across the top: file]",
            '<note type="annotation" hand="#hand-annotation-file" place="top" rend="pencil blue">file</note>',
        ),
        (
            "[handwritten by the consul: agreed]",
            '<note type="annotation" hand="#hand-annotation-agreed">agreed</note>',
        ),
        (
            "[Handwritten marginal note - return it]",
            '<note type="annotation" hand="#hand-annotation-return-it" place="margin">return it</note>',
        ),
        (
            "[written vertically in the left margin: seen]",
            '<note type="annotation" hand="#hand-annotation-seen" place="margin left" rend="vertical">seen</note>',
        ),
        (
            "[Handwritten by the consul in the lower right corner: agreed]",
            '<note type="annotation" hand="#hand-annotation-agreed" place="bottom right corner">agreed</note>',
        ),
        (
            "[in Ohm’s hand, in the margin: agreed]",
            '<note type="annotation" hand="#hand-annotation-agreed" place="margin">agreed</note>',
        ),
        (
            "[pencilled on the reverse: no]",
            '<note type="annotation" hand="#hand-annotation-no" place="overleaf" rend="pencil">no</note>',
        ),
    ],
)
def test_handwriting_has_its_place_and_its_look(taken: Taken, line: str, tei: str) -> None:
    assert taken(line) == [("annotation", tei)]


def test_handwriting_in_a_sentence_is_added_to_it(taken: Taken) -> None:
    assert taken("It was [inserted by hand: not] held [handwritten above the line “again”].") == [
        ("addition", '<add hand="#hand-addition-not">not</add>'),
        ("addition", '<add hand="#hand-addition-again" place="above">“again”</add>'),
    ]


def test_the_line_that_tells_a_place_is_no_line_that_was_drawn(taken: Taken) -> None:
    ((_, tei),) = taken("It was [handwritten below the line: not] held.")
    assert tei == '<add hand="#hand-addition-not" place="below">not</add>'


@pytest.mark.parametrize(
    "line,tei",
    [
        ("[stamp: STRICTLY SECRET]", '<stamp type="classification">STRICTLY SECRET</stamp>'),
        (
            "[incoming stamp: of May 1956, No 7]",
            '<stamp type="incoming">of <date when="1956-05">May 1956</date>, <idno type="incoming">No 7</idno></stamp>',
        ),
        ("[rectangular stamp]", '<stamp><gap reason="editorial"/></stamp>'),
        ("[illegible stamp]", '<stamp><gap reason="illegible"/></stamp>'),
        (
            "[seal of the Canal Board: 2100 5 May 1950]",
            '<stamp type="owner"><orgName>Canal Board</orgName> 2100 <date when="1950-05-05">5 May 1950</date></stamp>',
        ),
        (
            "[Stamp in the upper right corner: Declassified 12 June 1995]",
            '<stamp type="declassification">Declassified <date when="1995-06-12">12 June 1995</date></stamp>',
        ),
        (
            "[Registry stamp: outgoing Nº 31 of the year]",
            '<stamp type="registration">outgoing <idno type="outgoing">Nº 31</idno> of the year</stamp>',
        ),
    ],
)
def test_a_stamp_has_its_type(taken: Taken, line: str, tei: str) -> None:
    assert taken(line) == [("stamp", f'<ab type="stamp">{tei}</ab>')]


def test_a_stamp_in_a_sentence_is_no_line_of_the_bureau(taken: Taken) -> None:
    assert taken("The form has [stamp: Canal Board] below.") == [("stamp", "<stamp>Canal Board</stamp>")]


def test_a_time_that_a_word_introduces_is_one_in_a_stamp_too(taken: Taken) -> None:
    ((_, tei),) = taken("[stamp: received at 2100 5 May 1950]")
    assert 'when-iso="1950-05-05T21:00"' in tei


def test_words_that_may_be_a_stamp_s_are_not_said_to_be(taken: Taken) -> None:
    assert [rule for rule, _ in taken("[stamp] The canal is shut.")] == ["unresolved"]


@pytest.mark.parametrize(
    "line,kind,words",
    [
        ("[Trans. note: the word is unclear.]", "translator", "the word is unclear."),
        ("They went to the town [Osero—Trans.] on foot.", "translator", "Osero"),
        ("They went on foot [no date – Ed.].", "editorial", "no date"),
        ("[Note: the last page is torn.]", "editorial", "the last page is torn."),
        ("[Editorial note: the last page is torn.]", "editorial", "the last page is torn."),
    ],
)
def test_a_note_says_whose_it_is(taken: Taken, line: str, kind: str, words: str) -> None:
    assert taken(line) == [("translator-note", f'<note type="{kind}" resp="#translator">{words}</note>')]


@pytest.mark.parametrize(
    "words",
    [
        "Text omitted",
        "two paragraphs omitted",
        "the rest of the letter is not translated",
        "Here follows a table.",
        "extracts",
    ],
)
def test_what_an_editor_left_out_is_told(taken: Taken, words: str) -> None:
    assert taken(f"[{words}]") == [
        ("excerpt", f'<note type="editorial" subtype="omission" resp="#translator">{words}</note>')
    ]


@pytest.mark.parametrize(
    "line,tei",
    [
        ("[fol. 12v] The lock is shut.", '<pb n="12v"/>'),
        ("The lock is shut [p. iv] and dry.", '<pb n="iv" rendition="#page-inline"/>'),
        ("[Seite 3]", '<pb n="3"/>'),
        ("(page four)", '<pb n="4"/>'),
        ("[Page 2 of 5]", '<pb n="2"/>'),
        ("[next page]", "<pb/>"),
    ],
)
def test_pages_and_leaves_are_counted(taken: Taken, line: str, tei: str) -> None:
    assert taken(line) == [("page", tei)]


def test_a_page_in_a_sentence_is_one_that_begins_if_it_is_the_next(
    taken: Taken, doubts: Callable[..., list[tuple[str, int, int]]]
) -> None:
    source = "(p. 2)\nThe lock is shut and the (p. 3) weir is dry (p. 5) as said (p. 4), with a map."
    assert taken(source) == [
        ("page", '<pb n="2"/>'),
        ("page", '<pb n="3" rendition="#page-inline #nota-page-p-3-before"/>'),
        ("text", ""),
        ("text", ""),
    ]
    pages = [source.index(f"(p. {number})") for number in (3, 5, 4)]
    assert doubts(source) == [("ambiguous", start, start + 6) for start in pages]


@pytest.mark.parametrize(
    "line,quantity",
    [
        ("[2 pages missing]", 2),
        ("[Page 4 missing.]", 1),
        ("[ten pages lost]", 10),
        ("[the next two pages are missing]", 2),
    ],
)
def test_pages_that_are_missing_are_no_pages_that_begin(taken: Taken, line: str, quantity: int) -> None:
    assert taken(line) == [("lost", f'<gap reason="lost" quantity="{quantity}" unit="page"/>')]


def test_what_damaged_words_is_told_and_what_is_doubted_in_them(taken: Taken) -> None:
    assert taken("[torn: the end] and [water-damaged: list?] of it") == [
        ("damaged", '<damage agent="tearing">the end</damage>'),
        ("damaged", '<damage agent="water"><unclear reason="damage">list</unclear></damage>'),
    ]


def test_a_signature_in_a_line_has_a_hand(taken: Taken) -> None:
    gap = '<gap reason="illegible" unit="signature" quantity="1"/>'
    assert taken("Shown with [signature: P. Ohm] at the gate, and [signature illegible] below.") == [
        ("signed", '<seg type="signature" hand="#hand-signature-p-ohm" rend="autograph">P. Ohm</seg>'),
        ("illegible-signature", f'<seg type="signature" hand="#hand-signature">{gap}</seg>'),
    ]


def test_a_project_adds_its_own_words_to_a_list(taken: Taken) -> None:
    assert [rule for rule, _ in taken("[hexagonal stamp: Canal Board]")] != ["stamp"]
    own = '[vocabulary]\nstamp_shapes = ["hexagonal"]\n'
    assert taken("[hexagonal stamp: Canal Board]", more=own) == [
        ("stamp", '<ab type="stamp"><stamp>Canal Board</stamp></ab>')
    ]
    assert taken("[round stamp: Canal Board]", more=own) == [
        ("stamp", '<ab type="stamp"><stamp>Canal Board</stamp></ab>')
    ]


@pytest.mark.parametrize(
    "line,rule,tei",
    [
        ("[Stamp:] Canal Board", "stamp", '<ab type="stamp"><stamp>Canal Board</stamp></ab>'),
        ("[Letterhead:] Canal Board", "letterhead", '<fw type="letterhead">Canal Board</fw>'),
        (
            "[handwritten at the foot:] seen",
            "annotation",
            '<note type="annotation" hand="#hand-annotation" place="bottom">seen</note>',
        ),
    ],
)
def test_a_colon_in_the_bracket_says_that_the_rest_of_the_line_is_the_mark(
    taken: Taken, line: str, rule: str, tei: str
) -> None:
    assert taken(line) == [(rule, tei)]


@pytest.mark.parametrize("name", ["Letterhead", "DATE STAMP", "seal", "handwritten"])
def test_without_the_colon_it_is_not_told_whose_the_words_are(
    taken: Taken, doubts: Callable[..., list[tuple[str, int, int]]], name: str
) -> None:
    assert taken(f"[{name}] Canal Board") == [("unresolved", f'<seg type="unresolved" cert="unknown">{name}</seg>')]
    assert doubts(f"[{name}] Canal Board") == [("unknown", 0, len(name) + 2)]


def test_handwriting_that_cannot_be_read_is_there(taken: Taken) -> None:
    assert taken("[illegible marginal note]") == [
        (
            "annotation",
            '<note type="annotation" hand="#hand-annotation" place="margin"><gap reason="illegible"/></note>',
        )
    ]
    assert taken("They [handwriting illegible] came.") == [
        ("addition", '<add hand="#hand-addition"><gap reason="illegible"/></add>')
    ]


def test_words_that_are_said_to_be_underlined_are(taken: Taken) -> None:
    assert taken("It is [underlined twice in red: very] late.") == [
        ("emphasis", '<hi rend="underlined double red">very</hi>')
    ]


def test_signed_after_a_name_is_a_signature_that_is_reported(taken: Taken) -> None:
    gap = '<gap reason="editorial" unit="signature" quantity="1"/>'
    assert taken("Shown to P. Ohm [signed] at the gate.") == [
        ("signature", f'<seg type="signature" hand="#hand-signature">{gap}</seg>')
    ]


def test_a_page_that_begins_in_a_bracket_ends_no_line(taken: Taken) -> None:
    page = '<pb n="2" rendition="#page-inline"/>'
    assert taken("[handwritten: [[p. 2]] seen]") == [
        ("annotation", f'<note type="annotation" hand="#hand-annotation-p-2-seen">{page} seen</note>'),
        ("page", page),
    ]
