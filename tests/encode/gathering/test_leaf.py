"""Hands, marks, stamps and what was done, as a text tells them."""

import pytest
from lxml import etree

from tei.encode.gathering import Gathered, gather
from tei.encode.information import Information
from tei.names import TEI


def found(content: str, genre: str = "letter") -> Gathered:
    """What a division tells."""
    body = f'<text xmlns="{TEI}"><body><div>{content}</div></body></text>'
    return gather(etree.fromstring(body), Information(), genre)


def sentence(content: str) -> str:
    """The sentence on the one hand of *content*."""
    (hand,) = found(content).hands
    assert hand.id == "hand-a"
    return hand.sentence


def note(words: str, attributes: str = "") -> str:
    """An annotation."""
    return f'<note type="annotation" hand="#hand-a" {attributes}>{words}</note>'


def mark(attributes: str) -> str:
    """A mark on the leaf."""
    return f'<note type="mark" hand="#hand-a" {attributes}/>'


# --- hands ---


@pytest.mark.parametrize(
    "place,words",
    [
        ("top", "at the top of the letter"),
        ("bottom", "at the bottom of the letter"),
        ("top left corner", "in the upper left corner of the letter"),
        ("corner right bottom", "in the lower right corner of the letter"),
        ("margin left", "in the left margin"),
        ("margin", "in the margin"),
        ("left", "on the left of the letter"),
        ("overleaf", "overleaf of the letter"),
    ],
)
def test_writer_of_an_annotation_is_known_by_its_place(place: str, words: str) -> None:
    told = sentence(note("Seen.", f'place="{place}"'))
    assert told == f"The writer of the words that stand {words}; not identified."


@pytest.mark.parametrize(
    "content,told",
    [
        (note("For the Minister"), "The writer of an address; not identified."),
        (note("To Zimin: read this"), "The writer of an annotation; not identified."),
        (note("To be filed with what was sent before"), "The writer of an annotation; not identified."),
        (note("Please discuss. Z."), "The writer of an annotation, who signs Z."),
        (note('“Discuss. A.B.” <date when="1949-10-04">4/10</date>'), "The writer of an annotation, who signs A.B."),
        (note('H.L. <date when="1957-05-09">9/5</date>'), "The reader whose initials are H.L."),
        (note("Ask Mr. Venn of U.R.B. about it."), "The writer of an annotation; not identified."),
        (note("No", 'rend="vertical" place="margin left"'),
         "The writer of the words that stand vertically in the left margin; not identified."),
        ('<p>It is <add hand="#hand-a" place="above">not</add> so.</p>',
         "Whoever added words above the line; not identified."),
        ('<p>It is <del hand="#hand-a">not</del> so.</p>', "Whoever crossed out words; not identified."),
        ('<p hand="#hand-a">All of it.</p>', "Whoever wrote by hand in the letter; not identified."),
    ],
)  # fmt: skip
def test_hand_is_known_by_what_it_made(content: str, told: str) -> None:
    assert sentence(content) == told


@pytest.mark.parametrize(
    "before,told",
    [
        ("Verified by the shift chief – ",
         "The shift chief who verified the letter; the name cannot be read from the signature."),
        ("Verified by <roleName>duty officer</roleName>: ", "Who signed the letter; the signature is not identified."),
        ("Checked on 4 May by the <roleName>duty officer</roleName> ",
         "The duty officer who verified the letter; the name cannot be read from the signature."),
        ("", "Who signed the letter; the signature is not identified."),
    ],
)  # fmt: skip
def test_signature_is_of_whom_the_words_before_it_name(before: str, told: str) -> None:
    signature = '<seg type="signature" hand="#hand-a"><gap reason="illegible" unit="signature" quantity="1"/></seg>'
    assert sentence(f'<ab type="verified">{before}{signature} 1100</ab>') == told


