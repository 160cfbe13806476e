"""What a project says of findings: how much they weigh, which do not count, and what is wrong with what it says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tei.errors import SettingsError
from tei.validate import baseline, validate

Project = Callable[..., Path]
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>\n{}\n</text></TEI>'
BAD = TEI.format('<p x=""/>')
GOOD = TEI.format("<p/>")
TYPED = '[[validate.ignore]]\nrule = "rng.attribute-not-allowed"\nreason = "typed in 1998"\n'


# --- severity ---


@pytest.mark.parametrize(
    "said, severity",
    [
        ('"rng.attribute-not-allowed" = "warning"', "warning"),
        ('"rng.*" = "info"', "info"),
        ('"rng.*" = "info"\n"rng.attribute-*" = "error"', "error"),
        ('"rng.attribute-not-allowed" = "error"\n"rng.attribute-*" = "info"', "error"),
        ('"rng.value" = "info"', "error"),
    ],
)
def test_finding_weighs_what_the_longest_name_says_that_fits(project: Project, said: str, severity: str) -> None:
    project(f"[validate.severity]\n{said}\n", a=BAD)
    report = validate("a.xml")
    (found,) = report.findings
    assert (found.severity.value, found.span.line, found.span.column) == (severity, 2, 4)
    assert report.documents[0].valid == (severity != "error")
    assert report.exit_code() == (1 if severity == "error" else 0)
    assert report.exit_code("warning") == (0 if severity == "info" else 1)


def test_remark_can_be_made_an_error(project: Project) -> None:
    project('[validate.severity]\n"validate.ignore-unused" = "error"\n' + TYPED, a=GOOD)
    report = validate(".")
    assert [(one.rule, one.severity.value, one.path) for one in report.findings] == [
        ("validate.ignore-unused", "error", "tei.toml")
    ]
    assert report.exit_code() == 1


# --- ignored ---


def test_what_is_ignored_does_not_count_and_is_kept_with_its_reason(project: Project) -> None:
    project(TYPED, a=BAD)
    report = validate(".")
    assert (report.findings, report.documents[0].valid, report.exit_code("warning")) == ((), True, 0)
    (one,) = report.ignored
    assert (one.finding.rule, one.reason, one.path, one.line, one.in_document) == (
        "rng.attribute-not-allowed",
        "typed in 1998",
        "tei.toml",
        3,
        False,
    )
    assert one.excerpt is not None
    assert one.excerpt.text == '<p x=""/>'


@pytest.mark.parametrize(
    "files, path", [('["old/**"]', "old/a.xml"), ('"old"', "old/a.xml"), ('["b.xml", "?/a.xml"]', "x/a.xml")]
)
def test_what_is_ignored_in_some_files_counts_in_others(project: Project, files: str, path: str) -> None:
    folder = project(f"{TYPED}files = {files}\n", a=BAD)
    (folder / path).parent.mkdir()
    (folder / path).write_text(BAD, encoding="utf-8")
    report = validate(["a.xml", path])
    assert ([one.path for one in report.findings], [one.finding.path for one in report.ignored]) == (["a.xml"], [path])


def test_several_rules_are_meant_by_their_beginning(project: Project) -> None:
    project(TYPED.replace("attribute-not-allowed", "*"), a=TEI.format('<p x="" n="3"/>text'))
    report = validate(".")
    assert {one.finding.rule for one in report.ignored} >= {"rng.attribute-not-allowed", "rng.value"}
    assert report.findings == ()


def test_first_table_that_is_for_a_finding_gives_the_reason(project: Project) -> None:
    project(TYPED + TYPED.replace("1998", "1999"), a=BAD)
    report = validate("a.xml")
    assert [one.reason for one in report.ignored] == ["typed in 1998"]


def test_document_comes_before_the_project(project: Project) -> None:
    project(TYPED, a=TEI.format('<?tei-ignore rng.attribute-not-allowed reason="here"?><p x=""/><p x=""/>'))
    report = validate("a.xml")
    assert [(one.reason, one.path, one.line) for one in report.ignored] == [
        ("here", "a.xml", 2),
        ("typed in 1998", "tei.toml", 3),
    ]


def test_pointers_are_ignored_that_are_looked_up_at_the_end(project: Project) -> None:
    project(TYPED.replace("rng.attribute-not-allowed", "ptr.dangling"), a=TEI.format('<p corresp="#n"/>'))
    report = validate("a.xml")
    assert (report.findings, [one.finding.rule for one in report.ignored]) == ((), ["ptr.dangling"])


def test_assertion_is_ignored_by_its_own_id(project: Project) -> None:
    rules = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><ns prefix="t"
    uri="http://www.tei-c.org/ns/1.0"/><pattern><rule context="t:p"><assert id="has-n" test="@n">no n</assert>
    <assert id="has-id" test="@xml:id">no id</assert></rule></pattern></schema>"""
    folder = project(f'schematron = "r.sch"\n{TYPED.replace("rng.attribute-not-allowed", "sch.has-n")}', a=GOOD)
    (folder / "r.sch").write_text(rules, encoding="utf-8")
    report = validate("a.xml")
    assert [one.rule for one in report.findings] == ["sch.has-id"]
    assert [one.finding.rule for one in report.ignored] == ["sch.has-n"]
    # What the grammar finds is ignored, so the rules are run: nobody is told that all is well who was not looked at.
    (folder / "tei.toml").write_text(f'[validate]\nschema = "g.rnc"\nschematron = "r.sch"\n{TYPED}', encoding="utf-8")
    (folder / "a.xml").write_text(BAD, encoding="utf-8")
    report = validate("a.xml")
    assert {one.rule for one in report.findings} == {"sch.has-n", "sch.has-id"}
    (folder / "tei.toml").write_text(
        '[validate]\nschema = "g.rnc"\nschematron = "r.sch"\n[validate.severity]\n"rng.*" = "warning"\n',
        encoding="utf-8",
    )
    assert {one.rule for one in validate("a.xml").findings} == {
        "rng.attribute-not-allowed",
        "sch.has-n",
        "sch.has-id",
    }
    (folder / "tei.toml").write_text('[validate]\nschema = "g.rnc"\nschematron = "r.sch"\n', encoding="utf-8")
    (folder / "a.xml").write_text(
        TEI.format('<?tei-ignore rng.attribute-not-allowed reason="x"?><p x=""/>'), encoding="utf-8"
    )
    assert {one.rule for one in validate("a.xml").findings} == {"sch.has-n", "sch.has-id"}
    (folder / "a.xml").write_text(BAD, encoding="utf-8")
    assert [one.rule for one in validate("a.xml").findings] == ["rng.attribute-not-allowed"]


