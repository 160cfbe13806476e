"""What an instruction in a document is for, and what it is not for."""

import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tei.document import parse
from tei.validate import validate
from tei.validate.policy.suppressions import said

Project = Callable[..., Path]
IGNORE = '<?tei-ignore rng.attribute-not-allowed reason="so printed"?>'
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>\n{}\n</text></TEI>'


def outcome(content: str, before: str = "") -> tuple[list[tuple[str, int, int]], list[tuple[str, int, int]]]:
    """The findings in *content* that count, and those that are ignored, with lines and columns."""
    Path("a.xml").write_text(before + TEI.format(content), encoding="utf-8")
    report = validate("a.xml")
    return (
        [(one.rule, one.span.line, one.span.column) for one in report.findings],
        [(one.finding.rule, one.finding.span.line, one.finding.span.column) for one in report.ignored],
    )


@pytest.mark.parametrize(
    "content, counted, ignored",
    [
        (f'{IGNORE}<p x=""/>', [], [64]),
        (f'{IGNORE} text <!-- c --><?d?><p x=""/>', [("rng.text-not-allowed", 62)], [85]),
        (f'{IGNORE}<p><p x=""/></p>', [], [67]),
        (f'{IGNORE}<p/><p x=""/>', [("validate.ignore-unused", 1), ("rng.attribute-not-allowed", 68)], []),
        (
            f'<p>{IGNORE}<p n="1"></p><p x=""/></p>',
            [("validate.ignore-unused", 4), ("rng.attribute-not-allowed", 80)],
            [],
        ),
        (f'{IGNORE}<p n=">" x=""/>', [("rng.value", 64)], [70]),
        (f'{IGNORE}<p\n></p ><p x=""/>', [("validate.ignore-unused", 1), ("rng.attribute-not-allowed", 10)], []),
        (f'<p>{IGNORE}</p><p x=""/>', [("validate.ignore-unclear", 4), ("rng.attribute-not-allowed", 71)], []),
        (f'<p x=""/>{IGNORE}', [("rng.attribute-not-allowed", 4), ("validate.ignore-unclear", 10)], []),
    ],
    ids=[
        "next element",
        "what stands between",
        "what is in it",
        "not what follows it",
        "not the element after the next",
        "to the end of the tag",
        "to the end of the end tag",
        "not beyond the parent",
        "not what stands before",
    ],
)
def test_instruction_is_for_the_element_that_follows(
    project: Project, content: str, counted: list[tuple[str, int]], ignored: list[int]
) -> None:
    project("")
    found, aside = outcome(content)
    assert [(rule, column) for rule, _line, column in found] == counted
    assert [column for _rule, _line, column in aside] == ignored


def test_instruction_before_the_outermost_element_is_for_the_whole_document(project: Project) -> None:
    project("")
    found, aside = outcome('<p x=""/><p><p x=""/></p>', f"<!DOCTYPE TEI>{IGNORE}")
    assert (found, [column for _rule, _line, column in aside]) == ([], [4, 16])


def test_instruction_after_the_outermost_element_is_for_nothing(project: Project) -> None:
    project("")
    Path("a.xml").write_text(TEI.format("<p/>") + IGNORE, encoding="utf-8")
    (found,) = validate("a.xml").findings
    assert (found.rule, found.message, found.span.line) == (
        "validate.ignore-unclear",
        "no element follows that this could be for",
        3,
    )


def test_place_is_told_in_characters_also_where_they_take_several_bytes(project: Project) -> None:
    project("")
    found, aside = outcome(f'<p>öäü𝄞</p>{IGNORE}<p x=""/>')
    assert (found, aside) == ([], [("rng.attribute-not-allowed", 2, 75)])


def test_several_rules_are_named_in_one_instruction_and_each_is_judged_by_itself(project: Project) -> None:
    project("")
    content = '<?tei-ignore rng.value rng.idref rng.text-not-allowed reason=\'a "b"\'?><p n="3"/>'
    Path("a.xml").write_text(TEI.format(content), encoding="utf-8")
    report = validate("a.xml")
    assert [(one.finding.rule, one.reason, one.line) for one in report.ignored] == [("rng.value", 'a "b"', 2)]
    assert [one.message for one in report.findings] == [
        "there is nothing here that rng.idref finds",
        "there is nothing here that rng.text-not-allowed finds",
    ]
    assert report.documents[0].valid


