"""A preview in a real browser; skipped where there is none."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Serve = Callable[..., Any]


@pytest.fixture
def saved(project: Path) -> Callable[[str, str, str], None]:
    """A function that changes words of a document of the project, which is whole at every moment."""

    def change(name: str, old: str, new: str) -> None:
        path = project / "letters" / name
        words = path.read_text(encoding="utf-8")
        assert old in words
        (project / "saved").write_text(words.replace(old, new), encoding="utf-8")
        os.replace(project / "saved", path)  # noqa: PTH105 - as an editor does

    return change


@pytest.mark.slow
def test_saving_shows_the_new_words_and_their_findings(
    browser: Any, expect: Any, serve: Serve, saved: Callable[[str, str, str], None]
) -> None:
    running = serve()
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{running.address}documents/a.xml")
    shown = page.frame_locator("#page")
    expect(shown.get_by_text("first, see")).to_be_visible()
    expect(page.locator("#findings h2")).to_have_text("No findings")
    saved("a.xml", "first", "changed <item>words</item>")
    expect(page.get_by_text("Line 2").first).to_be_visible()
    expect(shown.get_by_text("changed")).to_be_visible()
    expect(page.locator("#status")).to_have_text("Saved: 1 finding")
    saved("a.xml", "<item>words</item>", "again")
    expect(page.get_by_text("No findings", exact=True)).to_be_visible()
    expect(shown.get_by_text("changed again")).to_be_visible()
    assert said == []
    page.close()


@pytest.mark.slow
def test_place_in_a_long_page_is_kept(
    browser: Any, expect: Any, serve: Serve, saved: Callable[[str, str, str], None]
) -> None:
    saved("a.xml", "first", "first</p><p>" + "</p><p>".join(["words"] * 200))
    page = browser.new_page()
    page.goto(f"{serve().address}documents/a.xml")
    frame = page.frames[1]
    expect(frame.get_by_text("first")).to_be_visible()
    frame.evaluate("window.scrollTo(0, 1500)")
    saved("a.xml", "first", "other")
    expect(frame.get_by_text("other")).to_be_visible()
    frame.wait_for_function("window.scrollY === 1500", timeout=60_000)
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
def test_list_shows_a_document_that_comes(browser: Any, expect: Any, serve: Serve, project: Path) -> None:
    page = browser.new_page()
    page.goto(serve().address)
    assert page.locator("main li").count() == 2
    (project / "letters" / "c.xml").write_text(
        (project / "letters" / "a.xml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    expect(page.get_by_text("c.xml")).to_be_visible()
    page.close()
