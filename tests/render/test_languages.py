"""Editions whose own words are in another language than those of the document."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml.html import HtmlElement, document_fromstring

from tei import render, wording
from tei.document import Document
from tei.errors import SettingsError, UsageError
from tei.wording import LANGUAGES, Words
from tei.wording.reading import shipped

Page = Callable[..., Any]

GERMAN = wording.read("de")
HEADINGS = {
    "en": ["Abstract", "Text", "Notes", "Route of the cable", "Hands", "Signs used", "Index", "Cite this edition"],
    "de": ["Regest", "Text", "Anmerkungen", "Laufweg des Telegramms", "Hände", "Verwendete Zeichen", "Register"],
    "fr": ["Résumé", "Texte", "Notes", "Acheminement du télégramme", "Mains", "Signes employés", "Index"],
    "es": ["Resumen", "Texto", "Notas", "Recorrido del telegrama", "Manos", "Signos empleados", "Índice"],
    "ru": ["Аннотация", "Текст", "Примечания", "Прохождение телеграммы", "Почерки", "Условные знаки", "Указатель"],
    "zh": ["提要", "正文", "注释", "电报传递过程", "笔迹", "所用符号", "索引"],
}
NOTES = {
    "en": "Translator’s note",
    "de": "Anmerkung der Übersetzung",
    "fr": "Note du traducteur",
    "es": "Nota del traductor",
    "ru": "Примечание переводчика",
    "zh": "译者注",
}


@pytest.fixture(scope="module")
def cables(cable: Document, authority: Document) -> dict[str, Any]:
    """The cable, which is in English, as a page in each language."""
    return {
        language: parsed(render.html(cable, authority=authority, words=wording.read(language)))
        for language in LANGUAGES
    }


def parsed(content: bytes | str) -> Any:
    """A page as a browser has it; what lxml's types say of an XPath is everything that one may give."""
    return document_fromstring(content)


def words(element: HtmlElement) -> str:
    """The text on one line; no-break spaces stay."""
    return re.sub(r"[ \t\n]+", " ", element.text_content()).strip(" \n")


def language_of(element: HtmlElement) -> str:
    return str(element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_is_in_its_language_and_the_text_in_that_of_the_document(cables: dict[str, Any], language: str) -> None:
    page = cables[language]
    assert page.get("lang") == language
    headings = [words(heading) for heading in page.xpath("//h2[starts-with(@id, 'edition:')]")]
    assert headings[: len(HEADINGS[language])] == HEADINGS[language]
    assert {language_of(paragraph) for paragraph in page.xpath("//div[@class='document']//p[@id]")} == {"en"}
    assert {language_of(heading) for heading in page.xpath("//h2[starts-with(@id, 'edition:')]")} == {language}
    assert language_of(page.xpath("//h1")[0]) == "en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_and_labels_within_the_text_are_in_the_language_of_the_page(
    cables: dict[str, Any], language: str
) -> None:
    page = cables[language]
    note = page.xpath("//section[@id='edition:notes']//span[@class='caption']")[0]
    assert (words(note), language_of(note)) == (NOTES[language], language)
    for said in ("a[@role='doc-noteref']", "a[@class='self']", "a[@class='hand-link']", "span[@role='tooltip']"):
        found = page.xpath(f"//div[@class='document']//{said}")
        assert found, said
        assert {language_of(element) for element in found} == {language}, said


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_day_of_the_header_is_told_in_the_language_of_the_page(cables: dict[str, Any], language: str) -> None:
    date = cables[language].xpath("//dl[@class='facts']//time")[0]
    assert (words(date), language_of(date)) == (wording.read(language).date("1949-10-23"), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["reading", "diplomatic"])
def test_no_key_is_shown_in_the_place_of_its_words(
    cable: Document, authority: Document, language: str, view: render.View
) -> None:
    said = wording.read(language)
    page = parsed(render.html(cable, view=view, authority=authority, words=said))
    for element in page.xpath("//script | //style"):
        element.drop_tree()
    told = [page.text_content(), *map(str, page.xpath("//@aria-label | //@title"))]
    told.append(render.text(cable, view=view, authority=authority, words=said))
    told.append(render.markdown(cable, view=view, authority=authority, words=said))
    assert [key for key in shipped("en") if any(key in text for text in told)] == []