@pytest.mark.parametrize(
    "data, rule, message, advice",
    [
        ("", "validate.ignore-unclear", "this does not name the rule whose findings are to be ignored", "write <?tei"),
        ('reason="x"', "validate.ignore-unclear", "this does not name the rule whose", "write <?tei"),
        ('* reason="x"', "validate.ignore-unclear", "* is the name of no rule", "take it out"),
        ('rng.* reason="x"', "validate.ignore-unclear", "rng.* is the name of no rule", "take it out"),
        ("rng.value", "validate.ignore-unclear", "this does not say why findings are to be ignored", "write <?tei"),
        ('rng.value reason=" "', "validate.ignore-unclear", "this does not say why", "write <?tei"),
        ('rng.value reason="x" because="y"', "validate.ignore-unclear", "this is not understood", "write <?tei"),
        ('rng.value reason="x', "validate.ignore-unclear", "this is not understood", "write <?tei"),
        ('xml.empty reason="x"', "validate.ignore-unclear", "xml.empty always counts", "take it out"),
        ('tei.not-tei reason="x"', "validate.ignore-unclear", "tei.not-tei always counts", "take it out"),
        ('schema.not-here reason="x"', "validate.ignore-unclear", "schema.not-here always", "take it out"),
        ('rng.vale reason="x"', "validate.ignore-unknown", "there is no rule rng.vale", "did you mean rng.value?"),
        ('date reason="x"', "validate.ignore-unknown", "there is no rule date", "did you mean sch.date, if that is"),
        ('q.xyz reason="x"', "validate.ignore-unknown", "there is no rule q.xyz", "tei rules lists all"),
    ],
)
def test_instruction_that_is_wrong_is_a_finding_and_for_nothing(
    data: str, rule: str, message: str, advice: str
) -> None:
    document = parse(f"<a><?tei-ignore {data}?><b/></a>".encode(), "a.xml")
    suppressions, (finding,) = said(document)
    assert suppressions == ()
    assert (finding.rule, finding.span.line, finding.span.column) == (rule, 1, 4)
    assert finding.span.end_column == 4 + len(f"<?tei-ignore {data}?>")
    assert finding.message.startswith(message)
    assert finding.help[0].startswith(advice)


@pytest.mark.parametrize("text", ["<a/>", "<a><?tei-ignored x?></a>", "<a>&lt;?tei-ignore?></a>"])
def test_document_without_an_instruction_says_nothing(text: str) -> None:
    assert said(parse(text.encode(), "a.xml")) == ((), ())


