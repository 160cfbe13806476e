import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tei import cache, relaxng
from tei.errors import SchemaError
from tei.relaxng import archive, compilation, sources, storage
from tei.relaxng.archive import Archived
from tei.relaxng.digests import digest
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
            "hostile": digest(hostile) + hostile,
        }[damage],
    )
    assert accepts(stored(schema), "<r><a/></r>")
    assert entry.read_bytes() == whole


CONTENTS = """start = r
r = element r { attribute q { xsd:QName "x" | list { xsd:int+ } }?, (element a { text } | b | c)+, (d & e?), any? }
any = element * - (a | b) { xsd:token - "x" }
b = element b { r* }
c = element c { empty }
d = element d { b }
e = element e { xsd:int { minInclusive = "3" } }
"""
HOSTILE: list[object] = [None, -1, 0, 1, 5, 10**30, "x", "", [], {}, [[]], True, 1.5, [1, 2, 3]]


def packed(content: dict[str, object]) -> bytes:
    """An entry as the archive has it: a line of JSON, and a line of numbers for each record, or whatever is there."""
    records = content["records"] if isinstance(content["records"], list) else [content["records"]]
    lines = [" ".join(map(str, record)) if isinstance(record, list) else str(record) for record in records]
    return "\n".join([json.dumps(content["header"]), *lines, ""]).encode()


@pytest.mark.parametrize("seed", range(20))
def test_entry_with_contents_that_were_not_written_here_does_no_harm(
    tmp_path: Path, cache_folder: Path, seed: int
) -> None:
    schema = tmp_path / "schema.rnc"
    schema.write_text(CONTENTS, encoding="utf-8")
    documents = [b"<r><a>x</a><d><b/></d></r>", b"<r q='1 2'><b/><d/></r>", b"<r><c/><e>4</e><d><b/></d><z>x</z></r>"]
    relaxng.load(schema)
    (entry,) = entries(cache_folder)
    whole = entry.read_bytes()
    chosen = random.Random(seed)  # noqa: S311 - no secret
    for _change in range(20):
        header, *records = whole[32:].decode().removesuffix("\n").split("\n")
        content = {"header": json.loads(header), "records": [list(map(int, record.split(" "))) for record in records]}
        place: Any = content
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = chosen.choice(keys)
            if not isinstance(place[key], (dict, list)) or not place[key] or chosen.random() < 0.1:
                break
            place = place[key]
        place[key] = chosen.choice(HOSTILE)
        data = packed(content)
        entry.write_bytes(digest(data) + data)
        grammar = relaxng.load(schema)
        for document in documents:
            assert isinstance(grammar.validate(document), list)


@pytest.mark.parametrize("place", ["file", "folder for the entry", "nowhere"])
def test_cache_that_cannot_be_is_no_hindrance(schema: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    folder = schema.parent / "in the way"
    if place == "file":
        folder.touch()
        monkeypatch.setenv("TEI_CACHE_DIR", str(folder))
    elif place == "folder for the entry":
        monkeypatch.setattr(cache, "entry", lambda _kind, _key: schema.parent)
    else:
        monkeypatch.delenv("TEI_CACHE_DIR")
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
        monkeypatch.setattr("os.path.expanduser", lambda path: path)
    assert relaxng.load(schema).validate(b"<r><a/></r>") == []


def test_processes_that_write_at_once_leave_a_whole_entry(schema: Path, cache_folder: Path) -> None:
    program = f"from tei import relaxng; print(relaxng.load({str(schema)!r}).validate(b'<r><a/></r>'))"
    running = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) for _one in range(4)]
    assert [process.communicate()[0].strip() for process in running] == [b"[]"] * 4
    (entry,) = entries(cache_folder)
    assert archive.read(entry.read_bytes()[32:]).table.elements


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
    entry.write_bytes(digest(packed.encode()) + packed.encode())
    assert relaxng.load(schema).validate(b"<r><a/><b/></r>") == []
    assert [one.rule for one in relaxng.load(schema).validate(b"<r><c/></r>")] == ["rng.element-not-allowed"]
    assert entry.read_bytes() == whole
