"""The page of the cable: what readers find on it, and what it is made of."""

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import unquote

import pytest
from lxml.html import HtmlElement

from tei import render
from tei.document import Document, parse

MakePage = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def one(page: HtmlElement, path: str) -> HtmlElement:
    found = page.xpath(path)
    assert len(found) == 1, f"{path}: {len(found)} found"
    element: HtmlElement = found[0]
    return element


def fact(page: HtmlElement, label: str) -> str:
    return words(one(page, f"//dl[@class='facts']/div[dt='{label}']/dd"))


def test_head_has_one_title_and_the_subtitle(cable_page: HtmlElement) -> None:
    title = "Cable Telegram no. 59363 from Kovalev to Stalin, containing a message from Mao Zedong"
    assert [words(heading) for heading in cable_page.iter("h1")] == [title]
    assert cable_page.findtext(".//title") == title
    assert words(one(cable_page, "//p[@class='subtitle']")) == "A TEI edition of the English translation"


@pytest.mark.parametrize(
    "label, answer",
    [
        ("Date", "23 October 1949"),
        ("From", "Kovalev"),
        ("To", "Stalin"),
        ("Copies to", "Molotov; Malenkov"),
        ("Reference", "RGASPI, f. 558, op. 11, d. 333, ll. 0049-0051"),
        ("Leaves", "ll. 0049-0051"),
        ("Translation", "Gary Goldberg"),
        ("Contributed by", "Sergey Radchenko"),
    ],
)
def test_head_tells_the_facts(cable_page: HtmlElement, label: str, answer: str) -> None:
    assert fact(cable_page, label) == answer


def test_landmarks_are_there_once(cable_page: HtmlElement) -> None:
    body = cable_page.find("body")
    assert body is not None
    for landmark in ("main", "aside", "nav"):
        assert len(list(body.iter(landmark))) == 1, landmark
    assert [child.tag for child in body if child.tag in {"header", "footer"}] == ["header", "footer"]


