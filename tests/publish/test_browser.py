"""A site in a real browser and before the Nu checker; skipped where these are not installed."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

# The checker takes a page by its file for one without an origin, whose own style sheet would be somebody else's.
KINDS = {
    "home": "",
    "contents": "contents/",
    "by-sender": "contents/sender/",
    "about": "about/",
    "reading": "documents/letter-3/",
    "diplomatic": "documents/letter-3/diplomatic/",
    "missing": "404.html",
}


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server of files that says nothing, and finds them below the path that the site is published at."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/oseros"))

    def log_message(self, *_said: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(published: Any) -> Iterator[str]:
    """Where the site is served."""
    handler = functools.partial(Quiet, directory=str(published.site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/oseros/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.slow
def test_nu_checker_finds_nothing(nu_checker: Callable[..., list[str]], published: Any) -> None:
    pages = [f"{published.site}/{url if url.endswith('.html') else url + 'index.html'}" for url in KINDS.values()]
    assert nu_checker(pages) == []


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 768, 390])
@pytest.mark.parametrize("kind", KINDS)
def test_page_is_accessible_fits_and_asks_nobody_else(
    browser: Any, address: str, kind: str, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + KINDS[kind])
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert f"{address}assets/edition.css" in asked
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["plain"])
def test_theme_has_contrast(browser: Any, published: Any, theme: str) -> None:
    from tei.publish.styling import style  # noqa: PLC0415 - of this test alone

    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    text = (published.site / "documents" / "letter-3" / "index.html").read_text(encoding="utf-8")
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.set_content(text.replace("Content-Security-Policy", "x-none"))
        page.add_style_tag(content=style(theme))
        found = axe.Axe().run(page, options={"runOnly": ["color-contrast"]})
        assert found.violations_count == 0, found.generate_report()
        page.close()


@pytest.mark.slow
def test_view_is_switched_and_kept_without_javascript(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}documents/letter-3/")
    page.get_by_role("link", name="Diplomatic view").click()
    assert page.url == f"{address}documents/letter-3/diplomatic/"
    assert page.locator("p.line").count() > 0
    page.get_by_role("link", name="Next: ").click()
    assert page.url == f"{address}documents/letter-4/diplomatic/"
    page.get_by_role("link", name="Reading view").click()
    assert page.url == f"{address}documents/letter-4/"
    context.close()


@pytest.mark.slow
def test_keyboard_reaches_the_text_first(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}documents/letter-3/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the text"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert page.url.endswith("#edition:text")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#p1"
    page.close()


@pytest.mark.slow
def test_link_to_a_paragraph_is_seen(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}documents/letter-3/#p2")
    link = page.locator("#p2 > .self")
    assert link.is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('#p2 > .self')).opacity") == "1"
    assert page.evaluate("document.querySelector(':target').id") == "p2"
    page.close()


@pytest.mark.slow
def test_paper_has_the_text_and_no_controls(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}documents/letter-3/")
    page.emulate_media(media="print")
    for control in (".site-navigation", ".document-bar", ".downloads", ".self", ".skip", ".contents"):
        assert not page.locator(control).first.is_visible(), control
    assert page.locator("section.notes").is_visible()
    assert page.locator("#p1").is_visible()
    page.close()
