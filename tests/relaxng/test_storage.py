import hashlib
from pathlib import Path

import pytest

from tei import cache
from tei.errors import SchemaError
from tei.relaxng import archive, compilation, sources, storage
from tei.relaxng.archive import Archived
from tei.relaxng.schema import Schema
from tei.relaxng.validator import Validator

MAIN = 'include "part.rnc"\nstart = element r { part* }'
PART = "part = element a { empty } | element b { empty }"


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("TEI_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    (tmp_path / "part.rnc").write_text(PART, encoding="utf-8")
    path = tmp_path / "main.rnc"
    path.write_text(MAIN, encoding="utf-8")
    return path


def stored(schema: Path) -> Archived:
    return storage.grammar(schema.read_bytes(), str(schema), sources.files(schema))


def accepts(found: Archived, document: str) -> bool:
    return Validator(found.start, found.table, has_context=found.has_context).is_valid(document.encode())


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / storage.KIND).rglob("*") if path.is_file())


def no_compilation(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        pytest.fail("compiled again")

    monkeypatch.setattr(compilation, "compiled", refuse)


def test_second_time_nothing_is_compiled(schema: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert accepts(stored(schema), "<r><a/></r>")
    no_compilation(monkeypatch)
    assert accepts(stored(schema), "<r><a/><b/></r>")
    assert not accepts(stored(schema), "<r><c/></r>")


def test_changed_schema_is_compiled_again(schema: Path) -> None:
    stored(schema)
    schema.write_text(MAIN.replace("element r", "element s"), encoding="utf-8")
    assert accepts(stored(schema), "<s/>")


def test_changed_file_that_is_included_is_noticed(schema: Path) -> None:
    stored(schema)
    (schema.parent / "part.rnc").write_text(PART.replace("element a", "element z"), encoding="utf-8")
    assert accepts(stored(schema), "<r><z/></r>")
    assert not accepts(stored(schema), "<r><a/></r>")


def test_file_that_is_no_longer_there_is_noticed(schema: Path) -> None:
    stored(schema)
    (schema.parent / "part.rnc").unlink()
    with pytest.raises(SchemaError):
        stored(schema)


def test_schema_that_is_refused_is_not_kept(schema: Path, cache_folder: Path) -> None:
    schema.write_text("start = element r { undefined }", encoding="utf-8")
    for _again in range(2):
        with pytest.raises(SchemaError):
            stored(schema)
    assert entries(cache_folder) == []


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "foreign", "hostile"])
def test_damaged_entry_is_made_anew(schema: Path, cache_folder: Path, damage: str) -> None:
    stored(schema)
    (entry,) = entries(cache_folder)
    whole = entry.read_bytes()
    hostile = b'{"start": 7, "patterns": []}'
    entry.write_bytes(
        {
            "cut": whole[:-10],
            "flip": whole[:50] + bytes([whole[50] ^ 1]) + whole[51:],
            "empty": b"",
            "foreign": b"cos\nsystem\n(S'true'\ntR.",
            "hostile": hashlib.sha256(hostile).digest() + hostile,
        }[damage],
    )
    assert accepts(stored(schema), "<r><a/></r>")
    assert entry.read_bytes() == whole


def test_entry_of_another_format_is_not_read(schema: Path, monkeypatch: pytest.MonkeyPatch, cache_folder: Path) -> None:
    stored(schema)
    monkeypatch.setattr(storage, "_FORMAT", 0)
    assert accepts(stored(schema), "<r><a/></r>")
    assert len(entries(cache_folder)) == 2


def test_cache_that_cannot_be_written_is_no_hindrance(schema: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "store", lambda *_arguments: False)
    assert accepts(stored(schema), "<r><a/></r>")


def test_entry_is_data_that_anyone_can_read(schema: Path, cache_folder: Path) -> None:
    stored(schema)
    (entry,) = entries(cache_folder)
    found = archive.read(entry.read_bytes()[32:])
    assert [address.rsplit("/", 1)[1] for address, _digest in found.files] == ["part.rnc"]


@pytest.mark.parametrize("flaw", ["8 0 99", "9 9 9", "8 99 1", ""])
def test_entry_that_makes_no_sense_is_compiled_when_that_comes_to_light(
    schema: Path, cache_folder: Path, flaw: str
) -> None:
    stored(schema)
    (entry,) = entries(cache_folder)
    whole = entry.read_bytes()
    packed = "\n".join([line if number < 2 else flaw for number, line in enumerate(whole[32:].decode().split("\n"))])
    entry.write_bytes(hashlib.sha256(packed.encode()).digest() + packed.encode())
    assert Schema(schema).validate(b"<r><a/><b/></r>") == []
    assert [one.rule for one in Schema(schema).validate(b"<r><c/></r>")] == ["rng.element-not-allowed"]
    assert entry.read_bytes() == whole
