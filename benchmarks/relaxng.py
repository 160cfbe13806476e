"""Measures the RELAX NG engine beside jing, libxml2 and lxml, under TEI's full schema, in one run.

    python benchmarks/relaxng.py [--data ../shared/data] [--rounds 5] [--megabytes 48] [--largest 1024] [-o TABLE.md]

The rows of a table run by turns, so that a busy machine slows all of them alike. CPU is user and system time of the
whole process, and wall its time from start to end; both are medians, and what counts is their ratio to jing's. Every
verdict is compared: a row whose peers do not agree on which documents are valid ends the run.

The documents are real ones out of ``--data`` (letters and plays), those that ``tei_all`` accepts and those that it
refuses, and generated ones, which are of any size. The attribute ``xsi:schemaLocation`` is taken out of the letters:
``tei_all`` has none.
"""

import argparse
import itertools
import os
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1_000_000
LETTER_BYTES = 30_000
SCHEMA_LOCATION = re.compile(rb'\sxsi:schemaLocation="[^"]*"')

ONE = "import sys\nfrom tei import relaxng\nsys.exit(bool(relaxng.load(sys.argv[1]).validate(sys.argv[2])))"
LARGE = """import sys
from tei import relaxng
from tei.limits import Limits
sys.exit(bool(relaxng.load(sys.argv[1]).validate(sys.argv[2], limits=Limits(size_bytes=1 << 40))))"""
MANY = """import sys
from tei import relaxng
schema = relaxng.load(sys.argv[1])
invalid = sum(bool(schema.validate(line.rstrip())) for line in sys.stdin)
sys.exit(bool(invalid))"""
SORT = """import sys
from tei import relaxng
schema = relaxng.load(sys.argv[1])
for line in sys.stdin:
    print(len(schema.validate(line.rstrip())))"""
LOADED = "import sys\nfrom tei import relaxng\nrelaxng.load(sys.argv[1])"
CALLED = """import sys, time
from tei import relaxng
start = time.process_time()
relaxng.load(sys.argv[1])
print(time.process_time() - start)"""
LXML_ONE = """import sys
from lxml import etree
sys.exit(not etree.RelaxNG(etree.parse(sys.argv[1])).validate(etree.parse(sys.argv[2])))"""
LXML_MANY = """import sys, time
from lxml import etree
schema = etree.RelaxNG(etree.parse(sys.argv[1]))
files = [line.rstrip() for line in sys.stdin]
start = time.process_time()
invalid = sum(not schema.validate(etree.parse(file)) for file in files)
print(time.process_time() - start)
sys.exit(bool(invalid))"""


class Run(NamedTuple):
    """What one process took, and how it ended."""

    cpu_s: float
    wall_s: float
    peak_mb: float
    code: int
    printed: str


class Command(NamedTuple):
    """A row of a table. *files* go to standard input, a line each; *most_rounds* is for what takes very long.

    With *prints_cpu* the process itself measures its CPU time, leaving out what it prepares.
    """

    name: str
    words: list[str]
    files: Sequence[Path] = ()
    environment: Mapping[str, str] = MappingProxyType({})
    most_rounds: int = 99
    prints_cpu: bool = False


