import os
from pathlib import Path

import pytest

from tei.corpus import discover, survey
from tei.errors import UsageError


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with documents at two levels, hidden ones and other files; it becomes the current one."""
    for name in ("b.xml", "a.xml", "sub/c.XML", "sub/deep/d.xml", ".hidden.xml", ".git/e.xml", "notes.txt", "._a.xml"):
        path = tmp_path / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.chdir(tmp_path)
    return Path("corpus")


def test_folder_means_the_visible_xml_files_below_it_sorted(corpus: Path) -> None:
    names = [path.relative_to(corpus).as_posix() for path in discover([corpus])]
    assert names == ["a.xml", "b.xml", "sub/c.XML", "sub/deep/d.xml"]


def test_pattern_means_what_it_matches(corpus: Path) -> None:
    def found(pattern: str) -> list[str]:
        return [path.relative_to(corpus).as_posix() for path in discover([corpus / pattern])]

    assert found("*.xml") == ["a.xml", "b.xml"]
    assert found("**/*.xml") == ["a.xml", "b.xml", "sub/deep/d.xml"]
    assert found("s*") == ["sub/c.XML", "sub/deep/d.xml"]
    with pytest.raises(UsageError, match=r"nothing matches .*\?\.xml"):
        found("nothing-?.xml")


def test_file_whose_name_looks_like_a_pattern_is_taken(corpus: Path) -> None:
    (corpus / "[a].xml").touch()
    assert discover([corpus / "[a].xml"]) == (corpus / "[a].xml",)


def test_named_file_is_taken_whatever_its_name(corpus: Path) -> None:
    assert discover([corpus / "notes.txt", str(corpus / ".hidden.xml")]) == (
        corpus / "notes.txt",
        corpus / ".hidden.xml",
    )


def test_hidden_folder_that_is_named_is_searched(corpus: Path) -> None:
    assert discover([corpus / ".git"]) == (corpus / ".git" / "e.xml",)


def test_order_of_the_paths_is_kept_and_each_file_comes_once(corpus: Path) -> None:
    found = discover([corpus / "b.xml", corpus, corpus / "sub" / ".." / "a.xml"])
    assert [path.name for path in found] == ["b.xml", "a.xml", "c.XML", "d.xml"]


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="needs symbolic links")
def test_links_are_followed_and_loops_are_not(corpus: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x.xml").touch()
    (corpus / "link").symlink_to(elsewhere, target_is_directory=True)
    (corpus / "sub" / "loop").symlink_to(corpus.absolute(), target_is_directory=True)
    (elsewhere / "itself").symlink_to(elsewhere, target_is_directory=True)
    names = [path.relative_to(corpus).as_posix() for path in discover([corpus])]
    assert names == ["a.xml", "b.xml", "link/x.xml", "sub/c.XML", "sub/deep/d.xml"]


@pytest.mark.parametrize(
    "path, sentence",
    [
        ("corpus/aa.xml", "no such file or folder: {corpus/aa.xml}; did you mean {corpus/a.xml}?"),
        ("corpus/notes", "no such file or folder: {corpus/notes}; did you mean {corpus/notes.txt}?"),
        ("corpus/A.xml", "no such file or folder: {corpus/A.xml}; did you mean {corpus/a.xml}?"),
        ("corpus/quite-another", "no such file or folder: {corpus/quite-another}"),
        ("nowhere/a.xml", "no such file or folder: {nowhere/a.xml} (there is no folder {nowhere})"),
    ],
)
def test_missing_path_names_the_neighbour_that_may_be_meant(corpus: Path, path: str, sentence: str) -> None:
    if path == "corpus/A.xml" and (corpus / "A.xml").exists():
        pytest.skip("this file system does not tell capitals from small letters")
    expected = "".join(
        part if index % 2 == 0 else str(Path(part)) for index, part in enumerate(sentence.replace("}", "{").split("{"))
    )
    with pytest.raises(UsageError) as caught:
        discover([path])
    assert str(caught.value) == expected


def test_folder_without_documents_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^no \.xml file in the folder "):
        discover([tmp_path])


def test_no_path_at_all_is_a_fault() -> None:
    with pytest.raises(UsageError, match="no path was given"):
        discover([])


def test_survey_keeps_what_was_found_beside_the_faults(corpus: Path) -> None:
    found = survey([corpus / "none.xml", corpus / "a.xml", "bad\0name", corpus / "none.xml"])
    assert found.paths == (corpus / "a.xml",)
    missing, impossible = found.faults
    assert missing.startswith("no such file or folder: ")
    assert "bad" in impossible


def test_unreadable_subfolder_is_a_fault_and_the_rest_is_found(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked, scan = corpus / "sub", os.scandir

    def refuse(path: str) -> object:
        # A superuser may read everything, so that the mode alone would not do.
        if Path(path) == locked:
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = survey([corpus])
    assert [path.name for path in found.paths] == ["a.xml", "b.xml"]
    assert found.faults == (f"cannot read {locked}: Permission denied",)


@pytest.mark.skipif(os.name != "posix", reason="pipes with a name are of POSIX systems")
def test_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.xml").touch()
    os.mkfifo(tmp_path / "pipe.xml")
    assert discover([tmp_path]) == (tmp_path / "a.xml",)


def test_link_that_leads_to_nothing_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.xml").touch()
    (tmp_path / "dangling.xml").symlink_to("nothing")
    assert survey([tmp_path]).faults == (f"the link {tmp_path / 'dangling.xml'} leads to nothing",)
    with pytest.raises(UsageError, match="leads to nothing"):
        discover([tmp_path / "dangling.xml"])
