"""Measures the ODD compiler: from an ODD to RELAX NG, and validation against an ODD beside a grammar.

    python benchmarks/odd.py [--rounds 5] [-o benchmarks/odd.md]

What the reference processor takes is not measured here. Beside the compiler stands trang, which turns the RELAX NG that
was made into compact syntax: a tool of the field that reads and writes one schema, with Java's start. Processes run by
turns, so that a busy machine slows all of them alike; the ratios of the medians count. The projects' ODDs lie beside
the checkout (``../shared/data/odd``); without them that part is left out, and said to be.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tei import files
from tei.errors import SchemaError
from tei.odd import built_in
from tei.odd.compiling import compile_odd, compile_text
from tei.odd.quirks import STYLESHEETS

ROOT = Path(__file__).resolve().parent.parent
ODDS = ROOT.parent / "shared" / "data" / "odd"
CABLE = ROOT / "corpus" / "cable-59363.xml"
DOCUMENTARY = ROOT / "schemas" / "tei-documentary.odd"


def tei(*words: str) -> list[str]:
    """The command line of this checkout's tei."""
    return [sys.executable, "-m", "tei", *words]


def seconds(command: list[str]) -> float:
    """The wall-clock time of one run, which has to succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    return time.perf_counter() - start


def by_turns(commands: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """The median of each command, the commands taken by turns; a first round is not counted."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            taken = seconds(command)
            if number:
                times[name].append(taken)
    return {name: statistics.median(found) for name, found in times.items()}


def processes(folder: Path, rounds: int) -> list[str]:
    """Whole processes: a table of ratios to the first of each group."""
    everything = folder / "tei_all.odd"
    everything.write_text(built_in.odd("tei_all"), encoding="utf-8")
    rng = folder / "tei_all.rng"
    subprocess.run(tei("odd", "compile", str(everything), "-o", str(folder)), check=True, stdout=subprocess.DEVNULL)
    compiling = {
        "`tei odd compile`, all of TEI": tei("odd", "compile", str(everything), "-o", str(folder)),
        "`tei odd compile`, tei-documentary": tei("odd", "compile", str(DOCUMENTARY), "-o", str(folder)),
    }
    if trang := shutil.which("trang"):
        compiling["trang, RELAX NG of all of TEI to compact syntax"] = [trang, str(rng), str(folder / "x.rnc")]
    validating = {
        "`tei validate --schema tei_all.rng`": tei("validate", "--schema", str(rng), str(CABLE)),
        "`tei validate --schema tei_all.odd`, from the cache": tei("validate", "--schema", str(everything), str(CABLE)),
        "`tei validate --schema tei_all`, built in": tei("validate", "--schema", "tei_all", str(CABLE)),
    }
    if jing := shutil.which("jing"):
        validating["jing -i tei_all.rng"] = [jing, "-i", str(rng), str(CABLE)]
    lines = ["| whole process | ratio | median, s |", "|---|---:|---:|"]
    for group in (compiling, validating):
        medians = by_turns(group, rounds)
        first = next(iter(medians.values()))
        lines += [f"| {name} | {median / first:.2f} | {median:.3f} |" for name, median in medians.items()]
    return lines


def calls(rounds: int) -> list[str]:
    """Calls in a process that has everything loaded: the compiler itself."""
    lines = ["| ODD to RELAX NG as text, the call | median, s |", "|---|---:|"]
    text = built_in.odd("tei_all").encode()
    lines.append(f"| all of TEI | {statistics.median(timed(lambda: compile_text(text, 'tei_all').rng, rounds)):.3f} |")
    if not ODDS.is_dir():
        return [*lines, "| real projects: their ODDs are not beside the checkout | |"]
    medians = {}
    for known in json.loads((ODDS / "manifest.json").read_text(encoding="utf-8")):
        if not known["name"].startswith("real-"):
            continue
        source = next((f"tei:{note.split()[-1]}" for note in known["notes"] if "rebuilt" in note), None)
        odd = ODDS / known["name"] / "source.odd"
        try:
            medians[known["name"]] = statistics.median(
                timed(lambda: compile_odd(odd, source=source, quirks=STYLESHEETS).rng, rounds)  # noqa: B023 - called at once
            )
        except SchemaError as fault:
            sys.exit(f"{odd}: {fault}")
    figures = sorted(medians.values())
    lines.append(f"| {len(figures)} real projects: median | {statistics.median(figures):.3f} |")
    lines.append(f"| the slowest of them | {figures[-1]:.3f} |")
    return lines


def timed(call, rounds: int) -> list[float]:  # noqa: ANN001 - any call
    """The time of each of *rounds* calls, after one that is not counted."""
    found = []
    for number in range(rounds + 1):
        start = time.perf_counter()
        call()
        if number:
            found.append(time.perf_counter() - start)
    return found


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        tables = [*processes(Path(name), options.rounds), "", *calls(options.rounds)]
    text = "\n".join(tables) + "\n"
    if options.output:
        files.write_atomically(options.output, text)
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
