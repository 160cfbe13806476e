"""Real projects' files, letters and plays, each with the verdict that jing gives and the first line that it names.

Their own schemas are no RELAX NG, or lie elsewhere; TEI's accept some of either kind and refuse others.
"""

import re
import subprocess
from pathlib import Path

import pytest

from tei.validate import validate

_TOLD = re.compile(r"(?P<path>.+\.xml):(?P<line>\d+):(?P<column>\d+): (?:error|fatal): ")


# TEI's schemas have no such attribute: with it, all letters would be refused at their root.
_LOCATION = re.compile(rb'\sxsi:schemaLocation="[^"]*"')


@pytest.fixture(scope="module")
def documents(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("documents")
    copies = []
    for path in sorted((shared_data / "bench").glob("*/*.xml")):
        copies.append(folder / path.name)
        copies[-1].write_bytes(_LOCATION.sub(b"", path.read_bytes()))
    return copies


@pytest.mark.full
@pytest.mark.parametrize("schema", ["tei_all", "tei_simplePrint"])
def test_each_file_has_the_verdict_of_jing(shared_data: Path, documents: list[Path], jing: str, schema: str) -> None:
    grammar = shared_data / "p5" / f"{schema}.rng"
    done = subprocess.run(
        [jing, "-i", str(grammar), *map(str, documents)], capture_output=True, encoding="utf-8", check=False
    )
    firsts: dict[str, int] = {}
    for match in filter(None, map(_TOLD.match, done.stdout.splitlines())):
        firsts.setdefault(match["path"], int(match["line"]))
    report = validate(documents, schema=grammar, ids=False)
    assert (len(report.documents), report.faults) == (350, ())
    assert {one.path for one in report.documents if not one.valid} == set(firsts)
    ours = {one.path: one.findings[0].span for one in report.documents if one.findings}
    assert [(path, line) for path, line in firsts.items() if not ours[path].line <= line <= ours[path].end_line] == []
