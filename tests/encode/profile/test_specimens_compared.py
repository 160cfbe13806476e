from pathlib import Path

import pytest

from tei.encode import profile
from tei.encode.profile import testing
from tei.errors import DocumentError, UsageError

HEAD = """\
[[specimen]]
context = "in a sentence"
transcription = '''
The ice [illegible] has gone.
'''
tei = '''
"""
TEI = '<p>The ice <gap reason="illegible"/> has gone.</p>'


def found(tmp_path: Path, tei: str, more: str = "") -> list[tuple[int, str]]:
    """What is told of one specimen: lines and sentences."""
    path = tmp_path / "specimens.toml"
    path.write_text(f"{HEAD}{tei}\n'''\n{more}", encoding="utf-8")
    (tested,) = testing.test(testing.read([path]), profile.load("plain"))
    assert {(one.rule, one.path) for one in tested.findings} <= {("enc.specimen", str(path))}
    assert all(one.message.startswith("in a sentence: ") for one in tested.findings)
    assert tested.passed is (not tested.findings)
    return [(one.span.line, one.message.removeprefix("in a sentence: ")) for one in tested.findings]


def test_specimen_that_comes_out_has_no_finding(tmp_path: Path) -> None:
    more = 'rules = ["illegible"]\ndoubts = []\n[specimen.renditions]\nx = ["gap", "[illegible", "]"]'
    assert found(tmp_path, TEI) == []
    assert found(tmp_path, TEI, more) == []


@pytest.mark.parametrize(
    "tei, line, message",
    [
        (TEI.replace("ice", "snow"), 7, "there is ice; expected is snow"),
        (TEI.replace("has ", ""), 7, "there is has, which is not expected"),
        (TEI.replace("gone", "all gone"), 7, "expected is all, and it is not there"),
        (TEI.replace("/>", ' quantity="1" unit="word"/>'), 7, "<gap> lacks quantity='1'"),
        (TEI.replace("illegible", "redacted"), 7, "<gap> has reason='illegible'; expected is 'redacted'"),
        (f"<p>The\nice {TEI[11:-4]}<lb/></p>", 8, "expected is <lb> </lb>, and it is not there"),
    ],
)
def test_difference_is_told_on_its_line(tmp_path: Path, tei: str, line: int, message: str) -> None:
    assert (line, message) in found(tmp_path, tei)


def test_rules_doubts_and_generated_words_are_compared_where_they_are_given(tmp_path: Path) -> None:
    more = 'rules = ["doubt"]\ndoubts = ["unknown: x"]\n[specimen.renditions]\nx = ["gap", "[so", "]"]'
    assert found(tmp_path, TEI, more) == [
        (1, "brackets are taken by illegible; expected is doubt"),
        (1, "doubts are none; expected is unknown"),
        (7, "“[illegible” is generated before <gap>; expected is “[so”"),
    ]


def test_tei_of_a_specimen_that_is_none_is_told(tmp_path: Path) -> None:
    assert found(tmp_path, "<p>The\n<gap></p>") == [(8, "its TEI cannot be read: </p> does not close <gap>")]
    invalid = found(tmp_path, "<p>The</p>\n<pp>ice</pp>")
    assert (8, "its TEI is not valid: <pp> is not allowed in <div>") in invalid


def test_specimen_for_another_profile_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "specimens.toml"
    path.write_text(f"{HEAD}{TEI}\n'''\nprofile = 'frus'", encoding="utf-8")
    given = testing.read([tmp_path])
    assert list(testing.test(given, profile.load("plain"))) == []
    assert [one.passed for one in testing.test(given, profile.load("frus"))] == [True]


def test_faults_of_a_file_of_specimens_have_their_places(tmp_path: Path) -> None:
    path = tmp_path / "specimens.toml"
    path.write_text("[[specimn]]\n", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        testing.read([path])
    (one,) = caught.value.diagnostics
    assert (one.rule, one.span.line, one.help) == ("enc.profile", 1, ("did you mean “specimen”?",))
    path.write_text("[[specimen]]\ncontext = 'x'\ntei = 3\n", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        testing.read([path])
    assert [(one.span.line, one.message) for one in caught.value.diagnostics] == [
        (1, "[[specimen]] does not say transcription"),
        (3, "[[specimen]] tei must be text in quotation marks"),
    ]


def test_file_without_a_specimen_is_a_fault_of_the_call(tmp_path: Path) -> None:
    (tmp_path / "specimens.toml").write_text("title = 'x'", encoding="utf-8")
    with pytest.raises(UsageError, match=r"has no \[\[specimen\]\]"):
        testing.read([tmp_path])


@pytest.mark.parametrize("name", profile.SHIPPED)
def test_specimens_of_shipped_profiles_come_out(name: str) -> None:
    found = profile.load(name)
    tested = list(testing.test(found.specimens, found))
    assert [(one.specimen.context, one.findings) for one in tested if not one.passed] == []
    assert tested
