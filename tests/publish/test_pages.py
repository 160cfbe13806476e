"""The pages of a site, as a reader without a browser of today has them."""

from itertools import pairwise
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml.html import HtmlElement, document_fromstring

from tei.publish import pages
from tei.publish.framing import Page, prose
from tei.publish.model import Declaration, Item, Party
from tei.publish.pages import contents
from tei.publish.planning import planned
from tei.settings import Settings

ORIGIN = "https://example.org/oseros/"


@pytest.fixture(scope="module")
def parsed(published: Any) -> dict[str, HtmlElement]:
    """All pages, by their paths."""
    return {
        name: document_fromstring(content.decode("utf-8"))
        for name, content in published.files().items()
        if name.endswith(".html")
    }


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_link_leads_somewhere(published: Any, parsed: dict[str, HtmlElement]) -> None:
    files = set(published.files())
    ids = {name: set(page.xpath("//@id")) for name, page in parsed.items()}
    followed = 0
    for name, page in parsed.items():
        for address in page.xpath("//@href[not(starts-with(., 'data:'))]"):
            target = urlsplit(urljoin(ORIGIN + name, address))
            if target.netloc != "example.org":
                continue
            path = unquote(target.path).removeprefix("/oseros/")
            file = f"{path}index.html" if path.endswith("/") or not path else path
            assert file in files, f"{name}: {address}"
            assert not target.fragment or unquote(target.fragment) in ids[file], f"{name}: {address}"
            followed += 1
    assert followed > 1000


def test_page_asks_no_other_host(parsed: dict[str, HtmlElement]) -> None:
    for name, page in parsed.items():
        scripts = page.xpath("//script[not(@type='application/ld+json')]/@src")
        assert scripts[0].endswith("assets/scheme.js")
        assert scripts[1:] == (["../assets/search.js"] if name == "search/index.html" else []), name
        assert not any(urlsplit(script).netloc for script in scripts)
        assert page.xpath("//script[not(@type='application/ld+json')][normalize-space() or not(@src)]") == []
        assert page.xpath("//*[not(self::script)]/@src | //style | //@style | //@onclick") == []
        for sheet in page.xpath("//link[@rel='stylesheet']/@href"):
            assert not urlsplit(sheet).netloc
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'; style-src 'self'; ")


def test_page_has_landmarks_and_headings_in_order(parsed: dict[str, HtmlElement]) -> None:
    for name, page in parsed.items():
        for landmark in ("//body/header", "//body/main", "//body/footer", "//nav[@class='site-navigation']"):
            assert len(page.xpath(landmark)) == 1, (name, landmark)
        (skip,) = page.xpath("//body/*[1][@class='skip']/@href")
        assert page.xpath(f"//main[@id='{skip[1:]}'] | //main//*[@id='{skip[1:]}']"), name
        levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), (name, levels)


def test_navigation_says_where_one_is(parsed: dict[str, HtmlElement]) -> None:
    current = {
        "index.html": [("Home", "page")],
        "contents/index.html": [("Contents", "page")],
        "contents/sender/index.html": [("Contents", "true")],
        "about/index.html": [("About", "page")],
        "documents/letter-3/index.html": [],
    }
    for name, expected in current.items():
        links = parsed[name].xpath("//nav[@class='site-navigation']//a[@aria-current]")
        assert [(words(link), link.get("aria-current")) for link in links] == expected, name


def test_first_page_tells_what_there_is(parsed: dict[str, HtmlElement]) -> None:
    home = parsed["index.html"]
    assert words(home.xpath("//h1")[0]) == "Letters of the Oseros"
    figures = "20 documents · 11 January 1900 – 11 April 1904 · 3 persons · 1 place"
    assert words(home.xpath("//p[@class='figures']")[0]) == figures
    assert [words(heading) for heading in home.xpath("//h2")] == [
        "Who they were",
        "The first documents",
        "Newest in the edition",
        "The whole edition",
    ]
    first, newest, _ = home.xpath("//section")
    assert [words(link) for link in first.xpath(".//a")] == [
        "Letter 0",
        "Letter 1",
        "Letter 2",
        "Letter 3",
        "Of <script>alert(1)</script> & “others”",
        "Letter 6",
    ]
    # That which was published last; the others, of one day, stand in their order.
    assert newest.xpath(".//a/@href")[:2] == ["./documents/letter-4/", "./documents/letter-0/"]


def test_words_of_the_project_bring_no_markup(parsed: dict[str, HtmlElement]) -> None:
    (said,) = parsed["index.html"].xpath("//div[@class='prose']")
    assert words(said) == "Who they were A family of printers, <b>no markup</b>. [Not this](javascript:alert(1))"
    assert said.xpath(".//@href") == ["about/"]
    assert said.xpath(".//b") == []