def run(command: Command, cache: Path) -> Run:
    """Run *command* once; its cache is *cache*."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TEI_CACHE_DIR": str(cache), **command.environment}
    # An installed package is compiled to bytecode once, and not at each start.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as printed:
        given.write("".join(f"{file}\n" for file in command.files).encode())
        given.seek(0)
        streams = [
            (os.POSIX_SPAWN_DUP2, given.fileno(), 0),
            (os.POSIX_SPAWN_DUP2, printed.fileno(), 1),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ]
        start = time.perf_counter()
        process = os.posix_spawnp(command.words[0], command.words, environment, file_actions=streams)
        _process, status, used = os.wait4(process, 0)
        wall_s = time.perf_counter() - start
        printed.seek(0)
        text = printed.read().decode(errors="replace")
    cpu_s = float(text) if command.prints_cpu else used.ru_utime + used.ru_stime
    return Run(cpu_s, wall_s, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status), text)


def measured(commands: list[Command], rounds: int, cache: Path) -> dict[str, Run]:
    """The medians of the *commands*, run by turns. Ends the program where they do not agree on the verdict."""
    runs: dict[str, list[Run]] = {command.name: [] for command in commands}
    for number in range(rounds):
        for command in commands:
            if number < command.most_rounds:
                runs[command.name].append(run(command, cache))
    medians = {name: median(taken) for name, taken in runs.items()}
    if len({found.code != 0 for found in medians.values()}) > 1:
        sys.exit(f"the peers do not agree: { ({name: found.code for name, found in medians.items()}) }")
    return medians


def median(runs: list[Run]) -> Run:
    """The median of each figure."""
    cpu_s, wall_s, peak_mb = (statistics.median(run[index] for run in runs) for index in range(3))
    return Run(cpu_s, wall_s, peak_mb, max(run.code for run in runs), "")


# Documents


def letters_and_plays(data: Path) -> Iterator[tuple[str, bytes]]:
    """The real documents by name, without their ``xsi:schemaLocation``."""
    for path in sorted((data / "bench").glob("*/*.xml")):
        yield path.name, SCHEMA_LOCATION.sub(b"", path.read_bytes())


def sorted_out(data: Path, schema: Path, folder: Path) -> tuple[list[Path], list[Path]]:
    """Write the real documents into *folder*, and return those that the schema accepts and those that it refuses.

    Other processes copy and judge them: what this one holds in memory, its children would be charged with.
    """
    of_myself("--copy", data, folder)
    files = sorted(folder.glob("*.xml"))
    answers = run(Command("", python(SORT, schema), files), folder / "cache").printed.split()
    verdicts = dict(zip(files, answers, strict=True))
    return [file for file in files if verdicts[file] == "0"], [file for file in files if verdicts[file] != "0"]


def repeated(files: list[Path], size_bytes: int, folder: Path) -> list[Path]:
    """As many copies of all *files*, in *folder*, as make up *size_bytes*: no program may see that they are copies."""
    listed: list[Path] = []
    for number in itertools.count():
        if size_bytes <= 0:
            return listed
        for file in files:
            listed.append(folder / f"{number:03}-{file.name}")
            shutil.copyfile(file, listed[-1])
            size_bytes -= file.stat().st_size
    return listed


WORDS = [
    *("archive", "letter", "copy", "received", "October", "cable", "message", "forwarded", "secret", "signed", "stamp"),
    *("margin", "reading", "the", "of", "to"),
]
HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A generated edition</title></titleStmt>
<publicationStmt><p>Not published.</p></publicationStmt><sourceDesc><p>Made up.</p></sourceDesc></fileDesc></teiHeader>
<text><body>
"""


def division(chance: random.Random, number: int) -> str:
    """A division as editions have them: marked-up prose, verse, a list, a table, notes."""

    def words(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count))

    def phrase() -> str:
        return chance.choice([
            f'<persName ref="#p{chance.randrange(500)}">{words(2)}</persName>',
            f'<date when="19{chance.randrange(10, 99)}-08-1{chance.randrange(9)}">{words(3)}</date>',
            f"<choice><sic>{words(1)}</sic><corr>{words(1)}</corr></choice>",
            f'<del rend="overstrike">{words(2)}</del><add place="above">{words(2)}</add>',
            f'<hi rend="italic">{words(3)}</hi>',
            f'<note place="foot" n="{number}">{words(12)}</note>',
            f'<lb n="{chance.randrange(99)}"/>',
        ])  # fmt: skip

    def prose() -> str:
        return "<p>" + " ".join(f"{words(9)} {phrase()}" for _ in range(chance.randrange(4, 12))) + "</p>\n"

    items = "".join(f"<item>{words(5)} {phrase()}</item>" for _ in range(4))
    lines = "".join(f'<l n="{one}">{words(6)}</l>\n' for one in range(8))
    cells = f"<row>{''.join(f'<cell>{words(2)}</cell>' for _ in range(4))}</row>"
    others = [f"<list>{items}</list>", f'<lg type="stanza">{lines}</lg>', f"<table>{cells * 3}</table>"]
    return f'<div n="{number}"><head>{words(4)}</head>\n{prose()}{chance.choice(others)}\n{prose()}</div>\n'


