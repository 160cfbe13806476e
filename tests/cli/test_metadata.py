"""``tei metadata export`` and ``apply``, and ``tei deposit oai``, as processes."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(repository: Path, tmp_path: Path) -> Path:
    """A copy of this repository's edition with its schemas."""
    for name in ("corpus", "schemas"):
        shutil.copytree(repository / name, tmp_path / name)
    shutil.copy(repository / "tei.toml", tmp_path)
    return tmp_path


def test_table_goes_out_changed_and_comes_back(tei: Run, project: Path) -> None:
    before = (project / "corpus/cable-59363.xml").read_bytes()
    assert tei("metadata", "export", "-o", "t.csv", "--bom", "--delimiter", "semicolon").returncode == 0
    table = project / "t.csv"
    data = table.read_bytes()
    assert data.startswith(b"\xef\xbb\xbffile;header;digest;title 1;")
    table.write_bytes(data.replace(b"First TEI edition", b"Second TEI edition"))
    dry = tei("metadata", "apply", "t.csv")
    assert (dry.returncode, dry.stderr) == (0, "")
    assert '+        <edition n="1.0">Second TEI edition</edition>\n' in dry.stdout
    assert dry.stdout.endswith(
        "1 cell in 1 document would change (read as UTF-8 with a byte order mark, cells divided by semicolons); "
        "--write changes them\n"
    )
    assert (project / "corpus/cable-59363.xml").read_bytes() == before
    assert tei("metadata", "apply", "t.csv", "--write").returncode == 0
    after = (project / "corpus/cable-59363.xml").read_bytes()
    assert after == before.replace(b"First TEI edition", b"Second TEI edition")
    assert tei("validate").returncode == 0


def test_change_that_the_schema_refuses_is_told_and_not_written(tei: Run, project: Path) -> None:
    before = (project / "corpus/authority.xml").read_bytes()
    table = project / "t.csv"
    exported = tei("metadata", "export", "corpus", "--columns", "availability").stdout
    table.write_text(exported.replace(",free", ",gratis"), encoding="utf-8")
    done = tei("metadata", "apply", "t.csv", "corpus", "--write")
    assert done.returncode == 1
    assert done.stdout.startswith("t.csv:2:1  dep.metadata-invalid  authority.xml: ")
    assert "rng.value" in done.stdout
    assert done.stdout.endswith("nothing is changed in 2 documents (read as UTF-8, cells divided by commas)\n")
    assert (project / "corpus/authority.xml").read_bytes() == before
    assert tei("metadata", "apply", "t.csv", "corpus", "--write", "--force").returncode == 1
    assert b'status="gratis"' in (project / "corpus/authority.xml").read_bytes()


def test_table_is_never_written_over_a_document(tei: Run, project: Path) -> None:
    before = (project / "corpus/cable-59363.xml").read_bytes()
    done = tei("metadata", "export", "corpus", "-o", "corpus/cable-59363.xml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "call it .csv" in done.stderr
    (project / "named.txt").write_bytes(before)
    done = tei("metadata", "export", "named.txt", "-o", "named.txt")
    assert (done.returncode, "would overwrite it" in done.stderr) == (2, True)
    assert (project / "named.txt").read_bytes() == before


def test_column_that_is_not_known_is_a_wrong_call(tei: Run, project: Path) -> None:
    done = tei("metadata", "export", "corpus", "--columns", "titel")
    assert (project / "corpus").is_dir()
    assert (done.returncode, done.stderr) == (2, "tei: error: there is no column titel; did you mean title?\n")


@pytest.mark.usefixtures("project")
def test_response_to_a_harvester_is_printed(tei: Run) -> None:
    options = ("--email", "a@example.org", "--namespace", "example.org", "--answer", "verb=Identify")
    done = tei("deposit", "oai", *options, SOURCE_DATE_EPOCH="86400")
    assert (done.returncode, done.stderr) == (0, "")
    assert "<responseDate>1970-01-02T00:00:00Z</responseDate>" in done.stdout
    assert "<repositoryName>Cable 59363: a documentary edition</repositoryName>" in done.stdout
    assert tei("deposit", "oai", "--answer", "verb=Identify").returncode == 2
