"""Prints how exactly `tei odd compile` repeats TEI's Stylesheets, and why it differs where it is not to repeat them.

    python benchmarks/odd_reference.py -o benchmarks/odd_reference.md

`benchmarks/odds.py` tells what is compared. It takes some minutes: each ODD is compiled once for each error of the
Stylesheets, so that every difference is traced to the error that makes it.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from odds import CONTENT, INCOMPLETE, START, Comparison, Place, collection
from tei.odd.quirks import Quirk


def table(comparisons: list[Comparison]) -> Iterator[str]:
    """Yield the lines of the page."""
    yield "# ODD to RELAX NG, beside TEI's Stylesheets"
    yield ""
    yield "Printed by `python benchmarks/odd_reference.py`, which also tells what is compared."
    yield ""
    yield "## With `--compat stylesheets`"
    yield ""
    yield from _totals(comparisons, [one.compatible for one in comparisons])
    yield ""
    yield "## Strict"
    yield ""
    strict = [one for one in comparisons if not one.refusal]
    yield from _totals(strict, [one.strict for one in strict])
    yield ""
    unexplained = sum(len(one.unexplained) for one in strict)
    yield f"Unexplained differences: {unexplained}. Each of the others comes from one error of the Stylesheets that"
    yield "strict semantics does not repeat: it is there when that error alone is left out of the compatibility."
    yield ""
    yield from _by_quirk(strict)
    yield ""
    for one in comparisons:
        if one.refusal:
            yield f"`{one.odd.name}` is refused: {', '.join(f'`{rule}`' for rule in one.refusal)}."
    for name, reason in INCOMPLETE.items():
        yield f"`{name}` is left out: it {reason}."
    yield ""
    yield "## Each ODD"
    yield ""
    yield "| ODD | elements | attributes | differences, compatible | differences, strict | errors of the Stylesheets |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    for one in comparisons:
        shown = "refused" if one.refusal else str(len(one.strict))
        yield (
            f"| {one.odd.name} | {len(one.reference.contents)} | {one.reference.attribute_count} "
            f"| {len(one.compatible)} | {shown} | {', '.join(quirk.name for quirk in one.by_quirk)} |"
        )


def _totals(comparisons: list[Comparison], places: list[set[Place]]) -> Iterator[str]:
    contents = sum(len(one.reference.contents) for one in comparisons)
    attributes = sum(one.reference.attribute_count for one in comparisons)
    different = [place for found in places for place in found]
    wrong_contents = sum(place.part == CONTENT for place in different)
    wrong_attributes = sum(place.part not in {CONTENT, START} for place in different)
    yield "| | exact | of |"
    yield "| --- | ---: | ---: |"
    yield f"| schemas | {sum(not found for found in places)} | {len(comparisons)} |"
    yield f"| content models | {contents - wrong_contents:,} | {contents:,} |"
    yield f"| attributes | {attributes - wrong_attributes:,} | {attributes:,} |"


def _by_quirk(comparisons: list[Comparison]) -> Iterator[str]:
    places: Counter[Quirk] = Counter()
    odds: Counter[Quirk] = Counter()
    for one in comparisons:
        for quirk, found in one.by_quirk.items():
            places[quirk] += len(found & one.strict)
            odds[quirk] += 1
    yield "| error of the Stylesheets | differences | ODDs |"
    yield "| --- | ---: | ---: |"
    for quirk, count in places.most_common():
        yield f"| {quirk.name}: {quirk.value} | {count} | {odds[quirk]} |"


def main() -> None:
    """Print the page, or write it to a file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("-o", "--output", type=Path)
    output = parser.parse_args().output
    page = "\n".join(table([Comparison(odd) for odd in collection()])) + "\n"
    if output:
        output.write_text(page, encoding="utf-8")
    else:
        print(page, end="")


if __name__ == "__main__":
    main()
