"""An independent program, commonmeta-py, reads the forms, and each as the same edition."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tei import document, metadata
from tei.metadata import Record, crosswalks
from tei.metadata.crosswalks import FORMS
from tei.metadata.crosswalks.ro_crate import CrateFile, crate

HERE = Path(__file__).parent
FORM_NAMES = ("datacite-json", "csl", "bibtex", "ris", "cff", "invenio")


@pytest.fixture(scope="module")
def commonmeta(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that has commonmeta-py."""
    folder = tmp_path_factory.mktemp("commonmeta")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "commonmeta-py"], check=True)
    return python


def judged(python: Path, record: Record, folder: Path) -> Any:
    for form in FORM_NAMES:
        (folder / FORMS[form].file_name).write_bytes(crosswalks.write(record, form))
    # Not with the folders of this environment, whose versions are others.
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    done = subprocess.run(
        [python, HERE / "oracle.py", folder],
        env={**kept, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.full
def test_forms_are_read_as_one_edition(commonmeta: Path, tmp_path: Path) -> None:
    record = metadata.read(document.read(HERE.parent / "headers" / "born-digital.xml"))
    readings = judged(commonmeta, record, tmp_path)["readings"]
    assert {one["publisher"] for via, one in readings.items() if via != "cff"} == {"Orchard Press"}
    assert {one["title"] for via, one in readings.items() if via != "ris"} == {"A Survey of Orchards"}
    assert {one["version"] for via, one in readings.items() if via != "ris"} == {"2.1"}
    assert {one["published"][:4] for one in readings.values()} == {"2025"}
    assert {one["id"] for via, one in readings.items() if via != "csl"} == {"https://doi.org/10.5281/zenodo.1234567"}
    for via in ("datacite", "cff", "csl", "ris"):
        assert readings[via]["names"][0] == "Carberry", via
        assert readings[via]["names"][2:4] == ["Colette", "Orchard Society, Northern Branch"], via


@pytest.mark.full
@pytest.mark.parametrize("name", ["cable", "everything", "born-digital"])
def test_forms_keep_its_schemas(commonmeta: Path, cable: Record, tmp_path: Path, name: str) -> None:
    folder = HERE if name == "everything" else HERE.parent / "headers"
    record = cable if name == "cable" else metadata.read(document.read(folder / f"{name}.xml"))
    report = judged(commonmeta, record, tmp_path)
    # Its schema of InvenioRDM has a list of relations that lacks some of DataCite's.
    assert [one for found in report["faults"].values() for one in found if "relation_type" not in one] == []


@pytest.mark.full
@pytest.mark.parametrize("name", ["cable", "everything", "born-digital"])
def test_terms_of_a_crate_are_of_its_context(cable: Record, tmp_path: Path, name: str) -> None:
    folder = HERE if name == "everything" else HERE.parent / "headers"
    record = cable if name == "cable" else metadata.read(document.read(folder / f"{name}.xml"))
    # The last release that carries the context of RO-Crate 1.1.
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(tmp_path)]
    subprocess.run([*command, "rocrate==0.10.0"], check=True)
    with zipfile.ZipFile(next(tmp_path.glob("rocrate-*.whl"))) as wheel:
        terms = json.loads(wheel.read("rocrate/data/ro-crate.jsonld"))["@context"]
    content = json.loads(crate(record, [CrateFile("a.xml", "application/tei+xml", 6, sha256="0" * 64)]))
    used = {key for entity in content["@graph"] for key in entity if not key.startswith("@")}
    kinds = [entity["@type"] for entity in content["@graph"]]
    used |= {one for kind in kinds for one in ([kind] if isinstance(kind, str) else kind)}
    assert used - set(terms) == set(content["@context"][1])


@pytest.mark.full
def test_oracle_finds_what_is_wrong(commonmeta: Path, tmp_path: Path) -> None:
    record = metadata.read(document.read(HERE.parent / "headers" / "letter.xml"))
    report = judged(commonmeta, record, tmp_path)
    assert any("'publication_date' is a required property" in one for one in report["faults"]["inveniordm"])
