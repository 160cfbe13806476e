"""The pages of a whole site, as they are written."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from lxml import etree, html

TEI = "{http://www.tei-c.org/ns/1.0}"
DRAWN = ("timeline", "correspondence", "map")
NAMES = ("persName", "orgName", "placeName", "geogName")


def page(site: Path, url: str) -> html.HtmlElement:
    return html.fromstring((site / url / "index.html").read_text(encoding="utf-8"))


def drawing(site: Path, url: str) -> etree._Element:
    """The drawing of a page, read as XML."""
    found = re.search(r"<svg.*?</svg>", (site / url / "index.html").read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return etree.fromstring(found.group())


def links(site: Path) -> Iterator[tuple[str, str, str]]:
    """Each link inside a site: the page it is on, the page it leads to, and the place there."""
    for file in sorted(site.rglob("index.html")):
        url = file.parent.relative_to(site).as_posix() + "/"
        for element in html.fromstring(file.read_text(encoding="utf-8")).iter("a"):
            address = element.get("href", "")
            if not re.match(r"[a-z]+:", address):
                target, fragment = urldefrag(urljoin(f"/{url}", address))
                yield url, unquote(target), unquote(fragment)


def test_every_link_arrives(site: Path, cable_site: Path) -> None:
    for folder in (site, cable_site):
        ids: dict[str, set[str]] = {}
        found = list(links(folder))
        for here, target, fragment in found:
            file = folder / target.lstrip("/")
            file = file / "index.html" if target.endswith("/") else file
            assert file.is_file(), f"{here} leads to {target}"
            if fragment:
                if target not in ids:
                    elements = html.fromstring(file.read_text(encoding="utf-8")).iter()
                    ids[target] = {element.get("id", "") for element in elements}
                assert fragment in ids[target], f"{here} leads to {target}#{fragment}"
        assert sum(here.startswith("indexes/") and bool(fragment) for here, _, fragment in found) > 50


def test_every_name_of_the_cable_is_in_an_index_as_often_as_it_is_in_the_text(
    cable_site: Path, repository: Path
) -> None:
    text = etree.parse(repository / "corpus" / "cable-59363.xml").getroot().find(f"{TEI}text")
    assert text is not None
    wanted = Counter(
        str(name.get("ref")).partition("#")[2] for kind in NAMES for name in text.iter(TEI + kind) if name.get("ref")
    )
    found = {
        file.parent.name: len(
            page(cable_site, file.parent.relative_to(cable_site).as_posix()).xpath("//ol[@class='contexts']/li")
        )
        for file in cable_site.glob("indexes/*/*/index.html")
    }
    assert {key: number for key, number in found.items() if number} == dict(wanted)
    assert sum(found.values()) == 58


def test_an_entry_has_what_the_authority_file_says(cable_site: Path) -> None:
    entry = page(cable_site, "indexes/persons/stalin")
    facts = {div[0].text_content(): div[1].text_content() for div in entry.xpath("//dl[@class='facts-list']/div")}
    assert facts == {
        "Dates": "1878–1953",
        "Cover names": "FILIPPOV",
        "Other names": "Joseph Stalin; Сталин, Иосиф Виссарионович",
        "In other authorities": "Wikidata; GND",
    }
    assert [link.get("href") for link in entry.xpath("//dl[@class='facts-list']//a")] == [
        "https://www.wikidata.org/entity/Q855",
        "https://d-nb.info/gnd/118642499",
    ]
    assert [bdi.get("lang") for bdi in entry.xpath("//dl[@class='facts-list']//bdi")] == [None, None, "ru"]


def test_an_occurrence_is_shown_in_its_context(cable_site: Path) -> None:
    found = page(cable_site, "indexes/persons/rhee").xpath("//ol[@class='contexts']/li")
    said = (
        "… support – they prepared for the action on time. At that time this fact forced SYNGMAN RHEE to abandon "
        "the forcible implementation of the military service law."
    )
    assert [place.text_content() for place in found] == [said]


def test_letters_of_an_index_are_in_order(site: Path) -> None:
    index = page(site, "indexes/persons")
    assert [heading.text_content() for heading in index.xpath("//main//h2")] == ["A", "E", "Z", "Я", "م", "漢"]


@pytest.mark.parametrize("url", DRAWN)
def test_a_drawing_is_xml_with_a_title_and_a_description(site: Path, url: str) -> None:
    svg = drawing(site, url)
    named = {element.get("id"): element.text for element in svg.iter("title", "desc")}
    assert named[svg.get("aria-labelledby")]
    assert named[svg.get("aria-describedby")]
    width, height = (float(part) for part in svg.get("viewBox", "").split()[2:])
    assert (svg.get("width"), svg.get("height")) == (f"{width:g}", f"{height:g}")
    for element in svg.iter():
        for name in ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height"):
            assert 0 <= float(element.get(name, "0")) <= max(width, height)


@pytest.mark.parametrize("url", DRAWN)
def test_a_page_with_a_drawing_has_neither_script_nor_style_of_its_own(site: Path, url: str) -> None:
    assert not page(site, url).xpath(
        "//script[not(@src)] | //main//script | //style | //@style | //@*[starts-with(name(), 'on')]"
    )


@pytest.mark.parametrize(
    "url, marks, rows",
    [
        ("timeline", ".//a[contains(@class, 'mark')]", "//tbody"),
        ("correspondence", ".//a[@class='edge']", "//tbody/tr"),
        ("map", ".//a[@class='spot']", "//tbody/tr"),
    ],
)
def test_the_table_has_what_is_drawn(site: Path, url: str, marks: str, rows: str) -> None:
    found = drawing(site, url).xpath(marks)
    assert isinstance(found, list)
    assert len(found) == len(page(site, url).xpath(rows)) > 3


def test_hostile_names_stay_text(site: Path) -> None:
    assert page(site, "indexes/persons/beta").xpath("//h1")[0].text_content() == "Zeta & Söhne <b>“Ω”</b>"
    for file in site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert "<b>“Ω”" not in text
        assert 'href="javascript:' not in text
    written = ["".join(map(str, text.itertext())) for text in drawing(site, "correspondence").iter("text")]
    assert "مريم بنت علي 3" in written


def test_only_places_on_the_earth_are_on_the_map(site: Path) -> None:
    rows = page(site, "map").xpath("//tbody/tr")
    assert [row[0].text_content() for row in rows] == ["Apia", "Falealupo", "Nadi", "Suva"]
    assert [cell.text_content() for cell in rows[0][1:3]] == ["13.83° S", "171.77° W"]


def test_a_map_without_coordinates_is_none(cable_site: Path) -> None:
    assert not (cable_site / "map").exists()
    assert "Map" not in [
        link.text_content() for link in page(cable_site, "timeline").xpath("//nav[@class='site-navigation']//a")
    ]


def test_a_message_inside_a_document_is_a_letter_of_its_own(cable_site: Path) -> None:
    rows = page(cable_site, "correspondence").xpath("//tbody/tr")
    assert [[cell.text_content().strip() for cell in row] for row in rows] == [
        ["Kovalev, Ivan Vladimirovich", "Stalin, Iosif Vissarionovich", "1", "1949"],
        ["Mao Zedong", "Stalin, Iosif Vissarionovich", "1", "1949"],
    ]
    (inside,) = page(cable_site, "correspondence/mao").xpath("//a[@class='entry-title']")
    assert inside.get("href") == "../../documents/cable-59363/#message-mao"


def test_the_same_corpus_gives_the_same_bytes(
    site: Path, write: Callable[[list[str]], Path], published: Callable[[Path], Path], letters: Callable[..., list[str]]
) -> None:
    again = published(write(letters(20)))
    files = sorted(file.relative_to(site) for file in site.rglob("*.html"))
    assert files == sorted(file.relative_to(again) for file in again.rglob("*.html"))
    assert all((site / file).read_bytes() == (again / file).read_bytes() for file in files)
