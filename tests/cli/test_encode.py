"""`tei encode`: what is written, what is kept, what is refused, and how it is told."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
TEXT = """\
[handwritten at the top: to Cde. Orlov]

CABLE Nº 7

to GRANIT [Sobol]

The ice has gone [?]. The weir is [or was] open on 3 May 1951.

Nº 12 ORLIK 4 May
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a transcription and without settings."""
    (tmp_path / "cable.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def encode(tei: Run, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return tei("encode", *words, "--body", "--profile", "wilson", cwd=folder)


def test_document_goes_to_standard_output_and_its_report_aside(tei: Run, folder: Path) -> None:
    done = encode(tei, folder, "cable.txt")
    assert done.returncode == 0
    assert done.stdout.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<TEI ')
    assert done.stderr == "1 of 1 transcription encoded, 0 warnings\n"


def test_document_is_valid_and_faithful_by_the_other_commands(tei: Run, folder: Path) -> None:
    assert encode(tei, folder, "cable.txt", "-o", "cable.xml").returncode == 0
    assert tei("validate", "cable.xml", cwd=folder).returncode == 0
    assert tei("fidelity", "cable.txt", "cable.xml", cwd=folder).stdout.startswith("faithful: ")


def test_same_text_leaves_every_byte_and_a_changed_one_what_was_done_by_hand(tei: Run, folder: Path) -> None:
    target = folder / "cable.xml"
    encode(tei, folder, "cable.txt", "-o", "cable.xml")
    by_hand = target.read_text(encoding="utf-8").replace("The ice has", '<hi rend="italic">The ice</hi> has')
    target.write_text(by_hand, encoding="utf-8")
    assert "1 unchanged" in encode(tei, folder, "cable.txt", "-o", "cable.xml").stdout
    assert target.read_text(encoding="utf-8") == by_hand
    (folder / "cable.txt").write_text(TEXT.replace("3 May 1951", "5 May 1951"), encoding="utf-8")
    assert encode(tei, folder, "cable.txt", "-o", "cable.xml").returncode == 0
    merged = target.read_text(encoding="utf-8")
    assert '<hi rend="italic">The ice</hi> has' in merged
    assert '<date when="1951-05-05">5 May 1951</date>' in merged
    assert encode(tei, folder, "cable.txt", "-o", "cable.xml", "--replace").returncode == 0
    assert "<hi " not in target.read_text(encoding="utf-8")


def test_what_is_there_and_no_document_is_not_touched(tei: Run, folder: Path) -> None:
    (folder / "cable.xml").write_text("mine", encoding="utf-8")
    done = encode(tei, folder, "cable.txt", "-o", "cable.xml")
    assert (done.returncode, (folder / "cable.xml").read_text(encoding="utf-8")) == (1, "mine")
    assert "enc.merge-conflict" in done.stdout


def test_each_bracket_is_explained_with_its_place(tei: Run, folder: Path) -> None:
    done = encode(tei, folder, "cable.txt", "--explain")
    rules = [line.split()[0:2] for line in done.stdout.splitlines() if line.startswith("cable.txt:")]
    assert rules[:4] == [
        ["cable.txt:1:1", "annotation"],
        ["cable.txt:5:11", "cover-name"],
        ["cable.txt:7:18", "doubt"],
        ["cable.txt:7:35", "supplied"],
    ]
    assert ["cable.txt:9:13", "date"] in rules


def test_json_has_brackets_dates_and_agreement(tei: Run, folder: Path) -> None:
    encode(tei, folder, "cable.txt", "-o", "gold.xml")
    words = ("cable.txt", "--format", "json", "--explain", "--compare", "gold.xml")
    (one,) = json.loads(encode(tei, folder, *words).stdout)["documents"]
    assert [bracket["rule"] for bracket in one["brackets"]] == ["annotation", "cover-name", "doubt", "supplied"]
    assert [date["edtf"] for date in one["dates"]] == ["1951-05-03", "1951-05-04"]
    assert (one["encoded"], one["output"], one["genre"]) == (True, None, "cable")
    assert "agreement" in one


def test_processes_write_what_one_writes(tei: Run, folder: Path) -> None:
    many = folder / "many"
    many.mkdir()
    for number in range(6):
        (many / f"cable-{number}.txt").write_text(TEXT.replace("Nº 7", f"Nº {number}"), encoding="utf-8")
    for jobs in ("1", "2"):
        done = encode(tei, folder, "many", "-o", f"out{jobs}", "--jobs", jobs)
        assert done.stdout == "6 of 6 transcriptions encoded, 0 warnings\n"
    first, second = ({one.name: one.read_bytes() for one in folder.glob(f"out{jobs}/*.xml")} for jobs in "12")
    assert first == second
    assert len(first) == 6


def test_profile_with_faults_is_an_error_of_the_call_with_all_of_them(tei: Run, folder: Path) -> None:
    written = (
        'name = "own"\nextends = "wilson"\n[[bracket]]\nrule = "own"\nmatch = "(a"\nbefore = "b)"\ntei = "<gap>"\n'
    )
    (folder / "own.toml").write_text(written, encoding="utf-8")
    done = tei("encode", "cable.txt", "--profile", "own.toml", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("tei: error: a profile cannot be used as it is\n")
    assert [line.split()[0] for line in done.stderr.splitlines() if "enc.profile" in line] == [
        "own.toml:5:10",
        "own.toml:6:12",
        "own.toml:7:12",
    ]


@pytest.mark.parametrize(
    "words,said",
    [
        (("nowhere.txt",), "no such file or folder: nowhere.txt"),
        (("cable.txt", "other.txt", "-o", "both.xml"), "2 transcriptions cannot all be both.xml"),
        (("cable.txt", "other.txt"), "-o DIR says where their documents go"),
        (("cable.txt", "-o", "cable.txt"), "-o cable.txt is the transcription itself"),
        (("cable.txt", "cable.md", "-o", "out"), "cable.txt, cable.md would all be out"),
    ],
)
def test_call_that_cannot_be_carried_out_exits_2(tei: Run, folder: Path, words: tuple[str, ...], said: str) -> None:
    for name in ("other.txt", "cable.md"):
        (folder / name).write_text("Words.\n", encoding="utf-8")
    done = encode(tei, folder, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert (folder / "cable.txt").read_text(encoding="utf-8") == TEXT