def test_without_words_it_is_english(cable: Document, cable_html: str, authority: Document) -> None:
    assert render.html(cable, authority=authority, words=wording.read("en")) == cable_html


@pytest.mark.parametrize(
    "written, said",
    [
        ("23 October 1949", "23. Oktober 1949"),
        ("October 23, 1949", "23. Oktober 1949"),
        ("1949-10-23", "23. Oktober 1949"),
        ("night of 23 October 1949", "night of 23 October 1949"),
        ("autumn 1949", "autumn 1949"),
        ("", "23. Oktober 1949"),
    ],
)
def test_date_that_says_more_than_a_day_keeps_its_words(
    make_document: Callable[..., Document], page: Page, written: str, said: str
) -> None:
    header = f"""<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/></publicationStmt>
    <sourceDesc><bibl><date when="1949-10-23">{written}</date></bibl></sourceDesc></fileDesc></teiHeader>"""
    date = page(make_document("<p>x</p>", header=header), words=GERMAN).xpath("//dl[@class='facts']//time")[0]
    assert words(date) == said
    assert language_of(date) == ("en" if said == written else "de")


@pytest.mark.parametrize(
    "language, one, several",
    [
        ("en", "[one word illegible]", "[five words illegible]"),
        ("de", "[1 Wort unleserlich]", "[5 Wörter unleserlich]"),
        ("fr", "[illisible\u00a0: 1 mot]", "[illisible\u00a0: 5 mots]"),
        ("ru", "[неразборчиво: 1 слово]", "[неразборчиво: 5 слов]"),
        ("zh", "[无法辨认：1 个词]", "[无法辨认：5 个词]"),
    ],
)
def test_gap_is_counted_in_the_language_of_the_page(
    make_document: Callable[..., Document], page: Page, language: str, one: str, several: str
) -> None:
    body = "".join(f'<p><gap reason="illegible" unit="word" quantity="{number}"/></p>' for number in (1, 5))
    made = page(make_document(body), words=wording.read(language))
    gaps = made.xpath("//div[@class='document']//span[contains(@class, 'gap')]")
    for gap in gaps:
        gap.xpath("span")[0].drop_tree()
    assert [words(gap) for gap in gaps] == [one, several]
    assert {language_of(gap) for gap in gaps} == {language}


def test_sign_tells_who_is_responsible_without_inflecting_a_name(
    make_document: Callable[..., Document], page: Page
) -> None:
    document = make_document('<p><supplied resp="#trl" reason="lost">a</supplied></p>')
    said = {
        language: words(page(document, words=wording.read(language)).xpath("//span[@role='tooltip']")[0])
        for language in LANGUAGES
    }
    assert said == {
        "en": "Supplied by the translator, Ada Low; lost in the source.",
        "de": "Ergänzt (Übersetzung: Ada Low); in der Quelle verloren.",
        "fr": "Restitué (traduction\u00a0: Ada Low)\u202f; perdu dans la source.",
        "es": "Suplido (traducción: Ada Low); perdido en la fuente.",
        "ru": "Восстановлено (перевод: Ada Low); утрачено в источнике.",
        "zh": "补入（翻译：Ada Low）；来源中佚失。",
    }


@pytest.mark.parametrize(
    "place, german, chinese",
    [
        ("margin left", "Hinzugefügt am linken Rand.", "增补，左侧页边。"),
        ("top", "Hinzugefügt oben.", "增补，页面上方。"),
        ("top left corner", "Hinzugefügt in der linken oberen Ecke.", "增补，左上角。"),
        ("margin seven", "Hinzugefügt am Rand (seven).", "增补，页边（seven）。"),
        ("nowhere", "Hinzugefügt an der Stelle „nowhere“.", "增补，位于“nowhere”。"),
    ],
)
def test_place_on_the_leaf_is_a_phrase_of_the_language(
    make_document: Callable[..., Document], page: Page, place: str, german: str, chinese: str
) -> None:
    document = make_document(f'<p><add place="{place}">a</add></p>')
    tips = [
        words(page(document, words=wording.read(language)).xpath("//span[@role='tooltip']")[0])
        for language in ("de", "zh")
    ]
    assert tips == [german, chinese]


def test_labels_of_chinese_stand_in_columns(cable: Document, authority: Document) -> None:
    lines = render.text(cable, authority=authority, words=wording.read("zh")).splitlines()
    assert "日期    1949年10月23日" in lines
    assert "发件人  Kovalev" in lines