def test_entry_tells_when_between_whom_and_where(parsed: dict[str, HtmlElement]) -> None:
    entries = parsed["contents/index.html"].xpath("//ol[@class='entries']/li")
    assert words(entries[0]) == "11 January 1900 Letter 0 bo to Jo A 0"
    assert words(entries[-1]) == "Undated Letter 5 ada to Jo A 5"


@pytest.mark.parametrize(
    "name, groups",
    [
        ("contents/", ["1900 4", "1901 3", "1902 4", "1903 4", "1904 4", "Undated 1"]),
        ("contents/sender/", ["Osero, Ada 13", "Osero, Bo 7"]),
        ("contents/archive/", ["County archive 10", "Town archive 10"]),
        ("contents/type/", ["Letter 20"]),
    ],
)
def test_contents_in_every_order(parsed: dict[str, HtmlElement], name: str, groups: list[str]) -> None:
    page = parsed[f"{name}index.html"]
    assert [words(one) for one in page.xpath("//nav[@class='groups']//li")] == groups
    assert [words(one) for one in page.xpath("//nav[@class='orders']//li")] == [
        "By date",
        "By sender",
        "By archive",
        "By type",
    ]
    assert [
        f"{words(section.xpath('h2')[0])} {len(section.xpath('ol/li'))}"
        for section in page.xpath("//section[@class='group']")
    ] == groups


def test_about_states_principles_and_rights(parsed: dict[str, HtmlElement]) -> None:
    about = parsed["about/index.html"]
    assert [words(heading) for heading in about.xpath("//h2")] == [
        "The project",
        "How the texts are edited",
        "Licence and rights",
        "The edition in figures",
    ]
    said = words(about.xpath("//main")[0])
    assert "We are few. The project The letters of one family." in said
    assert "Correction Nothing is corrected." in said
    assert about.xpath("//a[@rel='license']/@href") == ["https://creativecommons.org/licenses/by/4.0/"]
    figures = {words(one.xpath("dt")[0]): words(one.xpath("dd")[0]) for one in about.xpath("//dl/div")}
    assert figures["Period"] == "11 January 1900 – 11 April 1904"
    assert (figures["Documents"], figures["Languages"], figures["Persons named"]) == ("20", "English", "3")


def test_views_are_two_addresses(parsed: dict[str, HtmlElement]) -> None:
    reading, diplomatic = parsed["documents/letter-3/index.html"], parsed["documents/letter-3/diplomatic/index.html"]
    switch = "//ul[@class='views']//a"
    assert [link.get("href") for link in reading.xpath(switch)] == [
        "../../documents/letter-3/",
        "../../documents/letter-3/diplomatic/",
    ]
    assert [link.get("aria-current") for link in reading.xpath(switch)] == ["page", None]
    assert [link.get("aria-current") for link in diplomatic.xpath(switch)] == [None, "page"]
    # Who goes on reads the next document in the same view.
    assert reading.xpath("//a[@rel='next']/@href") == ["../../documents/letter-4/"]
    assert diplomatic.xpath("//a[@rel='next']/@href") == ["../../../documents/letter-4/diplomatic/"]
    assert diplomatic.xpath("//link[@rel='canonical']/@href") == [f"{ORIGIN}documents/letter-3/diplomatic/"]


def test_first_and_last_document_have_one_neighbour(parsed: dict[str, HtmlElement]) -> None:
    assert parsed["documents/letter-0/index.html"].xpath("//a[@rel='prev']") == []
    assert parsed["documents/undated/index.html"].xpath("//a[@rel='next']") == []
    assert parsed["documents/undated/index.html"].xpath("//a[@rel='prev']/@href") == ["../../documents/letter-19/"]


def test_paragraph_has_a_link_that_lasts(parsed: dict[str, HtmlElement]) -> None:
    page = parsed["documents/letter-3/index.html"]
    links = page.xpath("//a[@class='self']")
    assert [link.get("href") for link in links] == ["#p1", "#p2"]
    assert [link.getparent().get("id") for link in links] == ["p1", "p2"]
    assert links[0].get("aria-label") == "¶ Link to the paragraph “Dear Jo, we saw Ada…”"


def test_document_offers_downloads(parsed: dict[str, HtmlElement]) -> None:
    links = parsed["documents/letter-3/diplomatic/index.html"].xpath("//section[@id='site:downloads']//a")
    assert [(link.get("download"), link.get("type"), words(link)) for link in links] == [
        ("003.xml", "application/tei+xml", "TEI document"),
        ("letter-3.txt", "text/plain", "Plain text"),
        ("letter-3.diplomatic.txt", "text/plain", "Plain text, line by line as transcribed"),
        ("letter-3.bib", "application/x-bibtex", "BibTeX"),
        ("letter-3.ris", "application/x-research-info-systems", "RIS, for reference managers"),
        ("letter-3.csl.json", "application/vnd.citationstyles.csl+json", "CSL-JSON"),
    ]


