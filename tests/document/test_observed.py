"""What is asked of the file system while a document is looked at is noted, and asked in one place."""

import os
import re
from collections import Counter
from pathlib import Path

from tei.document import observed, read
from tei.document.references import neighbour, place

ASKING = re.compile(
    r"os\.path\.(?:exists|isfile|isdir|lexists|islink|realpath)|os\.(?:stat|lstat|listdir|scandir)\(|"
    r"\.(?:is_file|is_dir|exists|iterdir|glob|rglob|read_bytes|read_text)\("
)
# Of the document itself, its folder, the folders of the plan and the authority files it is known otherwise. Editions
# remember nothing.
KNOWN = {
    "tei/document/including.py": 1,
    "tei/document/shelves.py": 2,
    "tei/validate/companions.py": 1,
    "tei/validate/pointers/files.py": 1,
}


def test_questions_and_answers_are_noted(tmp_path: Path) -> None:
    (tmp_path / "b.xml").write_text("<b/>", encoding="utf-8")
    with observed.noting() as asked:
        goal = place(tmp_path, "sub/../a.xml")
        assert observed.is_absent(goal)
        assert not observed.exists(goal)
        assert not observed.is_file("")
        assert neighbour("c.xml", goal) == ""
        read(tmp_path / "b.xml")
    observed.is_absent(str(tmp_path))
    assert asked.answers == {
        ("true path", str(tmp_path / "sub/../a.xml")): goal,
        ("absent", goal): True,
        ("there", goal): False,
        ("file", ""): False,
        ("documents", os.path.dirname(goal)): "b.xml",  # noqa: PTH120 - as it is asked
    }
    assert asked.contents == {str(tmp_path / "b.xml"): b"<b/>"}


def test_who_notes_within_another_takes_nothing_away(tmp_path: Path) -> None:
    with observed.noting() as outer:
        with observed.noting() as inner:
            observed.exists(str(tmp_path))
        observed.exists("b")
    assert (len(inner.answers), len(outer.answers)) == (1, 2)


def test_what_looks_at_documents_asks_in_this_place_alone(repository: Path) -> None:
    rooms = [
        *(repository / "tei" / "document").glob("*.py"),
        *(repository / "tei" / "validate" / "pointers").glob("*.py"),
    ]
    alone = [repository / "tei" / "validate" / f"{name}.py" for name in ("closer", "companions", "root", "excerpts")]
    # What reads files tells of them, what is resolved among all documents is not remembered, and tables are part of
    # the engine.
    others = {"archives.py", "loading.py", "observed.py", "resolving.py", "tables.py"}
    found = Counter[str]()
    for path in (one for one in (*rooms, *alone) if one.name not in others):
        text = re.sub(r"observed\.\w+\(", "", path.read_text("utf-8"))
        found[path.relative_to(repository).as_posix()] += len(ASKING.findall(text))
    assert +found == KNOWN
