"""Measures RELAX NG, Schematron and pointers over a corpus of letters, beside what else can be had, in one run.

    python benchmarks/corpus.py [--sizes 1000 10000] [--rounds 3] [-o benchmarks/corpus.md]

The letters are generated (:mod:`letters`, of 3 to 30 kB) and all valid. The rows of a table run by turns, so that a
busy machine slows all of them alike; what counts are ratios of medians. A corpus of more than 2,000 letters is gone
through once. CPU is user and system time of all processes, wall the time from start to end, both with whatever
start-up there is; peak is the memory of all processes together, pages that they share counted once, looked at five
times a second.

The peers: jing, by xargs in batches; xmllint, likewise; lxml's RELAX NG and its Schematron, which is the skeleton in
XSLT 1.0, so that the letters' rules are such as that can run; and a script that looks up pointers, as projects have
them (:mod:`by_hand`). SchXslt2 can be had from no registry here and is not among them. Who is not installed is left
out, and said to be. All must agree that all letters are valid.
"""

import argparse
import importlib.util
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import letters
import planted
from tei import files

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1_000_000
_SMALLEST_BYTES, _LARGEST_BYTES = 3_000, 30_000
_ONCE_FROM = 2_000
_FAULTY = 120
_LOOK_S = 0.2
_LIST = "list.txt"
_LETTER = re.compile(r"letters/\d+/letter-\d+\.xml")
_PART = re.compile(r"parts/")

TEI = f"{sys.executable} -m tei validate"
BY_HAND = f"{sys.executable} {Path(__file__).parent / 'by_hand.py'}"
GRAMMAR, RULES = "schema/letters.rng", "schema/letters.sch"
JING = f"xargs -n 500 jing {GRAMMAR} < {_LIST}"
XMLLINT = f"xargs -n 500 xmllint --noout --relaxng {GRAMMAR} < {_LIST} 2> xmllint.txt"
# What is measured is the check, and not how soon it is known that nothing has changed.
ANEW = f"{TEI} --no-cache --jobs 1"


class Run(NamedTuple):
    """What one command took."""

    cpu_s: float
    wall_s: float
    peak_mb: float


class Row(NamedTuple):
    """A command of the shell, which is given in the project's folder; *needs* is a program or package of Python."""

    name: str
    command: str
    needs: str = ""

    @property
    def can_be_run(self) -> bool:
        """Whether what it needs is there."""
        return not self.needs or bool(shutil.which(self.needs) or importlib.util.find_spec(self.needs))


def everything() -> list[Row]:
    """Grammar, Schematron and pointers."""
    return [
        Row(
            "jing, lxml’s Schematron, a script, one after the other",
            f"{JING} && {BY_HAND} --sch {RULES} < {_LIST} && {BY_HAND} --pointers < {_LIST}",
            "jing",
        ),
        Row(
            "lxml alone: RELAX NG, Schematron, a script, in one process",
            f"{BY_HAND} --rng {GRAMMAR} --sch {RULES} --pointers < {_LIST}",
        ),
        Row("tei validate --jobs 1", f"{ANEW} letters"),
        Row("tei validate --jobs 2", f"{TEI} --no-cache --jobs 2 letters"),
        Row(
            "tei validate --scheduler local --jobs 2",
            f"{TEI} --no-cache --scheduler local --jobs 2 letters",
            "distributed",
        ),
        Row("tei validate, nothing has changed since", f"{TEI} --jobs 1 letters"),
    ]


def grammar() -> list[Row]:
    """The grammar alone."""
    return [
        Row("jing", JING, "jing"),
        Row("jing, two at a time", f"xargs -P 2 -n 500 jing {GRAMMAR} < {_LIST}", "jing"),
        Row("xmllint --relaxng", XMLLINT, "xmllint"),
        Row("lxml", f"{BY_HAND} --rng {GRAMMAR} < {_LIST}"),
        Row("tei validate", f"{ANEW} --schema {GRAMMAR} letters"),
    ]


def rules() -> list[Row]:
    """Schematron alone."""
    return [
        Row("lxml’s Schematron", f"{BY_HAND} --sch {RULES} < {_LIST}"),
        Row("tei validate", f"{ANEW} --schema {RULES} letters"),
    ]


def pointers() -> list[Row]:
    """The pointers, beside a grammar that takes next to nothing."""
    return [
        Row("a script with lxml", f"{BY_HAND} --pointers < {_LIST}"),
        Row("tei validate", f"{ANEW} --schema schema/any.rng --pointers letters"),
    ]


