"""Real projects' files, letters and plays, each with the verdict that jing gives and the first line that it names.

Their own grammars are no RELAX NG, or lie elsewhere; TEI's accept some of either kind and refuse others. The letters'
own rules are applied by another XPath besides, one in Python.
"""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import elementpath
import pytest
from elementpath.xpath2 import XPath2Parser
from lxml import etree

from tei.document import Document, read
from tei.names import SCH, XS
from tei.validate import validate

_TOLD = re.compile(r"(?P<path>.+\.xml):(?P<line>\d+):(?P<column>\d+): (?:error|fatal): ")


# TEI's schemas have no such attribute: with it, all letters would be refused at their root.
_LOCATION = re.compile(rb'\sxsi:schemaLocation="[^"]*"')


@pytest.fixture(scope="module")
def documents(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("documents")
    copies = []
    for path in sorted((shared_data / "bench").glob("*/*.xml")):
        copies.append(folder / path.name)
        copies[-1].write_bytes(_LOCATION.sub(b"", path.read_bytes()))
    return copies


@pytest.mark.full
@pytest.mark.parametrize("schema", ["tei_all", "tei_simplePrint"])
def test_each_file_has_the_verdict_of_jing(shared_data: Path, documents: list[Path], jing: str, schema: str) -> None:
    grammar = shared_data / "p5" / f"{schema}.rng"
    done = subprocess.run(
        [jing, "-i", str(grammar), *map(str, documents)], capture_output=True, encoding="utf-8", check=False
    )
    firsts: dict[str, int] = {}
    for match in filter(None, map(_TOLD.match, done.stdout.splitlines())):
        firsts.setdefault(match["path"], int(match["line"]))
    report = validate(documents, schema=grammar, ids=False)
    assert (len(report.documents), report.faults) == (350, ())
    assert {one.path for one in report.documents if not one.valid} == set(firsts)
    ours = {one.path: one.findings[0].span for one in report.documents if one.findings}
    assert [(path, line) for path, line in firsts.items() if not ours[path].line <= line <= ours[path].end_line] == []


# --- their own Schematron ---


CODEPOINTS = "http://www.w3.org/2005/xpath-functions/collation/codepoint"


class Rules:
    """A schema without phases and abstract patterns, applied as ISO 19757-3 says: of a pattern, the first rule counts.

    Patterns whose rules are about texts are left out: in the other XPath's tree these have no place.
    """

    def __init__(self, path: Path) -> None:
        root = etree.parse(path).getroot()
        declared = {str(one.get("prefix")): str(one.get("uri")) for one in root.iter(f"{{{SCH}}}ns")}
        # A prefix that everybody uses, and that these rules do not declare.
        parser = XPath2Parser({"xs": XS, **declared}, default_collation=CODEPOINTS)
        self._parsed = cache(parser.parse)
        patterns = root.iter(f"{{{SCH}}}pattern")
        self._patterns = [
            one for one in patterns if "text()" not in str(one.findall(f"{{{SCH}}}rule")[0].get("context"))
        ]
        self.names = {f"sch.{one.get('id')}" for one in self._patterns}

    def findings(self, document: Document) -> Iterator[tuple[str, int, int]]:
        """Yield the pattern's name and the place for each assertion that fails and each report that applies."""
        tree = elementpath.get_node_tree(document.tree)
        for pattern in self._patterns:
            taken: list[Any] = []
            for rule in pattern.iterchildren(f"{{{SCH}}}rule"):
                found = self._nodes(f"//({rule.get('context')})", tree)
                nodes = [one for one in found if all(one is not other for other in taken)]
                taken += nodes
                for node in nodes:
                    span = document.span(node.elem)
                    for _assertion in self._broken(rule, tree, node):
                        yield f"sch.{pattern.get('id')}", span.line, span.column

    def _broken(self, rule: Any, tree: Any, node: Any) -> Iterator[Any]:
        variables: dict[str, Any] = {}
        for let in rule.iterchildren(f"{{{SCH}}}let"):
            variables[let.get("name")] = self._nodes(let.get("value"), tree, node, variables)
        for assertion in rule.iterchildren(f"{{{SCH}}}assert", f"{{{SCH}}}report"):
            (holds,) = self._nodes(f"boolean({assertion.get('test')})", tree, node, variables)
            if holds == (assertion.tag == f"{{{SCH}}}report"):
                yield assertion

    def _nodes(self, path: str, tree: Any, node: Any = None, variables: dict[str, Any] | None = None) -> list[Any]:
        context = elementpath.XPathContext(tree, item=node, variables=variables)
        return list(self._parsed(path).select(context))


@pytest.mark.full
def test_their_own_rules_find_what_another_xpath_finds(shared_data: Path) -> None:
    schema = shared_data / "bench" / "meta" / "schnitzler-briefe-schematron.sch"
    letters = sorted((shared_data / "bench" / "letters").glob("*.xml"))
    report = validate(letters, schema=schema)
    rules = Rules(schema)
    compared: set[str] = set()
    for number, document in enumerate(report.documents):
        found = [(one.rule, one.span.line, one.span.column) for one in document.findings if one.rule in rules.names]
        broken = {rule for rule, _line, _column in found}
        # Each takes the other some time: those with a finding that not all have, and some more.
        if number % 20 == 0 or len(broken) > 1:
            assert sorted(found) == sorted(rules.findings(read(document.path))), document.path
            compared |= broken
    assert (report.faults, len(compared) > 5) == ((), True)
