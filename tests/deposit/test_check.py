"""Each rule of ``dep.``: what breaks it, where it is found, and what only just does not break it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tei.deposit.check import check
from tei.deposit.criteria import CRITERIA, Principle
from tei.deposit.targets import TARGETS
from tei.diagnostics import RULES, Diagnostic, Severity
from tei.errors import UsageError
from tei.names import TEI

Written = Callable[..., Path]

# A header of which nothing is wanting.
PARTS = {
    "title": "<title>Tea</title>",
    "author": '<author><persName ref="https://orcid.org/0000-0002-1825-0097"><forename>J.</forename>'
    " <surname>Carberry</surname></persName><email>j@example.org</email></author>",
    "resp": '<respStmt><resp ref="http://id.loc.gov/vocabulary/relators/mrk">Kodierung</resp>'
    '<orgName ref="https://ror.org/05gq02987">Brown</orgName></respStmt>',
    "edition": '<editionStmt><edition n="1.0"/></editionStmt>',
    "publisher": "<publisher>P</publisher>",
    "date": '<date when="2024-05-01"/>',
    "idno": '<idno type="DOI">10.5281/zenodo.1234567</idno>',
    "availability": '<availability status="free"><licence target="https://creativecommons.org/licenses/by/4.0/"/>'
    "</availability>",
    "source": "<msDesc><msIdentifier><settlement>S</settlement><repository>R</repository><idno>1</idno>"
    "</msIdentifier></msDesc>",
    "encoding": '<editorialDecl><correction><p>None.</p></correction></editorialDecl><schemaRef url="x.rng"/>',
    "abstract": "<abstract><p>A.</p></abstract>",
    "language": '<langUsage><language ident="de">German</language></langUsage>',
    "class": '<textClass><keywords scheme="https://d-nb.info/gnd"><term>K</term></keywords>'
    '<classCode scheme="halDomain">shs.hist</classCode></textClass>',
    "revision": '<revisionDesc><change when="2024-05-02">C</change></revisionDesc>',
}

# What breaks a rule, the line and column of the finding, and what only just does not.
CASES = [
    ("dep.title-missing", {"title": ""}, (4, 1), {"title": "<title type='sub'>T</title>"}),
    ("dep.creator-missing", {"author": ""}, (4, 1), {"author": "<editor>E</editor>"}),
    ("dep.identifier-missing", {"idno": ""}, (5, 1), {"idno": "<idno>1</idno>"}),
    (
        "dep.identifier-not-persistent",
        {"idno": "<idno type='URI'>https://example.org/1</idno>"},
        (5, 67),
        {"idno": "<idno type='URI'>https://example.org/1</idno><idno>urn:nbn:de:101:1-201102033592</idno>"},
    ),
    (
        "dep.identifier-invalid",
        {"author": '<author><persName ref="https://orcid.org/0000-0002-1825-0098">J</persName></author>'},
        (4, 48),
        {"author": '<author><persName ref="https://viaf.org/viaf/1">J</persName></author>'},
    ),
    ("dep.date-missing", {"date": ""}, (5, 1), {"date": "<date>once</date>"}),
    ("dep.abstract-missing", {"abstract": "<abstract/>"}, (8, 1), {"abstract": "<abstract><ab>A</ab></abstract>"}),
    ("dep.subject-missing", {"class": ""}, (8, 1), {"class": "<textClass><catRef target='#x'/></textClass>"}),
    (
        "dep.address-missing",
        {"idno": "<idno type='URI'>urn:nbn:de:101:1-201102033592</idno>"},
        (5, 1),
        {"idno": "<idno type='ARK'>ark:/12148/btv1b8449691v</idno>"},
    ),
    ("dep.publisher-missing", {"publisher": ""}, (5, 1), {"publisher": "<authority>A</authority>"}),
    (
        "dep.access-missing",
        {"availability": "<availability status='unknown'><p>R</p></availability>"},
        (5, 1),
        {"availability": "<availability status='restricted'><p>R</p></availability>"},
    ),
    ("dep.language-missing", {"language": ""}, (8, 1), {"language": "<langUsage><language ident='x-y'/></langUsage>"}),
    (
        "dep.language-invalid",
        {"language": "<langUsage><language ident='de_AT'/></langUsage>"},
        (8, 65),
        {"language": "<langUsage><language ident='de-AT'/></langUsage>"},
    ),
    ("dep.date-not-normalised", {"date": "<date>May 2024</date>"}, (5, 42), {"date": "<date>2024-05</date>"}),
    (
        "dep.agent-unidentified",
        {"author": "<author><persName>J</persName></author>"},
        (4, 38),
        {"author": "<author><persName>J</persName><idno type='VIAF'>1</idno></author>"},
    ),
    (
        "dep.role-without-code",
        {"resp": "<respStmt><resp>Kaffee</resp><name ref='https://viaf.org/viaf/1'>N</name></respStmt>"},
        None,
        {"resp": "<respStmt><resp>Übersetzung</resp><name ref='https://viaf.org/viaf/1'>N</name></respStmt>"},
    ),
    (
        "dep.subject-without-scheme",
        {"class": "<textClass><keywords><term>K</term></keywords></textClass>"},
        None,
        {"class": "<textClass><keywords><term ref='https://d-nb.info/gnd/4040598-5'>K</term></keywords></textClass>"},
    ),
    (
        "dep.schema-missing",
        {"encoding": "<projectDesc><p>P</p></projectDesc>"},
        (7, 1),
        {"encoding": "<projectDesc><p>P</p></projectDesc><schemaRef url='x.odd'/>"},
    ),
    ("dep.rights-missing", {"availability": ""}, (5, 1), {"availability": "<availability><p>R</p></availability>"}),
    (
        "dep.licence-without-id",
        {"availability": "<availability status='free'><licence target='https://example.org/l'/></availability>"},
        None,
        {"availability": "<availability status='free'><licence>CC BY-SA 4.0</licence></availability>"},
    ),
    ("dep.source-missing", {"source": "<p/>"}, (6, 1), {"source": "<p>Born digital.</p>"}),
    (
        "dep.source-incomplete",
        {"source": "<msDesc><msIdentifier><settlement>S</settlement></msIdentifier></msDesc>"},
        (6, 21),
        {
            "source": "<msDesc><msIdentifier><country>C</country><institution>I</institution><idno>1</idno>"
            "</msIdentifier></msDesc>"
        },
    ),
    ("dep.edition-missing", {"edition": ""}, (3, 1), {"edition": "<editionStmt><p>First.</p></editionStmt>"}),
    (
        "dep.history-missing",
        {"revision": "<revisionDesc><change>C</change></revisionDesc>"},
        (9, 1),
        {"revision": "<revisionDesc><change>C <date when='2024'/></change></revisionDesc>"},
    ),
    (
        "dep.editorial-missing",
        {"encoding": "<schemaRef url='x.rng'/>"},
        (7, 1),
        {"encoding": "<schemaRef url='x.rng'/><projectDesc><p>P</p></projectDesc>"},
    ),
]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Write a document with everything in its header, but for the parts that are given, and return its path."""

    def write(name: str = "d.xml", **parts: str) -> Path:
        told = PARTS | parts
        header = (
            "<fileDesc>\n<titleStmt>{title}{author}{resp}</titleStmt>{edition}\n<publicationStmt>{publisher}{date}{idno}"
            "{availability}</publicationStmt>\n<sourceDesc>{source}</sourceDesc></fileDesc>\n<encodingDesc>{encoding}"
            "</encodingDesc>\n<profileDesc>{abstract}{language}{class}</profileDesc>\n{revision}"
        ).format(**told)
        text = f'<TEI xmlns="{TEI}">\n<teiHeader>\n{header}\n</teiHeader>\n<text><body><p/></body></text>\n</TEI>\n'
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def findings(path: Path, target: str | None = None) -> list[Diagnostic]:
    return list(check([path], target).report.findings)


