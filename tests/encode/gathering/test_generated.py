"""Whatever blocks a text has, in whatever order, its header is valid with it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.etree import _Element as Element

from tei import document, relaxng, resources, schematron
from tei.document import Document
from tei.encode.gathering import gather
from tei.encode.heading import Archive, Facts, header
from tei.encode.heading.elements import make, parsed, written
from tei.encode.information import PLAIN, Information, page
from tei.names import TEI

DAY = date(2026, 11, 26)
ENTRIES = ("stalin", "mao", "kovalev", "molotov")
PEOPLE = st.sampled_from(
    [
        *(f'<persName ref="authority.xml#{one}"><surname>{one.title()}</surname></persName>' for one in ENTRIES),
        *(f'<persName ref="authority.xml#{one}"><roleName>Cde.</roleName></persName>' for one in ENTRIES[:2]),
        '<orgName ref="authority.xml#gru">Second Main Directorate</orgName>',
        '<persName type="cover" ref="authority.xml#stalin">FILIPPOV</persName>',
        '<persName ref="authority.xml#mao authority.xml#kovalev">Both</persName>',
        '<orgName ref="authority.xml#gru">of <persName ref="authority.xml#mao">Mao</persName></orgName>',
        "<name>Seo Min</name>",
        "<persName>ORLIK</persName>",
        "<persName/>",
        "Cde. Zimin",
        "the Southern Office and the Ministry of Trade and Industry",
        "the Secretary of State, for Mr. Smith",
        "file",
        "",
    ]
)
DATES = st.sampled_from(
    [
        '<date when="1949-10-21">21 October 1949</date>',
        '<date when="1949-10-24" when-iso="1949-10-24T08:40" evidence="internal">0840 24 October</date>',
        '<date when="1949-10" evidence="internal">October</date>',
        '<date notBefore="1949-10-16" notAfter="1949-10-31" evidence="internal">second half of October</date>',
        "",
    ]
)
KINDS = ("received", "deciphered", "printed", "registered", "sent", "translated", "copy", "form", "remark", "stamp")


def block(shape: str) -> st.SearchStrategy[str]:
    """Blocks of the form of *shape*, with a person for NAME, another for NEXT and a date for WHEN."""
    return st.tuples(PEOPLE, PEOPLE, DATES).map(
        lambda told: shape.replace("NAME", told[0]).replace("NEXT", told[1]).replace("WHEN", told[2])
    )


OPENER = st.one_of(
    block("<opener>to NAME, NEXT</opener>"),
    block("<opener>NAME</opener>"),
    block("<opener><dateline>Osero, WHEN</dateline></opener>"),
    block("<opener><salute>Dear NAME,</salute></opener>"),
)
CLOSER = st.one_of(
    block("<closer><signed>NAME</signed> <dateline>WHEN</dateline></closer>"),
    block("<closer><signed>NAME<lb/>NEXT</signed></closer>"),
    st.just('<closer><signed><gap reason="illegible" unit="signature" quantity="1"/></signed></closer>'),
    block("<closer><salute>With greetings</salute> WHEN</closer>"),
)
DISTRIBUTION = st.one_of(
    block('<list type="distribution"><item>Copy Nº 1 to NAME</item><item>NEXT</item></list>'),
    block('<list type="distribution"><head>NAME</head><item><label>2.</label> to file</item></list>'),
)
LINE = st.one_of(
    st.sampled_from(KINDS).flatmap(lambda kind: block(f'<ab type="{kind}">by NAME at WHEN</ab>')),
    block('<ab type="form">From: NAME</ab>'),
    block('<ab type="form">To: NAME</ab>'),
    block('<ab type="stamp"><stamp type="incoming">NAME of WHEN</stamp></ab>'),
    DISTRIBUTION,
    block('<note type="annotation" hand="#hand-a" place="top">NAME WHEN</note>'),
    block('<fw type="letterhead">NAME</fw>'),
)
PARAGRAPH = st.one_of(
    DISTRIBUTION,
    block("<p>The ice is thick. NAME said so on WHEN.</p>"),
    st.just('<p>It is <add hand="#hand-b">not</add> <del hand="#hand-a">so</del>.</p>'),
    st.just('<p>A <gloss type="original" resp="#translator" xml:lang="ru-Latn">led</gloss>.</p>'),
)


def joined(*parts: st.SearchStrategy[str], most: int = 2) -> st.SearchStrategy[str]:
    """Some of each of *parts*, in their order."""
    return st.tuples(*(st.lists(one, max_size=most).map("".join) for one in parts)).map("".join)


def embedded(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Messages with *inner* among their paragraphs."""
    return st.tuples(joined(OPENER, most=1), inner, joined(PARAGRAPH), joined(CLOSER, most=1)).map(
        lambda told: (
            f'<floatingText type="message"><body>{told[0]}{told[1]}<p>So:</p>{told[2]}{told[3]}</body></floatingText>'
        )
    )