def test_text_downloads_are_the_two_views(published: Any) -> None:
    files = published.files()
    assert "Dear Jo, we saw Ada in Bonn, on page 3." in files["documents/letter-3/letter-3.txt"].decode()
    assert files["documents/letter-3/letter-3.diplomatic.txt"].decode().startswith("Dear Jo, we saw Ada in Bonn")


def test_markup_in_a_title_stays_text(published: Any) -> None:
    for name, content in published.files().items():
        if name.endswith(".html"):
            assert b"<script>alert" not in content, name


def test_page_that_is_missing_links_from_the_root(parsed: dict[str, HtmlElement]) -> None:
    # A server shows it at any address.
    page = parsed["404.html"]
    addresses = page.xpath("//@href[not(starts-with(., '#')) and not(starts-with(., 'data:'))]")
    # Where Pagefind is installed there is a search besides.
    assert set(addresses) - {"/oseros/search/"} == {
        "/oseros/",
        "/oseros/about/",
        "/oseros/assets/edition.css",
        "/oseros/contents/",
        "/oseros/correspondence/",
        "/oseros/indexes/",
        "/oseros/timeline/",
    }
    assert page.xpath("//link[@rel='canonical']") == []


def test_robots_may_read_all(published: Any) -> None:
    assert published.files()["robots.txt"] == (
        b"User-agent: *\nAllow: /\nSitemap: https://example.org/oseros/sitemap.xml\n"
    )


def item(number: int, **said: Any) -> Item:
    return Item(f"{number}.xml", f"d{number}", f"Document {number}", "0", when=f"{1900 + number % 7}", **said)


def made(items: list[Item]) -> dict[str, HtmlElement]:
    site = planned(items, Settings())
    found = [one if isinstance(one, Page) else one.make() for one in pages.pages(site, pages.frame_of(site))]
    return {page.path: document_fromstring(str(page.content)) for page in found if page and page.path.endswith(".html")}


def test_large_edition_has_a_page_for_each_group() -> None:
    found = made([item(number) for number in range(contents.MOST_ON_A_PAGE + 1)])
    overview = found["contents/index.html"]
    assert overview.xpath("//ol") == []
    assert overview.xpath("//nav[@class='groups']//a/@href")[0] == "../contents/1900/"
    assert len(found["contents/1900/index.html"].xpath("//ol/li")) == 43
    assert words(found["contents/1900/index.html"].xpath("//h1")[0]) == "1900"


def test_order_in_which_nothing_differs_is_not_offered() -> None:
    found = made([item(1), item(2)])
    assert "contents/sender/index.html" not in found
    assert found["contents/index.html"].xpath("//nav[@class='orders']") == []


def test_groups_with_like_names_have_addresses_of_their_own() -> None:
    site = planned([item(1, archive="A/B"), item(2, archive="A B"), item(3)], Settings())
    order = next(one for one in contents.ORDERS if one.key == "archive")
    assert [(group.name, group.anchor) for group in contents.groups(site, order)] == [
        ("A B", "a-b"),
        ("A/B", "a-b-2"),
        ("", "no-archive-named"),
    ]


def test_document_of_two_senders_stands_under_both() -> None:
    site = planned([item(1, senders=(Party("Bo"), Party("Ada")))], Settings())
    order = next(one for one in contents.ORDERS if one.key == "sender")
    assert [group.name for group in contents.groups(site, order)] == ["Ada", "Bo"]


def test_statement_that_not_all_make_says_how_many_do() -> None:
    one = Declaration("correction", "None.\nSecond paragraph.", "de")
    found = made([item(1, declarations=(one, one)), item(2, declarations=(one,)), item(3)])
    (statement,) = found["about/index.html"].xpath("//div[@class='statement']")
    assert statement.get("lang") == "de"
    assert [words(paragraph) for paragraph in statement.xpath("p")] == [
        "None.",
        "Second paragraph.",
        "Stated by 2 documents of 3.",
    ]
    assert statement.xpath("p/@lang") == ["en"]


def test_licence_whose_address_is_none_is_no_link() -> None:
    found = made([item(1, declarations=(Declaration("licence", "Mine.", address="javascript:alert(1)"),))])
    assert found["about/index.html"].xpath("//a[@rel='license']") == []


def test_markdown_begins_below_the_heading_of_the_page() -> None:
    assert str(prose("# One\n\n###### Six")) == "<h2>One</h2>\n<h6>Six</h6>\n"
