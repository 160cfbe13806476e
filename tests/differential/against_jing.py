"""Changed documents, put to jing and to us: the same verdict, and the same first place.

    python tests/differential/against_jing.py --mutants 10000 --seed 1

prints a table, a line a schema, and the first differences; it exits with 1 if there is one without a reason. The
mutants are divided among the schemas that are there; as many documents as each of these has are tried under grammars
made at random. ``--mutants 0`` goes on with other seeds until it is interrupted.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import Final

import grammars
from instances import Writer
from judging import Outcome, compared, compared_schema
from mutating import mutant, vocabulary
from subjects import Subject, present

RANDOM: Final = "random grammars"
_AT_ONCE: Final = 250
_IN_A_ROUND: Final = 1_000
_OF_A_GRAMMAR: Final = 12
_SHOWN: Final = 5
_COLUMNS: Final = ("mutants", "valid", "invalid", "schema", "verdict", "place", "explained")


def of_subject(jing: str, subject: Subject, wanted: int, seed: int, folder: Path) -> Outcome:
    """Return what became of *wanted* mutants under the schema; the same for the same seed."""
    made = _mutants(subject, random.Random(f"{seed} {subject.name}"))  # noqa: S311 - nothing is kept secret
    total = Outcome()
    while total.documents < wanted:
        texts = list(islice(made, min(_AT_ONCE, wanted - total.documents)))
        total = total.plus(compared(jing, subject.schema, subject.validator, texts, folder))
    return total


def _mutants(subject: Subject, chance: random.Random) -> Iterator[str]:
    """Yield changed documents without end, the small ones oftener."""
    weights = [1 / (1 + len(seed) / 4000) for seed in subject.seeds]
    while True:
        (seed,) = chance.choices(subject.seeds, weights)
        yield mutant(chance, seed, subject.words)


def of_random_grammars(jing: str, wanted: int, seed: int, folder: Path) -> Outcome:
    """Return what became of *wanted* documents under grammars made at random; the same for the same seed."""
    total = Outcome()
    for number in count():
        if total.documents >= wanted:
            return total
        chance = random.Random(f"{seed} {RANDOM} {number}")  # noqa: S311 - as above
        total = total.plus(of_random_grammar(jing, chance, folder))
    return total


def of_random_grammar(jing: str, chance: random.Random, folder: Path, documents: int = _OF_A_GRAMMAR) -> Outcome:
    """Return what became of one grammar made at random, and of *documents* that it describes, most of them changed."""
    schema = grammars.schema(chance)
    texts = [Writer(chance).document(schema.grammar) for _ in range(documents)]
    values = tuple(sorted({value for samples, _ in grammars.TYPES.values() for value in samples}))
    words = vocabulary(texts, grammars.LOCALS, grammars.ATTRIBUTES)
    words = words._replace(values=(*values, "", " ", "1", "&#9;x"), namespaces=(*grammars.NAMESPACES, "urn:c"))
    changed = [text if chance.random() < 0.4 else mutant(chance, text, words) for text in texts]
    return compared_schema(jing, schema.files, changed, folder)


def row(name: str, total: Outcome) -> str:
    """Return a line of the table."""
    cells = (
        total.documents,
        total.valid,
        total.documents - total.valid,
        *(len(total.unexplained(kind)) for kind in ("schema", "verdict", "place")),
        len(total.explained),
    )
    return f"{name:16}" + "".join(f"{cell:>10}" for cell in cells)


def _run(jing: str, known: list[Subject], wanted: int, seed: int) -> Outcome:
    """Print the table for one seed, and return everything together."""
    print(f"seed {seed}\n{'':16}" + "".join(f"{column:>10}" for column in _COLUMNS), flush=True)
    share = -(-wanted // len(known))
    all_: Outcome = Outcome()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for subject in known:
            total = of_subject(jing, subject, share, seed, folder)
            print(row(subject.name, total), flush=True)
            all_ = all_.plus(total)
        total = of_random_grammars(jing, share, seed, folder)
        print(f"{row(RANDOM, total)}   ({total.incorrect} incorrect grammars)", flush=True)
    all_ = all_.plus(total)
    for reason, times in Counter(one.reason for one in all_.explained).items():
        print(f"explained {times} times: {reason}")
    for one in all_.unexplained()[:_SHOWN]:
        print(f"\n{one}")
    return all_


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as the command line says, and return the exit code: 1 if there is a difference without a reason."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutants", type=int, default=10_000, help="how many in all; 0: until interrupted")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    jing = shutil.which("jing")
    if jing is None:
        print("jing is not installed", file=sys.stderr)
        return 2
    known = list(present())
    if chosen.mutants:
        return int(bool(_run(jing, known, chosen.mutants, chosen.seed).unexplained()))
    found = 0
    try:
        for seed in count(chosen.seed):
            found += len(_run(jing, known, _IN_A_ROUND, seed).unexplained())
    except KeyboardInterrupt:
        print(f"\n{found} differences")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
