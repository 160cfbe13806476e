"""One command reserves a DOI, writes it into the document, packs again and pushes; killed anywhere, it goes on."""

import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from unittest import mock

import pytest

from fake_invenio import FakeInvenio
from fault_cases import VARIABLE, Repository, no_waiting, settings
from playing import TOKEN
from tei.deposit import packages
from tei.deposit.push import Wishes, package, push
from tei.deposit.verifying import verify
from tei.errors import UsageError

Edition = Callable[..., Path]
Letter = Callable[..., str]

DOI: Final = "10.1234/record1"
IDNO: Final = f'<idno type="DOI">{DOI}</idno>'

FORBIDDING: Final = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
<ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
<pattern><rule context="t:idno"><assert id="no-doi" test="@type != 'DOI'">No DOI here.</assert></rule></pattern>
</schema>"""

# Kills itself before the event of this number: what is sent, and what changes the name of a file or removes a folder.
PROGRAM: Final = """
import os, signal, sys
from pathlib import Path
from fault_cases import no_waiting, settings
from tei.deposit.push import Wishes, push
from tei.deposit import packages
import tei.deposit.packages.making, tei.saxon
last, seen = int(sys.argv[3]), []
def count(event, _):
    if event in {"http.client.send", "os.rename", "shutil.rmtree"}:
        seen.append(event)
        if len(seen) == last:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
wishes = Wishes(publish=True, reserve_doi=True, write=(Path("letters"),))
outcome = push(Path(sys.argv[1]), "there", settings(sys.argv[2]), wishes, clock=no_waiting())
print(len(seen), outcome.state)
"""


@pytest.fixture
def undated(letter: Letter) -> Letter:
    """A letter without a DOI."""
    return lambda name, *rest, **words: letter(name, *rest, **words).replace(
        f'<idno type="DOI">10.5555/{name}</idno>', ""
    )


@pytest.fixture
def project(edition: Edition, undated: Letter, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one letter, and the current folder."""
    root = edition({"a.xml": undated("a")})
    monkeypatch.chdir(root)
    return root


def packed(form: str = "bagit", *paths: str, **choices: Any) -> Path:
    report = packages.pack(list(paths) or ["letters"], form=form, out="out", pdf=False, **choices)
    assert report.exit_code == 0, report.findings
    return report.written[0]


def reserve(path: Path, url: str, *paths: str, **wishes: Any) -> Any:
    asked = Wishes(**{"reserve_doi": True, "write": tuple(map(Path, paths or ("letters",))), **wishes})
    with mock.patch.dict(os.environ, {VARIABLE: TOKEN}):
        return push(path, "there", settings(url), asked, clock=no_waiting())


def held(played: FakeInvenio, number: int = 1) -> dict[str, bytes | None]:
    return played.records[f"record{number}"].files


@pytest.mark.parametrize("form", ["bagit", "rocrate", "mets", "archivematica", "ocfl", "zip"])
def test_doi_is_reserved_written_packed_and_pushed(
    form: str, project: Path, invenio: Repository, played: FakeInvenio
) -> None:
    before = (project / "letters/a.xml").read_text(encoding="utf-8")
    path = packed(form)
    outcome = reserve(path, invenio.url, publish=True)
    assert (outcome.state, outcome.doi, outcome.findings) == ("published", DOI, [])
    after = (project / "letters/a.xml").read_text(encoding="utf-8")
    assert after.replace(IDNO, "") == before
    report = verify(path)
    assert [(one.rule, one.path) for one in report.findings] == []
    assert report.documents == 1
    record = json.loads(package.read(path).record("invenio.json")[1])
    assert record["pids"]["doi"]["identifier"] == DOI
    assert played.records["record1"].pids["doi"] == {"identifier": DOI, "provider": "datacite"}
    assert {name: held(played)[name] for name in held(played)} == {
        file.name: Path(path, file.name).read_bytes() if path.is_dir() else path.read_bytes()
        for file in package.read(path).files
    }


