"""A preview in a real browser; skipped where there is none."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Serve = Callable[..., Any]


@pytest.fixture
def saved(project: Path) -> Callable[[str, str, str], None]:
    """A function that changes words of a document of the project."""

    def change(name: str, old: str, new: str) -> None:
        path = project / "letters" / name
        words = path.read_text(encoding="utf-8")
        assert old in words
        path.write_text(words.replace(old, new), encoding="utf-8")

    return change


@pytest.mark.slow
def test_saving_shows_the_new_words_and_their_findings(
    browser: Any, serve: Serve, saved: Callable[[str, str, str], None]
) -> None:
    running = serve()
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{running.address}documents/a.xml")
    page.frame_locator("#page").get_by_text("first, see").wait_for()
    assert page.locator("#findings h2").inner_text() == "No findings"
    saved("a.xml", "first", "changed <item>words</item>")
    page.get_by_text("Line 2").first.wait_for()
    page.frame_locator("#page").get_by_text("changed").wait_for()
    assert page.locator("#status").inner_text() == "Saved: 1 finding"
    saved("a.xml", "<item>words</item>", "again")
    page.get_by_text("No findings", exact=True).wait_for()
    page.frame_locator("#page").get_by_text("changed again").wait_for()
    assert said == []
    page.close()


@pytest.mark.slow
def test_place_in_a_long_page_is_kept(browser: Any, serve: Serve, saved: Callable[[str, str, str], None]) -> None:
    saved("a.xml", "first", "first</p><p>" + "</p><p>".join(["words"] * 200))
    page = browser.new_page()
    page.goto(f"{serve().address}documents/a.xml")
    frame = page.frames[1]
    frame.get_by_text("first").wait_for()
    frame.evaluate("window.scrollTo(0, 1500)")
    saved("a.xml", "first", "other")
    frame.get_by_text("other").wait_for()
    frame.wait_for_function("window.scrollY === 1500")
    page.close()


@pytest.mark.slow
def test_preview_is_accessible_and_fits(browser: Any, serve: Serve, saved: Callable[[str, str, str], None]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    saved("a.xml", "first", "<item>words</item>")
    running = serve()
    for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")):
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        for path in ("", "documents/a.xml?view=reading"):
            page.goto(running.address + path)
            found = axe.Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


@pytest.mark.slow
def test_list_shows_a_document_that_comes(browser: Any, serve: Serve, project: Path) -> None:
    page = browser.new_page()
    page.goto(serve().address)
    assert page.locator("main li").count() == 2
    (project / "letters" / "c.xml").write_text(
        (project / "letters" / "a.xml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    page.get_by_text("c.xml").wait_for()
    page.close()