def sent(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """*inner* with an addressee before it and a signature behind it, so that there is an act to describe."""
    people = st.sampled_from([f'<persName ref="authority.xml#{one}">{one.title()}</persName>' for one in ENTRIES])
    return st.tuples(people, inner, people).map(
        lambda told: f"<opener>to {told[0]}</opener>{told[1]}<closer><signed>{told[2]}</signed></closer>"
    )


MESSAGE = embedded(st.one_of(st.just(""), embedded(st.just(""))))
CONTENT = joined(st.one_of(PARAGRAPH, MESSAGE), most=3).map(lambda told: f"<p>Text.</p>{told}")
WHOLE = st.one_of(sent(CONTENT), st.tuples(joined(OPENER), CONTENT, joined(CLOSER)).map("".join))
DIVIDED = st.tuples(joined(LINE, most=3), WHOLE, joined(LINE, CLOSER)).map(
    lambda told: (
        f'<div type="routing"><p>Way.</p>{told[0]}</div><div type="message">{told[1]}</div>'
        f'<div type="handling"><p>Done.</p>{told[2]}</div>'
    )
)
GENRES = ("cable", "telegram", "letter", "memorandum", "conversation", "decrypt", "document")
TITLES = ("", "Letter from Kurt Amrein to Helga Lindner", "Cable, Orlik to Zimin, on the Ice")


def text(content: str) -> Element:
    return etree.fromstring(f'<text xmlns="{TEI}"><body><div type="cable">{content}</div></body></text>')


def encoded(made: Element, told: Information, genre: str) -> Document:
    """The document that *made* is the text of."""
    found = gather(made, told, genre)
    facts = found.over(Facts(told, DAY, archive=Archive(brackets_by="translator"), genre=genre))  # type: ignore[arg-type] # one of GENRES
    root = parsed(make("TEI", written(header(facts)), xml_lang="en"))
    root.append(made)
    return document.parse(etree.tostring(root))


@pytest.fixture(scope="module")
def grammar() -> relaxng.Schema:
    """The grammar of documentary editions."""
    return relaxng.load(resources.data_path("schemas", "tei-documentary.rng"))


@pytest.fixture(scope="module")
def rules() -> schematron.Schema:
    """The rules of documentary editions."""
    return schematron.load(resources.data_path("schemas", "tei-documentary.sch"))


@settings(max_examples=150, deadline=None)
@given(st.one_of(WHOLE, DIVIDED), st.sampled_from(GENRES), st.sampled_from(TITLES))
def test_header_is_valid_with_any_text(
    grammar: relaxng.Schema, rules: schematron.Schema, content: str, genre: str, title: str
) -> None:
    made = encoded(text(content), page.read([title, ""], PLAIN) if title else Information(title=title), genre)
    assert grammar.validate(made) == []
    assert rules.validate(made) == []


ANY = st.lists(st.one_of(OPENER, CLOSER, LINE, PARAGRAPH, MESSAGE), max_size=8)


@settings(max_examples=150, deadline=None)
@given(ANY, st.sampled_from(GENRES))
def test_blocks_in_any_order_keep_the_rules(rules: schematron.Schema, content: list[str], genre: str) -> None:
    assert rules.validate(encoded(text("".join(content)), Information(), genre)) == []
