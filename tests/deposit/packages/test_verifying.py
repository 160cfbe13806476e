import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tei.deposit import packages
from tei.deposit.packages import FORMATS
from tei.deposit.verifying import verify
from tei.diagnostics import Span
from tei.errors import UsageError
from tei.metadata import crosswalks

Edition = Callable[..., Path]
Letter = Callable[..., str]
Packed = Callable[..., Path]
Found = list[tuple[str, str]]
Verified = Callable[[Path], Found]
Tei = Callable[..., subprocess.CompletedProcess[str]]

FOLDERS = {"bagit": "data/", "archivematica": "data/objects/", "ocfl": "v1/content/", "rocrate": "", "mets": ""}


@pytest.mark.parametrize("form", FORMATS)
def test_package_is_intact_after_it_was_made(form: str, packed: Packed, verified: Verified) -> None:
    package = packed(form)
    assert verified(package) == []
    report = verify(package)
    assert (report.form, report.documents, report.exit_code) == (form, 2, 0)


@pytest.mark.parametrize("form", FORMATS)
def test_package_is_intact_elsewhere_and_under_another_name(
    form: str, packed: Packed, verified: Verified, tmp_path: Path
) -> None:
    package = packed(form)
    place = tmp_path / "moved" / f"other{package.suffix}"
    place.parent.mkdir()
    shutil.move(package, place)
    shutil.rmtree(tmp_path / "edition")
    assert verified(place) == []


@pytest.mark.parametrize("form", FOLDERS)
def test_files_that_are_missing_changed_or_too_much_are_named_all_at_once(
    form: str, packed: Packed, verified: Verified
) -> None:
    package, inner = packed(form), FOLDERS[form]
    (package / f"{inner}editions/first.html").unlink()
    with (package / f"{inner}README.md").open("ab") as stream:
        stream.write(b"!")
    (package / f"{inner}editions/.DS_Store").write_bytes(b"")
    found = [one for one in verified(package) if one[0].startswith("dep.file-")]
    where = "" if form == "ocfl" else inner
    assert sorted(set(found)) == sorted(
        {
            ("dep.file-changed", f"{inner}README.md"),
            ("dep.file-extra", f"{inner}editions/.DS_Store"),
            ("dep.file-missing", f"{inner}editions/first.html"),
        }
    )
    assert ("dep.rendering-missing", f"{where}editions/first.html") in verified(package)


@pytest.mark.parametrize("form", FOLDERS)
def test_one_changed_bit_of_a_document_is_found(form: str, packed: Packed, verified: Verified) -> None:
    package = packed(form)
    file = package / f"{FOLDERS[form]}documents/letters/second.xml"
    data = file.read_bytes()
    file.write_bytes(data.replace(b"Words.", b"Wordz."))
    assert ("dep.file-changed", f"{FOLDERS[form]}documents/letters/second.xml") in verified(package)


def refixed(package: Path, name: str, data: bytes) -> None:
    """Change a file of a plain crate and its entry, as somebody would who wants it to pass."""
    import hashlib  # noqa: PLC0415 - here alone

    (package / name).write_bytes(data)
    crate = json.loads((package / "ro-crate-metadata.json").read_bytes())
    for entity in crate["@graph"]:
        if entity["@id"] == name:
            entity["sha256"] = hashlib.sha256(data).hexdigest()
            entity["contentSize"] = str(len(data))
    (package / "ro-crate-metadata.json").write_text(json.dumps(crate), encoding="utf-8")


def test_document_that_its_schema_refuses_is_found_where_it_is_wrong(packed: Packed) -> None:
    package = packed("rocrate")
    data = (package / "documents/letters/second.xml").read_bytes()
    refixed(package, "documents/letters/second.xml", data.replace(b"<p>Words.</p>", b'<p n="9"> </p><p n="8"/>'))
    found = [(one.rule, one.path, one.span) for one in verify(package).findings]
    path = f"{package}/documents/letters/second.xml"
    assert found == [
        ("rng.value", path, Span(6, 102, 6, 107)),
        ("rng.value", path, Span(6, 116, 6, 121)),
    ]