def test_instruction_in_a_comment_or_a_section_of_characters_is_none() -> None:
    text = "<a><!-- <?tei-ignore x?> --><![CDATA[<?tei-ignore x?>]]></a>"
    assert said(parse(text.encode(), "a.xml")) == ((), ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
def test_places_do_not_depend_on_the_encoding(project: Project, encoding: str) -> None:
    project("")
    text = f'<?xml version="1.0" encoding="{encoding}"?>{TEI}'.format(f'<p>é</p>{IGNORE}<p x=""/><p x=""/>')
    Path("a.xml").write_bytes(text.encode(encoding))
    report = validate("a.xml")
    assert [one.span.column for one in report.findings] == [81]
    assert [one.finding.span.column for one in report.ignored] == [72]


def test_entities_of_the_document_are_no_obstacle(project: Project) -> None:
    project("")
    doctype = '<!DOCTYPE TEI [<!ENTITY ab "<p>a</p>b"><!ENTITY x "y">]>'
    Path("a.xml").write_text(doctype + TEI.format(f'&ab;<p>&x;{IGNORE}<p x=""/>&ab;</p><p x=""/>'), encoding="utf-8")
    report = validate("a.xml")
    assert [(one.rule, one.span.column) for one in report.findings] == [
        ("rng.text-not-allowed", 1),
        ("rng.attribute-not-allowed", 91),
    ]
    assert [one.finding.span.column for one in report.ignored] == [74]


def test_packed_document_and_standard_input_have_instructions_too(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project("")
    data = TEI.format(f'{IGNORE}<p x=""/>').encode()
    Path("a.xml.gz").write_bytes(gzip.compress(data))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    report = validate(["-", "a.xml.gz"])
    assert ([one.path for one in report.ignored], report.findings) == (["<stdin>", "a.xml.gz"], ())


XI = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{}"/>'


def test_instruction_in_an_included_file_holds_there(project: Project) -> None:
    project("")
    Path("b.xml").write_text(
        f'<p xmlns="http://www.tei-c.org/ns/1.0">\n{IGNORE}<p x=""/><p x=""/></p>', encoding="utf-8"
    )
    Path("a.xml").write_text(TEI.format(f'{XI.format("b.xml")}<p x=""/>'), encoding="utf-8")
    report = validate("a.xml")
    assert [(one.path, one.span.line, one.span.column) for one in report.findings] == [
        ("a.xml", 2, 73),
        ("b.xml", 2, 73),
    ]
    assert [(one.finding.path, one.path, one.line) for one in report.ignored] == [("b.xml", "b.xml", 2)]


def test_what_is_ignored_in_a_file_that_two_include_is_ignored_once_and_makes_neither_invalid(project: Project) -> None:
    project("")
    Path("b.xml").write_text(f'<p xmlns="http://www.tei-c.org/ns/1.0">{IGNORE}<p x=""/></p>', encoding="utf-8")
    for name in ("a.xml", "c.xml"):
        Path(name).write_text(TEI.format(XI.format("b.xml")), encoding="utf-8")
    report = validate(["a.xml", "c.xml"])
    assert (report.findings, len(report.ignored)) == ((), 1)
    assert all(document.valid for document in report.documents)


def test_instruction_that_is_wrong_in_an_included_file_is_told_there(project: Project) -> None:
    project("")
    Path("b.xml").write_text('<p xmlns="http://www.tei-c.org/ns/1.0">\n<?tei-ignore x?><p/></p>', encoding="utf-8")
    Path("a.xml").write_text(TEI.format(XI.format("b.xml")), encoding="utf-8")
    (found,) = validate("a.xml").findings
    assert (found.rule, found.path, found.span.line) == ("validate.ignore-unclear", "b.xml", 2)


def test_what_is_remembered_of_a_document_is_counted_as_the_settings_say_now(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEI_CACHE_DIR", str(tmp_path / "cache"))
    folder = project("")
    (folder / "a.xml").write_text(TEI.format(f'{IGNORE}<p x=""/><p n="3"/>'), encoding="utf-8")
    first = validate("a.xml", cache=True)
    assert validate("a.xml", cache=True) == first
    assert ([one.rule for one in first.findings], len(first.ignored)) == (["rng.value"], 1)
    project('[[validate.ignore]]\nrule = "rng.value"\nreason = "x"\n')
    after = validate("a.xml", cache=True)
    assert (after.findings, len(after.ignored)) == ((), 2)


def test_document_that_is_not_well_formed_is_told_so(project: Project) -> None:
    project("")
    Path("a.xml").write_text('<?tei-ignore xml.not-well-formed reason="x"?><TEI><p></TEI>', encoding="utf-8")
    assert [one.rule for one in validate("a.xml").findings] == ["xml.not-well-formed"]


def test_pointers_that_are_told_as_one_are_told_apart_where_some_are_ignored(project: Project) -> None:
    project("")
    ignore = '<?tei-ignore ptr.dangling ptr.file-missing reason="x"?>\n'
    twice = '<p corresp="#n"/><p corresp="n.xml#n"/>'
    found, aside = outcome(f"{ignore}<p>{twice}</p>\n{twice}")
    assert found == [("ptr.dangling", 4, 4), ("ptr.file-missing", 4, 21)]
    assert aside == [("ptr.dangling", 3, 7), ("ptr.file-missing", 3, 24)]


def test_innermost_instruction_gives_the_reason(project: Project) -> None:
    project("")
    inner, outer = ('<?tei-ignore rng.attribute-not-allowed reason="inner"?>', IGNORE)
    Path("a.xml").write_text(TEI.format(f'{outer}<p x="">{inner}<p x=""/></p>'), encoding="utf-8")
    assert [one.reason for one in validate("a.xml").ignored] == ["so printed", "inner"]


def test_unused_instruction_is_not_told_where_it_may_be_for_what_was_not_looked_for(project: Project) -> None:
    project("")
    idle = '<?tei-ignore {} reason="x"?><p/>'
    Path("a.xml").write_text(TEI.format(idle.format("sch.x ptr.unused xsd.value dtd.value")), encoding="utf-8")
    assert validate("a.xml").findings == ()  # None of these kinds applies.
    Path("a.xml").write_text(TEI.format(idle.format("rng.value ptr.dangling")), encoding="utf-8")
    (found,) = validate("a.xml", pointers=False).findings
    assert found.message == "there is nothing here that rng.value finds"
    assert validate("a.xml", schema="g.rnc").findings == ()