def test_headings_go_down_one_step_at_a_time(cable_page: HtmlElement) -> None:
    levels = [int(element.tag[1]) for element in cable_page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_each_link_within_the_page_arrives(cable_page: HtmlElement) -> None:
    ids = Counter(cable_page.xpath("//@id"))
    assert [name for name, count in ids.items() if count > 1] == []
    links = [unquote(str(href)[1:]) for href in cable_page.xpath("//a/@href") if str(href).startswith("#")]
    assert len(links) > 150
    assert set(links) <= set(ids)
    described = set(" ".join(cable_page.xpath("//@aria-describedby | //@aria-labelledby")).split())
    assert described
    assert described <= set(ids)


def test_each_paragraph_keeps_its_identifier_and_links_to_itself(cable_page: HtmlElement, cable: Document) -> None:
    paragraphs = [
        str(element.get("{http://www.w3.org/XML/1998/namespace}id"))
        for element in cable.root.iter("{http://www.tei-c.org/ns/1.0}p")
        if element.get("{http://www.w3.org/XML/1998/namespace}id")
    ]
    assert "p-this-spring" in paragraphs
    for identifier in paragraphs:
        link = one(cable_page, f"//p[@id='{identifier}']/a[@class='self']")
        assert link.get("href") == f"#{identifier}"
        assert str(link.get("aria-label")).startswith("¶ Link to the paragraph “")


def test_notes_are_numbered_where_they_belong_and_lead_back(cable_page: HtmlElement) -> None:
    references = cable_page.xpath("//a[@role='doc-noteref']")
    assert [words(reference) for reference in references] == ["1", "2", "3"]
    holders = [reference.xpath("ancestor::*[self::p or self::div][1]/@class")[0] for reference in references]
    assert [holder.split()[0] for holder in holders] == ["fw", "closer", "ab"]
    notes = one(cable_page, "//section[@role='doc-endnotes']").xpath("ol/li")
    assert [words(note).partition(" ↩")[0][:34] for note in notes] == [
        "Translator’s note which is the GRU",
        "Editor’s note The quotation mark t",
        "Editor’s note The distribution lis",
    ]
    for number, note in enumerate(notes, start=1):
        back = one(note, ".//a[@role='doc-backlink']")
        assert back.get("href") == f"#{references[number - 1].get('id')}"
        assert references[number - 1].get("href") == f"#{note.get('id')}"


def test_marked_paragraph_has_its_line_its_report_and_its_hand(cable_page: HtmlElement) -> None:
    paragraph = one(cable_page, "//*[contains(@class, 'marked-left')][@id]")
    assert paragraph.get("id") == "p-this-spring"
    report = one(cable_page, f"//*[@id='{paragraph.get('aria-describedby')}']")
    assert words(report) == "Translator’s note the following paragraph was highlighted in the left margin:"
    assert report.getnext() is paragraph
    hand = one(paragraph, "a[@class='hand-link']")
    assert (hand.get("href"), hand.get("aria-label")) == ("#hand-margin", "highlighted in the left margin, hand B")


def test_handwriting_links_to_the_legend_of_hands(cable_page: HtmlElement) -> None:
    handwriting = one(cable_page, "//p[@id='note-address']")
    assert words(handwriting) == "Handwritten at the top A to Cde. Stalin"
    hand = one(handwriting, ".//a[@class='hand-link']")
    assert hand.get("href") == "#hand-address"
    assert "not identified" in words(one(cable_page, "//aside//div[@id='hand-address']/dd"))


def test_stamp_is_a_group_with_its_number(cable_page: HtmlElement) -> None:
    stamp = one(cable_page, "//*[contains(@class, 'stamp-incoming')]")
    assert (stamp.get("role"), stamp.get("aria-label")) == ("group", "Stamp: incoming")
    assert words(one(stamp, ".//*[@class='number']")) == "Nº 36261/shs"
    assert len(list(stamp.iter("br"))) == 1


def test_letterhead_is_set_as_one(cable_page: HtmlElement) -> None:
    letterhead = one(cable_page, "//*[@id='letterhead']")
    assert letterhead.get("class") == "fw fw-letterhead"
    assert words(letterhead) == "Second Main Directorate of the USSR Armed Forces General Staff1"


@pytest.mark.parametrize(
    "sign, shown, meaning",
    [
        ("supplied", "[or]", "Supplied by the translator, Gary Goldberg; left out in the source."),
        ("expansion", "[special sector]", "Expansion of “OS”, given by the translator, Gary Goldberg."),
        ("identification", "[Stalin]", "Cover name “FILIPPOV”, identified by the translator, Gary Goldberg."),
        (
            "original",
            "[vystuplenie]",
            "The original of “action” (Russian in Latin letters), given by the translator, Gary Goldberg.",
        ),
        ("sic", "”", "So in the source."),
        ("gap", "[illegible signature]", "Illegible signature."),
    ],
)
def test_editorial_sign_tells_what_it_means(cable_page: HtmlElement, sign: str, shown: str, meaning: str) -> None:
    element = cable_page.xpath(f"//main//*[@tabindex='0'][contains(@class, 'sign {sign}')]")[0]
    tip = one(element, ".//*[@role='tooltip']")
    assert words(tip) == meaning
    assert element.get("aria-describedby") == tip.get("id")
    assert words(element).removesuffix(words(tip)) == shown
    assert one(cable_page, f"//aside//dt/span[@class='sign {sign}']") is not None


def test_legend_has_only_the_signs_that_occur(cable_page: HtmlElement) -> None:
    shown = [str(name).split()[1] for name in cable_page.xpath("//aside//dt/span[starts-with(@class, 'sign')]/@class")]
    assert shown == ["supplied", "expansion", "identification", "original", "sic", "gap"]


def test_name_leads_to_its_entry_and_the_entry_back(cable_page: HtmlElement) -> None:
    entry = one(cable_page, "//li[@id='person:stalin']")
    assert words(one(entry, "*[@class='main-name']")) == "Stalin, Iosif Vissarionovich"
    assert words(one(entry, "*[@class='dates']")) == "(1878–1953)"
    assert "cover name FILIPPOV" in words(entry)
    assert one(entry, ".//span[@lang='ru']").text == "Сталин, Иосиф Виссарионович"
    assert [link.get("href") for link in entry.xpath(".//*[@class='authorities']/a")] == [
        "https://www.wikidata.org/entity/Q855",
        "https://d-nb.info/gnd/118642499",
    ]
    occurrences = entry.xpath(".//*[@class='occurrences']/a/@href")
    assert len(occurrences) == 5
    for place in occurrences:
        name = one(cable_page, f"//*[@id='{str(place)[1:]}']")
        assert name.xpath("a/@href") == ["#person:stalin"]
    assert "#name-filippov" in occurrences


def test_name_within_a_name_leads_to_its_own_entry(cable_page: HtmlElement) -> None:
    links = one(cable_page, "//*[@id='letterhead']").xpath(".//span/a")
    assert [(words(link), link.get("href")) for link in links] == [
        ("Second Main Directorate of the", "#org:gru"),
        ("USSR", "#place:ussr"),
        ("Armed Forces General Staff", "#org:general-staff"),
    ]


def test_message_within_is_set_apart_with_its_own_facts(cable_page: HtmlElement) -> None:
    message = one(cable_page, "//section[@id='message-mao']")
    assert message.get("aria-label") == "Message within the cable"
    facts = {words(row.find("dt")): words(row.find("dd")) for row in message.xpath("div[@class='envelope']/dl/div")}
    assert facts == {"From": "Mao Zedong", "Date": "21 October 1949", "Forwarded by": "Kovalev", "To": "Stalin"}


def test_route_has_each_step_with_its_time(cable_page: HtmlElement) -> None:
    steps = [words(step) for step in one(cable_page, "//section[@id='edition:route']").xpath("ol/li")]
    assert steps == [
        "Sent Kovalev 23 October 1949",
        "Taken in Second Main Directorate of the USSR Armed Forces General Staff 23 October 1949, 23:00",
        "Deciphered Finenko 24 October 1949, 08:40",
        "Printed Doronchenkova 24 October 1949, 09:20",
        "Registered Special sector of the Central Committee of the VKP(b) 24 October 1949",
        "Addressee Stalin",
        "Copies Molotov, Malenkov",
    ]


def test_citation_licence_and_rights_are_told(cable_page: HtmlElement) -> None:
    assert words(one(cable_page, "//p[@class='citation']")) == (
        "Kovalev, Ivan Vladimirovich; Mao Zedong. Cable Telegram no. 59363 from Kovalev to Stalin, containing a "
        "message from Mao Zedong. A TEI edition of the English translation. First TEI edition, version 1.0. The tei "
        "project, 23 November 2026. urn:uuid:46f40a56-1f13-49ee-bc99-86ed4d690476."
    )
    rights = one(cable_page, "//section[@id='edition:rights']")
    assert rights.xpath(".//a/@href") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert "The History and Public Policy Program welcomes reuse" in words(rights)


def test_language_is_told_where_it_changes(cable_page: HtmlElement) -> None:
    assert cable_page.get("lang") == "en"
    assert words(one(cable_page, "//main//*[@lang='ru-Latn']")).startswith("[vystuplenie]")


def test_download_is_the_document_itself(cable_page: HtmlElement, cable: Document) -> None:
    link = one(cable_page, "//a[@download]")
    assert link.get("download") == "cable-59363.xml"
    kind, _, data = str(link.get("href")).partition(",")
    assert kind == "data:application/tei+xml;base64"
    assert base64.b64decode(data).decode("utf-8") == cable.source


def test_download_declares_the_encoding_it_has() -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-1"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><text>é</text></TEI>'
    page = render.html(parse(text.encode("latin-1"), "old.xml"))
    found = re.search(r"base64,([^\"]+)", page)
    assert found
    data = base64.b64decode(found[1])
    assert data.decode("utf-8") == text.replace("ISO-8859-1", "UTF-8")
    assert parse(data).source.endswith("é</text></TEI>")


def test_dublin_core_and_json_ld_agree_with_the_header(cable_page: HtmlElement) -> None:
    core = {(meta.get("name"), meta.get("content")) for meta in cable_page.iter("meta")}
    assert ("DC.date", "1949-10-23") in core
    assert ("DC.creator", "Mao Zedong") in core
    assert ("DC.language", "en") in core
    assert cable_page.xpath("//link[@rel='schema.DC']/@href") == ["http://purl.org/dc/elements/1.1/"]
    data = json.loads(one(cable_page, "//script").text or "")
    assert data["@type"] == "Message"
    assert data["dateSent"] == "1949-10-23"
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["toRecipient"]["sameAs"] == ["https://www.wikidata.org/entity/Q855", "https://d-nb.info/gnd/118642499"]
    assert {"@type": "Place", "name": "Tianjin"}.items() <= next(
        item.items() for item in data["mentions"] if item["name"] == "Tianjin"
    )


def test_page_loads_nothing_and_runs_nothing(cable_html: str, cable_page: HtmlElement) -> None:
    loading = "//*[@src or @srcset or @action or @background or @style] | //link[@rel='stylesheet'] | //img | //iframe"
    assert cable_page.xpath(loading) == []
    assert cable_page.xpath("//script/@type") == ["application/ld+json"]
    style = re.search(r"<style>(.*?)</style>", cable_html, re.DOTALL)
    assert style
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_policy_allows_the_style_by_its_hash_and_nothing_else(cable_html: str, cable_page: HtmlElement) -> None:
    policy = one(cable_page, "//meta[@http-equiv='Content-Security-Policy']").get("content")
    style = re.search(r"<style>(.*?)</style>", cable_html, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode("utf-8")).digest()).decode("ascii")
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_same_document_gives_the_same_page(cable: Document, authority: Document, cable_html: str) -> None:
    assert render.html(cable, authority=authority) == cable_html


