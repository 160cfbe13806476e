"""XInclude: what becomes of a document with the files that it includes, and the way back to them."""

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tei.diagnostics import Diagnostic, Span
from tei.document import Limits, read
from tei.document import including as module
from tei.document.including import is_includer, merged
from tei.document.merged import Merged
from tei.document.shelves import Files, Nowhere
from tei.limits import DEFAULT

XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
Merge = Callable[..., Merged]


@pytest.fixture
def merge(tmp_path: Path) -> Merge:
    """A function that writes files by their names, and returns the first with what it includes."""

    def merger(files: dict[str, str | bytes], limits: Limits = DEFAULT) -> Merged:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.replace("XI", XI).encode())
        main = str(tmp_path / next(iter(files)))
        return merged(read(main), Files(main), limits)

    return merger


def whole(found: Merged) -> str:
    """Return the whole as canonical XML."""
    assert found.faults == ()
    return etree.tostring(found.document.tree, method="c14n2").decode()


def faults(found: Merged) -> list[tuple[str, str, tuple[int, int], str]]:
    return [(Path(one.path).name, one.rule, (one.span.line, one.span.column), one.message) for one in found.faults]


def at(found: Merged, path: str) -> Diagnostic:
    """Return what becomes of a finding on the element that the XPath *path* finds in the whole."""
    results: Any = found.document.tree.xpath(path)
    (element,) = results
    document = found.document
    there = Diagnostic("a.a", "m", document.path, document.span(element), xpath=document.xpath(element))
    located = found.located(there)
    assert located is not None
    return located


# --- parse="xml" ---


def test_file_stands_in_place_of_its_inclusion(merge: Merge) -> None:
    found = merge({"a.xml": '<a XI>x<xi:include href="b.xml"/>y</a>', "b.xml": '<?xml version="1.0"?>\n<b>z<c/></b>\n'})
    assert whole(found) == '<a>x<b xml:base="b.xml">z<c></c></b>y</a>'
    assert [Path(place).name for place in found.included] == ["b.xml"]


def test_comments_and_instructions_around_the_included_element_come_along_but_no_doctype(merge: Merge) -> None:
    included = '<?xml version="1.0"?><!--1--><!DOCTYPE b [<!ELEMENT b ANY>]><?p 2?>\n<b/>\n<!--3-->'
    found = merge({"a.xml": '<a XI><xi:include href="b.xml"/></a>', "b.xml": included})
    assert etree.tostring(found.document.tree).decode() == (f'<a {XI}><!--1--><?p 2?><b xml:base="b.xml"/><!--3--></a>')


def test_inclusions_of_included_files_are_relative_to_these(merge: Merge) -> None:
    files = {
        "a.xml": '<a XI><xi:include href="x/b.xml"/></a>',
        "x/b.xml": '<b XI><xi:include href="y%20z/c.xml"/><xi:include href="../d.xml"/></b>',
        "x/y z/c.xml": "<c/>",
        "d.xml": "<d/>",
    }
    assert whole(merge(files)) == (
        '<a><b xml:base="x/b.xml"><c xml:base="y%20z/c.xml"></c><d xml:base="../d.xml"></d></b></a>'
    )


def test_base_moves_what_is_included(merge: Merge) -> None:
    files = {
        "a.xml": '<a XI xml:base="x/"><p xml:base="y/b.xml"><xi:include href="c.xml"/></p></a>',
        "x/y/c.xml": '<c xml:base="img/"/>',
    }
    assert whole(merge(files)) == ('<a xml:base="x/"><p xml:base="y/b.xml"><c xml:base="img/"></c></p></a>')


def test_language_is_not_inherited_from_what_includes(merge: Merge) -> None:
    files = {
        "a.xml": '<a XI xml:lang="de">' + "".join(f'<xi:include href="{one}.xml"/>' for one in "bcd") + "</a>",
        "b.xml": "<b/>",
        "c.xml": '<c xml:lang="en"/>',
        "d.xml": '<d xml:lang="de"/>',
    }
    assert whole(merge(files)) == (
        '<a xml:lang="de"><b xml:base="b.xml" xml:lang=""></b><c xml:base="c.xml" xml:lang="en"></c>'
        '<d xml:base="d.xml" xml:lang="de"></d></a>'
    )


