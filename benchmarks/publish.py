"""Measures how long a site takes to be made, and to be made again after one document has changed.

    python benchmarks/publish.py [--count 500 2000 5000] [--changes 5] [--jobs 2] [-o benchmarks/publish.md]

The documents are transcriptions that are generated (:mod:`transcriptions`) and encoded with the authority file of the
corpus, about 16 kB each, so that a site has indexes, correspondence and a timeline, and a search if Pagefind is
installed. The first build begins with no site and nothing known; then nothing has changed, and then a paragraph of one
document has a word more, a different document each time. CPU, wall and peak are those of :mod:`corpus`; what counts
are ratios within one size. Up to 2,000 documents, what is there after the changes is compared with a site made anew: it
must be the same.
"""

import argparse
import filecmp
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import corpus
from corpus import Run
from tei.encode.session import Session
from tei.encode.wish import Wish
from transcriptions import transcriptions

ROOT = Path(__file__).resolve().parent.parent
_COMPARED = 2_000
_SCHEMAS = ("tei-documentary.rng", "tei-documentary.sch")
_SETTINGS = """[project]
title = "Cables of the river"
corpus = "documents"

[validate]
schema = "schemas/tei-documentary.rng"
schematron = "schemas/tei-documentary.sch"

[encode]
authority = "authority.xml"
publisher = "River Press"

[publish]
base_url = "https://example.org/river/"
"""


def write(folder: Path, count: int) -> int:
    """Write a project of *count* documents into *folder*, and return how many bytes they have."""
    (folder / "tei.toml").write_text(_SETTINGS, encoding="utf-8")
    shutil.copy(ROOT / "corpus" / "authority.xml", folder)
    (folder / "schemas").mkdir()
    for name in _SCHEMAS:
        shutil.copy(ROOT / "schemas" / name, folder / "schemas")
    (folder / "documents").mkdir()
    session = Session(Wish(profile="wilson", authorities=(folder / "authority.xml",)))
    size_bytes = 0
    for one in transcriptions(count):
        given = folder / one.name
        given.write_text(one.text, encoding="utf-8")
        to = folder / "documents" / f"{given.stem}.xml"
        size_bytes += to.write_bytes(session.file(given, to).xml.encode())
        given.unlink()
    return size_bytes


def change(document: Path, word: str) -> None:
    """Put a word more into the last paragraph of *document*."""
    text = document.read_text(encoding="utf-8")
    before, end, after = text.rpartition("</p>")
    document.write_text(f"{before} {word}{end}{after}", encoding="utf-8")


def _median(runs: list[Run]) -> Run:
    return Run(*map(statistics.median, zip(*runs, strict=True)))


def builds(folder: Path, changes: int, jobs: int) -> dict[str, Run]:
    """What each build takes in a project that has no site yet."""
    publish = f"{sys.executable} -m tei publish --jobs {jobs} -o"
    documents = sorted((folder / "documents").iterdir())
    found = {"first": corpus.run(f"{publish} site", folder)}
    found["nothing has changed"] = _median([corpus.run(f"{publish} site", folder) for _ in range(changes)])
    after: list[Run] = []
    for number in range(changes):
        change(documents[number * len(documents) // changes], f"afterthought{number}")
        after.append(corpus.run(f"{publish} site", folder))
    found["one document has changed"] = _median(after)
    if len(documents) > _COMPARED:
        return found
    corpus.run(f"{publish} anew --no-cache", folder)
    if differing := sorted(_differing(folder / "site", folder / "anew")):
        sys.exit(f"a site made anew differs in {len(differing)} files: {differing[:5]}")
    return found


def _differing(one: Path, other: Path) -> Iterator[str]:
    """The files that only one of two folders has, or that are not the same in both."""
    names = [{path.relative_to(root) for path in root.rglob("*") if path.is_file()} for root in (one, other)]
    yield from map(str, names[0] ^ names[1])
    yield from (str(name) for name in names[0] & names[1] if not filecmp.cmp(one / name, other / name, shallow=False))


def report(counts: list[int], changes: int, jobs: int) -> Iterator[str]:
    """The lines of the table."""
    yield "| documents | build | CPU, s | of the first | wall, s | of the first | documents a second | peak, MB |"
    yield "|---:|---|---:|---:|---:|---:|---:|---:|"
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            size_bytes = write(folder, count)
            print(f"{count} documents, {size_bytes / count / 1000:.1f} kB each", file=sys.stderr)
            found = builds(folder, changes, jobs)
        first = found["first"]
        for build, one in found.items():
            cpu, wall = one.cpu_s / first.cpu_s, one.wall_s / first.wall_s
            speed = f"{count / one.wall_s:,.0f}" if one is first else ""
            yield (
                f"| {count:,} | {build} | {one.cpu_s:.1f} | {cpu:.3f} | {one.wall_s:.1f} | {wall:.3f} | {speed} "
                f"| {one.peak_mb:.0f} |"
            )


def main() -> None:
    """Print the table as Markdown, and write it to a file if one is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, nargs="+", default=[500, 2_000, 5_000])
    parser.add_argument("--changes", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    corpus.tell(report(options.count, options.changes, options.jobs), options.output)


if __name__ == "__main__":
    main()
