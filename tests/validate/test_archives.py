"""Documents in ZIP archives: found, named, bounded, and kept to what lies in the archive."""

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tei.corpus import discover, survey
from tei.document import archives, loading
from tei.document.archives import member, members
from tei.document.references import place
from tei.errors import DocumentError, EnvironmentFault, UsageError
from tei.limits import DEFAULT, Limits
from tei.names import TEI, XI
from tei.validate import Report, validate
from tei.validate.fixing import Fixing

ANYTHING = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="any"/></start>
<define name="any"><element><anyName><except><name ns="http://www.tei-c.org/ns/1.0">q</name></except></anyName>
<zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="any"/></choice></zeroOrMore></element></define>
</grammar>"""
Pack = Callable[..., Path]


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pack:
    """A function that packs files into an archive in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("g.rng").write_text(ANYTHING, encoding="utf-8")
    Path("tei.toml").write_text("", encoding="utf-8")

    def packer(files: dict[str, str | bytes], name: str = "corpus.zip") -> Path:
        with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in files.items():
                archive.writestr(path, content)
        return Path(name)

    return packer


def tei(body: str) -> str:
    return f'<TEI xmlns="{TEI}" xmlns:xi="{XI}">\n{body}\n</TEI>\n'


def told(report: Report) -> list[tuple[str, str, tuple[int, int]]]:
    return [(one.path.replace("\\", "/"), one.rule, (one.span.line, one.span.column)) for one in report.findings]


def test_archive_means_the_visible_documents_in_it_sorted(pack: Pack) -> None:
    names = [
        "b/z.xml",
        "a.xml",
        "b/c.XML",
        ".hidden.xml",
        "__MACOSX/a.xml",
        ".git/x.xml",
        "notes.txt",
        "in.zip",
        "d.xml.gz",
    ]
    archive = pack(dict.fromkeys(names, "<a/>"))
    found = survey([archive], archives=True)
    assert [path.as_posix() for path in found.paths] == [
        f"corpus.zip/{name}" for name in ("a.xml", "b/c.XML", "b/z.xml", "d.xml.gz")
    ]
    assert found.faults == ()
    assert discover([archive]) == (archive,)


def test_members_may_be_named_and_patterns_match_archives(pack: Pack) -> None:
    pack({"a.xml": "<a/>", "b.xml": "<a/>"})
    assert survey(["corpus.zip/b.xml"], archives=True).paths == (Path("corpus.zip/b.xml"),)
    assert len(survey(["*.zip", "corpus.zip/b.xml"], archives=True).paths) == 2
    assert survey(["corpus.zip/c.xml"], archives=True).faults != ()


@pytest.mark.parametrize("jobs", [1, 2])
def test_findings_name_the_archive_and_the_file_in_it(pack: Pack, jobs: int) -> None:
    files: dict[str, str | bytes] = {
        "letters/1.xml": tei("<q/>"),
        "letters/2.xml": tei("<p/>"),
        "letters/3.xml.gz": gzip.compress(tei("<p><q/></p>").encode()),
        "broken.xml": "<a>",
    }
    report = validate(pack(files), schema="g.rng", jobs=jobs)
    assert told(report) == [
        ("corpus.zip/broken.xml", "xml.not-well-formed", (1, 4)),
        ("corpus.zip/letters/1.xml", "rng.element-not-allowed", (2, 1)),
        ("corpus.zip/letters/3.xml.gz", "rng.element-not-allowed", (2, 4)),
    ]
    assert [excerpt.text for one in report.documents for excerpt in one.excerpts if excerpt] == [
        "<a>",
        "<q/>",
        "<p><q/></p>",
    ]
    assert (len(report.documents), report.faults, report.exit_code()) == (4, (), 1)


def test_members_point_at_each_other_and_include_each_other(pack: Pack) -> None:
    files: dict[str, str | bytes] = {
        "a/main.xml": tei(
            '<xi:include href="../b/part.xml"/><p corresp="../names.xml#ada ../names.xml#bob no.xml#x"/>'
        ),
        "b/part.xml": f'<div xmlns="{TEI}"><q/></div>',
        "names.xml": tei('<person xml:id="ada"/>'),
    }
    report = validate(pack(files), schema="g.rng", pointers=True)
    assert told(report) == [
        ("corpus.zip/a/main.xml", "ptr.dangling", (2, 64)),
        ("corpus.zip/a/main.xml", "ptr.file-missing", (2, 81)),
        ("corpus.zip/b/part.xml", "rng.element-not-allowed", (1, 42)),
    ]
    assert [Path(one.path).as_posix() for one in report.documents] == ["corpus.zip/a/main.xml", "corpus.zip/names.xml"]


def test_nothing_leads_out_of_an_archive(pack: Pack) -> None:
    Path("secret.xml").write_text(tei('<p xml:id="x">secret</p>'), encoding="utf-8")
    body = (
        '<xi:include href="../secret.xml"/><xi:include parse="text" href="/etc/passwd"/><p corresp="../secret.xml#y"/>'
    )
    report = validate(pack({"a.xml": tei(body)}), schema="g.rng", pointers=True)
    assert told(report) == [
        ("corpus.zip/a.xml", "xi.elsewhere", (2, 13)),
        ("corpus.zip/a.xml", "xi.elsewhere", (2, 60)),
    ]
    assert place(Path.cwd() / "corpus.zip" / "letters", "../a.xml") == str(
        Path.cwd().resolve() / "corpus.zip" / "a.xml"
    )
    assert place(Path.cwd() / "corpus.zip" / "letters", "../../secret.xml") == ""


