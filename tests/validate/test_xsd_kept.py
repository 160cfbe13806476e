"""What xmlschema has built is kept for the next process, and nothing that anybody else could have put there is used."""

import os
import pickle
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import xmlschema

from tei import cache
from tei.document import parse
from tei.validate import xsd, xsd_kept
from tei.validate.xsd_kept import KIND

pytestmark = pytest.mark.skipif(os.name != "posix", reason="whose a file is can be told on POSIX systems alone")

SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" {}><xs:include schemaLocation="part.xsd"/>
<xs:element name="list"><xs:complexType><xs:sequence><xs:element name="item" type="day" maxOccurs="9"/></xs:sequence>
<xs:attribute name="n" type="xs:integer"/><xs:assert test="@n lt 5"/></xs:complexType></xs:element></xs:schema>"""
PART = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:simpleType name="day"><xs:union
memberTypes="xs:{} xs:gYear"/></xs:simpleType></xs:schema>"""
NEW = 'xmlns:vc="http://www.w3.org/2007/XMLSchema-versioning" vc:minVersion="1.1"'
FAULTY = parse(b'<list n="7" x="1"><item>1949-10-24</item><item>never</item></list>', "a.xml")

Build = Callable[[], None]


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEI_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("TEI_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def path(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A schema of two files, of version 1.0 unless it is asked for the other."""
    found = tmp_path / "list.xsd"
    text = (
        SCHEMA.format(NEW)
        if getattr(request, "param", "") == "1.1"
        else SCHEMA.format("").replace('<xs:assert test="@n lt 5"/>', "")
    )
    found.write_text(text, encoding="utf-8")
    (tmp_path / "part.xsd").write_text(PART.format("date"), encoding="utf-8")
    return found


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The schemas that were built."""
    paths = []
    build = xsd.Schema._built

    def counting(schema: xsd.Schema) -> xmlschema.XMLSchemaBase:
        paths.append(schema.path)
        return build(schema)

    monkeypatch.setattr(xsd.Schema, "_built", counting)
    return paths


def files() -> list[Path]:
    return [Path(cache.entry(KIND, name)) for name in cache.keys(KIND)]


@pytest.mark.parametrize("path", ["1.0", "1.1"], indirect=True)
def test_what_was_built_is_not_built_again_and_finds_the_same(path: Path, built: list[Path]) -> None:
    first = xsd.load(path)
    findings = first.validate(FAULTY)
    assert {finding.rule for finding in findings} >= {"xsd.attribute-not-allowed", "xsd.invalid"}
    again = xsd.load(path)
    assert again.validate(FAULTY) == findings
    assert again.files == first.files
    assert len(built) == 1


@pytest.mark.parametrize("changed", ["list.xsd", "part.xsd"])
def test_a_schema_that_has_changed_is_built_again(path: Path, built: list[Path], changed: str) -> None:
    xsd.load(path).validate(FAULTY)
    file = path.with_name(changed)
    file.write_text(file.read_text("utf-8") + "\n", encoding="utf-8")
    xsd.load(path).validate(FAULTY)
    assert len(built) == 2


def test_another_version_builds_again(path: Path, built: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    xsd.load(path).validate(FAULTY)
    monkeypatch.setattr(xsd_kept, "version", lambda _name: "99")
    xsd.load(path).validate(FAULTY)
    assert len(built) == 2


class Intruder:
    """A pickle that does something when it is read."""

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, ("intruded",)


def forged(file: Path, seal: bytes) -> None:
    file.write_bytes(seal + zlib.compress(pickle.dumps(Intruder())))


def test_a_pickle_without_the_right_seal_is_never_read(
    path: Path, built: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    findings = xsd.load(path).validate(FAULTY)
    (file,) = files()
    seal = file.read_bytes()[:32]
    for wrong in (seal, bytes(32), xsd_kept._seal(file.name, b"another key", b"")):
        forged(file, wrong)
        assert xsd.load(path).validate(FAULTY) == findings
    assert len(built) == 4
    assert not (tmp_path / "intruded").exists()
    # It would be, with the key: the test is one.
    sealed = zlib.compress(pickle.dumps(Intruder()))
    key = xsd_kept._key()
    assert key is not None
    file.write_bytes(xsd_kept._seal(file.name, key, sealed) + sealed)
    assert xsd.load(path).validate(FAULTY) == findings
    assert (tmp_path / "intruded").exists()


def test_a_pickle_of_another_schema_is_not_taken(path: Path, built: list[Path], tmp_path: Path) -> None:
    xsd.load(path).validate(FAULTY)
    (file,) = files()
    whole = file.read_bytes()
    other = tmp_path / "other.xsd"
    other.write_text(path.read_text("utf-8"), encoding="utf-8")
    xsd.load(other).validate(FAULTY)
    (second,) = (one for one in files() if one != file)
    second.write_bytes(whole)
    xsd.load(other).validate(FAULTY)
    assert len(built) == 3


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o640, 0o604])
def test_a_key_that_others_can_get_at_is_not_used(path: Path, built: list[Path], tmp_path: Path, mode: int) -> None:
    xsd.load(path).validate(FAULTY)
    (tmp_path / "data" / "seal-key").chmod(mode)
    for _twice in range(2):
        xsd.load(path).validate(FAULTY)
    assert len(built) == 3


@pytest.mark.parametrize("where", ["data", "cache/xsd/{}", "file"])
def test_what_others_can_write_is_not_used(path: Path, built: list[Path], tmp_path: Path, where: str) -> None:
    xsd.load(path).validate(FAULTY)
    (file,) = files()
    assert file.stat().st_mode & 0o777 == 0o600
    folder = file if where == "file" else tmp_path / where.format(file.name[:2])
    if where.startswith("cache"):
        file.unlink()
    folder.chmod(0o777)
    for _twice in range(2):
        xsd.load(path).validate(FAULTY)
    # A file that others could write is written anew, in the user's own name.
    assert len(built) == (2 if where == "file" else 3)


def test_links_are_not_followed(path: Path, built: list[Path], tmp_path: Path) -> None:
    xsd.load(path).validate(FAULTY)
    key = tmp_path / "data" / "seal-key"
    key.rename(tmp_path / "key")
    key.symlink_to(tmp_path / "key")
    xsd.load(path).validate(FAULTY)
    assert len(built) == 2


def test_a_foreign_file_is_not_used(path: Path, built: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    xsd.load(path).validate(FAULTY)
    monkeypatch.setattr(os, "geteuid", lambda: 12_345)
    xsd.load(path).validate(FAULTY)
    assert len(built) == 2


def test_where_owners_cannot_be_known_nothing_is_kept(
    path: Path, built: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xsd_kept, "_key", lambda: None)
    for _twice in range(2):
        xsd.load(path).validate(FAULTY)
    assert (len(built), files()) == (2, [])


def test_what_is_for_one_folder_alone_is_not_kept(path: Path) -> None:
    xsd.load(path, path.parent).validate(FAULTY)
    assert files() == []


def test_the_oldest_goes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xsd_kept, "_MOST", 1)
    xsd.load(path).validate(FAULTY)
    before = files()
    path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
    xsd.load(path).validate(FAULTY)
    assert len(files()) == 1
    assert files() != before