def test_namespaces_are_those_of_the_included_file(merge: Merge) -> None:
    files = {
        "a.xml": '<a XI xmlns="urn:a" xmlns:p="urn:p"><xi:include href="b.xml"/>'
        '<xi:include href="c.xml" xpointer="i"/></a>',
        "b.xml": '<b xmlns:p="urn:other"><p:c/></b>',
        "c.xml": '<c xmlns="urn:c" xmlns:q="urn:q"><q:d xml:id="i"><e/></q:d></c>',
    }
    found = merge(files)
    assert found.faults == ()
    names = [str(one.tag) for one in found.document.root.iter("*")]
    assert names == ["{urn:a}a", "b", "{urn:other}c", "{urn:q}d", "{urn:c}e"]


def test_entities_and_default_values_of_an_included_file_are_its_own(merge: Merge) -> None:
    declared = "<!DOCTYPE b [<!ENTITY e '<i>&f;</i>'><!ENTITY f '&#34;x&#34; &amp; y'><!ATTLIST b n CDATA 'd'>]>"
    files = {
        "a.xml": '<!DOCTYPE a [<!ENTITY e "main">]><a XI>&e;<xi:include href="b.xml"/></a>',
        "b.xml": declared + '<b t="1&f;"><!--&e;-->&e;<c/></b>',
    }
    found = merge(files)
    assert found.faults == ()
    assert etree.tostring(found.document.tree).decode() == (
        f'<a {XI}>main<b xml:base="b.xml" n="d" t="1&quot;x&quot; &amp; y"><!--&e;--><i>"x" &amp; y</i><c/></b></a>'
    )
    # What an entity brings in has the place of the reference.
    column = len(declared) + len('<b t="1&f;"><!--&e;-->') + 1
    assert at(found, "//i").span == Span(1, column, 1, column + 3)
    assert at(found, "//c").span == Span(1, column + 3, 1, column + 7)


def test_inclusion_out_of_an_entity_is_one(merge: Merge) -> None:
    entity = "<!DOCTYPE a [<!ENTITY e '<xi:include XI href=\"b.xml\"/>'>]><a>&e;</a>"
    found = merge({"a.xml": entity, "b.xml": "<b/>"})
    assert whole(found) == '<a><b xml:base="b.xml"></b></a>'


def test_outermost_element_may_be_an_inclusion(merge: Merge) -> None:
    assert whole(merge({"a.xml": '<xi:include XI href="b.xml"/>', "b.xml": "<b>x</b>"})) == '<b xml:base="b.xml">x</b>'


def test_other_encodings_are_put_together(merge: Merge) -> None:
    files: dict[str, str | bytes] = {
        "a.xml": f'<?xml version="1.0" encoding="ISO-8859-1"?><a {XI}>é<xi:include href="b.xml"/></a>'.encode(
            "latin-1"
        ),
        "b.xml": '<?xml version="1.0" encoding="UTF-16"?><b>ö</b>'.encode("utf-16"),
    }
    assert whole(merge(files)) == '<a>é<b xml:base="b.xml">ö</b></a>'


def test_examples_of_inclusions_include_nothing(merge: Merge) -> None:
    example = '<a XI><egXML xmlns="http://www.tei-c.org/ns/Examples"><xi:include href="none.xml"/></egXML></a>'
    assert not merge({"a.xml": example}).faults


# --- parse="text" ---


def test_text_is_no_markup(merge: Merge) -> None:
    found = merge({"a.xml": '<a XI>[<xi:include parse="text" href="b.txt"/>]</a>', "b.txt": "<b> & ]]> é\n"})
    assert found.faults == ()
    assert found.document.root.text == "[<b> & ]]> é\n]"


