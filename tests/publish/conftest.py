"""A project that is made on the spot: letters by different hands, an authority file, settings."""

import dataclasses
import functools
import http.server
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tei import settings as projects
from tei.publish import Published, publish

SETTINGS = """[project]
title = "Letters of the Oseros"
corpus = "letters"

[validate]
schema = "tei_all"
schematron = []

[encode]
authority = "authority.xml"
publisher = "Osero Press"

[publish]
base_url = "https://example.org/oseros/"
search = false
"""

HEADER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{id}" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title>{title}</title></titleStmt>
<publicationStmt><publisher>Osero Press</publisher><date when="{published}">{published}</date>
<availability><licence target="https://creativecommons.org/licenses/by/4.0/"><p>CC BY.</p></licence></availability>
</publicationStmt>
<sourceDesc><msDesc><msIdentifier><repository>{archive}</repository><idno>{reference}</idno></msIdentifier>
<physDesc><handDesc><handNote xml:id="ink">Blue ink.</handNote></handDesc></physDesc></msDesc></sourceDesc></fileDesc>
<encodingDesc><projectDesc><p>The letters of one family.</p></projectDesc>
<editorialDecl><correction><p>Nothing is corrected.</p></correction></editorialDecl></encodingDesc>
<profileDesc>
<correspDesc><correspAction type="sent"><persName ref="../authority.xml#{sender}">{sender}</persName>
<date when="{date}"/></correspAction>
<correspAction type="received"><persName>Jo</persName></correspAction></correspDesc>
</profileDesc></teiHeader>
"""
BODY = """<text><body><div type="letter">
<p xml:id="p1">Dear Jo, we saw <persName ref="../authority.xml#ada">Ada</persName> in
<placeName ref="../authority.xml#bonn">Bonn</placeName>, on page {number}.</p>
<p xml:id="p2">More of <persName ref="../authority.xml#ada">her</persName><note>A note.</note> soon. {words}</p>
<closer><signed hand="#ink">{sender}</signed></closer></div></body></text></TEI>
"""
HOME = """# Who they were

A *family* of [printers](about/), <b>no markup</b>.

[Not this](javascript:alert(1))
"""
AUTHORITY = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="authority"><teiHeader><fileDesc>
<titleStmt><title>Names</title></titleStmt><publicationStmt><p>Made for a test.</p></publicationStmt>
<sourceDesc><p>Made up.</p></sourceDesc></fileDesc></teiHeader><standOff>
<listPerson><person xml:id="ada"><persName type="main">Osero, Ada</persName></person>
<person xml:id="bo"><persName type="main">Osero, Bo</persName></person></listPerson>
<listPlace><place xml:id="bonn"><placeName>Bonn</placeName></place></listPlace></standOff></TEI>
"""


@dataclasses.dataclass(frozen=True)
class Project:
    """A project on the disk, and what can be done with it."""

    folder: Path

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def letter(self, number: int, **said: str) -> Path:
        """Write the letter *number*; what is not said of it comes of the number."""
        usual = {
            "id": f"letter-{number}",
            "title": f"Letter {number}",
            "archive": "Town archive" if number % 2 else "County archive",
            "reference": f"A {number}",
            "sender": "ada" if number % 3 else "bo",
            "date": f"19{number // 4:02}-0{1 + number % 4}-11",
            "published": "2025-03-01",
            "number": str(number),
            "words": "",
        }
        path = self.folder / "letters" / f"{number:03}.xml"
        path.parent.mkdir(exist_ok=True)
        path.write_text((HEADER + BODY).format(**usual | said), encoding="utf-8", newline="\n")
        return path

    def publish(self, out: Path | None = None, *, jobs: int = 1, force: bool = False, cache: bool = True) -> Published:
        """Make the site, or another one in *out*."""
        settings = projects.read(self.folder / "tei.toml")
        return publish(
            self.folder / "letters", out or self.site, settings=settings, jobs=jobs, force=force, cache=cache
        )

    def search(self) -> None:
        """Let the site have a search."""
        path = self.folder / "tei.toml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("search = false\n", ""), encoding="utf-8", newline="\n")

    def set(self, table: str, line: str) -> None:
        """Add a line to a table of the settings."""
        path = self.folder / "tei.toml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(f"[{table}]\n", f"[{table}]\n{line}\n"), encoding="utf-8", newline="\n")

    def files(self, site: Path | None = None) -> dict[str, bytes]:
        """All files of the site, or of another one, by their paths."""
        root = site or self.site
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    def times(self) -> dict[str, int]:
        """When each file of the site was written."""
        found = (path for path in self.site.rglob("*") if path.is_file())
        return {path.relative_to(self.site).as_posix(): path.stat().st_mtime_ns for path in found}


def _made(folder: Path, count: int) -> Project:
    project = Project(folder)
    folder.mkdir()
    (folder / "tei.toml").write_text(SETTINGS, encoding="utf-8", newline="\n")
    (folder / "authority.xml").write_text(AUTHORITY, encoding="utf-8", newline="\n")
    for number in range(count):
        project.letter(number)
    return project


class Served(http.server.SimpleHTTPRequestHandler):
    """A server of files that says nothing, and finds them below the path that a site is published at."""

    below = ""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.below))

    def log_message(self, *_said: object) -> None:
        pass


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """A function that serves a folder on this machine below a path, and returns the address.

    A handler of its own may answer in the place of that which serves files.
    """
    servers: list[http.server.ThreadingHTTPServer] = []

    def start(folder: Path, path: str = "/", handler: type[http.server.SimpleHTTPRequestHandler] = Served) -> str:
        kind = type("Handler", (handler,), {"below": path.rstrip("/")})
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(kind, directory=str(folder)))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}{path}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[[int], Project]:
    """A function that gives a project with so many letters."""
    return lambda count: _made(tmp_path / "project", count)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project of twenty letters, one of them without a date and one with markup in its title, and its site.

    The site has a search if Pagefind is installed.
    """
    project = _made(tmp_path_factory.mktemp("published") / "project", 20)
    project.letter(4, title="Of &lt;script&gt;alert(1)&lt;/script&gt; &amp; “others”", published="2025-04-02")
    undated = project.letter(5, id="undated")
    text = undated.read_text(encoding="utf-8")
    undated.write_text(re.sub(r'<date when="19[^>]*/>', "", text), encoding="utf-8", newline="\n")
    (project.folder / "home.md").write_text(HOME, encoding="utf-8", newline="\n")
    (project.folder / "about.md").write_text("We are *few*.\n", encoding="utf-8", newline="\n")
    project.set("publish", 'home = "home.md"\nabout = "about.md"')
    project.search()
    # The cache is set aside for each test; this is made before.
    done = project.publish(cache=False)
    assert done.exit_code == 0, done.report and done.report.findings
    return project
