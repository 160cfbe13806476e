"""``tei profile`` as a process."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_list_has_the_shipped_profiles(tei: Run) -> None:
    lines = tei("profile", "list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["wilson", "frus", "venona", "leiden", "plain"]
    told = json.loads(tei("profile", "list", "--json").stdout)["profiles"]
    assert [one["name"] for one in told] == ["wilson", "frus", "venona", "leiden", "plain"]
    assert all(one["title"] and one["rules"] > 10 for one in told)


def test_show_lists_rules_with_an_example_and_their_tei(tei: Run) -> None:
    done = tei("profile", "show", "plain", "--rule", "sic")
    assert done.returncode == 0
    assert "  sic  " in done.stdout
    assert "<sic>" in done.stdout
    told = json.loads(tei("profile", "show", "plain", "--rule", "sic", "--format", "json").stdout)["rules"]
    assert {one["rule"] for one in told} == {"sic"}
    assert all("sic" in one["example"] and "<sic" in one["tei"] for one in told), told


def test_new_profile_passes_its_test_and_is_not_overwritten(tei: Run, tmp_path: Path) -> None:
    assert tei("profile", "new", "house").stdout == "house.toml\nNext:\n  tei profile test house.toml\n"
    done = tei("profile", "test", "house.toml")
    assert (done.returncode, done.stdout) == (0, "1 specimen comes out as expected\n")
    before = (tmp_path / "house.toml").read_bytes()
    again = tei("profile", "new", "house.toml")
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr == "tei: error: house.toml is there already, and is not overwritten\n"
    assert (tmp_path / "house.toml").read_bytes() == before


def test_new_profile_extends_a_shipped_one_alone(tei: Run) -> None:
    done = tei("profile", "new", "house", "--extends", "wilsn")
    assert done.returncode == 2
    assert "a new profile extends one of wilson, frus, venona, leiden, plain, not “wilsn”" in done.stderr


def test_test_tells_what_differs_and_counts(tei: Run, tmp_path: Path) -> None:
    tei("profile", "new", "house")
    path = tmp_path / "house.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("<p>The", "<p>All the"), encoding="utf-8")
    done = tei("profile", "test", "house.toml")
    assert done.returncode == 1
    assert "house.toml:29:1  enc.specimen  a remark above the text: there is The; expected is All the\n" in done.stdout
    assert done.stdout.endswith("0 of 1 specimens come out as expected\n")
    told = json.loads(tei("profile", "test", "house.toml", "--format", "json").stdout)
    assert (told["profile"], told["specimens"], told["passed"], told["passed_over"]) == ("house", 1, 0, 0)
    (one,) = told["tested"]
    assert (one["passed"], one["rules"], one["doubts"]) == (False, ["remark"], [])
    assert one["tei"].endswith('\n<p xml:id="p-the-ice-has">The ice has gone.</p>')
    assert [finding["rule"] for finding in one["findings"]] == ["enc.specimen"]


def test_faulty_profile_is_told_with_its_line_and_advice(tei: Run, tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text('extends = "plian"\n', encoding="utf-8")
    done = tei("profile", "test", "house.toml")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("house.toml:1:12  enc.profile  there is no profile “plian”")
    assert 'extends = "plian"' in done.stdout
    assert "help: did you mean “plain”?" in done.stdout


def test_profile_without_specimens_is_a_fault_of_the_call(tei: Run, tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text('extends = "plain"\n', encoding="utf-8")
    done = tei("profile", "test", "house.toml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no specimen for house.toml" in done.stderr
    missing = tei("profile", "test", "none")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "there is no profile “none”" in missing.stderr
