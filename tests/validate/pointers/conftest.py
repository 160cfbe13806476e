"""Small corpora under a grammar that accepts everything, so that only pointers give findings."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tei.validate import Report, validate

ANYTHING = """<grammar xmlns="http://relaxng.org/ns/structure/1.0">
<start><ref name="any"/></start>
<define name="any"><element><anyName/><zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="any"/>
</choice></zeroOrMore></element></define>
</grammar>"""
Corpus = Callable[..., Report]


@pytest.fixture
def check(tmp_path: Path) -> Corpus:
    """A function that writes bodies of TEI to files by their names, and validates those that are asked for."""
    grammar = tmp_path / "anything.rng"
    grammar.write_text(ANYTHING, encoding="utf-8")
    (tmp_path / "tei.toml").write_text("", encoding="utf-8")  # A project of its own, not the one of the call.

    def checker(bodies: dict[str, str], *asked: str, unused: bool = False, jobs: int = 1) -> Report:
        for name, body in bodies.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            whole = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude">\n{body}\n</TEI>\n'
            path.write_text(whole, encoding="utf-8")
        paths = [tmp_path / name for name in asked or bodies]
        return validate(paths, schema=grammar, pointers=True, unused=unused, jobs=jobs)

    return checker
