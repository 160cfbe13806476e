"""Of a .docx everything that is on its pages becomes lines, Word's own numbers too; hostile ones are refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Final

import docx
import pytest
from docx.document import Document as Docx
from docx.enum.text import WD_BREAK
from hypothesis import given, settings
from hypothesis import strategies as st

from tei.encode.reading import Line, Text, read_bytes
from tei.errors import DocumentError
from tei.limits import Limits

TRANSITIONAL: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def part(name: str, content: str, main: str = TRANSITIONAL) -> str:
    spaces = "http://schemas.openxmlformats.org"
    return (
        f'<w:{name} xmlns:w="{main}" xmlns:r="{spaces}/officeDocument/2006/relationships" '
        f'xmlns:mc="{spaces}/markup-compatibility/2006" xmlns:m="{spaces}/officeDocument/2006/math" '
        f'xmlns:wp="{spaces}/drawingml/2006/wordprocessingDrawing" xmlns:v="urn:schemas-microsoft-com:vml">'
        f"{content}</w:{name}>"
    )


def relationships(*rows: tuple[str, str, str, str]) -> str:
    """Of (id, kind, target, mode)."""
    return (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        + "".join(
            f'<Relationship Id="{name}" Type="{KIND}{kind}" Target="{target}" TargetMode="{mode}"/>'
            for name, kind, target, mode in rows
        )
        + "</Relationships>"
    )


KINDS: Final = ("styles", "numbering", "footnotes", "endnotes", "comments", "settings")


def built(
    body: str, main: str = TRANSITIONAL, links: tuple[tuple[str, str, str, str], ...] = (), **parts: str
) -> bytes:
    """A .docx with the *body* and other *parts*, made by hand."""
    files: dict[str, str | bytes] = {
        "_rels/.rels": relationships(("r1", "officeDocument", "word/document.xml", "Internal")),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>", main),
        "word/_rels/document.xml.rels": relationships(
            *((kind, kind if kind in KINDS else kind[:6], f"{kind}.xml", "Internal") for kind in parts), *links
        ),
    }
    for kind, content in parts.items():
        root = {"header": "hdr", "footer": "ftr"}.get(kind[:6], kind)
        files[f"word/{kind}.xml"] = part(root, content, main)
    return zipped(files)


def read(body: str, **parts: str) -> Text:
    return read_bytes(built(body, TRANSITIONAL, (), **parts), "t.docx")


def brief(text: Text) -> list[tuple[str, str]]:
    """Text and kind of each line."""
    return [(line.text, line.kind) for line in text.lines]


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def saved(document: Docx) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_what_python_docx_writes_is_read_as_it_shows() -> None:
    document = docx.Document()
    document.core_properties.title = "The title"
    document.add_heading("Cable 1", 2)
    paragraph = document.add_paragraph("to ")
    paragraph.add_run("FILIPPOV").bold = True
    paragraph.add_run(" [Stalin]").italic = True
    document.add_paragraph("first", style="List Number")
    document.add_paragraph("second", style="List Number")
    document.add_paragraph("dot", style="List Bullet")
    document.add_paragraph("said", style="Quote")
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ["a", "b", "c", "d"], strict=True):
        cell.text = words
    table.cell(1, 0).add_paragraph("more")
    document.add_paragraph("before").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("col\tumn")
    document.sections[0].header.paragraphs[0].text = "HEAD"
    document.sections[0].footer.paragraphs[0].text = "FOOT"
    text = read_bytes(saved(document), "t.docx")
    assert (text.title, text.language, text.encoding, text.form, text.doubts) == ("The title", "en-US", "", "docx", ())
    assert [(line.text, line.kind, line.zone, line.number) for line in text.lines] == [
        ("HEAD", "", "header", 1),
        ("Cable 1", "heading-2", "", 2),
        ("to FILIPPOV [Stalin]", "", "", 3),
        ("1.\tfirst", "item", "", 4),
        ("2.\tsecond", "item", "", 5),
        ("•\tdot", "item", "", 6),
        ("said", "quote", "", 7),
        ("a\tb", "row", "", 8),
        ("c\nmore\td", "row", "", 10),
        ("before", "", "", 13),
        ("", "rule", "", 13),
        ("", "", "", 13),
        ("col\tumn", "", "", 14),
        ("FOOT", "", "footer", 15),
    ]
    assert [(run.kind, run.start, run.end) for run in text.lines[2].runs] == [("bold", 3, 11), ("italic", 11, 20)]
    assert text.original.startswith("HEAD\nCable 1\nto FILIPPOV [Stalin]\n")


def test_all_words_that_python_docx_finds_are_there() -> None:
    document = docx.Document()
    for number in range(200):
        document.add_paragraph(f"Word{number} [stamp: {number}]\u00a0и слово", style="Normal")
    seen = [paragraph.text for paragraph in docx.Document(io.BytesIO(saved(document))).paragraphs]
    assert [line.text for line in read_bytes(saved(document), "t.docx").lines] == seen


def test_the_strict_form_is_read_too() -> None:
    text = read_bytes(built(p(r("one", "<w:b/>")), STRICT), "t.docx")
    assert [(line.text, [run.kind for run in line.runs]) for line in text.lines] == [("one", ["bold"])]


@pytest.mark.parametrize(
    "properties,kinds",
    [
        ("<w:b/>", ["bold"]),
        ("<w:b w:val='0'/>", []),
        ("<w:i w:val='true'/><w:u w:val='single'/>", ["italic", "underline"]),
        ("<w:u w:val='none'/>", []),
        ("<w:strike/>", ["strike"]),
        ("<w:dstrike/>", ["strike"]),
        ("<w:vertAlign w:val='superscript'/>", ["superscript"]),
        ("<w:smallCaps/>", ["small-capitals"]),
        ("<w:caps/>", ["capitals"]),
        ("<w:rStyle w:val='Strong'/>", ["bold"]),
        ("<w:rStyle w:val='Strong'/><w:b w:val='0'/>", []),
        ("<w:rStyle w:val='Derived'/>", ["bold", "underline"]),
    ],
)
def test_runs_tell_what_differs(properties: str, kinds: list[str]) -> None:
    styles = (
        "<w:style w:type='character' w:styleId='Strong'><w:rPr><w:b/></w:rPr></w:style>"
        "<w:style w:type='character' w:styleId='Derived'><w:basedOn w:val='Strong'/>"
        "<w:rPr><w:u w:val='dash'/></w:rPr></w:style>"
    )
    (line,) = read(p(r("a"), r("b", properties)), styles=styles).lines
    assert [(run.kind, run.start, run.end) for run in line.runs] == [(kind, 1, 2) for kind in kinds]


def test_a_character_style_in_a_bold_paragraph_is_not_bold() -> None:
    styles = (
        "<w:style w:type='paragraph' w:default='1' w:styleId='N'><w:rPr><w:b/></w:rPr></w:style>"
        "<w:style w:type='character' w:styleId='S'><w:rPr><w:b/></w:rPr></w:style>"
    )
    (line,) = read(p(r("a"), r("b", "<w:rStyle w:val='S'/>")), styles=styles).lines
    assert [(run.kind, run.start, run.end) for run in line.runs] == [("bold", 0, 1)]


def test_styles_that_are_based_on_each_other_end() -> None:
    styles = "<w:style w:type='paragraph' w:styleId='A'><w:basedOn w:val='A'/></w:style>"
    assert brief(read(p(r("x"), properties="<w:pStyle w:val='A'/>"), styles=styles)) == [("x", "")]


@pytest.mark.parametrize(
    "content,expected",
    [
        ("<w:tab/><w:t>a</w:t>", ["\ta"]),
        ("<w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t>", ["a", "b", "c"]),
        ("<w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t>", ["a\u2011b\u00adc"]),
        ("<w:sym w:font='Symbol' w:char='F061'/><w:sym w:font='Wingdings' w:char='F0FC'/>", ["α✓"]),
        ("<w:t>a</w:t><w:lastRenderedPageBreak/><w:t>b</w:t>", ["ab"]),
        (
            "<w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby>",
            ["漢kan"],
        ),
    ],
)
def test_what_a_run_may_hold(content: str, expected: list[str]) -> None:
    assert [line.text for line in read(p(f"<w:r>{content}</w:r>")).lines] == expected


def test_an_unknown_symbol_is_doubted() -> None:
    text = read(p("<w:r><w:sym w:font='Webdings' w:char='F021'/></w:r>"))
    assert [line.text for line in text.lines] == ["\uf021"]
    assert text.doubts == ("the symbol U+F021 of the font Webdings has no known character in Unicode",)


def level(index: int, form: str, text: str, more: str = "") -> str:
    shown = f"<w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/>{more}"
    return f"<w:lvl w:ilvl='{index}'><w:start w:val='1'/>{shown}</w:lvl>"


def numbered(levels: str, override: str = "") -> str:
    return (
        f"<w:abstractNum w:abstractNumId='7'>{levels}</w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
        f"<w:num w:numId='2'><w:abstractNumId w:val='7'/>{override}</w:num>"
    )


def at(index: int, number: int = 1) -> str:
    return p(r("x"), properties=f"<w:numPr><w:ilvl w:val='{index}'/><w:numId w:val='{number}'/></w:numPr>")


@pytest.mark.parametrize(
    "levels,override,paragraphs,expected",
    [
        (level(0, "decimal", "%1."), "", [at(0), at(0)], ["1.\tx", "2.\tx"]),
        (
            level(0, "upperRoman", "§ %1", "<w:suff w:val='space'/>"),
            "",
            [at(0)] * 4,
            ["§ I x", "§ II x", "§ III x", "§ IV x"],
        ),
        (level(0, "lowerLetter", "(%1)", "<w:suff w:val='nothing'/>"), "", [at(0)], ["(a)x"]),
        (
            level(0, "decimal", "%1.") + level(1, "lowerLetter", "%1.%2)"),
            "",
            [at(0), at(1), at(1), at(0), at(1)],
            ["1.\tx", "1.a)\tx", "1.b)\tx", "2.\tx", "2.a)\tx"],
        ),
        (
            level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>"),
            "",
            [at(0), at(1)],
            ["I.\tx", "1.1\tx"],
        ),
        (
            level(0, "decimal", "%1.") + level(1, "decimal", "%2", "<w:lvlRestart w:val='0'/>"),
            "",
            [at(0), at(1), at(0), at(1)],
            ["1.\tx", "1\tx", "2.\tx", "2\tx"],
        ),
        (
            level(0, "decimal", "%1."),
            "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>",
            [at(0), at(0, 2), at(0, 2), at(0)],
            ["1.\tx", "5.\tx", "6.\tx", "7.\tx"],
        ),
        (level(0, "bullet", "\uf0b7", "<w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr>"), "", [at(0)], ["•\tx"]),
        (level(0, "bullet", "\uf0a7", "<w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr>"), "", [at(0)], ["▪\tx"]),
        (level(0, "russianLower", "%1)"), "", [at(0), at(0)], ["а)\tx", "б)\tx"]),
        (level(0, "decimalZero", "%1"), "", [at(0)], ["01\tx"]),
        (
            level(0, "chineseCounting", "%1、"),
            "",
            [at(0)] * 11,
            [f"{number}、\tx" for number in [*"一二三四五六七八九十", "十一"]],
        ),
        (level(0, "none", ""), "", [at(0)], ["x"]),
        ("", "", [at(0)], ["x"]),
    ],
)
def test_numbers_are_those_that_word_shows(
    levels: str, override: str, paragraphs: list[str], expected: list[str]
) -> None:
    text = read("".join(paragraphs), numbering=numbered(levels, override))
    assert [line.text for line in text.lines] == expected
    assert all(line.kind == "item" for line in text.lines)


def test_a_number_is_a_run_of_its_own_and_may_come_from_a_style() -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='L'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    )
    body = p(r("x"), properties="<w:pStyle w:val='L'/>") + p(
        r("y"), properties="<w:pStyle w:val='L'/><w:numPr><w:numId w:val='0'/></w:numPr>"
    )
    first, second = read(body, styles=styles, numbering=numbered(level(0, "decimal", "%1."))).lines
    assert [(run.kind, run.start, run.end) for run in first.runs] == [("marker", 0, 3)]
    assert (second.text, second.kind) == ("y", "")


def test_an_unknown_form_of_numbers_is_doubted() -> None:
    text = read(at(0), numbering=numbered(level(0, "hebrew1", "%1.")))
    assert text.doubts == ("numbers of the form hebrew1 are written in digits",)


NOTES: Final = (
    "<w:footnote w:id='0' w:type='separator'><w:p/></w:footnote>"
    "<w:footnote w:id='5'><w:p><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:footnoteRef/></w:r>"
    f"{r(' The note.')}</w:p>{p(r('More.'))}</w:footnote><w:footnote w:id='9'>{p(r('Unused.'))}</w:footnote>"
)


def test_notes_stand_at_the_end_and_their_markers_lead_to_them() -> None:
    body = p(r("a"), "<w:r><w:footnoteReference w:id='5'/></w:r>", "<w:r><w:endnoteReference w:id='2'/></w:r>") + p(
        r("b")
    )
    endnotes = f"<w:endnote w:id='2'>{p('<w:r><w:endnoteRef/></w:r>', r(' End.'))}</w:endnote>"
    text = read(body, footnotes=NOTES, endnotes=endnotes)
    assert [(line.text, line.kind, line.note) for line in text.lines] == [
        ("a1i", "", ""),
        ("b", "", ""),
        ("1 The note.", "note", "footnote-5"),
        ("More.", "note", "footnote-5"),
        ("i End.", "note", "endnote-2"),
    ]
    assert [(run.kind, run.start, run.end, run.target) for run in text.lines[0].runs] == [
        *(("note", 1, 2, "footnote-5"), ("note", 2, 3, "endnote-2")),
    ]
    assert ("marker", 0, 1) in [(run.kind, run.start, run.end) for run in text.lines[2].runs]


def test_the_form_of_the_notes_numbers_is_a_setting_and_an_authors_mark_counts_not() -> None:
    body = p(
        "<w:r><w:footnoteReference w:id='5' w:customMarkFollows='1'/><w:t>*</w:t></w:r>",
        "<w:r><w:footnoteReference w:id='9'/></w:r>",
    )
    text = read(body, footnotes=NOTES, settings="<w:footnotePr><w:numFmt w:val='upperLetter'/></w:footnotePr>")
    assert [line.text for line in text.lines] == ["*A", " The note.", "More.", "Unused."]


def test_tracked_changes_are_taken_and_what_is_deleted_is_told() -> None:
    body = (
        p(r("a "), f"<w:ins>{r('new')}</w:ins>", "<w:del><w:r><w:delText>old words</w:delText></w:r></w:del>")
        + p(r("joined "), properties="<w:rPr><w:del/></w:rPr>")
        + p(r("on"), f"<w:moveFrom>{r('from')}</w:moveFrom>", f"<w:moveTo>{r(' to')}</w:moveTo>")
    )
    text = read(body)
    assert [line.text for line in text.lines] == ["a new", "joined on to"]
    assert text.doubts == ("“old words” and 1 more are deleted in tracked changes and left out",)


def test_hidden_text_and_comments_are_told_and_not_read() -> None:
    body = p(
        r("a"),
        r("secret", "<w:vanish/>"),
        "<w:commentRangeStart w:id='3'/>",
        r("b"),
        "<w:r><w:commentReference w:id='3'/></w:r>",
    )
    text = read(body, comments=f"<w:comment w:id='3' w:author='An Editor'>{p(r('Really?'))}</w:comment>")
    assert brief(text) == [("ab", "")]
    assert text.doubts == (
        "“secret” is hidden text and left out",
        "comment of An Editor after “ab”: “Really?”, which is no text of the document",
    )


def test_of_a_field_the_result_is_read() -> None:
    link = instruction(' HYPERLINK "http://x.example/" \\o "tip" ')
    body = p(r("a "), field("begin"), link, field("separate"), r("words"), field("end"), r(" b"))
    nested = p(
        field("begin"),
        instruction("IF "),
        field("begin"),
        instruction("PAGE"),
        field("separate"),
        r("7"),
        field("end"),
        field("separate"),
        r("seven"),
        field("end"),
    )
    text = read(body + nested)
    assert [line.text for line in text.lines] == ["a words b", "seven"]
    assert [(run.kind, run.start, run.end, run.target) for run in text.lines[0].runs] == [
        ("link", 2, 7, "http://x.example/")
    ]
    assert text.doubts == ("“7” is in the instruction of a field and left out",)


def test_a_field_that_never_shows_is_told() -> None:
    assert read(p(field("begin"), r("lost words"))).doubts == (
        "“lost words” is in the instruction of a field and left out",
    )


def test_links_have_their_addresses_and_are_not_followed() -> None:
    body = p(
        "<w:hyperlink r:id='out'>", r("a"), "</w:hyperlink>", "<w:hyperlink w:anchor='b'>", r("b"), "</w:hyperlink>"
    )
    text = read_bytes(built(body, links=(("out", "hyperlink", "file:///etc/passwd", "External"),)), "t.docx")
    (line,) = text.lines
    assert [(run.kind, run.start, run.end, run.target) for run in line.runs] == [
        ("link", 0, 1, "file:///etc/passwd"),
        ("link", 1, 2, "#b"),
    ]


def test_a_table_keeps_spans_heads_and_what_is_in_its_cells() -> None:
    body = (
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p(r('a', '<w:b/>'))}</w:tc></w:tr>"
        f"<w:tr><w:tc><w:p/></w:tc><w:sdt><w:sdtContent><w:tc>{at(0)}<w:tbl><w:tr><w:tc>{p(r('in'))}</w:tc><w:tc>{p(r('ner'))}</w:tc></w:tr></w:tbl></w:tc>"
        "</w:sdtContent></w:sdt></w:tr></w:tbl>"
    )
    first, second = read(body, numbering=numbered(level(0, "decimal", "%1."))).lines
    assert (first.text, [(cell.columns, cell.head) for cell in first.cells]) == ("a", [(2, True)])
    assert [(run.kind, run.start, run.end) for run in first.runs] == [("bold", 0, 1)]
    assert second.text == "\t1.\tx\nin\tner"
    assert [(cell.start, cell.end) for cell in second.cells] == [(0, 0), (1, 12)]
    assert [(run.kind, run.start, run.end) for run in second.runs] == [("marker", 1, 4)]


def test_a_box_of_text_is_read_once() -> None:
    box = f"<v:textbox><w:txbxContent>{p(r('boxed'))}</w:txbxContent></v:textbox>"
    body = p(
        r("a"),
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
        r("b"),
    )
    assert [(line.text, line.zone) for line in read(body).lines] == [("ab", ""), ("boxed", "aside")]


def test_a_picture_is_doubted() -> None:
    text = read(
        p("<w:r><w:drawing><wp:inline><wp:docPr id='1' name='x' descr='A stamp'/></wp:inline></w:drawing></w:r>")
    )
    assert text.doubts == ("the picture “A stamp” may hold text, which is not read",)


def test_pages_end_where_the_author_ends_them() -> None:
    body = (
        p(r("a"), properties="<w:sectPr/>")
        + p(r("b"), properties="<w:sectPr><w:type w:val='continuous'/></w:sectPr>")
        + p(r("c"), "<w:r><w:br w:type='page'/></w:r>", r("d"))
        + p(r("e"), properties="<w:pageBreakBefore/>")
    )
    assert brief(read(body)) == [
        ("a", ""),
        ("", "rule"),
        ("b", ""),
        ("c", ""),
        ("", "rule"),
        ("d", ""),
        ("", "rule"),
        ("e", ""),
    ]


@pytest.mark.parametrize(
    "style,kind",
    [
        ("<w:name w:val='heading 3'/>", "heading-3"),
        ("<w:name w:val='heading 9'/>", "heading-6"),
        ("<w:name w:val='Title'/>", "heading-1"),
        ("<w:name w:val='My own'/><w:pPr><w:outlineLvl w:val='1'/></w:pPr>", "heading-2"),
        ("<w:name w:val='Intense Quote'/>", "quote"),
        ("<w:name w:val='Body Text'/><w:pPr><w:outlineLvl w:val='9'/></w:pPr>", ""),
    ],
)
def test_kinds_come_from_styles(style: str, kind: str) -> None:
    text = read(
        p(r("x"), properties="<w:pStyle w:val='S'/>"),
        styles=f"<w:style w:type='paragraph' w:styleId='S'>{style}</w:style>",
    )
    assert text.lines == (Line("x", 1, kind=kind),)


def test_a_formula_keeps_its_letters() -> None:
    assert [line.text for line in read(p(r("a "), "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>")).lines] == ["a x=1"]


def entity_bomb() -> bytes:
    return (
        b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><w:document xmlns:w='"
        + TRANSITIONAL.encode()
        + b"'>&b;</w:document>"
    )


def outside() -> bytes:
    return b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>"


@pytest.mark.parametrize(
    "make,rule,message",
    [
        (lambda: b"PK\x03\x04 nothing", "fid.encoding", "this is no .docx, or a damaged one"),
        (lambda: b"plain", "fid.encoding", "this is no .docx, or a damaged one"),
        (lambda: b"", "fid.encoding", "this is no .docx, or a damaged one"),
        (
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
            "fid.encoding",
            "this is an old Word document, or one with a password",
        ),
        (
            lambda: zipped({"mimetype": "application/epub+zip"}),
            "fid.encoding",
            "this is no .docx: the archive has no Word document",
        ),
        (lambda: built("<w:p>")[:-30], "fid.encoding", "this is no .docx, or a damaged one"),
        (lambda: built("<w:p>"), "xml.not-well-formed", "the part is not well-formed"),
        (lambda: zipped({"word/document.xml": entity_bomb()}), "xml.entity-external", "the part has a DOCTYPE"),
        (lambda: zipped({"word/document.xml": outside()}), "xml.entity-external", "the part has a DOCTYPE"),
        (
            lambda: zipped({"word/document.xml": outside().decode().encode("utf-16")}),
            "xml.entity-external",
            "the part has a DOCTYPE",
        ),
        (lambda: zipped({"word/document.xml": b"<a>" * 5000}), "xml.too-deep", "the part is not well-formed"),
        (
            lambda: zipped({"word/document.xml": b"<a/>" + b" " * 20_000_000}),
            "xml.too-large",
            "unpacked, its part word/document.xml would be",
        ),
        (
            lambda: zipped({f"{number}": b"" for number in range(10_001)}),
            "xml.too-large",
            "the archive has 10,001 files",
        ),
        (
            lambda: zipped({"word/document.xml": b"<a/>", "WORD/document.xml": b"<a/>"}),
            "fid.encoding",
            "the archive has two files",
        ),
    ],
)
def test_hostile_files_are_refused(make: Callable[[], bytes], rule: str, message: str) -> None:
    with pytest.raises(DocumentError) as raised:
        read_bytes(make(), "t.docx")
    (finding,) = raised.value.diagnostics
    assert finding.rule == rule
    assert finding.message.startswith(message)


def test_a_part_that_is_too_large_is_refused_before_it_is_unpacked() -> None:
    data = built(p(r("x" * 5000)))
    with pytest.raises(DocumentError) as raised:
        read_bytes(data, "t.docx", limits=Limits(size_bytes=4000))
    assert raised.value.diagnostics[0].rule == "xml.too-large"


def test_a_part_of_the_archive_named_from_outside_is_none() -> None:
    files: dict[str, str | bytes] = {
        "word/document.xml": part("document", f"<w:body>{p(r('x'))}</w:body>"),
        "word/_rels/document.xml.rels": relationships(
            ("a", "styles", "../../../etc/passwd", "Internal"), ("b", "numbering", "http://x.example/n.xml", "External")
        ),
    }
    assert [line.text for line in read_bytes(zipped(files), "t.docx").lines] == ["x"]


@pytest.mark.parametrize(
    "body",
    ["", "<w:p/>", "<w:tbl/>", "<w:tbl><w:tr/></w:tbl>", "<w:sdt/>", field("end"), p(field("end"), field("separate"))],
)
def test_documents_of_nothing_have_no_words(body: str) -> None:
    assert all(not line.text for line in read(body).lines)


def test_deeply_nested_tables_are_read() -> None:
    body = "<w:tbl><w:tr><w:tc>" * 70 + p(r("x")) + "</w:tc></w:tr></w:tbl>" * 70
    assert [line.text for line in read(body).lines] == ["x"]


def nested(wrappers: tuple[str, ...], inner: str) -> str:
    return "".join(f"<w:{name}>" for name in wrappers) + inner + "".join(f"</w:{name}>" for name in reversed(wrappers))


def blocks(counter: list[int], depth: int = 0) -> st.SearchStrategy[str]:
    """Paragraphs and tables with words that are numbered as they come."""
    within = st.lists(
        st.sampled_from(["ins", "hyperlink", "smartTag", "sdt", "fldSimple", "unheardOf", "bdo"]), max_size=3
    )
    around = st.lists(st.sampled_from(["sdt", "sdtContent", "customXml", "ins", "unheardOf"]), max_size=3)

    def word() -> str:
        counter[0] += 1
        return f"word{counter[0]} "

    run = st.builds(lambda names: nested(tuple(names), r(word())), within)
    paragraph = st.builds(lambda names, runs: nested(tuple(names), p(*runs)), around, st.lists(run, max_size=3))
    if depth > 1:
        return paragraph
    cell = st.builds(lambda parts: f"<w:tc>{''.join(parts)}</w:tc>", st.lists(blocks(counter, depth + 1), max_size=2))
    row = st.builds(
        lambda names, cells: nested(tuple(names), f"<w:tr>{''.join(cells)}</w:tr>"), around, st.lists(cell, max_size=2)
    )
    table = st.builds(lambda rows: f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>", st.lists(row, max_size=2))
    return st.one_of(paragraph, table)


@settings(max_examples=40)
@given(st.data())
def test_no_word_is_lost_whatever_is_around_it(data: st.DataObject) -> None:
    counter = [0]
    body = "".join(data.draw(st.lists(blocks(counter), max_size=4)))
    found = " ".join(line.text for line in read(body).lines).split()
    assert found == re.findall(r"word\d+", body)