def test_nothing_is_wanting_of_a_whole_header(written: Written) -> None:
    fitness = check([written()])
    assert fitness.report.findings == ()
    assert [fitness.score(principle).percent for principle in Principle] == [100, 100, 100, 100]
    for target in TARGETS:
        assert findings(written(), target) == []


def test_every_criterion_has_a_case() -> None:
    assert [rule for rule, *_ in CASES] != []
    assert {rule for rule, *_ in CASES} == {one.rule for one in CRITERIA}
    assert len({one.rule for one in CRITERIA}) == len(CRITERIA)


@pytest.mark.parametrize("rule, broken, place, kept", CASES, ids=[case[0] for case in CASES])
def test_rule_is_broken_there_and_only_just_kept(
    written: Written, rule: str, broken: dict[str, str], place: tuple[int, int] | None, kept: dict[str, str]
) -> None:
    found = [one for one in findings(written(**broken)) if one.rule == rule]
    assert len(found) == 1
    assert found[0].severity is RULES[rule].severity
    assert found[0].help
    assert found[0].xpath
    if place:
        assert (found[0].span.line, found[0].span.column) == place
    assert rule not in [one.rule for one in findings(written(**kept))]


def test_help_names_the_elements_that_are_to_be_made(written: Written) -> None:
    (finding,) = [one for one in findings(written(availability="")) if one.rule == "dep.rights-missing"]
    (advice,) = finding.help
    assert advice.startswith('write <licence target="https://creativecommons.org/licenses/by/4.0/"/>, or the rights in')
    assert advice.endswith(" a <p>, in a new <availability> in <publicationStmt>")
    (finding,) = [one for one in findings(written(edition="")) if one.rule == "dep.edition-missing"]
    assert finding.help == ('write <edition n="1.0">…</edition> in a new <editionStmt> in <fileDesc>',)


