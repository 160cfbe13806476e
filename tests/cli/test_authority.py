"""``tei authority`` as a process."""

import csv
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tei import document, relaxng

Run = Callable[..., subprocess.CompletedProcess[str]]
TEXT = "Stalin met Comrade Shtykov.\nThen Shtykov & KOVALEV left.\n"


@pytest.fixture
def project(repository: Path, tmp_path: Path) -> Path:
    """A copy of this repository's corpus, and a transcription that nobody has encoded."""
    for name in ("corpus", "schemas"):
        shutil.copytree(repository / name, tmp_path / name)
    shutil.copy(repository / "tei.toml", tmp_path)
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_scan_lists_names_with_their_contexts(tei: Run, project: Path) -> None:
    del project
    done = tei("authority", "scan", "report.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "    2  Shtykov  person?\n"
        "       report.txt:1: Stalin met Comrade Shtykov. Then Shtykov & KOVALEV left.\n"
        "       report.txt:2: Stalin met Comrade Shtykov. Then Shtykov & KOVALEV left.\n"
        "1 name that the authority file does not have\n"
    )


def test_scan_reads_the_corpus_of_the_settings_where_all_names_are_encoded(tei: Run, project: Path) -> None:
    del project
    assert tei("authority", "scan").stdout == "0 names that the authority file does not have\n"


def test_scan_writes_json_and_a_table(tei: Run, project: Path) -> None:
    (found,) = json.loads(tei("authority", "scan", "report.txt", "--format", "json").stdout)["names"]
    assert (found["text"], found["kind"], found["count"], found["near"]) == ("Shtykov", "person", 2, [])
    assert found["contexts"][0] == {
        "path": "report.txt",
        "line": 1,
        "before": "Stalin met Comrade ",
        "name": "Shtykov",
        "after": ". Then Shtykov & KOVALEV left.",
    }
    done = tei("authority", "scan", "report.txt", "--format", "csv", "-o", "names.csv")
    assert done.stdout == "names.csv: 1 name\n"
    with (project / "names.csv").open(encoding="utf-8", newline="") as table:
        header, row = csv.reader(table)
    assert header == ["text", "kind", "count", "near", "path", "line", "context"]
    assert row[:3] == ["Shtykov", "person", "2"]


def test_entries_that_scan_writes_are_valid_in_the_authority_file(tei: Run, project: Path) -> None:
    (project / "report.txt").write_text(
        "met A. A. Gromyko in Harbin, the Trade Ministry, Wyschinskij", encoding="utf-8"
    )
    written = tei("authority", "scan", "report.txt", "--format", "tei").stdout
    file = project / "corpus" / "authority.xml"
    text = file.read_text(encoding="utf-8")
    start, end = text.index("<standOff>"), text.index("</standOff>") + len("</standOff>")
    replaced = document.parse((text[:start] + written.strip() + text[end:]).encode(), "a.xml")
    assert written.count("xml:id") == 4
    assert relaxng.load(project / "schemas" / "tei-documentary.rng").validate(replaced) == []


def test_scan_without_an_authority_file_is_refused(tei: Run, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    done = tei("authority", "scan", "report.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no --authority is given" in done.stderr


def test_scan_never_writes_over_what_it_reads(tei: Run, project: Path) -> None:
    done = tei("authority", "scan", "report.txt", "-o", "corpus/authority.xml")
    assert done.returncode == 2
    assert "would overwrite it" in done.stderr
    assert (project / "corpus" / "authority.xml").read_bytes().startswith(b"<?xml")


def test_faulty_authority_file_is_a_finding(tei: Run, project: Path) -> None:
    (project / "a.xml").write_text("<TEI>", encoding="utf-8")
    done = tei("authority", "scan", "report.txt", "--authority", "a.xml")
    assert done.returncode == 1
    assert done.stdout.startswith("a.xml:1:")


# --- reconcile ---

TABLE = (
    "id,label,aliases,birth,death,description\n"
    'Q855,Joseph Stalin,"Stalin, Iosif Vissarionovich",1878-12-18,1953-03-05,ruler\n'
    'Q1,Vyacheslav Molotov,"Molotov, Vyacheslav Mikhailovich",1890-03-09,1986-11-08,diplomat\n'
    "Q9,Mao Zedong,毛泽东,1893-12-26,1976-09-09,another number than his\n"
)


def test_reconcile_suggests_and_writes_nothing(tei: Run, project: Path) -> None:
    before = (project / "corpus" / "authority.xml").read_bytes()
    (project / "table.csv").write_text(TABLE, encoding="utf-8")
    done = tei("authority", "reconcile", "corpus/authority.xml", "--with", "table.csv")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "1.00  mao  wikidata https://www.wikidata.org/entity/Q9  has https://www.wikidata.org/entity/Q5816\n"
        "      Mao Zedong, another number than his: “Mao Zedong” is its name; 2 names in common; birth 1893-12-26; "
        "death 1976-09-09\n"
        "0.90  molotov  wikidata https://www.wikidata.org/entity/Q1\n"
        "      Vyacheslav Molotov, diplomat: “Molotov, Vyacheslav Mikhailovich” is its name; birth 1890; death 1986\n"
        "1.00  stalin  wikidata https://www.wikidata.org/entity/Q855  has it already\n"
        "      Joseph Stalin, ruler: “Joseph Stalin” is its name; 2 names in common; birth 1878-12-18; "
        "death 1953-03-05\n"
        "3 suggestions\n"
        "1 identifier would be written; --write writes them\n"
    )
    assert (project / "corpus" / "authority.xml").read_bytes() == before


def test_reconcile_writes_what_is_certain_into_a_file_that_stays_valid(tei: Run, project: Path) -> None:
    file = project / "corpus" / "authority.xml"
    before = file.read_text(encoding="utf-8")
    (project / "table.csv").write_text(TABLE, encoding="utf-8")
    done = tei("authority", "reconcile", "--with", "table.csv", "--write", "--format", "json")
    assert [one["entry"] for one in json.loads(done.stdout)["suggestions"]] == ["mao", "molotov", "stalin"]
    assert done.stderr == f"{Path('corpus', 'authority.xml')}: 1 identifier written\n"
    idno = '        <idno type="wikidata">https://www.wikidata.org/entity/Q1</idno>\n'
    note = "        <note>Recipient of copy 3.</note>\n"
    assert file.read_text(encoding="utf-8") == before.replace(note, note + idno)
    assert tei("validate", "corpus/authority.xml").returncode == 0
    again = tei("authority", "reconcile", "--with", "table.csv", "--write", "--certain", "0.5")
    assert again.stderr == f"{Path('corpus', 'authority.xml')}: 0 identifiers written\n"


def test_reconcile_refuses_what_is_no_table(tei: Run, project: Path) -> None:
    (project / "table.csv").write_text("name\nStalin\n", encoding="utf-8")
    done = tei("authority", "reconcile", "--with", "table.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "table.csv:1: a table of records has the columns id and label" in done.stderr