def generated(path: Path, size_bytes: int, seed: int = 1949) -> Path:
    """Write a valid document of about *size_bytes* into *path*, and return that."""
    chance = random.Random(seed)  # noqa: S311 - the same document each time
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        number = 0
        while file.tell() < size_bytes:
            number += 1
            file.write(division(chance, number))
        file.write("</body></text></TEI>\n")
    return path


def apart(path: Path, size_bytes: int, seed: int = 1949) -> Path:
    """What :func:`generated` does, in a process of its own: what this one holds, its children would be charged with."""
    of_myself("--generate", path, size_bytes, seed)
    return path


def of_myself(*words: object) -> None:
    """Run this script with *words* in a process of its own."""
    if run(Command("", [sys.executable, __file__, *map(str, words)]), Path(os.devnull)).code:
        sys.exit(f"{' '.join(map(str, words))} failed")


# Tables


def python(code: str, *words: object) -> list[str]:
    """The command line that runs *code* with this Python."""
    return [sys.executable, "-c", code, *map(str, words)]


def one_letter(schema: Path, letter: Path) -> list[Command]:
    """Whole processes for one letter; the cache is warm."""
    commands = [
        Command("jing", ["jing", str(schema), str(letter)]),
        Command("tei, python -c", python(ONE, schema, letter)),
        Command(
            "tei, python -c, without the accelerator", python(ONE, schema, letter), environment={"TEI_NO_ACCEL": "1"}
        ),
        Command("tei validate", [sys.executable, "-m", "tei", "validate", "--schema", str(schema), str(letter)]),
        Command("xmllint --relaxng", ["xmllint", "--noout", "--relaxng", str(schema), str(letter)], most_rounds=1),
        Command("lxml, python -c", python(LXML_ONE, schema, letter), most_rounds=1),
    ]
    return installed(commands)


def many(schema: Path, files: list[Path]) -> list[Command]:
    """One process for all *files*."""
    names = list(map(str, files))
    commands = [
        Command("jing", ["jing", str(schema), *names]),
        Command("tei, python -c", python(MANY, schema), files),
        Command("tei, python -c, without the accelerator", python(MANY, schema), files, {"TEI_NO_ACCEL": "1"}),
        Command("tei validate", [sys.executable, "-m", "tei", "validate", "--schema", str(schema), *names]),
        Command("lxml, its schema already compiled", python(LXML_MANY, schema), files, most_rounds=1, prints_cpu=True),
    ]
    return installed(commands)


def loading(schema: Path, smallest: Path) -> list[Command]:
    """From the schema's text to a grammar, nothing cached."""
    no_cache = {"TEI_CACHE_DIR": os.devnull}
    commands = [
        Command("jing, with the smallest document", ["jing", str(schema), str(smallest)]),
        Command("tei, nothing cached, whole process", python(LOADED, schema), environment=no_cache),
        Command("tei, nothing cached, the call alone", python(CALLED, schema), environment=no_cache, prints_cpu=True),
        Command("tei, cached, whole process", python(LOADED, schema)),
        Command("Python itself", python("pass")),
    ]
    return installed(commands)


def installed(commands: list[Command]) -> list[Command]:
    """Those of *commands* whose program is there; the others are said to be missing."""
    for command in commands:
        if shutil.which(command.words[0]) is None:
            print(f"left out, not installed: {command.name}", file=sys.stderr)
    return [command for command in commands if shutil.which(command.words[0])]


def table(title: str, runs: dict[str, Run]) -> Iterator[str]:
    """The lines of a table of *runs*; the first is what the others are compared with."""
    yield f"\n### {title}\n"
    yield "| | CPU, s | CPU, ratio | wall, s | wall, ratio | peak, MB |"
    yield "|---|---:|---:|---:|---:|---:|"
    first = next(iter(runs.values()))
    for name, one in runs.items():
        cpu, wall = one.cpu_s / first.cpu_s, one.wall_s / first.wall_s
        yield f"| {name} | {one.cpu_s:.2f} | {cpu:.3f} | {one.wall_s:.2f} | {wall:.3f} | {one.peak_mb:.0f} |"