def test_same_command_again_changes_nothing(project: Path, invenio: Repository, played: FakeInvenio) -> None:
    path = packed()
    reserve(path, invenio.url)
    written = (project / "letters/a.xml").read_bytes()
    contents = package.read(path).mark
    for wishes in ({}, {"publish": True}, {"publish": True}):
        outcome = reserve(path, invenio.url, **wishes)
        assert (outcome.doi, outcome.findings) == (DOI, [])
    assert outcome.state == "published"
    assert ((project / "letters/a.xml").read_bytes(), package.read(path).mark) == (written, contents)
    seen = reserve(path, invenio.url, dry_run=True, reserve_doi=False, write=())
    assert seen.lines[0] == "record record1 is published: a change would need a new version"
    assert {line[0] for line in seen.lines[1:]} == {"="}
    assert sum(line.endswith("/pids/doi") for line in played.requests) == 1
    assert list(played.records) == ["record1"]


def test_choices_of_the_package_are_kept(project: Path, undated: Letter, invenio: Repository) -> None:
    (project / "letters/b.xml").write_text(undated("b"), encoding="utf-8")
    path = packed("zip", "letters", collection="Two letters")
    outcome = reserve(path, invenio.url, record="b")
    assert (outcome.state, outcome.findings) == ("draft", [])
    assert IDNO in (project / "letters/b.xml").read_text(encoding="utf-8")
    assert IDNO not in (project / "letters/a.xml").read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        again = {name: archive.read(name) for name in archive.namelist()}
    shutil.rmtree("out")
    with zipfile.ZipFile(packed("zip", "letters", collection="Two letters")) as archive:
        assert again == {name: archive.read(name) for name in archive.namelist()}


def test_package_says_how_it_was_made_and_not_where(project: Path) -> None:
    told = json.loads((packed() / "data/packing.json").read_bytes())
    digest = told["documents"].pop("documents/letters/a.xml")
    assert len(digest) == 64
    assert told == {
        "packing": 1,
        "form": "bagit",
        "name": "a",
        "title": "",
        "pdf": False,
        "allow_invalid": False,
        "date": "",
        "documents": {},
    }
    assert project.is_absolute()


# --- what stops it ---


def test_finding_stops_before_anything_is_pushed_and_the_reservation_is_kept(
    project: Path, invenio: Repository, played: FakeInvenio
) -> None:
    path = packed()
    rules = (project / "schemas/letters.sch").read_text(encoding="utf-8")
    before = (project / "letters/a.xml").read_bytes()
    (project / "schemas/letters.sch").write_text(FORBIDDING, encoding="utf-8")
    outcome = reserve(path, invenio.url)
    assert [(one.rule, one.path) for one in outcome.findings] == [("sch.no-doi", str(Path("letters/a.xml")))]
    assert (outcome.state, outcome.doi) == ("draft", DOI)
    assert (project / "letters/a.xml").read_bytes() == before
    assert sorted(one.name for one in (project / "letters").iterdir()) == ["a.xml"]
    assert held(played) == {}
    (project / "schemas/letters.sch").write_text(rules, encoding="utf-8")
    assert reserve(path, invenio.url).findings == []
    assert sum(line.endswith("/pids/doi") for line in played.requests) == 1


def test_document_that_was_packed_with_errors_gets_its_doi(project: Path, invenio: Repository, letter: Letter) -> None:
    text = letter("a", "<p> </p>").replace('<idno type="DOI">10.5555/a</idno>', "")
    (project / "letters/a.xml").write_text(text, encoding="utf-8")
    path = packed(allow_invalid=True)
    outcome = reserve(path, invenio.url)
    assert (outcome.state, outcome.findings) == ("draft", [])
    assert IDNO in (project / "letters/a.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "change, refusal",
    [
        (lambda: Path("letters/a.xml").write_text("<TEI/>", encoding="utf-8"), r"a\.xml has changed since .* was made"),
        (lambda: Path("out/a/data/packing.json").unlink(), "does not say how it was made"),
        (lambda: Path("out/a/data/packing.json").write_text("[]", encoding="utf-8"), "is not as this version of tei"),
        (lambda: shutil.copy("letters/a.xml", "letters/b.xml"), "these are not the documents that .* was made of"),
        (lambda: os.environ.update(SOURCE_DATE_EPOCH="0"), "was made without SOURCE_DATE_EPOCH; unset it"),
    ],
)
@pytest.mark.usefixtures("project")
def test_nothing_is_reserved_where_the_package_could_not_be_made_again(
    change: Callable[[], object], refusal: str, invenio: Repository, played: FakeInvenio
) -> None:
    path = packed()
    with mock.patch.dict(os.environ):
        change()
        with pytest.raises(UsageError, match=refusal):
            reserve(path, invenio.url)
    assert played.requests == []


