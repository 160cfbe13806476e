"""Checks documents as projects do with lxml alone: RELAX NG, Schematron in XSLT 1.0, and a script for the pointers.

    python benchmarks/by_hand.py [--rng SCHEMA] [--sch SCHEMA] [--pointers] < LIST

The files are named on standard input, one a line. A line is printed for each fault; the exit code is 1 if there is one.
Each file is parsed once, whatever is checked. Lines are libxml2's, columns there are none.
"""

import argparse
import os
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree, isoschematron

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
POINTING = etree.XPath("//@*[contains(., '#') or contains(., ':')][name() != 'replacementPattern']")
Wanted = tuple[str, int, str, str]


def by_grammar(schema: etree.RelaxNG, tree: Any, file: str) -> Iterator[str]:  # noqa: ANN401 - lxml's tree
    """Yield what the grammar refuses."""
    if not schema.validate(tree):
        yield from (f"{file}:{one.line}: {one.message}" for one in schema.error_log)


def by_rules(schema: isoschematron.Schematron, tree: Any, file: str) -> Iterator[str]:  # noqa: ANN401 - as above
    """Yield the assertions that fail, and the reports that apply."""
    if not schema.validate(tree):
        found = schema.validation_report.iter("{*}failed-assert", "{*}successful-report")
        yield from (f"{file}: {one.get('location')}: {' '.join(one.itertext())}" for one in found)


class Pointers:
    """What documents have and want; all is compared at the end."""

    def __init__(self) -> None:
        self._having: dict[str, set[str]] = {}
        self._wanted: list[Wanted] = []

    def read(self, tree: Any, file: str) -> None:  # noqa: ANN401 - as above
        """Note the identifiers of a document, and what its pointers want."""
        place = os.path.realpath(file)
        folder = os.path.dirname(place)  # noqa: PTH120 - a string, of which there are thousands
        self._having[place] = set(tree.xpath("//@xml:id"))
        patterns = {
            one.get("ident"): (re.compile(one.get("matchPattern")), one.get("replacementPattern").replace("$", "\\"))
            for one in tree.iter(f"{TEI}prefixDef")
        }
        for value in POINTING(tree):
            for pointer in value.split():
                prefix, _colon, rest = pointer.partition(":")
                if prefix in patterns:
                    pattern, replacement = patterns[prefix]
                    pointer = pattern.sub(replacement, rest)  # noqa: PLW2901 - the address that is meant
                path, sign, identifier = pointer.partition("#")
                if sign and ":" not in path:
                    goal = os.path.normpath(f"{folder}/{path}") if path else place
                    self._wanted.append((file, value.getparent().sourceline, goal, identifier))

    def faults(self) -> Iterator[str]:
        """Yield what leads nowhere; files that are not among the documents are read."""
        for file, line, goal, identifier in self._wanted:
            if goal not in self._having:
                self._having[goal] = self._identifiers(goal)
            if identifier not in self._having[goal]:
                yield f"{file}:{line}: {goal}#{identifier} leads nowhere"

    @staticmethod
    def _identifiers(file: str) -> set[str]:
        try:
            return set(etree.parse(file).xpath("//@xml:id"))
        except (etree.XMLSyntaxError, OSError):
            return set()


def faults(files: Iterable[str], grammar: str, rules: str, *, with_pointers: bool) -> Iterator[str]:
    """Yield what is wrong with *files*."""
    rng = etree.RelaxNG(etree.parse(grammar)) if grammar else None
    sch = isoschematron.Schematron(etree.parse(rules), store_report=True) if rules else None
    pointers = Pointers()
    for file in files:
        try:
            tree = etree.parse(file)
            tree.xinclude()
        except (etree.XMLSyntaxError, etree.XIncludeError, OSError) as fault:
            yield f"{file}: {fault}"
            continue
        if rng is not None:
            yield from by_grammar(rng, tree, file)
        if sch is not None:
            yield from by_rules(sch, tree, file)
        if with_pointers:
            pointers.read(tree, file)
    yield from pointers.faults()


def main() -> None:
    """Print the faults of the files that standard input names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rng", default="")
    parser.add_argument("--sch", default="")
    parser.add_argument("--pointers", action="store_true")
    options = parser.parse_args()
    files = (line.rstrip("\n") for line in sys.stdin)
    found = False
    for fault in faults(files, options.rng, options.sch, with_pointers=options.pointers):
        print(fault)
        found = True
    sys.exit(found)


if __name__ == "__main__":
    main()