@pytest.mark.parametrize(
    "written, data",
    [
        ("", "é".encode()),
        ("", "é".encode("utf-16")),
        ('encoding="ISO-8859-1"', "é".encode("latin-1")),
        ('encoding="ISO-8859-1"', b"\xef\xbb\xbf\xc3\xa9"),
    ],
)
def test_text_is_in_the_encoding_that_it_says_or_is_said_to_have(merge: Merge, written: str, data: bytes) -> None:
    found = merge({"a.xml": f'<a XI><xi:include parse="text" href="b.txt" {written}/></a>', "b.txt": data})
    assert (found.faults, found.document.root.text) == ((), "é")


@pytest.mark.parametrize(
    "written, data, fault",
    [
        ("", b"ab\xe9", ("b.txt", "xml.encoding", (1, 3))),
        ('encoding="klingon"', b"ab", ("b.txt", "xml.encoding", (1, 1))),
        ("", b"a\nb\x01", ("b.txt", "xml.control-character", (2, 2))),
    ],
)
def test_text_that_is_none_is_found_in_its_file(
    merge: Merge, written: str, data: bytes, fault: tuple[str, str, tuple[int, int]]
) -> None:
    found = merge({"a.xml": f'<a XI><xi:include parse="text" href="b.txt" {written}/></a>', "b.txt": data})
    assert [one[:3] for one in faults(found)] == [fault]
    assert [place.rpartition("/")[2] for place in found.faults[0].included_by] == ["a.xml:1:47"]


# --- xpointer ---

PARTS = '<b xmlns:t="urn:t"><c xml:id="i">1</c><c><t:d n="2">2</t:d><d>3</d></c><c>4</c></b>'


@pytest.mark.parametrize(
    "pointer, found",
    [
        ("i", "1"),
        ("element(i)", "1"),
        ("element(/1/2/2)", "3"),
        ("element(/1/9)element(/1/3)", "4"),
        ("unknown(x)element(i)", "1"),
        ("xpointer(id('i'))", "1"),
        ("xpointer(//c[2])", "23"),
        ("xpointer(/b/c)", "1234"),
        ("xmlns(u=urn:t)xpointer(//u:d[@n='2'])", "2"),
        ("xpath1(/b/*[3])", "4"),
    ],
)
def test_parts_of_a_file_are_included(merge: Merge, pointer: str, found: str) -> None:
    files = {"a.xml": f'<a XI><xi:include href="b.xml" xpointer="{pointer}"/></a>', "b.xml": PARTS}
    assert "".join(str(text) for text in merge(files).document.root.itertext()) == found


def test_part_of_the_document_itself_is_included(merge: Merge) -> None:
    assert whole(merge({"a.xml": '<a XI><b xml:id="i">x</b><xi:include xpointer="i"/></a>'})) == (
        '<a><b xml:id="i">x</b><b xml:id="i">x</b></a>'
    )


@pytest.mark.parametrize(
    "pointer, message",
    [
        ("nobody", "the xpointer nobody leads to an xml:id that no element there has"),
        ("element(/1/9)", "the xpointer element(/1/9) leads to no element there"),
        ("element(/2)", "the xpointer element(/2) leads to no element there"),
        (
            "xpointer(//c[.//d])",
            "the xpointer xpointer(//c[.//d]) has a part xpointer(…) that is not understood here",
        ),
        ("xpointer(//u:d)", "the xpointer xpointer(//u:d) cannot be followed: undefined namespace prefix"),
        ("range(x", "the xpointer range(x is not an XPointer"),
    ],
)
def test_part_that_is_not_there_is_found_at_its_inclusion(merge: Merge, pointer: str, message: str) -> None:
    inclusion = f'<xi:include href="b.xml" xpointer="{pointer}"'
    found = merge({"a.xml": f"<a XI>{inclusion}/></a>", "b.xml": PARTS})
    assert faults(found) == [("a.xml", "xi.xpointer", (1, 72), message)]
    assert whole(merge({"a.xml": f"<a XI>{inclusion}><xi:fallback>-</xi:fallback></xi:include></a>"})).endswith("-</a>")


# --- xi:fallback ---


