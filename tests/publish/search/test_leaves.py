"""Pages as leaves of the index: what is in them, and what is not."""

import json
import re
from urllib.parse import unquote

from tei.publish.search.cards import Card
from tei.publish.search.leaves import leaf

CARD = Card(
    identifier="a",
    url="documents/a/",
    page="documents/a/index.html",
    title="Of Łódź & “others”",
    language="en",
    date="23 October 1949",
    source="A 1",
    choices=(("person", "person:mao Mao & Co."), ("year", "1949")),
)

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Not this</title></head><body><nav>Nor this</nav><main>
<section id="edition:abstract"><p>Nor the abstract</p></section>
<section id="edition:text"><h2 id="edition:text-heading">Text</h2><div class="document"{language}>{text}</div></section>
<section id="edition:notes"><h2 id="edition:notes-heading">Notes</h2><ol>{notes}</ol></section>
<section id="edition:index">Nor the index</section></main></body></html>"""


def made(text: str, notes: str = "", language: str = "") -> str:
    page = PAGE.format(text=text, notes=notes, language=f' lang="{language}"' if language else "")
    return leaf(CARD, page.encode())


def passages(said: str) -> list[str]:
    return re.findall(r"<p>(.*)</p>", said)


def test_text_and_notes_are_in_it_and_nothing_else_of_the_page() -> None:
    said = made("<p>Some words.</p>", '<li id="note:1">A note. <a class="back" href="#x">↩</a></li>')
    assert passages(said) == ["Some words.", '<a id="note:1"></a>A note.']
    assert not re.search("Not this|Nor|Text|Notes|↩", said)


def test_paragraph_has_its_anchor_and_names_in_it_have_none() -> None:
    said = made(
        '<p id="p1"><a class="self" href="#p1">¶</a>To <span id="person:mao:1"><a href="#x">Mao</a></span>.</p>'
    )
    assert passages(said) == ['<a id="p1"></a>To Mao.']


def test_block_without_anchor_follows_the_one_before_and_takes_that_around_it() -> None:
    said = made('<div id="d"><p>One</p><p id="p2">Two</p><p>Three</p></div>')
    assert passages(said) == ['<a id="d"></a>One', '<a id="p2"></a>Two', "Three"]


def test_words_of_two_blocks_are_two_words() -> None:
    said = made("<table><tr><td>left</td><td>right</td></tr></table><p>up<br>down <em>str</em>ong</p>")
    assert passages(said) == ["left", "right", "up", "down strong"]


def test_what_the_edition_says_itself_is_left_out() -> None:
    said = made(
        '<p><span class="caption">Handwritten <a class="hand-link">A</a></span> word'
        '<sup class="note-reference"><a>1</a></sup> [or]<span class="tip" role="tooltip">Supplied.</span> end</p>'
    )
    assert passages(said) == ["word [or] end"]


def test_reading_of_another_witness_is_not_taken_for_the_text() -> None:
    said = made('<p>The <span class="app"><span class="rdg base">king</span><span class="rdg">duke</span></span>.</p>')
    assert passages(said) == ["The king."]


def test_comment_is_passed_over_and_what_follows_it_is_not() -> None:
    assert passages(made("<p>one <!-- no --> two</p>")) == ["one two"]


def test_folded_word_has_its_spelling_beside_it() -> None:
    assert passages(made("<p>To Łódź, &quot;Straße&quot; &amp; back</p>")) == [
        'To <i id="=Łódź,">Lódź,</i> <i id="=&quot;Straße&quot;">&quot;Strasse&quot;</i> &amp; back'
    ]


def test_markup_that_a_text_shows_is_escaped() -> None:
    assert passages(made("<p>&lt;b&gt; &amp;amp;</p>")) == ["&lt;b&gt; &amp;amp;"]


def test_elided_words_are_divided_in_languages_that_have_them() -> None:
    text = "<p>de l’œuvre d'art</p>"
    assert passages(made(text, language="fr")) == [
        'de l’ <a id="+"></a><i id="=œuvre">oeuvre</i> d&#x27; <a id="+"></a>art'
    ]
    assert passages(made("<p>the worker’s</p>")) == ["the worker’s"]


def test_language_is_that_of_the_text_without_script_and_region() -> None:
    assert '<html lang="zh">' in made("<p>毛泽东</p>", language="zh-Hans-CN")
    assert '<html lang="en">' in made("<p>Of the page</p>")
    assert '<html lang="unknown">' in made("<p>What</p>", language="&lt;x&gt;")


def test_what_is_shown_and_what_is_chosen_by_stands_in_it() -> None:
    said = made("<p>Words</p>", language="de")
    assert '<meta data-pagefind-filter="person[content]" content="person:mao Mao &amp; Co.">' in said
    assert '<meta data-pagefind-filter="year[content]" content="1949">' in said
    assert 'data-pagefind-meta="title[content]" content="Of Lódź &amp; “others”"' in said
    (shown,) = re.findall(r'<a id="(\{.*?\})"></a>', said)
    assert " " not in shown
    assert json.loads(unquote(shown.replace("&quot;", '"').replace("&amp;", "&"))) == {
        "url": "documents/a/",
        "title": "Of Łódź & “others”",
        "titleLanguage": "en",
        "language": "de",
        "date": "23 October 1949",
        "source": "A 1",
    }


def test_page_that_a_stylesheet_has_made_otherwise_is_searched_as_a_whole() -> None:
    said = leaf(CARD, b"<html lang='en'><body><nav>No</nav><main><p id='x'>House <b>style</b></p></main></body></html>")
    assert passages(said) == ['<a id="x"></a>House style']
