"""A small edition to pack, and a form of metadata to pack with it as long as tei has none of its own."""

import shutil
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from tei.deposit import packages
from tei.deposit.verifying import VerifyReport, verify
from tei.metadata import Record, crosswalks

Edition = Callable[..., Path]

HEADER = """<teiHeader><fileDesc>
<titleStmt><title>{title}</title>
<author><persName><surname>Lovelace</surname>, <forename>Ada</forename></persName></author></titleStmt>
<publicationStmt><publisher>The project</publisher>{date}<idno type="DOI">10.5555/{name}</idno>
<availability><licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence></availability>
</publicationStmt><sourceDesc><p>Born digital.</p></sourceDesc></fileDesc></teiHeader>"""

GRAMMAR = """default namespace = "http://www.tei-c.org/ns/1.0"
include "parts/header.rnc"
start = element TEI { attribute xml:id { text }?, header, element text { element body { p+ } } }
p = element p { attribute ref { text }?, attribute n { "1" | "2" }?, text }
"""

PARTS = """default namespace = "http://www.tei-c.org/ns/1.0"
header = element teiHeader { any* }
any = element * { (attribute * { text } | text | any)* }
"""

RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
<ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
<pattern><rule context="t:p">
<assert id="words" test="normalize-space()">A paragraph has words.</assert></rule></pattern>
</schema>"""

AUTHORITY = """<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<standOff><listPerson>
<person xml:id="ada"><persName>Ada Lovelace</persName><idno type="GND">https://d-nb.info/gnd/119232022</idno></person>
</listPerson></standOff></TEI>"""

SETTINGS = """[validate]
schema = "schemas/letters.rnc"
schematron = "schemas/letters.sch"

[encode]
authority = "authority.xml"
"""


def _letter(name: str, body: str = "<p>Words.</p>", *, title: str = "A letter", date: str = "1843-09-09") -> str:
    """A document that the edition's grammar accepts."""
    dated = f'<date when="{date}"/>' if date else ""
    header = HEADER.format(title=escape(title), date=dated, name=name)
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body>{body}</body></text></TEI>'


TWO_LETTERS = {
    "first.xml": _letter("first", '<p ref="../authority.xml#ada">Words of Ada.</p>'),
    "second.xml": _letter("second"),
}


@pytest.fixture
def letter() -> Callable[..., str]:
    """A function that gives a document which the edition's schemas accept."""
    return _letter


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    """A function that writes a project with its own schemas and the documents given to it, and returns its folder."""

    def write(documents: dict[str, str], folder: str = "edition") -> Path:
        root = tmp_path / folder
        files = {
            "tei.toml": SETTINGS,
            "schemas/letters.rnc": GRAMMAR,
            "schemas/parts/header.rnc": PARTS,
            "schemas/letters.sch": RULES,
            "authority.xml": AUTHORITY.format(header=HEADER.format(title="Names", date="", name="names")),
            **{f"letters/{name}": text for name, text in documents.items()},
        }
        for name, text in files.items():
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        return root

    return write


@pytest.fixture(autouse=True)
def _form_for_dspace(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have a form ``dspace`` that says the title, where tei has none: the format saf cannot be without."""
    if "dspace" in crosswalks.FORMS:
        yield
        return

    def write(record: Record) -> bytes:
        title = escape(record.title.text if record.title else "")
        return f'<dublin_core><dcvalue element="title">{title}</dcvalue></dublin_core>\n'.encode()

    module = types.ModuleType("tei.metadata.crosswalks.dspace_of_tests")
    module.write = write  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    form = crosswalks.Form("DSpace", "dspace_of_tests", "dspace.xml", "application/xml")
    monkeypatch.setattr(crosswalks, "FORMS", {**crosswalks.FORMS, "dspace": form})
    yield


@pytest.fixture(scope="session")
def kept_packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what was packed before, by its format: to pack takes far longer than to copy."""
    return tmp_path_factory.mktemp("kept-packages")


@pytest.fixture
def packed(edition: Edition, tmp_path: Path, kept_packages: Path) -> Callable[..., Path]:
    """A function that packs two letters, or those given, in a format, and returns the package."""

    def pack(form: str, documents: dict[str, str] | None = None) -> Path:
        root, out, kept = edition(documents or TWO_LETTERS), tmp_path / "packages", kept_packages / form
        if documents is None and kept.exists():
            (made,) = kept.iterdir()
            shutil.copytree(kept, out, symlinks=True, dirs_exist_ok=True)
            return out / made.name
        report = packages.pack([root / "letters"], form=form, out=out, collection="letters", pdf=False)
        assert report.exit_code == 0, report.findings
        (path,) = report.written
        if documents is None:
            shutil.copytree(out, kept, symlinks=True)
        return path

    return pack


def rules(report: VerifyReport) -> list[tuple[str, str]]:
    """The rule and the place in the package of each finding."""
    prefix = f"{report.path}/"
    return [(finding.rule, finding.path.removeprefix(prefix)) for finding in report.findings]


@pytest.fixture
def verified() -> Callable[[Path], list[tuple[str, str]]]:
    """A function that gives the rule and the place in the package of each finding on it."""
    return lambda path: rules(verify(path))