def test_what_a_repository_requires_is_an_error_and_says_so(written: Written) -> None:
    path = written(publisher="", abstract="")
    by_rule = {one.rule: one for one in findings(path, "zenodo")}
    assert by_rule["dep.publisher-missing"].severity is Severity.ERROR
    assert by_rule["dep.publisher-missing"].message.endswith("publishes the edition: Zenodo requires it")
    assert by_rule["dep.abstract-missing"].severity is Severity.WARNING
    assert check([path], "zenodo").report.exit_code() == 1
    assert check([path]).report.exit_code() == 0


@pytest.mark.parametrize(
    "target, rule, broken, kept",
    [
        ("invenio", "dep.date-not-taken", "<date notAfter='1890'/>", "<date from='1880' to='1890'/>"),
        ("zenodo", "dep.date-not-taken", "<date>once</date>", "<date when='1880'>c. 1880</date>"),
    ],
)
def test_date_must_be_one_that_the_server_takes(
    written: Written, target: str, rule: str, broken: str, kept: str
) -> None:
    (finding,) = [one for one in findings(written(date=broken), target) if one.rule == rule]
    assert (finding.severity, finding.span.line, finding.span.column) == (Severity.ERROR, 5, finding.span.column)
    assert rule not in [one.rule for one in findings(written(date=broken))]
    assert rule not in [one.rule for one in findings(written(date=kept), target)]


def test_title_must_be_as_long_as_the_server_takes(written: Written) -> None:
    (finding,) = findings(written(title="<title>Ab</title>"), "invenio")
    assert (finding.rule, finding.severity) == ("dep.title-too-short", Severity.ERROR)
    assert (finding.span.line, finding.span.column) == (4, 12)
    assert findings(written(title="<title>Abc</title>"), "invenio") == []


def test_dataverse_wants_somebody_to_write_to(written: Written) -> None:
    author = "<author><persName ref='https://viaf.org/viaf/1'>J</persName></author>"
    assert [one.rule for one in findings(written(author=author), "dataverse")] == ["dep.contact-missing"]
    author = author.replace("</author>", "<email>j@example.org</email></author>")
    assert findings(written(author=author), "dataverse") == []


def test_hal_wants_names_in_parts_and_a_domain(written: Written) -> None:
    author = "<author><persName ref='https://viaf.org/viaf/1'>Colette</persName></author>"
    classes = "<textClass><keywords scheme='https://d-nb.info/gnd'><term>K</term></keywords></textClass>"
    found = findings(written(author=author, **{"class": classes}), "hal")
    assert [(one.rule, one.severity) for one in found] == [
        ("dep.name-undivided", Severity.ERROR),
        ("dep.domain-missing", Severity.ERROR),
    ]


@pytest.mark.parametrize("target", ["archivematica", "saf"])
def test_name_of_a_file_that_would_be_changed_is_told(written: Written, target: str) -> None:
    (finding,) = findings(written("Müller 1.xml"), target)
    assert (finding.rule, finding.severity) == ("dep.file-name", Severity.WARNING)
    assert findings(written("Mueller_1.xml"), target) == []


