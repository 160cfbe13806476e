"""The parallel view in a real browser, with the program of ours and with OpenSeadragon, and before the Nu checker."""

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

Serve = Callable[..., str]
PAGE = "documents/seen/parallel/"
SHOWN = "document.querySelector('.viewer-sheet img')?.naturalWidth > 0"
# The page looks where it is a while after it was scrolled; timers that are set later with the same delay go off later.
SCROLLED = "addEventListener('scrollend', () => setTimeout(() => { window.scrolled = true }, 200))"


@pytest.fixture
def address(pictured: Any, serve: Serve) -> str:
    """The address of the view with images."""
    assert pictured.publish().exit_code == 0
    return serve(pictured.site, "/oseros/") + PAGE


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Any]:
    """That page, 1280 pixels wide; nothing was said on the console, and no other host was asked."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    said, asked = watched(page)
    page.goto(address)
    until(page, SHOWN)
    yield page
    page.close()
    assert said == []
    assert [url for url in asked if not url.startswith((address.removesuffix(PAGE), "data:"))] == []


def until(page: Any, said: str) -> None:
    """Wait until *said* is true on the page, whose policy lets nothing wait inside it."""
    until_said(page, lambda: page.evaluate(said), said)


def until_said(page: Any, is_so: Callable[[], bool], said: str) -> None:
    """Wait until something is so, and fail with what is *said* where it is not within a minute."""
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end, said
        page.wait_for_timeout(50)


def watched(page: Any) -> tuple[list[str], list[str]]:
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.on("request", lambda request: asked.append(request.url))
    return said, asked


def seen(page: Any) -> str:
    """What the image on the stage is called."""
    return str(page.locator(".viewer-stage").get_attribute("aria-label"))


TRANSFORM = "document.querySelector('.viewer-sheet').style.transform"
SCALE = f"parseFloat({TRANSFORM}.split('scale(')[1])"

# Whether what lies on the image has been as wide for two drawings of the page.
AT_REST = """new Promise((said) => {
  const width = () => document.querySelector(".viewer-places").getBoundingClientRect().width;
  const first = width();
  requestAnimationFrame(() => requestAnimationFrame(() => said(first > 0 && width() === first)));
})"""


def transform(page: Any) -> str:
    return str(page.evaluate(TRANSFORM))


def scale(page: Any) -> float:
    return float(page.evaluate(SCALE))


def test_nu_checker_finds_nothing(
    nu_checker: Callable[..., list[str]], pictured: Any, write_letter: Callable[..., Path]
) -> None:
    write_letter(
        pictured, "remote", '<pb facs="https://iiif.example.org/a b.jpg" n="1"/><p>x</p>'.replace(" b", "%20b")
    )
    pictured.publish()
    assert nu_checker([pictured.site / f"documents/{name}/parallel/index.html" for name in ("seen", "remote")]) == []


@pytest.mark.parametrize("script", [True, False])
def test_view_is_accessible_and_fits(browser: Any, address: str, width: int, scheme: str, *, script: bool) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    if not script:
        page.route("**/images.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(address)
    until(page, SHOWN if script else "document.querySelector('.leaf img').complete")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_page_break_in_the_text_shows_its_image_and_is_in_the_address(opened: Any, expect: Any) -> None:
    assert seen(opened) == "p. 1r"
    opened.get_by_role("link", name="p. 1v").click()
    until(opened, "document.querySelector('.viewer-stage').ariaLabel === 'p. 1v'")
    expect(opened).to_have_url(re.compile("#page:2$"))
    expect(opened.locator(".viewer-sheet img")).to_have_attribute("alt", "Letter seen, p. 1v")


def test_address_opens_that_page(browser: Any, expect: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}#page:2")
    until(page, "document.querySelector('.viewer-stage').ariaLabel === 'p. 1v'")
    expect(page.locator(".viewer select")).to_have_value("1")
    until(page, "scrollY > 0")
    page.close()


def test_scrolled_text_is_followed_by_the_image(opened: Any) -> None:
    opened.evaluate("document.getElementById('p4').scrollIntoView()")
    until(opened, "document.querySelector('.viewer-stage').ariaLabel === 'p. 1v'")
    until(opened, "location.hash === '#page:2'")
    opened.evaluate("scrollTo(0, 0)")
    until(opened, "document.querySelector('.viewer-stage').ariaLabel === 'p. 1r'")


def test_chosen_image_stays_though_the_text_ends_there(opened: Any, expect: Any) -> None:
    opened.evaluate(SCROLLED)
    opened.locator(".viewer select").select_option(label="image 3")
    until(opened, "window.scrolled")
    assert seen(opened) == "image 3"
    assert opened.evaluate("location.hash") == "#page:3"
    expect(opened.get_by_role("button", name="Next image")).to_be_disabled()


def test_keyboard_alone_turns_zooms_and_moves(opened: Any) -> None:
    opened.locator(".viewer-stage").focus()
    whole, nearest = transform(opened), scale(opened)
    opened.keyboard.press("+")
    until(opened, f"{SCALE} > {nearest}")
    nearer = transform(opened)
    opened.keyboard.press("ArrowRight")
    until(opened, f"{TRANSFORM} !== {nearer!r}")
    opened.keyboard.press("0")
    until(opened, f"{TRANSFORM} === {whole!r}")
    opened.keyboard.press("-")
    assert transform(opened) == whole
    opened.keyboard.press("PageDown")
    until(opened, "document.querySelector('.viewer-stage').ariaLabel === 'p. 1v'")
    opened.keyboard.press("PageUp")
    until(opened, "document.querySelector('.viewer-stage').ariaLabel === 'p. 1r'")
    opened.keyboard.press("Shift+Tab")
    until(opened, "document.activeElement.closest('.viewer-tools') !== null")


def test_wheel_and_buttons_zoom_and_the_mouse_moves(opened: Any) -> None:
    whole = scale(opened)
    box = opened.locator(".viewer-stage").bounding_box()
    opened.mouse.move(box["x"] + 200, box["y"] + 200)
    opened.mouse.wheel(0, -400)
    until(opened, f"{SCALE} > {whole}")
    before = transform(opened)
    opened.mouse.down()
    opened.mouse.move(box["x"] + 260, box["y"] + 230)
    opened.mouse.up()
    until(opened, f"{TRANSFORM} !== {before!r}")
    opened.get_by_role("button", name="Whole image").click()
    until(opened, f"{SCALE} === {whole}")
    opened.get_by_role("button", name="Zoom in").click()
    until(opened, f"Math.abs({SCALE} / {whole} - 1.5) < 0.001")


def test_two_fingers_zoom(opened: Any) -> None:
    whole = scale(opened)
    opened.evaluate("""() => {
      const stage = document.querySelector(".viewer-stage");
      stage.setPointerCapture = () => {};
      const send = (kind, pointerId, clientX) => stage.dispatchEvent(
        new PointerEvent(kind, { pointerId, clientX, clientY: 400, bubbles: true }));
      send("pointerdown", 1, 200); send("pointerdown", 2, 300); send("pointermove", 2, 400);
      send("pointerup", 1, 200); send("pointerup", 2, 400);
    }""")
    assert scale(opened) == pytest.approx(whole * 2, rel=1e-3)


def test_place_on_the_image_is_outlined_for_mouse_and_keyboard(opened: Any, expect: Any) -> None:
    outlined = opened.locator(".viewer-places polygon")
    opened.locator("#p1").hover()
    expect(outlined).to_have_attribute("points", "5,5 55,5 55,30 5,30")
    expect(opened.locator(".viewer-places")).to_have_attribute("viewBox", "0 0 60 90")
    opened.locator("[data-region='0 5,40 55,40 55,80 5,80']").focus()
    expect(outlined).to_have_attribute("points", "5,40 55,40 55,80 5,80")
    expect(opened.locator(".is-placed")).to_have_count(1)
    opened.locator("#p4").hover()
    expect(outlined).to_have_count(0)


def test_page_that_is_a_part_of_the_image_is_what_is_shown(
    browser: Any, pictured: Any, serve: Serve, write_letter: Callable[..., Path]
) -> None:
    facs = """<facsimile><surface><graphic url="scans/3.png"/>
    <zone xml:id="r" ulx="200" uly="0" lrx="400" lry="300"/></surface></facsimile>"""
    write_letter(pictured, "half", '<pb n="2" facs="#r"/><p>x</p>', facs)
    pictured.publish()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{serve(pictured.site, '/oseros/')}documents/half/parallel/")
    until(page, SHOWN)
    box = page.locator(".viewer-sheet img").bounding_box()
    stage = page.locator(".viewer-stage").bounding_box()
    middle = box["x"] + box["width"] * 0.75
    assert middle == pytest.approx(stage["x"] + stage["width"] / 2, abs=2)
    page.close()


def test_without_javascript_images_stand_beside_the_words_of_their_page(
    browser: Any, expect: Any, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address)
    images, words = page.locator(".leaf img"), page.locator("#p1")
    assert images.count() == 3
    first, beside = images.first.bounding_box(), words.bounding_box()
    assert first["x"] + first["width"] <= beside["x"]
    assert abs(first["y"] - beside["y"]) < 60
    page.set_viewport_size({"width": 390, "height": 900})
    first, beside = images.first.bounding_box(), words.bounding_box()
    assert first["y"] + first["height"] <= beside["y"]
    page.get_by_role("link", name="Reading view").click()
    expect(page).not_to_have_url(address)
    page.get_by_role("link", name="Parallel view").click()
    expect(page).to_have_url(address)
    context.close()


def test_telephone_has_the_image_above_the_text_and_folds_it(browser: Any, expect: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address)
    until(page, SHOWN)
    page.evaluate("scrollTo(0, 2500)")
    viewer = page.locator(".viewer")
    assert viewer.bounding_box()["y"] == pytest.approx(0, abs=1)
    assert viewer.bounding_box()["height"] < 844 / 2
    page.get_by_role("link", name="p. 1v").click()
    until(page, "location.hash === '#page:2'")
    mark = "document.querySelector('a[href=\"#page:2\"]').getBoundingClientRect().top"
    until(page, f"{mark} >= document.querySelector('.viewer').getBoundingClientRect().height")
    fold = page.get_by_role("button", name="Images of the pages")
    fold.click()
    expect(fold).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".viewer-stage")).to_be_hidden()
    assert viewer.bounding_box()["height"] < 80
    fold.press("Enter")
    expect(page.locator(".viewer-stage")).to_be_visible()
    page.close()


def test_paper_has_the_words_and_a_small_image_of_each_page(opened: Any, expect: Any) -> None:
    opened.emulate_media(media="print")
    expect(opened.locator(".viewer")).to_be_hidden()
    expect(opened.locator("#p1")).to_be_visible()
    expect(opened.locator(".leaf img").first).to_be_visible()
    assert opened.locator(".leaf img").first.bounding_box()["width"] < 200


def test_image_that_is_gone_from_the_server_is_said_to_be(browser: Any, address: str, pictured: Any) -> None:
    (pictured.site / "images" / "scans" / "1.png").unlink()
    page = browser.new_page()
    page.goto(address)
    until(page, "document.querySelector('.viewer-said').textContent === 'The image could not be loaded.'")
    page.close()


def test_page_whose_image_lies_elsewhere_has_a_link_on_the_stage(
    browser: Any, expect: Any, pictured: Any, serve: Serve, write_letter: Callable[..., Path]
) -> None:
    address = "https://iiif.example.org/2.jpg"
    body = f'<pb n="1" facs="scans/1.png"/><p>x</p><pb n="2" facs="{address}"/><p>y</p>'
    write_letter(pictured, "mixed", body)
    pictured.publish()
    page = browser.new_page()
    said, asked = watched(page)
    page.goto(f"{serve(pictured.site, '/oseros/')}documents/mixed/parallel/")
    until(page, SHOWN)
    page.get_by_role("button", name="Next image").click()
    expect(page.locator(".viewer-said a")).to_have_attribute("href", address)
    expect(page.locator(".viewer-stage")).to_be_hidden()
    page.get_by_role("button", name="Previous image").click()
    expect(page.locator(".viewer-stage")).to_be_visible()
    expect(page.locator(".viewer-said")).to_have_text("")
    page.close()
    assert said == []
    assert [url for url in asked if address in url] == []


@pytest.fixture
def openseadragon(pictured: Any, node_modules: Path) -> Any:
    """The project with OpenSeadragon, as npm puts it there."""
    package = node_modules / "openseadragon"
    if not package.is_dir():
        pytest.skip("no OpenSeadragon: npm install openseadragon, and TEI_TEST_NODE_MODULES=…/node_modules")
    shutil.copytree(package, pictured.folder / "node_modules" / "openseadragon")
    return pictured


def test_openseadragon_shows_zooms_and_outlines(browser: Any, expect: Any, openseadragon: Any, serve: Serve) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    assert openseadragon.publish().exit_code == 0
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    said, asked = watched(page)
    root = serve(openseadragon.site, "/oseros/")
    page.goto(root + PAGE)
    page.locator("#p1").hover()
    expect(page.locator(".openseadragon-canvas .viewer-places polygon")).to_be_attached()
    expect(page.locator(".openseadragon-canvas")).to_have_attribute(
        "aria-label", "Letter seen, p. 1r: A sheet with a stain."
    )
    until(page, AT_REST)
    before = page.locator(".viewer-places").bounding_box()["width"]
    page.locator(".viewer-stage").focus()
    page.keyboard.press("+")
    until(page, f"document.querySelector('.viewer-places').getBoundingClientRect().width > {before * 1.4}")
    page.keyboard.press("PageDown")
    until(page, "document.querySelector('.viewer-stage').ariaLabel === 'p. 1v'")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert said == []
    assert [url for url in asked if not url.startswith((root, "data:"))] == []
    page.close()


@pytest.mark.parametrize("deep", [True, False])
def test_image_of_a_service_is_asked_for_where_the_project_lets_pages(
    browser: Any, expect: Any, request: pytest.FixtureRequest, serve: Serve, service: tuple[str, list[str]],
    write_letter: Callable[..., Path], *, deep: bool
) -> None:  # fmt: skip
    project = request.getfixturevalue("openseadragon" if deep else "pictured")
    host, asked = service
    facs = f"""<facsimile><surface xml:id="s"><graphic url="{host}/iiif/2/leaf/info.json"/>
    <zone xml:id="z" ulx="0" uly="0" lrx="600" lry="900"/></surface></facsimile>"""
    write_letter(project, "remote", '<pb facs="#s" n="1"/><p facs="#z">x</p>', facs)
    project.set("publish", f"images = {json.dumps([host])}")
    assert project.publish().remarks == ()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    said, _asked = watched(page)
    page.goto(f"{serve(project.site, '/oseros/')}documents/remote/parallel/")
    page.locator("[data-region]").hover()
    expect(page.locator(".viewer-places polygon")).to_be_attached()
    until(page, "document.querySelector('.viewer-places').getAttribute('viewBox') === '0 0 1200 1800'")
    assert "/iiif/2/leaf/info.json" in asked
    wanted = r"/iiif/2/leaf/(0,0,|full/)" if deep else r"/iiif/2/leaf/full/800,/0/default\.jpg"
    until_said(page, lambda: any(re.match(wanted, path) for path in asked), str(asked))
    assert said == []
    page.close()