@pytest.mark.usefixtures("project")
def test_package_under_another_name_is_not_made_again(invenio: Repository, played: FakeInvenio) -> None:
    path = packed().rename("out/other")
    with pytest.raises(UsageError, match="was made as a; it cannot be made again under another name"):
        reserve(path, invenio.url)
    assert played.requests == []


def test_nothing_is_reserved_where_the_doi_could_not_be_written(
    project: Path, invenio: Repository, played: FakeInvenio
) -> None:
    path = project / "letters/a.xml"
    path.write_text(path.read_text(encoding="utf-8").replace("<publisher>The project</publisher>", ""), "utf-8")
    with pytest.raises(UsageError, match="has no place for an idno: publicationStmt needs a publisher"):
        reserve(packed(), invenio.url)
    assert played.requests == []


# --- versions ---


def test_new_version_has_a_doi_of_its_own_in_the_place_of_the_earlier(
    project: Path, invenio: Repository, played: FakeInvenio
) -> None:
    reserve(packed(), invenio.url, publish=True)
    path = project / "letters/a.xml"
    path.write_text(path.read_text(encoding="utf-8").replace("Words.", "Other words."), encoding="utf-8")
    changed = path.read_text(encoding="utf-8")
    outcome = reserve(packed(replace=True), invenio.url, publish=True, new_version=True)
    assert (outcome.state, outcome.doi, outcome.findings) == ("published", "10.1234/record2", [])
    assert path.read_text(encoding="utf-8") == changed.replace(DOI, "10.1234/record2")
    assert list(played.records) == ["record1", "record2"]


# --- killed ---


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="Windows has no signal that cannot be caught")
@pytest.mark.parametrize("form", ["bagit", "zip"])
def test_killed_anywhere_the_same_command_ends_with_one_record_and_one_doi(
    form: str, project: Path, undated: Letter, invenio: Repository, played: FakeInvenio, repository: Path
) -> None:
    def run(last: int) -> "subprocess.CompletedProcess[str]":
        shutil.rmtree(project / "out", ignore_errors=True)
        text = undated("a", f"<p>Words, number {last}.</p>")
        (project / "letters/a.xml").write_text(text, encoding="utf-8")
        played.records.clear()
        played.requests.clear()
        paths = os.pathsep.join([str(repository), str(repository / "tests/servers")])
        return subprocess.run(
            [sys.executable, "-c", PROGRAM, str(packed(form)), invenio.url, str(last)],
            env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", VARIABLE: TOKEN},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    run(0)  # Once before it is counted: it puts the grammar into the cache.
    whole = run(0)
    assert whole.stdout.endswith(" published\n"), whole.stderr
    events = int(whole.stdout.split()[0])
    # The DOI and the new package come first, then the files.
    moments = [1, 13, events - 8] if form == "bagit" else [4, events - 4]
    if os.environ.get("TEI_TEST_FULL") == "1":
        moments = [*range(1, 20), *range(20, events + 1, max(1, events // 40))]
    for last in moments:
        assert run(last).returncode == -signal.SIGKILL
        path = package_in(project / "out")
        outcome = reserve(path, invenio.url, publish=True)
        assert (last, outcome.state, outcome.doi, outcome.findings) == (last, "published", DOI, [])
        assert list(played.records) == ["record1"]
        assert sum(line.endswith("/pids/doi") for line in played.requests) <= 2
        assert (project / "letters/a.xml").read_text(encoding="utf-8").count(DOI) == 1
        assert verify(path).findings == ()
        assert set(held(played)) == {file.name for file in package.read(path).files}


def package_in(folder: Path) -> Path:
    (found,) = (one for one in folder.iterdir() if not one.name.startswith(".") and ".push.json" not in one.name)
    return found