def test_fallback_stands_in_for_what_is_not_there(merge: Merge) -> None:
    files = {
        "a.xml": '<a XI xmlns="urn:a"><xi:include href="none.xml"><xi:fallback>x<xi:include href="no.xml">'
        '<xi:fallback/></xi:include><xi:include href="b.xml"/><c/>y</xi:fallback></xi:include></a>',
        "b.xml": "<b/>",
    }
    found = merge(files)
    assert whole(found) == '<a xmlns="urn:a">x<b xmlns="" xml:base="b.xml"></b><c></c>y</a>'
    assert at(found, "//*[local-name() = 'c']").xpath.endswith("/xi:include/xi:fallback/Q{urn:a}c")


def test_fallback_keeps_the_namespaces_of_its_inclusion(merge: Merge) -> None:
    files = {"a.xml": '<a><xi:include XI xmlns="urn:f" href="no.xml"><xi:fallback><c/></xi:fallback></xi:include></a>'}
    assert str(merge(files).document.root[0].tag) == "{urn:f}c"


def test_fallback_does_not_stand_in_for_what_is_broken(merge: Merge) -> None:
    inclusion = '<xi:include href="b.xml"><xi:fallback>-</xi:fallback></xi:include>'
    found = merge({"a.xml": f"<a XI>\n{inclusion}</a>", "b.xml": "<b>\n<c></b>"})
    assert [one[:3] for one in faults(found)] == [("b.xml", "xml.not-well-formed", (2, 4))]


# --- what is wrong ---


@pytest.mark.parametrize(
    "inclusion, column, message",
    [
        ("<xi:include/>", 47, "<xi:include> has neither an href nor an xpointer: it does not say what to include"),
        ('<xi:include parse="text"/>', 47, "<xi:include> has neither an href nor an xpointer: it does not say what to"),
        ('<xi:include href="b.xml#i"/>', 59, "href names a part of a file with “#”; write what follows it as xpointer"),
        ('<xi:include href="b.xml" parse="html"/>', 72, 'parse="html" is neither xml nor text'),
        ('<xi:include href="b" parse="text" xpointer="i"/>', 81, 'xpointer does not go with parse="text"'),
        ('<xi:include href="b"><xi:include href="c"/></xi:include>', 68, "<xi:include> may not stand in <xi:include>"),
        (
            '<xi:include href="b"><xi:fallback/><xi:fallback/></xi:include>',
            82,
            "<xi:include> has a second <xi:fallback>",
        ),
        ("<xi:fallback/>", 47, "<xi:fallback> stands outside an <xi:include>"),
    ],
)
def test_inclusion_that_says_nothing_clear_is_refused(merge: Merge, inclusion: str, column: int, message: str) -> None:
    ((file, rule, place, said),) = faults(merge({"a.xml": f"<a XI>{inclusion}</a>"}))
    assert (file, rule, place) == ("a.xml", "xi.syntax", (1, column))
    assert said.startswith(message)


def test_file_that_is_not_there_is_found_and_its_neighbour_named(merge: Merge) -> None:
    found = merge({"a.xml": '<a XI><xi:include href="chaptre.xml"/></a>', "chapter.xml": "<b/>"})
    assert faults(found) == [
        ("a.xml", "ptr.file-missing", (1, 59), "chaptre.xml is to be included, and does not exist")
    ]
    assert found.faults[0].help == ("did you mean chapter.xml?",)
    assert found.faults[0].xpath == "/a/xi:include/@href"


def test_circle_is_found_where_it_closes(merge: Merge) -> None:
    files = {
        "a.xml": '<a XI><xi:include href="b.xml"/></a>',
        "b.xml": '<b XI>\n<xi:include href="c.xml"/></b>',
        "c.xml": '<c XI>\n\n<xi:include href="a.xml"/></c>',
    }
    found = merge(files)
    assert [one[:3] for one in faults(found)] == [("c.xml", "xi.loop", (3, 13))]
    assert [place.rpartition("/")[2] for place in found.faults[0].included_by] == ["b.xml:2:1", "a.xml:1:47"]


