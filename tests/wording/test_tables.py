"""The tables of words that come with tei: each language has what English has, and code asks for that and no more."""

import re
from pathlib import Path
from typing import Final

import pytest

from tei.publish.indexes.gathering import FOLDERS
from tei.publish.pages.contents import ORDERS
from tei.publish.pages.search import TOLD
from tei.publish.search.indexing import FILTERS
from tei.render import VIEWS
from tei.wording import LANGUAGES, plurals
from tei.wording.reading import shipped
from tei.wording.words import BLANK, Entry

OTHERS: Final = tuple(language for language in LANGUAGES if language != "en")

# A language may do without a blank where its grammar cannot take what stands there.
WITHOUT_BLANK: Final = {
    "of-genre.other": "the name of an unknown kind of document cannot be inflected",
    "in-genre.other": "the name of an unknown kind of document cannot be inflected",
}

# Keys that code puts together: what they begin with, and where.
FAMILIES: Final = {
    "language.": "called by the tags of languages",
    "action.": "called by @subtype and @type of a correspAction",
    "genre.": "called by @type of a division or a floatingText",
    "of-genre.": "as genre",
    "in-genre.": "as genre",
    "stamp.": "called by @type of a stamp",
    "mark.": "called by @rend of a mark",
    "note.": "called by what a note is, or the role of who wrote it",
    "who.": "called by the role of who is responsible",
    "reason.": "called by @reason and @agent",
    "gap.": "called by @reason of a gap",
    "unit.": "called by @unit",
    "place.": "called by @place",
    "sample.": "called by the sign",
    "legend.": "called by the sign",
    "sign.": "called by the type of a gloss, and of add and del, and what it has",
    "happening.": "called by @feature, and by the name of an element",
    "media.": "called by the media type",
    "inline.": "called by what is told in brackets, and whether its place is known",
    "principle.": "called by the elements of an editorialDecl",
}
OF_CODE: Final = ("note.", "who.", "gap.", "sample.", "legend.", "sign.", "happening.", "media.", "inline.")
ENDINGS: Final = re.compile(r"(-(of|in|at|by|for|named|number|begins|ends|changed))+$")
BUILT: Final = {
    *(f"indexes.{folder}" for folder in FOLDERS.values()),
    *(f"contents.{order.key}" for order in ORDERS),
    *(f"document.{view}" for view in (*VIEWS, "parallel")),
    *(f"{table}.{kind}" for table in ("about", "count") for kind in ("persons", "orgs", "places")),
    *(f"search.{key}" for key in (*TOLD, *FILTERS)),
    "correspondence.sender-of",
    "correspondence.recipient-of",
}
OF_FILES: Final = (".html", ".css", ".xsl", ".xml", ".toml", ".js")

# The same word in both languages, names, and abbreviations.
LOAN_WORDS: Final = {
    "de": (
        "home.untitled",
        "document.downloads",
        "download.heading",
        "page.text",
        "page.download",
        "sample.name",
        "search.hand",
    ),
    "fr": (
        *("about.documents", "principle.normalization", "principle.segmentation", "cite.note"),
        *("indexes.organisations", "indexes.dates", "timeline.documents", "timeline.date", "timeline.of-document"),
        *("map.latitude", "map.longitude", "map.documents", "page.transcription", "page.notes", "page.index"),
        *("page.source", "page.version", "page.note", "page.break-before", "fact.date", "action.cc"),
        *("genre.document", "genre.message", "note.note", "note.source", "gap.inaudible", "gap.signature"),
        *("sample.original", "happening.pause", "happening.tempo", "happening.tension", "happening.incident"),
        *("inline.page", "inline.page-number", "inline.image", "inline.image-named", "inline.figure"),
        *(
            "media.image",
            "media.image-named",
            "book.pages",
            "page.number",
            "images.page",
            "images.image",
            "images.choose",
        ),
    ),
    "es": ("gap.inaudible", "language.hindi", "page.number"),
}
NAMES: Final = ("download.bibtex", "download.csl", "download.pdf", "inline.sic", "language.")
LATIN_NAMES: Final = {
    *(
        "TEI",
        "ZIP",
        "PDF",
        "EPUB",
        "Atom",
        "BibTeX",
        "RIS",
        "CSL",
        "JSON",
        "JavaScript",
        "IIIF",
        "MLA",
        "Chicago",
        "cookie",
        "Cookie",
    ),
    *("Tab", "Page", "Up", "Down"),
}


def texts(entry: Entry) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry.values() if isinstance(entry, dict) else entry)


def blanks(entry: Entry) -> set[str]:
    return {blank for text in texts(entry) for blank in BLANK.findall(text)}


@pytest.fixture(scope="module")
def english() -> dict[str, Entry]:
    return shipped("en")


def test_there_is_a_table_for_each_language_and_no_other(repository: Path) -> None:
    assert {path.stem for path in (repository / "xslt" / "words").iterdir()} == set(LANGUAGES)
    assert len(LANGUAGES) == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_table_says_its_own_language(language: str) -> None:
    assert shipped(language)["words.language"] == language