def stages() -> list[Row]:
    """What each kind of check adds."""
    return [
        Row("grammar", f"{ANEW} --schema {GRAMMAR} letters"),
        Row("grammar, pointers", f"{ANEW} --schema {GRAMMAR} --pointers letters"),
        Row("grammar, Schematron", f"{ANEW} --schema {GRAMMAR} --schema {RULES} letters"),
        Row("grammar, Schematron, pointers", f"{ANEW} letters"),
    ]


TABLES = {
    "RELAX NG, Schematron and pointers": everything,
    "RELAX NG alone": grammar,
    "Schematron alone": rules,
    "Pointers alone": pointers,
    "What each kind of check adds": stages,
}
ANY = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="any"/></start><define name="any">
<element><anyName/><zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="any"/></choice></zeroOrMore>
</element></define></grammar>
"""


def corpus(folder: Path, count: int) -> int:
    """Write a project with *count* letters into *folder*, and return how many bytes they have."""
    letters.project(folder)
    (folder / "schema" / "any.rng").write_text(ANY, encoding="utf-8")
    size_bytes = 0
    with (folder / _LIST).open("w", encoding="utf-8") as listed:
        for letter in letters.letters(count, _SMALLEST_BYTES, _LARGEST_BYTES):
            file = folder / letter.path
            file.parent.mkdir(parents=True, exist_ok=True)
            size_bytes += file.write_bytes(letter.text.encode())
            listed.write(f"{letter.path}\n")
    return size_bytes


def run(command: str, folder: Path) -> Run:
    """Run *command* once in *folder*. Ends the program if it fails, for all letters are valid."""
    shell = ["/bin/sh", "-c", command]
    start = time.perf_counter()
    process = subprocess.Popen(shell, cwd=folder, env=environment(folder), stdout=subprocess.DEVNULL)
    memory = Memory(process.pid)
    memory.start()
    _process, status, used = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    memory.ended.set()
    memory.join()
    if process.returncode:
        sys.exit(f"{command} ended with {process.returncode}")
    return Run(used.ru_utime + used.ru_stime, wall_s, memory.peak_mb)


def environment(folder: Path) -> dict[str, str]:
    """The environment of a command: this checkout, and a cache in *folder*."""
    made = {**os.environ, "PYTHONPATH": str(ROOT), "TEI_CACHE_DIR": str(folder / ".cache")}
    # An installed package is compiled to bytecode once, and not at each start.
    made.pop("PYTHONDONTWRITEBYTECODE", None)
    return made


class Memory(threading.Thread):
    """Looks again and again at how much memory a process and all that it has started take together."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process = process
        self.ended = threading.Event()
        self.peak_mb = 0.0

    def run(self) -> None:
        """Look until the process has ended."""
        while not self.ended.wait(_LOOK_S):
            taken = sum(_taken_mb(one) for one in _family(self._process))
            self.peak_mb = max(self.peak_mb, taken)


def _family(process: int) -> Iterator[int]:
    yield process
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        for child in _words(thread):
            yield from _family(int(child))


def _taken_mb(process: int) -> float:
    words = _words(Path(f"/proc/{process}/smaps_rollup"))
    return int(words[words.index("Pss:") + 1]) * 1024 / MEGABYTE if "Pss:" in words else 0.0


