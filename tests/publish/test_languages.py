"""A site whose own words are in another language than its documents."""

import functools
import re
from collections.abc import Callable
from typing import Any

import pytest
from lxml.html import HtmlElement, document_fromstring

from tei.publish.search import indexing
from tei.wording import LANGUAGES, table
from tei.wording.reading import shipped

PLACES = {
    "home": "index.html",
    "contents": "contents/index.html",
    "by-sender": "contents/sender/index.html",
    "about": "about/index.html",
    "document": "documents/letter-3/index.html",
    "diplomatic": "documents/letter-3/diplomatic/index.html",
    "indexes": "indexes/index.html",
    "timeline": "timeline/index.html",
    "correspondence": "correspondence/index.html",
    "missing": "404.html",
}


@pytest.fixture(scope="module")
def sites(published: Any, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, bytes]]:
    """A function that gives the files of the same site in another language, made once."""
    settings = (published.folder / "tei.toml").read_text(encoding="utf-8")

    @functools.cache
    def made(language: str) -> dict[str, bytes]:
        published.set("publish", f'language = "{language}"')
        try:
            out = tmp_path_factory.mktemp(f"site-{language}") / "site"
            assert published.publish(out, cache=False).exit_code == 0
        finally:
            (published.folder / "tei.toml").write_text(settings, encoding="utf-8", newline="\n")
        files: dict[str, bytes] = published.files(out)
        return files

    return made


@pytest.fixture(scope="module")
def german(sites: Callable[[str], dict[str, bytes]]) -> dict[str, Any]:
    """The pages in German, by their paths."""
    return pages(sites("de"))


def pages(files: dict[str, bytes]) -> dict[str, Any]:
    found = ((name, content) for name, content in files.items() if name.endswith(".html"))
    return {name: parsed(content.decode("utf-8")) for name, content in found}


def parsed(content: bytes | str) -> Any:
    """A page as a browser has it; what lxml's types say of an XPath is everything that one may give."""
    return document_fromstring(content)


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def language_of(element: HtmlElement) -> str:
    return str(element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)"))


def test_every_page_is_in_the_language_of_the_site(german: dict[str, Any]) -> None:
    assert {page.get("lang") for page in german.values()} == {"de"}
    assert len(german) > 50


def test_navigation_and_headings_are_in_the_language_of_the_site(german: dict[str, Any]) -> None:
    navigation = german["index.html"].xpath("//nav[@class='site-navigation']//a")
    assert [words(link) for link in navigation] == [
        "Start",
        "Inhalt",
        "Register",
        "Zeitleiste",
        "Korrespondenz",
        *(["Suche"] if indexing.found() else []),
        "Zur Edition",
    ]
    assert words(german["about/index.html"].xpath("//h1")[0]) == "Über diese Edition"
    page = german["documents/letter-3/index.html"]
    assert [words(link) for link in page.xpath("//ul[@class='views']//a")] == ["Leseansicht", "Diplomatische Ansicht"]
    assert "Anmerkungen" in [words(heading) for heading in page.xpath("//h2")]


def test_titles_and_texts_say_that_they_are_in_another_language(german: dict[str, Any]) -> None:
    titles = german["contents/index.html"].xpath("//a[@class='entry-title']")
    assert len(titles) == 20
    assert {language_of(title) for title in titles} == {"en"}
    assert {language_of(text) for text in german["documents/letter-3/index.html"].xpath("//p[@id='p1']")} == {"en"}
    contexts = german["indexes/persons/ada/index.html"].xpath("//ol[@class='contexts']/li")
    assert {language_of(context) for context in contexts} == {"en"}


def test_days_are_in_the_form_of_the_language(german: dict[str, Any]) -> None:
    dates = [words(date) for date in german["contents/index.html"].xpath("//*[@class='entry-date']")]
    assert dates[0] == "11. Januar 1900"
    assert dates[-1] == "Ohne Datum"