def test_number_of_a_page_is_found_whatever_the_words_around_it(make_document: Callable[..., Document]) -> None:
    document = make_document('<p>a<pb n="7"/>b<pb/>c</p>')
    for language in ("en", "ru", "zh"):
        book = zipfile.ZipFile(BytesIO(render.epub(document, words=wording.read(language))))
        navigation = parsed(book.read("EPUB/nav.xhtml"))
        assert [words(link) for link in navigation.xpath("//nav[@id='page-list']//a")] == ["7"], language
        assert navigation.get("lang") == language


def test_book_is_in_its_language(cable: Document, authority: Document) -> None:
    book = zipfile.ZipFile(BytesIO(render.epub(cable, authority=authority, words=wording.read("ru"))))
    navigation = parsed(book.read("EPUB/nav.xhtml"))
    assert [words(heading) for heading in navigation.xpath("//h1")] == ["Содержание", "Ориентиры"]
    assert 'xml:lang="ru"' in book.read("EPUB/package.opf").decode("utf-8")


def test_language_written_from_right_to_left_turns_the_page(make_document: Callable[..., Document], page: Page) -> None:
    entries = shipped("en") | {"count.documents": "x"}
    hebrew = Words("he", entries, "", (wording.read, ("en",)))
    made = page(make_document("<p>x</p>"), words=hebrew)
    assert (made.get("lang"), made.get("dir")) == ("he", "rtl")
    assert made.xpath("//div[@class='document']/@dir") == ["ltr"]


def project(folder: Path, cable: Path, settings: str) -> Path:
    (folder / "tei.toml").write_text(settings, encoding="utf-8")
    target = folder / cable.name
    target.write_bytes(cable.read_bytes())
    return target


@pytest.mark.parametrize(
    "settings, wish, said",
    [
        ("", None, "Text\n----"),
        ('[publish]\nlanguage = "ru"\n', None, "Текст\n-----"),
        ('[publish]\nlanguage = "ru"\n[render]\nlanguage = "fr"\n', None, "Texte\n-----"),
        ('[render]\nlanguage = "fr"\n', "zh", "正文\n----"),
    ],
)
def test_language_is_that_of_the_call_then_of_the_settings(
    tmp_path: Path, repository: Path, settings: str, wish: str | None, said: str
) -> None:
    path = project(tmp_path, repository / "corpus" / "cable-59363.xml", settings)
    assert f"\n{said}\n" in render.render([path], form="text", language=wish).text


def test_words_of_the_project_are_used(tmp_path: Path, repository: Path) -> None:
    path = project(tmp_path, repository / "corpus" / "cable-59363.xml", '[publish]\nwords = "own.toml"\n')
    (tmp_path / "own.toml").write_text('[words]\nlanguage = "en"\n[page]\ntext = "The cable"\n', encoding="utf-8")
    assert "\nThe cable\n---------\n" in render.render([path], form="text").text


def test_unknown_language_is_refused(tmp_path: Path, repository: Path) -> None:
    cable = repository / "corpus" / "cable-59363.xml"
    with pytest.raises(UsageError, match=r"unknown language 'eng'; did you mean en\?"):
        render.render([cable], form="text", language="eng")
    path = project(tmp_path, cable, '[publish]\nlanguage = "fre"\n')
    with pytest.raises(SettingsError, match=r"tei.toml:2: unknown language 'fre'; did you mean fr\?"):
        render.render([path], form="text")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, cable: Document, authority: Document) -> dict[str, Path]:
    """The page of the cable in each language, as files."""
    folder = tmp_path_factory.mktemp("languages")
    for language in LANGUAGES:
        made = render.html(cable, authority=authority, words=wording.read(language))
        (folder / f"{language}.html").write_text(made, encoding="utf-8", newline="\n")
    return {language: folder / f"{language}.html" for language in LANGUAGES}


@pytest.mark.slow
def test_nu_checker_finds_nothing_in_any_language(nu_checker: Callable[..., list[str]], files: dict[str, Path]) -> None:
    # It guesses at the language of a page, most of which is the document.
    left_out = ".*(violates Content Security Policy|appears to be written in).*"
    assert nu_checker(files.values(), left_out) == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.full)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_of_each_language_is_accessible_and_fits(
    browser: Any, files: dict[str, Path], language: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(files[language].as_uri())
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