def test_signature_in_another_line_is_of_whom_it_names() -> None:
    signature = '<seg type="signature" hand="#hand-a"><gap reason="illegible" unit="signature" quantity="1"/></seg>'
    told = sentence(f'<ab type="remark">Seen by the clerk {signature}</ab>')
    assert told == "The clerk; the name cannot be read from the signature."


def test_signature_is_not_of_an_office_far_before_it() -> None:
    signature = '<seg type="signature" hand="#hand-a"><gap reason="illegible" unit="signature" quantity="1"/></seg>'
    told = sentence(f"<ab>Verified by the shift chief. {'Nobody knows when. ' * 20}{signature}</ab>")
    assert told == "Who signed the letter; the signature is not identified."


@pytest.mark.parametrize(
    "attributes,told,medium",
    [
        ('rend="highlighted" place="margin left" target="#p-a"',
         ("The reader who highlighted a paragraph in the left margin; not identified. "
         "Neither the instrument nor the colour is reported."), ""),
        ('rend="line red" place="margin right" target="#p-a"',
         "The reader who drew a line beside a paragraph in the right margin; not identified.", "red"),
        ('rend="underlined pencil blue" place="inline" target="#p-a #p-b"',
         "The reader who underlined some paragraphs in the line; not identified.", "blue pencil"),
        ('place="margin" target="#p-a"',
         ("The reader who marked a paragraph in the margin; not identified. "
         "Neither the instrument nor the colour is reported."), ""),
    ],
)  # fmt: skip
def test_maker_of_a_mark_is_known_by_it(attributes: str, told: str, medium: str) -> None:
    (hand,) = found(mark(attributes)).hands
    assert (hand.sentence, hand.medium) == (told, medium)


def test_hands_are_told_once_in_the_order_of_the_text() -> None:
    told = found(
        '<p><add hand="#hand-b">b</add> <add hand="#hand-a" rend="pencil">a</add> <del hand="#hand-b #hand-c">b</del> '
        '<add hand="other.xml#hand-d">d</add></p>'
    )
    assert [(one.id, one.medium) for one in told.hands] == [("hand-b", ""), ("hand-a", "pencil"), ("hand-c", "")]


def test_of_a_hand_in_several_places_no_more_is_told_than_holds_of_all() -> None:
    content = (
        note("Seen. Z.", 'place="top" rend="pencil red"') + note("No.", 'place="bottom" rend="red"')
        + '<p><add hand="#hand-a" rend="red">a</add></p>'
    )  # fmt: skip
    (hand,) = found(content).hands
    assert hand.sentence == (
        "Whoever made 2 annotations and 1 addition in the letter; not identified. "
        "Whether all are of one hand is not reported."
    )
    assert hand.medium == "red"


def test_hand_that_did_the_same_twice_is_told_by_it() -> None:
    assert sentence('<p><del hand="#hand-a">a</del> <del hand="#hand-a">b</del></p>') == (
        "Whoever crossed out words; not identified."
    )


# --- the leaf ---


def stamp(content: str, attributes: str = "") -> str:
    """A stamp on a line."""
    return f'<ab type="stamp"><stamp {attributes}>{content}</stamp></ab>'


@pytest.mark.parametrize(
    "content,told",
    [
        (stamp("SECRET", 'type="classification"'),
         "Stamp of classification; where on the leaf it stands is not reported."),
        (stamp("Seen"), "Stamp; where on the leaf it stands is not reported."),
        (stamp('<date when="1957-05-06">6 May 1957</date>', 'type="date" rend="faded"'),
         "Date stamp, faded; where on the leaf it stands is not reported."),
        (stamp('<orgName>Third Section</orgName> <idno type="incoming">7</idno>', 'type="incoming"'),
         "Stamp of receipt of the Third Section, with a number; where on the leaf it stands is not reported."),
        (stamp("SECRET", 'type="classification"') + stamp("Seen") + stamp("Filed"),
         "Stamp of classification. Stamp (2 times); where on the leaf they stand is not reported."),
    ],
)  # fmt: skip
def test_stamps_are_told_in_a_paragraph(content: str, told: str) -> None:
    assert found(content).additions == (told,)


