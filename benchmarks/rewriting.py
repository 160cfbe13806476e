"""Reads transcriptions, and reads and writes with lxml the documents made of them: what any encoder does at least.

python benchmarks/rewriting.py TRANSCRIPTIONS DOCUMENTS
"""

import sys
from pathlib import Path

from lxml import etree


def main() -> None:
    """Write each document again, beside the folder that it is in."""
    given, made = map(Path, sys.argv[1:])
    written = made.parent / "written"
    written.mkdir(exist_ok=True)
    for path in sorted(given.iterdir()):
        path.read_text(encoding="utf-8")
        etree.parse(made / f"{path.stem}.xml").write(written / f"{path.stem}.xml", encoding="utf-8")


if __name__ == "__main__":
    main()
