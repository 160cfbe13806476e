"""A project with a small grammar, and a document in it in which little is allowed."""

from collections.abc import Callable
from pathlib import Path

import pytest

GRAMMAR = """default namespace = "http://www.tei-c.org/ns/1.0"
start = element TEI { attlist, element text { attlist, p* } }
p = element p { attlist, attribute n { "1" | "2" }?, attribute corresp { text }?, (text | p)* }
attlist = attribute xml:id { text }?
"""
Project = Callable[..., Path]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A function that writes settings and documents, by their paths, into a project and returns its folder."""
    monkeypatch.chdir(tmp_path)

    def make(settings: str, **documents: str) -> Path:
        (tmp_path / "g.rnc").write_text(GRAMMAR, encoding="utf-8")
        (tmp_path / "tei.toml").write_text(f'[validate]\nschema = "g.rnc"\n{settings}', encoding="utf-8")
        for name, text in documents.items():
            path = tmp_path / f"{name.replace('__', '/')}.xml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return make
