"""A file of specifications as what a customisation is made from."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tei.odd.bases.base import EXAMPLES, DocumentBase, specification_nodes
from tei.odd.source.files import Files
from tei.odd.specs import TextNode
from tei.relaxng import sources

Opened = Callable[..., DocumentBase]
Write = Callable[..., Path]

TEI = "{http://www.tei-c.org/ns/1.0}*"


def test_specifications_are_found_by_kind_and_module_in_their_order(source: DocumentBase) -> None:
    assert source.idents("element") == ("p", "any", "old", "closed", "every", "schemaSpec")
    assert source.idents("class") == ("att.global", "model.block")
    assert source.idents("macro") == ("macro.phrases",)
    assert source.idents("data") == ("data.name",)
    assert source.modules == ("base", "core", "later")
    assert source.module("base") == (("class", "att.global"), ("class", "model.block"), ("data", "data.name"))
    assert source.module("") == (("element", "schemaSpec"),)
    assert source.module("no-such") == ()


def test_specification_is_read_when_it_is_asked_for_and_once(source: DocumentBase) -> None:
    found = source.spec("macro", "macro.phrases")
    assert found is source.spec("macro", "macro.phrases")
    assert found is not None
    assert (found.kind, found.ident, found.module) == ("macro", "macro.phrases", "core")
    assert source.spec("element", "macro.phrases") is None


def test_what_is_in_an_example_is_not_there(source: DocumentBase) -> None:
    assert source.spec("element", "fake") is None


def test_first_of_two_specifications_counts(opened: Opened, write: Write) -> None:
    base = opened(
        write(
            '<elementSpec ident="a" module="m"><content><textNode/></content></elementSpec>'
            '<elementSpec ident="a" module="n"/><elementSpec ident="b" module="n"/>'
        )
    )
    found = base.spec("element", "a")
    assert found
    assert (found.module, found.content) == ("m", TextNode())
    assert base.module("m") == (("element", "a"),)
    assert base.module("n") == (("element", "b"),)


def test_specifications_in_included_files_are_there(opened: Opened, write: Write) -> None:
    write('<elementSpec ident="b" module="m"/>', "part.odd")
    include = '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="part.odd"/>'
    base = opened(write(f'<elementSpec ident="a" module="m"/>{include}'))
    assert base.module("m") == (("element", "a"), ("element", "b"))


def test_specification_inside_a_specification_is_none_of_its_own(write: Write) -> None:
    path = write('<elementSpec ident="a"><remarks><classSpec ident="b"/></remarks></elementSpec><macroSpec ident="c"/>')
    files = Files(path)
    nodes = specification_nodes(files, files.open(sources.uri(str(path))).root)
    assert [node.get("ident") for node in nodes] == ["a", "c"]


@pytest.mark.parametrize(
    "edition, release",
    [
        ('<ref target="#a">Version</ref> <ref target="../readme-4.8.0.html"> 4.8.0 </ref>', "4.8.0"),
        ('<ref target="https://example.org/5.0">5.0</ref>', ""),
        ("", ""),
    ],
)
def test_release_is_that_of_tei(opened: Opened, write: Write, edition: str, release: str) -> None:
    assert opened(write(f"<edition>{edition}</edition>")).release == release


@pytest.mark.parametrize(
    "attributes, exceptions",
    [
        ('<attDef ident="defaultExceptions"><defaultVal>urn:a ex:b</defaultVal></attDef>', ("{urn:a}*", "{urn:ex}b")),
        ('<attDef ident="defaultExceptions"/>', (TEI, EXAMPLES)),
        ('<attDef ident="other"><defaultVal>urn:a</defaultVal></attDef>', (TEI, EXAMPLES)),
    ],
)
def test_exceptions_of_any_element_are_those_of_the_source(
    opened: Opened, write: Write, attributes: str, exceptions: tuple[str, ...]
) -> None:
    text = f'<elementSpec ident="schemaSpec" xmlns:ex="urn:ex"><attList>{attributes}</attList></elementSpec>'
    assert opened(write(text)).default_exceptions == exceptions


def test_source_that_says_nothing_of_any_element_has_the_exceptions_of_tei(opened: Opened, write: Write) -> None:
    assert opened(write("")).default_exceptions == (TEI, EXAMPLES)