def test_document_that_is_no_longer_well_formed_is_found(packed: Packed, verified: Verified) -> None:
    package = packed("rocrate")
    refixed(package, "documents/letters/second.xml", b"<TEI>")
    assert verified(package) == [("xml.not-well-formed", "documents/letters/second.xml")]


def test_metadata_that_the_header_does_not_give_is_found(packed: Packed, verified: Verified) -> None:
    package = packed("rocrate")
    form = crosswalks.FORMS["dspace"]
    name = f"metadata/first/{form.file_name}"
    refixed(package, name, (package / name).read_bytes().replace(b"A letter", b"A Letter"))
    assert verified(package) == [("dep.metadata-differs", name)]


def test_changed_header_makes_its_metadata_differ(packed: Packed, verified: Verified) -> None:
    package = packed("rocrate")
    data = (package / "documents/letters/second.xml").read_bytes()
    refixed(package, "documents/letters/second.xml", data.replace(b"A letter", b"Another"))
    assert ("dep.metadata-differs", f"metadata/second/{crosswalks.FORMS['dspace'].file_name}") in verified(package)


def test_schemas_that_cannot_be_applied_are_a_finding(packed: Packed, verified: Verified) -> None:
    package = packed("rocrate")
    refixed(package, "schemas/letters.rnc", b"start = nothing")
    assert verified(package) == [("dep.schema", "schemas/letters.rnc")]
    refixed(package, "schemas/schemas.json", b'{"relaxng": ["../../letters.rnc"]}')
    assert verified(package) == [("dep.schema", "schemas/schemas.json")]
    refixed(package, "schemas/schemas.json", b"[" * 100_000)
    assert verified(package) == [("dep.schema", "schemas/schemas.json")]


@pytest.mark.parametrize("form", ["bagit", "saf"])
def test_documents_of_the_same_name_keep_editions_and_metadata_apart(
    form: str, packed: Packed, letter: Letter, verified: Verified
) -> None:
    names = ("x/a.xml", "y/a.xml", "y/A.XML", "x-a.xml", "b.xml")
    package = packed(form, {name: letter(str(number)) for number, name in enumerate(names)})
    assert verified(package) == []
    if form == "bagit":
        folders = sorted(path.name for path in (package / "data/metadata").iterdir())
        assert len({name.casefold() for name in folders}) == len(names)
        assert {"b", "x-a"} < set(folders)


# --- bags ---


def test_tag_files_and_sums_of_a_bag_are_checked(packed: Packed, verified: Verified) -> None:
    package = packed("bagit")
    info = package / "bag-info.txt"
    info.write_bytes(info.read_bytes().replace(b"Payload-Oxum: ", b"Payload-Oxum: 1"))
    assert verified(package) == [("dep.file-changed", "bag-info.txt"), ("dep.manifest", "bag-info.txt")]
    for name in ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt"):
        (package / name).unlink()
    report = verify(package)
    assert [(one.rule, one.message) for one in report.findings if one.path == str(package)] == [
        ("dep.manifest", "has no tag manifest that lists anything")
    ]


def test_file_that_one_manifest_alone_lists_is_found(packed: Packed, verified: Verified) -> None:
    package = packed("bagit")
    manifest = package / "manifest-sha256.txt"
    lines = manifest.read_text(encoding="utf-8").splitlines(keepends=True)
    manifest.write_text("".join(line for line in lines if "README" not in line), encoding="utf-8", newline="\n")
    assert verified(package) == [("dep.file-extra", "data/README.md"), ("dep.file-changed", "manifest-sha256.txt")]


def test_lines_of_a_manifest_that_make_no_sense_are_told(packed: Packed) -> None:
    package = packed("bagit")
    with (package / "manifest-sha512.txt").open("ab") as stream:
        stream.write(b"what is this\nabc  ../../etc/passwd\nabc  data/README.md\n")
    found = [(one.rule, one.message) for one in verify(package).findings if one.path.endswith("/manifest-sha512.txt")]
    first = len((package / "manifest-sha512.txt").read_text(encoding="utf-8").splitlines()) - 2
    assert found == [
        (
            "dep.file-changed",
            "is not the file that tagmanifest-sha256.txt, tagmanifest-sha512.txt lists (sha256, sha512)",
        ),
        ("dep.manifest", f"line {first} is no digest and path"),
        ("dep.manifest", f"line {first + 2} lists data/README.md once more"),
        ("dep.path-unsafe", f"line {first + 1} lists ../../etc/passwd, which leads out"),
    ]


