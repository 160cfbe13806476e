"""Measures `tei` beside its peers in one run: start-up, one document, many documents.

    python benchmarks/side_by_side.py [--rounds 7] [--documents 100]

Every row's commands run by turns, so that a busy machine slows all of them alike. What counts is the ratio of the
medians. jing and xmllint are left out, and said to be, where they are not installed. They check the grammar alone; `tei
validate --schema` does the same here, so that like stands beside like.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "schemas" / "tei-documentary.rng"
CABLE = ROOT / "corpus" / "cable-59363.xml"
AUTHORITY = ROOT / "corpus" / "authority.xml"

Row = dict[str, list[str]]


def tei(*words: str) -> list[str]:
    """The command line of this checkout's tei."""
    return [sys.executable, "-m", "tei", *words]


def peers(documents: list[str]) -> Row:
    """The commands of those peers that are installed, for *documents*."""
    found: Row = {}
    if jing := shutil.which("jing"):
        found["jing"] = [jing, str(SCHEMA), *documents]
    if xmllint := shutil.which("xmllint"):
        found["xmllint (libxml2)"] = [xmllint, "--noout", "--relaxng", str(SCHEMA), *documents]
    return found


def rows(folder: Path, count: int) -> dict[str, Row]:
    """What is measured: a title, and the commands that stand side by side under it; the first is the measure."""
    many = [str(folder / f"cable-{number:04}.xml") for number in range(count)]
    for path in many:
        shutil.copy(CABLE, path)
    shutil.copy(AUTHORITY, folder)
    grammar = ["validate", "--schema", str(SCHEMA)]
    return {
        "start-up": {
            "python": [sys.executable, "-c", "pass"],
            "tei --version": tei("--version"),
            "tei --help": tei("--help"),
        },
        "grammar, one document": {"tei validate": tei(*grammar, str(CABLE)), **peers([str(CABLE)])},
        f"grammar, {count} documents": {"tei validate": tei(*grammar, *many), **peers(many)},
        "grammar and Schematron": {
            "one document": tei("validate", str(CABLE)),
            f"{count} documents": tei("validate", *many),
            f"{count} documents, --jobs 2": tei("validate", "--jobs", "2", *many),
        },
        "edition": {
            "one document": tei("render", "--html", "-o", str(folder / "one.html"), str(CABLE)),
            f"{count} documents": tei("render", "--html", "-o", str(folder / "edition"), *many),
        },
        "fidelity": {"one document": tei("fidelity", str(CABLE.with_suffix(".txt")), str(CABLE))},
    }


def seconds(command: list[str]) -> float:
    """The wall-clock time of one run, which has to succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    return time.perf_counter() - start


def measure(row: Row, rounds: int) -> dict[str, float]:
    """The median of each command of *row*, the commands taken by turns."""
    times: dict[str, list[float]] = {name: [] for name in row}
    for _ in range(rounds):
        for name, command in row.items():
            times[name].append(seconds(command))
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> None:
    """Print one Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--documents", type=int, default=100)
    options = parser.parse_args()
    print("| what | command | median, s | ratio |\n|---|---|---:|---:|")
    with tempfile.TemporaryDirectory() as name:
        for title, row in rows(Path(name), options.documents).items():
            medians = measure(row, options.rounds)
            first = next(iter(medians.values()))
            for command, median in medians.items():
                print(f"| {title} | {command} | {median:.3f} | {median / first:.2f} |", flush=True)


if __name__ == "__main__":
    main()
