"""A small edition made for these tests: letters among several people, and an authority file with coordinates."""

from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest

from tei import settings
from tei.publish import publish

Write = Callable[..., Path]
Publish = Callable[[Path], Path]
Letters = Callable[..., list[str]]

PERSONS = {
    "alpha": "Ångström, Anders",
    "beta": "Zeta & Söhne <b>“Ω”</b>",
    "gamma": "Яковлев, Пётр",
    "delta": "毛泽东",
    "epsilon": "مريم بنت \u202eعلي\u202c",
    "zeta": "Eberhardt-Schönborn-Wolkenstein zu Hohenlohe-Langenburg, Maximiliane Theodora",
}
PLACES = {
    "suva": ("Suva", "-18.14 178.44"),
    "apia": ("Apia", "-13.83, -171.77"),
    "fale": ("Falealupo", "-13.5 -172.78"),
    "nadi": ("Nadi", "-17.8 177.42"),
    "mars": ("Olympus Mons", "226.2 18.65"),
    "nowhere": ("Nowhere", ""),
}

_AUTHORITY = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="authority"><teiHeader><fileDesc><titleStmt>\
<title>Authorities</title></titleStmt><publicationStmt><p>No.</p></publicationStmt><sourceDesc><p>None.</p></sourceDesc>\
</fileDesc></teiHeader><standOff><listPerson>{persons}</listPerson><listPlace>{places}</listPlace></standOff></TEI>"""

_LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id={id} xml:lang="en"><teiHeader><fileDesc><titleStmt>\
<title>{title}</title></titleStmt><publicationStmt><p>No.</p></publicationStmt><sourceDesc><p>None.</p></sourceDesc>\
</fileDesc><profileDesc><correspDesc><correspAction type="sent">{sender}<date when={when}/></correspAction>\
<correspAction type="received">{recipient}</correspAction></correspDesc></profileDesc></teiHeader>\
<text><body><p xml:id="p1">{text}</p></body></text></TEI>"""


def person(key: str) -> str:
    return f'<persName ref="authority.xml#{key}">{escape(PERSONS[key])}</persName>'


def place(key: str) -> str:
    return f'<placeName ref="authority.xml#{key}">{escape(PLACES[key][0])}</placeName>'


def _authority() -> str:
    persons = "".join(
        f'<person xml:id="{key}"><persName type="main">{escape(name)}</persName><birth when="1900"/>'
        f'<idno type="wikidata">Q{number}</idno><idno type="URI">javascript:alert({number})</idno></person>'
        for number, (key, name) in enumerate(PERSONS.items())
    )
    places = "".join(
        f'<place xml:id="{key}"><placeName>{name}</placeName>'
        + (f"<location><geo>{geo}</geo></location>" if geo else "")
        + f'<event when="1910"><p>Something was founded at {name}.</p></event></place>'
        for key, (name, geo) in PLACES.items()
    )
    return _AUTHORITY.format(persons=persons, places=places)


def letter(number: int, when: str = "", *, people: tuple[str, str] | None = None) -> str:
    """Return letter *number*; with the same number it is the same."""
    keys = tuple(PERSONS)
    sender, recipient = people or (keys[number % 6], keys[(number * number + 1) % 6])
    day = when or f"19{20 + number % 7}-{1 + number % 12:02}-{1 + number % 28:02}"
    where, date = place(tuple(PLACES)[number % 6]), f'<date when="1919-05-0{1 + number % 9}">a day in May</date>'
    text = f"{person(sender)} met {person(recipient)} at {where} on {date}."
    title = f"Letter {number} <of> “{sender}”"
    return _LETTER.format(
        id=quoteattr(f"letter-{number}"),
        title=escape(title),
        sender=person(sender),
        recipient=person(recipient),
        when=quoteattr(day),
        text=text,
    )


@pytest.fixture(scope="session")
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """Return what writes a corpus of letters, with its settings and authority file, and returns its folder."""

    def written(letters: list[str]) -> Path:
        folder = tmp_path_factory.mktemp("edition")
        (folder / "tei.toml").write_text(
            '[project]\ncorpus = "corpus"\n[encode]\nauthority = "corpus/authority.xml"\n[publish]\ntitle = "Us"\n',
            encoding="utf-8",
        )
        corpus = folder / "corpus"
        corpus.mkdir()
        (corpus / "authority.xml").write_text(_authority(), encoding="utf-8")
        for number, text in enumerate(letters):
            (corpus / f"letter-{number:04}.xml").write_text(text, encoding="utf-8")
        return folder

    return written


@pytest.fixture(scope="session")
def published() -> Publish:
    """Return what makes the site of a corpus, in a folder beside it."""

    def made(folder: Path) -> Path:
        done = publish(
            folder / "corpus", folder / "site", settings=settings.load(folder), force=True, cache=False, jobs=1
        )
        assert not done.findings
        return folder / "site"

    return made


@pytest.fixture(scope="session")
def letters() -> Letters:
    """Return what makes so many letters."""
    return lambda count, when="": [letter(number, when) for number in range(count)]


@pytest.fixture(scope="session")
def cable_site(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the corpus."""
    out = tmp_path_factory.mktemp("cable") / "site"
    publish(repository / "corpus", out, settings=settings.load(repository / "corpus"), cache=False, jobs=1)
    return out


@pytest.fixture(scope="session")
def site(write: Write, published: Publish) -> Path:
    """The site of twenty letters."""
    return published(write([letter(number) for number in range(20)]))
