"""Measures rendering to HTML beside what projects do today, in one run.

    python benchmarks/render.py [--count 1000] [--singly 40] [--rounds 3] [-o benchmarks/render.md]
                                [--ceteicean node_modules/CETEIcean/dist/CETEI.js]

The documents are transcriptions that are generated (:mod:`transcriptions`) and encoded, about 25 kB each with their
headers; all commands use the stylesheet of the edition, and every page must have all words. Rows run by turns; what
counts are ratios of medians. A process for each document is measured with as many documents as ``--singly`` says, and
told as a document's cost. CPU, wall and peak are those of :mod:`corpus`.

In the browser: one document of about 500 kB, once as CETEIcean makes it there out of TEI, from its script on npm, and
once as the page that `tei render` made before, which the table tells apart. Without a browser or that script the table
is left out, and said to be.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

import browsing
import corpus
from corpus import Row
from tei import wording
from tei.encode.session import Session
from tei.encode.wish import Wish
from tei.names import tei_name
from transcriptions import transcriptions

ROOT = Path(__file__).resolve().parent.parent
_STYLESHEET = ROOT / "xslt" / "edition" / "html.xsl"
_SCRIPT = f"{sys.executable} {Path(__file__).parent / 'transforming.py'} {_STYLESHEET} words.json made"
_RENDER = f"rm -rf made && {sys.executable} -m tei render --html documents -o made --jobs"
_LARGE_BYTES = 500_000
_SINGLY = "a script, a process for each document"


class Sizes(NamedTuple):
    """How many documents there are, and how many of them get a process each."""

    count: int
    singly: int


def rows() -> list[Row]:
    """What is measured; the first is what the others are compared with."""
    return [
        Row(_SINGLY, f"xargs -n 1 {_SCRIPT} < singly.txt"),
        Row("a script, one process", f"xargs -n 5000 {_SCRIPT} < all.txt"),
        Row("tei render --html --jobs 1", f"{_RENDER} 1"),
        Row("tei render --html --jobs 2", f"{_RENDER} 2"),
    ]


def write(folder: Path, sizes: Sizes) -> int:
    """Write the documents into *folder*, and return how many bytes they have."""
    (folder / "documents").mkdir()
    session = Session(Wish(profile="wilson"))
    size_bytes = 0
    names = []
    for one in transcriptions(sizes.count):
        given = folder / one.name
        given.write_text(one.text, encoding="utf-8")
        xml = session.file(given).xml
        given.unlink()
        names.append(f"documents/{given.stem}.xml")
        size_bytes += (folder / names[-1]).write_bytes(xml.encode())
    (folder / "words.json").write_text(wording.read().as_json, encoding="utf-8")
    (folder / "all.txt").write_text("\n".join(names), encoding="utf-8")
    (folder / "singly.txt").write_text("\n".join(names[: sizes.singly]), encoding="utf-8")
    return size_bytes


def table(sizes: Sizes, runs: dict[str, corpus.Run]) -> Iterator[str]:
    """The lines of the table of commands."""
    yield "| | documents a second | CPU, ms a document | CPU, ratio | peak, MB |"
    yield "|---|---:|---:|---:|---:|"
    costs = {name: 1000 * one.cpu_s / (sizes.singly if name == _SINGLY else sizes.count) for name, one in runs.items()}
    for name, one in runs.items():
        count = sizes.singly if name == _SINGLY else sizes.count
        ratio = costs[name] / costs[_SINGLY]
        yield f"| {name} | {count / one.wall_s:,.1f} | {costs[name]:.1f} | {ratio:.3f} | {one.peak_mb:.0f} |"


def checked(folder: Path) -> None:
    """End the program if a page lacks words of its document."""
    for document in sorted((folder / "documents").iterdir()):
        page = (folder / "made" / f"{document.stem}.html").read_text(encoding="utf-8")
        text = etree.parse(document).getroot().find(tei_name("text"))
        lost = [word for p in text.iter(tei_name("p")) for word in (p.text or "").split() if _escaped(word) not in page]
        if lost:
            sys.exit(f"{document.name}: the page lacks {lost[:5]}")


def _escaped(word: str) -> str:
    return word.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def large(folder: Path) -> Path:
    """Write one document of about 500 kB from the bodies of others, each as a division."""
    documents = sorted((folder / "documents").iterdir())
    whole = etree.parse(documents[0])
    body = whole.getroot().find(f"{tei_name('text')}/{tei_name('body')}")
    body[:] = []
    while len(etree.tostring(whole)) < _LARGE_BYTES and documents:
        other = etree.parse(documents.pop()).getroot().find(f"{tei_name('text')}/{tei_name('body')}")
        for one in other.iter():
            one.attrib.pop("{http://www.w3.org/XML/1998/namespace}id", None)
        body.extend(other)
    path = folder / "large.xml"
    whole.write(path, encoding="utf-8", xml_declaration=True)
    return path


def browsers(folder: Path, script: Path, browser: str, rounds: int) -> Iterator[str]:
    """The lines of the table of one large document in a browser."""
    path = large(folder)
    start = time.perf_counter()
    corpus.run(f"{sys.executable} -m tei render --html large.xml -o large.html", folder)
    rendered_s = time.perf_counter() - start
    shutil.copy(script, folder / "CETEI.js")
    names = {
        browsing.ceteicean(folder, "CETEI.js", path.name): "CETEIcean, from TEI",
        "large.html": "the page that tei render made",
    }
    found = browsing.shown(folder, list(names), browser, rounds)
    first = next(iter(found.values()))
    size = path.stat().st_size / 1000
    yield f"One document of {size:,.0f} kB, which `tei render --html` took {rendered_s:.1f} s for, start included.\n"
    yield "| in the browser | until it is laid out, ms | ratio | memory of scripts, MB | words |"
    yield "|---|---:|---:|---:|---:|"
    for name, one in found.items():
        ratio = one.milliseconds / first.milliseconds
        yield f"| {names[name]} | {one.milliseconds:.0f} | {ratio:.2f} | {one.heap_mb:.1f} | {one.words:,.0f} |"


def report(sizes: Sizes, rounds: int, script: Path | None) -> Iterator[str]:
    """The lines of both tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size_bytes = write(folder, sizes)
        yield f"{sizes.count:,} documents, {size_bytes / sizes.count / 1000:.1f} kB each.\n"
        runs = corpus.measured(rows(), rounds, folder)
        checked(folder)
        yield from table(sizes, runs)
        browser = shutil.which("chromium")
        if script is None or browser is None:
            print("left out, not installed: CETEIcean or a browser", file=sys.stderr)
            return
        yield ""
        yield from browsers(folder, script, browser, max(rounds, 5))


def main() -> None:
    """Print the tables as Markdown, and write them to a file if one is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--singly", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ceteicean", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    corpus.tell(report(Sizes(options.count, options.singly), options.rounds, options.ceteicean), options.output)


if __name__ == "__main__":
    main()
