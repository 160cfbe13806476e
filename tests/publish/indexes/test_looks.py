"""Indexes and drawings as readers see them: their contrast, and a real browser, which is skipped where none is."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tei.publish.styling import style
from tei.render.theming import THEMES

PAGES = (
    "indexes/",
    "indexes/persons/",
    "indexes/persons/zeta/",
    "timeline/",
    "correspondence/",
    "correspondence/zeta/",
    "map/",
)

COLLISIONS = """() => {
  const texts = [...document.querySelectorAll('svg a text')].map(text => text.getBoundingClientRect());
  const sheet = document.querySelector('svg').getBoundingClientRect();
  const meets = (a, b) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom - 3 && b.top + 3 < a.bottom - 3;
  return {
    texts: texts.length,
    outside: texts.filter(box => box.left < sheet.left - 1 || box.right > sheet.right + 1).length,
    meeting: texts.filter((box, number) => texts.slice(number + 1).some(other => meets(box, other))).length
  };
}"""


def colours(css: str) -> list[dict[str, str]]:
    """The custom properties in light, then those in dark, each resolved to a colour."""
    # Not the colours of paper, which stand in a rule of their own for print.
    blocks = re.findall(r"(?m)^:root(:where\(\[data-scheme=\"dark\"\]\))?\s*\{([^}]*--[^}]*)\}", css)
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for is_dark, block in blocks:
        for name, value in re.findall(r"--([\w-]+):\s*([^;]+);", block):
            for scheme in (dark,) if is_dark else (light, dark):
                scheme[name] = value
    assert dark["paper"] != light["paper"]
    return [{name: resolved(value, scheme) for name, value in scheme.items()} for scheme in (light, dark)]


def resolved(value: str, scheme: dict[str, str]) -> str:
    while found := re.fullmatch(r"var\(--([\w-]+)\)", value):
        value = scheme[found[1]]
    return value


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2."""
    low, high = sorted(luminance(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    "drawn, ground, least",
    [
        ("ink", "paper", 4.5),
        ("quiet", "paper", 4.5),
        ("link", "paper", 4.5),
        ("ink", "drawing-ground", 4.5),
        ("quiet", "drawing-ground", 4.5),
        ("drawing-document", "paper", 3),
        ("drawing-document", "drawing-ground", 3),
        ("drawing-date", "paper", 3),
        ("drawing-line", "paper", 3),
        ("hand", "paper", 3),
    ],
)
def test_what_is_drawn_stands_out(theme: str, drawn: str, ground: str, least: float) -> None:
    for scheme in colours(style(theme)):
        assert contrast(scheme[drawn], scheme[ground]) >= least


@pytest.fixture(scope="module")
def address(site: Path, serve: Callable[..., str]) -> str:
    """Where the site of twenty letters is served."""
    return serve(site)


@pytest.mark.slow
def test_pages_are_accessible_and_fit(browser: Any, address: str, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    # The rules of axe are put into the page, which its policy would not let happen.
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for url in PAGES:
        page.goto(address + url)
        found = axe.Axe().run(page)
        assert found.violations_count == 0, f"{url}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url
    assert said == []
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("url", ["timeline/", "correspondence/", "map/"])
def test_words_in_a_drawing_do_not_meet_with_the_fonts_of_this_machine(browser: Any, address: str, url: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + url)
    found = page.evaluate(COLLISIONS)
    assert found.pop("texts") > 3
    assert found == {"outside": 0, "meeting": 0}
    page.close()


@pytest.mark.slow
def test_keyboard_leads_from_a_line_of_the_drawing_to_its_row_and_on(browser: Any, expect: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "correspondence/")
    page.locator(".drawing-sheet").focus()
    page.keyboard.press("Tab")
    line = page.locator(".drawing-sheet a").first
    expect(line).to_be_focused()
    page.keyboard.press("Enter")
    row = page.locator("tr:target")
    expect(row.locator("td.number a")).to_have_attribute("aria-label", line.get_attribute("aria-label"))
    # The browser goes on from there when it draws the page the next time.
    expect(line).not_to_be_focused()
    page.keyboard.press("Tab")
    expect(row.locator("a:focus")).to_have_count(1)
    page.close()