def test_schema_that_a_member_asks_for_is_not_read_out_of_the_archive(pack: Pack) -> None:
    asked = '<?xml-model href="s/g.rng" schematypens="http://relaxng.org/ns/structure/1.0"?>\n'
    archive = pack({"a.xml": asked + tei("<p/>"), "s/g.rng": ANYTHING})
    (found,) = validate(archive).findings
    assert (found.path.replace("\\", "/"), found.rule) == ("corpus.zip/a.xml", "schema.not-here")
    assert found.message == "s/g.rng is looked for in the archive, and no schema is read out of one"


def test_names_that_lead_out_are_only_named(pack: Pack) -> None:
    hostile = ["../out.xml", "/etc/out.xml", "a/../../out.xml", "C:/out.xml", "b//c.xml", "..\\other.xml"]
    archive = pack(dict.fromkeys([*hostile, "a.xml"], tei("<p/>")))
    report = validate(archive, schema="g.rng")
    assert [Path(one.path).as_posix() for one in report.documents] == ["corpus.zip/a.xml"]
    assert len(report.faults) == len(hostile)
    assert report.faults[0] == (
        "corpus.zip: the name '../out.xml' leads out of the archive, so that file is not looked at"
    )
    assert report.exit_code() == 2


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_name_that_is_there_twice_is_told(pack: Pack) -> None:
    archive = pack({"a.xml": tei("<q/>")})
    with zipfile.ZipFile(archive, "a") as again:
        again.writestr("a.xml", tei("<p/>"))
    report = validate(archive, schema="g.rng")
    assert [one[1] for one in told(report)] == ["rng.element-not-allowed"]
    assert report.faults == ("corpus.zip: the name a.xml is there twice, and the first of the two files is looked at",)


def test_bomb_is_refused_before_it_is_unpacked(pack: Pack) -> None:
    report = validate(pack({"a.xml": b"<a>" + b" " * 11 * 1024 * 1024 + b"</a>"}), schema="g.rng")
    assert told(report) == [("corpus.zip/a.xml", "xml.too-large", (1, 1))]
    assert "times as large; at most 200 times are unpacked" in report.findings[0].message


def test_member_is_held_to_the_limit_of_a_file(pack: Pack) -> None:
    pack({"a.xml": b"<a>" + b"x" * 200 + b"</a>", "b.xml.gz": gzip.compress(b"<a>" + b"x" * 20000 + b"</a>")})
    for name in ("a.xml", "b.xml.gz"):
        with pytest.raises(DocumentError) as refused:
            loading.load(f"corpus.zip/{name}", Limits(size_bytes=150))
        assert refused.value.diagnostics[0].rule == "xml.too-large"


def test_archive_with_too_many_files_is_refused(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_MEMBERS", 2)
    archive = pack(dict.fromkeys(("a.xml", "b.xml", "c.xml"), "<a/>"))
    with pytest.raises(EnvironmentFault, match="it has 3 files; at most 2 are looked at"):
        members(archive)


def test_encrypted_or_damaged_member_costs_no_other(pack: Pack) -> None:
    archive = pack({"a.xml": tei("<q/>"), "b.xml": tei("<p/>"), "c.xml": tei("<p/>")})
    with zipfile.ZipFile(archive) as opened:
        place_of_b = opened.getinfo("b.xml").header_offset
    data = bytearray(archive.read_bytes())
    for start in (data.index(b"PK\x01\x02"), data.rindex(b"PK\x01\x02")):  # a.xml and c.xml in the directory
        data[start + 8] |= 1 if start != data.index(b"PK\x01\x02") else 0
    data[place_of_b + 40 : place_of_b + 44] = b"\xff\xff\xff\xff"
    archive.write_bytes(bytes(data))
    report = validate(archive, schema="g.rng")
    assert told(report) == [("corpus.zip/a.xml", "rng.element-not-allowed", (2, 1))]
    assert len(report.faults) == 2
    assert report.faults[0].replace("\\", "/").startswith("cannot read corpus.zip/b.xml: ")
    assert report.faults[1].replace("\\", "/") == "cannot read corpus.zip/c.xml: it is encrypted"
    assert report.exit_code() == 2


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no archive", b"<a/>"])
def test_file_that_is_no_archive_is_named(pack: Pack, data: bytes) -> None:
    pack({})
    Path("corpus.zip").write_bytes(data)
    (fault,) = validate("corpus.zip", schema="g.rng").faults
    assert fault.startswith("cannot read corpus.zip: it is no ZIP archive, or a damaged one (")


def test_archive_without_documents_is_told(pack: Pack) -> None:
    with pytest.raises(UsageError, match=r"no \.xml file in the archive corpus\.zip"):
        members(pack({"notes.txt": "x"}))


def test_folder_that_is_called_like_an_archive_is_a_folder(pack: Pack) -> None:
    pack({"a.xml": "<a/>"})
    Path("old.zip").mkdir()
    Path("old.zip/a.xml").write_text(tei("<q/>"), encoding="utf-8")
    assert member("old.zip/a.xml") is None
    assert told(validate("old.zip", schema="g.rng")) == [("old.zip/a.xml", "rng.element-not-allowed", (2, 1))]


def test_archive_that_has_changed_is_read_again(pack: Pack) -> None:
    pack({"a.xml": "<a/>"})
    assert loading.load("corpus.zip/a.xml", DEFAULT) == b"<a/>"
    pack({"a.xml": "<longer/>"})
    assert loading.load("corpus.zip/a.xml", DEFAULT) == b"<longer/>"


def test_no_fix_is_applied_in_an_archive(pack: Pack) -> None:
    with pytest.raises(
        UsageError, match=r"fixes are applied to files, and corpus\.zip.a\.xml is in an archive or else"
    ):
        validate(pack({"a.xml": tei("<p/>")}), schema="g.rng", fixing=Fixing())