def _words(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").split()
    except OSError:  # The process has ended meanwhile.
        return []


def measured(rows: list[Row], rounds: int, folder: Path) -> dict[str, Run]:
    """The medians of *rows* that can be run, by turns."""
    there = [row for row in rows if row.can_be_run]
    for row in rows:
        if not row.can_be_run:
            print(f"left out, not installed: {row.name}", file=sys.stderr)
    runs: dict[str, list[Run]] = {row.name: [] for row in there}
    for _round in range(rounds):
        for row in there:
            runs[row.name].append(run(row.command, folder))
    return {name: Run(*map(statistics.median, zip(*taken, strict=True))) for name, taken in runs.items()}


def table(title: str, count: int, runs: dict[str, Run]) -> Iterator[str]:
    """The lines of a table; the first row is what the others are compared with."""
    yield f"\n### {title}: {count:,} letters\n"
    yield "| | CPU, s | a letter, ms | CPU, ratio | wall, s | wall, ratio | peak, MB |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    first = next(iter(runs.values()))
    for name, one in runs.items():
        yield (
            f"| {name} | {one.cpu_s:.2f} | {1000 * one.cpu_s / count:.2f} | {one.cpu_s / first.cpu_s:.2f} "
            f"| {one.wall_s:.2f} | {one.wall_s / first.wall_s:.2f} | {one.peak_mb:.0f} |"
        )


def growth(found: dict[int, dict[str, dict[str, Run]]]) -> Iterator[str]:
    """The lines of a table of what a letter costs as the corpus grows."""
    sizes = sorted(found)
    yield "\n### What a letter costs as the corpus grows: CPU, ms\n"
    yield f"| | {' | '.join(f'{size:,} letters' for size in sizes)} | ratio |"
    yield f"|---|{'---:|' * (len(sizes) + 1)}"
    for title, runs in found[sizes[0]].items():
        for name in runs:
            costs = [1000 * found[size][title][name].cpu_s / size for size in sizes]
            shown = " | ".join(f"{cost:.2f}" for cost in costs)
            yield f"| {title}: {name} | {shown} | {costs[-1] / costs[0]:.2f} |"


def faulty(count: int) -> Iterator[str]:
    """The lines of a table of what is said of *count* letters in which 50 faults are planted."""
    yield f"\n### What is found of 50 planted faults among {count:,} letters\n"
    yield "| | faulty letters named | sound letters named | messages |"
    yield "|---|---:|---:|---:|"
    with tempfile.TemporaryDirectory() as name:
        corpus = planted.write(Path(name), count, _SMALLEST_BYTES, _LARGEST_BYTES)
        paths = [letters.path(number) for number in range(count)]
        (corpus.folder / _LIST).write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
        wrong = corpus.faulty
        for row in finders():
            if not row.can_be_run:
                continue
            done = subprocess.run(
                ["/bin/sh", "-c", row.command],
                cwd=corpus.folder,
                env=environment(corpus.folder),
                stdout=subprocess.PIPE,
                encoding="utf-8",
                check=False,
            )
            told = {match[0] for line in done.stdout.splitlines() if (match := _LETTER.search(line))}
            messages = sum(bool(_LETTER.search(line) or _PART.match(line)) for line in done.stdout.splitlines())
            sound = len(told - wrong - corpus.ignored)
            yield f"| {row.name} | {len(told & wrong)} of {len(wrong)} | {sound} | {messages} |"


def finders() -> list[Row]:
    """What looks for the planted faults."""
    return [
        Row("jing with a list of files", JING, "jing"),
        Row("jing, a process for each file", f"xargs -P 2 -n 1 jing {GRAMMAR} < {_LIST}", "jing"),
        Row("lxml’s Schematron", f"{BY_HAND} --sch {RULES} < {_LIST}"),
        Row("a script for the pointers", f"{BY_HAND} --pointers < {_LIST}"),
        Row("lxml: all of these", f"{BY_HAND} --rng {GRAMMAR} --sch {RULES} --pointers < {_LIST}"),
        Row("tei validate, which names the included file for one", f"{TEI} --format concise letters"),
    ]


def report(sizes: Iterable[int], rounds: int) -> Iterator[str]:
    """The lines of all tables."""
    found: dict[int, dict[str, dict[str, Run]]] = {}
    for count in sorted(sizes):
        found[count] = {}
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            size_bytes = corpus(folder, count)
            yield f"\n{count:,} letters, {size_bytes / MEGABYTE:.0f} MB, {size_bytes / count / 1000:.1f} kB each."
            run(f"{TEI} letters", folder)
            for title, rows in TABLES.items():
                found[count][title] = measured(rows(), 1 if count > _ONCE_FROM else rounds, folder)
                yield from table(title, count, found[count][title])
    if len(found) > 1:
        yield from growth(found)
    yield from faulty(_FAULTY)


def tell(lines: Iterable[str], output: Path | None) -> None:
    """Print *lines* of Markdown as they come, and write them to *output* if it is named."""
    told = []
    for line in lines:
        print(line, flush=True)
        told.append(line)
    if output:
        files.write_atomically(output, "\n".join(told).lstrip("\n") + "\n")


def main() -> None:
    """Print the tables as Markdown, and write them to a file if one is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    tell(report(options.sizes, options.rounds), options.output)


if __name__ == "__main__":
    main()