def test_handwriting_and_marks_are_told_in_a_paragraph() -> None:
    content = (
        note("Seen.", 'place="top"') + note("Yes.") + note("No.") + '<p>It <add hand="#hand-b">is</add> '
        '<del hand="#hand-b">a</del><del hand="#hand-b">b</del></p>'
        + mark('rend="line red" place="margin left" target="#p-a #p-b"')
        + mark('rend="underlined" place="inline" target="#p-c"')
    )
    assert found(content).additions == (
        (
            "Handwritten annotation at the top. Two handwritten annotations. Handwritten addition. Two deletions. "
            "Two paragraphs marked with a red line in the left margin. One paragraph underlined in the line."
        ),
    )


def test_addresses_are_told_apart_from_annotations() -> None:
    assert found(note("to Zimin") + note("to Belov") + note("Seen.")).additions == (
        "Two handwritten addresses. Handwritten annotation.",
    )


def test_leaf_without_additions_has_none() -> None:
    assert found("<p>Text.</p>").additions == ()


# --- what was done ---


@pytest.mark.parametrize(
    "content,done",
    [
        ('<persName ref="authority.xml#mao">Mao</persName>', {"names"}),
        ("<persName>Mao</persName>", set()),
        ('<date when="1949-10-24">24 October 1949</date>', {"dates"}),
        (
            '<date when="1949-10-24" when-iso="1949-10-24T08:40" evidence="internal">0840</date>',
            {"dates", "times", "years"},
        ),
        ("<date>some day</date>", set()),
        ("He said “no”.", {"quotation"}),
        ("Not<sic>”</sic>", {"quotation", "unopened"}),
        ("<sic>“</sic>Not", {"quotation", "unclosed"}),
        ("<sic>harbuor</sic>", {"sic"}),
        ('<seg type="unresolved" cert="unknown">x</seg>', {"unresolved"}),
        ("The dog's bone", set()),
    ],
)
def test_what_was_done_is_declared(content: str, done: set[str]) -> None:
    assert found(f"<p>{content}</p>").done == done


def test_languages_are_those_of_words_in_the_text() -> None:
    content = '<p><q xml:lang="ru-Latn">led</q> <term xml:lang="zh-Latn">man</term> <q xml:lang="ru-Latn">da</q></p>'
    assert found(content).languages == ("ru-Latn", "zh-Latn")


def test_sources_are_what_notes_say_of_them() -> None:
    content = (
        '<p>Text.</p><note type="source">Source: RGASPI, f. 1</note><note type="footnote">Source: River Board.</note>'
        '<note type="footnote">See the source: a book.</note>'
    )
    assert found(content).sources == ("RGASPI, f. 1", "River Board.")


# --- what was understood ---


@pytest.mark.parametrize(
    "content,told",
    [
        ("<p><label>1.</label> The ice is thick and it rises.</p>",
         "The message is taken to begin with the words “The ice is thick and”."),
        ("<p>“The ice.</p><p>It rises.”</p>",
         "The message is taken to begin with its opening quotation mark and to end with the closing quotation mark."),
        ("<opener>to Zimin</opener><p>Ice.</p><closer><signed>Belov</signed></closer>",
         "The message is taken to begin with the line that opens it and to end with the signature."),
        ('<p>Ice.</p><closer><signed>Belov</signed><dateline><date when="1952-03-12">1952</date></dateline>”</closer>',
         ("The message of 12 March 1952 is taken to begin with the words “Ice.” and to end with the signature, the "
         "date and the closing quotation mark.")),
    ],
)  # fmt: skip
def test_where_a_message_begins_and_ends_is_a_judgement(content: str, told: str) -> None:
    message = f'<p>I send:</p><floatingText type="message"><body>{content}</body></floatingText>'
    assert found(message, "cable").judgements == (told,)
