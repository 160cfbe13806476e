"""ODDs in several files: what is included, and what cannot be."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from tei.diagnostics import Diagnostic, Severity, Span
from tei.odd.bases.base import specification_nodes
from tei.odd.source.catalog import Catalog, Entry
from tei.odd.source.files import Files, is_element
from tei.relaxng import sources

Write = Callable[..., Path]
Idents = list[str]


def include(href: str, *, pointer: str = "", fallback: str | None = None, parse: str = "") -> str:
    said = "".join(
        f' {name}="{value}"' for name, value in (("href", href), ("xpointer", pointer), ("parse", parse)) if value
    )
    inside = "" if fallback is None else f"<x:fallback>{fallback}</x:fallback>"
    return f'<x:include xmlns:x="http://www.w3.org/2001/XInclude"{said}>{inside}</x:include>'


def spec(ident: str, more: str = "") -> str:
    return f'<elementSpec ident="{ident}"{more}/>'


def idents(path: Path) -> tuple[Idents, list[Diagnostic]]:
    """The idents of all specifications of an ODD, and its faults."""
    files = Files(path)
    nodes = specification_nodes(files, files.open(sources.uri(str(path))).root)
    return [str(node.get("ident")) for node in nodes], files.faults


def shown(faults: list[Diagnostic]) -> Iterator[tuple[str, str, str, Span]]:
    return ((Path(fault.path).name, fault.rule, fault.message, fault.span) for fault in faults)


def test_what_is_included_stands_where_the_inclusion_is(write: Write) -> None:
    write(f"{spec('b')}{spec('c')}", "part.odd")
    assert idents(write(f"{spec('a')}{include('part.odd')}{spec('d')}")) == (["a", "b", "c", "d"], [])


def test_addresses_are_relative_to_the_file_that_has_them(write: Write, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(spec("b"), "sub/deep.odd")
    write(include("deep.odd"), "sub/part.odd")
    assert idents(write(include("sub/part.odd"))) == (["b"], [])
    write(f'<div xml:base="sub/">{include("deep.odd")}</div>')
    assert idents(tmp_path / "my.odd") == (["b"], [])


@pytest.mark.parametrize("pointer", ["two", "element(two)"])
def test_part_of_a_file_is_included_by_its_identifier(write: Write, pointer: str) -> None:
    write(f"{spec('a')}<div xml:id='two'>{spec('b')}</div>", "part.odd")
    assert idents(write(include("part.odd", pointer=pointer))) == (["b"], [])


def test_part_of_the_same_file_is_included(write: Write) -> None:
    odd = write(f"{spec('a', ' xml:id=' + repr('one'))}{include('', pointer='one')}")
    assert idents(odd) == (["a", "a"], [])


def test_identifier_in_an_example_is_none(write: Write) -> None:
    example = f'<egXML xmlns="http://www.tei-c.org/ns/Examples"><div xml:id="one">{spec("x")}</div></egXML>'
    write(f"{example}<div xml:id='one'>{spec('a')}</div>", "part.odd")
    assert idents(write(include("part.odd", pointer="one"))) == (["a"], [])


def test_specifications_in_examples_and_comments_are_none(write: Write) -> None:
    example = f'<egXML xmlns="http://www.tei-c.org/ns/Examples">{spec("x")}<elementSpec ident="y"/></egXML>'
    assert idents(write(f"<!--{spec('z')}--><p>{example}</p>{spec('a')}")) == (["a"], [])


def test_fallback_stands_for_a_file_that_is_not_there(write: Write) -> None:
    write(spec("b"), "other.odd")
    inner = include("none-either.odd", fallback=include("other.odd") + spec("c"))
    assert idents(write(include("none.odd", fallback=inner))) == (["b", "c"], [])
    assert idents(write(include("none.odd", fallback=""))) == ([], [])


def test_text_that_is_included_specifies_nothing(write: Write) -> None:
    assert idents(write(include("none.txt", parse="text"))) == ([], [])


def test_file_whose_outermost_element_is_an_inclusion_is_what_it_includes(write: Write, tmp_path: Path) -> None:
    write(spec("a"), "part.odd")
    (tmp_path / "via.odd").write_text(include("part.odd"), encoding="utf-8")
    assert idents(write(include("via.odd"))) == (["a"], [])


def test_chain_of_inclusions_may_be_long(write: Write, tmp_path: Path) -> None:
    write(spec("a"), "n400.odd")
    for number in range(400):
        (tmp_path / f"n{number}.odd").write_text(include(f"n{number + 1}.odd"), encoding="utf-8")
    assert idents(write(include("n0.odd"))) == (["a"], [])


def test_file_may_be_included_twice(write: Write) -> None:
    write(spec("z"), "common.odd")
    write(include("common.odd"), "x.odd")
    write(include("common.odd"), "y.odd")
    assert idents(write(f"{include('x.odd')}{include('y.odd')}{include('common.odd')}")) == (["z", "z", "z"], [])


@pytest.mark.parametrize(
    "inclusion, message, marked, advice",
    [
        (include("none.odd"), "there is no file {folder}/none.odd", 'href="none.odd"', ""),
        (
            include("http://x.org/p.odd"),
            "http://x.org/p.odd is not a file, and nothing is read from the network",
            'href="http://x.org/p.odd"',
            "",
        ),
        (
            include("part.odd", pointer="none"),
            "there is nothing with the xml:id “none” in {folder}/part.odd",
            'xpointer="none"',
            "",
        ),
        (
            include("part.odd", pointer="xpointer(//div)"),
            "the pointer xpointer(//div) is of a kind that is not followed",
            'xpointer="xpointer(//div)"',
            "point to an element that has an xml:id, with nothing but that",
        ),
    ],
)
def test_inclusion_that_leads_nowhere_is_found_once(
    write: Write, tmp_path: Path, inclusion: str, message: str, marked: str, advice: str
) -> None:
    write(spec("a"), "part.odd")
    odd = write(f"<p/>{inclusion}")
    files = Files(odd)
    root = files.open(sources.uri(str(odd))).root
    for _ in range(3):
        assert specification_nodes(files, root) == []
    column = f"<p/>{inclusion}".index(marked) + 1
    assert list(shown(files.faults)) == [
        ("my.odd", "odd.unresolved", message.format(folder=tmp_path), Span(2, column, 2, column + len(marked)))
    ]
    assert files.faults[0].help == ((advice,) if advice else ())
    assert files.faults[0].severity is Severity.ERROR


def test_file_outside_of_the_folders_is_not_read(write: Write, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    write(spec("a"), "out.odd")
    odd = write(include("../out.odd"), "mine/my.odd")
    found, faults = idents(odd)
    assert found == []
    assert [fault.rule for fault in faults] == ["odd.unresolved"]
    assert faults[0].help[0].startswith("to allow it, name the folder")
    files = Files(odd, [tmp_path])
    nodes = specification_nodes(files, files.open(sources.uri(str(odd))).root)
    assert [node.get("ident") for node in nodes] == ["a"]
    assert [Path(path).name for path in files.read_paths] == ["my.odd", "out.odd"]


def test_catalogue_maps_addresses_to_files(write: Write) -> None:
    part = write(spec("a"), "part.odd")
    odd = write(include("http://x.org/p.odd"))
    files = Files(odd, catalog=Catalog((Entry("exact", "http://x.org/p.odd", part.as_uri()),)))
    nodes = specification_nodes(files, files.open(sources.uri(str(odd))).root)
    assert [node.get("ident") for node in nodes] == ["a"]
    assert files.faults == []


def test_included_file_that_is_not_well_formed_says_so_itself(write: Write, tmp_path: Path) -> None:
    (tmp_path / "part.odd").write_text("<p>\n<q></p>", encoding="utf-8")
    found, faults = idents(write(f"{include('part.odd')}{spec('a')}"))
    assert found == ["a"]
    assert [(Path(fault.path).name, fault.rule, fault.span.line) for fault in faults] == [
        ("part.odd", "xml.not-well-formed", 2)
    ]


# --- cycles ---


def test_file_that_includes_itself_is_found(write: Write) -> None:
    text = f"{spec('a')}{include('my.odd')}{spec('b')}"
    found, faults = idents(write(text))
    assert found == ["a", "b"]
    column = text.index("href") + 1
    assert list(shown(faults)) == [
        ("my.odd", "odd.cycle", "the file my.odd includes itself", Span(2, column, 2, column + len('href="my.odd"')))
    ]


def test_files_that_include_each_other_are_found_where_it_comes_round(write: Write) -> None:
    back = f"{spec('b')}{include('my.odd')}"
    write(back, "part.odd")
    found, faults = idents(write(f"{spec('a')}{include('part.odd')}{spec('c')}"))
    assert found == ["a", "b", "c"]
    column = back.index("href") + 1
    assert list(shown(faults)) == [
        ("part.odd", "odd.cycle", "the file my.odd includes itself", Span(2, column, 2, column + len('href="my.odd"')))
    ]


def test_cycle_beside_the_way_ends_too(write: Write) -> None:
    write(f"{spec('x')}{include('y.odd')}", "x.odd")
    write(f"{spec('y')}{include('x.odd')}", "y.odd")
    found, faults = idents(write(f"{include('x.odd')}{include('y.odd')}"))
    assert found == ["x", "y", "y"]
    assert [(Path(fault.path).name, fault.rule) for fault in faults] == [("y.odd", "odd.cycle")]


def test_element_that_includes_itself_is_found(write: Write) -> None:
    text = f"<div xml:id='d'>{spec('a')}{include('', pointer='d')}</div>"
    found, faults = idents(write(text))
    assert found == ["a"]
    column = text.index("xpointer") + 1
    assert list(shown(faults)) == [
        ("my.odd", "odd.cycle", "the element “d” includes itself", Span(2, column, 2, column + len('xpointer="d"')))
    ]


def test_inclusion_of_nothing_but_itself_ends(write: Write, tmp_path: Path) -> None:
    (tmp_path / "loop.odd").write_text(include("loop.odd"), encoding="utf-8")
    found, faults = idents(write(include("loop.odd")))
    assert found == []
    assert [(Path(fault.path).name, fault.rule) for fault in faults] == [("loop.odd", "odd.cycle")]


# --- findings ---


def test_finding_has_the_path_of_its_element(write: Write) -> None:
    write(f"<div>{spec('a')}{spec('b')}</div>", "part.odd")
    odd = write(include("part.odd"))
    files = Files(odd)
    nodes = specification_nodes(files, files.open(sources.uri(str(odd))).root)
    finding = files.finding("odd.value", "wrong", nodes[1], "", "do this", attribute="ident")
    assert Path(finding.path).name == "part.odd"
    assert finding.xpath == "/schemaSpec/div/elementSpec[2]"
    assert finding.help == ("do this",)
    assert files.faults == []
    files.warn("odd.value", "wrong", nodes[1])
    assert files.faults[0].severity is Severity.WARNING


def test_finding_without_a_place_is_of_the_odd(write: Write) -> None:
    odd = write("")
    files = Files(odd)
    for node in (None, etree.fromstring("<p/>")):
        finding = files.finding("odd.value", "wrong", node)
        assert (finding.path, finding.span, finding.xpath) == (str(odd), Span(), "")


def test_elements_are_told_by_their_whole_names() -> None:
    tei = etree.fromstring('<p xmlns="http://www.tei-c.org/ns/1.0"/>')
    assert is_element(tei, "p")
    assert not is_element(tei, "q")
    assert not is_element(etree.fromstring("<p/>"), "p")
