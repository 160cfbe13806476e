"""What becomes of hand-made markup, identifiers and bytes when a transcription is edited and merged."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from standing_in import encode

from tei import document, relaxng
from tei.diagnostics import Diagnostic, Span
from tei.document import Document
from tei.encode import decoding, fidelity, transcription
from tei.encode.merging import Merged, merge
from tei.names import XML

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
EDITIONS = [ROOT / "corpus" / "cable-59363.xml", *sorted((HERE.parent / "archives").glob("*.xml"))]
XML_ID = f"{{{XML}}}id"

TEXT = """The ferry left [at noon] on 5 May with coal.

Nobody [illegible] was on board but the pilot.

The harbuor [sic] was closed for a week.
"""


def by_hand(*changes: tuple[str, str], text: str = TEXT) -> Document:
    """What the encoder makes of *text*, with *changes*."""
    source = encode(text).source
    for old, new in changes:
        assert source.count(old) == 1, old
        source = source.replace(old, new)
    return document.parse(source.encode(), "old.xml")


def merged(old: Document, *edits: tuple[str, str], text: str = TEXT) -> Merged:
    """*old* merged with *text* after *edits*; the result gives the text back, and is valid, if there is one."""
    for before, after in edits:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    found = merge(old, text, encode)
    if found.source:
        made = document.parse(found.source.encode())
        assert fidelity.check(transcription.parse(text), made).findings == ()
    return found


def paragraphs(source: str) -> list[str]:
    return re.findall(r"<(?:p|head|ab)[ >].*?</(?:p|head|ab)>", source[source.index("<text>") :], re.DOTALL)


def told(found: Merged) -> list[tuple[str, int, str]]:
    return [(one.rule, one.span.line, one.message) for one in found.findings]


# --- what stays ---


def test_an_unchanged_text_leaves_every_byte() -> None:
    old = by_hand(("with coal", 'with <hi rend="underline">coal</hi><!-- sic -->'))
    assert merged(old) == Merged(old.source, changed=False)


def test_white_space_is_no_change() -> None:
    assert not merged(by_hand(), ("on board", "on   board"), ("week.\n", "week.\n\n\n")).changed


def test_a_line_end_is_a_change() -> None:
    found = merged(by_hand(), ("board but", "board\nbut"))
    assert paragraphs(found.source)[1:3] == [
        '<p xml:id="p-nobody-illegible-was">Nobody <gap reason="illegible"/> was on board</p>',
        '<p xml:id="p-but-the-pilot">but the pilot.</p>',
    ]


def test_blocks_whose_words_stay_keep_every_byte() -> None:
    plain = (
        '<p xml:id="p-the-harbuor-sic">The <sic rendition="#nota-sic-after">harbuor</sic> was closed for a week.</p>'
    )
    odd = plain.replace('<p xml:id="p-the-harbuor-sic">', "<p\n  xml:id='p-the-harbuor-sic'  >")
    odd = odd.replace("was closed", "was<!-- ? --> closed&#32;")
    found = merged(by_hand((plain, odd)), ("pilot", "master"))
    assert odd in found.source
    assert paragraphs(found.source)[1] == (
        '<p xml:id="p-nobody-illegible-was">Nobody <gap reason="illegible"/> was on board but the master.</p>'
    )


def test_the_header_stays_where_nothing_is_needed() -> None:
    old = by_hand(("The tei project", "The <!-- new --> tei project"))
    found = merged(old, ("with coal", "with [much] coal"))
    assert found.source.partition("<text>")[0] == old.source.partition("<text>")[0]
    assert 'with <supplied reason="omitted" resp="#editor">much</supplied> coal' in found.source


ENCODER = (
    '<respStmt xml:id="encoder"><resp ref="http://id.loc.gov/vocabulary/relators/mrk">Encoding</resp>'
    "<name>We</name></respStmt>"
)


def test_hand_made_elements_comments_and_notes_stay_in_a_changed_block() -> None:
    note = '<note type="editorial" resp="#encoder">Not named.</note>'
    old = by_hand(
        ("</titleStmt>", f"{ENCODER}</titleStmt>"),
        ("was on board but the pilot", f"was <hi>on board</hi><!-- two? --> but the\n  pilot{note}"),
    )
    found = merged(old, ("Nobody", "No man"))
    assert found.findings == ()
    assert (
        f'No man <gap reason="illegible"/> was <hi>on board</hi><!-- two? --> but the\n  pilot{note}.</p>'
        in found.source
    )


def test_what_the_hand_has_taken_away_does_not_come_back() -> None:
    old = by_hand(('<date when="1949-05-05" evidence="internal">5 May</date>', "5 May"))
    assert "on 5 May with much coal" in merged(old, ("with coal", "with much coal")).source


def test_a_block_that_the_hand_has_renamed_keeps_its_name() -> None:
    old = by_hand(('<p xml:id="p-the-ferry-left">', '<head xml:id="h">'), ("with coal.</p>", "with coal.</head>"))
    assert paragraphs(merged(old, ("with coal", "with much coal")).source)[0].startswith('<head xml:id="h">The ferry')


def test_blocks_that_the_hand_has_divided_stay_divided() -> None:
    old = by_hand(
        ("was on board but", 'was on board</p><p rendition="#page-inline" xml:id="q">but'),
        ("</tagsDecl>", '<rendition xml:id="page-inline" scheme="css">display: inline</rendition></tagsDecl>'),
        ("Nobody <gap", "Nobody<lb/> <gap"),
        text=TEXT,
    )
    text = decoding.decode(old)
    found = merged(old, ("pilot", "old pilot"), text=text)
    assert found.source.count("<p ") == 4
    assert 'xml:id="q">but the old pilot.</p>' in found.source


# --- what changes ---


def test_new_words_stand_in_the_element_in_which_they_were_put() -> None:
    old = by_hand(("on board but the pilot", '<seg type="glossed">on board but the pilot</seg>'))
    found = merged(old, ("board but", "board alone but"))
    assert '<seg type="glossed">on board alone but the pilot</seg>' in found.source
    assert found.findings == ()


def test_an_attribute_of_the_hand_stays_while_another_follows_the_words() -> None:
    old = by_hand(('<date when="1949-05-05"', '<date cert="low" when="1949-05-05" xml:id="sailing"'))
    found = merged(old, ("5 May", "6 May"))
    assert '<date cert="low" when="1949-05-06" xml:id="sailing" evidence="internal">6 May</date>' in found.source
    assert found.findings == ()


def test_an_attribute_that_the_hand_has_changed_is_not_changed_back() -> None:
    old = by_hand(('when="1949-05-05"', 'when="1950-05-05"'))
    assert '<date when="1950-05-05" evidence="internal">6 May</date>' in merged(old, ("5 May", "6 May")).source


def test_a_bracket_that_is_deleted_takes_its_element_along() -> None:
    found = merged(by_hand(), ("[at noon] ", ""))
    assert (found.findings, "supplied" in found.source.partition("<text>")[2]) == ((), False)


def test_a_bracket_whose_words_change_keeps_what_the_hand_has_added() -> None:
    old = by_hand(('resp="#editor">at noon', 'resp="#editor" cert="high" xml:id="noon">at noon'))
    found = merged(old, ("[at noon]", "[in the morning]"))
    assert 'resp="#editor" cert="high" xml:id="noon">in the morning</supplied>' in found.source


def test_a_new_block_comes_where_it_stands_and_its_identifier_is_nobody_elses() -> None:
    old = by_hand(text="The ferry left.\n\nThe coal burnt.\n")
    found = merged(old, ("left.\n", "left.\n\nThe ferry left.\n"), text="The ferry left.\n\nThe coal burnt.\n")
    assert paragraphs(found.source) == [
        '<p xml:id="p-the-ferry-left">The ferry left.</p>',
        '<p xml:id="p-the-ferry-left-x">The ferry left.</p>',
        '<p xml:id="p-the-coal-burnt">The coal burnt.</p>',
    ]
    again = merge(by_hand(text="The coal burnt.\n"), "The coal burnt.\n\nThe coal burnt all.\n", encode)
    assert [re.findall(r'xml:id="([^"]+)"', one) for one in paragraphs(again.source)] == [
        ["p-the-coal-burnt"],
        ["p-the-coal-burnt-x"],
    ]


def test_an_identifier_that_is_taken_gets_a_letter() -> None:
    old = by_hand(('<p xml:id="p-the-harbuor-sic">', '<p xml:id="p-a-new-one">'))
    found = merged(old, ("week.\n", "week.\n\nA new one.\n"))
    assert '<p xml:id="p-a-new-one-b">A new one.</p>' in found.source


def test_the_header_gets_what_new_brackets_need_and_no_more() -> None:
    old = by_hand(text="The ferry left.\n")
    found = merged(old, ("ferry", "[crossed out: boat] ferry [Russian: parom]"), text="The ferry left.\n")
    assert "<del" in found.source
    assert found.source.count("<handDesc>") == found.source.count("<physDesc>") == 1
    assert found.source.count('<handNote xml:id="hand-deletion">') == 1
    assert found.source.count('<language ident="ru-Latn">') == 1
    new = re.findall(r'<rendition xml:id="([\w-]+)"', found.source)
    assert new == ["nota-deletion-before", "nota-deletion-after", "nota-original-before", "nota-original-after"]
    kept = re.sub(
        r"<rendition xml:id.*?</rendition>|<physDesc>.*?</physDesc>|<language ident=\"ru-Latn\">.*?</language>",
        "",
        found.source,
    )
    assert kept.partition("<text>")[0] == old.source.partition("<text>")[0]


def test_a_rendition_of_the_old_header_is_used_if_it_says_the_same() -> None:
    pointing = 'rendition="#nota-supplied-before #nota-supplied-after"'
    old = by_hand(
        (' selector="supplied">content: "["', '>content: "["'),
        (' selector="supplied">content: "]"', '>content: "]"'),
        ("<supplied reason", f"<supplied {pointing} reason"),
    )
    found = merged(old, ("with coal", "with [much] coal"))
    assert found.source.count("<rendition") == old.source.count("<rendition")
    assert f"{pointing}>much</supplied>" in found.source


def test_paragraphs_that_are_joined_keep_the_markup_of_both() -> None:
    old = by_hand(("on board", "<hi>on board</hi>"), ("a week", "<hi>a week</hi>"))
    found = merged(old, ("pilot.\n\nThe", "pilot. The"))
    assert found.source.count("<p ") == 2
    assert "<hi>on board</hi>" in found.source
    assert "<hi>a week</hi>" in found.source


def test_a_text_without_words_is_left_as_the_encoder_has_it() -> None:
    found = merge(by_hand(), "\n", encode)
    assert "<body><p/></body>" in found.source
    assert [one.rule for one in found.findings] == []


def test_lines_of_the_page_are_not_taken_for_the_documents() -> None:
    edited = f"A letter\n\n{TEXT.replace('pilot', 'master')}"
    found = merge(by_hand(), edited, lambda text: encode(text.removeprefix("A letter\n")))
    assert len(paragraphs(found.source)) == 3
    assert "the master." in found.source


def test_another_prefix_is_kept() -> None:
    source = encode("The ferry left.\n").source
    source = re.sub(r"<(/?)(?=\w)", r"<\1t:", source).replace("xmlns=", "xmlns:t=")
    found = merge(document.parse(source.encode(), "old.xml"), "The ferry [illegible] left.\n\nIt sank.\n", encode)
    assert '<t:gap reason="illegible" rendition="#nota-gap-before #nota-gap-after"/>' in found.source
    assert '<t:p xml:id="p-it-sank">It sank.</t:p>' in found.source


# --- what is told ---


def test_markup_that_goes_with_its_words_is_told_if_it_was_made_by_hand() -> None:
    old = by_hand(("on board", "<hi>on board</hi>"))
    found = merged(old, ("on board ", ""))
    assert told(found) == [("enc.merge-lost", 4, "<hi> is gone with its words")]
    start = old.source.index("<hi>")
    assert found.findings[0].span == old.span_of(start, start + 4)


def test_a_block_that_goes_is_told_once_with_what_was_in_it() -> None:
    old = by_hand(("on board", "<hi>on</hi> <hi>board</hi>"))
    found = merged(old, ("Nobody [illegible] was on board but the pilot.\n", ""))
    assert told(found) == [("enc.merge-lost", 4, "<p> is gone with its words, and 2 elements in it")]


def test_nothing_is_told_of_what_the_encoder_had_made() -> None:
    assert told(merged(by_hand(), ("Nobody [illegible] was on board but the pilot.\n", ""))) == []


def test_markup_that_is_crossed_is_kept_around_what_is_left_and_told() -> None:
    old = by_hand(("on board", "<hi>on board</hi>"))
    found = merged(old, ("board but", "land"))
    assert "was <hi>on</hi> land the pilot" in found.source
    assert told(found) == [("enc.merge-conflict", 4, "<hi> has lost words at one of its ends")]


def test_what_points_at_something_that_is_gone_is_mended() -> None:
    described = '<physDesc><handDesc><handNote xml:id="hand-a">A.</handNote></handDesc></physDesc>'
    target = 'target="#p-nobody-illegible-was"'
    reported = f'<note type="translator" resp="#editor" {target}>marked:</note>'
    mark = f'<note type="mark" hand="#hand-a" place="margin left" {target}/>'
    old = by_hand(
        ("</msDesc>", f"{described}</msDesc>"), ('<p xml:id="p-nobody', f'{reported}{mark}<p xml:id="p-nobody')
    )
    text = decoding.decode(old)
    found = merged(old, ("marked:\n\n", ""), text=text)
    assert "<note" not in found.source
    assert "hand-a" not in found.source
    assert "physDesc" not in found.source
    assert {one[0] for one in told(found)} == {"enc.merge-lost"}


def test_a_document_that_would_not_be_valid_is_not_given_and_the_place_is_in_the_text() -> None:
    def check(one: Document) -> list[Diagnostic]:
        last = list(one.root.iter("{*}p"))[-1]
        return [Diagnostic("rng.invalid", "no", one.path, one.span(last))] if "month" in one.source else []

    found = merge(by_hand(), TEXT.replace("week", "month"), encode, check=check, path="letter.txt")
    assert found.source == ""
    assert [(one.rule, one.path, one.span, one.message) for one in found.findings] == [
        (
            "enc.invalid",
            "letter.txt",
            Span(5, 1, 5, 4),
            "the markup that is there and the new words make no valid document: no (rng.invalid)",
        )
    ]


def test_markup_that_stands_in_the_way_gives_way_to_the_encoders_and_is_told() -> None:
    def check(one: Document) -> list[Diagnostic]:
        found = [p for p in one.root.iter("{*}p") if "month" in "".join(map(str, p.itertext())) and len(p) > 1]
        return [Diagnostic("rng.invalid", "no", one.path, one.span(p)) for p in found]

    old = by_hand(("a week", "<hi>a</hi> week"))
    found = merge(old, TEXT.replace("week", "month"), encode, check=check)
    assert "for a month.</p>" in found.source
    assert told(found) == [
        ("enc.merge-lost", 5, "<p> has other words now, and 1 element in it, and its markup could not be kept")
    ]


LIST = """Present were:
- the pilot
- the cook
"""


def test_a_list_that_a_paragraph_divides_is_the_encoders_again() -> None:
    def encode_lists(text: str) -> Document:
        made = encode(text).source
        items = re.sub(r'<p xml:id="[\w-]+">(- [^<]*)</p>', r"<list><item>\1</item></list>", made)
        return document.parse(items.replace("</list>\n<list>", "\n").encode(), "fresh.xml")

    source = encode_lists(LIST).source.replace("<item>- the cook", '<item xml:id="cook">- the <hi>cook</hi>')
    old = document.parse(source.encode(), "old.xml")
    found = merge(old, LIST.replace("- the cook", "They sat.\n- the cook"), encode_lists)
    assert "<list><item>- the pilot</item></list>" in found.source
    assert '<p xml:id="p-they-sat">They sat.</p>' in found.source
    assert '<list><item xml:id="cook">- the cook</item></list>' in found.source
    assert told(found) == [
        ("enc.merge-lost", 5, "<item> has other words now, and 1 element in it, and its markup could not be kept")
    ]


def test_what_was_not_valid_before_is_no_obstacle() -> None:
    old = by_hand(("was on board", "was <quatsch>on</quatsch> board"))
    assert "<quatsch>on</quatsch>" in merged(old, ("pilot", "master")).source


def test_an_element_that_an_entity_brings_in_is_not_changed() -> None:
    source = encode("The ferry left.\n\nIt sank.\n").source
    inner = '<p xml:id="p-it-sank">It sank.</p>'
    declared = f"<!DOCTYPE TEI [<!ENTITY e '{inner}'>]>" + source.replace(inner, "&e;")
    old = document.parse(declared.encode(), "old.xml")
    found = merge(old, "The ferry left.\n\nIt sank deep.\n", encode)
    assert found.source == ""
    assert [(one.rule, one.severity, one.message) for one in found.findings] == [
        ("enc.merge-conflict", "error", "<p> comes out of an entity, where it cannot be changed")
    ]


# --- whole editions ---


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_a_word_changed_anywhere_changes_one_block_of_an_edition(path: Path, grammar: relaxng.Schema) -> None:
    old = document.read(path)
    lines = decoding.decode(old).split("\n")
    for number in range(0, len(lines), 6):
        words = lines[number].split()
        if len(words) < 3 or set("[](") & set(words[-1]):
            continue
        edited = "\n".join([*lines[:number], " ".join([*words[:-1], "changed"]), *lines[number + 1 :]])
        found = merge(old, edited, encode, check=grammar.validate)
        made = document.parse(found.source.encode())
        assert fidelity.check(transcription.parse(edited), made).faithful
        before, after = old.source.split("\n"), found.source.split("\n")
        differing = [pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]]
        assert abs(len(before) - len(after)) <= 2
        assert len(differing) <= 3 or len(before) != len(after)


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_a_paragraph_comes_into_an_edition_and_goes_again(path: Path, grammar: relaxng.Schema) -> None:
    old = document.read(path)
    text = decoding.decode(old)
    at = text.index("\n\n", len(text) // 2)
    edited = f"{text[:at]}\n\nA paragraph [wholly] new.{text[at:]}"
    there = merge(old, edited, encode, check=grammar.validate)
    assert fidelity.check(transcription.parse(edited), document.parse(there.source.encode())).faithful
    headers = [one.source.partition("<tagsDecl>")[0].partition("</titleStmt>")[2] for one in (old, there)]
    assert headers[0] == headers[1]
    back = merge(document.parse(there.source.encode()), text, encode, check=grammar.validate)
    assert back.source.partition("<text>")[2] == old.source.partition("<text>")[2]


# --- any edit ---

WORDS = st.sampled_from(
    ["the", "ferry", "late", "5 May", "12 May", "[two]", "[illegible]", "[crossed out: not now]", "[Russian: parom]",
     "harbuor [sic]", "&", "<", "[a b c]", "Nº", "]", "["]
)  # fmt: skip
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=5)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str, list[int]]:
    """A text whose lines begin with words of their own, the same edited, and the numbers of the lines that stay."""
    lines = [f"line{'abcdefgh'[number]} {words}" for number, words in enumerate(draw(LINES))]
    kept = list(lines)
    changed: list[str] = list(lines)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(changed) - 1))
        tokens = changed[at].split(" ")
        place = draw(st.integers(0, len(tokens)))
        kind = draw(st.sampled_from(["insert", "delete", "cut", "line", "gone"]))
        if kind == "insert":
            tokens.insert(place, draw(WORDS))
        elif kind == "delete":
            del tokens[place : place + draw(st.integers(1, 3))]
        elif kind == "cut":
            tokens.insert(place, "\n")
        elif kind == "line":
            changed.insert(at, draw(WORDS))
            continue
        elif len(changed) > 1:
            del changed[at]
            continue
        changed[at] = " ".join(tokens)
    return "\n\n".join(lines), "\n\n".join(changed), [at for at, line in enumerate(kept) if line in changed]


@st.composite
def hands(draw: st.DrawFn, source: str) -> str:
    """*source* with some hand-made markup in its paragraphs."""
    body = source.index("<body>")
    # Whole words between two tags, none within a tag.
    found = [one for one in re.finditer(r"(?<=>)[^<>]*(?=<)", source[body:]) if one[0].strip()]
    places = [
        (body + one.start() + word.start(), body + one.start() + word.end())
        for one in found
        for word in re.finditer(r"(?<!\S)[a-z]\w+(?: [a-z]\w+)?(?!\S)", one[0])
    ]
    for start, end in sorted(draw(st.lists(st.sampled_from(places), unique=True, max_size=3)), reverse=True):
        tag = draw(st.sampled_from(['<hi rend="underline">{}</hi>', "<!-- c -->{}", '{}<note resp="#editor"/>']))
        source = source[:start] + tag.format(source[start:end]) + source[end:]
    return source


@settings(max_examples=150)
@given(st.data())
def test_any_edit_gives_the_text_back_and_keeps_what_did_not_change(
    grammar: relaxng.Schema, data: st.DataObject
) -> None:
    before, after, stay = data.draw(edits())
    old = document.parse(data.draw(hands(encode(before).source)).encode(), "old.xml")
    found = merge(old, after, encode, check=grammar.validate)
    assert found.source, found.findings
    made = document.parse(found.source.encode())
    assert fidelity.check(transcription.parse(after), made).faithful
    names = [one.get(XML_ID) for one in made.root.iter("{*}*") if one.get(XML_ID)]
    assert len(names) == len(set(names))
    mine = paragraphs(old.source)
    assert [mine[number] for number in stay if mine[number] not in found.source] == []
