import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tei.diagnostics import Span
from tei.errors import DocumentError, EnvironmentFault, SchemaError, UsageError
from tei.odd.bases import facts, shelf
from tei.odd.bases.base import DocumentBase
from tei.odd.bases.facts import Facts
from tei.odd.bases.shelf_folder import folder

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "source.xml"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TEI_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def odd(specifications: str) -> str:
    return f'<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="s">{specifications}</schemaSpec>'


@pytest.mark.parametrize(
    "platform, variable, value, expected",
    [
        ("linux", "XDG_DATA_HOME", "{}/xdg", "xdg/tei/sources"),
        ("linux", "XDG_DATA_HOME", "relative", "home/.local/share/tei/sources"),
        ("freebsd14", "XDG_DATA_HOME", "", "home/.local/share/tei/sources"),
        ("darwin", "XDG_DATA_HOME", "{}/xdg", "home/Library/Application Support/tei/sources"),
        ("win32", "APPDATA", "{}/roaming", "roaming/tei/sources"),
        ("win32", "APPDATA", "", "home/AppData/Roaming/tei/sources"),
        ("linux", "TEI_DATA_DIR", "{}/own", "own/sources"),
        ("win32", "TEI_DATA_DIR", "{}/own", "own/sources"),
    ],
)
def test_folder_follows_the_habit_of_each_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, value: str, expected: str
) -> None:
    for name in ("TEI_DATA_DIR", "XDG_DATA_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr("os.path.expanduser", lambda path: path.replace("~", str(tmp_path / "home"), 1))
    monkeypatch.setenv(variable, value.format(tmp_path))
    assert folder() == tmp_path / expected


def test_without_a_home_the_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEI_DATA_DIR", "~nobody-of-this-name/data")
    with pytest.raises(EnvironmentFault, match="TEI_DATA_DIR"):
        folder()


@pytest.mark.parametrize(
    "address, name",
    [
        ("tei:4.8.0", "tei:4.8.0"),
        ("4.8.0", "tei:4.8.0"),
        ("", "tei:4.9.0a"),
        ("tei:current", "tei:4.9.0a"),
        ("https://www.tei-c.org/Vault/P5/4.8.0/xml/tei/odd/bases/p5subset.xml", "tei:4.8.0"),
        ("http://tei-c.org/Vault/P5/current/xml/tei/odd/bases/p5subset.xml", "tei:4.9.0a"),
        ("http://www.tei-c.org/release/xml/tei/odd/bases/p5subset.xml", "tei:4.9.0a"),
        ("https://www.tei-c.org/Vault/P5/4.8.0/xml/tei/odd/bases/p5subset.json", None),
        ("mei:5", "mei:5"),
    ],
)
def test_addresses_of_a_release_are_its_name(address: str, name: str | None) -> None:
    assert shelf.normal(address) == (name or address)


def test_release_that_ships_is_found_as_facts() -> None:
    assert shelf.find("tei:4.8.0") is facts.load("4.8.0")
    assert shelf.find("") is facts.load("4.9.0a")


def test_address_of_a_file_is_no_name_on_the_shelf() -> None:
    assert shelf.find("file:///nowhere/base.xml") is None


def test_release_that_is_not_here_says_how_to_get_it() -> None:
    shelf.add(SOURCE)
    with pytest.raises(shelf.MissingReleaseError) as caught:
        shelf.find("tei:4.2.0")
    here = "1.2.3b, 2.7.0, 3.0.0, 3.3.0, 3.5.0, 4.0.0, 4.4.0, 4.5.0, 4.6.0, 4.7.0, 4.8.0, 4.9.0a"
    assert caught.value.reason == f"TEI P5 4.2.0 is not here; there are {here}"
    assert caught.value.advice.endswith("run: tei odd source add p5subset.xml")
    assert str(caught.value) == f"{caught.value.reason}; {caught.value.advice}"


def test_state_on_the_way_to_a_release_is_older_than_it() -> None:
    releases = ["4.10.0", "4.9.0", "4.9.0a", "4.9.1", "4.9.0b"]
    assert sorted(releases, key=facts.age) == ["4.9.0a", "4.9.0b", "4.9.0", "4.9.1", "4.10.0"]


def test_what_is_added_is_found_with_its_prose_and_as_facts(data: Path) -> None:
    added = shelf.add(SOURCE)
    assert (added.name, added.faults) == ("tei:1.2.3b", ())
    assert added.path == data / "sources" / "tei%3A1.2.3b.xml"
    assert added.path.read_bytes() == SOURCE.read_bytes()
    whole = shelf.find("tei:1.2.3b")
    assert isinstance(whole, DocumentBase)
    spec = whole.spec("element", "p")
    assert spec
    assert [prose.kind for prose in spec.prose] == ["gloss", "desc", "exemplum", "remarks"]
    bare = shelf.find("tei:1.2.3b", whole=False)
    assert isinstance(bare, Facts)
    assert bare.name == whole.name == "TEI P5 1.2.3b"
    assert bare.spec("element", "p") == spec


def test_facts_that_cannot_be_read_are_not_missed(data: Path) -> None:
    shelf.add(SOURCE)
    (data / "sources" / f"facts-{facts.LAYOUT}" / "tei%3A1.2.3b.json").write_text('{"layout": 1}', encoding="utf-8")
    assert isinstance(shelf.find("tei:1.2.3b", whole=False), DocumentBase)


def test_own_copy_of_a_release_comes_before_the_facts_that_ship(tmp_path: Path) -> None:
    text = SOURCE.read_text(encoding="utf-8").replace("1.2.3b", "4.8.0")
    shelf.add(written(tmp_path, "own.xml", text))
    found = shelf.find("https://www.tei-c.org/Vault/P5/4.8.0/xml/tei/odd/bases/p5subset.xml")
    assert found
    assert found.modules == ("base", "core", "later")
    shelf.remove("4.8.0")
    assert shelf.find("tei:4.8.0") is facts.load("4.8.0")


def test_source_with_a_name_of_its_own_is_found_by_it(tmp_path: Path) -> None:
    path = written(tmp_path, "mei.xml", odd('<elementSpec ident="note" ns="http://www.music-encoding.org/ns/mei"/>'))
    name = "https://example.org/mei source/5.xml".replace(" ", "%20")
    assert shelf.add(path, name).name == name
    assert shelf.names() == [name]
    found = shelf.find(name)
    assert found
    assert (found.name, found.release, found.idents("element")) == (name, "", ("note",))


@pytest.mark.parametrize("name", ["", "mei", "C:/mei.xml", "mei: 5", "mei:" + "5" * 200])
def test_source_needs_a_name_that_is_an_address(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, "mei.xml", odd('<elementSpec ident="note"/>'))
    with pytest.raises(UsageError, match="--name"):
        shelf.add(path, name)
    assert shelf.names() == []


def test_what_a_source_includes_is_kept_with_it(tmp_path: Path) -> None:
    written(tmp_path, "part.xml", odd('<elementSpec ident="b"><desc>two <!-- three -->four</desc></elementSpec>'))
    include = '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{}"><x:fallback>{}</x:fallback></x:include>'
    fallback = '<elementSpec ident="c"/><elementSpec ident="d"/>'
    path = written(
        tmp_path,
        "whole.xml",
        odd(
            f'<!-- one --><elementSpec ident="a"/>{include.format("part.xml", "")}'
            f"{include.format('none.xml', fallback)}<?end?>"
        ),
    )
    kept = shelf.add(path, "my:whole").path
    (tmp_path / "part.xml").unlink()
    found = shelf.find("my:whole")
    assert found
    assert found.idents("element") == ("a", "b", "c", "d")
    text = kept.read_text(encoding="utf-8")
    assert "include" not in text
    assert "<!-- one -->" in text
    assert "<desc>two <!-- three -->four</desc>" in text
    assert "<?end?>" in text


@pytest.mark.parametrize(
    "specifications, message, span",
    [
        ("<p/>", "there are no specifications in this file", Span(1, 1, 1, 59)),
        (
            '<elementSpec ident="a"/>\n<classSpec ident="b" mode="delete"/>',
            'this ODD is not compiled: the specification of b has mode="delete"',
            Span(2, 22, 2, 35),
        ),
        (
            '<elementSpec ident="a"/>\n<moduleRef key="core"/>',
            "this ODD is not compiled: it takes the module core from another source",
            Span(2, 1, 2, 24),
        ),
    ],
)
def test_file_that_is_no_source_is_refused(tmp_path: Path, specifications: str, message: str, span: Span) -> None:
    path = written(tmp_path, "my.odd", odd(specifications))
    with pytest.raises(SchemaError) as caught:
        shelf.add(path, "my:odd")
    (finding,) = caught.value.diagnostics
    assert (finding.rule, finding.message, finding.span) == ("odd.source", message, span)
    assert finding.help
    assert shelf.names() == []


def test_file_that_is_not_there_or_no_xml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no file"):
        shelf.add(tmp_path / "none.xml")
    with pytest.raises(DocumentError):
        shelf.add(written(tmp_path, "broken.xml", "<TEI>"))


def test_what_is_not_understood_is_told(tmp_path: Path) -> None:
    specification = '<elementSpec ident="a"><content><elementRef key="b" minOccurs="2"/></content></elementSpec>'
    added = shelf.add(written(tmp_path, "odd.xml", odd(specification)), "my:source")
    assert [fault.rule for fault in added.faults] == ["odd.occurrence"]
    assert shelf.names() == ["my:source"]


def test_what_is_removed_is_gone(data: Path) -> None:
    path = shelf.add(SOURCE).path
    assert shelf.remove("tei:1.2.3b") == path
    assert [file for file in data.rglob("*") if file.is_file()] == []
    with pytest.raises(UsageError, match=r"tei:1\.2\.3b is not among .* none has been added"):
        shelf.remove("tei:1.2.3b")


# --- the commands ---


def test_sources_are_added_listed_and_removed(tei: Run, data: Path) -> None:
    done = tei("odd", "source", "add", str(SOURCE))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        'tei:1.2.3b: 6 elements, 2 classes, 1 macro, 1 datatype\nAn ODD starts from it with source="tei:1.2.3b".\n'
    )
    path = data / "sources" / "tei%3A1.2.3b.xml"
    lines = tei("odd", "source", "list").stdout.splitlines()
    assert len(lines) == 12
    assert lines[9] == "tei:4.8.0   TEI P5 4.8.0, facts"
    assert lines[-1] == f"tei:1.2.3b  TEI P5 1.2.3b, {path}"
    listed = json.loads(tei("odd", "source", "list", "--json").stdout)
    assert listed["folder"] == str(data / "sources")
    assert [row["name"] for row in listed["sources"] if row["current"]] == ["tei:4.9.0a"]
    assert listed["sources"][-1] == {
        "name": "tei:1.2.3b",
        "title": "TEI P5 1.2.3b",
        "prose": True,
        "path": str(path),
        "current": False,
    }
    done = tei("odd", "source", "remove", "tei:1.2.3b")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"Removed {path}\n", "")
    assert tei("odd", "source", "remove", "tei:1.2.3b").returncode == 2