@pytest.mark.parametrize("language", OTHERS)
def test_language_has_the_keys_of_english_in_their_order(english: dict[str, Entry], language: str) -> None:
    assert list(shipped(language)) == list(english)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_the_forms_of_the_language(english: dict[str, Entry], language: str) -> None:
    found = {key: entry for key, entry in shipped(language).items() if isinstance(english[key], dict)}
    assert len(found) > 15
    forms = plurals.categories(language)
    assert {key: entry for key, entry in found.items() if not isinstance(entry, dict) or tuple(entry) != forms} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_language_has_the_blanks_of_english(english: dict[str, Entry], language: str) -> None:
    found = shipped(language)
    assert [key for key in english if blanks(found[key]) - blanks(english[key])] == []
    assert [key for key in english if blanks(english[key]) - blanks(found[key]) and key not in WITHOUT_BLANK] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_form_of_a_plural_has_all_blanks(language: str) -> None:
    for key, entry in shipped(language).items():
        if isinstance(entry, dict):
            assert {frozenset(BLANK.findall(form)) for form in entry.values()} == {frozenset(blanks(entry))}, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_are_twelve(language: str) -> None:
    found = shipped(language)
    assert [len(texts(found[f"date.{table}"])) for table in ("months", "months-alone")] == [12, 12]


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english(english: dict[str, Entry], language: str) -> None:
    same = [
        key
        for key, entry in shipped(language).items()
        if entry == english[key] and isinstance(entry, str) and re.search(r"[A-Za-z]{2}", BLANK.sub("", entry))
    ]
    left = [key for key in same if not key.startswith(NAMES) and key not in LOAN_WORDS.get(language, ())]
    assert left == []


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_other_scripts_have_no_latin_words_but_names(language: str) -> None:
    found = {
        word
        for key, entry in shipped(language).items()
        for text in texts(entry)
        for word in re.findall(r"[A-Za-z]{2,}", BLANK.sub("", text))
        if key not in {"words.language", "inline.sic"}
    }
    assert found - LATIN_NAMES == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotation_marks_are_those_of_the_language(language: str) -> None:
    pairs = {"en": "“”", "de": "„“", "fr": "«»", "es": "«»", "ru": "«»", "zh": "“”"}
    used = {mark for entry in shipped(language).values() for text in texts(entry) for mark in text if mark in '“”„«»"'}
    assert used == set(pairs[language])


def test_french_has_no_break_before_its_marks() -> None:
    broken = re.compile(r"[\w)}] [:;?!»]|« ")
    of_french = [text for entry in shipped("fr").values() for text in texts(entry)]
    assert [text for text in of_french if broken.search(text)] == []


def asked_by(repository: Path, tables: set[str]) -> set[str]:
    """The keys that stand in stylesheets, templates and Python as such."""
    sources = [
        *(repository / "xslt" / "edition").glob("*.xsl"),
        *(repository / "tei" / "publish").rglob("*.html"),
        *(repository / "tei" / "publish").rglob("*.py"),
        *(repository / "tei" / "render" / "books").rglob("*.py"),
        *(repository / "tei" / "wording").rglob("*.py"),
    ]
    found = set()
    for path in sources:
        source = path.read_text(encoding="utf-8")
        found |= set(re.findall(r"""["']([a-z-]+\.[A-Za-z0-9-]+)["']""", source))
        found |= {f"count.{key}" for key in re.findall(r"""\bcount\(["']([a-z]+)["']""", source)}
        found |= {f"date.{key}" for key in re.findall(r"""_month\("([a-z-]+)\"""", source)}
    return {key for key in found if key.partition(".")[0] in tables and not key.endswith(OF_FILES)}


def test_english_has_all_that_code_asks_for(repository: Path, english: dict[str, Entry]) -> None:
    asked = asked_by(repository, {key.partition(".")[0] for key in english}) | BUILT
    assert len(asked) > 250
    assert sorted(asked - set(english)) == []


def test_code_asks_for_all_that_english_has(repository: Path, english: dict[str, Entry]) -> None:
    asked = asked_by(repository, {key.partition(".")[0] for key in english}) | BUILT | {"words.language", "words.name"}
    unused = [key for key in english if key not in asked and not key.startswith(tuple(FAMILIES))]
    assert unused == []


def test_families_are_asked_for(repository: Path) -> None:
    source = "".join(path.read_text("utf-8") for path in (repository / "xslt" / "edition").glob("*.xsl"))
    source += "".join(path.read_text("utf-8") for path in (repository / "tei").rglob("*.py"))
    for family in FAMILIES:
        table = family.removesuffix(".")
        assert re.search(rf"""['"]{table}\.|['"]{table}['"]""", source), family


def test_what_code_puts_together_it_names(repository: Path, english: dict[str, Entry]) -> None:
    source = "".join(path.read_text("utf-8") for path in (repository / "xslt" / "edition").glob("*.xsl"))
    names = {key: ENDINGS.sub("", key.partition(".")[2]) for key in english if key.startswith(OF_CODE)}
    assert len(names) > 100
    assert [key for key, name in names.items() if not re.search(rf"(?<![\w-]){name}(?![\w])", source)] == []
