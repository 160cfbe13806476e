"""`tei odd diff` and `tei odd upgrade`: the report, the streams and the exit code."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

ODD = (
    '<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="own" source="tei:4.0.0" start="p">\n'
    '<moduleRef key="tei"/><moduleRef key="core" include="p hi"/>\n{}\n</schemaSpec>\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.rnc").write_text("start = element p { attribute n { text }?, text }\n", encoding="utf-8")
    (tmp_path / "b.rnc").write_text("start = element p { attribute n { text }, text }\n", encoding="utf-8")
    (tmp_path / "p.xml").write_text("<p>x</p>", encoding="utf-8")
    return tmp_path


def test_a_difference_exits_1(tei: Run, folder: Path) -> None:
    done = tei("odd", "diff", "a.rnc", "b.rnc", cwd=folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "a.rnc → b.rnc\n\n<p>\n  @n must be there now\n\n"
        "0 elements added, 0 removed, 1 difference of attributes, 0 of values, 0 of contents; "
        "1 difference may make a valid document invalid\n"
    )


def test_no_difference_exits_0(tei: Run, folder: Path) -> None:
    done = tei("odd", "diff", "a.rnc", "a.rnc", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "a.rnc and a.rnc do not differ\n", "")


def test_a_corpus_is_checked_under_both(tei: Run, folder: Path) -> None:
    done = tei("odd", "diff", "a.rnc", "b.rnc", "--corpus", "p.xml", "--format", "json", cwd=folder)
    assert done.returncode == 1
    [broken] = json.loads(done.stdout)["corpus"]["broken"]
    assert (broken["path"], broken["first"]["rule"]) == ("p.xml", "rng.attribute-missing")


def test_what_cannot_be_read_exits_2_beside_the_report(tei: Run, folder: Path) -> None:
    done = tei("odd", "diff", "a.rnc", "b.rnc", "--corpus", "absent", cwd=folder)
    assert done.returncode == 2
    assert done.stdout.startswith("a.rnc → b.rnc\n")
    assert done.stderr == "tei: error: no such file or folder: absent\n"


def test_a_report_goes_to_a_file_but_not_over_a_schema(tei: Run, folder: Path) -> None:
    done = tei("odd", "diff", "a.rnc", "b.rnc", "--format", "markdown", "-o", "diff.md", cwd=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert (folder / "diff.md").read_text(encoding="utf-8").startswith("# a.rnc → b.rnc\n")
    refused = tei("odd", "diff", "a.rnc", "b.rnc", "-o", "a.rnc", cwd=folder)
    assert refused.returncode == 2
    assert "the report would overwrite it" in refused.stderr


def test_a_schema_that_is_not_there_exits_2(tei: Run, folder: Path) -> None:
    done = tei("odd", "diff", "a.rnc", "aa.rnc", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "tei: error: no such file or folder: aa.rnc; did you mean a.rnc?\n"


def test_an_upgrade_shows_what_breaks_with_its_line(tei: Run, folder: Path) -> None:
    (folder / "own.odd").write_text(ODD.format('<moduleRef key="gaiji" except="charName"/>'), encoding="utf-8")
    done = tei("odd", "upgrade", "own.odd", "--to", "4.8.0", cwd=folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(
        "own.odd:3:24  odd.gone  <charName> is gone from TEI P5 4.8.0\n"
        '    3 | <moduleRef key="gaiji" except="charName"/>\n'
        "      |                        ^^^^^^^^^^^^^^^^^\n"
        "   help: TEI P5 4.0.0 is the last release here that has it\n"
        "   help: take the name out of @except\n"
    )
    assert "own.odd, TEI P5 4.0.0 → TEI P5 4.8.0: 1 broken, " in done.stdout


def test_an_upgrade_with_nothing_to_do_exits_0(tei: Run, folder: Path) -> None:
    (folder / "own.odd").write_text(ODD.format(""), encoding="utf-8")
    done = tei("odd", "upgrade", "own.odd", "--to", "tei:4.8.0", "--format", "json", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    content = json.loads(done.stdout)
    assert (content["from"], content["to"], content["breaking"], content["deprecated"]) == ("4.0.0", "4.8.0", [], [])


def test_an_upgrade_to_no_release_exits_2(tei: Run, folder: Path) -> None:
    (folder / "own.odd").write_text(ODD.format(""), encoding="utf-8")
    done = tei("odd", "upgrade", "own.odd", "--to", "5", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.startswith("tei: error: TEI P5 5 is not here; there are 2.7.0")
