"""A site in a real browser and before the Nu checker; skipped where these are not installed."""

import re
from collections.abc import Callable
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


@pytest.fixture(scope="module")
def address(published: Any, serve: Callable[..., str]) -> str:
    """Where the site is served."""
    return serve(published.site, "/oseros/")


@pytest.mark.slow
def test_nu_checker_finds_nothing(nu_checker: Callable[..., list[str]], published: Any) -> None:
    pages = [f"{published.site}/{url if url.endswith('.html') else url + 'index.html'}" for url in KINDS.values()]
    assert nu_checker(pages) == []


@pytest.mark.slow
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
@pytest.mark.parametrize("theme", ["paper", "plain"])
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
def test_view_is_switched_and_kept_without_javascript(browser: Any, expect: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}documents/letter-3/")
    page.get_by_role("link", name="Diplomatic view").click()
    expect(page).to_have_url(f"{address}documents/letter-3/diplomatic/")
    expect(page.locator("p.line").first).to_be_visible()
    page.get_by_role("link", name="Next: ").click()
    expect(page).to_have_url(f"{address}documents/letter-4/diplomatic/")
    page.get_by_role("link", name="Reading view").click()
    expect(page).to_have_url(f"{address}documents/letter-4/")
    context.close()


@pytest.mark.slow
def test_keyboard_reaches_the_text_first(browser: Any, expect: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}documents/letter-3/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    expect(skip).to_have_css("outline-style", "solid")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#edition:text$"))
    # The browser goes on from there when it draws the page the next time.
    expect(skip).not_to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#p1")
    page.close()


@pytest.mark.slow
def test_link_to_a_paragraph_is_seen(browser: Any, expect: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}documents/letter-3/#p2")
    expect(page.locator(":target")).to_have_id("p2")
    link = page.locator("#p2 > .self")
    expect(link).to_be_visible()
    expect(link).to_have_css("opacity", "1")
    page.close()


@pytest.mark.slow
def test_paper_has_the_text_and_no_controls(browser: Any, expect: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}documents/letter-3/")
    page.emulate_media(media="print")
    for control in (".site-navigation", ".document-bar", ".downloads", ".self", ".skip", ".contents"):
        expect(page.locator(control).first).to_be_hidden()
    expect(page.locator("section.notes")).to_be_visible()
    expect(page.locator("#p1")).to_be_visible()
    page.close()


@pytest.mark.slow
def test_light_and_dark_are_chosen_by_the_keyboard_and_kept(browser: Any, expect: Any, address: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    ground = "getComputedStyle(document.body).backgroundColor"
    body = page.locator("body")
    light = page.evaluate(ground)
    choice = page.get_by_label("Colours")
    choice.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(choice).to_have_value("dark")
    expect(body).not_to_have_css("background-color", light)
    dark = page.evaluate(ground)
    page.goto(f"{address}documents/letter-3/")
    expect(body).to_have_css("background-color", dark)
    expect(page.locator("html")).to_have_css("color-scheme", "dark")
    assert context.cookies() == []
    page.emulate_media(media="print")
    expect(body).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.get_by_label("Colours")).to_be_hidden()
    page.emulate_media(media="screen", color_scheme="dark")
    page.get_by_label("Colours").select_option("light")
    expect(body).to_have_css("background-color", light)
    page.get_by_label("Colours").select_option("")
    expect(body).to_have_css("background-color", dark)
    assert page.evaluate("localStorage.length") == 0
    assert said == []
    context.close()


@pytest.mark.slow
def test_choice_holds_before_the_page_is_drawn(browser: Any, expect: Any, address: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Colours").select_option("dark")
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    seen = "if (document.body) { window.first ??= document.documentElement.dataset.scheme; me.disconnect() }"
    watched = "observe(document, {childList: true, subtree: true})"
    page.add_init_script(f"new MutationObserver((_, me) => {{ {seen} }}).{watched}")
    page.goto(f"{address}about/")
    assert page.evaluate("window.first") == "dark"
    context.close()


@pytest.mark.slow
def test_without_javascript_the_system_decides_and_there_is_no_choice(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    assert not page.locator("#site\\:scheme").is_visible()
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["home", "contents", "reading", "diplomatic"])
def test_pages_are_accessible_against_the_system(
    browser: Any, expect: Any, address: str, kind: str, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    context = browser.new_context(color_scheme="dark" if scheme == "light" else "light")
    page = context.new_page()
    page.goto(address + KINDS[kind])
    page.get_by_label("Colours").select_option(scheme)
    expect(page.locator("html")).to_have_css("color-scheme", scheme)
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("width, most_lines", [(390, 3), (768, 1), (1280, 1)])
def test_parts_of_the_site_stand_beside_each_other_at_any_width(
    browser: Any, address: str, width: int, most_lines: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    links = page.locator(".site-navigation li")
    tops = {round(links.nth(number).bounding_box()["y"]) for number in range(links.count())}
    assert links.count() >= 6
    assert len(tops) <= most_lines
    page.close()
