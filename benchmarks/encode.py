"""Measures the encoder over a batch of transcriptions, from the command's start to the last document, in one run.

    python benchmarks/encode.py [--count 1000] [--rounds 3] [-o benchmarks/encode.md]

The transcriptions are generated (:mod:`transcriptions`, about 4.5 kB each, no two alike), encoded by the profile
``wilson`` with the authority file of the corpus, and all have to come out valid and with nothing lost. The rows of the
table run by turns, so that a busy machine slows all of them alike; what counts are ratios of medians. The floor is a
script (:mod:`rewriting`) that reads each transcription, and reads and writes with lxml what was made of it. CPU,
wall and peak are those of :mod:`corpus`.

The second table is of one process that has everything loaded: the share of the time that each step takes, without what
it asks of the steps named beside it. Of that the encoder's own checks are a part: the words of each document are
compared with the transcription, and the document is held against the grammar and the rules, before it is written.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import corpus
from corpus import Row, Run
from tei import relaxng, saxon, schematron
from tei.encode import checking, composing, encoding, fidelity, pages, reading
from tei.encode.resolving import dating
from tei.encode.session import Session
from tei.encode.wish import Wish
from transcriptions import transcriptions

ROOT = Path(__file__).resolve().parent.parent
_PROFILE = "wilson"
_AUTHORITY = ROOT / "corpus" / "authority.xml"
_GIVEN, _MADE = "transcriptions", "made"
_STEPPED = 200
_SHORT = "tei encode of one short text"
_ENCODE = (
    f"rm -rf {_MADE} && {sys.executable} -m tei encode --profile {_PROFILE} --authority {_AUTHORITY} "
    f"{_GIVEN} -o {_MADE} --jobs"
)
_SCHEMAS = " ".join(f"--schema {ROOT / 'schemas' / f'tei-documentary.{kind}'}" for kind in ("rng", "sch"))


def rows() -> list[Row]:
    """What is measured; the floor comes first, and last what needs the documents."""
    floor = f"{sys.executable} {Path(__file__).parent / 'rewriting.py'}"
    return [
        Row("floor: read, and write with lxml", f"{floor} {_GIVEN} {_MADE}"),
        Row("tei validate of the documents, --jobs 1", f"{corpus.ANEW} {_SCHEMAS} {_MADE}"),
        Row("tei encode --jobs 1", f"{_ENCODE} 1"),
        Row("tei encode --jobs 2", f"{_ENCODE} 2"),
        Row(_SHORT, f"{sys.executable} -m tei encode --profile {_PROFILE} short.txt -o short.xml --replace"),
    ]


def write(folder: Path, count: int) -> int:
    """Write *count* transcriptions into *folder*, and return how many bytes they have."""
    (folder / _GIVEN).mkdir()
    (folder / "short.txt").write_text("To Cde. Orlik [illegible]\n\nThank you.\n", encoding="utf-8")
    return sum((folder / _GIVEN / one.name).write_bytes(one.text.encode()) for one in transcriptions(count))


def table(count: int, runs: dict[str, Run]) -> Iterator[str]:
    """The lines of the table of commands."""
    yield "| | documents a second | CPU, s | CPU, ms a document | CPU, ratio | wall, s | peak, MB |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    first = next(iter(runs.values()))
    for name, one in runs.items():
        speed, cost = f"{count / one.wall_s:,.0f}", f"{1000 * one.cpu_s / count:.2f}"
        if name == _SHORT:
            speed = cost = ""
        ratio = one.cpu_s / first.cpu_s
        yield f"| {name} | {speed} | {one.cpu_s:.2f} | {cost} | {ratio:.1f} | {one.wall_s:.2f} | {one.peak_mb:.0f} |"


# --- the steps ---

STEPS: list[tuple[str, Any, str]] = [
    ("reading the file", reading, "read"),
    ("the page around the document", pages, "document_of"),
    ("brackets and lines", encoding, "body"),
    ("dates and times", dating, "find"),
    ("header and document", composing.Composer, "compose"),
    ("comparison with the transcription", fidelity, "check"),
    ("grammar, and parsing again", checking, "parsed"),
    ("rules of Schematron", schematron.Schema, "errors"),
    ("grammar, and parsing again", relaxng.Schema, "validate"),
    ("rules of Schematron", saxon, "node"),
]
"""What a step is called, and the function that it is."""


class Clock:
    """Takes the time of functions, each without that of the others that it calls."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._inner: list[float] = []

    def timed(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return *call*, its time taken."""

        def measured(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever it is given
            start = time.process_time()
            self._inner.append(0.0)
            try:
                return call(*arguments, **named)
            finally:
                taken = time.process_time() - start
                self.seconds[name] += taken - self._inner.pop()
                if self._inner:
                    self._inner[-1] += taken

        return measured


def steps(given: Path, rounds: int) -> Iterator[str]:
    """The lines of the table of steps."""
    clock = Clock()
    for name, owner, function in STEPS:
        setattr(owner, function, clock.timed(name, getattr(owner, function)))
    session = Session(Wish(profile=_PROFILE, authorities=(_AUTHORITY,)))
    encode = clock.timed("all else", session.file)
    some = sorted(given.iterdir())[:_STEPPED]
    encode(some[0])
    found: list[dict[str, float]] = []
    for _round in range(rounds):
        clock.seconds.clear()
        for path in some:
            encode(path)
        found.append(dict(clock.seconds))
    medians = {name: statistics.median(one[name] for one in found) for name in found[0]}
    yield "| step | share | ms a document |"
    yield "|---|---:|---:|"
    for name, taken in sorted(medians.items(), key=lambda one: -one[1]):
        yield f"| {name} | {100 * taken / sum(medians.values()):.0f} % | {1000 * taken / len(some):.2f} |"


def report(count: int, rounds: int) -> Iterator[str]:
    """The lines of both tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size_bytes = write(folder, count)
        yield f"{count:,} transcriptions, {size_bytes / count / 1000:.1f} kB each.\n"
        corpus.run(f"{_ENCODE} 1", folder)
        made = len(list((folder / _MADE).iterdir()))
        if made != count:
            sys.exit(f"{count - made} of {count} transcriptions were not encoded")
        yield from table(count, corpus.measured(rows(), rounds, folder))
        yield ""
        yield from steps(folder / _GIVEN, rounds)


def main() -> None:
    """Print the tables as Markdown, and write them to a file if one is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    corpus.tell(report(options.count, options.rounds), options.output)


if __name__ == "__main__":
    main()