def test_what_is_no_source_is_a_finding_with_its_help(tei: Run, tmp_path: Path) -> None:
    written(tmp_path, "my.odd", odd('<classSpec ident="b" mode="change"/>'))
    for command in ("add", "extract"):
        done = tei("odd", "source", command, "my.odd")
        assert (done.returncode, done.stderr) == (1, "")
        first, second = done.stdout.splitlines()
        assert first.startswith("my.odd:1:80  odd.source  this ODD is not compiled")
        assert second.startswith("   help: compile it first")


def test_facts_are_extracted(tei: Run, tmp_path: Path, source: DocumentBase) -> None:
    done = tei("odd", "source", "extract", str(SOURCE))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == facts.write(source).replace("the source", "TEI P5 1.2.3b", 1)
    assert tei("odd", "source", "extract", str(SOURCE), "-o", "facts.json").stdout == "facts.json\n"
    assert (tmp_path / "facts.json").read_text(encoding="utf-8") == done.stdout
    assert tei("odd", "source", "extract", "facts.json", "-o", "facts.json").returncode == 2


def test_faults_of_a_source_go_beside_its_facts(tei: Run, tmp_path: Path) -> None:
    specification = '<elementSpec ident="a"><content><elementRef key="b" minOccurs="x"/></content></elementSpec>'
    written(tmp_path, "base.xml", odd(specification))
    for command, *options in (("extract",), ("add", "--name", "my:base")):
        done = tei("odd", "source", command, "base.xml", *options)
        assert done.returncode == 0
        assert done.stderr.splitlines()[0].endswith("odd.value  “x” is no number of occurrences")