def test_misspelt_id_of_an_assertion_is_told_with_the_one_that_may_be_meant(project: Project) -> None:
    rules = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern><rule context="/*">
    <assert id="date-when-iso" test="true()"/></rule></pattern></schema>"""
    typed = TYPED.replace("rng.attribute-not-allowed", "sch.date-wen-iso")
    said = '<?tei-ignore sch.date-whan-iso reason="x"?><p/>'
    folder = project(f'schematron = "r.sch"\n{typed}', a=TEI.format(said))
    (folder / "r.sch").write_text(rules, encoding="utf-8")
    found = validate(".").findings
    assert [(one.path, one.rule, one.help) for one in found] == [
        ("a.xml", "validate.ignore-unused", ("did you mean sch.date-when-iso?",)),
        ("tei.toml", "validate.ignore-unused", ("did you mean sch.date-when-iso?",)),
    ]


def test_each_project_has_its_own_say(project: Project) -> None:
    folder = project(TYPED, a=BAD, b__a=BAD)
    (folder / "b" / "tei.toml").write_text('[validate]\nschema = "../g.rnc"\n', encoding="utf-8")
    report = validate(["a.xml", "b/a.xml"])
    assert ([one.path for one in report.findings], len(report.ignored)) == (["b/a.xml"], 1)


def test_without_ignoring_all_counts_and_is_weighed(project: Project) -> None:
    said = TYPED + '[validate.severity]\n"rng.*" = "warning"\n'
    project(said, a=TEI.format('<?tei-ignore rng.value reason="x"?><p n="3" x=""/>'))
    report = validate(".", ignore=False)
    assert [(one.rule, one.severity.value) for one in report.findings] == [
        ("rng.value", "warning"),
        ("rng.attribute-not-allowed", "warning"),
    ]
    assert report.ignored == ()


def test_same_in_several_processes(project: Project) -> None:
    project(TYPED, a=BAD, b=TEI.format('<?tei-ignore rng.value reason="x"?><p n="3"/>'))
    assert validate(".", jobs=2) == validate(".")


def test_baseline_has_what_counts(project: Project) -> None:
    folder = project(TYPED, a=BAD, b=TEI.format('<p n="3"/>'))
    report = baseline.noted(validate("."), folder / "known.json")
    assert ((folder / "known.json").read_text(encoding="utf-8").count("fingerprint"), len(report.ignored)) == (1, 1)
    assert report.exit_code() == 0


# --- what is stale ---


def stale(paths: str, **options: bool) -> list[tuple[str, int, str]]:
    report = validate(paths, **options)  # type: ignore[arg-type] # each is a switch
    return [(one.rule, one.span.line, one.message) for file in report.settings for one in file.findings]


def test_table_for_nothing_is_told_at_its_line(project: Project) -> None:
    project(f'{TYPED}files = ["*.xml", "old"]\n', a=GOOD)
    report = validate(".")
    (found,) = report.findings
    assert (found.path, found.span.line, found.span.column, found.span.end_column) == ("tei.toml", 3, 1, 20)
    assert (found.rule, found.severity.value) == ("validate.ignore-unused", "warning")
    assert found.message == "there is nothing in *.xml, old that rng.attribute-not-allowed finds"
    assert (report.exit_code(), report.exit_code("warning"), report.summary.findings) == (0, 1, 1)
    (excerpt,) = report.settings[0].excerpts
    assert excerpt is not None
    assert excerpt.text == "[[validate.ignore]]"


@pytest.mark.parametrize(
    "files, corpus, paths, told",
    [
        ("", "", ".", True),
        ("", "", "old", False),
        ("", "old", "old", True),
        ('files = "old/**/*.xml"', "", "old", True),
        ('files = "old/**/*.xml"', "", "old/a.xml", False),
        ('files = "old/a.xml"', "", "old/a.xml", True),
        ('files = "gone"', "", "old", False),
        ('files = "gone"', "", ".", True),
        ('files = "*.xml"', "", "old", False),
    ],
)
def test_it_is_told_only_where_all_was_looked_at(
    project: Project,
    files: str,
    corpus: str,
    paths: str,
    told: bool,  # noqa: FBT001
) -> None:
    said = f'[project]\ncorpus = "{corpus}"\n' if corpus else ""
    project(f"{TYPED}{files}\n{said}", a=GOOD, old__a=GOOD)
    assert bool(stale(paths)) == told


@pytest.mark.parametrize(
    "rule, told", [("rng.value", True), ("sch.x", False), ("xsd.value", False), ("dtd.value", False), ("ptr.*", False)]
)
def test_it_is_told_only_of_what_was_looked_for(project: Project, rule: str, told: bool) -> None:  # noqa: FBT001
    project(TYPED.replace("rng.attribute-not-allowed", rule), a=GOOD)
    assert bool(stale(".")) == told
    assert validate(".", schema="g.rnc").findings == ()


def test_it_is_told_of_pointers_only_where_they_are_looked_up(project: Project) -> None:
    project(TYPED.replace("rng.attribute-not-allowed", "ptr.dangling"), a=GOOD)
    assert [one[0] for one in stale(".")] == ["validate.ignore-unused"]
    assert stale(".", pointers=False) == []
    project(TYPED.replace("rng.attribute-not-allowed", "ptr.unused"))
    assert stale(".") == []
    assert [one[0] for one in stale(".", unused=True)] == ["validate.ignore-unused"]


def test_it_is_not_told_where_a_document_could_not_be_read(project: Project) -> None:
    project(TYPED, a=GOOD, b="<TEI")
    assert stale(".") == []


@pytest.mark.parametrize("document, left", [(BAD, "1 finding counts again"), (GOOD, "there is nothing left that it")])
def test_table_that_has_expired_is_told_and_its_findings_count(project: Project, document: str, left: str) -> None:
    project(f"{TYPED}until = 2026-01-31\n", a=document)
    report = validate(".")
    (told,) = [one for one in report.findings if one.rule == "validate.ignore-expired"]
    assert (told.span.line, told.severity.value) == (3, "warning")
    assert told.message.startswith(f"the time to ignore rng.attribute-not-allowed ended on 2026-01-31: {left}")
    assert [one.rule for one in report.documents[0].findings] == (
        ["rng.attribute-not-allowed"] if document == BAD else []
    )


def test_table_holds_until_the_day_before(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project(f"{TYPED}until = 2031-05-02\n", a=BAD)
    monkeypatch.setattr("tei.validate.policy.ignoring.today", lambda: "2031-05-01")
    assert validate(".").findings == ()
    monkeypatch.setattr("tei.validate.policy.ignoring.today", lambda: "2031-05-02")
    assert len(validate(".").findings) == 2


# --- mistakes ---


@pytest.mark.parametrize(
    "settings, said",
    [
        (
            TYPED.replace("attribute-not-allowed", "atribute-not-allowed"),
            (
                "tei.toml:3: this cannot be ignored: there is no rule rng.atribute-not-allowed; "
                "did you mean rng.attribute-not-allowed?"
            ),
        ),
        (
            TYPED.replace("rng.attribute-not-allowed", "*"),
            "tei.toml:3: this cannot be ignored: * is the name of no rule",
        ),
        (
            TYPED.replace("rng.attribute-not-allowed", "r*"),
            "tei.toml:3: this cannot be ignored: r* is the name of no rule",
        ),
        (
            TYPED.replace("rng.attribute-not-allowed", "rgn.*"),
            "tei.toml:3: this cannot be ignored: there is no rule rgn.*",
        ),
        (
            TYPED.replace("rng.attribute-not-allowed", "xml.*"),
            "tei.toml:3: this cannot be ignored: xml.* always counts: it says that a document was not checked",
        ),
        (
            '\n[validate.severity]\n"rng.value" = "info"\n"schema.not-here" = "info"\n',
            (
                "tei.toml:6: the severity cannot be set: schema.not-here always counts: "
                "it says that a document was not checked"
            ),
        ),
        (
            '[validate.severity]\n"tei.baseline-stale" = "error"\n',
            "tei.toml:4: the severity cannot be set: tei.baseline-stale always counts: it is about a baseline",
        ),
        (
            '[validate.severity]\n"dep.*" = "info"\n',
            "tei.toml:4: the severity cannot be set: dep.* is not of validation",
        ),
        (
            '[validate.severity]\n"ptr.kid" = "info"\n',
            "tei.toml:4: the severity cannot be set: there is no rule ptr.kid; did you mean ptr.kind?",
        ),
        (
            '[validate.severity]\n"date-when" = "info"\n',
            (
                "tei.toml:4: the severity cannot be set: there is no rule date-when; "
                "did you mean sch.date-when, if that is the id of an assertion of Schematron?"
            ),
        ),
    ],
)
def test_rule_that_cannot_be_spoken_of_is_an_error_of_the_call(project: Project, settings: str, said: str) -> None:
    folder = project(settings, a=GOOD)
    with pytest.raises(SettingsError) as caught:
        validate("a.xml")
    assert str(caught.value).startswith(f"{folder}/{said}")
