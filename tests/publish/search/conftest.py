"""Letters in several languages, some of them with letters that Unicode does not take apart."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from tei import settings as projects
from tei.publish import Published, publish
from tei.publish.search import dividing, indexing

SETTINGS = """[project]
title = "Letters of many tongues"
corpus = "letters"

[validate]
schema = "tei_all"
schematron = []

[encode]
authority = "authority.xml"
"""

AUTHORITY = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="authority"><teiHeader><fileDesc>
<titleStmt><title>Names</title></titleStmt><publicationStmt><p>Made for a test.</p></publicationStmt>
<sourceDesc><p>Made up.</p></sourceDesc></fileDesc></teiHeader><standOff>
<listPerson><person xml:id="molotov"><persName type="main">Molotov, V. M.</persName></person>
<person xml:id="ada"><persName type="main">Osero, Ada</persName></person></listPerson>
<listPlace><place xml:id="bonn"><placeName>Bonn</placeName></place>
<place xml:id="peking"><placeName>Peking</placeName></place></listPlace></standOff></TEI>
"""

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{id}" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title xml:lang="{language}">{title}</title></titleStmt>
<publicationStmt><publisher>Osero Press</publisher><date when="2025-03-01"/></publicationStmt>
<sourceDesc><msDesc><msIdentifier><repository>{archive}</repository><idno>A {id}</idno></msIdentifier>
<physDesc><handDesc><handNote xml:id="ink">{hand}</handNote></handDesc></physDesc></msDesc></sourceDesc></fileDesc>
<profileDesc><abstract><p>Hidden summary.</p></abstract><correspDesc><correspAction type="sent">
<persName ref="../authority.xml#ada">Ada</persName><date when="{date}"/></correspAction></correspDesc></profileDesc>
</teiHeader><text xml:lang="{language}"><body><div type="letter">
<p xml:id="p1">{first}</p>
<p xml:id="p2">{second}<note>{note}</note> …</p>
<closer><signed hand="#ink">Ada</signed></closer></div></body></text></TEI>
"""
PEKING = '<placeName ref="../authority.xml#peking">Peking</placeName>'
BONN = '<placeName ref="../authority.xml#bonn">Bonn</placeName>'
MOLOTOV = '<persName ref="../authority.xml#molotov">Mólotov</persName>'

LETTERS = (
    ("english", "en", "A letter on Łódź", "1949-10-23", "Town archive", "Blue ink.",
     f"Comrade {MOLOTOV} was running to {PEKING}.",
     "The leaders &lt;of&gt; the <choice><sic>citys</sic><corr>cities</corr></choice> waited in the rain for a train.",
     "A remark on the harbour."),
    ("second", "en", "Another letter", "1950-01-02", "County archive", "Pencil.",
     f"Nobody runs in {BONN}, and {MOLOTOV} was not told.", "The harbour is closed.", "Nothing."),
    ("german", "de", "Ein Brief", "1949-02-03", "Town archive", "Blue ink.",
     f"Die Häuser der Straßen in {BONN} und Müllers Bücher.", "Man ging nach Łódź.", "Ölgemälde."),
    ("russian", "ru", "Письмо", "1951-02-03", "Town archive", "Pencil.",
     "Товарищу Молотову о ёлках и рабочих.", "Это ещё не всё.", "О съезде."),
    ("chinese", "zh", "毛泽东的信", "1949-03-04", "County archive", "Blue ink.",
     "毛泽东同志在北京会见了斯大林的代表。", "工人们很高兴。", "关于天津。"),
    ("french", "fr", "Une lettre", "1952-03-04", "Town archive", "Pencil.",
     "On parle de l’œuvre d’art.", "L’été était fini.", "Une remarque."),
    ("polish", "pl", "List", "1953-03-04", "Town archive", "Blue ink.",
     "Mówił o robotnikach i książkach.", "Byłem w Łodzi.", "Dom &lt;Ł&amp;l&gt;, =Łąka."),
)  # fmt: skip
OTHERS = (
    ("pier", "en", "On the beacon", "1949-05-01", "Town archive", "Pencil.",
     "Beacon by beacon the beacons were lit, and each beacon answered a beacon.",
     "There was one lantern, and nobody could say who had carried it to the island, or why it was not lit.", "No."),
    ("lamp", "en", "On the lantern", "1950-05-01", "County archive", "Pencil.",
     "Lantern by lantern the lanterns were lit, and each lantern answered a lantern.",
     "There was one beacon, and nobody could say who had carried stones to the island, or why it was not lit.", "No."),
)  # fmt: skip
"""Letters that are only in the larger edition."""
KEYS = ("id", "language", "title", "date", "archive", "hand", "first", "second", "note")


@dataclasses.dataclass(frozen=True)
class Project:
    """Letters on the disk, and their site."""

    folder: Path

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def letter(self, name: str, **said: str) -> Path:
        """Write a letter; what is not said of it is as in the table."""
        usual = dict(zip(KEYS, next(one for one in (*LETTERS, *OTHERS) if one[0] == name), strict=True))
        path = self.folder / "letters" / f"{name}.xml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(LETTER.format(**usual | said), encoding="utf-8", newline="\n")
        return path

    def publish(self, out: Path | None = None, *, jobs: int = 1, settings: str = "", cache: bool = False) -> Published:
        """Make the site, or another one in *out*; *settings* are lines of ``[publish]``."""
        (self.folder / "tei.toml").write_text(f"{SETTINGS}\n[publish]\n{settings}\n", encoding="utf-8", newline="\n")
        read = projects.read(self.folder / "tei.toml")
        return publish(self.folder / "letters", out or self.site, settings=read, jobs=jobs, cache=cache)

    def files(self, site: Path | None = None) -> dict[str, bytes]:
        """All files of the site, or of another one, by their paths."""
        root = site or self.site
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _made(folder: Path) -> Project:
    folder.mkdir()
    project = Project(folder)
    (folder / "authority.xml").write_text(AUTHORITY, encoding="utf-8", newline="\n")
    for name, *_ in LETTERS:
        project.letter(name)
    return project


@pytest.fixture(scope="session")
def pagefind() -> indexing.Pagefind:
    """The program; without it there is nothing to test."""
    found = indexing.found()
    if found is None:
        pytest.skip("Pagefind, of the extra `search`, is not installed")
    return found


@pytest.fixture
def make_letters(tmp_path: Path) -> Callable[[], Project]:
    """A function that gives a project with a letter in each language."""
    return lambda: _made(tmp_path / "project")


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory, pagefind: indexing.Pagefind) -> Project:
    """Such a project, and its site with a search."""
    assert pagefind.version.startswith("pagefind 1.5.")
    project = _made(tmp_path_factory.mktemp("letters") / "project")
    done = project.publish()
    assert done.exit_code == 0, done.report and done.report.findings
    return project


SMALL = 300
"""With so few words in a part, the index of the larger edition has four."""


@pytest.fixture
def make_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Project]:
    """A function that gives a project whose index has four parts, with English letters in three of them."""
    monkeypatch.setattr(dividing, "MOST_WORDS", SMALL)
    return lambda: _larger(tmp_path / "project")


@pytest.fixture(scope="session")
def in_parts(tmp_path_factory: pytest.TempPathFactory, pagefind: indexing.Pagefind) -> Project:
    """Such a project, and its site."""
    assert pagefind.version.startswith("pagefind 1.5.")
    project = _larger(tmp_path_factory.mktemp("parts") / "project")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dividing, "MOST_WORDS", SMALL)
        done = project.publish()
    assert done.exit_code == 0, done.report and done.report.findings
    return project


def _larger(folder: Path) -> Project:
    project = _made(folder)
    for name, *_ in OTHERS:
        project.letter(name)
    return project
