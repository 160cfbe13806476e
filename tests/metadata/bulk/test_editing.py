"""What a changed cell does to the source of a header, and what it is refused for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tei.diagnostics import Span
from tei.metadata.bulk import Plan
from tei.names import TEI

Folder = Callable[..., Path]
Edited = Callable[..., Plan]

NAME = "<author><persName><surname>Kovalev</surname>, <forename>Ivan</forename></persName></author>"
NATURAL = "<author><persName><forename>Ivan</forename> <surname>Kovalev</surname></persName></author>"
TASKS = (
    "<respStmt><resp>a</resp><resp>b</resp><name>Holt</name>"
    "<persName><forename>Bo</forename> <surname>Reed</surname></persName></respStmt>"
)
CHOICE = "<title>The <choice><sic>Oarchard</sic><corr>Orchard</corr></choice> of <hi>Ana</hi> Holt</title>"


def header(statement: str = "<title>T</title>", publication: str = "<publisher>P</publisher>", rest: str = "") -> str:
    """A document whose header is indented as most are."""
    return f"""<TEI xmlns="{TEI}">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        {statement}
      </titleStmt>
      <publicationStmt>
        {publication}
      </publicationStmt>
      <sourceDesc>
        <p>None.</p>
      </sourceDesc>
    </fileDesc>{rest}
  </teiHeader>
  <text><body><p>Words.</p></body></text>
