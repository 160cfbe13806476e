"""Which schemas apply, in which order, and what the report says of it."""

import gzip
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest

from tei import settings as projects
from tei.diagnostics import Diagnostic, Severity
from tei.errors import SchemaError, SettingsError, UsageError
from tei.validate import validate
from tei.validate.results import Checked, Report

Write = Callable[..., Path]
UNWRAPPED = '<p xml:id="p-the-orchard">[bloom] <item>b</item></p>'
GRAMMAR = """<grammar xmlns="http://relaxng.org/ns/structure/1.0">
  <start><element name="note"><text/></element></start>
</grammar>"""
RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">
  <ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
  <pattern><rule context="t:p"><assert id="short" test="string-length(.) lt 10">Too long.</assert></rule></pattern>
</schema>"""


def _rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def test_gold_corpus_is_valid_under_all_three_schemas(repository: Path) -> None:
    report = validate(repository / "corpus", xsd=True)
    assert report.findings == ()
    assert report.summary == (2, 2, 0, 0)
    assert report.schemas == ("tei-documentary.rng", "tei-documentary.sch", "tei-documentary.xsd")


def test_valid_fixtures_are_valid_without_any_project(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    report = validate("tests/fixtures/valid", settings=projects.Settings())
    assert report.findings == ()
    assert report.schemas == ("tei-documentary.rng", "tei-documentary.sch")


def test_without_settings_the_built_in_schema_applies(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("a.xml")
    monkeypatch.chdir(path.parent)
    assert validate("a.xml").schemas == ("tei-documentary.rng", "tei-documentary.sch")


def test_what_the_grammar_refuses_is_not_checked_by_schematron(write: Write) -> None:
    report = validate(write("a.xml", UNWRAPPED))
    assert _rules(report) == ["rng.element-not-allowed"]
    assert report.documents[0].not_run == ("Schematron",)


def test_all_kinds_run_on_request_and_findings_stand_by_place(write: Write) -> None:
    report = validate(write("a.xml", UNWRAPPED), all_kinds=True, xsd=True)
    assert _rules(report) == ["sch.literal-bracket", "rng.element-not-allowed", "xsd.element-not-allowed"]
    assert report.documents[0].not_run == ()


def test_root_that_is_not_tei_ends_the_check(write: Write) -> None:
    path = write("a.xml")
    path.write_text("<html xmlns='http://www.w3.org/1999/xhtml'/>", encoding="utf-8")
    (found,) = validate(path, all_kinds=True).findings
    assert found.rule == "tei.not-tei"
    assert found.message == "the outermost element is <html>: this is an XHTML page, not a TEI document"


@pytest.mark.parametrize(
    "root, message, advice",
    [
        ("<TEI/>", "<TEI> is in no namespace", ('write <TEI xmlns="http://www.tei-c.org/ns/1.0">',)),
        (
            '<teiCorpus xmlns="urn:x"/>',
            "<teiCorpus> is in the namespace urn:x, which is not TEI’s",
            ('write <teiCorpus xmlns="http://www.tei-c.org/ns/1.0">',),
        ),
        (
            '<text xmlns="http://www.tei-c.org/ns/1.0"/>',
            "the outermost element is <text>; a TEI document begins with <TEI> or <teiCorpus>",
            (),
        ),
        ("<teiCorpus.2/>", "<teiCorpus.2> is TEI P4; documents of TEI P5 begin with <TEI> or <teiCorpus>", ()),
        (
            "<letter/>",
            (
                "the outermost element is <letter> in no namespace; "
                'a TEI document begins with <TEI xmlns="http://www.tei-c.org/ns/1.0">'
            ),
            (),
        ),
    ],
)
def test_root_is_named_with_what_is_wrong_with_it(
    tmp_path: Path,
    root: str,
    message: str,
    advice: tuple[str, ...],
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(root, encoding="utf-8")
    (found,) = validate(path).findings
    assert (found.rule, found.message, found.help) == ("tei.not-tei", message, advice)


def test_named_grammar_applies_alone_and_asks_for_no_tei(tmp_path: Path) -> None:
    (tmp_path / "g.rng").write_text(GRAMMAR, encoding="utf-8")
    (tmp_path / "a.xml").write_text("<note>n</note>", encoding="utf-8")
    report = validate(tmp_path / "a.xml", schema=tmp_path / "g.rng")
    assert (report.findings, report.schemas) == ((), ("g.rng",))


def test_built_in_name_means_the_grammar_alone(write: Write) -> None:
    path = write("a.xml", '<p xml:id="p-the-orchard">[bloom]</p>')
    report = validate(path, schema="tei-documentary")
    assert (report.findings, report.schemas) == ((), ("tei-documentary.rng",))


def test_named_schematron_applies_alone(write: Write, tmp_path: Path) -> None:
    (tmp_path / "r.sch").write_text(RULES, encoding="utf-8")
    path = write("a.xml", UNWRAPPED.replace("bloom", "The orchard"))
    for report in (validate(path, schema=tmp_path / "r.sch"), validate(path, schematron=tmp_path / "r.sch")):
        assert {found.rule for found in report.findings} == {"sch.short"}
        assert max(found.span.line for found in report.findings) == 34


def test_grammar_in_compact_syntax_applies(write: Write, tmp_path: Path) -> None:
    (tmp_path / "r.rnc").write_text(
        'default namespace = "http://www.tei-c.org/ns/1.0"\nelement TEI { empty }\n', encoding="utf-8"
    )
    found = validate(write("a.xml"), schema=tmp_path / "r.rnc").findings[-1]
    assert found.rule == "rng.element-not-allowed"
    assert found.message == "<text> is not allowed in <TEI>"


def test_xml_schema_is_found_beside_the_grammar(write: Write, repository: Path) -> None:
    grammar = repository / "schemas" / "tei-documentary.rng"
    report = validate(write("a.xml"), schema=grammar, xsd=True)
    assert report.schemas == ("tei-documentary.rng", "tei-documentary.xsd")


@pytest.mark.parametrize(
    "schema, sentence",
    [
        ("a.odd", "no such file or folder: a.odd"),
        (
            "tei-documentry",
            r"no such file or folder: tei-documentry \(built in are .*, tei-lite, tei_all and tei-conformance\)",
        ),
        ("none.rng", "no such file or folder: none.rng; did you mean one.rng"),
        ("one.txt", "cannot tell what kind of schema this is"),
        (".", "is a folder, not a schema"),
    ],
)
def test_schema_that_cannot_apply_is_a_fault_in_the_call(
    write: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    schema: str,
    sentence: str,
) -> None:
    write("a.xml")
    (tmp_path / "one.rng").touch()
    (tmp_path / "one.txt").touch()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=sentence):
        validate("a.xml", schema=schema)


def test_broken_schema_is_raised_with_its_place(write: Write, tmp_path: Path) -> None:
    (tmp_path / "g.rng").write_text("<grammar", encoding="utf-8")
    with pytest.raises(SchemaError, match=r"g\.rng:1:1"):
        validate(write("a.xml"), schema=tmp_path / "g.rng")


def test_xml_schema_wish_without_one_is_a_fault_in_the_call(write: Write, tmp_path: Path) -> None:
    (tmp_path / "g.rng").write_text(GRAMMAR, encoding="utf-8")
    with pytest.raises(UsageError, match=r"there is no g\.xsd beside"):
        validate(write("a.xml"), schema=tmp_path / "g.rng", xsd=True)


def test_settings_of_the_nearest_project_hold_for_each_document(write: Write, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(f"{name}/a.xml")
    (tmp_path / "r.sch").write_text(RULES, encoding="utf-8")
    (tmp_path / "tei.toml").write_text("", encoding="utf-8")
    (tmp_path / "two" / "tei.toml").write_text('[validate]\nschematron = "../r.sch"\n', encoding="utf-8")
    first, second = validate([tmp_path / "one", tmp_path / "two"]).documents
    assert first.findings == ()
    assert {found.rule for found in second.findings} == {"sch.short"}


def test_given_settings_stand_in_for_those_of_the_project(write: Write, tmp_path: Path) -> None:
    path = write("a.xml")
    (tmp_path / "r.sch").write_text(RULES, encoding="utf-8")
    (tmp_path / "other.toml").write_text('[validate]\nschematron = "r.sch"\n', encoding="utf-8")
    report = validate(path, settings=projects.read(tmp_path / "other.toml"))
    assert report.schemas == ("tei-documentary.rng", "r.sch")


def test_grammar_of_a_project_does_not_bring_our_schematron(write: Write, tmp_path: Path) -> None:
    path = write("a.xml", UNWRAPPED)
    (tmp_path / "g.rng").write_text(GRAMMAR, encoding="utf-8")
    (tmp_path / "tei.toml").write_text('[validate]\nschema = "g.rng"\n', encoding="utf-8")
    assert validate(path).schemas == ("g.rng",)


def test_project_may_name_the_built_in_schema(write: Write, tmp_path: Path) -> None:
    path = write("a.xml")
    (tmp_path / "tei.toml").write_text('[validate]\nschema = "tei-documentary"\n', encoding="utf-8")
    assert validate(path).schemas == ("tei-documentary.rng", "tei-documentary.sch")


def test_teis_own_rules_are_built_in(write: Write) -> None:
    report = validate(write("a.xml"), schema="tei-conformance")
    assert report.schemas == ("tei-conformance.sch",)
    assert report.findings == ()
    spanless = '<p xml:id="p-the-orchard"><addSpan/>In bloom.</p>'
    assert _rules(validate(write("b.xml", spanless), schema="tei-conformance")) == ["sch.span-to-missing"]


def test_project_may_name_teis_own_rules(write: Write, tmp_path: Path) -> None:
    path = write("a.xml")
    (tmp_path / "tei.toml").write_text('[validate]\nschematron = "tei-conformance"\n', encoding="utf-8")
    assert validate(path).schemas == ("tei-documentary.rng", "tei-conformance.sch")


def test_xml_schema_that_a_project_names_runs_without_being_asked(
    write: Write, tmp_path: Path, repository: Path
) -> None:
    path = write("a.xml")
    schema = (repository / "schemas" / "tei-documentary.xsd").as_posix()
    (tmp_path / "tei.toml").write_text(f'[validate]\nxsd = "{schema}"\n', encoding="utf-8")
    assert validate(path).schemas == ("tei-documentary.rng", "tei-documentary.sch", "tei-documentary.xsd")


@pytest.mark.parametrize(
    "line, sentence",
    [
        ('[validate]\nschema = "none.rng"', "which is not there"),
        ('[validate]\nschematron = "a.xml"', r"where a \.sch file belongs"),
        ('[encode]\nauthority = "none.xml"', "names the authority file .*, which is not there"),
    ],
)
def test_settings_that_name_what_is_not_there_are_refused(
    write: Write,
    tmp_path: Path,
    line: str,
    sentence: str,
) -> None:
    path = write("a.xml")
    (tmp_path / "tei.toml").write_text(line, encoding="utf-8")
    with pytest.raises(SettingsError, match=sentence):
        validate(path)


def test_limits_of_the_settings_hold(write: Write, tmp_path: Path) -> None:
    path = write("a.xml")
    (tmp_path / "tei.toml").write_text("[limits]\ndepth = 3\n", encoding="utf-8")
    assert _rules(validate(path)) == ["xml.too-deep"]


def test_unreadable_path_does_not_keep_the_others_from_being_checked(write: Write, tmp_path: Path) -> None:
    report = validate([tmp_path / "none.xml", write("a.xml")])
    assert [document.valid for document in report.documents] == [True]
    (fault,) = report.faults
    assert fault.startswith("no such file or folder: ")
    assert report.exit_code() == 2


def test_file_that_goes_between_listing_and_reading_is_a_fault(write: Write) -> None:
    path, other = write("a.xml"), write("b.xml")

    def vanish(done: int, _documents: int) -> None:
        if done == 1:
            other.unlink()

    report = validate([path, other], progress=vanish)
    assert [Path(document.path).name for document in report.documents] == ["a.xml"]
    assert report.faults == (f"there is no file {other}",)


def test_progress_is_told_after_each_document(write: Write) -> None:
    told: list[tuple[int, int]] = []
    validate([write("a.xml"), write("b.xml")], schema="tei-documentary", progress=lambda *figures: told.append(figures))
    assert told == [(1, 2), (2, 2)]


def test_two_processes_give_the_report_of_one(repository: Path, write: Write, tmp_path: Path) -> None:
    write("good.xml")
    write("bad.xml", UNWRAPPED)
    paths = [tmp_path, repository / "tests" / "fixtures" / "faulty" / "sch-label-order.xml", tmp_path / "none.xml"]
    serial = validate(paths)
    parallel = validate(paths, jobs=2)
    assert serial == parallel
    assert serial.summary == (3, 2, 1, 2)


def test_negative_number_of_jobs_is_refused(write: Write) -> None:
    with pytest.raises(UsageError, match="cannot be less than 0"):
        validate(write("a.xml"), jobs=-1)


def test_changed_schema_is_compiled_again(write: Write, tmp_path: Path) -> None:
    grammar, path = tmp_path / "g.rng", write("a.xml")
    grammar.write_text(GRAMMAR, encoding="utf-8")
    assert _rules(validate(path, schema=grammar)) == ["rng.root-not-allowed"]
    grammar.write_text('<element name="other" xmlns="http://relaxng.org/ns/structure/1.0"><text/></element>', "utf-8")
    (tmp_path / "b.xml").write_text("<other/>", encoding="utf-8")
    assert validate(tmp_path / "b.xml", schema=grammar).findings == ()


def _report(*severities: Severity, faults: tuple[str, ...] = ()) -> Report:
    findings = tuple(Diagnostic("sch.assert", "m", "a.xml", severity=severity) for severity in severities)
    return Report((Checked("a.xml", findings),), faults)


@pytest.mark.parametrize(
    "report, fail_on, code",
    [
        (_report(), Severity.ERROR, 0),
        (_report(Severity.WARNING), Severity.ERROR, 0),
        (_report(Severity.WARNING), Severity.WARNING, 1),
        (_report(Severity.INFO), Severity.WARNING, 0),
        (_report(Severity.ERROR), Severity.ERROR, 1),
        (_report(Severity.ERROR), Severity.WARNING, 1),
        (_report(Severity.ERROR, faults=("f",)), Severity.ERROR, 2),
    ],
)
def test_exit_code_follows_the_heaviest_finding(report: Report, fail_on: Severity, code: int) -> None:
    assert report.exit_code(fail_on) == code


def test_warning_leaves_a_document_valid() -> None:
    assert _report(Severity.WARNING).summary == (1, 1, 0, 1)


class _Stdin(NamedTuple):
    buffer: BytesIO


@pytest.mark.parametrize("jobs", [1, 2])
def test_standard_input_is_a_document(write: Write, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    path = write("a.xml", '<p xml:id="p-the-orchard" rend="#x"><persName ref="#nobody">Ada</persName></p>')
    monkeypatch.setattr("sys.stdin", _Stdin(BytesIO(path.read_bytes())))
    piped, named = validate(["-", path], pointers=True, jobs=jobs).documents
    assert (piped.path, named.path) == ("<stdin>", str(path))
    assert piped.findings
    assert [(one.rule, one.span) for one in piped.findings] == [(one.rule, one.span) for one in named.findings]


def test_packed_document_is_checked_as_it_is_unpacked(write: Write, tmp_path: Path) -> None:
    path = write("a.xml", '<p xml:id="p-the-orchard"><nonsense/></p>')
    packed = tmp_path / "a.xml.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    for schema in ((), "tei-documentary"):
        plain, unpacked = validate([path, packed], schema=schema).documents
        assert plain.findings
        assert [(one.rule, one.span) for one in plain.findings] == [(one.rule, one.span) for one in unpacked.findings]
    write("a.xml")
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert validate(packed, schema="tei-documentary").findings == ()
