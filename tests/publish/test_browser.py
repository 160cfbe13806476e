"""A site in a real browser and before the Nu checker; skipped where these are not installed."""

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


@pytest.mark.slow
def test_light_and_dark_are_chosen_by_the_keyboard_and_kept(browser: Any, address: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    choice = page.get_by_label("Colours")
    choice.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert choice.input_value() == "dark"
    dark = page.evaluate(ground)
    assert dark != light
    page.goto(f"{address}documents/letter-3/")
    assert page.evaluate(ground) == dark
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert context.cookies() == []
    page.emulate_media(media="print")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    assert not page.get_by_label("Colours").is_visible()
    page.emulate_media(media="screen", color_scheme="dark")
    page.get_by_label("Colours").select_option("light")
    assert page.evaluate(ground) == light
    page.get_by_label("Colours").select_option("")
    assert page.evaluate(ground) == dark
    assert page.evaluate("localStorage.length") == 0
    assert said == []
    context.close()


@pytest.mark.slow
def test_choice_holds_before_the_page_is_drawn(browser: Any, address: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Colours").select_option("dark")
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
def test_pages_are_accessible_against_the_system(browser: Any, address: str, kind: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    context = browser.new_context(color_scheme="dark" if scheme == "light" else "light")
    page = context.new_page()
    page.goto(address + KINDS[kind])
    page.get_by_label("Colours").select_option(scheme)
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
