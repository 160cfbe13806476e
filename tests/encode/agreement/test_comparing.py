"""Two small encodings of one transcription: what agrees, what does not, and where an encoder is free."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei import document
from tei.document import Document
from tei.encode.agreement import Agreement, Count, Difference, compare

GOLD = (
    "<p xml:id='p'>to <persName ref='a.xml#stalin' xml:id='n'>FILIPPOV</persName> "
    "<gloss target='#n' resp='#trl'><persName>Stalin</persName></gloss> on "
    "<date when='1949-10-25'>25 October</date></p>"
    "<note hand='#hand-top' place='top'>seen</note><pb n='2'/><note hand='#hand-foot'>filed</note>"
)
HEADER = (
    "<fileDesc><titleStmt><title type='main'>A cable</title>"
    "<respStmt xml:id='trl'><resp ref='http://id.loc.gov/vocabulary/relators/trl'>Translation</resp></respStmt>"
    "<respStmt xml:id='mrk'><resp ref='http://id.loc.gov/vocabulary/relators/mrk'>Encoding</resp></respStmt>"
    "</titleStmt><sourceDesc><msDesc><physDesc><handDesc><handNote xml:id='hand-top'>A</handNote>"
    "<handNote xml:id='hand-foot'>B</handNote></handDesc></physDesc></msDesc></sourceDesc></fileDesc>"
    "<encodingDesc><tagsDecl><rendition xml:id='b' scope='before' selector='gloss'>content: \"[\"</rendition>"
    "<rendition xml:id='a' scope='after' selector='gloss'>content: \"]\"</rendition>"
    "<rendition xml:id='run-in'>display: run-in</rendition><rendition xml:id='bold'>font-weight: bold</rendition>"
    "</tagsDecl></encodingDesc>"
)


def edition(body: str = GOLD, header: str = HEADER, path: str = "made.xml") -> Document:
    """A document of three lines: the header, the text, the end."""
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{header}</teiHeader>\n<text><body>{body}</body></text>'
    return document.parse(f"{tei}\n</TEI>".encode(), path)


def changed(*changes: tuple[str, str], header: tuple[str, str] = ("", "")) -> Agreement:
    """The agreement of `GOLD` after *changes*, each of which changes something, with `GOLD`."""
    body = GOLD
    for old, new in changes:
        assert old in body
        body = body.replace(old, new)
    assert header[0] in HEADER
    return compare(edition(body, HEADER.replace(*header) if header[0] else HEADER), edition(path="gold.xml"))


def brief(one: Difference) -> tuple[str, str, str, int, int]:
    """Kind, subject, sentence, and the columns in the gold document and in the one made."""
    assert one.gold_span is not None
    assert one.made_span is not None
    return one.kind, one.subject, one.message, one.gold_span.column, one.made_span.column


def only(found: Agreement) -> tuple[str, str, str, int, int]:
    """The only difference of an agreement of texts that are the same."""
    assert found.same_text
    (one,) = found.differences
    return brief(one)


def test_a_document_agrees_with_itself() -> None:
    found = changed()
    assert found.same_text
    assert found.differences == ()
    assert found.totals == {"elements": Count(9), "attributes": Count(10), "header": Count(8)}
    assert " ".join(f"{name}={count.equal}" for name, count in found.elements.items()) == (
        "body=1 date=1 gloss=1 note=2 p=1 pb=1 persName=2"
    )
    assert " ".join(f"{name}={count.equal}" for name, count in found.attributes.items()) == (
        "date/@when=1 gloss/@resp=1 gloss/@target=1 gloss::after=1 gloss::before=1 "
        "note/@hand=2 note/@place=1 pb/@n=1 persName/@ref=1"
    )


# --- elements ---


def test_an_element_that_only_gold_has_is_missing() -> None:
    found = changed(("<date when='1949-10-25'>25 October</date>", "25 October"))
    assert found.elements["date"] == Count(missing=1)
    assert found.totals["elements"] == Count(8, missing=1)
    assert "date/@when" not in found.attributes
    assert only(found) == ("missing", "date", "gold has date around “25 October”, missing here", 160, 160)


def test_an_element_that_gold_has_not_is_extra() -> None:
    found = changed((" on ", " <hi>on</hi> "))
    assert found.elements["hi"] == Count(extra=1)
    assert found.elements["hi"].precision == 0
    assert found.elements["hi"].recall is None
    assert only(found) == ("extra", "hi", "hi around “on” is not in gold", 157, 157)


def test_another_name_around_the_same_words_is_one_difference() -> None:
    found = changed(("<date when='1949-10-25'>25 October</date>", "<time>25 October</time>"))
    assert (found.elements["date"], found.elements["time"]) == (Count(missing=1), Count(extra=1))
    assert only(found) == ("differs", "date", "gold has date around “25 October”, here it is time", 160, 160)
    (difference,) = found.differences
    assert (difference.words, difference.gold, difference.made) == ("25 October", "date", "time")


def test_the_same_name_around_other_words_is_one_difference() -> None:
    found = changed(("<date when='1949-10-25'>25 October</date>", "25 <date when='1949-10-25'>October</date>"))
    assert found.elements["date"] == Count(changed=1)
    assert (found.elements["date"].precision, found.elements["date"].recall) == (0, 0)
    assert only(found) == (
        "differs",
        "date",
        "gold has date around “25 October”, here it is around “October”",
        160,
        163,
    )


def test_an_empty_element_is_known_by_what_follows() -> None:
    found = changed(("<pb n='2'/>", ""))
    assert only(found)[:3] == ("missing", "pb", "gold has pb before “filed”, missing here")
    last = compare(edition("<p>one</p>"), edition("<p>one</p><pb/>"))
    assert only(last)[:3] == ("missing", "pb", "gold has pb at the end, missing here")


def test_letters_within_a_word_are_told_apart() -> None:
    made, gold = edition("<p>W<ex>illiam</ex> Fox</p>"), edition("<p>Wi<ex>lliam</ex> Fox</p>")
    assert only(compare(made, gold))[2] == "gold has ex around “lliam”, here it is around “illiam”"


def test_elements_in_one_place_are_paired_by_their_attributes() -> None:
    made = edition("<p><name type='a'><name type='b'>Fox</name></name></p>")
    gold = edition("<p><name type='b'><name type='a'>Fox</name></name></p>")
    assert compare(made, gold).differences == ()


def test_a_bracket_that_was_not_understood_is_told_by_what_it_became() -> None:
    unresolved = "<seg type='unresolved' rendition='#b #a'><persName>Stalin</persName></seg>"
    found = changed(("<gloss target='#n' resp='#trl'><persName>Stalin</persName></gloss>", unresolved))
    assert only(found)[:3] == ("differs", "gloss", "gold has gloss around “[Stalin]”, here it is seg")


def test_many_words_are_quoted_by_the_first_and_the_last() -> None:
    words = " ".join(f"word{number}" for number in range(30))
    found = compare(edition(f"<p>{words}</p>"), edition(f"<p><q>{words}</q></p>"))
    quoted = "word0 word1 word2 word3 word4 word5 word6 w…word27 word28 word29"
    assert only(found)[2] == f"gold has q around “{quoted}”, missing here"


# --- attributes ---


@pytest.mark.parametrize(
    "old,new,kind,subject,message",
    [
        (" place='top'", "", "missing", "note/@place", "@place of note around “seen”: gold has “top”, missing here"),
        ("<pb ", "<pb facs='f' ", "extra", "pb/@facs", "@facs of pb before “filed”: “f” is not in gold"),
        ("10-25", "10-26", "differs", "date/@when",
         "@when of date around “25 October”: gold has “1949-10-25”, here it is “1949-10-26”"),
        ("#stalin", "#lenin", "differs", "persName/@ref",
         "@ref of persName around “FILIPPOV”: gold has “a.xml#stalin”, here it is “a.xml#lenin”"),
        ("='#n'", "='#p'", "differs", "gloss/@target",
         "@target of gloss around “[Stalin]”: gold has “#n”, here it is “#p”"),
        (" xml:id='n'", "", "differs", "gloss/@target",
         "@target of gloss around “[Stalin]”: “#n” points at something else than in gold"),
        ("#hand-foot", "#hand-top", "differs", "note/@hand",
         "@hand of note around “filed”: gold has “#hand-foot”, here it is “#hand-top”"),
        ("<note hand='#hand-foot'", "<note rendition='#run-in' hand='#hand-foot'", "extra", "note/@rendition",
         "@rendition of note around “filed”: “display: run-in” is not in gold"),
        ("<date ", "<date rendition='#bold' ", "extra", "date/@rendition",
         "@rendition of date around “25 October”: “font-weight: bold” is not in gold"),
    ],
)  # fmt: skip
def test_a_value_that_differs_is_told(old: str, new: str, kind: str, subject: str, message: str) -> None:
    found = changed((old, new))
    assert only(found)[:3] == (kind, subject, message)
    assert found.totals["elements"] == Count(9)
    assert (found.totals["attributes"].f1 < 1, found.totals["header"].f1) == (True, 1)


def test_an_attribute_has_its_place_in_both_documents() -> None:
    made, gold = edition("<p>on <date when='1949'>it</date></p>"), edition("<p>on <date  when='1950'>it</date></p>")
    assert only(compare(made, gold))[3:] == (26, 25)
    gold = edition("<p xml:lang='en'>on <date when='1949'>it</date></p>")
    message = "@xml:lang of p around “on it”: gold has “en”, missing here"
    assert only(compare(made, gold))[1:] == ("p/@xml:lang", message, 16, 13)


def test_what_is_generated_is_compared_by_its_strings() -> None:
    found = changed(header=('content: "]"', 'content: "] "'))
    assert only(found)[:3] == (
        "differs",
        "gloss::after",
        "what is written after gloss around “[Stalin]”: gold has “]”, here it is “] ”",
    )
    assert found.attributes["gloss::before"] == Count(1)


# --- where an encoder is free ---


@pytest.mark.parametrize(
    "changes",
    [
        [("xml:id='n'", "xml:id='name'"), ("'#n'", "'#name'")],
        [("<p xml:id='p'>", "<p>")],
        [("seen", "<q xml:id='x' resp='#mrk'>Added <hi>words</hi></q>seen")],
        [(" on ", "\n  on\t")],
        [("<gloss ", "<gloss rendition='#b #a' ")],
        [("a.xml", "../authority/a.xml")],
        [("</p>", "<!-- a comment --></p>")],
    ],
)
def test_an_encoder_is_free(changes: list[tuple[str, str]]) -> None:
    found = changed(*changes)
    assert found.differences == ()
    assert found.totals["attributes"] == Count(10)


def test_identifiers_in_the_header_are_free() -> None:
    header = HEADER.replace("'trl'", "'who'").replace("'hand-top'", "'h1'").replace("'hand-foot'", "'h2'")
    body = GOLD.replace("#trl", "#who").replace("#hand-top", "#h1").replace("#hand-foot", "#h2")
    assert compare(edition(body, header), edition()).differences == ()


def test_one_hand_for_two_is_a_difference_whatever_it_is_called() -> None:
    body = GOLD.replace("#hand-top", "#h").replace("#hand-foot", "#h")
    found = compare(edition(body, HEADER.replace("hand-top", "h")), edition())
    assert found.attributes["note/@hand"] == Count(1, changed=1)


def test_an_editor_is_known_by_the_relator() -> None:
    found = changed(header=("relators/trl", "relators/edt"))
    assert found.attributes["gloss/@resp"] == Count(changed=1)
    assert [one.subject for one in found.differences] == [
        "gloss/@resp",
        "teiHeader/fileDesc/titleStmt/respStmt/resp/@ref",
    ]


# --- texts that differ ---


def test_a_text_that_differs_is_told_and_the_rest_compared() -> None:
    found = changed(("seen", "seen <hi>twice</hi>"), ("25 October", "26 October"))
    assert not found.same_text
    assert found.elements["date"] == Count(1)
    assert found.elements["hi"] == Count(extra=1)
    assert found.totals["elements"] == Count(9, extra=1)
    assert [brief(one)[:3] for one in found.differences] == [
        ("differs", "text()", "the text of gold has “25”, here it is “26”"),
        ("extra", "text()", "“twice” is not in the text of gold"),
        ("extra", "hi", "hi around “twice” is not in gold"),
    ]


def test_only_spaces_may_differ() -> None:
    found = compare(edition("<p>to <q>per form</q> it</p>"), edition("<p>to <q>perform</q> it</p>"))
    assert not found.same_text
    assert [brief(one) for one in found.differences] == [
        ("differs", "text()", "the text of gold has “perform”, here it is “per form”", 22, 22),
    ]
    assert found.totals["elements"] == Count(3)


def test_words_that_are_missing_take_their_elements_along() -> None:
    found = compare(edition("<p>one two</p>"), edition("<p>one</p><p><w>more</w></p><p>two</p>"))
    assert [brief(one)[:3] for one in found.differences if one.part == "elements"] == [
        ("differs", "p", "gold has p around “one”, here it is around “one two”"),
        ("missing", "p", "gold has p around “more”, missing here"),
        ("missing", "w", "gold has w around “more”, missing here"),
        ("missing", "p", "gold has p around “two”, missing here"),
    ]


@pytest.mark.parametrize("body", ["", "<p/>", "<p><pb/></p>"])
def test_nothing_to_compare_is_no_fault(body: str) -> None:
    assert compare(edition(body, ""), edition(body, "")).differences == ()
    found = compare(edition(body, ""), edition("<p>some words</p>", ""))
    assert [one.message for one in found.differences if one.part == "words"] == [
        "the text of gold has “some words”, missing here",
    ]


def test_a_document_without_text_agrees_in_nothing() -> None:
    bare = document.parse(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "bare.xml")
    found = compare(bare, edition())
    assert found.totals == {"elements": Count(missing=9), "attributes": Count(), "header": Count(missing=8)}
    assert found.totals["elements"].f1 == 0
    assert compare(bare, bare).totals["elements"].f1 == 1


@pytest.mark.parametrize("before", ["", "a &amp; b ", "<![CDATA[a & b]]> ", "<!-- c -->d ", "é𝄞 "])
@pytest.mark.parametrize("many", [1, 30_000])
def test_what_is_missing_has_the_place_of_its_words(before: str, many: int) -> None:
    made, gold = (f"<p><hi>x</hi> {before}{'a b ' * many}{it}</p>" for it in ("Mao", "<name>Mao</name>"))
    (difference,) = compare(edition(made), edition(gold)).differences
    assert difference.made_span is not None
    # In a very long text with references the paragraph has to do.
    sought = many == 1 or ("&" not in before)
    assert difference.made_span.column == (13 + made.index("Mao") if sought else 13)


def test_elements_two_hundred_deep_are_compared() -> None:
    deep = edition(f"<p>{'<hi>' * 200}x{'</hi>' * 200}</p>")
    assert compare(deep, deep).elements["hi"] == Count(200)


names = st.sampled_from(["hi", "p", "gloss", "note", "pb"])
trees = st.recursive(
    st.sampled_from(["one ", "two", " three", "", "é𝄞", "<!--c-->", "[", "<pb/>"]),
    lambda inner: st.builds(
        lambda name, parts: f"<{name} n='{len(parts)}'>{''.join(parts)}</{name}>", names, st.lists(inner, max_size=4)
    ),
    max_leaves=12,
)


@given(trees, trees)
def test_each_element_is_counted_once_whatever_is_compared(first: str, second: str) -> None:
    made, gold = edition(f"<div>{first}</div>"), edition(f"<div>{second}</div>")
    found = compare(made, gold)
    for name in ("hi", "p", "gloss", "note", "pb", "div"):
        count = found.elements.get(name, Count())
        assert count.made == len(list(made.root.iter(f"{{*}}{name}")))
        assert count.gold == len(list(gold.root.iter(f"{{*}}{name}")))
    told = sum(one.part == "elements" and one.gold_span is not None for one in found.differences)
    count = found.totals["elements"]
    assert max(count.missing, count.extra) + count.changed <= told <= count.missing + count.extra + count.changed


# --- headers ---


@pytest.mark.parametrize(
    "old,new,kind,message,group",
    [
        ("A cable", "A letter", "differs",
         "teiHeader/fileDesc/titleStmt/title[@type='main']: gold has “A cable”, here it is “A letter”",
         "fileDesc/titleStmt"),
        ("</titleStmt>", "<author>Kovalev</author></titleStmt>", "extra",
         "teiHeader/fileDesc/titleStmt/author “Kovalev” is not in gold", "fileDesc/titleStmt"),
        ("<handNote xml:id='hand-foot'>B</handNote>", "", "missing",
         "teiHeader/fileDesc/sourceDesc/msDesc/physDesc/handDesc/handNote “B”, missing here", "fileDesc/sourceDesc"),
    ],
)  # fmt: skip
def test_values_of_the_header_are_compared_by_path(old: str, new: str, kind: str, message: str, group: str) -> None:
    body = "<p>some words</p>"
    found = compare(edition(body, HEADER.replace(old, new)), edition(body))
    (one,) = found.differences
    assert (one.kind, one.message.removeprefix("gold has " if kind == "missing" else "")) == (kind, message)
    assert found.header[group].f1 < 1
    assert [name for name, count in found.header.items() if count.f1 < 1] == [group]
    assert (one.gold_span is None, one.made_span is None) == (kind == "extra", kind == "missing")


def test_values_of_one_path_may_stand_in_any_order() -> None:
    first = "<langUsage><language ident='en'>English</language><language ident='ru'>Russian</language></langUsage>"
    other = "<langUsage><language ident='ru'>Russian</language>\n <language ident='en'>English</language></langUsage>"
    assert compare(edition("", first), edition("", other)).header == {"langUsage/language": Count(4)}


def test_mixed_text_is_compared_without_its_children() -> None:
    first, other = "<p>From <date>1949</date> on.</p>", "<p>From <date>1950</date> on.</p>"
    (one,) = compare(edition("", first), edition("", other)).differences
    assert one.message == "teiHeader/p/date: gold has “1950”, here it is “1949”"
    (one,) = compare(edition("", first), edition("", other.replace("1950", "1949").replace(" on", " to"))).differences
    assert one.message == "teiHeader/p: gold has “From … to.”, here it is “From … on.”"


def test_pointers_in_the_header_are_compared_by_what_they_point_at() -> None:
    header = "<p><ref target='#{0}'/><term xml:id='{0}'>A</term><term xml:id='{1}'>B</term><ref target='#{1}'/></p>"
    assert compare(edition("", header.format("a", "b")), edition("", header.format("x", "y"))).differences == ()
    found = compare(edition("", header.format("a", "b").replace("#b", "#a")), edition("", header.format("x", "y")))
    assert [one.message for one in found.differences] == [
        "teiHeader/p/ref/@target: gold has “#y”, here it is “#a”",
    ]


def test_what_a_generating_rendition_holds_is_no_value_of_the_header() -> None:
    rendition = "<tagsDecl><rendition scope='before' selector='q'>{}</rendition></tagsDecl>"
    first, other = rendition.format("content: '['"), rendition.format("content: <code>'['</code>")
    assert compare(edition("<p/>", first), edition("<p/>", other)).header == {}


@pytest.mark.parametrize("kind", ["", " type='a/b'", " type='[x]'"])
def test_parts_of_the_header_are_named_without_types(kind: str) -> None:
    header = f"<encodingDesc{kind}><p{kind}><term{kind}>A</term></p><!-- c --></encodingDesc>"
    header += "<profileDesc><!-- c --></profileDesc>"
    found = compare(edition("", header), edition("", header))
    assert found.header == {"encodingDesc/p": Count(1), "profileDesc": Count(1)}