def test_bag_that_wants_to_fetch_files_is_told(packed: Packed, verified: Verified) -> None:
    package = packed("bagit")
    (package / "fetch.txt").write_text("https://example.org/a 1 data/a\n", encoding="utf-8")
    assert ("dep.manifest", "fetch.txt") in verified(package)


# --- OCFL ---


def test_object_of_two_versions_is_intact_and_its_first_one_is_still_checked(
    edition: Edition, letter: Letter, tmp_path: Path, verified: Verified
) -> None:
    root = edition({"a.xml": letter("a")})
    for words in ("Words.", "Other words."):
        (root / "letters/a.xml").write_text(letter("a", f"<p>{words}</p>"), encoding="utf-8")
        packages.pack([root / "letters"], form="ocfl", out=tmp_path / "out", pdf=False)
    made = tmp_path / "out" / "a"
    assert verified(made) == []
    (made / "v1/content/documents/letters/a.xml").unlink()
    assert verified(made) == [("dep.file-missing", "v1/content/documents/letters/a.xml")]


def test_inventory_is_checked_by_its_digest(packed: Packed, verified: Verified) -> None:
    package = packed("ocfl")
    inventory = package / "inventory.json"
    inventory.write_bytes(inventory.read_bytes() + b"\n")
    assert verified(package) == [("dep.file-changed", "inventory.json"), ("dep.manifest", "v1/inventory.json")]
    inventory.write_bytes(b"[]")
    assert ("dep.manifest", "inventory.json") in verified(package)


# --- what is no package ---


def test_what_is_no_package_is_told(tmp_path: Path, verified: Verified) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.zip").write_text("no ZIP", encoding="utf-8")
    for name in ("folder", "text.zip"):
        assert verified(tmp_path / name) == [("dep.package-unknown", str(tmp_path / name))]
    with pytest.raises(UsageError, match="no such file or folder"):
        verify(tmp_path / "nothing")


# --- hostile packages ---