def test_part_that_includes_itself_is_a_circle(merge: Merge) -> None:
    found = merge({"a.xml": '<a XI><b xml:id="i"><xi:include xpointer="i"/></b></a>'})
    assert [one[:3] for one in faults(found)] == [("a.xml", "xi.loop", (1, 73))]


def test_text_cannot_be_a_document(merge: Merge) -> None:
    found = merge({"a.xml": '<xi:include XI href="b.txt" parse="text"/>', "b.txt": "x"})
    assert [one[:3] for one in faults(found)] == [("a.xml", "xi.syntax", (1, 69))]


# --- hostile inclusions ---


@pytest.mark.parametrize(
    "href",
    ["http://example.org/b.xml", "file:///etc/passwd", "/etc/passwd", "//host/b.xml", "ftp://x/y", "..%2Fout.xml"],
)
@pytest.mark.parametrize("parse", ["xml", "text"])
def test_nothing_is_included_from_elsewhere(merge: Merge, tmp_path: Path, href: str, parse: str) -> None:
    (tmp_path / "out.xml").write_text("<secret>secret</secret>", encoding="utf-8")
    found = merge({"in/a.xml": f'<a XI><xi:include href="{href}" parse="{parse}"/></a>'})
    assert [one[:3] for one in faults(found)] == [("a.xml", "xi.elsewhere", (1, 59))]
    assert "secret" not in found.document.source
    assert list(found.sources) == [str(tmp_path / "in" / "a.xml")]


@pytest.mark.skipif(os.name != "posix", reason="Windows wants a privilege for symbolic links")
def test_link_that_leads_out_is_not_followed(merge: Merge, tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.txt").symlink_to("../out.txt")
    found = merge({"in/a.xml": '<a XI><xi:include href="b.txt" parse="text"/></a>'})
    assert [one[1] for one in faults(found)] == ["xi.elsewhere"]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no named pipes in folders")
def test_pipe_is_not_waited_for(merge: Merge, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "b.xml")
    ((_file, rule, _place, message),) = faults(merge({"a.xml": '<a XI><xi:include href="b.xml"/></a>'}))
    assert (rule, message) == ("xi.elsewhere", "b.xml is not a file")


def test_root_of_the_machine_is_nobodys_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "b.xml").write_text("<b/>", encoding="utf-8")
    main = tmp_path / "in" / "a.xml"
    main.write_text(f'<a {XI}><xi:include href="../b.xml"/></a>', encoding="utf-8")
    root = Path(tmp_path.anchor)
    refused = merged(read(main), Files(str(main), (str(root),)), DEFAULT)
    assert [one[1] for one in faults(refused)] == ["xi.elsewhere"]
    allowed = merged(read(main), Files(str(main), (os.path.realpath(tmp_path),)), DEFAULT)
    assert whole(allowed) == '<a><b xml:base="../b.xml"></b></a>'


def test_files_that_multiply_end_at_the_limit(merge: Merge) -> None:
    files: dict[str, str | bytes] = {
        f"{number}.xml": "<a XI>" + f'<xi:include href="{number + 1}.xml"/>' * 20 + "</a>" for number in range(12)
    }
    files["12.xml"] = "<b>" + "x" * 1000 + "</b>"
    found = merge(files, Limits(size_bytes=100_000))
    assert [one[:2] for one in faults(found)] == [("0.xml", "xml.too-large")]
    assert not found.is_document


