"""The search in a real browser, over a server on this machine; skipped where these are not installed."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address(letters: Any, serve: Callable[..., str]) -> str:
    """Where the site is served."""
    return serve(letters.site, "/tongues/")


class Reader:
    """Somebody who searches, with what the browser says and asks for meanwhile."""

    def __init__(self, page: Any, address: str, expect: Any) -> None:
        self.page = page
        self.address = address
        self.expect = expect
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda fault: self.said.append(str(fault)))
        page.on("request", lambda request: self.asked.append(request.url))

    def open(self, query: str = "") -> None:
        """Open the search at an address."""
        self.page.goto(f"{self.address}search/{query}")
        self.settle()

    def settle(self, **asked: str) -> None:
        """Wait until an answer is there, to what is *asked* if that is said.

        The page has the new address and begins to look for the answer at one and the same time.
        """
        if asked:
            wanted = {name: [value] for name, value in asked.items()}
            self.page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == wanted)
        self.page.locator("[id='search:results'][aria-busy=false]").wait_for(state="attached")

    def look_for(self, words: str) -> None:
        self.page.get_by_role("searchbox").fill(words)
        self.page.keyboard.press("Enter")
        self.settle(q=words)

    @property
    def status(self) -> str:
        return str(self.page.get_by_role("status").inner_text())

    @property
    def titles(self) -> list[str]:
        return list(self.page.locator(".entry-title").all_inner_texts())

    @property
    def marked(self) -> set[str]:
        return set(self.page.locator("mark").all_inner_texts())


@pytest.fixture(scope="module")
def context(browser: Any) -> Iterator[Any]:
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    made.set_default_timeout(60_000)
    yield made
    made.close()


@pytest.fixture
def reader(context: Any, address: str, expect: Any) -> Iterator[Reader]:
    made = Reader(context.new_page(), address, expect)
    yield made
    assert made.said == []
    assert [url for url in made.asked if not url.startswith((address, "data:"))] == []
    made.page.close()


def test_word_is_found_in_its_paragraph_with_title_date_and_archive(reader: Reader) -> None:
    reader.open("?q=run")
    assert reader.status == "Documents found: 2"
    assert set(reader.titles) == {"A letter on Łódź", "Another letter"}
    assert reader.marked == {"running", "runs"}
    first = reader.page.locator("[id='search:results'] > li").filter(has_text="A letter on Łódź")
    assert first.locator(".passages").inner_text() == "Comrade Mólotov was running to Peking."
    assert first.locator(".entry-date").inner_text() == "23 October 1949"
    assert first.locator(".entry-source").inner_text() == "A english"
    first.locator(".passages a").click()
    reader.expect(reader.page).to_have_url(f"{reader.address}documents/english/#p1")
    reader.expect(reader.page.locator(":target")).to_have_text(re.compile(r"^\s*¶Comrade"))


def test_word_of_a_note_is_found_there(reader: Reader) -> None:
    reader.open("?q=remark")
    assert reader.titles == ["A letter on Łódź"]
    link = reader.page.locator(".passages a")
    assert link.inner_text() == "A remark on the harbour."
    link.click()
    reader.expect(reader.page.locator(":target")).to_have_id("note:1")


def test_word_of_a_title_is_found(reader: Reader) -> None:
    reader.open("?q=lettre")
    assert reader.titles == ["Une lettre"]
    assert reader.page.locator(".passages").count() == 0


@pytest.mark.parametrize(
    "query,titles,marked",
    [
        ("Molotov", {"A letter on Łódź", "Another letter"}, {"Mólotov"}),
        ("MÓLOTOV", {"A letter on Łódź", "Another letter"}, {"Mólotov"}),
        ("Mo\u0301lotov", {"A letter on Łódź", "Another letter"}, {"Mólotov"}),
        ("Lodz", {"A letter on Łódź", "Ein Brief", "List"}, {"Łódź", "Łodzi"}),
        ("Łódź", {"A letter on Łódź", "Ein Brief", "List"}, {"Łódź", "Łodzi"}),
        ("Lodzi", {"List"}, {"Łodzi"}),
        ("Muller", {"Ein Brief"}, {"Müllers"}),
        ("olgemalde", {"Ein Brief"}, {"Ölgemälde"}),
        ("Strasse", {"Ein Brief"}, {"Straßen"}),
        ("Straße", {"Ein Brief"}, {"Straßen"}),
        ("елка", {"Письмо"}, {"ёлках"}),
        ("ёлки", {"Письмо"}, {"ёлках"}),
        ("рабочий", {"Письмо"}, {"рабочих"}),
        ("ete", {"Une lettre"}, {"été"}),
        ("oeuvre", {"Une lettre"}, {"œuvre"}),
        ("l’œuvre", {"Une lettre"}, {"œuvre"}),
        ("ksiazka", {"List"}, {"książkach"}),
        ("北京", {"毛泽东的信"}, {"北京"}),
        ("斯大林 工人", {"毛泽东的信"}, {"斯大林", "工人"}),
    ],
)
def test_words_are_found_whatever_their_marks_and_forms_in_all_languages_at_once(
    reader: Reader, query: str, titles: set[str], marked: set[str]
) -> None:
    reader.open()
    reader.look_for(query)
    assert set(reader.titles) == titles
    assert reader.marked == marked


def test_spelling_is_shown_as_the_document_has_it(reader: Reader) -> None:
    reader.open("?q=art")
    assert reader.page.locator(".passages").inner_text() == "On parle de l’œuvre d’art."
    reader.look_for("cities")
    # What looks like markup is text.
    assert reader.page.locator(".passages").inner_text().startswith("The leaders <of> the cities waited")


def test_spelling_with_signs_that_markup_has_is_shown_once(reader: Reader) -> None:
    reader.open("?q=dom")
    assert reader.page.locator(".passages").inner_text() == "Dom <Ł&l>, =Łąka."


@pytest.mark.parametrize("query", ["$'", "$&", "$`"])
def test_title_has_the_words_of_the_query_as_they_are(reader: Reader, query: str) -> None:
    reader.open()
    reader.look_for(query)
    assert reader.page.title() == f"Search: {query} · Letters of many tongues"


@pytest.mark.parametrize("query", ["running nowhere", "orchid", "Mólotov Häuser", "zzz", "?", '"train rain"'])
def test_nothing_is_found_where_a_word_is_missing(reader: Reader, query: str) -> None:
    reader.open()
    reader.look_for(query)
    assert reader.status.startswith("Nothing found for")
    assert reader.titles == []


def test_words_in_quotation_marks_stand_side_by_side(reader: Reader) -> None:
    reader.open()
    reader.look_for('"in the rain"')
    assert reader.titles == ["A letter on Łódź"]
    assert reader.marked == {"in", "the", "rain"}


def test_filter_narrows_and_the_address_has_all(reader: Reader) -> None:
    reader.open("?q=molotov")
    counts = dict(
        row.split("\n") for row in reader.page.locator("fieldset:has([name=place]) li:visible").all_inner_texts()
    )
    assert counts == {"Bonn": "1", "Peking": "1"}
    reader.page.get_by_label("Bonn").check()
    reader.settle(q="molotov", place="place:bonn")
    assert reader.status == "Documents found: 1"
    assert reader.titles == ["Another letter"]
    assert reader.page.title() == "Search: molotov · Letters of many tongues"
    kept = reader.page.url
    reader.page.go_back()
    # The address is the earlier one before the page hears of it.
    reader.expect(reader.page.get_by_role("status")).to_have_text("Documents found: 2")
    reader.settle(q="molotov")
    assert not reader.page.get_by_label("Bonn").is_checked()
    reader.page.goto(kept)
    reader.settle()
    assert reader.titles == ["Another letter"]
    assert reader.page.get_by_label("Bonn").is_checked()
    assert reader.page.get_by_role("searchbox").input_value() == "molotov"


def test_years_add_up_and_persons_narrow(reader: Reader) -> None:
    reader.open("?year=1949&year=1950")
    assert reader.status == "Documents found: 4"
    # What another year would add is told beside it.
    assert reader.page.locator("li:has([value='1951']) .count").inner_text() == "1"
    assert reader.page.locator("legend:has-text('Year')").inner_text() == "Year any that is chosen"
    reader.open("?person=person:ada&person=person:molotov")
    assert set(reader.titles) == {"A letter on Łódź", "Another letter"}
    reader.page.get_by_role("button", name="Remove all filters").click()
    reader.expect(reader.page).to_have_url(f"{reader.address}search/")
    reader.settle()
    assert reader.status == "Type some words, or choose from the filters."


def test_value_that_the_edition_does_not_have_is_not_looked_for(reader: Reader) -> None:
    reader.open("?q=run&person=person:nobody")
    assert reader.status == "Documents found: 2"


def test_search_box_of_every_page_leads_there(reader: Reader) -> None:
    for start in ("", "documents/english/", "contents/sender/"):
        reader.page.goto(reader.address + start)
        reader.page.get_by_role("searchbox", name="Search this edition").fill("harbour")
        reader.page.keyboard.press("Enter")
        reader.page.wait_for_url("**/search/?q=harbour")
        reader.settle()
        assert reader.status == "Documents found: 2"


def test_keyboard_alone_searches_narrows_and_follows(reader: Reader) -> None:
    reader.open()
    skip, words = reader.page.get_by_role("link", name="Skip"), reader.page.get_by_role("searchbox")
    skip.focus()
    reader.page.keyboard.press("Enter")
    # The browser goes on from there when it draws the page the next time.
    reader.expect(skip).not_to_be_focused()
    reader.page.keyboard.press("Tab")
    reader.expect(words).to_be_focused()
    reader.page.keyboard.type("harbour")
    reader.page.keyboard.press("Enter")
    reader.settle(q="harbour")
    reader.expect(words).to_be_focused()
    seen = []
    for _ in range(12):
        reader.page.keyboard.press("Tab")
        seen.append(reader.page.evaluate("document.activeElement.getAttribute('name') ?? document.activeElement.href"))
        assert reader.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        if seen[-1] == "place":
            break
    assert f"{reader.address}documents/english/#note%3A1" in seen
    reader.page.keyboard.press("Space")
    reader.page.wait_for_url("**place**")
    reader.settle()
    assert reader.page.evaluate("document.activeElement.getAttribute('name')") == "place"


def test_of_many_results_the_next_come_on_demand(reader: Reader) -> None:
    reader.page.route("**/assets/search.js", _two_at_once)
    reader.open("?archive=Town+archive")
    assert len(reader.titles) == 2
    reader.page.get_by_role("button", name="Show more of 5 documents").click()
    reader.expect(reader.page.locator(".entry-title")).to_have_count(4)
    reader.expect(reader.page.locator(".entry-title").nth(2)).to_be_focused()
    reader.page.get_by_role("button", name="Show more").click()
    reader.expect(reader.page.locator(".entry-title")).to_have_count(5)
    reader.expect(reader.page.get_by_role("button", name="Show more")).to_be_hidden()


def _two_at_once(route: Any) -> None:
    route.fulfill(body=route.fetch().text().replace("ON_A_PAGE = 20", "ON_A_PAGE = 2"), content_type="text/javascript")


def test_of_many_values_the_most_frequent_are_shown_first(reader: Reader) -> None:
    reader.page.route("**/assets/search.js", _two_values)
    reader.open()
    rows = reader.page.locator("fieldset:has([name=year]) li:visible")
    assert rows.all_inner_texts()[0].split() == ["1949", "3"]
    assert rows.count() == 2
    button = reader.page.locator("fieldset:has([name=year])").get_by_role("button")
    assert (button.inner_text(), button.get_attribute("aria-expanded")) == ("Show all 5", "false")
    button.click()
    reader.expect(rows).to_have_count(5)
    reader.expect(button).to_have_text("Show fewer")
    reader.expect(button).to_have_attribute("aria-expanded", "true")


def _two_values(route: Any) -> None:
    route.fulfill(body=route.fetch().text().replace("VALUES = 8", "VALUES = 2"), content_type="text/javascript")


def test_index_that_cannot_be_loaded_is_told(context: Any, address: str) -> None:
    page = context.new_page()
    page.route("**/pagefind-entry.json*", lambda route: route.abort())
    page.goto(f"{address}search/?q=run")
    page.get_by_text("The index could not be loaded.").wait_for()
    page.unroute_all()
    page.keyboard.press("Tab")
    page.get_by_role("searchbox").fill("harbour")
    page.keyboard.press("Enter")
    page.locator(".entry-title").nth(1).wait_for()
    page.close()


def test_page_says_what_it_needs_without_javascript(browser: Any, expect: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("searchbox").fill("harbour")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=harbour")
    expect(page.get_by_text("Searching needs JavaScript and a web server")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Indexes").click()
    page.wait_for_url("**/indexes/")
    context.close()


def test_page_says_so_where_it_is_opened_from_a_disk(context: Any, expect: Any, letters: Any) -> None:
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((letters.site / "search" / "index.html").as_uri())
    expect(page.get_by_text("nor in pages that are opened from a disk")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_disabled()
    assert said == []
    page.close()


@pytest.fixture
def reader_of_parts(context: Any, in_parts: Any, serve: Callable[..., str], expect: Any) -> Iterator[Reader]:
    """Somebody who searches an edition whose index has several parts."""
    made = Reader(context.new_page(), serve(in_parts.site, "/parts/"), expect)
    yield made
    assert made.said == []
    made.page.close()


def test_words_are_found_in_all_parts_of_an_index(reader_of_parts: Reader) -> None:
    reader = reader_of_parts
    reader.open("?q=molotov")
    assert set(reader.titles) == {"A letter on Łódź", "Another letter"}
    assert reader.marked == {"Mólotov"}
    for query, titles in {
        "lodz": {"A letter on Łódź", "Ein Brief", "List"},
        "running": {"A letter on Łódź", "Another letter"},
        # In a part that does not have one of the words nothing is found, whatever others have.
        "nobody": {"Another letter", "On the beacon", "On the lantern"},
        "nobody carried": {"On the beacon", "On the lantern"},
        "nobody stones": {"On the lantern"},
        "l’œuvre": {"Une lettre"},
        "斯大林 工人": {"毛泽东的信"},
        '"in the rain"': {"A letter on Łódź"},
        "orchid": set(),
    }.items():
        reader.look_for(query)
        assert set(reader.titles) == titles, query
    reader.page.locator(".passages a").first.wait_for(state="detached")
    reader.look_for("stones")
    reader.page.locator(".passages a").click()
    reader.expect(reader.page).to_have_url(f"{reader.address}documents/lamp/#p2")


def test_what_all_parts_have_found_is_in_one_order(reader_of_parts: Reader) -> None:
    reader = reader_of_parts
    # Whichever part is asked first, one of these would be wrong.
    for query, titles in {
        "beacon": ["On the beacon", "On the lantern"],
        "lantern": ["On the lantern", "On the beacon"],
    }.items():
        reader.open(f"?q={query}")
        assert reader.titles == titles


def test_counts_of_all_parts_add_up(reader_of_parts: Reader) -> None:
    reader = reader_of_parts
    count = "li:has([value='{}']) .count"
    reader.open()
    assert reader.page.locator(count.format("Town archive")).inner_text() == "6"
    assert reader.page.locator(count.format("County archive")).inner_text() == "3"
    assert reader.page.locator(count.format("1949")).inner_text() == "4"
    reader.look_for("nobody")
    assert reader.page.locator(count.format("Town archive")).inner_text() == "1"
    assert reader.page.locator(count.format("County archive")).inner_text() == "2"
    reader.open("?archive=County+archive&year=1950")
    assert set(reader.titles) == {"Another letter", "On the lantern"}
    # What the other archive, and other years, would give is told beside it.
    assert reader.page.locator(count.format("Town archive")).inner_text() == "0"
    assert reader.page.locator(count.format("1949")).inner_text() == "1"
    # A filter that some parts have not, and a value that only one has.
    reader.open("?place=place:peking&person=person:molotov")
    assert reader.titles == ["A letter on Łódź"]


class Counted(SimpleHTTPRequestHandler):
    """A server that lets browsers keep what they have, and notes what they ask for."""

    asked: ClassVar[list[str]] = []

    def end_headers(self) -> None:
        self.asked.append(self.path.rpartition("/")[2])
        self.send_header("Cache-Control", "max-age=60")
        super().end_headers()

    def log_message(self, *_said: object) -> None:
        pass


def test_program_of_a_language_is_loaded_once_for_all_its_parts(
    browser: Any, in_parts: Any, serve: Callable[..., str], expect: Any
) -> None:
    context = browser.new_context()
    reader = Reader(context.new_page(), serve(in_parts.site, handler=Counted), expect)
    reader.open("?q=nobody")
    asked = Counter(Counted.asked)
    assert {name: asked[name] for name in asked if name.startswith("wasm")} == {
        f"wasm.{name}.pagefind": 1 for name in ("de", "en", "fr", "pl", "ru", "unknown")
    }
    assert len([name for name in asked if name.startswith("pagefind.en-x-")]) == 3
    # Once by the page, and once by all that read it for themselves.
    assert [asked[name] for name in asked if name.startswith("pagefind-entry.json")] == [1, 1]
    # Each time that an index was opened, the page had the tag of that for a moment.
    assert reader.page.evaluate("document.documentElement.lang") == "en"
    assert reader.said == []
    context.close()


@pytest.mark.parametrize("query", ["", "?q=molotov&place=place:bonn&year=1950", "?q=nowhere"])
def test_page_is_accessible_and_fits(
    browser: Any, expect: Any, address: str, query: str, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    reader = Reader(context.new_page(), address, expect)
    reader.open(query)
    for is_open in (True, False):
        reader.page.evaluate(f"document.getElementById('search:filters').open = {str(is_open).lower()}")
        found = axe.Axe().run(reader.page)
        assert found.violations_count == 0, found.generate_report()
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    assert reader.said == []
    context.close()


def test_nu_checker_finds_nothing(nu_checker: Callable[..., list[str]], letters: Any) -> None:
    assert nu_checker([letters.site / "search" / "index.html", letters.site / "index.html"]) == []


def test_policy_lets_no_page_but_this_one_run_webassembly(letters: Any) -> None:
    files = letters.files()
    lax = [name for name, content in files.items() if name.endswith(".html") and b"wasm-unsafe-eval" in content]
    assert lax == ["search/index.html"]
    assert b"unsafe-inline" not in files["search/index.html"]