def growth(schema: Path, folder: Path, largest_mb: int, cache: Path) -> Iterator[str]:
    """The lines of a table of documents that grow, up to *largest_mb*: CPU for each megabyte, and memory."""
    yield "\n### One generated document, larger and larger\n"
    yield "| document, MB | CPU, s | CPU, ms a MB | peak, MB | without the accelerator: CPU, ms a MB | peak, MB |"
    yield "|---:|---:|---:|---:|---:|---:|"
    size_mb = 1
    while size_mb <= largest_mb:
        path = apart(folder / "large.xml", size_mb * MEGABYTE)
        in_c, in_python = (
            run(Command("", python(LARGE, schema, path), environment={"TEI_NO_ACCEL": switch}), cache)
            for switch in "01"
        )
        if in_c.code or in_python.code:
            sys.exit("a generated document is refused")
        per_mb = [1000 * one.cpu_s / size_mb for one in (in_c, in_python)]
        yield (
            f"| {size_mb} | {in_c.cpu_s:.2f} | {per_mb[0]:.1f} | {in_c.peak_mb:.0f} "
            f"| {per_mb[1]:.1f} | {in_python.peak_mb:.0f} |"
        )
        path.unlink()
        size_mb *= 4


def report(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    """The lines of all tables."""
    schema, cache = options.data / "p5" / "tei_all.rng", folder / "cache"
    accepted, refused = sorted_out(options.data, schema, folder)
    letter = min(accepted, key=lambda path: abs(path.stat().st_size - LETTER_BYTES))
    run(Command("", python(ONE, schema, letter)), cache)
    size_bytes = options.megabytes * MEGABYTE
    copies = folder / "copies"
    copies.mkdir()
    real = repeated(accepted, size_bytes, copies)
    made = [apart(folder / f"made-{seed:02}.xml", size_bytes // 12, seed) for seed in range(12)]
    tables: list[tuple[str, Callable[[], list[Command]]]] = [
        (f"One letter of {letter.stat().st_size / 1000:.0f} kB, whole process", lambda: one_letter(schema, letter)),
        (f"{len(real)} real documents, {size(real)}, all valid, one process", lambda: many(schema, real)),
        (f"{len(made)} generated documents, {size(made)}, all valid, one process", lambda: many(schema, made)),
        (f"{len(refused)} real documents, {size(refused)}, all refused, one process", lambda: many(schema, refused)),
        ("The schema alone", lambda: loading(schema, min(accepted, key=lambda path: path.stat().st_size))),
    ]
    for title, commands in tables:
        yield from table(title, measured(commands(), options.rounds, cache))
    yield from growth(schema, folder, options.largest, cache)


def size(files: list[Path]) -> str:
    """The size of *files* together."""
    return f"{sum(file.stat().st_size for file in files) / MEGABYTE:.0f} MB"


def main() -> None:
    """Print the tables as Markdown, and write them to a file if one is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--megabytes", type=int, default=48, help="the size of each corpus")
    parser.add_argument("--largest", type=int, default=1024, help="the size of the largest document, in MB")
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--generate", nargs=3, metavar=("PATH", "BYTES", "SEED"), help="write one document, and end")
    parser.add_argument("--copy", nargs=2, type=Path, metavar=("DATA", "FOLDER"), help="copy the documents, and end")
    options = parser.parse_args()
    if options.copy:
        data, folder = options.copy
        for name, document in letters_and_plays(data):
            (folder / name).write_bytes(document)
        return
    if options.generate:
        path, size_bytes, seed = options.generate
        generated(Path(path), int(size_bytes), int(seed))
        return
    lines = []
    with tempfile.TemporaryDirectory() as name:
        for line in report(options, Path(name)):
            print(line, flush=True)
            lines.append(line)
    if options.output:
        options.output.write_text("\n".join(lines).lstrip("\n") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
