"""What commonmeta-py makes of the forms in a folder; run in an environment of its own, for its needs are not ours."""

import json
import sys
from pathlib import Path
from typing import Any

import yaml
from commonmeta import Metadata
from commonmeta.schema_utils import schema_file_path
from jsonschema.validators import validator_for

READERS = {
    "datacite": "datacite.json",
    "csl": "csl.json",
    "bibtex": "citation.bib",
    "ris": "citation.ris",
    "cff": "CITATION.cff",
    "inveniordm": "invenio.json",
}
SCHEMAS = {"cff": "CITATION.cff", "csl": "csl.json", "inveniordm": "invenio.json"}


def faults(schema: str, text: str) -> list[str]:
    """Return what a JSON Schema of its own says of *text*."""
    definition = json.loads(Path(schema_file_path(schema)).read_text(encoding="utf-8"))
    content = yaml.safe_load(text)
    found = validator_for(definition)(definition).iter_errors(content)
    return [f"{'/'.join(map(str, one.path))}: {one.message}" for one in found]


def reading(via: str, text: str) -> dict[str, Any]:
    """Return what the reader *via* has understood."""
    # It reads one item of CSL, where the format has a list of them.
    text = json.dumps(json.loads(text)[0]) if via == "csl" else text
    # What it has not understood is not among the attributes.
    read = vars(Metadata(text, via=via))
    people = [one.get("person") or one.get("organization") or one for one in read.get("contributors") or ()]
    return {
        "id": read.get("id"),
        "title": read.get("title"),
        "published": read.get("date_published"),
        "publisher": (read.get("publisher") or {}).get("name"),
        "version": read.get("version"),
        "names": [one.get("family_name") or one.get("name") for one in people],
    }


def main(folder: Path) -> None:
    """Print faults and readings as JSON."""
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in {*READERS.values(), *SCHEMAS.values()}}
    report = {
        "faults": {schema: faults(schema, texts[name]) for schema, name in SCHEMAS.items()},
        "readings": {via: reading(via, texts[name]) for via, name in READERS.items()},
    }
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