def rezipped(package: Path, *more: tuple[zipfile.ZipInfo | str, bytes]) -> None:
    with zipfile.ZipFile(package, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in more:
            archive.writestr(name, data)


@pytest.mark.parametrize(
    "name", ["../../outside.txt", "/outside.txt", "a/../../outside.txt", "C:/outside.txt", "a\\..\\b"]
)
def test_name_that_leads_out_of_a_zip_is_a_finding_and_nothing_is_written(
    name: str, packed: Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch" / "deep"
    scratch.mkdir(parents=True)
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    package = packed("zip")
    information = zipfile.ZipInfo("x")
    information.filename = name
    rezipped(package, (information, b"out"))
    found = [one.rule for one in verify(package).findings]
    assert "dep.path-unsafe" in found
    assert list((tmp_path / "scratch").rglob("*")) == [scratch]
    assert not Path("/outside.txt").exists()


def test_link_in_a_zip_is_a_finding_and_not_made(packed: Packed, verified: Verified) -> None:
    package = packed("zip")
    link = zipfile.ZipInfo("letters/documents/link.xml")
    link.external_attr = 0o120777 << 16
    rezipped(package, (link, b"/etc/passwd"))
    assert verified(package) == [("dep.path-unsafe", "letters/documents/link.xml")]


def test_zip_that_would_unpack_without_end_is_refused_before_it_is_unpacked(
    packed: Packed, verified: Verified, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = packed("zip")
    rezipped(package, ("letters/bomb", bytes(20 * 1024 * 1024)))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = sorted(tmp_path.rglob("*"))
    assert verified(package) == [("dep.too-large", str(package))]
    assert sorted(tmp_path.rglob("*")) == before
    monkeypatch.setattr("tei.deposit.verifying.opening.MOST_BYTES", 1000)
    assert verified(package) == [("dep.too-large", str(package))]
    monkeypatch.setattr("tei.deposit.verifying.opening.MOST_FILES", 3)
    assert verified(package) == [("dep.too-large", str(package))]


def test_damaged_zip_is_told_by_the_file_that_is_damaged(packed: Packed, verified: Verified) -> None:
    package = packed("zip")
    with zipfile.ZipFile(package) as archive:
        information = archive.getinfo("letters/documents/letters/second.xml")
    data = bytearray(package.read_bytes())
    data[information.header_offset + 30 + len(information.filename) + 20] ^= 0xFF
    package.write_bytes(data)
    assert ("dep.file-changed", "letters/documents/letters/second.xml") in verified(package)
    package.write_bytes(data[: len(data) // 2])
    assert verified(package) == [("dep.package-unknown", str(package))]


def test_damage_to_a_file_that_is_packed_by_another_method_is_told_as_well(packed: Packed, verified: Verified) -> None:
    package = packed("zip")
    name = "letters/more.txt"
    with zipfile.ZipFile(package, "a") as archive:
        archive.writestr(name, bytes(range(256)) * 20, zipfile.ZIP_LZMA)
        start = archive.getinfo(name).header_offset + 30 + len(name)
    data = bytearray(package.read_bytes())
    data[start + 9 : start + 60] = b"\xff" * 51
    package.write_bytes(data)
    assert ("dep.file-changed", name) in verified(package)


def test_file_that_is_in_a_zip_twice_is_told(packed: Packed, verified: Verified) -> None:
    package = packed("zip")
    rezipped(package, ("letters/README.MD", b"other"))
    assert verified(package) == [("dep.manifest", "letters/README.MD")]


@pytest.mark.skipif(os.name != "posix", reason="links need a permission on Windows")
@pytest.mark.parametrize("form", FOLDERS)
def test_link_in_a_folder_is_a_finding_and_not_followed(
    form: str, packed: Packed, verified: Verified, tmp_path: Path
) -> None:
    package, inner = packed(form), FOLDERS[form]
    file = package / f"{inner}documents/letters/second.xml"
    file.rename(tmp_path / "outside.xml")
    file.symlink_to(tmp_path / "outside.xml")
    (package / f"{inner}loop").symlink_to(package)
    found = verified(package)
    assert ("dep.path-unsafe", f"{inner}documents/letters/second.xml") in found
    assert ("dep.file-missing", f"{inner}documents/letters/second.xml") in found
    assert ("dep.path-unsafe", f"{inner}loop") in found


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
def test_pipe_in_a_folder_is_not_waited_for(packed: Packed, verified: Verified) -> None:
    package = packed("bagit")
    os.mkfifo(package / "data/pipe")
    assert verified(package) == [("dep.path-unsafe", "data/pipe")]


def test_lists_that_lead_out_are_findings_and_nothing_is_read_there(packed: Packed, tmp_path: Path) -> None:
    (tmp_path / "packages").mkdir()
    secret = tmp_path / "packages" / "secret.xml"
    secret.write_text("secret", encoding="utf-8")
    package = packed("rocrate")
    crate = json.loads((package / "ro-crate-metadata.json").read_bytes())
    crate["@graph"].append({"@id": "../secret.xml", "@type": "File", "sha256": "0" * 64})
    (package / "ro-crate-metadata.json").write_text(json.dumps(crate), encoding="utf-8")
    assert [one.rule for one in verify(package).findings] == ["dep.path-unsafe"]


def test_schema_of_a_package_cannot_read_files_outside(packed: Packed, verified: Verified, tmp_path: Path) -> None:
    # Not even those of the project that the package lies in, which schemas of that project may read.
    (tmp_path / "tei.toml").write_text("", encoding="utf-8")
    outside = tmp_path / "outside.rnc"
    outside.write_text("start = element * { (attribute * { text } | text)* }", encoding="utf-8")
    package = packed("rocrate")
    refixed(package, "schemas/letters.rnc", b'include "../../../outside.rnc"\n')
    assert verified(package) == [("dep.schema", "schemas/letters.rnc")]


ENDLESS = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
<ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
<pattern><rule context="t:p"><assert id="endless"
test="every $n in 1 to 1000000000, $m in 1 to 1000000000 satisfies string-length(.) + $n + $m gt 0">Never.</assert>
</rule></pattern>
</schema>"""


@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.full)])
def test_schematron_without_an_end_is_a_finding_and_the_rest_is_looked_at(
    jobs: int, packed: Packed, letter: Letter
) -> None:
    package = packed("rocrate")
    refixed(package, "schemas/letters.sch", ENDLESS.encode())
    refixed(package, "documents/letters/second.xml", letter("second", '<p n="9">Words.</p>').encode())
    report = verify(package, timeout_s=5, jobs=jobs)
    assert [(one.rule, one.path) for one in report.findings] == [
        ("rng.value", f"{package}/documents/letters/second.xml"),
        ("dep.schema", f"{package}/schemas/letters.sch"),
    ]
    assert report.findings[1].message == (
        "cannot be applied: the check of documents/letters/first.xml took longer than 5 seconds; "
        "nothing else is checked against it"
    )


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc to look at processes in")
def test_schema_without_an_end_does_not_outlive_the_one_who_asked(packed: Packed) -> None:
    package = packed("rocrate")
    refixed(package, "schemas/letters.sch", ENDLESS.encode())
    program = f"from tei.deposit.verifying import verify; verify({str(package)!r}, timeout_s=15)"
    with subprocess.Popen([sys.executable, "-c", program]) as asking:
        try:
            worker = waited(lambda: child_of(asking.pid))
            # When it has used the processor for so long, it has begun.
            waited(lambda: ticks_of(worker) > 60)
        finally:
            asking.kill()
    waited(lambda: not Path("/proc", worker).exists())


def ticks_of(process: str) -> int:
    return int(Path("/proc", process, "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11])


def waited(found: Callable[[], Any]) -> Any:
    """What is found, as soon as it is something; None is not waited for without an end."""
    for _ in range(1200):
        if outcome := found():
            return outcome
        time.sleep(0.05)
    pytest.fail("nothing came of it")


def child_of(process: int) -> str:
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1] == str(process):
                return folder.name
    return ""


XSD = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.tei-c.org/ns/1.0"
elementFormDefault="qualified"><!-- include --><xs:element name="TEI"><xs:complexType mixed="true"><xs:sequence>
<xs:any minOccurs="0" maxOccurs="unbounded" processContents="lax"/></xs:sequence></xs:complexType></xs:element>
</xs:schema>"""


@pytest.fixture
def with_xsd(edition: Edition, letter: Letter, tmp_path: Path) -> Path:
    """A package whose document is valid against an XML Schema in it, too."""
    root = edition({"a.xml": letter("a")})
    (root / "schemas/letters.xsd").write_text(XSD, encoding="utf-8")
    named = (root / "tei.toml").read_text(encoding="utf-8")
    named = named.replace("[validate]", '[validate]\nxsd = "schemas/letters.xsd"')
    (root / "tei.toml").write_text(named, encoding="utf-8")
    return packages.pack([root / "letters"], form="rocrate", out=tmp_path / "out", pdf=False).written[0]


def test_xml_schema_in_a_package_is_applied(with_xsd: Path, verified: Verified, letter: Letter) -> None:
    assert verified(with_xsd) == []
    data = letter("a").replace("<TEI ", '<TEI xml:id="a" ', 1)
    refixed(with_xsd, "documents/letters/a.xml", data.encode())
    assert ("xsd.attribute-not-allowed", "documents/letters/a.xml") in verified(with_xsd)


def test_xml_schema_in_a_package_reads_nothing_outside(with_xsd: Path, tmp_path: Path) -> None:
    package = with_xsd
    (tmp_path / "outside.xsd").write_text("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'/>", "utf-8")
    included = f'<xs:include schemaLocation="{(tmp_path / "outside.xsd").as_uri()}"/>'
    schema = (package / "schemas/letters.xsd").read_text(encoding="utf-8")
    refixed(package, "schemas/letters.xsd", schema.replace("<!-- include -->", included).encode())
    (finding,) = verify(package).findings
    assert (finding.rule, finding.path) == ("dep.schema", f"{package}/schemas/letters.xsd")
    assert "out of sandbox" in finding.message


BOMB = b"""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">
<!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;">]><x>&h;&h;&h;</x>"""


@pytest.mark.parametrize(
    "form, file, data, rule",
    [
        ("mets", "mets.xml", BOMB, "dep.manifest"),
        ("mets", "mets.xml", b"<a>" * 100_000, "dep.manifest"),
        ("rocrate", "ro-crate-metadata.json", b'{"@graph":' + b"[" * 100_000, "dep.manifest"),
        ("rocrate", "ro-crate-metadata.json", b'{"@graph": [' + b"9" * 100_000 + b"]}", "dep.manifest"),
        ("ocfl", "inventory.json", b'{"head":' * 100_000, "dep.manifest"),
    ],
)
def test_hostile_list_of_files_is_a_finding(
    form: str, file: str, data: bytes, rule: str, packed: Packed, verified: Verified
) -> None:
    package = packed(form)
    (package / file).write_bytes(data)
    assert (rule, file) in verified(package)


@pytest.mark.parametrize("file", ["documents/letters/second.xml", "documents/authority.xml"])
def test_hostile_document_is_a_finding(file: str, packed: Packed, verified: Verified) -> None:
    package = packed("rocrate")
    refixed(package, file, BOMB)
    assert ("xml.entity-expansion", file) in verified(package)


def test_list_that_is_too_large_is_not_read(
    packed: Packed, verified: Verified, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = packed("rocrate")
    monkeypatch.setattr("tei.deposit.verifying.lists.MOST_JSON_BYTES", 1000)
    assert ("dep.manifest", "ro-crate-metadata.json") in verified(package)


@pytest.mark.parametrize("form", FOLDERS)
def test_changed_edition_is_found_by_its_checksum(form: str, packed: Packed, verified: Verified) -> None:
    package = packed(form)
    file = package / f"{FOLDERS[form]}editions/first.txt"
    file.write_bytes(file.read_bytes().replace(b"Words", b"Wordz"))
    assert verified(package) == [("dep.file-changed", f"{FOLDERS[form]}editions/first.txt")]


# --- the command ---


def test_command_packs_and_verifies(edition: Edition, letter: Letter, tei: Tei) -> None:
    root = edition({"a.xml": letter("a")})
    made = tei("deposit", "pack", "letters", "--no-pdf", cwd=root)
    assert (made.returncode, made.stdout) == (0, f"{Path('packages/a')}\n")
    seen = tei("deposit", "verify", "packages/a", cwd=root)
    assert seen.returncode == 0
    assert seen.stdout.startswith(f"{Path('packages/a')} is intact: bagit, ")
    (root / "packages/a/data/README.md").unlink()
    seen = tei("deposit", "verify", "packages/a", cwd=root)
    assert seen.returncode == 1
    assert (
        "a/data/README.md:1:1  dep.file-missing  is listed in manifest-sha256.txt, manifest-sha512.txt" in seen.stdout
    )
    assert tei("deposit", "verify", "nothing", cwd=root).returncode == 2


def test_command_gives_warnings_their_weight_and_the_way_to_mend_them(
    edition: Edition, letter: Letter, tei: Tei
) -> None:
    root = edition({"a.xml": letter("a", date="")})
    made = tei("deposit", "pack", "letters", "--no-pdf", "--format", "zip", "-o", "out", cwd=root)
    assert made.returncode == 0
    where = Path("letters/a.xml")
    message = "has no date of publication that is normalised, and so the package has no date"
    assert made.stdout.splitlines() == [
        f"{where}:1:1  dep.package-undated  warning: {message}",
        '   help: give <date> in <publicationStmt> @when="…", or set SOURCE_DATE_EPOCH',
        str(Path("out/a.zip")),
    ]