</TEI>
"""


def changed(plan: Plan) -> list[str]:
    """The lines that a plan takes away and adds, without their indentation."""
    assert plan.findings == ()
    (change,) = plan.changes
    lines = change.difference.splitlines()
    return [line[0] + line[1:].strip() for line in lines if line[:1] in {"-", "+"} and line[:3] not in {"---", "+++"}]


@pytest.mark.parametrize(
    "statement, column, value, lines",
    [
        ("<title>T</title>", "title 1", "A & <b>", ["-<title>T</title>", "+<title>A &amp; &lt;b&gt;</title>"]),
        ("<title/>", "title 1", "New", ["-<title/>", "+<title>New</title>"]),
        ("<title></title>", "title 1", "New", ["-<title></title>", "+<title>New</title>"]),
        ("<title>T</title>", "title 1 type", 'm"n', ["-<title>T</title>", '+<title type="m&quot;n">T</title>']),
        ("<title  type='a' >T</title>", "title 1 type", "b'",
         ["-<title  type='a' >T</title>", "+<title  type='b&apos;' >T</title>"]),
        ("<title type='a' n='1'>T</title>", "title 1 type", "[remove]",
         ["-<title type='a' n='1'>T</title>", "+<title n='1'>T</title>"]),
        ("<title>A <!-- c --> B</title>", "title 1", "A C",
         ["-<title>A <!-- c --> B</title>", "+<title>A <!-- c --> C</title>"]),
        ("<title>caf&#xE9; noir</title>", "title 1", "café blanc",
         ["-<title>caf&#xE9; noir</title>", "+<title>caf&#xE9; blanc</title>"]),
        ("<title><![CDATA[a<b]]></title>", "title 1", "a<c",
         ["-<title><![CDATA[a<b]]></title>", "+<title><![CDATA[a<c]]></title>"]),
        (NAME, "author 1", "Petrov, Oleg",
         ["-" + NAME, "+" + NAME.replace("Kovalev", "Petrov").replace("Ivan", "Oleg")]),
        (NAME, "author 1", "Kovaleva, Ivan", ["-" + NAME, "+" + NAME.replace("Kovalev", "Kovaleva")]),
        (NAME, "author 1 surname", "Petrov", ["-" + NAME, "+" + NAME.replace("Kovalev", "Petrov")]),
        (NATURAL, "author 1", "Oleg Kovalev", ["-" + NATURAL, "+" + NATURAL.replace("Ivan", "Oleg")]),
        (NAME, "author 1 ref", "#k", ["-" + NAME, "+" + NAME.replace("<persName>", '<persName ref="#k">')]),
        (TASKS, "contributor 1 role 2", "c", ["-" + TASKS, "+" + TASKS.replace(">b<", ">c<")]),
        (TASKS, "contributor 1 name 2", "Bob Reed", ["-" + TASKS, "+" + TASKS.replace(">Bo<", ">Bob<")]),
        (TASKS, "contributor 1 name 2 surname", "Rood", ["-" + TASKS, "+" + TASKS.replace("Reed", "Rood")]),
        (TASKS, "contributor 1 name 2 ref", "#r",
         ["-" + TASKS, "+" + TASKS.replace("<persName>", '<persName ref="#r">')]),
        (TASKS, "contributor 1 role 3", "c & d",
         ["-" + TASKS, "+" + TASKS.replace("<name>", "<resp>c &amp; d</resp><name>")]),
        (TASKS, "contributor 1 name 3", "Cy",
         ["-" + TASKS, "+" + TASKS.replace("</respStmt>", "<name>Cy</name></respStmt>")]),
        (CHOICE, "title 1", "The Orchard of Eva Holt", ["-" + CHOICE, "+" + CHOICE.replace("Ana", "Eva")]),
        (CHOICE, "title 1", "The Archard of Ana Holt", ["-" + CHOICE, "+" + CHOICE.replace("<corr>O", "<corr>A")]),
    ],
)  # fmt: skip
def test_changed_cell_changes_these_words_alone(
    folder: Folder, edited: Edited, statement: str, column: str, value: str, lines: list[str]
) -> None:
    assert changed(edited(folder(header(statement)), {(0, column): value})) == lines


@pytest.mark.parametrize(
    "cells, lines",
    [
        ({"author 1": "Holt, Ana"}, ["+<author>Holt, Ana</author>"]),
        ({"author 7": "Holt"}, ["+<author>Holt</author>"]),
        ({"title 2": "U", "title 2 type": "sub"}, ['+<title type="sub">U</title>']),
        (
            {"author 1 surname": "Holt", "author 1 forename": "Ana", "author 1 ref": "#a"},
            [
                "+<author>",
                '+<persName ref="#a"><surname>Holt</surname>, <forename>Ana</forename></persName>',
                "+</author>",
            ],
        ),
        (
            {"contributor 1": "Holt", "contributor 1 role": "encoding"},
            ["+<respStmt>", "+<resp>encoding</resp>", "+<name>Holt</name>", "+</respStmt>"],
        ),
        (
            {
                "contributor 1": "Holt",
                "contributor 1 role": "a",
                "contributor 1 role 2": "b",
                "contributor 1 name 2 surname": "Reed",
                "contributor 1 name 2 ref": "#r",
            },
            [
                "+<respStmt>",
                "+<resp>a</resp>",
                "+<resp>b</resp>",
                "+<name>Holt</name>",
                '+<persName ref="#r"><surname>Reed</surname></persName>',
                "+</respStmt>",
            ],
        ),
        (
            {"change 1": "Encoded", "change 1 when": "2026-11-25", "change 1 who": "#h"},
            ["+<revisionDesc>", '+<change when="2026-11-25" who="#h">Encoded</change>', "+</revisionDesc>"],
        ),
        ({"identifier [DOI]": "10.1000/1"}, ['+<idno type="DOI">10.1000/1</idno>']),
        (
            {"licence 1 target": "https://example.org/"},
            ["+<availability>", '+<licence target="https://example.org/"/>', "+</availability>"],
        ),
        (
            {"keyword [#k] 1": "pears", "keyword [#k] 2": "plums"},
            [
                "+<profileDesc>",
                "+<textClass>",
                '+<keywords scheme="#k">',
                "+<term>pears</term>",
                "+<term>plums</term>",
                "+</keywords>",
                "+</textClass>",
                "+</profileDesc>",
            ],
        ),
    ],
)
def test_cell_of_what_is_not_there_makes_it(
    folder: Folder, edited: Edited, cells: dict[str, str], lines: list[str]
) -> None:
    assert changed(edited(folder(header()), {(0, name): value for name, value in cells.items()})) == lines


def test_new_elements_stand_where_the_guidelines_want_them_indented_as_their_siblings(
    folder: Folder, edited: Edited
) -> None:
    document = header(publication='<publisher>P</publisher>\n        <availability status="free"/>')
    cells = {(0, "identifier [DOI] 1"): "10.1000/1", (0, "publication date 1 when"): "1949", (0, "edition 1"): "First"}
    (change,) = edited(folder(document), cells).changes
    wanted = document.replace(
        "<publisher>P</publisher>\n",
        '<publisher>P</publisher>\n        <date when="1949"/>\n        <idno type="DOI">10.1000/1</idno>\n',
    ).replace(
        "      </titleStmt>\n",
        "      </titleStmt>\n      <editionStmt>\n        <edition>First</edition>\n      </editionStmt>\n",
    )
    assert change.after.decode() == wanted


def test_new_element_in_a_header_on_one_line_stays_on_it(folder: Folder, edited: Edited) -> None:
    document = "".join(line.strip() for line in header().splitlines())
    (change,) = edited(folder(document), {(0, "author 1"): "Holt"}).changes
    assert change.after.decode() == document.replace("</title>", "</title><author>Holt</author>")


def test_new_element_has_the_prefix_and_the_line_ends_of_the_header(folder: Folder, edited: Edited) -> None:
    document = header().replace("<", "<t:").replace("<t:/", "</t:").replace("xmlns", "xmlns:t").replace("\n", "\r\n")
    (change,) = edited(folder(document), {(0, "author 1"): "Holt"}).changes
    wanted = document.replace("</t:title>\r\n", "</t:title>\r\n        <t:author>Holt</t:author>\r\n")
    assert change.after.decode() == wanted


def test_removed_element_takes_its_line_with_it_and_what_held_nothing_else(folder: Folder, edited: Edited) -> None:
    document = header("<title>T</title>\n        <author>A</author>\n        <author>B</author>")
    with_language = document.replace(
        "    </fileDesc>",
        "    </fileDesc>\n    <profileDesc>\n      <langUsage>\n        <language ident='en'>E</language>\n"
        "      </langUsage>\n    </profileDesc>",
    )
    cells = {(0, "author 1"): "[remove]", (0, "author 2"): "C", (0, "language 1"): "[remove]"}
    plan = edited(folder(with_language), cells)
    # Of the language there is a code too; it goes with the element, and its cell has not been changed.
    assert plan.findings == ()
    (change,) = plan.changes
    assert change.after.decode() == document.replace("        <author>A</author>\n", "").replace(">B<", ">C<")


def test_encoding_and_mark_stay_and_a_character_that_it_lacks_becomes_a_reference(
    folder: Folder, edited: Edited
) -> None:
    latin = ('<?xml version="1.0" encoding="ISO-8859-1"?>' + header("<title>Köln</title>")).encode("latin-1")
    wide = b"\xff\xfe" + header("<title>Köln</title>").encode("utf-16-le")
    corpus = folder(latin, wide)
    first, second = edited(corpus, {(0, "title 1"): "Köln 果", (1, "title 1"): "Köln 果"}).changes
    assert first.after == latin.replace(b"K\xf6ln", b"K\xf6ln &#26524;")
    assert second.after == wide.replace("Köln".encode("utf-16-le"), "Köln 果".encode("utf-16-le"))


def test_declared_entity_is_read_and_stays(folder: Folder, edited: Edited) -> None:
    document = (
        f'<!DOCTYPE TEI [<!ENTITY press "The Press">]>{header(publication="<publisher>&press;, Bern</publisher>")}'
    )
    (change,) = edited(folder(document), {(0, "publisher 1"): "The Press, Ulm"}).changes
    assert change.after.decode() == document.replace("Bern", "Ulm")


@pytest.mark.parametrize(
    "document, column, value, rule, says",
    [
        (header(NAME), "author 1", "Petrov Oleg", "dep.metadata-markup", "stand in markup"),
        (header(NATURAL), "author 1", "Oleg P. Petrov", "dep.metadata-markup", "stand in markup"),
        (header(CHOICE), "title 1", "Another thing", "dep.metadata-markup", "stand in markup"),
        (header("<author>A</author>"), "author 1 surname", "A", "dep.metadata-markup", "there is no <surname>"),
        (header(NAME), "author 1 surname", "[remove]", "dep.metadata-markup", "cannot be taken out of a name"),
        (header(), "manuscript repository 1", "Archive", "dep.metadata-place", "no <msDesc> in <sourceDesc>"),
        (header(publication="<p>At <publisher>P</publisher>.</p>"), "identifier [DOI] 1", "10.1000/1",
         "dep.metadata-place", "written in prose"),
        (header(), "publication date 1 when", "23.10.1949", "dep.metadata-value", "is no date"),
        (header(), "publication date 1 when", "1949-02-30", "dep.metadata-value", "is no date"),
        (header(), "contributor 1", "Holt", "dep.metadata-value", "needs a name and a role"),
        (header(TASKS), "contributor 1 role 4", "d", "dep.metadata-place", "no task before the task 4"),
        (header(TASKS), "contributor 1 name 9", "D", "dep.metadata-place", "no name before the name 9"),
        (header(TASKS), "contributor 1 name 3 ref", "#c", "dep.metadata-value", "needs a name and a role"),
        (header(TASKS), "contributor 1 role 2", "[remove]", "dep.metadata-markup", "cannot be taken out"),
        (header("<title>果園 Köln</title>"), "title 1", "?? Köln", "dep.metadata-value", "with characters lost"),
        (header("<title>Köln</title>"), "title 1", "K?ln", "dep.metadata-value", "with characters lost"),
    ],
)  # fmt: skip
def test_cell_that_cannot_be_had_is_refused_with_its_place(
    folder: Folder, edited: Edited, document: str, column: str, value: str, rule: str, says: str
) -> None:
    plan = edited(folder(document), {(0, column): value})
    (finding,) = plan.findings
    assert (finding.rule, finding.span.line) == (rule, 2)
    assert finding.message.startswith("1.xml: ")
    assert says in finding.message
    assert plan.changes == ()


def test_refused_cell_is_told_by_its_columns_in_the_table(folder: Folder, edited: Edited) -> None:
    plan = edited(folder(header(NAME)), {(0, "author 1"): "Petrov Oleg"})
    # 1.xml,1,sha256:0123456789abcdef,,Petrov Oleg
    assert plan.findings[0].span == Span(2, 34, 2, 45)


def test_header_that_comes_out_of_an_entity_is_left_alone(folder: Folder) -> None:
    from tei.metadata import bulk  # noqa: PLC0415 - beside its only use

    document = f'<!DOCTYPE TEI [<!ENTITY a "<author>A</author>">]>{header("<title>T</title>&a;")}'
    table = bulk.export([folder(document)])
    assert table.rows == ()
    assert [(one.rule, one.span) for one in table.findings] == [("dep.metadata-markup", Span())]


def test_headers_of_a_corpus_are_changed_each_by_its_number(folder: Folder, edited: Edited) -> None:
    corpus = folder()
    before = (corpus / "corpus.xml").read_bytes()
    rows = {"born-digital.xml": 0, "corpus.xml": 1}
    plan = edited(
        corpus, {(rows["corpus.xml"], "title 1"): "Letters", (rows["corpus.xml"] + 3, "editor 1"): "Reed, Bob"}
    )
    assert plan.findings == ()
    (change,) = plan.changes
    assert change.after == before.replace(b">The Letters<", b">Letters<").replace(b"Reed, Bo<", b"Reed, Bob<")
    assert change.cells == 2