def test_criterion_about_several_things_is_met_in_part(written: Written) -> None:
    resp = "".join(f"<respStmt><resp ref='marcrel:trl'>T</resp><name>{name}</name></respStmt>" for name in "ABC")
    fitness = check([written(resp=resp)])
    (standing,) = [one for one in fitness.standings if one.criterion.rule == "dep.agent-unidentified"]
    assert (standing.met, standing.records) == (0.25, 1)
    score = fitness.score(Principle.INTEROPERABLE)
    assert (score.reached, score.possible, score.percent) == (10.5, 12, 87)


def test_criterion_that_does_not_apply_has_no_points(written: Written) -> None:
    fitness = check([written(idno="", source="<bibl>B</bibl>")])
    rules = [one.criterion.rule for one in fitness.standings]
    assert "dep.identifier-not-persistent" not in rules
    assert "dep.source-incomplete" not in rules
    assert fitness.score(Principle.FINDABLE).possible == 17


def test_document_without_a_header_is_judged(tmp_path: Path) -> None:
    path = tmp_path / "bare.xml"
    path.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>', encoding="utf-8")
    found = findings(path)
    assert {one.span.line for one in found} == {1}
    (title,) = [one for one in found if one.rule == "dep.title-missing"]
    assert title.help == ("write <title>…</title> in a new <titleStmt> in a new <fileDesc>",)


def test_documents_of_a_corpus_are_judged_with_what_they_inherit(tmp_path: Path) -> None:
    member = (
        "<TEI>\n<teiHeader><fileDesc><titleStmt><title>M</title></titleStmt><publicationStmt><p/></publicationStmt>"
        "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body><p/></body></text></TEI>"
    )
    path = tmp_path / "corpus.xml"
    path.write_text(
        '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>C</title></titleStmt>'
        "<publicationStmt><publisher>P</publisher></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
        f"</teiHeader>{member}</teiCorpus>",
        encoding="utf-8",
    )
    fitness = check([path])
    rules = [one.rule for one in fitness.report.findings]
    assert "dep.publisher-missing" not in rules
    (missing,) = [one for one in fitness.standings if one.criterion.rule == "dep.title-missing"]
    assert (missing.met, missing.records) == (2, 2)
    lines = sorted({one.span.line for one in fitness.report.findings if one.rule == "dep.abstract-missing"})
    assert lines == [1, 2]


def test_what_is_no_tei_and_what_is_no_xml_are_findings(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<html/>", encoding="utf-8")
    (tmp_path / "b.xml").write_text("<TEI", encoding="utf-8")
    fitness = check([tmp_path])
    assert [one.rule for one in fitness.report.findings] == ["tei.not-tei", "xml.not-well-formed"]
    assert fitness.standings == ()


def test_path_that_is_not_there_is_a_fault_and_the_others_are_checked(written: Written, tmp_path: Path) -> None:
    fitness = check([written(), tmp_path / "absent.xml"])
    assert len(fitness.report.documents) == 1
    assert fitness.report.faults == (f"no such file or folder: {tmp_path / 'absent.xml'}",)
    assert fitness.report.exit_code() == 2


def test_authority_file_of_a_project_is_no_edition(repository: Path) -> None:
    folder = repository / "corpus"
    assert [Path(one.path).name for one in check([folder]).report.documents] == ["cable-59363.xml"]
    assert [Path(one.path).name for one in check([folder / "authority.xml"]).report.documents] == ["authority.xml"]


def test_target_that_is_not_known_names_those_that_are(written: Written) -> None:
    with pytest.raises(UsageError, match="there is no target figshare; known are invenio, zenodo"):
        check([written()], "figshare")


def test_cable_has_the_findings_of_the_manual(repository: Path) -> None:
    found = findings(repository / "corpus" / "cable-59363.xml")
    assert [(one.rule, one.span.line) for one in found] == [
        ("dep.agent-unidentified", 10),
        ("dep.agent-unidentified", 14),
        ("dep.agent-unidentified", 18),
        ("dep.agent-unidentified", 22),
        ("dep.address-missing", 29),
        ("dep.identifier-not-persistent", 32),
    ]
