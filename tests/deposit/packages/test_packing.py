import errno
import hashlib
import json
import os
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tei.deposit import packages
from tei.deposit.packages import FORMATS, contents, names
from tei.deposit.packages.making import Examined, Order, examine
from tei.deposit.verifying import verify
from tei.diagnostics import Severity, Span
from tei.errors import EnvironmentFault, UsageError
from tei.metadata import crosswalks

Edition = Callable[..., Path]
Letter = Callable[..., str]
Packed = Callable[..., Path]


def paths(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def digests(package: Path) -> dict[str, str]:
    files = [package] if package.is_file() else sorted(path for path in package.rglob("*") if path.is_file())
    return {
        file.relative_to(package.parent).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files
    }


# --- what is in a package ---


def test_folder_has_documents_schemas_report_editions_metadata_and_readme(packed: Packed) -> None:
    package = packed("rocrate")
    assert [path for path in paths(package) if not path.startswith("metadata/")] == [
        "README.md",
        "documents/authority.xml",
        "documents/letters/first.xml",
        "documents/letters/second.xml",
        "editions/first.html",
        "editions/first.txt",
        "editions/second.html",
        "editions/second.txt",
        "packing.json",
        "ro-crate-metadata.json",
        "schemas/letters.rnc",
        "schemas/letters.sch",
        "schemas/parts/header.rnc",
        "schemas/schemas.json",
        "validation.json",
        "validation.txt",
    ]
    assert "metadata/first/dspace.xml" in paths(package)


def test_documents_and_schemas_are_what_they_were_byte_for_byte(packed: Packed, tmp_path: Path) -> None:
    package, edition = packed("rocrate"), tmp_path / "edition"
    for inside, given in (
        ("documents/letters/first.xml", "letters/first.xml"),
        ("documents/authority.xml", "authority.xml"),
        ("schemas/parts/header.rnc", "schemas/parts/header.rnc"),
    ):
        assert (package / inside).read_bytes() == (edition / given).read_bytes()


def test_byte_order_mark_line_ends_and_doctype_are_kept(edition: Edition, letter: Letter, tmp_path: Path) -> None:
    root = edition({"a.xml": ""})
    data = b"\xef\xbb\xbf<!DOCTYPE TEI>\r\n" + letter("a").encode() + b"\r\n<!-- end -->\r\n"
    (root / "letters" / "a.xml").write_bytes(data)
    packages.pack([root / "letters"], form="rocrate", out=tmp_path / "out", pdf=False)
    assert (tmp_path / "out" / "a" / "documents" / "letters" / "a.xml").read_bytes() == data


def test_authority_file_is_left_out_where_no_document_points_into_it(packed: Packed, letter: Letter) -> None:
    package = packed("rocrate", {"a.xml": letter("a")})
    assert "documents/authority.xml" not in paths(package)
    assert json.loads((package / "schemas/schemas.json").read_bytes()) == {
        "relaxng": ["schemas/letters.rnc"],
        "schematron": ["schemas/letters.sch"],
        "xsd": [],
        "authority": None,
    }


def test_report_is_of_the_documents_in_the_package_and_knows_no_other_path(packed: Packed, tmp_path: Path) -> None:
    package = packed("rocrate")
    report = json.loads((package / "validation.json").read_bytes())
    assert [(one["path"], one["valid"]) for one in report["documents"]] == [
        ("documents/letters/first.xml", True),
        ("documents/letters/second.xml", True),
    ]
    text = (package / "validation.txt").read_text(encoding="utf-8")
    assert text == "2 documents, all valid (letters.rnc, letters.sch)\n"
    for file in paths(package):
        assert str(tmp_path).encode() not in (package / file).read_bytes(), file


def test_readme_says_how_to_cite_and_under_which_terms(packed: Packed, letter: Letter) -> None:
    text = (packed("rocrate", {"a.xml": letter("a", title="Of *engines*")}) / "README.md").read_text(encoding="utf-8")
    assert text.startswith("# Of \\*engines\\*\n")
    assert "Lovelace, Ada. Of \\*engines\\*. The project, 1843-09-09. https://doi.org/10.5555/a." in text
    assert "- CC-BY-4.0 <https://creativecommons.org/licenses/by/4.0/>" in text


def test_odd_that_the_header_names_goes_along_if_it_lies_beside_and_no_other_file(
    edition: Edition, letter: Letter, tmp_path: Path
) -> None:
    references = "".join(
        f'<schemaRef url="{url}"/>' for url in ("../schemas/letters.odd", "../../secret.odd", "../tei.toml", "none.odd")
    )
    text = letter("a").replace("</fileDesc>", f"</fileDesc><encodingDesc>{references}</encodingDesc>")
    root = edition({"a.xml": text})
    odd = '<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'
    (root / "schemas" / "letters.odd").write_text(odd, encoding="utf-8")
    (tmp_path / "secret.odd").write_text(odd, encoding="utf-8")
    packages.pack([root / "letters"], form="rocrate", out=tmp_path / "out", pdf=False)
    found = [path for path in paths(tmp_path / "out" / "a") if path.startswith("schemas/")]
    assert [path for path in found if path.endswith((".odd", ".toml"))] == ["schemas/letters.odd"]


@pytest.mark.slow
def test_pdf_is_among_the_editions_unless_it_is_not_wanted(edition: Edition, letter: Letter, tmp_path: Path) -> None:
    pytest.importorskip("weasyprint", reason="PDF needs tei[pdf]")
    root = edition({"a.xml": letter("a")})
    packages.pack([root / "letters"], form="rocrate", out=tmp_path / "out")
    assert (tmp_path / "out/a/editions/a.pdf").read_bytes().startswith(b"%PDF-")


# --- one package or several ---


def test_one_document_is_a_package_by_its_name_and_several_are_one_by_that_of_their_folder(
    edition: Edition, letter: Letter, tmp_path: Path
) -> None:
    root = edition({"a.xml": letter("a"), "b.xml": letter("b")})
    one = packages.pack([root / "letters" / "a.xml"], out=tmp_path / "out", pdf=False)
    assert one.written == (tmp_path / "out" / "a",)
    several = packages.pack([root / "letters"], out=tmp_path / "out", pdf=False)
    assert several.written == (tmp_path / "out" / "letters",)
    two = packages.pack([root / "letters" / "a.xml", root / "letters" / "b.xml"], out=tmp_path / "out", pdf=False)
    assert two.written == (tmp_path / "out" / "collection",)


def test_each_document_is_a_package_and_the_same_name_twice_is_told_apart(
    edition: Edition, letter: Letter, tmp_path: Path
) -> None:
    root = edition({"x/a.xml": letter("xa"), "y/a.xml": letter("ya"), "b.xml": letter("b")})
    report = packages.pack([root / "letters"], form="zip", out=tmp_path / "out", each=True, pdf=False)
    assert [path.name for path in report.written] == ["b.zip", "x-a.zip", "y-a.zip"]


def test_documents_of_two_projects_are_no_collection(edition: Edition, letter: Letter, tmp_path: Path) -> None:
    one, other = edition({"a.xml": letter("a")}, "one"), edition({"b.xml": letter("b")}, "other")
    with pytest.raises(UsageError, match="pack them with --each"):
        packages.pack([one / "letters", other / "letters"], out=tmp_path / "out", pdf=False)
    report = packages.pack([one / "letters", other / "letters"], out=tmp_path / "out", each=True, pdf=False)
    assert [path.name for path in report.written] == ["a", "b"]


@pytest.mark.slow
def test_two_processes_make_what_one_makes(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Other processes know the forms that tei has, and none of these tests'.
    own = {name: form for name, form in crosswalks.FORMS.items() if "of_tests" not in form.module}
    monkeypatch.setattr(crosswalks, "FORMS", own)
    text = (repository / "tests/fixtures/valid/minimal.xml").read_text(encoding="utf-8")
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(12):
        (folder / f"n{number}.xml").write_text(text, encoding="utf-8")
    steps: list[tuple[int, int]] = []
    made = []
    for jobs in (1, 2):
        report = packages.pack(
            [folder], out=tmp_path / f"out-{jobs}", pdf=False, jobs=jobs, progress=lambda *step: steps.append(step)
        )
        made.append(digests(report.written[0]))
    assert made[0] == made[1]
    # Once while the documents are checked and once while they are made, with each number of processes.
    assert steps == [(number, 12) for number in range(1, 13)] * 4


# --- what is refused ---


def test_invalid_document_is_refused_with_its_errors_and_its_collection_with_it(
    edition: Edition, letter: Letter, tmp_path: Path
) -> None:
    root = edition({"a.xml": letter("a"), "b.xml": letter("b", '<p n="3">Words.</p>')})
    report = packages.pack([root / "letters"], out=tmp_path / "out", pdf=False)
    path = str(root / "letters" / "b.xml")
    assert [(one.rule, one.path, one.span.line) for one in report.findings] == [
        ("rng.value", path, 6),
        ("dep.invalid", path, 1),
    ]
    assert report.findings[1].message == "is not packed, for it has 1 error"
    assert report.exit_code == 1
    assert report.written == ()
    assert os.listdir(tmp_path / "out") == []  # noqa: PTH208 - hidden ones too


def test_nothing_is_made_before_all_documents_have_been_checked(
    edition: Edition, letter: Letter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = edition({"a.xml": letter("a"), "b.xml": letter("b"), "c.xml": letter("c", "<p> </p>")})
    made: list[Path] = []
    monkeypatch.setattr(contents, "make", lambda task: made.append(task[0].member.path))
    report = packages.pack([root / "letters"], out=tmp_path / "out", pdf=False)
    assert [(one.rule, Path(one.path).name) for one in report.findings] == [
        ("sch.words", "c.xml"),
        ("dep.invalid", "c.xml"),
    ]
    assert made == []


def test_document_that_changes_after_it_was_checked_is_not_packed(
    edition: Edition, letter: Letter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = edition({"a.xml": letter("a")})
    path = root / "letters" / "a.xml"

    def changed(order: Order) -> Examined:
        found = examine(order)
        path.write_text("<TEI/>", encoding="utf-8")
        return found

    monkeypatch.setattr(contents, "examine", changed)
    with pytest.raises(EnvironmentFault, match=r"a\.xml was changed while it was being packed; pack again"):
        packages.pack([root / "letters"], out=tmp_path / "out", pdf=False)
    assert os.listdir(tmp_path / "out") == []  # noqa: PTH208 - hidden ones too


def test_invalid_document_is_packed_on_request_and_the_report_says_what_it_is(
    edition: Edition, letter: Letter, tmp_path: Path
) -> None:
    root = edition({"a.xml": letter("a", '<p n="3">Words.</p>')})
    report = packages.pack([root / "letters"], form="rocrate", out=tmp_path / "out", pdf=False, allow_invalid=True)
    assert report.exit_code == 0
    told = json.loads((report.written[0] / "validation.json").read_bytes())
    assert told["documents"][0]["valid"] is False
    assert told["documents"][0]["findings"][0]["path"] == "documents/letters/a.xml"


def test_others_are_packed_when_each_is_a_package(edition: Edition, letter: Letter, tmp_path: Path) -> None:
    root = edition({"a.xml": letter("a"), "b.xml": letter("b", "<p> </p>")})
    report = packages.pack([root / "letters"], out=tmp_path / "out", pdf=False, each=True)
    assert [path.name for path in report.written] == ["a"]
    assert [one.rule for one in report.findings] == ["sch.words", "dep.invalid"]


def test_what_is_not_well_formed_is_never_packed(edition: Edition, tmp_path: Path) -> None:
    root = edition({"a.xml": "<TEI>"})
    report = packages.pack([root / "letters"], out=tmp_path / "out", pdf=False, allow_invalid=True)
    assert [one.rule for one in report.findings] == ["xml.not-well-formed", "dep.invalid"]
    assert report.written == ()


def test_other_package_at_the_place_is_kept_unless_it_is_to_be_replaced(
    edition: Edition, letter: Letter, tmp_path: Path
) -> None:
    root = edition({"a.xml": letter("a")})

    def pack(*, replace: bool = False) -> packages.PackReport:
        return packages.pack([root / "letters"], out=tmp_path / "out", pdf=False, replace=replace)

    pack()
    assert pack().unchanged == (tmp_path / "out" / "a",)
    (root / "letters" / "a.xml").write_text(letter("a", "<p>Other words.</p>"), encoding="utf-8")
    before = digests(tmp_path / "out" / "a")
    with pytest.raises(UsageError, match="is another package; --replace puts the new one in its place"):
        pack()
    assert digests(tmp_path / "out" / "a") == before
    assert pack(replace=True).written == (tmp_path / "out" / "a",)
    assert digests(tmp_path / "out" / "a") != before
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a"]


def test_fault_of_the_call_is_told(edition: Edition, letter: Letter, tmp_path: Path) -> None:
    root = edition({"a.xml": letter("a", title="T"), "b.xml": letter("b", date="")})
    with pytest.raises(UsageError, match="there is no format tar; known are bagit, saf"):
        packages.pack([root], form="tar", out=tmp_path / "out")
    with pytest.raises(UsageError, match="--each makes a package of each document"):
        packages.pack([root], out=tmp_path / "out", each=True, collection="c")
    with pytest.raises(UsageError, match="set SOURCE_DATE_EPOCH"):
        packages.pack([root / "letters" / "b.xml"], form="ocfl", out=tmp_path / "out", pdf=False)
    assert list((tmp_path / "out").iterdir()) == []


def test_packages_that_lie_in_the_corpus_are_not_packed_again(edition: Edition, letter: Letter) -> None:
    root = edition({"a.xml": letter("a")})
    for _ in range(2):
        report = packages.pack([root / "letters"], form="rocrate", out=root / "letters" / "packages", pdf=False)
    assert report.unchanged == (root / "letters" / "packages" / "a",)


def test_full_disk_leaves_nothing_and_is_told(
    edition: Edition, letter: Letter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = edition({"a.xml": letter("a")})

    def fail(_path: Path, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(EnvironmentFault, match=r"cannot write .*a\.xml: No space left on device"):
        packages.pack([root / "letters"], out=tmp_path / "out", pdf=False)
    assert list((tmp_path / "out").iterdir()) == []


def test_package_without_a_date_is_made_with_a_warning(edition: Edition, letter: Letter, tmp_path: Path) -> None:
    root = edition({"a.xml": letter("a", date="")})
    report = packages.pack([root / "letters"], out=tmp_path / "out", pdf=False)
    path = str(root / "letters" / "a.xml")
    assert [(one.rule, one.severity, one.path, one.span) for one in report.findings] == [
        ("dep.package-undated", Severity.WARNING, path, Span())
    ]
    assert report.exit_code == 0
    assert "Bagging-Date" not in (tmp_path / "out/a/bag-info.txt").read_text(encoding="utf-8")


# --- the same bytes ---


@pytest.mark.slow
@pytest.mark.parametrize("form", [form for form in FORMATS if form != "saf" or "dspace" in crosswalks.FORMS])
def test_same_documents_give_the_same_bytes_elsewhere(
    form: str, edition: Edition, letter: Letter, repository: Path
) -> None:
    documents = {
        "a b.xml": letter("a", '<p ref="../authority.xml#ada">Ada.</p>', title="É & 字"),
        "c/d.xml": letter("d"),
    }
    made = []
    for folder, environment in (
        ("one", {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "umask": "022", "LC_ALL": "C.UTF-8"}),
        ("another/place", {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "umask": "077", "LC_ALL": "C"}),
    ):
        root = edition(documents, folder)
        mask = int(environment.pop("umask"), 8)
        done = subprocess.run(
            [sys.executable, "-m", "tei", "deposit", "pack", "letters", "--format", form, "-o", "out", "--no-pdf"],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(repository), **environment},
            umask=mask if os.name == "posix" else -1,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        (package,) = (root / "out").iterdir()
        made.append(digests(package))
    assert made[0] == made[1]
    assert made[0]


def test_day_of_the_environment_is_the_packages_and_never_the_citations(
    edition: Edition, letter: Letter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    root = edition({"a.xml": letter("a")})
    packages.pack([root / "letters"], out=tmp_path / "out", pdf=False)
    assert "Bagging-Date: 2001-09-09\n" in (tmp_path / "out/a/bag-info.txt").read_text(encoding="utf-8")
    assert "2001" not in (tmp_path / "out/a/data/README.md").read_text(encoding="utf-8")
    crate = json.loads((tmp_path / "out/a/data/ro-crate-metadata.json").read_bytes())
    assert crate["@graph"][1]["datePublished"] == "1843-09-09"


# --- names ---


@pytest.mark.parametrize(
    "given, safe",
    [
        ("plain", "plain"),
        ("with space", "with space"),
        ("字 é", "字 é"),
        (unicodedata.normalize("NFD", "é"), "é"),
        ("a:b*c", "a-b-c"),
        ("100%", "100-"),
        ("..", "unnamed"),
        (".hidden", "_.hidden"),
        ("con", "_con"),
        ("COM1.txt", "_COM1.txt"),
        ("a\nb", "a-b"),
        ("\udcff", "-"),
        ("trailing. ", "trailing"),
    ],
)
def test_name_in_a_package_is_one_for_every_platform(given: str, safe: str) -> None:
    assert names.safe(given) == safe


def test_long_names_are_cut_and_stay_different() -> None:
    one, other = names.safe("é" * 200 + "1.xml"), names.safe("é" * 200 + "2.xml")
    assert one != other
    assert all(len(name.encode()) <= names.MOST_BYTES and name.endswith(".xml") for name in (one, other))


def test_names_that_differ_by_case_or_form_alone_are_told_apart() -> None:
    given = [("a",), ("A",), ("é",), (unicodedata.normalize("NFD", "é"),)]
    found = names.distinct(given)
    assert len({"/".join(steps).casefold() for steps in found.values()}) == len(given)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such names")
def test_hostile_names_of_documents_are_changed_with_a_warning(
    edition: Edition, letter: Letter, tmp_path: Path
) -> None:
    root = edition(
        {"a.xml": letter("a"), "a.XML": letter("b"), 'q"<>.xml': letter("c"), "x" * 200 + ".xml": letter("d")}
    )
    report = packages.pack([root / "letters"], form="zip", out=tmp_path / "out", pdf=False)
    changed = [Path(one.path).name for one in report.findings if one.rule == "dep.name-changed"]
    assert changed == ["a.xml", 'q"<>.xml', "x" * 200 + ".xml"]
    with zipfile.ZipFile(report.written[0]) as archive:
        documents = [name for name in archive.namelist() if "/documents/" in name]
    assert len({name.casefold() for name in documents}) == 4
    assert not [name for name in documents if any(sign in name for sign in '"<>')]


@pytest.mark.skipif(os.name != "posix", reason="links need a permission on Windows")
def test_document_that_is_a_link_is_packed_as_a_file(edition: Edition, letter: Letter, tmp_path: Path) -> None:
    root = edition({"a.xml": letter("a")})
    elsewhere = tmp_path / "elsewhere.xml"
    (root / "letters/a.xml").rename(elsewhere)
    (root / "letters/a.xml").symlink_to(elsewhere)
    report = packages.pack([root / "letters"], form="rocrate", out=tmp_path / "out", pdf=False)
    inside = report.written[0] / "documents/letters/a.xml"
    assert inside.is_file()
    assert not inside.is_symlink()
    assert inside.read_bytes() == elsewhere.read_bytes()


def test_archivematicas_renaming_is_told_before(edition: Edition, letter: Letter, tmp_path: Path) -> None:
    root = edition({"mémoire 1.xml": letter("a"), "plain-1_(b).xml": letter("b")})
    report = packages.pack([root / "letters"], form="archivematica", out=tmp_path / "out", pdf=False)
    found = [(one.rule, Path(one.path).name) for one in report.findings]
    assert found == [("dep.name-archivematica", "mémoire 1.xml")]
    table = (report.written[0] / "data/metadata/metadata.csv").read_text(encoding="utf-8")
    assert table.splitlines()[0].startswith("filename,dc.title,dc.creator,")
    assert table.splitlines()[1].startswith("objects/documents/letters/mémoire 1.xml,A letter,")


# --- versions of an OCFL object ---


def test_changed_document_is_a_new_version_of_its_object_and_the_old_one_stays(
    edition: Edition, letter: Letter, tmp_path: Path
) -> None:
    root = edition({"a.xml": letter("a")})

    def pack() -> packages.PackReport:
        return packages.pack([root / "letters"], form="ocfl", out=tmp_path / "out", pdf=False)

    (made,) = pack().written
    before = digests(made / "v1")
    assert pack().unchanged == (made,)
    (root / "letters/a.xml").write_text(letter("a", "<p>Other words.</p>"), encoding="utf-8")
    assert pack().written == (made,)
    assert digests(made / "v1") == before
    inventory = json.loads((made / "inventory.json").read_bytes())
    assert inventory["head"] == "v2"
    assert "v2/content/documents/letters/a.xml" in {path for one in inventory["manifest"].values() for path in one}
    assert not (made / "v2/content/schemas").exists()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a"]


def test_object_takes_more_than_nine_versions(edition: Edition, letter: Letter, tmp_path: Path) -> None:
    root = edition({"a.xml": ""})
    for number in range(1, 12):
        (root / "letters/a.xml").write_text(letter("a", f"<p>Words {number}.</p>"), encoding="utf-8")
        report = packages.pack([root / "letters"], form="ocfl", out=tmp_path / "out", pdf=False)
        assert json.loads((report.written[0] / "inventory.json").read_bytes())["head"] == f"v{number}"
    assert verify(tmp_path / "out" / "a").findings == ()


def test_what_is_no_ocfl_object_gets_no_version(edition: Edition, letter: Letter, tmp_path: Path) -> None:
    root = edition({"a.xml": letter("a")})
    (tmp_path / "out/a").mkdir(parents=True)
    (tmp_path / "out/a/mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is no OCFL object that a version could be added to"):
        packages.pack([root / "letters"], form="ocfl", out=tmp_path / "out", pdf=False)
    assert paths(tmp_path / "out") == ["a/mine.txt"]