def test_without_an_authority_the_names_themselves_make_the_index(cable: Document, page: MakePage) -> None:
    entry = one(page(cable), "//li[@id='person:stalin']")
    assert words(one(entry, "*[@class='main-name']")) == "Cde. Stalin"
    assert len(entry.xpath(".//*[@class='occurrences']/a")) == 5


def test_diplomatic_page_has_the_lines_of_the_transcription(
    cable: Document,
    authority: Document,
    page: MakePage,
) -> None:
    found = page(cable, view="diplomatic", authority=authority)
    lines = [words(line) for line in found.xpath("//div[@class='lines']/p")]
    assert lines == render.text(cable, view="diplomatic").splitlines()
    assert words(one(found, "//*[@id='note-address']")) == "[handwritten at the top: to Cde. Stalin]"
    assert found.xpath("//a[@role='doc-noteref']") == []
    ids = set(found.xpath("//@id"))
    assert {href[1:] for href in found.xpath("//a/@href") if href.startswith("#")} <= ids


def test_header_that_says_everything_twice_gives_a_page(make_document: Callable[..., Document]) -> None:
    statement = "<titleStmt><title>{}</title><title type='sub'>{}</title></titleStmt>"
    source = "<sourceDesc><bibl>{}</bibl><msDesc><msIdentifier><idno>{}</idno></msIdentifier></msDesc></sourceDesc>"
    twice = statement.format("First", "sub") + statement.format("Second", "other")
    publication = "<publicationStmt><publisher>A</publisher><publisher>B</publisher></publicationStmt>"
    sources = source.format("a", 1) + source.format("b", 2)
    correspondence = "<profileDesc><correspDesc/><correspDesc default='true'/></profileDesc>"
    header = f"<teiHeader><fileDesc>{twice}{publication * 2}{sources}</fileDesc>{correspondence * 2}</teiHeader>"
    document = make_document("<p>Word.</p>", header=header)
    assert "<h1>First</h1>" in render.html(document)
    assert render.text(document).startswith("First\n=====\nsub\n")


def test_main_title_is_taken_wherever_it_stands(make_document: Callable[..., Document]) -> None:
    titles = "<title type='sub'>Sub</title><title>Plain</title><title type='main'>Main</title>"
    header = f"<teiHeader><fileDesc><titleStmt>{titles}</titleStmt></fileDesc></teiHeader>"
    assert "<h1>Main</h1>" in render.html(make_document("<p>Word.</p>", header=header))


def test_several_marks_at_one_paragraph_are_one_line_beside_it(make_document: Callable[..., Document]) -> None:
    marks = "".join(
        f"<note type='mark' place='{place}' hand='#red' target='#p'/>" for place in ("left", "right", "left bottom")
    )
    page = render.html(make_document(f"<p xml:id='p'>Word.</p>{marks}"))
    assert '<p class="p marked marked-right" id="p">' in page