def test_addresses_are_those_of_the_site_in_any_language(sites: Callable[..., Any], published: Any) -> None:
    # What the index of the search is made of is called by what is in it.
    of_index = "search/pagefind/"
    found, expected = (
        {name for name in files if not name.startswith(of_index)} for files in (sites("de"), published.files())
    )
    assert found == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_shown_in_the_place_of_its_words(sites: Callable[..., Any], language: str) -> None:
    found = pages(sites(language))
    keys = [key for key in shipped("en") if not key.startswith(("page.", "document."))] + ["page.notes"]
    for name, page in found.items():
        for element in page.xpath("//script | //style"):
            element.drop_tree()
        told = [page.text_content(), *map(str, page.xpath("//@aria-label"))]
        assert [key for key in keys if any(re.search(rf"(?<!\w){key}(?!\w)", text) for text in told)] == [], name


def test_another_language_makes_every_page_anew(make_project: Callable[[int], Any]) -> None:
    project = make_project(2)
    project.publish()
    project.set("publish", 'language = "ru"')
    assert project.publish().rebuilt == 2
    assert b'<html lang="ru">' in project.files()["documents/letter-0/index.html"]
    assert project.publish().rebuilt == 0


def test_changed_words_make_every_page_anew(make_project: Callable[[int], Any]) -> None:
    project = make_project(2)
    own = project.folder / "own.toml"
    own.write_text('[words]\nlanguage = "en"\n[site]\nhome = "Front"\n', encoding="utf-8")
    project.set("publish", 'words = "own.toml"')
    project.publish()
    own.write_text('[words]\nlanguage = "en"\n[page]\nuntitled = "?"\nskip = "Text"\n', encoding="utf-8")
    done = project.publish()
    assert done.rebuilt == 2
    assert b">Text</a>" in project.files()["documents/letter-0/index.html"]


def test_language_of_the_projects_own_makes_a_site(make_project: Callable[[int], Any]) -> None:
    project = make_project(2)
    text = (
        table("es").replace('language = "es"', 'language = "it"').replace('home = "Inicio"', 'home = "Pagina iniziale"')
    )
    (project.folder / "it.toml").write_text(text, encoding="utf-8")
    project.set("publish", 'language = "it"\nwords = ["it.toml"]')
    assert project.publish().exit_code == 0
    home = parsed(project.files()["index.html"].decode("utf-8"))
    assert home.get("lang") == "it"
    assert words(home.xpath("//nav[@class='site-navigation']//a")[0]) == "Pagina iniziale"


def test_same_words_give_the_same_bytes_on_several_processes(make_project: Callable[[int], Any]) -> None:
    project = make_project(3)
    project.set("publish", 'language = "zh"')
    one, two = project.folder / "one", project.folder / "two"
    project.publish(one, jobs=1)
    project.publish(two, jobs=2)
    assert project.files(one) == project.files(two)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["de", "ru", "zh"])
def test_nu_checker_finds_nothing(
    nu_checker: Callable[..., list[str]], sites: Callable[..., Any], tmp_path: Any, language: str
) -> None:
    files = sites(language)
    for number, place in enumerate(PLACES.values()):
        (tmp_path / f"{number}.html").write_bytes(files[place])
    # It guesses at the language of a page from its words, most of which are names and documents.
    left_out = ".*(violates Content Security Policy|appears to be written in).*"
    assert nu_checker(sorted(tmp_path.iterdir()), left_out) == []


@pytest.fixture(scope="module")
def served(sites: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """A function that gives the address of a page's folder on disk in a language."""
    roots: dict[str, str] = {}

    def address(language: str) -> str:
        if language not in roots:
            root = tmp_path_factory.mktemp(f"served-{language}")
            for name, content in sites(language).items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                # From a disk a page's own style sheet counts as somebody else's.
                plain = re.sub(rb'<meta http-equiv="Content-Security-Policy"[^>]*>', b"", content)
                (root / name).write_bytes(plain if name.endswith(".html") else content)
            roots[language] = root.as_uri()
        return roots[language]

    return address


@pytest.mark.slow
@pytest.mark.parametrize(
    "language, width",
    [
        ("de", 390),
        ("ru", 1280),
        *(
            pytest.param(language, width, marks=pytest.mark.full)
            for language, width in (("de", 1280), ("ru", 390), ("zh", 1280), ("zh", 390))
        ),
    ],
)
@pytest.mark.parametrize("kind", PLACES)
def test_page_is_accessible_and_fits(
    browser: Any, served: Callable[[str], str], kind: str, language: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{served(language)}/{PLACES[kind]}")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