def test_many_empty_inclusions_end_at_the_limit(merge: Merge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_INCLUSIONS", 30)
    files = {"a.xml": "<a XI>" + '<xi:include href="b.xml" xpointer="i"/>' * 40 + "</a>", "b.xml": '<b xml:id="i"/>'}
    ((file, rule, place, _message),) = faults(merge(files))
    assert (file, rule, place) == ("a.xml", "xi.too-much", (1, 47 + 30 * 39))


def test_long_chain_ends_at_the_limit(merge: Merge) -> None:
    files = {f"{number}.xml": f'<a XI><xi:include href="{number + 1}.xml"/></a>' for number in range(150)}
    ((file, rule, _place, _message),) = faults(merge({**files, "150.xml": "<b/>"}))
    assert (file, rule) == ("100.xml", "xi.too-much")


def test_what_comes_out_of_a_pipe_includes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(f'<a {XI}><xi:include href="a.xml"/></a>', encoding="utf-8")
    assert [one[1] for one in faults(merged(read(tmp_path / "a.xml"), Nowhere(), DEFAULT))] == ["xi.elsewhere"]


def test_whole_is_held_to_the_limits_of_a_document(merge: Merge) -> None:
    files = {"a.xml": '<a XI><xi:include href="b.xml"/></a>', "b.xml": "<b>\n<c><d/></c></b>"}
    found = merge(files, Limits(depth=3))
    assert [one[:3] for one in faults(found)] == [("b.xml", "xml.too-deep", (2, 4))]
    assert not found.is_document


def test_fallbacks_in_fallbacks_end_at_the_limit(merge: Merge) -> None:
    opened, closed = '<xi:include href="no.xml"><xi:fallback>', "</xi:fallback></xi:include>"
    found = merge({"a.xml": "<a XI>" + opened * 300 + "x" + closed * 300 + "</a>"})
    assert [one[:2] for one in faults(found)] == [("a.xml", "xi.too-much")]
    assert whole(merge({"a.xml": "<a XI>" + opened * 50 + "x" + closed * 50 + "</a>"})) == "<a>x</a>"


def test_message_has_no_more_of_a_long_attribute_than_can_be_read(merge: Merge) -> None:
    long = "element(" + "/1" * 10_000 + ")"
    found = merge({"a.xml": f'<a XI><xi:include xpointer="{long}"/><xi:include href="{"b" * 10_000}"/></a>'})
    assert [len(one.message) < 220 for one in found.faults] == [True, True]


def test_many_different_paths_end_at_the_limit(merge: Merge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_XPOINTERS", 2)
    chosen = "".join(f'<xi:include href="b.xml" xpointer="{one}"/>' for one in ("i", "element(/1)", "element(/1)", "j"))
    files = {"a.xml": f"<a XI>{chosen}</a>", "b.xml": '<b><c xml:id="i"/><c xml:id="j"/></b>'}
    assert merge(files).faults == ()
    files["a.xml"] = f'<a XI>{chosen}<xi:include href="b.xml" xpointer="element(/1/1)"/></a>'
    assert [one[:2] for one in faults(merge(files))] == [("a.xml", "xi.too-much")]


# --- the way back ---


def test_places_are_those_in_the_files(merge: Merge) -> None:
    files = {
        "a.xml": '<a XI>\n<b/>\n<xi:include href="c.xml"/>\n<xi:include href="c.xml"/>\n<b n="1"/></a>',
        "c.xml": '<?xml version="1.0"?>\n<c>é\n  <b/>\n  <b\n n="2"/></c>\n',
    }
    found = merge(files)
    last = at(found, "//b[@n = '1']")
    assert (Path(last.path).name, last.span, last.xpath) == ("a.xml", Span(5, 1, 5, 11), "/a/b[2]")
    assert last.included_by == ()
    inner = at(found, "/a/c[2]/b[2]")
    assert (Path(inner.path).name, inner.span, inner.xpath) == ("c.xml", Span(4, 3, 5, 9), "/c/b[2]")
    assert [place.rpartition("/")[2] for place in inner.included_by] == ["a.xml:4:1"]
    root = at(found, "/a/c[1]")
    assert (root.span, root.xpath) == (Span(2, 1, 2, 4), "/c")


def test_identifier_that_two_files_have_is_told_where_it_is_meant(merge: Merge) -> None:
    files = {
        "a.xml": '<a XI><p xml:id="i"/><xi:include href="c.xml"/></a>',
        "c.xml": '<c><p xml:id="i"><q/></p></c>',
    }
    assert at(merge(files), "//q").xpath == '//p[@xml:id="i"]/q'


def test_what_the_inclusion_adds_is_nobodys_mistake(merge: Merge) -> None:
    found = merge({"a.xml": '<a XI><xi:include href="b.xml"/></a>', "b.xml": "<b/>"})
    document = found.document
    span = document.attribute_span(document.root[0], "{http://www.w3.org/XML/1998/namespace}base")
    assert found.located(Diagnostic("a.a", "m", document.path, span)) is None


def test_mistake_that_could_not_be_included_is_not_told_twice(merge: Merge) -> None:
    found = merge({"a.xml": '<a XI><xi:include href="b.xml"/></a>'})
    document = found.document
    assert found.located(Diagnostic("a.a", "m", document.path, document.span(document.root[0]))) is None


def test_places_in_messages_are_those_in_the_files(merge: Merge) -> None:
    found = merge({"a.xml": '<a XI>\n<xi:include href="b.xml"/>\n<c/></a>', "b.xml": "<b>\n\n<d/></b>"})
    (d,) = found.document.root.iter("d")
    here, there = found.document.span(found.document.root[-1]), found.document.span(d)
    told = found.located(Diagnostic("a.a", f"<d> at {there.line}:{there.column} has it", "a.xml", here))
    assert told is not None
    assert told.message.replace(str(Path(told.path).parent), "") == "<d> at /b.xml:3:1 has it"


def test_document_without_inclusions_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(f"<a {XI}/>", encoding="utf-8")
    assert not is_includer(read(tmp_path / "a.xml"))


# --- beside libxml2 ---


def _content(chance: random.Random, names: list[str], depth: int = 0) -> str:
    """Return content with inclusions of files of *names*."""
    kind = chance.random()
    if depth > 3 or kind < 0.2:
        return chance.choice(["x", "<b/>", "<!--c-->", "&amp;é", "<p:c xmlns:p='urn:p'/>", "<d xmlns='urn:d'><e/></d>"])
    if kind < 0.45 and names:
        name = chance.choice(names)
        within = _content(chance, names, depth + 1)
        return chance.choice(
            [
                f'<xi:include {XI} href="{name}"/>',
                f'<xi:include {XI} href="{name}" parse="text"/>',
                f'<xi:include {XI} href="{name}" xpointer="i{name[-5]}"/>',
                f'<xi:include {XI} href="none.xml"><xi:fallback>{within}</xi:fallback></xi:include>',
            ]
        )
    children = "".join(_content(chance, names, depth + 1) for _ in range(chance.randrange(4)))
    return f"<a>{children}</a>"


def _shape(element: Any) -> tuple[Any, ...]:
    """Return what an element is, without the base that libxml2 adds to some, and as one each text between tags."""
    if not isinstance(element.tag, str):
        return "", element.text
    inside: list[Any] = [element.text or ""]
    for child in element:
        inside += [_shape(child), child.tail or ""]
    attributes = sorted(pair for pair in element.attrib.items() if not pair[0].endswith("}base"))
    return element.tag, tuple(attributes), tuple(inside)


@pytest.mark.parametrize("seed", range(30))
def test_whole_is_what_libxml2_makes_of_it(merge: Merge, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing is to be kept secret
    names = ["0.xml", "1.xml", "s/2.xml", "s/3.xml"]
    files: dict[str, str | bytes] = {}
    for number, name in enumerate(names):
        others = [os.path.relpath(other, os.path.dirname(name) or ".") for other in names[number + 1 :]]  # noqa: PTH120
        declared = chance.choice(["", " xmlns='urn:q'", " xmlns:p='urn:z'"])
        content = "".join(_content(chance, others) for _ in range(3))
        whole_file = f"<!DOCTYPE r [<!ENTITY w 'z'>]><r{declared}>&w;<k xml:id='i{number}'>{content}</k></r>"
        files[name] = whole_file.encode()
    found = merge(files)
    assert found.faults == ()
    tree = etree.parse(tmp_path / "0.xml", etree.XMLParser(resolve_entities=True))
    tree.xinclude()
    assert _shape(found.document.root) == _shape(tree.getroot())
