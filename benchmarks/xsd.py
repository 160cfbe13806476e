"""Measures how long processors take to load tei_all as XML Schema: ours beside trang's, in one run.

    python benchmarks/xsd.py [SCHEMA.rng] [--rounds 5]

Both are made from the same RELAX NG, by default ``tei_all.rng`` beside the checkout, and loaded by turns, each time by
a process of its own, so that a busy machine slows both alike. What counts is the ratio of the medians of CPU time.
trang runs as TEI has it run, without abstract elements.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEI_ALL = ROOT.parent / "shared" / "data" / "p5" / "tei_all.rng"

WITH_XMLSCHEMA = """import sys, time, xmlschema
start = time.process_time()
xmlschema.XMLSchema10(sys.argv[1])
print(time.process_time() - start)"""
WITH_LIBXML2 = """import sys, time
from lxml import etree
start = time.process_time()
etree.XMLSchema(etree.parse(sys.argv[1]))
print(time.process_time() - start)"""
TRANSLATED = """import sys, time
from pathlib import Path
from tei.odd.xsd import translated
from tei.relaxng import sources
schema, folder = map(Path, sys.argv[1:])
start = time.process_time()
found = translated(sources.read(schema.read_bytes(), str(schema)), sources.files(schema), "tei")
print(time.process_time() - start)
for name, text in found.files.items():
    (folder / name).write_text(text, encoding="utf-8")"""


def cpu_s(program: str, *arguments: Path) -> float:
    """The CPU time that *program* measures of itself."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        # Not every processor loads everything.
        print(f"{arguments[0].name}: {done.stderr.strip().splitlines()[-1][:200]}")
        return float("nan")
    return float(done.stdout)


def translations(schema: Path, folder: Path) -> dict[str, Path]:
    """The schema as XML Schema, ours first."""
    made = {"ours": folder / "ours" / "tei.xsd"}
    made["ours"].parent.mkdir()
    took = cpu_s(TRANSLATED, schema, made["ours"].parent)
    print(f"translated in {took:.2f} s of CPU time, with the reading of the RELAX NG")
    if trang := shutil.which("trang"):
        made["trang"] = folder / "trang" / "tei.xsd"
        made["trang"].parent.mkdir()
        options = ["-I", "rng", "-O", "xsd", "-o", "disable-abstract-elements"]
        subprocess.run([trang, *options, str(schema), str(made["trang"])], check=True)
    else:
        print("trang is not installed: ours is measured alone")
    return made


def main() -> None:
    """Print a table for each processor."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("schema", nargs="?", type=Path, default=TEI_ALL)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if not options.schema.exists():
        sys.exit(f"{options.schema} is not there")
    with tempfile.TemporaryDirectory() as folder:
        made = translations(options.schema.resolve(), Path(folder))
        for processor, program in (("xmlschema", WITH_XMLSCHEMA), ("libxml2", WITH_LIBXML2)):
            taken: dict[str, list[float]] = {name: [] for name in made}
            for _ in range(options.rounds):
                for name, path in made.items():
                    taken[name].append(cpu_s(program, path))
            medians = {name: statistics.median(times) for name, times in taken.items()}
            print(f"\n| {processor} | s | ours to it |\n|---|---:|---:|")
            for name, median in medians.items():
                print(f"| {name} | {median:.2f} | {medians['ours'] / median:.3f} |")


if __name__ == "__main__":
    main()
