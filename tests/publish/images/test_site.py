"""A site with images of pages: what is in it, what its pages may do, and what a second build makes."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml.html import HtmlElement, document_fromstring

from tei.errors import SettingsError

HOST = "https://iiif.example.org"
OF_EVERY_SITE = {"assets/edition.css", "assets/scheme.js"}


def page(project: Any, url: str) -> HtmlElement:
    return document_fromstring((project.site / url / "index.html").read_text(encoding="utf-8"))


def policy(made: HtmlElement) -> dict[str, list[str]]:
    (text,) = made.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    return {words[0]: words[1:] for words in map(str.split, text.split(";"))}


def test_only_a_document_with_images_has_the_view(pictured: Any) -> None:
    done = pictured.publish()
    assert (done.exit_code, done.remarks) == (0, ())
    views = page(pictured, "documents/seen").xpath("//ul[@class='views']//a/text()")
    assert views == ["Reading view", "Diplomatic view", "Parallel view"]
    assert page(pictured, "documents/unseen").xpath("//ul[@class='views']//a/text()") == views[:2]
    assert not (pictured.site / "documents" / "unseen" / "parallel").exists()


def test_neighbour_is_reached_in_the_view_if_it_has_that(pictured: Any, write_letter: Callable[..., Path]) -> None:
    write_letter(pictured, "seen-2", '<pb facs="scans/3.png"/><p>x</p>')
    pictured.publish()
    (following,) = page(pictured, "documents/seen/parallel").xpath("//a[@rel='next']/@href")
    assert following.endswith("documents/seen-2/parallel/")
    (following,) = page(pictured, "documents/seen-2/parallel").xpath("//a[@rel='next']/@href")
    assert following.endswith("documents/unseen/")


def test_images_are_copied_byte_for_byte_and_no_others(pictured: Any, make_png: Callable[..., bytes]) -> None:
    (pictured.folder / "letters" / "scans" / "unused.png").write_bytes(make_png(5, 5))
    pictured.publish()
    names = {name for name in pictured.files() if name.startswith("images/")}
    assert names == {f"images/scans/{name}.png" for name in ("1", "1-small", "3", "page 2")}
    for name in names:
        source = pictured.folder / "letters" / name.removeprefix("images/")
        assert pictured.files()[name] == source.read_bytes()


def test_image_stands_where_its_page_begins_with_words_for_those_who_do_not_see_it(pictured: Any) -> None:
    pictured.publish()
    made = page(pictured, "documents/seen/parallel")
    first, second, third = made.xpath("//span[@class='leaf']")
    assert [one.get("id") for one in (first, second, third)] == ["page:1", "page:2", "page:3"]
    image = first.find(".//img")
    assert image.get("alt") == "Letter seen, p. 1r: A sheet with a stain."
    assert (image.get("width"), image.get("height"), image.get("loading")) == ("900", "1350", "lazy")
    assert image.get("srcset") == "../../../images/scans/1-small.png 60w, ../../../images/scans/1.png 900w"
    assert second.getparent().get("id") == "p3"
    assert second.find(".//img").get("src") == "../../../images/scans/page%202.png"
    assert third.find(".//img").get("alt") == "Letter seen, image 3"
    assert [one.get("href") for one in made.xpath("//a[contains(@class, 'pb')]")] == ["#page:1", "#page:2", "#page:3"]
    assert made.get_element_by_id("p1").get("data-region") == "0 5,5 55,5 55,30 5,30"


def test_view_with_images_has_all_words_of_the_reading_view(pictured: Any) -> None:
    pictured.publish()
    words = [
        " ".join(page(pictured, f"documents/seen/{view}").get_element_by_id("edition:text").text_content().split())
        for view in ("", "parallel")
    ]
    assert re.sub(r"image \d", "¦", words[1]) == words[0]


def test_image_of_a_cell_makes_no_cell_more(pictured: Any, write_letter: Callable[..., Path]) -> None:
    row = '<row><cell facs="scans/1.png">x</cell><cell facs="scans/3.png">y</cell></row>'
    write_letter(pictured, "table", f"<table>{row}</table>")
    pictured.publish()
    cells = page(pictured, "documents/table/parallel").xpath("//td")
    assert [cell.text_content() for cell in cells] == ["image 1x", "image 2y"]


@pytest.mark.parametrize(
    "markup",
    [
        '<choice><abbr facs="scans/1.png">a</abbr><expan facs="scans/3.png">b</expan></choice>',
        '<choice><sic facs="scans/1.png">a</sic><corr><add facs="scans/3.png">b</add></corr></choice>',
    ],
)
def test_images_of_what_is_read_in_several_ways_stand_before_it(
    pictured: Any, write_letter: Callable[..., Path], markup: str
) -> None:
    write_letter(pictured, "ways", f"<p>Here {markup} there</p>")
    pictured.publish()
    made = page(pictured, "documents/ways/parallel")
    assert made.xpath("//p[contains(., 'Here')]/span[@class='leaf']/@id") == ["page:1", "page:2"]


def test_leaves_that_are_transcribed_stand_beside_their_images(
    pictured: Any, write_letter: Callable[..., Path]
) -> None:
    path = write_letter(pictured, "leaves", "<p>x</p>")
    text = path.read_text(encoding="utf-8")
    leaf = '<surface><graphic url="scans/3.png"/><line ulx="0" uly="0" lrx="9" lry="1">One.</line></surface>'
    path.write_text(re.sub("<text>.*</text>", f"<sourceDoc>{leaf}</sourceDoc>", text), encoding="utf-8")
    pictured.publish()
    made = page(pictured, "documents/leaves/parallel")
    assert made.xpath("//*[contains(@class, 'surface')]//img/@src") == ["../../../images/scans/3.png"]
    assert made.xpath("//*[@data-region]/text()") == ["One."]
    assert "3.png" not in made.get_element_by_id("edition:text").text_content()


def test_search_engines_are_led_to_the_reading_view(pictured: Any) -> None:
    pictured.publish()
    (address,) = page(pictured, "documents/seen/parallel").xpath("//link[@rel='canonical']/@href")
    assert address == "https://example.org/oseros/documents/seen/"


def test_only_the_view_with_images_loads_their_script(pictured: Any) -> None:
    pictured.publish()
    for path in pictured.site.rglob("*.html"):
        made: Any = document_fromstring(path.read_text(encoding="utf-8"))
        scripts = [src.rpartition("/")[2] for src in made.xpath("//script/@src")]
        assert scripts == ["scheme.js", *(["images.js"] if path.parent.name == "parallel" else [])], path


def test_site_without_images_has_no_script_for_them(make_project: Callable[[int], Any]) -> None:
    project = make_project(2)
    project.publish()
    assert {name for name in project.files() if name.startswith(("assets/", "images/"))} == OF_EVERY_SITE


def test_no_page_may_ask_another_host_unless_the_project_names_it(
    pictured: Any, write_letter: Callable[..., Path]
) -> None:
    body = (
        f'<pb facs="{HOST}/iiif/2/leaf/info.json" n="1"/><p>x</p><pb facs="https://other.example.org/2.jpg"/><p>y</p>'
    )
    write_letter(pictured, "remote", body)
    done = pictured.publish()
    assert done.exit_code == 0
    assert [one.rule for one in done.remarks] == ["pub.image-remote"] * 2
    made = page(pictured, "documents/remote/parallel")
    assert policy(made)["img-src"] == ["'self'", "data:"]
    assert made.xpath("//section[@id='edition:text']//img") == []
    (link, _other) = made.xpath("//span[@class='leaf-elsewhere']")
    assert link.text_content() == "The image of this page lies on another host. See it at iiif.example.org"
    promise = "These pages set no cookies, load nothing from other addresses and count no readers."
    assert promise in page(pictured, "about").text_content()
    pictured.set("publish", f'images = ["{HOST}/"]')
    done = pictured.publish()
    told = page(pictured, "about").text_content()
    assert promise not in told
    assert "From other addresses they load nothing but images: iiif.example.org." in told
    assert [one.rule for one in done.remarks] == ["pub.image-remote"]
    made = page(pictured, "documents/remote/parallel")
    assert policy(made)["img-src"] == ["'self'", HOST, "data:"]
    assert policy(made)["connect-src"] == ["'self'", HOST]
    assert made.xpath("//img/@src") == [f"{HOST}/iiif/2/leaf/full/800,/0/default.jpg"]
    for url in ("documents/remote", "documents/seen/parallel", "."):
        assert policy(page(pictured, url))["img-src"] == ["'self'", "data:"]


@pytest.mark.parametrize(
    "host", ["https://a.example;script-src *", "*", "https://*.example.org", "https://a.example/x", ""]
)
def test_host_that_is_none_is_refused(pictured: Any, host: str) -> None:
    pictured.set("publish", f'images = ["{host}"]')
    with pytest.raises(SettingsError, match="images"):
        pictured.publish()


def test_manifest_of_the_source_is_linked(pictured: Any, write_letter: Callable[..., Path]) -> None:
    facs = '<facsimile sameAs="https://iiif.example.org/m.json"><surface><label>x</label></surface></facsimile>'
    write_letter(pictured, "named", "<p>x</p>", facs)
    pictured.publish()
    assert page(pictured, "documents/named").xpath("//a[text()='IIIF']/@href") == ["https://iiif.example.org/m.json"]
    assert page(pictured, "documents/seen/parallel").xpath("//a[text()='IIIF']/@href") == [
        "../../../documents/seen/manifest.json"
    ]


def test_second_build_writes_and_reads_no_image(pictured: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    pictured.publish()
    before = pictured.times()
    monkeypatch.setattr("tei.publish.images.copying._pieces", lambda path: pytest.fail(f"{path} is read"))
    done = pictured.publish()
    assert (done.rebuilt, done.written, done.removed) == (0, 0, 0)
    assert pictured.times() == before


def test_changed_image_is_copied_and_its_page_made_where_its_size_is_another(
    pictured: Any, make_png: Callable[..., bytes]
) -> None:
    pictured.publish()
    scan = pictured.folder / "letters" / "scans" / "3.png"
    scan.write_bytes(make_png(400, 300, 90))
    done = pictured.publish()
    assert (done.rebuilt, done.written) == (0, 1)
    assert pictured.files()["images/scans/3.png"] == scan.read_bytes()
    scan.write_bytes(make_png(300, 400))
    assert pictured.publish().rebuilt == 1
    assert page(pictured, "documents/seen/parallel").xpath("//img/@width")[-1] == "300"


def test_image_that_only_has_another_time_is_not_written(pictured: Any) -> None:
    pictured.publish()
    (pictured.folder / "letters" / "scans" / "3.png").touch()
    assert pictured.publish().written == 0


def test_image_that_is_gone_leaves_the_site(pictured: Any, write_letter: Callable[..., Path]) -> None:
    pictured.publish()
    write_letter(pictured, "seen", "<p>x</p>")
    pictured.publish()
    names = {name for name in pictured.files() if name.startswith(("images/", "assets/")) or "parallel" in name}
    assert names == OF_EVERY_SITE


def test_missing_image_is_told_each_time_and_its_page_has_words_alone(
    pictured: Any, write_letter: Callable[..., Path]
) -> None:
    write_letter(pictured, "seen", '<pb n="7" facs="none.png"/><p>x</p>')
    for _time in range(2):
        done = pictured.publish()
        assert [(one.rule, one.span.line) for one in done.remarks] == [("pub.image-missing", 6)]
        assert done.exit_code == 0
    assert not (pictured.site / "documents" / "seen" / "parallel").exists()


def test_same_corpus_gives_the_same_bytes(pictured: Any, tmp_path: Path) -> None:
    pictured.publish(tmp_path / "one", cache=False)
    pictured.publish(tmp_path / "two", jobs=2)
    assert pictured.files(tmp_path / "one") == pictured.files(tmp_path / "two")


def test_openseadragon_is_taken_from_npm_or_from_the_settings_with_its_licence(pictured: Any) -> None:
    package = pictured.folder / "node_modules" / "openseadragon"
    program = package / "build" / "openseadragon" / "openseadragon.min.js"
    program.parent.mkdir(parents=True)
    program.write_text("/* from npm */", encoding="utf-8")
    (package / "LICENSE.txt").write_text("BSD", encoding="utf-8")
    pictured.publish()
    assert pictured.files()["assets/openseadragon.min.js"] == b"/* from npm */"
    assert pictured.files()["assets/openseadragon.LICENSE.txt"] == b"BSD"
    scripts = page(pictured, "documents/seen/parallel").xpath("//script/@src")
    assert [src.rpartition("/")[2] for src in scripts] == ["scheme.js", "openseadragon.min.js", "images.js"]
    (pictured.folder / "own.js").write_text("/* own */", encoding="utf-8")
    pictured.set("publish", 'openseadragon = "own.js"')
    pictured.publish()
    assert pictured.files()["assets/openseadragon.min.js"] == b"/* own */"
    assert "assets/openseadragon.LICENSE.txt" not in pictured.files()


def test_openseadragon_that_is_not_there_is_an_error(pictured: Any) -> None:
    pictured.set("publish", 'openseadragon = "none.js"')
    with pytest.raises(SettingsError, match=r"openseadragon names .*none\.js"):
        pictured.publish()
