from pathlib import Path

import pytest

from tei.settings.globs import beginning, mistake, one_of, seen_from


@pytest.mark.parametrize(
    "glob, path, matches",
    [
        ("a.xml", "a.xml", True),
        ("a.xml", "b/a.xml", False),
        ("a.xml", "axxml", False),
        ("./a.xml", "a.xml", True),
        ("*.xml", "a.xml", True),
        ("*.xml", "b/a.xml", False),
        ("letters/*.xml", "letters/a.xml", True),
        ("letters/*.xml", "letters/b/a.xml", False),
        ("letters/**/*.xml", "letters/a.xml", True),
        ("letters/**/*.xml", "letters/b/c/a.xml", True),
        ("letters/**/*.xml", "letters.xml", False),
        ("letters/**", "letters/b/a.xml", True),
        ("letters/**", "letters", False),
        ("**/a.xml", "a.xml", True),
        ("**/a.xml", "b/c/a.xml", True),
        ("**/a.xml", "b/ca.xml", False),
        ("**", "b/a.xml", True),
        ("letters", "letters/b/a.xml", True),
        ("letters/", "letters/a.xml", True),
        ("letters", "lettersome/a.xml", False),
        ("l?tters/[ab].xml", "letters/a.xml", True),
        ("[!a].xml", "a.xml", False),
        ("[!a].xml", "b.xml", True),
        ("a[!b]c", "a/c", False),
        ("a+(b).xml", "a+(b).xml", True),
        ("[]].xml", "].xml", True),
        ("[[]x].xml", "[x].xml", True),
        ("../b/*.xml", "../b/a.xml", True),
        ("a**b.xml", "a/b.xml", False),
    ],
)
def test_pattern_means_what_the_manual_says(glob: str, path: str, matches: bool) -> None:  # noqa: FBT001
    assert (one_of(((glob,),)).match(path) is not None) == matches


def test_first_of_several_groups_that_matches_is_told() -> None:
    expression = one_of((("a/*.xml", "b"), ("**",)))
    assert [(met := expression.match(path)) and met.lastindex for path in ("a/x.xml", "b/c.xml", "c.xml")] == [1, 1, 2]


@pytest.mark.parametrize("glob", ["", ".", "./", "/a", "a\\b", "a\0"])
def test_what_is_no_pattern_is_said_to_be_none(glob: str) -> None:
    assert mistake(glob)


@pytest.mark.parametrize("glob", ["a", "a/**", "../a", ".hidden/*"])
def test_pattern_is_taken(glob: str) -> None:
    assert mistake(glob) == ""


@pytest.mark.parametrize(
    "glob, start",
    [("a/b/*.xml", "a/b"), ("a/b.xml", "a/b.xml"), ("*.xml", ""), ("./a/**", "a"), ("a/b*/c", "a"), ("a/", "a")],
)
def test_beginning_is_the_part_without_wildcards(glob: str, start: str) -> None:
    assert beginning(glob) == start


def test_path_is_seen_from_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a")
    assert seen_from(tmp_path, Path("b/c.xml")) == "a/b/c.xml"
    assert seen_from(tmp_path / "a" / "b", "c.xml") == "../c.xml"
    assert seen_from(tmp_path, tmp_path / "a" / ".." / "d.xml") == "d.xml"
